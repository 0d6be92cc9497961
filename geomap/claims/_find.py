"""Where a text speaks of space: patterns that find expressions and say what kind they are.

Patterns read normalised text, so that the same grammar serves a report's passages and the single
string of `locate`. What they find still lacks its places; `_referents` finds those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from geomap import lexicon
from geomap.claims import _quantity
from geomap.claims._patterns import DIRECTION, KINDS_OF, MAIN, OPEN, PARTS, PATTERNS, SURROUND
from geomap.claims._quantity import QUANTITY, Path, Quantity
from geomap.relations import Direction, direction

_OFFSET = re.compile(
    rf"\s*,?\s*(?:(?:away|out|further|farther|up|down|inland|as\s+the\s+crow\s+flies|by\s+air)\s+)*"
    rf"(?:(?:to|in)\s+the\s+|on\s+the\s+)?(?P<way>{DIRECTION})(?:\s+side)?\s+(?:of|from|off)\s+"
)
_FROM = re.compile(
    r"\s*,?\s*(?:(?:away|out|offshore|drive|walk|as\s+the\s+crow\s+flies|by\s+(?:road|air))\s+)*"
    r"(?:from|outside(?:\s+of)?|off|short\s+of|beyond)\s+(?:the\s+coast\s+of\s+)?",
    re.I,
)
_ALONG = re.compile(r"(?P<way>by\s+road)|crow|by\s+air", re.I)
_OFF = re.compile(r"\boff(?:shore)?\b", re.I)
_WITHIN = re.compile(r"\s*of\s+", re.I)
_INTO = re.compile(r"\s*(?:deep\s+)?(?:inside|into)\s+", re.I)
_TOWARDS = re.compile(rf"\s*,?\s*(?:to\s+the\s+|to\s+its\s+)?(?P<way>{DIRECTION})")
_DIRECTION_OF = re.compile(
    r"\b(?P<lead>(?:(?:in|across|throughout)\s+)?the\s+(?:(?P<far>far|extreme|remote)\s+)?"
    r"|(?:just\s+)?(?:to|on)\s+the\s+)?"
    rf"(?P<way>{DIRECTION})(?:\s+side)?\s+(?:of|from)\s+(?!(?:here|there)\b)"
)
_COUNT = r"one|two|three|four|five|six|seven|eight|\d+"
_SIDES = re.compile(
    rf"\b(?:from|on|at)\s+(?P<least>at\s+least\s+|more\s+than\s+)?(?P<all>all|every|both)?\s*"
    rf"(?:of\s+(?:its|the)\s+)?(?P<count>{_COUNT})?\s*(?:of\s+(?:its|the)\s+)?(?:\w+\s+)?"
    r"(?:sides?|directions?|fronts?|flanks?|angles)\b",
    re.I,
)
_ONE_WAY = re.compile(rf"{MAIN}(?:[\s-]?{MAIN})?", re.I)
_NAMED_SIDES = re.compile(
    rf"\b(?:from|on|in)\s+the\s+(?:{_ONE_WAY.pattern})"
    rf"(?:\s*,?\s*(?:and\s+)?(?:from\s+)?(?:the\s+)?(?:{_ONE_WAY.pattern})\b)*",
    re.I,
)
_DETAILS = ("form", "share", "half", "lead")
"""Groups of a wording that tell its detail."""

HALF_TURN_M = 20_100_000.0
"""Half the way round the Earth: nothing lies farther from anything."""

_NUMBERS = {word: number for number, word in enumerate(_COUNT.split("|")[:-1], start=1)}


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A spatial expression found in a text, before its places are known.

    `start` to `end` is the cue in the text's characters, `at` where its place should follow.
    `count` is the number of sides said, `least` whether "at least", `tag` a detail of the kind
    ("mouth", "from", "closed").
    """

    kind: str
    start: int
    end: int
    at: int
    quantity: Quantity | None = None
    way: Direction | None = None
    count: int | None = None
    least: bool = False
    tag: str = ""
    notes: tuple[str, ...] = field(default=())


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Expression, ...]:
    """Expressions of space in a text, the more telling kinds first; they may overlap."""
    return (*_distances(text), *_directions(text), *_surrounds(text), *_others(text))


def _distances(text: str) -> Iterator[Expression]:
    for match in QUANTITY.finditer(text):
        if match["between"] and not match["second"]:
            continue
        quantity = _quantity.read(match)
        if quantity.best_m > HALF_TURN_M:
            yield _too_far(text, match, quantity)
            continue
        yield _offset(text, match, quantity) or _lone_distance(text, match, quantity)


def _offset(text: str, match: re.Match[str], quantity: Quantity) -> Expression | None:
    """A distance that a place follows: "80 km north of", "80 km from", "80 km inside"."""
    for kind, pattern in (("distance", _OFFSET), ("distance", _FROM), ("inside by", _INTO)):
        tail = pattern.match(text, match.end())
        if tail is None:
            continue
        said = tail.groupdict().get("way")
        if (along := _ALONG.search(tail.group())) is not None:
            quantity = replace(quantity, path=Path.WAY if along["way"] else Path.STRAIGHT)
        if said and said.isupper() and not match["hedge"] and quantity.unit == "km":
            quantity = _quantity.catalogued(quantity)
        return Expression(
            kind=kind,
            start=match.start(),
            end=tail.end(),
            at=tail.end(),
            quantity=quantity,
            way=direction(said) if said else None,
            tag="sea" if _at_sea(quantity, tail.group()) else "",
        )
    return None


def _at_sea(quantity: Quantity, tail: str) -> bool:
    """Whether a distance is one from a coast: "10 nautical miles", "20 km off"."""
    return quantity.unit == "nautical miles" or _OFF.search(tail) is not None


def _too_far(text: str, match: re.Match[str], quantity: Quantity) -> Expression:
    """A distance longer than the Earth allows, with the direction that goes with it."""
    tail = _OFFSET.match(text, match.end()) or _FROM.match(text, match.end())
    end = tail.end() if tail is not None else match.end()
    return Expression(
        kind="lone distance", start=match.start(), end=end, at=match.end(), quantity=quantity
    )


def _lone_distance(text: str, match: re.Match[str], quantity: Quantity) -> Expression:
    """A distance that no place follows: "within 20 km of" has one, "80 km to the south" none."""
    start, end = match.start(), match.end()
    if quantity.bound == "most" and (tail := _WITHIN.match(text, end)):
        return Expression(
            kind="distance", start=start, end=tail.end(), at=tail.end(), quantity=quantity
        )
    if tail := _TOWARDS.match(text, end):
        way = direction(tail["way"])
        return Expression(
            kind="lone distance", start=start, end=tail.end(), at=end, quantity=quantity, way=way
        )
    return Expression(kind="lone distance", start=start, end=end, at=end, quantity=quantity)


def _directions(text: str) -> Iterator[Expression]:
    for match in _DIRECTION_OF.finditer(text):
        lead = (match["lead"] or "").lower().split()
        way = direction(match["way"])
        if way is None:
            continue
        inside = bool(lead) and lead[0] in lexicon.words("space.within_lead")
        ern = re.search(r"ern$", match["way"], re.I)
        if ern:
            continue
        yield Expression(
            kind="part of" if inside else "direction",
            start=match.start("way") if not inside else match.start(),
            end=match.end(),
            at=match.end(),
            way=way,
            tag="far" if match["far"] else "",
        )


def _surrounds(text: str) -> Iterator[Expression]:
    for match in SURROUND.finditer(text):
        stop = re.compile(r"[.!?](?:\s|$)|;").search(text, match.end())
        limit = stop.start() if stop else len(text)
        sides = _SIDES.search(text, match.end(), min(limit, match.end() + 160))
        if sides is None and (
            earlier := list(_SIDES.finditer(text, max(0, match.start() - 80), match.start()))
        ):
            sides = (
                earlier[-1]
                if not re.search(r"[.!?;]", text[earlier[-1].end() : match.start()])
                else None
            )
        count, least = _sides(sides)
        named = _NAMED_SIDES.search(text, match.end(), min(limit, match.end() + 80))
        if count is None and named is not None:
            ways = {
                way.bearing_deg for w in _ONE_WAY.findall(named.group()) if (way := direction(w))
            }
            count, sides = min(len(ways), 4), named
        end = (
            max(match.end(), sides.end())
            if sides and sides.start() - match.end() < 40
            else match.end()
        )
        start = min(match.start(), sides.start()) if sides else match.start()
        yield Expression(
            kind="surrounded",
            start=start,
            end=end,
            at=match.end(),
            count=count,
            least=least,
            tag=match.group().lower(),
        )


def _sides(match: re.Match[str] | None) -> tuple[int | None, bool]:
    if match is None:
        return None, False
    if match["count"]:
        said = match["count"].lower()
        return (int(said) if said.isdigit() else _NUMBERS[said]), bool(match["least"])
    if match["all"]:
        return (2 if match["all"].lower() == "both" else 4), False
    return None, False


def _others(text: str) -> Iterator[Expression]:
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text):
            groups = match.groupdict()
            named = {"landform": "form", "way": "ends"}.get(pattern.kind)
            yield Expression(
                kind=pattern.kind,
                start=match.start(),
                end=match.end(),
                at=match.start(named) if named is not None else match.end(),
                way=direction(groups["way"]) if groups.get("way") else None,
                tag=_tag(groups),
            )


def _tag(groups: dict[str, str | None]) -> str:
    """Detail of an expression: the part of a place, the state of a road, the form of land."""
    if part := groups.get("part"):
        return next(name for cue, name in PARTS if cue.search(part))
    if state := groups.get("state"):
        return "open" if OPEN.fullmatch(state) else "closed"
    detail = (next((groups[key] for key in _DETAILS if groups.get(key)), None) or "").lower()
    return next((name for cue, name in KINDS_OF if cue.search(detail)), detail)

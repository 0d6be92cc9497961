"""Where a text speaks of space: finds spatial expressions and says of what kind they are.

Patterns read normalised text, so that the same grammar serves a report's passages and the single
string of `locate`. What is found still lacks its places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from geomap.expressions import quantities
from geomap.expressions.kinds import KINDS, Kind
from geomap.expressions.quantities import QUANTITY, Path, Quantity
from geomap.expressions.words import COUNT, DIRECTION, MAIN_WAY, SIDES, STREAM
from geomap.lexicon import alternation, table
from geomap.relations import Direction, direction, sixteenth

HALF_TURN_M = 20_100_000.0
"""Half the way round the Earth: nothing lies farther from anything."""

_OFFSET = re.compile(
    rf"\s*,?\s*(?:{alternation('space.away')}\s+)*"
    rf"(?:(?:to|in)\s+the\s+|on\s+the\s+)?(?P<way>{DIRECTION})(?:\s+side)?\s+(?:of|from|off)\s+"
)
_FROM = re.compile(
    rf"\s*,?\s*(?:{alternation('space.away_from')}\s+)*{alternation('space.from')}\s+"
    r"(?:the\s+coast\s+of\s+)?",
    re.I,
)
_STREAM = re.compile(rf"\s*(?:further\s+|farther\s+)?{STREAM}\s+(?:of|from)\s+", re.I)
_INTO = re.compile(r"\s*(?:deep\s+)?(?:inside|into)\s+", re.I)
_TAILS = (("distance", _OFFSET), ("distance", _FROM), ("inside by", _INTO), ("stream", _STREAM))
"""What may stand between a distance and its place, and the kind that it makes."""

_ALONG = re.compile(r"(?P<way>by\s+(?:road|car|rail))|crow|by\s+air|straight", re.I)
_PRINTED = re.compile(r"[\d.,]+\s*(?i:km|kilomet\w+)\s+[NESW]{1,3}\s+of\s+")
_OFF = re.compile(r"\boff(?:shore)?\b", re.I)
_WITHIN = re.compile(r"\s*of\s+", re.I)
_TOWARDS = re.compile(rf"\s*,?\s*(?:to\s+the\s+|to\s+its\s+)?(?P<way>{DIRECTION})")
_DIRECTION_OF = re.compile(
    r"\b(?P<lead>(?P<inside>(?:(?:in|across|throughout)\s+)?the\s+(?:(?P<far>far|extreme|remote)\s+)?)"
    r"|(?:just\s+)?(?:to|on)\s+the\s+)?"
    rf"(?P<way>{DIRECTION})(?<!ern)(?<!ERN)(?:\s+side)?\s+(?:of|from)\s+(?!(?:here|there)\b)"
)
_ON_SIDES = re.compile(
    rf"\b(?:from|on|at)\s+(?:at\s+least\s+|more\s+than\s+)?(?P<all>all|every|both)?\s*"
    rf"(?:of\s+(?:its|the)\s+)?(?P<count>{COUNT})?\s*(?:of\s+(?:its|the)\s+)?(?:\w+\s+)?"
    rf"{SIDES}\b",
    re.I,
)
_ONE_WAY = re.compile(rf"{MAIN_WAY}(?:[\s-]?{MAIN_WAY})?", re.I)
_FURTHER_WAYS = rf"(?:\s*,?\s*(?:and\s+)?(?:from\s+)?(?:the\s+)?(?:{_ONE_WAY.pattern})\b)"
_NAMED_SIDES = re.compile(rf"\b(?:from|on|in)\s+the\s+(?:{_ONE_WAY.pattern}){_FURTHER_WAYS}*", re.I)
_FROM_WAYS = re.compile(
    rf"\bfrom\s+(?:both\s+)?(?:the\s+)?(?:{_ONE_WAY.pattern})\b{_FURTHER_WAYS}+", re.I
)
_PRONGS = re.compile(rf"\b(?P<count>{COUNT})[-\s](?:pronged|sided)\b", re.I)
_OF_OTHER = re.compile(r"\s+of\b|\s+(?-i:[A-Z])", re.I)
"""After sides these say that they are those of something else: "from the north and east of X"."""

_NUMBERS = table("number.units")
_STOP = re.compile(r"[.!?](?:\s|$)|;")
_BREAK = re.compile(r"[.!?;]")
_SIDES_AFTER, _SIDES_BEFORE, _SIDES_CLOSE, _NAMED_AFTER = 160, 80, 40, 80
"""How many characters off the words about sides may stand; close ones belong to the expression."""


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A spatial expression found in a text, before its places are known.

    `kind` is the name of its `Kind`. `start` to `end` are the words in the text's characters, `at`
    where its place should follow. `quantity` is the stated distance, `way` the direction, `count`
    the number of sides, `tag` a detail of the kind ("mouth", "closed").
    """

    kind: str
    start: int
    end: int
    at: int
    quantity: Quantity | None = None
    way: Direction | None = None
    count: int | None = None
    tag: str = ""


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Expression, ...]:
    """Spatial expressions of a text, the more telling kinds first; they may overlap.

    Examples
    --------
    >>> [(item.kind, item.way.word) for item in find("about 80 km north of Kabul")]
    [('distance', 'north'), ('direction', 'north')]
    """
    return (*_distances(text), *_directions(text), *_worded(text), *_sides_alone(text))


def _distances(text: str) -> Iterator[Expression]:
    for match in QUANTITY.finditer(text):
        if match["between"] and not match["second"]:
            continue
        quantity = quantities.read(match)
        if quantity.best_m > HALF_TURN_M:
            yield _too_far(text, match, quantity)
            continue
        yield _offset(text, match, quantity) or _lone_distance(text, match, quantity)


def _offset(text: str, match: re.Match[str], quantity: Quantity) -> Expression | None:
    """A distance that a place follows: "80 km north of", "80 km from", "80 km inside"."""
    tails = ((kind, tail) for kind, cue in _TAILS if (tail := cue.match(text, match.end())))
    kind, tail = next(tails, ("", None))
    if tail is None:
        return None
    said, stream = (tail.groupdict().get(name) for name in ("way", "tag"))
    return Expression(
        kind=kind,
        start=match.start(),
        end=tail.end(),
        at=tail.end(),
        quantity=_measured(quantity, tail),
        way=direction(said) if said else None,
        tag="sea" if _at_sea(quantity, tail.group()) else KINDS[kind].tag(stream or ""),
    )


def _measured(quantity: Quantity, tail: re.Match[str]) -> Quantity:
    """Distance as its tail says it was measured: by road or straight."""
    if (along := _ALONG.search(tail.group())) is not None:
        quantity = replace(quantity, path=Path.WAY if along["way"] else Path.STRAIGHT)
    return quantity


def as_printed(text: str, found: Expression) -> Expression:
    """Expression as catalogues mean it: "33 km S of" is one of sixteen points and whole kilometres.

    A report that writes so is no more exact than the word, so this is for single expressions.
    """
    words, quantity = text[found.start : found.end], found.quantity
    if quantity is None or found.way is None or _PRINTED.fullmatch(words) is None:
        return found
    return replace(found, quantity=quantities.catalogued(quantity), way=sixteenth(found.way))


def _at_sea(quantity: Quantity, tail: str) -> bool:
    """Whether a distance is one from a coast: "10 nautical miles", "20 km off"."""
    return quantity.unit == "nautical miles" or _OFF.search(tail) is not None


def _too_far(text: str, match: re.Match[str], quantity: Quantity) -> Expression:
    """A distance longer than the Earth allows, with the direction that goes with it."""
    tail = _OFFSET.match(text, match.end()) or _FROM.match(text, match.end()) or match
    return Expression(
        kind="lone distance",
        start=match.start(),
        end=tail.end(),
        at=match.end(),
        quantity=quantity,
    )


def _lone_distance(text: str, match: re.Match[str], quantity: Quantity) -> Expression:
    """A distance that no place follows: "within 20 km of" has one, "80 km to the south" none."""
    start, end = match.span()
    if quantity.bound == "most" and (tail := _WITHIN.match(text, end)):
        end = tail.end()
        return Expression(kind="distance", start=start, end=end, at=end, quantity=quantity)
    lone = Expression(kind="lone distance", start=start, end=end, at=end, quantity=quantity)
    if tail := _TOWARDS.match(text, end):
        return replace(lone, end=tail.end(), way=direction(tail["way"]))
    return lone


def _directions(text: str) -> Iterator[Expression]:
    for match in _DIRECTION_OF.finditer(text):
        way = direction(match["way"])
        if way is not None:
            yield Expression(
                kind="part of" if match["inside"] else "direction",
                start=match.start() if match["inside"] else match.start("way"),
                end=match.end(),
                at=match.end(),
                way=way,
                tag="far" if match["far"] else "",
            )


def _worded(text: str) -> Iterator[Expression]:
    """Expressions that the words of their kind tell."""
    for kind in KINDS.values():
        for pattern in kind.patterns:
            for match in pattern.finditer(text):
                found = _expression(kind, match)
                yield _with_sides(text, found) if kind.sides else found


def _expression(kind: Kind, match: re.Match[str]) -> Expression:
    groups = match.groupdict()
    way, tag = groups.get("way"), groups.get("tag")
    return Expression(
        kind=kind.name,
        start=match.start(),
        end=match.end(),
        at=match.start(kind.place) if kind.place in groups else match.end(),
        way=direction(way) if way else None,
        tag=kind.tag(tag) if tag else "",
    )


def _with_sides(text: str, found: Expression) -> Expression:
    """Expression with how many sides its sentence says, or how many directions it names."""
    stop = _STOP.search(text, found.end)
    limit = stop.start() if stop else len(text)
    sides = _ON_SIDES.search(text, found.end, min(limit, found.end + _SIDES_AFTER))
    sides = sides or _sides_before(text, found.start)
    count = _counted(sides) if sides else None
    named = _NAMED_SIDES.search(text, found.end, min(limit, found.end + _NAMED_AFTER))
    if count is None and named is not None:
        count, sides = _ways_counted(named), named
    if sides is None:
        return found
    close = sides.start() - found.end < _SIDES_CLOSE
    return replace(
        found,
        start=min(found.start, sides.start()),
        end=max(found.end, sides.end()) if close else found.end,
        count=count,
    )


def _sides_alone(text: str) -> Iterator[Expression]:
    """Sides that are told of an attack or a threat: "from three directions", "three-pronged"."""
    told = chain.from_iterable(one.finditer(text) for one in (_ON_SIDES, _FROM_WAYS, _PRONGS))
    for match in told:
        count = _ways_counted(match) if match.re is _FROM_WAYS else _said_count(match)
        if count and not _OF_OTHER.match(text, match.end()):
            start, end = match.span()
            yield Expression(kind="pressed", start=start, end=end, at=end, count=count)


def _said_count(sides: re.Match[str]) -> int | None:
    """Number of sides that words say; none where they say neither a number nor "all"."""
    said = sides.groupdict()
    return _counted(sides) if said["count"] or said.get("all") else None


def _ways_counted(sides: re.Match[str]) -> int:
    """Number of different sides that are named."""
    ways = {way.bearing_deg for w in _ONE_WAY.findall(sides.group()) if (way := direction(w))}
    return min(len(ways), 4)


def _sides_before(text: str, start: int) -> re.Match[str] | None:
    """Words about sides shortly before a position, in the same sentence."""
    before = list(_ON_SIDES.finditer(text, max(0, start - _SIDES_BEFORE), start))
    return before[-1] if before and not _BREAK.search(text, before[-1].end(), start) else None


def _counted(sides: re.Match[str]) -> int | None:
    """Number of sides that words tell, or None."""
    if sides["count"]:
        said = sides["count"].lower()
        return int(said) if said.isdigit() else _NUMBERS[said]
    everywhere = {"": None, "both": 2}
    return everywhere.get((sides["all"] or "").lower(), 4)

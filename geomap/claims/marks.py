"""Marks of a sentence, in order: places, sides, what closes a side; and which belong together.

The one grammar of pairs: "Bama to the north, Gwoza to the east", "to the north Bama", "Bama and
Gwoza in the south", "Bama, north of the town". A side that no place stands beside is a side alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.discourse import Reference
from geomap.expressions import LIST_JOIN
from geomap.expressions.words import MAIN_WAY
from geomap.lexicon import alternation
from geomap.model import Role
from geomap.relations import Direction, direction

_WAY = rf"{MAIN_WAY}(?:[\s-]?{MAIN_WAY})?"
SIDE = re.compile(
    rf"\b(?:(?P<lead>{alternation('space.side_leads')})\s+)?(?:(?:the|its|their)\s+)?(?:far\s+|due\s+)?"
    rf"(?P<way>{_WAY}(?:ern|wards?)?)\b(?![-'’])"
    rf"(?P<noun>\s+{alternation('space.side_nouns')}\b)?",
    re.I,
)
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?")
_CLOSING = re.compile(
    rf"\b(?:(?:the|an?|its)\s+)?(?:[\w-]+\s+)?{alternation('places.closing')}\b", re.I
)
_LINK = re.compile(
    rf"(?:'s)?\s*,?\s*\(?\s*(?:{alternation('space.side_links', 'space.side_small')}\s+)*", re.I
)
_AHEAD = re.compile(rf"\s*,?\s*(?:{alternation('space.gap_to_place')}\s+){{0,7}}", re.I)
_HELD_AHEAD = re.compile(
    rf"[^,;:.]{{0,50}}\s{alternation('deeds.holds_place')}\s+(?:{alternation('places.held_sites')}\s+)*",
    re.I,
)
_OPENS = re.compile(r"(?:^|[,;:.])\s*(?P<joined>and\s+)?\Z|\s(?P<only>and)\s+\Z", re.I)
_BOTH = re.compile(r"\s+(?:and|or)\s+(?:the\s+|in\s+|from\s+|at\s+)*", re.I)
_SIDE_LIST = re.compile(r"\s*,?\s*(?:and\s+)?(?:from\s+|on\s+|to\s+)?(?:the\s+)?", re.I)
_LEAD_CHARS = 200
_RELATION = re.compile(r"([\w-]+)\W+(?:(?:the|town|village|city|of|bridge|a)\s+)*$", re.I)


@dataclass(frozen=True, kw_only=True, eq=False)
class Mark:
    """A place, what closes a side ("barrier"), or a side in the text of a paragraph.

    `way` is the side's direction, or the one that a place is said to lie in; `lead` the word before
    it ("from"). `own` says that a place is the one that is surrounded.
    """

    kind: str
    start: int
    end: int
    name: Named | None = None
    way: Direction | None = None
    lead: str = ""
    own: bool = False


def marks(case: Case, span: tuple[int, int], is_target: Callable[[Reference], bool]) -> list[Mark]:
    """Places, barriers and sides of a stretch of the paragraph, each place with its side."""
    found = [*_places(case, span, is_target), *_barriers(case, span)]
    taken = [(one.start, one.end) for one in found if one.kind == "place"]
    sides = list(_sides(case, span, taken, [one for one in found if one.own]))
    row = sorted([*_apart(found), *sides], key=lambda one: (one.start, one.end))
    return _paired(case.text, row)


def _apart(found: Sequence[Mark]) -> list[Mark]:
    """Barriers that are no part of a name, and all places."""
    names = [one for one in found if one.kind == "place"]
    return [
        one
        for one in found
        if one.kind == "place"
        or not any(name.start < one.end and one.start < name.end for name in names)
    ]


def _places(
    case: Case, span: tuple[int, int], is_target: Callable[[Reference], bool]
) -> Iterator[Mark]:
    for one in case.references:
        if not span[0] <= one.start < span[1] or one.filed or one.role is Role.NATIONALITY:
            continue
        water = one.place is not None and one.place.kind.startswith("H.")
        yield Mark(
            kind="barrier" if water else "place",
            start=one.start,
            end=one.end,
            name=named(one),
            lead=_before(case.text[max(span[0], one.start - _LEAD_CHARS) : one.start]),
            own=is_target(one),
        )


def _before(text: str) -> str:
    """The word that leads to a place: "from", "holds"."""
    found = _RELATION.search(text)
    return found[1].lower() if found is not None else ""


def _barriers(case: Case, span: tuple[int, int]) -> Iterator[Mark]:
    for match in _CLOSING.finditer(case.text, *span):
        yield Mark(kind="barrier", start=match.start(), end=match.end())


def _sides(
    case: Case, span: tuple[int, int], taken: list[tuple[int, int]], own: list[Mark]
) -> Iterator[Mark]:
    """Directions that are sides of the surrounded place: no part of a name, of no other place."""
    for match in SIDE.finditer(case.text, *span):
        start, end = match.span("way")
        if any(a <= start < b or a < end <= b for a, b in taken):
            continue
        adjective = match["way"].lower().endswith("ern")
        if adjective and not match["noun"]:
            continue
        lead = (match["lead"] or "").lower()
        end = match.end()
        if (of := _OF.match(case.text, end)) is not None:
            if not _is_of_own(case.text, of.end(), own) or lead == "in":
                continue
            end = of.end()
        way = direction(match["way"])
        if way is not None:
            yield Mark(kind="side", start=match.start(), end=end, way=way, lead=lead)


_OWN_NOUN = re.compile(rf"(?:it\b|{alternation('places.besieged')}\b)", re.I)


def _is_of_own(text: str, at: int, own: list[Mark]) -> bool:
    """Whether what follows "north of" is the surrounded place."""
    return any(one.start == at for one in own) or _OWN_NOUN.match(text, at) is not None


def _paired(text: str, row: list[Mark]) -> list[Mark]:
    """Marks with the side that each place and barrier is said to lie on; sides alone stay."""
    placed: dict[int, Mark] = {}
    ahead: set[int] = set()
    alone: list[Mark] = []
    for number, side in enumerate(row):
        if side.kind != "side":
            continue
        back = _joined_back(text, row, number)
        forward = _joined_ahead(text, row, number)
        if back is not None and back not in ahead and not _is_led(text, row, number, forward):
            for one in _list_back(text, row, back, placed):
                placed[one] = replace(row[one], way=side.way)
        elif forward is not None:
            for one in _list_ahead(text, row, forward):
                placed[one] = replace(row[one], way=side.way)
                ahead.add(one)
        else:
            alone.append(side)
    rest = [placed.get(n, one) for n, one in enumerate(row) if one.kind != "side"]
    return sorted([*rest, *alone], key=lambda one: one.start)


def _can_lie(mark: Mark) -> bool:
    return mark.kind != "side" and not mark.own


def _joined_back(text: str, row: list[Mark], number: int) -> int | None:
    """The place right before a side: "Bama to the north"."""
    if number == 0 or not _can_lie(row[number - 1]):
        return None
    gap = text[row[number - 1].end : row[number].start]
    return number - 1 if _LINK.fullmatch(gap) else None


def _joined_ahead(text: str, row: list[Mark], number: int) -> int | None:
    """The place after a side: "to the north Bama", "in the north they hold Bama"."""
    if number + 1 >= len(row) or not _can_lie(row[number + 1]):
        return None
    gap = text[row[number].end : row[number + 1].start]
    opens = _OPENS.search(text, 0, row[number].start)
    if (opens and _HELD_AHEAD.fullmatch(gap)) or ("," not in gap and _AHEAD.fullmatch(gap)):
        return number + 1
    first = opens is not None and opens["joined"] is None and opens["only"] is None
    return number + 1 if first and _AHEAD.fullmatch(gap) else None


def _is_led(text: str, row: list[Mark], number: int, forward: int | None) -> bool:
    """Whether a comma parts a side from the place before it, and none from the one after it."""
    if forward is None:
        return False
    before = text[row[number - 1].end : row[number].start]
    after = text[row[number].end : row[forward].start]
    return "," in before and "," not in after


def _list_back(text: str, row: list[Mark], last: int, placed: dict[int, Mark]) -> Iterator[int]:
    """A place, and the one that "and" joins to it: "Bama and Gwoza to the east"."""
    yield last
    first = last - 1
    if (
        first < 0
        or first in placed
        or not _can_lie(row[first])
        or row[first].kind != row[last].kind
    ):
        return
    listed = first > 0 and _can_lie(row[first - 1]) and first - 1 not in placed
    in_list = listed and LIST_JOIN.fullmatch(text, row[first - 1].end, row[first].start)
    if _BOTH.fullmatch(text, row[first].end, row[last].start) and not in_list:
        yield first


def _list_ahead(text: str, row: list[Mark], first: int) -> Iterator[int]:
    """A place and those listed with it that no side of their own follows."""
    yield first
    for number in range(first + 1, len(row)):
        joined = LIST_JOIN.fullmatch(text, row[number - 1].end, row[number].start)
        own_side = number + 1 < len(row) and row[number + 1].kind == "side"
        if not (_can_lie(row[number]) and joined) or (
            own_side and _joined_back(text, row, number + 1) is not None
        ):
            return
        yield number


def listed_sides(text: str, row: Sequence[Mark], leads: frozenset[str]) -> list[Mark]:
    """Sides alone that a lead opens, and those listed after them: "from the north and east"."""
    found: list[Mark] = []
    last: Mark | None = None
    for mark in row:
        if mark.kind == "side":
            joined = last is not None and _SIDE_LIST.fullmatch(text, last.end, mark.start)
            if mark.lead in leads or joined:
                found.append(mark)
                last = mark
                continue
        last = None
    return found

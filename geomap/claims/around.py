"""What a text says stands around a place: sides, positions, barriers and ways out.

Read from the sentence that says so and up to two after it, for as long as they speak of it; where
these name no position, from the sentence before it too. Never from one that tells of a siege
itself, which may be somebody else's claim.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.marks import Mark, listed_sides, marks
from geomap.claims.positions import is_position, is_same, led
from geomap.claims.targets import Besieged
from geomap.claims.wayouts import cut_from, ways_of
from geomap.discourse import Reference
from geomap.expressions import LIST_JOIN, find
from geomap.expressions.words import CAPITALISED, ROUTE
from geomap.lexicon import alternation
from geomap.model import Position, Side, SideState, WayOut

_FOLLOWING = 2
_SUPPLY = re.compile(rf"\b{alternation('deeds.supplies')}\b[^.;]{{0,60}}$", re.I)
_CUT_OFF = re.compile(rf"{alternation('deeds.cut_off_forms')}|^cut(?:s|ting)?$", re.I)
_CUT_AT = re.compile(
    rf"\b{ROUTE}\s+(?:at|near)\s+(?:the\s+)?(?:{CAPITALISED}(?:,|\s+and)\s+(?:(?:at|near)\s+)?)*\Z",
    re.I,
)
_SIDE_LEADS = frozenset({"from", "on"})
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Around:
    """What stands around a place, in the order of the text; `names` are those of the positions."""

    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    names: tuple[Named, ...] = ()
    ways: tuple[WayOut, ...] = ()


def around(case: Case, told: Besieged, target: Named | None) -> Around:
    """What a text says stands around a place that is surrounded."""
    own = [one for one in case.references if _is_target(case, one, told, target)]
    before, here, after = _sentences(case)
    before, after = (list(takewhile(_tells_no_siege(case), spans)) for spans in (before, after))
    found = _in_sentence(case, told, here, own=own, main=True)
    for more in _further(case, told, after, own=own):
        found = _joined(found, more)
    if not found.positions:
        told_before = (_in_sentence(case, told, span, own=own, main=False) for span in before)
        earlier = next((one for one in told_before if len(one.positions) > 1), Around())
        found = _joined(earlier, found)
    ways = (*(_shifted(case, way) for way in cut_from(case, _CUT_OFF)), *found.ways)
    return replace(found, ways=ways)


def _further(
    case: Case, told: Besieged, spans: Sequence[Span], *, own: Sequence[Reference]
) -> Iterator[Around]:
    """What the sentences after the siege's add, until one turns to another place."""
    for span in spans:
        more = _in_sentence(case, told, span, own=own, main=False)
        if more.sides or more.positions or more.ways:
            yield more
        elif _names_another(case, span, own):
            return


def _tells_no_siege(case: Case) -> Callable[[Span], bool]:
    """Whether a stretch holds no word for a siege."""
    kind = case.expression.kind
    key = (kind, "told", case.paragraph.index)
    starts = case.ground.once(
        key, lambda: [one.start for one in find(case.text) if one.kind == kind]
    )
    return lambda span: not any(span[0] <= start < span[1] for start in starts)


def _is_target(case: Case, one: Reference, told: Besieged, target: Named | None) -> bool:
    """Whether a reference is what is surrounded, or surrounded with it."""
    aim = case.site(target)
    if any(one.place is not None and one.place.place_id == t.place_id for t in told.targets):
        return True
    if one.place is None and any(one.text in {t.text, t.said} for t in told.targets):
        return True
    return aim is not None and is_same(named(one), aim)


def _sentences(case: Case) -> tuple[list[Span], Span, list[Span]]:
    """Sentences before the expression's, the nearest first; its own; and those after it."""
    sents = [(one.start_char, one.end_char) for one in case.doc.sents]
    at = case.expression.at - 1
    here = next((n for n, (start, end) in enumerate(sents) if start <= at < end), len(sents) - 1)
    first = here
    while first > 0 and not _ends(case.text, sents[first - 1]):
        first -= 1
    while here + 1 < len(sents) and not _ends(case.text, sents[here]):
        here += 1
    before = sents[max(0, first - _FOLLOWING) : first][::-1]
    after = sents[here + 1 : here + 1 + _FOLLOWING]
    return before, (sents[first][0], sents[here][1]), after


def _ends(text: str, span: Span) -> bool:
    """Whether a sentence ends as sentences do, and not at a semicolon."""
    return text[span[0] : span[1]].rstrip(" \n\"')").endswith((".", "!", "?"))


def _names_another(case: Case, span: Span, own: Sequence[Reference]) -> bool:
    """Whether a sentence turns to another place."""
    inside = [one for one in case.references if span[0] <= one.start < span[1]]
    return bool(inside) and not any(one in own for one in inside)


def _joined(one: Around, two: Around) -> Around:
    return Around(
        sides=(*one.sides, *two.sides),
        positions=(*one.positions, *two.positions),
        names=(*one.names, *two.names),
        ways=(*one.ways, *two.ways),
    )


def _in_sentence(
    case: Case, told: Besieged, span: Span, *, own: Sequence[Reference], main: bool
) -> Around:
    """What one sentence says; `main` is the one that speaks of the siege itself."""
    spoken = ways_of(case, span, own)
    row = marks(case, span, lambda one: one in own)
    row = [one for one in row if not _is_of_way(case, one, spoken)]
    stands = _standing(case, told, row, span=span, main=main)
    ways = tuple(_shifted(case, way) for way, _ in spoken)
    leads = _SIDE_LEADS if main else frozenset[str]()
    alone = (_side(case, one) for one in listed_sides(case.text, row, leads))
    sides = chain(alone, _placed_sides(case, stands), _closed_sides(case, row), _open_sides(ways))
    return Around(
        sides=tuple(sorted(sides, key=lambda one: one.start)),
        positions=tuple(_held(case, one) for one in stands),
        names=tuple(one.name for one in stands if one.name is not None),
        ways=ways,
    )


def _is_of_way(case: Case, one: Mark, spoken: Sequence[tuple[WayOut, Span]]) -> bool:
    """Whether a mark tells of a way out, and not where those stand who cut it."""
    ways = [way for way, (start, end) in spoken if start <= one.start < end]
    cut_there = not any(way.is_open for way in ways) and _CUT_AT.search(case.text, 0, one.start)
    return bool(ways) and not cut_there


def _standing(case: Case, told: Besieged, row: list[Mark], *, span: Span, main: bool) -> list[Mark]:
    """Places of a sentence where those who surround are, also those that are only listed."""
    stands = [one for one in row if _stands(case, told, one, span=span, main=main)]
    return [one for one in row if one in stands or _is_listed(case, one, row, stands)]


def _placed_sides(case: Case, stands: Sequence[Mark]) -> Iterator[Side]:
    """Sides that a position is said to lie on."""
    for one in stands:
        if one.way is not None:
            yield _side(case, one, by=one.name.text if one.name is not None else "")


def _closed_sides(case: Case, row: Sequence[Mark]) -> Iterator[Side]:
    """Sides that a lake, sea, river or border closes."""
    for one in row:
        if one.kind == "barrier" and one.way is not None:
            yield replace(_side(case, one, by=_words(case, one)), state=SideState.BARRIER)


def _open_sides(ways: Sequence[WayOut]) -> Iterator[Side]:
    """Sides of ways that are open or cut."""
    for way in ways:
        if way.side:
            state = SideState.OPEN if way.is_open else SideState.CUT
            yield Side(
                way=way.side,
                bearing_deg=way.bearing_deg or 0.0,
                state=state,
                by=way.to,
                start=way.start,
                end=way.end,
            )


def _words(case: Case, one: Mark) -> str:
    return case.text[one.start : one.end]


def _stands(case: Case, told: Besieged, one: Mark, *, span: Span, main: bool) -> bool:
    """Whether those who surround are said to be at a place."""
    if one.kind != "place" or one.own or one.name is None:
        return False
    sided = one.way is not None
    if not is_position(case, one.name, one.start, targets=told.targets, sided=sided):
        return False
    before = case.text[max(span[0], one.start - _LEAD) : one.start]
    if _SUPPLY.search(before):
        return False
    cut = _CUT_OFF.search(case.expression.tag) and case.expression.at <= one.start
    if main and cut and one.lead == "from":
        return False
    if one.way is not None:
        return True
    return led(case, one.start, span=span, main=main)


_LEAD = 60


def _is_listed(case: Case, one: Mark, row: list[Mark], stands: list[Mark]) -> bool:
    """Whether a place is listed after one where they stand: "in Pavlivka, Vodiane and Lyman"."""
    if one.kind != "place" or one.own or one.name is None:
        return False
    number = row.index(one)
    while number > 0:
        before = row[number - 1]
        if not LIST_JOIN.fullmatch(case.text, before.end, row[number].start) or before.own:
            return False
        if before in stands and before.way is None:
            return True
        number -= 1
    return False


def _held(case: Case, one: Mark) -> Position:
    start, end = case.paragraph.passage.span(one.start, one.end)
    return Position(
        name=_words(case, one),
        place_id=one.name.place_id if one.name is not None else "",
        side=one.way.word if one.way is not None else "",
        start=start,
        end=end,
    )


def _side(case: Case, one: Mark, *, by: str = "") -> Side:
    start, end = case.paragraph.passage.span(one.start, one.end)
    way = one.way
    return Side(
        way=way.word if way is not None else "",
        bearing_deg=way.bearing_deg if way is not None else 0.0,
        by=by,
        start=start,
        end=end,
    )


def _shifted(case: Case, way: WayOut) -> WayOut:
    """A way with its words in the report's characters."""
    start, end = case.paragraph.passage.span(way.start, way.end)
    return replace(way, start=start, end=end)

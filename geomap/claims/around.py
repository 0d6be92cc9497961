"""What a text says stands around a place: sides, positions, barriers and ways out.

Read from the sentence that says so and up to two after it, for as long as they speak of it; where
these name no position, from the sentence before it too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.marks import Mark, listed_sides, marks
from geomap.claims.positions import is_position, is_same, led
from geomap.claims.targets import Besieged
from geomap.claims.wayouts import cut_from, open_sides, ways_out
from geomap.discourse import Reference
from geomap.expressions import LIST_JOIN
from geomap.lexicon import alternation
from geomap.model import Position, Side, SideState, WayOut

_FOLLOWING = 2
_SUPPLY = re.compile(rf"\b{alternation('deeds.supplies')}\b[^.;]{{0,60}}$", re.I)
_CUT_OFF = re.compile(rf"{alternation('deeds.cut_off_forms')}|^cut(?:s|ting)?$", re.I)
_SIDE_LEADS = frozenset({"from", "on"})
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Around:
    """What stands around a place, in the order of the text; `names` are those of the positions."""

    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    names: tuple[Named, ...] = ()
    barriers: tuple[str, ...] = ()
    ways: tuple[WayOut, ...] = ()


def around(case: Case, told: Besieged, target: Named | None) -> Around:
    """What a text says stands around a place that is surrounded."""
    own = [one for one in case.references if _is_target(case, one, told, target)]
    before, here, after = _sentences(case)
    found = _in_sentence(case, told, here, own=own, main=True)
    for span in after:
        more = _in_sentence(case, told, span, own=own, main=False)
        if not (more.sides or more.positions or more.ways or more.barriers):
            if _names_another(case, span, own):
                break
            continue
        found = _joined(found, more)
    for span in before if not found.positions else ():
        earlier = _in_sentence(case, told, span, own=own, main=False)
        if len(earlier.positions) > 1:
            found = _joined(earlier, found)
            break
    ways = (*cut_from(case, _CUT_OFF), *found.ways)
    return replace(found, ways=ways)


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
        barriers=(*one.barriers, *two.barriers),
        ways=(*one.ways, *two.ways),
    )


def _in_sentence(
    case: Case, told: Besieged, span: Span, *, own: Sequence[Reference], main: bool
) -> Around:
    """What one sentence says; `main` is the one that speaks of the siege itself."""
    ways = [*ways_out(case, span, own), *open_sides(case, span)]
    closed = [words for _, words in ways]
    row = marks(case, span, lambda one: one in own)
    row = [one for one in row if not any(a <= one.start < b for a, b in closed)]
    stands = [one for one in row if _stands(case, told, one, span=span, main=main)]
    stands = [one for one in row if one in stands or _is_listed(case, one, row, stands)]
    held = [_held(case, one) for one in stands]
    leads = _SIDE_LEADS if main else frozenset[str]()
    alone = [_side(case, one, "") for one in listed_sides(case.text, row, leads)]
    barred = [one for one in row if one.kind == "barrier" and one.way is not None]
    placed = [_side(case, one, one.name.text if one.name else "") for one in stands if one.way]
    closed_sides = [
        replace(_side(case, one, _words(case, one)), state=SideState.BARRIER) for one in barred
    ]
    opened = [_open_side(way) for way, _ in ways if way.side]
    return Around(
        sides=_in_order([*alone, *placed, *closed_sides, *opened]),
        positions=tuple(held),
        names=tuple(one.name for one in stands if one.name is not None),
        barriers=tuple(_words(case, one) for one in barred),
        ways=tuple(_shifted(case, way) for way, _ in ways),
    )


def _in_order(sides: list[Side]) -> tuple[Side, ...]:
    return tuple(sorted(sides, key=lambda one: one.start))


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
        relation=one.lead,
        start=start,
        end=end,
    )


def _side(case: Case, one: Mark, by: str) -> Side:
    start, end = case.paragraph.passage.span(one.start, one.end)
    way = one.way
    return Side(
        way=way.word if way is not None else "",
        bearing_deg=way.bearing_deg if way is not None else 0.0,
        by=by,
        start=start,
        end=end,
    )


def _open_side(way: WayOut) -> Side:
    """The side of a way that is open or cut."""
    return Side(
        way=way.side,
        bearing_deg=way.bearing_deg or 0.0,
        state=SideState.OPEN if way.is_open else SideState.CUT,
        by=way.to,
        start=way.start,
        end=way.end,
    )


def _shifted(case: Case, way: WayOut) -> WayOut:
    """A way with its words in the report's characters."""
    start, end = case.paragraph.passage.span(way.start, way.end)
    return replace(way, start=start, end=end)

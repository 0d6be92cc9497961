"""Ways in and out of a surrounded place, of which a text says that they are open or cut."""

import re
from collections.abc import Iterator, Sequence

from geomap.claims.case import Case
from geomap.claims.ground import named
from geomap.discourse import Reference
from geomap.expressions import quantities
from geomap.expressions.words import CUT, MAIN_WAY, ROUTE
from geomap.lexicon import alternation
from geomap.model import Role, WayOut
from geomap.relations import Direction, direction

_NOUN = re.compile(rf"\b(?P<what>{ROUTE}|way\s+(?:in|out)|exit|gap|escape\s+route)\b", re.I)
_CLAUSE = re.compile(
    rf"[;:.!?]\s|,\s|\s{alternation('space.way_breaks')}\s"
    rf"|\sand\s+(?=(?:ha(?:ve|s|d)\s+)?{alternation('deeds.holds_place')}\b)"
)
_CUT = re.compile(rf"\b(?<!not ){CUT}\b|\bblown\b|\bmined\b", re.I)
_OPEN = re.compile(rf"\b{alternation('space.open_words')}\b", re.I)
_FIRE = re.compile(rf"\b{alternation('space.fire_words')}\b", re.I)
_LEADS_TO = re.compile(rf"[\w\s-]{{0,30}}?\b{alternation('space.leads_to')}\s+(?:the\s+)?", re.I)
_DIR = rf"{MAIN_WAY}(?:[\s-]?{MAIN_WAY})?"
_LEADS = alternation("space.side_leads")
_OPEN_SIDE = re.compile(
    rf"\bthe\s+(?P<a>{_DIR})(?:ern)?(?:\s+(?:side|flank))?\s+"
    rf"(?:{alternation('space.stays_open')}\s+)+open\b"
    rf"|\b{alternation('space.leaves_open')}\s+(?:only\s+)?the\s+(?P<b>{_DIR})(?:ern)?"
    rf"(?:\s+(?:side|flank))?\s+open\b"
    rf"|\bopen(?:\s+only)?\s+{_LEADS}\s+the\s+(?P<c>{_DIR})(?:ern)?\b",
    re.I,
)
_SIDE_BEFORE = re.compile(rf"\b(?P<way>{_DIR})(?:ern)?\s+(?:[a-z]+\s+)?$", re.I)
_SIDE_AFTER = re.compile(
    rf"(?:\s+[\w-]+){{0,5}}?\s+{_LEADS}\s+(?:the\s+)?(?P<way>{_DIR})\b"
    rf"(?!\s+of\b)|\s+(?P<plain>{_DIR})\b(?!\s+of\b)",
    re.I,
)
_WIDTH = re.compile(
    rf"(?P<figure>{quantities.NUMBER})[\s-]*(?P<unit>km|kilomet\w+|miles?)[\s-]*wide", re.I
)
_KM = {"k": 1.0, "m": 1.609344}
_REACH = 70
Span = tuple[int, int]


def ways_of(case: Case, span: Span, own: Sequence[Reference]) -> list[tuple[WayOut, Span]]:
    """Ways and sides of a stretch of the paragraph that are said to be open or cut.

    Each with the words that say so, as characters of the paragraph. "The road to the west is open"
    is one way, and no side beside it.
    """
    ways = list(_ways_out(case, span, own))
    sides = (one for one in _open_sides(case, span) if not any(_is_same(one, way) for way in ways))
    return [*ways, *sides]


def _is_same(side: tuple[WayOut, Span], way: tuple[WayOut, Span]) -> bool:
    """Whether a side is told by the words of a way to it."""
    (one, (start, end)), (other, (first, last)) = side, way
    return one.side == other.side and start < last and first < end


def _ways_out(case: Case, span: Span, own: Sequence[Reference]) -> Iterator[tuple[WayOut, Span]]:
    """Ways of a stretch of the paragraph that are said to be open or cut, with their words."""
    for match in _NOUN.finditer(case.text, *span):
        # Elephant Pass is a place
        if any(one.start < match.end() and match.start() < one.end for one in case.references):
            continue
        first, last = _clause(case.text, match, span)
        before, after = case.text[first : match.start()], case.text[match.end() : last]
        state = _state(before, after)
        if state is None:
            continue
        way = _side(before, after)
        to = _leads_to(case, match.end(), last, own)
        yield (
            WayOut(
                is_open=state,
                what=" ".join(match["what"].lower().split()),
                to=to.text if to is not None else "",
                to_id=named(to).place_id if to is not None else "",
                side=way.word if way is not None else "",
                bearing_deg=way.bearing_deg if way is not None else None,
                width_km=_width(before + " " + after),
                under_fire=_FIRE.search(before + " " + after) is not None,
                start=match.start(),
                end=match.end(),
            ),
            (first, last),
        )


def _open_sides(case: Case, span: Span) -> Iterator[tuple[WayOut, Span]]:
    """Sides that are said to be open: "the north is open", "left the west open"."""
    for match in _OPEN_SIDE.finditer(case.text, *span):
        way = direction(match["a"] or match["b"] or match["c"])
        if way is not None:
            yield (
                WayOut(
                    is_open=True,
                    what="side",
                    side=way.word,
                    bearing_deg=way.bearing_deg,
                    start=match.start(),
                    end=match.end(),
                ),
                match.span(),
            )


def cut_from(case: Case, cue: re.Pattern[str]) -> Iterator[WayOut]:
    """The place that another is cut off from: "Boda is cut off from Bangui"."""
    if cue.search(case.expression.tag) is None:
        return
    lead = re.compile(r"(?:[^.;,]{0,40}?)\bfrom\s+(?:the\s+)?").match(case.text, case.expression.at)
    if lead is None:
        return
    for one in case.references:
        if one.start == lead.end():
            yield WayOut(
                is_open=False,
                what="way",
                to=one.text,
                to_id=named(one).place_id,
                start=one.start,
                end=one.end,
            )


def _clause(text: str, match: re.Match[str], span: Span) -> Span:
    """The clause that a way stands in."""
    breaks = [
        one.end()
        for one in _CLAUSE.finditer(text, max(span[0], match.start() - _REACH), match.start())
    ]
    first = breaks[-1] if breaks else max(span[0], match.start() - _REACH)
    stop = _CLAUSE.search(text, match.end(), span[1])
    return first, min(stop.start() if stop else span[1], match.end() + _REACH)


def _state(before: str, after: str) -> bool | None:
    """Whether a way is said to be open (True), cut (False), or nothing of it (None)."""
    for words in (after, before):
        if _CUT.search(words):
            return False
        if _OPEN.search(words) or _FIRE.search(words):
            return True
    return None


def _side(before: str, after: str) -> Direction | None:
    """The side that a way leads to: "the western road", "a corridor to the west"."""
    if (found := _SIDE_BEFORE.search(before)) is not None:
        return direction(found["way"])
    found = _SIDE_AFTER.match(after)
    return direction(found["way"] or found["plain"]) if found is not None else None


def _leads_to(case: Case, start: int, end: int, own: Sequence[Reference]) -> Reference | None:
    """The place that a way leads to, where it is not the surrounded one."""
    lead = _LEADS_TO.match(case.text, start, end)
    if lead is None:
        return None
    after = (r for r in case.references if r.start == lead.end() and r not in own)
    return next((r for r in after if r.role is not Role.NATIONALITY), None)


def _width(words: str) -> float | None:
    found = _WIDTH.search(words)
    if found is None:
        return None
    return quantities.to_number(found["figure"])[0] * _KM[found["unit"][0].lower()]

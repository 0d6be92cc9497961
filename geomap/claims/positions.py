"""Positions that a text names around a place: where those stand who surround it."""

import re

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.discourse import Reference
from geomap.discourse.paragraphs import in_spans
from geomap.expressions import LIST_JOIN, find, kinds_that
from geomap.gazetteer import fold, strip_type
from geomap.lexicon import alternation
from geomap.locating import Site
from geomap.model import Role

_LEADS = re.compile(
    rf"\b{alternation('space.position_leads')}\W+(?:the\s+)?(?:\w+\s+){{0,3}}$", re.I
)
_STANDS = re.compile(rf"\b{alternation('people.stationed')}\b[^.;!?]{{0,30}}$", re.I)
_ORIGIN = re.compile(
    rf"\b{alternation('deeds.came_from')}\s+(?:\w+\s+){{0,2}}?(?:from|of)\s+(?:the\s+)?$", re.I
)
_PART_OF = re.compile(
    rf"\b{alternation('places.part_or_seat_of')}\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+){{0,2}}$", re.I
)
_STOP = re.compile(r"[.!?](?:\s|$)")
_ELSEWHERE = kinds_that("elsewhere")
_LEAD_CHARS = 60
_CLOSE_CHARS = 20


def positions(case: Case, aim: Site) -> list[Named]:
    """Positions that the text names: places after "from", "in" or "at" in the sentence.

    Where the sentence has none, a list of places elsewhere in the passage that is spoken of as
    where the forces are. What another expression of space refers to, what holds the target, the
    seat of a speaker and the country that someone comes from are no positions.
    """
    start = max((m.end() for m in _STOP.finditer(case.text, 0, case.expression.start)), default=0)
    stop = _STOP.search(case.text, case.expression.end)
    limit = stop.start() if stop else len(case.text)
    inside = _places(case, aim, (start, limit), lead=_LEADS, after=case.expression.start)
    if inside:
        return inside
    around = _places(case, aim, (0, len(case.text)), lead=_STANDS, after=-1)
    return around if len(around) > 1 else []


def _places(
    case: Case, aim: Site, span: tuple[int, int], *, lead: re.Pattern[str], after: int
) -> list[Named]:
    """Places of a stretch of the passage that follow a lead, and those listed with them."""
    chosen: list[Named] = []
    listed_from: int | None = None
    taken = _taken(case)
    for reference in _within(case, span):
        joined = listed_from is not None and LIST_JOIN.fullmatch(
            case.text, listed_from, reference.start
        )
        before = case.text[max(span[0], reference.start - _LEAD_CHARS) : reference.start]
        led = reference.start > after and lead.search(before) and reference not in taken
        name, listed_from = named(reference), None
        if (joined or (led and not _no_stand(case, reference, before))) and _apart(case, name, aim):
            chosen.append(name)
            listed_from = reference.end
    return chosen


def _within(case: Case, span: tuple[int, int]) -> list[Reference]:
    """References to places, not to peoples, in a stretch of the passage."""
    inside = [r for r in case.references if span[0] <= r.start < span[1]]
    return [r for r in inside if r.role is not Role.NATIONALITY]


def _apart(case: Case, name: Named, aim: Site) -> bool:
    """Whether a place is another than the target and does not hold it."""
    return not _same(name, aim) and not _holds(case, name, aim)


def _taken(case: Case) -> list[Reference]:
    """References that distances, directions and borders are told from."""
    taken = []
    for other in find(case.text):
        if other.kind in _ELSEWHERE:
            near = (r for r in case.references if r.end > other.at >= r.start - _CLOSE_CHARS)
            taken += list(near)[:1]
    return taken


def _no_stand(case: Case, reference: Reference, before: str) -> bool:
    """Whether a place is where someone comes from or speaks, or that of which another is part."""
    if _ORIGIN.search(before) or _PART_OF.search(before):
        return True
    voices, start = case.ground.story.voices, reference.start
    spoken = any(voice.start <= start < voice.end for voice in voices.spoken(case.paragraph))
    return spoken or in_spans(start, case.ground.story.seats[case.paragraph.index])


def _holds(case: Case, name: Named, aim: Site) -> bool:
    """Whether a place is a country, a continent, or holds the target: no one stands there."""
    place = name.place
    if place is None or not place.kind.startswith(("A.", "L.CONT")):
        return False
    if place.kind.startswith("L.CONT"):
        return True
    if place.kind.startswith("A.PCL"):
        return not aim.place.kind.startswith("A.PCL") or place.country == aim.place.country
    if place.kind == "A.ADM1" and fold(aim.place.admin1) == fold(place.name):
        return True
    where = case.site(name)
    area = where.area if where is not None else None
    return area is not None and bool(area.covers(aim.middle))


def _same(name: Named, aim: Site) -> bool:
    """Whether a name is the target's own, also of the province that a valley is named after."""
    if name.place is not None and name.place.place_id == aim.place.place_id:
        return True
    bare = [strip_type(text) for text in (name.text, aim.name)]
    own = [fold(text) for text in (name.text, aim.name)]
    stems = {b[0] if b is not None else o for b, o in zip(bare, own, strict=True)}
    return len(stems) == 1

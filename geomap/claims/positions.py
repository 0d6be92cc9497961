"""Which places a text speaks of as positions: where those stand who surround another."""

import re
from collections.abc import Sequence

from geomap.claims.case import Case
from geomap.claims.ground import Named
from geomap.discourse import Reference, Voice
from geomap.discourse.paragraphs import in_spans
from geomap.expressions import find, kinds_that
from geomap.gazetteer import fold, strip_type
from geomap.lexicon import alternation, words
from geomap.locating import Site
from geomap.model import Place

_SITES = rf"(?:{alternation('places.held_sites')}\s+)*"
_LEADS = re.compile(
    rf"\b{alternation('space.position_leads')}\W+(?:the\s+)?(?:\w+\s+){{0,3}}$", re.I
)
_HOLDS = re.compile(rf"\b{alternation('deeds.holds_place')}\s+{_SITES}$", re.I)
_STANDS = re.compile(rf"\b{alternation('people.stationed')}\b[^.;!?]{{0,40}}$", re.I)
_NAMED = re.compile(r"\bnamed\s+(?:the\s+)?$", re.I)
_FIRST = re.compile(r"^\W*(?:from|holding|with)\b", re.I)
_IN_HANDS = re.compile(
    r"[^.;]{0,60}?\b(?:in|under)\s+(?:their|its|his)\s+(?:hands|control)\b", re.I
)
_ORIGIN = re.compile(
    rf"\b{alternation('deeds.came_from')}\s+(?:\w+\s+){{0,2}}?(?:from|of)\s+(?:the\s+)?$", re.I
)
_PART_OF = re.compile(
    rf"\b{alternation('places.part_or_seat_of')}\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+){{0,2}}$", re.I
)
_IF = re.compile(rf"\b(?:{alternation('stance.if')}|once)\b[^,;.]*$", re.I)
_BY_ARMED = re.compile(rf"\bby\s+[^.;,]*\b{alternation('people.armed')}s?\b[^.;,]*$", re.I)
_A_PERSON = re.compile(
    r"\b(?:an?|one)\s+(?:[\w-]+\s+)?(\w+)\s+(?:from|in|of|at)\s+(?:the\s+)?\Z", re.I
)
_ARMED = words("people.armed", "places.besieged", "people.besieged")
_ELSEWHERE = kinds_that("elsewhere")
_LEAD_CHARS = 60
_CLOSE_CHARS = 20


def led(case: Case, at: int, *, span: tuple[int, int], main: bool) -> bool:
    """Whether the words before a name say that those who surround are there.

    In the sentence that speaks of the siege these are "from", "in" or "at" after it and verbs of
    holding; in one after it, verbs of holding and words of where forces are.
    """
    before = case.text[max(span[0], at - _LEAD_CHARS) : at]
    if _HOLDS.search(before):
        return True
    if not main:
        stands = _STANDS.search(before) is not None and _LEADS.search(before) is not None
        return stands or _NAMED.search(before) is not None
    if at < case.expression.at:
        head = _FIRST.match(case.text[span[0] : at]) is not None
        return head and (_LEADS.search(before) is not None or _is_in_hands(case, at))
    return _LEADS.search(before) is not None


def _is_in_hands(case: Case, at: int) -> bool:
    """Whether a place is told to be in somebody's hands: "with Zawiya in their hands"."""
    return _IN_HANDS.match(case.text, at) is not None


def is_position(case: Case, name: Named, at: int, *, targets: Sequence[Named], sided: bool) -> bool:
    """Whether a place may be a position at all.

    What another expression of space refers to, what holds the target, the seat of a speaker and
    the country that someone comes from are none. `sided` says that the text tells its side, which
    it does of no seat.
    """
    before = case.text[max(0, at - _LEAD_CHARS) : at]
    one = next((r for r in case.references if r.start == at), None)
    if one is None or one in _taken(case) or _is_of_person(case, at):
        return False
    if not sided and _no_stand(case, one, before):
        return False
    aims = [aim for target in targets if (aim := case.site(target)) is not None]
    return not any(is_same(name, aim) or _holds(case, name, aim) for aim in aims)


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
    if _IF.search(before):
        return True
    if _BY_ARMED.search(before):
        return False
    story, start = case.ground.story, reference.start
    spoken = (
        one
        for one in story.voices.spoken(case.paragraph)
        if one.start <= start < one.end and not _is_apart(case, one, reference)
    )
    return any(spoken) or in_spans(start, story.seats[case.paragraph.index])


def _is_of_person(case: Case, at: int) -> bool:
    """Whether one person is from a place or speaks there: "a trader in Segou"."""
    found = _A_PERSON.search(case.text, max(0, at - _LEAD_CHARS), at)
    noun = case.token_at(*found.span(1)) if found is not None else None
    return noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() not in _ARMED


def _is_apart(case: Case, voice: Voice, one: Reference) -> bool:
    """Whether a comma parts a name from the verb of saying that the parser ties it to."""
    verb = case.doc[voice.token].idx if voice.token >= 0 else voice.end
    return "," in case.text[min(one.start, verb) : max(one.start, verb)]


def _holds(case: Case, name: Named, aim: Site) -> bool:
    """Whether a place is a country, a continent, or holds the target: no one stands there."""
    place = name.place
    if place is None or not place.kind.startswith(("A.", "L.CONT")):
        return False
    if place.kind.startswith("L.CONT"):
        return True
    if place.kind.startswith("A.PCL"):
        return not aim.place.kind.startswith("A.PCL") or place.country == aim.place.country
    return _lies_in(case, name, aim, place)


def _lies_in(case: Case, name: Named, aim: Site, place: Place) -> bool:
    if place.kind == "A.ADM1" and fold(aim.place.admin1) == fold(place.name):
        return True
    where = case.site(name)
    area = where.area if where is not None else None
    return area is not None and bool(area.covers(aim.middle))


def is_same(name: Named, aim: Site) -> bool:
    """Whether a name is the target's own, also of the province that a valley is named after."""
    if name.place is not None and name.place.place_id == aim.place.place_id:
        return True
    bare = [strip_type(text) for text in (name.text, aim.name)]
    own = [fold(text) for text in (name.text, aim.name)]
    stems = {b[0] if b is not None else o for b, o in zip(bare, own, strict=True)}
    return len(stems) == 1

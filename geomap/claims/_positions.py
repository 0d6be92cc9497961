"""Positions that a text names around a place: where those stand who surround it."""

import re

from geomap.claims._find import find
from geomap.claims._patterns import LIST_JOIN
from geomap.claims._row import Case
from geomap.claims._site import Site
from geomap.claims._story import Named, Reference, named
from geomap.gazetteer import fold, strip_type
from geomap.model import Role

_LEADS = re.compile(
    r"\b(?:from|in|at|via|through|near|around|of|positions?|directions?|sides?)\W+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.I,
)
_STANDS = re.compile(
    r"\b(?:positions?|stationed|deployed|gathered|massed|forces|fighters|troops|directions?"
    r"|named)\b[^.;!?]{0,30}$",
    re.I,
)
_ORIGIN = re.compile(
    r"\b(?:c[ao]me|coming|comes|hail(?:s|ed|ing)?|recruit(?:s|ed)?|fled|flee(?:ing)?|escaped"
    r"|withdr[ae]wn?|withdrew|displaced|brought|flown|sent|travell?ed|returned|born|cut\s+off)"
    r"\s+(?:\w+\s+){0,2}?(?:from|of)\s+(?:the\s+)?$",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(?:officials?|diplomats?|analysts?|residents?|activists?|commanders?|spokes\w+|ministers?"
    r"|sources?|observers?|experts?|doctors?|ministry|government|observatory|embassy|agency)"
    r"(?:\s+based)?\s+(?:in|at|from|of)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.I,
)
_CAPITAL_OF = re.compile(
    r"\b(?:capital|city|town|village|port|seat|cent(?:re|er)|part|province|region|state|district"
    r"|stronghold|bastion|hub|half|north|south|east|west)\s+(?:in|of)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.I,
)
_ELSEWHERE = frozenset(["distance", "direction", "inside by", "borders", "part of", "road"])


def positions(case: Case, aim: Site) -> list[Named]:
    """Positions that the text names: places after "from", "in" or "at" in the sentence.

    Where the sentence has none, a list of places elsewhere in the passage that is spoken of as
    where the forces are. What another expression of space refers to, what holds the target, the
    seat of a speaker and the country that someone comes from are no positions.
    """
    ends = [m.end() for m in re.finditer(r"[.!?]\s", case.text[: case.found.start])]
    start = ends[-1] if ends else 0
    stop = re.compile(r"[.!?](?:\s|$)").search(case.text, case.found.end)
    limit = stop.start() if stop else len(case.text)
    inside = _places(case, aim, (start, limit), lead=_LEADS, after=case.found.start)
    if inside:
        return inside
    around = _places(case, aim, (0, len(case.text)), lead=_STANDS, after=-1)
    return around if len(around) > 1 else []


def _places(
    case: Case, aim: Site, span: tuple[int, int], *, lead: re.Pattern[str], after: int
) -> list[Named]:
    """Places of a stretch of the passage that follow a lead, and those listed with them."""
    chosen: list[Named] = []
    previous: Reference | None = None
    taken = _taken(case)
    for reference in case.told.references[case.number]:
        if not span[0] <= reference.start < span[1]:
            continue
        if reference.role is Role.NATIONALITY:
            continue
        before = case.text[max(span[0], reference.start - 60) : reference.start]
        joined = previous is not None and LIST_JOIN.fullmatch(
            case.text[previous.end : reference.start]
        )
        name = named(reference)
        led = reference.start > after and lead.search(before) is not None
        led = led and not (reference in taken or _no_stand(case, reference, before))
        if not _same(name, aim) and not _holds(case, name, aim) and (joined or led):
            chosen.append(name)
            previous = reference
        else:
            previous = None
    return chosen


def _taken(case: Case) -> list[Reference]:
    """References that distances, directions and borders are told from."""
    row = case.told.references[case.number]
    taken = []
    for other in find(case.text):
        if other.kind in _ELSEWHERE:
            taken += [r for r in row if r.end > other.at and r.start - other.at <= 20][:1]
    return taken


def _no_stand(case: Case, reference: Reference, before: str) -> bool:
    """Whether a place is where someone comes from or speaks, or that of which another is part."""
    if _ORIGIN.search(before) or _PEOPLE.search(before) or _CAPITAL_OF.search(before):
        return True
    voices = case.told.reading.voices.spoken(case.told.paragraphs[case.number])
    return any(voice.start <= reference.start < voice.end for voice in voices)


def _holds(case: Case, name: Named, aim: Site) -> bool:
    """Whether a place is a country, a continent, or holds the target: no one stands there."""
    place = name.place
    if place is None:
        return False
    if place.kind.startswith("L.CONT"):
        return True
    nation = aim.place.kind.startswith("A.PCL")
    if place.kind.startswith("A.PCL"):
        return not nation or place.country == aim.place.country
    if not place.kind.startswith("A."):
        return False
    where = case.site(name)
    area = where.area if where is not None else None
    named_so = place.kind == "A.ADM1" and fold(aim.place.admin1) == fold(place.name)
    return named_so or (area is not None and bool(area.covers(aim.middle)))


def _same(name: Named, aim: Site) -> bool:
    """Whether a name is the target's own, also of the province that a valley is named after."""
    if name.place is not None and name.place.place_id == aim.place.place_id:
        return True
    bare = [strip_type(text) for text in (name.text, aim.name)]
    own = [fold(text) for text in (name.text, aim.name)]
    stems = {b[0] if b is not None else o for b, o in zip(bare, own, strict=True)}
    return len(stems) == 1

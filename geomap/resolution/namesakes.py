"""A settlement or the division named after it, a river or what is named after it: the last word.

To the ranker a city and its province are one place, as they are to its measure (161 km). To a
distance or a map they are not. The words beside a name decide here between places of that name
that lie within one another; without such words a name means the settlement, where that is a
large part of its division.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from geomap.gazetteer import fold
from geomap.lexicon import alternation
from geomap.model import Candidate, Place

NEAR_KM = 161.0
REACH_KM = 600.0
# a capital with at least this share of its division's people is what the bare name means
LEAST_PEOPLE = 0.08
_LIKE = 0.55
_WINDOW = 60
_KM_PER_DEG = 111.2
_NAMED = frozenset({"exact", "folded", "alias", "type-stripped", "transliteration"})

_LARGE = alternation("places.first_level")
_SMALL = alternation("places.second_level")
_TOWN = alternation("places.town_words")
_PART = alternation("places.town_parts")
_POINT = r"{0}(?:-?{0})*".format(alternation("space.cardinals"))
_SIDE = rf"(?:{_POINT}(?:ern)?|{alternation('places.town_qualities')})"
_NAME = r"(?:,? (?:and|or) |, )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_LIST = rf"(?:{_NAME}){{1,3}} "
_AFTER = {
    "town": re.compile(
        rf"[ -](?i:{_TOWN})\b|['’]?s? (?:{_SIDE} )?(?i:{_PART}|mayor)\b"
    ),
    "large": re.compile(
        rf"[ -](?i:{_LARGE})\b|['’]s? governors?\b| governor\b"
        rf"|{_LIST}(?i:{alternation('places.first_level_lists')})\b"
    ),
    "small": re.compile(rf"[ -](?i:{_SMALL})\b|{_LIST}(?i:districts|counties|raions)\b"),
    "country": re.compile(r"['’]?s? (?:countryside|hinterland)\b"),
}  # fmt: skip
_OWN = {
    "town": re.compile(rf"(?i:\b(?:{_TOWN})$|^(?:{_TOWN}) of\b)"),
    "large": re.compile(rf"(?i:\b(?:{_LARGE})$|^(?:{_LARGE}) of\b)"),
    "small": re.compile(rf"(?i:\b(?:{_SMALL})$|^(?:{_SMALL}) of\b)"),
}
_OF = r" of (?:the )?$"
_BEFORE = {
    "large": re.compile(rf"\b(?:{_LARGE}|governors?|governorship){_OF}", re.IGNORECASE),
    "small": re.compile(rf"\b(?:{_SMALL}){_OF}", re.IGNORECASE),
    "town": re.compile(
        rf"\b(?:(?:{_TOWN}|{_PART}|{alternation('places.town_edges')}){_OF}"
        rf"|(?:central|downtown|(?:{_TOWN}|capital),?) $"
        rf"|\d[\d.,]* ?{alternation('space.lengths')} (?:to the )?"
        rf"(?:(?:due )?{_POINT}(?:ern)? (?:of|from)|from|outside|away from) (?:the )?$)",
        re.IGNORECASE,
    ),
    "country": re.compile(rf"\b(?:{_POINT}ern|rural|countryside of) $", re.IGNORECASE),
    "river": re.compile(
        rf"\b{alternation('space.along_river')} the (?:(?:lower|upper|middle) )?$",
        re.IGNORECASE,
    ),
}
_SAID = {
    "large": "the words beside it ask for the division of this name, not the settlement",
    "small": "the words beside it ask for the division of this name, not the settlement",
    "town": "the words beside it ask for the settlement of this name, not its division",
    "": "a bare name means the settlement, not the division that is named after it",
    "river": "the words beside it ask for the river of this name",
}


@dataclass(frozen=True)
class Choice:
    """Candidates, likeliest first, and why the first stands there; "" where nothing changed."""

    ranked: tuple[Candidate, ...]
    reason: str = ""


def cue(text: str, start: int, end: int) -> str:
    """What the words beside a name ask for.

    "large" and "small" stand for divisions, "town" for a settlement, "river", "country" for the
    land around, which leaves things as they are, and "" for nothing.
    """
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    before = re.sub(r"\s+", " ", before)
    for kind, own in _OWN.items():
        if own.search(text[start:end]):
            return kind
    for kind, beside in _AFTER.items():
        if beside.match(after):
            return kind
    return next((kind for kind, ahead in _BEFORE.items() if ahead.search(before)), "")


def choose(ranked: Sequence[Candidate], asked: str, name: str) -> Choice:
    """Put the settlement, division or river first that a name's cue asks for.

    Parameters
    ----------
    ranked
        Candidates, likeliest first.
    asked
        From `cue`.
    name
        The name as the text has it.
    """
    best = ranked[0].place
    rivals = [c for c in ranked[1:] if c.match in _NAMED]
    found: Candidate | None = None
    if asked == "river" and not best.kind.startswith("H."):
        found = next((c for c in rivals if c.place.kind.startswith(("H.STM", "H.CNL"))), None)
    elif asked in {"town", ""} and best.kind.startswith("A.ADM"):
        found = _settlement(ranked[0], rivals, name, bare=not asked)
    elif asked in {"large", "small"} and best.kind.startswith(("P.", "A.ADM")):
        found = _division(best, rivals, asked)
    if found is None:
        return Choice(tuple(ranked))
    return Choice(_first(ranked, found), _SAID[asked])


def _settlement(
    division: Candidate, rivals: Sequence[Candidate], name: str, *, bare: bool
) -> Candidate | None:
    """The largest settlement of the name in a division, with `bare` only where that is safe."""
    area = division.place
    reach_km = NEAR_KM if bare else REACH_KM
    inside = [
        c
        for c in rivals
        if c.place.kind.startswith("P.")
        and _within(c.place, area)
        and _km(c.place, area) < reach_km
        and (_alike(c.place.name, name) or fold(c.place.name) == fold(area.name))
    ]
    best = max(inside, key=lambda c: (c.place.population, c.score, c.place.place_id), default=None)
    if best is None or not bare:
        return best
    return best if best.place.population >= LEAST_PEOPLE * max(area.population, 1) else None


def _division(best: Place, rivals: Sequence[Candidate], asked: str) -> Candidate | None:
    """The division of the level asked for around a settlement or beside another division."""
    wanted = "A.ADM1" if asked == "large" else "A.ADM2"
    if best.kind == wanted:
        return None
    levels = [wanted] if best.kind.startswith("A.") else [wanted, "A.ADM"]
    for level in levels:
        for rival in rivals:
            place = rival.place
            near = place.country == best.country and _km(place, best) < REACH_KM
            if place.kind.startswith(level) and near and _holds(place, best):
                return rival
    return None


def _holds(area: Place, place: Place) -> bool:
    return _within(place, area) or (area.kind != place.kind and _km(area, place) < NEAR_KM)


def _within(place: Place, area: Place) -> bool:
    """Whether a gazetteer row says that it lies in a division."""
    if place.country != area.country:
        return False
    if area.kind == "A.ADM1":
        return fold(place.admin1) == fold(area.name)
    first = not area.admin1 or fold(place.admin1) == fold(area.admin1)
    return first and (fold(place.admin2) == fold(area.name) or _km(place, area) < NEAR_KM / 4)


def _alike(own: str, name: str) -> bool:
    """Whether a settlement's own name is the asked one or a spelling of it ("Hamah", "Hama")."""
    return SequenceMatcher(None, fold(own), fold(name)).ratio() >= _LIKE


def _first(ranked: Sequence[Candidate], found: Candidate) -> tuple[Candidate, ...]:
    """The chosen one first, with the belief of the one that it replaces, which takes its own."""
    top = ranked[0]
    rest = [replace(c, score=found.score) if c is top else c for c in ranked if c is not found]
    rest.sort(key=lambda c: -c.score)
    return replace(found, score=top.score), *rest


def _km(one: Place, other: Place) -> float:
    """Distance on a flat earth around the first place; good enough within some hundred km."""
    east = ((one.lon - other.lon + 180) % 360 - 180) * math.cos(math.radians(one.lat))
    return _KM_PER_DEG * math.hypot(east, one.lat - other.lat)

"""The last word on which place of a name goes first: town, division or river.

To the ranker a city and its province are one place, as they are to its measure (161 km). To a
distance or a map they are not. The words beside a name decide here between places of that name
that lie within one another; without such words a name means the settlement, where that is a
large part of its division.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from geomap.gazetteer import apart_km, fold
from geomap.lexicon import alternation, words
from geomap.model import Candidate, Place
from geomap.toponyms.trees import Floats

NEAR_KM = 161.0
REACH_KM = 600.0
# a capital with at least this share of its division's people is what the bare name means
LEAST_PEOPLE = 0.08
_LIKE = 0.55
_WINDOW = 60
_LEAST_AT_SPOT = 0.1
_LEAST_ELSEWHERE = 0.8
_SAME_SPOT_DEG = 0.25
_SPOKEN_OF = 0.5
_NOT_SPOKEN_OF = 0.15
_SIDES = words("space.directions", "places.first_level", "places.second_level")
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
        rf"|(?:central|downtown|near|(?:{_TOWN}|capital),?) $"
        rf"|\d[\d.,]* ?{alternation('space.lengths')} (?:to the )?"
        rf"(?:(?:due )?{_POINT}(?:ern)? (?:of|from)|from|outside|away from) (?:the )?$)",
        re.IGNORECASE,
    ),
    "country": re.compile(rf"\b(?:{_POINT}ern|rural|countryside of) $", re.IGNORECASE),
    "struck": re.compile(rf"\b{alternation('deeds.done_to_towns')} $", re.IGNORECASE),
    "river": re.compile(
        rf"\b{alternation('space.along_river')} the (?:(?:lower|upper|middle) )?$",
        re.IGNORECASE,
    ),
}
_LEVELS = {"large": "A.ADM1", "small": "A.ADM2"}
_SAID = {
    "large": "the words beside it ask for the division of this name, not the settlement",
    "small": "the words beside it ask for the division of this name, not the settlement",
    "town": "the words beside it ask for the settlement of this name, not its division",
    "struck": "what is attacked or taken is the settlement, not the division named after it",
    "": "a bare name means the settlement, not the division that is named after it",
    "river": "the words beside it ask for the river of this name",
}


def cue(text: str, start: int, end: int) -> str:
    """What the words beside a name ask for.

    "large" and "small" stand for divisions, "town" for a settlement, "struck" for one of many
    people, "river", "country" for the land around, which leaves things as they are, and "" for
    nothing.
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


def own_name_first(
    order: list[int], candidates: Sequence[Candidate], shares: Floats, *, supports: Floats
) -> list[int]:
    """A place of the very name before one of another name, where both are about as likely.

    The district Andarab and its main town Banu, also called Andarab, share a point: a text that
    says Andarab is then read as the district. Of two places at one spot that are both only also
    called so, the more important goes first. In a report on Colombia "Argelia" is a town there and
    not Algeria by its Spanish name: `supports` says which country a report speaks of. `order` holds
    numbers of candidates, likeliest first.
    """
    best = candidates[order[0]]
    for number in order[1:] if best.match == "alias" else []:
        other = candidates[number]
        same_spot = _same_spot(best.place, other.place)
        least = _LEAST_AT_SPOT if same_spot else _LEAST_ELSEWHERE
        larger = same_spot and other.match == "alias" and other.score > best.score
        own = other.match in {"exact", "folded"}
        spoken = own and supports[number] >= _SPOKEN_OF > _NOT_SPOKEN_OF > supports[order[0]]
        if spoken or ((larger or own) and shares[number] >= least * shares[order[0]]):
            return [number, *(n for n in order if n != number)]
    return order


def is_anywhere(name: str) -> bool:
    """Whether a name says no more than which side of a country it means: "North West"."""
    return all(word in _SIDES for word in fold(name).replace("-", " ").split())


def spoken_of_first(
    order: list[int], candidates: Sequence[Candidate], supports: Floats
) -> list[int]:
    """The side of a country that a report speaks of before that of another, however likely.

    Cameroon alone has a division of the very name "North", but Haiti's Nord is called so too.
    """
    first = order[0]
    if is_anywhere(candidates[first].place.name) and not supports[first] > _NOT_SPOKEN_OF:
        spoken = [number for number in order if supports[number] >= _SPOKEN_OF]
        return [*spoken, *(number for number in order if number not in spoken)]
    return order


def _same_spot(one: Place, other: Place) -> bool:
    return max(abs(one.lon - other.lon), abs(one.lat - other.lat)) < _SAME_SPOT_DEG


def choose(ranked: Sequence[Candidate], asked: str, name: str) -> tuple[list[Candidate], str]:
    """Put the settlement, division or river first that a name's cue asks for.

    Parameters
    ----------
    ranked
        Candidates, likeliest first.
    asked
        From `cue`.
    name
        The name as the text has it.

    Returns
    -------
    list of Candidate, str
        Likeliest first, and why the first stands there; "" where nothing changed.
    """
    top = ranked[0]
    rivals = [candidate for candidate in ranked[1:] if candidate.match in _NAMED]
    found = next(_fitting(top.place, rivals, asked, name), None)
    if found is None:
        return list(ranked), ""
    # the one chosen takes the belief of the one that it replaces, which takes its own
    rest = [replace(c, score=found.score) if c is top else c for c in ranked if c is not found]
    rest.sort(key=lambda candidate: -candidate.score)
    return [replace(found, score=top.score), *rest], _SAID[asked]


def _fitting(
    best: Place, rivals: Sequence[Candidate], asked: str, name: str
) -> Iterator[Candidate]:
    """Rivals that are what a name's cue asks for, where the likeliest place is not."""
    if asked == "river" and not best.kind.startswith("H."):
        yield from (c for c in rivals if c.place.kind.startswith(("H.STM", "H.CNL")))
    elif asked in {"town", "struck", ""} and best.kind.startswith("A.ADM"):
        yield from _settlements(best, rivals, name, asked)
    elif asked in _LEVELS and best.kind.startswith(("P.", "A.ADM")):
        yield from _divisions(best, rivals, _LEVELS[asked])
    if asked == "large" and not _is_division_called(best, name):
        yield from (
            c for c in rivals if c.place.kind == "A.ADM1" and fold(c.place.name) == fold(name)
        )


def _is_division_called(best: Place, name: str) -> bool:
    """Whether a place may be what "Niger state" means.

    That is no country, and "Chin state" no town in China that is also called so.
    """
    own = fold(best.name) == fold(name) and not best.kind.startswith("A.PCL")
    return best.kind == "A.ADM1" or own


def _settlements(
    area: Place, rivals: Sequence[Candidate], name: str, asked: str
) -> Iterator[Candidate]:
    """The largest settlement of the name in a division; without a word for it one that is large."""
    reach_km = REACH_KM if asked else NEAR_KM
    inside = [c for c in rivals if _is_town_of(area, c.place, name, reach_km)]
    least = 0 if asked == "town" else LEAST_PEOPLE * max(area.population, 1)
    best = max(inside, key=lambda c: (c.place.population, c.score, c.place.place_id), default=None)
    if best is not None and best.place.population >= least:
        yield best


def _is_town_of(area: Place, place: Place, name: str, reach_km: float) -> bool:
    near = _within(place, area) and apart_km(place, area) < reach_km
    if not near or not place.kind.startswith("P."):
        return False
    return _alike(place.name, name) or fold(place.name) == fold(area.name)


def _divisions(best: Place, rivals: Sequence[Candidate], wanted: str) -> Iterator[Candidate]:
    """The divisions of the level asked for around a settlement or beside another division."""
    if best.kind == wanted:
        return
    for level in [wanted] if best.kind.startswith("A.") else [wanted, "A.ADM"]:
        for rival in rivals:
            if rival.place.kind.startswith(level) and _holds(rival.place, best):
                yield rival


def _holds(area: Place, place: Place) -> bool:
    away_km = apart_km(area, place)
    if place.country != area.country or away_km >= REACH_KM:
        return False
    return _within(place, area) or (area.kind != place.kind and away_km < NEAR_KM)


def _within(place: Place, area: Place) -> bool:
    """Whether a gazetteer row says that it lies in a division."""
    if place.country != area.country:
        return False
    if area.kind == "A.ADM1":
        return fold(place.admin1) == fold(area.name)
    first = not area.admin1 or fold(place.admin1) == fold(area.admin1)
    return first and (fold(place.admin2) == fold(area.name) or apart_km(place, area) < NEAR_KM / 4)


def _alike(own: str, name: str) -> bool:
    """Whether a settlement's own name is the asked one or a spelling of it ("Hamah", "Hama")."""
    return SequenceMatcher(None, fold(own), fold(name)).ratio() >= _LIKE

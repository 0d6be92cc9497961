"""Candidates for one name: what the gazetteer offers, with the cues that the text gives.

A name is looked up as it stands and, where words around it say more, in that form too: with the
type word after or before it ("Panjshir" before "valley"), as the state that an abbreviation means,
as the country that a people's word means, as the capital that "the Afghan capital" means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap import lexicon
from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Candidate
from geomap.toponyms.words import ABBREVIATIONS, NATURAL, US_STATE_NAMES, US_STATES, WEST_BLOC

LIMIT = 24
_WORD_AFTER = re.compile(r"[ \t]{1,3}([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"(?<!\w)([A-Za-z]+)[ \t]{1,3}(?:of[ \t]{1,3})?(?:the[ \t]{1,3})?$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "#ElFasher"
_TYPED: dict[str, str] = lexicon.table("places.beside_kinds")
_RIDGES = lexicon.words("places.ridges")


@dataclass(frozen=True)
class Name:
    """A name as it stands in a report at one place, with the type word beside it, if any."""

    text: str
    before: str = ""
    after: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells one name of a document from another."""
        beside = self.after if self.after in _TYPED or self.after in NATURAL else ""
        return fold(self.text[:200]), beside

    @property
    def asked(self) -> str:
        """Kind that the words beside the name ask for, or ""."""
        words = self.text.casefold().split()
        own = words[-1] if len(words) > 1 else ""
        return _TYPED.get(own) or _TYPED.get(self.after) or _TYPED.get(self.before, "")


def name_at(text: str, start: int, end: int) -> Name:
    """The name at a span of a report, with the words right beside it in the same line."""
    after = _WORD_AFTER.match(text, end, min(end + 30, len(text)))
    before = _WORD_BEFORE.search(text[max(start - 30, 0) : start])
    return Name(
        text=_HUMP.sub(" ", text[start:end]) if text[start - 1 : start] == "#" else text[start:end],
        before=before.group(1).casefold() if before else "",
        after=after.group(1).casefold() if after else "",
    )


def candidates(
    name: Name, gazetteer: EmbeddedGazetteer, peoples: Mapping[str, str]
) -> list[Candidate]:
    """Places that a name may mean, each once, in the gazetteer's order.

    Parameters
    ----------
    name
        The name and the words beside it.
    gazetteer
        Where to look.
    peoples
        Country code or region for each lower-case word for a people.
    """
    best: dict[str, Candidate] = {}
    for candidate in _all(name, gazetteer, peoples):
        held = best.get(candidate.place.place_id)
        if held is None or candidate.score > held.score:
            best[candidate.place.place_id] = candidate
    return list(best.values())


def _all(
    name: Name, gazetteer: EmbeddedGazetteer, peoples: Mapping[str, str]
) -> Iterator[Candidate]:
    text = name.text if len(name.text) <= 200 else ""
    lower = " ".join(text.casefold().split())
    if fold(text) in WEST_BLOC:
        return
    if lower.endswith(" capital"):
        yield from _capital(lower.removesuffix(" capital"), gazetteer, peoples)
        return
    if lower.startswith("capital of "):
        yield from _capital_of(text[len("capital of ") :], gazetteer)
        return
    if lower in peoples:
        yield from _people(peoples[lower], gazetteer)
    bare = lower.replace(".", " ").strip()
    bare = " ".join(bare.split())
    if bare in US_STATES and _is_abbreviation(text):
        yield from _named(US_STATE_NAMES[US_STATES[bare]], "US", gazetteer)
    if bare in ABBREVIATIONS:
        yield from _named(*ABBREVIATIONS[bare], gazetteer)
    typed = [found for form in _typed_forms(name) for found in _typed(form, gazetteer)]
    yield from typed or gazetteer.lookup(text, limit=LIMIT)


def _typed_forms(name: Name) -> Iterator[str]:
    """The name with the natural feature's word beside it; heights are looked up as a valley too."""
    words = name.text.split()
    if name.after in NATURAL:
        yield f"{name.text} {name.after}"
        if name.after in _RIDGES:
            yield f"{name.text} valley"
    if len(words) > 1 and words[-1].casefold() in _RIDGES:
        yield name.text
        yield " ".join([*words[:-1], "valley"])


def _is_abbreviation(text: str) -> bool:
    return "." in text or (text.isupper() and len(text) == 2)


def _typed(text: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    """Places whose own name has the type word, and no others."""
    for found in gazetteer.lookup(text, limit=LIMIT):
        if found.match in {"exact", "folded", "alias"}:
            yield replace(found, score=min(1.0, found.score + 0.2), match="type")


def _named(name: str, country: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    found = gazetteer.lookup(name, country=country, limit=4)
    large = [c for c in found if c.place.kind.startswith("A.")] or found
    for candidate in large[:1]:
        yield replace(candidate, match="abbreviation", score=0.95)


def _people(code: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    found = country_of(code, gazetteer) if len(code) == 2 else None
    if found is None and len(code) > 2:
        places = gazetteer.lookup(code, limit=8)
        large = [c for c in places if not c.place.kind.startswith("P.")] or places
        found = large[0] if large else None
    if found is not None:
        yield replace(found, match="people", matched=found.place.name, score=1.0)


def country_of(code: str, gazetteer: EmbeddedGazetteer) -> Candidate | None:
    """The country with an ISO 3166-1 alpha-2 code."""
    for found in gazetteer.lookup(code, country=code, limit=20):
        if found.place.kind.startswith("A.PCL"):
            return found
    return None


def _capital(
    people: str, gazetteer: EmbeddedGazetteer, peoples: Mapping[str, str]
) -> Iterator[Candidate]:
    """Capital of the country that an adjective names."""
    code = peoples.get(people.removeprefix("the ").strip(), "")
    if (place_id := _capitals(gazetteer).get(code)) and (place := gazetteer.place(place_id)):
        yield Candidate(place=place, matched=place.name, match="capital", score=1.0)


def _capital_of(country: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    """Capital of the country that a name names."""
    for found in gazetteer.lookup(country.removeprefix("the "), limit=LIMIT):
        place_id = _capitals(gazetteer).get(found.place.country)
        if found.place.kind.startswith("A.PCL") and place_id:
            place = gazetteer.place(place_id)
            if place is not None:
                yield Candidate(place=place, matched=place.name, match="capital", score=1.0)


@lru_cache(maxsize=4)
def _capitals(gazetteer: EmbeddedGazetteer) -> Mapping[str, str]:
    """Id of the capital by country code."""
    world = (-180.0, -90.0, 180.0, 90.0)
    found = gazetteer.places_within(world, kinds=("P.PPLC",), limit=500)
    return dict(zip(found["country"][::-1], found["place_id"][::-1], strict=True))

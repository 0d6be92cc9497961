"""Candidates for one name: what the gazetteer offers, with the cues that the text gives.

A name is looked up as it stands and, where words around it say more, in that form too: with the
type word after or before it ("Panjshir" before "valley"), as the state that an abbreviation means,
as the country that a people's word means, as the capital that "the Afghan capital" means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap import lexicon
from geomap.gazetteer import EmbeddedGazetteer, fold, in_french
from geomap.model import Candidate, Mention, Report
from geomap.toponyms.words import ABBREVIATIONS, NATURAL, US_STATE_NAMES, US_STATES, WEST_BLOC

LIMIT = 24
MOST_CHARS = 200
_WORD_AFTER = re.compile(r"[ \t]{1,3}([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"(?<!\w)([A-Za-z]+)[ \t]{1,3}(?:of[ \t]{1,3})?(?:the[ \t]{1,3})?$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "#ElFasher"
_TYPED: dict[str, str] = lexicon.table("places.beside_kinds")
_SIDES = lexicon.words("space.adjectives")
_BUILDINGS = lexicon.words("places.buildings")
_OWN = frozenset({"exact", "folded", "alias"})
_RIDGES = lexicon.words("places.ridges")


@dataclass(frozen=True)
class Name:
    """A name as it stands in a report at one place, with the words beside it, if any."""

    text: str
    before: str = ""
    after: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells one name of a document from another."""
        beside = self.after if self.after in _TYPED or self.after in NATURAL else ""
        return fold(self.text[:MOST_CHARS]), beside

    @property
    def asked(self) -> str:
        """Kind that the words beside the name ask for, or ""."""
        words = self.text.casefold().split()
        own = words[-1] if len(words) > 1 else ""
        return _TYPED.get(own) or _TYPED.get(self.after) or _TYPED.get(self.before, "")


@dataclass(frozen=True)
class Group:
    """One name of a document: its mentions' numbers and its candidates."""

    name: Name
    mentions: tuple[int, ...]
    candidates: tuple[Candidate, ...]


def groups_of(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    peoples: Mapping[str, str],
) -> Iterator[Group]:
    """Different names of a document that have candidates, each with all its mentions."""
    numbers: dict[tuple[str, str], list[int]] = {}
    names: dict[tuple[str, str], Name] = {}
    for n, mention in enumerate(mentions):
        name = _name(report.text, mention.start, mention.end)
        names.setdefault(name.key, name)
        numbers.setdefault(name.key, []).append(n)
    for key, name in names.items():
        if found := candidates(name, gazetteer, peoples):
            yield Group(name=name, mentions=tuple(numbers[key]), candidates=tuple(found))


def _name(text: str, start: int, end: int) -> Name:
    """The name at a span of a report, with the words right beside it in the same line."""
    after = _WORD_AFTER.match(text, end, min(end + 30, len(text)))
    before = _WORD_BEFORE.search(text[max(start - 30, 0) : start])
    name = text[start:end]
    return Name(
        text=_HUMP.sub(" ", name) if text[start - 1 : start] == "#" else name,
        before=before[1].casefold() if before else "",
        after=after[1].casefold() if after else "",
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
    if len(name.text) > MOST_CHARS or fold(name.text) in WEST_BLOC:
        return []
    best: dict[str, Candidate] = {}
    capital = _capital(name, gazetteer, peoples)
    found = _all(name, gazetteer, peoples) if capital is None else capital
    for candidate in found:
        held = best.get(candidate.place.place_id)
        if held is None or candidate.score > held.score:
            best[candidate.place.place_id] = candidate
    return list(best.values())


def _all(
    name: Name, gazetteer: EmbeddedGazetteer, peoples: Mapping[str, str]
) -> Iterator[Candidate]:
    lower = " ".join(name.text.casefold().split())
    bare = " ".join(lower.replace(".", " ").split())
    if lower in peoples:
        yield from _people(peoples[lower], gazetteer)
    short = "." in name.text or (name.text.isupper() and len(name.text) == 2)
    if short and bare in US_STATES:
        yield from _named(US_STATE_NAMES[US_STATES[bare]], "US", gazetteer)
    if bare in ABBREVIATIONS:
        yield from _named(*ABBREVIATIONS[bare], gazetteer)
    typed = [
        replace(found, score=min(1.0, found.score + 0.2), match="type")
        for form in _typed_forms(name)
        for found in gazetteer.lookup(form, limit=LIMIT)
        if found.match in _OWN
    ]
    found = typed or _looked_up(name.text, gazetteer)
    found = [*found, *_in_french(bare, gazetteer)]
    # among so many villages one sounds like any word for a people: "Libyan" is no Liubyn
    yield from (one for one in found if lower not in peoples or one.match in _OWN)


def _looked_up(name: str, gazetteer: EmbeddedGazetteer) -> list[Candidate]:
    """Places of a name; if none bears it, "Eastern Congo" is in Congo, "Karak Castle" in Karak."""
    found = gazetteer.lookup(name, limit=LIMIT)
    if any(c.match in _OWN for c in found):
        return found
    inside = [c for c in gazetteer.lookup(_around(name), limit=LIMIT) if c.match in _OWN]
    return [replace(c, match="type-stripped") for c in inside] or found


def _around(name: str) -> str:
    """The name of the land or town of which a name says a part or a building, "" for others."""
    first, *rest = name.split()
    if rest and first.casefold() in _SIDES:
        return " ".join(rest)
    while rest and rest[-1].casefold() in _BUILDINGS:
        rest.pop()
    # "Central Prison" is named for no town
    cut = len(rest) < len(name.split()) - 1 and first.casefold() not in _BUILDINGS
    return " ".join([first, *rest]) if cut else ""


def _in_french(name: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    """Divisions that are called "Nord" where they are, and "North" or "the North region" abroad."""
    french = in_french(name)
    for found in gazetteer.lookup(french, limit=LIMIT) if french else ():
        if found.place.kind == "A.ADM1" and found.match in _OWN:
            yield replace(found, match="alias")


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


def _named(name: str, country: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    found = gazetteer.lookup(name, country=country, limit=4)
    large = [c for c in found if c.place.kind.startswith("A.")] or found
    for candidate in large[:1]:
        yield replace(candidate, match="abbreviation", score=0.95)


def _people(code: str, gazetteer: EmbeddedGazetteer) -> Iterator[Candidate]:
    """The country with a code of two letters, or the region of a name."""
    if len(code) == 2:
        places = gazetteer.lookup(code, country=code, limit=20)
        large = [c for c in places if c.place.kind.startswith("A.PCL")]
    else:
        places = gazetteer.lookup(code, limit=8)
        large = [c for c in places if not c.place.kind.startswith("P.")] or places
    for found in large[:1]:
        yield replace(found, match="people", matched=found.place.name, score=1.0)


def _capital(
    name: Name, gazetteer: EmbeddedGazetteer, peoples: Mapping[str, str]
) -> list[Candidate] | None:
    """What "Afghan capital" and "capital of Peru" mean; None for another name."""
    lower = " ".join(name.text.casefold().split())
    if lower.endswith(" capital"):
        codes = [peoples.get(lower.removesuffix(" capital").removeprefix("the ").strip(), "")]
    elif lower.startswith("capital of "):
        country = name.text[len("capital of ") :].removeprefix("the ")
        found = gazetteer.lookup(country, limit=LIMIT)
        codes = [c.place.country for c in found if c.place.kind.startswith("A.PCL")]
    else:
        return None
    ids = (_capitals(gazetteer).get(code, "") for code in codes)
    places = (place for place_id in ids if (place := gazetteer.place(place_id)))
    return [Candidate(place=p, matched=p.name, match="capital", score=1.0) for p in places]


@lru_cache(maxsize=4)
def _capitals(gazetteer: EmbeddedGazetteer) -> Mapping[str, str]:
    """Id of the capital by country code."""
    world = (-180.0, -90.0, 180.0, 90.0)
    found = gazetteer.places_within(world, kinds=("P.PPLC",), limit=500)
    return dict(zip(found["country"][::-1], found["place_id"][::-1], strict=True))

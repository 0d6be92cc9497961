"""Place names of a text in another language, found by a scan of the gazetteer.

A stretch of words is a name where a place is called so, or so in another case. That alone is not
enough: it must be a country, a division or a city, or lie in the story that those tell and be led
in by a word of place or written with a capital.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.foreign.forms import LEAST_LETTERS, forms_of
from geomap.foreign.lines import Line
from geomap.foreign.tagging import Entity, entities
from geomap.gazetteer import EmbeddedGazetteer, apart_km, fold
from geomap.model import Candidate, Place
from geomap.tongue import Tongue, plain, stop_words

_MOST_WORDS = 5
_TOWN, _BURGH, _LARGE, _CITY = 4.0, 4.3, 4.7, 5.7
"""Populations, as logarithms, from which a settlement's name may stand in a story without a word of
place, found a story with a capital or such a word, and without either."""

_LONG_CHARS = 7
_ROUNDS = 3
_LEAST_HEARD = 0.12
"""Score in the gazetteer from which a place of the story's countries may be what was heard."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_WORD_WITH_APOSTROPHE = re.compile(r"\w+(?:[-'’ʼ]\w+)*")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"(?<!['’])\b(\w+)\s$"), re.compile(r"\s(\w+)")
_NEAR_KM = 250.0
_AS_WRITTEN = frozenset({"exact", "folded", "alias", "type-stripped"})
_NO_NAMES = (
    *("month", "solar", "lunar", "weekday", "dayword", "unit", "period", "way", "about", "types"),
    *("never", "number", "sides", "said", "deny", "may"),
)
"""Lists of a language's file whose words are no names of places."""

_OF_PLACES = ("COERCE/seize", "COERCE/restrict", "RETREAT/withdraw")
"""Deeds that are done to a place: "took Gao" leads a name in as "in" does."""

_JOINT = re.compile(r"[\s\u200c'’-]{1,2}")
_BEFORE_CHARS, _LONGEST_WORD = 40, 100


@dataclass(frozen=True, kw_only=True)
class Name:
    """A place name in a line: its span there, its base form, and the English of its type word.

    `led` says that a word of place leads it in, `loose` that it was found by its sound, `known`
    that any place was found.
    """

    line: Line
    start: int
    end: int
    base: str
    kind: str = ""
    led: bool = False
    loose: bool = False
    known: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the report's text."""
        return self.line.start + self.start, self.line.start + self.end


@dataclass(frozen=True, eq=False)
class Scan:
    """A scan of lines of one language for names that a gazetteer knows."""

    tongue: Tongue
    gazetteer: EmbeddedGazetteer

    @cached_property
    def _never(self) -> frozenset[str]:
        """Words of the language that are no names of places."""
        listed = frozenset(word for name in _NO_NAMES for word in self.tongue.words(name))
        return listed | stop_words(self.tongue.code) | self.tongue.words("people")

    @cached_property
    def _leads(self) -> re.Pattern[str]:
        at, lead = self.tongue.any_of("at", "types", "away"), self.tongue.any_of("lead", "link")
        told = self.tongue.raw.get("deeds", {})
        taken = [self.tongue.in_row("deeds", key) for key in _OF_PLACES if key in told]
        return re.compile(rf"(?:{'|'.join([at, *taken])})(?:[\s'-]*{lead})*[\s'-]*$")

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        types, lead = self.tongue.any_of("types"), self.tongue.any_of("lead")
        return re.compile(rf"({types})(?:[\s'-]*{lead})*[\s'-]*$")

    @cached_property
    def _person(self) -> re.Pattern[str]:
        return re.compile(rf"{self.tongue.any_of('people')}[\s'-]*$")

    def known(self, lines: Sequence[Line]) -> tuple[list[Name], list[Place]]:
        """Names that stand for places, the longer before the shorter; what the text is about."""
        found = [name for line in lines for name in self._known(line)]
        kept, story = [name for name in found if self._founds(name)], list[Place]()
        for _ in range(_ROUNDS):  # what lies in the story tells where else it lies
            places = (self._likeliest(name, story) for name in kept)
            story = list({place.place_id: place for place in places if place is not None}.values())
            before = set(map(id, kept))
            kept = [name for name in found if id(name) in before or self._fits(name, story)]
        return kept, story

    def _known(self, line: Line) -> Iterator[Name]:
        """Stretches of words that are names of places, the longer ones first."""
        for count in range(min(_MOST_WORDS, len(line.tokens)), 0, -1):
            for first in range(len(line.tokens) - count + 1):
                name = self._at(line, first, first + count)
                if name is not None:
                    yield name

    def _at(self, line: Line, first: int, last: int) -> Name | None:
        tokens = line.tokens[first:last]
        start, end = tokens[0][0], tokens[-1][1]
        gaps = itertools.pairwise(tokens)
        if not all(_JOINT.fullmatch(line.text, one[1], two[0]) for one, two in gaps):
            return None
        if not self.may_be(line, start, end):
            return None
        forms = forms_of(line.text[start:end], self.tongue)
        if self.tongue.capitals and _opens(line, start):
            forms = itertools.islice(forms, 1)
        elif self._follows_opening(line, start):
            forms = (one for one in forms if one[1] != line.text[start:end])
        for skipped, base in forms:
            if plain(base) not in self._never and self.gazetteer.contains(fold(base)):
                return self.name_at(line, start + skipped, end, base)
        return None

    def name_at(self, line: Line, start: int, end: int, base: str) -> Name:
        """A stretch of a line as a name of this base form, with what the words before it tell."""
        before = line.plain[max(0, start - _BEFORE_CHARS) : start]
        typed = self._typed.search(before)
        kind = self.tongue.table("types").get(typed[1], "") if typed else ""
        joined = start > 0 and line.text[start - 1].isalpha()
        marked = any(one.is_place and one.start <= start < one.end for one in entities(line))
        led = joined or marked or self._leads.search(before) is not None
        return Name(line=line, start=start, end=end, base=base, kind=kind, led=led)

    def may_be(self, line: Line, start: int, end: int) -> bool:
        """Whether the letters and the words around a stretch allow it to be a place name."""
        word = line.plain[start:end]
        if word in self._never or len(word) < LEAST_LETTERS or word.isdecimal():
            return False
        marked = [one for one in entities(line) if one.start <= start and end <= one.end]
        person = any(one.is_person and one.end - one.start > end - start for one in marked)
        before = line.plain[max(0, start - _BEFORE_CHARS) : start]
        if person or self._person.search(before):
            return False
        return not self.tongue.capitals or self._is_written(line, start, end, marked)

    def _is_written(self, line: Line, start: int, end: int, marked: Sequence[Entity]) -> bool:
        """Whether a stretch has the capitals of a whole name, and is no part of a compound."""
        if "-" in (line.text[start - 1 : start], line.text[end : end + 1]):
            return False
        name = line.text[start:end]
        last = re.split(r"[\s-]", name)[-1]
        if not name[0].isupper() or not (last[:1].isupper() or "-" in name):
            return False
        return any(one.is_place for one in marked) or not self._in_full_name(line, start, end)

    def _in_full_name(self, line: Line, start: int, end: int) -> bool:
        """Whether a capitalised word beside it, that opens no sentence, makes it a longer name."""
        before = _word_before(line, start)
        after = _WORD_AFTER.match(line.text, end)
        beside = [after[1]] if after is not None else []
        beside += [before[1]] if before is not None and not _opens(line, before.start(1)) else []
        return any(self._is_name(word) for word in beside)

    def _follows_opening(self, line: Line, start: int) -> bool:
        """Whether a word stands behind one that opens the sentence and may be a first name.

        What shows a case is no second name: "Жители Анавы", not "Роман Белгород".
        """
        before = _word_before(line, start) if self.tongue.capitals else None
        if before is None or not _opens(line, before.start(1)):
            return False
        return self._is_name(before[1]) and not self._deed.match(plain(before[1]))

    def _is_name(self, word: str) -> bool:
        return word[0].isupper() and plain(word) not in self._never

    @cached_property
    def _deed(self) -> re.Pattern[str]:
        return re.compile(self.tongue.any_of("deeds", "opens", "lead", "at", "people"))

    def _founds(self, name: Name) -> bool:
        """Whether a name tells of itself which countries the text is about."""
        _, people, country, first, *_ = self.gazetteer.facts(fold(name.base))
        if self.tongue.capitals or name.led:
            least = _BURGH if self.tongue.capitals and name.start else _LARGE
            return bool(country or first or people >= least)
        return bool(country or people >= _CITY)

    def _candidates(self, name: Name) -> list[Candidate]:
        found = self.gazetteer.lookup(name.base, limit=12)
        return [one for one in found if one.match in _AS_WRITTEN]

    def _likeliest(self, name: Name, story: Sequence[Place]) -> Place | None:
        places = [one.place for one in self._candidates(name)]
        return next((one for one in places if _in_story(one, story)), next(iter(places), None))

    def _fits(self, name: Name, story: Sequence[Place]) -> bool:
        """Whether a place of the name lies in the story; a town where nothing else shows a name.

        A long word and several words are no others that happen to be spelt so.
        """
        is_long = len(name.base) >= _LONG_CHARS or " " in name.base
        shown = self.tongue.capitals or name.led or is_long
        return any(
            (shown or one.place.kind == "A.ADM1" or one.place.population >= 10**_TOWN)
            and _in_story(one.place, story)
            for one in self._candidates(name)
        )


def _in_story(place: Place, story: Sequence[Place]) -> bool:
    """Whether a place lies in a country of the story, or near one of its places."""
    return any(
        (place.country and place.country == other.country) or apart_km(place, other) < _NEAR_KM
        for other in story
    )


def _word_before(line: Line, at: int) -> re.Match[str] | None:
    return _WORD_BEFORE.search(line.text, max(0, at - _LONGEST_WORD), at)


def _opens(line: Line, at: int) -> bool:
    """Whether a word stands where every word has a capital: no case ending shows it a name."""
    return not re.search(r"\w", line.text[:at])

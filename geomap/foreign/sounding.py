"""All place names of a text in another language: those that are known, and what sounds like one.

What only sounds like a name counts where a word of place leads it in, and then for a place of the
story's countries alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import zip_longest

from anyascii import anyascii

from geomap.foreign.forms import forms_of
from geomap.foreign.hearing import heard
from geomap.foreign.lines import Line
from geomap.foreign.names import Name, Scan
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.tongue import Tongue

_LEAST_HEARD = 0.12
"""Score in the gazetteer from which a place of the story's countries may be what was heard."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_WORD_WITH_APOSTROPHE = re.compile(r"\w+(?:[-'’ʼ]\w+)*")


def names(lines: Sequence[Line], tongue: Tongue, gazetteer: EmbeddedGazetteer) -> list[Name]:
    """Names of all lines of one language, those of each in the order of its text; none overlap."""
    kept, story = Scan(tongue, gazetteer).known(lines)
    ends = {(name.line, name.end) for name in kept if name.led or not tongue.capitals}
    ear = _Ear(Scan(tongue, gazetteer), story, ends)
    loose = (one for line in lines for one in ear.names(line))
    return sorted(_apart([*kept, *loose]), key=lambda name: name.span)


@dataclass(frozen=True, eq=False)
class _Ear:
    """What sounds like places of a story; `ends` are where names end that are led in."""

    scan: Scan
    story: Sequence[Place]
    ends: set[tuple[Line, int]]

    @property
    def tongue(self) -> Tongue:
        return self.scan.tongue

    @cached_property
    def _and(self) -> re.Pattern[str]:
        joins = "|".join(map(re.escape, self.tongue.listed("joins"))) or "(?!)"
        return re.compile(rf"(?:(?:\s+{self.tongue.any_of('and')}|[,،])\s+|\s+(?:{joins}))$")

    @cached_property
    def _named(self) -> set[str]:
        """Countries of all that the story names."""
        return _countries(self.story)

    @cached_property
    def _lands(self) -> set[str]:
        """Countries that the story's places lie in, or else those that it names."""
        within = [place for place in self.story if not place.kind.startswith("A.PCL")]
        return _countries(within or self.story)

    def names(self, line: Line) -> Iterator[Name]:
        """Words led in by a word of place that sound like a place of the story's countries.

        What "and" joins to a name that is led in so is led in, too.
        Written with a capital they are the name of a place, be it known or not.
        """
        for start, end in self._stretches(line):
            name = self.scan.name_at(line, start, end, line.text[start:end])
            inside = start > 0 and line.text[start - 1].isalpha()
            led = self._is_joined(line, start) or (name.led and not inside)
            if not self.scan.may_be(line, start, end):
                continue
            place = self._heard(replace(name, led=led))
            if led and (place is not None or (self.tongue.capitals and start)):
                self.ends.add((line, end))
            if place is not None:
                yield replace(name, led=led, base=place.name, loose=True)
            elif led and self.tongue.capitals and (name.kind or start):
                yield replace(name, led=led, known=False)

    def _stretches(self, line: Line) -> Iterator[tuple[int, int]]:
        """Words of a line; where letters are heard pairs first, and without what is joined."""
        words = _WORD if "elisions" in self.tongue.raw else _WORD_WITH_APOSTROPHE
        spans = [found.span() for found in words.finditer(line.text)]
        if self.tongue.capitals:
            yield from spans
            return
        for (start, end), after in zip_longest(spans, spans[1:]):
            joined = [
                one for one in self.tongue.listed("prefixes") if line.plain.startswith(one, start)
            ]
            for at in (start, *(start + len(one) for one in joined)):
                if after is not None:
                    yield at, after[1]
                yield at, end

    def _is_joined(self, line: Line, start: int) -> bool:
        """Whether "and" or a comma joins a word to a name that is led in."""
        joint = self._and.search(line.plain[:start])
        return joint is not None and (line, joint.start()) in self.ends

    @cached_property
    def _spelt(self) -> Callable[[str, bool], Place | None]:
        """`_spell` that tries a word once, however often it stands there."""
        return cache(self._spell)

    def _spell(self, base: str, led: bool) -> Place | None:
        """The place of the story's countries that a word is letter by letter."""
        bases = [base]
        if "endings" in self.tongue.raw:
            bases = list(dict.fromkeys(form for _, form in forms_of(base, self.tongue)))
        lands = self._lands if self.tongue.capitals else self._named
        gazetteer = self.scan.gazetteer
        found = (heard(one, self.tongue, gazetteer, countries=lands, led=led) for one in bases)
        return next((place for place in found if place is not None), None)

    def _heard(self, name: Name) -> Place | None:
        """The place of the story's countries that a name sounds like most, or None."""
        told = self._spelt(name.base, name.led)
        if told is not None:
            return told
        if not name.led or not (name.kind or (self.tongue.capitals and name.start)):
            return None
        forms = [anyascii(base) for _, base in forms_of(name.base, self.tongue)]
        typed = [f"{form} {name.kind}" for form in forms] if name.kind else []
        found = [
            one
            for form in (*typed, *forms)
            for country in sorted(self._lands)
            for one in self.scan.gazetteer.lookup(form, country=country, limit=1)
            if one.score >= _LEAST_HEARD
        ]
        return max(found, key=lambda one: one.score).place if found else None


def _countries(places: Sequence[Place]) -> set[str]:
    return {place.country for place in places if place.country}


def _apart(names: Sequence[Name]) -> Iterator[Name]:
    """Names that do not overlap, the earlier in the list first."""
    taken = set[int]()
    for name in names:
        letters = range(*name.span)
        if taken.isdisjoint(letters):
            taken.update(letters)
            yield name

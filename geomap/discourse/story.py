"""A report as it is read: once, from the text to who says what of which place and when."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

from geomap import lexicon
from geomap.discourse import capitals, coordinates, divisions, naming, plausible, scenes, seats
from geomap.discourse.antecedents import Antecedents
from geomap.discourse.containers import Container
from geomap.discourse.paragraphs import Paragraph, Reference, by_passage, dated, references
from geomap.discourse.people import People
from geomap.discourse.pointing import is_aside
from geomap.discourse.voices import Voices
from geomap.language import Passage
from geomap.model import Gazetteer, Mention, Place, Report, Resolution

_QUARTERS = lexicon.words("places.quarters")
_SIDE = re.compile(r"(?:\bin the ([\w-]+) of |([\w-]+) )$")
Resolve = Callable[[list[Mention]], list[Resolution]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Story:
    """The one reading of a report, which statements and claims are made from.

    Attributes
    ----------
    report
        The report.
    resolutions
        Every place name of the report with what it means, in the order of the text.
    by_grammar
        Starts of the names that recognition left out and grammar alone shows to be places.
    paragraphs
        Its paragraphs with their anchor days, place references and time expressions.
    containers
        What each place is said to lie in, by the start of its mention: "a village in Burkina Faso".
    people
        Whom a name, a description or a pronoun means.
    voices
        Who says what: quotations, indirect speech, hearsay.
    seats
        Spans of each paragraph, by its index, that only say where a speaker sits.
    antecedents
        Which place a common noun means.
    """

    report: Report
    resolutions: tuple[Resolution, ...]
    by_grammar: frozenset[int]
    paragraphs: tuple[Paragraph, ...]
    containers: Mapping[int, Container]
    people: People
    voices: Voices
    seats: Mapping[int, Sequence[tuple[int, int]]]
    antecedents: Antecedents

    def around(self, mention: Mention) -> Place | None:
        """The known place that a name is said to lie in, or that a sentence names around it.

        Of several divisions in the sentence the smallest, its own sentence first; for a quarter
        else the town that the report speaks of; None where there is none.
        """
        named = [(each, one) for each in self.paragraphs for one in each.references if one.tokens]
        own = [(each, one) for each, one in named if one.resolution.mention == mention]
        same = [(each, one) for each, one in named if one.text == mention.text]
        for paragraph, one in (*own, *same):
            stated = self.containers.get(one.resolution.mention.start)
            around = stated.place if stated is not None else _division_around(one, paragraph)
            if around is not None:
                return around
        return next((self._town_around(one, each) for each, one in own), None)

    def _town_around(self, one: Reference, paragraph: Paragraph) -> Place | None:
        """The town that a quarter or a street is in which no words put in one."""
        after = paragraph.doc[one.tokens[-1] + 1 : one.tokens[-1] + 2]
        if not any(word.lemma_.lower() in _QUARTERS for word in after):
            return None
        found = self.antecedents.find("city", paragraph, one.start)
        return found.resolution.place if found is not None else None

    def side_before(self, mention: Mention) -> str:
        """The word that may say which side of a place is meant: "north-east", "in the north of"."""
        for paragraph in self.paragraphs:
            token = paragraph.token_at(mention.start)
            if token is not None:
                found = _SIDE.search(paragraph.text, 0, token.idx)
                return next(filter(None, found.groups()), "").lower() if found is not None else ""
        return ""

    def is_aside(self, mention: Mention) -> bool:
        """Whether a name is told in passing: "were taken to X", "fled to X", "nearby X"."""
        paragraph = self._paragraph_at(mention.start)
        token = paragraph.token_at(mention.start) if paragraph is not None else None
        return token is not None and is_aside(token)

    def scene_at(self, at: int) -> Resolution | None:
        """The name of the country that the sentence of a character is about, or None."""
        return scenes.scene(self.paragraphs, self._spoken, at)

    @cached_property
    def _spoken(self) -> tuple[Reference, ...]:
        return scenes.spoken_of(self.paragraphs)

    def _paragraph_at(self, at: int) -> Paragraph | None:
        """The paragraph that begins last before a character of the report's text."""
        index = bisect_right(self.paragraphs, at, key=lambda one: one.passage.start) - 1
        return self.paragraphs[index] if index >= 0 else None

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Where the sentence of a character begins and ends in the report's text."""
        paragraph = self._paragraph_at(at)
        token = paragraph.token_at(at) if paragraph is not None else None
        if paragraph is None or token is None:
            return at, at
        return paragraph.passage.span(token.sent.start_char, token.sent.end_char)


_WITHIN = frozenset({"in", "of", "inside", "across", "throughout"})
_DIVISIONS = lexicon.words("places.divisions")


def _division_around(own: Reference, paragraph: Paragraph) -> Place | None:
    """The smallest division that the sentence of a reference is put in, no border or landmark."""
    sentence = paragraph.doc[own.tokens[0]].sent
    found = []
    for one in paragraph.named:
        if not one.tokens or one.tokens[0] not in range(sentence.start, sentence.end):
            continue
        head = paragraph.doc[one.tokens[-1]]
        while head.dep_ in ("compound", "nmod", "poss", "appos") and head.head != head:
            head = head.head
        # "Jordan port" is no part of Jordan, "Anbar province" is Anbar
        named = head.i in paragraph.places or head.lemma_.lower() in _DIVISIONS
        placed = named and head.dep_ == "pobj" and head.head.lower_ in _WITHIN
        if placed and one.place is not None and one.place.kind.startswith("A."):
            found.append(one.place)
    return max(found, key=lambda place: place.kind, default=None)


def read(
    report: Report,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    *,
    resolve: Resolve,
    gazetteer: Gazetteer,
    persons: frozenset[str],
    country: str | None = None,
) -> Story:
    """Read a report.

    Parameters
    ----------
    report
        The report; its day of publication is the first anchor of time.
    passages
        Its paragraphs from `geomap.language.passages`; repeated ones are not among them.
    mentions
        Its place names from `geomap.toponyms.find`. Names that only grammar shows are added.
    resolve
        What the mentions of the report mean, one resolution for each.
    gazetteer
        Where names are spelt; a name that only grammar shows must be spelt as its place.
    persons
        Lemmas of nouns that mean a person or a group of people.
    country
        Code of a country that a user says the report is about.
    """
    plain = dated(report, passages)
    written = coordinates.written_in(plain)
    rows = coordinates.outside(plain, written, by_passage(passages, mentions))
    fresh = coordinates.outside(plain, written, naming.of_all(plain, rows, persons))
    named = [sorted((*row, *more), key=_start) for row, more in zip(rows, fresh, strict=True)]
    by_grammar = frozenset(one.start for one in chain.from_iterable(fresh))
    meant = resolve(sorted(chain.from_iterable(named), key=_start))
    spans = {_start(one.mention): one for one in _checked(meant, by_grammar, gazetteer, country)}
    laid = divisions.read(_laid_over(plain, named, spans), gazetteer)
    named = [[one.resolution.mention for one in each.references] for each in laid]
    settled = plausible.settle(laid, gazetteer, country=country)
    paragraphs = _laid_over(plain, named, settled.resolutions)
    points = coordinates.references(report, paragraphs, written, gazetteer)
    paragraphs = _with(paragraphs, list(points))
    seen = list(capitals.references(paragraphs, gazetteer))
    paragraphs = _with(paragraphs, seen)
    people = People(paragraphs, persons)
    voices = Voices(paragraphs, people)
    sitting = {one.index: seats.of(one, voices) for one in paragraphs}
    return Story(
        report=report,
        resolutions=tuple(_in_order(paragraphs)),
        by_grammar=by_grammar | {r.resolution.mention.start for r in seen},
        paragraphs=tuple(paragraphs),
        containers=settled.containers,
        people=people,
        voices=voices,
        seats=sitting,
        antecedents=Antecedents(
            paragraphs,
            sitting,
            gazetteer,
            title=report.title,
            around=_whole(settled.containers),
        ),
    )


def _whole(containers: Mapping[int, Container]) -> frozenset[int]:
    """Starts of the names of what places are said to lie in, not of what they lie near."""
    found = (one for one in containers.values() if not one.within_m)
    return frozenset(one.resolution.mention.start for one in found)


def _in_order(paragraphs: Sequence[Paragraph]) -> Iterator[Resolution]:
    """What the references of a report mean, in the order of the text."""
    for paragraph in paragraphs:
        found = [one.resolution for one in paragraph.references]
        yield from sorted(found, key=lambda one: _start(one.mention))


def _with(paragraphs: Sequence[Paragraph], more: Sequence[Reference]) -> list[Paragraph]:
    """Paragraphs with further references, in the order of the text."""
    done, of = [], defaultdict(list)
    for one in more:
        of[one.paragraph].append(one)
    for each in paragraphs:
        own = of[each.index]
        merged = sorted((*each.references, *own), key=lambda one: (one.start, one.end))
        done.append(replace(each, references=tuple(merged)) if own else each)
    return done


def _laid_over(
    paragraphs: Sequence[Paragraph],
    named: Sequence[Sequence[Mention]],
    resolutions: Mapping[tuple[int, int], Resolution],
) -> list[Paragraph]:
    """Paragraphs with references to what their mentions mean."""
    return [
        replace(one, references=tuple(references(one, resolutions, mentions)))
        for one, mentions in zip(paragraphs, named, strict=True)
    ]


def _start(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _checked(
    found: Sequence[Resolution],
    by_grammar: frozenset[int],
    gazetteer: Gazetteer,
    country: str | None,
) -> list[Resolution]:
    """What every mention means; those that only grammar shows are held against the others."""
    others = [
        one.place for one in found if one.place is not None and one.mention.start not in by_grammar
    ]
    check = partial(plausible.checked, others=others, gazetteer=gazetteer, country=country)
    return [check(one) if one.mention.start in by_grammar else one for one in found]

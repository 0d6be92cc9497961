"""Which place a common noun or a pronoun means: "the city", "the area", "there", "the latter"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import datelines
from geomap.discourse import grammar as r
from geomap.discourse.fitting import (
    FACILITIES,
    KINDS,
    LOCAL,
    VAGUE,
    fitting,
    of_kind,
    speakers_own,
)
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.discourse.pointing import (
    anaphors,
    apposed,
    has_name,
    is_aside,
    is_called_other,
    is_listed,
    is_pointed_at,
    is_told,
    of_two,
    taken_up,
    word_at,
)
from geomap.model import Gazetteer, Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEATS = lexicon.words("places.division_adjectives")
_STEADY = lexicon.words("places.steady")
"""Nouns that keep to the place that the report speaks of most, not to the one named last."""

_PRONOUNS = frozenset({"it", "which", "that"})
_MEANT = frozenset({*KINDS, *VAGUE, *FACILITIES})
_OF_TWO = {word: int(which) for word, which in lexicon.table("number.ordinals_of_two").items()}
_STOP = re.compile(r"[.!?][\"')]*\s|;\s")
_MEMORY = 12
"""How many places back a word reaches."""

_FEW = 2
"""How many sentences back a pronoun reaches, and a vague noun without doubt."""

_SOME_TOWN, _SOME_PLACE = 0.7, 0.5
"""How sure it is that "the town" is the one named last, and a word that reaches too far back."""

_HEADLINE = 3
"""What a place in the headline counts for, in times that it is named."""


@dataclass(frozen=True, kw_only=True)
class Antecedent:
    """What a word stands for.

    Attributes
    ----------
    resolution
        The place that is meant, with the mention that names it.
    sure
        The probability that this place is the one that is meant, given that it is what its name
        says.
    rivals
        Places that the word may as well mean, the nearest first.
    """

    resolution: Resolution
    sure: float = 1.0
    rivals: tuple[Resolution, ...] = ()


class Antecedents:
    """The places that a report names, for the words that point back to them.

    Parameters
    ----------
    paragraphs
        The report's paragraphs with their references.
    seats
        Spans of each paragraph, by its index, that only say where a speaker sits.
    gazetteer
        Where "Panjshir Valley" is looked up when the report speaks of Panjshir and "the valley".
    title, around
        The report's headline; starts of the mentions that others are said to lie in.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        seats: Mapping[int, Sequence[tuple[int, int]]],
        gazetteer: Gazetteer,
        *,
        title: str = "",
        around: frozenset[int] = frozenset(),
    ) -> None:
        self._paragraphs = paragraphs
        self._gazetteer = gazetteer
        self._title = title.lower()
        self._around = around
        self._told = [
            [one for one in each.named if is_told(one, each, seats.get(each.index, ()))]
            for each in paragraphs
        ]
        self._counts = Counter(key(one.resolution) for row in self._told for one in row)

    def meant(self, token: "Token", paragraph: Paragraph) -> Resolution | None:
        """The place that the clause of a token means without naming it, or None."""
        found = (self.of(word, paragraph) for word in anaphors(token, paragraph))
        return next((one for one in found if one is not None), None)

    def of(self, word: "Token", paragraph: Paragraph) -> Resolution | None:
        """The place that a common noun, or "there", stands for; a name beside it comes first."""
        beside = apposed(word, paragraph)
        if beside is not None or has_name(word):
            return beside
        noun = word.lemma_.lower()
        if noun == "here":
            return datelines.town(self._paragraphs[: paragraph.index + 1])
        if noun == "capital" and any(child.lower_ in _SEATS for child in word.lefts):
            noun = "seat"
        sits = noun == "there" and not self._told_in(word, paragraph)
        if sits and (own := speakers_own(noun, word, paragraph, since=word.sent.start_char)):
            return own
        found = self.find(noun, paragraph, word.idx)
        return found.resolution if found is not None else speakers_own(noun, word, paragraph)

    def _told_in(self, word: "Token", paragraph: Paragraph) -> bool:
        """Whether a place of the story is named in a word's sentence before it."""
        told = self._told[paragraph.index]
        here = [one for one in told if word.sent.start_char <= one.start < word.idx]
        return bool(self._fitting(word.lower_, here, ""))

    def find(
        self, noun: str, paragraph: Paragraph, at: int, *, exclude: str = ""
    ) -> Antecedent | None:
        """The place that a noun or pronoun at a character of a paragraph stands for.

        Of the places named before that can be called so, the last of the paragraph; of earlier
        ones the last, or for "the city" and its like the one that the report speaks of most.

        Parameters
        ----------
        noun
            Lemma, in lower case.
        paragraph, at
            Where the word stands, in the paragraph's normalised characters.
        exclude
            A place that is not meant, by its `key`.
        """
        if noun in _OF_TWO:
            found = of_two(paragraph, at, _OF_TWO[noun])
            return Antecedent(resolution=found) if found is not None else None
        if noun not in _MEANT:
            return None
        if (pointed := self._taken_up(noun, paragraph, at)) is not None:
            return self.find(pointed.lemma_.lower(), paragraph, pointed.idx, exclude=exclude)
        rivals = self._candidates(noun, paragraph, at, exclude)
        if not rivals and (filed := self._filed(noun, paragraph)) is not None:
            return Antecedent(resolution=filed, sure=_SOME_TOWN)
        if not rivals and noun not in _PRONOUNS:
            rivals = self._fitting(noun, self._after(paragraph, at), exclude)[:1]
        if not rivals:
            return None
        last = is_pointed_at(paragraph, at)
        best = rivals[-1] if last else self._best(noun, rivals, paragraph)
        near = self._fitting(noun, self._near(paragraph, at), exclude)
        return Antecedent(
            resolution=self._as_kind(best.resolution, noun),
            sure=self._sure(noun, best, paragraph, at),
            rivals=tuple(self._rivals(noun, best, near)),
        )

    def _taken_up(self, noun: str, paragraph: Paragraph, at: int) -> "Token | None":
        """The noun that "it" takes up, after the last place that is named before."""
        before = [one.end for one in self._told[paragraph.index] if one.end <= at]
        return taken_up(paragraph, max(before, default=0), at) if noun == "it" else None

    def _filed(self, noun: str, paragraph: Paragraph) -> Resolution | None:
        """The town where the report was filed, for a paragraph that tells of no place itself."""
        told = self._told[paragraph.index]
        return None if told else datelines.called(noun, self._paragraphs[: paragraph.index + 1])

    def _candidates(
        self, noun: str, paragraph: Paragraph, at: int, exclude: str
    ) -> list[Reference]:
        """Places named before that can be called so, but what the word's own clause is about."""
        word = word_at(paragraph, at)
        reach = _FEW if noun in _PRONOUNS else None
        return [
            one
            for one in self._fitting(noun, self._before(paragraph, at), exclude)
            if not self._is_subject(one, paragraph, word)
            and (reach is None or self._sentences_off(one, paragraph, at) <= reach)
        ]

    def _near(self, paragraph: Paragraph, at: int) -> list[Reference]:
        """Every place named in the paragraph before a character and in the paragraph before."""
        near = self._paragraphs[max(0, paragraph.index - 1) : paragraph.index + 1]
        return [one for each in near for one in each.named if each != paragraph or one.end <= at]

    def _before(self, paragraph: Paragraph, at: int) -> list[Reference]:
        here = [one for one in self._told[paragraph.index] if one.end <= at]
        before = [one for row in self._told[: paragraph.index] for one in row]
        return [*before[-_MEMORY:], *here]

    def _after(self, paragraph: Paragraph, at: int) -> list[Reference]:
        here = [one for one in self._told[paragraph.index] if one.start >= at]
        return [*here, *(one for row in self._told[paragraph.index + 1 :] for one in row)]

    def _is_subject(self, one: Reference, paragraph: Paragraph, word: "Token | None") -> bool:
        """Whether a place is what the word's own clause is about: no town is north of itself.

        One before a colon only opens the words: "Sumy region: the region was shelled".
        """
        if word is None or one.paragraph != paragraph.index:
            return False
        first = token = paragraph.doc[one.tokens[-1]]
        while token.dep_ in ("compound", "nmod", "conj", "appos") and token.head != token:
            token = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or token.head != r.governor(word):
            return False
        return not any(after.text == ":" for after in paragraph.doc[first.i : word.i])

    def _fitting(self, noun: str, named: Sequence[Reference], exclude: str) -> list[Reference]:
        others = [one for one in named if key(one.resolution) != exclude]
        if noun in FACILITIES:
            return [one for one in others if noun in self._called(one).split()]
        return fitting(noun, others)

    def _best(self, noun: str, fitting: Sequence[Reference], paragraph: Paragraph) -> Reference:
        # where the wounded were taken is not "the town" that is fought for, nor is "the area" the
        # province that a village was said to lie in
        fitting = [one for one in fitting if not self._is_aside(one, noun)] or fitting
        near = [one for one in fitting if one.paragraph == paragraph.index]
        alone = [one for one in near if noun not in _STEADY or not is_listed(one, paragraph)]
        if alone:
            return alone[-1]
        far = [one for one in fitting if one not in near] or list(fitting)
        return max(reversed(far), key=self._weight) if noun in _STEADY else far[-1]

    def _is_aside(self, one: Reference, noun: str) -> bool:
        around = one.resolution.mention.start in self._around
        word = self._paragraphs[one.paragraph].doc[one.tokens[-1]]
        return around or is_aside(word) or is_called_other(word, noun)

    def _weight(self, one: Reference) -> int:
        headline = one.text.lower() in self._title
        return self._counts[key(one.resolution)] + (_HEADLINE if headline else 0)

    def _sure(self, noun: str, best: Reference, paragraph: Paragraph, at: int) -> float:
        if noun in LOCAL:
            return _SOME_TOWN if best.paragraph >= paragraph.index - 1 else _SOME_PLACE
        far = noun in VAGUE and self._sentences_off(best, paragraph, at) > _FEW
        return _SOME_PLACE if far else 1.0

    def _rivals(
        self, noun: str, best: Reference, nearby: Sequence[Reference]
    ) -> Iterator[Resolution]:
        """Others that would do, the nearest first; for a pronoun only those of the sentence."""
        text = self._paragraphs[best.paragraph].text
        seen = {key(best.resolution)}
        for one in reversed(nearby):
            apart = one.paragraph != best.paragraph or _STOP.search(text, one.end, best.start)
            if key(one.resolution) not in seen and not (noun in VAGUE and apart):
                seen.add(key(one.resolution))
                yield one.resolution

    def _sentences_off(self, one: Reference, paragraph: Paragraph, at: int) -> int:
        """How many sentences before a character a reference stands; a paragraph ends one."""
        if one.paragraph == paragraph.index:
            return len(_STOP.findall(paragraph.text, one.end, at))
        after = len(_STOP.findall(self._paragraphs[one.paragraph].text, one.end))
        here = len(_STOP.findall(paragraph.text, 0, at))
        return paragraph.index - one.paragraph + after + here

    def _called(self, one: Reference) -> str:
        """A place's name in the text with the word after it: "khartoum airport"."""
        doc = self._paragraphs[one.paragraph].doc
        last = one.tokens[-1] + 1 if one.tokens else len(doc)
        return f"{one.text.lower()} {doc[last].lower_ if last < len(doc) else ''}"

    def _as_kind(self, resolution: Resolution, noun: str) -> Resolution:
        """The valley where only Panjshir was named: Panjshir Valley, where there is one."""
        better = of_kind(resolution, noun, self._gazetteer)
        return replace(resolution, place=better) if better is not None else resolution


def key(resolution: Resolution) -> str:
    """What tells places apart: the place's id, or its name where it is not known."""
    place = resolution.place
    return place.place_id if place is not None else resolution.mention.text

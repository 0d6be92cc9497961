"""Which place a common noun or a pronoun means: "the city", "the area", "there", "the latter"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.naming import is_landmark
from geomap.discourse.paragraphs import Paragraph, Reference, in_spans
from geomap.model import Gazetteer, Place, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = {noun: tuple(str(k).split()) for noun, k in lexicon.table("places.noun_kinds").items()}
"""Kinds of places that a noun names, as GeoNames classes and codes begin; the likeliest first."""

VAGUE = lexicon.words("places.vague")
"""Nouns and pronouns that stand for any place but a country or a water."""

LOCAL = lexicon.words("places.near_reference")
"""Nouns that surely stand only for a place of the same or the previous paragraph."""

_FACILITIES = lexicon.words("places.facilities")
_POINTING_NOUNS = lexicon.words("places.referring")
"""Nouns by which a clause may mean a place that it does not name."""

_SEATS = lexicon.words("places.division_adjectives")
_STEADY = lexicon.words("places.steady")
"""Nouns that keep to the place that the report speaks of most, not to the one named last."""

_DEFINITE = lexicon.words("grammar.definite")
_PRONOUNS = frozenset({"it", "which", "that"})
_OF_TWO = {"former": 0, "first": 0, "latter": 1, "second": 1}
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
    title
        The report's headline.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        seats: Mapping[int, Sequence[tuple[int, int]]],
        gazetteer: Gazetteer,
        *,
        title: str = "",
    ) -> None:
        self._paragraphs = paragraphs
        self._gazetteer = gazetteer
        self._title = title.lower()
        self._told = [
            [one for one in told(each) if _is_told(one, each, seats.get(each.index, ()))]
            for each in paragraphs
        ]
        self._counts = Counter(key(one.resolution) for row in self._told for one in row)

    def meant(self, token: "Token", paragraph: Paragraph) -> Resolution | None:
        """The place that the clause of a token means without naming it, or None."""
        word = anaphor(token, paragraph)
        return self.of(word, paragraph) if word is not None else None

    def of(self, word: "Token", paragraph: Paragraph) -> Resolution | None:
        """The place that a common noun, or "there", stands for; a name beside it comes first."""
        beside = _apposed(word, paragraph)
        if beside is not None or _has_name(word):
            return beside
        noun = word.lemma_.lower()
        if noun == "capital" and any(child.lower_ in _SEATS for child in word.lefts):
            noun = "seat"
        found = self.find(noun, paragraph, word.idx)
        return found.resolution if found is not None else _speakers_own(noun, word, paragraph)

    def find(
        self, noun: str, paragraph: Paragraph, at: int, *, exclude: str = "", topic: bool = False
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
        topic
            Whether something is said of the place: what was last named only to measure from
            comes last then.
        """
        if noun in _OF_TWO:
            return self._of_two(paragraph, at, _OF_TWO[noun])
        if noun not in KINDS and noun not in VAGUE and noun not in _FACILITIES:
            return None
        pointed = self._pointed(noun, paragraph, at) if noun in _PRONOUNS else None
        if pointed is not None:
            return self.find(pointed.lemma_.lower(), paragraph, pointed.idx, exclude=exclude)
        fitting = self._fitting(noun, self._before(paragraph, at), exclude)
        word = _word_at(paragraph, at)
        fitting = [one for one in fitting if not self._is_subject(one, paragraph, word)]
        if not fitting and noun not in _PRONOUNS:
            fitting = self._fitting(noun, self._after(paragraph, at), exclude)[:1]
        if noun in _PRONOUNS:
            fitting = [one for one in fitting if self._sentences_off(one, paragraph, at) <= _FEW]
        if topic and (noun in LOCAL or noun in VAGUE):
            fitting = [one for one in fitting if not self._is_ground(one)] or fitting
        if not fitting:
            return None
        best = self._best(noun, fitting, paragraph)
        near = self._paragraphs[max(0, paragraph.index - 1) : paragraph.index + 1]
        nearby = [one for each in near for one in told(each) if each != paragraph or one.end <= at]
        return Antecedent(
            resolution=self._as_kind(best.resolution, noun),
            sure=self._sure(noun, best, paragraph, at),
            rivals=tuple(self._rivals(noun, best, self._fitting(noun, nearby, exclude))),
        )

    def _before(self, paragraph: Paragraph, at: int) -> list[Reference]:
        here = [one for one in self._told[paragraph.index] if one.end <= at]
        before = [one for row in self._told[: paragraph.index] for one in row]
        return [*before[-_MEMORY:], *here]

    def _after(self, paragraph: Paragraph, at: int) -> list[Reference]:
        here = [one for one in self._told[paragraph.index] if one.start >= at]
        return [*here, *(one for row in self._told[paragraph.index + 1 :] for one in row)]

    def _is_subject(self, one: Reference, paragraph: Paragraph, word: "Token | None") -> bool:
        """Whether a place is what the word's own clause is about: no town is north of itself."""
        if word is None or one.paragraph != paragraph.index:
            return False
        token = paragraph.doc[one.tokens[-1]]
        while token.dep_ in ("compound", "nmod", "conj", "appos") and token.head != token:
            token = token.head
        return token.dep_ in ("nsubj", "nsubjpass") and token.head == r.governor(word)

    def _pointed(self, noun: str, paragraph: Paragraph, at: int) -> "Token | None":
        """The noun that a pronoun takes up: "put the valley there, and wrote that it begins"."""
        named = [one.end for one in self._told[paragraph.index] if one.end <= at]
        since = max(named, default=0)
        nouns = (
            token
            for token in paragraph.doc
            if since <= token.idx < at and token.lemma_.lower() in KINDS and _is_definite(token)
        )
        return next(iter([*nouns][-1:]), None) if noun == "it" else None

    def _fitting(self, noun: str, named: Sequence[Reference], exclude: str) -> list[Reference]:
        """Places that can be called by a noun, those of its likeliest kind where there are any."""
        others = [one for one in named if key(one.resolution) != exclude]
        if noun in _FACILITIES:
            return [one for one in others if noun in self._called(one).split()]
        for kinds in [(kind,) for kind in KINDS.get(noun, ())] or [()]:
            found = [one for one in others if _fits(noun, kinds, one)]
            if any(one.place is not None for one in found):
                return found
        if noun == "valley":
            return [one for one in others if one.place and one.place.kind.startswith(("T.", "A."))]
        return [one for one in others if one.place is None and noun not in _LARGE]

    def _best(self, noun: str, fitting: Sequence[Reference], paragraph: Paragraph) -> Reference:
        near = [one for one in fitting if one.paragraph == paragraph.index]
        alone = [one for one in near if noun not in _STEADY or not _is_listed(one, paragraph)]
        if alone:
            return alone[-1]
        far = [one for one in fitting if one not in near] or list(fitting)
        return max(reversed(far), key=self._weight) if noun in _STEADY else far[-1]

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

    def _of_two(self, paragraph: Paragraph, at: int, index: int) -> Antecedent | None:
        """The former, the second: of the last two places joined by "and" before."""
        row = [one for one in paragraph.references if one.end <= at]
        for one, two in reversed(list(pairwise(row))):
            between = paragraph.doc[one.tokens[-1] + 1 : two.tokens[0]] if one.tokens else ()
            joined = [token.lower_ for token in between if not token.is_punct]
            if joined in (["and"], ["or"]):
                return Antecedent(resolution=(one, two)[index].resolution)
        return None

    def _is_ground(self, one: Reference) -> bool:
        """Whether a place was last named only to measure from: Kabul in "north of Kabul"."""
        same = [
            other
            for row in self._told_and_measured()
            for other in row
            if key(other.resolution) == key(one.resolution)
        ]
        last = same[-1]
        tokens = last.tokens
        return bool(tokens) and _is_measured_from(self._paragraphs[last.paragraph].doc[tokens[-1]])

    def _told_and_measured(self) -> Iterator[list[Reference]]:
        for paragraph in self._paragraphs:
            yield told(paragraph)

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


_LARGE = lexicon.words("places.large")
"""Nouns that a name which no gazetteer has is never called by."""

_NAMED_AFTER = lexicon.words("places.named_after")
"""Nouns that make another place of a name: Panjshir is a province, the Panjshir valley is not."""


def of_kind(resolution: Resolution, noun: str, gazetteer: Gazetteer) -> Place | None:
    """The place that a name with a noun after it means: of "Panjshir" and "valley" the valley.

    None where the place is of that kind already, or no such place of its country is known.
    """
    place, kinds = resolution.place, KINDS.get(noun, ())
    if place is None or noun not in _NAMED_AFTER or place.kind.startswith(kinds):
        return None
    name = f"{resolution.mention.text} {noun.title()}"
    hits = gazetteer.lookup(name, near=(place.lon, place.lat), limit=5)
    same = (hit.place for hit in hits if not place.country or hit.place.country == place.country)
    return next((one for one in same if one.kind.startswith(kinds)), None)


def told(paragraph: Paragraph) -> list[Reference]:
    """Places that a paragraph names, those of its dateline left out."""
    roles = (Role.EVENT_PLACE, Role.OTHER_PLACE)
    named = (one for one in paragraph.references if not one.filed and not one.points)
    return [one for one in named if one.role in roles]


def key(resolution: Resolution) -> str:
    """What tells places apart: the place's id, or its name where it is not known."""
    place = resolution.place
    return place.place_id if place is not None else resolution.mention.text


def anaphor(token: "Token", paragraph: Paragraph) -> "Token | None":
    """The common noun by which a token's clause means a place: "the area", "there"."""
    verb = r.governor(token)
    for word in verb.subtree:
        if word.lemma_.lower() not in _POINTING_NOUNS or word.i in paragraph.places:
            continue
        if _in_another_clause(word, verb) or word.tag_ == "NNS":
            continue
        if word.lower_ == "there":
            if word.dep_ == "advmod":
                return word
        elif word == token.head or any(t.lower_ in _DEFINITE for t in word.lefts):
            return word
    return None


def _word_at(paragraph: Paragraph, at: int) -> "Token | None":
    return next((token for token in paragraph.doc if token.idx >= at), None)


def _is_definite(word: "Token") -> bool:
    return word.pos_ == "NOUN" and any(t.lower_ in _DEFINITE for t in word.lefts)


def _is_told(one: Reference, paragraph: Paragraph, seats: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is one of the story's, not where a speaker sits or what is measured from."""
    first = paragraph.doc[one.tokens[0]] if one.tokens else None
    return first is not None and not in_spans(first.idx, seats) and not is_landmark(first)


def _fits(noun: str, kinds: tuple[str, ...], one: Reference) -> bool:
    """Whether a place can be called by a noun of these kinds."""
    if one.place is None:
        return noun not in _LARGE
    kind = one.place.kind
    if kind.startswith("A.PCL"):
        return noun == "country"
    if noun in one.text.lower().split():
        return True
    return kind.startswith(kinds) if kinds else not kind.startswith(("L.CONT", "H."))


def _speakers_own(noun: str, word: "Token", paragraph: Paragraph) -> Resolution | None:
    """The town where the speaker sits, if nothing else can be meant: no seat of a government."""
    if noun in _FACILITIES:
        return None
    kinds = KINDS.get(noun, ())
    towns = [
        one
        for one in told(paragraph)
        if one.end <= word.idx
        and _fits(noun, kinds, one)
        and not (one.place is not None and one.place.kind == "P.PPLC")
    ]
    return towns[-1].resolution if towns else None


def _is_measured_from(token: "Token") -> bool:
    while token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return is_landmark(token) or (
        token.dep_ == "pobj" and token.head.lower_ in ("near", "around", "outside")
    )


def _is_listed(one: Reference, paragraph: Paragraph) -> bool:
    """Whether a place is one of several named together, so that no word points to it alone."""
    return any(other.i in paragraph.places for other in paragraph.doc[one.tokens[-1]].conjuncts)


def _in_another_clause(token: "Token", verb: "Token") -> bool:
    """Whether a word belongs to a verb that is coordinated below: "met X and left the city"."""
    while token != verb:
        if token.dep_ == "conj" and token.pos_ in r.VERBAL:
            return True
        token = token.head
    return False


def _apposed(word: "Token", paragraph: Paragraph) -> Resolution | None:
    """The name given beside a common noun: "their bastion, the Panjshir Valley"."""
    measured = word.dep_ == "pobj" and word.head.lower_ in ("of", "from")
    for child in word.children:
        if child.dep_ in ("appos", "compound", "nmod") or (_is_of_name(child) and not measured):
            places = (paragraph.place_at(one) for one in child.subtree)
            found = next((one for one in places if one is not None), None)
            if found is not None:
                return found
    return None


def _is_of_name(child: "Token") -> bool:
    """Whether a preposition gives a name: "the town of X"."""
    return child.lower_ == "of" and any(one.pos_ == "PROPN" for one in child.children)


def _has_name(word: "Token") -> bool:
    """Whether a common noun bears a name of its own, so that it points back to nothing."""
    return any(_is_of_name(child) for child in word.children)

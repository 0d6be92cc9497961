"""Words that point to a place that was named: "the area", "there", and the name beside them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.fitting import KINDS
from geomap.discourse.name_phrases import town_after
from geomap.discourse.paragraphs import Paragraph, Reference, in_spans
from geomap.discourse.standing import is_landmark
from geomap.model import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = lexicon.words("grammar.definite")
_WAYS = lexicon.words("space.bearing_words")
_ADVERBS = {
    "there": frozenset({"advmod"}),
    "here": frozenset({"advmod", "pcomp", "pobj"}),
}
"""Adverbs that point to a place, and the links by which they do."""

_POINTING_NOUNS = lexicon.words("places.referring")
"""Nouns by which a clause may mean a place that it does not name."""

_CLOSE_BY, _BODIES = lexicon.words("space.close_by"), lexicon.words("people.groups")
_CARRIES_OFF, _GOALS = lexicon.words("deeds.carries_off"), frozenset({"to", "towards", "into"})
_HARMS = frozenset({*lexicon.table("harm.verbs"), *lexicon.table("harm.suffered")})
_JOURNEYS, _ENDS = lexicon.words("deeds.journeys"), frozenset({"from", "to"})
_TOWNS = lexicon.words("places.town_words")
_NAMING = frozenset({"appos", "compound", "nmod"})


def anaphors(token: "Token", paragraph: Paragraph) -> "Iterator[Token]":
    """The common nouns by which a token's clause may mean a place: "the area", "there"."""
    verb = r.governor(token)
    for word in verb.subtree:
        if word.lemma_.lower() not in _POINTING_NOUNS or word.i in paragraph.places:
            continue
        if _in_another_clause(word, verb) or word.tag_ == "NNS":
            continue
        if word.lower_ in _ADVERBS:
            points = word.dep_ in _ADVERBS[word.lower_]
        else:
            points = word == token.head or any(t.lower_ in _DEFINITE for t in word.lefts)
        if points:
            yield word


def word_at(paragraph: Paragraph, at: int) -> "Token | None":
    """The word that begins at or after a character of a paragraph."""
    place = bisect_left(paragraph.doc, at, key=lambda token: token.idx)
    return paragraph.doc[place] if place < len(paragraph.doc) else None


def is_pointed_at(paragraph: Paragraph, at: int) -> bool:
    """Whether the word at a character means the place named last: "that city"."""
    word = word_at(paragraph, at)
    return word is not None and any(child.lower_ == "that" for child in word.lefts)


def is_definite(word: "Token") -> bool:
    """Whether a noun stands for something known: "the valley", "their town"."""
    return word.pos_ == "NOUN" and any(t.lower_ in _DEFINITE for t in word.lefts)


def _in_another_clause(token: "Token", verb: "Token") -> bool:
    """Whether a word belongs to a verb that is coordinated below: "met X and left the city"."""
    while token != verb:
        if token.dep_ == "conj" and token.pos_ in r.VERBAL:
            return not _is_harmed_with(token)
        token = token.head
    return False


def _is_harmed_with(verb: "Token") -> bool:
    """Whether others came to harm with those before: "eleven died and 60 were injured there"."""
    return {verb.lemma_, verb.head.lemma_} <= _HARMS


def apposed(word: "Token", paragraph: Paragraph) -> Resolution | None:
    """The name given beside a common noun: "their bastion, the Panjshir Valley"."""
    names = (child for child in word.children if _may_name(child, paragraph))
    places = (paragraph.place_at(one) for child in names for one in child.subtree)
    return next(filter(None, places), None)


def _may_name(child: "Token", paragraph: Paragraph) -> bool:
    """Whether a word beside a common noun may say which: "the town of X", "Y, the town"."""
    common = child.dep_ == "appos" and child.pos_ == "NOUN" and child.i not in paragraph.places
    if child.lower_ in _WAYS or common:
        return False  # "the city west of Baghdad", "the town, a trading centre on the Nile"
    if town_after(child) is not None:
        return False  # "the Sinai town of Rafah"
    noun = child.head
    measured = noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from")
    return child.dep_ in _NAMING or (_is_of_name(child) and not measured)


def _is_of_name(child: "Token") -> bool:
    """Whether a preposition gives a name: "the town of X"."""
    return child.lower_ == "of" and any(one.pos_ == "PROPN" for one in child.children)


def is_called_other(name: "Token", noun: str) -> bool:
    """Whether a text calls a town by another noun: "Kisangani, the fourth-largest city"."""
    if noun not in _TOWNS:
        return False
    above = name.head if name.dep_ in ("compound", "nmod") else name.head.head
    lends = name.dep_ in ("compound", "nmod") or (name.dep_ == "pobj" and name.head.lower_ == "of")
    beside = [child for child in name.children if child.dep_ in ("appos", "compound")]
    called = {one.lower_ for one in (*beside, *([above] if lends else ()))} & _TOWNS
    return bool(called) and noun not in called


def has_name(word: "Token") -> bool:
    """Whether a common noun bears a name of its own, so that it points back to nothing."""
    return any(_is_of_name(child) for child in word.children)


def is_measured_from(token: "Token") -> bool:
    """Whether a place is named only to measure from it: "north of Kabul", "near Kabul"."""
    while token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return is_landmark(token) or (
        token.dep_ == "pobj" and token.head.lower_ in ("near", "around", "outside")
    )


def is_close_by(name: "Token") -> bool:
    """Whether a name is that of a place beside the one spoken of: "nearby Kidal"."""
    return r.has(name, _CLOSE_BY) or (name.dep_ in _NAMING and r.has(name.head, _CLOSE_BY))


def is_aside(name: "Token") -> bool:
    """Whether a name is told in passing: where somebody is brought or fled to, whose body it is.

    As in "were taken to Goma", "the commercial hub of Mubi", "the Donetsk administration", and the
    ends of a way: "a bus from Goma to Bukavu".
    """
    if is_close_by(name):
        return True
    while name.dep_ in _NAMING or (name.dep_ == "pobj" and name.head.lower_ == "of"):
        if name.head == name or name.head.lemma_.lower() in _BODIES:
            return True
        name = name.head if name.dep_ != "pobj" else name.head.head
    above = name.head
    if name.dep_ != "pobj":
        return False
    return is_end_of_way(above) or (above.lower_ in _GOALS and above.head.lemma_ in _CARRIES_OFF)


def is_end_of_way(preposition: "Token") -> bool:
    """Whether a preposition gives an end of a way: "a bus from X to Y", "on its way to Y"."""
    above = preposition.head
    while above.lower_ == "from" or (above.dep_ == "pobj" and above.head.lower_ == "from"):
        if above.head == above:  # "From Gao to Kidal." has no journey
            return False
        above = above.head
    return preposition.lower_ in _ENDS and above.lemma_.lower() in _JOURNEYS


def is_listed(one: Reference, paragraph: Paragraph) -> bool:
    """Whether a place is one of several named together, so that no word points to it alone."""
    return any(other.i in paragraph.places for other in paragraph.doc[one.tokens[-1]].conjuncts)


def of_two(paragraph: Paragraph, at: int, which: int) -> Resolution | None:
    """The former, the second: of the last two places joined by "and" before a character."""
    row = [one for one in paragraph.references if one.end <= at]
    for one, two in reversed(list(pairwise(row))):
        between = paragraph.doc[one.tokens[-1] + 1 : two.tokens[0]] if one.tokens else ()
        joined = [token.lower_ for token in between if not token.is_punct]
        if joined in (["and"], ["or"]):
            return (one, two)[which].resolution
    return None


def taken_up(paragraph: Paragraph, since: int, at: int) -> "Token | None":
    """The noun that "it" at a character takes up: "put the valley there, and wrote that it begins".

    It stands after `since`, where the last place is named.
    """
    nouns = (
        token
        for token in paragraph.doc
        if since <= token.idx < at and token.lemma_.lower() in KINDS and is_definite(token)
    )
    return next(iter([*nouns][-1:]), None)


def is_told(one: Reference, paragraph: Paragraph, seats: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is one of the story's, not where a speaker sits or what is measured from."""
    first = paragraph.doc[one.tokens[0]] if one.tokens else None
    return first is not None and not in_spans(first.idx, seats) and not is_landmark(first)

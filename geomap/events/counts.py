"""How many people a noun phrase tells of: a number, or the least and the most there may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBERS = lexicon.table("number.all") | lexicon.table("number.large")
_LARGE = lexicon.table("number.large")
_LOOSE = {
    word: tuple(map(int, ends.split())) for word, ends in lexicon.table("number.loose").items()
}
_MORE = {
    word: tuple(map(int, ends.split())) for word, ends in lexicon.table("number.crowds").items()
}
_BOUNDS = lexicon.table("number.bounds")
_WORD = rf"(?:\d[\d,]*(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
NUMBER = rf"\b{_WORD}(?:[\s-]+(?:and\s+)?{_WORD})*\b"
_RANGE = re.compile(rf"(?P<low>{NUMBER})\s*(?:-|–|to|or|and)\s*(?P<high>{NUMBER})")
_ONE = re.compile(rf"(?P<number>{NUMBER})(?P<more>\s*\+|\s+or\s+more)?")
_LOOSELY = re.compile(
    rf"\b(?:{'|'.join(sorted({*_LOOSE, *_MORE}, key=len, reverse=True))})\b".replace(" ", r"\s+")
)
_BOUND = re.compile(rf"\b{lexicon.alternation('number.bounds')}\b")
_NONE = lexicon.words("number.none")
_SINGLE = lexicon.words("grammar.determiners") | {"one", "another", "her"}
_BESIDE = frozenset({"nummod", "quantmod", "det", "amod", "advmod", "predet", "nmod"})
_HIM = lexicon.words("grammar.singular")
DOERS = lexicon.ordered("people.doer_endings")
_KIN = lexicon.words("people.relations")
_UNKNOWN = lexicon.words("people.groups", "number.figures")


@dataclass(frozen=True)
class Count:
    """A number of people between bounds; an open bound is None."""

    least: int | None
    most: int | None

    @property
    def size(self) -> int:
        """What to compare by: the least that it is, else the most."""
        return self.least or self.most or 0

    def __add__(self, other: "Count") -> "Count":
        """Both together; a bound that one lacks is open."""
        least = (
            None
            if self.least is None and other.least is None
            else (self.least or 0) + (other.least or 0)
        )
        most = None if self.most is None or other.most is None else self.most + other.most
        return Count(least, most)


def in_words(text: str) -> Count | None:
    """The count that the words before a noun give; None where they give none.

    Examples
    --------
    >>> in_words("at least nine")
    Count(least=9, most=None)
    >>> in_words("between 12 and 15"), in_words("some"), in_words("no")
    (Count(least=12, most=15), None, Count(least=0, most=0))
    """
    text = " ".join(text.lower().split())
    if text.split()[:1] and text.split()[0] in _NONE and not _BOUND.match(text):
        return Count(0, 0)
    loose = _LOOSELY.search(text)
    if loose is not None:
        word = " ".join(loose[0].split())
        return _bounded(text[: loose.start()], *(_LOOSE.get(word) or _MORE[word]))
    span = _RANGE.search(text)
    if span is not None and "between" not in span["low"]:
        low, high = round(lexicon.number(span["low"])), round(lexicon.number(span["high"]))
        if low < high and span["high"] not in _LARGE:  # "five-hundred" is one number
            return Count(low, high)
    one = _ONE.search(text)
    if one is None:
        return None
    number = round(lexicon.number(one["number"]))
    return Count(number, None) if one["more"] else _bounded(text[: one.start()], number, number)


def _bounded(before: str, least: int, most: int) -> Count:
    """The bounds as the words before a number move them: at least, up to."""
    found = _BOUND.search(before)
    kind = _BOUNDS[" ".join(found[0].split())] if found is not None else ""
    return Count(None if kind == "most" else least, None if kind == "least" else most)


def of(noun: "Token", persons: frozenset[str]) -> Count | None:
    """How many people a noun and what is coordinated with it tell of; None where nobody says.

    Parameters
    ----------
    noun
        Head of the noun phrase.
    persons
        Lemmas of nouns for people: one of them without a number is one person.
    """
    listed = [each for each in grammar.with_conjuncts(noun) if not _is_part(each)]
    found = [_one(each, persons) or _beside_kin(each, noun, persons) for each in listed]
    if not found or found[0] is None:
        return None
    known = [one for one in found if one is not None]
    total = sum(known[1:], known[0])
    return total if len(known) == len(found) else Count(total.least, None)


def _one(noun: "Token", persons: frozenset[str]) -> Count | None:
    """How many one noun of a list tells of."""
    if noun.lower_ in _HIM or noun.lower_ == "another":
        return Count(1, 1)
    if noun.lower_ in _NONE or grammar.has(noun, _NONE, {"det"}):
        return Count(0, 0)
    given = in_words(_number_words(noun))
    return Count(1, 1) if given is None and _is_one(noun, persons) else given


def _beside_kin(noun: "Token", first: "Token", persons: frozenset[str]) -> Count | None:
    """One, where a singular in a list shares the first one's "his": "his mother and sister"."""
    shares = noun.n_lefts == 0 and noun.tag_ == "NN" and noun.lemma_.lower() in persons | _KIN
    return Count(1, 1) if shares and any(True for _ in grammar.children(first, {"poss"})) else None


def _number_words(noun: "Token") -> str:
    """The words of a phrase that count, and the noun where it is a number itself."""
    if noun.like_num or noun.lemma_.lower() in _CROWDS:
        before = [one.text for child in noun.lefts for one in child.subtree]
        return " ".join([*before, noun.text, *(["of"] if grammar.counted(noun) else [])])
    return " ".join(one.text for child in noun.lefts for one in _counting(child))


def _counting(child: "Token") -> Iterator["Token"]:
    """The words below a noun that may count it; "a three-year-old girl" is one."""
    if child.dep_ in ("nummod", "quantmod"):
        yield from child.subtree
    elif child.dep_ == "compound":  # "five day laborers"
        yield from (one for number in grammar.children(child, {"nummod"}) for one in number.subtree)
    elif child.dep_ in _BESIDE and child.lower_ not in _ARTICLES:
        yield child


_ARTICLES = frozenset({"a", "an", "one"})
_CROWDS = frozenset(word.removesuffix("s of").removesuffix(" of") for word in {*_LOOSE, *_MORE})


def _is_part(noun: "Token") -> bool:
    """Whether a phrase is only part of one told before: "21 people, including eight children"."""
    return noun.head.lower_ in ("including", "among")


def _is_one(noun: "Token", persons: frozenset[str]) -> bool:
    """Whether a singular noun is one person: a name, or a word for a person with its article."""
    if noun.tag_ not in ("NN", "NNP") or noun.lemma_.lower() in _UNKNOWN:
        return False
    if noun.ent_type_ == "PERSON":
        return True
    own = any(True for _ in grammar.children(noun, {"poss"}))
    single = own or grammar.has(noun, _SINGLE, {"det", "nummod"})
    lemma = noun.lemma_.lower()
    return single and (lemma in persons | _KIN or lemma.endswith(DOERS))

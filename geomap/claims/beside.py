"""Names right beside an expression, and names that only tell of what it is said of."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.discourse import Reference
from geomap.discourse.fitting import KINDS, VAGUE
from geomap.discourse.grammar import VERBAL, children
from geomap.lexicon import alternation, words
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITHIN_NAME = frozenset(["compound", "nmod", "amod", "poss", "appos", "conj", "flat"])
"""What ties a word to the head of the name, or of the list of names, that it is part of."""

_MARKS = r"\s,(\"–—-"
_BETWEEN = re.compile(rf"[{_MARKS}]*(?:{alternation('space.between_words')}[{_MARKS}]+)*", re.I)
_PASSIVE = re.compile(
    rf"\s+{alternation('grammar.be_or_remain')}"
    rf"(?:\s+{alternation('grammar.state_adverbs')})*\s+$"
)
_ALONG = alternation("space.along")
_ASHORE = re.compile(rf"\s*,?\s+{_ALONG}\s+(?:the\s+)?(?:[a-z]+\s+){{0,4}}")
_SHORE = re.compile(rf"\b{_ALONG}\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,3}}$")
_CLOSES = re.compile(r"[^,.;:!?]*,")
_ASIDE = re.compile(rf"\s*,\s+{alternation('space.aside')}\s[^,.;:!?()\"]*")
_IN_OR_OF = re.compile(r"\b(?:in|of|across)\s+(?:the\s+)?$")
_IN = re.compile(
    r"\b(?:in|across|within|inside|throughout)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$",
)
_SEAT_OF = re.compile(
    rf"\b{alternation('places.held_in')}\s+(?:in|of)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,2}}$",
    re.I,
)
_SIDES = words("places.inner_parts")


def adjacent(case: Case) -> Reference | None:
    """The last reference before an expression, where nothing parts them; the town for its lake."""
    row = case.before
    if not row or not _BETWEEN.fullmatch(case.text, row[-1].end, case.expression.start):
        return None
    last = row[-1]
    water = last.place is not None and last.place.kind.startswith("H.")
    if water and len(row) > 1 and _ASHORE.fullmatch(case.text, row[-2].end, last.start):
        return row[-2]
    return last


def at_cue(case: Case) -> Named | None:
    """Name right before "is surrounded", which the parse may miss."""
    tag = case.expression.tag
    cue = case.text.lower().find(tag, case.expression.start)
    for one in case.references if tag else ():
        if one.end <= cue and _PASSIVE.fullmatch(case.text, one.end, cue):
            return None if _IN_OR_OF.search(case.text[: one.start]) else named(one)
    return None


def aside(case: Case) -> Named | None:
    """Place that an aside of place is put after: "Kidal, on a plain north of Gao, has held out"."""
    last = next(reversed(case.before), None)
    if last is None or last.place is None or last.place.kind.startswith(("A.PCL", "L.CONT")):
        return None
    if last.role in {Role.NATIONALITY, Role.METONYM}:
        return None
    if not _ASIDE.fullmatch(case.text, last.end, case.expression.start):
        return None
    word = case.token_at(last.start, last.end)
    return named(last) if word is not None and _breaks_off(case, head_of_name(word)) else None


def _breaks_off(case: Case, name: "Token") -> bool:
    """Whether an aside after a name that acts or is acted on ends with the expression's clause."""
    if name.dep_ not in {"nsubj", "nsubjpass", "dobj", "ROOT"}:
        return False
    end = name.idx + len(name)
    between = case.doc.char_span(end, case.expression.start, alignment_mode="contract")
    acts = between is None or any(word.pos_ in VERBAL for word in between)
    return not acts and _CLOSES.match(case.text, case.expression.end) is not None


def head_of_name(token: "Token") -> "Token":
    """The head of the name, or of the list of names, that a word is part of."""
    while token.dep_ in _WITHIN_NAME:
        token = token.head
    return token


def above(case: Case, reference: Reference, other_id: str) -> "Token | None":
    """Word that a name only tells the country or area of, or None where the name itself counts.

    "Goris is in Armenia, ..." or "a town on the way to Gao". A name is passed over where it hangs
    by a preposition on a noun that is told of another place; else a settlement never is, a country
    after "in" and water after "on" always, and so is an area that holds the object (`other_id`) or
    that a town is said to be in or the capital of.
    """
    token = case.token_at(reference.start, reference.end)
    if token is None:
        return None
    head = head_of_name(token)
    if (noun := next(_told_of_another(case, reference, head), None)) is not None:
        return noun
    if head.dep_ != "pobj" or not _is_passed_over(case, reference, other_id):
        return None
    return next((word for word in head.ancestors if _holds_words(word)), None)


def _holds_words(word: "Token") -> bool:
    """Whether something is said of a word: a verb, or a noun but "the north"."""
    noun = word.pos_ in {"NOUN", "PROPN"} and word.lower_ not in _SIDES
    return noun or word.pos_ in VERBAL


def told_of(token: "Token") -> "Token | None":
    """What "a city" is told of in "Herat, a city", "Herat is a city", "described it as a city"."""
    above = token.head
    if token.dep_ == "appos":
        return above
    if token.dep_ in ("attr", "oprd"):
        return next(children(above, {"nsubj", "nsubjpass"}), None)
    if token.dep_ in ("pobj", "pcomp") and above.lower_ == "as":
        return next(children(above.head, {"dobj", "nsubjpass"}), None)
    return None


def _told_of_another(case: Case, reference: Reference, word: "Token") -> "Iterator[Token]":
    """Nouns told of an earlier place that a name hangs on: "Gao, the base on the way to Kidal"."""
    while word.dep_ == "pobj" and word.head.lower_ != "of":
        word = word.head
        while word.pos_ == "ADP" and word.dep_ != "ROOT":
            word = word.head
        of = told_of(word) if word.pos_ == "NOUN" else None
        if of is not None and (
            any(one.start <= of.idx < one.end <= reference.start for one in case.references)
            or (of.pos_ == "PROPN" and is_place_noun(of.lemma_))
        ):
            yield word


def _is_passed_over(case: Case, reference: Reference, other_id: str) -> bool:
    before, place = case.text[: reference.start], reference.place
    kind = place.kind if place is not None else ""
    if kind.startswith("P."):
        return False
    if kind.startswith("H."):
        return _SHORE.search(before) is not None
    if place is None or _SEAT_OF.search(before):
        return _SEAT_OF.search(before) is not None
    if not _IN.search(before):
        return False
    gazetteer = case.world.gazetteer
    other = gazetteer.place(other_id) if other_id else None
    area = gazetteer.area(place.place_id) if other is not None else None
    holds = other is not None and area is not None and area.covers(other.point)
    return kind.startswith("A.PCL") or bool(holds)


def is_place_noun(word: str) -> bool:
    """Whether a noun names a kind of place: "valley", "area"."""
    return word.lower() in KINDS or word.lower() in VAGUE

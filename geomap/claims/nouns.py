"""The place that a noun phrase names, is told of, or stands for: "the city of Kidal", "it"."""

import sys
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.claims.beside import is_place_noun, told_of
from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.objects import earlier
from geomap.discourse import grammar
from geomap.discourse.fitting import VAGUE, kinds_of
from geomap.model import Place, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEATS = frozenset(["capital", "seat"])
_WAYS = frozenset(["highway", "road"])
"""Nouns of kinds that lend no name: a road bears the names of its ends."""

_DEFINITE = lexicon.words("grammar.definite")


def of_noun(case: Case, token: "Token", *, exclude: str = "") -> Named | None:
    """Place that a noun phrase names, is told of, or stands for.

    `exclude` is the id of what it is said to lie near; names after the expression do not count,
    but where something is surrounded.
    """
    if (name := _bears(case, token, exclude)) is not None:
        return name
    first = told_of(token)
    if first is not None and first.i < token.i:
        name = of_noun(case, first, exclude=exclude)
    return name or _within(case, token, exclude) or _stands_for(case, token, exclude)


def _until(case: Case) -> int:
    """Where the names end that count for a subject."""
    return sys.maxsize if case.kind.sides else case.expression.start


def _bears(case: Case, token: "Token", exclude: str) -> Named | None:
    """Place whose name a noun phrase is, or bears before a noun of place: "Panjshir valley"."""
    heads = [token, *grammar.children(token, {"appos"})]
    noun = token.lemma_.lower()
    lent = range(token.left_edge.idx, min(token.idx, _until(case)) if is_place_noun(noun) else 0)
    for one in case.references:
        own = any(one.start <= head.idx < one.end for head in heads)
        of_noun = one.start in lent and one.role is not Role.NATIONALITY
        if (own or (of_noun and _lends(one.place, noun))) and (
            one.place is None or one.place.place_id != exclude
        ):
            return named(one)
    return None


def _lends(place: Place | None, noun: str) -> bool:
    """Whether a noun of place bears a place's name: a road is neither end, a port not the sea."""
    kinds = kinds_of(noun)
    strict = noun in _WAYS or (bool(kinds) and place is not None and place.kind.startswith("H."))
    return place is None or not strict or place.kind.startswith(kinds)


def _within(case: Case, token: "Token", exclude: str) -> Named | None:
    """Place in "the city of Kidal"; "the largest town of Kidal region" is not the region."""
    lemma = token.lemma_.lower()
    governed = (inner for prep, inner in grammar.prepositional(token) if prep.lower_ == "of")
    inner = next(governed, None)
    if inner is None or lemma in _SEATS or inner.idx >= _until(case):
        return None
    name = of_noun(case, inner, exclude=exclude)
    described = kinds_of(lemma) == ("P.",) and any(grammar.children(token, {"amod"}))
    other = name is not None and name.place is not None and not name.place.kind.startswith("P.")
    return None if described and other else name


def _stands_for(case: Case, token: "Token", exclude: str) -> Named | None:
    """Place that a definite noun or a pronoun stands for; "a village" stands for none."""
    if token.pos_ == "PRON":
        return earlier(case, token.idx, token.lower_, exclude=exclude)
    definite = grammar.has(token, _DEFINITE)
    explained = any(word.lemma_.lower() == "refer" for word in token.ancestors)
    # "the war zone" is no area that was named before
    other = token.lemma_.lower() in VAGUE and any(grammar.children(token, {"compound"}))
    if other or not (definite or explained):
        return None
    return earlier(case, token.idx, token.lemma_, exclude=exclude)

"""What the words between two names of places say: that the one lies in the other, or not."""

from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import lands
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span, Token

LINKS = frozenset({"in", "of", "within", "inside", ",", "("})
_BETWEEN = frozenset({"DET", "ADJ", "NOUN", "ADV", "NUM"})
_OWNED = _BETWEEN | {"PROPN"}
_BEARINGS = lexicon.words("space.bearing_words")
_MOST_BETWEEN = 8
SITES = lexicon.words("places.town_sites")
"""Nouns that make a small place of a city's: "Damascus Street in Beirut", "its Jolan quarter"."""

_LANDS = lexicon.words("places.nouns", "places.settlements")
_DONE = lexicon.words("deeds.dated", "deeds.again", "people.formations")
LIKELY = 0.5
"""Least probability of a place that others are put in."""


def leads_on(gap: "Span") -> bool:
    """Whether a few words only link a place with the next: ", a village in northern".

    What is measured from the next, ", 100 km northeast of", lies beside it.
    """
    links = sum(token.lower_ in LINKS for token in gap)
    measured = any(
        token.lower_ in _BEARINGS and after.lower_ == "of" and not _is_side(token)
        for token, after in pairwise(gap)
    )
    return (
        0 < links <= len(gap) <= _MOST_BETWEEN
        and not measured
        and all(t.lower_ in LINKS or t.pos_ in _BETWEEN for t in gap)
    )


def _is_side(token: "Token") -> bool:
    """Whether a direction is a part: "in the north of Guyana"."""
    return token.i > 1 and token.nbor(-1).lower_ == "the" and token.nbor(-2).lower_ == "in"


def is_list(paragraph: Paragraph, row: "Sequence[Reference]") -> bool:
    """Whether a place after a comma, the first of a row, is one of a list: "A, B and C"."""
    last = row[0].tokens[-1] + 1
    after = paragraph.doc[last : last + 2]
    joined = any(token.lower_ in ("and", "or") for token in after)
    listed = len(row) > 1 and row[1].tokens[0] - last <= 2
    return joined or (listed and after[0].text == ",")


def is_owned(paragraph: Paragraph, around: Reference, one: Reference) -> bool:
    """Whether a place stands after a larger one's name: "Iraq's Anbar", "Fallujah's Jolan"."""
    gap = paragraph.doc[around.tokens[-1] + 1 : one.tokens[0]]
    own = [token for token in gap if token.lower_ in ("'s", "'")]
    if len(own) != 1 or len(gap) > _MOST_BETWEEN // 2:
        return False
    plain = all(t in own or t.pos_ in _OWNED or t.lower_ == "of" for t in gap)
    if gap[-1].lower_ == "of" and gap[-2].lemma_.lower() not in _LANDS:
        return False  # "Russia's invasion of Kherson", but "Iraq's province of Anbar"
    after = paragraph.doc[one.tokens[-1] + 1 : one.tokens[-1] + 2]
    return plain and holds(around, one, small=sites_in(after))


def does(paragraph: Paragraph, around: Reference) -> bool:
    """Whether a name says who does something, not where: "died in Gaza in Israel's bombardment"."""
    name = paragraph.doc[around.tokens[-1]]
    return name.dep_ == "poss" and name.head.lemma_.lower() in _DONE


def sites_in(words: "Iterable[Token]") -> bool:
    """Whether words call something a street, a quarter and the like."""
    return any(token.lower_ in SITES for token in words)


def holds(around: Reference, one: Reference, *, small: bool) -> bool:
    """Whether a reference can hold another: a country, a division, a city for its quarters.

    `small` says that the words call the other a settlement, a quarter or a street.
    """
    outer, inner = around.place, one.place
    if outer is None or around.role is Role.METONYM or around.resolution.probability < LIKELY:
        return False
    if lands.size(outer) == lands.TOWN:
        return small and (inner is None or inner.population < outer.population)
    return small or inner is None or lands.size(inner) > lands.size(outer)

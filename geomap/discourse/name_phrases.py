"""The phrase around a place's name: what stands before it, and what it only says more of."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOWNS = lexicon.words("places.towns")


def opens_before_colon(name: "Token") -> bool:
    """Whether a name opens a text before a colon: "Yangon: Troops burned homes"."""
    after = name.doc[name.i + 1 : name.i + 2]
    return after.text == ":" and name.sent.start == 0 and name.left_edge.i == 0


def town_after(name: "Token") -> "Token | None":
    """The town's name after one that only says where it lies: "the Sinai town of Rafah"."""
    noun = name
    while noun.dep_ in r.BEFORE_NOUN and noun.head != noun:
        noun = noun.head
        if noun.lemma_.lower() in _TOWNS:
            return next((one for prep, one in r.prepositional(noun) if prep.lower_ == "of"), None)
    return None

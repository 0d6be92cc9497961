"""What is said of a deed by those who did not do it: who is blamed for it, who condemns it."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse import owning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_CONDEMN = lexicon.words("speech.condemn")
_ON, _DESCRIBING = frozenset({"on"}), frozenset({"acl", "relcl"})


def charge_of(verb: "Token") -> int:
    """Index of the deed that a verb accuses somebody of, behind which all is the deed's."""
    told = (one.i for one in verb.subtree if one.i > verb.i and r.charged_by(one) == verb)
    return next(told, len(verb.doc)) if r.accuses(verb) else len(verb.doc)


def judged_by(deed: "Token") -> "Token | None":
    """The verb that says what somebody thinks of a deed, or whom they blame for it, or None.

    As in "condemned the killing of six", "the coup in Niamey was hailed".
    """
    judged = deed.dep_ in ("dobj", "nsubjpass") and deed.head.lemma_ in _CONDEMN
    return deed.head if judged else r.charged_by(deed)


def attributed(deed: "Token") -> "Token | None":
    """Who did a deed by their own account or by others': who owns up to it or is blamed for it."""
    return owning.owner(deed) or r.accused(deed) or next(laid_on(deed), None)


def laid_on(deed: "Token") -> "Iterator[Token]":
    """Whom "the attack, which was blamed on X" blames."""
    return (who for one in blames(deed) for who in r.governed(one, _ON))


def blames(deed: "Token") -> "Iterator[Token]":
    """Verbs of clauses beside a deed by which somebody is blamed: "a raid blamed on X"."""
    return (one for one in r.children(deed, _DESCRIBING) if one.lemma_ in r.ACCUSING)

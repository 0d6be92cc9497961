"""Polarity and certainty: whether the text says that it happened, did not, or only may."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO = lexicon.words("stance.no")
_FAILS = lexicon.words("stance.fails")
_HINDERS = lexicon.words("stance.hinders")
_LACKS = lexicon.words("stance.avoids")
_SIGNS = lexicon.words("stance.signs")
_HYPOTHETICAL = lexicon.words("stance.modals")
_POSSIBLE = lexicon.words("stance.possible")
_PROBABLE = lexicon.words("stance.probable")
_AHEAD_NOUNS = lexicon.words("stance.ahead_nouns")
_AHEAD_ADJECTIVES = lexicon.words("stance.ahead_adjectives")
_AHEAD_VERBS = lexicon.words("stance.ahead_verbs")
_SUPPOSE = lexicon.words("stance.suppose")
_AHEAD_ADJ_HEADS = lexicon.words("stance.ready")
_AWAIT = lexicon.words("stance.await")
_IF = lexicon.words("stance.if")


@dataclass(frozen=True)
class Stance:
    """Whether a passage affirms, negates or only supposes, and how surely."""

    negated: bool = False
    conditional: bool = False
    future: bool = False
    certainty: Certainty = Certainty.CERTAIN


def negations(token: "Token", below: "Token | None" = None) -> bool:
    """Whether a verb or noun is negated by its own dependents, one of them left out."""
    for child in token.children:
        if child == below:
            continue
        if child.dep_ == "neg" or (
            child.lower_ in _NO and child.dep_ in ("det", "advmod", "preconj")
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            inner.lower_ in ("no", "neither") and inner.dep_ == "det" for inner in child.children
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("none", "nobody", "nothing"):
            return True
    return False


def _auxiliaries(verb: "Token") -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def _mark(verb: "Token") -> str:
    marks = [child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")]
    return next((mark for mark in marks if mark in _IF), "")


def _chain(token: "Token") -> list["Token"]:
    """The token and what governs it, up to the statement's own verb of saying or sentence."""
    chain = [token]
    while chain[-1].head != chain[-1] and len(chain) < 12:
        current = chain[-1]
        told = current.dep_ == "acl" and any(c.dep_ == "mark" for c in current.children)
        told = told or (current.dep_ == "advcl" and any(r.children(current, r.SUBJECTS)))
        if (
            told
            or current.dep_ in ("ccomp", "relcl", "parataxis")
            or (current.dep_ in ("advcl", "conj") and current.pos_ in r.VERBAL and current != token)
        ):
            break
        if (
            current.dep_ == "conj"
            and current.pos_ in r.VERBAL
            and next(r.children(current, r.SUBJECTS), None)
        ):
            break
        chain.append(current.head)
    return chain


def of(token: "Token", *, opposite: bool = False, made: bool = False, tried: bool = True) -> Stance:
    """Read polarity and certainty from the words that govern a verb or noun.

    Parameters
    ----------
    token
        The word that reports something.
    opposite
        Whether the word says that the thing is not so: "the road is open" of a blockade.
    made
        Whether the act is made by its very words, so that a condition does not unmake it: "he
        refused to talk unless ...".
    tried
        Whether to try is to do: "tried to storm the town" is fighting, "tried to agree" no deal.
    """
    chain = _chain(token)
    conditional = _conditional(chain, made=made) or _ahead(chain, tried=tried)
    return Stance(
        negated=_negated(chain) != opposite,
        conditional=conditional,
        future=_future(chain),
        certainty=_certainty(chain, conditional),
    )


def _negated(chain: list["Token"]) -> bool:
    count = 0
    for below, token in zip([None, *chain], chain, strict=False):
        link = below.dep_ if below is not None else ""
        lemma = token.lemma_.lower()
        hindered = lemma in _HINDERS and below is not None and below.lower_ == "from"
        pending = lemma == "have" and any(child.lower_ == "yet" for child in token.children)
        if (
            (pending and link == "xcomp")
            or (lemma in _FAILS and link in ("xcomp", "acomp"))
            or (lemma in _LACKS and link in ("dobj", "xcomp"))
            or (token.lower_ == "without" and link in ("pobj", "pcomp"))
            or hindered
        ):
            count += 1
        telling = token.lemma_.lower() in _SIGNS and link in ("pobj", "prep")
        governs = below is None or token.pos_ in r.VERBAL or telling or link == "amod"
        if token.pos_ in {*r.VERBAL, "NOUN", "ADJ"} and governs and negations(token, below):
            count += 1
    return count % 2 == 1


def _future(chain: list["Token"]) -> bool:
    for place, token in enumerate(chain):
        if token.pos_ not in r.VERBAL:
            continue
        if _auxiliaries(token) & lexicon.words("time.will"):
            return True
        below = chain[place - 1] if place else token
        if token.lower_ == "going" and below.dep_ == "xcomp":
            return True
        infinitive = below.dep_ == "xcomp" and any(one.lower_ == "to" for one in below.lefts)
        if token.lemma_ == "be" and infinitive:
            return True  # "is to send"
    return False


def _conditional(chain: list["Token"], *, made: bool) -> bool:
    for token in chain:
        above = token.head
        if token.dep_ == "ccomp" and (above.lemma_ in _SUPPOSE or above.lower_ == "unclear"):
            return True
        if token.pos_ in r.VERBAL:
            if _auxiliaries(token) & _HYPOTHETICAL or _mark(token):
                return True
            if not made and any(_mark(one) in _WHETHER for one in _clauses(token)):
                return True
    return False


_WHETHER = frozenset({"if", "unless"})


def _clauses(verb: "Token") -> Iterator["Token"]:
    """Adverbial clauses of a verb, and of what it says: "if they attack, ..., he warned"."""
    yield from r.children(verb, {"advcl"})
    for said in r.children(verb, {"ccomp"}):
        yield from r.children(said, {"advcl"})


def _ahead(chain: list["Token"], *, tried: bool) -> bool:
    """Whether the event is only planned, feared or asked for."""
    token = chain[0]
    if any(child.lower_ in _AHEAD_ADJECTIVES for child in token.children):
        return True
    if any(_looks_ahead(below, above, tried=tried) for below, above in pairwise(chain)):
        return True
    purpose = token.dep_ in ("advcl", "acl") and token.tag_ == "VB"
    # "only to lose it again" tells what came of it
    return purpose and any(child.lower_ == "to" for child in token.lefts) and not _is_outcome(token)


def _looks_ahead(below: "Token", above: "Token", *, tried: bool) -> bool:
    """Whether a word makes what hangs on it a plan, a fear or a demand."""
    link = below.dep_
    if link not in ("xcomp", "ccomp", "dobj", "prep", "pobj", "acl", "pcomp"):
        return False
    if above.lemma_.lower() in _AHEAD_NOUNS and above.pos_ == "NOUN":
        return True
    if above.pos_ == "VERB" and above.lemma_ in _AHEAD_VERBS and link == "xcomp":
        return above.lemma_ not in ("try", "attempt") or not tried
    if above.pos_ == "VERB" and above.lemma_ in _AWAIT and link in ("dobj", "prep"):
        return True
    return above.lower_ in _AHEAD_ADJ_HEADS and link in ("xcomp", "prep")


def _is_outcome(token: "Token") -> bool:
    return any(child.lower_ == "only" for child in token.lefts) or (
        token.left_edge.i > 0 and token.left_edge.nbor(-1).lower_ == "only"
    )


def _certainty(chain: list["Token"], conditional: bool) -> Certainty:
    for token in chain:
        words = {child.lower_ for child in token.children} | {token.lemma_}
        if words & _POSSIBLE:
            return Certainty.POSSIBLE
        if words & _PROBABLE:
            return Certainty.PROBABLE
    return Certainty.POSSIBLE if conditional else Certainty.CERTAIN

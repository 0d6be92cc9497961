"""Polarity and certainty: whether the text says that it happened, did not, or only may."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.owning import owned
from geomap.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO = lexicon.words("stance.no")
_HINDERS = lexicon.words("stance.hinders")
_SIGNS = lexicon.words("stance.signs")
_HYPOTHETICAL, _PERCEIVE = lexicon.words("stance.modals"), lexicon.words("speech.see")
_OF_PERCEIVING = _HYPOTHETICAL - {"could"}
"""What leaves it open whether something is seen: "explosions could be heard" were heard."""

_POSSIBLE = lexicon.words("stance.possible")
_PROBABLE = lexicon.words("stance.probable")
_AHEAD_NOUNS = lexicon.words("stance.ahead_nouns")
_AHEAD_ADJECTIVES = lexicon.words("stance.ahead_adjectives")
_AHEAD_VERBS = lexicon.words("stance.ahead_verbs")
_SUPPOSE = lexicon.words("stance.suppose")
_AHEAD_ADJ_HEADS = lexicon.words("stance.ready")
_OBJECTIVES = lexicon.words("stance.objectives")
_AWAIT = lexicon.words("stance.await")
_IF = lexicon.words("stance.if")
_HARM = frozenset(lexicon.table("harm.nouns"))
_HARMS = frozenset(lexicon.table("harm.verbs"))
_DEEDS = lexicon.words("deeds.again")
_WHETHER = frozenset({"if", "unless"})
_VERB_LINKS = frozenset({"xcomp", "ccomp", "dobj", "prep", "pobj", "acl", "pcomp"})
_LONGEST_CHAIN = 12
_HINDRANCES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (lexicon.words("stance.fails"), frozenset({"xcomp", "acomp"})),
    (lexicon.words("stance.avoids"), frozenset({"dobj", "xcomp"})),
    (frozenset({"without"}), frozenset({"pobj", "pcomp"})),
)
"""Words that keep what hangs on them by one of these links from happening."""


@dataclass(frozen=True)
class Stance:
    """Whether a passage affirms, negates or only supposes, and how surely."""

    negated: bool = False
    conditional: bool = False
    future: bool = False
    certainty: Certainty = Certainty.CERTAIN


def negations(token: "Token", below: "Token | None" = None) -> bool:
    """Whether a verb or noun is negated by its own dependents, one of them left out."""
    return any(_negates(child) for child in token.children if child != below)


def _negates(child: "Token") -> bool:
    """Whether a dependent says no: "not", "no attack", "neither side", "nobody"."""
    if child.dep_ == "neg" or (child.lower_ in _NO and child.dep_ in _NO_LINKS):
        return True
    if child.dep_ in _NOUN_LINKS and (child.lemma_.lower() in _HARM or _spares(child)):
        return False
    if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in _NOBODY:
        return True
    return child.dep_ in _NOUN_LINKS and r.has(child, ("no", "neither"), ("det",))


def _spares(harmed: "Token") -> bool:
    """Whether only harm is denied of a deed that was done: "the raid killed no one"."""
    verb = harmed.head
    if verb.lemma_ not in _HARMS or (harmed.dep_ == "nsubj" and not r.is_passive(verb)):
        return False
    deeds = [*r.children(verb, {"nsubj"}), *r.governed(verb, _BY_DEEDS)]
    return any(deed != harmed and deed.lemma_.lower() in _DEEDS for deed in deeds)


_BY_DEEDS = frozenset({"in", "by", "during"})
_NO_LINKS = frozenset({"det", "advmod", "preconj"})
_NOUN_LINKS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_NOBODY = frozenset({"none", "nobody", "nothing"})


def _chain(token: "Token") -> list["Token"]:
    """The token and what governs it, up to the statement's own verb of saying or sentence."""
    chain = [token]
    if owned(token) is not None:
        return chain  # that nobody claims an attack does not undo it
    while chain[-1].head != chain[-1] and len(chain) < _LONGEST_CHAIN:
        if _stands_alone(chain[-1], first=len(chain) == 1) or _is_topic(chain[-1], token):
            break
        chain.append(chain[-1].head)
    return chain


def _stands_alone(word: "Token", *, first: bool) -> bool:
    """Whether a clause is not governed by what it hangs on: what is said, or joined by "and"."""
    if word.pos_ in r.VERBAL and _is_untrue(word.head):
        return False
    if word.dep_ in ("ccomp", "relcl", "parataxis"):
        return True
    if word.dep_ == "acl":
        return any(True for _ in r.children(word, {"mark"}))
    if word.dep_ not in ("advcl", "conj"):
        return False
    own_subject = any(True for _ in r.children(word, r.SUBJECTS))
    verbal = word.pos_ in r.VERBAL
    if word.dep_ == "conj" and {word.tag_, word.head.tag_} == {"VB"} and not own_subject:
        return False  # "planned to kill X and then attack Y" are two plans
    return (verbal and not first) or (own_subject and (verbal or word.dep_ == "advcl"))


def _is_topic(word: "Token", deed: "Token") -> bool:
    """Whether a preposition makes a deed what is spoken of or dealt with, whether or not it is.

    As in "has not commented on an attack", "did not visit the scene of the attack".
    """
    if word.dep_ != "prep" or deed.pos_ != "NOUN" or deed.dep_ != "pobj":
        return False
    above = word.head
    told = deed.head == word and any(
        child.dep_ == "poss" or child.lower_ == "the" for child in deed.lefts
    )
    return word.lower_ in _ABOUT or (told and above.lemma_.lower() not in _SIGNS)


_ABOUT = frozenset({"about", "on", "to"})


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
    """Whether an odd number of words along the chain say no: "failed to prevent" says yes."""
    count = negations(chain[0]) if chain[0].pos_ in _NEGATABLE else 0
    count += any(map(_is_left_undone, chain))
    for below, token in pairwise(chain):
        link = below.dep_
        telling = token.lemma_.lower() in _SIGNS and link in ("pobj", "prep")
        governs = token.pos_ in r.VERBAL or telling or link == "amod"
        if token.pos_ in _NEGATABLE and governs:
            count += negations(token, below)
        count += _hinders(token, below) + _is_untrue(below)
    return count % 2 == 1


def _is_untrue(noun: "Token") -> bool:
    """Whether what a noun tells is said to be untrue: "allegations that X was hit are false"."""
    verb = noun.head
    told = noun.dep_ == "nsubj" and noun.pos_ == "NOUN" and verb.lemma_ == "be"
    return told and any(one.lower_ in _UNTRUE for one in r.children(verb, {"acomp", "attr"}))


def _is_left_undone(verb: "Token") -> bool:
    """Whether something else is done: "rather than attack", "instead of attacking"."""
    first = verb.left_edge.i
    before = verb.doc[max(0, first - 2) : first].text.lower()
    return verb.pos_ == "VERB" and before in _INSTEAD


_UNTRUE = lexicon.words("speech.untrue")
_INSTEAD = lexicon.words("stance.instead")
_NEGATABLE = frozenset({*r.VERBAL, "NOUN", "ADJ"})


def _hinders(token: "Token", below: "Token") -> bool:
    """Whether a word keeps what hangs on it from happening: "failed to", "prevented from"."""
    lemma = token.lemma_.lower()
    if lemma == "have":
        return below.dep_ == "xcomp" and r.has(token, ("yet",))
    if lemma in _HINDERS and below.lower_ == "from":
        return True
    return any(lemma in words and below.dep_ in links for words, links in _HINDRANCES)


def _future(chain: list["Token"]) -> bool:
    verbs = [token for token in chain if token.pos_ in r.VERBAL]
    if any(r.has(verb, _WILL, _AUXILIARY) for verb in verbs):
        return True
    return any(
        # "is going to send", "is to send"
        below.dep_ == "xcomp"
        and above in verbs
        and (above.lower_ == "going" or (above.lemma_ == "be" and _is_infinitive(below)))
        for below, above in pairwise(chain)
    )


_WILL = lexicon.words("time.will")
_AUXILIARY = frozenset({"aux", "auxpass"})
_MARK = frozenset({"mark", "advmod"})


def _is_infinitive(verb: "Token") -> bool:
    return any(child.lower_ == "to" for child in verb.lefts)


def _conditional(chain: list["Token"], *, made: bool) -> bool:
    return any(
        _is_supposed(token) or (token.pos_ in r.VERBAL and _is_conditional(token, made=made))
        for token in chain
    )


def _is_supposed(token: "Token") -> bool:
    above = token.head
    return token.dep_ == "ccomp" and above.lemma_ in _SUPPOSE


def _is_conditional(verb: "Token", *, made: bool) -> bool:
    """Whether a verb stands under a condition: "would", "if they attack", "will ... unless"."""
    supposed = _OF_PERCEIVING if verb.lemma_ in _PERCEIVE else _HYPOTHETICAL
    if r.has(verb, supposed, _AUXILIARY) or r.has(verb, _IF, _MARK):
        return True
    return not made and any(r.has(one, _WHETHER, _MARK) for one in _clauses(verb))


def _clauses(verb: "Token") -> Iterator["Token"]:
    """Adverbial clauses of a verb, and of what it says: "if they attack, ..., he warned"."""
    yield from r.children(verb, {"advcl"})
    for said in r.children(verb, {"ccomp"}):
        yield from r.children(said, {"advcl"})


def _ahead(chain: list["Token"], *, tried: bool) -> bool:
    """Whether the event is only planned, feared or asked for."""
    token = chain[0]
    awaited = token.lemma_ in _AWAIT and r.is_passive(token)  # "is expected in Beirut"
    if awaited or r.has(token, _AHEAD_ADJECTIVES):
        return True
    links = list(pairwise(chain))
    if any(_is_objective(*link) or _looks_ahead(*link, tried=tried) for link in links):
        return True
    # "only to lose it again" tells what came of it
    return token.dep_ in ("advcl", "acl") and token.tag_ == "VB" and not r.has(token, ("only",))


def _is_objective(below: "Token", above: "Token") -> bool:
    """Whether it is only what somebody is after: "the aim is to take X"."""
    subject = r.subject(above) if below.dep_ == "attr" and above.lemma_ == "be" else None
    return subject is not None and subject.lemma_.lower() in _OBJECTIVES


def _looks_ahead(below: "Token", above: "Token", *, tried: bool) -> bool:
    """Whether a word makes what hangs on it a plan, a fear or a demand."""
    link = below.dep_
    if link not in _VERB_LINKS:
        return False
    if above.pos_ == "NOUN" and above.lemma_.lower() in _AHEAD_NOUNS:
        return True
    if above.pos_ == "VERB" and link == "xcomp" and above.lemma_ in _AHEAD_VERBS:
        return not (tried and above.lemma_ in ("try", "attempt"))
    awaited = above.pos_ == "VERB" and above.lemma_ in _AWAIT and link in ("dobj", "prep")
    return awaited or (above.lower_ in _AHEAD_ADJ_HEADS and link in ("xcomp", "prep"))


def _certainty(chain: list["Token"], conditional: bool) -> Certainty:
    for token in chain:
        words = {child.lower_ for child in token.children} | {token.lemma_}
        if words & _POSSIBLE:
            return Certainty.POSSIBLE
        if words & _PROBABLE:
            return Certainty.PROBABLE
    return Certainty.POSSIBLE if conditional else Certainty.CERTAIN

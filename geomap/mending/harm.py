"""Who came to harm and how, in phrases that the parser does not know: "left 22 dead"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.mending.actors import act
from geomap.mending.hanging import hang, is_below

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_STATES = lexicon.words("harm.left")
_DONE = _STATES | lexicon.words("harm.done")
_GUILTY, _SHOOT = lexicon.words("speech.guilty"), lexicon.words("harm.shoots")
_COUNTS = lexicon.words("number.of_people")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 9
"""Words of a phrase for people between a verb and their state: "at least three of the soldiers"."""


def leave(verb: "Token") -> None:
    """Read who was left how: "left 22 people dead and 11 wounded"."""
    people = _counted(verb.i + 1, verb.sent, _STATES)
    if people is None or is_below(verb, _head(people), state := verb.doc[people.end]):
        return
    hang(_head(people), verb, "dobj")
    hang(state, verb, "oprd", tag="JJ")
    for word, further in _coordinated(state, _STATES):
        other = _coordinate(state, word, further, link="nsubj", tag="JJ")
        for told in [one for one in other.children if one.dep_ in ("prep", "npadvmod")]:
            told.head = verb


def end(state: "Token") -> None:
    """Read what became of whom a verb acts on: "shot dead six farmers", "shot six farmers dead"."""
    before = state.nbor(-1) if state.i else state
    if before.lower_ in _SHOOT and before.dep_ == "pobj":
        _shoot(before, state)
    elif before.lower_ in _SHOOT and before.dep_ == "acl":
        for one in [one for one in state.rights if one.dep_ == "pobj"]:
            hang(one, before, "dobj")
        act(before)
    above = state.head
    if above.tag_.startswith("VB"):
        if state.dep_ in ("amod", "advcl", "advmod", "acomp"):
            hang(state, above, "oprd")
    elif state.dep_ == "amod" and above.dep_ == "dobj" and _is_apart(state, above):
        hang(state, above.head, "oprd")


def _shoot(verb: "Token", state: "Token") -> None:
    """Read a verb as one, not as a thing beside which somebody was: "men in a car shot dead X"."""
    beside = verb.nbor(-1)
    acts = any(one.dep_ == "nsubj" for one in state.lefts) and state.n_rights
    if beside.dep_ not in ("compound", "amod") or beside.head != verb or not acts:
        return
    preposition, above, link = verb.head, state.head, state.dep_
    _rehang([one for one in verb.lefts if one != beside], beside)
    hang(beside, preposition, "pobj")
    hang(verb, verb if above == state else above, link, tag="VBD")
    _rehang(list(state.children), verb)
    hang(state, verb, "oprd")


def _rehang(words: "Sequence[Token]", above: "Token") -> None:
    for one in words:
        one.head = above


def _is_apart(state: "Token", noun: "Token") -> bool:
    """Whether a state is none that a noun had before: "shot dead | six men", no "dead bodies"."""
    behind = state.nbor(-1) == noun.head
    return noun.i < state.i or (behind and (noun.i > state.i + 1 or noun.head.lower_ in _SHOOT))


def hold(verb: "Token") -> None:
    """Read who is held to have done it: "held fighters of the militia responsible for the raid"."""
    for at in range(verb.i + 1, min(verb.i + 2 * _LONGEST, verb.sent.end)):
        word = verb.doc[at]
        if word.tag_ in _FINITE:
            return
        if word.lower_ in _GUILTY and not is_below(verb, word):
            hang(word, verb, "oprd")
            return


def share(auxiliary: "Token") -> None:
    """Read a passive whose auxiliary another shares: "were killed and 17 others injured"."""
    verb = auxiliary.head
    if verb.i < auxiliary.i:
        return
    for word, people in _coordinated(verb, _DONE):
        _coordinate(verb, word, people, link="nsubjpass", tag="VBN")


def _coordinate(first: "Token", word: "Token", people: "Span", *, link: str, tag: str) -> "Token":
    """Hang people with their state, which is given back, and the "and" before them on a word."""
    other = people.doc[people.end]
    if not is_below(first, _head(people), other):
        hang(other, first, "conj", tag=tag)
        hang(_head(people), other, link)
        hang(word, first, "cc")
    return other


def _coordinated(word: "Token", states: frozenset[str]) -> "Iterator[tuple[Token, Span]]":
    """Phrases for people that "and" joins to a word, each before its own state."""
    sentence, doc = word.sent, word.doc
    for at in range(word.i + 1, min(word.i + _LONGEST, sentence.end)):
        if doc[at].tag_ in _FINITE:
            return
        people = _counted(at + 1, sentence, states) if doc[at].lower_ == "and" else None
        if people is not None:
            yield doc[at], people
            return


def _counted(start: int, sentence: "Span", states: frozenset[str]) -> "Span | None":
    """The words from one on up to a state, if they count people and hold nothing else."""
    doc = sentence.doc
    for at in range(start, min(start + _LONGEST, sentence.end)):
        word = doc[at]
        if word.lower_ in states and at > start:
            people = doc[start:at]
            told = any(one.like_num or one.lower_ in _COUNTS for one in people)
            return people if told else None
        if word.is_punct or word.tag_ in _FINITE or word.lower_ in ("and", "or", "by"):
            return None
    return None


def _head(people: "Span") -> "Token":
    """The word of a phrase for people that the others hang on: "three of the soldiers"."""
    words = [one.lower_ for one in people]
    if "of" in words[1:]:
        return people[words.index("of") - 1]
    # "48 seriously", "five more"
    counted = [one for one in people if not one.tag_.startswith("RB") and one.lower_ != "more"]
    return (counted or list(people))[-1]

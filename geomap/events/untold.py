"""Words that tell of no event: they only measure, ask, describe, credit, or say what always is."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.discourse.speech import SAY

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAN = lexicon.words("stance.like")
_RECALL = lexicon.words("stance.recall")
_PHRASE = frozenset({"pobj", "prep", "conj", "compound", "nmod", "pcomp", "appos"})
_ENDS, _LONGEST = frozenset(".?!"), 40
"""What a sentence ends with, and how many words on it is looked for."""

_WRITES, _WRITTEN = lexicon.words("speech.writes"), lexicon.words("speech.written")
_DEALS = lexicon.words("deeds.deals")
_FIRST = lexicon.words("stance.no") | {"first", "not"}


def is_compared(token: "Token") -> bool:
    """Whether a noun names an event that another is only held against.

    It stands behind "than", "like" or "as ... as", is what something recalls or is compared to, or
    is that since which nothing was as bad.
    """
    if token.pos_ not in grammar.NOUNS:
        return False
    while token.dep_ in _PHRASE and token.head != token:
        if token.head.lower_ == "since" and token.dep_ == "pobj":
            return _is_worst(token.head)
        if _holds_against(token.head, token.dep_):
            return True
        token = token.head
    return token.dep_ in ("dobj", "attr") and token.head.lemma_ in _RECALL


def _holds_against(word: "Token", link: str) -> bool:
    """Whether a preposition measures something by what hangs on it by a link: "bloodier than X"."""
    if word.lower_ in _THAN and link in ("pobj", "pcomp"):
        return True
    return link == "pobj" and is_second_as(word)


def is_general(token: "Token") -> bool:
    """Whether a clause tells what is always so, and no event: "he always spoke with enemies"."""
    return grammar.has(grammar.clause_of(token), ("always",), {"advmod"})


def is_asked(token: "Token") -> bool:
    """Whether a word stands in a question, which tells of nothing: "When did it come back?"."""
    after = token.doc[token.i : min(token.i + _LONGEST, token.sent.end)]
    return next((one.text for one in after if one.text in _ENDS), "") == "?"


def is_credit(token: "Token") -> bool:
    """Whether a verb only says who wrote the report: "X in Beirut contributed to this report"."""
    return token.lemma_ in _WRITES and any(
        one.lemma_.lower() in _WRITTEN for one in grammar.governed(token, {"to"})
    )


def is_defied(deal: "Token") -> bool:
    """Whether a known deal is only what something happens in spite of: "despite the truce"."""
    despite = deal.dep_ == "pobj" and deal.head.lower_ == "despite"
    return despite and deal.lemma_ in _DEALS and grammar.takes_up(deal)


def is_second_as(word: "Token") -> bool:
    """Whether an "as" is the second of "as deadly as", which measures by what hangs on it."""
    before = (child for child in word.head.children if child.i < word.i)
    return word.lower_ == "as" and any(child.lower_ == "as" for child in before)


def _is_worst(since: "Token") -> bool:
    """Whether the sentence says that nothing was like it before: "the worst ... since"."""
    words = since.sent
    return any(word.tag_ in ("JJS", "RBS") or word.lower_ in _FIRST for word in words)


def describes(token: "Token") -> bool:
    """Whether a verb only describes a noun: "invading forces", "a raid blamed on rebels"."""
    return _is_participle(token) or _only_names(token)


def _is_participle(token: "Token") -> bool:
    """Whether a verb only describes a noun: "invading forces", "the besieged town"."""
    if token.dep_ == "amod" and token.tag_ in ("VBG", "VBN"):
        return True
    if token.pos_ == "VERB" and any(
        child.dep_ == "det" or child.lower_ == "what" for child in token.children
    ):
        return True
    return token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.dep_ == "agent"


def is_trade(token: "Token") -> bool:
    """Whether a participle says what a party is there for: "the groups fighting the state"."""
    told = token.dep_ == "acl" and token.tag_ == "VBG" and token.head.pos_ in ("NOUN", "PROPN")
    return told and not any(word.pos_ == "NUM" for word in token.subtree)


def _only_names(token: "Token") -> bool:
    """Whether a participle names a deed's author and no accuser: "a raid blamed on rebels"."""
    blames = token.tag_ == "VBN" and token.lemma_ in grammar.ACCUSING
    return blames and token.dep_ == "acl" and not grammar.has(token, ("by",))


def is_hearsay(verb: "Token") -> bool:
    """Whether a verb only says that a deed is hearsay: "are alleged to have shot six"."""
    done = (one.tag_ == "VBN" for one in grammar.children(verb, {"xcomp"}))
    return verb.tag_ == "VBN" and verb.lemma_ in SAY and any(done)


def is_cleft(verb: "Token") -> bool:
    """Whether a verb only says who it was that did it: "it was the army that bombed X"."""
    if verb.lemma_ != "be" or not grammar.has(verb, ("it",), {"nsubj"}):
        return False
    who = grammar.children(verb, {"attr"})
    return any(True for one in who for _ in grammar.children(one, {"relcl"}))


def is_of_audience(verb: "Token") -> bool:
    """Whether a clause only says who was told: "residents told reporters who reached the town"."""
    told, link = verb.head, verb.dep_ in ("relcl", "acl") and verb.head.dep_ in ("dobj", "dative")
    says = told.head.lemma_ in SAY and any(grammar.children(told.head, {"ccomp"}))
    return link and says


WAYS = (
    is_compared,
    is_general,
    is_asked,
    is_credit,
    is_defied,
    is_cleft,
    is_hearsay,
    is_of_audience,
)
"""In how many ways a word tells of nothing, whatever else its sentence says."""

"""Which clauses may tell of the deed above them, whatever the detector makes of them."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar
from geomap.events import sufferers

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTRAST = lexicon.words("speech.contrast")
_SEQUENCE = lexicon.words("time.sequence")


def may_join(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a clause may tell of the deed above it.

    None does that has its own actor or place ("rebels came and the army fired"), or that tells
    what was before ("soldiers who had fought in Chechnya") or what speaks against it.
    """
    if grammar.has(token, _CONTRAST, {"mark"}):
        return False
    if token.dep_ == "conj":
        return grammar.shares_actor(token) and not paragraph.tells_elsewhere(token)
    if token.dep_ == "advcl" and any(True for _ in grammar.children(token, {"nsubj"})):
        return not (paragraph.tells_elsewhere(token) or _is_of_others(token))
    return token.dep_ != "relcl" or not grammar.is_pluperfect(token)


def _is_of_others(clause: "Token") -> bool:
    """Whether a clause tells what others had done: "crowds burned X after police shot two".

    "They were killed after gunmen raided a camp" is one deed, for they did nothing.
    """
    verb = clause.head
    if not grammar.has(clause, _SEQUENCE, {"mark"}) or grammar.is_passive(verb):
        return False
    act = any(True for _ in grammar.children(verb, {"nsubj"})) and verb.lemma_ not in sufferers.DIES
    return act and any(one.pos_ in grammar.NOUNS for one in grammar.children(clause, {"nsubj"}))

"""Who closes a clause: "..., residents and a security source said on Monday"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.speech import SHORT

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 14
_MISREAD = frozenset({"conj", "ROOT", "acl"})
_PARTS, _THEM = lexicon.words("number.part_of"), lexicon.words("grammar.them")
_OF_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "CCONJ", "ADP", "NUM", "PART", "PRON"})


def nominal_speaker(verb: "Token") -> "Token | None":
    """Head of who says it with an active verb, wherever the parser has hung it."""
    return _closing_speaker(verb) or _behind_parts(r.subject(verb))


def _closing_speaker(verb: "Token") -> "Token | None":
    """Head of the noun phrase between a comma and a verb of saying that no subject hangs on.

    Behind a long sentence the parser takes it for more of what is told ("a village in Goma,
    residents and a security source"), and the verb for one more deed of the sentence's subject.
    """
    if next(r.children(verb, r.SUBJECTS), None) is not None or verb.dep_ not in _MISREAD:
        return None
    doc, sentence = verb.doc, verb.sent
    after = doc[verb.i + 1 : sentence.end]
    stop = next((n for n, token in enumerate(after) if token.text == ","), len(after))
    if stop > SHORT + 1:
        return None
    first = verb.i
    while first > sentence.start and doc[first - 1].pos_ in _OF_PHRASE:
        first -= 1
    closed = first > sentence.start + 1 and doc[first - 1].text == ","
    if not closed or not 0 < verb.i - first <= _MOST_WORDS:
        return None
    return _head(doc[first : verb.i])


def _behind_parts(speaker: "Token | None") -> "Token | None":
    """Who says it behind some of those that are told of: "among them two boys, | a medic said".

    The parser takes the part for who speaks, and who speaks for another name of the part.
    """
    if speaker is None or not _is_part(speaker):
        return speaker
    return max(r.children(speaker, {"appos", "conj"}), key=lambda one: one.i, default=speaker)


def _is_part(noun: "Token") -> bool:
    """Whether a phrase only tells of some of the people before: "among them two boys"."""
    first = noun.left_edge
    inside = any(one.i < noun.i and one.lower_ in _PARTS | _THEM for one in noun.subtree)
    return inside and first.i > 0 and first.nbor(-1).text == ","


def _head(phrase: "Iterable[Token]") -> "Token | None":
    """The last noun of the first run of nouns: "a member | of the army", "residents | and ..."."""
    head = None
    for token in phrase:
        if token.pos_ in r.NOMINAL:
            head = token
        elif head is not None and token.pos_ != "PART":
            break
    return head

"""Who closes a clause: "..., residents and a security source said on Monday"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geomap.discourse import grammar as r
from geomap.discourse.speech import SHORT

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 14
_MISREAD = frozenset({"conj", "ROOT", "acl"})
_OF_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "CCONJ", "ADP", "NUM", "PART", "PRON"})


def closing_speaker(verb: "Token") -> "Token | None":
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


def _head(phrase: "Iterable[Token]") -> "Token | None":
    """The last noun of the first run of nouns: "a member | of the army", "residents | and ..."."""
    head = None
    for token in phrase:
        if token.pos_ in r.NOMINAL:
            head = token
        elif head is not None and token.pos_ != "PART":
            break
    return head

"""Find cue words in a passage and check what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._cues import Cue, CueTable
from geomap.events._reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERB_TAGS = frozenset({"VERB", "AUX", "ADJ", "ADP", "SCONJ", "ADV"})
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})
_PERSON_ENTITIES = frozenset({"PERSON", "NORP"})
_TROOP_ENTITIES = frozenset({"ORG", "NORP"})
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


@dataclass(frozen=True)
class Trigger:
    """A cue word found in a passage."""

    token: "Token"
    cue: Cue

    @property
    def nominal(self) -> bool:
        """Whether the trigger is a noun."""
        return self.token.pos_ in _NOUN_TAGS


def belongs(token: "Token", wanted: str, reading: Reading, table: CueTable) -> bool:
    """Whether a token belongs to a class of the cue table."""
    words = table.classes[wanted]
    if token.lemma_.lower() in words or token.lower_ in words:
        return True
    if wanted == "<place>":
        return reading.is_place(token)
    if wanted == "<person>":
        return token.ent_type_ in _PERSON_ENTITIES and not reading.is_place(token)
    if wanted in ("<troops>", "<groups>"):
        return token.ent_type_ in _TROOP_ENTITIES and not reading.is_place(token)
    return False


def _around(token: "Token") -> list["Token"]:
    """Tokens that a cue's words may be: dependents, what their prepositions govern, objects."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("punct", "nsubj", "advcl", "relcl", "ccomp", "conj", "cc", "parataxis"):
            continue
        found.append(child)
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod", "acomp", "npadvmod"):
            found += [inner for inner in child.children if inner.dep_ in ("pobj", "prep", "pcomp")]
            found += [last for mid in child.children if mid.dep_ == "prep" for last in mid.children]
        elif child.dep_ in ("dobj", "attr", "pobj", "nsubjpass", "dative", "xcomp", "acomp"):
            found += [inner for inner in child.children if inner.dep_ in _NESTED]
    found += [obj for obj in r.objects(token) if obj not in found]
    return [other for one in found for other in _spread(one)]


_NESTED = frozenset(
    {"compound", "amod", "nmod", "prep", "acomp", "advmod", "xcomp", "dobj", "poss"}
)
_OF = frozenset({"of", "number", "dozen", "hundred", "thousand", "score", "group", "part", "rest"})


def _spread(token: "Token") -> Iterator["Token"]:
    """A token, what is coordinated with it, and what "dozens of" counts."""
    yield token
    if token.pos_ in r.NOMINAL:
        yield from (other for other in token.conjuncts if other.i > token.i)
        for prep in r.children(token, {"prep"}):
            if prep.lower_ == "of":
                yield from r.children(prep, {"pobj"})
        if token.dep_ in ("dobj", "pobj", "nsubjpass"):
            yield from r.children(token, {"appos", "compound"})


def _matches(token: "Token", cue: Cue, reading: Reading, table: CueTable) -> bool:
    if not (cue.needs or cue.subject or cue.forbids):
        return True
    around = _around(token)
    lemmas = {other.lemma_.lower() for other in around} | {other.lower_ for other in around}
    if cue.forbids and any(
        any(belongs(other, word, reading, table) for other in around)
        if word.startswith("<")
        else word in lemmas
        for word in cue.forbids
    ):
        return False
    if cue.subject:
        found = r.subject(token)
        group = _spread(found) if found is not None else ()
        if not any(belongs(other, cue.subject, reading, table) for other in group):
            return False
    for need in cue.needs:
        if need.startswith("<"):
            if not any(belongs(other, need, reading, table) for other in around):
                return False
        elif need not in lemmas:
            return False
    return True


def find(reading: Reading, table: CueTable) -> list[Trigger]:
    """Cue words of a passage, the most specific cue for each word, in the order of the text."""
    found = []
    for token in reading.doc:
        if token.pos_ in _NOUN_TAGS:
            cues = table.nouns.get(token.lemma_.lower(), ())
        elif token.pos_ in _VERB_TAGS:
            cues = table.verbs.get(token.lemma_.lower(), ())
        else:
            continue
        for cue in cues:
            if _matches(token, cue, reading, table):
                found.append(Trigger(token, cue))
                break
    return found

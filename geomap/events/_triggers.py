"""Find cue words in a passage and check what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph
from geomap.discourse import grammar as r
from geomap.discourse.paragraphs import in_spans
from geomap.events._cues import Cue, CueTable

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERB_TAGS = frozenset({"VERB", "AUX"})
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})
_PERSON_ENTITIES = frozenset({"PERSON", "NORP"})
_TROOP_ENTITIES = frozenset({"ORG", "NORP"})
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


@dataclass(frozen=True)
class Trigger:
    """A cue word found in a passage; `used` are the indices of the words that its cue needed."""

    token: "Token"
    cue: Cue
    used: frozenset[int] = frozenset()

    @property
    def nominal(self) -> bool:
        """Whether the trigger is a noun."""
        return self.token.pos_ in _NOUN_TAGS


ANY = Cue("ASSAULT", "", "Other", "", "")
"""The cue of a word that is taken for an event though no table knows it."""


def belongs(token: "Token", wanted: str, paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a token belongs to a class of the cue table; `<any>` holds every noun and name."""
    if wanted == "<any>":
        thing = token.pos_ in _NOUN_TAGS or token.dep_ == "dobj"
        return thing and token.i not in paragraph.time_tokens
    words = table.classes[wanted]
    if token.lemma_.lower() in words or token.lower_ in words or _singular(token) in words:
        return True
    if wanted == "<place>":
        return paragraph.is_place(token)
    if wanted == "<person>":
        known = paragraph.is_place(token) or token.text in paragraph.known
        named = token.ent_type_ in _PERSON_ENTITIES and not known and not _bare_name(token)
        return named or token.lower_ in _THEM
    armed = wanted in ("<troops>", "<groups>") and token.ent_type_ in _TROOP_ENTITIES
    return (armed and not paragraph.is_place(token)) or (
        wanted == "<armed>" and token.lower_ == "them"
    )


def _singular(token: "Token") -> str:
    """Singular of a plural that the parser took for a name: "Rockets hit ..."."""
    return token.lower_.removesuffix("s") if token.pos_ == "PROPN" else ""


_THEM = lexicon.words("grammar.them")


def _bare_name(token: "Token") -> bool:
    """Whether one word is all of a name that is seized: sooner a town's than a person's."""
    alone = token.tag_ == "NNP" and token.dep_ in ("dobj", "nsubjpass")
    taken = token.head.lemma_ in ("seize", "capture")
    return alone and taken and not any(True for _ in token.children)


def _around(token: "Token") -> list["Token"]:
    """Tokens that a cue's words may be: dependents, what their prepositions govern, objects."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in _OUTSIDE and not (child.dep_ == "punct" and child.is_alpha):
            continue
        found.append(child)
        if child.dep_ in _LINKS:
            found += [inner for inner in child.children if inner.dep_ in ("pobj", "prep", "pcomp")]
            found += [last for mid in child.children if mid.dep_ == "prep" for last in mid.children]
        elif child.dep_ in _ARGUMENTS:
            found += [inner for inner in child.children if inner.dep_ in _NESTED]
    found += [other for other in r.objects(token) if other not in found]
    found += [own for child in r.children(token, {"ccomp"}) for own in _controlled(child)]
    return [other for one in found for other in _spread(one)]


_QUANTITIES = lexicon.words("number.most_or_few")
_OUTSIDE = frozenset(["punct", "nsubj", "advcl", "relcl", "ccomp", "conj", "cc", "parataxis"])
_LINKS = frozenset(["prep", "agent", "dative", "prt", "advmod", "acomp", "npadvmod"])
_ARGUMENTS = frozenset(["dobj", "attr", "pobj", "nsubjpass", "dative", "xcomp", "acomp"])
_NESTED = frozenset(
    ["compound", "amod", "nmod", "prep", "acomp", "advmod", "xcomp", "dobj", "poss", "neg"]
)


def _loose(token: "Token", cue: Cue) -> bool:
    """Whether a class may stand after a preposition: for nouns, or where the cue has one itself."""
    return token.pos_ not in r.VERBAL or any(need in _PREPOSITIONS for need in cue.needs)


_PREPOSITIONS = lexicon.words("grammar.particles")


def _acted_upon(token: "Token") -> list["Token"]:
    """What a verb acts upon, with what is coordinated with it or counted by it."""
    found = list(r.objects(token))
    found += [own for child in r.children(token, {"ccomp"}) for own in _controlled(child)]
    found += [own for child in r.children(token, {"xcomp"}) for own in r.objects(child)]
    return [other for one in found for other in _spread(one)]


def _controlled(verb: "Token") -> Iterator["Token"]:
    """Subject of an open complement: what is allowed, wanted or forced to do something."""
    if verb.tag_ == "VB" and not any(child.tag_ == "MD" for child in verb.children):
        yield from r.children(verb, {"nsubj", "nsubjpass"})


def _spread(token: "Token") -> Iterator["Token"]:
    """A token, what is coordinated with it, and what "dozens of" counts."""
    yield token
    if token.pos_ not in r.NOMINAL and token.lower_ not in _QUANTITIES:
        return
    yield from (other for other in token.conjuncts if other.i > token.i)
    for prep in r.children(token, {"prep"}):
        if prep.lower_ == "of":
            yield from r.children(prep, {"pobj"})
    if token.dep_ in ("dobj", "pobj", "nsubjpass"):
        yield from r.children(token, {"appos", "compound"})


def _meets(token: "Token", need: str, paragraph: Paragraph, table: CueTable) -> bool:
    if need.startswith("<"):
        return belongs(token, need, paragraph, table)
    return need in (token.lemma_.lower(), token.lower_)


def _match(
    token: "Token", cue: Cue, around: list["Token"], paragraph: Paragraph, table: CueTable
) -> frozenset[int] | None:
    """Indices of the words that fill a cue's needs; None where one is missing or forbidden."""
    if _forbidden(token, cue, around, paragraph, table):
        return None
    used: list[int] = []
    if cue.subject:
        found = r.subject(token)
        group = _spread(found) if found is not None else ()
        filled = next((one for one in group if belongs(one, cue.subject, paragraph, table)), None)
        if filled is None:
            return None
    direct = around if _loose(token, cue) else _acted_upon(token)
    for need in cue.needs:
        if need == "<to>":
            if not _asks(token):
                return None
            continue
        pool = direct if need.startswith("<") else around
        filled = next((one for one in pool if _meets(one, need, paragraph, table)), None)
        if filled is None:
            return None
        used.append(filled.i)
    return frozenset(used)


def _asks(verb: "Token") -> bool:
    """Whether an infinitive says what someone is to do: "asked residents to leave"."""
    return any(
        any(one.lower_ == "to" for one in child.lefts)
        for child in r.children(verb, {"xcomp", "ccomp"})
    )


def _forbidden(
    token: "Token", cue: Cue, around: list["Token"], paragraph: Paragraph, table: CueTable
) -> bool:
    """Whether a word that rules the cue out stands by it, or is its subject for a class."""
    if any(_meets(other, word, paragraph, table) for word in cue.forbids for other in around):
        return True
    classes = [word for word in cue.forbids if word.startswith("<")]
    acts = r.subject(token) if classes else None
    if acts is None:
        return False
    group = [acts, *r.children(acts, {"compound"})]
    return any(_meets(one, word, paragraph, table) for word in classes for one in group)


def find(paragraph: Paragraph, table: CueTable) -> list[Trigger]:
    """Cue words of a passage, the most specific cue for each word, in the order of the text."""
    found = []
    for token in paragraph.doc:
        if token.pos_ in _NOUN_TAGS:
            cues = table.nouns.get(token.lemma_.lower(), ())
        elif token.pos_ in _VERB_TAGS or token.lower_ in table.not_verbs:
            cues = table.verbs.get(token.lemma_.lower(), ())
        else:
            continue
        if not cues or _set_phrase(token, table.phrases) or _named(token, paragraph):
            continue
        around = _around(token) if any(cue.looks_around for cue in cues) else []
        for cue in cues:
            used = _match(token, cue, around, paragraph, table)
            if used is not None:
                found.append(Trigger(token, cue, used))
                break
    return found


def _set_phrase(token: "Token", phrases: frozenset[str]) -> bool:
    """Whether a token is part of a fixed phrase that names no event, such as a kind of weapon."""
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lemma_.lower() if token.i + 1 < len(token.doc) else ""
    return f"{lemma} {after}" in phrases or f"{before} {lemma}" in phrases


def _named(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a noun is part of a name or a date: "March 3", "the Assault Battalion"."""
    if in_spans(token.idx, paragraph.filed):
        return True
    if token.text in ("March", "May") and token.i + 1 < len(token.doc) and token.nbor().like_num:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ in ("ORG", "PERSON", "DATE", "PRODUCT")

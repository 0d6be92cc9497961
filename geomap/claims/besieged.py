"""What is surrounded and by whom, as the parse tells it: a settlement, or a force in a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.claims.beside import at_cue
from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.nouns import of_noun
from geomap.claims.objects import object_at
from geomap.discourse import Reference, grammar
from geomap.discourse.people import phrase
from geomap.expressions.words import REACHES, ROUTE
from geomap.lexicon import alternation, words
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = words("deeds.siege_nouns")
_ARMED, _FORCES = words("people.armed"), words("people.besieged")
_TOWNS = words("places.besieged")
_ENDS_ISOLATION = re.compile(alternation("deeds.cut_off_forms"), re.I)
_TO_PLACE = re.compile(rf"{ROUTE}\s+{REACHES}\s+(?:the\s+)?", re.I)
_AT_PLACE = words("space.at_besieged")
_OF_NOUN = words("space.ties_siege")
_OF_VERB = words("space.onto")
_POLICE = frozenset({"police", "policeman", "officer"})
_CLOSE_BEFORE = re.compile(r"(?:'s)?(?:\s+[a-z]+){1,5}\s+")
_ADJECTIVES = frozenset({"besieged", "blockaded", "encircled"})
_NATURE = ("H.", "T.", "V.", "U.")


@dataclass(frozen=True, kw_only=True, eq=False)
class Besieged:
    """What an expression says is surrounded, by whom, and the word that says it.

    `force` is the force that is surrounded at the first of `targets`, "" where it is the place.
    """

    word: "Token"
    targets: tuple[Named, ...]
    text: str = ""
    force: str = ""
    by: str = ""


def besieged(case: Case) -> Besieged | None:
    """Who surrounds what; None where it is no place, or nobody armed surrounds it."""
    word = cue_word(case)
    if word is None:
        return None
    if (way := _TO_PLACE.search(case.words)) is not None:
        return _at_end_of_way(case, word, case.expression.start + way.end())
    what = _named_next(case) or _object(case, word)
    who = _agent(case, word, what)
    if what is None:
        return _beside(case, word)
    found = _told(case, word, what)
    if found is None or _is_person(found, what, who):
        return None
    if who is not None and not any(_is_armed(case, one) for one in grammar.with_conjuncts(who)):
        # "supplies reach besieged Sarajevo": the parser takes the adjective for a verb
        if case.expression.tag not in _ADJECTIVES or what.i != word.i + 1:
            return None
        who = None
    return replace(found, by=phrase(who) if who is not None else "")


def cue_word(case: Case) -> "Token | None":
    """The word of the expression that tells the siege: its verb, else its noun."""
    at, tag = case.expression.at, case.expression.tag
    start = case.text.lower().find(tag, case.expression.start, at + len(tag) + 60)
    span = case.doc.char_span(start, start + len(tag), alignment_mode="expand")
    if start < 0 or span is None:
        return None
    noun = next((one for one in span if one.lower_.rstrip("s") in _NOUNS), None)
    if noun is not None and noun.pos_ in grammar.NOUNS:
        return noun
    verbal = (one for one in span if one.pos_ in {"VERB", "ADJ", "AUX"})
    return next(verbal, span.root)


def _is_person(found: Besieged, what: "Token", who: "Token | None") -> bool:
    """Whether it may be a person whom the police surrounds: a name that no gazetteer has."""
    known = any(one.place is not None for one in found.targets)
    if known or what.ent_type_ != "PERSON" or not found.word.lower_.startswith("surround"):
        return False
    return who is None or who.lemma_.lower() in _POLICE


def _at_end_of_way(case: Case, word: "Token", at: int) -> Besieged | None:
    """The place that the last way leads to: "cut the only road to Aleppo"."""
    found = object_at(case, at)
    if found is None:
        return None
    who = next(grammar.children(word, {"nsubj"}), None)
    by = who if who is not None and not grammar.is_passive(word) else None
    if by is not None and not _is_armed(case, by):
        return None
    return Besieged(
        word=word,
        targets=(found[0],),
        text=found[0].text,
        by=phrase(by) if by is not None else "",
    )


def _beside(case: Case, word: "Token") -> Besieged | None:
    """The name right beside the words, where the parse tells nothing."""
    name = at_cue(case)
    if name is None and word.pos_ != "ADJ":
        after = object_at(case, case.expression.at)
        name = after[0] if after is not None else None
    if name is None and case.before:
        last = case.before[-1]
        close = _CLOSE_BEFORE.fullmatch(case.text, last.end, case.expression.start)
        name = named(last) if close and last.role is not Role.NATIONALITY else None
    return Besieged(word=word, targets=(name,), text=name.text) if name is not None else None


def _object(case: Case, word: "Token") -> "Token | None":
    """Head of what is surrounded, or None where the parse does not tell."""
    if word.pos_ in grammar.NOUNS and word.lower_.rstrip("s") in _NOUNS:
        return _of_noun(case, word)
    if word.dep_ == "amod" and word.head.pos_ in grammar.NOUNS:
        return word.head
    tail = case.doc.char_span(case.expression.at - 1, case.expression.at, alignment_mode="expand")
    if tail is not None and tail[-1].pos_ == "ADP" and tail[-1].lower_ in _OF_VERB:
        return next(grammar.children(tail[-1], {"pobj"}), None)
    if word.pos_ == "ADJ" and word.dep_ == "acomp":
        return grammar.subject(word.head)
    own = list(grammar.children(word, {"nsubj", "nsubjpass"}))
    if own and (_is_had(own[-1]) or (word.tag_ in {"VBN", "JJ"} and _is_state(word))):
        return own[-1]
    return next(grammar.objects(word), None) or next(_passive_of(word), None)


def _named_next(case: Case) -> "Token | None":
    """The name right after the words: "besieged Sarajevo"."""
    at = case.expression.at
    one = next((r for r in case.references if r.start in {at + 1, at + 5}), None)
    if one is None or case.text[at : one.start].strip() not in {"", "the"}:
        return None
    return case.token_at(one.start, one.end) if one.role is not Role.NATIONALITY else None


def _is_had(name: "Token") -> bool:
    """Whether "have" stands right before a name: "they have the town surrounded"."""
    first = name.left_edge.i
    return first > 0 and name.doc[first - 1].lemma_ == "have"


def _is_state(word: "Token") -> bool:
    """Whether a participle tells a state of its own subject: "they have the town surrounded"."""
    return not any(one.lemma_ == "have" for one in grammar.children(word, {"aux"}))


def _passive_of(word: "Token") -> "Iterator[Token]":
    """What a bare participle is said of: "yet to be encircled", "a town ringed by troops"."""
    if word.tag_ == "VBN" and (found := grammar.subject(word)) is not None:
        yield found


def _of_noun(case: Case, noun: "Token") -> "Token | None":
    """What a siege is a siege of: after "of", before it, or who is under it."""
    verb = grammar.governor(noun)
    tied = (inner for prep, inner in grammar.prepositional(noun) if prep.lower_ in _OF_NOUN)
    before = (
        one
        for one in grammar.children(noun, {"compound", "poss", "nmod"})
        if any(ref.start <= one.idx < ref.end for ref in case.references)
    )
    laid = (inner for prep, inner in grammar.prepositional(verb) if prep.lower_ in _OF_VERB)
    found = next(chain(tied, before, laid if noun.dep_ == "dobj" else ()), None)
    if found is None and (noun.dep_ == "pobj" or noun.head.dep_ == "pobj"):
        found = grammar.subject(verb)
        at = (inner for prep, inner in grammar.prepositional(verb) if prep.lower_ in _AT_PLACE)
        named_at = (one for one in at if any(r.start <= one.idx < r.end for r in case.references))
        found = next(named_at, found) if found is None or not _is_place(case, found) else found
    return found


def _is_place(case: Case, token: "Token") -> bool:
    return token.lemma_.lower() in _TOWNS | _FORCES or _reference(case, token) is not None


def _agent(case: Case, word: "Token", what: "Token | None") -> "Token | None":
    """Head of who surrounds: after "by", or the subject of what is done to another."""
    agents = (inner for prep, inner in grammar.prepositional(word) if prep.lower_ == "by")
    found = next(agents, None)
    if found is not None:
        return found if found.ent_type_ != "DATE" else None
    if word.pos_ in grammar.NOUNS:
        poss = next(grammar.children(word, {"poss"}), None)
        return poss if poss is not what else None
    verb = word
    if word.head.lemma_ == "have" and word.dep_ in {"ccomp", "oprd", "acl"}:
        verb = word.head
    elif grammar.is_passive(word) or word.dep_ in {"amod", "acomp"}:
        return _by_after(case, word)
    if word.dep_ == "acl" and any(one.lower_ == "to" for one in grammar.children(word, {"aux"})):
        return None
    own = [one for one in grammar.children(verb, {"nsubj"}) if one is not what and one != what]
    who = own[0] if own else grammar.subject(verb)
    return who if who != what else None


def _by_after(case: Case, word: "Token") -> "Token | None":
    """Who surrounds, where an aside parts it: "is encircled, the UN said, by Serb troops"."""
    after = (one for one in word.sent if one.i > word.i and one.lower_ == "by")
    named_after = (inner for one in after for inner in grammar.children(one, {"pobj"}))
    return next((one for one in named_after if _is_armed(case, one)), None)


def _told(case: Case, word: "Token", what: "Token") -> Besieged | None:
    """The place that a noun phrase names as surrounded; None for a house, a person, a matter."""
    lemma = what.lemma_.lower()
    one = _reference(case, what)
    if one is not None and lemma not in _FORCES:
        noun = one.place is None and what.tag_ != "NNP" and word.lower_ == "cut"
        if one.role is Role.NATIONALITY or _is_country(one) or noun:
            return None
        return Besieged(word=word, targets=tuple(_listed(case, what)), text=one.text)
    if lemma in _FORCES:
        at = next(_places_of(case, what, word), None)
        force = phrase(what)
        names = (at,) if at is not None else ()
        return Besieged(word=word, targets=names, text=force, force=force)
    if lemma not in _TOWNS:
        return None
    inner = next(_places_of(case, what, what), None)
    name = _named_before(case, what) or inner or _unknown(case, what)
    return Besieged(word=word, targets=(name,) if name is not None else (), text=phrase(what))


def _named_before(case: Case, what: "Token") -> Named | None:
    """The place that "the town" stands for, where it is named before or with it."""
    name = of_noun(case, what)
    if name is None or name.place is None:
        return name
    at = case.paragraph.passage.span(what.right_edge.idx, what.right_edge.idx + 1)[1]
    told = case.ground.story.resolutions
    known = (one for one in told if one.place is not None and one.place.place_id == name.place_id)
    return name if any(one.mention.start < at for one in known) else None


def _unknown(case: Case, what: "Token") -> Named | None:
    """The name before that no gazetteer has, which "the enclave" takes up."""
    told = [one for one in case.references if one.end <= what.idx and not one.filed]
    return named(told[-1]) if told and told[-1].place is None else None


def _reference(case: Case, token: "Token") -> Reference | None:
    """The reference that a word belongs to."""
    return next((r for r in case.references if r.start <= token.idx < r.end), None)


def _is_country(one: Reference) -> bool:
    return one.place is not None and one.place.kind.startswith(("A.PCL", "L.CONT"))


def _listed(case: Case, what: "Token") -> "Iterator[Named]":
    """Places of a list that is surrounded: "Kaya and Djibo"."""
    seen: set[int] = set()
    for token in grammar.with_conjuncts(what):
        one = _reference(case, token)
        if one is not None and one.start not in seen and one.role is not Role.NATIONALITY:
            seen.add(one.start)
            yield named(one)


def _places_of(case: Case, what: "Token", word: "Token") -> Iterator[Named]:
    """Where a force is, by its own words or by those of the clause: "soldiers ... in Ilovaisk"."""
    own = (r for r in case.references if r.start in range(what.left_edge.idx, what.idx))
    yield from (named(one) for one in own if one.role is not Role.NATIONALITY)
    for head in (what, word, word.head, grammar.governor(word)):
        for prep, inner in grammar.prepositional(head):
            one = _reference(case, inner)
            if prep.lower_ in _AT_PLACE and one is not None and not _is_country(one):
                yield named(one)


def _is_armed(case: Case, who: "Token") -> bool:
    """Whether a word is one for armed people, a name of theirs, or a pronoun."""
    one = _reference(case, who)
    if one is not None and one.role is not Role.NATIONALITY:
        # a land surrounds by lying around, a government by its army
        return one.role is Role.METONYM or (
            one.place is not None and not one.place.kind.startswith((*_NATURE, "A.", "P."))
        )
    if who.pos_ in {"PROPN", "PRON"} or who.ent_type_ in {"ORG", "NORP"} or who.lower_ == "one":
        return True
    lemma = who.lemma_.lower()
    people = lemma in {"man", "woman", "people"} and any(grammar.children(who, {"poss", "amod"}))
    of = any(_is_armed(case, inner) for inner in grammar.counted(who) if inner.pos_ == "NOUN")
    return lemma in _ARMED or people or of

"""What is surrounded: a place by its name or its noun, or a force in a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.claims.besiegers import ARMED, reference_at
from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.nouns import of_noun
from geomap.claims.objects import earlier
from geomap.discourse import Reference, grammar
from geomap.discourse.phrases import phrase
from geomap.lexicon import words
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

FORCES, TOWNS = words("people.besieged"), words("places.besieged")
_WORKS = FORCES & words("places.nouns")
"""What a force holds: a base or headquarters stands in the place that is spoken of."""

AT_PLACE = words("space.at_besieged")
_IN = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?$", re.I)


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


def told(case: Case, word: "Token", what: "Token") -> Besieged | None:
    """The place that a noun phrase names as surrounded; None for a house, a person, a matter."""
    lemma = what.lemma_.lower()
    one = reference_at(case, what)
    if lemma in FORCES | ARMED:
        return _force(case, word, what)
    if one is not None:
        return _named_place(case, word, what, one=one)
    return _town(case, word, what) if lemma in TOWNS else None


def _named_place(case: Case, word: "Token", what: "Token", *, one: Reference) -> Besieged | None:
    """A place by its name, and what is listed with it; no country and no people."""
    noun = one.place is None and what.tag_ != "NNP" and word.lower_ == "cut"
    if _is_people(one) or noun:
        return None
    return Besieged(word=word, targets=tuple(_listed(case, what)), text=one.text)


def _force(case: Case, word: "Token", what: "Token") -> Besieged | None:
    """A force in a place; who is no force only where the place is named."""
    at = next(_places_of(case, what, word), None) or _place_after(case)
    if at is None and what.lemma_.lower() in _WORKS:
        at = earlier(case, what.idx, "there")
    if at is None and what.lemma_.lower() not in FORCES:
        return None
    force = phrase(what)
    return Besieged(word=word, targets=(at,) if at is not None else (), text=force, force=force)


def _town(case: Case, word: "Token", what: "Token") -> Besieged | None:
    """A place by its noun: "the town"; None for "a district" that nothing names."""
    inner = next(_places_of(case, what, what), None)
    name = _named_before(case, what) or inner or _unknown(case, what)
    if name is None and grammar.has(what, {"a", "an"}):
        return None
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


def _place_after(case: Case) -> Named | None:
    """The place that follows "in" after the words, in their clause."""
    for one in case.references:
        gap = case.text[case.expression.at : one.start] if one.start >= case.expression.at else ","
        if _IN.search(gap) and not re.search(r"[,;.:]", gap) and not _is_people(one):
            return named(one)
    return None


def _is_people(one: Reference) -> bool:
    return one.role is Role.NATIONALITY or _is_country(one)


def _is_country(one: Reference) -> bool:
    return one.place is not None and one.place.kind.startswith(("A.PCL", "L.CONT"))


def _listed(case: Case, what: "Token") -> "Iterator[Named]":
    """Places of a list that is surrounded: "Kaya and Djibo"."""
    seen: set[int] = set()
    for token in grammar.with_conjuncts(what):
        one = reference_at(case, token)
        if one is not None and one.start not in seen and one.role is not Role.NATIONALITY:
            seen.add(one.start)
            yield named(one)


def _places_of(case: Case, what: "Token", word: "Token") -> Iterator[Named]:
    """Where a force is, by its own words or by those of the clause: "soldiers ... in Ilovaisk"."""
    for head in (what, word, word.head, grammar.governor(word)):
        for prep, inner in grammar.prepositional(head):
            one = reference_at(case, inner)
            if prep.lower_ not in AT_PLACE or (one is not None and _is_country(one)):
                continue
            if one is not None:
                yield named(one)
            elif inner.lemma_.lower() in TOWNS and (name := of_noun(case, inner)) is not None:
                yield name
    own = (r for r in case.references if r.start in range(what.left_edge.idx, what.idx))
    if what.lemma_.lower() in FORCES | TOWNS:
        yield from (named(one) for one in own if one.place and not _is_people(one))

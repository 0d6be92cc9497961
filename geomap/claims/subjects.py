"""What a spatial expression is said of: a place, or something that happens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.claims.beside import above, adjacent, aside, at_cue, head_of_name, told_of
from geomap.claims.case import Case
from geomap.claims.ground import Named, named, of_resolution
from geomap.claims.nouns import of_noun
from geomap.claims.objects import object_at, stands_for
from geomap.discourse import Reference, grammar
from geomap.discourse.lands import lies_in
from geomap.discourse.phrases import phrase
from geomap.expressions import KINDS, Expression, find, kinds_that
from geomap.lexicon import alternation, table, words
from geomap.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCATIVE, _PLACING = words("space.locative_verbs"), words("space.placing_verbs")
_ROADS = words("places.named_roads")
_TIMES = frozenset(table("time.units"))
_JOINABLE = kinds_that("joins")
_JOINT_CHARS = 200
"""How far before an expression one may begin that it is joined to."""
_LONGEST_CHAIN = 20
"""So many expressions in a row lean on one another; reports have three."""

_PAIRED = frozenset(kind.name for kind in KINDS.values() if kind.places == 2)
_CHAINED = kinds_that("chains")
_LEAD_CHARS, _PART_CHARS = 25, 60
_COMMA = re.compile(
    r"(?:\s+(?:border|frontier|province|region|district|city))?\s*,\s*(?:and\s+)?(?:just|only)?\s*"
)
_NO_CLAUSE = re.compile(r"[^,]*|(?:\s+[a-z]+)?\s*,\s*")
_AND = re.compile(r"\s*(?:province|valley|city)?\s*,?\s*(?:and|but|or)\s*(?:just|only)?\s*", re.I)
_LIES = re.compile(rf"\b{alternation('space.lies')}\b")
_SAID_OF = grammar.VERBAL | {"NOUN", "PROPN", "PRON"}
_TELLS = grammar.VERBAL | {"NOUN", "ADJ"}
_CUES = (
    (re.compile(r"\b(?:begin(?:s|ning)?|began|start(?:s|ing)?|opens?)\W*$", re.I), "mouth"),
    (re.compile(rf"\b{alternation('places.entrances')}\b[^.;]{{0,30}}$", re.I), "mouth"),
    (re.compile(r"\b(?:ends?|ended|finishes)\W*$", re.I), "head"),
    (re.compile(r"\b(?:head|far\s+end|upper\s+end)\b[^.;]{0,30}$", re.I), "head"),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """The subject of a statement: a place or an event, the part of it, and whether negated."""

    named: Named | None
    text: str = ""
    part: str = "whole"
    negated: bool = False


def parties(case: Case) -> tuple[Subject, Named | None, int]:
    """Subject and object of an expression, and where the object's name ends.

    Where the object is only a pronoun or a noun, the subject is found first, and the object is
    another place.
    """
    at, last = case.expression.at, case.expression.end
    if not stands_for(case, at):
        other, end = object_at(case, at) or (None, last)
        subject = subject_of(case, exclude=other.place_id if other else "")
    else:
        subject = subject_of(case)
        own = subject.named
        exclude = subject.text if own is None else own.place_id or own.text
        other, end = object_at(case, at, exclude=exclude) or (None, last)
    if subject.named is None:
        subject = replace(subject, named=_stated_place(case, other))
    return subject, other, end


def subject_of(case: Case, *, exclude: str = "") -> Subject:
    """Subject of an expression: the name before it, or the parse's subject or antecedent.

    `exclude` is the id of the expression's own object, which a pronoun cannot stand for.
    """
    key = ("subject", case.paragraph.passage.start, case.expression, exclude)
    return case.ground.once(key, lambda: _subject_of(case, exclude))


def _subject_of(case: Case, exclude: str) -> Subject:
    if (first := _joined_to(case)) is not None:
        return subject_of(first, exclude=exclude)
    if (chained := _of_chain(case, exclude)) is not None:
        return chained
    part = part_before(case.text, case.expression.start)
    return replace(_said_of(case, exclude), part=part, negated=_is_negated(case))


def _stated_place(case: Case, other: Named | None) -> Named | None:
    """Where it happens what an expression is said of: "clashes in Arauca near the border"."""
    resolution = case.statement.place if case.statement is not None else None
    place = resolution.place if resolution is not None else None
    if resolution is None or place is None:
        return None
    # "in Burkina Faso, 80 km north of the capital": a place around another is told by that one
    if other is not None and other.place is not None and _is_within(other.place, place, case):
        return None
    own = [one for one in case.before if one.resolution.mention == resolution.mention]
    if not own or _names_way(case, own[-1]):
        return None
    # "troops in Gao, on trucks near Timbuktu" are not Gao
    beside = _NO_CLAUSE.fullmatch(case.text, own[-1].end, case.expression.start)
    return of_resolution(resolution) if beside else None


def _names_way(case: Case, name: Reference) -> bool:
    """Whether a name is only part of a way's: what is on "the Bamako-Gao road" is not in Gao."""
    word = case.token_at(name.start, name.end)
    return word is not None and head_of_name(word).lemma_.lower() in _ROADS


def _said_of(case: Case, exclude: str) -> Subject:
    """What the words before an expression or its parse say that it is said of."""
    last = None if case.kind.sides else adjacent(case)
    word = above(case, last, exclude) if last is not None else None
    if word is None:
        name = _beside(case, last, exclude)
        if name is not None:
            return Subject(named=name, text=name.said or name.text)
        word = _governor(case)
    if word is None:
        return Subject(named=None)
    # "borders" may be taken for a noun
    if word.pos_ in grammar.VERBAL or any(grammar.children(word, {"nsubj"})):
        return _of_verb(case, word, exclude)
    return Subject(named=_of_found(case, word, exclude), text=phrase(word))


def _of_found(case: Case, token: "Token", exclude: str) -> Named | None:
    """Place that a noun phrase names which an expression is said of.

    A settlement right before the expression that another place was preferred to is its rival.
    """
    name = of_noun(case, token, exclude=exclude)
    last = None if case.kind.sides else adjacent(case)
    if name is None or last is None or last.place is None or not last.place.kind.startswith("P."):
        return name
    return replace(name, rivals=(*name.rivals, named(last)))


def _joined_to(case: Case) -> Case | None:
    """The expression that this one is joined to: "north of Kabul and close to Panjshir"."""
    start = case.expression.start
    for other in find(case.text) if case.chained < _LONGEST_CHAIN else ():
        near = start - _JOINT_CHARS < other.start < start
        if near and other.kind in _JOINABLE and other.at <= start:
            inside = [one for one in case.references if other.at <= one.start < start]
            if len(inside) == 1 and _AND.fullmatch(case.text[inside[0].end : start]):
                return _led_to(case, other)
    return None


def _led_to(case: Case, other: Expression) -> Case:
    return replace(case, expression=other, chained=case.chained + 1)


def _of_chain(case: Case, exclude: str) -> Subject | None:
    """Subject of the expression before a comma: "lies north of Gao, 20 km from the border".

    The place that the first is measured from is its rival: it may be what the second tells of.
    """
    for first in _chained_to(case):
        subject, last = subject_of(first, exclude=exclude), named(case.before[-1])
        name = subject.named
        if name is not None and name.place is not None and name.place_id != exclude:
            return replace(subject, named=replace(name, rivals=(*name.rivals, last)))
        if first.expression.kind in _PAIRED or case.expression.kind not in {
            "distance",
            "direction",
        }:
            return subject
        if _is_edge(first, exclude):
            return subject
        guess = f"It may be said of what happened there, and not of {last.text}"
        return replace(subject, named=replace(last, guess=guess), text=last.text)
    return None


def _is_edge(first: Case, exclude: str) -> bool:
    """Whether an expression is told from a border, which lies in no direction of a town."""
    found = object_at(first, first.expression.at, exclude=exclude)
    return found is not None and found[0].edge


def _chained_to(case: Case) -> Iterator[Case]:
    """Expressions that end with a name, a comma and this one."""
    row = case.before
    if not row or not _COMMA.fullmatch(case.text, row[-1].end, case.expression.start):
        return
    if case.chained >= _LONGEST_CHAIN:
        return
    for other in find(case.text):
        inside = [one for one in row[-3:] if one.start >= other.at]
        whole = len(inside) == (2 if other.kind in _PAIRED else 1)
        if other.kind in _CHAINED and whole and inside[0].start - other.at <= _LEAD_CHARS:
            yield _led_to(case, other)


def _beside(case: Case, last: Reference | None, exclude: str) -> Named | None:
    """Place that the words right beside an expression name."""
    if case.kind.sides:
        return at_cue(case)
    return aside(case) if last is None else _of_clause(case, exclude) or named(last)


def part_before(text: str, start: int) -> str:
    """Part of a place that the words just before an expression select."""
    lead = re.split(r"[.;!?]", text[max(0, start - _PART_CHARS) : start])[-1]
    return next((part for cue, part in _CUES if cue.search(lead)), "whole")


def _of_clause(case: Case, exclude: str) -> Named | None:
    """Place that the clause's own verb is said of: "Goma, the capital of North Kivu, sits ..."."""
    if not _LIES.search(case.text[case.before[-1].end : case.expression.start]):
        return None
    head = _governor(case)
    who = _acts(head) if head is not None else None
    if who is None or who.pos_ not in {"PROPN", "NOUN"}:
        return None
    name = _of_found(case, who, exclude)
    return name if name is not None and name.place is not None else None


def _governor(case: Case) -> "Token | None":
    """First word above an expression that it can be said of: a noun or a verb."""
    token, own = case.root, range(case.expression.start, case.expression.end)
    if token is None:
        return None
    if case.expression.kind in {"borders", "surrounded"} and token.pos_ in _TELLS:
        return token
    line = [token, *token.ancestors]
    over = [word for word in line if word.idx not in own] or line[-1:]
    # "fire for a ninth day around Tetovo" is fire there, not a day
    return next((w for w in over if w.pos_ in _SAID_OF and w.lemma_ not in _TIMES), None)


def _of_verb(case: Case, verb: "Token", exclude: str) -> Subject:
    lemma = verb.lemma_.lower()
    who = next(grammar.children(verb, {"dobj"}), None) if lemma in _PLACING else None
    who = _surrounded(verb) if case.kind.sides else who or _acts(verb)
    if who is None:
        return Subject(named=None, text=verb.text)
    if not (case.kind.sides or lemma in _LOCATIVE | _PLACING):
        return Subject(named=None, text=f"{phrase(who)} {verb.text}")
    return Subject(named=_of_found(case, who, exclude), text=phrase(who))


def is_put(case: Case) -> bool:
    """Whether the verb of an expression only says where its subject is: "are now 5 km south"."""
    verb = grammar.governor(case.root) if case.root is not None else None
    return verb is not None and verb.lemma_.lower() in _LOCATIVE


def _acts(verb: "Token") -> "Token | None":
    """Whom a verb is said of; of "described Kidal as lying north" it is Kidal."""
    return told_of(verb) or grammar.subject(verb)


def _surrounded(word: "Token") -> "Token | None":
    """What is surrounded: the object, or the subject of a passive or of "is under siege"."""
    if word.dep_ == "pobj":
        return _acts(word.head.head)
    within = (inner for _, inner in grammar.prepositional(word) if word.pos_ == "NOUN")
    return next(chain(grammar.objects(word), within), None) or _acts(word)


def _is_negated(case: Case) -> bool:
    root = case.root
    if root is None:
        return False
    verb = root if root.pos_ in grammar.VERBAL else root.head
    own = range(case.expression.start, case.expression.end)
    denied = any(child.idx not in own for child in grammar.children(verb, {"neg"}))
    nobody = grammar.has(verb, {"none", "neither", "nothing"}, {"nsubj", "nsubjpass"})
    return denied or nobody


def _is_within(place: Place, around: Place, case: Case) -> bool:
    return place.place_id == around.place_id or lies_in(place, around, case.world.gazetteer)

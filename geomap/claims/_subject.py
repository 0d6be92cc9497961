"""What a spatial expression speaks about: a place, or something that happens."""

import re
from dataclasses import dataclass, replace
from typing import Any

from geomap import expressions, lexicon
from geomap.claims._antecedents import earlier
from geomap.claims._beside import adjacent, aside, at_cue
from geomap.claims._grammar import agent, patient, phrase, told_of
from geomap.claims._holder import above
from geomap.claims._lexicon import LOCATIVE, PLACING, WAYS
from geomap.claims._referents import is_place_noun
from geomap.claims._story import Named, Story, named, token_at
from geomap.discourse.fitting import VAGUE, kinds_of
from geomap.expressions import Expression, find, kinds_that
from geomap.model import Place, Role

_SEATS = frozenset(["capital", "seat"])
_DEFINITE = lexicon.words("grammar.definite")
_JOINABLE = kinds_that("joins")
_PAIRED = frozenset(kind.name for kind in expressions.KINDS.values() if kind.places == 2)
_CHAINED = kinds_that("chains")
_LEAD_CHARS = 25
_COMMA = re.compile(
    r"(?:\s+(?:border|frontier|province|region|district|city))?\s*,\s*(?:and\s+)?(?:just|only)?\s*"
)
_AND = re.compile(r"\s*(?:province|valley|city)?\s*,?\s*(?:and|but|or)\s*(?:just|only)?\s*", re.I)
_VERB = re.compile(r"\b(?:is|are|was|lies|lay|sits|stands|begins?|starts?|ends?)\b")
_CUES = (
    (re.compile(r"\b(?:begin(?:s|ning)?|began|start(?:s|ing)?|opens?)\W*$", re.I), "mouth"),
    (re.compile(r"\b(?:entrance|mouth|entry|gateway)\b[^.;]{0,30}$", re.I), "mouth"),
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


def subject_of(told: Story, number: int, found: Expression, *, exclude: str = "") -> Subject:
    """Subject of an expression: the name before it, or the parse's subject or antecedent.

    `exclude` is the id of the expression's own object, which a pronoun cannot stand for.
    """
    doc = told.paragraphs[number].doc
    part = part_before(told.texts[number], found.start)
    negated = _negated(doc, found)
    first = _coordinated(told, number, found)
    if first is not None:
        return subject_of(told, number, first, exclude=exclude)
    chained = _of_chain(told, number, found, exclude)
    if chained is not None:
        return chained
    head = _above(told, number, found, exclude)
    name = _beside(told, number, found, exclude) if head is None else None
    if name is not None:
        return Subject(named=name, text=name.said or name.text, part=part, negated=negated)
    if head is None:
        root = token_at(doc, found.start, found.end)
        head = _governor(root, found) if root is not None else None
    if head is None:
        return Subject(named=None, part=part, negated=negated)
    if _predicate(head):
        subject = _of_verb(told, number, found, head, exclude)
        return replace(subject, part=part, negated=negated)
    name = _of_found(told, number, head, found, exclude)
    return Subject(named=name, text=phrase(head), part=part, negated=negated)


def _predicate(word: Any) -> bool:
    """Whether something is said of a subject by a word; "borders" may be taken for a noun."""
    return word.pos_ in {"VERB", "AUX"} or any(t.dep_ == "nsubj" for t in word.children)


def _of_found(
    told: Story, number: int, token: Any, found: Expression, exclude: str
) -> Named | None:
    """Place that a noun phrase names which an expression is said of.

    A settlement right before the expression that another place was preferred to is its rival.
    """
    until = found.start if found.kind != "surrounded" else None
    name = of_noun(told, number, token, exclude=exclude, until=until)
    last = adjacent(told, number, found) if found.kind != "surrounded" else None
    if name is None or last is None or last.place is None or not last.place.kind.startswith("P."):
        return name
    return replace(name, rivals=(*name.rivals, named(last)))


def _coordinated(told: Story, number: int, found: Expression) -> Expression | None:
    """The expression that this one is joined to: "north of Kabul and close to Panjshir"."""
    text = told.texts[number]
    for other in find(text):
        if other.kind in _JOINABLE and other.at <= found.start and other.start < found.start:
            inside = [r for r in told.references[number] if other.at <= r.start < found.start]
            if len(inside) == 1 and _AND.fullmatch(text[inside[0].end : found.start]):
                return other
    return None


def _of_chain(told: Story, number: int, found: Expression, exclude: str) -> Subject | None:
    """Subject of the expression before a comma: "lies north of Gao, 20 km from the border".

    The place that the first is measured from is its rival: it may be what the second tells of.
    """
    text = told.texts[number]
    row = [r for r in told.references[number] if r.end <= found.start]
    if not row or not _COMMA.fullmatch(text, row[-1].end, found.start):
        return None
    for other in find(text):
        inside = [r for r in row if r.start >= other.at]
        paired = other.kind in _PAIRED
        if other.kind not in _CHAINED or len(inside) != (2 if paired else 1):
            continue
        if inside[0].start - other.at > _LEAD_CHARS:
            continue
        subject = subject_of(told, number, other, exclude=exclude)
        name = subject.named
        if name is not None and name.place is not None and name.place.place_id != exclude:
            rivals = (*name.rivals, named(row[-1]))
            return replace(subject, named=replace(name, rivals=rivals))
        if paired or found.kind not in {"distance", "direction"}:
            return subject
        name = named(row[-1])
        guess = f"It may be said of what happened there, and not of {name.text}"
        return replace(subject, named=replace(name, guess=guess), text=name.text)
    return None


def _beside(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """Place that the words right beside an expression name."""
    if found.kind == "surrounded":
        return at_cue(told, number, found)
    last = adjacent(told, number, found)
    if last is not None:
        return _of_clause(told, number, found, exclude) or named(last)
    return aside(told, number, found)


def part_before(text: str, start: int) -> str:
    """Part of a place that the words just before an expression select."""
    lead = text[max(0, start - 60) : start]
    lead = re.split(r"[.;!?]", lead)[-1]
    return next((part for cue, part in _CUES if cue.search(lead)), "whole")


def _above(told: Story, number: int, found: Expression, exclude: str) -> Any:
    """Word that the name right before an expression only tells the country of, or None."""
    last = adjacent(told, number, found) if found.kind != "surrounded" else None
    return above(told, number, last, exclude) if last is not None else None


def _of_clause(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """Place that the clause's own verb is said of: "Goma, the capital of North Kivu, sits ..."."""
    text = told.texts[number]
    last = [r for r in told.references[number] if r.end <= found.start][-1]
    if not _VERB.search(text[last.end : found.start]):
        return None
    root = token_at(told.paragraphs[number].doc, found.start, found.end)
    head = _governor(root, found) if root is not None else None
    who = agent(head) if head is not None and head.pos_ in {"VERB", "AUX"} else None
    if who is None or who.pos_ not in {"PROPN", "NOUN"}:
        return None
    name = _of_found(told, number, who, found, exclude)
    return name if name is not None and name.place is not None else None


def _governor(root: Any, found: Expression) -> Any:
    """First word above an expression that it can be said of: a noun or a verb."""
    token = root
    if found.kind in {"borders", "surrounded"} and token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return token
    while token.idx >= found.start and token.idx < found.end and token.head.i != token.i:
        token = token.head
    while token.pos_ not in {"NOUN", "PROPN", "VERB", "AUX", "PRON"} and token.head.i != token.i:
        token = token.head
    return token if token.pos_ in {"NOUN", "PROPN", "VERB", "AUX", "PRON"} else None


def _of_verb(told: Story, number: int, found: Expression, verb: Any, exclude: str) -> Subject:
    lemma = verb.lemma_.lower()
    if found.kind == "surrounded":
        who = patient(verb)
    elif lemma in PLACING and any(t.dep_ == "dobj" for t in verb.children):
        who = next(t for t in verb.children if t.dep_ == "dobj")
    else:
        who = agent(verb)
    if who is None:
        return Subject(named=None, text=verb.text)
    about_place = lemma in LOCATIVE | PLACING or found.kind == "surrounded"
    name = _of_found(told, number, who, found, exclude) if about_place else None
    said = phrase(who) if name is not None or about_place else f"{phrase(who)} {verb.text}"
    return Subject(named=name, text=said)


def of_noun(
    told: Story,
    number: int,
    token: Any,
    *,
    exclude: str = "",
    until: int | None = None,
) -> Named | None:
    """Place that a noun phrase names, is told of, or stands for.

    `exclude` is the id of what it is said to lie near; names from `until` on do not count.
    """
    name = _bears(told, number, token, exclude, until)
    if name is not None:
        return name
    antecedent = told_of(token)
    if antecedent is not None and antecedent.i < token.i:
        first = of_noun(told, number, antecedent, exclude=exclude, until=until)
        if first is not None:
            return first
    inner = _within(told, number, token, exclude, until)
    if inner is not None:
        return inner
    return _stands_for(told, number, token, exclude)


def _bears(told: Story, number: int, token: Any, exclude: str, until: int | None) -> Named | None:
    """Place whose name a noun phrase is, or bears before a noun of place: "Panjshir valley"."""
    left = token.left_edge.idx
    heads = [token, *(c for c in token.children if c.dep_ == "appos")]
    lent = is_place_noun(token.lemma_)
    stop = until if until is not None else token.idx
    for reference in told.references[number]:
        own = any(reference.start <= h.idx < reference.end for h in heads)
        people = reference.role is Role.NATIONALITY
        within = lent and not people and left <= reference.start < min(token.idx, stop)
        if own or within:
            name = named(reference)
            fits = own or name.place is None or _lends(name.place, token.lemma_.lower())
            if fits and (name.place is None or name.place.place_id != exclude):
                return name
    return None


def _lends(place: Place, noun: str) -> bool:
    """Whether a noun of place bears a place's name: a road is neither end, a port not the sea."""
    kinds = kinds_of(noun)
    strict = noun in WAYS or (bool(kinds) and place.kind.startswith("H."))
    return place.kind.startswith(kinds) if strict else True


def _within(told: Story, number: int, token: Any, exclude: str, until: int | None) -> Named | None:
    """Place in "the city of Kidal"; "the largest town of Kidal region" is not the region."""
    of = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    lemma = token.lemma_.lower()
    if not of or lemma in _SEATS or (until is not None and of[0].idx >= until):
        return None
    name = of_noun(told, number, of[0], exclude=exclude, until=until)
    described = any(child.dep_ == "amod" for child in token.children)
    if name is None or name.place is None or not (described and kinds_of(lemma) == ("P.",)):
        return name
    return name if name.place.kind.startswith("P.") else None


def _stands_for(told: Story, number: int, token: Any, exclude: str) -> Named | None:
    """Place that a definite noun or a pronoun stands for; "a village" stands for none."""
    if token.pos_ == "PRON":
        return earlier(told, number, token.idx, token.lower_, exclude=exclude, topic=True)
    definite = any(child.lower_ in _DEFINITE for child in token.children)
    explained = any(word.lemma_.lower() == "refer" for word in token.ancestors)
    # "the war zone" is no area that was named before
    other = token.lemma_.lower() in VAGUE and any(t.dep_ == "compound" for t in token.children)
    if other or not (definite or explained):
        return None
    return earlier(told, number, token.idx, token.lemma_, exclude=exclude, topic=True)


def _negated(doc: Any, found: Expression) -> bool:
    root = token_at(doc, found.start, found.end)
    if root is None:
        return False
    verb = root if root.pos_ in {"VERB", "AUX"} else root.head
    own = range(found.start, found.end)
    denied = any(child.dep_ == "neg" and child.idx not in own for child in verb.children)
    who = [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}]
    return denied or any(t.lower_ in {"none", "neither", "nothing"} for t in who)

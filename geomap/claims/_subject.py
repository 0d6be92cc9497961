"""What a spatial expression speaks about: a place, or something that happens."""

import re
from dataclasses import dataclass, replace
from typing import Any

from geomap.claims._find import Expression, find
from geomap.claims._grammar import agent, patient, phrase, told_of
from geomap.claims._holder import above
from geomap.claims._lexicon import LOCATIVE, PLACING
from geomap.claims._referents import NAME, earlier, is_place_noun, unlisted
from geomap.claims._story import Named, Reference, Story, named, token_at

_ROOM = 1.6
_SEATS = frozenset(["capital", "seat"])
_IN = re.compile(r"\b(?:in|of|across)\s+(?:the\s+)?$")
_DEFINITE = frozenset(["the", "this", "that", "its", "their", "his", "her"])
_BETWEEN = re.compile(
    r"[\s,(\-–]*(?:(?:valley|province|district|city|town|village|region|area|pass|gorge|airport|base"
    r"|which|that|is|are|was|lies|lay|sits|stands|located|situated|begins?|starts?|ends?|just|only"
    r"|some|a|an|the|small|strategic|mountainous|remote|and|it|of|home|in|at|on)[\s,(]+)*",
    re.I,
)
_JOINABLE = frozenset(["distance", "direction", "near", "between", "outskirts", "borders"])
_AND = re.compile(r"\s*(?:province|valley|city)?\s*,?\s*(?:and|but|or)\s*(?:just|only)?\s*", re.I)
_VERB = re.compile(r"\b(?:is|are|was|lies|lay|sits|stands|begins?|starts?|ends?)\b")
_PASSIVE = re.compile(
    rf"(?<![\w-]){NAME.pattern}\s+(?:is|was|are|were|has\s+been|had\s+been|remains?)"
    r"(?:\s+(?:now|still|already|almost|nearly|completely|fully|largely|being))*\s+$"
)
_LINKED = re.compile(r"\s*,|\s+(?:is|are|was|lies|lay|sits|stands|begins?|starts?|ends?)\b")
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
    doc = told.passages[number].doc
    part = part_before(told.texts[number], found.start)
    negated = _negated(doc, found)
    first = _coordinated(told, number, found)
    if first is not None:
        return subject_of(told, number, first, exclude=exclude)
    head = _above(told, number, found, exclude)
    name = _beside(told, number, found, exclude) if head is None else None
    if name is not None:
        return Subject(named=name, text=name.said or name.text, part=part, negated=negated)
    if head is None:
        root = token_at(doc, found.start, found.end)
        head = _governor(root, found) if root is not None else None
    if head is None:
        return Subject(named=None, part=part, negated=negated)
    if head.pos_ in {"VERB", "AUX"}:
        subject = _of_verb(told, number, found, head, exclude)
        return replace(subject, part=part, negated=negated)
    name = of_noun(told, number, head, exclude=exclude, reach_m=_reach_m(found))
    return Subject(named=name, text=phrase(head), part=part, negated=negated)


def _reach_m(found: Expression) -> float:
    """How far apart a statement itself puts its places, with room for detours."""
    return _ROOM * found.quantity.best_m if found.quantity is not None else 0.0


def _coordinated(told: Story, number: int, found: Expression) -> Expression | None:
    """The expression that this one is joined to: "north of Kabul and close to Panjshir"."""
    text = told.texts[number]
    for other in find(text):
        if other.kind in _JOINABLE and other.at <= found.start and other.start < found.start:
            inside = [r for r in told.references[number] if other.at <= r.start < found.start]
            if len(inside) == 1 and _AND.fullmatch(text[inside[0].end : found.start]):
                return other
    return None


def _beside(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """Place that the words right beside an expression name."""
    if found.kind == "surrounded":
        return _at_cue(told, number, found)
    last = _adjacent(told, number, found)
    if last is not None:
        return _of_clause(told, number, found, exclude) or named(told, last)
    return _before(told, number, found, exclude)


def part_before(text: str, start: int) -> str:
    """Part of a place that the words just before an expression select."""
    lead = text[max(0, start - 60) : start]
    lead = re.split(r"[.;!?]", lead)[-1]
    return next((part for cue, part in _CUES if cue.search(lead)), "whole")


def _above(told: Story, number: int, found: Expression, exclude: str) -> Any:
    """Word that the name right before an expression only tells the country of, or None."""
    last = _adjacent(told, number, found) if found.kind != "surrounded" else None
    return above(told, number, last, exclude) if last is not None else None


def _adjacent(told: Story, number: int, found: Expression) -> Reference | None:
    text = told.texts[number]
    last = next((r for r in reversed(told.references[number]) if r.end <= found.start), None)
    beside = last is not None and _BETWEEN.fullmatch(text[last.end : found.start])
    return last if beside else None


def _of_clause(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """Place that the clause's own verb is said of: "Goma, the capital of North Kivu, sits ..."."""
    text = told.texts[number]
    last = [r for r in told.references[number] if r.end <= found.start][-1]
    if not _VERB.search(text[last.end : found.start]):
        return None
    root = token_at(told.passages[number].doc, found.start, found.end)
    head = _governor(root, found) if root is not None else None
    who = agent(head) if head is not None and head.pos_ in {"VERB", "AUX"} else None
    if who is None or who.pos_ not in {"PROPN", "NOUN"}:
        return None
    name = of_noun(told, number, who, exclude=exclude, reach_m=_reach_m(found))
    return name if name is not None and name.place is not None else None


def _at_cue(told: Story, number: int, found: Expression) -> Named | None:
    """Name right before "is surrounded" or right after "surrounded" that the parse may miss."""
    text = told.texts[number]
    cue = text.lower().find(found.tag, found.start)
    passive = _PASSIVE.search(text[max(0, cue - 80) : cue]) if found.tag else None
    if passive is None:
        return None
    at = max(0, cue - 80) + passive.start("name")
    if _IN.search(text[:at]):
        return None
    for reference in told.references[number]:
        if reference.start <= at < reference.end:
            return named(told, reference)
    asked = unlisted(told, number, at, trusted=True)
    return asked[0] if asked is not None and asked[0].place is not None else None


def _before(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """A name that no mention covers, right before the expression: "Odesa lies ...", "Gao, ..."."""
    text = told.texts[number]
    since = max((r.end for r in told.references[number] if r.end <= found.start), default=0)
    lead = text[since : found.start]
    for match in NAME.finditer(lead):
        link = lead[match.end() :]
        word = token_at(told.passages[number].doc, since + match.start("name"), since + match.end())
        if word is None or word.is_stop:
            continue
        if _BETWEEN.fullmatch(link) and (_LINKED.match(link) or found.kind == "borders"):
            at = since + match.start("name")
            reach_m = _reach_m(found)
            asked = unlisted(told, number, at, near=exclude, trusted=True, reach_m=reach_m)
            if asked is not None and asked[0].place is not None:
                return asked[0]
    return None


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
    reach_m = _reach_m(found)
    name = of_noun(told, number, who, exclude=exclude, reach_m=reach_m) if about_place else None
    said = phrase(who) if name is not None or about_place else f"{phrase(who)} {verb.text}"
    return Subject(named=name, text=said)


def of_noun(
    told: Story, number: int, token: Any, *, exclude: str = "", reach_m: float = 0.0
) -> Named | None:
    """Place that a noun phrase names or stands for.

    `exclude` is the id of what it is said to lie near, `reach_m` how far from it.
    """
    left = token.left_edge.idx
    heads = [token, *(c for c in token.children if c.dep_ == "appos")]
    whole = is_place_noun(token.lemma_)
    for reference in told.references[number]:
        named_by = any(reference.start <= h.idx < reference.end for h in heads)
        if named_by or (whole and left <= reference.start < token.idx):
            name = named(told, reference)
            if name.place is None or name.place.place_id != exclude:
                return name
    of = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    seat = token.lemma_.lower() in _SEATS
    if of and not seat and (name_of := of_noun(told, number, of[0], exclude=exclude)) is not None:
        return name_of
    if token.pos_ == "PROPN":
        alone = unlisted(told, number, left, near=exclude, trusted=True, reach_m=reach_m)
        if alone is not None and alone[0].place is not None:
            return alone[0]
    return _stands_for(told, number, token, exclude, reach_m)


def _stands_for(told: Story, number: int, token: Any, exclude: str, reach_m: float) -> Named | None:
    """Place that a definite noun or a pronoun stands for; "a village" stands for none."""
    if token.pos_ == "PRON":
        return earlier(told, number, token.idx, token.lower_, exclude=exclude)
    antecedent = told_of(token)
    if antecedent is not None:
        return of_noun(told, number, antecedent, exclude=exclude, reach_m=reach_m)
    definite = any(child.lower_ in _DEFINITE for child in token.children)
    explained = any(word.lemma_.lower() == "refer" for word in token.ancestors)
    if not (definite or explained):
        return None
    return earlier(told, number, token.idx, token.lemma_, exclude=exclude)


def _negated(doc: Any, found: Expression) -> bool:
    root = token_at(doc, found.start, found.end)
    if root is None:
        return False
    verb = root if root.pos_ in {"VERB", "AUX"} else root.head
    own = range(found.start, found.end)
    denied = any(child.dep_ == "neg" and child.idx not in own for child in verb.children)
    who = [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}]
    return denied or any(t.lower_ in {"none", "neither", "nothing"} for t in who)

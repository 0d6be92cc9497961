"""Names right beside an expression, with only such words between as leave it their own."""

import re
from typing import Any

from geomap.claims._grammar import WITHIN_NAME
from geomap.claims._story import Named, Story, named, token_at
from geomap.discourse import Reference
from geomap.expressions import Expression
from geomap.model import Role

_ROOM = 1.6
_IN = re.compile(r"\b(?:in|of|across)\s+(?:the\s+)?$")
_MARKS = r"\s,(\"–—-"
_BETWEEN = re.compile(
    rf"[{_MARKS}]*(?:(?:valley|province|district|city|town|village|region|area|pass|gorge|airport|base"
    r"|which|that|is|are|was|lies|lay|sits|stands|located|situated|begins?|starts?|ends?|just|only"
    rf"|some|a|an|the|small|strategic|mountainous|remote|and|it|of|home|in|at|on|to)[{_MARKS}]+)*",
    re.I,
)
_PASSIVE = re.compile(
    r"\s+(?:is|was|are|were|has\s+been|had\s+been|remains?)"
    r"(?:\s+(?:now|still|already|almost|nearly|completely|fully|largely|being))*\s+$"
)
_LINKED = re.compile(r"\s*[,–—-]|\s+(?:is|are|was|lies|lay|sits|stands|begins?|starts?|ends?)\b")
_ASHORE = re.compile(r"\s*,?\s+(?:on|by|along|beside)\s+(?:the\s+)?(?:[a-z]+\s+){0,4}")
_CLOSES = re.compile(r"[^,.;:!?]*,")
_ASIDE = re.compile(
    r"\s*,\s+(?:on|at|in|along|beside|by|down|up|across|over|above|under|behind|inside)\s"
    r"[^,.;:!?()\"]*"
)


def adjacent(told: Story, number: int, found: Expression) -> Reference | None:
    """The last reference before an expression, where nothing parts them; the town for its lake."""
    text = told.texts[number]
    row = [r for r in told.references[number] if r.end <= found.start]
    if not row or not _BETWEEN.fullmatch(text, row[-1].end, found.start):
        return None
    last = row[-1]
    water = last.place is not None and last.place.kind.startswith("H.")
    if water and len(row) > 1 and _ASHORE.fullmatch(text, row[-2].end, last.start):
        return row[-2]
    return last


def at_cue(told: Story, number: int, found: Expression) -> Named | None:
    """Name right before "is surrounded", which the parse may miss."""
    text = told.texts[number]
    cue = text.lower().find(found.tag, found.start)
    for reference in told.references[number] if found.tag else ():
        if reference.end <= cue and _PASSIVE.fullmatch(text, reference.end, cue):
            return None if _IN.search(text[: reference.start]) else named(reference)
    return None


def aside(told: Story, number: int, found: Expression) -> Named | None:
    """Place that an aside of place is put after: "Kidal, on a plain north of Gao, has held out"."""
    last = next((r for r in reversed(told.references[number]) if r.end <= found.start), None)
    if last is None or last.place is None or last.place.kind.startswith(("A.PCL", "L.CONT")):
        return None
    if last.role in {Role.NATIONALITY, Role.METONYM}:
        return None
    put = _ASIDE.fullmatch(told.texts[number], last.end, found.start)
    word = token_at(told.paragraphs[number].doc, last.start, last.end) if put else None
    return named(last) if put and _breaks_off(told, number, found, word) else None


def _breaks_off(told: Story, number: int, found: Expression, name: Any) -> bool:
    """Whether an aside after a name that acts or is acted on ends with the expression's clause."""
    doc = told.paragraphs[number].doc
    while name is not None and name.dep_ in WITHIN_NAME and name.head.i != name.i:
        name = name.head
    if name is None or name.dep_ not in {"nsubj", "nsubjpass", "dobj", "ROOT"}:
        return False
    words = doc.char_span(name.idx + len(name), found.start, alignment_mode="contract")
    acts = words is None or any(t.pos_ in {"VERB", "AUX"} for t in words)
    return not acts and _CLOSES.match(told.texts[number], found.end) is not None

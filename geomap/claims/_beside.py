"""Names right beside an expression, with only such words between as leave it their own."""

import re
from typing import Any

from geomap.claims._grammar import WITHIN_NAME
from geomap.claims._referents import NAME, unlisted
from geomap.claims._story import Named, Reference, Story, named, token_at
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
    rf"(?<![\w-]){NAME.pattern}\s+(?:is|was|are|were|has\s+been|had\s+been|remains?)"
    r"(?:\s+(?:now|still|already|almost|nearly|completely|fully|largely|being))*\s+$"
)
_LINKED = re.compile(r"\s*[,–—-]|\s+(?:is|are|was|lies|lay|sits|stands|begins?|starts?|ends?)\b")
_ASHORE = re.compile(r"\s*,?\s+(?:on|by|along|beside)\s+(?:the\s+)?(?:[a-z]+\s+){0,4}")
_CLOSES = re.compile(r"[^,.;:!?]*,")
_ASIDE = re.compile(
    r"\s*,\s+(?:on|at|in|along|beside|by|down|up|across|over|above|under|behind|inside)\s"
    r"[^,.;:!?()\"]*"
)


def reach_m(found: Expression) -> float:
    """How far apart a statement itself puts its places, with room for detours."""
    return _ROOM * found.quantity.best_m if found.quantity is not None else 0.0


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


def before(told: Story, number: int, found: Expression, exclude: str) -> Named | None:
    """A name that no mention covers, right before the expression: "Odesa lies ...", "Gao, ..."."""
    text = told.texts[number]
    since = max((r.end for r in told.references[number] if r.end <= found.start), default=0)
    lead = text[since : found.start]
    for match in NAME.finditer(lead):
        link = lead[match.end() :]
        word = token_at(told.passages[number].doc, since + match.start("name"), since + match.end())
        if word is None or word.is_stop:
            continue
        beside = _BETWEEN.fullmatch(link) and (_LINKED.match(link) or found.kind == "borders")
        if beside or (_ASIDE.fullmatch(link) and _breaks_off(told, number, found, word)):
            at = since + match.start("name")
            asked = unlisted(told, number, at, near=exclude, trusted=True, reach_m=reach_m(found))
            if asked is not None and asked[0].place is not None:
                return asked[0]
    return None


def aside(told: Story, number: int, found: Expression) -> Named | None:
    """Place that an aside of place is put after: "Kidal, on a plain north of Gao, has held out"."""
    last = next((r for r in reversed(told.references[number]) if r.end <= found.start), None)
    if last is None or last.place is None or last.place.kind.startswith(("A.PCL", "L.CONT")):
        return None
    if last.resolution.mention.role in {Role.NATIONALITY, Role.METONYM}:
        return None
    put = _ASIDE.fullmatch(told.texts[number], last.end, found.start)
    word = token_at(told.passages[number].doc, last.start, last.end) if put else None
    return named(told, last) if put and _breaks_off(told, number, found, word) else None


def _breaks_off(told: Story, number: int, found: Expression, name: Any) -> bool:
    """Whether an aside after a name that acts or is acted on ends with the expression's clause."""
    doc = told.passages[number].doc
    while name is not None and name.dep_ in WITHIN_NAME and name.head.i != name.i:
        name = name.head
    if name is None or name.dep_ not in {"nsubj", "nsubjpass", "dobj", "ROOT"}:
        return False
    words = doc.char_span(name.idx + len(name), found.start, alignment_mode="contract")
    acts = words is None or any(t.pos_ in {"VERB", "AUX"} for t in words)
    return not acts and _CLOSES.match(told.texts[number], found.end) is not None

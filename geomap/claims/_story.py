"""A report's places as claims need them: who is meant by a name, a noun or a pronoun."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from geomap.language import Passage
from geomap.model import Gazetteer, Place, Report, Resolution, Role
from geomap.terrain import Terrain

_NO_PLACES = frozenset({Role.PUBLISHER, Role.ORGANISATION, Role.PRODUCT, Role.NICKNAME})
_KINDS = {
    "valley": ("T.VAL",),
    "gorge": ("T.VAL", "T.GRGE", "T.CNYN"),
    "province": ("A.ADM1",),
    "state": ("A.ADM1",),
    "governorate": ("A.ADM1",),
    "oblast": ("A.ADM1",),
    "district": ("A.ADM2", "A.ADM3", "P."),
    "county": ("A.ADM2",),
    "city": ("P.",),
    "town": ("P.",),
    "village": ("P.",),
    "settlement": ("P.",),
    "port": ("P.",),
    "capital": ("P.PPLC", "P.PPLA", "P."),
    "pass": ("T.PASS",),
    "tunnel": ("R.TNL", "T.PASS"),
    "highway": ("R.", "T.PASS"),
    "road": ("R.", "T.PASS"),
    "river": ("H.",),
    "island": ("T.ISL",),
    "mountain": ("T.",),
    "country": ("A.PCL",),
}
_VAGUE = frozenset(
    [
        "area",
        "region",
        "stronghold",
        "bastion",
        "enclave",
        "territory",
        "place",
        "redoubt",
        "holdout",
        "location",
        "site",
        "it",
        "which",
        "that",
        "there",
        "zone",
        "pocket",
        "hub",
    ]
)
_BORDER = re.compile(r"(?:'s?)?\s+(?:[a-z]+\s+)?(?:border|frontier|boundary)\b", re.I)
_BORDER_WITH = re.compile(r"\b(?:border|frontier|boundary)\s+(?:with|of)\s+(?:the\s+)?$", re.I)
_NO_NAMES = frozenset(["NORP", "PERSON", "ORG", "DATE", "TIME", "LANGUAGE", "EVENT", "CARDINAL"])
_LEAST_SCORE = 0.4
_NOUNS = (*sorted(set(_KINDS) - {"capital"}), "area", "region", "stronghold", "enclave")
_STANDS_FOR = re.compile(
    rf"(?P<pronoun>it|there|them)\b|(?:the|this|that|its|their)\s+(?:[a-z][\w-]*\s+){{0,2}}?"
    rf"(?P<noun>{'|'.join(_NOUNS)})\b(?!\s+of\b)",
)
_GAP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "nearby",
        "provincial",
        "regional",
        "national",
        "federal",
        "main",
        "of",
        "in",
        "capital",
        "city",
        "town",
        "village",
        "district",
        "province",
        "valley",
        "port",
        "border",
        "region",
        "area",
        "state",
        "county",
        "pass",
        "road",
        "highway",
        "gorge",
        "river",
        "mountains",
        "mountain",
        "old",
        "new",
        "local",
        "ancient",
        "strategic",
        "war-torn",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "rebel-held",
        "government-held",
        "besieged",
        "troubled",
    ]
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference:
    """A place mention in a passage's normalised characters."""

    passage: int
    start: int
    end: int
    text: str
    resolution: Resolution

    @property
    def place(self) -> Place | None:
        """The place that the mention resolved to, or None."""
        return self.resolution.place


@dataclass(frozen=True, kw_only=True, eq=False)
class Named:
    """What a subject or an object is called, the place that it is, or why there is none.

    `edge` is true for "the Polish border": the place's border is meant, not the place.
    """

    text: str
    place: Place | None = None
    reason: str = ""
    said: str = ""
    edge: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Story:
    """A report with its passages and its place references, in order.

    `known` keeps what was measured once, for as long as the report is read.
    """

    report: Report
    passages: Sequence[Passage]
    references: tuple[tuple[Reference, ...], ...]
    gazetteer: Gazetteer
    terrain: Terrain | None = None
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)


def story(
    report: Report,
    passages: Sequence[Passage],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
) -> Story:
    """Lay a report's resolutions over its passages."""
    ordered = sorted(resolutions, key=lambda r: (r.mention.start, r.mention.end))
    rows: list[tuple[Reference, ...]] = []
    for number, passage in enumerate(passages):
        first = passage.start + int(passage.offsets[0])
        last = passage.start + int(passage.offsets[-1])
        rows.append(
            tuple(
                _reference(number, passage, item)
                for item in ordered
                if first <= item.mention.start < last and item.mention.role not in _NO_PLACES
            )
        )
    return Story(
        report=report,
        passages=passages,
        references=tuple(rows),
        gazetteer=gazetteer,
        terrain=terrain,
    )


def _reference(number: int, passage: Passage, item: Resolution) -> Reference:
    start = int(np.searchsorted(passage.offsets, item.mention.start - passage.start))
    end = int(np.searchsorted(passage.offsets, item.mention.end - passage.start))
    return Reference(passage=number, start=start, end=end, text=item.mention.text, resolution=item)


def named(told: Story, reference: Reference) -> Named:
    """What a reference names; "Panjshir" before "valley" means the valley."""
    text = told.passages[reference.passage].doc.text
    place = reference.place
    if place is None:
        return Named(
            text=reference.text, reason=reference.resolution.reason or "the name is unresolved"
        )
    tail = re.match(r"\s+(valley|province|pass|river|district)\b", text[reference.end :], re.I)
    if tail:
        wanted = _KINDS[tail.group(1).lower()]
        if not place.kind.startswith(wanted):
            name = f"{reference.text} {tail.group(1).title()}"
            better = _lookup(told, name, wanted, place)
            if better is not None:
                return Named(text=better.name, place=better, said=name)
    return Named(text=place.name, place=place, said=reference.text)


def _lookup(told: Story, name: str, kinds: tuple[str, ...], near: Place) -> Place | None:
    for candidate in told.gazetteer.lookup(name, near=(near.lon, near.lat), limit=5):
        same = not near.country or candidate.place.country in {near.country, ""}
        if candidate.place.kind.startswith(kinds) and same:
            return candidate.place
    return None


def object_at(told: Story, number: int, at: int, *, exclude: str = "") -> tuple[Named, int] | None:
    """Place that follows a position in a passage, and where its name ends.

    `exclude` is the id of a place that a pronoun there cannot stand for.
    """
    text = told.passages[number].doc.text
    for reference in told.references[number]:
        if reference.end <= at:
            continue
        if reference.start >= at and not _passable(text[at : reference.start]):
            break
        border = _BORDER.match(text, reference.end)
        if border is not None:
            return replace(named(told, reference), edge=True), border.end()
        if reference.resolution.mention.role is not Role.NATIONALITY:
            edge = bool(_BORDER_WITH.search(text[max(at, 0) : reference.start]))
            return replace(named(told, reference), edge=edge), reference.end
    return (
        _capital(told, number, at)
        or _anaphor(told, number, at, exclude)
        or unlisted(told, number, at)
    )


def stands_for(text: str, at: int) -> bool:
    """Whether a pronoun or a noun like "the town" stands at a position."""
    return _STANDS_FOR.match(text, at) is not None


def _anaphor(told: Story, number: int, at: int, exclude: str) -> tuple[Named, int] | None:
    """It, "the valley", "the same town": the place that the words stand for."""
    match = _STANDS_FOR.match(told.passages[number].doc.text, at)
    if match is None:
        return None
    noun = (match["noun"] or match["pronoun"]).lower()
    name = earlier(told, number, at, {"them": "it"}.get(noun, noun), exclude=exclude)
    return (replace(name, said=match.group()), match.end()) if name is not None else None


def _passable(gap: str) -> bool:
    words = re.findall(r"[\w'-]+", gap)
    if len(words) > 7 or re.search(r"[.;:!?]", gap):
        return False
    return all(word.lower() in _GAP_WORDS or word[0].isupper() for word in words)


def _capital(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """The capital, the Afghan capital: the capital among the report's places."""
    text = told.passages[number].doc.text
    match = re.match(r"(?:the\s+|its\s+)?(?:[A-Z]\w+\s+)?(?:national\s+)?capital\b", text[at:])
    if match is None:
        return None
    for reference in (r for row in told.references for r in row):
        if reference.place is not None and reference.place.kind == "P.PPLC":
            place = reference.place
            return Named(text=place.name, place=place, said=match.group()), at + match.end()
    return Named(text=match.group(), reason="the report names no capital"), at + match.end()


def unlisted(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """A capitalised name that recognition left out, asked of the gazetteer by itself."""
    text = told.passages[number].doc.text
    match = re.match(
        r"(?:the\s+)?((?:[A-Z][\w'-]*)(?:[\s-](?:[A-Z][\w'-]*|[aeu]l?|de|i))*)", text[at:]
    )
    if match is None:
        return None
    span = told.passages[number].doc.char_span(at, at + match.end(), alignment_mode="expand")
    if span is None or any(token.ent_type_ in _NO_NAMES for token in span):
        return None
    known = [r.place for row in told.references for r in row if r.place is not None]
    near = (known[0].lon, known[0].lat) if known else None
    found = told.gazetteer.lookup(match.group(1), near=near, limit=1)
    end = at + match.end()
    if not found or found[0].score < _LEAST_SCORE:
        reason = f"{match.group(1)} is in no gazetteer that was asked"
        return Named(text=match.group(1), reason=reason), end
    place = found[0].place
    return Named(text=place.name, place=place, said=match.group(1)), end


def earlier(told: Story, number: int, at: int, noun: str, *, exclude: str = "") -> Named | None:
    """Place that a noun or pronoun stands for.

    For a noun of a kind ("the province") the place of that kind that the report speaks of most,
    with a bonus for one in the title, and for one named in the same passage, unless in a list;
    for a pronoun or a vague noun ("it", "the area") the nearest earlier place. `exclude` is an id
    that is not meant.
    """
    kinds = _KINDS.get(noun.lower())
    if kinds is None and noun.lower() not in _VAGUE:
        return None
    before = [r for row in told.references[:number] for r in row]
    before += [r for r in told.references[number] if r.end <= at]
    found = [item for r in before if (item := _antecedent(told, r, kinds, exclude)) is not None]
    if not found:
        later = (r for row in told.references[number:] for r in row if r.start >= at)
        first = next((i for r in later if (i := _antecedent(told, r, kinds, exclude))), None)
        nearby = _by_kind(told, before, noun) if kinds else None
        return first[1] if first is not None else nearby
    if kinds is None:
        return found[-1][1]
    counts = Counter(r.place.place_id for row in told.references for r in row if r.place)
    weights: dict[str, float] = {}
    for order, (reference, name) in enumerate(found):
        key = name.place.place_id if name.place else name.text
        here = reference.passage == number and not _listed(told, reference)
        headline = 3.0 if reference.text.lower() in told.report.title.lower() else 0.0
        weight = counts[key] + (3.0 if here else 0.0) + headline + order * 1e-3
        weights[key] = max(weights.get(key, 0.0), weight)
    best = max(weights, key=lambda key: weights[key])
    return next(n for _, n in reversed(found) if n.place is not None and n.place.place_id == best)


def _antecedent(
    told: Story, reference: Reference, kinds: tuple[str, ...] | None, exclude: str
) -> tuple[Reference, Named] | None:
    if reference.resolution.mention.role in {Role.NATIONALITY, Role.METONYM}:
        return None
    name = named(told, reference)
    if name.place is None or name.place.place_id == exclude:
        return None
    if kinds is None:
        fits = not name.place.kind.startswith(("A.PCL", "L.CONT"))
    else:
        fits = name.place.kind.startswith(kinds)
    return (reference, name) if fits else None


def _listed(told: Story, reference: Reference) -> bool:
    """Whether a place stands in a list: "Badakhshan, Takhar and Andarab"."""
    text = told.passages[reference.passage].doc.text
    row = told.references[reference.passage]
    index = row.index(reference)
    ends = [(row[index - 1].end, reference.start)] if index else []
    ends += [(reference.end, row[index + 1].start)] if index + 1 < len(row) else []
    return any(re.fullmatch(r"\s*(?:,|,?\s*and)\s*", text[start:end]) for start, end in ends)


def _by_kind(told: Story, before: list[Reference], noun: str) -> Named | None:
    """The valley where only Panjshir was named: Panjshir Valley, where there is one."""
    for reference in reversed(before):
        if reference.place is not None:
            name = f"{reference.text} {noun.title()}"
            place = _lookup(told, name, _KINDS[noun.lower()], reference.place)
            if place is not None:
                return Named(text=place.name, place=place, said=noun)
    return None


def token_at(doc: Any, start: int, end: int) -> Any:
    """Root token of the stretch of a document, or None."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return span.root if span is not None and len(span) else None

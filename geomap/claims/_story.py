"""A report's places as claims need them: its passages, and what each name in them names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from geomap.claims._lexicon import KINDS
from geomap.language import Passage
from geomap.model import Gazetteer, Place, Report, Resolution, Role
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

_TYPE = re.compile(r"\s+(valley|province|pass|river|district)\b", re.I)
_NO_PLACES = frozenset({Role.PUBLISHER, Role.ORGANISATION, Role.PRODUCT, Role.NICKNAME})


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
    `probability` is that of the place being the one that is meant, `rivals` are places that the
    same words may as well mean, and `guess` says why another may be meant that is not known.
    """

    text: str
    place: Place | None = None
    reason: str = ""
    said: str = ""
    edge: bool = False
    probability: float = 1.0
    rivals: tuple["Named", ...] = ()
    guess: str = ""


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
    settings: Settings = OFFLINE
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Normalised text of every passage."""
        return tuple(passage.text for passage in self.passages)


def story(
    report: Report,
    passages: Sequence[Passage],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
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
        settings=settings,
    )


def _reference(number: int, passage: Passage, item: Resolution) -> Reference:
    start = int(np.searchsorted(passage.offsets, item.mention.start - passage.start))
    end = int(np.searchsorted(passage.offsets, item.mention.end - passage.start))
    return Reference(passage=number, start=start, end=end, text=item.mention.text, resolution=item)


def named(told: Story, reference: Reference) -> Named:
    """What a reference names; "Panjshir" before "valley" means the valley."""
    key = ("named", reference.passage, reference.start, reference.end)
    if key not in told.known:
        told.known[key] = _named(told, reference)
    known: Named = told.known[key]
    return known


def _named(told: Story, reference: Reference) -> Named:
    place = reference.place
    if place is None:
        return Named(
            text=reference.text, reason=reference.resolution.reason or "the name is unresolved"
        )
    sure = reference.resolution.probability
    tail = _TYPE.match(told.texts[reference.passage], reference.end)
    if tail:
        wanted = KINDS[tail.group(1).lower()]
        if not place.kind.startswith(wanted):
            name = f"{reference.text} {tail.group(1).title()}"
            better = of_kind(told, name, wanted, place)
            if better is not None:
                return Named(text=better.name, place=better, said=name, probability=sure)
    return Named(text=place.name, place=place, said=reference.text, probability=sure)


def of_kind(told: Story, name: str, kinds: tuple[str, ...], near: Place) -> Place | None:
    for candidate in told.gazetteer.lookup(name, near=(near.lon, near.lat), limit=5):
        same = not near.country or candidate.place.country in {near.country, ""}
        if candidate.place.kind.startswith(kinds) and same:
            return candidate.place
    return None


def token_at(doc: Any, start: int, end: int) -> Any:
    """Root token of the stretch of a document, or None."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return span.root if span is not None and len(span) else None

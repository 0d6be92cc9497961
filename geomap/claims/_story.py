"""A story's places as claims need them, and what was measured of them once."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from geomap.discourse import Paragraph, Reference
from geomap.discourse import Story as Reading
from geomap.discourse.antecedents import Antecedent
from geomap.model import Gazetteer, Place, Report, Resolution, Role, Statement
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

_NO_PLACES = frozenset({Role.PUBLISHER, Role.ORGANISATION, Role.PRODUCT, Role.NICKNAME})


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
    """A reading with what its claims are held against.

    `known` keeps what was measured once, for as long as the report is read.
    """

    reading: Reading
    statements: tuple[Statement, ...]
    gazetteer: Gazetteer
    terrain: Terrain | None = None
    settings: Settings = OFFLINE
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """The report."""
        return self.reading.report

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, in order."""
        return self.reading.paragraphs

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Normalised text of every paragraph."""
        return tuple(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def references(self) -> tuple[tuple[Reference, ...], ...]:
        """Place mentions of every paragraph that may be places on the ground."""
        return tuple(
            tuple(one for one in paragraph.references if one.role not in _NO_PLACES)
            for paragraph in self.paragraphs
        )


def named(reference: Reference) -> Named:
    """What a reference names."""
    return of_resolution(reference.resolution)


def of_resolution(resolution: Resolution, *, sure: float = 1.0, said: str = "") -> Named:
    """What a resolution names, with the probability that it is meant."""
    place, text = resolution.place, resolution.mention.text
    if place is None:
        return Named(text=text, reason=resolution.reason or "the name is unresolved")
    probability = sure * resolution.probability
    return Named(text=place.name, place=place, said=said or text, probability=probability)


def of_antecedent(found: Antecedent, said: str) -> Named:
    """What a word like "the town" stands for, with the places that it may as well mean."""
    name = of_resolution(found.resolution, sure=found.sure, said=said)
    rivals = tuple(of_resolution(one) for one in found.rivals)
    return Named(**{**vars(name), "rivals": rivals})


def token_at(doc: Any, start: int, end: int) -> Any:
    """Root token of the stretch of a document, or None."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return span.root if span is not None and len(span) else None

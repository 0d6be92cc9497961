"""What the claims of a report are held against, and what its names mean there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from geomap.discourse import Paragraph, Reference, Story
from geomap.locating import World
from geomap.model import Place, Resolution, Role, Statement

_NO_PLACES = frozenset({Role.PUBLISHER, Role.ORGANISATION, Role.PRODUCT, Role.NICKNAME})
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, eq=False)
class Named:
    """What a subject or an object is called, the place that it is, or why there is none.

    `edge` is true for "the Polish border": the place's border is meant, not the place.
    `probability` is that of the place being the one that is meant, `rivals` are places that the
    same words may as well mean, and `guess` says why another may be meant that is not known.
    `ends` are the two places of "between A and B".
    """

    text: str
    place: Place | None = None
    reason: str = ""
    said: str = ""
    edge: bool = False
    probability: float = 1.0
    rivals: tuple["Named", ...] = ()
    guess: str = ""
    ends: tuple["Named", ...] = ()

    @property
    def place_id(self) -> str:
        """The place's id, empty where there is no place."""
        return self.place.place_id if self.place is not None else ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What the claims of a report are held against.

    Attributes
    ----------
    story
        The report as it was read.
    statements
        Its statements, which tell who says a claim that lies in one.
    world
        Gazetteer and terrain.
    seed
        Of the draws of where places really are.
    known
        What was measured once, for as long as the report is read.
    """

    story: Story
    statements: tuple[Statement, ...]
    world: World
    seed: int = 0
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for a key."""
        if key not in self.known:
            self.known[key] = make()
        found: T = self.known[key]
        return found


def on_the_ground(paragraph: Paragraph) -> tuple[Reference, ...]:
    """References of a paragraph that may be places on the ground: no publisher, no product."""
    return tuple(one for one in paragraph.references if one.role not in _NO_PLACES)


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

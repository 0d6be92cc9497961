"""From expressions to claims: each kind of expression and what reads it."""

from collections.abc import Callable, Iterator

from geomap.claims import (
    _across,
    _bordering,
    _offsets,
    _on_roads,
    _pairs,
    _roads,
    _seen,
    _siege,
    _vicinity,
)
from geomap.claims._find import find
from geomap.claims._row import Case
from geomap.claims._story import Story
from geomap.model import Claim
from geomap.settings import Settings

_HANDLERS: dict[str, Callable[[Case], Iterator[Claim]]] = {
    "distance": _offsets.distances,
    "inside by": _offsets.distances,
    "lone distance": _offsets.lone_distances,
    "direction": _offsets.directions,
    "part of": _offsets.parts_of,
    "borders": _bordering.borders,
    "near": _vicinity.nearby,
    "outskirts": _vicinity.nearby,
    "inside": _vicinity.nearby,
    "deep": _vicinity.nearby,
    "part": _vicinity.part_claims,
    "part before": _vicinity.part_claims,
    "closer": _pairs.closers,
    "across": _across.opposites,
    "way": _on_roads.ways,
    "offshore": _vicinity.nearby,
    "centre": _vicinity.nearby,
    "between": _pairs.betweens,
    "road": _pairs.betweens,
    "landform": _seen.landforms,
    "surrounded": _siege.sieges,
    "status": _roads.road_status,
    "only way": _roads.only_ways,
}


def claims_of(told: Story, settings: Settings) -> Iterator[Claim]:
    """Claims of a story, passage by passage; of overlapping expressions the more telling first."""
    for number, paragraph in enumerate(told.paragraphs):
        taken: list[tuple[int, int]] = []
        for found in find(told.texts[number]):
            start, end = paragraph.passage.span(found.start, found.end)
            if any(start < last and first < end for first, last in taken):
                continue
            case = Case(told=told, number=number, found=found, settings=settings)
            rows = list(_HANDLERS[found.kind](case))
            taken.extend((row.start, row.end) for row in rows)
            yield from rows

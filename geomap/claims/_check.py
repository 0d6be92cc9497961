"""From expressions to claims: each kind of expression and what reads it."""

from collections.abc import Callable, Iterator

from geomap.claims import _handlers, _siege
from geomap.claims._find import find
from geomap.claims._row import Case
from geomap.claims._story import Story
from geomap.model import Claim
from geomap.settings import Settings

_HANDLERS: dict[str, Callable[[Case], Iterator[Claim]]] = {
    "distance": _handlers.distances,
    "inside by": _handlers.distances,
    "lone distance": _handlers.unparsed,
    "direction": _handlers.directions,
    "part of": _handlers.parts_of,
    "borders": _handlers.borders,
    "near": _handlers.nearby,
    "outskirts": _handlers.nearby,
    "inside": _handlers.nearby,
    "deep": _handlers.nearby,
    "part": _handlers.part_claims,
    "part before": _handlers.part_claims,
    "between": _handlers.betweens,
    "road": _handlers.betweens,
    "landform": _handlers.landforms,
    "surrounded": _siege.sieges,
    "status": _siege.road_status,
    "only way": _siege.only_ways,
}


def claims_of(told: Story, settings: Settings) -> Iterator[Claim]:
    """Claims of a story, passage by passage; of overlapping expressions the more telling first."""
    for number, passage in enumerate(told.passages):
        taken: list[tuple[int, int]] = []
        for found in find(passage.doc.text):
            start, end = passage.span(found.start, found.end)
            if any(start < last and first < end for first, last in taken):
                continue
            case = Case(told=told, number=number, found=found, settings=settings)
            rows = list(_HANDLERS[found.kind](case))
            taken.extend((row.start, row.end) for row in rows)
            yield from rows

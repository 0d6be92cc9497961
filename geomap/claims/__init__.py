"""Spatial statements of reports, held against geography.

`check` gives one `Claim` for every spatial statement, with what was measured, the probability
that it is true given the uncertainties, and a verdict; what cannot be parsed is listed as seen.
`side_by_side` sets conflicting statements together and `place_of` finds where an event is put by
such words.

Inside, a `Case` is an expression in its paragraph on the `Ground` of its report: `subjects` and
`objects` say of which places it speaks, and the check that its kind names measures them.
"""

from collections.abc import Iterator, Sequence

from geomap.claims.case import Case
from geomap.claims.ground import Ground
from geomap.claims.table import place_of, side_by_side, table
from geomap.discourse import Story
from geomap.expressions import find, functions_of
from geomap.locating import World
from geomap.model import Claim, Gazetteer, Statement
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

__all__ = ["check", "place_of", "side_by_side", "table"]

_CHECKS = functions_of("geomap.claims", "check")


def check(
    reading: Story,
    statements: Sequence[Statement],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> list[Claim]:
    """Spatial statements of a report, each held against geography.

    Parameters
    ----------
    reading
        The report as `geomap.discourse.read` has read it.
    statements
        Its statements from `geomap.events.statements`: a claim that lies in one has its speaker,
        day and status.
    gazetteer
        Gives the areas of places.
    terrain
        Elevation with valleys and passes; without it no mouth, head or way is known.

    Returns
    -------
    list of Claim
        In the order of the text; the same for the same input.
    """
    world = World(gazetteer=gazetteer, terrain=terrain, data_dir=settings.data_dir)
    ground = Ground(story=reading, statements=tuple(statements), world=world, seed=settings.seed)
    rows = _claims(ground)
    return sorted(rows, key=lambda row: (row.start, row.end, row.relation, row.value))


def _claims(ground: Ground) -> Iterator[Claim]:
    """Claims paragraph by paragraph; of overlapping expressions the more telling first."""
    for paragraph in ground.story.paragraphs:
        taken: list[tuple[int, int]] = []
        for expression in find(paragraph.text):
            start, end = paragraph.passage.span(expression.start, expression.end)
            if any(start < last and first < end for first, last in taken):
                continue
            case = Case(ground=ground, paragraph=paragraph, expression=expression)
            rows = list(_CHECKS[expression.kind](case))
            taken.extend((row.start, row.end) for row in rows)
            yield from rows

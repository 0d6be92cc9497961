"""Spatial statements of reports, held against geography.

`check` gives one `Claim` for every spatial statement, with what was measured, the probability
that it is true given the uncertainties, and a verdict; what cannot be parsed is listed as seen.
`check_told` does so for expressions whose places are known. `side_by_side` sets conflicting
statements together and `place_of` finds where an event is put by such words.

Inside, a `Case` is an expression in its paragraph on the `Ground` of its report: `subjects` and
`objects` say of which places it speaks, and the check that its kind names measures them.
"""

from collections.abc import Iterable, Iterator, Sequence

from geomap.claims.case import Case
from geomap.claims.ground import Ground
from geomap.claims.parties import Parties, of_parties
from geomap.claims.table import place_of, side_by_side, table
from geomap.discourse import Story
from geomap.expressions import find, functions_of
from geomap.locating import World
from geomap.model import Claim, Gazetteer, Statement
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

__all__ = ["Parties", "check", "check_told", "place_of", "side_by_side", "table"]

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
    ground = _ground(reading, statements, gazetteer, terrain=terrain, settings=settings)
    return _sorted(_claims(ground))


def check_told(
    reading: Story,
    statements: Sequence[Statement],
    told: Iterable[Parties],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> list[Claim]:
    """Spatial statements whose places were read elsewhere, held against geography as by `check`."""
    ground = _ground(reading, statements, gazetteer, terrain=terrain, settings=settings)
    rows = reading.paragraphs
    cases = (
        (Case(ground=ground, paragraph=rows[one.paragraph], expression=one.expression), one)
        for one in told
    )
    return _sorted(of_parties(case, one) for case, one in cases)


def _ground(
    reading: Story,
    statements: Sequence[Statement],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None,
    settings: Settings,
) -> Ground:
    world = World(gazetteer=gazetteer, terrain=terrain, data_dir=settings.data_dir)
    return Ground(story=reading, statements=tuple(statements), world=world, seed=settings.seed)


def _sorted(rows: Iterable[Claim]) -> list[Claim]:
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

"""Spatial statements of reports, held against geography.

`check` gives one `Claim` for every spatial statement, with what was measured, the probability
that it is true given the uncertainties, and a verdict; what cannot be parsed is listed as seen.
`side_by_side` sets conflicting statements together and `place_of` finds where an event is put by
such words.
"""

from collections.abc import Sequence

from geomap import discourse
from geomap.claims._story import Story
from geomap.claims.checks import claims_of
from geomap.claims.table import place_of, side_by_side, table
from geomap.model import Claim, Gazetteer, Statement
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

__all__ = ["check", "place_of", "side_by_side", "table"]


def check(
    reading: discourse.Story,
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
    told = Story(
        reading=reading,
        statements=tuple(statements),
        gazetteer=gazetteer,
        terrain=terrain,
        settings=settings,
    )
    rows = claims_of(told, settings)
    return sorted(rows, key=lambda row: (row.start, row.end, row.relation, row.value))

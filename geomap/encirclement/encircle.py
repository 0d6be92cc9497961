"""How positions surround a target, all given by name."""

from collections.abc import Sequence
from dataclasses import replace

from geomap.encirclement.measures import surrounding
from geomap.encirclement.records import Surrounding
from geomap.errors import InputError, UnknownPlaceError
from geomap.locating import Site, World
from geomap.model import Gazetteer
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain


def encircle(
    target: str,
    positions: Sequence[str],
    *,
    gazetteer: Gazetteer,
    sides: int | None = None,
    exits: bool = False,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> Surrounding:
    """Measure how positions surround a target, all given by name.

    Parameters
    ----------
    target, positions
        Names as the gazetteer knows them; positions are looked up near the target.
    sides
        Number of sides that is claimed; None for "surrounded", which asks for the hull.
    exits
        Whether to measure which exits are cut; needs `terrain`.

    Raises
    ------
    UnknownPlaceError
        If the target, or every position, is in no gazetteer that was asked.
    InputError
        If there is no position, or `sides` is not 1 to 4.

    Examples
    --------
    >>> from geomap.gazetteer import open_gazetteer
    >>> found = encircle("Kabul", ["Charikar", "Jalalabad", "Ghazni"], gazetteer=open_gazetteer())
    >>> found.verdict.value
    'supported'
    """
    if not positions:
        raise InputError("expected at least one position, got none")
    if sides is not None and sides not in range(1, 5):
        raise InputError(f"expected 1 to 4 sides, got {sides}")
    world = World(gazetteer=gazetteer, terrain=terrain)
    aim = _named([target], world, near=None).get(target)
    if aim is None:
        raise UnknownPlaceError(f"expected a target that the gazetteer knows, got {target!r}")
    sites = _named(positions, world, near=aim)
    if not sites:
        raise UnknownPlaceError(f"none of these positions is known: {', '.join(positions)}")
    return surrounding(
        aim,
        list(sites.values()),
        world=world if exits else replace(world, terrain=None),
        sides=sides,
        unresolved=tuple(name for name in dict.fromkeys(positions) if name not in sites),
        seed=settings.seed,
    )


def _named(names: Sequence[str], world: World, *, near: Site | None) -> dict[str, Site]:
    """Sites of the names that the gazetteer knows."""
    where = (near.place.lon, near.place.lat) if near is not None else None
    found = {name: world.gazetteer.lookup(name, near=where, limit=1) for name in names}
    return {name: world.site(rows[0].place) for name, rows in found.items() if rows}

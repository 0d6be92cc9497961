"""How reported positions surround a target, from every point the target may be taken at."""

from collections.abc import Sequence
from typing import Any

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.claims._measure import verdict
from geomap.claims._site import Site, site
from geomap.claims._story import Named
from geomap.claims._surrounding import Exit, Surrounding, View
from geomap.errors import InputError, UnknownPlaceError
from geomap.model import Gazetteer
from geomap.relations import (
    Encirclement,
    Spread,
    border_share,
    cut_share,
    encirclement,
    exits_cut,
    flow_cut,
)
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

CUT_WITHIN_M = 15_000.0
"""A position cuts an exit that lies this close to it."""

_HELD_WITHIN_M = 2_000.0
_EXIT_DROP_M = 500.0
_ROAD, _LOW_PASS, _HIGH_PASS = 10.0, 1.0, 0.25
_LOW_PASS_M = 4_000.0
_BORDER_TOLERANCE_M = 2_000.0


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
    aim = _one(target, gazetteer, terrain, near=None)
    if aim is None:
        raise UnknownPlaceError(f"expected a target that the gazetteer knows, got {target!r}")
    sites = {name: _one(name, gazetteer, terrain, near=aim) for name in positions}
    found = [item for item in sites.values() if item is not None]
    if not found:
        raise UnknownPlaceError(f"none of these positions is known: {', '.join(positions)}")
    unknown = tuple(name for name, item in sites.items() if item is None)
    return surrounding(
        aim,
        found,
        gazetteer=gazetteer,
        sides=sides,
        terrain=terrain if exits else None,
        unresolved=unknown,
        seed=settings.seed,
    )


def _one(
    name: str, gazetteer: Gazetteer, terrain: Terrain | None, *, near: Site | None
) -> Site | None:
    where = (near.place.lon, near.place.lat) if near is not None else None
    found = gazetteer.lookup(name, near=where, limit=1)
    if not found:
        return None
    return site(Named(text=found[0].place.name, place=found[0].place), gazetteer, terrain)


def surrounding(
    aim: Site,
    sites: Sequence[Site],
    *,
    gazetteer: Gazetteer,
    sides: int | None,
    terrain: Terrain | None,
    unresolved: tuple[str, ...] = (),
    seed: int,
) -> Surrounding:
    """Measures of sites around a target; see `encircle`."""
    spreads = [_spread(item) for item in sites]
    views = tuple(
        View(
            name=name,
            lon=point.geometry.x,
            lat=point.geometry.y,
            measures=encirclement(point, spreads, seed=seed),
        )
        for name, point in _standpoints(aim, gazetteer)
    )
    chances = [_chance(view.measures, sides) for view in views]
    probability = sum(chances) / len(chances)
    areas = [item.area for item in sites if item.area is not None]
    ways = exits_of(aim, sites, terrain)
    return Surrounding(
        target=aim.name,
        positions=tuple(item.name for item in sites),
        unresolved=unresolved,
        views=views,
        border_share=_border(aim, areas),
        exits=ways,
        exits_cut=cut_share([item.cut for item in ways]) if ways else None,
        flow_cut=_flow(ways) if ways else None,
        sides=sides,
        probability=probability,
        verdict=verdict(probability),
        why=_why(aim, views, chances, sides),
    )


def _spread(where: Site) -> Spread:
    if where.area is not None:
        return Spread(geometry=where.area)
    return Spread(geometry=where.place.point, uncertainty_m=where.place.uncertainty_m)


def _standpoints(aim: Site, gazetteer: Gazetteer) -> list[tuple[str, Spread]]:
    """Centre of the target's area and its chief town, or the target's own point."""
    if aim.area is None:
        return [(aim.name, aim.spread)]
    points = [(f"centre of {aim.name}", Spread(geometry=aim.middle, uncertainty_m=5_000.0))]
    town = _chief_town(aim.area, gazetteer)
    if town is not None:
        points.append((town.name, Spread(geometry=town.geometry, uncertainty_m=2_000.0)))
    return points


def _chief_town(area: BaseGeometry, gazetteer: Gazetteer) -> Any:
    """Seat of a division inside an area, else its most populous place; None where unknown."""
    towns = gazetteer.places_within(area.bounds)
    towns = towns[shapely.contains_xy(area, towns.geometry.x, towns.geometry.y)]
    if len(towns) == 0:
        return None
    seats = towns[towns["kind"].str.startswith(("P.PPLA", "P.PPLC"))]
    pick = seats if len(seats) else towns
    order = ["population", "place_id"]
    return next(pick.sort_values(order, ascending=[False, True]).itertuples())


def _chance(measures: Encirclement, sides: int | None) -> float:
    if sides is None:
        return measures.inside
    if sides == 4:
        return min(measures.inside, measures.at_least[4])
    return measures.at_least[sides]


def _border(aim: Site, areas: Sequence[BaseGeometry]) -> float | None:
    if aim.area is None or not areas:
        return None
    return border_share(aim.area, shapely.union_all(areas), tolerance_m=_BORDER_TOLERANCE_M)


def exits_of(aim: Site, sites: Sequence[Site], terrain: Terrain | None) -> tuple[Exit, ...]:
    """Mouth and passes of a valley (or of the province named after it), and which are cut."""
    if terrain is None or aim.mouth is None:
        return ()
    stem = aim.name.removesuffix(" Valley")
    passes = terrain.passes
    own = passes["valleys"].str.split("; ").map(lambda names: f"{stem} Valley" in names)
    passes = passes[own & (passes["drop_m"] >= _EXIT_DROP_M)]
    points: list[tuple[str, Point, float]] = [
        ("mouth", aim.mouth, float(terrain.elevation.sample(aim.mouth.x, aim.mouth.y)))
    ]
    for row in passes.itertuples():
        name = row.name if isinstance(row.name, str) and row.name else f"pass {row.pass_id[12:]}"
        points.append((name, row.geometry, float(row.elevation_m)))
    cut = _cut([point for _, point, _ in points], sites)
    return tuple(
        Exit(name=name, lon=point.x, lat=point.y, elevation_m=height, cut=shut)
        for (name, point, height), shut in zip(points, cut, strict=True)
    )


def _cut(points: Sequence[Point], sites: Sequence[Site]) -> list[bool]:
    posts = [item.place.point for item in sites if item.area is None]
    areas = [item.area for item in sites if item.area is not None]
    by_post = exits_cut(points, posts, within_m=CUT_WITHIN_M)
    by_area = exits_cut(points, areas, within_m=_HELD_WITHIN_M)
    return [a or b for a, b in zip(by_post, by_area, strict=True)]


def _flow(ways: Sequence[Exit]) -> float:
    """F with a road through the mouth, lesser ways over passes below 4,000 m, least above."""
    links = {("inside", item.name): _room(item) for item in ways}
    links |= {(item.name, "outside"): _room(item) for item in ways}
    cut = [(item.name, "outside") for item in ways if item.cut]
    return flow_cut(links, cut, source="inside", sink="outside")


def _room(way_out: Exit) -> float:
    if way_out.name == "mouth":
        return _ROAD
    return _LOW_PASS if way_out.elevation_m < _LOW_PASS_M else _HIGH_PASS


def _why(aim: Site, views: Sequence[View], chances: Sequence[float], sides: int | None) -> str:
    asked = "surrounded" if sides is None else f"at least {sides} sides"
    seen = "; ".join(
        f"from {view.name} the largest gap is {view.measures.gap_deg.value:.0f} degrees "
        f"({view.measures.gap_deg.low:.0f} to {view.measures.gap_deg.high:.0f}), "
        f"sides covered at the likeliest positions: {view.measures.sides.value:.0f}, and "
        f"{asked} has probability {chance:.2f}"
        for view, chance in zip(views, chances, strict=True)
    )
    first = views[0].measures
    return (
        f"{aim.name} against {first.n} named positions: {seen}. Chance alone would surround with "
        f"probability {first.chance_inside:.2f}."
    )

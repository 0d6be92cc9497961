"""Measures of how sites surround a target, from every point the target may be taken at."""

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.encirclement.exits import exits_of, flow_lost
from geomap.encirclement.records import Surrounding, View
from geomap.locating import Site, World
from geomap.model import Gazetteer, Verdict
from geomap.relations import Spread, adjacency, encirclement

_BORDER_TOLERANCE_M = 2_000.0


def surrounding(
    aim: Site,
    sites: Sequence[Site],
    *,
    world: World,
    sides: int | None,
    unresolved: tuple[str, ...] = (),
    seed: int,
) -> Surrounding:
    """Measure how the sites of positions surround the site of a target.

    Parameters
    ----------
    aim, sites
        The target and at least one position, with their areas where known.
    world
        Its gazetteer gives the target's chief town, its terrain the exits (none without one).
    sides
        Number of sides that is claimed, 1 to 4; None for "surrounded", which asks for the hull.
    unresolved
        Names of positions that have no place, to be told.
    seed
        Of the draws.
    """
    spreads = [_spread(item) for item in sites]
    views = tuple(
        View(
            name=name,
            lon=point.geometry.x,
            lat=point.geometry.y,
            measures=encirclement(point, spreads, seed=seed),
        )
        for name, point in _standpoints(aim, world.gazetteer)
    )
    measures = [view.measures for view in views]
    chances = [one.inside if sides is None else one.at_least[sides] for one in measures]
    probability = sum(chances) / len(chances)
    areas = [item.area for item in sites if item.area is not None]
    ways = exits_of(aim, sites, world.terrain)
    return Surrounding(
        target=aim.name,
        positions=tuple(item.name for item in sites),
        unresolved=unresolved,
        views=views,
        border_share=_border(aim, areas),
        exits=ways,
        exits_cut=sum(item.cut for item in ways) / len(ways) if ways else None,
        flow_cut=flow_lost(ways) if ways else None,
        sides=sides,
        probability=probability,
        verdict=Verdict.of(probability),
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


def _border(aim: Site, areas: Sequence[BaseGeometry]) -> float | None:
    if aim.area is None or not areas:
        return None
    return adjacency(aim.area, shapely.union_all(areas), tolerance_m=_BORDER_TOLERANCE_M).share


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

"""Holding distances, directions and borders against geography."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from geomap.claims._quantity import Path, Quantity
from geomap.claims._site import PART_UNCERTAINTY_M, Site, part_point, route
from geomap.model import Verdict
from geomap.relations import (
    GEOD,
    Adjacency,
    Direction,
    Spread,
    adjacency,
    bearing_deg,
    compass_word,
    cone_score,
    distance_m,
    in_cone,
    line,
    nearest_points,
    sample,
    sector,
    spread_points,
)
from geomap.terrain import Route, Terrain

DRAWS = 2_000
_ROUTED_M = 200_000.0
DETOUR = (1.1, 1.6)
"""How many times the straight line a way usually is, where no route is known (Ballou, Rahardja
and Sakai 2002, "Selected country circuity factors for road travel distance estimation")."""

SUPPORTED, CONTRADICTED = 0.9, 0.1
_TOLERANCES_M = (500.0, 1_000.0, 2_000.0, 3_000.0, 5_000.0)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Outcome of one check, to be put in a claim."""

    measured: str = ""
    probability: float | None = None
    interval: tuple[float, float] | None = None
    why: str = ""
    geometry: BaseGeometry | None = None


def verdict(probability: float | None) -> Verdict:
    """Supported at 0.9 and above, contradicted at 0.1 and below, else undetermined.

    Examples
    --------
    >>> verdict(0.95), verdict(0.5), verdict(None)
    (<Verdict.SUPPORTED: 'supported'>, <Verdict.UNDETERMINED: 'undetermined'>, \
<Verdict.UNDETERMINED: 'undetermined'>)
    """
    if probability is None or CONTRADICTED < probability < SUPPORTED:
        return Verdict.UNDETERMINED
    return Verdict.SUPPORTED if probability >= SUPPORTED else Verdict.CONTRADICTED


def graded(values: object, low: float, high: float) -> Floats:
    """Score of values against a stated range: 1 inside, falling to 0 half its width outside."""
    number = np.asarray(values, float)
    slack = max((high - low) / 2, 1e-9)
    off = np.maximum(np.maximum(low - number, number - high), 0.0)
    return np.clip(1.0 - off / slack, 0.0, 1.0)


def distance(
    subject: Site,
    anchor: Site,
    quantity: Quantity,
    *,
    part: str,
    seed: int,
    way: Direction | None,
    terrain: Terrain | None,
) -> Finding:
    """Hold a stated distance between two places against the geodesic one."""
    start = spread_points(anchor.spread, draws=DRAWS, seed=seed)
    readings = {
        said: _lengths(start, spread, seed) for said, spread in _ends(subject, anchor, part).items()
    }
    along = _along(subject, anchor, part, terrain) if quantity.path is not Path.STRAIGHT else None
    detour = np.random.default_rng(seed + 2).uniform(*DETOUR, DRAWS)
    if along is not None:
        straight_m = distance_m(anchor.middle, part_point(subject, part) or subject.middle)
        detour = np.full(DRAWS, along.length_m / straight_m)
    scores = {said: _fit(values, detour, quantity) for said, values in readings.items()}
    best = max(scores, key=lambda said: (scores[said], said))
    probability = scores[best]
    span = ""
    if len(readings) > 1:
        near, far = _reach(subject, anchor)
        some = float(graded(np.clip(quantity.best_m, near, far), quantity.low_m, quantity.high_m))
        probability = (probability + some) / 2
        span = f"; {subject.name} reaches from {near / 1000:.0f} to {far / 1000:.0f} km"
    low, high = np.quantile(readings[best], [0.05, 0.95]) / 1000
    measured = "; ".join(
        f"{np.median(values) / 1000:.1f} km to {said}" for said, values in readings.items()
    )
    by_way = (
        f"; {along.length_m / 1000:.0f} km along the terrain's least-cost path, a stand-in for the road"
        if along is not None
        else ""
    )
    return Finding(
        measured=f"{measured}{span} (straight line from {anchor.name}, not road){by_way}",
        probability=probability,
        interval=(float(low), float(high)),
        why=_distance_why(anchor, quantity, best, (float(low), float(high)), scores[best], along),
        geometry=sector(
            anchor.place.point if anchor.area is None else anchor.area,
            way,
            near_m=quantity.low_m,
            far_m=quantity.high_m,
        ),
    )


def _ends(subject: Site, anchor: Site, part: str) -> dict[str, Spread]:
    """Where the stated distance may have been taken to, by what to call it."""
    chosen = part_point(subject, part)
    if chosen is not None:
        said = f"the {part} of {subject.name}"
        return {said: Spread(geometry=chosen, uncertainty_m=PART_UNCERTAINTY_M)}
    if subject.area is None:
        return {subject.name: subject.spread}
    ends = {f"the nearest edge of {subject.name}": _nearest(subject.area, anchor)}
    ends[f"the centre of {subject.name}"] = Spread(geometry=subject.middle)
    if subject.mouth is not None:
        ends[f"the mouth of {subject.name}"] = Spread(
            geometry=subject.mouth, uncertainty_m=PART_UNCERTAINTY_M
        )
    return ends


def _nearest(area: BaseGeometry, anchor: Site) -> Spread:
    return Spread(geometry=nearest_points(area, anchor.extent)[0], uncertainty_m=500.0)


def _lengths(start: Floats, end: Spread, seed: int) -> Floats:
    to = spread_points(end, draws=DRAWS, seed=seed + 1)
    return np.asarray(GEOD.inv(start[:, 0], start[:, 1], to[:, 0], to[:, 1])[2])


def _fit(lengths: Floats, detour: Floats, quantity: Quantity) -> float:
    straight = graded(lengths, quantity.low_m, quantity.high_m)
    along = graded(lengths * detour, quantity.low_m, quantity.high_m)
    if quantity.path is Path.STRAIGHT:
        return float(straight.mean())
    if quantity.path is Path.WAY:
        return float(along.mean())
    return float(np.maximum(straight, along).mean())


def _reach(subject: Site, anchor: Site) -> tuple[float, float]:
    points = sample(subject.extent)
    middle = anchor.middle
    ones = np.ones(len(points))
    lengths = GEOD.inv(middle.x * ones, middle.y * ones, points[:, 0], points[:, 1])[2]
    return distance_m(subject.extent, anchor.extent), float(lengths.max())


def _along(subject: Site, anchor: Site, part: str, terrain: Terrain | None) -> Route | None:
    """The terrain's way between two places less than 200 km apart, where it knows one."""
    end = part_point(subject, part) or subject.middle
    if terrain is None or not 0 < distance_m(anchor.middle, end) <= _ROUTED_M:
        return None
    inside = [terrain.elevation.covers((p.x, p.y, p.x, p.y)) for p in (anchor.middle, end)]
    return route(terrain, anchor.middle, end) if all(inside) else None


def _distance_why(
    anchor: Site,
    quantity: Quantity,
    best: str,
    interval: tuple[float, float],
    score: float,
    along: Route | None,
) -> str:
    low, high = quantity.low_m / 1000, quantity.high_m / 1000
    fits = "agrees" if score >= SUPPORTED else "agrees in part"
    fits = "does not agree" if score <= CONTRADICTED else fits
    path = ", allowing for a way 1.1 to 1.6 times as long"
    if along is not None:
        path = f", or {along.length_m / 1000:.0f} km along the way that the terrain suggests"
    if quantity.path is Path.STRAIGHT:
        path = ""
    return (
        f"{quantity.value} {quantity.unit} leaves {low:.0f} to {high:.0f} km open; {best} is "
        f"{interval[0]:.0f} to {interval[1]:.0f} km from {anchor.name} in a straight line{path}, "
        f"which {fits}."
    )


def heading(subject: Site, anchor: Site, way: Direction, *, part: str, seed: int) -> Finding:
    """Hold a stated direction between two places against the bearing."""
    chosen = part_point(subject, part)
    spread = (
        subject.spread
        if chosen is None
        else Spread(geometry=chosen, uncertainty_m=PART_UNCERTAINTY_M)
    )
    middle = _bearings(anchor, spread, seed)
    bearings = middle
    if subject.area is not None and chosen is None:
        bearings = _bearings(anchor, Spread(geometry=subject.area), seed)
    score = max(float(cone_score(middle, way).mean()), float(cone_score(bearings, way).mean()))
    share = float(in_cone(bearings, way).mean())
    towards = chosen if chosen is not None else subject.middle
    bearing = bearing_deg(anchor.middle, towards)
    interval = _around(bearings, bearing)
    said = subject.name if chosen is None else f"the {part} of {subject.name}"
    return Finding(
        measured=f"{said} bears {bearing:.0f} degrees ({compass_word(bearing)}) from {anchor.name}; "
        f"{share:.0%} of it lies in the cone",
        probability=score,
        interval=interval,
        why=f"{way.word.capitalize()} means {(way.bearing_deg - way.half_width_deg) % 360:g} to "
        f"{(way.bearing_deg + way.half_width_deg) % 360:g} degrees; {said} bears {bearing:.0f} "
        f"degrees from {anchor.name} (90 %: {interval[0]:.0f} to {interval[1]:.0f}), and "
        f"{share:.0%} of it lies inside.",
        geometry=_cone(anchor, way, distance_m(anchor.middle, towards) * 1.5),
    )


def _bearings(anchor: Site, spread: Spread, seed: int) -> Floats:
    start = spread_points(anchor.spread, draws=DRAWS, seed=seed)
    to = spread_points(spread, draws=DRAWS, seed=seed + 1)
    return np.asarray(GEOD.inv(start[:, 0], start[:, 1], to[:, 0], to[:, 1])[0]) % 360.0


def _around(bearings: Floats, middle: float) -> tuple[float, float]:
    if np.isnan(middle):
        return (0.0, 360.0)
    off = (bearings - middle + 180.0) % 360.0 - 180.0
    low, high = np.quantile(off, [0.05, 0.95]) + middle
    return float(low), float(high)


def _cone(anchor: Site, way: Direction, reach_m: float) -> BaseGeometry:
    return sector(anchor.middle, way, near_m=0.0, far_m=max(reach_m, 10_000.0))


def border(subject: Site, anchor: Site, way: Direction | None) -> Finding:
    """Hold "T abuts P from DIR" against the border of P that T lies along."""
    if subject.area is None or anchor.area is None:
        return _without_border(subject, anchor, way)
    found = [adjacency(anchor.area, subject.area, tolerance_m=t) for t in _TOLERANCES_M]
    meeting = [item for item in found if item.shared_m > 0]
    if not meeting:
        gap = distance_m(anchor.area, subject.area)
        return Finding(
            measured=f"no shared border; {gap / 1000:.1f} km apart",
            probability=0.0 if gap > 20_000 else 0.5 * (1 - gap / 20_000),
            why=f"{subject.name} and {anchor.name} lie {gap / 1000:.1f} km apart.",
            geometry=line(*nearest_points(anchor.area, subject.area)),
        )
    widest = meeting[-1]
    measured = f"{widest.shared_m / 1000:.0f} km of border ({widest.share:.0%}) shared"
    if way is None:
        return Finding(
            measured=measured,
            probability=1.0,
            why=f"{anchor.name} shares {widest.shared_m / 1000:.0f} km of its border with "
            f"{subject.name}.",
            geometry=widest.geometry,
        )
    return _facing(
        subject, anchor, way, measured, np.array([i.normal_deg for i in meeting]), widest
    )


def _facing(
    subject: Site,
    anchor: Site,
    way: Direction,
    measured: str,
    normals: Floats,
    widest: Adjacency,
) -> Finding:
    low, high = _around(normals, widest.normal_deg)
    return Finding(
        measured=f"{measured}, mean outward normal {widest.normal_deg:.0f} degrees "
        f"({compass_word(widest.normal_deg)}), resultant {widest.resultant:.2f}",
        probability=float(cone_score(normals, way).mean()),
        interval=(low, high),
        why=f"{way.word.capitalize()} means {(way.bearing_deg - way.half_width_deg) % 360:g} to "
        f"{(way.bearing_deg + way.half_width_deg) % 360:g} degrees; the border that {anchor.name} "
        f"shares with {subject.name} faces {widest.normal_deg:.0f} degrees on average "
        f"({low:.0f} to {high:.0f} over tolerances of 0.5 to 5 km).",
        geometry=widest.geometry,
    )


def _without_border(subject: Site, anchor: Site, way: Direction | None) -> Finding:
    gap = distance_m(anchor.extent, subject.extent)
    bearing = bearing_deg(anchor.middle, subject.middle)
    lacking = subject.name if subject.area is None else anchor.name
    word = f", bearing {bearing:.0f} degrees ({compass_word(bearing)})" if way else ""
    return Finding(
        measured=f"{gap / 1000:.1f} km apart{word}",
        why=f"No area is known for {lacking}, so a shared border cannot be measured; the places lie "
        f"{gap / 1000:.1f} km apart{word}.",
        geometry=line(anchor.middle, subject.middle) if gap > 0 else None,
    )


def nearness(subject: Site, anchor: Site, *, reach_m: float) -> Finding:
    """Hold "T is near P" against the distance from P's edge."""
    gap = distance_m(anchor.extent, subject.extent)
    slack = core_m_of(subject) + core_m_of(anchor)
    score = float(np.clip(2.0 - (gap - slack) / reach_m, 0.0, 1.0))
    return Finding(
        measured=f"{gap / 1000:.1f} km apart",
        probability=score,
        interval=(max(gap - slack, 0.0) / 1000, (gap + slack) / 1000),
        why=f"Near reaches {reach_m / 1000:.0f} km; {subject.name} and {anchor.name} lie "
        f"{gap / 1000:.1f} km apart.",
    )


def core_m_of(where: Site) -> float:
    """Uncertainty of a site that is only a point; 0 for an area."""
    return where.spread.uncertainty_m

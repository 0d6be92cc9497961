"""Holding stated distances against the geodesic and, where one can be had, the way."""

from dataclasses import dataclass

import numpy as np

from geomap.claims.measures import DRAWS, Finding, Floats, drawn_lines
from geomap.expressions import Path, Quantity
from geomap.locating import PART_UNCERTAINTY_M, Site, World, part_point
from geomap.model import CONTRADICTED, SUPPORTED
from geomap.relations import (
    GEOD,
    Spread,
    distance_m,
    nearest_points,
    sample,
)
from geomap.terrain import Route

DETOUR = (1.1, 1.6)
"""How many times the straight line a way usually is, where no route is known (Ballou, Rahardja
and Sakai 2002, "Selected country circuity factors for road travel distance estimation")."""

LONGEST = 2.0
"""How many times the straight line a way may be. A round bound of this project, no measure: of the
same countries Egypt has most, 2.1, and a figure of over twice the line is to be looked at again."""

_BENDS = 1.3
"""How much longer a road may be than the least-cost path, which sees no bends within a cell."""

_ROUGH = 0.05
_ROUTED_M = 200_000.0
_EDGE_M = 500.0
_SOME = 0.01


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """One way to take a distance: from where to where, drawn lengths, and how well it fits."""

    start: str
    end: str
    lengths: Floats
    score: float

    @property
    def interval_km(self) -> tuple[float, float]:
        low, high = np.quantile(self.lengths, [0.05, 0.95]) / 1000
        return float(low), float(high)


def graded(lengths: Floats, quantity: Quantity, *, extent_m: float = 0.0) -> Floats:
    """Score of lengths against a stated range: 1 inside, falling to 0 at twice the tolerance.

    "More than" has no upper end, "within" no lower one. `extent_m` widens the range by the
    places' own extents: nobody can mean a distance more finely than the places it is between.
    """
    high = np.inf if quantity.bound == "least" else quantity.high_m + extent_m
    low = quantity.low_m - extent_m
    slack = max(quantity.best_m - quantity.low_m, quantity.high_m - quantity.best_m, 1.0)
    if quantity.bound:
        slack = min(quantity.best_m - quantity.low_m, quantity.high_m - quantity.best_m)
    off = np.maximum(np.maximum(lengths - high, low - lengths), 0.0)
    return np.clip(1.0 - off / max(slack, 1.0), 0.0, 1.0)


def distance(
    subject: Site,
    anchor: Site,
    quantity: Quantity,
    *,
    part: str,
    seed: int,
    world: World,
) -> Finding:
    """Hold a stated distance between two places against the geodesic one.

    Of a place with an area, the nearest edge, the centre and a known mouth are tried; the score
    is then the mean of the best of them and of whether any part of the place lies that far.
    """
    along = _along(subject, anchor, part, world) if quantity.path is not Path.STRAIGHT else None
    readings = _readings(subject, anchor, quantity, part=part, seed=seed, along=along)
    best = max(readings, key=lambda reading: reading.score)
    chance, span = best.score, None
    if len({reading.end for reading in readings}) > 1:
        span = _reach(subject, anchor)
        some = graded(np.clip(quantity.best_m, *span), quantity)
        chance = (chance + float(some)) / 2
    return Finding(
        measured=_measured(subject, readings, span, along),
        probability=chance,
        interval=best.interval_km,
        why=_why(subject, quantity, best, span, along),
    )


def _readings(
    subject: Site, anchor: Site, quantity: Quantity, *, part: str, seed: int, along: Route | None
) -> list[_Reading]:
    usual = DETOUR
    if along is not None:
        straight_m = distance_m(anchor.middle, part_point(subject, part) or subject.middle)
        ratio = along.length_m / straight_m
        usual = (max(usual[0], ratio), max(usual[1], _BENDS * ratio))
    readings = []
    for start, origin in _starts(subject, anchor).items():
        for end, target in _ends(subject, anchor, part).items():
            lengths = drawn_lines(origin, target, seed)[1]
            extent_m = float(np.hypot(origin.uncertainty_m, target.uncertainty_m))
            score = _fit(lengths, usual, quantity, extent_m=extent_m, seed=seed)
            readings.append(_Reading(start=start, end=end, lengths=lengths, score=score))
    return readings


def _starts(subject: Site, anchor: Site) -> dict[str, Spread]:
    """Where the stated distance may have been taken from, by what to call it."""
    if anchor.area is None:
        return {anchor.name: anchor.spread}
    rim = anchor.area.boundary
    edge = Spread(geometry=nearest_points(rim, subject.extent)[0], uncertainty_m=_EDGE_M)
    if anchor.edge:
        return {anchor.name: edge}
    return {
        f"the edge of {anchor.name}": edge,
        f"the centre of {anchor.name}": Spread(geometry=anchor.middle),
    }


def _ends(subject: Site, anchor: Site, part: str) -> dict[str, Spread]:
    """Where the stated distance may have been taken to, by what to call it."""
    chosen = part_point(subject, part)
    mouth = subject.mouth
    if chosen is not None:
        said = f"the {part} of {subject.name}"
        return {said: Spread(geometry=chosen, uncertainty_m=PART_UNCERTAINTY_M)}
    if subject.area is None:
        return {subject.name: subject.spread}
    rim = nearest_points(subject.area, anchor.extent)[0]
    ends = {
        f"the nearest edge of {subject.name}": Spread(geometry=rim, uncertainty_m=_EDGE_M),
        f"the centre of {subject.name}": Spread(geometry=subject.middle),
    }
    if mouth is not None:
        said = f"the mouth of {subject.name}"
        ends[said] = Spread(geometry=mouth, uncertainty_m=PART_UNCERTAINTY_M)
    return ends


def _fit(
    lengths: Floats,
    usual: tuple[float, float],
    quantity: Quantity,
    *,
    extent_m: float,
    seed: int,
) -> float:
    """How well lengths bear a figure out, along a straight line or a way.

    A figure that is told along a way is borne out where ways are usually that long. One that only
    some way fits, or that the text does not tell along one, is neither borne out nor refuted.
    """
    straight = graded(lengths, quantity, extent_m=extent_m)
    if quantity.path is Path.STRAIGHT:
        return float(straight.mean())
    some = _along_ways(lengths, (1.0, max(LONGEST, usual[1])), quantity, extent_m)
    possible = 0.5 if float(np.mean(some >= 1.0)) > _SOME else 0.0
    if quantity.path is Path.WAY:
        borne = _along_ways(lengths, (1.0, usual[1]), quantity, extent_m)
        return max(float(borne.mean()), possible)
    detour = np.random.default_rng(seed + 2).uniform(*usual, DRAWS)
    along = graded(lengths * detour, quantity, extent_m=extent_m)
    return max(float(np.maximum(straight, along).mean()), possible)


def _along_ways(
    lengths: Floats, times: tuple[float, float], quantity: Quantity, extent_m: float
) -> Floats:
    """Score of whether ways so many times as long as lengths may have a stated length.

    1 inside what the words leave open, falling to 0 within a twentieth of the figure.
    """
    ways = np.clip(quantity.best_m, times[0] * lengths, times[1] * lengths)
    high = np.inf if quantity.bound == "least" else quantity.high_m + extent_m
    off = np.maximum(np.maximum(ways - high, quantity.low_m - extent_m - ways), 0.0)
    return np.asarray(np.clip(1.0 - off / (_ROUGH * quantity.best_m + 1.0), 0.0, 1.0))


def _reach(subject: Site, anchor: Site) -> tuple[float, float]:
    points = sample(subject.extent)
    middle = anchor.middle
    ones = np.ones(len(points))
    lengths = GEOD.inv(middle.x * ones, middle.y * ones, points[:, 0], points[:, 1])[2]
    return distance_m(subject.extent, anchor.extent), float(np.max(lengths))


def _along(subject: Site, anchor: Site, part: str, world: World) -> Route | None:
    """The terrain's way between two places less than 200 km apart, where it knows one."""
    terrain = world.terrain
    end = part_point(subject, part) or subject.middle
    if terrain is None or not 0 < distance_m(anchor.middle, end) <= _ROUTED_M:
        return None
    inside = [terrain.elevation.covers((p.x, p.y, p.x, p.y)) for p in (anchor.middle, end)]
    known = terrain.roads is not None or all(inside)
    return world.route(anchor.middle, end) if known else None


def _measured(
    subject: Site,
    readings: list[_Reading],
    span: tuple[float, float] | None,
    along: Route | None,
) -> str:
    parts = [
        f"{np.median(item.lengths) / 1000:.1f} km from {item.start} to {item.end}"
        for item in readings
    ]
    if span is not None:
        parts.append(f"{subject.name} reaches from {span[0] / 1000:.0f} to {span[1] / 1000:.0f} km")
    parts[-1] += " (straight line, not road)"
    if along is not None:
        parts.append(f"{along.length_m / 1000:.0f} km by the {along.method}")
    return "; ".join(parts)


def _why(
    subject: Site,
    quantity: Quantity,
    best: _Reading,
    span: tuple[float, float] | None,
    along: Route | None,
) -> str:
    within = ""
    if span is not None and best.score < SUPPORTED and span[0] <= quantity.best_m <= span[1]:
        within = f"; some part of {subject.name} does lie that far, but not a part one measures to"
    low, high = best.interval_km
    return (
        f"{quantity.value} {quantity.unit} leaves {_range_km(quantity)} open; {best.end} is "
        f"{low:.0f} to {high:.0f} km from {best.start} in a straight line"
        f"{_path(quantity, along)}, {_fits(best.score)}{within}."
    )


def _fits(score: float) -> str:
    if score <= CONTRADICTED:
        return "which does not agree"
    return "which agrees" if score >= SUPPORTED else "which agrees in part"


def _path(quantity: Quantity, along: Route | None) -> str:
    if quantity.path is Path.STRAIGHT:
        return ""
    if along is not None:
        return f", or from {along.length_m / 1000:.0f} km by the {along.method.split(',')[0]}"
    return ", and a way, which no terrain here tells, is up to 1.6 times as long, at most twice"


def _range_km(quantity: Quantity) -> str:
    digits = 0 if quantity.high_m >= 10_000 else 1
    low, high = quantity.low_m / 1000, quantity.high_m / 1000
    if quantity.bound == "least":
        return f"{low:.{digits}f} km and more"
    return f"{low:.{digits}f} to {high:.{digits}f} km"

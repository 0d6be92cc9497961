"""Holding distances, directions and borders against geography."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from geomap.claims._site import PART_UNCERTAINTY_M, Site, part_point
from geomap.model import Verdict
from geomap.relations import (
    GEOD,
    Adjacency,
    Direction,
    Spread,
    adjacencies,
    bearing_deg,
    compass_word,
    cone_score,
    distance_m,
    in_cone,
    line,
    nearest_points,
    sector,
    spread_points,
)

DRAWS = 2_000
SUPPORTED, CONTRADICTED = 0.9, 0.1
_FEW_TOLERANCES = 2
_APART_M = 20_000.0
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


@lru_cache(maxsize=1024)
def draws(where: Spread, seed: int) -> Floats:
    """Draws of where a place really is, rows of longitude and latitude."""
    return spread_points(where, draws=DRAWS, seed=seed)


@lru_cache(maxsize=1024)
def drawn_lines(start: Spread, end: Spread, seed: int) -> tuple[Floats, Floats]:
    """Bearings in degrees and lengths in metres between the draws of two places."""
    drawn, to = draws(start, seed), draws(end, seed + 1)
    azimuths, _, lengths = GEOD.inv(drawn[:, 0], drawn[:, 1], to[:, 0], to[:, 1])
    return np.asarray(azimuths) % 360.0, np.asarray(lengths)


@lru_cache(maxsize=256)
def _meeting(area: BaseGeometry, other: BaseGeometry) -> tuple[Adjacency, ...]:
    """Shared border at each tolerance at which there is any."""
    found = adjacencies(area, other, tolerances_m=_TOLERANCES_M)
    return tuple(item for item in found if item.shared_m > 0)


def heading(subject: Site, anchor: Site, way: Direction, *, part: str, seed: int) -> Finding:
    """Hold a stated direction between two places against the bearing.

    The score is the better of the graded cone score of the subject's middle (or the part that
    the words select) and of its whole area, seen from the anchor's middle or, where the anchor
    has an area, from its nearest edge; `lenient` keeps it below 0.9 where less than half lies
    in the cone. What is printed is the reading that decides.
    """
    chosen = part_point(subject, part)
    middle = subject.spread
    if chosen is not None:
        middle = Spread(geometry=chosen, uncertainty_m=PART_UNCERTAINTY_M)
    whole = middle if chosen is not None or subject.area is None else Spread(geometry=subject.area)
    said = subject.name if chosen is None else f"the {part} of {subject.name}"
    ends = {said: whole} if whole is middle else {said: whole, f"the middle of {said}": middle}
    seen = [
        _Bearings(
            start=start, end=end, origin=origin, drawn=drawn_lines(origin, to, seed)[0], way=way
        )
        for start, origin in _standpoints(subject, anchor).items()
        for end, to in ends.items()
    ]
    best = max(seen, key=lambda item: item.score)
    bearing = bearing_deg(best.origin.geometry, middle.geometry)
    interval = _around(best.drawn, bearing)
    return Finding(
        measured=f"{said} bears {bearing:.0f} degrees ({compass_word(bearing)}) from "
        f"{best.start}; {best.share:.0%} of {best.end} lies in the cone, score {best.score:.2f}",
        probability=best.score,
        interval=interval,
        why=f"{_cone_words(way)}; {said} bears {bearing:.0f} degrees from {best.start} (90 %: "
        f"{interval[0]:.0f} to {interval[1]:.0f}), and {best.share:.0%} of {best.end} lies inside"
        f"{_beside_cone(best)}.",
        geometry=_cone(anchor, way, distance_m(anchor.middle, middle.geometry) * 1.5),
    )


@dataclass(frozen=True, kw_only=True)
class _Bearings:
    """Bearings drawn from one standpoint to one body, and how well they fit a direction."""

    start: str
    end: str
    origin: Spread
    drawn: Floats
    way: Direction

    @cached_property
    def share(self) -> float:
        return float(in_cone(self.drawn, self.way).mean())

    @cached_property
    def score(self) -> float:
        return lenient(float(cone_score(self.drawn, self.way).mean()), self.share)


def lenient(score: float, share: float) -> float:
    """Graded score, but at most 0.5 with nothing inside the cone, and 0.9 with half of it inside.

    Examples
    --------
    >>> lenient(0.95, 0.0), lenient(0.95, 0.6), lenient(0.2, 0.0)
    (0.5, 0.95, 0.2)
    """
    return min(score, 0.5 + 0.8 * share)


def _beside_cone(best: _Bearings) -> str:
    near = best.score > CONTRADICTED and best.share < 0.5
    return f"; what lies close beside the cone counts in part: {best.score:.2f}" if near else ""


def _standpoints(subject: Site, anchor: Site) -> dict[str, Spread]:
    """Where a direction may have been taken from, by what to call it."""
    if anchor.area is None:
        return {anchor.name: anchor.spread}
    edge = Spread(geometry=nearest_points(anchor.area.boundary, subject.extent)[0])
    if anchor.edge:
        return {anchor.name: edge}
    if anchor.area.covers(subject.middle):
        return {anchor.name: anchor.spread}
    return {anchor.name: anchor.spread, f"the edge of {anchor.name}": edge}


def _cone_words(way: Direction) -> str:
    low, high = way.bearing_deg - way.half_width_deg, way.bearing_deg + way.half_width_deg
    return f"{way.word.capitalize()} means {low % 360:g} to {high % 360:g} degrees"


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
    meeting = _meeting(anchor.area, subject.area)
    if not meeting:
        gap = distance_m(anchor.area, subject.area)
        return Finding(
            measured=f"no shared border; {gap / 1000:.1f} km apart",
            probability=max(0.0, 0.5 * (1 - gap / _APART_M)),
            why=f"{subject.name} and {anchor.name} lie {gap / 1000:.1f} km apart.",
            geometry=line(*nearest_points(anchor.area, subject.area)),
        )
    widest = meeting[-1]
    measured = f"{widest.shared_m / 1000:.0f} km of border ({widest.share:.0%}) shared"
    if way is None:
        return Finding(
            measured=measured,
            probability=1.0 if len(meeting) > _FEW_TOLERANCES else 0.5,
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
        probability=lenient(
            float(cone_score(normals, way).mean()), float(in_cone(normals, way).mean())
        ),
        interval=(low, high),
        why=f"{_cone_words(way)}; the border that {anchor.name} "
        f"shares with {subject.name} faces {widest.normal_deg:.0f} degrees on average "
        f"({low:.0f} to {high:.0f} over tolerances of 0.5 to 5 km).",
        geometry=widest.geometry,
    )


def _without_border(subject: Site, anchor: Site, way: Direction | None) -> Finding:
    gap = distance_m(anchor.extent, subject.extent)
    bearing = bearing_deg(anchor.middle, subject.middle)
    room = sum(item.place.uncertainty_m for item in (subject, anchor) if item.area is None)
    lacking = subject.name if subject.area is None else anchor.name
    word = f", bearing {bearing:.0f} degrees ({compass_word(bearing)})" if way else ""
    return Finding(
        measured=f"{gap / 1000:.1f} km apart{word}",
        probability=0.0 if gap > room + _APART_M else None,
        why=f"No area is known for {lacking}, so no shared border can be measured; the places lie "
        f"{gap / 1000:.1f} km apart{word}.",
        geometry=line(anchor.middle, subject.middle) if gap > 0 else None,
    )


def nearness(subject: Site, anchor: Site, shape: BaseGeometry, *, reach_m: float) -> Finding:
    """Hold "T is near P" against how far T lies outside the area that the words select.

    The score is 1 inside and falls to 0 at `reach_m` beyond the area and T's own extent.
    """
    gap = distance_m(anchor.extent, subject.extent)
    outside = max(distance_m(shape, subject.extent) - core_m_of(subject), 0.0)
    slack = core_m_of(subject) + core_m_of(anchor)
    where = "inside" if outside == 0 else f"{outside / 1000:.1f} km outside"
    return Finding(
        measured=f"{gap / 1000:.1f} km apart",
        probability=float(np.clip(1.0 - outside / reach_m, 0.0, 1.0)),
        interval=(max(gap - slack, 0.0) / 1000, (gap + slack) / 1000),
        why=f"{subject.name} and {anchor.name} lie {gap / 1000:.1f} km apart; {subject.name} is "
        f"{where} the area that the words select.",
    )


def core_m_of(where: Site) -> float:
    """Uncertainty of a site that is only a point; 0 for an area."""
    return where.spread.uncertainty_m

"""Holding stated directions against bearings."""

from dataclasses import dataclass
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from geomap.claims.measures import Finding, Floats, around_deg, drawn_lines, lenient
from geomap.locating import PART_UNCERTAINTY_M, Site, part_point
from geomap.model import CONTRADICTED
from geomap.relations import (
    Direction,
    Spread,
    bearing_deg,
    compass_word,
    cone_score,
    distance_m,
    in_cone,
    nearest_points,
    sector,
)


def heading(
    subject: Site, anchor: Site, way: Direction, *, part: str, seed: int, borne: bool = False
) -> Finding:
    """Hold a stated direction between two places against the bearing.

    The score is the better of the graded cone score of the subject's middle (or the part that
    the words select) and of its whole area, seen from the anchor's middle or, where the anchor
    has an area, from its nearest edge; `lenient` keeps it below 0.9 where less than half lies
    in the cone, unless a distance that is told with it is `borne` out. What is printed is the
    reading that decides.
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
            start=start,
            end=end,
            origin=origin,
            drawn=drawn_lines(origin, to, seed)[0],
            way=way,
            borne=borne,
        )
        for start, origin in _standpoints(subject, anchor).items()
        for end, to in ends.items()
    ]
    best = max(seen, key=lambda item: item.score)
    bearing = bearing_deg(best.origin.geometry, middle.geometry)
    interval = around_deg(best.drawn, bearing)
    return Finding(
        measured=f"{said} bears {bearing:.0f} degrees ({compass_word(bearing)}) from "
        f"{best.start}; {best.share:.0%} of {best.end} lies in the cone, score {best.score:.2f}",
        probability=best.score,
        interval=interval,
        why=f"{cone_words(way)}; {said} bears {bearing:.0f} degrees from {best.start} (90 %: "
        f"{interval[0]:.0f} to {interval[1]:.0f}), and {best.share:.0%} of {best.end} lies inside"
        f"{_beside_cone(best)}.",
        geometry=_cone(anchor, way, distance_m(anchor.middle, middle.geometry) * 1.5),
    )


_BESIDE = 0.75
"""Score of a direction a quarter of its cone beside it."""


@dataclass(frozen=True, kw_only=True)
class _Bearings:
    """Bearings drawn from one standpoint to one body, and how well they fit a direction."""

    start: str
    end: str
    origin: Spread
    drawn: Floats
    way: Direction
    borne: bool = False

    @cached_property
    def share(self) -> float:
        return float(in_cone(self.drawn, self.way).mean())

    @cached_property
    def score(self) -> float:
        score = float(cone_score(self.drawn, self.way).mean())
        # with a distance that fits, a quarter of a cone beside it is still said so
        return min(score / _BESIDE, 1.0) if self.borne else lenient(score, self.share)


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


def cone_words(way: Direction) -> str:
    """Which bearings a direction means, as a clause."""
    low, high = way.bearing_deg - way.half_width_deg, way.bearing_deg + way.half_width_deg
    return f"{way.word.capitalize()} means {low % 360:g} to {high % 360:g} degrees"


def _cone(anchor: Site, way: Direction, reach_m: float) -> BaseGeometry:
    return sector(anchor.middle, way, near_m=0.0, far_m=max(reach_m, 10_000.0))

"""Distance lines between the main places of a story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely import Point

from geomap.lexicon import alternation
from geomap.maps.geometry import DIGITS, eastward, paths
from geomap.model import DRAWN_ROLES, Tables

MOST_LINES = 3
_LEAST_APART_DEG = 20.0
_LEAST_KM, _MOST_KM = 8.0, 1500.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """A geodesic from one place to another, with its measure."""

    origin: str
    target: str
    km: float
    bearing_deg: float
    compass: str
    points: tuple[tuple[float, float], ...]

    @property
    def label(self) -> str:
        """The measure in words, with what it is not."""
        way = f"{self.bearing_deg:.0f}° {_short(self.compass)}"
        return f"{self.km:.1f} km, {way}\nstraight line, not road"


def _short(compass: str) -> str:
    """A compass word as letters: "north-northeast" as NNE."""
    found = re.findall(alternation("space.cardinals"), compass.lower())
    return "".join(word[0] for word in found).upper()


def measure(origin: tuple[str, Point], target: tuple[str, Point]) -> Line:
    """Measure the geodesic between two named points."""
    from geomap import relations

    (name, a), (other, b) = origin, target
    bearing = relations.bearing_deg(a, b)
    inner = relations.GEOD.npts(a.x, a.y, b.x, b.y, 15)
    return Line(
        origin=name,
        target=other,
        km=relations.distance_m(a, b) / 1000,
        bearing_deg=bearing,
        compass=relations.compass_word(bearing),
        points=((a.x, a.y), *inner, (b.x, b.y)),
    )


def main_places(atlas: Tables, *, most: int = 5) -> list[tuple[str, Point]]:
    """The settled places that a story names most, its hub first.

    Provinces, valleys and countries are left out: a distance to an area depends on which part is
    meant. The hub is the most populous kind of place that is named: a capital, a seat, a town.
    """
    frame = atlas.mentions
    drawn = frame["role"].isin(DRAWN_ROLES) & frame["kind"].astype(str).str.startswith(
        ("P.", "S.", "T.PASS")
    )
    kept = frame[drawn & frame.geometry.notna()]
    if kept.empty:
        return []
    counts = kept.groupby("place_id").agg(
        n=("name", "size"), name=("name", "first"), kind=("kind", "first")
    )
    counts["point"] = kept.groupby("place_id").geometry.first()
    rank = {"P.PPLC": 0, "P.PPLA": 1}
    counts["rank"] = counts["kind"].map(lambda kind: rank.get(kind, 2))
    top = counts.sort_values(["n", "name"], ascending=[False, True]).head(most)
    ordered = top.sort_values(["rank", "n", "name"], ascending=[True, False, True])
    return list(zip(ordered["name"].astype(str), ordered["point"], strict=True))


def lines(places: Sequence[tuple[str, Point]], *, east: bool = False) -> list[Line]:
    """Lines that tie the main places together, each measured from the hub or from the second.

    A line is left out where it is very short or long, or would lie almost on another that starts
    or ends at the same place; then it is tried from the second place. Where the story lies `east`,
    across the antimeridian, longitudes below 0 count on from 180.
    """
    kept: list[Line] = []
    for i, place in enumerate(places[1:], 1):
        tries = (measure(origin, place) for origin in places[: min(i, 2)])
        free = (line for line in tries if _LEAST_KM <= line.km <= _MOST_KM and _apart(line, kept))
        kept.extend(line for line in [next(free, None)] if line is not None)
    return [_turned(line) for line in kept[:MOST_LINES]] if east else kept[:MOST_LINES]


def _turned(line: Line) -> Line:
    points = eastward(shapely.LineString(line.points)).coords
    return replace(line, points=tuple((float(x), float(y)) for x, y in points))


def _apart(line: Line, kept: Sequence[Line]) -> bool:
    """Whether a line leaves each place that it shares with another in its own direction."""
    turns = (
        abs((bearing - way + 180) % 360 - 180)
        for name, bearing in _ends(line)
        for end, way in (end for other in kept for end in _ends(other))
        if name == end
    )
    return all(turn >= _LEAST_APART_DEG for turn in turns)


def _ends(line: Line) -> tuple[tuple[str, float], ...]:
    """The places at a line's ends, and the bearing towards the line in each."""
    return (line.origin, line.bearing_deg), (line.target, line.bearing_deg + 180)


def data(found: Sequence[Line]) -> dict[str, Any]:
    """Lines as data for the browser."""
    return {
        "digits": DIGITS,
        "lines": [
            {
                "label": line.label,
                "from": line.origin,
                "to": line.target,
                "path": paths(shapely.LineString(line.points))[0],
            }
            for line in found
        ],
    }

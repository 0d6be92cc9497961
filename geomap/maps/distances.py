"""Distance lines: what a report states of two places, with what is measured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely import Point

from geomap.lexicon import alternation
from geomap.maps.geometry import DIGITS, eastward, paths
from geomap.model import Tables

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
    said: str = ""

    @property
    def label(self) -> str:
        """The measure in words, with what is said and what it is not."""
        way = f"{self.bearing_deg:.0f}° {_short(self.compass)}"
        said = f"said {self.said}; " if self.said else ""
        return f"{said}{self.km:.1f} km, {way}\nstraight line, not road"


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


def stated(atlas: Tables, *, east: bool = False) -> list[Line]:
    """Lines between settled places whose distance a report states, each pair once, at most three.

    A distance to a province or a valley is no line: it depends on which part is meant. Nor is one
    that is very short, very long, or almost on another line from the same place. Where the story
    lies `east`, across the antimeridian, longitudes below 0 count on from 180.
    """
    found: dict[frozenset[str], Line] = {}
    points = _settled(atlas)
    told = atlas.claims[atlas.claims["relation"] == "distance"]
    for row in told.itertuples():
        pair = frozenset((row.subject_id, row.object_id))
        if len(pair) < 2 or pair in found or not pair <= points.keys():
            continue
        line = measure(points[row.object_id], points[row.subject_id])
        said = f"{row.value} {row.unit}".strip()
        if _LEAST_KM <= line.km <= _MOST_KM and _apart(line, list(found.values())):
            found[pair] = replace(line, said=said)
    lines = list(found.values())[:MOST_LINES]
    return [_turned(line) for line in lines] if east else lines


def _turned(line: Line) -> Line:
    points = eastward(shapely.LineString(line.points)).coords
    return replace(line, points=tuple((float(x), float(y)) for x, y in points))


def _settled(atlas: Tables) -> dict[str, tuple[str, Point]]:
    """Name and point of each town, spot or pass that is mentioned, by its id."""
    frame = atlas.mentions
    kind = frame["kind"].astype(str).str.startswith(("P.", "S.", "T.PASS"))
    kept = frame[kind & frame.geometry.notna()].drop_duplicates("place_id")
    named = zip(kept["name"].astype(str), kept.geometry, strict=True)
    return dict(zip(kept["place_id"], named, strict=True))


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

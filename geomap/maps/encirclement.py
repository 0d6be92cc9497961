"""What each claimant says surrounds a place, as sectors around it; never a hull of reports."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import dates
from geomap.lexicon import alternation
from geomap.maps.encoding import NO_SIDE_COLOUR, SIDE_COLOURS
from geomap.maps.sides import side_of
from geomap.model import DRAWN_ROLES, Gazetteer, Tables

SURROUNDED = re.compile(alternation("deeds.surrounds"), re.I)
MOST_RINGS = 3
_NEAREST_KM, _FARTHEST_KM = 1.0, 400.0
_NEAR_BORDER_DEG = 0.08  # for choosing which passes to draw, no measure


Position = tuple[str, Point, float]
Target = tuple[str, BaseGeometry]


@dataclass(frozen=True, kw_only=True)
class Ring:
    """A claim of encirclement: its target, the positions it names, closed and open arcs.

    Arcs are pairs of bearings in degrees clockwise from north, the second the larger. `claim` is
    the row of the claims table.
    """

    shape: BaseGeometry
    target: Point
    label: str
    text: str
    colour: str
    claim: int
    positions: tuple[Position, ...]
    closed: tuple[tuple[float, float], ...]
    open: tuple[tuple[float, float], ...]
    exits: tuple[tuple[str, Point, bool], ...] = ()
    day: int | None = None
    inner_km: float = 0.0
    outer_km: float = 0.0


def rings(
    atlas: Tables, gazetteer: Gazetteer, order: tuple[str, ...], *, ways: Any = None
) -> list[Ring]:
    """Rings of the claims that a place is surrounded, one per claimant and day.

    Parameters
    ----------
    atlas, gazetteer
        Claims and mentions, and the areas of their places.
    order
        The sides, for the colour of who is said to surround.
    ways
        GeoDataFrame of ways out of a valley (passes, mouths) with `name`, or None.
    """
    found: dict[tuple[str, str, str], Ring] = {}
    for row, claim in enumerate(atlas.claims.itertuples()):
        if not SURROUNDED.search(claim.relation):
            continue
        target = _target(claim, atlas, gazetteer)
        if target is None:
            continue
        day = _published(atlas, claim.report_id)
        key = (claim.said_by or claim.report_id, day, target[0])
        if key not in found:
            positions = tuple(_positions(atlas, gazetteer, claim, target=target))
            side = _side(atlas, claim, order)
            ring = _ring(claim, row, target=target, day=day, positions=positions, side=side)
            known = _day_number(atlas, claim.report_id)
            found[key] = replace(ring, text=_words(atlas, claim), day=known)
    told = sorted(found.values(), key=lambda ring: not ring.positions)[:MOST_RINGS]
    return [_placed(ring, n, ways) for n, ring in enumerate(told)]


def _published(atlas: Tables, report_id: str) -> str:
    if report_id not in atlas.sources.index:
        return ""
    day = atlas.sources.loc[report_id, "published"]
    return "" if pd.isna(day) else dates.in_words(day)


def _day_number(atlas: Tables, report_id: str) -> int | None:
    """Days since 1970-01-01 of a report's publication."""
    if report_id not in atlas.sources.index:
        return None
    day = atlas.sources.loc[report_id, "published"]
    return None if pd.isna(day) else int((day - pd.Timestamp(0)).days)


def _target(claim: Any, atlas: Tables, gazetteer: Gazetteer) -> tuple[str, BaseGeometry] | None:
    """The place that is said to be surrounded: the subject, else the object."""
    for place_id in (claim.subject_id, claim.object_id):
        if not place_id:
            continue
        if (area := gazetteer.area(place_id)) is not None:
            return place_id, area
        if (place := gazetteer.place(place_id)) is not None:
            return place_id, place.point
        known = atlas.mentions[
            (atlas.mentions["place_id"] == place_id) & atlas.mentions.geometry.notna()
        ]
        if len(known):
            return place_id, known.geometry.iloc[0]
    return None


def _ring(
    claim: Any, row: int, *, target: Target, day: str, positions: tuple[Position, ...], side: int
) -> Ring:
    from geomap import relations

    bearings = [bearing for _, _, bearing in positions]
    opened = _arcs(*relations.open_arcs(bearings)) if bearings else [(0.0, 360.0)]
    closed = _arcs(*_inverse(opened)) if bearings else []
    return Ring(
        shape=target[1],
        target=_middle(target[1]),
        label=", ".join(part for part in (claim.said_by or "the report itself", day) if part),
        text=claim.text,
        colour=SIDE_COLOURS[side] if side >= 0 else NO_SIDE_COLOUR,
        claim=row,
        positions=positions,
        closed=tuple(closed),
        open=tuple(opened),
    )


def _placed(ring: Ring, n: int, ways: Any) -> Ring:
    """The ring outside its target and the rings before it, with the ways out near it."""
    reach = _reach_km(ring.target, ring.shape)
    return replace(
        ring,
        inner_km=reach * (1.06 + 0.14 * n),
        outer_km=reach * (1.16 + 0.14 * n),
        exits=tuple(_exits(ring, ways)) if ways is not None else (),
    )


def _middle(shape: BaseGeometry) -> Point:
    return Point(shape.centroid)


def _near(atlas: Tables, claim: Any) -> Any:
    """Statements whose words overlap the claim's."""
    s = atlas.statements
    over = (s["start"] < claim.end) & (s["end"] > claim.start)
    return s[(s["report_id"] == claim.report_id) & over]


def _side(atlas: Tables, claim: Any, order: tuple[str, ...]) -> int:
    """Side of who is said to surround: the actor of a statement in the claim's words."""
    names = (*_near(atlas, claim)["actor"], claim.said_by)
    return next((side for name in names if (side := side_of(name, order)) >= 0), -1)


def _words(atlas: Tables, claim: Any) -> str:
    """The claim in the words around it: the longest statement that holds it."""
    return str(max((*_near(atlas, claim)["text"], claim.text), key=len))


def _reach_km(middle: Point, shape: BaseGeometry) -> float:
    from geomap import relations

    if isinstance(shape, Point):
        return 15.0
    corners = shapely.get_coordinates(shape.convex_hull)
    return max(relations.distance_m(middle, Point(*corner)) for corner in corners) / 1000


def _positions(
    atlas: Tables, gazetteer: Gazetteer, claim: Any, *, target: Target
) -> Iterator[Position]:
    """Places that the claim names around its target, with their bearings from it."""
    from geomap import relations

    middle = _middle(target[1])
    for row in _named(atlas, claim, target[0]).itertuples():
        where = gazetteer.area(row.place_id)
        point = _middle(row.geometry if where is None else where)
        if _NEAREST_KM < relations.distance_m(middle, point) / 1000 < _FARTHEST_KM:
            yield str(row.name), point, relations.bearing_deg(middle, point)


def _named(atlas: Tables, claim: Any, target_id: str) -> Any:
    """Mentions of the claim's positions: those it lists, else those within its words."""
    m = atlas.mentions
    kept = m[
        (m["report_id"] == claim.report_id) & m.geometry.notna() & (m["place_id"] != target_id)
    ]
    names = claim.object.split(", ")
    listed = kept[kept["text"].isin(names) | kept["name"].isin(names)]
    if listed.empty:
        inside = kept["start"].between(claim.start, claim.end, inclusive="left")
        listed = kept[inside & kept["role"].isin(DRAWN_ROLES)]
    nearest = (listed["start"] - claim.start).abs().sort_values(kind="stable").index
    return listed.loc[nearest].drop_duplicates("place_id").sort_values("start", kind="stable")


def _arcs(starts: Any, widths: Any) -> list[tuple[float, float]]:
    found = [
        (float(a), float(a + w)) for a, w in zip(np.ravel(starts), np.ravel(widths), strict=True)
    ]
    return sorted(arc for arc in found if arc[1] - arc[0] > 0.5)


def _inverse(arcs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    if not arcs:
        return [0.0], [360.0]
    ends = [arc[1] for arc in arcs]
    after = [*(arc[0] for arc in arcs[1:]), arcs[0][0] + 360]
    return ends, [b - a for a, b in zip(ends, after, strict=True)]


def _exits(ring: Ring, ways: Any) -> Iterator[tuple[str, Point, bool]]:
    """Named ways out near the target's border, and whether a named sector covers them."""
    from geomap import relations

    if isinstance(ring.shape, Point):
        return
    edge = ring.shape.boundary
    for row in ways.itertuples():
        if edge.distance(row.geometry) > _NEAR_BORDER_DEG:
            continue
        bearing = relations.bearing_deg(ring.target, row.geometry)
        covered = any(a <= bearing <= b or a <= bearing + 360 <= b for a, b in ring.closed)
        yield str(row.name), row.geometry, covered


def data(found: list[Ring]) -> dict[str, Any]:
    """Rings as data for the browser."""
    return {"rings": [_ring_data(ring) for ring in found]}


def _ring_data(ring: Ring) -> dict[str, Any]:
    covered = sum(b - a for a, b in ring.closed) / 360
    gaps = f"{len(ring.open)} gap{'s' if len(ring.open) != 1 else ''} with no position named"
    summary = f"They cover {covered:.0%} of the horizon at 45 degrees to each side; {gaps}."
    return {
        "lon": round(ring.target.x, 5),
        "lat": round(ring.target.y, 5),
        "inner_km": round(ring.inner_km, 2),
        "outer_km": round(ring.outer_km, 2),
        "label": f"Claim: {ring.label}",
        "text": ring.text,
        "colour": ring.colour,
        "claim": ring.claim,
        "summary": summary if ring.positions else "Nothing of it can be drawn.",
        "day": ring.day,
        "positions": [
            {"name": n, "lon": round(p.x, 5), "lat": round(p.y, 5), "bearing": round(b, 1)}
            for n, p, b in ring.positions
        ],
        "closed": [[round(a, 1), round(b, 1)] for a, b in ring.closed],
        "open": [[round(a, 1), round(b, 1)] for a, b in ring.open],
        "exits": [
            {"name": n, "lon": round(p.x, 5), "lat": round(p.y, 5), "covered": c}
            for n, p, c in ring.exits
        ],
    }

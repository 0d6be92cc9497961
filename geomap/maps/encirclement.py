"""What each claimant says surrounds a place, as sectors around it; never a hull of reports."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import dates
from geomap.expressions import KINDS
from geomap.maps.encoding import NO_SIDE_COLOUR, SIDE_COLOURS
from geomap.maps.sides import side_of
from geomap.model import Gazetteer, Tables

if TYPE_CHECKING:
    from geomap.encirclement import Arc, Horizon

MOST_RINGS = 3
_SURROUNDED = KINDS["surrounded"].relation
_NEAR_BORDER_DEG = 0.08  # for choosing which passes to draw, no measure


@dataclass(frozen=True, kw_only=True)
class Ring:
    """A claim of encirclement: its target, and its horizon with the positions that were measured.

    `claim` is the row of the claims table, `day` that of publication in days since 1970-01-01.
    """

    shape: BaseGeometry
    horizon: "Horizon"
    label: str
    text: str
    colour: str
    claim: int
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
    from geomap.encirclement import horizon

    found: dict[tuple[str, str, str], Ring] = {}
    for row, claim in enumerate(atlas.claims.itertuples()):
        shape = _shape(claim.subject_id, atlas, gazetteer)
        if claim.relation != _SURROUNDED or shape is None:
            continue
        published = _published(atlas, claim.report_id)
        day = dates.in_words(published) if published else ""
        key = (claim.said_by or claim.report_id, day, claim.subject_id)
        if key not in found:
            side = _side(atlas, claim, order)
            found[key] = Ring(
                shape=shape,
                horizon=horizon(shape, _positions(claim, atlas, gazetteer)),
                label=", ".join(filter(None, (claim.said_by or "the report itself", day))),
                text=_words(atlas, claim),
                colour=SIDE_COLOURS[side] if side >= 0 else NO_SIDE_COLOUR,
                claim=row,
                day=(published - pd.Timestamp(0)).days if published else None,
            )
    told = sorted(found.values(), key=lambda ring: not ring.horizon.positions)[:MOST_RINGS]
    return [_placed(ring, n, ways) for n, ring in enumerate(told)]


def _positions(
    claim: Any, atlas: Tables, gazetteer: Gazetteer
) -> Iterator[tuple[str, BaseGeometry]]:
    """Names and shapes of the places that the claim's verdict was measured from."""
    m = atlas.mentions
    for place_id in json.loads(claim.position_ids or "[]"):
        shape = _shape(place_id, atlas, gazetteer)
        if shape is not None:
            place = gazetteer.place(place_id)
            names = m.loc[m["place_id"] == place_id, "name"]
            yield (str(names.iloc[0]) if len(names) or place is None else place.name), shape


def _shape(place_id: str, atlas: Tables, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Area or point of a place: the gazetteer's, else that of a mention."""
    if not place_id:
        return None
    if (area := gazetteer.area(place_id)) is not None:
        return area
    if (place := gazetteer.place(place_id)) is not None:
        return place.point
    m = atlas.mentions
    known = m[(m["place_id"] == place_id) & m.geometry.notna()].geometry
    return known.iloc[0] if len(known) else None


def _published(atlas: Tables, report_id: str) -> Any:
    """A report's day of publication as a timestamp, or None."""
    day = atlas.sources["published"].get(report_id)
    return None if pd.isna(day) else day


def _placed(ring: Ring, n: int, ways: Any) -> Ring:
    """The ring outside its target and the rings before it, with the ways out near it."""
    reach = _reach_km(ring.horizon.middle, ring.shape)
    return replace(
        ring,
        inner_km=reach * (1.06 + 0.14 * n),
        outer_km=reach * (1.16 + 0.14 * n),
        exits=tuple(_exits(ring, ways)) if ways is not None else (),
    )


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


def _exits(ring: Ring, ways: Any) -> Iterator[tuple[str, Point, bool]]:
    """Named ways out near the target's border, and whether a named sector covers them."""
    from geomap import relations

    if isinstance(ring.shape, Point):
        return
    edge = ring.shape.boundary
    for row in ways.itertuples():
        if edge.distance(row.geometry) > _NEAR_BORDER_DEG:
            continue
        bearing = relations.bearing_deg(ring.horizon.middle, row.geometry)
        covered = any(a <= bearing <= b or a <= bearing + 360 <= b for a, b in ring.horizon.closed)
        yield str(row.name), row.geometry, covered


def data(found: Sequence[Ring]) -> dict[str, Any]:
    """Rings as data for the browser."""
    return {"rings": [_ring_data(ring) for ring in found]}


def _ring_data(ring: Ring) -> dict[str, Any]:
    share = sum(b - a for a, b in ring.horizon.closed) / 360
    n = len(ring.horizon.open)
    gaps = f"{n} gap{'s' if n != 1 else ''} with no position named"
    summary = f"They cover {share:.0%} of the horizon at 45 degrees to each side; {gaps}."
    return {
        **_at(ring.horizon.middle),
        "inner_km": round(ring.inner_km, 2),
        "outer_km": round(ring.outer_km, 2),
        "label": f"Claim: {ring.label}",
        "text": ring.text,
        "colour": ring.colour,
        "claim": ring.claim,
        "summary": summary if ring.horizon.positions else "Nothing of it can be drawn.",
        "day": ring.day,
        "positions": [
            {"name": p.name, **_at(p.point), "bearing": round(p.bearing_deg, 1)}
            for p in ring.horizon.positions
        ],
        "closed": _rounded(ring.horizon.closed),
        "open": _rounded(ring.horizon.open),
        "exits": [
            {"name": name, **_at(point), "covered": covered} for name, point, covered in ring.exits
        ],
    }


def _at(point: Point) -> dict[str, float]:
    return {"lon": round(point.x, 5), "lat": round(point.y, 5)}


def _rounded(arcs: tuple["Arc", ...]) -> list[list[float]]:
    return [[round(a, 1), round(b, 1)] for a, b in arcs]

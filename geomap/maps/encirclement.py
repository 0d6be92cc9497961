"""Claimed encirclements as rings: one a claimant and day, each with its sign and what to read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.encirclement import headline, three_lines
from geomap.expressions import KINDS
from geomap.gazetteer import fold
from geomap.maps.encoding import NO_SIDE_COLOUR, SIDE_COLOURS
from geomap.maps.marks import Mark, marks
from geomap.maps.sides import Sides
from geomap.maps.signs import Sign, sign_of
from geomap.model import Gazetteer, Siege, Tables
from geomap.relations import centre, distance_m

MOST_AT_A_PLACE = 3
"""Rings that can be read around one place; the others are counted there and listed."""

_SURROUNDED = KINDS["surrounded"].relation
_NEAR_BORDER_DEG = 0.08  # for choosing which passes to name, no measure
_MOST_PASSES = 5
_LEAST_KM, _USUAL_KM, _MOST_POINT_KM, _MOST_KM = 4.0, 10.0, 15.0, 300.0
_OF_NEAREST, _BEYOND_BORDER = 0.6, 1.06


@dataclass(frozen=True, kw_only=True)
class Ring:
    """A claim of encirclement as it is drawn and read.

    Attributes
    ----------
    rows, siege
        Its rows of the claims table, and the frame of the first.
    sign, marks
        What is drawn; from the frame alone.
    label, lines
        The claim in a line, and the three lines for a reader.
    text
        The longest statement that holds its words.
    middle, km
        Where it stands and how far its ring reaches; None and 0 where the target has no place, so
        that it is listed and not drawn.
    day, known
        Day of the words and of publication, in days since 1970-01-01, None where not known.
    also
        What the same claimant said of it on the same day in other words.
    """

    rows: tuple[int, ...]
    siege: Siege
    sign: Sign
    marks: tuple[Mark, ...]
    label: str
    lines: tuple[str, str, str]
    text: str
    colour: str
    middle: Point | None = None
    km: float = 0.0
    day: int | None = None
    known: int | None = None
    also: tuple[str, ...] = ()


def rings(atlas: Tables, gazetteer: Gazetteer, order: Sides, *, ways: Any = None) -> list[Ring]:
    """Rings of the claims that a place is surrounded, one per claimant and day.

    Parameters
    ----------
    atlas, gazetteer
        Claims and mentions, and the areas of their places.
    order
        The sides, for the colour of who is said to surround.
    ways
        GeoDataFrame of ways out of a valley (passes, mouths) with `name`, or None.

    Returns
    -------
    list of Ring
        What tells most first, and in turn what stands and what is denied, broken or lifted:
        around one place the first `MOST_AT_A_PLACE` are drawn.
    """
    found: dict[tuple[Any, ...], Ring] = {}
    for row, claim in enumerate(atlas.claims.itertuples()):
        if claim.relation != _SURROUNDED:
            continue
        ring = _ring(atlas, gazetteer, claim, row=row, order=order, ways=ways)
        who = ring.siege.claimant or claim.report_id
        key = (who, ring.day, ring.siege.target_id or ring.siege.target, ring.sign.stands)
        found[key] = _both(found[key], ring) if key in found else ring
    return _in_turn(sorted(found.values(), key=_telling))


def _in_turn(found: Sequence[Ring]) -> list[Ring]:
    """Rings so that at each place one that stands and one that does not take turns."""
    seen: Counter[tuple[str, bool]] = Counter()
    turns = []
    for ring in found:
        key = (ring.siege.target_id or ring.siege.target, ring.sign.stands)
        turns.append((seen[key], ring))
        seen[key] += 1
    return [ring for _, ring in sorted(turns, key=lambda turn: turn[0])]


def _both(one: Ring, other: Ring) -> Ring:
    """The ring that tells more, with the other's words beside it."""
    first, second = sorted((one, other), key=_telling)
    said = (*first.also, *((second.label,) if second.label != first.label else ()), *second.also)
    rows = (*first.rows, *second.rows)
    return replace(first, rows=rows, also=tuple(dict.fromkeys(said)))


def _telling(ring: Ring) -> tuple[bool, int, int, int]:
    told = ring.siege
    parts = len(told.sides) + len(told.positions) + len(told.ways) + (told.count > 0)
    day = ring.day if ring.day is not None else 0
    return ring.sign is Sign.LIFTED, -parts, -day, ring.rows[0]


def _ring(
    atlas: Tables,
    gazetteer: Gazetteer,
    claim: Any,
    *,
    row: int,
    order: Sides,
    ways: Any,
) -> Ring:
    published = atlas.sources["published"].get(claim.report_id)
    known = "" if pd.isna(published) else f"{published:%Y-%m-%d}"
    siege = frame_of(claim, known)
    shape = _shape(siege.target_id, atlas, gazetteer)
    middle = centre(shape) if shape is not None else None
    near = _near(atlas, claim)
    sides, quiet, out = three_lines(siege)
    return Ring(
        rows=(row,),
        siege=siege,
        sign=sign_of(siege),
        marks=marks(siege),
        label=headline(siege),
        lines=(sides, quiet, out + _unmentioned(siege, shape, ways)),
        text=str(max((*near["text"], claim.text), key=len)),
        colour=_colour(siege, near["actor"], order=order),
        middle=middle,
        km=0.0 if shape is None or middle is None else _reach_km(siege, middle, shape),
        day=_days(siege.said_on),
        known=_days(known),
    )


def frame_of(claim: Any, published: str) -> Siege:
    """The frame of a row of the claims table; of its other columns where it holds none.

    `published` is the day of its report as an ISO date, "" if unknown.
    """
    try:
        return Siege.from_json(claim.siege)
    except ValueError:
        return Siege(
            target=claim.subject,
            target_id=claim.subject_id,
            claimant=claim.said_by,
            said_on=published,
        )


def _days(iso: str) -> int | None:
    try:
        return (date.fromisoformat(iso) - date(1970, 1, 1)).days
    except ValueError:
        return None


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


def _reach_km(siege: Siege, middle: Point, shape: BaseGeometry) -> float:
    """Radius of a ring: outside its target, and inside the nearest position where it can be."""
    if not isinstance(shape, Point):
        corners = shapely.get_coordinates(shape.convex_hull)
        far = max(distance_m(middle, Point(*corner)) for corner in corners) / 1000
        return min(far * _BEYOND_BORDER, _MOST_KM)
    near = [one.km for one in siege.positions if one.km is not None and one.fits is not False]
    return min(max(min(near) * _OF_NEAREST, _LEAST_KM), _MOST_POINT_KM) if near else _USUAL_KM


def _unmentioned(siege: Siege, shape: BaseGeometry | None, ways: Any) -> str:
    """Passes at the target's border of which the text says nothing."""
    if ways is None or shape is None or isinstance(shape, Point):
        return ""
    told = {fold(way.to) for way in siege.ways} | {fold(one.name) for one in siege.positions}
    off = shapely.distance(ways.geometry.to_numpy(), shape.boundary)
    near = ways.loc[off <= _NEAR_BORDER_DEG, "name"]
    names = [str(name) for name in near if fold(str(name)) not in told]
    more = f" and {len(names) - _MOST_PASSES} more" if len(names) > _MOST_PASSES else ""
    return f" Not mentioned: {', '.join(names[:_MOST_PASSES])}{more}." if names else ""


def _near(atlas: Tables, claim: Any) -> Any:
    """Statements whose words overlap the claim's."""
    s = atlas.statements
    over = (s["start"] < claim.end) & (s["end"] > claim.start)
    return s[(s["report_id"] == claim.report_id) & over]


def _colour(siege: Siege, actors: Iterable[str], *, order: Sides) -> str:
    """Colour of who is said to surround: as the frame says, else who acts or speaks there."""
    names = (siege.by, *actors, siege.claimant, siege.post)
    side = next((side for name in names if (side := order.of(name)) >= 0), -1)
    return SIDE_COLOURS[side] if side >= 0 else NO_SIDE_COLOUR


def drawn(found: Sequence[Ring]) -> list[list[Ring]]:
    """The rings that a still picture draws, place by place, from within outwards.

    What tells most stands outermost, where its arrows are free.
    """
    at: dict[tuple[float, float], list[Ring]] = {}
    for ring in found:
        if ring.middle is not None:
            at.setdefault((ring.middle.x, ring.middle.y), []).append(ring)
    return [rings[:MOST_AT_A_PLACE][::-1] for rings in at.values()]


def data(found: Sequence[Ring]) -> dict[str, Any]:
    """Rings as data for the browser."""
    return {"most": MOST_AT_A_PLACE, "rings": [_ring_data(ring) for ring in found]}


def _ring_data(ring: Ring) -> dict[str, Any]:
    at = ring.middle
    return {
        "rows": list(ring.rows),
        "target": ring.siege.target,
        "sign": ring.sign.value,
        "marks": mark_data(ring.marks),
        "label": ring.label,
        "lines": list(ring.lines),
        "also": list(ring.also),
        "text": ring.text,
        "colour": ring.colour,
        "day": ring.day,
        "known": ring.known,
        "lon": round(at.x, 5) if at is not None else None,
        "lat": round(at.y, 5) if at is not None else None,
        "km": round(ring.km, 2),
    }


def mark_data(found: Sequence[Mark]) -> list[list[Any]]:
    """Marks as lists of kind, start, end, words and kilometres."""
    return [
        [one.kind, round(one.start, 1), round(one.end, 1), one.text, round(one.km, 1)]
        for one in found
    ]

"""Spatial language as areas: sectors, rings, near, between, corridors, outskirts."""

import numpy as np
import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.relations.lines import Direction, line
from geomap.relations.plane import Floats, Plane, centre, check_geometry, kept, plane_at

NEAR_M = 25_000.0
"""How far "near" reaches: the 25 km of ACLED's and UCDP's second class of precision."""

_STEP_DEG = 2.0
_BETWEEN_DEG = 120.0
_BESIDE_ROAD_M = 2_500.0


def disc(origin: Point, radius_m: float) -> BaseGeometry:
    """Area within a geodesic radius of a point, cut at the antimeridian.

    Examples
    --------
    >>> round(disc(Point(179.9, 0), 50_000).bounds[2], 6)
    180.0
    """
    check_geometry(origin)
    if not radius_m > 0:
        raise InputError(f"expected a radius in metres above 0, got {radius_m}")
    plane = Plane(origin.x, origin.y)
    return plane.unproject(Point(0.0, 0.0).buffer(radius_m, quad_segs=45))


@kept
def widen(geometry: BaseGeometry, distance_m: float) -> BaseGeometry:
    """Geometry widened by a distance on all sides, in the plane at its middle.

    What is smaller than a twentieth of the distance is smoothed away first, so that the widened
    edge is good to that much and countries with long coasts take no longer than others.
    """
    check_geometry(geometry)
    if distance_m <= 0:
        return geometry
    plane = plane_at(geometry)
    flat = plane.project(geometry).simplify(distance_m / 20)
    return plane.unproject(flat.buffer(distance_m, quad_segs=8))


@kept
def sector(
    origin: BaseGeometry,
    way: Direction | None,
    *,
    near_m: float,
    far_m: float,
    extent_m: float = 0.0,
) -> BaseGeometry:
    """Area of "D km DIR of P": distances near to far, bearings in the direction's cone.

    Parameters
    ----------
    origin
        P in longitude and latitude, WGS84: a point, or an area for a place with an extent.
    way
        The direction, or None for a whole ring ("80 km from P").
    near_m, far_m
        Least and greatest distance from P.
    extent_m
        Radius around a point P within which the measuring may have started.

    Returns
    -------
    Polygon or MultiPolygon
        Union of the sector-annuli around every point of P's extent (its convex hull), cut at the
        antimeridian. Around a point without extent its edges follow geodesic distances and bearings
        to within 1 part in 10,000.

    Raises
    ------
    InputError
        Unless 0 <= near_m < far_m.

    Notes
    -----
    The point-radius method's offset at a heading (Wieczorek, Guo and Hijmans 2004; Chapman and
    Wieczorek 2020, "Georeferencing Best Practices"), kept as a shape instead of a circle.

    Examples
    --------
    >>> from geomap.relations import direction, distance_m
    >>> jurm = Point(70.83, 36.86)
    >>> area = sector(jurm, direction("S"), near_m=32_500, far_m=33_500)
    >>> round(distance_m(jurm, area) / 1000, 2)
    32.5
    """
    check_geometry(origin)
    if not 0 <= near_m < far_m:
        raise InputError(f"expected 0 <= near_m < far_m, got {near_m} and {far_m}")
    plane = Plane.around(origin)
    extent = plane.project(origin).convex_hull
    if extent_m > 0:
        extent = extent.buffer(extent_m, quad_segs=8).convex_hull
    if extent.geom_type == "Point":
        return plane.unproject(_sector_xy(way, near_m, far_m))
    return plane.unproject(_swept(extent, way, near_m, far_m))


def _sector_xy(way: Direction | None, near_m: float, far_m: float) -> Polygon:
    if way is None:
        ring = Point(0, 0).buffer(far_m, quad_segs=90)
        return ring.difference(Point(0, 0).buffer(near_m, quad_segs=90)) if near_m else ring
    steps = int(np.ceil(2 * way.half_width_deg / _STEP_DEG)) + 1
    angle = np.radians(
        np.linspace(
            way.bearing_deg - way.half_width_deg, way.bearing_deg + way.half_width_deg, steps
        )
    )
    rays = np.column_stack([np.sin(angle), np.cos(angle)])
    # the chord of a step lies inside its arc: set the outer vertices out by half the gap
    bulge = 2 / (1 + np.cos(np.radians(_STEP_DEG / 2)))
    inner = rays[::-1] * near_m * bulge if near_m else np.zeros((1, 2))
    return Polygon(np.vstack([rays * far_m * bulge, inner]))


def _swept(
    extent: BaseGeometry, way: Direction | None, near_m: float, far_m: float
) -> BaseGeometry:
    corners = shapely.get_coordinates(extent)
    if len(corners) > 64:
        corners = shapely.get_coordinates(extent.simplify(extent.length / 500).convex_hull)
    reach = extent.buffer(far_m, quad_segs=45)
    if near_m > 0:
        inside = [Point(corner).buffer(near_m, quad_segs=45) for corner in corners]
        reach = reach.difference(shapely.intersection_all(inside))
    if way is None:
        return reach
    wedge = shapely.get_coordinates(_sector_xy(way, 0.0, 2 * far_m))
    sums = (corners[:, None, :] + wedge[None, :, :]).reshape(-1, 2)
    return reach.intersection(MultiPoint(sums).convex_hull)


def near(place: BaseGeometry, *, extent_m: float = 0.0, reach_m: float = NEAR_M) -> BaseGeometry:
    """Area near or around a place: the place with its extent, widened by `reach_m`.

    Examples
    --------
    >>> near(Point(69.2, 34.5)).contains(Point(69.3, 34.6))
    True
    """
    return widen(place, extent_m + reach_m)


def outskirts(place: BaseGeometry, *, extent_m: float = 2_000.0) -> BaseGeometry:
    """Area of a place's outskirts: the ring around its edge, half its radius inward and once out.

    Parameters
    ----------
    place
        Longitude and latitude; of an area, the radius is that of the circle of the same area.
    extent_m
        Radius of the built-up place where it is only a point.
    """
    check_geometry(place)
    plane = plane_at(place)
    flat = plane.project(place)
    if flat.area == 0:
        flat = flat.buffer(extent_m, quad_segs=45)
    radius = float(np.sqrt(flat.area / np.pi))
    core = flat.buffer(-radius / 2, quad_segs=45)
    return plane.unproject(flat.buffer(radius, quad_segs=45).difference(core))


def between(
    a: BaseGeometry,
    b: BaseGeometry,
    *,
    stretch: tuple[float, float] = (0.0, 1.0),
) -> BaseGeometry:
    """Area between two places: where they lie at least 120 degrees apart, as seen from there.

    Parameters
    ----------
    a, b
        Longitude and latitude, WGS84; the lens runs from centre to centre.
    stretch
        Part of the way from a to b that is kept, 0 to 1: a third to two thirds for "halfway".

    Notes
    -----
    By the inscribed angle theorem the lens is the overlap of two discs through both centres with
    radius d / (2 sin 120). It is drawn in the plane at its middle, so for places more than about
    1,000 km apart its edge is good to a few percent.

    Raises
    ------
    InputError
        If the places coincide.

    Examples
    --------
    >>> half = between(Point(0, 0), Point(3, 0), stretch=(1 / 3, 2 / 3))
    >>> [round(edge, 1) for edge in half.bounds[::2]]
    [1.0, 2.0]
    """
    plane, x, y = _both(a, b)
    length = float(np.hypot(x[1] - x[0], y[1] - y[0]))
    radius = length / 2 / np.sin(np.radians(_BETWEEN_DEG))
    offset = radius * -np.cos(np.radians(_BETWEEN_DEG))
    normal = np.array([-(y[1] - y[0]), x[1] - x[0]]) / length
    centres = [np.array([x.mean(), y.mean()]) + sign * offset * normal for sign in (1, -1)]
    lens = shapely.intersection_all([Point(c).buffer(radius, quad_segs=90) for c in centres])
    if stretch != (0.0, 1.0):
        lens = lens.intersection(_slice(x, y, stretch))
    return plane.unproject(lens)


def _both(a: BaseGeometry, b: BaseGeometry) -> tuple[Plane, Floats, Floats]:
    """The plane at the middle of the line between two centres, and these in it."""
    start, end = centre(a), centre(b)
    if start.equals(end):
        raise InputError("expected two places apart from each other, got the same place twice")
    plane = Plane.around(line(start, end))
    return plane, *plane.xy([start.x, end.x], [start.y, end.y])


def _slice(x: Floats, y: Floats, stretch: tuple[float, float]) -> Polygon:
    """Strip across the line between two points of the plane, from one share of it to another."""
    along = np.array([x[1] - x[0], y[1] - y[0]])
    across = np.array([-along[1], along[0]])
    start = np.array([x[0], y[0]])
    low, high = (start + share * along for share in stretch)
    return Polygon([low - across, high - across, high + across, low + across])


def nearer(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry:
    """Area that is closer to one place than to another, no farther from it than the two are apart.

    Centres count. The edge between the two is straight in the plane at the middle of their line,
    so for places more than about 1,000 km apart it is good to a few percent.

    Raises
    ------
    InputError
        If the places coincide.

    Examples
    --------
    >>> half = nearer(Point(0, 0), Point(2, 0))
    >>> half.covers(Point(0.9, 0)), half.covers(Point(1.1, 0))
    (True, False)
    """
    plane, x, y = _both(a, b)
    length = float(np.hypot(x[1] - x[0], y[1] - y[0]))
    reach = Point(x[0], y[0]).buffer(length, quad_segs=90)
    return plane.unproject(reach.intersection(_slice(x, y, (-1.0, 0.5))))


def corridor(a: BaseGeometry, b: BaseGeometry, *, way: BaseGeometry | None = None) -> BaseGeometry:
    """Area along the road from one place to another.

    Parameters
    ----------
    a, b
        Longitude and latitude, WGS84.
    way
        The road or a stand-in for it, as a line; the corridor is 5 km wide. Without one the
        geodesic stands in, and the corridor is a quarter of its length wide, because roads bend.
    """
    if way is not None:
        return widen(way, _BESIDE_ROAD_M)
    straight = line(a, b)
    return widen(straight, max(plane_at(straight).project(straight).length / 8, 1_000.0))

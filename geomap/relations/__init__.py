"""Measures of space: distance, direction, adjacency, areas of spatial language, encirclement.

Pure functions on shapely geometries in longitude and latitude (WGS84). Distances and bearings are
geodesic; planar work happens in an azimuthal-equidistant plane at the subject, never in degrees
and never in Web Mercator. Bearings are degrees clockwise from true north.
"""

from geomap.relations.areas import (
    NEAR_M,
    between,
    corridor,
    disc,
    near,
    nearer,
    outskirts,
    sector,
    widen,
)
from geomap.relations.bearings import (
    ARC_DEG,
    chance_surrounded,
    covered_share,
    depth,
    largest_gap_deg,
    open_arcs,
    sides,
    widest_open_deg,
)
from geomap.relations.borders import (
    Adjacency,
    adjacencies,
    adjacency,
    area_km2,
    share_inside,
)
from geomap.relations.directions import (
    bearings_from,
    cone_score,
    direction_share,
    in_cone,
    sample,
)
from geomap.relations.lines import (
    Direction,
    bearing_deg,
    bearings_deg,
    compass_word,
    direction,
    distance_m,
    distances_m,
    line,
    nearest_points,
)
from geomap.relations.plane import GEOD, Plane, centre, plane_at, wrap_deg
from geomap.relations.siege import (
    DRAWS,
    Encirclement,
    Measure,
    Spread,
    encirclement,
    exits_cut,
    flow_cut,
    max_flow,
    spread_points,
)

__all__ = [
    "ARC_DEG",
    "DRAWS",
    "GEOD",
    "NEAR_M",
    "Adjacency",
    "Direction",
    "Encirclement",
    "Measure",
    "Plane",
    "Spread",
    "adjacencies",
    "adjacency",
    "area_km2",
    "bearing_deg",
    "bearings_deg",
    "bearings_from",
    "between",
    "centre",
    "chance_surrounded",
    "compass_word",
    "cone_score",
    "corridor",
    "covered_share",
    "depth",
    "direction",
    "direction_share",
    "disc",
    "distance_m",
    "distances_m",
    "encirclement",
    "exits_cut",
    "flow_cut",
    "in_cone",
    "largest_gap_deg",
    "line",
    "max_flow",
    "near",
    "nearer",
    "nearest_points",
    "open_arcs",
    "outskirts",
    "plane_at",
    "sample",
    "sector",
    "share_inside",
    "sides",
    "spread_points",
    "widen",
    "widest_open_deg",
    "wrap_deg",
]

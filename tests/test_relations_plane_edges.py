"""The edges of the plane: how finely long edges are followed from one drawing to the other."""

import numpy as np
import shapely
from shapely import LineString, Point, box

from geomap import relations
from geomap.relations.plane import Plane


def test_a_long_parallel_is_followed_to_ten_metres():
    plane = Plane(10.0, 60.0)
    flat = plane.project(LineString([(0, 60), (20, 60)]))
    for lon in np.linspace(0.1, 19.9, 67):
        x, y = plane.xy(lon, 60.0)
        assert flat.distance(Point(float(x), float(y))) < 10


def test_a_long_edge_of_the_plane_is_followed_to_ten_metres():
    plane = Plane(10.0, 60.0)
    square = box(-500_000, -500_000, 500_000, 500_000)
    edge = plane.unproject(square).boundary
    for x in np.linspace(-490_000, 490_000, 61):
        lon, lat = plane.lonlat(x, 500_000.0)
        there = Point(float(lon), float(lat))
        near = shapely.ops.nearest_points(edge, there)[0]
        assert relations.distance_m(near, there) < 10

"""The edges of what nobody speaks of and of four sides."""

import numpy as np
import pytest
from shapely import Point, box

from geomap import encirclement, relations
from geomap.encirclement import exits
from geomap.locating import Site
from geomap.model import Place, Side, Siege
from geomap.relations import GEOD, Spread


def around(*bearings):
    points = [Point(*GEOD.fwd(20.0, 50.0, bearing, 10_000.0)[:2]) for bearing in bearings]
    return [(f"{bearing}", point) for bearing, point in zip(bearings, points, strict=True)]


@pytest.mark.parametrize(("gap", "quiet"), [(0.4, False), (0.6, True), (5.0, True)])
def test_a_gap_of_half_a_degree_is_none(gap, quiet):
    sides = tuple(Side(way="", bearing_deg=at) for at in (0.0, 90.0 + gap, 180.0, 270.0))
    _, unsaid, _ = encirclement.three_lines(Siege(target="Goma", sides=sides))
    assert ("degrees" in unsaid) is quiet


def test_a_target_with_positions_on_four_sides_is_inside_them():
    # so that "from four sides" never asks for less than "surrounded"
    draws = np.random.default_rng(1)
    for _ in range(60):
        ring = [Spread(geometry=one) for _, one in around(*draws.uniform(0, 360, 6))]
        found = relations.encirclement(Spread(geometry=Point(20, 50)), ring, draws=4)
        assert found.at_least[4] <= found.inside


@pytest.mark.parametrize(
    ("km", "area", "cut"),
    [(14.9, False, True), (15.1, False, False), (1.9, True, True), (2.1, True, False)],
)
def test_a_post_cuts_a_way_out_from_fifteen_kilometres_and_an_area_from_two(km, area, cut):
    at = Point(*GEOD.fwd(20.0, 50.0, 90.0, 1000 * km)[:2])
    place = Place(place_id="x", name="X", kind="P.PPL", lon=at.x, lat=at.y)
    site = Site(name="X", place=place, area=box(at.x, 49, at.x + 1, 51) if area else None)
    assert exits._cut([Point(20, 50)], [site]) == [cut]

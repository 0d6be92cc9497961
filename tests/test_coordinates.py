"""Coordinates in a text are places: every form, what is none, and the event that stands there."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geomap import events, pipeline, reports
from geomap.discourse import grids, positions
from geomap.relations import distance_m

DAY = date(2023, 5, 3)


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def told(text, tools):
    report = reports.from_text(text, report_id="r", published=DAY)
    return pipeline.read_one(report, tools)


def places(text, tools):
    """Points of a text's statements that have one, latitude first."""
    found = [one.place.place for one in told(text, tools).statements if one.place is not None]
    return [(round(p.lat, 4), round(p.lon, 4)) for p in found if p is not None]


@pytest.mark.parametrize(
    ("text", "lat", "lon", "uncertainty_m"),
    [
        ("at 15.6412°N, 32.4801°E on", 15.6412, 32.4801, 11.1),
        ("15.6412 N 32.4801 E", 15.6412, 32.4801, 11.1),
        ("N15.6412 E32.4801", 15.6412, 32.4801, 11.1),
        ("32.4801°E, 15.6412°N", 15.6412, 32.4801, 11.1),
        ("15.6412° North, 32.4801° East", 15.6412, 32.4801, 11.1),
        ("15°38'28\"N 32°28'48\"E", 15.64111, 32.48, 30.9),
        ("1°40'26\"S, 29°13'42\"E", -1.67389, 29.22833, 30.9),
        ("33°27'S 70°40'W", -33.45, -70.66667, 1853.2),
        ("15 38 28 N 32 28 48 E", 15.64111, 32.48, 30.9),
        ("153828N 0322848E", 15.64111, 32.48, 30.9),
        ("1430N/04220E", 14.5, 42.33333, 1853.2),
        ("11 degrees 50 minutes north, 13 degrees 9 minutes east", 11.83333, 13.15, 1853.2),
        ("48.5°N 37.9°E", 48.5, 37.9, 11119.5),
        ("latitude 13.512 and longitude 2.112", 13.512, 2.112, 111.2),
        ("lon: 29.228, lat: -1.674", -1.674, 29.228, 111.2),
        ("48.5932, 37.9976", 48.5932, 37.9976, 11.1),
        ("coordinates 14.35, -1.22", 14.35, -1.22, 1112.0),
        ("MGRS 37U DQ 48123 30456", 49.02482, 38.2904, 10.0),
        ("grid 36PVC4830", 15.652, 32.51948, 707.1),
        ("36P 448123 1730456", 15.65159, 32.51597, 10.0),
        ("zone 36N 448123 E 1730456 N", 15.65159, 32.51597, 10.0),
        ("8FVC9G8F+6X", 47.36556, 8.52494, 10.0),
        ("https://www.google.com/maps/@48.5932,37.9976,15z", 48.5932, 37.9976, 404.4),
        (
            "google.com/maps/place/X/@15.6,32.4,17z/data=!3d15.6412!4d32.4801",
            15.6412,
            32.4801,
            11.1,
        ),
        ("https://maps.google.com/?q=48.2830,37.1753", 48.283, 37.1753, 11.1),
        ("openstreetmap.org/#map=16/46.7774/33.3705", 46.7774, 33.3705, 209.4),
        ("openstreetmap.org/?mlat=46.7774&mlon=33.3705", 46.7774, 33.3705, 11.1),
        ("https://yandex.com/maps/?ll=33.3705%2C46.7774&z=12", 46.7774, 33.3705, 11.1),
        ("geo:46.7774,33.3705", 46.7774, 33.3705, 11.1),
    ],
)
def test_every_form_gives_its_point_and_what_its_digits_leave_open(text, lat, lon, uncertainty_m):
    (one,) = positions.find(text)
    reading = one.readings[0]
    assert (reading.lat, reading.lon) == pytest.approx((lat, lon), abs=2e-5)
    assert one.uncertainty_m == pytest.approx(uncertainty_m, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "The team won 3-2.",
        "Turnout was 45.5, 30.2 percent.",
        "growth of 1.2345, 2.3456 percent",
        "oil at $85.1234, 86.1234",
        "1,234.5678, 2,345.6789 naira",
        "closed at 45.1234, 46.2345 points",
        "pages 15-32",
        "on 12.05.2023, 14.06.2023",
        "call +249 155 123456",
        "version 1.2.3, 4.5.6",
        "it rose from 15.25 to 32.45",
        "12.5, 95.61234, 100.12345",
        "2345+23 is a sum",
        "the 36T AB 1234 truck",
        "route 15N 32E",
        "45 degrees north of the road",
        "95.6412, 232.4801",
        "95.6412N, 32.4801E",
        "15°75'N, 32°10'E",
        "15.5°30'N, 32°10'E",
        "15.6412°N, 32.4801°N",
        "0.0000, 0.0000",
        "37U ZZ 48123 30456",
        "https://example.org/news/15.6412,32.4801x",
    ],
)
def test_other_figures_and_what_is_not_on_earth_are_no_position(text):
    assert positions.find(text) == []


@given(st.floats(-79.9, 83.9), st.floats(-179.9, 179.9).filter(lambda lon: abs(lon) > 1e-3))
def test_a_point_written_down_is_read_within_its_uncertainty(lat, lon):
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    (one,) = positions.find(f"at {abs(lat):.4f}°{north}, {abs(lon):.4f}°{east}.")
    reading = one.readings[0]
    assert distance_m(Point(reading.lon, reading.lat), Point(lon, lat)) <= one.uncertainty_m


@pytest.mark.parametrize(
    ("mgrs", "lat", "lon"),
    [  # as the mgrs package 1.6.0 gives their south-west corners
        ("37U DQ 48123 30456", 49.02481143, 38.29039269),
        ("42S WD 12345 67890", 34.95346161, 69.13521414),
        ("54H VE 67890 12345", -36.93438737, 140.63943230),
        ("21H TC 05123 98765", -33.40998211, -60.17070733),
    ],
)
def test_squares_of_the_military_grid_lie_where_another_library_has_them(mgrs, lat, lon):
    zone, square, east, north = mgrs.split()
    found = grids.from_mgrs(int(zone[:2]), zone[2], square, east + north)
    assert distance_m(Point(found[1], found[0]), Point(lon, lat)) <= 1.5


def test_fewer_figures_of_the_grid_are_a_larger_square():
    radii = [grids.from_mgrs(37, "U", "DQ", digits)[2] for digits in ("4830", "481304", "48123045")]
    assert radii == sorted(radii, reverse=True)


def test_a_plus_code_with_more_digits_lies_in_the_cell_of_the_shorter():
    lat, lon, cell = grids.from_plus_code("8FVC9G8F+6X")
    finer = grids.from_plus_code("8FVC9G8F+6XQ")
    assert finer[2] < cell
    assert (abs(finer[0] - lat), abs(finer[1] - lon)) <= (cell / 2, cell / 2)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("A drone struck a fuel depot at 15.6412°N, 32.4801°E on Tuesday.", (15.6412, 32.4801)),
        ("A drone struck a depot at 15°38′28″N 32°28′48″E on Tuesday.", (15.6411, 32.48)),
        ("A shell hit a clinic in Omdurman (15.6445, 32.4777) on Tuesday.", (15.6445, 32.4777)),
        ("A shell hit a clinic in Omdurman (32.4777, 15.6445) on Tuesday.", (15.6445, 32.4777)),
        ("Rebels attacked a convoy in Goma (1°40′26″S, 29°13′42″E) on Monday.", (-1.6739, 29.2283)),
        ("An air strike hit a warehouse at 36.2021, 37.1343 on Monday.", (36.2021, 37.1343)),
        ("Artillery shelled positions at MGRS 37U DQ 48123 30456 on Monday.", (49.0248, 38.2904)),
        ("A mine exploded at UTM 36P 448123 1730456 on Monday.", (15.6516, 32.516)),
        ("A bomb exploded at 9G8F+6X Zurich on Monday.", (47.3656, 8.5249)),
        ("Fighters ambushed a patrol at latitude 13.512, longitude 2.112.", (13.512, 2.112)),
        ("Rebels shelled Kharkiv on Monday. Coordinates: 49.9935, 36.2304.", (49.9935, 36.2304)),
        ("A car bomb exploded in Baidoa, Somalia, at 3.1138, 43.6498.", (3.1138, 43.6498)),
        (
            "A missile hit a school (https://google.com/maps/@48.5932,37.9976,15z) in Bakhmut.",
            (48.5932, 37.9976),
        ),
    ],
)
def test_the_event_stands_at_the_point_that_the_text_gives(text, point, tools):
    found = told(text, tools).statements
    at = [one.place.place for one in found if one.place is not None]
    assert at
    assert {(round(p.lat, 4), round(p.lon, 4)) for p in at} == {point}
    assert {p.source for p in at} == {"the report's own words"}
    assert all(p.place_id.startswith("text:") for p in at)


def test_a_name_before_the_coordinates_stays_a_mention(tools):
    found = told("A shell hit a clinic in Omdurman (15.6445, 32.4777) on Tuesday.", tools)
    assert [one.mention.text for one in found.resolutions] == ["Omdurman", "15.6445, 32.4777"]
    name, point = (one.place for one in found.resolutions)
    assert name.place_id.startswith("gn:")
    assert (point.name, point.country) == ("Omdurman (15.6445, 32.4777)", "SD")


def test_the_order_of_a_pair_is_said_with_its_reason(tools):
    near = told("A shell hit Omdurman (32.4777, 15.6445) on Tuesday.", tools).resolutions[-1]
    assert "longitude first" in near.explanation[1]
    assert "km from Omdurman" in near.explanation[1]
    alone = told("A drone hit a depot at 15.6445, 32.4777 on Tuesday.", tools).resolutions[-1]
    assert "latitude first" in alone.explanation[1]
    assert alone.probability < 0.99


def test_few_digits_are_a_position_only_near_a_place_of_the_report(tools):
    near = told("Soldiers attacked a market in Khartoum (15.55, 32.53) on Monday.", tools)
    assert near.resolutions[-1].place.name == "Khartoum (15.55, 32.53)"
    figures = told("Inflation was 12.45 (41.20, 93.90) in Khartoum on Monday.", tools)
    assert [one.mention.text for one in figures.resolutions] == ["Khartoum"]


def test_a_short_plus_code_without_its_town_is_no_place(tools):
    assert places("A bomb exploded at 9G8F+6X on Monday.", tools) == []


def test_mentions_quote_the_report(tools):
    text = "Rebels attacked Goma (1°40′26″S, 29°13′42″E) at N34°31′40″ E69°10′20″ on Monday."
    for one in told(text, tools).resolutions:
        assert text[one.mention.start : one.mention.end] == one.mention.text


def test_parts_of_coordinates_are_no_days_nor_names(tools):
    found = told("Militants killed ten people at 11 degrees 50 minutes north, 13 degrees 9 minutes "
                 "east on Monday.", tools)  # fmt: skip
    assert len(found.resolutions) == 1
    assert {one.when.start for one in found.statements} == {date(2023, 5, 1)}


def test_a_point_is_known_as_well_as_a_town_a_rough_one_less(tools):
    fine = told("A drone struck a depot at 15.6412°N, 32.4801°E on Tuesday.", tools)
    place = fine.resolutions[0].place
    assert events.geo_precision(place) == "settlement"
    assert events.geo_precision(replace(place, uncertainty_m=11_000.0)) == "near"
    assert events.geo_precision(replace(place, uncertainty_m=111_000.0)) == "area"


def test_the_same_point_in_two_reports_is_one_place(tools):
    one = told("A drone struck a depot at 15.6412°N, 32.4801°E on Tuesday.", tools)
    two = told("Two died when a depot at 15.6412, 32.4801 was struck on Tuesday.", tools)
    assert one.resolutions[0].place.place_id == two.resolutions[0].place.place_id


def test_the_shared_case(shared, tools):
    folder = shared / "cases" / "15-coordinates-decimal-and-dms" / "input"
    right = {"a": (15.6412, 32.4801), "b": (15.6411, 32.48), "c": (15.6445, 32.4777)}
    for name, point in right.items():
        assert point in places((folder / f"{name}.txt").read_text(encoding="utf-8"), tools)

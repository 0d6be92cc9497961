"""The edges of verdicts: two towns of the user's, set exactly so far apart, and a text."""

from dataclasses import replace
from datetime import date

import pytest
from pyproj import Geod

from geomap import pipeline, reports
from geomap.settings import OFFLINE

GEOD = Geod(ellps="WGS84")
KABUL = (69.172, 34.528)
HEAD = "name,lon,lat,country,uncertainty_m,population,kind"


@pytest.fixture
def check(tmp_path):
    """Claims of a text about Zarnag, so many km at a bearing from Qarabul."""

    def run(text, km, *, bearing=0.0, people=60_000, country="AF", start=KABUL, relation=None):
        lon, lat, _ = GEOD.fwd(*start, bearing, 1000 * km)
        rows = [
            HEAD,
            f"Qarabul,{start[0]},{start[1]},AF,200,60000,P.PPL",
            f"Zarnag,{lon},{lat},{country},200,{people},P.PPL",
        ]
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        path.write_text("\n".join(rows), encoding="utf-8")
        report = reports.from_text(text, report_id="r", published=date(2022, 5, 18))
        atlas = pipeline.build_atlas([report], settings=replace(OFFLINE, places=(path,)))
        rows = atlas.claims
        rows = rows if relation is None else rows[rows["relation"] == relation]
        assert len(rows) == 1, atlas.claims[["relation", "subject", "object"]]
        return rows.iloc[0]

    return run


NEAR = "The village of Zarnag lies near the town of Qarabul."


def test_a_verdict_needs_nine_tenths_and_is_turned_at_one_tenth(check):
    seen = set()
    for km in (20, 27, 28.2, 29, 35, 45, 47.4, 48.5, 60):
        row = check(NEAR, km)
        wanted = (
            "supported"
            if row["probability"] >= 0.9
            else "contradicted"
            if row["probability"] <= 0.1
            else "undetermined"
        )
        assert row["verdict"] == wanted
        seen.add(round(row["probability"], 1))
    assert {0.1, 0.9} <= seen, "the thresholds were approached from neither side"


@pytest.mark.parametrize(
    ("km", "verdict"),
    [(25, "supported"), (30, "undetermined"), (45, "undetermined"), (55, "contradicted")],
)
def test_near_is_twenty_five_kilometres_and_twice_that_is_not_near(check, km, verdict):
    assert check(NEAR, km)["verdict"] == verdict


@pytest.mark.parametrize(
    ("km", "people", "verdict"),
    [
        (99, 49_000, "contradicted"),
        (101, 49_000, "undetermined"),
        (101, 51_000, "contradicted"),
    ],
)
def test_a_small_place_a_hundred_kilometres_off_is_likely_a_namesake(check, km, people, verdict):
    assert check(NEAR, km, people=people)["verdict"] == verdict


FAR = "The village of Zarnag lies 20 km from the town of Qarabul. Fighting raged in Kandahar."


@pytest.mark.parametrize(
    ("km", "country", "people", "verdict"),
    [
        (295, "PK", 60_000, "contradicted"),
        (305, "PK", 60_000, "undetermined"),
        (305, "AF", 60_000, "contradicted"),
        (305, "PK", 510_000, "contradicted"),
        (305, "PK", 490_000, "undetermined"),
    ],
)
def test_a_lone_place_of_another_country_is_doubted_from_three_hundred_kilometres(
    check, km, country, people, verdict
):
    row = check(FAR, km, bearing=120, people=people, country=country)
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("said", "km", "verdict"),
    [
        # by road: a road is mostly up to six tenths longer than the straight line, at most twice
        ("80 km by road from", 34, "contradicted"),
        ("80 km by road from", 45, "undetermined"),
        ("80 km by road from", 60, "supported"),
        ("80 km by road from", 82, "supported"),
        ("80 km by road from", 95, "contradicted"),
        # eighty is rounded to ten
        ("80 km from", 76, "supported"),
        ("80 km from", 84, "supported"),
        ("80 km from", 90, "contradicted"),
        ("83 km from", 83.4, "supported"),
        ("83 km from", 86, "contradicted"),
        # about leaves twice that open
        ("about 80 km from", 89, "supported"),
        ("about 80 km from", 110, "contradicted"),
        ("within 80 km of", 5, "supported"),
        ("within 80 km of", 84, "supported"),
        ("within 80 km of", 90, "contradicted"),
        ("more than 80 km from", 76, "supported"),
        ("more than 80 km from", 30, "contradicted"),
        # two hours' drive at 20 to 70 km an hour, a day's walk of eight hours at 2.5 to 5.5
        ("a two-hour drive from", 40, "supported"),
        ("a two-hour drive from", 95, "supported"),
        ("a two-hour drive from", 170, "contradicted"),
        ("a day's walk from", 25, "supported"),
        ("a day's walk from", 70, "contradicted"),
        ("30 miles from", 48.3, "supported"),
        ("30 miles from", 15, "contradicted"),
        ("on the outskirts of", 2, "supported"),
        ("on the outskirts of", 14, "contradicted"),
    ],
)
def test_a_distance_holds_within_what_its_words_leave_open(check, said, km, verdict):
    assert (
        check(f"The village of Zarnag lies {said} the town of Qarabul.", km)["verdict"] == verdict
    )


@pytest.mark.parametrize(
    ("said", "bearing", "verdict"),
    [
        ("north", 40, "supported"),
        ("north", 46, "undetermined"),
        ("north", 100, "contradicted"),
        ("northeast", 65, "supported"),
        ("northeast", 95, "contradicted"),
        ("due north", 8, "supported"),
        ("due north", 40, "contradicted"),
    ],
)
def test_a_direction_is_a_cone_with_its_width(check, said, bearing, verdict):
    text = f"The village of Zarnag lies {said} of the town of Qarabul."
    assert check(text, 100, bearing=bearing)["verdict"] == verdict


@pytest.mark.parametrize(
    ("said", "km", "words"),
    [
        ("8 km from", 8, "leaves 7.5 to 8.5 km open"),
        ("9 km from", 9, "leaves 8.5 to 9.5 km open"),
        ("about 9 km from", 9, "leaves 8 to 10 km open"),
        ("80 km from", 80, "leaves 75 to 85 km open"),
        ("more than 8 km from", 12, "km and more open"),
    ],
)
def test_what_a_distance_leaves_open_is_said_to_a_tenth_below_ten_kilometres(
    check, said, km, words
):
    row = check(f"The village of Zarnag lies {said} the town of Qarabul.", km)
    assert words in row["why"]


def test_what_lies_somewhere_is_what_its_verb_is_said_of_and_no_name_between(check):
    text = "The town of Zarnag, a gateway to Qarabul, is 25 km north of Qarabul."
    row = check(text, 25, relation="distance")
    assert (row["subject"], row["verdict"]) == ("Zarnag", "supported")

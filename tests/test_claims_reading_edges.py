"""The edges of what is read beside a claim: its statement, its speaker, and why it was not read."""

from datetime import date

import pytest
from shapely import Point

from geomap import pipeline, reports
from geomap.claims.table import place_of, side_by_side, table
from geomap.discourse.people import phrase
from geomap.model import Claim, Mention, Place, Resolution, Role, Statement

PLACE = Place(place_id="x", name="Jurm", kind="P.PPL", lon=70.8, lat=36.9)


def statement():
    mention = Mention(report_id="r", start=15, end=19, text="Jurm", role=Role.EVENT_PLACE)
    there = Resolution(mention=mention, place=PLACE, probability=1.0)
    return Statement(
        report_id="r", start=10, end=20, text="near Jurm", event_type="ASSAULT", status="asserted",
        place=there,
    )  # fmt: skip


def claim(start, end, **more):
    row = {"report_id": "r", "object_id": "x", "geometry": Point(70.8, 36.9).buffer(0.1)} | more
    return Claim(
        start=start, end=end, text="near Jurm", relation="near", subject="", object="Jurm", **row
    )


@pytest.mark.parametrize(
    ("one", "beside"),
    [
        (claim(11, 19), True),
        (claim(0, 11), True),
        (claim(19, 30), True),
        (claim(0, 30), True),
        (claim(0, 10), False),
        (claim(20, 30), False),
        (claim(11, 19, report_id="s"), False),
        (claim(11, 19, subject_id="y"), False),
        (claim(11, 19, object_id="y"), False),
        (claim(11, 19, geometry=None), False),
    ],
)
def test_an_event_lies_where_a_claim_inside_its_words_puts_it(one, beside):
    assert (place_of(statement(), [one]) is one) == beside


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Troops advanced 20 km on Monday.", "a distance without a place that it is measured from"),
        ("Troops stood 20 km north of the depot.", "no place was found that it is measured from"),
        ("Kabul lies 25,000 km north of the depot.", "no two places on Earth lie that far apart"),
    ],
)
def test_what_could_not_be_read_says_why(text, reason):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    rows = pipeline.build_atlas([report]).claims
    assert f"Seen and not parsed: {reason}." in set(rows["why"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The commander of the northern brigade spoke.", "commander of the northern brigade"),
        (
            "The commander of the first, second, third and fourth brigades spoke.",
            "commander",
        ),
        ("The commander with the brigade spoke.", "commander"),
    ],
)
def test_a_phrase_goes_on_behind_of_for_eight_words(nlp, text, words):
    assert phrase(nlp(text)[1]) == words


def said(report_id, relation, value, unit):
    return Claim(
        report_id=report_id, start=0, end=9, text="", relation=relation, subject="Zarnag",
        object="Qarabul", value=value, unit=unit, subject_id="z", object_id="q",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "unit", "first", "second", "differ"),
    [
        ("distance", "km", "80", "88", False),
        ("distance", "km", "80", "89", True),
        ("direction", "compass", "north", "northeast", False),
        ("direction", "compass", "north", "east", True),
    ],
)
def test_distances_differ_by_a_tenth_and_directions_by_a_right_angle(
    relation, unit, first, second, differ
):
    rows = [said("r", relation, first, unit), said("s", relation, second, unit)]
    assert bool(len(side_by_side(table(rows)))) == differ


def test_four_relations_of_a_town_in_a_row_are_all_said_of_that_town():
    text = "Bukavu lies south of Goma and north of Uvira and west of Kigali and close to Bujumbura."
    found = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).claims
    told = [(one.subject, one.object) for one in found]
    assert told == [("Bukavu", other) for other in ("Goma", "Uvira", "Kigali", "Bujumbura")]

"""Directions that a report abbreviates: "25 km W of Goma" is no more exact than "west"."""

from datetime import date

import pytest

from geomap import pipeline, reports
from geomap.model import Verdict


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.mark.parametrize(
    ("text", "place", "other"),
    [
        ("M23 rebels entered Sake (25 km W of Goma) on Saturday.", "Sake", "Goma"),
        ("The army bombed Tawila (60 km W of El Fasher).", "Tawila", "El Fasher"),
        ("Shells hit Avdiivka (15 km N of Donetsk).", "Avdiyivka", "Donetsk"),
        ("A strike hit Izium (120 km SE of Kharkiv).", "Izyum", "Kharkiv"),
        ("Clashes went on in Bani Walid (150 km SE of Tripoli).", "Bani Walid", "Tripoli"),
        ("Looting was seen in Adigrat (110 km N of Mekelle).", "Adigrat", "Mek'ele"),
    ],
)
def test_letters_in_a_report_contradict_nothing_that_the_word_would_not(text, place, other, tools):
    report = reports.from_text(text, report_id="x", published=date(2024, 3, 10))
    (claim,) = [one for one in pipeline.read_one(report, tools).claims if one.unit == "km"]
    assert (claim.subject, claim.object) == (place, other)
    assert claim.verdict is not Verdict.CONTRADICTED

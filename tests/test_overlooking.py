"""Heights that overlook a place, and more ways of being near one."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.mark.parametrize(
    ("text", "relation", "place"),
    [
        ("Snipers hold a ridge overlooking Sarajevo.", "heights", "Sarajevo"),
        ("Fighters fired from the heights that overlook Arsal.", "heights", "Aarsal"),
        ("The village is a stone's throw from Tskhinvali.", "near", "Tskhinvali"),
        ("A drone fell within sight of Sumy.", "near", "Sumy"),
        ("Clashes broke out in a camp outside of the coastal city of Saida.", "near", "Saida"),
        ("Shells fell outside the besieged rebel town of Douma.", "near", "Duma"),
        ("Clashes broke out near the strategic mining town of Rubaya.", "near", "Rubaya"),
    ],
)
def test_a_place_is_near_or_below_what_the_words_name(text, relation, place, tools):
    report = reports.from_text(text, report_id="x", published=date(2024, 3, 10))
    found = pipeline.read_one(report, tools).claims
    assert place in [one.object for one in found if one.relation == relation]

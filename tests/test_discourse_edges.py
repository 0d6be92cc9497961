"""The edges of what a word stands for: "the city" of one verb is not that of the verb before."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Fighters entered Goma. Rebels met envoys and left the city.", ["", "Goma"]),
        ("Fighters entered Goma. Rebels arrested envoys and shelled the city.", ["", "Goma"]),
        ("Fighters entered Goma. Rebels arrested envoys in the city.", ["Goma"]),
        ("Fighters entered Goma. Rebels shelled the city.", ["Goma"]),
    ],
)
def test_a_word_belongs_to_the_verb_that_it_hangs_on(text, places):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    rows = pipeline.build_atlas([report]).statements.sort_values("start")
    assert list(rows["place"])[-len(places) :] == places

"""The edges of what a word stands for: "the city" of one verb is not that of the verb before."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Fighters entered Goma. Rebels met envoys and left the city.", ["", "Goma"]),
        (
            "Men took Goma. It rains. So what. It is hot. It ends. They fled and shelled the town.",
            ["", "Goma"],
        ),
        ("Fighters entered Goma. Rebels arrested envoys in the city.", ["Goma"]),
        ("Fighters entered Goma. Rebels shelled the city.", ["Goma"]),
    ],
)
def test_a_word_belongs_to_the_verb_that_it_hangs_on(text, places):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    rows = pipeline.build_atlas([report]).statements.sort_values("start")
    assert list(rows["place"])[-len(places) :] == places


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    [
        (
            "Nine people died in the Somali region on Friday, police in Ethiopia said.",
            "Somali region",
            ("ET", "A.ADM1"),
        ),
        (
            "A mine exploded in the Colombian department of Arauca.",
            "Colombian",
            ("CO", "A.PCLI"),
        ),
        ("Gunmen raided a bank in the Nigerian state of Borno.", "Nigerian", ("NG", "A.PCLI")),
    ],
)
def test_the_word_of_a_people_before_a_division_is_the_division_only_where_one_has_it(
    text, name, place_id
):
    found = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).resolutions
    meant = {one.mention.text: one.place for one in found}[name]
    assert (meant.country, meant.kind) == place_id

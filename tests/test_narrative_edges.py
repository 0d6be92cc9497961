"""A recalled deed does not date what is told after it; a neighbour is not the scene."""

from datetime import date

import pytest

from geomap import pipeline, reports

DAY = date(2022, 3, 16)


def rows(text):
    report = reports.from_text(text, report_id="r", published=DAY)
    read = pipeline.read_one(report, pipeline.open_tools())
    return pipeline.assemble([read], settings=pipeline.open_tools().settings).events


RECALLED = [
    (
        "Rebels shelled Ziguinchor on Tuesday. Gunmen ambushed a convoy in Bignona on {}.",
        "Gambia said that shells had landed in Banjul.",
        "Banjul",
    ),
    (
        "Troops stormed Mekelle on Monday. Fighters attacked Adigrat on {}.",
        "Residents said that gunmen looted shops in Axum.",
        "Aksum",
    ),
    (
        "The army bombed Kobani on Tuesday. Militants seized Manbij on {}.",
        "Activists said that jets struck Raqqa.",
        "Ar Raqqah",
    ),
]


@pytest.mark.parametrize(("dated", "undated", "place"), RECALLED)
@pytest.mark.parametrize(("day", "carries"), [("10 March", True), ("24 January", False)])
def test_a_deed_that_lies_back_by_more_than_a_week_dates_nothing_after_it(
    dated, undated, place, day, carries
):
    found = rows(f"{dated.format(day)}\n\n{undated}").set_index("place")
    inferred = found.loc[place, "when_basis"] == "inferred"
    assert inferred == carries


@pytest.mark.parametrize(
    "text",
    [
        (
            "ZIGUINCHOR, Senegal - Senegal shelled rebels near the Gambian border. Gambia "
            "sent soldiers to Foni. People fled into Gambia.\n\nThe army attacked a base."
        ),
        (
            "GOMA, Congo - Rwanda denied it. Rwanda's army crossed from Rwanda into Goma. Soldiers "
            "of Kigali fired on Goma.\n\nThe army attacked a base."
        ),
    ],
)
def test_the_neighbour_of_the_country_that_a_report_is_filed_from_is_not_its_scene(text):
    found = rows(text)
    (attack,) = found[found["event_type"].eq("ASSAULT") & found["actor"].eq("army")]["place"]
    assert attack not in {"Gambia", "Rwanda"}


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The MFDC has fought for independence in Casamance.", "independence"),
        ("Rebels fought for years in Aceh.", "years"),
        ("Guerrillas attacked from the hills near Pristina.", "hills"),
    ],
)
def test_what_one_fights_for_or_from_is_not_fought(text, recipient):
    assert not rows(text)["recipient"].str.contains(recipient).any()
    assert len(rows(text))


@pytest.mark.parametrize("verb", ["heard the guns", "watched the shelling", "saw the tanks"])
def test_whoever_hears_or_sees_a_deed_has_not_done_it(verb):
    found = rows(f'"We {verb} all night," said Awa Diatta, a teacher in Ziguinchor.')
    assert not found["actor"].str.contains("Diatta").any()

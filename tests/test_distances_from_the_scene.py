"""Distances whose place is not named beside them: "X, 10 km to the west"."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def distances(text, tools):
    report = reports.from_text(text, report_id="x", published=date(2024, 3, 10))
    found = pipeline.read_one(report, tools).claims
    return [(one.subject, one.object, one.value) for one in found if one.relation == "distance"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the town that is spoken of, paragraphs before
        (("Gunmen killed 40 people in the village of Yelwata on Friday.\n\n"
         "At least ten others were hurt, police said.\n\n"
         "Survivors walked to Makurdi, 30 km to the south, on foot."),
         ("Makurdi", "Yelwata", "30")),
        (("Thousands tried to escape Palma on Monday as boats reached Pemba, the provincial "
         "capital 250km to the south."), ("Pemba", "Palma", "250")),
        # a name that only its distance shows
        ("Tens of thousands fled Wad Madani on Monday. Sennar, 100 km to the south, is full.",
         ("Sennar", "Wad Medani", "100")),
        # who is put there, and is no place
        ("Shells fell on Martuni all day. Azerbaijani tanks are now 4 km east.",
         ("tanks", "Martuni", "4")),
        # "the town" is none that is called a city
        (("The army holds Malakal, a town on the Nile. Rebels from Juba, the country's largest "
         "city, are 20 km to the south of the town."), ("", "Malakal", "20")),
        # a name at the end of a phrase
        (("They burned the village Dvani, which is seven kilometers south-west of the breakaway "
         "region's capital Tskhinvali."), ("Dvani", "Tskhinvali", "7")),
        ("A mine went off 20 km east of the province's capital, Lashkar Gah.",
         ("", "Lashkar Gah", "20")),
        ("A bomb went off 6 km from the state's capital, Maiduguri.", ("", "Maiduguri", "6")),
        ("Four men were shot 5 km west of the capital, Bangui.", ("", "Bangui", "5")),
    ],
)  # fmt: skip
def test_a_distance_is_measured_from_the_place_that_is_meant(text, wanted, tools):
    (found,) = distances(text, tools)
    assert wanted[0] in found[0]
    assert found[1:] == wanted[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took Bria. He ran 20 miles north.",
        "The missile flew 300 km east before it fell near Gao.",
        "The road between Sevare and Mopti is cut. It is 12 km long.",
    ],
)
def test_what_only_moves_so_far_is_measured_from_nowhere(text, tools):
    assert not distances(text, tools)


def test_the_capital_with_its_name_is_that_town(tools):
    text = "In the province's capital, Makhachkala, police shot four men."
    report = reports.from_text(text, report_id="x", published=date(2024, 3, 10))
    found = pipeline.read_one(report, tools)
    places = {one.place.name for one in found.resolutions if one.place is not None}
    assert "Makhachkala" in places
    assert "Moscow" not in places

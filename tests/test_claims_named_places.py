"""Claims about what is named beside them: a division at a border, troops, the end of a road."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def read(text, tools):
    return pipeline.read_one(reports.from_text(text, published=date(2024, 12, 5)), tools)


def only(rows):
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    ("text", "subject", "other"),
    [
        ("clashes in Arauca department, near the border with Venezuela", "Arauca", "VE"),
        ("clashes in Norte de Santander department, near the border with Venezuela",
         "Norte de Santander", "VE"),
        ("fighting in North Kivu province, near the border with Rwanda", "North Kivu", "RW"),
        ("fighting in Gedo region, near the border with Kenya", "Gedo", "KE"),
        ("shelling in Kharkiv region, near the border with Russia", "Kharkiv", "RU"),
        ("clashes in Tigray region, near the border with Eritrea", "Tigray", "ER"),
        ("clashes in Amhara region, near the border with Sudan", "Amhara", "SD"),
        ("clashes in Saada province, near the border with Saudi Arabia", "Sa'dah", "SA"),
        ("clashes in Anbar province, near the border with Syria", "Al Anbar", "SY"),
    ],
)  # fmt: skip
def test_what_lies_near_a_border_is_the_division_that_is_named(tools, text, subject, other):
    claim = only(read(f"There was {text}, on Friday.", tools).claims)
    place, neighbour = map(tools.gazetteer.place, (claim.subject_id, claim.object_id))
    assert (claim.relation, place.name, place.kind[:5]) == ("near", subject, "A.ADM")
    assert (neighbour.country, neighbour.kind) == (other, "A.PCLI")


@pytest.mark.parametrize(
    "text",
    [
        "Troops in Gao, on trucks near Timbuktu, have left.",
        "Fighters in Mosul, on motorbikes near Kirkuk, have fled.",
        "Rebels in Goma, in boats near Bukavu, have fled.",
        "Soldiers in Lashio, on trucks near Mandalay, have left.",
        "Police in Jacmel, in cars near Leogane, have left.",
        "Militants in Baidoa, on trucks near Mogadishu, have fled.",
        "Soldiers in Taiz, on trucks near Aden, have left.",
        "Fighters in Aleppo, on trucks near Homs, have left.",
        "Troops in Gondar, on trucks near Adama, have left.",
        "Rebels in Cali, on trucks near Medellin, have left.",
    ],
)
def test_what_troops_sit_on_is_not_the_town_that_they_are_in(tools, text):
    claim = only(read(text, tools).claims)
    assert (claim.relation, claim.subject_id) == ("near", "")
    assert claim.object_id


@pytest.mark.parametrize(
    "text",
    [
        "Rebels were cutting the last road into Goma on Sunday.",
        "Fighters cut the last road into Mosul on Sunday.",
        "Gangs cut the last road into Jacmel on Friday.",
        "Rebels cut the road out of Gondar on Friday.",
        "Fighters severed the supply road into Kharkiv on Friday.",
        "Fighters cut the last road into Timbuktu on Friday.",
        "Soldiers were cutting the last highway into Lashio on Friday.",
        "Fighters cut the last road to Baidoa on Friday.",
        "Troops cut the last road into Taiz on Friday.",
        "Rebels cut the last road into Cali on Friday.",
        "Troops were cutting the last road into Kherson on Friday.",
    ],
)
def test_a_road_without_a_name_is_the_one_to_the_town_that_is_named(tools, text):
    found = read(text, tools)
    claim = only([one for one in found.claims if one.relation in {"road status", "surrounded"}])
    town = only(found.resolutions).place
    # who loses the last road is cut off
    ends = (town.place_id, "") if "last" in text else ("", town.place_id)
    assert (claim.subject_id, claim.object_id) == ends
    assert claim.siege is None or not claim.siege.ways[0].is_open

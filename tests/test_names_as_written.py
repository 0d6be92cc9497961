"""Names as people write them: hashtags, capitals, both spellings of one ending, former names."""

from datetime import date

import pytest

from geomap import language, pipeline, recasing, reports
from geomap.gazetteer.names import FORMER, endings


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def named(text, tools):
    """Names of the places of a text's mentions, by the mention."""
    report = reports.from_text(text, report_id="r", published=date(2023, 5, 3))
    found = pipeline.read_one(report, tools).resolutions
    for one in found:
        assert report.text[one.mention.start : one.mention.end] == one.mention.text
    return {one.mention.text: one.place.name for one in found if one.place is not None}


def test_a_hashtag_is_a_name(tools):
    assert named("Shelling of #Kherson killed two on Tuesday.", tools) == {"Kherson": "Kherson"}
    text = "Fighters shelled #ElFasher on Monday, residents of Darfur said."
    assert named(text, tools)["ElFasher"] == "El Fasher"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("#Kherson", "Kherson"),
        ("#ElFasher", "El Fasher"),
        ("No. #1 and # 2", "No. #1 and # 2"),
        ("example.org/#map", "example.org/#map"),
        ("ElFasher", "ElFasher"),
    ],
)
def test_only_the_sign_of_a_hashtag_is_dropped(raw, plain):
    text, starts, ends = language.normalise(raw)
    assert text == plain
    assert len(starts) == len(text) + 1
    assert len(ends) == len(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("SHELLING OF KHARKIV KILLS FIVE", {"KHARKIV"}),
        ("BOMB BLAST IN KABUL WOUNDS DOZENS OF CIVILIANS, POLICE SAY", {"KABUL"}),
        ("REBELS ATTACKED A MILITARY BASE NEAR GOMA ON TUESDAY, THE ARMY SAID.", {"GOMA"}),
        ("ISRAELI TROOPS WITHDRAW FROM JENIN AFTER RAID", {"ISRAELI", "JENIN"}),
    ],
)
def test_places_of_a_report_in_capitals_are_found(text, places, tools):
    assert named(text, tools).keys() == places


def test_capitals_are_taken_off_letter_for_letter_and_only_from_a_whole_text(nlp):
    text = "GUNMEN KILL TWO NEAR KADUGLI, 12 KM AWAY"
    plain = recasing.recased(text, nlp)
    assert plain.upper() == text
    assert plain.startswith("Gunmen kill two near Kadugli")
    for kept in ("KABUL (AP)", "The UN and NATO met in KABUL.", "BREAKING NEWS", ""):
        assert recasing.recased(kept, nlp) == kept


def test_a_name_has_its_places_with_either_spelling_of_its_ending(gazetteer, tools):
    first = gazetteer.lookup("Hodeidah")[0]
    assert (first.place.name, first.match) == ("Al Hudaydah", "alias")
    text = "Clashes erupted in Hodeidah on Monday."
    assert named(text, tools) == {"Hodeidah": "Al Hudaydah"}
    assert endings("goma") == ()


@pytest.mark.parametrize(
    ("key", "known"),
    [("hodeidah", True), ("hodeida", True), ("nafta", False), ("hodeidahh", False)],
)
def test_recognition_knows_a_name_in_ah_by_that_in_a(key, known, gazetteer):
    assert gazetteer.contains(key) is known
    assert (gazetteer.facts(key)[0] > 0) is known


def test_a_name_that_is_known_as_it_is_spelt_gains_no_other(gazetteer):
    assert {hit.match for hit in gazetteer.lookup("Latakia")} <= {"exact", "folded", "alias"}
    assert all(hit.place.name == "Savannah" or "Savannah" in hit.place.alternates
               for hit in gazetteer.lookup("Savannah"))  # fmt: skip


@pytest.mark.parametrize(
    ("once", "code"), [("Zaire", "CD"), ("Upper Volta", "BF"), ("Ceylon", "LK"), ("Dahomey", "BJ")]
)
def test_a_former_name_of_a_country_means_the_country(once, code, gazetteer, tools):
    first = gazetteer.lookup(once)[0].place
    assert (first.kind, first.country) == ("A.PCLI", code)
    assert named(f"Soldiers fired on protesters in {once} on Tuesday.", tools) == {once: first.name}


def test_every_former_name_leads_to_a_country(gazetteer):
    for once in FORMER:
        assert gazetteer.contains(once)
        assert any(hit.place.kind == "A.PCLI" for hit in gazetteer.lookup(once)), once


def test_the_capital_of_a_country_that_is_also_a_state(tools):
    text = "Protests erupted in Georgia's capital on Tuesday. Police fired tear gas."
    assert named(text, tools)["Georgia's capital"] == "Tbilisi"


@pytest.mark.parametrize("name", ["Deir Ezzor", "Deirezzor"])
def test_a_name_that_is_joined_otherwise_is_the_name(name, gazetteer):
    found = gazetteer.lookup(name)[0]
    assert found.match in {"folded", "alias"}
    assert found.place.country == "SY"


def test_the_other_spelling_of_a_city_does_not_hide_its_province(tools):
    text = "Iranian forces shelled villages in Iraq's Sulaimaniyah province on Sunday."
    report = reports.from_text(text, report_id="r", published=date(2023, 5, 3))
    found = pipeline.read_one(report, tools).resolutions
    (one,) = (r for r in found if r.mention.text == "Sulaimaniyah")
    assert one.place.kind.startswith("A.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thousands fled to Adre.", ["Adre"]),
        ("Troops withdrew to Shendi.", ["Shendi"]),
        ("Rebels advanced toward Kosti.", ["Kosti"]),
        ("Residents fled from Wad Rawa to Rufaa.", ["Wad Rawa", "Rufaa"]),
        ("Villagers escaped to Bunia.", ["Bunia"]),
        ("The wounded were evacuated to Dnipro.", ["Dnipro"]),
        ("M23 fighters advanced towards Walikale.", ["Walikale"]),
        ("Soldiers marched to Asmara.", ["Asmara"]),
        ("He fled to the Taliban.", []),
        ("Fighters withdrew to Hezbollah positions.", []),
        ("Dozens of soldiers fled to the RSF.", []),
    ],
)
def test_where_somebody_goes_is_a_place(text, names):
    report = reports.from_text(text)
    found = pipeline.read_one(report, pipeline.open_tools())
    assert [one.mention.text for one in found.resolutions] == names
    assert not {one.recipient for one in found.statements} & set(names)

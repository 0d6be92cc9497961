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


def placed(text, **more):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10), **more)
    return list(pipeline.build_atlas([report]).statements.sort_values("start")["place"])


def named(text):
    found = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).resolutions
    return {one.mention.text: one for one in found}


@pytest.mark.parametrize(("more", "city"), [(1, "Goma"), (5, "Bukavu")])
def test_the_city_is_that_of_the_headline_unless_another_is_named_much_more_often(more, city):
    between = "Rebels shelled Bukavu. " * (1 + more)
    text = f"Rebels entered Goma.\n\n{between}\n\nRebels burned houses in the city."
    assert placed(text, title="War around Goma")[-1] == city


@pytest.mark.parametrize(
    ("between", "town"),
    [("The wounded were taken to Goma.", "Sake"), ("The wounded were seen in Goma.", "Goma")],
)
def test_the_town_is_not_where_the_wounded_were_taken(between, town):
    text = f"Rebels shelled Sake on Monday. {between} Then rebels burned houses in the town."
    assert placed(text)[-1] == town


def test_who_is_killed_where_no_place_is_named_is_not_killed_where_others_fled_to():
    text = "Rebels shelled Sake on Monday. Residents fled to Goma. Nine people were killed."
    assert placed(text) == ["Sake", "Goma", "Sake"]


def test_what_is_kept_under_siege_is_a_place_that_nobody_knows_and_under_watch_a_person():
    assert set(named("The rebels keep Xarda under siege.")) == {"Xarda"}
    assert set(named("The rebels keep Xarda under watch.")) == set()
    assert set(named("The rebels keep Xarda with siege.")) == set()


def test_two_brothers_are_no_places():
    assert not named("She met her brothers, Okello and Opio.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clashes broke out in Taiz, Yemen. A bomb also went off in Arauca.", "Arauca"),
        ("Rebels shelled Gao in Mali. A bomb went off in Zelenodolsk.", "Zelenodolsk"),
    ],
)
def test_a_small_town_of_a_country_that_nobody_speaks_of_is_no_find(text, name):
    assert "does not otherwise speak of" in named(text)[name].reason


def test_a_place_after_its_countrys_name_lies_there():
    assert named("Militants attacked Ethiopia's Samara on Sunday.")["Samara"].place.country == "ET"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The general did not say that rebels shelled Goma.", "claimed"),
        ("The army has not commented on an attack on Goma.", "asserted"),
        ("Rebels did not shell Goma.", "negated"),
    ],
)
def test_what_nobody_says_is_not_said_not_to_have_happened(text, status):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    assert list(pipeline.build_atlas([report]).statements["status"]) == [status]


@pytest.mark.parametrize(("figures", "there"), [("15.55, 32.53", True), ("31.20, 33.90", False)])
def test_two_figures_are_a_position_near_the_town_and_not_in_another_land(figures, there):
    found = named(f"Inflation was 12.45 ({figures}) in Khartoum on Monday.")
    assert (figures in found) is there

"""The story of an atlas in words: its headline, its sourced clauses, each event in plain words."""

# ruff: noqa: E501  rows of a table

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from golden import map_atlases
from PIL import Image

from geomap import figures, pipeline, reports
from geomap.maps import encoding, plain, sides, story, wording
from geomap.maps.build import picture
from geomap.maps.parties import Parties
from geomap.model import EVENT_CODES
from geomap.settings import OFFLINE


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.mark.parametrize("code", EVENT_CODES.values(), ids=lambda c: f"{c.event_type} {c.mode}")
def test_every_code_reads_as_words_before_a_place_without_its_code(code):
    said = wording.happened(wording.deed(code.event_type, code.mode), "Goma")
    assert said.endswith(" Goma")
    assert "(" not in said
    assert not said.startswith(("coerc", "sanction"))
    assert said[0].islower()


@pytest.mark.parametrize(
    ("kind", "mode", "place", "by", "toll", "said"),
    [
        ("ASSAULT", "heavy-weapons", "Mugunga camp", "", "9 killed", "shelling of Mugunga camp: 9 killed"),
        ("COERCE", "seize", "El Fasher", "RSF", "", "control of El Fasher by RSF"),
        ("ASSAULT", "kill", "Bunia", "", "12 killed, 3 injured", "12 killed, 3 injured in Bunia"),
        ("ASSAULT", "kill", "Bunia", "gunmen", "", "people killed in Bunia by gunmen"),
        ("SANCTION", "expel", "Lashio", "", "", "people displaced at Lashio"),
        ("MOBILIZE", "troops", "near Sumy", "", "", "forces move near Sumy"),
        ("ASSAULT", "aerial", "Sanaa", "", "", "air strike on Sanaa"),
        ("RETREAT", "withdraw", "", "the army", "", "withdrawal by the army"),
    ],
)  # fmt: skip
def test_events_read_in_plain_words(kind, mode, place, by, toll, said):
    assert wording.outcome(wording.deed(kind, mode), place, by=by, toll=toll) == said


def test_who_acts_is_named_only_where_it_can_act():
    known = Parties({"rsf": "Rapid Support Forces"})
    assert wording.doer("group; RSF fighters", known) == "RSF fighters"
    assert wording.doer("Shelling of the camp", known) == ""
    assert wording.doer("army", known) == "the army"


def test_a_contested_capture_makes_the_headline_with_both_sides_by_name():
    texts = (
        ("2025-10-26", ("The Rapid Support Forces (RSF) said on Sunday that they had taken full "
         "control of El Fasher. The army denied on Sunday that El Fasher had fallen.")),
        ("2025-10-27", "Talks went on in Cairo on Monday."),
    )  # fmt: skip
    told = [
        reports.from_text(text, report_id=day, published=pd.Timestamp(day).date())
        for day, text in texts
    ]
    found = pipeline.build_atlas(told)
    order = sides.of(found)
    line = story.headline(found, order)
    assert "control of El Fasher" in line
    assert "denies it" in line
    clauses = story.standfirst(found, order)
    assert clauses[0].text.endswith("control of El Fasher")
    assert clauses[1].text == "The army denies it"
    assert [f"{one.day:%m-%d}" for one in clauses[:2]] == ["10-26", "10-26"]
    assert {one.event_id for one in clauses} <= set(found.events.index)


def test_every_clause_has_a_source_and_they_stand_in_the_order_of_their_days(atlas):
    clauses = story.standfirst(atlas, sides.of(atlas))
    assert 1 < len(clauses) <= story.MOST_CLAUSES
    days = [one.day for one in clauses]
    assert days == sorted(days)
    assert {one.event_id for one in clauses} <= set(atlas.statements["event_id"])


def test_thousands_that_nobody_vouches_for_are_counted_with_their_lands_and_years():
    many = map_atlases.large(300)
    bare = replace(many, events=many.events.assign(status="reported"))
    line = story.headline(bare, sides.of(bare), ("Mali", "Niger"))
    assert line == "300 events in Mali and Niger, 2021"
    assert story.standfirst(bare, sides.of(bare)) == []


def test_an_atlas_of_nothing_and_one_without_places_have_a_headline(atlas):
    assert story.headline(replace(atlas, events=atlas.events[:0]), sides.Sides())
    nowhere = replace(atlas, events=atlas.events.assign(place=""))
    assert story.headline(nowhere, sides.Sides()) == "Reports that name no place"


def test_the_same_story_whatever_the_order_of_the_rows(atlas):
    turned = replace(atlas, events=atlas.events[::-1], statements=atlas.statements[::-1])
    order = sides.of(atlas)
    assert story.headline(turned, order) == story.headline(atlas, order)
    assert story.standfirst(turned, order) == story.standfirst(atlas, order)


def test_without_scripts_hostile_words_are_text():
    bad = map_atlases.hostile()
    text = plain.noscript(bad, picture(bad, OFFLINE))
    inside = text.removeprefix("<noscript><style>").partition("</style>")[2]
    assert "<script" not in text
    assert "onerror=window" not in inside.replace("&lt;img src=x onerror=window", "")
    assert "{" not in inside
    assert "&lt;script&gt;" in inside


def test_the_small_picture_keeps_the_colours_of_the_sides(atlas):
    picture_ = Image.open(io.BytesIO(figures.thumbnail(atlas))).convert("RGB")
    have = np.array([colour for _, colour in picture_.getcolors(256)])
    for side in encoding.SIDE_COLOURS[:2]:
        wanted = np.array([int(side[i : i + 2], 16) for i in (1, 3, 5)])
        assert np.abs(have - wanted).sum(axis=1).min() < 40, side


def test_a_still_picture_is_drawn_for_a_page_but_not_for_thousands(atlas):
    shown = picture(atlas, OFFLINE, title="Mine")
    assert "data:image/png;base64,UE5H" in plain.noscript(atlas, shown, lambda: b"PNG")
    many = map_atlases.large(plain.MOST_DRAWN + 1)
    text = plain.noscript(many, picture(many, OFFLINE), lambda: b"PNG")
    assert "<img" not in text
    assert "more events" in text


def test_the_headlines_toll_is_in_the_name_of_whoever_gives_it():
    text = (
        "Insurgents attacked the town of Macomia in Mozambique on Friday, killing ten soldiers, "
        "residents said. President Filipe Nyusi said troops had repelled the gunmen in Macomia."
    )
    atlas = pipeline.build_atlas([reports.from_text(text, published=date(2024, 5, 12))])
    told = story.headline(atlas, sides.of(atlas))
    assert "10 killed" in told
    assert told.endswith("residents say")


def test_a_report_without_a_name_is_not_said_to_report():
    text = (
        "Gunmen ambushed a convoy near Goma on 21 November 2024, killing 52 people. The army said "
        "on Friday that rebels shelled Bunia. Police said that two men were arrested in Beni."
    )
    atlas = pipeline.build_atlas([reports.from_text(text, published=date(2024, 11, 25))])
    clauses = story.standfirst(atlas, sides.of(atlas))
    assert any("52" in one.text for one in clauses)
    assert not any("report reports" in one.text for one in clauses)


def told(*texts):
    found = [
        reports.from_text(text, report_id=f"r{n}", published=day)
        for n, (day, text) in enumerate(texts)
    ]
    atlas = pipeline.build_atlas(found)
    return atlas, story.Teller(atlas, picture(atlas, OFFLINE).order)


def test_a_peoples_deed_is_told_as_its_lands():
    atlas, teller = told(
        (date(2024, 5, 4), "An Israeli air strike killed four people in Rafah on Friday.")
    )
    assert "by Israel" in teller.sentence(atlas.events.index[0])
    assert "Israeli" not in teller.sentence(atlas.events.index[0])


def test_an_event_is_told_in_its_own_words_and_not_in_those_of_another_year():
    atlas, teller = told(
        (date(2021, 5, 4), "Nurses say shelling killed nine people in Dessie on Monday."),
        (date(2024, 5, 4), "Farmers say shelling killed two people in Dessie on Friday."),
    )
    late = atlas.events["when_start"].idxmax()
    assert teller.sentence(late).endswith(", say farmers")

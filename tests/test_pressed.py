"""Attacked or threatened from so many sides, which is no siege yet; and what rings a place."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def claims(text, tools, relation):
    report = reports.from_text(text, report_id="x", published=date(2024, 3, 10))
    return [one for one in pipeline.read_one(report, tools).claims if one.relation == relation]


@pytest.mark.parametrize(
    ("text", "place", "value", "said_by"),
    [
        ("Goma is being threatened on two sides by M23 rebels, officials said.",
         "Goma", "2", "officials"),
        ("Palma was attacked from three directions on Wednesday, the ministry said.",
         "Palma", "3", "ministry"),
        ("Rebels stormed Djibo from four sides at dawn, the mayor said.", "Djibo", "all", "mayor"),
        ("Government forces advanced on Idlib from the south and the east, activists said.",
         "Idlib", "2", "activists"),
        ("Sirte came under attack from three sides, a Libyan commander said.",
         "Sirte", "3", "commander"),
        ("Tamil Tiger positions in Kilinochchi were attacked from three directions.",
         "Kilinochchi", "3", ""),
        ("The army has launched a four-pronged assault on Kidal, the junta said.",
         "Kidal", "all", "junta"),
        ("An assault on Mekelle from three sides began on Saturday.", "Mek'ele", "3", ""),
        ("Armenian forces are bearing down on Martuni from two directions.", "Martuni", "2", ""),
        ("Insurgents attacked Palma on Friday. They struck from three directions.",
         "Palma", "3", ""),
    ],
)  # fmt: skip
def test_a_place_is_pressed_from_the_sides_that_are_said(text, place, value, said_by, tools):
    (claim,) = claims(text, tools, "pressed")
    assert (claim.subject, claim.value, claim.unit) == (place, value, "sides")
    assert said_by in (claim.said_by or "")
    assert claim.geometry is not None
    assert claim.siege is None


@pytest.mark.parametrize(
    "text",
    [
        "The attack on Gao left dead on both sides.",
        "Rockets hit Myawaddy from both sides of the border.",
        "Refugees entered Adre from two sides.",
        "Floodwaters threatened Benghazi from two sides.",
        "A convoy attacked from three sides near Gao lost four trucks.",
        "The prime minister was attacked from two sides in Beirut: by bankers and by unions.",
        "Officials from both sides met in Geneva.",
    ],
)
def test_sides_of_something_else_press_no_place(text, tools):
    assert not claims(text, tools, "pressed")


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("An earth berm now rings El Fasher on three sides.", "El Fasher", "3"),
        ("A line of checkpoints surrounds Barsalogho on all sides.", "Barsalogho", "all"),
        ("Trenches and minefields ring Maiduguri on all sides.", "Maiduguri", "all"),
        ("Serb troops tried to envelop Vukovar from the north and the south.", "Vukovar", "2"),
        ("The general warned of the envelopment of Huambo from the east and the west.",
         "Huambo", "2"),
        ("Hadrut was enveloped from the south and the west, Baku said.", "Hadrut", "2"),
    ],
)  # fmt: skip
def test_works_ring_a_place_and_armies_envelop_it(text, place, value, tools):
    (claim,) = claims(text, tools, "surrounded")
    assert (claim.subject, claim.value) == (place, value)


@pytest.mark.parametrize(
    "text",
    [
        "Smoke enveloped Khartoum on Sunday.",
        "The city of Homs was enveloped in smoke.",
        "Taiz is surrounded by mountains on three sides.",
    ],
)
def test_what_nature_surrounds_is_not_besieged(text, tools):
    assert not claims(text, tools, "surrounded")

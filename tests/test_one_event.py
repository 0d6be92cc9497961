"""One event once: what tells of the same deed is joined, and what does not stays apart."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from geomap import pipeline, reports
from geomap.events import join
from geomap.events.traits import Trait, act_apart

DAY = date(2020, 6, 18)

ONE = [
    (
        "Gunmen raid village in Borno\n\nGunmen killed 18 people in a raid on Gubio. The "
        "attackers burned houses. The raid lasted for hours, a resident said."
    ),
    (
        "A bomb exploded at a market in Maiduguri on Monday, killing nine people. The blast "
        "wounded 20 others."
    ),
    (
        "Rebels attacked an army base near Goma, killing six soldiers. The attack on Goma "
        "came at dawn."
    ),
    (
        "A drone struck a bus in Mekelle on Sunday. At least 12 passengers were killed in the "
        "strike."
    ),
    "Militants ambushed a convoy near Gao. Five soldiers were killed and eight wounded.",
    # the force, the rebels, the army are those that were named more fully
    (
        "A Nigerian and Chadian force arrested a commander in Baga. The force arrested his "
        "driver in Baga."
    ),
    (
        "Houthi rebels shelled Marib on Monday. The shelling by the rebels killed four people in "
        "Marib."
    ),
    (
        "Police fired on protesters in Conakry on Friday. Three protesters were killed in the "
        "shooting."
    ),
    (
        "Rockets hit a hospital in Aleppo, wounding 14 patients. The shelling of Aleppo "
        "killed a nurse."
    ),
    (
        "Two suicide bombers blew themselves up in Kano, killing 15 worshippers. The bombing "
        "wounded 30."
    ),
    "Rebels captured Bambari on Tuesday. The capture of Bambari was confirmed by the army.",
    ("The army killed 14 insurgents in Marawi. The fighting in Marawi left 14 insurgents dead."),
]

TWO = [
    ("A bomb killed nine people in Maiduguri. Separately, gunmen shot dead two traders in Kano."),
    ("Gunmen killed four farmers near Gwoza. Another attack in the state killed seven herders."),
    "Rebels took Bambari on 3 May. The army retook Bambari on 10 May.",
    (
        "Militants attacked a post near Gao on Monday. Militants attacked a post near Gao on "
        "Thursday."
    ),
    ("An air strike killed six people in Idlib. A roadside bomb killed a policeman in Damascus."),
    "Soldiers killed 30 rebels in Goma on Monday. In Beni, rebels killed five villagers.",
    (
        "Insurgents shelled Marib on 2 May, killing two. Insurgents shelled Marib on 9 June, "
        "killing six."
    ),
    "Police arrested 12 men in Harare. A bomb injured four people in Harare.",
    "Soldiers retook Nasir on Monday, a day after rebels had seized the town.",
    "Militiamen seized Dilling. Sudanese soldiers recaptured Dilling, an officer said.",
    (
        "The army has been fighting insurgents around Macomia for years. Insurgents killed nine "
        "people in a raid on Macomia on Friday."
    ),
    (
        "Shells fell on Toretsk, residents said.\n\nHouses were damaged.\n\nShells fell on "
        "Nikopol, killing a woman."
    ),
]


def events(*texts, named="r"):
    told = [
        reports.from_text(text, report_id=f"{named}{n}", published=DAY)
        for n, text in enumerate(texts)
    ]
    return pipeline.build_atlas(told).events


@pytest.mark.parametrize("text", ONE)
def test_a_deed_told_in_several_sentences_is_one_event(text):
    found = events(text)
    assert len(found) == 1, list(zip(found.event_type, found.place, found.toll, strict=True))


@pytest.mark.parametrize("text", TWO)
def test_two_deeds_told_one_after_the_other_are_two_events(text):
    assert len(events(text)) == 2


def test_reports_of_one_event_are_joined_with_their_tolls_side_by_side():
    found = events(
        "Rebels killed 14 soldiers in an attack on Goma on 15 June, a hospital said.",
        "Rebels attacked Goma on 15 June 2020. The army said that 40 rebels were killed in Goma.",
    )
    (row,) = found.itertuples()
    assert (row.killed_least, row.killed_most) == (14, 40)
    assert set(row.toll.split(" or ")) == {"14 killed (hospital)", "40 killed (army)"}
    assert row.n_sources == 2


def test_the_order_of_the_reports_changes_nothing():
    texts = [
        "Rebels killed 14 soldiers in an attack on Goma on 15 June.",
        "Rebels attacked Goma on 15 June. The attack on Goma killed at least 14 soldiers.",
        "The army denied that rebels attacked Goma on 15 June.",
        "A bomb killed two people in Goma on 17 June.",
    ]
    told = [
        reports.from_text(text, report_id=f"r{n}", published=DAY) for n, text in enumerate(texts)
    ]
    first, *others = [
        list(pipeline.build_atlas(order).events.index) for order in permutations(told)
    ]
    assert all(other == first for other in others)


def test_a_denial_is_linked_and_what_it_denies_stays_one_event():
    found = events(
        "Rebels captured Bambari on 15 June. The army denied that rebels captured Bambari."
    )
    assert list(found.status) == ["contested"]


def test_a_later_exact_toll_settles_an_earlier_bound():
    (row,) = events(
        "At least nine people were killed in an attack on Gubio on 15 June. "
        "The attack on Gubio killed 12 people, a resident said."
    ).itertuples()
    assert (row.killed_least, row.killed_most, row.toll) == (12, 12, "12 killed")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Gao, Kidal and Menaka in Mali. Five soldiers were killed.",
        "Drones struck Kyiv, Kharkiv and Odesa. Nine people died.",
    ],
)
def test_places_in_a_row_are_joined_alike_in_every_order(text):
    report = reports.from_text(text, report_id="r")
    told = pipeline.read_one(report, pipeline.open_tools()).statements
    found = {
        tuple(sorted(zip(one["place"], one["n_statements"], strict=True)))
        for order in permutations(told)
        for one in [join([report], order)[1]]
    }
    assert len(told) >= 3
    assert len(found) == 1


def test_who_acts_is_not_joined_to_who_acts_against_them_by_words_that_name_nobody():
    text = (
        "Gunmen attacked a police convoy near Apatzingan on Tuesday, officials said. In the clash "
        "five officers were wounded. The government sent a special operation against the cartel."
    )
    report = reports.from_text(text, report_id="r", published=date(2015, 7, 29))
    events = pipeline.build_atlas([report]).events
    assert not any("unmen" in who and "government" in who for who in events["actor"])


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("RSF", "army", True),
        ("PKK", "rebels", True),
        ("Afghan and coalition force", "force", False),
        ("Houthi rebels", "rebels", False),
        ("Sudanese army", "army", False),
        ("rebels", "army", True),
    ],
)
def test_who_is_named_with_fewer_words_does_not_act_apart(one, other, apart):
    report = reports.from_text("Gunmen attacked Gao on Monday.", report_id="r", published=DAY)
    (told,) = pipeline.read_one(report, pipeline.open_tools()).statements
    pair = [Trait(replace(told, actor=actor), report, actor) for actor in (one, other)]
    assert act_apart(*pair) is apart
    assert act_apart(*reversed(pair)) is apart

"""Ways of saying that any war's reports use: each is found, with its type and its place."""

from datetime import date

import pytest

from geomap import pipeline, reports

SAID = [
    # killed, in other words
    ("12 secessionists were 'neutralized' in Bamenda, the colonel said.", "ASSAULT", "Bamenda"),
    ("Forty militants have been liquidated in Marib.", "ASSAULT", "Marib"),
    ("A commander was taken out by a drone in Idlib.", "ASSAULT", "Idlib"),
    # under way
    ("A cleansing operation is under way in Wum.", "ASSAULT", "Wum"),
    ("An offensive is underway near Tel Tamer.", "ASSAULT", "Tel Tamer"),
    ("Heavy fighting is under way in Bakhmut.", "ASSAULT", "Bakhmut"),
    ("Gunfire rang out in Port-au-Prince on Tuesday.", "ASSAULT", "Port-au-Prince"),
    # who holds it
    ("The M23 has extended its control in Rutshuru.", "COERCE", "Rutshuru"),
    ("The rebels have tightened their hold on Masisi.", "COERCE", "Masisi"),
    ("The army has consolidated its positions around Avdiivka.", "COERCE", "Avdiivka"),
    ("The rebels now hold sway in Kidal.", "COERCE", "Kidal"),
    ("The enemy is in Kibirizi.", "MOBILIZE", "Kibirizi"),
    ("Fighters are now inside Goma.", "MOBILIZE", "Goma"),
    ("Ethiopia has thousands of troops in Baidoa.", "MOBILIZE", "Baidoa"),
    ("France keeps 3,000 soldiers in Gao.", "MOBILIZE", "Gao"),
    ("Authorities have been cracking down on the cartels in Culiacan.", "COERCE", "Culiac"),
    # who goes
    ("Large numbers of people were on the move in Masisi.", "SANCTION", "Masisi"),
    ("Families packed their belongings and headed for Dnipro.", "SANCTION", "Dnipro"),
    ("Residents are running for their lives in Tillaberi.", "SANCTION", "Tillaberi"),
    # who is gone
    ("Two nurses disappeared in Maiduguri on Friday.", "COERCE", "Maiduguri"),
    # what is shut and searched
    ("Schools were closed in Gonaives.", "COERCE", "Gonaives"),
    ("Soldiers searched houses in Nablus.", "COERCE", "Nablus"),
]


@pytest.mark.parametrize(("text", "event_type", "place"), SAID)
def test_a_common_way_of_saying_is_found_with_its_type_and_place(text, event_type, place):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    told = pipeline.build_atlas([report]).statements
    named = told["text"].str.contains(place, regex=False) & (told["place_id"] != "")
    assert event_type in set(told[named]["event_type"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The rebels withdrew from Bria.", "Reinforcements were sent to the town."),
        ("French troops left Gao on Monday.", "Malian soldiers were deployed in the city."),
    ],
)
def test_who_goes_and_who_comes_are_two_events(first, second):
    report = reports.from_text(f"{first} {second}", report_id="r", published=date(2024, 5, 10))
    assert len(pipeline.build_atlas([report]).events) == 2


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            (
                "The army said it attacked barges, while the militants said the attack targeted "
                "fishing communities."
            ),
            ["army", "militants"],
        ),
        (
            "Israel said it struck a depot, while Hezbollah said a school was hit.",
            ["Israel", "Hez"],
        ),
        ("Police said the shooting left three dead, but residents said 12 died.", ["ol", "resid"]),
    ],
)
def test_two_who_tell_of_it_in_one_sentence_have_a_statement_each(text, voices):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    told = pipeline.build_atlas([report]).statements.sort_values("start")
    assert len(told) == 2
    assert all(name in said for name, said in zip(voices, told["said_by"], strict=True))

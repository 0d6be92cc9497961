"""Who stands on which side: pairs that are named again, deals between two, several who speak."""

from datetime import date

import pytest
from statements_of import read

from geomap import pipeline, reports


def one(text, cue):
    (found,) = (each for each in read(text) if cue in each.text)
    return found


@pytest.mark.parametrize(
    ("text", "cue", "actor"),
    [
        (
            "Ethiopia and Eritrea fought for years. Both countries signed a ceasefire in Algiers.",
            "signed", "Ethiopia; Eritrea",
        ),
        (
            "The army clashed with the RSF in Omdurman. The two sides agreed to a truce on Monday.",
            "agreed", "army; RSF",
        ),
        (
            "Azerbaijan and Armenia said on Sunday that both sides had agreed a truce in Karabakh.",
            "agreed", "Azerbaijan; Armenia",
        ),
        (
            "Presidents Deby and Bashir met in Dakar on Sunday. The two leaders signed a pact.",
            "signed", "Deby; Bashir",
        ),
        # two towns are no sides, and nobody was named before
        (
            "Rebels took Goma and Bukavu in January. The two sides met in Doha on Sunday.",
            "met", "two sides",
        ),
        ("Two armies met near Gao on Sunday.", "met", "two armies"),
        ("Both armies shelled Kassala on Sunday.", "shelled", "armies"),
    ],
)  # fmt: skip
def test_both_sides_are_the_two_who_were_named_last(text, cue, actor):
    assert one(text, cue).actor == actor


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        (
            "A truce between the army and the Karen rebels collapsed in Hpa-An on Sunday.",
            "army", "Karen rebels",
        ),
        (
            "The peace deal in July between the government and the tribesmen collapsed in Wana.",
            "government", "tribesmen",
        ),
        (
            "Unrest followed the collapse of a truce in May between Mali and the rebels in Kidal.",
            "Mali", "rebels",
        ),
        ("The army and the rebels shelled each other in Kadugli.", "army; rebels", "army; rebels"),
        ("Sudan and Chad attacked one another near Adre.", "Sudan; Chad", "Sudan; Chad"),
    ],
)  # fmt: skip
def test_what_is_between_two_names_both(text, actor, recipient):
    (found,) = read(text)
    assert (found.actor, found.recipient) == (actor, recipient)


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("Mali and Niger said on Sunday that rebels had seized Kidal.", "Mali; Niger"),
        (
            "Residents and two officials said that rebels had seized Goma.",
            "residents; two officials",
        ),
        ("According to residents and a doctor, jets bombed Nyala on Monday.", "residents; doctor"),
        ("Jets bombed Nyala on Monday, residents and a doctor said.", "residents; doctor"),
        ("The general, who leads men in Gao and Mopti, said rebels had fled Kidal.", "general"),
    ],
)
def test_all_who_speak_are_named(text, said_by):
    assert {each.said_by for each in read(text)} == {said_by}


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Rebels attacked the eastern Chadian town of Adre on Sunday.", ""),
        ("Police raided the Kurdish city of Cizre on Sunday.", ""),
        ("Rebels attacked an Iraqi army base near Mosul on Sunday.", "Iraqi"),
        (
            "The minister met his Ethiopian counterpart, Gedu Andargachew, in Khartoum.",
            "Gedu Andargachew",
        ),
        ("Pirates seized a cargo ship with 22 crew members off Hobyo on Sunday.", "cargo ship"),
    ],
)
def test_a_people_whose_town_it_is_is_not_attacked(text, recipient):
    (found,) = read(text)
    assert found.recipient == recipient


def test_who_is_responsible_did_it():
    text = "The ADF is believed to be responsible for the killing of 12 people in Bunia."
    (found,) = read(text)
    assert (found.actor, str(found.status)) == ("ADF", "reported")


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        (
            "Clashes broke out in the suburb of Jaramana between Druze gunmen and police.",
            "Druze gunmen", "police",
        ),
        ("The army repelled an attack by rebels near Gao.", "army", "rebels"),
        ("Peacekeepers fended off a raid by militiamen at Bule.", "peacekeepers", "militiamen"),
    ],
)  # fmt: skip
def test_who_stands_against_whom(text, actor, recipient):
    (found,) = read(text)
    assert (found.actor.lower(), found.recipient) == (actor.lower(), recipient)


def test_soldiers_who_cross_a_border_do_not_flee():
    (found,) = read("Troops from Ethiopia crossed into Gedo on Tuesday.")
    assert found.event_type == "MOBILIZE"


@pytest.mark.parametrize(
    "text",
    [
        "Protesters set fire to the governor's office in Basra after police killed six men.",
        "Crowds burned a police station in Ranchi after officers shot dead a student.",
        "Villagers torched a mine in Kono after guards killed two men.",
    ],
)
def test_what_others_did_before_is_a_deed_of_its_own(text):
    events = pipeline.build_atlas(
        [reports.from_text(text, report_id="r", published=date(2023, 5, 17))]
    ).events
    assert sorted(events["event_type"]) == ["ASSAULT", "COERCE"]
    burnt = events[events["event_type"] == "COERCE"].iloc[0]
    assert "men" not in burnt["recipient"]
    assert "student" not in burnt["recipient"]


@pytest.mark.parametrize(
    ("text", "cue", "actor"),
    [
        (
            "Al-Shabaab raided Afgoye on Sunday. The group killed nine soldiers in Mataban.",
            "nine", "Al-Shabaab",
        ),
        ("M23 took Goma on Sunday. The group then burned houses there.", "burned", "M23"),
        (
            "The militant group Ansar Dine took Gao. The army hit Gao. The movement seized Kidal.",
            "Kidal", "Ansar Dine",
        ),
        (
            "The Lord's Resistance Army fought on. The group's war displaced a million people.",
            "displaced", "Lord's Resistance Army",
        ),
        # nobody was named, or another group is meant
        ("Rebels raided Gao. The group killed nine men there.", "nine", "group"),
        ("M23 took Goma. The aid group treated nine people there.", "treated", "aid group"),
    ],
)  # fmt: skip
def test_the_group_is_the_body_that_was_named(text, cue, actor):
    assert one(text, cue).actor == actor

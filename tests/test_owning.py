"""Who owns up to a deed did it by their own words; that nobody does leaves it as it was."""

import pytest

from geomap import pipeline, reports


def told(text):
    rows = pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements
    return rows[rows["event_type"].isin(["ASSAULT", "COERCE"])]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Taliban claimed responsibility for the blast in Kabul.", "Taliban"),
        ("Responsibility for the ambush near Djibo was claimed by JNIM.", "JNIM"),
        ("The Islamic State group said it was behind the attack in Sousse.", "Islamic State group"),
        ("Boko Haram took responsibility for the kidnapping in Chibok.", "Boko Haram"),
        ("A separatist group claimed the bombing of a bus in Turbat.", "separatist group"),
        (
            "Kurdish militants claimed responsibility for bombings in Istanbul that killed 44.",
            "Kurdish militants",
        ),
    ],
)
def test_who_owns_up_to_a_deed_acted_and_says_so(text, who):
    (row,) = told(text).itertuples()
    assert (row.actor, row.said_by, row.status) == (who, who, "claimed")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("There was no immediate claim of responsibility for the attacks in Karak.", "Karak City"),
        ("No group has claimed responsibility for the bombing in Quetta.", "Quetta"),
        ("Nobody immediately claimed the attack in Mogadishu.", "Mogadishu"),
        ("No one took responsibility for the explosion in Dnipro.", "Dnipro"),
    ],
)
def test_that_nobody_owns_up_leaves_the_deed_as_it_was(text, place):
    (row,) = told(text).itertuples()
    assert (row.place, row.actor, row.said_by, row.status) == (place, "", "", "asserted")


def test_a_deed_told_before_gets_who_owns_up_to_it():
    text = "A blast killed nine people in Kabul on Monday. The Taliban claimed the attack."
    atlas = pipeline.build_atlas([reports.from_text(text, report_id="r")])
    (event,) = atlas.events.itertuples()
    assert (event.actor, event.killed_least) == ("Taliban", 9)


def test_a_report_of_others_is_still_nobodys_word():
    (row,) = told("There was a claim of shelling in Karak.").itertuples()
    assert row.status == "reported"


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("The White Helmets said so. The Syrian Observatory spoke of more dead.", "Observatory"),
        ("The army said it had won. The United Nations counted 12 dead.", "United Nations"),
        ("The army said it had won. The Red Cross has a post in Aden in Yemen.", "Red Cross"),
    ],
)
def test_it_is_the_body_that_the_sentence_before_is_about(before, who):
    rows = told(f"{before} It said soldiers had killed six men there.")
    (row,) = rows[rows["text"].str.contains("six men")].itertuples()
    assert who in row.said_by


def test_how_a_speaker_was_reached_is_no_deed():
    text = (
        "The rebels destroyed six buildings in Diktel in Nepal, and let the inmates out of a jail, "
        "said officials of the area reached by phone."
    )
    rows = told(text)
    assert not rows["text"][~rows["text"].str.contains("destroyed")].str.contains("phone").any()

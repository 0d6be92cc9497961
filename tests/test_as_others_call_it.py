"""Words that hide a deed: what others call what was hit, whose forces they are, what goes on."""

import pytest

from tests.statements_of import read


@pytest.mark.parametrize(
    ("text", "place", "recipient"),
    [
        ("Jets hit what Islamabad called militant hideouts in Barmal.", "Barmal", "militant"),
        ("The army shelled what it described as rebel positions in Taiz.", "Taiz", "rebel"),
        ("Israel struck what it said was a weapons depot in Baalbek.", "Baalbek", "weapons depot"),
        ("Troops arrested what police called a terrorist in Jos.", "Jos", "terrorist"),
        ("Rebels burned what residents said were shops in Bunia.", "Bunia", "shops"),
        (
            "The air force bombed what the government called a training centre in Mekelle.",
            "Mekelle",
            "training centre",
        ),
        # a depot of oil is none of those that are struck in a figure of speech
        ("Drones struck an oil depot in Feodosia on Monday.", "Feodosia", "oil depot"),
    ],
)
def test_what_was_hit_is_found_whatever_it_is_called(text, place, recipient):
    (one,) = read(text)
    assert one.place is not None
    assert one.place.mention.text == place
    assert one.recipient == recipient
    assert str(one.status) == "asserted"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Azerbaijan said its forces had raised the flag over Kelbajar.", "Azerbaijan's forces"),
        ("The Houthis said their fighters shot down a drone over Marib.", "Houthis' fighters"),
        ("The junta said its jets hit Pazigyi.", "junta's jets"),
        ("Rwanda denied that its troops had entered Goma.", "Rwanda's troops"),
        ("South Sudan's army said its men had left Bor.", "men of South Sudan's army"),
        ("The minister said their forces took Kidal.", "forces"),
        ("Azerbaijan said Armenia had withdrawn its forces from Lachin.", "Armenia"),
    ],
)
def test_its_forces_are_those_of_who_tells_of_them(text, actor):
    assert [one.actor for one in read(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Shelling continued in Hodeidah.", ["ASSAULT"]),
        ("Bombing continued in Gaza on Sunday.", ["ASSAULT"]),
        # a truce that is broken is not made there
        ("Shelling continued in Hodeidah despite the ceasefire.", ["ASSAULT"]),
        ("Eritrean troops remain in Adigrat despite the peace deal.", []),
        ("The army suffered heavy losses in Bakhmut.", ["ASSAULT"]),
        # who holds a town, though its name and the verb look like one
        ("Rebels control Sumy.", ["COERCE"]),
        ("Officials said gangs control Delmas.", ["COERCE"]),
        # a bridge that breaks is not taken
        ("The bridge at Kakhovka collapsed.", []),
    ],
)
def test_what_goes_on_is_told_and_what_is_broken_is_not(text, kinds):
    told = [str(one.event_type) for one in read(text) if one.event_type != "OTHER"]
    assert told == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Explosions could be heard across Kyiv on Monday.",
        "Gunfire could be heard in central Khartoum on Monday.",
        "Troops could be seen entering Jenin on Monday.",
    ],
)
def test_what_could_be_heard_was_heard(text):
    (one,) = read(text)
    assert str(one.status) == "asserted"
    assert one.when is not None
    assert str(one.when.start) == "2023-05-15"

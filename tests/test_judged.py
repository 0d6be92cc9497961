"""Deeds that somebody is blamed for, or that are condemned: told beside the words about them."""

import pytest
from statements_of import read


def apart(text):
    """The deed and the accusation of a text that has one of each."""
    found = read(text)
    (deed,) = (one for one in found if one.event_type != "ACCUSE")
    (judged,) = (one for one in found if one.event_type == "ACCUSE")
    return deed, judged


@pytest.mark.parametrize(
    ("text", "place", "actor", "recipient", "said_by", "status"),
    [
        (
            "The RSF has been blamed for the kidnappings of six doctors in Nyala.",
            "Nyala", "RSF", "six doctors", "", "reported",
        ),
        (
            "Al-Qaida was blamed for an attack on a headquarters in Aden that left 11 people dead.",
            "Aden", "Al-Qaida", "11 people", "", "reported",
        ),
        (
            "The army accused the rebels of the massacre of 40 villagers in Solhan.",
            "Solhan", "rebels", "40 villagers", "army", "claimed",
        ),
        (
            "Officials blamed Boko Haram for the abduction of 30 girls in Chibok.",
            "Chibok", "Boko Haram", "30 girls", "officials", "claimed",
        ),
        (
            "The governor blamed bandits for the killing of six farmers in Kankara.",
            "Kankara", "bandits", "six farmers", "governor", "claimed",
        ),
        (
            "Kyiv blamed Moscow for the missile strike on Dnipro.",
            "Dnipro", "Moscow", "", "Kyiv", "claimed",
        ),
        (
            "The blast in Quetta was blamed on Baluch separatists.",
            "Quetta", "Baluch separatists", "", "", "reported",
        ),
        (
            "Residents accused soldiers of killing six farmers in Kankara.",
            "Kankara", "soldiers", "six farmers", "residents", "claimed",
        ),
    ],
)  # fmt: skip
def test_who_is_blamed_for_a_deed_is_said_to_have_done_it(
    text, place, actor, recipient, said_by, status
):
    deed, judged = apart(text)
    assert deed.place is not None
    assert deed.place.mention.text == place
    assert (deed.actor, deed.recipient) == (actor, recipient)
    assert (deed.said_by, str(deed.status)) == (said_by, status)
    # the accusation says for what, unless a clause of its own does
    assert deed.text in judged.text or judged.end <= deed.start


@pytest.mark.parametrize(
    ("text", "place", "recipient", "judge"),
    [
        (
            "The UN condemned the killing of 12 civilians in Bunia on Sunday.",
            "Bunia", "12 civilians", "UN",
        ),
        (
            "The assassination of two mayors in Herat on Sunday was condemned by the president.",
            "Herat", "two mayors", "president",
        ),
        (
            "The minister deplored the attack on a convoy near Djibo on Monday.",
            "near Djibo", "", "minister",
        ),
        (
            "Amnesty denounced the massacre of 30 villagers in Solhan in March.",
            "Solhan", "30 villagers", "Amnesty",
        ),
        (
            "Protesters condemned the arrest of the mayor of Melitopol.",
            "Melitopol", "mayor of Melitopol", "protesters",
        ),
    ],
)  # fmt: skip
def test_a_deed_that_is_condemned_is_told_and_not_by_who_condemns_it(text, place, recipient, judge):
    deed, judged = apart(text)
    assert deed.place is not None
    assert place.endswith(deed.place.mention.text)
    assert judged.actor == judge
    assert deed.actor == ""
    assert recipient in ("", deed.recipient)
    assert str(deed.status) == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "The army condemned the attack.",
        "Al-Qaida was blamed for the attack.",
        "The ministry blamed the drought for the deaths of 40 children in Baidoa.",
    ],
)
def test_what_was_told_before_is_not_told_again(text):
    assert [str(one.event_type) for one in read(text)] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "Al-Qaida was blamed for an attack on Sunday on a headquarters in Aden.",
        "Officials blamed Boko Haram for the abduction of 30 girls in Chibok on Sunday.",
        "The blast in Quetta on Sunday was blamed on Baluch separatists.",
        "The governor blamed bandits for Sunday's killing of six farmers in Kankara.",
    ],
)
def test_a_day_behind_the_deed_is_the_deeds(text):
    deed, _ = apart(text)
    assert deed.when is not None
    assert str(deed.when.start) == str(deed.when.end) == "2023-05-14"

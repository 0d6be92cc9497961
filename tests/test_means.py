"""With what an attack was made gives its mode, whatever the verb says was done."""

import pytest
from statements_of import read


def modes(text):
    return {str(one.event_mode) for one in read(text) if one.event_type == "ASSAULT"}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        # the weapon after a preposition, or the attack that is called by one
        ("A rebel commander was killed in a precision airstrike in Gao on Monday.", "aerial"),
        ("Troops engaged the fighters near Menaka with an airstrike on Monday.", "aerial"),
        ("Russian forces struck Odesa with drones on Sunday, wounding two.", "aerial"),
        ("Twelve people died in a car bombing in Mogadishu on Tuesday.", "explosives"),
        ("Two soldiers were killed by a roadside bomb near Djibo on Sunday.", "explosives"),
        ("Seven people were killed in a bomb attack on a bus in Quetta.", "explosives"),
        ("Ten civilians were killed by a suicide bomber in Maiduguri.", "suicide-attack"),
        ("Residents were killed by mortar bombs in Malakal on Sunday.", "heavy-weapons"),
        ("Two boys died in the bombardment of Kharkiv on Tuesday.", "heavy-weapons"),
        ("Rebels clashed with troops near Goma with rockets on Sunday.", "heavy-weapons"),
        ("Six people were killed in clashes in Kharkiv on Tuesday.", "firearms"),
        ("A shootout in Acapulco killed eight people on Sunday.", "firearms"),
        # the weapon that acts itself
        ("A mine killed three children near Hajjah on Sunday.", "explosives"),
        ("A drone hit a fuel depot in Kosti on Sunday.", "aerial"),
        ("The airstrike on Sunday in Aden killed three.", "aerial"),
        ("A helicopter attack killed four people in Sagaing on Sunday.", "aerial"),
        ("Government jets killed nine people in a raid on Mocha on Sunday.", "aerial"),
        # what a verb of little meaning carries
        ("The air force conducted an air strike on a depot near Kutum.", "aerial"),
        ("The army fired artillery at several villages near Pibor.", "heavy-weapons"),
        ("Gunmen using mortars attacked a base in Zinjibar on Sunday.", "heavy-weapons"),
        ("The commander called in an air strike near Gao on Sunday, killing ten.", "aerial"),
        # what the clause of time tells
        (
            "Nine civilians were killed in Mocha on Sunday when a missile hit a bus.",
            "heavy-weapons",
        ),
        ("Three villagers were killed near Bria when their truck hit a mine.", "explosives"),
        # none, or none that it was made with
        ("Gunmen on motorbikes shot dead five farmers in Kaduna on Sunday.", "kill"),
        ("Rebels attacked an artillery base near Lashio on Sunday.", "firearms"),
        ("Nine people were killed in a raid on Djibo on Sunday.", "kill"),
        ("Militants attacked a drone factory in Isfahan on Sunday.", "firearms"),
    ],
)
def test_the_weapon_says_what_kind_of_attack_it_was(text, mode):
    assert modes(text) == {mode}


@pytest.mark.parametrize(
    "text",
    [
        "Forces responded with mortar fire near Pibor on Sunday, killing several insurgents.",
        "The army called for an air strike near Gao on Sunday, killing 20 rebels.",
    ],
)
def test_harm_is_that_of_what_was_answered_with(text):
    kill = next(one for one in read(text) if "killing" in one.text)
    assert kill.event_mode in ("heavy-weapons", "aerial")
    assert kill.place is not None
    assert kill.recipient


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("The governor urged calm in Quetta on Sunday and released 20 prisoners.", "RETREAT"),
        ("Police requested help in Quetta on Sunday and arrested nine men.", "COERCE"),
        ("The commander called for aid near Gao on Sunday, and killed three rebels.", "ASSAULT"),
    ],
)
def test_a_deed_beside_words_is_a_statement_of_its_own(text, deed):
    found = {str(one.event_type): one for one in read(text)}
    assert set(found) == {"REQUEST", deed}
    assert found[deed].place is not None
    assert not found["REQUEST"].recipient


@pytest.mark.parametrize(
    ("text", "killed", "recipient"),
    [
        ("An operation near Marib on Sunday resulted in the death of a leader.", 1, "leader"),
        ("The clashes near Marib led to the deaths of 14 fighters.", 14, "14 fighters"),
        ("The raid in Bunia caused the death of three officers.", 3, "three officers"),
        ("Gunmen beat a man to death in Bunia on Sunday.", 1, "man"),
    ],
)
def test_a_death_that_something_led_to_is_a_killing(text, killed, recipient):
    (one,) = read(text)
    assert one.event_type == "ASSAULT"
    assert one.recipient == recipient
    assert [(toll.least, toll.most) for toll in one.tolls] == [(killed, killed)]


def test_a_day_is_no_preposition_of_a_cue():
    (one,) = read("Miners called a strike in Marikana on Sunday.")
    assert one.event_type == "PROTEST"


@pytest.mark.parametrize(
    "text",
    [
        "Six people were wounded during fighting in Kharkiv on Tuesday.",
        "Two people died in shelling in Kharkiv on Tuesday.",
    ],
)
def test_who_comes_to_harm_in_a_deed_does_not_do_it(text):
    assert not any(one.actor for one in read(text))


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Ten people died in Bria on Sunday after rebels shelled the town.", "heavy-weapons"),
        ("A guided bomb struck an apartment block in Sumy on Monday.", "aerial"),
        ("Troops shot down two drones over Kosti on Sunday.", ""),
        ("Debris from a rocket damaged a school in Poltava on Sunday.", ""),
    ],
)
def test_a_verb_or_a_kind_of_bomb_says_it_too(text, mode):
    assert modes(text) == {mode}


def test_what_others_did_before_gives_no_weapon():
    text = (
        "Fighters battled the Guard in Bouake on Tuesday, a day after jets fired missiles at bases."
    )
    assert {str(one.event_mode) for one in read(text) if "battled" in one.text} == {"firearms"}

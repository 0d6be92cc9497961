"""Agents, victims and speakers told apart: who did it, who suffered it, who only says so."""

from datetime import date

import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def told(text, tools):
    report = reports.from_text(text, report_id="r", published=date(2023, 5, 17))
    return pipeline.read_one(report, tools).statements


AGENTS = [
    # "by X on a day"
    ("Idlib was taken by rebels on Wednesday.", "rebels"),
    ("The border post was stormed by the PKK on Sunday near Hakkari.", "PKK"),
    ("The base at Gao came under attack by jihadists on Friday.", "jihadists"),
    ("Three bridges near Kharkiv were blown up by partisans on Tuesday.", "partisans"),
    # a place that falls is taken by whom it falls to
    ("Bukavu fell to M23 on Sunday.", "M23"),
    ("Mosul has fallen to Islamic State militants, officials said.", "Islamic State militants"),
    ("Two bases near Lashio have fallen to the MNDAA since Friday.", "MNDAA"),
    ("Kobani fell into the hands of Islamic State in October.", "Islamic State"),
    ("The fall of Kabul to the Taliban stunned the world.", "Taliban"),
    # and not by who lost it
    ("The rebels' capital, Kilinochchi, fell on January 2.", ""),
    ("The army's last base in Kidal fell on Monday.", ""),
    ("A town held by separatists in Donetsk was recaptured on Monday.", ""),
    # the agent of the passive before
    ("Two nuns were seized by gunmen in Jos and later killed.", "gunmen"),
    # a headline without its "was"
    ("Church burned by militants in Borno", "militants"),
    # through what they shoot with, or subject a town to
    ("The guns of the 4th Armoured Brigade shelled Taiz.", "4th Armoured Brigade"),
    ("The army subjected Idlib to heavy shelling on Monday.", "army"),
    ("Sloviansk was subjected to artillery fire by separatists.", "separatists"),
    # names that nobody knows
    ("Suspected ADF attack on Beni on Monday killed four.", "ADF"),
    ("An SPLA attack on Malakal left ten dead.", "SPLA"),
    ("A US strike on Derna killed two.", "US"),
    ("An IED attack near Zhob killed two soldiers.", ""),
    # after the deed in which people came to harm
    ("Two boys died in Hodeidah after shelling by the coalition.", "coalition"),
    ("Militants were killed in Farah after clashes with Afghan forces.", "Afghan forces"),
    # however many they are
    ("An unknown number of gunmen opened fire in Jos.", "unknown number of gunmen"),
    ("A large number of rebels attacked Bambari on Monday.", "large number of rebels"),
    # who fired it, and who is loyal to whom
    ("Grad missiles fired by Azerbaijan hit a village near Martuni.", "Azerbaijan"),
    ("Officials say forces loyal to the government have taken control of Aden.", "forces"),
    ("ISIS jihadists used mustard gas in an attack in Mosul.", "ISIS jihadists"),
    # with what is thrown, or used against a town
    ("Unknown assailants threw a grenade into a church in Bujumbura.", "unknown assailants"),
    ("The army used barrel bombs against Daraya.", "army"),
    # a state's own attack, not what goes on in it
    ("A base in Aden came under Iran's missile attack.", "Iran"),
    ("Iran's strike on Erbil killed four people.", "Iran"),
    ("Homes in Saada were destroyed in Saudi Arabia's air campaign.", "Saudi Arabia"),
    ("Ukraine's counteroffensive near Robotyne stalled.", "Ukraine"),
    ("Sudan's war has killed thousands in Khartoum.", ""),
    ("Pakistan's suicide attack killed four in Quetta.", ""),
    # behind a place and its province
    ("In Sabari district, Khost province, an army unit captured Terezai.", "army unit"),
    (
        "Also in Khost, a combined Afghan and coalition force shot two men.",
        "combined Afghan and coalition force",
    ),
    ("In Mueda district, Cabo Delgado province, insurgents burned homes.", "insurgents"),
    # who acted before, though the parser hangs them on "after"
    (
        "Jets bombed Homs, two days after men of the Maute group overran the city.",
        "men of the Maute group",
    ),
    ("Baku's army struck military targets outside Ganja.", "Baku's army"),
    # by night and by road nobody comes
    ("The army advanced by road and shelled Sirte.", "army"),
]


@pytest.mark.parametrize(("text", "actor"), AGENTS)
def test_who_did_it_is_found_however_it_is_told(text, actor, tools):
    found = [one.actor for one in told(text, tools)]
    assert found
    assert actor in found if actor else not any(found)


VICTIMS = [
    # the second of two passives
    ("Nine passengers were abducted from a bus and shot near Noshki.", "nine passengers"),
    ("Four teachers were kidnapped in Kaduna and killed on Monday.", "four teachers"),
    ("The soldiers were ambushed near Diffa and fled.", "soldiers"),
    # some of those who came to harm
    ("A priest and two nuns were among the dead in the attack in Jos.", "priest"),
    ("Two reporters were among those wounded by shelling in Donetsk.", "two reporters"),
    # headlines
    ("Military Governor Peter Okello hit by gunfire near Sake.", "Peter Okello"),
    ("Two Malian soldiers captured by jihadists near Dori", "two Malian soldiers"),
    # who comes upon a mine
    ("Two soldiers stepped on a mine near Donetsk.", "two soldiers"),
    ("A minibus hit a mine near Mopti and nine people died.", "minibus"),
    ("A police pickup exploded on a mine near Gori while patrolling.", "police"),
]


@pytest.mark.parametrize(("text", "victim"), VICTIMS)
def test_who_suffers_a_deed_does_not_do_it(text, victim, tools):
    found = told(text, tools)
    assert any(victim in one.recipient for one in found)
    assert not any(victim in one.actor for one in found if one.event_type == "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        # what a thing undergoes, its owner does not do
        "A police car blew up in Dagestan.",
        "An army truck blew up on a landmine near Kolda.",
        "A fuel truck exploded in Mogadishu on Monday.",
        # who tells of it behind a comma, before what came of it
        "A drone attack on Nyala airport destroyed a plane, state television reported, killing 40.",
        "An air strike hit a market in Mekele, a hospital official said, killing 43 people.",
        # who looks into deeds, counts them or lists them
        "UN monitors recorded 12 attacks on hospitals in Kharkiv.",
        "Amnesty International documented the execution of 45 civilians in Merawi.",
        "The mission verified the abduction of 20 girls in Kaya.",
        "The Commission put the number of dead in Merawi at 45.",
        "An army spokesman confirmed fighting in Nyabangi.",
        "Residents reported shelling in Sirte on Monday.",
    ],
)
def test_who_owns_it_and_who_tells_of_it_did_nothing(text, tools):
    found = told(text, tools)
    assert found
    assert not any(one.actor for one in found)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Militants blew up a bridge near Tikrit.", "militants"),
        ("A bomber blew himself up at a mosque in Kunduz.", "bomber"),
        ("The army confirmed killing 12 rebels near Pibor.", "army"),
        ("The army said it struck Tartus, destroying a depot.", "army"),
        ("Troops stormed the camp near Sagaing, residents said, burning 40 houses.", "troops"),
        ("The militants were seen in Dori and attacked the town hall.", "militants"),
        ("The soldiers were sent to Goma and took the airport.", "soldiers"),
        ("A court in Khartoum heard that soldiers shot 12 protesters.", "soldiers"),
    ],
)
def test_who_did_it_still_acts(text, actor, tools):
    assert actor in [one.actor.lower() for one in told(text, tools)]


SPEAKERS = [
    # behind some of those who are told of
    (
        (
            "Shelling of El Obeid killed five people on Saturday, among them three children, "
            "a medical source at the hospital said."
        ),
        "medical source",
    ),
    (
        (
            "An air raid on Sanaa killed 20 people on Friday, most of them women and children, "
            "a medic at the scene said."
        ),
        "medic",
    ),
    (
        "The raid left 12 dead in Jenin on Tuesday, including two medics, the ministry said.",
        "ministry",
    ),
    # a clause of time says nothing of the main one
    (
        (
            "In October 1972, a month after Ferdinand Marcos declared martial law, "
            "several hundred rebels overran the Pantar bridge camp."
        ),
        "",
    ),
    ("Two days after the ministry reported calm, militants stormed the base at Gwoza.", ""),
    # the dead do not speak, nor do those who turn somebody away
    ("In an attack that killed one policeman in Gori, he said, three men fired.", ""),
    ("On Monday they were turned away by militias near Aleppo.", ""),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_it_is_none_of_those_told_of(text, speaker, tools):
    found = [one.said_by for one in told(text, tools)]
    assert found
    assert all(one == speaker for one in found)


def test_a_group_does_not_name_itself(tools):
    text = "The Taliban hold the bazaar, they said. They say the Taliban took Nawa on Monday."
    (last,) = (one for one in told(text, tools) if "Nawa" in one.text)
    assert (last.actor, last.said_by) == ("Taliban", "")


def test_he_is_whoever_was_named_before_the_dead(tools):
    text = (
        "Governor Musa Bello visited Dori. A blast there killed one officer. He said rebels left."
    )
    assert "Musa Bello" in [one.said_by for one in told(text, tools)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Six people died in Gao when their bus was ambushed by jihadists.", "jihadists"),
        ("Two peacekeepers were hurt in Goma when gunmen attacked their car.", "gunmen"),
        ("A rocket fired by Hezbollah wounded four people in Haifa.", "Hezbollah"),
        ("Mines laid by Russian troops killed a farmer in Kherson.", "Russian troops"),
        ("The leader was killed in a military operation in Kohlu.", "military"),
        ("A peace deal between the FARC and the government was signed in Havana.", "FARC"),
        ("The ceasefire between M23 and the army in Goma collapsed on Friday.", "M23"),
    ],
)
def test_who_attacks_in_a_further_clause_uses_a_thing_or_makes_a_deal_acts(text, who, tools):
    (one,) = told(text, tools)
    assert who in one.actor


@pytest.mark.parametrize(
    "text",
    [
        "According to the resistance, the valley of Panjshir has not fallen.",
        "According to the rebels, Goma has fallen.",
    ],
)
def test_according_to_whom_a_place_fell_did_not_take_it(text, tools):
    (one,) = told(text, tools)
    assert one.actor == ""


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        # who reports it is not who did it, wherever the harm stands
        (
            "Shells hit a bakery in Ariha, the White Helmets said, killing four children.",
            {""},
        ),
        (
            "Artillery fire from the Syrian army hit a bakery in Ariha, medics said, killing four.",
            {"Syrian army"},
        ),
        ("Mortar fire from rebels killed two people in Gao.", {"rebels"}),
        ("A suicide bomber detonated explosives at a checkpoint in Gao.", {"suicide bomber"}),
        # what is steered acts, as long as nobody says by whom
        ("An armed drone crashed into a house in Beledweyne, injuring five.", {"armed drone"}),
    ],
)
def test_harm_is_done_by_who_attacks(text, actors, tools):
    found = told(text, tools)
    assert {one.actor.removeprefix("a ").removeprefix("A ") for one in found} == actors
    assert {str(one.event_type) for one in found} == {"ASSAULT"}


@pytest.mark.parametrize(
    ("text", "tolls", "recipient"),
    [
        (
            "The army said 279 guerrillas and 78 soldiers had been killed in San Miguel.",
            {"killed": (357, 357)},
            "279 guerrillas; 78 soldiers",
        ),
        # how many of either nobody says
        (
            "An attack in Gao caused 40 casualties.",
            {"killed": (None, 40), "injured": (None, 40)},
            "",
        ),
        ("Jets hit a base in Gao in an attempt to kill the president.", {}, ""),
        (
            "A rocket fired by a helicopter hit a house in Gao, killing three.",
            {"killed": (3, 3)},
            "three",
        ),
        ("The base in Gao was surrounded on three sides.", {}, ""),
    ],
)
def test_how_many_and_whom(text, tolls, recipient, tools):
    (one,) = told(text, tools)
    assert {str(toll.kind): (toll.least, toll.most) for toll in one.tolls} == tolls
    assert recipient in ("", one.recipient)
    assert one.recipient != "three sides"
    assert one.actor in ("", "jets", "helicopter")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        # what is fired is not fired at
        ("Police fired tear gas and rubber bullets into crowds of protesters in Basra.", "crowds"),
        ("Rebels fired dozens of rockets at Tripoli.", ""),
        ("Israeli aircraft carried out a string of airstrikes on Khan Younis.", ""),
        ("A policeman hurled four grenades at the Supreme Court in Caracas.", "Supreme Court"),
        # who planted it was not attacked; who holds what was hit is
        ("A rocket fired by Hezbollah exploded in Metula.", ""),
        ("Attacks engineered by the banned PLA killed nobody in Imphal.", ""),
        ("The air force bombed positions held by the TPLF in Mekelle.", "TPLF"),
    ],
)
def test_what_is_fired_and_who_fired_it_are_not_attacked(text, recipient, tools):
    first = told(text, tools)[0]
    assert first.recipient.startswith(recipient) if recipient else not first.recipient


@pytest.mark.parametrize(
    ("text", "recipient", "injured"),
    [
        ("Seven soldiers suffered injuries when a bomb went off in Pulwama.", "seven soldiers", 7),
        ("Two medics sustained gunshot wounds in Tripoli on Friday.", "two medics", 2),
        ("Three workers suffered burns when a shell hit Port Sudan.", "three workers", 3),
    ],
)
def test_who_sustains_injuries_is_injured(text, recipient, injured, tools):
    first = told(text, tools)[0]
    assert (first.event_type, first.recipient) == ("ASSAULT", recipient)
    assert [(one.kind, one.least) for one in first.tolls] == [("injured", injured)]

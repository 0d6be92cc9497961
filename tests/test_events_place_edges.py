"""The edges of where an event is and what its words are: how far a name may stand, how long."""

from datetime import date

import pytest

from geomap import pipeline, reports
from geomap.events import undated
from geomap.model import EventType, Interval, Statement, TimePrecision

DAY = date(2024, 5, 10)


def statements(text):
    report = reports.from_text(text, report_id="r", published=DAY)
    return pipeline.build_atlas([report]).statements


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # the town is a step from the province
        ("Rebels attacked a post in Lalibela, in Amhara region.", "Lalibela"),
        ("In Borno state, gunmen attacked a market in Maiduguri.", "Maiduguri"),
        # and here in a clause of its own
        (
            "Rebels attacked villages in Amhara region in a truce broken near Lalibela.",
            "Amhara",
        ),
        ("Fighters shelled Helmand province after leaving a base outside Sangin.", "Helmand"),
        ("Gunmen killed farmers in Borno state who had come from Maiduguri.", "Borno"),
    ],
)
def test_a_town_goes_before_its_province_only_where_it_is_hardly_farther(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The general later switched his allegiance to New Delhi.", ""),
        ("The minister asked London for weapons.", "London"),
        ("The movement rejected talks in Doha.", "Doha"),
        ("The rebels pledged support to Khartoum.", ""),
        ("The government demanded that troops leave Goma.", "Goma"),
        # or where its own words say that something is
        ("The president called for a ceasefire in Sudan.", "Sudan"),
        ("The army was blamed for an attack on a mosque in northern Mali.", "northern Mali"),
        ("The State Department warned of violent clashes in much of Haiti.", "Haiti"),
        ("The embassy ordered all families of its staff to leave Sudan.", "Sudan"),
        ("Al-Qaida has claimed responsibility for attacks in Yemen's south.", "Yemen"),
        ("The minister rejected a call for a truce with Israel.", ""),
        ("They will be beaten unless our friends in London send weapons, he warned.", ""),
    ],
)
def test_what_is_only_said_has_the_place_that_its_own_words_tell(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ethiopian troops crossed into a remote Eritrean village.", "Eritrea"),
        ("Gunmen attacked a Nigerian village on Monday and killed 30 people.", "Nigeria"),
        ("Rebels from across the border raided a Chadian town on Tuesday.", "Chad"),
        ("Shells fired by the militia hit two Lebanese villages on Thursday.", "Lebanon"),
        ("A mob set fire to a Kenyan police station on Saturday.", "Kenya"),
        ("Insurgents ambushed a convoy near a Malian border town.", "Mali"),
        ("A suicide bomber killed 20 people at a Somali hotel on Friday.", "Somalia"),
        ("Gunmen kidnapped 15 pupils from a Nigerian boarding school.", "Nigeria"),
        # whose people it is, not where
        ("Gunmen attacked a Russian convoy on Monday.", ""),
        ("Rebels overran the Ethiopian base.", ""),
    ],
)
def test_an_unnamed_town_lies_in_the_country_of_its_people(text, place):
    row = statements(text).sort_values("start").iloc[0]
    assert bool(row["place"]) == bool(place)
    assert place in row["place"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("An air strike by troops led by Saudi Arabia on a hall in Sanaa killed 140.", "Sanaa"),
        ("Troops backed by Ethiopia attacked Baidoa.", "Baidoa"),
        ("The land is occupied by Israel.", ""),
    ],
)
def test_who_does_it_is_no_place_of_it(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    "again",
    [
        '"Six civilians were martyred in the attack on Nete."',
        "Two hundred people have fled from Nete.",
        "The enemy drove into Nete with scores of cars.",
        "Nobody was hurt in the shelling of Nete.",
    ],
)
def test_a_name_that_once_stands_for_a_place_does_so_again(again):
    told = statements(f"Rebels attacked the town of Nete in Kassala State. {again}")
    assert "Nete" in told.sort_values("start")["place"].iloc[-1]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Fighters seized Mbokolo on Monday.", "seize"),
        ("Militants captured Ahmed Ibrahim in a night raid.", "arrest"),
        ("Militants captured Ahmed Ibrahim on Monday.", "arrest"),
        ("Fighters abducted Mbokolo on Monday.", "abduct"),
    ],
)
def test_one_bare_word_that_is_seized_is_sooner_a_town_than_a_person(text, mode):
    assert statements(text)["event_mode"].iloc[0] == mode


_ARMY = "Soldiers of the first battalion of the second brigade of the northern army"


@pytest.mark.parametrize(
    ("actor", "kept"),
    [(_ARMY, True), (f"{_ARMY} of the new government of national unity of the country", False)],
)
def test_an_actor_of_more_than_twenty_words_is_not_repeated(actor, kept):
    (text,) = statements(f"{actor} shelled Kismayo on Monday.")["text"]
    assert text == f"{actor} " * kept + "shelled Kismayo on Monday"


def test_a_long_subject_stays_where_the_event_is_told_in_it():
    told = "The shelling of the old market by soldiers of the second brigade of the northern army"
    assert list(statements(f"{told} shook Kismayo.")["text"]) == [f"{told} shook Kismayo"]


def asked(text, start, end):
    when = Interval(start=start, end=end, precision=TimePrecision.VAGUE, text="days ago")
    return Statement(
        report_id="r", start=0, end=9, text=text, event_type=EventType.REQUEST, status="claimed",
        actor="Omar", said_by="Omar", when=when,
    )  # fmt: skip


@pytest.mark.parametrize(("between", "bound"), [(0, True), (3, True), (4, False)])
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_asked_four_statements_away_bounds_a_day_and_no_farther(between, bound, turned):
    fall, now = date(2024, 5, 1), date(2024, 5, 9)
    row = [
        asked("asked the government for weapons", None, now),
        *[asked("wanted nothing", None, now)] * between,
        asked("was refused weapons before the city fell", date(2024, 4, 20), fall),
    ]
    row = row[::-1] if turned else row
    ends = [one.when.end for one in undated.bounded(row) if one.text.startswith("asked")]
    assert ends == [fall if bound else now]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen opened fire on buses taking Iraqis to work at a U.S. plant in Tikrit.", "Tikrit"),
        ("Fighters shelled the Chadian army in Adre, in Chad.", "Adre"),
        ("Fighters shelled the army in Chad.", "Chad"),
    ],
)
def test_a_country_is_where_it_is_only_where_nothing_smaller_is_named(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fighters clashed with soldiers in Bunia. The clashes went on.", 1),
        ("Fighters clashed with soldiers in Bunia. The clashes near Goma went on.", 2),
        ("Fighters clashed with soldiers in Bunia. The clashes of Monday went on.", 2),
        ("Fighters clashed with soldiers in Bunia. Clashes went on.", 2),
    ],
)
def test_an_event_that_is_only_taken_up_again_is_no_other(text, count):
    assert len(statements(text)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"If they enter Goma, we will attack them," Jean Mbala said.', slice(0, -1)),
        ('"We are here, and they shelled Goma," Jean Mbala said.', slice(18, -1)),
    ],
)
def test_words_of_a_quotation_have_its_first_mark_where_they_are_the_whole(text, words):
    assert text[words] in set(statements(text)["text"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is known that rebels captured Lalibela.", {"asserted"}),
        ("Officials say that rebels captured Lalibela.", {"claimed"}),
        ("It is unclear whether rebels captured Lalibela.", {"conditional"}),
        ("It is unclear whether rebels captured the town.", set()),
    ],
)
def test_what_is_unclear_is_not_told(text, told):
    assert set(statements(text)["status"]) == told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shelling killed three people in the eastern Donetsk town of Toretsk.", "Toretsk"),
        ("Gunmen killed six farmers in the Benue state village of Yelwata.", "Yelwata"),
        ("A bomb exploded in the northern Sinai town of Sheikh Zuweid.", "Sheikh Zuweid"),
        ("Nine policemen were killed in the eastern Afghanistan city of Ghazni.", "Ghazni"),
        ("Rebels attacked the North Kivu town of Sake on Monday.", "Sake"),
        ("Drones hit the Black Sea port of Odesa.", "Odesa"),
        ("Air raids hit the Red Sea port city of Hodeidah.", "Al Hudaydah"),
        ("Fighting raged in the Darfur capital of El Fasher.", "El Fasher"),
        ("A car bomb killed nine people in the Anbar provincial capital of Ramadi.", "Ramadi"),
        ("Soldiers burned huts in the Rakhine village of Maungdaw.", "Maungdaw"),
    ],
)
def test_of_a_land_and_its_town_the_town_is_meant(text, place):
    assert set(statements(text)["place"]) == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police arrested two dozen members of groups accused of an attack in Delhi.", ""),
        ("Troops captured rebels blamed for the attack on Goma.", ""),
        ("Soldiers shot dead a militant linked to the raid on Kankara.", ""),
        ("Police in Quetta arrested four men accused of the bombing in Karachi.", "Quetta"),
        # but who wants or seeks something is not charged
        ("Gunmen shot at people who sought refuge in Kankara.", "Kankara"),
        ("An ambush blamed on rebels killed four in Goma.", "Goma"),
    ],
)
def test_what_people_are_held_to_have_done_before_was_elsewhere(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    "text",
    [
        "The explosion hit a convoy on its way from Karachi to Turbat.",
        "Gunmen ambushed a bus travelling from Maiduguri to Damaturu and killed six people.",
        "Rebels attacked a convoy en route from Juba to Bor.",
        "Bandits kidnapped passengers of a train heading from Abuja to Kaduna.",
        "A shell hit a bus on its route from Izium to Dnipro.",
        "A drone hit a lorry carrying grain from Nyala to El Geneina.",
    ],
)
def test_no_end_of_a_way_is_where_it_happened_on_it(text):
    assert set(statements(text)["place"]) == {""}


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ("Rebels shelled Popasna and Lysychansk.", "Seven died in the two cities.", 2),
        ("The militia seized Kibumba and Rugari.", "Residents fled both towns.", 2),
        ("Jets bombed Idlib, Ariha and Saraqib.", "Dozens died in the three towns.", 3),
        ("Fighters hold Menaka and Ansongo.", "The army attacked both towns on Friday.", 2),
        # other towns than those
        ("Rebels shelled Popasna and Lysychansk.", "Seven died in two other villages.", 0),
        ("Rebels shelled Popasna.", "Seven people died in both towns.", 0),
    ],
)
def test_both_towns_are_those_that_were_named_together(first, second, places):
    told = statements(f"{first} {second}")
    before, after = told[told["start"] < len(first)], told[told["start"] > len(first)]
    assert len(set(after["place"]) & set(before["place"])) == places
    assert places == 0 or set(after["place_basis"]) == {"inferred"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen attacked a church in Delhi. Pakistani police arrested ten men.", "Pakistan"),
        ("A bomb exploded in Kabul. Pakistan said it had arrested three suspects.", "Pakistan"),
        ("Fighting broke out in Bangui. French police detained a suspect.", "France"),
        ("Gunmen attacked a church in Lahore. Pakistani police arrested ten men.", "Lahore"),
        ("Fighting broke out in Bangui. French soldiers seized an airfield.", "Bangui"),
    ],
)
def test_the_police_of_another_country_act_at_home(text, place):
    assert statements(text).sort_values("start")["place"].iloc[-1] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Three soldiers died and five were reported missing in Goma.", "Goma"),
        ("Three soldiers were killed and five were reported missing in Goma.", "Goma"),
        ("Rebels killed nine people and a car was parked in Goma.", ""),
    ],
)
def test_who_died_died_where_others_were_hurt_or_lost_in_the_same_breath(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # a deed is dated by what was elsewhere
        ("The offensives were launched after Congo's constitutional referendum.", ""),
        ("Gunmen killed two aid workers before the summit in Brussels.", ""),
        ("The rebels laid down their arms after talks in Doha.", ""),
        ("Five people were killed after an attack in Bria.", "Bria"),
        # who does it
        ("An invasion by Rwanda and Uganda drove the army back.", ""),
        ("The bombardment by Russia and Belarus killed 12 people.", ""),
        # where they are from
        ("Another 600 peacekeepers come from Malaysia and Portugal.", ""),
        ("Most of the fighters come from Chad.", ""),
        # what a land borders
        ("Troops were attacked in a province bordering Chad.", ""),
        ("Gunmen attacked a village in an area adjoining Cameroon.", ""),
        ("Soldiers died in Gedo, a region that borders Kenya.", "Gedo"),
    ],
)
def test_what_only_dates_or_describes_a_deed_is_not_where_it_was(text, place):
    told = statements(text)
    assert place in told["place"].iloc[0]
    assert bool(place) == bool(told["place"].iloc[0])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A car bomb killed five in Baghdad.", "Two bombs exploded in another eastern suburb."),
        ("Hezbollah attacked posts in Shebaa Farms.", "Jets bombed targets in a village nearby."),
        ("Rebels entered Bria on Monday.", "They burned 40 houses in a nearby village."),
    ],
)
def test_a_suburb_is_the_towns_and_what_is_nearby_is_near_it(first, second):
    told = statements(f"{first} {second}").sort_values("start")
    assert told["place"].iloc[-1] == told["place"].iloc[0]
    assert told["place_basis"].iloc[-1] == "inferred"


@pytest.mark.parametrize(
    "text",
    [
        (
            "A bomb exploded in Turbat on Sunday. It hit a convoy on its way from Karachi to Kech. "
            "Police sealed off the area."
        ),
        (
            "Gunmen attacked a post in Gwoza. They shot at a bus travelling from Kano to Jos. "
            "Troops closed the area."
        ),
    ],
)
def test_the_area_is_no_end_of_a_way_that_somebody_travelled(text):
    told = statements(text).sort_values("start")
    assert told["place"].iloc[-1] == told["place"].iloc[0] != ""


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The governor held the rebels accountable for the massacre in Beni.", "governor"),
        ("Ministers hold soldiers of the regime responsible for the attack.", "Ministers"),
    ],
)
def test_who_holds_others_responsible_accuses_them_and_does_nothing(text, actor):
    row = statements(text).sort_values("start").iloc[0]
    assert (row["event_type"], row["actor"].lower()) == ("ACCUSE", actor.lower())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Venezuela accused Colombia of kidnapping.", "Venezuela"),
        ("Nepal's royalist government refused to match the ceasefire.", "Nepal"),
        ("Turkey's foreign minister condemned the raid.", "Turkey"),
        ("Rebels accused the government of lying.", ""),
        ("French diplomats urged both sides to talk.", ""),
    ],
)
def test_what_a_state_says_is_said_in_its_land(text, place):
    row = statements(text).sort_values("start").iloc[0]
    assert (row["place"], row["place_basis"]) == (place, "inferred" if place else "")


@pytest.mark.parametrize(
    "text",
    [
        "The president described the killing of the envoy as an attempt to end talks in Doha.",
        "Analysts saw the raid as a reply to the strike in Damascus.",
        "The militia justified the killings as revenge for a massacre in Duekoue.",
        "The army called the offensive a response to attacks in Nagorno-Karabakh.",
        "Officials said the kidnapping was meant to free fighters held in Niamey.",
        "Four policemen and a woman visiting from Canada were killed in the shooting.",
        "Gunmen shot a volunteer who came from Sweden to help.",
    ],
)
def test_what_a_deed_answers_and_where_those_struck_are_from_is_no_place_of_it(text):
    found = statements(text)
    assert len(found)
    assert not found["place"].any()


def test_a_deed_keeps_the_place_that_is_told_beside_what_it_is_held_to_be():
    assert set(statements("Police treated the shooting in Quetta as terror.")["place"]) == {
        "Quetta"
    }

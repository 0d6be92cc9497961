"""What stands beside a deed keeps out of it: other deeds, homes, borders, who only tells of it."""

from datetime import date

import pytest

from geomap import pipeline, reports


def read(text):
    one = reports.from_text(text, report_id="r", published=date(2023, 5, 17))
    return pipeline.build_atlas([one])


def placed(text):
    """Events of harm and force: names of their places."""
    rows = read(text).events
    return sorted(rows["place"][rows["event_type"].isin(["ASSAULT", "COERCE"])])


@pytest.mark.parametrize(
    "text",
    [
        (
            "A drone struck a residential building in Kyiv's Solomyanskyi district, injuring two "
            "civilians. Ukrainian air defenses shot down 40 of them over Kyiv and Sumy oblasts."
        ),
        (
            "Two Palestinians were killed and three were wounded in the Mieh Mieh camp outside "
            "Saida, while armed groups opened fire on an army patrol in the Bekaa Valley."
        ),
        (
            "At least five people were taken away from a checkpoint at Omanthai. In London several "
            "hundred people scuffled with police, blocking Westminster Bridge. Five were arrested."
        ),
        "A bomb killed nine traders near Baidoa. Soldiers killed four gunmen in a camp near Burao.",
    ],
)
def test_others_who_suffer_elsewhere_are_another_event(text):
    rows = read(text).statements
    rows = rows[rows["event_type"].isin(["ASSAULT", "COERCE"])]
    first, last = rows.sort_values("start")["event_id"].iloc[[0, -1]]
    assert first != last


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            (
                "Israel struck the defence ministry in Damascus on Wednesday as fighting between "
                "government troops and Druze fighters raged in the southern city of Suwayda."
            ),
            ["As-Suwayda", "Damascus"],
        ),
        ("The army bombed El Obeid as fighting in Nyala continued.", ["El Obeid", "Nyala"]),
        ("Troops retook Bama while shelling continued in Gwoza.", ["Bama", "Gwoza"]),
        ("Russia shelled Kharkiv as drones hit a depot in Odesa.", ["Kharkiv", "Odesa"]),
        (
            (
                "Hezbollah said its fighters had fired rockets at a naval base near Haifa on "
                "Monday and clashed with Israeli troops trying to infiltrate the border village "
                "of Aita al-Shaab."
            ),
            ["Aita al-Shaab", "near Haifa"],
        ),
        ("In the Donbas, shelling of Avdiivka killed two.", ["Avdiyivka"]),
        ("In neighbouring Kordofan, shelling of El Obeid killed five people.", ["El Obeid"]),
        ("In Darfur, an attack on Nyala wounded nine.", ["Nyala"]),
    ],
)
def test_each_clause_has_its_own_place(text, places):
    assert placed(text) == places


@pytest.mark.parametrize(
    ("text", "place", "killed"),
    [
        (
            (
                "The weekend saw an attack on a detachment at Diapaga in the east, near the "
                "borders with Benin and Niger, in which at least 60 soldiers were killed."
            ),
            "Diapaga",
            60,
        ),
        (
            (
                "There was a raid on a market in Baidoa, near the border with Ethiopia, in which "
                "ten traders died."
            ),
            "Baidoa",
            10,
        ),
    ],
)
def test_in_which_means_the_deed_not_the_border(text, place, killed):
    (row,) = read(text).events.itertuples()
    assert (row.place, row.killed_least) == (place, killed)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sergeant James Miller of Leeds was killed by a mine in Sangin, Afghanistan.", "Sangin"),
        ("John Dunbar of Austin, Texas, died in a blast in Manbij in Syria.", "Manbij"),
        ("Captain Omar Diallo of Thies was shot dead in Kidal in Mali.", "Kidal"),
    ],
)
def test_where_the_dead_were_at_home_is_no_scene(text, place):
    assert placed(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In the Dagestani capital, Makhachkala, police shot four men.", "Makhachkala"),
        ("In the Chechen capital, Grozny, a bomb killed two men.", "Grozny"),
        ("A bomb killed two men in the Afghan capital.", "Kabul"),
    ],
)
def test_the_capital_of_a_land_is_not_the_states(text, place):
    assert placed(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "No casualties were reported from a drone attack on the airport in Merowe.",
        "Attacks on two police stations in Pasni caused no deaths.",
        "Nobody was killed in the bombing of the bridge in Latakia.",
        "No injuries have been reported in the shooting in Buenaventura.",
        "The raid on Mocha on Monday killed no one.",
        "The shelling of Kherson left nobody hurt.",
        "There were no deaths in the attack on the barracks in Maiduguri.",
        "No group has admitted carrying out the attack in Kayseri.",
        "Nobody has admitted bombing the bridge in Chuhuiv.",
    ],
)
def test_that_nobody_came_to_harm_or_did_it_undoes_no_deed(text):
    rows = read(text).statements
    assert len(rows) == 1
    assert set(rows["polarity"]) == {"affirmed"}


@pytest.mark.parametrize(
    "text",
    [
        "There was no attack on Bakhmut on Monday.",
        "No one was killed in Goma on Monday.",
        "No soldiers attacked the town of Bama.",
    ],
)
def test_what_is_denied_itself_is_negated(text):
    assert set(read(text).statements["polarity"]) == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit a school in Gori. The president was briefed by his aides in Batumi.",
        "A raid killed four in Merawi. The commission put the number of dead at 45.",
        "Shelling killed nine in Marinka. The monitors recorded 240 violations in the region.",
        "A blast killed four in Homs. The Red Cross called the situation catastrophic.",
        "Mortars hit Dvani, killing a policeman. The authorities are still investigating.",
        "Mines were laid near Mopti. A convoy carrying food is stuck in Gao.",
    ],
)
def test_who_only_tells_of_an_attack_attacks_nobody(text):
    rows = read(text).statements
    later = rows[rows["start"] > text.index(". ")]
    assert not later["event_type"].eq("ASSAULT").any()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Police spoke of three bombings in Istanbul.", "explosives"),
        ("The bombing of Aleppo went on for days.", "aerial"),
        ("The bombing raid in Tigray lasted an hour.", "aerial"),
        ("The bombing at a church in Cairo shocked the city.", "explosives"),
    ],
)
def test_a_bombing_is_from_the_air_only_where_words_say_so(text, mode):
    assert set(read(text).statements["event_mode"]) == {mode}


def test_a_party_that_is_there_to_fight_fights_nowhere():
    text = (
        "Turkey backs some of the rebel groups fighting to topple Assad. "
        "Activists reported the resumption of shelling in Aleppo."
    )
    (row,) = read(text).events.itertuples()
    assert (row.place, row.actor) == ("Aleppo", "")


def test_people_pour_into_a_town_that_they_do_not_take():
    rows = read("Survivors poured into the coastal city of Saint-Marc in Haiti.").events
    assert not rows["event_mode"].eq("seize").any()


@pytest.mark.parametrize(
    "text",
    [
        "Rebels said they had taken Goma. The army called the claim false.",
        "The militia said it had shot down a jet over Fizuli. The ministry branded it a lie.",
        "Activists said the army had shelled Marib. A spokesman described the account as untrue.",
        "The group said it had captured Lashio. The junta said the claim was false.",
        "Residents said troops had executed 45 people in Merawi, an allegation the state rejected.",
        "Rebels said they had seized Walikale, a claim the army denied.",
        "A drone killed 40 people in Nyala, state media reported. Abu Dhabi called it baseless.",
    ],
)
def test_a_report_that_is_called_untrue_is_denied(text):
    rows = read(text).events
    assert "contested" in set(rows["status"])


@pytest.mark.parametrize(
    "text",
    [
        "They planned to murder the mayor and then use firearms to attack a station in Cincinnati.",
        "He plotted to bomb a church and shoot worshippers in Colombo.",
        "The troops came close to cutting the road to Kramatorsk.",
        "Iran's foreign minister is expected in Beirut on Friday.",
        "More than 300 civilians are feared dead in El Fasher.",
    ],
)
def test_what_is_planned_feared_or_nearly_done_has_not_happened(text):
    rows = read(text).statements
    rows = rows[~rows["cue"].eq("came")]
    assert set(rows["status"]) == {"conditional"}


@pytest.mark.parametrize(
    "text",
    [
        "The command is trying to envelop Selydove from the north rather than assault it.",
        "Instead of attacking Kramatorsk, the troops dug in near Lyman.",
    ],
)
def test_what_is_left_undone_for_something_else_is_negated(text):
    rows = read(text).statements
    assert set(rows["status"][rows["event_type"].eq("ASSAULT")]) == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "When did the fighting come back to your village in Sangin?",
        '"Who killed them in Goma?" she asked.',
        "Philip Issa in Beirut and Ayse Wieting in Istanbul contributed to this report.",
        "The ministry in Kinshasa declined to comment.",
        "The army did not respond to a request for comment.",
    ],
)
def test_questions_credits_and_no_comment_report_nothing(text):
    assert read(text).statements.empty


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A guided bomb hit a bus station in Kupiansk.", "aerial"),
        ("Russian troops reached the village of Vesele.", "troops"),
        ("Residents had taken shelter in a school in Goma.", "expel"),
        ("Government forces destroyed five convoys near Tigray's Mekelle.", ""),
    ],
)
def test_what_is_done_is_told_by_verb_and_object(text, mode):
    assert mode in set(read(text).statements["event_mode"])


def test_a_name_that_is_a_place_once_is_one_where_people_leave_it():
    text = (
        "Thousands were trying to escape Palma on Monday after insurgents overran the northern "
        "Mozambican town. Islamic State claimed to have taken Palma."
    )
    assert {"Palma"} == set(read(text).events["place"]) - {"Mozambique"}
    assert len(read(text).mentions.query("text == 'Palma'")) == 2


def test_a_deed_is_not_done_where_its_victims_fled():
    text = (
        "Gunmen stormed the Abu Shouk camp near El Fasher on Monday, killing 40. One woman fled to "
        "Tawila on a cart later that day. The army said it had repelled the assault."
    )
    rows = read(text).events
    assert "Tawila" not in set(rows["place"][rows["event_type"].eq("ASSAULT")])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bukavu fell on Feb. 16. A source in Uvira said clashes there had left 12 dead.", "Uvira"),
        ("Rebels took Kidal. A nurse in Gao said soldiers there had shot nine people.", "Gao"),
        ("Bukavu fell. Eleven people died and 60 were injured there on Feb. 27.", "Bukavu"),
        ("Rebels took Kidal. The minister in Bamako said troops there had shot six.", "Kidal"),
    ],
)
def test_there_is_where_the_speaker_sits_unless_the_sentence_tells_of_a_place(text, place):
    rows = read(text).statements
    assert set(rows["place"][rows["event_mode"].isin(["firearms", "kill"])]) == {place}


def test_a_town_is_one_where_taking_it_is_a_known_day():
    (row,) = read("Taliban fighters took Herat.").events.itertuples()
    assert row.place == "Herat"


@pytest.mark.parametrize(
    "text",
    [
        "The allegations that we struck a maternity hospital in Khankendi are false.",
        "Reports that rebels had taken Goma are untrue.",
        "The claim that soldiers killed nine villagers in Bama is a lie.",
        "Rumours of an attack on Kidal were unfounded.",
    ],
)
def test_what_is_said_to_be_untrue_is_negated(text):
    assert set(read(text).statements["status"]) == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "The army confirmed reports that rebels had captured Kidal.",
        "Reports that rebels had taken Kidal spread on Monday.",
    ],
)
def test_who_is_reported_to_have_taken_a_town_acts(text):
    (row,) = read(text).events.query("event_type == 'COERCE'").itertuples()
    assert (row.actor, row.recipient, row.place) == ("rebels", "", "Kidal")


@pytest.mark.parametrize(
    "text",
    [
        "The Antonivka Bridge near Kherson has been knocked out by repeated HIMARS strikes.",
        "Our troops continued offensive operations near Avdiivka.",
        "Government forces destroyed a convoy near Mekelle.",
    ],
)
def test_a_clause_that_names_the_deed_tells_of_one(text):
    assert "ASSAULT" in set(read(text).events["event_type"])


def test_that_nobody_was_hurt_is_part_of_what_hurt_nobody():
    (row,) = read(
        "A missile hit a grain store in Mykolaiv on Tuesday; nobody was hurt."
    ).events.itertuples()
    assert (row.event_type, row.injured_most) == ("ASSAULT", 0)


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        (
            "Gunmen shot six men on the outskirts of the Central African Republic's capital.",
            "Bangui",
        ),
        (
            "Gunmen shot two men on the outskirts of the Dominican Republic's capital.",
            "Santo Domingo",
        ),
        ("Shells fell near Ethiopia's capital on Monday.", "Addis Ababa"),
    ],
)
def test_a_country_that_is_called_a_republic_has_a_capital(text, capital):
    (row,) = read(text).claims.itertuples()
    assert row.object == capital


@pytest.mark.parametrize(
    "text",
    [
        (
            "In Imphal, a mob set fire to the house of a minister on Wednesday; she was out."
            "\n\nMore than 100 people have died and about 50,000 have been displaced."
        ),
        "Gunmen attacked a post in Djibo on Monday.\n\nSome 2,000 people have been killed so far.",
    ],
)
def test_who_have_died_by_now_did_not_die_in_the_deed_told_last(text):
    rows = read(text).events
    assert len(rows[rows["killed_least"].notna() & rows["place"].isin(["Imphal", "Djibo"])]) == 0


def test_five_were_killed_in_the_next_paragraph_is_still_the_toll():
    text = (
        "A bomb went off at a market in Baidoa on Monday.\n\nFive people were killed, police said."
    )
    (row,) = read(text).events.query("killed_least == 5").itertuples()
    assert row.place == "Baidoa"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nine people died and dozens are unaccounted for after a raid on Bunia.", "Bunia"),
        ("Six were killed and one is in custody after a shooting in Jos.", "Jos"),
        ("Two people were killed and the governor is in Paris.", ""),
    ],
)
def test_how_many_more_there_are_stands_between_a_deed_and_its_place(text, place):
    (row,) = read(text).events.itertuples()
    assert row.place == place

"""Set phrases of harm that the parser gets wrong: one statement with its place and whole toll."""

from datetime import date

import pytest
from anyascii import anyascii

from geomap import pipeline, reports
from geomap.discourse.pointing import is_aside

LEFT = [
    ("An attack on a market in Bunia left 22 civilians dead and 11 wounded.", "Bunia", 22, 11),
    ("A bombing in Baidoa left at least nine people dead and 20 injured.", "Baidoa", 9, 20),
    ("The raid left 12 dead and 30 wounded in Kankara.", "Kankara", 12, 30),
    ("Clashes in Tripoli left five fighters dead and 17 injured, medics said.", "Tripoli", 5, 17),
    (
        "An ambush near Djibo left seven soldiers dead and four others wounded, the army said.",
        "Djibo",
        7,
        4,
    ),
    ("Shelling of Donetsk left three civilians dead and a dozen wounded.", "Donetsk", 3, 12),
    ("The blast left 40 people dead and more than 100 wounded in Peshawar.", "Peshawar", 40, 100),
    (
        "A gun battle in Culiacan left eight gunmen dead and two marines wounded.",
        "Culiacan",
        8,
        2,
    ),
    ("Two days of clashes have left 14 dead and dozens hurt in Port Sudan.", "Port Sudan", 14, 24),
    (
        (
            "A rebel attack during the night on a camp for displaced people near Bunia, a town in "
            "northeastern Congo, left at least 22 civilians dead and 11 wounded, medics said."
        ),
        "Bunia",
        22,
        11,
    ),
]
SHARED = [
    (
        (
            "Five soldiers were killed and five more wounded on Sunday in two attacks by suspected "
            "militants on roads in the southern province of Yala, police said."
        ),
        "Yala",
        5,
        5,
    ),
    ("Eleven people were killed and dozens wounded in an explosion in Baidoa.", "Baidoa", 11, 24),
    ("Eleven people were killed and 48 seriously hurt in an attack in Turbat.", "Turbat", 11, 48),
    ("Two peacekeepers were killed and four hurt in an ambush near Bambari.", "Bambari", 2, 4),
    (
        ("Four civilians were killed and 17 injured by shelling in Donetsk on Saturday, he said."),
        "Donetsk",
        4,
        17,
    ),
    (
        "One soldier was killed and another wounded in a clash with guerrillas in Arauca.",
        "Arauca",
        1,
        1,
    ),
    (
        "Nine villagers were killed and three of the attackers injured in a raid near Bria.",
        "Bria",
        9,
        3,
    ),
]


@pytest.mark.parametrize(("text", "place", "killed", "injured"), [*LEFT, *SHARED])
def test_who_was_left_how_is_one_statement(text, place, killed, injured):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    told = pipeline.build_atlas([report]).statements
    row = told[told["event_type"] == "ASSAULT"]
    assert len(row) == 1
    row = row.iloc[0]
    assert place in anyascii(row["place"])
    assert (row["killed_least"], row["injured_least"]) == (killed, injured)
    assert any(word in row["text"] for word in ("wounded", "injured", "hurt"))


@pytest.mark.parametrize(
    "text",
    [
        "The army left three villages and the wounded stayed in Bria.",
        "The convoy left the base, and five soldiers were wounded near Gao.",
        "He left the dead and took 12 others to Kidal.",
        "He left his 30 cows in the care of a man from the village of the wounded.",
    ],
)
def test_who_only_leaves_does_nobody_harm(text, nlp):
    found = [token for token in nlp(text) if token.dep_ == "oprd"]
    assert not found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Near Gao, rebels attacked a convoy.", "Gao"),
        ("At Kidal, soldiers fired on a crowd.", "Kidal"),
        ("The road to Fort Near Kidal was mined.", "Kidal"),
    ],
)
def test_a_capital_preposition_opens_a_sentence_and_no_name(text, place, nlp):
    doc = nlp(text)
    first = doc[0]
    town = next(token for token in doc if token.text == place)
    assert (town.head == first and town.dep_ == "pobj") is (first.text in ("Near", "At"))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The governor held the rebels accountable for the massacre in Beni.", True),
        ("Ministers hold soldiers of the regime responsible for the attack.", True),
        ("The army held the town while officials were responsible for aid.", False),
        ("The army held the town and its people.", False),
    ],
)
def test_who_is_held_responsible_hangs_on_who_holds_them_so(text, held, nlp):
    doc = nlp(text)
    verb = next(token for token in doc if token.lemma_ == "hold")
    told = [token.text for token in verb.children if token.dep_ == "oprd"]
    assert bool(told) is held


def test_a_capital_preposition_after_a_colon_opens_too(nlp):
    doc = nlp("Breaking: Near Gao Tuareg rebels attacked a convoy.")
    near = next(token for token in doc if token.text == "Near")
    assert near.tag_ == "IN"


@pytest.mark.parametrize(
    ("text", "verb", "whom"),
    [
        ("Gunmen shot dead 12 mourners near Kaya on Sunday.", "shot", "mourners"),
        ("Soldiers shot six fishermen dead near Palma.", "shot", "fishermen"),
        ("A sniper shot a nurse dead in Taiz.", "shot", "nurse"),
        ("Troops shot dead protesters in Omdurman.", "shot", "protesters"),
        ("Rebels burned alive seven villagers in Mambasa.", "burned", "villagers"),
        ("The kidnappers set free three engineers near Gao.", "set", "engineers"),
    ],
)
def test_what_became_of_somebody_hangs_on_the_verb(text, verb, whom, nlp):
    state = next(token for token in nlp(text) if token.text in ("dead", "alive", "free"))
    assert (state.head.text, state.dep_) == (verb, "oprd")
    assert whom in [token.text for token in state.head.children if token.dep_ == "dobj"]


@pytest.mark.parametrize(
    "text",
    ["Police found dead bodies in Gao.", "The dead soldiers were buried.", "Free men fought here."],
)
def test_what_somebody_was_before_stays_with_the_noun(text, nlp):
    state = next(token for token in nlp(text) if token.lower_ in ("dead", "alive", "free"))
    assert state.dep_ == "amod"


@pytest.mark.parametrize(
    ("text", "kind", "least"),
    [
        ("Gunmen shot dead 12 mourners near Kaya.", "killed", 12),
        ("Militiamen hacked to death nine herders near Jos.", "killed", 9),
        ("Three teachers were stabbed to death in Narathiwat.", "killed", 3),
        ("Militants killed a cook, a teacher and two nurses in Butembo.", "killed", 4),
        ("Rebels abducted a priest, three nuns and a driver near Bamenda.", "detained", 5),
        ("The colonel, a Tuareg and a former rebel, was killed in Kidal.", "killed", 1),
        ("Two people, a father and his son, were killed in Gao.", "killed", 2),
        ("The blast killed two people, a father and his son, in Gao.", "killed", 2),
        ("At least four people, a woman and her child among them, died in Gao.", "killed", 4),
        ("Two soldiers, a Malian and a Chadian, were killed in Gao.", "killed", 2),
        ("Gunmen killed two policemen, a driver and a nurse in Gao.", "killed", 4),
        ("Gunmen killed a driver, a guard and two nurses, officials said in Gao.", "killed", 4),
    ],
)
def test_everybody_of_a_list_is_counted(text, kind, least):
    (one,) = pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements.itertuples()
    assert getattr(one, f"{kind}_least") == least


@pytest.mark.parametrize(
    ("text", "who", "link", "day"),
    [
        ("On 9 April gunmen looted two trucks in Kadugli.", "gunmen", "nsubj", "9 April"),
        ("On 20 July two jet fighters bombed Mekele.", "fighters", "nsubj", "20 July"),
        ("Since 27 September 24 civilians have died in Shusha.", "civilians", "nsubj", "27 Sep"),
        ("On 21 October protesters were shot dead in Lagos.", "protesters", "nsubjpass", "21 Oct"),
        ("On 4 May Houthi rebels fired a missile at Jeddah.", "rebels", "nsubj", "4 May"),
        ("By 12 June government troops had retaken Saraqib.", "troops", "nsubj", "12 June"),
        ("On the night of 7 August Georgian guns shelled Gori.", "guns", "nsubj", "7 August"),
        ("On 1 December suspected jihadists ambushed a convoy.", "jihadists", "nsubj", "1 Dec"),
        (
            "Between 11 and 14 April clashes killed 40 people.",
            "clashes",
            "nsubj",
            "11 and 14 April",
        ),
        ("From 4 to 6 May M23 fighters shelled Sake.", "fighters", "nsubj", "4 to 6 May"),
        ("On Friday 13 May tribesmen blocked the road to Marib.", "tribesmen", "nsubj", "13 May"),
        ("On 12 July Israel bombed Nabatieh.", "Israel", "nsubj", "12 July"),
        ("On Thursday shells hit a school in Marinka.", "shells", "nsubj", "Thursday"),
        ("On Monday Turkish jets bombed Sinjar.", "jets", "nsubj", "Monday"),
        ("Since Sunday rebels have held the bridge.", "rebels", "nsubj", "Sunday"),
        ("In Ituri on 8 June CODECO fighters killed 12 people.", "fighters", "nsubj", "8 June"),
    ],
)
def test_a_day_is_no_part_of_who_acts_on_it(text, who, link, day, nlp):
    subject = next(token for token in nlp(text) if token.text == who)
    assert (subject.dep_, subject.head.tag_[:2]) == (link, "VB")
    assert not any(word.text[:3] in day for word in subject.subtree if word.text[0].isupper())
    assert [word.text for word in subject.lefts if word.text.isdigit()] == ["24"] * ("24" in text)


@pytest.mark.parametrize(
    "text",
    ["The 9 April attack killed four soldiers in Gao.", "Six died in 9 April clashes near Sake."],
)
def test_a_day_that_says_which_deed_stays_with_it(text, nlp):
    month = next(token for token in nlp(text) if token.text == "April")
    assert month.head.text in ("attack", "clashes")


def test_a_toll_behind_a_day_is_no_day():
    text = "Since 27 September 24 civilians have been killed and 121 wounded in Shusha."
    report = reports.from_text(text, report_id="r", published=date(2020, 10, 4))
    (one,) = pipeline.build_atlas([report]).statements.itertuples()
    assert (one.killed_least, one.injured_least) == (24, 121)


@pytest.mark.parametrize(
    ("text", "of_day"),
    [
        ("On 9 April 2015 gunmen fled.", True),
        ("In April 1994 soldiers fled.", True),
        ("On 9 April 1200 gunmen fled.", False),
        ("On 9 April 147 students fell.", False),
    ],
)
def test_a_year_belongs_to_its_day_and_a_number_to_who_acts(text, of_day, nlp):
    doc = nlp(text)
    (number,) = (word for word in doc if word.like_num and len(word) > 2)
    assert (number.head.text == "April") is of_day


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Israel hit what it called a command centre in Gaza.", "in"),
        ("Israel hit what it called a tunnel in Rafah.", "in"),
    ],
)
def test_where_what_others_call_it_was_hit_is_where_it_was_hit(text, link, nlp):
    doc = nlp(text)
    (prep,) = (word for word in doc if word.text == link)
    assert prep.head.text in {"hit", "struck"}


@pytest.mark.parametrize(
    ("text", "name", "aside"),
    [
        ("The wounded were taken to the hospital of Goma.", "Goma", True),
        ("They fled to the town of Goma.", "Goma", True),
        ("Gunmen attacked the commercial hub of Mubi.", "Mubi", False),
        ("Shells fell on the town of Goma.", "Goma", False),
    ],
)
def test_a_name_behind_of_is_told_in_passing_where_its_noun_is(text, name, aside, nlp):
    (word,) = (one for one in nlp(text) if one.text == name)
    assert is_aside(word) is aside

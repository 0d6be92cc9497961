"""Tolls: how many people a report says were killed, injured, detained and displaced."""

import pytest

from geomap import pipeline, reports

TOLLS = [
    # the deed done, and suffered
    ("Gunmen killed nine farmers near Maiduguri on Sunday.", {"killed": (9, 9)}),
    (
        "A shell killed a woman and wounded her two sons in Stepanakert.",
        {"killed": (1, 1), "injured": (2, 2)},
    ),
    ("Fourteen soldiers were killed in an ambush near Tillaberi.", {"killed": (14, 14)}),
    (
        "Ten people were killed and 25 wounded in a blast in Mogadishu.",
        {"killed": (10, 10), "injured": (25, 25)},
    ),
    (
        "Rebels attacked the barracks at Bambari, killing 11 soldiers and three civilians.",
        {"killed": (14, 14)},
    ),
    (
        "Two rockets hit the market in Sderot, leaving 12 dead and 30 wounded.",
        {"killed": (12, 12), "injured": (30, 30)},
    ),
    ("Six policemen died when a mine exploded under their lorry near Gao.", {"killed": (6, 6)}),
    ("The bombing of a wedding in Saada claimed the lives of 17 people.", {"killed": (17, 17)}),
    ("A bomb exploded in Quetta, and 31 people lost their lives.", {"killed": (31, 31)}),
    ("Shelling in Donetsk injured four residents, one of them a child.", {"injured": (4, 4)}),
    ("An Ethiopian soldier was killed in clashes near Badme.", {"killed": (1, 1)}),
    ("Gunmen shot dead three teachers in Narathiwat.", {"killed": (3, 3)}),
    ("The attack on Beni left 16 people dead.", {"killed": (16, 16)}),
    ("A suicide attack in Kano resulted in the deaths of 20 worshippers.", {"killed": (20, 20)}),
    ("Clashes in Osh have caused 37 deaths.", {"killed": (37, 37)}),
    (
        "Militants ambushed a convoy near Diffa in which eight soldiers were killed.",
        {"killed": (8, 8)},
    ),
    ("The raid on Kibumba, which killed 22 villagers, lasted two hours.", {"killed": (22, 22)}),
    ("Bandits attacked Zamfara and beheaded five herders.", {"killed": (5, 5)}),
    # the dead that are found
    ("Police in Quetta found the bodies of nine people on Monday.", {"killed": (9, 9)}),
    ("Eighteen bodies were found near Gulu.", {"killed": (18, 18)}),
    ("The army said it found five bodies of militants near Mrauk-U.", {"killed": (5, 5)}),
    ("The army lost 40 soldiers in the fighting at Bentiu.", {"killed": (40, 40)}),
    # bounds
    ("At least nine people were killed in an air strike on Idlib.", {"killed": (9, None)}),
    ("The army killed more than 60 rebels near Mocimboa da Praia.", {"killed": (60, None)}),
    ("Up to 20 fishermen were killed when gunboats shelled Hodeidah.", {"killed": (None, 20)}),
    ("Between 12 and 15 guerrillas were killed in fighting near Arauca.", {"killed": (12, 15)}),
    ("The blast in Peshawar killed 30 to 35 people.", {"killed": (30, 35)}),
    ("Fighting in Marawi killed dozens of soldiers.", {"killed": (24, 100)}),
    ("Hundreds of villagers were killed in Jebel Marra.", {"killed": (200, 1000)}),
    ("A dozen prisoners were killed in a riot in Manaus.", {"killed": (12, 12)}),
    ("About 40 insurgents were killed in fighting near Kunduz.", {"killed": (40, 40)}),
    ("Several peacekeepers were injured in clashes in Bangui.", {"injured": (3, 10)}),
    ("The shelling of Agdam caused no casualties.", {"killed": (0, 0), "injured": (0, 0)}),
    ("A bomb exploded in Belfast, but nobody was hurt.", {"injured": (0, 0)}),
    ("Rockets hit Ashkelon; there were no injuries.", {"injured": (0, 0)}),
    ("The explosion in Tunis killed 1,200 people.", {"killed": (1200, 1200)}),
    ("The attack in Cabinda killed 21 people, including eight children.", {"killed": (21, 21)}),
    # held and driven out
    ("Police arrested 40 protesters in Harare.", {"detained": (40, 40)}),
    ("Three suspects were detained in Ramadi on Tuesday.", {"detained": (3, 3)}),
    ("Rebels abducted at least 100 schoolgirls in Dapchi.", {"detained": (100, None)}),
    ("Security forces detained two men and a commander in Khost.", {"detained": (3, 3)}),
    ("Some 5,000 people fled Loikaw after air strikes.", {"displaced": (5000, 5000)}),
    ("Fighting in Cabo Delgado has displaced 700,000 people.", {"displaced": (700000, 700000)}),
    (
        "Tens of thousands of people were displaced by fighting in Ituri.",
        {"displaced": (20000, 100000)},
    ),
    ("More than 3,000 families were forced from their homes by shelling in Marib.", {}),
    # what is no toll
    (
        "A roadside bomb killed a police chief in Jalalabad in 40 minutes of fighting.",
        {"killed": (1, 1)},
    ),
    ("Gunmen attacked two villages near Goma with 300 men.", {}),
    ("Rebels attacked a base that was held by 150 soldiers near Kidal.", {}),
    ("Soldiers killed a three-year-old girl in Nablus.", {"killed": (1, 1)}),
    ("If 12 soldiers are killed, the army will attack Bria, a general said.", {}),
    # a place that is taken is nobody who is held
    ("The rebels said on Sunday that they had captured Humera.", {}),
    ("Insurgents claimed to have captured Kidal.", {}),
    ("The militia captured Lopez de Micay on Friday, it said.", {}),
    ("Fighters had seized Ramadi by Monday.", {}),
    ("Rebels captured Goma on Sunday and seized 300 soldiers.", {"detained": (300, 300)}),
    ("The rebels captured 12 soldiers near Humera on Sunday.", {"detained": (12, 12)}),
    ("Police captured Ahmed Ali in Kano on Sunday.", {"detained": (1, 1)}),
    ("The guerrillas captured the governor in Gao on Monday.", {"detained": (1, 1)}),
]


STATED = [
    # a figure that the text puts a number to
    ("The death toll from the bombing in Mogadishu rose to 120 on Monday.", {"killed": (120, 120)}),
    (
        "The death toll from a rebel offensive in Tibu has risen to at least 80.",
        {"killed": (80, None)},
    ),
    (
        "The toll of the attack in Solhan has climbed to more than 130 dead.",
        {"killed": (130, None)},
    ),
    ("The number of people killed in the attack on Jos has reached 45.", {"killed": (45, 45)}),
    ("The Commission put the number of dead in Merawi at 45.", {"killed": (45, 45)}),
    ("Officials put the number of civilians killed in Kharkiv at 14.", {"killed": (14, 14)}),
    (
        "Insurgents attacked the camp at Bela, putting the number of soldiers killed there at 68.",
        {"killed": (68, 68)},
    ),
    (
        "Reports put the number of Georgian dead in Tskhinvali at ten, with 50 wounded.",
        {"killed": (10, 10), "injured": (50, 50)},
    ),
    (
        "The attack on Kaya brought the number of displaced to 30,000.",
        {"displaced": (30000, 30000)},
    ),
    # what adds to a figure of many is not it
    (
        "Two soldiers were killed in Kidal, raising the number of troops killed in Mali to 50.",
        {"killed": (2, 2)},
    ),
    ("A number of soldiers were killed in Diffa.", {}),
    ("The number of attacks in Kivu rose to 120 in March.", {}),
    # how it is told
    ("Police fatally shot four men in Makhachkala.", {"killed": (4, 4)}),
    ("The army neutralised some 20 terrorists near Djibo.", {"killed": (20, 20)}),
    ("Airstrike on Gharyan: 7 killed incl 3 women", {"killed": (7, 7)}),
    (
        "A convoy was hit near Taybeh: four paramedics hurt, one Lebanese soldier dead.",
        {"killed": (1, 1), "injured": (4, 4)},
    ),
    (
        "Leader Carmelo Ortiz and seven guerrillas were among those killed in Tibu.",
        {"killed": (8, None)},
    ),
    ("His mother, father and sister were detained in Aydin.", {"detained": (3, 3)}),
    ("Her husband and brother were killed in Douma.", {"killed": (2, 2)}),
    # "others" are what was counted before
    ("The rebels burned five trucks near Bria and seized three others.", {}),
    (
        "Troops killed four rebels near Jaffna and captured seven others.",
        {"killed": (4, 4), "detained": (7, 7)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_figure_that_the_text_states_is_the_toll(text, expected):
    assert tolls(text) == expected


def test_those_brought_away_are_no_toll_of_the_fighting_elsewhere():
    text = "The army evacuated 22 people from Tibu, while clashes were reported in El Tarra."
    told = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).statements
    assert [(str(one.event_type), len(one.tolls)) for one in told if one.tolls] == [("AID", 1)]


def tolls(text):
    report = reports.from_text(text, report_id="r")
    found = {}
    for statement in pipeline.read_one(report, pipeline.open_tools()).statements:
        found |= {str(toll.kind): (toll.least, toll.most) for toll in statement.tolls}
    return found


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_a_statement_says_how_many_were_harmed(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Militants killed no fewer than 12 soldiers in Gao.", 12, None),
        ("No less than 30 civilians died in Aleppo.", 30, None),
        ("Shelling killed no more than 12 people in Omdurman.", None, 12),
        ("The flood of shells killed five-hundred people in Grozny.", 500, 500),
        ("Gunmen killed two-dozen farmers in Gwoza.", 24, 24),
        ("Raiders killed half a dozen herders in Bor.", 6, 6),
        ("Rebels killed two thousand three hundred people in Bama.", 2300, 2300),
    ],
)
def test_a_count_is_read_whole(text, least, most):
    assert tolls(text)["killed"] == (least, most)


@pytest.mark.parametrize(
    ("second", "least"),
    [
        ("The bomb in Gao killed more than 12 people.", 12),
        ("The bomb in Gao killed 12 people and also hurt a child.", 12),
        ("The bomb in Gao killed two more people.", 14),
    ],
)
def test_only_further_dead_are_added(second, least):
    text = f"A bomb killed 12 people in a market in Gao on Monday.\n\n{second}"
    read = pipeline.read_one(reports.from_text(text, report_id="r"), pipeline.open_tools())
    found = pipeline.assemble([read], settings=pipeline.open_tools().settings).events
    assert found["killed_least"].max() == least


def test_a_number_is_added_only_where_it_is_that_which_comes_to_others():
    text = (
        "Thirteen soldiers were killed by a car bomb in Kayseri.\n\nA suicide bomb has killed 13 "
        "soldiers aboard a bus in Kayseri and wounded 56 more."
    )
    report = reports.from_text(text, report_id="r")
    events = pipeline.build_atlas([report]).events
    assert events["toll"].tolist() == ["13 killed, 56 injured"]

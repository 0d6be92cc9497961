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
        ("The president called for a ceasefire in Sudan.", ""),
    ],
)
def test_what_is_only_said_has_the_place_right_beside_it_and_no_other(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place


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
        ("It is known that rebels captured Lalibela.", True),
        ("Officials say that rebels captured Lalibela.", True),
        ("It is unclear whether rebels captured Lalibela.", False),
    ],
)
def test_what_is_unclear_is_not_told(text, told):
    assert bool(len(statements(text))) == told


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
        ("Three soldiers died and five were reported missing in Goma.", "Goma"),
        ("Three soldiers were killed and five were reported missing in Goma.", "Goma"),
        ("Rebels killed nine people and a car was parked in Goma.", ""),
    ],
)
def test_who_died_died_where_others_were_hurt_or_lost_in_the_same_breath(text, place):
    assert statements(text).sort_values("start")["place"].iloc[0] == place

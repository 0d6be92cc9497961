"""The edges of the rules on time: what must be so just below and just above each threshold."""

from datetime import date

import pytest

from geomap import dates, language, lexicon, pipeline, reports
from geomap.settings import OFFLINE

WEDNESDAY = date(2021, 8, 25)


@pytest.mark.parametrize(
    ("expression", "start", "end", "precision"),
    [
        # up to six days are days, seven a week, up to 31 a month, then a year
        ("since August 20", "2021-08-20", "2021-08-25", "days"),
        ("since August 19", "2021-08-19", "2021-08-25", "week"),
        ("since August 18", "2021-08-18", "2021-08-25", "month"),
        ("since July 26", "2021-07-26", "2021-08-25", "month"),
        ("since July 25", "2021-07-25", "2021-08-25", "year"),
        # under a day it is one day, from a day on it may be two
        ("23 hours ago", "2021-08-24", "2021-08-25", "day"),
        ("24 hours ago", "2021-08-24", "2021-08-25", "days"),
        ("9000 hours ago", "2020-08-15", "2021-08-25", "days"),
        # a decade has halves, a year has thirds; the middle is a third of either
        ("in the early 1980s", "1980-01-01", "1984-12-30", "year"),
        ("in the late 1980s", "1984-12-31", "1989-12-31", "year"),
        ("early 2020", "2020-01-01", "2020-05-01", "year"),
        ("mid-1985", "1985-05-02", "1985-08-31", "year"),
        # two digits are this century's below 30, the last one's from 30 on
        ("in the '20s", "2020-01-01", "2029-12-31", "year"),
        ("in the '30s", "1930-01-01", "1939-12-31", "year"),
        # "shortly" reaches a fortnight and no farther
        ("shortly after June 1", "2021-06-01", "2021-06-15", "vague"),
        ("shortly before June 15", "2021-05-31", "2021-06-14", "vague"),
        ("shortly after August 20", "2021-08-20", "2021-08-25", "vague"),
        # "a few days" are up to six
        ("days ago", "2021-08-19", "2021-08-24", "vague"),
        ("six months ago", "2021-02-10", "2021-03-12", "month"),
        ("three decades ago", "1991-01-01", "2000-12-31", "year"),
        ("last spring", "2021-03-01", "2021-05-31", "year"),
        ("last summer", "2020-06-01", "2020-08-31", "year"),
    ],
)
def test_an_interval_at_the_edge_of_a_rule(expression, start, end, precision):
    found = dates.interval(expression, WEDNESDAY)
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("anchor", "weekend"),
    [(date(2021, 8, 20), 14), (date(2021, 8, 21), 21), (date(2021, 8, 22), 21)],
    ids=["Friday", "Saturday", "Sunday"],
)
def test_the_weekend_is_the_running_one_from_saturday_on(anchor, weekend):
    assert dates.interval("on the weekend", anchor).start.day == weekend
    assert dates.interval("last weekend", anchor).start.day == 14


@pytest.mark.parametrize(
    ("anchor", "known"), [(date(2026, 8, 19), True), (date(2026, 8, 20), False)]
)
def test_the_fall_of_a_city_dates_a_text_for_five_years(anchor, known):
    found = dates.find_text("two days after the fall of Kabul", anchor)
    assert [found[0][2].start] == [date(2021, 8, 17)] if known else found == []


def test_an_event_with_a_name_of_its_own_dates_a_text_for_ever():
    table = lexicon.rows(OFFLINE.data_dir / "dated_events.csv")
    named = [row["name"] for row in table if row["kind"] == "named"]
    assert named
    for name in named:
        assert dates.find_text(f"after {name}", date(2090, 1, 1))


@pytest.mark.parametrize(
    ("said", "anchor"),
    [("nine", date(2021, 8, 24)), ("20", date(2021, 9, 4)), ("21", WEDNESDAY)],
)
def test_days_counted_to_a_dated_event_move_the_anchor_ten_days_at_most(nlp, said, anchor):
    report = reports.from_text(f"The Taliban captured Kabul {said} days ago.", published=WEDNESDAY)
    passages = language.passages(report, nlp)
    assert dates.anchors(report, passages).of(passages[0]) == anchor


@pytest.mark.parametrize(("before", "day"), [(540, date(2021, 9, 1)), (620, None)])
def test_a_dateline_stands_in_the_first_six_hundred_characters(before, day):
    line = "Updated Wednesday, September 1, 2021"
    assert dates.dateline("A heading of words. " * (before // 20) + "\n" + line) == day


@pytest.mark.parametrize(
    ("head", "day"),
    [
        # an operation numbered in January speaks of December before
        ("2010-01-CA-005\nKABUL, Afghanistan (Dec. 30) - Men met.", date(2009, 12, 30)),
        ("2010-01-CA-005\nKABUL, Afghanistan (Jan. 3) - Men met.", date(2010, 1, 3)),
        ("2010-02-CA-005\nKABUL, Afghanistan (Dec. 30) - Men met.", date(2010, 12, 30)),
        # a month that the head looks back on has passed already
        ("KABUL (May 2) - It began in June 2011.", date(2012, 5, 2)),
        ("KABUL (June 2) - It began in June 2011.", date(2011, 6, 2)),
        ("KABUL (May 2) - Between 2010 and 2011 it rained.", None),
        ("KABUL (February 30) - Men met.", None),
    ],
)
def test_the_year_of_a_dateline_without_one(head, day):
    assert dates.dateline(head) == day


LISTS = {
    "a heading": "Strikes in Syria on June 9\n\n{}",
    "a sentence with a colon": "On June 9, jets carried out the following strikes:\n\n{}",
    "subheadings between": "On June 9, jets carried out these strikes:\n\nSyria\n\n{}\nIraq\n\n{}",
    "a title with its day": "Situation report, 9 June 2016\n\n{}",
    "a weekday": "Incidents of Thursday\n\n{}",
    "what announces it between": (
        "On June 9, jets flew 15 sorties. The following is a summary of them:\n\nSyria\n\n{}"
    ),
    "a passage that announces it": (
        "On June 9, jets flew 15 sorties over two countries.\n\n"
        "These are the strikes since the last release:\n\nSyria\n\n{}"
    ),
}
ITEMS = (
    "Near Raqqa, two strikes hit a convoy.", "Gunmen killed a trader in Maiduguri.",
    "Near Aleppo, one strike destroyed a bunker.", "Shelling wounded two people in Donetsk.",
    "A mine exploded near Sinjar.", "Rebels raided a post in Gwoza.",
)  # fmt: skip


@pytest.mark.parametrize("opening", LISTS)
@pytest.mark.parametrize("mark", ["- ", "-- ", "* ", "• ", "1. ", "a) "])
def test_the_items_of_a_list_have_the_day_of_what_opens_it(opening, mark):
    listed = "".join(f"{mark}{item}\n" for item in ITEMS)
    text = LISTS[opening].format(listed, listed)
    report = reports.from_text(text, published=date(2016, 6, 10))
    told = pipeline.read_one(report, pipeline.open_tools()).statements
    days = [one.when.start for one in told if any(one.text in item for item in ITEMS)]
    assert len(days) >= len(ITEMS) - 1
    assert set(days) == {date(2016, 6, 9)}


def test_items_without_bullets_that_open_on_their_place_are_a_list():
    text = (
        "Officials told of strikes that took place between 8 a.m. yesterday and 8 a.m. today.\n\n"
        "Strikes in Syria\n\nNear Raqqa, two strikes hit a convoy.\n"
        "Near Aleppo, one strike destroyed a bunker.\n\n"
        "In Hama, a patrol came under fire.\n"
    )
    report = reports.from_text(text, published=date(2016, 6, 10))
    told = pipeline.read_one(report, pipeline.open_tools()).statements
    when = [one.when for one in told if one.place is not None]
    assert {(one.start, one.end) for one in when} == {(date(2016, 6, 9), date(2016, 6, 10))}
    assert len(when) == 3


@pytest.mark.parametrize(
    ("text", "carries"),
    [
        ("On 9 June jets hit camps in Mali and Niger. In Mali, troops attacked a post.", True),
        ("On 9 June jets hit camps in Mali and Niger. In Chad, troops attacked a post.", False),
    ],
)
def test_a_scene_that_the_dated_sentence_named_is_still_of_its_day(text, carries):
    report = reports.from_text(text, published=date(2016, 6, 10))
    *_, last = pipeline.read_one(report, pipeline.open_tools()).statements
    assert (last.when.start == date(2016, 6, 9)) is carries


@pytest.mark.parametrize(
    "text",
    [
        "Strikes of June 2 and June 9\n\n- Gunmen killed a trader in Maiduguri.",
        "Background\n\n- Gunmen killed a trader in Maiduguri.",
        "Fighting went on.\n\n- Gunmen killed a trader in Maiduguri.",
        "The truce of 9 June 2009 held.\n\n- Gunmen killed a trader in Maiduguri.",
    ],
)
def test_an_opening_of_no_or_of_several_days_dates_no_item(text):
    report = reports.from_text(text, published=date(2016, 6, 10))
    *_, last = pipeline.read_one(report, pipeline.open_tools()).statements
    assert last.when is None or last.when.start is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Air strikes on Namhkam killed five people and wounded eleven on 5 June.", 5),
        ("Gunmen stormed a clinic in Goma and killed four nurses on Tuesday.", 7),
        ("Rebels shelled Lyman and destroyed a depot on 3 June.", 3),
        ("Militants attacked a post near Gao, killed a guard and burned a truck on 2 June.", 2),
        ("Drones hit Odesa and damaged a port on Wednesday.", 8),
    ],
)
def test_a_day_behind_what_a_deed_did_is_the_deeds(text, day):
    report = reports.from_text(text, published=date(2016, 6, 10))
    (one,) = pipeline.read_one(report, pipeline.open_tools()).statements
    assert (one.when.start, one.when.end) == (date(2016, 6, day), date(2016, 6, day))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("before dawn on Sunday", "2021-08-22"),
        ("shortly before midnight on Friday", "2021-08-20"),
        ("just before sunrise on 3 May 2021", "2021-05-03"),
        ("after dark on Tuesday", "2021-08-24"),
        ("before noon on August 20", "2021-08-20"),
        ("after nightfall on Monday", "2021-08-23"),
        ("before daybreak on Saturday", "2021-08-21"),
    ],
)
def test_a_moment_of_a_day_is_on_that_day(words: str, day: str) -> None:
    (found,) = dates.find_text(f"Gunmen attacked the camp {words}.", WEDNESDAY)
    assert found[2].start == found[2].end == date.fromisoformat(day)


@pytest.mark.parametrize("words", ["before Sunday", "before the vote on Friday"])
def test_before_a_day_is_not_on_it(words: str) -> None:
    (found,) = dates.find_text(f"Gunmen attacked the camp {words}.", WEDNESDAY)
    assert found[2].start is None


@pytest.mark.parametrize(
    "line",
    [
        "Port Sudan, 3 March 2025 (own correspondent)",
        "Juba, 3 March 2025",
        "GOMA, March 3, 2025 (Radio Okapi)",
        "Addis Ababa, Monday, 3 March 2025",
        "Cox's Bazar, 3 March 2025 (by our reporter)",
    ],
)
def test_a_line_of_place_and_day_is_a_dateline(line: str) -> None:
    text = f"{line}\n\nThe army said on Sunday that it had attacked the camp."
    assert dates.dateline(text) == date(2025, 3, 3)


def test_the_eighties_are_those_of_the_twentieth_century_whenever_it_is_read():
    for day in (date(2024, 1, 1), date.max):
        assert dates.interval("the '80s", day).start == date(1980, 1, 1)

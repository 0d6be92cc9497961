"""What time expressions mean, seen from an anchor day; each rule has its line."""

from datetime import date

import pytest
from timing import quiet_s

from geomap import dates, filing, language, reports

WEDNESDAY = date(2021, 8, 25)


@pytest.mark.parametrize(
    ("expression", "start", "end", "precision"),
    [
        ("on Wednesday", "2021-08-25", "2021-08-25", "day"),
        ("Monday", "2021-08-23", "2021-08-23", "day"),
        ("last Wednesday", "2021-08-18", "2021-08-18", "day"),
        ("next Friday", "2021-08-27", "2021-08-27", "day"),
        ("will begin on Friday", "2021-08-27", "2021-08-27", "day"),
        ("Wednesday night", "2021-08-25", "2021-08-25", "day"),
        ("between Monday and Wednesday", "2021-08-23", "2021-08-25", "days"),
        ("on the weekend", "2021-08-21", "2021-08-22", "days"),
        ("over the weekend", "2021-08-21", "2021-08-22", "days"),
        ("last week", "2021-08-16", "2021-08-22", "week"),
        ("this week", "2021-08-23", "2021-08-25", "week"),
        ("earlier this month", "2021-08-01", "2021-08-25", "month"),
        ("last month", "2021-07-01", "2021-07-31", "month"),
        ("last year", "2020-01-01", "2020-12-31", "year"),
        ("today", "2021-08-25", "2021-08-25", "day"),
        ("yesterday", "2021-08-24", "2021-08-24", "day"),
        ("late yesterday", "2021-08-24", "2021-08-24", "day"),
        ("late last night", "2021-08-24", "2021-08-24", "day"),
        ("earlier this evening", "2021-08-25", "2021-08-25", "day"),
        ("the day before yesterday", "2021-08-23", "2021-08-23", "day"),
        ("last night", "2021-08-24", "2021-08-24", "day"),
        ("overnight", "2021-08-24", "2021-08-25", "days"),
        ("tomorrow", "2021-08-26", "2021-08-26", "day"),
        ("nine days ago", "2021-08-16", "2021-08-16", "day"),
        ("three weeks ago", "2021-08-01", "2021-08-07", "week"),
        ("two years ago", "2019-01-01", "2019-12-31", "year"),
        ("24 hours ago", "2021-08-24", "2021-08-25", "days"),
        ("in the past 24 hours", "2021-08-24", "2021-08-25", "days"),
        ("over the last three days", "2021-08-22", "2021-08-25", "days"),
        ("in recent days", "2021-08-19", "2021-08-25", "vague"),
        ("in the past few weeks", "2021-07-14", "2021-08-25", "vague"),
        ("several weeks ago", "2021-07-14", "2021-08-18", "vague"),
        ("recently", "2021-07-26", "2021-08-25", "vague"),
        ("Aug. 15", "2021-08-15", "2021-08-15", "day"),
        ("15 August 2021", "2021-08-15", "2021-08-15", "day"),
        ("the 15th of August", "2021-08-15", "2021-08-15", "day"),
        ("December 30", "2020-12-30", "2020-12-30", "day"),
        ("August 15-17", "2021-08-15", "2021-08-17", "days"),
        ("from 20 to 23 August", "2021-08-20", "2021-08-23", "days"),
        ("2021-08-15", "2021-08-15", "2021-08-15", "day"),
        ("September 11, 2001", "2001-09-11", "2001-09-11", "day"),
        ("in late July", "2021-07-21", "2021-07-31", "month"),
        ("in September", "2020-09-01", "2020-09-30", "month"),
        ("March 2020", "2020-03-01", "2020-03-31", "month"),
        ("in 1979", "1979-01-01", "1979-12-31", "year"),
        ("seventy-two days ago", "2021-06-14", "2021-06-14", "day"),
        ("eighty days ago", "2021-06-06", "2021-06-06", "day"),
        ("from 1996-2001", "1996-01-01", "2001-12-31", "year"),
        ("in the 1980s", "1980-01-01", "1989-12-31", "year"),
        ("in the late 1990s", "1995-01-01", "1999-12-31", "year"),
        ("since Friday", "2021-08-20", "2021-08-25", "days"),
        ("two days before the September 11, 2001 attacks", "2001-09-09", "2001-09-09", "day"),
        ("since the Taliban took over Kabul", "2021-08-15", "2021-08-25", "month"),
        ("before the fall of Kabul", None, "2021-08-14", "vague"),
        ("until 2001", None, "2001-12-31", "vague"),
        (
            "shortly before the fall of Kabul earlier this month",
            "2021-08-01",
            "2021-08-14",
            "month",
        ),
    ],
)
def test_interval(expression, start, end, precision):
    found = dates.interval(expression, WEDNESDAY)
    assert found is not None
    assert (found.start and found.start.isoformat(), found.end.isoformat()) == (start, end)
    assert found.precision == precision
    assert found.anchor == WEDNESDAY


@pytest.mark.parametrize(
    "words",
    [
        "they may march on the city",
        "Release 2010-09-CA-005",
        "in 2000 people",
        "the second battalion",
        "a force of 1500 men",
        "February 31",
        "",
    ],
)
def test_no_time_where_there_is_none(words):
    found = dates.interval(words, WEDNESDAY)
    assert found is None


def test_vague_expressions_never_become_a_day():
    for words in (
        "in recent days",
        "a few days ago",
        "recently",
        "in recent months",
        "decades ago",
    ):
        found = dates.interval(words, WEDNESDAY)
        assert found.precision == "vague"
        assert found.start < found.end


def test_anchors_at_the_edge_of_the_calendar_raise_nothing():
    for anchor in (date.min, date(1, 1, 3), date.max):
        for words in (
            "nine days ago",
            "next Friday",
            "300 years ago",
            "in 1979",
            "9999 decades ago",
        ):
            dates.interval(words, anchor)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KABUL, Afghanistan (Sept. 1, 2010) - A force", "2010-09-01"),
        ("2012-05-S-012\nKABUL, Afghanistan (May 15)\nA company", "2012-05-15"),
        ("2010-01-CA-002\nKABUL (Dec. 31) - A force", "2009-12-31"),
        ("KABUL, Afghanistan (July 13. 2012)\nA force", "2012-07-13"),
        ("GAO (Jan. 14) - A man wanted for an attack in June 2011 was held", "2012-01-14"),
        ("GAO (Aug. 14) - A man wanted for an attack in June 2011 was held", "2011-08-14"),
        ("NAIROBI, Kenya, Nov 5, 2021 (Reuters) - Forces", "2021-11-05"),
        ("Operational Update March 24, 2011\nA force", "2011-03-24"),
        ("Published: 3 March 2022\nShells fell", "2022-03-03"),
        ("KYIV, March 3 - Shells fell", None),
        ("On March 3, 2022 shells fell on the city", None),
    ],
)
def test_dateline(text, day):
    found = dates.dateline(text)
    assert (found and found.isoformat()) == day


def test_dateline_takes_the_year_from_the_day_of_publication():
    assert dates.dateline("KYIV, March 3 - Shells", published=date(2022, 3, 4)) == date(2022, 3, 3)


def test_dateline_spans_cover_the_place_of_filing_alone():
    text = "GAZA CITY (AP) — Jets struck the port of Haifa."
    ((start, end),) = dates.dateline_spans(text)
    assert text[start:end].startswith("GAZA CITY")
    assert "Jets" not in text[start:end]


def test_later_and_the_next_day_count_from_the_time_named_before():
    text = "They came on 28 November 2020, fought the next day and left two days later."
    days = [found.start for _, _, found in dates.find_text(text, WEDNESDAY)]
    assert days == [date(2020, 11, 28), date(2020, 11, 29), date(2020, 11, 30)]
    ((_, _, lost),) = dates.find_text("They had left two days earlier.", WEDNESDAY)
    assert (lost.start, lost.end, lost.precision) == (None, None, "vague")


def _anchors(text, published, nlp):
    report = reports.from_text(text, report_id="report", published=published)
    passages = language.passages(report, nlp)
    return passages, dates.anchors(report, passages)


def test_days_counted_back_to_a_dated_event_set_the_anchor_of_their_section(nlp):
    text = (
        "The talks began on Wednesday.\nFIGHTERS\n"
        "The Taliban captured Kabul nine days ago.\nElders met on Monday."
    )
    passages, anchors = _anchors(text, date(2021, 8, 25), nlp)
    assert [anchors.of(passage) for passage in passages] == [
        date(2021, 8, 25),
        date(2021, 8, 24),
        date(2021, 8, 24),
        date(2021, 8, 24),
    ]


def test_find_gives_spans_in_the_text_as_read(nlp):
    text = "“It fell,” he said — on Monday.\nThey left ‘nine days ago’."
    passages, _ = _anchors(text, WEDNESDAY, nlp)
    found = [mention for one in passages for mention in dates.find(one, WEDNESDAY)]
    assert [text[one.start : one.end] for one in found] == ["Monday", "nine days ago"]
    assert found[1].interval.start == date(2021, 8, 16)


def test_another_fall_of_the_same_place_is_the_latest_before_the_anchor():
    found = dates.interval("two days after the fall of Kabul", date(2002, 1, 10))
    assert found.start == date(2001, 11, 15)


def test_a_long_text_is_read_to_its_end():
    sentences = 3000
    text = "Shells fell on Monday and again two days later near the bridge. " * sentences
    assert len(dates.find_text(text, WEDNESDAY)) >= sentences


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("he would visit Valencia on Thursday", "2021-08-26"),
        ("the army could attack on Sunday", "2021-08-29"),
        ("they hoped to reach the port by Friday", "2021-08-27"),
        ("the group vowed to return on Friday", "2021-08-27"),
        ("if the convoy does not arrive on Sunday", "2021-08-29"),
        ("he asked if soldiers left on Monday", "2021-08-23"),
        ("it would have ended on Monday", "2021-08-23"),
        ("in May, on Monday", "2021-08-23"),
    ],
)
def test_what_is_still_to_come_lies_ahead(text, day):
    found = [one for *_, one in dates.find_text(text, WEDNESDAY) if "day" in one.text]
    assert found[-1].end == date.fromisoformat(day)


@pytest.mark.parametrize(
    "line",
    [
        "15 June 2024",
        "June 15, 2024",
        "Saturday, 15 June 2024",
        "Sat 15 Jun 2024, 10:00 GMT",
        "Wire News | 15 June 2024",
        "By Amina Traore · 15 June 2024",
        "Amina Traore in Bamako • June 15, 2024",
        "By Amina Traore and Ben Okri, 15 June 2024",
        "by Staff Writer, Saturday 15 June 2024",
        "Published 15 June 2024 at 10:00",
        "Last updated: Sat 15 Jun 2024 10.40 BST",
        "2024-06-15",
        "2024-06-15T10:00:00Z",
        "Published: 2024-06-15 10:00 GMT",
    ],
)
def test_a_line_of_its_own_dates_a_report(line):
    text = f"Port attacked in Assab\nBy Staff Writer\n{line}\n\nGunmen attacked on Friday."
    assert dates.dateline(text) == date(2024, 6, 15)
    assert any(line[:10] in text[start:end] for start, end in dates.dateline_spans(text))


def test_a_sentence_with_a_day_is_no_dateline():
    assert dates.dateline("They left on 3 June 2024\nand came back.") is None
    assert dates.dateline("Killed by the army, they said, on 3 June 2024\nand left.") is None
    assert dates.dateline("They were shot by soldiers, 3 June 2024 was the day.") is None
    assert dates.dateline("Title\n2024-02-31\nText") is None


def test_far_years_raise_nothing(nlp):
    report = reports.from_text("It will be ready in December if the war of 9999 ends.")
    for passage in language.passages(report, nlp):
        dates.find(passage, None)


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        ("18:05 The minister said so.", "18:05 "),
        ("6.15pm GMT: The army said so.", "6.15pm "),
        ("15:30 on Monday soldiers came.", None),
    ],
)
def test_stamps_of_a_live_report(text, filed):
    assert [text[start:end] for start, end in dates.stamp_spans(text)] == ([filed] if filed else [])


@pytest.mark.parametrize(
    ("filed", "told"),
    [
        ("KARACHI, Pakistan: ", "A bomb exploded at a market."),
        ("BAMAKO, MALI: ", "Gunmen attacked a convoy."),
        ("JUBA/KHARTOUM: ", "Shelling killed five people."),
        ("QUETTA (AFP): ", "Two policemen were shot."),
        ("MANILA (Reuters) -", "Philippine troops killed six rebels."),
        ("BEIRUT (AP) — ", "Jets bombed a convoy."),
    ],
)
def test_capitals_before_a_colon_and_an_agency_before_a_dash_are_a_dateline(filed, told):
    assert dates.dateline_spans(filed + told) == [(0, len(filed))]


def test_labels_of_several_paragraphs_are_no_datelines():
    text = "KHERSON REGION: Two were killed."
    assert dates.opens_in_capitals(text)
    assert dates.dateline_spans(text, labels=True) == []


@pytest.mark.parametrize(
    ("filed", "told"),
    [
        ("SANAA, Sept 21 ", "At least six people were killed when warplanes struck a house."),
        ("KABUL, Sept. 1 (AP) ", "The Taliban shelled a district."),
        ("TRIPOLI, 4 April 2019 ", "Forces moved on the airport."),
        ("ADDIS ABABA, Ethiopia, Nov 9 ", "Rebels took a town."),
        ("GOMA, 27 Jan ", "A shell hit the market."),
    ],
)
def test_a_day_ends_a_dateline_that_lost_its_dash(filed, told):
    assert dates.dateline_spans(filed + told) == [(0, len(filed))]
    assert filing.end(filed + told) == len(filed)


@pytest.mark.parametrize(
    "text",
    ["REBELS IN BUNIA, MAY 12 KILLED TEN", "MONUSCO, May 3 patrol", "KYIV, 24 Ukrainians died"],
)
def test_a_day_in_capitals_or_a_number_ends_no_dateline(text):
    assert dates.dateline_spans(text) == []
    assert filing.end(text) == 0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Overnight Thursday to Friday men raided a village.", 15, 16),
        ("Overnight from Friday to Saturday shells fell.", 16, 17),
        ("Shells fell late Saturday into Sunday.", 17, 18),
        ("Drones came on the night of Monday into Tuesday.", 19, 20),
        ("Overnight Sunday a bridge was hit.", 18, 18),
    ],
)
def test_a_night_between_two_days_of_the_week_has_both(text, first, last):
    ((_, _, when),) = dates.find_text(text, date(2019, 8, 20))
    assert (when.start, when.end) == (date(2019, 8, first), date(2019, 8, last))


def test_a_place_set_off_twice_is_no_dateline():
    assert dates.dateline_spans("Goma – Congo's eastern hub – fell on Monday.") == []
    assert dates.dateline_spans("Baku/Yerevan – Azerbaijan attacked.") == [(0, 15)]


def test_an_empty_head_costs_nothing():
    assert dates.dateline_spans("\n" * 600) == []
    assert quiet_s(lambda: dates.dateline("\n" * 600)) < 0.25


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The Tigers have fought for the north since 1983.", date(1983, 1, 1), None),
        ("Puntland has ruled itself since August 1998.", date(1998, 8, 1), None),
        ("The front at Avdiivka has not moved since 15 April 2014.", date(2014, 4, 15), None),
        ("The ceasefire broke after March 2003.", date(2003, 3, 1), None),
        ("Rebels held Bouake until 2007.", None, date(2007, 12, 31)),
        ("The base at Tessalit was theirs before May 2012.", None, date(2012, 4, 30)),
        ("The road to Taiz was open until 20 March 2015.", None, date(2015, 3, 20)),
        ("Militias held Tarhuna before June 2020.", None, date(2020, 5, 31)),
        ("The camp near Goma stood in 1994.", date(1994, 1, 1), date(1994, 12, 31)),
        ("Malakal burned on 17 February 2016.", date(2016, 2, 17), date(2016, 2, 17)),
    ],
)
def test_without_a_day_of_publication_since_and_until_have_an_open_end(nlp, text, start, end):
    report = reports.from_text(text)
    (passage,) = language.passages(report, nlp)
    (found,) = dates.find(passage, None)
    assert (found.interval.start, found.interval.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells hit Sumy on 3 May. The day before, two people were killed.", date(2022, 5, 2)),
        ("Shells hit Sumy on 3 May. Three days before, two people were killed.", date(2022, 4, 30)),
        ("Shells hit Sumy on 3 May. Two people had been killed the day before.", date(2022, 5, 2)),
    ],
)
def test_before_alone_counts_back_from_the_day_told(text, day):
    *_, (_, _, when) = dates.find_text(text, date(2022, 5, 12))
    assert (when.start, when.end) == (day, day)


@pytest.mark.parametrize("text", ["The days before, people fled.", "The day before the raid."])
def test_what_it_was_before_counts_from_that(text):
    found = dates.find_text(f"Shells hit Sumy on 3 May. {text}", date(2022, 5, 12))
    assert date(2022, 5, 2) not in [when.start for _, _, when in found]

"""The edges of events: what is news and what history, which statements tell of the same event."""

import calendar
from datetime import date, timedelta

import pytest

from geomap import pipeline, reports

DAY = date(2022, 5, 18)


def written(day):
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def read(*texts, published=DAY):
    told = [
        reports.from_text(text, report_id=f"r{n}", published=published)
        for n, text in enumerate(texts)
    ]
    return pipeline.build_atlas(told)


@pytest.mark.parametrize(("days", "status"), [(366, "asserted"), (367, "historical")])
def test_what_ended_a_year_and_a_day_before_the_report_is_news_and_before_that_history(
    days, status
):
    atlas = read(f"Rebels captured the town of Lalibela on {written(DAY - timedelta(days=days))}.")
    assert list(atlas.statements["status"]) == [status]


@pytest.mark.parametrize(("days", "events"), [(0, 1), (1, 1), (2, 2)])
def test_days_that_touch_are_one_event_and_a_day_between_makes_two(days, events):
    first = date(2022, 5, 3)
    atlas = read(
        f"Rebels captured Lalibela on {written(first)}.",
        f"Rebels captured Lalibela on {written(first + timedelta(days=days))}.",
    )
    assert len(atlas.events) == events
    assert set(atlas.statements["place"]) == {"Lalibela"}
    # whichever report comes first
    atlas = read(
        f"Rebels captured Lalibela on {written(first + timedelta(days=days))}.",
        f"Rebels captured Lalibela on {written(first)}.",
    )
    assert len(atlas.events) == events


def test_what_one_affirms_and_another_denies_is_contested_and_one_event():
    atlas = read(
        f"Rebels captured Lalibela on {written(DAY)}.",
        f"The army denied that rebels captured Lalibela on {written(DAY)}.",
    )
    assert list(atlas.events["status"]) == ["contested"]
    assert list(atlas.events["n_sources"]) == [2]


def test_different_actors_make_different_events():
    atlas = read(
        f"Russian soldiers captured Lalibela on {written(DAY)}.",
        f"Sudanese militiamen captured Lalibela on {written(DAY)}.",
    )
    assert len(atlas.events) == 2


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Clashes broke out in Lalibela on Monday.", "settlement"),
        ("Clashes broke out in the province of Baghlan on Monday.", "province"),
        ("Clashes broke out in the Panjshir Valley on Monday.", "valley"),
    ],
)
def test_how_well_the_place_is_known_follows_the_words(text, precision):
    assert list(read(text).events["geo_precision"]) == [precision]


def test_the_same_event_is_first_reported_on_the_earliest_day():
    told = [
        reports.from_text(
            f"Rebels captured Lalibela on {written(date(2022, 5, 3))}.",
            report_id=f"r{day}",
            published=date(2022, 5, day),
        )
        for day in (9, 4, 6)
    ]
    (event,) = pipeline.build_atlas(told).events.itertuples()
    assert event.first_reported.day == 4
    assert (event.n_sources, event.n_statements) == (3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "The attack happened at dawn in Djibo, according to residents reached by phone.",
        "The attack occurred in Mbau, according to local sources cited by the paper.",
        "Rebels attacked Bunia, according to families displaced by the fighting.",
    ],
)
def test_who_is_asked_is_not_who_was_attacked(text):
    told = read(text).statements
    attack = told[told["event_type"] == "ASSAULT"].iloc[0]
    assert attack["said_by"] in ("residents", "local sources", "families")
    assert attack["recipient"] in ("", "Bunia")


def test_a_dateline_without_a_dash_is_no_place_of_an_event():
    atlas = read(
        "SANAA, May 17 Warplanes struck a house in Hodeidah on Tuesday, killing six people, "
        "residents said."
    )
    assert set(atlas.statements["place"]) == {"Al Hudaydah"}


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        # an actor of twenty words and more stands in the column of actors
        (
            (
                "Soldiers of the second brigade of the fourth division of the northern army of "
                "the republic with the help of tribal fighters from Kidal province attacked Gao."
            ),
            "attacked Gao",
        ),
        ("Soldiers of the second brigade attacked Gao.", "Soldiers"),
    ],
)
def test_a_long_actor_is_left_out_of_the_words_of_what_is_done(text, begins):
    assert read(text).statements["text"].item().startswith(begins)

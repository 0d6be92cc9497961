"""The days of statements: which time expression of a sentence is the deed's."""

from datetime import date

import pytest

from geomap import pipeline, reports

SUNDAY = date(2025, 6, 1)


def told(text, published=SUNDAY):
    """First and last day of each statement of a text, by its cue word."""
    report = reports.from_text(text, report_id="r", published=published)
    rows = pipeline.build_atlas([report]).statements.itertuples()
    return {one.cue: tuple(_iso(day) for day in (one.when_start, one.when_end)) for one in rows}


def _iso(day):
    return str(day)[:10] if str(day) != "NaT" else ""


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("He was killed in an August 2015 U.S. drone strike in Raqqa.", "2015-08-01", "2015-08-31"),
        ("The commander died in a May 2016 raid near Jenin.", "2016-05-01", "2016-05-31"),
        (
            "Six soldiers were killed during a March 3 ambush near Kidal.",
            "2025-03-03",
            "2025-03-03",
        ),
        ("Four men were killed by a 9 April roadside bomb in Gao.", "2025-04-09", "2025-04-09"),
        ("Nine children died in Saturday's shelling of Kharkiv.", "2025-05-31", "2025-05-31"),
        ("Rebels killed 30 people in Monday's assault on Palma.", "2025-05-26", "2025-05-26"),
        (
            "Rockets killed six people in last Tuesday's barrage on Sderot.",
            "2025-05-27",
            "2025-05-27",
        ),
    ],
)
def test_what_a_deed_was_part_of_has_its_day(text, start, end):
    assert (start, end) in told(text).values()


def test_the_day_of_another_deed_is_not_taken():
    assert set(told("Troops arrested a man wanted for the July 2 attack in Mosul.").values()) == {
        ("", "2025-06-01")
    }


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("El Fasher has been besieged by the RSF since May 2024.", "2024-05-01"),
        ("Djibo has been under siege by jihadists since February 2022.", "2022-02-01"),
        ("Toroodi has been blockaded by gunmen since 12 May 2023.", "2023-05-12"),
        ("The road to Minova has been cut by M23 fighters since December 2023.", "2023-12-01"),
        ("Rebels have held the town of Rutshuru since October 2022.", "2022-10-01"),
    ],
)
def test_what_has_lasted_since_a_day_goes_on_until_the_report(text, start):
    assert set(told(text).values()) == {(start, "2025-06-01")}


@pytest.mark.parametrize(
    ("text", "cue", "day"),
    [
        ("A cease-fire broke down on May 25, when the TNLA attacked Kyaukme.", "attacked", 25),
        ("Talks ended on 3 May, when gunmen stormed the hotel in Bamako.", "stormed", 3),
        ("The truce collapsed on Monday when rebels shelled Taiz.", "shelled", 26),
        ("Calm held until 8 May, when police shot dead two men in Tripoli.", "shot", 8),
        ("Israel bombed Homs on Friday. The previous evening rockets hit Safed.", "hit", 29),
        ("Troops took Sake on 9 May. The preceding night shells hit Goma.", "hit", 8),
        ("On Wednesday (May 28th) soldiers fired on a crowd in Ayacucho.", "fired", 28),
        ("Police fired on a crowd in Cusco on Tuesday (May 27th).", "fired", 27),
        ("A mine killed a boy in Taiz the previous evening.", "killed", 31),
    ],
)
def test_a_day_counted_from_another_or_shared_with_it(text, cue, day):
    assert told(text)[cue] == (f"2025-05-{day:02}",) * 2


def test_a_day_in_brackets_behind_a_weekday_is_no_dateline():
    text = "Soldiers fired on a crowd in Cusco on Wednesday (May 28th).\n\nMen were hurt yesterday."
    assert told(text)["hurt"] == ("2025-05-31",) * 2


@pytest.mark.parametrize(
    ("text", "cue", "days"),
    [
        (
            "A blast hit Cairo on Friday, two days after two bombs killed six policemen in Giza.",
            "killed",
            "28",
        ),
        (
            "A bomb killed six policemen in Giza two days before the blast in Cairo on Friday.",
            "killed",
            "28",
        ),
        (
            "A mine killed two men near Gao on Friday, the day before a bus was ambushed in Kidal.",
            "ambushed",
            "31",
        ),
        (
            "Gunmen attacked Djibo on Friday, a day after soldiers killed 12 men in Nouna.",
            "killed",
            "29",
        ),
        (
            "Three days after men abducted 30 pupils in Kuriga, troops raided Jos on Friday.",
            "abducted",
            "27",
        ),
        (
            "Jets bombed Idlib on 20 May, five days after rebels seized Khan Sheikhoun.",
            "seized",
            "15",
        ),
        (
            "Gunmen stormed a hotel in Bamako on 20 May, 2 days before a bomb went off in Gao.",
            "went",
            "22",
        ),
        (
            "Soldiers shot dead four men in Baga three days after the raid on Gwoza on 4 May.",
            "shot",
            "07",
        ),
    ],
)
def test_a_day_counted_from_another_deed(text, cue, days):
    assert told(text)[cue] == (f"2025-05-{days}",) * 2

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

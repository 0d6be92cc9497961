"""The day that a report's head states, and heads that only name the day of an event."""

from datetime import date

import pytest
from timing import quiet_s

import geomap
from geomap import dates, pipeline, reports


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            "SUDAN: Displacement in Kassala\n## Flash Update No. 03 | As of 16 April 2025",
            (2025, 4, 16),
        ),
        ("Daily Report 187/2019 issued on 9 August 2019", (2019, 8, 9)),
        ("Press service\n\nBRIEFING ON THE FRONT LINE, 4 OCTOBER 2020, 20:00", (2020, 10, 4)),
        ("**BULLETIN**\nWeek 04 (20–26 January 2025) – internal, not to be shared", (2025, 1, 26)),
        ("Libya front watch – Misrata, Sat 20 April 2019", (2019, 4, 20)),
        ("Situation report No. 7, covering 3-9 March 2022", (2022, 3, 9)),
        ("Weekly round-up for 28 February - 6 March 2022", (2022, 3, 6)),
        ("Date: 5 May 2016", (2016, 5, 5)),
        ("Situation Update\nReporting period: 1 - 15 June 2024", (2024, 6, 15)),
        ("Yemen Humanitarian Bulletin (as of 28 February 2018)", (2018, 2, 28)),
        ("Ukraine: Civilian casualty update 17 July 2023", (2023, 7, 17)),
        ("Transcript of a telephone interview, 3 June 2015", (2015, 6, 3)),
        ("Haiti Security Brief – Jacmel, Mon 4 March 2024, 18:00", (2024, 3, 4)),
        ("Data as of 30 June 2021", (2021, 6, 30)),
        ("Press release: Bamako, 12 January 2013", (2013, 1, 12)),
        ("Somalia | Displacement snapshot (January 1-31, 2020)", (2020, 1, 31)),
        (
            "*Interview recorded in Pul-e-Khumri, Baghlan, 12 May 2021. She is sixty.*",
            (2021, 5, 12),
        ),
    ],
)
def test_a_head_states_the_day_of_its_report(head, day):
    assert dates.dateline(f"{head}\n\nGunmen attacked a convoy on Friday.") == date(*day)


@pytest.mark.parametrize(
    "head",
    [
        "The massacre of 11 July 1995",
        "Remembering the Halabja attack, 16 March 1988",
        "What happened on 7 October 2023",
        "The siege of Sarajevo, 5 April 1992 to 29 February 1996",
        "Massacre in Tadamon, Tue 16 April 2013",
        "The town had been under fire for weeks as of 16 April 2015.",
        "The army issued on 9 August 2019 an ultimatum to the town of Ras al-Ain.",
        "Gunmen attacked the town on 3 May 2012.\nSituation update, 5 May 2012",
        "A report on the killings of 15 January 1999",
        "Statement on the Racak massacre, 15 January 1999",
        "Aleppo, after the battle of 22 December 2016",
        "How Mosul fell: 10 June 2014",
    ],
)
def test_a_head_that_names_the_day_of_an_event_dates_no_report(head):
    assert dates.dateline(f"{head}\n\nIn the town men were shot by the hundred.") is None


def test_a_day_without_a_year_is_seen_from_the_day_of_publication():
    head = "Flash update | As of 16 April\n\nClashes went on."
    assert dates.dateline(head) is None
    assert dates.dateline(head, published=date(2025, 4, 20)) == date(2025, 4, 16)


def test_a_day_read_from_the_head_is_marked_as_such():
    text = "Daily Report 187 issued on 9 August 2019\n\nOn Thursday shells hit a school in Marinka."
    found = geomap.from_texts([text])
    (source,) = found.sources.itertuples()
    assert (str(source.published)[:10], source.published_from) == (
        "2019-08-09",
        "guessed from the dateline",
    )
    assert {str(day)[:10] for day in found.statements.when_start} == {"2019-08-08"}


def test_the_sign_of_a_heading_is_none_of_its_words():
    text = "# Gunmen kill nine farmers near Gao\n\n## Turkey shelled Afrin on Monday."
    found = pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements
    assert {"Gunmen", "Turkey"} <= {actor.capitalize() for actor in found.actor}


@pytest.mark.parametrize("unit", ["A ", "A, ", "3 May ", "as of ", "Report ", "(Report, ", ". A"])
def test_a_long_head_costs_little(unit):
    assert quiet_s(lambda: dates.dateline(unit * 5000)) < 1

"""The year of a day without one, told in a narrative of years ago."""

from datetime import date

import pytest
from timing import quiet_s

from geomap import language, reports
from geomap.discourse.paragraphs import dated

LATER = date(2024, 9, 20)


def days(text, nlp, published=LATER):
    """First days of the time expressions of a text, in its order."""
    report = reports.from_text(text, published=published)
    paragraphs = dated(report, language.passages(report, nlp))
    return [str(one.interval.start) for each in paragraphs for one in each.times]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Gunmen took Marawi on 23 May 2017. On 31 May a bomb fell on soldiers.", "2017-05-31"),
        ("Mosul fell on 10 June 2014. On 3 August jihadists attacked Sinjar.", "2014-08-03"),
        ("Rebels took Goma on November 20, 2012. They left on December 1.", "2012-12-01"),
        ("On 13 December 2013 guns fired in Juba. On 10 January troops took Bentiu.", "2014-01-10"),
        ("On 4 November 2020 men shelled Dansha. On 28 November they took Mekelle.", "2020-11-28"),
        ("The army took Palmyra on 27 March 2016. In December it lost the town.", "2016-12-01"),
        ("Snipers shot 48 people on 20 February 2014.\n\nOn 27 February men came.", "2014-02-27"),
        (
            "On 26 November 2008 ten men landed.\n\nPolice came.\n\nOn 29 November they fell.",
            "2008-11-29",
        ),
        ("Troops landed on 2 April 1982. By 14 June they had lost Stanley.", "None"),
        ("A bomb went off on 3 December last year. On 18 March four men fell.", "2024-03-18"),
        (
            "Shells fell on 5 May 2000. On 5 June 2000 more fell. On 10 June they ended.",
            "2000-06-10",
        ),
    ],
)
def test_a_day_follows_the_year_of_the_narrative(text, last, nlp):
    assert days(text, nlp)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Rebels took Goma on 20 November 2012. On Friday they came back.", "2024-09-20"),
        ("Rebels took Goma on 20 November 2012. On 15 December it has its fair.", "2023-12-15"),
        ("The war began on 15 April 2023. On 10 September shells hit Omdurman.", "2024-09-10"),
        ("The camp was opened in 2004. On 11 April the army attacked it.", "2024-04-11"),
        ("A truce was signed on 10 May 2018. On 11 April gunmen broke it.", "2024-04-11"),
        ("The town has been cut off since 10 May 2022. On 11 July shells hit it.", "2024-07-11"),
        (
            "Men fell on 24 March 2013. Since then it has been quiet. On 5 May men came.",
            "2024-05-05",
        ),
        ("Men fell on 24 March 2013.\n\nIn Ituri\n\nOn 5 May men came.", "2024-05-05"),
        ("Men fell on 24 March 2013. Last week four men died. On 5 May men came.", "2024-05-05"),
        ("Men fell on 24 March 2013.\n\nThe hills are green.\n\nOn 5 May men came.", "2024-05-05"),
    ],
)
def test_what_is_told_of_the_present_ends_the_narrative(text, last, nlp):
    assert days(text, nlp)[-1] == last


def test_a_limit_without_a_year_stands_in_the_narrative_too(nlp):
    text = "Troops landed on 2 April 1982. By 14 June they had lost Stanley."
    report = reports.from_text(text, published=LATER)
    (paragraph,) = dated(report, language.passages(report, nlp))
    assert paragraph.times[-1].interval.end == date(1982, 6, 14)


def test_many_days_cost_linear_time(nlp):
    report = reports.from_text(
        "Men fell on 3 May 2011. On 5 May they rose. " * 400, published=LATER
    )
    passages = language.passages(report, nlp)
    assert quiet_s(lambda: dated(report, passages)) < 3

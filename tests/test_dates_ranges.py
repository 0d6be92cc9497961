"""Ranges and lists of days, days counted from others, and years before a noun."""

from datetime import date

import pytest

from geomap import dates, language, reports

WEDNESDAY = date(2022, 5, 18)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Rebels shelled Goma from 28 April to 2 May.", "2022-04-28", "2022-05-02"),
        ("The strikes of 28 April - 2 May 2019 killed ten.", "2019-04-28", "2019-05-02"),
        ("Clashes took place in Bria on 3, 4 and 5 May.", "2022-05-03", "2022-05-05"),
        ("Militants attacked Sake on May 3, 4 and 6.", "2022-05-03", "2022-05-06"),
        ("Bombs fell on Tuesday, Thursday and Friday.", "2022-05-10", "2022-05-13"),
        ("Overnight on Sunday, rockets hit the camp.", "2022-05-15", "2022-05-15"),
        ("The 2006 war destroyed the bridge.", "2006-01-01", "2006-12-31"),
        ("A 2019 attack on the mosque killed 51 people.", "2019-01-01", "2019-12-31"),
        ("They fell in the 2014 battle for Donetsk.", "2014-01-01", "2014-12-31"),
        ("He was shot three days before the vote of 2 April 2019.", "2019-03-30", "2019-03-30"),
        ("It burned two days before September 11, 2001.", "2001-09-09", "2001-09-09"),
        ("Rebels shelled Goma on 28 April last year.", "2021-04-28", "2021-04-28"),
        ("Shells hit Taiz on April 28 of last year.", "2021-04-28", "2021-04-28"),
        ("On the 3rd of March, last year, they left Bria.", "2021-03-03", "2021-03-03"),
        ("Troops took Bambari in April last year.", "2021-04-01", "2021-04-30"),
        ("Troops took Bambari in September of last year.", "2021-09-01", "2021-09-30"),
        ("The dam broke in late April of last year.", "2021-04-21", "2021-04-30"),
        ("They held Sake from 28 April to 2 May last year.", "2021-04-28", "2021-05-02"),
        ("They fled in the summer of last year.", "2021-06-01", "2021-08-31"),
        ("Gunmen burned the clinic on 5 January this year.", "2022-01-05", "2022-01-05"),
        ("The vote will be held on 5 March next year.", "2023-03-05", "2023-03-05"),
    ],
)
def test_the_days_of_a_sentence(text, start, end):
    ((_, _, found),) = dates.find_text(text, WEDNESDAY)
    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They raised a flag on Saturday, nine days after they broke through.", "2022-05-05"),
        ("It fell on 5 August 2020, three days after the siege began.", "2020-08-02"),
        ("The bank was burned on 14 March, ten days before the army came.", "2022-03-24"),
    ],
)
def test_what_is_after_a_day_is_counted_from_it(text, day):
    *_, (_, _, found) = dates.find_text(text, WEDNESDAY)
    assert found.start == found.end == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["A 2000 pound bomb fell.", "The 1200 soldiers left."])
def test_a_number_before_another_noun_is_no_year(text):
    assert dates.find_text(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The army came on 5 August 2024. On August 9 it left.", ["2024-08-05", "2024-08-09"]),
        ("It fell on 2 May 2015, and on 3 May it burned.", ["2015-05-02", "2015-05-03"]),
        ("Rebels captured the town on July 14.", []),
    ],
)
def test_without_a_day_of_publication_a_day_takes_its_year_from_the_one_before(nlp, text, days):
    (passage,) = language.passages(reports.from_text(text, report_id="r"), nlp)
    found = [one.interval.start for one in dates.find(passage, None)]
    assert found == [date.fromisoformat(day) for day in days]

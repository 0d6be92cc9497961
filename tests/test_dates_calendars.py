"""Days of the Solar Hijri and the Islamic calendar, against days that history has in both."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from geomap import dates
from geomap.dates.calendars import LUNAR, SOLAR, lunar, solar

ANCHOR = date(2021, 9, 7)
SOLAR_DAYS = (
    ((1357, 2, 7), date(1978, 4, 27)),  # the coup in Kabul
    ((1357, 11, 22), date(1979, 2, 11)),  # the revolution in Tehran
    ((1358, 10, 6), date(1979, 12, 27)),  # the palace of Tajbeg
    ((1359, 6, 31), date(1980, 9, 22)),  # the war of Iraq and Iran begins
    ((1361, 3, 3), date(1982, 5, 24)),  # Khorramshahr
    ((1367, 11, 26), date(1989, 2, 15)),  # the last Soviet soldier leaves
    ((1371, 2, 8), date(1992, 4, 28)),  # the mujahideen enter Kabul
    ((1375, 12, 30), date(1997, 3, 20)),
    ((1399, 12, 30), date(2021, 3, 20)),
    ((1400, 5, 24), date(2021, 8, 15)),  # the fall of Kabul
    ((1400, 6, 15), date(2021, 9, 6)),  # Panjshir is said to have fallen
    ((1403, 12, 30), date(2025, 3, 20)),
)
LUNAR_DAYS = (
    ((1393, 9, 10), date(1973, 10, 6)),  # the war of October begins
    ((1442, 10, 1), date(2021, 5, 13)),
    ((1443, 1, 10), date(2021, 8, 19)),
    ((1444, 12, 9), date(2023, 6, 27)),
    ((1445, 3, 12), date(2023, 9, 27)),
)


@pytest.mark.parametrize(("given", "day"), SOLAR_DAYS)
def test_a_solar_day_is_that_of_history(given, day):
    assert solar(*given) == day


@pytest.mark.parametrize(("given", "day"), LUNAR_DAYS)
def test_an_islamic_day_is_within_a_day_of_that_of_history(given, day):
    found = lunar(*given)
    assert found is not None
    assert abs(found - day) <= timedelta(days=1)


@pytest.mark.parametrize("calendar", [solar, lunar])
def test_each_day_follows_the_one_before_it(calendar):
    days = [
        day
        for year in range(1200, 1500)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := calendar(year, month, number)) is not None
    ]
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))


@pytest.mark.parametrize("given", [(1400, 12, 30), (1400, 7, 31), (1400, 13, 1), (1400, 1, 0)])
def test_a_day_that_the_solar_calendar_lacks_is_none(given):
    assert solar(*given) is None


def test_a_solar_year_has_its_leap_day():
    told = [SOLAR.year(year) for year in (1399, 1400)]
    assert [(one.end - one.start).days + 1 for one in told] == [366, 365]


def test_an_islamic_day_is_told_with_the_days_beside_it():
    told = LUNAR.days(1443, 1, 15)
    assert told is not None
    assert (told.start, told.end, told.precision) == (date(2021, 8, 23), date(2021, 8, 25), "days")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The city fell on 24 Asad 1400.", date(2021, 8, 15), date(2021, 8, 15)),
        ("Asad 24, 1400, in the morning", date(2021, 8, 15), date(2021, 8, 15)),
        ("the 15th of Sunbula 1400", date(2021, 9, 6), date(2021, 9, 6)),
        ("The coup of 7 Saur 1357 began it.", date(1978, 4, 27), date(1978, 4, 27)),
        ("A law of 26 Dalw 1367 SH", date(1989, 2, 15), date(1989, 2, 15)),
        ("in Asad 1400", date(2021, 7, 23), date(2021, 8, 22)),
        ("in 1400 SH", date(2021, 3, 21), date(2022, 3, 20)),
        ("15 Muharram 1443", date(2021, 8, 23), date(2021, 8, 25)),
        ("on 10 Ramadan 1393 AH", date(1973, 10, 6), date(1973, 10, 8)),
        ("12 Rabi al-Awwal 1445", date(2023, 9, 26), date(2023, 9, 28)),
        ("in Ramadan 1442", date(2021, 4, 12), date(2021, 5, 13)),
    ],
)
def test_hijri_days_stand_in_english_texts_too(text, first, last):
    (found,) = [told for *_, told in dates.find_text(text, ANCHOR, events=False) if told.start]
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["Asad fled.", "Hafez Asad 1400 km away", "32 Asad 1400", "Mizan 12 km", "Mehr 3 times"],
)
def test_names_of_persons_and_places_are_no_months(text):
    assert dates.find_text(text, ANCHOR, events=False) == []


def test_without_an_anchor_a_hijri_day_with_its_year_is_known():
    assert dates.interval("24 Asad 1400", date.max).start == date(2021, 8, 15)

"""What each form of words means in days, seen from an anchor day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from geomap.dates import words as w
from geomap.dates.calendars import LUNAR, SOLAR
from geomap.dates.days import (
    FEW_DAYS,
    add_months,
    around,
    back,
    interval,
    last_weekday,
    make_day,
    month_span,
    one_day,
    part,
    shift,
    week_of,
    year_span,
)
from geomap.lexicon import table, words
from geomap.model import Interval, TimePrecision


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the anchor day and whether the sentence speaks of the future."""

    anchor: date
    future: bool = False


Meaning = Callable[[re.Match[str], Context], Interval | None]
_PARTS: dict[str, str] = table("time.parts")
_WHICH, _SEASONS = table("time.which"), table("time.seasons")
_SOLAR_MARKS = words("time.solar_marks")
_RELATIVE_DAYS = table("time.relative_days")


def _part(match: re.Match[str]) -> str:
    return _PARTS.get((match["part"] or "").lower(), "")


def _step(match: re.Match[str]) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"; None without such a word."""
    return _WHICH.get((match["which"] or "").lower())


def _year(match: re.Match[str], context: Context) -> int | None:
    """The year that stands beside a day, a month or a season: in figures, or "last year"."""
    said = match["year"]
    if not said:
        return None
    return int(said) if said.isdigit() else context.anchor.year + _WHICH[said.split()[0].lower()]


def _near_year(month: int, day: int, context: Context) -> date | None:
    """A day without a year: the latest up to the day after the anchor, or the next one ahead."""
    anchor = context.anchor
    years = range(anchor.year - 4, anchor.year + 5)
    days = [found for year in years if (found := make_day(year, month, day))]
    if context.future:
        return min((found for found in days if found >= anchor), default=None)
    return max((found for found in days if found <= shift(anchor, 1)), default=None)


def absolute(match: re.Match[str], context: Context) -> Interval | None:
    """A day of a month, or a range of them, with or without its year."""
    month, day, year = w.month(match["month"]), w.day(match["day"]), _year(match, context)
    start = make_day(year, month, day) if year else _near_year(month, day, context)
    if start is None:
        return None
    told = match.groupdict()
    end_month = w.month(told["month2"]) if told.get("month2") else month
    end = make_day(start.year, end_month, w.day(told["last"])) if told.get("last") else None
    return interval(start, end) if end and end >= start else one_day(start)


def hijri(match: re.Match[str], context: Context) -> Interval | None:
    """A day or a month of a Hijri calendar; without a year the latest up to the anchor."""
    name = " ".join(match["hijri"].lower().split())
    calendar = SOLAR if name in w.SOLAR_MONTHS else LUNAR
    month = w.SOLAR_MONTHS.get(name) or w.LUNAR_MONTHS[name]
    day = w.day(match["day"]) if match["day"] else None
    if match["year"]:
        return calendar.days(int(match["year"]), month, day)
    return calendar.latest(context.anchor, month, day)


def hijri_year(match: re.Match[str], _context: Context) -> Interval | None:
    """A year of the Hijri calendar that the mark behind it names."""
    calendar = SOLAR if match["mark"].lower() in _SOLAR_MARKS else LUNAR
    return calendar.year(int(match["year"]))


def iso(match: re.Match[str], _context: Context) -> Interval | None:
    """Year, month and day in figures."""
    found = make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return one_day(found) if found is not None else None


def month(match: re.Match[str], context: Context) -> Interval | None:
    """A month, or a part of it; without a year the latest one up to the anchor."""
    month, anchor, year = w.month(match["month"]), context.anchor, _year(match, context)
    if year is not None:
        return part(month_span(year, month), _part(match))
    if context.future:
        year = anchor.year + (month < anchor.month)
    else:
        year = anchor.year - (month > anchor.month)
    if (match["qualifier"] or "").lower() == "last" and month == anchor.month:
        year -= 1
    return part(month_span(year, month), _part(match))


def years(match: re.Match[str], _context: Context) -> Interval | None:
    """From one year to another."""
    first, last = int(match["y1"]), match["y2"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return year_span(first, end) if end >= first else None


def decade(match: re.Match[str], context: Context) -> Interval | None:
    """A decade, or a part of it."""
    year = int(match["decade"])
    if year < 100:
        year += 2000 if year < 30 and year + 2000 <= context.anchor.year else 1900
    return part(year_span(year, year + 9), _part(match))


def year(match: re.Match[str], _context: Context) -> Interval | None:
    """A year, or a part of it."""
    return part(year_span(int(match["year"]), int(match["year"])), _part(match))


def ago(match: re.Match[str], context: Context) -> Interval | None:
    """So many units before the anchor."""
    count, unit = w.number(match["count"]), w.unit(match["unit"])
    start = back(context.anchor, count, unit)
    if unit == "hour":
        precision = TimePrecision.DAY if count < 24 else TimePrecision.DAYS
        return interval(start, context.anchor, precision)
    if unit in ("day", "night"):
        return one_day(start)
    if unit == "week":
        return around(start, 3, TimePrecision.WEEK)
    if unit == "month":
        return around(start, 15, TimePrecision.MONTH)
    return year_span(start.year, start.year + (9 if unit == "decade" else 0))


def vague_ago(match: re.Match[str], context: Context) -> Interval | None:
    """Words like "Days ago": some units before the anchor."""
    unit, anchor = w.unit(match["unit"]), context.anchor
    return interval(back(anchor, FEW_DAYS, unit), back(anchor, 1, unit), TimePrecision.VAGUE)


def last_n(match: re.Match[str], context: Context) -> Interval | None:
    """Words like "The past three days": so many units up to the anchor."""
    start = back(context.anchor, w.number(match["count"]), w.unit(match["unit"]))
    return interval(start, context.anchor)


def recent(match: re.Match[str], context: Context) -> Interval | None:
    """Words like "Recent days": some units up to the anchor."""
    start = back(context.anchor, FEW_DAYS, w.unit(match["unit"]))
    return interval(start, context.anchor, TimePrecision.VAGUE)


def recently(_match: re.Match[str], context: Context) -> Interval | None:
    """Words like "Recently": about the last month."""
    return interval(shift(context.anchor, -30), context.anchor, TimePrecision.VAGUE)


def calendar(match: re.Match[str], context: Context) -> Interval | None:
    """Last, this and next week, month and year; "earlier this month" ends at the anchor."""
    step, unit, anchor = _step(match) or 0, w.unit(match["unit"]), context.anchor
    if unit == "week":
        whole = week_of(anchor, step)
    elif unit == "month":
        moved = add_months(anchor.replace(day=1), step)
        whole = month_span(moved.year, moved.month)
    else:
        whole = year_span(anchor.year + step, anchor.year + step)
    if step:
        return whole
    if context.future or (match["part"] or "").lower() == "later":
        return interval(anchor, whole.end, whole.precision)
    return interval(whole.start, anchor, whole.precision)


def day_word(match: re.Match[str], context: Context) -> Interval | None:
    """Today, yesterday, tonight, overnight, tomorrow."""
    words = re.sub(r"\s+", " ", match[0].lower())
    if words.startswith("overnight"):
        return interval(shift(context.anchor, -1), context.anchor, TimePrecision.DAYS)
    return one_day(shift(context.anchor, _RELATIVE_DAYS[words]))


def weekday(match: re.Match[str], context: Context) -> Interval | None:
    """The latest such weekday up to and including the anchor."""
    step, anchor = _step(match), context.anchor
    found = last_weekday(anchor, w.weekday(match["weekday"]))
    today = found == anchor
    if step == -1 and today:
        found = shift(found, -7)
    elif step == 1 or (step is None and context.future and not today):
        found = shift(found, 7)
    if match["weekday2"]:
        end = last_weekday(anchor, w.weekday(match["weekday2"]))
        return interval(found if end >= found else shift(found, -7), end)
    return one_day(found)


def weekend(match: re.Match[str], context: Context) -> Interval | None:
    """The latest weekend up to the anchor, or the one that it lies in."""
    step, running = _step(match), context.anchor.weekday() >= 5
    saturday = last_weekday(context.anchor, 5)
    if step == -1 and running:
        saturday = shift(saturday, -7)
    elif step == 1 or (step != -1 and context.future and not running):
        saturday = shift(saturday, 7)
    return interval(saturday, shift(saturday, 1), TimePrecision.DAYS)


def season(match: re.Match[str], context: Context) -> Interval | None:
    """A season of the northern year, by whole months."""
    month, anchor = _SEASONS[match["season"].lower()], context.anchor
    running = month <= anchor.month < month + 3
    year = anchor.year - (month > anchor.month or (_step(match) == -1 and running))
    start = date(_year(match, context) or year, month, 1)
    return interval(start, shift(add_months(start, 3), -1), TimePrecision.YEAR)

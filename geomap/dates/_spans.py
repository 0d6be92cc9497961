"""Arithmetic on days: intervals of calendar units and their precision."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from geomap.lexicon import table
from geomap.model import TimePrecision

DAYS = table("time.units")
FEW_DAYS = 6
"""How far back "recent days" and "a few days ago" may reach."""


@dataclass(frozen=True)
class Span:
    """Days from start to end, both in it; an open end is None."""

    start: date | None
    end: date | None
    precision: TimePrecision


def width_precision(start: date | None, end: date | None) -> TimePrecision:
    """Precision of an interval by its width in days; open intervals are vague, decades are not."""
    if start is None or end is None:
        return TimePrecision.VAGUE
    found = TimePrecision.of_days((end - start).days + 1)
    return TimePrecision.YEAR if found is TimePrecision.VAGUE else found


def span(start: date | None, end: date | None) -> Span:
    """Interval with the precision of its width."""
    return Span(start, end, width_precision(start, end))


def shift(day: date, days: int) -> date:
    """The day so many days later, held within what `date` can say."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """A whole month."""
    return Span(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), TimePrecision.MONTH
    )


def year_span(first: int, last: int) -> Span:
    """Whole years, first and last in it."""
    return Span(date(first, 1, 1), date(last, 12, 31), TimePrecision.YEAR)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def part(whole: Span, which: str) -> Span:
    """Early, middle or late part of an interval: a third of it, or half of a decade."""
    if not which or whole.start is None or whole.end is None:
        return whole
    length = (whole.end - whole.start).days + 1
    pieces = 2 if length > 400 and which != "mid" else 3
    first = {"early": 0, "mid": 1, "late": pieces - 1}[which]
    return Span(
        shift(whole.start, length * first // pieces),
        shift(whole.start, length * (first + 1) // pieces - 1),
        whole.precision,
    )


def week_of(day: date, weeks: int = 0) -> Span:
    """Monday to Sunday of the day's week, or so many weeks away."""
    monday = shift(day, 7 * weeks - day.weekday())
    return Span(monday, shift(monday, 6), TimePrecision.WEEK)


def last_weekday(day: date, weekday: int) -> date:
    """The latest such weekday up to and including the day."""
    return shift(day, -((day.weekday() - weekday) % 7))


def back(day: date, count: int, unit: str) -> date:
    """The day so many units before (after, for a negative count)."""
    if unit == "month":
        return add_months(day, -count)
    if unit in ("year", "decade"):
        return add_months(day, -12 * count * (10 if unit == "decade" else 1))
    if unit == "hour":
        return shift(day, -round(count / 24))
    return shift(day, -count * DAYS[unit])


def clip(inner: Span, outer: Span) -> Span:
    """What two intervals share; the first where they share nothing."""
    starts = [day for day in (inner.start, outer.start) if day is not None]
    ends = [day for day in (inner.end, outer.end) if day is not None]
    start, end = (max(starts) if starts else None), (min(ends) if ends else None)
    if start is not None and end is not None and start > end:
        return inner
    return span(start, end)

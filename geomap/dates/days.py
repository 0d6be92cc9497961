"""Arithmetic on days: intervals of calendar units and their precision."""

from calendar import monthrange
from datetime import date

from geomap.lexicon import table
from geomap.model import Interval, TimePrecision

DAYS = table("time.units")
FEW_DAYS = 6
"""How far back "recent days" and "a few days ago" may reach."""


def interval(
    start: date | None, end: date | None, precision: TimePrecision | None = None
) -> Interval:
    """Days from start to end; without a precision, that of their number, decades being years."""
    if precision is None and start is not None and end is not None:
        precision = TimePrecision.of_days((end - start).days + 1)
        precision = TimePrecision.YEAR if precision is TimePrecision.VAGUE else precision
    return Interval(start=start, end=end, precision=precision or TimePrecision.VAGUE)


def one_day(day: date) -> Interval:
    """One day."""
    return interval(day, day, TimePrecision.DAY)


def around(day: date, days: int, precision: TimePrecision) -> Interval:
    """So many days to both sides of a day."""
    return interval(shift(day, -days), shift(day, days), precision)


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


def month_span(year: int, month: int) -> Interval:
    """A whole month."""
    return interval(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), TimePrecision.MONTH
    )


def year_span(first: int, last: int) -> Interval:
    """Whole years, first and last in it."""
    return interval(date(first, 1, 1), date(last, 12, 31), TimePrecision.YEAR)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def part(whole: Interval, which: str) -> Interval:
    """Early, middle or late part of an interval: a third of it, or half of a decade."""
    if not which or whole.start is None or whole.end is None:
        return whole
    length = (whole.end - whole.start).days + 1
    pieces = 2 if length > 400 and which != "mid" else 3
    first = {"early": 0, "mid": 1, "late": pieces - 1}[which]
    start = shift(whole.start, length * first // pieces)
    end = shift(whole.start, length * (first + 1) // pieces - 1)
    return interval(start, end, whole.precision)


def week_of(day: date, weeks: int = 0) -> Interval:
    """Monday to Sunday of the day's week, or so many weeks away."""
    monday = shift(day, 7 * weeks - day.weekday())
    return interval(monday, shift(monday, 6), TimePrecision.WEEK)


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


def clip(inner: Interval, outer: Interval) -> Interval:
    """What two intervals share; the first where they share nothing."""
    start = max(filter(None, (inner.start, outer.start)), default=None)
    end = min(filter(None, (inner.end, outer.end)), default=None)
    return inner if start and end and start > end else interval(start, end)

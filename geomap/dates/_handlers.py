"""What each form of words means in days, seen from an anchor day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from geomap.dates import _spans as sp
from geomap.dates import _words as w
from geomap.dates._spans import Span
from geomap.lexicon import table
from geomap.model import TimePrecision


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the anchor day and whether the sentence speaks of the future."""

    anchor: date
    future: bool = False


Handler = Callable[[re.Match[str], Context], Span | None]
_PARTS: dict[str, str] = table("time.parts")
_WHICH, _SEASONS = table("time.which"), table("time.seasons")
_RELATIVE_DAYS = table("time.relative_days")


def _part(match: re.Match[str]) -> str:
    return _PARTS.get((match["part"] or "").lower(), "")


def _near_year(month: int, day: int, context: Context) -> date | None:
    """A day without a year: the latest up to the anchor, or the next one in the future."""
    years = range(context.anchor.year - 4, context.anchor.year + 5)
    days = [found for year in years if (found := sp.make_day(year, month, day))]
    slack = 0 if context.future else 1
    if context.future:
        return min((found for found in days if found >= context.anchor), default=None)
    return max((found for found in days if found <= sp.shift(context.anchor, slack)), default=None)


def absolute(match: re.Match[str], context: Context) -> Span | None:
    """A day of a month, or a range of them, with or without its year."""
    month, day = w.month(match["month"]), w.day(match["day"])
    year = match["year"]
    start = sp.make_day(int(year), month, day) if year else _near_year(month, day, context)
    if start is None:
        return None
    last = match.groupdict().get("last")
    if not last:
        return Span(start, start, TimePrecision.DAY)
    end_month = match.groupdict().get("month2")
    end = sp.make_day(start.year, w.month(end_month) if end_month else month, w.day(last))
    return sp.span(start, end) if end and end >= start else Span(start, start, TimePrecision.DAY)


def iso(match: re.Match[str], _context: Context) -> Span | None:
    """Year, month and day in figures."""
    found = sp.make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return Span(found, found, TimePrecision.DAY) if found is not None else None


def month(match: re.Match[str], context: Context) -> Span | None:
    """A month, or a part of it; without a year the latest one up to the anchor."""
    month = w.month(match["month"])
    if match["year"]:
        return sp.part(sp.month_span(int(match["year"]), month), _part(match))
    anchor = context.anchor
    past, ahead = month <= anchor.month, month >= anchor.month
    year = anchor.year + (0 if ahead else 1) if context.future else anchor.year - (0 if past else 1)
    qualifier = (match["qualifier"] or "").lower()
    if qualifier == "last" and month == anchor.month:
        year -= 1
    return sp.part(sp.month_span(year, month), _part(match))


def years(match: re.Match[str], _context: Context) -> Span | None:
    """From one year to another."""
    first, last = int(match["y1"]), match["y2"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return sp.year_span(first, end) if end >= first else None


def decade(match: re.Match[str], context: Context) -> Span | None:
    """A decade, or a part of it."""
    digits = match["decade"]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if len(digits) == 2 and year + 100 <= context.anchor.year:
        year += 100 if int(digits) < 30 else 0
    return sp.part(sp.year_span(year, year + 9), _part(match))


def year(match: re.Match[str], _context: Context) -> Span | None:
    """A year, or a part of it."""
    return sp.part(sp.year_span(int(match["year"]), int(match["year"])), _part(match))


def _unit(match: re.Match[str]) -> str:
    return match["unit"].lower().rstrip("s")


def ago(match: re.Match[str], context: Context) -> Span | None:
    """So many units before the anchor."""
    count, unit = w.number(match["count"]), _unit(match)
    if unit == "hour":
        precision = TimePrecision.DAY if count < 24 else TimePrecision.DAYS
        return Span(sp.back(context.anchor, count, unit), context.anchor, precision)
    start = sp.back(context.anchor, count, unit)
    if unit in ("day", "night"):
        return Span(start, start, TimePrecision.DAY)
    if unit == "week":
        return Span(sp.shift(start, -3), sp.shift(start, 3), TimePrecision.WEEK)
    if unit == "month":
        return Span(sp.shift(start, -15), sp.shift(start, 15), TimePrecision.MONTH)
    return sp.year_span(start.year, start.year + (9 if unit == "decade" else 0))


def vague_ago(match: re.Match[str], context: Context) -> Span | None:
    """Words like "Days ago": some units before the anchor."""
    unit, anchor = _unit(match), context.anchor
    return Span(sp.back(anchor, sp.FEW_DAYS, unit), sp.back(anchor, 1, unit), TimePrecision.VAGUE)


def last_n(match: re.Match[str], context: Context) -> Span | None:
    """Words like "The past three days": so many units up to the anchor."""
    start = sp.back(context.anchor, w.number(match["count"]), _unit(match))
    return sp.span(start, context.anchor)


def recent(match: re.Match[str], context: Context) -> Span | None:
    """Words like "Recent days": some units up to the anchor."""
    return Span(
        sp.back(context.anchor, sp.FEW_DAYS, _unit(match)), context.anchor, TimePrecision.VAGUE
    )


def recently(_match: re.Match[str], context: Context) -> Span | None:
    """Words like "Recently": about the last month."""
    return Span(sp.shift(context.anchor, -30), context.anchor, TimePrecision.VAGUE)


def calendar(match: re.Match[str], context: Context) -> Span | None:
    """Last, this and next week, month and year; "earlier this month" ends at the anchor."""
    which, unit = match["which"].lower(), _unit(match)
    step, anchor = _WHICH[which], context.anchor
    if unit == "week":
        whole = sp.week_of(anchor, step)
    elif unit == "month":
        moved = sp.add_months(anchor.replace(day=1), step)
        whole = sp.month_span(moved.year, moved.month)
    else:
        whole = sp.year_span(anchor.year + step, anchor.year + step)
    if step:
        return whole
    ahead = (match["part"] or "").lower() == "later" or context.future
    start, end = (anchor, whole.end) if ahead else (whole.start, anchor)
    return Span(start, end, whole.precision)


def day_word(match: re.Match[str], context: Context) -> Span | None:
    """Today, yesterday, tonight, overnight, tomorrow."""
    words = re.sub(r"\s+", " ", match[0].lower())
    if words.startswith("overnight"):
        return Span(sp.shift(context.anchor, -1), context.anchor, TimePrecision.DAYS)
    found = sp.shift(context.anchor, _RELATIVE_DAYS[words])
    return Span(found, found, TimePrecision.DAY)


def weekday(match: re.Match[str], context: Context) -> Span | None:
    """The latest such weekday up to and including the anchor."""
    which, anchor = (match["which"] or "").lower(), context.anchor
    wanted = w.weekday(match["weekday"])
    found = sp.last_weekday(anchor, wanted)
    if which in ("last", "past", "previous") and found == anchor:
        found = sp.shift(found, -7)
    elif which in ("next", "coming") or (context.future and not which and found != anchor):
        found = sp.shift(found, 7)
    if match.groupdict().get("weekday2"):
        end = sp.last_weekday(anchor, w.weekday(match["weekday2"]))
        return sp.span(found, end) if end >= found else sp.span(sp.shift(found, -7), end)
    return Span(found, found, TimePrecision.DAY)


def weekend(match: re.Match[str], context: Context) -> Span | None:
    """The latest weekend up to the anchor, or the one that it lies in."""
    which = (match["which"] or "").lower()
    saturday = sp.last_weekday(context.anchor, 5)
    running = context.anchor.weekday() >= 5
    if which in ("last", "past", "previous") and running:
        saturday = sp.shift(saturday, -7)
    elif which in ("next", "coming") or (context.future and not running):
        saturday = sp.shift(saturday, 7)
    return Span(saturday, sp.shift(saturday, 1), TimePrecision.DAYS)


def season(match: re.Match[str], context: Context) -> Span | None:
    """A season of the northern year, by whole months."""
    month = _SEASONS[match["season"].lower()]
    anchor = context.anchor
    if match["year"]:
        year = int(match["year"])
    else:
        year = anchor.year - (1 if month > anchor.month else 0)
        year -= (
            1
            if (match["which"] or "").lower() == "last" and month <= anchor.month < month + 3
            else 0
        )
    start = date(year, month, 1)
    return Span(start, sp.shift(sp.add_months(start, 3), -1), TimePrecision.YEAR)

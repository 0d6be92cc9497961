"""Days counted from the one named before: "two days later", "the previous evening"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from geomap.dates.days import DAYS, around, back, one_day, shift
from geomap.dates.days import interval as days_between
from geomap.dates.telling import Hit
from geomap.dates.words import NUMBER, UNIT, number, unit
from geomap.lexicon import alternation, table
from geomap.model import Interval, TimePrecision

_NEXT_TO: dict[str, int] = table("time.next_to")
_LATER = re.compile(
    rf"\b(?:(?P<count>{NUMBER})|the(?!\s+\w+s\b))\s+(?P<unit>{UNIT})\s+"
    # "two weeks before", but not "two weeks before the raid"
    rf"(?P<way>{alternation('time.counted_on')}|before(?=\s*(?:[,.;:]|$)))\b"
    rf"|\bthe\s+(?P<next>{alternation('time.next_to')})\s+{alternation('time.next_day_parts')}\b",
    re.I,
)


_BESIDE = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?P<unit>{UNIT})\s+(?P<way>after|before)\s+(?!\d)", re.I
)


def following(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Days counted from the time named before: "seven months later", "the next day".

    Where no time was named before, only that there is one is known.
    """
    for match in _LATER.finditer(text):
        starts = [hit.days.start for hit in hits if hit.end <= match.start() and hit.days.start]
        days = _counted_on(match, starts[-1]) if starts else days_between(None, None)
        if not starts and _next_to(match) < 0:
            continue  # seen from the day of the report
        yield Hit(match.start(), match.end(), days)
    for match in _BESIDE.finditer(text):
        start = _day_beside(text, match, hits)
        if start is not None:
            yield Hit(match.start(), match.end(), _counted_on(match, start))


def _day_beside(text: str, match: re.Match[str], hits: Sequence[Hit]) -> date | None:
    """The day right before "nine days after", from which what stands after it is counted."""
    near = [hit for hit in hits if hit.end <= match.start() and hit.days.precision == "day"]
    beside = bool(near) and re.fullmatch(
        r"[,\s-]*(?:just|some|about)?\s*", text[near[-1].end : match.start()]
    )
    return near[-1].days.start if beside else None


def _next_to(match: re.Match[str]) -> int:
    """How many days "the next" or "the previous day" lies from the one named before."""
    return _NEXT_TO.get((match["next"] or "").lower(), 0)


def _counted_on(match: re.Match[str], start: date) -> Interval:
    if match.groupdict().get("next"):
        return one_day(shift(start, _next_to(match)))
    alone = match.re is _LATER and match["way"].lower() == "before"
    earlier = alone or match["way"].lower() in ("earlier", "beforehand", "after")
    return away(start, match["count"] or "", match["unit"], earlier=earlier)


def away(start: date, count: str, units: str, *, earlier: bool) -> Interval:
    """The days so many units from a day, both in words; no count is one.

    Examples
    --------
    >>> away(date(2016, 12, 11), "two", "days", earlier=True).start
    datetime.date(2016, 12, 9)
    """
    named, many = unit(units), number(count) if count else 1
    day = back(start, many * (1 if earlier else -1), named)
    slack = DAYS[named] // 2
    return around(
        day, slack, TimePrecision("year" if named == "decade" else named if slack else "day")
    )

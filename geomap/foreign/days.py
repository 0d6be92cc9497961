"""Days that a line in another language tells, read as their English."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from geomap import dates
from geomap.foreign.lines import Line
from geomap.model import Interval
from geomap.tongue import Row, tongues


@dataclass(frozen=True, kw_only=True)
class Day:
    """A time expression of a line: where it stands there, and the days that it means."""

    start: int
    end: int
    days: Interval


@cache
def _rows(code: str) -> tuple[Row, ...]:
    return tongues()[code].rows("time")


def days(line: Line, anchor: date | None) -> list[Day]:
    """Time expressions of a line in the order of its text, the longest where two overlap.

    Without an anchor only those are read that hold a year.
    """
    found = sorted(_read(line, anchor), key=lambda one: (one.start - one.end, one.start))
    kept: list[Day] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _read(line: Line, anchor: date | None) -> Iterator[Day]:
    for row in _rows(line.tongue.code):
        for match in row.pattern.finditer(line.plain):
            english = line.tongue.english(row.means, match)
            told = match.groupdict()
            if anchor is None and not (told.get("year") or told.get("hijri")):
                continue
            found = dates.interval(english, anchor or date.max)
            if found is not None:
                said = line.text[match.start() : match.end()]
                days = replace(found, text=said, anchor=anchor)
                yield Day(start=match.start(), end=match.end(), days=days)

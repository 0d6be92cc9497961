"""Dated events that news leans on: "two days after the fall of Kabul"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from geomap.lexicon import alternation, rows
from geomap.settings import default_data_dir

_CHANGE = {
    "fall": (
        rf"(?:(?:the\s+)?{alternation('deeds.losses')}\s+of\s+{{name}}"
        rf"|{alternation('deeds.lost')}\s+(?:over\s+|control\s+of\s+)?{{name}}"
        r"|{name}\s+(?:fell|was\s+(?:captured|taken|seized)))"
    ),
    "named": r"(?:the\s+)?{name}",
}
_REACH_DAYS = {"fall": 5 * 366, "named": date.max.toordinal()}


class DatedEvent(NamedTuple):
    """A dated event, the first word of its name, the whole as a pattern, how long it is named."""

    day: date
    word: str
    pattern: re.Pattern[str]
    reach_days: int


@cache
def _dated_events() -> tuple[DatedEvent, ...]:
    """The shipped events, the latest first."""
    found = []
    for row in rows(default_data_dir() / "dated_events.csv"):
        words = row["name"].split()
        name = _CHANGE[row["kind"]].format(name=r"\s+".join(map(re.escape, words)))
        day, pattern = date.fromisoformat(row["day"]), re.compile(rf"\b{name}\b", re.I)
        found.append(DatedEvent(day, words[0].lower(), pattern, _REACH_DAYS[row["kind"]]))
    return tuple(sorted(found, key=lambda event: event.day, reverse=True))


def events_in(text: str, anchor: date) -> Iterator[tuple[int, int, date]]:
    """Spans of a text that name a dated event: the latest up to the anchor where several could."""
    taken: list[tuple[int, int]] = []
    lowered = text.lower()
    for event in _dated_events():
        if event.word in lowered and 0 <= (anchor - event.day).days <= event.reach_days:
            for match in event.pattern.finditer(text):
                if all(match.end() <= start or match.start() >= end for start, end in taken):
                    taken.append(match.span())
                    yield match.start(), match.end(), event.day

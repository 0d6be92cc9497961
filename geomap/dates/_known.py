"""Dated events that news leans on: "two days after the fall of Kabul"."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geomap.lexicon import alternation
from geomap.settings import OFFLINE, Settings

_CHANGE = {
    "fall": (
        rf"(?:(?:the\s+)?{alternation('deeds.losses')}\s+of\s+{{name}}"
        rf"|{alternation('deeds.lost')}\s+(?:over\s+|control\s+of\s+)?{{name}}"
        r"|{name}\s+(?:fell|was\s+(?:captured|taken|seized)))"
    ),
    "named": r"(?:the\s+)?{name}",
}
_REACH_DAYS = 5 * 366


@dataclass(frozen=True)
class KnownEvent:
    """A dated event and the words that name it; `kind` is "fall" of a place or "named"."""

    name: str
    kind: str
    day: date


@cache
def _table(path: Path) -> tuple[KnownEvent, ...]:
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        KnownEvent(row["name"], row["kind"], date.fromisoformat(row["day"])) for row in rows
    )


def known_events(settings: Settings = OFFLINE) -> tuple[KnownEvent, ...]:
    """The shipped table of dated events that news refers to by name."""
    return _table(settings.data_dir / "dated_events.csv")


@cache
def _pattern(name: str, kind: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(r"\b" + _CHANGE[kind].format(name=words) + r"\b", re.I)


def _usable(event: KnownEvent, anchor: date) -> bool:
    age = (anchor - event.day).days
    return age >= 0 and (event.kind == "named" or age <= _REACH_DAYS)


def events_in(
    text: str, known: Sequence[KnownEvent], *, anchor: date
) -> Iterator[tuple[int, int, KnownEvent]]:
    """Spans of a text that name a dated event: the latest up to the anchor where several could."""
    taken: list[tuple[int, int]] = []
    lowered = text.lower()
    for event in sorted(known, key=lambda event: event.day, reverse=True):
        if event.name.split()[0].lower() not in lowered or not _usable(event, anchor):
            continue
        for match in _pattern(event.name, event.kind).finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield match.start(), match.end(), event

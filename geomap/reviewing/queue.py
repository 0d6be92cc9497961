"""Mentions and events of an atlas as things to decide, the most doubtful first."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from geomap.atlas import Atlas
from geomap.corrections import Passage
from geomap.model import DRAWN_ROLES, Place

_MOST_PLACES = 12
_AROUND = 400


class Told(NamedTuple):
    """One statement of an event, as a reader should see it."""

    said_by: str
    status: str
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class MentionItem:
    """One mention to decide; `sentence` is its text with the mention at `at`.

    `missed` is true of a name that a reviewer added.
    """

    report_id: str
    start: int
    text: str
    sentence: str
    at: int
    source: str
    role: str
    place_id: str
    place: Place | None
    probability: float
    reason: str
    explanation: str
    alternatives: tuple[tuple[str, str, float], ...]
    missed: bool = False

    @property
    def drawn(self) -> bool:
        """Whether the mention's role is that of a place on the map."""
        return self.role in DRAWN_ROLES


@dataclass(frozen=True, kw_only=True)
class EventItem:
    """One event to decide, with its statements and the places that its reports name.

    `probability` is that it is reported at all and happened at its place.
    """

    event_id: str
    title: str
    place_id: str
    place: Place | None
    probability: float
    status: str
    first_day: date | None
    last_day: date | None
    told: tuple[Told, ...]
    passages: tuple[Passage, ...]
    nearby: tuple[str, ...]


Item: TypeAlias = MentionItem | EventItem


def mention_items(atlas: Atlas) -> tuple[MentionItem, ...]:
    """Every mention: those that would be drawn first, without a place before unlikely ones."""
    sources = _sources(atlas)
    rows = atlas.mentions.to_dict("records")
    together: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        together[row["report_id"], row["sentence"]].append(row)
    found = [
        _mention(row, together[row["report_id"], row["sentence"]], sources.get(row["report_id"]))
        for row in rows
    ]
    return tuple(
        sorted(
            found,
            key=lambda i: (
                not i.drawn,
                i.place_id != "",
                i.probability,
                i.report_id,
                i.start,
            ),
        )
    )


def _mention(
    row: Mapping[str, Any], together: list[Mapping[str, Any]], source: str | None
) -> MentionItem:
    sentence, at = _around(row, together)
    probability = row["probability"]
    return MentionItem(
        report_id=str(row["report_id"]),
        start=int(row["start"]),
        text=str(row["text"]),
        sentence=sentence,
        at=at,
        source=source or str(row["report_id"]),
        role=str(row["role"]),
        place_id=str(row["place_id"]),
        place=_place(row),
        probability=0.0 if pd.isna(probability) else float(probability),
        reason=str(row["reason"]),
        explanation=str(row["explanation"]),
        alternatives=_alternatives(str(row["alternatives"])),
    )


def _around(row: Mapping[str, Any], together: list[Mapping[str, Any]]) -> tuple[str, int]:
    """The sentence, cut to what stands near the mention, and where in it the mention begins.

    A name may stand twice in a sentence: the place where most mentions of the sentence fit wins.
    """
    sentence, text, start = str(row["sentence"]), str(row["text"]), int(row["start"])
    best, most, at = -1, 0, sentence.find(text)
    while at >= 0:
        base = start - at
        fits = sum(sentence.startswith(str(o["text"]), int(o["start"]) - base) for o in together)
        if fits > most:
            best, most = at, fits
        at = sentence.find(text, at + 1)
    if best < 0:
        return text, 0
    first = max(0, best - _AROUND)
    last = min(len(sentence), best + len(text) + _AROUND)
    left, right = "… " if first else "", " …" if last < len(sentence) else ""
    return left + sentence[first:last] + right, best - first + len(left)


def _place(row: Mapping[str, Any]) -> Place | None:
    shape = row["geometry"]
    if not row["place_id"] or shape is None or shape.is_empty:
        return None
    point = shape.representative_point()
    return Place(
        place_id=str(row["place_id"]),
        name=str(row.get("name") or row.get("place") or ""),
        kind=str(row.get("kind", "")),
        country=str(row.get("country", "")),
        lon=point.x,
        lat=point.y,
        uncertainty_m=float(row["uncertainty_m"]),
    )


def _alternatives(cell: str) -> tuple[tuple[str, str, float], ...]:
    try:
        return tuple((str(a), str(b), float(c)) for a, b, c in json.loads(cell or "[]"))
    except (TypeError, ValueError):
        return ()


def event_items(atlas: Atlas) -> tuple[EventItem, ...]:
    """Every event that statements report: without a place first, then disputed, then unlikely."""
    sources = _sources(atlas)
    told = dict(iter(atlas.statements.groupby("event_id", sort=True)))
    mentions = dict(iter(atlas.mentions.groupby("report_id", sort=True)))
    likely = atlas.mentions.groupby(["report_id", "place_id"])["probability"].max().to_dict()
    found = [
        _event(str(key), row, told[key], (sources, mentions, likely))
        for key, row in zip(atlas.events.index, atlas.events.to_dict("records"), strict=True)
        if key in told
    ]
    return tuple(
        sorted(
            found,
            key=lambda i: (
                i.place_id != "",
                i.status != "contested",
                i.first_day is not None,
                i.probability,
                i.passages[0],
            ),
        )
    )


def _event(
    key: str, row: Mapping[str, Any], part: pd.DataFrame, known: tuple[Any, Any, Any]
) -> EventItem:
    sources, mentions, likely = known
    part = part.sort_values(["report_id", "start", "end"], kind="stable")
    reports = list(dict.fromkeys(part["report_id"]))
    odds = [likely.get((report, row["place_id"]), 0.0) for report in reports]
    return EventItem(
        event_id=key,
        title=": ".join(w for w in (row["event_type"], row["event_mode"], row["actor"]) if w),
        place_id=str(row["place_id"]),
        place=_place(row),
        probability=max(0.0 if pd.isna(p) else float(p) for p in odds) * _told_at_all(row),
        status=str(row["status"]),
        first_day=_day(row["when_start"]),
        last_day=_day(row["when_end"]),
        told=tuple(
            Told(
                str(o["said_by"]), str(o["status"]), str(o["text"]), sources.get(o["report_id"], "")
            )
            for o in part.to_dict("records")
        ),
        passages=tuple(_passages(part)),
        nearby=tuple(_nearby(part, mentions)),
    )


def _told_at_all(row: Mapping[str, Any]) -> float:
    """Probability that an event is reported at all, 1 where nobody estimated it."""
    return 1.0 if pd.isna(row["probability"]) else float(row["probability"])


def _passages(part: pd.DataFrame) -> Iterator[Passage]:
    columns = ("report_id", "start", "end", "event_type", "event_mode")
    for key, row in zip(part.index, part.to_dict("records"), strict=True):
        report, start, end, kind, mode = (row[name] for name in columns)
        yield Passage(str(report), int(start), int(end), str(kind), str(mode), str(key))


def _nearby(part: pd.DataFrame, mentions: Mapping[str, pd.DataFrame]) -> list[str]:
    """Places that the event's reports name, those nearest to a statement first."""
    near: dict[str, int] = {}
    for report, start, end in zip(part["report_id"], part["start"], part["end"], strict=True):
        named = mentions.get(report)
        if named is None:
            continue
        for place_id, at in zip(named["place_id"], named["start"], strict=True):
            away = max(int(start) - int(at), int(at) - int(end), 0)
            if place_id:
                near[str(place_id)] = min(away, near.get(str(place_id), away))
    return sorted(near, key=lambda key: (near[key], key))[:_MOST_PLACES]


def _sources(atlas: Atlas) -> dict[str, str]:
    """A line for each report: title, publisher and day."""
    return {
        str(key): ", ".join(
            w for w in (row["title"], row["publisher"], str(_day(row["published"]) or "")) if w
        )
        or str(key)
        for key, row in zip(atlas.sources.index, atlas.sources.to_dict("records"), strict=True)
    }


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()

"""Events annotated by hand, and the reports that they were annotated on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap import pipeline, reports
from geomap.errors import InputError
from geomap.gazetteer import fold
from geomap.model import Report

_WORD = re.compile(r"[^\W\d_]{4,}")
Days = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class GoldEvent:
    """An event annotated by hand; `days` is None where the text gives no day.

    One that is `optional` (a state, background, a sentence that sums up others) is no miss where it
    lacks, and rows that stand for it are neither right nor too many.
    """

    what: str
    places: tuple[str, ...]
    points: tuple[tuple[float, float, float], ...]
    days: Days | None
    types: frozenset[str]
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    actor: str
    recipient: str
    status: frozenset[str]
    main: bool
    optional: bool
    words: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A row of the events table beside the gold event that it stands for, or None."""

    row: Any
    text: str
    gold: GoldEvent | None
    type_right: bool = False
    place_right: bool = False
    day_right: bool = False


def read(path: Path, texts: Path | str | None = None) -> tuple[Report, list[GoldEvent]]:
    """The report that gold events were annotated on, and the events."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        source = Path(texts or path.parent) / raw["document"]
        golds = [_gold(row) for row in raw["events"]]
        spans = [(row["start"], row["end"]) for row in raw.get("umbrella", ())]
        published = date.fromisoformat(raw["published"]) if raw.get("published") else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"expected gold events (JSON) in {path.name}: {error!r}") from error
    found, errors = reports.read(source)
    if not found:
        raise InputError(f"expected the annotated report {source.name}: {errors or 'no text'}")
    report = pipeline.with_day(found, published)[0]
    body = report.text.lstrip()
    golds += [_gold(_NOTHING | {"what": body[start:end]}) for start, end in spans]
    return report, golds


_NOTHING = {"places": (), "points": (), "day": None, "types": (), "optional": True}
"""What a sentence that only sums up several events says of its own."""


def _gold(row: Mapping[str, Any]) -> GoldEvent:
    named = (row["what"], *row.get("places", ()), row.get("actor"), row.get("recipient"))
    told = " ".join(text for text in named if text)
    return GoldEvent(
        what=row["what"],
        places=tuple(fold(place) for place in row["places"]),
        points=tuple((lon, lat, radius) for lon, lat, radius in row["points"]),
        days=_days(row["day"]) if row["day"] else None,
        types=frozenset(row["types"]),
        killed=_toll(row.get("killed")),
        injured=_toll(row.get("injured")),
        actor=row.get("actor") or "",
        recipient=row.get("recipient") or "",
        status=frozenset(filter(None, (row.get("status"), *_listed(row.get("alt_status"))))),
        main=bool(row.get("main")),
        optional=bool(row.get("optional")),
        words=words_of(told),
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _toll(value: Any) -> tuple[int, int] | None:
    """Least and most of a toll: a number, or both; None where the text gives none."""
    if value is None:
        return None
    least, most = value if isinstance(value, list) else (value, value)
    return int(least), int(most)


def _days(text: str) -> Days:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def words_of(text: str) -> frozenset[str]:
    """Stems of the longer words of a text, for telling what two texts share."""
    return frozenset(word[:5] for word in _WORD.findall(fold(text)))

"""A report annotated by hand: statements found, put out right, with source, status and day."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap import events, language, lexicon, reports, resolution, toponyms
from geomap.errors import InputError
from geomap.gazetteer import open_gazetteer
from geomap.model import Interval, Report, Statement, Status
from geomap.settings import Settings

HALF = 0.5
_DAY = re.compile(r"(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?))?")
_GENERIC = lexicon.words("evaluation.generic")
_STATUS: tuple[tuple[str, frozenset[Status]], ...] = (
    ("stated", frozenset({Status.CLAIMED})),
    ("claimed", frozenset({Status.CLAIMED})),
    ("contested", frozenset({Status.CONTESTED})),
    ("anticipated", frozenset({Status.CONDITIONAL})),
    ("conditional", frozenset({Status.CONDITIONAL})),
    ("observed", frozenset({Status.OBSERVED})),
    ("reported", frozenset({Status.REPORTED})),
    ("negated", frozenset({Status.NEGATED})),
    ("denied", frozenset({Status.DENIED})),
    ("historical", frozenset({Status.HISTORICAL})),
    ("asserted", frozenset({Status.ASSERTED})),
)


@dataclass(frozen=True)
class Gold:
    """One gold statement, with every span that stands for it."""

    id: str
    text: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[str, ...]
    may_lack_place: bool
    sources: frozenset[str]
    statuses: frozenset[Status]
    days: tuple[tuple[date | None, date | None], ...]
    types: frozenset[str]


def _edge(text: str, *, last: bool) -> date | None:
    if text == "..":
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 28 if last else 1)
    return date(parts[0], 12 if last else 1, 31 if last else 1)


def _days(text: str | None) -> tuple[tuple[date | None, date | None], ...]:
    found = []
    for piece in (text or "").split(";"):
        match = _DAY.search(piece)
        if match is not None:
            first, _, second = match[0].partition("/")
            found.append((_edge(first, last=False), _edge(second or first, last=True)))
    return tuple(found)


def _places(text: str | None) -> tuple[tuple[str, ...], bool]:
    """Names that the gold place accepts, and whether rightly none is accepted."""
    if not text:
        return (), True
    words = re.findall(r"[A-Z]\w+", text)
    names = tuple(word.lower() for word in words if word.lower() not in _GENERIC)
    return tuple(name for name in names if name != "afghan"), "unnamed" in text


def _sources(text: str) -> frozenset[str]:
    if text.startswith(("reporter", "unattributed")):
        return frozenset()
    words = re.findall(r"\w+", text.lower())
    return frozenset(
        word for word in words if len(word) > 2 and word not in ("via", "direct", "quote")
    )


def _statuses(text: str, kind: str) -> frozenset[Status]:
    found = next((allowed for word, allowed in _STATUS if word in text), frozenset())
    return found | {Status.HISTORICAL} if "historical" in kind else found


def _gold(row: dict[str, Any], text: str) -> Gold:
    spans = [(row["start"], row["end"])]
    for words in row.get("coref", ()):
        spans += [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)][:1]
    places, none = _places(row["loc"])
    return Gold(
        id=row["id"],
        text=row["text"],
        spans=tuple(spans),
        places=places,
        may_lack_place=none,
        sources=_sources(row["src"]),
        statuses=_statuses(row["status"], row["kind"]),
        days=_days(row["date"]),
        types=frozenset(re.findall(r"\b[A-Z]{3,}\b", row["plover"] or "")),
    )


def read(path: Path) -> tuple[Report, list[Gold], list[tuple[int, int]]]:
    """The annotated report, its gold statements and its repeated stretches."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    source = path.parent / raw["document"]
    if not source.exists():
        raise InputError(f"expected the annotated report {source.name} beside {path.name}")
    text = source.read_text(encoding="utf-8")
    report = reports.from_text(
        text, report_id=source.stem, published=date.fromisoformat(raw["published"])
    )
    repeated = [(one["start"], one["end"]) for one in raw["segments"] if "duplicate_of" in one]
    return report, [_gold(row, text) for row in raw["statements"]], repeated


def statements_of(report: Report, settings: Settings) -> list[Statement]:
    """Run the rooms from text to statements."""
    passages = language.passages(report, language.load(settings), settings=settings)
    gazetteer = open_gazetteer(settings)
    mentions = toponyms.find(report, passages, gazetteer, settings=settings)
    found = resolution.resolve(report, mentions, gazetteer, settings=settings)
    return events.statements(report, passages, found, settings=settings)


def place_right(gold: Gold, one: Statement) -> bool:
    """Whether the place is the gold one, or rightly none."""
    if one.place is None:
        return gold.may_lack_place
    names = [one.place.mention.text]
    if one.place.place is not None:
        names += [one.place.place.name]
    words = {word for name in names for word in re.findall(r"\w+", name.lower())}
    return any(place in words for place in gold.places)


def day_right(gold: Gold, when: Interval | None) -> bool:
    """Whether the day lies in the gold interval, or an interval that is not a day covers it."""
    if not gold.days:
        return True
    if when is None:
        return False
    for first, last in gold.days:
        inside = _within(when.start, when.end, first, last)
        covers = when.precision != "day" and _within(first, last, when.start, when.end)
        if inside or covers:
            return True
    return False


def _within(
    first: date | None, last: date | None, outer_first: date | None, outer_last: date | None
) -> bool:
    starts = outer_first is None or (first is not None and first >= outer_first)
    ends = outer_last is None or (last is not None and last <= outer_last)
    return starts and ends


def source_right(gold: Gold, one: Statement) -> bool:
    """Whether the speaker is the gold one; empty where the reporter speaks."""
    words = set(re.findall(r"\w+", one.said_by.lower()))
    return bool(words & gold.sources) if gold.sources else not words


def _overlap(span: tuple[int, int], one: Statement) -> int:
    return max(0, min(span[1], one.end) - max(span[0], one.start))


def finds(gold: Gold, one: Statement) -> bool:
    """Whether a statement's span and a gold span share at least half of each."""
    return any(
        _overlap(span, one) >= HALF * max(span[1] - span[0], one.end - one.start)
        for span in gold.spans
    )


def stands_for(gold: Gold, one: Statement) -> bool:
    """Whether at least half of a statement lies in a gold span."""
    return any(_overlap(span, one) >= HALF * (one.end - one.start) for span in gold.spans)


def _best(gold: Gold, found: Sequence[Statement]) -> Statement | None:
    hits = [one for one in found if finds(gold, one) and place_right(gold, one)]

    def score(one: Statement) -> tuple[int, int]:
        checks = (source_right(gold, one), one.status in gold.statuses, day_right(gold, one.when))
        return sum(checks), max(_overlap(span, one) for span in gold.spans)

    return max(hits, key=score, default=None)


def bench(path: Path, settings: Settings, _progress: object = None) -> dict[str, Any]:
    """Figures of a report annotated by hand."""
    report, golds, repeated = read(path)
    return score(golds, repeated, statements_of(report, settings))


def score(
    golds: Sequence[Gold], repeated: Sequence[tuple[int, int]], found: Sequence[Statement]
) -> dict[str, Any]:
    """Hold statements against the gold."""
    matched = {gold.id: _best(gold, found) for gold in golds}
    hits = [(gold, one) for gold in golds if (one := matched[gold.id]) is not None]
    right = [
        one
        for one in found
        if any(stands_for(gold, one) and place_right(gold, one) for gold in golds)
    ]
    twice = [one for one in found if any(start <= one.start < end for start, end in repeated)]
    checks = {
        "said_by": sum(source_right(gold, one) for gold, one in hits),
        "status": sum(one.status in gold.statuses for gold, one in hits),
        "day": sum(day_right(gold, one.when) for gold, one in hits),
        "type": sum(not gold.types or one.event_type in gold.types for gold, one in hits),
    }
    count = max(1, len(hits))
    figures: dict[str, float] = {
        "gold": len(golds),
        "found": len(hits),
        "put_out": len(found),
        "right_share": len(right) / max(1, len(found)),
        **{f"{name}_share": value / count for name, value in checks.items()},
        "from_repeated_block": len(twice),
    }
    return {"figures": figures, "rows": _rows(hits), "misses": _misses(golds, hits, found, right)}


def _rows(hits: Sequence[tuple[Gold, Statement]]) -> list[dict[str, Any]]:
    return [
        {
            "gold": gold.id,
            "text": one.text,
            "event_type": one.event_type,
            "said_by": one.said_by,
            "said_by_right": source_right(gold, one),
            "status": str(one.status),
            "status_right": one.status in gold.statuses,
            "when": _say(one.when),
            "day_right": day_right(gold, one.when),
            "type_right": not gold.types or one.event_type in gold.types,
        }
        for gold, one in hits
    ]


def _say(when: Interval | None) -> str:
    if when is None:
        return ""
    return f"{when.start or '..'}/{when.end or '..'} ({when.precision})"


def _misses(
    golds: Sequence[Gold],
    hits: Sequence[tuple[Gold, Statement]],
    found: Sequence[Statement],
    right: Sequence[Statement],
) -> list[dict[str, Any]]:
    seen = {gold.id for gold, _ in hits}
    lost = [{"miss": gold.id, "text": gold.text} for gold in golds if gold.id not in seen]
    spurious = [
        {"put_out_wrong": f"{one.event_type}-{one.event_mode}", "text": one.text, "place": _at(one)}
        for one in found
        if one not in right
    ]
    return lost + spurious


def _at(one: Statement) -> str:
    return one.place.mention.text if one.place is not None else ""

"""A report annotated by hand: its statements as a person read them, in the field's loose words.

The format is described in `tests/gold/statements/README.md`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap import reports
from geomap.errors import InputError, ReportError
from geomap.model import Report, Status

Span = tuple[int, int]
Days = tuple[date | None, date | None]
_DAY = re.compile(r"(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?))?")
_NO_NAMES = frozenset(
    ["afghan", "valley", "province", "heights", "around", "the", "area", "of", "from", "next"]
)
_NO_SPEAKERS = frozenset(["via", "direct", "quote"])
_REPORTER = ("reporter", "none")
_STATUS: Mapping[str, Status] = {
    "stated": Status.CLAIMED,
    "claimed": Status.CLAIMED,
    "contested": Status.CONTESTED,
    "anticipated": Status.CONDITIONAL,
    "conditional": Status.CONDITIONAL,
    "observed": Status.OBSERVED,
    "reported": Status.REPORTED,
    "negated": Status.NEGATED,
    "denied": Status.DENIED,
    "historical": Status.HISTORICAL,
    "asserted": Status.ASSERTED,
}


@dataclass(frozen=True, kw_only=True)
class Gold:
    """One gold statement, with every span that stands for it and all that counts as right.

    `places` are names in lower case, `may_lack_place` says that the passage itself names none;
    `sources` are words of the speaker's name, empty where the reporter speaks, and
    `may_lack_source` that the reporter is right too; `days` are intervals, open where None. Of the
    `types` any is right, `first_type` is the one that was named first; of the `modes` too, each a
    type with its mode, or without one where any mode of it is right.
    """

    id: str
    text: str
    spans: tuple[Span, ...]
    places: tuple[str, ...]
    may_lack_place: bool
    sources: frozenset[str]
    may_lack_source: bool
    statuses: frozenset[Status]
    days: tuple[Days, ...]
    types: frozenset[str]
    first_type: str
    modes: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class GoldReport:
    """An annotated report; `repeated` are stretches that say again what stood before."""

    report: Report
    statements: tuple[Gold, ...]
    repeated: tuple[Span, ...]


def read(path: Path, texts: Path | str | None = None) -> GoldReport:
    """Read a gold file and its report, which lies beside it or in the folder `texts`.

    Offsets count the report's text from its first letter on, without front matter.

    Raises
    ------
    InputError
        If the file is no gold file or its report is missing.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        source = Path(texts or path.parent) / raw["document"]
        text = _body(source)
        published = date.fromisoformat(raw["published"]) if raw["published"] else None
        return GoldReport(
            report=reports.from_text(text, report_id=source.stem, published=published),
            statements=tuple(_gold(row, text) for row in raw["statements"]),
            repeated=tuple(
                (each["start"], each["end"]) for each in raw["segments"] if "duplicate_of" in each
            ),
        )
    except (OSError, ReportError) as error:
        raise InputError(
            f"expected a readable gold file and its report beside it, got {path}: {error}"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"expected gold statements as JSON with document, published, segments and statements, "
            f"got {path.name}: {type(error).__name__} {error}"
        ) from error


def _body(source: Path) -> str:
    """The report's text as its reader gives it."""
    found, errors = reports.read(source)
    if not found:
        raise InputError(f"expected the annotated report {source.name}: {errors or 'no text'}")
    return found[0].text.lstrip()


def _gold(row: Mapping[str, Any], text: str) -> Gold:
    place, told = row["loc"] or "", (row["status"], *row.get("alt_status", ()))
    return Gold(
        id=row["id"],
        text=row["text"],
        spans=((row["start"], row["end"]), *_told_again(row, text)),
        places=_names(place),
        may_lack_place=not _names(place) or "unnamed" in place,
        sources=_sources(row["src"]) | _sources(row.get("alt_src") or "reporter"),
        may_lack_source=not _sources(row["src"]) or row.get("alt_src") in _REPORTER,
        statuses=frozenset().union(*(_statuses(words, row["kind"]) for words in told)),
        days=_days(row["date"] or ""),
        types=frozenset(types := re.findall(r"\b[A-Z]{3,}\b", row["plover"] or "")),
        first_type=next(iter(types), ""),
        modes=frozenset(re.findall(r"\b[A-Z]{3,}(?:-[a-z-]+)?", row["plover"] or "")),
    )


def _told_again(row: Mapping[str, Any], text: str) -> list[Span]:
    """Where else the report has the words that only name or repeat a statement."""
    again = (re.search(re.escape(words), text) for words in row.get("coref", ()))
    return [match.span() for match in again if match]


def _names(place: str) -> tuple[str, ...]:
    """Capitalised words of a place in small letters, but for those that name none."""
    words = (word.lower() for word in re.findall(r"[A-Z]\w+", place))
    return tuple(word for word in words if word not in _NO_NAMES)


def _sources(text: str) -> frozenset[str]:
    if text.startswith(("unattributed", *_REPORTER)):
        return frozenset()
    words = re.findall(r"\w+", text.lower())
    return frozenset(word for word in words if len(word) > 2) - _NO_SPEAKERS


def _statuses(text: str, kind: str) -> frozenset[Status]:
    right = frozenset([status for word, status in _STATUS.items() if word in text][:1])
    return right | {Status.HISTORICAL} if "historical" in kind else right


def _days(text: str) -> tuple[Days, ...]:
    stated = [match[0].partition("/") for match in map(_DAY.search, text.split(";")) if match]
    return tuple((_edge(first, 1, 1), _edge(last or first, 12, 31)) for first, _, last in stated)


def _edge(text: str, month: int, day: int) -> date | None:
    """First or last day of a day, month or year; a month ends on the 28th at the latest."""
    if text == "..":
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 2:
        return date(parts[0], parts[1], min(day, 28))
    return date(*parts) if len(parts) == 3 else date(parts[0], month, day)

"""`geomap bench statements`: what `pipeline.read_one` states of annotated reports, beside gold.

A gold statement is found if a statement shares at least half of each one's span with it and stands
at the gold place; no place is right where the passage names none. What is put out is right if at
least half of it lies in a gold statement and its place is right. A day is right within the gold
interval; an interval longer than a day also where it covers the gold one.

The strict figures ask for all that the report gives: a place also where only another sentence names
it, and days that lie within the gold ones.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geomap import pipeline
from geomap.evaluation.gold import Gold, GoldReport, Span, read
from geomap.model import Interval, Statement
from geomap.settings import OFFLINE, Settings

HALF = 0.5
Progress = Callable[[Iterable[Any]], Iterable[Any]]


def bench(
    paths: Iterable[str | Path],
    *,
    texts: Path | str | None = None,
    settings: Settings = OFFLINE,
    progress: Progress = iter,
) -> list[dict[str, Any]]:
    """Measure what is stated of annotated reports.

    Parameters
    ----------
    paths
        Gold files, NAME.gold.json.
    texts
        Folder of the reports that they name; by default each lies beside its gold.
    settings
        Where the data lie.
    progress
        Wraps the annotated reports, to show a bar.

    Returns
    -------
    list of dict
        For each file `gold` (its name), `figures` (name to number), `rows` (each gold statement
        that was found, with what is right of it) and `misses`.

    Raises
    ------
    InputError
        If a file is no gold file or its report is missing.
    """
    names = [Path(path) for path in paths]
    golds = [read(path, texts) for path in names]
    tools = pipeline.open_tools(settings)
    scores = [
        score(each, pipeline.read_one(each.report, tools).statements) for each in progress(golds)
    ]
    return [{"gold": path.name, **each} for path, each in zip(names, scores, strict=True)]


def score(gold: GoldReport, stated: Sequence[Statement]) -> dict[str, Any]:
    """Figures, rows and misses of the statements of one report."""
    best = [(each, _best(each, stated)) for each in gold.statements]
    rows = [_row(each, hit) for each, hit in best if hit is not None]
    lost = [{"miss": each.id, "text": each.text} for each, hit in best if hit is None]
    wrong = [one for one in stated if not _is_right(one, gold.statements)]
    misses = lost + [_spurious(one) for one in wrong]
    figures = _figures(gold, stated, rows, n_right=len(stated) - len(wrong))
    return {"figures": figures, "rows": rows, "misses": misses}


def _figures(
    gold: GoldReport,
    stated: Sequence[Statement],
    rows: Sequence[Mapping[str, Any]],
    *,
    n_right: int,
) -> dict[str, float]:
    put_out = max(1, len(stated))
    strict = sum(_is_right(one, gold.statements, strict=True) for one in stated)
    figures: dict[str, float] = {
        "gold": len(gold.statements),
        "found": len(rows),
        "put_out": len(stated),
        "right_share": n_right / put_out,
        "found_strict": sum(_best(g, stated, strict=True) is not None for g in gold.statements),
        "right_strict_share": strict / put_out,
    }
    for name in ("said_by", "status", "day", "day_strict", "type", "mode"):
        figures[f"{name}_share"] = sum(row[f"{name}_right"] for row in rows) / max(1, len(rows))
    spans = gold.repeated
    figures["from_repeated_block"] = sum(any(a <= s.start < b for a, b in spans) for s in stated)
    return figures


def _is_right(statement: Statement, gold: Sequence[Gold], *, strict: bool = False) -> bool:
    return any(
        stands_for(each, statement) and place_right(each, statement, strict=strict) for each in gold
    )


def total(scores: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Figures of several annotated reports as if they were one; empty where fewer than two are.

    Examples
    --------
    >>> one = {"figures": {"gold": 4, "found": 2, "put_out": 2, "found_strict": 1,
    ...     "right_share": 1.0, "said_by_share": 0.5}}
    >>> total([one, one])["said_by_share"], total([one])
    (0.5, {})
    """
    figures = [each["figures"] for each in scores]
    if len(figures) < 2:
        return {}
    names = ("gold", "found", "found_strict", "put_out")
    counts = {name: sum(each[name] for each in figures) for name in names}
    shares = {}
    for name in figures[0]:
        if name.endswith("_share"):
            of = "put_out" if name.startswith("right") else "found"
            shares[name] = sum(each[name] * each[of] for each in figures) / max(1, counts[of])
    of_gold = {
        f"{name}_share": counts[name] / max(1, counts["gold"]) for name in ("found", "found_strict")
    }
    return {**counts, **of_gold, **shares}


def place_right(gold: Gold, statement: Statement, *, strict: bool = False) -> bool:
    """Whether the place is the gold one, or rightly none; `strict` says that a place must stand.

    Then only a statement to which the report gives no place may lack one.
    """
    if statement.place is None:
        return not gold.places if strict else gold.may_lack_place
    known = statement.place.place
    names = f"{statement.place.mention.text} {known.name if known is not None else ''}"
    words = set(re.findall(r"\w+", names.lower()))
    return any(place in words for place in gold.places)


def day_right(gold: Gold, when: Interval | None, *, strict: bool = False) -> bool:
    """Whether the day lies in the gold interval, or an interval that is not a day covers it.

    `strict` takes only days within.
    """
    if not gold.days or when is None:
        return not gold.days
    ours = (when.start, when.end)
    return any(
        _within(ours, days) or (not strict and when.precision != "day" and _within(days, ours))
        for days in gold.days
    )


def _within(days: tuple[date | None, date | None], outer: tuple[date | None, date | None]) -> bool:
    """Whether one interval lies in another; an open end lies in open ends only."""
    (first, last), (earliest, latest) = days, outer
    starts = earliest is None or (first is not None and first >= earliest)
    return starts and (latest is None or (last is not None and last <= latest))


def source_right(gold: Gold, statement: Statement) -> bool:
    """Whether the speaker is the gold one; empty where the reporter speaks."""
    words = set(re.findall(r"\w+", statement.said_by.lower()))
    return bool(words & gold.sources) or (gold.may_lack_source and not words)


def finds(gold: Gold, statement: Statement) -> bool:
    """Whether a statement's span and a gold span share at least half of each."""
    length = statement.end - statement.start
    return any(
        _overlap(span, statement) >= HALF * max(span[1] - span[0], length) for span in gold.spans
    )


def stands_for(gold: Gold, statement: Statement) -> bool:
    """Whether at least half of a statement lies in a gold span."""
    least = HALF * (statement.end - statement.start)
    return any(_overlap(span, statement) >= least for span in gold.spans)


def _overlap(span: Span, statement: Statement) -> int:
    return max(0, min(span[1], statement.end) - max(span[0], statement.start))


def _best(gold: Gold, stated: Sequence[Statement], *, strict: bool = False) -> Statement | None:
    hits = [each for each in stated if finds(gold, each) and place_right(gold, each, strict=strict)]

    def closeness(each: Statement) -> tuple[int, int]:
        checks = source_right(gold, each), each.status in gold.statuses, day_right(gold, each.when)
        return sum(checks), max(_overlap(span, each) for span in gold.spans)

    return max(hits, key=closeness, default=None)


def _row(gold: Gold, statement: Statement) -> dict[str, Any]:
    when, kind = statement.when, statement.event_type
    modes = {kind, f"{kind}-{statement.event_mode}"}
    return {
        "gold": gold.id,
        "text": statement.text,
        "event_type": statement.event_type,
        "type_right": not gold.types or kind in gold.types,
        "mode_right": not gold.modes or not modes.isdisjoint(gold.modes),
        "said_by": statement.said_by,
        "said_by_right": source_right(gold, statement),
        "status": str(statement.status),
        "status_right": statement.status in gold.statuses,
        "when": f"{when.start or '..'}/{when.end or '..'} ({when.precision})" if when else "",
        "day_right": day_right(gold, when),
        "day_strict_right": day_right(gold, when, strict=True),
    }


def _spurious(statement: Statement) -> dict[str, Any]:
    return {
        "put_out_wrong": f"{statement.event_type}-{statement.event_mode}",
        "text": statement.text,
        "place": statement.place.mention.text if statement.place is not None else "",
    }

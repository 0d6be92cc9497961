"""One part of a store: what some units yield, written at once or not at all.

This is the step that every worker runs. A part is a folder of GeoParquet tables with `part.json`,
which says for each unit what it held. What joining needs of the statements is in `told.parquet`.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import events, pipeline
from geomap.files import write_parquet
from geomap.model import Loss, Report, table
from geomap.settings import Settings
from geomap.store.keys import digest
from geomap.store.units import Unit
from geomap.writing import moved

PARTS, _WORK, _AT = "parts", "work", "at"
_KILLED = "expected a report that can be read; the process that read it was killed, twice"


@dataclass(frozen=True, kw_only=True)
class Task:
    """Units that one worker reads into one part of a store; paths, never texts.

    `skipped` are the reports, by unit and id, that killed the worker which read them.
    """

    store: Path
    units: tuple[Unit, ...]
    settings: Settings
    published: date | None = None
    skipped: frozenset[tuple[str, str]] = frozenset()

    @property
    def key(self) -> str:
        """Name of the part."""
        return digest(*(unit.key for unit in self.units))

    @property
    def at(self) -> Path:
        """File that says which report is being read."""
        return self.store / _AT / self.key

    def reading(self) -> tuple[str, str] | None:
        """Which report of which unit a worker read last; None where it never began one."""
        try:
            unit, report = self.at.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return None
        return unit, report


@dataclass
class _Part:
    """What the units of a part yield, gathered."""

    findings: list[pipeline.Findings] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    units: dict[str, Any] = field(default_factory=dict)


def read(task: Task) -> str:
    """Read the units of a task and write their part; the name of the part."""
    tools, part = _tools(task.settings), _Part()
    for unit in task.units:
        _note(task, unit.key, "")
        found = _found(unit, task)
        known = [one for one in found if isinstance(one, Report)]
        dated = iter(pipeline.with_day(known, task.published))
        done = [
            _read_one(next(dated), unit, task=task, tools=tools)
            for one in found
            if isinstance(one, Report)
        ]
        part.findings += done
        part.units[unit.key] = _about(found, done)
        for one in done:
            part.told += _told(one)
    _write(part, task)
    task.at.unlink(missing_ok=True)
    return task.key


@cache
def _tools(settings: Settings) -> pipeline.Tools:
    return pipeline.open_tools(settings)


def _note(task: Task, unit: str, report: str) -> None:
    """Say which report is read now: where the process is killed, it names the culprit."""
    task.at.parent.mkdir(exist_ok=True)
    task.at.write_text(f"{unit}\n{report}", encoding="utf-8")


def _found(unit: Unit, task: Task) -> list[Report | Loss]:
    if (unit.key, "") in task.skipped:
        return [Loss(what="file", where=unit.name, why=_KILLED)]
    return unit.found()


def _read_one(
    report: Report, unit: Unit, *, task: Task, tools: pipeline.Tools
) -> pipeline.Findings:
    if (unit.key, report.report_id) in task.skipped:
        loss = Loss(what="report", where=report.report_id, why=_KILLED)
        return pipeline.Findings(report=report, lost=(loss,))
    _note(task, unit.key, report.report_id)
    return pipeline.try_one(report, tools)


def _about(found: Sequence[Report | Loss], done: Sequence[pipeline.Findings]) -> dict[str, Any]:
    """What a unit held, in its order, and whether all of it was read."""
    lost = [loss for one in done for loss in one.lost]
    killed = any(isinstance(one, Loss) and one.why == _KILLED for one in found)
    return {
        "found": [
            {"loss": asdict(one)} if isinstance(one, Loss) else [one.report_id, one.sha256]
            for one in found
        ],
        "lost": [[one.report.report_id, asdict(loss)] for one in done for loss in one.lost],
        "failed": killed or any(loss.what == "report" for loss in lost),
    }


def _told(one: pipeline.Findings) -> Iterator[dict[str, Any]]:
    """Rows of what joining needs: each statement as text, and which of its report's events."""
    for number, event in enumerate(events.apart(one.report, one.statements)):
        first = min(trait.days for trait in event)[0].toordinal()
        for position, trait in enumerate(event):
            yield {
                "statement_id": trait.key,
                "report_id": one.report.report_id,
                "event": number,
                "position": position,
                "first": first,
                "published": one.report.published,
                "told": events.to_text(trait.statement),
            }


def _write(part: _Part, task: Task) -> None:
    work = task.store / _WORK / f"{task.key}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    frames = pipeline.frames(part.findings)
    rows = [events.statement_row(one, "") for f in part.findings for one in f.statements]
    unique = {row["statement_id"]: row for row in rows}
    for name, frame in (frames | {"statements": table("statements", unique.values())}).items():
        write_parquet(frame, work / f"{name}.parquet")
    columns = ["statement_id", "report_id", "event", "position", "first", "published", "told"]
    pd.DataFrame(part.told, columns=columns).to_parquet(work / "told.parquet", index=False)
    days = Counter(row["first"] for row in part.told)
    about = {"units": part.units, "days": [[day, n] for day, n in sorted(days.items())]}
    text = json.dumps(about, ensure_ascii=True)
    (work / "part.json").write_text(text, encoding="utf-8")
    (task.store / PARTS).mkdir(exist_ok=True)
    moved(work, task.store / PARTS / task.key)


def known(store: Path) -> dict[str, dict[str, Any]]:
    """What each whole part of a store says of itself, by the part's name."""
    files = sorted((store / PARTS).glob("*/part.json"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in files}

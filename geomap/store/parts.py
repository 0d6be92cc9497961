"""One part of a store: what some units yield, written at once or not at all.

This is the step that every worker runs. A part is a folder of GeoParquet tables with `part.json`,
which says for each unit what it held. What joining needs of the statements is in `told.parquet`.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import events, pipeline
from geomap.errors import DataError
from geomap.files import write_parquet
from geomap.model import Loss, Report, table
from geomap.settings import Settings
from geomap.store import whole
from geomap.store.keys import digest
from geomap.store.units import Unit
from geomap.writing import moved

Keyed = tuple[str, Report]
"""A report with the key of its unit."""

PARTS, _WORK, _AT, _ABOUT = "parts", "work", "at", "part.json"
_KILLED = "expected a report that can be read; the process that read it was killed, twice"


@dataclass(frozen=True, kw_only=True)
class Task:
    """Units that one worker reads into one part of a store; paths, never texts.

    `run` tells it from a task of the same units in an earlier build. `skipped` are the reports, by
    unit and id, that killed the worker which read them, `suspected` is one that may have. `alone`
    says that each report is read by itself, so that the worker knows which it is.
    """

    store: Path
    units: tuple[Unit, ...]
    settings: Settings
    published: pipeline.Day = None
    run: int = 0
    skipped: frozenset[tuple[str, str]] = frozenset()
    suspected: tuple[str, str] | None = None
    alone: bool = False

    @property
    def key(self) -> str:
        """Name of the part."""
        return digest(str(self.run), *(unit.key for unit in self.units))

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

    def without_culprit(self) -> "Task":
        """The same, after its process died: without the report that it died of twice.

        Raises
        ------
        DataError
            If it died before it began to read.
        """
        culprit = self.reading()
        self.at.unlink(missing_ok=True)
        if culprit is None or culprit in self.skipped:
            raise DataError("expected processes that read reports, they die before they begin")
        if culprit == self.suspected:
            return replace(self, skipped=self.skipped | {culprit}, suspected=None)
        return replace(self, suspected=culprit)


def read(task: Task) -> str:
    """Read the units of a task and write their part, where it is not there; the part's name."""
    if (task.store / PARTS / task.key).is_dir():  # a cluster may ask again for what is done
        return task.key
    found = {unit.key: _found(unit, task) for unit in task.units}
    reports = [
        (key, report)
        for key, held in found.items()
        for report in pipeline.with_day((r for r in held if isinstance(r, Report)), task.published)
    ]
    done: dict[str, list[pipeline.Findings]] = {key: [] for key in found}
    for (key, _), one in zip(reports, _findings(reports, task), strict=True):
        done[key].append(one)
    _write(task, done, units={key: _about(held, done[key]) for key, held in found.items()})
    task.at.unlink(missing_ok=True)
    return task.key


def _findings(reports: Sequence[Keyed], task: Task) -> Iterator[pipeline.Findings]:
    """What each report yields; those of a task whose process died are each read by itself."""
    tools = _tools(task.settings)
    kept = [one for key, one in reports if (key, one.report_id) not in task.skipped]
    alone: Iterator[pipeline.Read] = ((one, None) for one in kept)
    read = alone if task.alone else pipeline.batches(kept, tools)
    for key, report in reports:
        if (key, report.report_id) in task.skipped:
            loss = Loss(what="report", where=report.report_id, why=_KILLED)
            yield pipeline.Findings(report=report, lost=(loss,))
        else:
            _note(task, key, report.report_id)
            same, passages = next(read)
            yield pipeline.try_one(same, tools, passages)


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


def _write(
    task: Task, done: Mapping[str, Sequence[pipeline.Findings]], *, units: Mapping[str, Any]
) -> None:
    work = task.store / _WORK / f"{task.key}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    findings = [one for found in done.values() for one in found]
    frames = pipeline.frames(findings)
    said = {events.statement_id(one): one for f in findings for one in f.statements}
    rows = [events.statement_row(one, "", key) for key, one in said.items()]
    for name, frame in (frames | {"statements": table("statements", rows)}).items():
        write_parquet(frame, work / f"{name}.parquet")
    columns = ["statement_id", "report_id", "event", "position", "first", "published", "told"]
    told = [row for one in findings for row in _told(one)]
    pd.DataFrame(told, columns=columns).to_parquet(work / "told.parquet", index=False)
    days = Counter(row["first"] for row in told)
    about = {"units": units, "days": [[day, n] for day, n in sorted(days.items())]}
    whole.told(work, _ABOUT, about)
    (task.store / PARTS).mkdir(exist_ok=True)
    moved(work, task.store / PARTS / task.key)


def known(store: Path) -> dict[str, dict[str, Any]]:
    """What each whole part of a store says of itself, by the part's name; damaged ones go."""
    return whole.cleared(store / PARTS, _ABOUT)

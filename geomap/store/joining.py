"""The parts of a store put together from disk: which reports count, and which events they tell of.

Statements are joined shelf by shelf, in the order of their days, so that memory holds those of a
few days, whatever the size of the corpus. A shelf is kept as it was joined before where it holds
the same statements and finds the same events begun before it.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import events
from geomap.files import write_parquet
from geomap.model import Loss, Report, alike, table
from geomap.store import whole
from geomap.store.keys import digest
from geomap.store.shelves import Known, Reader, shelves
from geomap.store.units import Unit, loss_of
from geomap.writing import moved

INDEX = "index.json"
Live = Sequence[tuple[Unit | Loss, str]]
"""The units of a corpus in their order, each with the part that holds it, and losses among them."""


@dataclass
class Counted:
    """Which reports count, of which part, and what is lost; a text is read once."""

    part_of: dict[str, str] = field(default_factory=dict)
    lost: list[Loss] = field(default_factory=list)


def counted(live: Live, known: Mapping[str, dict[str, Any]]) -> Counted:
    """What is in the tables, as if one process had read the corpus from its beginning."""
    found, first = Counted(), dict[str, str]()
    own: list[Loss] = []
    for unit, part in live:
        if isinstance(unit, Loss):
            found.lost.append(unit)
            continue
        about = known[part]["units"][unit.key]
        kept: set[str] = set()
        for one in about["found"]:
            if isinstance(one, dict):
                found.lost.append(loss_of(one["loss"]))
            elif (why := _repeated(*one, first=first, found=found)) is not None:
                found.lost.append(Loss(what="report", where=one[0], why=why))
            else:
                first[one[1]] = one[0]
                found.part_of[one[0]] = part
                kept.add(one[0])
        own += [loss_of(loss) for report, loss in about["lost"] if report in kept]
    found.lost = list(alike([*alike(found.lost), *own]))
    return found


def _repeated(report: str, sha256: str, *, first: Mapping[str, str], found: Counted) -> str | None:
    if (earlier := first.get(sha256)) is not None:
        return f"the same text as {earlier}, read once"
    if report in found.part_of:
        return "expected another id, an earlier report of another text has it"
    return None


Joined = Mapping[str, tuple[Path, dict[str, Any]]]
"""Shelves that were joined before, by their keys: the folder of the join, and its index's row."""


def join(
    store: Path, target: Path, *, base: str, found: Counted, known: Known, before: Known
) -> None:
    """Write the events of all reports that count, and where each statement and report is found.

    The folder `target` holds for each shelf `events-*.parquet`, `told-*.parquet` (which statements
    of which part tell of them) and `open-*.parquet` (what later ones may join), `reports.parquet`
    and `index.json`.

    Parameters
    ----------
    store, target
        The store, and the folder to write.
    base
        What else the result depends on.
    found, known
        Which reports count, and what the parts say of themselves.
    before
        What the joins that are there say of themselves, by the names of their folders.
    """
    work = target.with_name(f"{target.name}.work")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    reports = pd.DataFrame(found.part_of.items(), columns=["report_id", "part"], dtype="str")
    reports.to_parquet(work / "reports.parquet", index=False)
    earlier = {
        chunk["key"]: (target.with_name(name), chunk)
        for name, about in before.items()
        for chunk in about["chunks"]
        if "key" in chunk
    }
    chunks = _Join(Reader(store, found.part_of, known), work, base, earlier).chunks()
    about = {"chunks": chunks, "lost": [asdict(loss) for loss in found.lost]}
    whole.told(work, INDEX, about)
    moved(work, target)


class _Join:
    """A join of all shelves, one after the other, into a folder."""

    def __init__(self, reader: Reader, work: Path, base: str, before: Joined) -> None:
        self.reader, self.work, self.before = reader, work, before
        counted: defaultdict[str, list[str]] = defaultdict(list)
        for report, part in reader.part_of.items():
            counted[part].append(report)
        ends = sorted({chunk["until"] for _, chunk in before.values()})
        self.shelves = shelves(sorted(counted), reader.known, before=ends)
        marks = {name: digest(name, *sorted(reports)) for name, reports in counted.items()}
        self.contents = [
            digest(base, f"{one.first} {one.last}", *(marks[name] for name in one.parts))
            for one in self.shelves
        ]

    def chunks(self) -> list[dict[str, Any]]:
        """What the index says of each shelf, after its files are written or taken over."""
        known = {chunk["content"] for _, chunk in self.before.values()}
        new = {number for number, content in enumerate(self.contents) if content not in known}
        spilled = self.work / "spilled"
        rows = self.reader.laid_out(self.shelves, new, spilled)
        found: list[dict[str, Any]] = []
        begun: list[events.Begun] | None = []
        for number, content in enumerate(self.contents):
            key = digest(content, found[-1]["open_key"] if found else "")
            if key in self.before:
                found.append(self._taken_over(number, key))
                begun = None
                continue
            if begun is None:
                begun = self._begun(number - 1)
            with events.uncollected():
                given = _events(self._rows(number, rows.pop(number, None)))
                about, begun = self._joined(number, given, begun)
            found.append(about | {"key": key, "content": content})
        shutil.rmtree(spilled, ignore_errors=True)
        return found

    def _rows(self, number: int, held: Sequence[pd.DataFrame | Path] | None) -> pd.DataFrame:
        if held is None:
            return self.reader.shelf(self.shelves[number])
        return pd.concat([pd.read_parquet(one) if isinstance(one, Path) else one for one in held])

    def _taken_over(self, number: int, key: str) -> dict[str, Any]:
        """A shelf as it was joined before, its files linked or copied."""
        folder, about = self.before[key]
        for kind in ("events", "told", "open"):
            ours = _file(self.work, kind, number)
            theirs = _file(folder, kind, about["number"])
            try:
                os.link(theirs, ours)
            except OSError:  # not every file system has links
                shutil.copy2(theirs, ours)
        return about | {"number": number}

    def _joined(
        self, number: int, given: Sequence[events.Event], begun: Sequence[events.Begun]
    ) -> tuple[dict[str, Any], list[events.Begun]]:
        """Join the events of a shelf with those begun before and write what is closed."""
        joining, until = events.Joining(begun), self.shelves[number].last
        closed = list(joining.take(given))
        last = number + 1 == len(self.shelves)
        closed += joining.closed(None if last else until + 1)
        about = _write(closed, self.work, number=number, part_of=self.reader.part_of)
        left = joining.begun()
        rows = [
            (trait.key, self.reader.part_of[trait.report.report_id], n, one.joined, forgotten)
            for n, one in enumerate(left)
            for forgotten in [" ".join(map(str, one.forgotten))]
            for trait in one.event
        ]
        columns = ["statement_id", "part", "event", "joined", "forgotten"]
        frame = pd.DataFrame(rows, columns=columns)
        frame.to_parquet(_file(self.work, "open", number), index=False)
        return about | {"until": until, "open_key": digest(frame.to_csv(index=False))}, left

    def _begun(self, number: int) -> list[events.Begun]:
        """The events that were left open behind a shelf, from the parts that hold them."""
        rows = pd.read_parquet(_file(self.work, "open", number))
        wanted = set(rows["statement_id"])
        parts = (self.reader.part(name) for name in rows["part"].unique())
        told = [rows[rows["statement_id"].isin(wanted)] for rows in parts]
        traits = {one.key: one for some in told for one in _traits(some)}
        return [
            events.Begun(
                [traits[key] for key in group["statement_id"]],
                int(group["joined"].iloc[0]),
                tuple(map(int, group["forgotten"].iloc[0].split())),
            )
            for _, group in rows.groupby("event")
        ]


def _file(folder: Path, kind: str, number: int) -> Path:
    return folder / f"{kind}-{number:05}.parquet"


def _traits(rows: pd.DataFrame) -> Iterable[events.Trait]:
    columns = ("statement_id", "report_id", "published", "told")
    for key, report, day, told in zip(*(rows[c] for c in columns), strict=True):
        source = Report(report_id=report, text="", published=day)
        yield events.Trait(events.from_text(told), source, key)


def _events(rows: pd.DataFrame) -> list[events.Event]:
    """Events of single reports again, in the order in which they are joined."""
    found: defaultdict[tuple[str, int], events.Event] = defaultdict(list)
    ordered = rows.sort_values(["report_id", "event", "position"])
    for number, trait in zip(ordered["event"], _traits(ordered), strict=True):
        found[trait.report.report_id, number].append(trait)
    return sorted(found.values(), key=events.order)


def _write(
    chunk: Sequence[events.Event], folder: Path, *, number: int, part_of: Mapping[str, str]
) -> dict[str, Any]:
    """Write some events and what tells of them; what the index says of them."""
    rows, told = [], []
    for event in chunk:
        event_id = events.id_of(event)
        published = {one.report.report_id: one.report.published for one in event}
        rows.append(events.event_row([one.statement for one in event], event_id, published))
        told += [(one.key, event_id, one.report.report_id) for one in event]
    frame = table("events", rows)
    write_parquet(frame, _file(folder, "events", number))
    where = pd.DataFrame(told, columns=["statement_id", "event_id", "report_id"], dtype="str")
    where["part"] = where["report_id"].map(part_of)
    where.to_parquet(_file(folder, "told", number), index=False)
    first, last = frame["when_start"].min(), frame["when_end"].max()
    return {
        "number": number,
        "events": len(frame),
        "first": None if pd.isna(first) else first.date().isoformat(),
        "last": None if pd.isna(last) else last.date().isoformat(),
        "open": bool(frame["when_start"].isna().any() or frame["when_end"].isna().any()),
        "bounds": [float(edge) for edge in frame.total_bounds],
    }

"""The parts of a store put together from disk: which reports count, and which events they tell of.

Statements are taken from the parts in the order of their days, some ten thousands at a time, so
that memory holds those of a few days, whatever the size of the corpus.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import events
from geomap.files import write_parquet
from geomap.model import Loss, Report, alike, table
from geomap.store import whole
from geomap.store.parts import PARTS
from geomap.store.units import Unit, loss_of
from geomap.writing import moved

INDEX = "index.json"
_AT_ONCE = 50_000
"""How many statements are read together, and how many events are written to one file."""

_MOST_SPILLED = 200_000
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


def join(store: Path, target: Path, *, found: Counted, known: Mapping[str, dict[str, Any]]) -> None:
    """Write the events of all reports that count, and where each statement and report is found.

    The folder `target` holds `events-*.parquet` with `told-*.parquet` beside each (which
    statements of which part tell of them), `reports.parquet` and `index.json`.
    """
    work = target.with_name(f"{target.name}.work")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    reports = pd.DataFrame(found.part_of.items(), columns=["report_id", "part"], dtype="str")
    reports.to_parquet(work / "reports.parquet", index=False)
    shelves = _shelved(store, work / "shelves", found=found, known=known)
    joined = chain.from_iterable(_events(shelf) for shelf in shelves)
    with events.uncollected():
        chunks = [
            _write(chunk, work, number=number, part_of=found.part_of)
            for number, chunk in enumerate(_chunks(events.across(joined)))
        ]
    shutil.rmtree(work / "shelves", ignore_errors=True)
    about = {"chunks": chunks, "lost": [asdict(loss) for loss in found.lost]}
    whole.told(work, INDEX, about)
    moved(work, target)


def _shelved(
    store: Path, folder: Path, *, found: Counted, known: Mapping[str, dict[str, Any]]
) -> Iterator[pd.DataFrame]:
    """Statements of all parts, by runs of days that follow one another."""
    names = sorted(set(found.part_of.values()))
    ends = _ends(known[name]["days"] for name in names)
    if len(ends) == 1:
        yield pd.concat([_read(store, name, found.part_of) for name in names])
        return
    for number, some in enumerate(_some(names, known)):
        rows = pd.concat([_read(store, name, found.part_of) for name in some])
        shelf = pd.cut(rows["first"], [-1, *ends], labels=False)
        for which, on_it in rows.groupby(shelf):
            path = folder / f"{int(which):06}" / f"{number:06}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            on_it.to_parquet(path, index=False)
    for path in sorted(folder.iterdir()):
        yield pd.concat([pd.read_parquet(one) for one in sorted(path.iterdir())])


def _read(store: Path, name: str, part_of: Mapping[str, str]) -> pd.DataFrame:
    rows = pd.read_parquet(store / PARTS / name / "told.parquet")
    return rows[[part_of.get(report) == name for report in rows["report_id"]]]


def _ends(days: Iterable[Sequence[Sequence[int]]]) -> list[int]:
    """Last days of shelves of so many statements; there is one shelf at least."""
    counts: Counter[int] = Counter()
    for listed in days:
        counts.update(dict(listed))  # type: ignore[arg-type]
    ends, on_it = [], 0
    for day, n in sorted(counts.items()):
        if on_it and on_it + n > _AT_ONCE:
            ends.append(day - 1)
            on_it = 0
        on_it += n
    return [*ends, date.max.toordinal()]


def _some(names: Sequence[str], known: Mapping[str, dict[str, Any]]) -> Iterator[list[str]]:
    """Parts that together hold as many statements as are held in memory before they are shelved."""
    some: list[str] = []
    held = 0
    for name in names:
        some.append(name)
        held += sum(n for _, n in known[name]["days"])
        if held > _MOST_SPILLED:
            yield some
            some, held = [], 0
    if some:
        yield some


def _events(rows: pd.DataFrame) -> list[events.Event]:
    """Events of single reports again, in the order in which `across` asks for them."""
    found: defaultdict[tuple[str, int], events.Event] = defaultdict(list)
    ordered = rows.sort_values(["report_id", "event", "position"])
    columns = ("statement_id", "report_id", "event", "published", "told")
    for key, report, number, day, told in zip(*(ordered[c] for c in columns), strict=True):
        source = Report(report_id=report, text="", published=day)
        found[report, number].append(events.Trait(events.from_text(told), source, key))
    return sorted(found.values(), key=events.order)


def _chunks(found: Iterable[events.Event]) -> Iterator[list[events.Event]]:
    chunk: list[events.Event] = []
    for event in found:
        chunk.append(event)
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


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
    write_parquet(frame, folder / f"events-{number:05}.parquet")
    where = pd.DataFrame(told, columns=["statement_id", "event_id", "report_id"], dtype="str")
    where["part"] = where["report_id"].map(part_of)
    where.to_parquet(folder / f"told-{number:05}.parquet", index=False)
    first, last = frame["when_start"].min(), frame["when_end"].max()
    return {
        "number": number,
        "events": len(frame),
        "first": None if pd.isna(first) else first.date().isoformat(),
        "last": None if pd.isna(last) else last.date().isoformat(),
        "open": bool(frame["when_start"].isna().any() or frame["when_end"].isna().any()),
        "bounds": [float(edge) for edge in frame.total_bounds],
    }

"""A corpus read into a store: parts on disk that are read once, by as many processes as there are.

`build` reads what is new, changed or failed before and joins it with what is there;
`geomap.open_atlas` opens the store, whole or in part.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import corrections, pipeline
from geomap.atlas.saved import told_settings
from geomap.atlas.stored import ABOUT, FORMAT, VERSION
from geomap.errors import InputError, ReportError
from geomap.gazetteer import open_gazetteer
from geomap.model import Loss
from geomap.settings import OFFLINE, Settings
from geomap.store import joining, keys, parts, running, whole
from geomap.store.parts import PARTS, Task
from geomap.store.units import Unit, of_corpus
from geomap.writing import is_in_work, locked, replacing

__all__ = ["Built", "Progress", "build"]

_JOINED, _PIECES = "joined", "pieces"
_MOST_BYTES = 400_000


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a build is: files done of those to do, and the seconds since it began to read."""

    done: int
    to_do: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did: how many files, or pieces of big ones, were read, and were as before.

    `again` of those that were read had failed before, `dropped` were read before and are no longer
    in the corpus, or have changed. `reports` counts those in the store, `lost` is what is not.
    """

    read: int
    kept: int
    again: int
    dropped: int
    reports: int
    lost: tuple[Loss, ...]

    def __str__(self) -> str:
        again = f" ({self.again} that failed before)" if self.again else ""
        dropped = f", {self.dropped} dropped" if self.dropped else ""
        return f"{self.read} files read{again}, {self.kept} as they were{dropped}"


def build(
    corpus: Iterable[Path | str] | Path | str,
    store: Path | str,
    *,
    settings: Settings = OFFLINE,
    published: pipeline.Day = None,
    workers: int | str = 1,
    part_size: int = 100,
    told: Callable[[Progress], None] = lambda _: None,
) -> Built:
    """Read a corpus into a store, or what of it is new, changed or failed before.

    What is done stays done, however the build ends: it writes parts of some reports, each at once.
    Their keys are made of the files' bytes, the code that reads, its data and the settings.

    Parameters
    ----------
    corpus
        Files and folders of reports, see `geomap.reports.read`.
    store
        A folder, made where there is none.
    settings
        What may vary. `outlet_locality` is not possible, for it needs every report at once.
    published
        Day of publication of reports that do not name theirs.
    workers
        How many processes of this machine read, 1 is this one; or the address of a Dask scheduler,
        as "tcp://host:8786", whose workers read. Each must see the corpus and the store under the
        same paths, and have the same geomap.
    part_size
        How many files one task reads at most.
    told
        Is told of the progress.

    Returns
    -------
    Built
        What was done, and what of the corpus is not in the tables.

    Raises
    ------
    InputError
        If the settings ask for what a store cannot do, or the folder holds something else.
    ReportError
        If a path does not exist, or there is no file of reports.
    """
    _check(settings)
    paths = [corpus] if isinstance(corpus, (str, Path)) else list(corpus)
    home = Path(store)
    _prepare(home)
    with locked(home / ABOUT), running.crew(workers) as crew:
        base = keys.of_reading(settings, published)
        listed = list(of_corpus([Path(one) for one in paths], base=base, pieces=home / _PIECES))
        if not any(isinstance(one, Unit) for one in listed):
            why = "; ".join(map(str, listed)) or "nothing was given that is read"
            raise ReportError(f"expected at least one report, found none: {why}")
        known = parts.known(home)
        before = _parts_of(known)
        todo = {
            one.key: one
            for one in listed
            if isinstance(one, Unit) and (one.key not in before or before[one.key][0])
        }
        run = len(known)
        tasks = [
            Task(store=home.resolve(), units=some, settings=settings, published=published, run=run)
            for some in _split(todo.values(), part_size)
        ]
        running.run(tasks, crew, told=_teller(told, len(todo)))
        found = _finish(home, listed, base=base, settings=settings)
    there = {one.key for one in listed if isinstance(one, Unit)}
    return Built(
        read=len(todo),
        kept=len(there) - len(todo),
        again=len(before.keys() & todo.keys()),
        dropped=len(before.keys() - there),
        reports=len(found.part_of),
        lost=tuple(found.lost),
    )


def _check(settings: Settings) -> None:
    if settings.outlet_locality:
        raise InputError(
            "a store is read part by part and cannot learn outlets' localities, which need every "
            "report at once: expected outlet_locality to be off, or read_atlas"
        )
    gazetteer = open_gazetteer(settings, extra=settings.places)
    if corrections.load(settings.overrides, gazetteer).events:
        raise InputError(
            f"{settings.overrides}: a store expects decisions on mentions alone, found some on "
            "events, which read_atlas takes"
        )


def _prepare(home: Path) -> None:
    """Make the folder, or see that it is a store, be it one that was killed as it was begun."""
    held = [one for one in home.iterdir() if not is_in_work(one)] if home.is_dir() else []
    if held and not (home / ABOUT).is_file():
        raise InputError(f"{home}: expected a store, or a folder that is new or empty")
    home.mkdir(parents=True, exist_ok=True)
    if not (home / ABOUT).is_file():
        _write_about(home, {"joined": ""})
    for left in ("work", "at"):
        shutil.rmtree(home / left, ignore_errors=True)


def _write_about(home: Path, more: dict[str, Any]) -> None:
    with replacing(home / ABOUT) as part:
        text = json.dumps({"format": FORMAT, "version": VERSION} | more, indent=1)
        part.write_text(text, encoding="utf-8")


def _parts_of(known: dict[str, dict[str, Any]]) -> dict[str, tuple[bool, str]]:
    """The part that holds each unit, one without failure where there is one; whether it failed."""
    found: dict[str, tuple[bool, str]] = {}
    for name, about in known.items():
        for key, unit in about["units"].items():
            found[key] = min((unit["failed"], name), found.get(key, (True, "~")))
    return found


def _split(todo: Iterable[Unit], most: int) -> Iterator[tuple[Unit, ...]]:
    """Units by tasks, of so many or so many bytes."""
    some: list[Unit] = []
    held = 0
    for unit in todo:
        some.append(unit)
        held += unit.path.stat().st_size
        if len(some) >= most or held >= _MOST_BYTES:
            yield tuple(some)
            some, held = [], 0
    if some:
        yield tuple(some)


def _teller(told: Callable[[Progress], None], to_do: int) -> Callable[[Task], None]:
    """What counts the tasks that are done and tells of the progress."""
    began, done = time.monotonic(), 0

    def tell(task: Task) -> None:
        nonlocal done
        done += len(task.units)
        told(Progress(done=done, to_do=to_do, seconds=time.monotonic() - began))

    told(Progress(done=0, to_do=to_do, seconds=0.0))
    return tell


def _finish(
    home: Path, listed: Sequence[Unit | Loss], *, base: str, settings: Settings
) -> joining.Counted:
    """Join what was read, where it is not joined already, and drop what no longer counts."""
    known = parts.known(home)
    homes = _parts_of(known)
    live = [(one, homes[one.key][1] if isinstance(one, Unit) else "") for one in listed]
    found = joining.counted(live, known)
    found.lost += _unmatched(home, found, settings)
    name = keys.digest(base, *(f"{part} {one}" for one, part in live))
    target = home / _JOINED / name
    before = whole.cleared(home / _JOINED, joining.INDEX)
    if name not in before:
        joining.join(home, target, base=base, found=found, known=known, before=before)
    _write_about(home, {"joined": name, **told_settings(settings)})
    used = {part for _, part in live}
    for folder, kept in ((PARTS, used), (_JOINED, {name}), (_PIECES, set())):
        for path in sorted((home / folder).glob("*")):
            if path.name not in kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    return found


def _unmatched(home: Path, found: joining.Counted, settings: Settings) -> list[Loss]:
    """Decisions on mentions that no longer find what they are about."""
    gazetteer = open_gazetteer(settings, extra=settings.places)
    decided = corrections.load(settings.overrides, gazetteer)
    if not len(decided):
        return []
    columns = ["report_id", "start", "text"]
    names = sorted(set(found.part_of.values()))
    frames = [
        pd.read_parquet(home / PARTS / name / "mentions.parquet", columns=columns) for name in names
    ]
    return corrections.unmatched(decided, mentions=pd.concat(frames), statements=[])

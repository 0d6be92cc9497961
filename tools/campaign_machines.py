"""Part of the campaign: runs that are killed, disks that are full, reviewers who save at once."""

import hashlib
import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from fuzz.doors import FORMATS, GOOD
from golden import map_atlases
from test_review_edges import decide

from geomap import Atlas, build, corrections, open_atlas
from geomap.gazetteer.store import unpacked
from geomap.settings import OFFLINE

SAVED = ".geomap"
ALL = (*FORMATS, SAVED)
LIMITS = (100, 5_000, 100_000)
"""Bytes that a full disk still takes of a file."""

DECISIONS = 120
KILLS_PER_CACHE = 60
"""A gazetteer takes seconds to unpack, so few of the kills meet one."""


@contextmanager
def _targets() -> Iterator[tuple[Path, Mapping[str, set[str]], Callable[[str], None]]]:
    """A folder with a file of every format, the two contents that each may have, and a writer."""
    old = map_atlases.small()
    new = replace(old, events=old.events.assign(actor="somebody else"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = {suffix: folder / f"map{suffix}" for suffix in ALL}
        whole: dict[str, set[str]] = {}
        for suffix, path in paths.items():
            whole[suffix] = {_digest(_written(atlas, path)) for atlas in (new, old)}
        yield folder, whole, lambda suffix: _written(new, paths[suffix])


def _written(atlas: Atlas, path: Path) -> Path:
    return atlas.save(path) if path.suffix == SAVED else atlas.to_file(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kills(n: int) -> tuple[int, list[str]]:
    """Kill a writing process so often; how many were killed, and which file was destroyed."""
    rng, killed, wrong = Random(0), 0, []
    with _targets() as (folder, whole, write):
        usual_s = {suffix: _seconds(partial(write, suffix)) for suffix in ALL}
        for number in range(n):
            suffix = ALL[number % len(ALL)]
            killed += _killed(partial(write, suffix), rng.uniform(0, usual_s[suffix]))
            if _digest(folder / f"map{suffix}") not in whole[suffix]:
                wrong.append(suffix)
        for left in folder.glob(".*"):
            os.utime(left, (0, 0))  # a later run finds it old
        write(ALL[0])
        wrong += [path.name for path in folder.iterdir() if path.name.startswith(".")]
    for _ in range(n // KILLS_PER_CACHE):
        with tempfile.TemporaryDirectory() as name:
            settings = replace(OFFLINE, cache_dir=Path(name))
            killed += _killed(partial(unpacked, settings), rng.uniform(0, 3))
            if _digest(unpacked(settings)) != _digest(unpacked(OFFLINE)):
                wrong.append("gazetteer")
        with tempfile.TemporaryDirectory() as name:
            told, store = Path(name) / "in.txt", Path(name) / "store"
            told.write_text(GOOD, encoding="utf-8")
            usual_s = _seconds(partial(build, told, Path(name) / "whole"))
            killed += _killed(partial(build, told, store), rng.uniform(0, usual_s))
            build(told, store)
            if open_atlas(store) != open_atlas(Path(name) / "whole"):
                wrong.append("store")
    return killed, wrong


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _killed(work: Callable[[], object], after_s: float) -> bool:
    """Do work in a process of its own that is killed after some seconds; whether it was."""
    child = _forked(work)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _forked(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def full_disk() -> tuple[int, list[str]]:
    """Write every format where the disk is full after so many bytes; which file was destroyed."""
    wrong = []
    with _targets() as (folder, whole, write):
        for limit in LIMITS:
            for suffix in ALL:
                os.waitpid(_forked(partial(_in_so_many_bytes, limit, partial(write, suffix))), 0)
                if _digest(folder / f"map{suffix}") not in whole[suffix]:
                    wrong.append(f"{suffix} at {limit}")
        wrong += [path.name for path in folder.iterdir() if path.name.startswith(".")]
    return len(LIMITS) * len(ALL), wrong


def _in_so_many_bytes(limit: int, work: Callable[[], object]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    work()


def reviewers() -> tuple[int, int]:
    """Decisions that two reviewers saved at once, and how many of them are lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "overrides.yaml"
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            # what a reviewer could not save shows below
            wait([pool.submit(decide, (str(path), who, DECISIONS)) for who in range(2)])
        return 2 * DECISIONS, 2 * DECISIONS - len(corrections.read(path))

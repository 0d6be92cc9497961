"""Part of the campaign: inputs from a seed through every door, and what went wrong in which."""

import json
import os
import signal
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from fuzz import doors

SLOW_S, HUNG_S = 5, 300
SHARES = {
    "files read": 0.40, "texts to tables": 0.12, "own events": 0.15, "decisions and places": 0.15,
    "questions": 0.10, "tables written": 0.02, "saved atlases": 0.03, "reviews": 0.02,
    "map pages": 0.01,
}  # fmt: skip
"""How much of the inputs goes through each door; pages cost most and come last."""

AT_ONCE = 50


class Hung(BaseException):
    """No part of the program may catch this one."""


@dataclass
class Outcome:
    """What a door did with some inputs: how many, the slowest, and what was wrong by its kind."""

    inputs: int = 0
    slowest_s: float = 0.0
    slow: list[int] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    seeds: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Outcome") -> None:
        """Count what another part of the inputs did."""
        self.inputs += other.inputs
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.slow += other.slow
        self.wrong += other.wrong
        self.seeds = other.seeds | self.seeds


def run(n_inputs: int, jobs: int, kept: Path) -> dict[str, Outcome]:
    """Push inputs through all doors, in several processes, but those that a file says are done.

    Each part of them is a line of the file as soon as it is done: hours of work may be interrupted.
    """
    found = {name: Outcome() for name in doors.DOORS}
    done = set()
    for name, first, last, told in _lines(kept):
        done.add((name, range(first, last)))
        found[name].add(Outcome(**{**told, "wrong": Counter(told["wrong"])}))
    parts = [part for part in _parts(n_inputs) if part not in done]
    with (
        ProcessPoolExecutor(jobs, initializer=load_shared) as pool,
        kept.open("a", encoding="utf-8") as file,
    ):
        for (name, seeds), outcome in zip(parts, pool.map(_part, parts), strict=True):
            found[name].add(outcome)
            # the line begins anew, as the one before may have been left half
            print(
                "\n" + json.dumps([name, seeds.start, seeds.stop, vars(outcome)]),
                file=file,
                flush=True,
            )
    return found


def load_shared() -> None:
    """Load what all inputs share, which none of them takes its time for."""
    doors.tools()
    doors.plain_doings()


def _lines(kept: Path) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    """What a file says is done; a line that a killed run left half is none."""
    if kept.exists():
        for line in kept.read_text(encoding="utf-8").splitlines():
            with suppress(json.JSONDecodeError):
                yield json.loads(line)


def _parts(n_inputs: int) -> Iterator[tuple[str, range]]:
    for name, share in SHARES.items():
        most = max(1, round(n_inputs * share))
        yield from ((name, range(i, min(i + AT_ONCE, most))) for i in range(0, most, AT_ONCE))


def _part(part: tuple[str, range]) -> Outcome:
    name, seeds = part
    outcome = Outcome()
    for seed in seeds:
        one(name, seed, outcome)
    return outcome


def one(name: str, seed: int, outcome: Outcome) -> None:
    """Push the input of one seed through a door."""
    signal.signal(signal.SIGALRM, _hung)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        door = partial(doors.DOORS[name], Random(f"{name} {seed}"), Path(folder))
        began = time.process_time()
        signal.alarm(HUNG_S)
        try:
            door()
        except (Exception, Hung) as error:
            kind = _kind(error)
            outcome.wrong[kind] += 1
            outcome.seeds.setdefault(kind, seed)
        finally:
            signal.alarm(0)
    took_s = time.process_time() - began
    outcome.inputs += 1
    outcome.slowest_s = max(outcome.slowest_s, took_s)
    outcome.slow += [seed] if took_s > SLOW_S else []


def _hung(*_: object) -> None:
    raise Hung


def _kind(error: BaseException) -> str:
    """An error's type and where in our files it came from."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "geomap" in one.filename]
    at = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {os.path.relpath(at.filename)}:{at.lineno}"

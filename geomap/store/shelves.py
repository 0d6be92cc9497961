"""The statements of a store by runs of days, so that new ones are joined with those of their days.

A shelf holds the statements of single reports' events that begin on its days. Where shelves end is
kept from one join to the next, so that a shelf without new statements stays as it is.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geomap.store.parts import PARTS

Known = Mapping[str, Mapping[str, Any]]
"""What each part says of itself, by its name."""

_LEAST, _MOST = 5_000, 50_000
"""How many statements a shelf is made for; memory holds those of one, and those still open."""

_SHELVES = 64
_IN_MEMORY = 200_000


@dataclass(frozen=True)
class Shelf:
    """The days, as ordinals, on which its statements begin, and the parts that hold some."""

    first: int
    last: int
    parts: tuple[str, ...]


def shelves(names: Iterable[str], known: Known, *, before: Sequence[int] = ()) -> list[Shelf]:
    """Shelves for the statements of parts, in the order of their days.

    Parameters
    ----------
    names, known
        The parts, and what they say of themselves.
    before
        Last days of shelves that there are; one that has grown to twice its size is divided.
    """
    days = {name: dict(known[name]["days"]) for name in names}
    counts: Counter[int] = Counter()
    for listed in days.values():
        counts.update(listed)
    ends = _ends(counts, before)
    parts: list[set[str]] = [set() for _ in ends]
    for name, listed in days.items():
        for day in listed:
            parts[bisect_left(ends, day)].add(name)
    edges = pairwise([-1, *ends])
    return [
        Shelf(first + 1, last, tuple(sorted(held)))
        for (first, last), held in zip(edges, parts, strict=True)
    ]


def _ends(counts: Mapping[int, int], before: Sequence[int]) -> list[int]:
    """Last days of shelves; the last one holds all days to come."""
    size = min(max(sum(counts.values()) // _SHELVES, _LEAST), _MOST)
    found: list[int] = []
    first = -1
    for last in sorted({*before, date.max.toordinal()}):
        days = sorted(day for day in counts if first < day <= last)
        if sum(counts[day] for day in days) > 2 * size:
            found += _runs(days, counts, size)
        found.append(last)
        first = last
    return found


def _runs(days: Sequence[int], counts: Mapping[int, int], size: int) -> Iterator[int]:
    """Days before which a new run of about so many statements begins."""
    on_it = 0
    for day in days:
        if on_it and on_it + counts[day] > size:
            yield day - 1
            on_it = 0
        on_it += counts[day]


@dataclass(frozen=True)
class Reader:
    """Reads statements of reports that count, each part once where many shelves are asked for."""

    store: Path
    part_of: Mapping[str, str]
    known: Known

    def part(self, name: str) -> pd.DataFrame:
        """Rows of what joining needs of a part's statements."""
        rows = pd.read_parquet(self.store / PARTS / name / "told.parquet")
        return rows[[self.part_of.get(report) == name for report in rows["report_id"]]]

    def shelf(self, shelf: Shelf) -> pd.DataFrame:
        """Rows of one shelf."""
        rows = pd.concat([self.part(name) for name in shelf.parts])
        return rows[rows["first"].between(shelf.first, shelf.last)]

    def laid_out(
        self, all_of: Sequence[Shelf], wanted: set[int], folder: Path
    ) -> dict[int, list[pd.DataFrame | Path]]:
        """Rows of the shelves that are wanted, by their number; many are spilled to a folder."""
        names = sorted({name for number in wanted for name in all_of[number].parts})
        ends = np.array([shelf.last for shelf in all_of])
        found: dict[int, list[pd.DataFrame | Path]] = defaultdict(list)
        batches = list(self._batches(names))
        for count, batch in enumerate(batches):
            rows = pd.concat([self.part(name) for name in batch])
            on_shelf = np.searchsorted(ends, rows["first"])
            for number in sorted(wanted & set(on_shelf.tolist())):
                on_it = rows[on_shelf == number]
                place = folder / f"{number:06}-{count:06}.parquet"
                found[number].append(on_it if len(batches) == 1 else _spilled(on_it, place))
        return found

    def _batches(self, names: Iterable[str]) -> Iterator[list[str]]:
        """Parts that together hold as many statements as are held in memory at once."""
        some: list[str] = []
        held = 0
        for name in names:
            some.append(name)
            held += sum(n for _, n in self.known[name]["days"])
            if held > _IN_MEMORY:
                yield some
                some, held = [], 0
        if some:
            yield some


def _spilled(rows: pd.DataFrame, path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    rows.to_parquet(path, index=False)
    return path

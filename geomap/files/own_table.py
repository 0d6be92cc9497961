"""Columns of rows of a file of own events, made the events table of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from pyarrow import compute as pc

from geomap.errors import InputError
from geomap.files import columns, joining, plain_table, values
from geomap.files.columns import Answer, Coded, Facet, Layout, Numbers, Row
from geomap.files.own_place import Named
from geomap.files.spool import Spool
from geomap.model import SCHEMAS, Loss, check_year, day_order, read_days, table

_BESIDE = ("year", "month")
"""Columns that the days in numbers of a row must agree with."""
_LAND = Facet(
    plain_table.COUNTRIES, lambda cells, _: {"land": values.first(cells, *plain_table.COUNTRIES)}
)


class Part(NamedTuple):
    """A layout, and what stands before the names of the columns that it reads."""

    layout: Layout
    prefix: str = ""


class Plan(NamedTuple):
    """How rows become events, which columns hold days, and whether geomap wrote them."""

    parts: Sequence[Part]
    days: Sequence[str]
    written: bool = False

    @property
    def facets(self) -> Iterator[tuple[Facet, str]]:
        """Every facet with what stands before the names of its columns."""
        for layout, prefix in self.parts:
            yield from ((facet, prefix) for facet in layout.facets)

    @property
    def asked(self) -> frozenset[str]:
        """The columns whose cells are asked once for each different answer."""
        read = {f"{prefix}{name}" for facet, prefix in self.facets for name in facet.columns}
        return frozenset({*read, *self.days, *_BESIDE, *plain_table.COUNTRIES})


@dataclass(kw_only=True)
class Gathered:
    """Columns of all rows of a file, and what is wrong in some of them, by position."""

    plan: Plan
    where: pa.ChunkedArray
    bad: Mapping[int, Row]
    misplaced: Mapping[int, str]
    shapes: Any
    texts: dict[str, pa.ChunkedArray]
    coded: dict[str, Coded]
    given: Spool
    answers: list[tuple[Numbers, list[Answer]]] = field(default_factory=list)

    def at(self, row: int) -> str:
        """Where in the file a row stands."""
        return str(self.where[row].as_py())

    def kept(self, taken: Collection[str], file: str) -> tuple[Numbers, list[Loss]]:
        """Positions of the rows that are events, in the order of their ids; and what is lost."""
        order = self._order()
        undated = [one for name in self.plan.days for one in self._undated(name, order)]
        self.answers = [self._asked(facet, prefix, order) for facet, prefix in self.plan.facets]
        whys = self._whys(taken)
        lost = [(row, self._loss(row, why, file)) for row, why in whys.items()]
        lost += [
            (row, Loss(what="day", where=file, parts=(self.at(row),), why=why))
            for row, why in undated
            if row not in whys
        ]
        rows = self._but(whys)
        ids = self.texts["event_id"].take(pa.array(rows))
        told = [loss for _, loss in sorted(lost, key=lambda one: one[0])]
        return rows[pc.sort_indices(ids).to_numpy()], told

    def _loss(self, row: int, why: str, file: str) -> Loss:
        what = self.bad[row].what if row in self.bad else "row"
        return Loss(what=what, where=file, parts=(self.at(row),), why=why)

    def _but(self, whys: Mapping[int, str]) -> Numbers:
        return np.delete(np.arange(len(self.where)), [*whys])

    def _asked(
        self, facet: Facet, prefix: str = "", order: str = ""
    ) -> tuple[Numbers, list[Answer]]:
        return columns.asked(facet, self.coded, len(self.where), order=order, prefix=prefix)

    def _order(self) -> str:
        """What stands first in days that are in numbers alone."""
        told = [
            self._asked(Facet((name, *_BESIDE), lambda cells, _: cells))[1]
            for name in self.plan.days
        ]
        rows = [row for rows in told for row in rows if not isinstance(row, InputError)]
        return day_order(rows, self.plan.days)

    def _undated(self, name: str, order: str) -> Iterator[tuple[int, str]]:
        """Rows whose cell in a column of days cannot be read, and why; the cell becomes a blank."""
        if name not in self.coded:
            return
        codes, levels = self.coded[name]
        whys = {
            code: why
            for code, cell in enumerate(levels)
            if (why := _no_days(cell, order, free=self.plan.written))
        }
        bare = ["" if code in whys else cell for code, cell in enumerate(levels)]
        self.coded[name] = Coded(codes, bare)
        for row in np.flatnonzero(np.isin(codes, [*whys])).tolist() if whys else ():
            yield row, f"kept without its day: {whys[int(codes[row])]}"

    def _whys(self, taken: Collection[str]) -> dict[int, str]:
        """Why rows are no events: as the file has them, by their cells, their place, their ids."""
        whys = {at: row.why for at, row in self.bad.items()}
        for at, answers in self.answers:
            for code, answer in enumerate(answers):
                if isinstance(answer, InputError):
                    rows = np.flatnonzero(at == code).tolist()
                    whys = dict.fromkeys(rows, str(answer)) | whys
        whys = dict(self.misplaced) | whys
        return whys | self._known(self._but(whys), taken)

    def _known(self, rows: Numbers, taken: Collection[str]) -> dict[int, str]:
        """Rows whose id the atlas has already, or an earlier row."""
        ids = self.texts["event_id"].take(pa.array(rows)).combine_chunks()
        codes = ids.dictionary_encode()
        often = np.bincount(codes.indices.to_numpy(), minlength=len(codes.dictionary)) > 1
        again = often | pc.is_in(codes.dictionary, pa.array([*taken], ids.type)).to_numpy(False)
        known = dict.fromkeys(taken, "in the atlas already")
        found = {}
        for at in np.flatnonzero(again[codes.indices.to_numpy()]).tolist():
            row, key = int(rows[at]), ids[at].as_py()
            if key in known:
                found[row] = f"the event {key} is {known[key]}"
            known.setdefault(key, f"the same as {self.at(row)}")
        return found

    def named(self, kept: Numbers) -> list[Named]:
        """What rows with a point say of where it lies; those that say the same are one."""
        points = shapely.get_type_id(self.shapes[kept]) == shapely.GeometryType.POINT
        rows = np.sort(kept[points])
        place, names = pd.factorize(columns.text(self.texts["place"].take(pa.array(rows))))
        land, lands = self._asked(_LAND)
        xy = shapely.get_coordinates(self.shapes[rows])
        said = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "land": land[rows], "place": place})
        found = []
        keys: Mapping[Any, Any] = said.groupby([*said.columns], sort=False).indices
        for (x, y, code, at), alike in keys.items():
            country = lands[code]["land"]
            if names[at] or country:
                found.append(Named(x, y, str(names[at]), country, rows[alike].tolist()))
        return found

    def events(self, kept: Numbers) -> gpd.GeoDataFrame:
        """The events table of these rows, and after it the columns of text that have a word.

        The columns are used up.
        """
        rows, found = pa.array(kept), dict[str, Any]()
        for name in [*self.texts]:  # one after the other, so that no two copies of all are held
            found[name] = columns.text(self.texts.pop(name).take(rows))
        self.coded.clear()
        while self.answers:
            at, answers = self.answers.pop(0)
            found |= _answered(answers, at[kept])
        if len(self.plan.parts) > 1:
            found["notes"] = _without_status(found["notes"], found["status"])
        beside = {name: found.pop(name) for name in joining.EXTRA_COLUMNS if name in found}
        frame = table("events", pd.DataFrame(found | {"geometry": self.shapes[kept]}))
        told = {name: cells for name, cells in beside.items() if (cells != "").any()}
        if len(kept):
            told["given"] = columns.text(self.given.taken(kept))
        return frame.assign(**{name: cells.set_axis(frame.index) for name, cells in told.items()})


def _no_days(cell: str, order: str, *, free: bool) -> str:
    """Why a cell of days cannot be read; what geomap wrote is `free` to tell of history."""
    try:
        found = read_days(cell, order)
        if not free:
            check_year(found)
    except InputError as error:
        return str(error)
    return ""


def _answered(answers: Sequence[Answer], at: Numbers) -> dict[str, Any]:
    """Columns of answers, one for each row."""
    known = [{} if isinstance(one, InputError) else one for one in answers]
    names = dict.fromkeys(name for one in known for name in one)
    return {name: _column(name, [one.get(name) for one in known], at) for name in names}


def _column(name: str, found: list[Any], at: Numbers) -> Any:
    dtype = SCHEMAS["events"].columns.get(name, "str")
    if dtype == "str":
        words = pa.array(["" if one is None else one for one in found], pa.large_string())
        return columns.text(words.take(pa.array(at)))
    if dtype == "datetime64[s]":
        return pd.Series(np.array(found, dtype="datetime64[s]")[at])
    return pd.Series(pd.array(found, dtype=dtype).take(at))  # type: ignore[call-overload]


def _without_status(notes: "pd.Series[str]", statuses: "pd.Series[str]") -> "pd.Series[str]":
    """Notes without the status that geomap wrote before them."""
    pairs = zip(notes, statuses, strict=True)
    bare = [note.removeprefix(f"Status: {status}.").strip() for note, status in pairs]
    return pd.Series(bare, dtype="str")

"""Where rows of own events lie: their features' shapes, those of a column WKT, or their points."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from pyarrow import compute as pc

from geomap.errors import InputError
from geomap.files import columns, plain_table, values, vector
from geomap.files.columns import Batch

_PLAIN = r"^-?\d{1,3}(\.\d{1,15})?$"


class Shapes:
    """The shapes of rows that come in batches; points are numbers until all are there."""

    def __init__(self) -> None:
        self._xy: list[npt.NDArray[np.float64]] = [np.empty((0, 2))]
        self._others: dict[int, Any] = {}
        self._n = 0
        self.whys: dict[int, str] = {}
        """Why rows have no shape though their cells tell of one, by position."""

    def add(self, batch: Batch) -> None:
        """Read where some more rows lie: at their features' shapes, a WKT column's, or points."""
        xy, others, whys = _points(batch.cells, len(batch.where))
        for row, shape, text in _given(batch):
            whys.pop(row, None)
            try:
                others[row] = _from_wkt(text) if shape is None else shape
            except InputError as error:
                whys[row] = str(error)
        self._xy.append(xy)
        self._others |= {self._n + row: shape for row, shape in others.items()}
        self.whys |= {self._n + row: why for row, why in whys.items()}
        self._n += len(xy)

    def all(self) -> Any:
        """The shape of each row, None where it has none.

        Zero, zero lies in the Atlantic and is how tables say "not known".
        """
        xy = np.concatenate(self._xy)
        found = np.full(len(xy), None, dtype=object)
        known = ~np.isnan(xy[:, 0])
        found[known] = shapely.points(xy[known])
        found[[*self._others]] = [*self._others.values()]
        found[(shapely.bounds(found) == 0).all(axis=1)] = None
        return found


def _given(batch: Batch) -> Iterator[tuple[int, Any, str]]:
    """Rows that bring a shape, or tell of one in a column WKT."""
    n = len(batch.where)
    told = batch.cells["wkt"].to_pylist() if "wkt" in batch.cells else [None] * n
    rows = zip(range(n), batch.shapes or [None] * n, told, strict=True)
    return ((row, shape, text) for row, shape, text in rows if shape is not None or text)


def _points(
    cells: Mapping[str, pa.Array], n: int
) -> tuple[npt.NDArray[np.float64], dict[int, Any], dict[int, str]]:
    """Longitudes and latitudes, not a number where a row needs more than a glance, and those."""
    names = (plain_table.LONGITUDES, plain_table.LATITUDES)
    lon, lat = (columns.first(cells, known, n) for known in names)
    plain = pc.and_(*(pc.match_substring_regex(one, _PLAIN) for one in (lon, lat)))
    told = [pc.if_else(plain, one, "nan").cast(pa.float64()) for one in (lon, lat)]
    xy = np.column_stack([one.to_numpy(zero_copy_only=False) for one in told])
    xy[(np.abs(xy) > [180, 90]).any(axis=1)] = np.nan
    bare = pc.and_(pc.equal(lon, ""), pc.equal(lat, "")).to_numpy(zero_copy_only=False)
    others, whys = dict[int, Any](), dict[int, str]()
    for row in np.flatnonzero(np.isnan(xy[:, 0]) & ~bare).tolist():
        try:
            others[row] = values.coordinates(lon[row].as_py(), lat[row].as_py())
        except InputError as error:
            whys[row] = str(error)
    return xy, others, whys


def _from_wkt(text: str) -> Any:
    try:
        shape = shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, UnicodeDecodeError) as error:
        # shapely cuts the bytes of a long text in its own message anywhere
        raise InputError(f"expected WKT in the column WKT, got {text[:60]!r}") from error
    if not shape.is_empty and not vector.within_world(list(shape.bounds)):
        raise InputError(f"expected longitude and latitude in WKT, got {text[:60]!r}")
    return None if shape.is_empty else shape

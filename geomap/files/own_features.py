"""Features of GeoJSON as rows of own events, gathered by columns some thousands at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

import pyarrow as pa
import shapely
from pyarrow import compute as pc

from geomap.errors import InputError
from geomap.files import vector
from geomap.files.columns import ROWS, Batch, Row
from geomap.files.feature_columns import Columns
from geomap.files.feature_stream import IrregularError, parts
from geomap.files.values import word

_IN_MEMORY = 1 << 26
_POINTS = ("longitude", "latitude")
_ABSENT = type("_Absent", (), {})()
_NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
_Features = Sequence[Mapping[str, Any]]


class Features(NamedTuple):
    """Batches of a file's features, and the columns that they have together."""

    batches: Iterator[Batch]
    columns: Sequence[str]


def features(path: Path) -> Features:
    """The features of a GeoJSON file.

    The whole file is looked through before the first batch is given, since its last feature may
    have a column of its own, and its last byte may be wrong. Until then the cells of a large file
    lie in another without a name, not in memory.

    Raises
    ------
    InputError
        As for `vector.features`.
    """
    aside, columns = _Aside(), Columns()
    try:
        found = parts(path, ROWS, lambda lines: columns.batch(lines, aside.n + 1))
        return _looked_through(found, aside)
    except IrregularError:
        _, whole = vector.features(path)
    return _looked_through((whole[at : at + ROWS] for at in range(0, len(whole), ROWS)), _Aside())


def _looked_through(found: Iterable[Batch | _Features], aside: "_Aside") -> Features:
    names: dict[str, None] = {}
    for part in found:
        batch = part if isinstance(part, Batch) else batch_of(part, aside.n + 1)
        names |= dict.fromkeys(batch.cells)
        aside.put(batch)
    # features bring their shapes, so no columns need hold them
    columns = list(dict.fromkeys((*names, *_POINTS)))
    return Features(aside.taken(columns), columns)


class _Aside:
    """Batches whose cells are put aside until the columns of all are known."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when all is taken
        self._batches: list[Batch] = []
        self.n = 0
        """How many rows there are."""

    def put(self, batch: Batch) -> None:
        """Put the cells of a batch aside, and keep the rest of it."""
        self.n += len(batch.where)
        self._batches.append(batch._replace(cells={}))
        cells = pa.record_batch(dict(batch.cells))
        with pa.ipc.new_stream(self._file, cells.schema) as stream:
            stream.write_batch(cells)

    def taken(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Every batch with these columns, null where it has none of the name; then all is gone."""
        self._file.seek(0)
        self._batches.reverse()
        with self._file as file:
            while self._batches:
                batch = self._batches.pop()
                with pa.ipc.open_stream(file) as stream:
                    cells = stream.read_all().combine_chunks()
                none = pa.nulls(len(batch.where), pa.string())
                known = {name: cells[name].chunk(0) for name in cells.column_names}
                yield batch._replace(cells={name: known.get(name, none) for name in columns})


def batch_of(found: _Features, number: int) -> Batch:
    """Features, the first of which has this number in its file, as a batch of rows."""
    numbers = pa.array(range(number, number + len(found))).cast(pa.string())
    shapes, whys = _shapes(found)
    columns = _alike(found) if not whys else None
    if columns is None:
        columns = _unlike(found, whys)
    return Batch(
        where=pc.binary_join_element_wise("feature ", numbers, ""),
        cells={name: _words(column) for name, column in columns.items()},
        shapes=None if all(shape is None for shape in shapes) else shapes,
        bad={row: Row(f"feature {number + row}", why=why) for row, why in whys.items()},
    )


def _shapes(found: _Features) -> tuple[list[Any], dict[int, str]]:
    """The shape of each feature, or why it is no feature, by position."""
    points = [_point(feature) for feature in found]
    plain = iter(shapely.points([point for point in points if point] or [[0, 0]]))
    shapes, whys = list[Any](), dict[int, str]()
    for row, point in enumerate(points):
        try:
            shapes.append(next(plain) if point else vector.shape_of(found[row]))
        except InputError as error:
            shapes.append(None)
            whys[row] = str(error)
    return shapes, whys


def _point(feature: Mapping[str, Any]) -> list[float] | None:
    """Longitude and latitude, where a glance shows that a feature is a sound point."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    at = geometry.get("coordinates")
    if feature.get("type") != "Feature" or not isinstance(at, list) or len(at) != 2:
        return None
    x, y = at
    plain = type(x) in (float, int) and type(y) in (float, int)
    return at if plain and -180 <= x <= 180 and -90 <= y <= 90 else None


def _alike(found: _Features) -> Mapping[str, Sequence[Any]] | None:
    """Values by column name of features that all have the same properties, else None."""
    given = [p for feature in found if isinstance(p := feature.get("properties"), dict)]
    if len(given) < len(found):
        return None
    names = [name.casefold() for name in given[0]]
    if len({tuple(one) for one in given}) > 1 or len({"feature_id", *names}) <= len(names):
        return None
    columns = dict(zip(names, zip(*(one.values() for one in given), strict=True), strict=True))
    ids = [_ABSENT if (one := feature.get("id")) is None else one for feature in found]
    known = {} if all(one is _ABSENT for one in ids) else {"feature_id": ids}
    # columns stand in the order in which the features have them
    return columns | known if ids[0] is _ABSENT else known | columns


def _unlike(found: _Features, but: Iterable[int]) -> Mapping[str, Sequence[Any]]:
    """Values by column name of features each with properties of its own; of some, none."""
    rows = [_properties(feature) for feature in found]
    names = dict.fromkeys(chain.from_iterable(rows))
    for row in but:
        rows[row] = {}
    return {name: [row.get(name, _ABSENT) for row in rows] for name in names}


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    """A feature's properties, and its id: what parts two features that are alike otherwise."""
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    known = {} if feature.get("id") is None else {"feature_id": feature["id"]}
    return known | {name.casefold(): value for name, value in named.items()}


def _words(column: Sequence[Any]) -> pa.Array:
    """Values of a column as text, null where a row has none."""
    if set(map(type, column)) != {str}:
        column = [_WORDS.get(type(value), word)(value) for value in column]
    return pa.array(column, pa.string())


def _number(value: float) -> str:
    text = repr(value)
    return _NOT_FINITE.get(text, text)


_WORDS: Mapping[type, Callable[[Any], str | None]] = {
    str: str,
    int: repr,
    float: _number,
    type(None): lambda _: "",
    type(_ABSENT): lambda _: None,
}

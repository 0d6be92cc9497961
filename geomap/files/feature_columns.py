"""Features of points that are all alike, read by columns without a feature's objects.

Nearly every large file that a program wrote is of this kind. Whatever is not (features with
properties of their own, values of several kinds under one name, lists, areas, a missing point) is
left to `own_features.batch_of`, which makes the same cells of each feature by itself.
"""

import io
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import compute as pc
from pyarrow import json as arrow_json

from geomap.files.columns import Batch
from geomap.files.values import word

# what Arrow tells in the words of JSON
_SAID_ALIKE = (pa.string(), pa.int64(), pa.bool_(), pa.null())


class _Unlike(Exception):  # noqa: N818  # no error: the features are read in another way
    """The features are not of the kind that this module reads."""


class Columns:
    """Texts of features, one after the other from a file, as batches."""

    def __init__(self) -> None:
        # Arrow takes dates for times, and would not give back the words that they were told in
        self._dates: set[str] = set()

    def batch(self, lines: str, number: int) -> Batch | None:
        """Features, one a line, the first of which has this number, or None."""
        try:
            return _batch(self._read(lines.encode()), _Lines(lines), number)
        except (_Unlike, pa.ArrowException):
            return None

    def _read(self, raw: bytes) -> pa.Table:
        options = arrow_json.ReadOptions(use_threads=False, block_size=len(raw) + 1)
        while True:
            dates = pa.struct([(name, pa.string()) for name in sorted(self._dates)])
            known = pa.schema({"properties": dates} if self._dates else {})
            parsing = arrow_json.ParseOptions(explicit_schema=known)
            found = arrow_json.read_json(io.BytesIO(raw), options, parsing).combine_chunks()
            more = {field.name for field in _fields(found) if pa.types.is_timestamp(field.type)}
            if not more:
                return found
            self._dates |= more


class _Lines:
    """The features themselves, for what their columns do not tell."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[int, Mapping[str, Any]] = {}

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self.text.split("\n")

    def properties(self, row: int) -> Mapping[str, Any]:
        """What one feature says, in the order in which it says it."""
        if row not in self._known:
            self._known[row] = json.loads(self._lines[row])["properties"]
        return self._known[row]

    def all_have(self, name: str, n: int) -> bool:
        """Whether each of the `n` features has a property, be it null."""
        return self.text.count(f"{json.dumps(name, ensure_ascii=False)}:") == n


def _fields(found: pa.Table) -> Sequence[pa.Field]:
    kind = found.schema.field("properties").type if "properties" in found.schema.names else None
    if kind is None or not pa.types.is_struct(kind):
        raise _Unlike
    return list(kind)


def _batch(found: pa.Table, lines: _Lines, number: int) -> Batch:
    n = len(found)
    shapes = _points(_column(found, "geometry"), _column(found, "type"))
    names = [*lines.properties(0)]
    properties = _column(found, "properties")
    columns = dict(zip((f.name for f in properties.type), properties.flatten(), strict=True))
    if properties.null_count or columns.keys() != {*names}:
        raise _Unlike
    cells = {name.casefold(): _cells(name, columns[name], lines) for name in names}
    if "id" in found.column_names:
        cells = {"feature_id": _ids(_column(found, "id"))} | cells
        names.append("feature_id")
    if len(cells) < len(names):
        raise _Unlike
    numbers = pa.array(range(number, number + n)).cast(pa.string())
    where = pc.binary_join_element_wise("feature ", numbers, "")
    return Batch(where, cells, shapes, {})


def _column(found: pa.Table, name: str) -> pa.Array:
    if name not in found.column_names:
        raise _Unlike
    return found[name].chunk(0)


def _points(geometry: pa.Array, kinds: pa.Array) -> list[Any]:
    """The points of features, all of which must have one with two numbers."""
    if not pa.types.is_struct(geometry.type) or geometry.null_count:
        raise _Unlike
    if not {"type", "coordinates"} <= {field.name for field in geometry.type}:
        raise _Unlike
    parts, at = geometry.field("type"), geometry.field("coordinates")
    plain = pa.types.is_list(at.type) and at.type.value_type in (pa.float64(), pa.int64())
    if not plain or not _are(parts, "Point") or not _are(kinds, "Feature"):
        raise _Unlike
    xy = at.flatten().cast(pa.float64()).to_numpy(zero_copy_only=False)
    if at.null_count or not pc.all(pc.equal(pc.list_value_length(at), 2)).as_py():
        raise _Unlike
    xy = xy.reshape(-1, 2)
    if not (np.abs(xy) <= [180, 90]).all():  # nor is what is no number
        raise _Unlike
    return list(shapely.points(xy))


def _are(column: pa.Array, said: str) -> bool:
    """Whether all of a column is one text."""
    same = pc.equal(column, said) if pa.types.is_string(column.type) else pa.array([False])
    return bool(pc.all(same, skip_nulls=False).as_py())


def _ids(column: pa.Array) -> pa.Array:
    if column.null_count or column.type not in (pa.string(), pa.int64()):
        raise _Unlike
    return column.cast(pa.string())


def _cells(name: str, column: pa.Array, lines: _Lines) -> pa.Array:
    """A column as text, blank where a feature says null."""
    kind, n = column.type, len(column)
    if column.null_count and not lines.all_have(name, n):
        raise _Unlike
    if pa.types.is_floating(kind):
        text = _numbers(name, column, lines)
    elif kind in _SAID_ALIKE:
        text = column.cast(pa.string())
    else:
        raise _Unlike
    return pc.fill_null(text, "") if column.null_count else text


def _numbers(name: str, column: pa.Array, lines: _Lines) -> pa.Array:
    """Numbers in Python's words; of some the feature alone knows them, as whether it has a dot."""
    values = column.to_numpy(zero_copy_only=False)
    none = column.is_null().to_numpy(zero_copy_only=False)
    words = [*map(repr, values.tolist())]
    unsure = (values == np.trunc(values)) | np.isnan(values)
    for row in np.flatnonzero(unsure & ~none).tolist():
        words[row] = word(lines.properties(row)[name])
    return pa.array(words, pa.string(), mask=none)

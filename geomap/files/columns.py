"""Cells of many rows as columns: what is asked of a row is asked once for each different answer.

A column is an Arrow array of text, null where a row has no such cell; columns come in batches, so
that a file larger than the memory that its rows would take as Python objects can be read.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc

from geomap.errors import InputError

Cells = Mapping[str, str]
Answer = Mapping[str, Any] | InputError
Numbers = npt.NDArray[np.int32]
Lines = npt.NDArray[np.int64]
ROWS = 20_000
"""How many rows a batch has."""
_SPECIAL = bytes([*range(32), ord('"'), ord("\\")])
_ESCAPED = r'[\x00-\x1f"\\]'
_MOST_KEYS = 1 << 62


class Row(NamedTuple):
    """A row of a file: the line or feature that it is, its cells and shape, or why it is none.

    A sheet that holds no events is such a row too, and says so in `what`. Cells are by column name,
    or in the order of the file's columns.
    """

    where: str
    cells: Cells | Sequence[str] = ()
    shape: Any = None
    why: str = ""
    what: str = "row"


class Batch(NamedTuple):
    """Some rows: where each stands, its cells by column name, its shape, and why some are none."""

    where: pa.Array
    cells: Mapping[str, pa.Array]
    shapes: Sequence[Any] | None
    bad: Mapping[int, Row]


class Facet(NamedTuple):
    """What some columns say together: a function of their cells and the order of days' numbers."""

    columns: Sequence[str]
    read: Callable[[Cells, str], Mapping[str, Any]]


class Layout(NamedTuple):
    """How rows of a kind of file become events.

    `copied` are columns of text, each with the columns of the file whose first cell it is; `ids`
    stands before the ids of the file's own.
    """

    copied: Mapping[str, Sequence[str]]
    facets: Sequence[Facet]
    ids: str = ""


class Coded(NamedTuple):
    """A column by its different cells: the code of each row, -1 for no such cell, and the cells."""

    codes: Numbers
    levels: Sequence[str]


def batches(rows: Iterable[Row], names: Sequence[str]) -> Iterator[Batch]:
    """Rows as batches of columns of these names; of columns of one name the last counts."""
    found = iter(rows)
    while part := list(islice(found, ROWS)):
        bad = {n: row for n, row in enumerate(part) if row.why}
        columns = list(zip_longest(*(_ordered(row.cells, names) for row in part)))
        columns += [(None,) * len(part)] * (len(names) - len(columns))
        known = {c: pa.array(v, pa.string()) for c, v in zip(names, columns, strict=False)}
        shapes = [row.shape for row in part]
        yield Batch(
            where=pa.array([row.where for row in part], pa.string()),
            cells=known,
            shapes=None if all(shape is None for shape in shapes) else shapes,
            bad=bad,
        )


def _ordered(cells: Cells | Sequence[str], names: Sequence[str]) -> Sequence[str | None]:
    return [cells.get(name) for name in names] if isinstance(cells, Mapping) else cells


def blanked(column: pa.Array) -> pa.Array:
    """Cells without the blanks around them, null where nothing is left."""
    bare = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, bare.type), bare)


def first(cells: Mapping[str, pa.Array], names: Iterable[str], n: int) -> pa.Array:
    """The first cell of each row that is not blank among columns of these names, or ""."""
    found = [blanked(cells[name]) for name in names if name in cells]
    return pc.coalesce(*found, "") if found else pa.repeat(pa.scalar(""), n)


def told(cells: Mapping[str, pa.Array], n: int) -> pa.Array:
    """Each row's cells that are not blank as a JSON object."""
    parts = [
        pc.if_else(pc.is_null(blanked(cell)), pa.scalar(None, pa.string()), _pair(name, cell))
        for name, cell in cells.items()
    ]
    return pc.binary_join_element_wise("{", _joined(parts, n), "}", "")


def listed(cells: Mapping[str, pa.Array], shapes: Sequence[str]) -> pa.Array:
    """Each row as JSON: a sorted list of its cells' names and values, and its shape as WKT."""
    parts = [
        pc.binary_join_element_wise(
            f"[{json.dumps(name)}, ",
            _quoted(cell, ascii_only=True),
            "]",
            "",
            null_handling="emit_null",
        )
        for name, cell in sorted(cells.items())
    ]
    ends = pa.array([f'], "{wkt}"]' for wkt in shapes])
    return pc.binary_join_element_wise("[[", _joined(parts, len(shapes)), ends, "")


def _pair(name: str, cell: pa.Array) -> pa.Array:
    key = f"{json.dumps(name, ensure_ascii=False)}: "
    return pc.binary_join_element_wise(key, _quoted(cell), "", null_handling="emit_null")


def _joined(parts: Sequence[pa.Array], n: int) -> pa.Array:
    """Texts of each row with commas between; null ones are left out."""
    if not parts:
        return pa.repeat(pa.scalar(""), n)
    # a row of nulls alone would be no row of what Arrow joins
    blank = pc.is_null(pc.coalesce(*parts))
    return pc.binary_join_element_wise(
        pc.if_else(blank, "", parts[0]), *parts[1:], ", ", null_handling="skip"
    )


def _quoted(column: pa.Array, *, ascii_only: bool = False) -> pa.Array:
    """Cells as JSON strings; only those that need it go through Python one by one."""
    simple = pc.binary_join_element_wise('"', column, '"', "", null_handling="emit_null")
    data = column.buffers()[2]
    raw = b"" if data is None else data.to_pybytes()
    if len(raw.translate(None, _SPECIAL)) == len(raw) and (not ascii_only or raw.isascii()):
        return simple
    special = pc.match_substring_regex(column, _ESCAPED)
    if ascii_only:
        special = pc.or_(special, pc.invert(pc.string_is_ascii(column)))
    odd = pc.fill_null(special, False)
    words = [json.dumps(cell, ensure_ascii=ascii_only) for cell in column.filter(odd).to_pylist()]
    return pc.replace_with_mask(simple, odd, pa.array(words, simple.type))


def coded(column: pa.ChunkedArray) -> Coded:
    """A column of dictionaries, as batches have them, by its different cells."""
    whole = column.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    codes = pc.fill_null(whole.indices, -1).to_numpy(zero_copy_only=False)
    return Coded(codes.astype(np.int32), whole.dictionary.to_pylist())


def asked(
    facet: Facet, columns: Mapping[str, Coded], n: int, *, order: str = "", prefix: str = ""
) -> tuple[Numbers, list[Answer]]:
    """What a facet says of each row: the position of its answer, and the different answers."""
    have = {c: columns[f"{prefix}{c}"] for c in facet.columns if f"{prefix}{c}" in columns}
    key, levels = np.zeros(n, dtype=np.int64), 1
    for one in have.values():
        width = len(one.levels) + 1
        if levels * width > _MOST_KEYS:
            key, levels = _dense(key)
        key, levels = key * width + one.codes + 1, levels * width
    dense, n_answers = _dense(key)
    at = np.zeros(n_answers, dtype=np.int64)
    at[dense[::-1]] = np.arange(n)[::-1]  # the first row of each answer
    return dense.astype(np.int32), [_answer(facet, have, int(row), order) for row in at]


def text(column: pa.Array | pa.ChunkedArray) -> "pd.Series[str]":
    """A column of text as the tables have it."""
    return pd.Series(pd.array(column, dtype=pd.Series([], dtype="str").dtype))


def _dense(key: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], int]:
    codes, levels = pd.factorize(key)
    return codes.astype(np.int64), len(levels)


def _answer(facet: Facet, columns: Mapping[str, Coded], row: int, order: str) -> Answer:
    codes = {name: int(one.codes[row]) for name, one in columns.items()}
    cells = {name: columns[name].levels[code] for name, code in codes.items() if code >= 0}
    try:
        return facet.read(cells, order)
    except InputError as error:
        return error

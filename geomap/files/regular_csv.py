"""CSV whose quotes all open and close a whole cell, read by columns without a row's objects.

Nearly every file that a program wrote is of this kind. Whatever is not (a quote that is not closed,
text behind a closing quote, a row with more or fewer cells than the header) is left to
`tabular.read_cells`, which reads row by row and says of each what is wrong with it.
"""

from collections.abc import Generator, Sequence
from functools import reduce
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc
from pyarrow import csv

from geomap.files.columns import Batch, Lines, blanked

_BLOCK = 1 << 24
_QUOTE, _LINE, _RETURN = b'"\n\r'
_BOM = "\ufeff".encode()


def is_regular(path: Path, delimiter: str) -> bool:
    """Whether each quote of a file opens a cell or closes it, or stands for one within it."""
    before, seen = _LINE, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            while block[-1] in (_QUOTE, _RETURN) and (more := file.read(1)):
                block += more
            cells = np.frombuffer(block.removeprefix(_BOM), dtype=np.uint8)
            if not _fits(cells, before, seen, ord(delimiter)):
                return False
            before, seen = block[-1], seen + block.count(b'"')
    return seen % 2 == 0


def _fits(
    cells: "np.ndarray[tuple[int], np.dtype[np.uint8]]", before: int, seen: int, by: int
) -> bool:
    quotes, returns = (np.flatnonzero(cells == sign) for sign in (_QUOTE, _RETURN))
    led, followed = np.append(before, cells), np.append(cells, _LINE)
    opens = (np.arange(len(quotes)) + seen) % 2 == 0
    edges = np.where(opens, led[quotes], followed[quotes + 1])
    held = np.isin(edges, [by, _LINE, _RETURN, _QUOTE]).all()
    return bool(held and (followed[returns + 1] == _LINE).all())


def batches(
    path: Path, names: Sequence[str], *, header: int, delimiter: str
) -> Generator[Batch, None, int]:
    """The rows of a regular file in UTF-8, as far as they have as many cells as there are names.

    Parameters
    ----------
    path
        The file.
    names
        Its columns.
    header
        How many lines stand before the first row.
    delimiter
        What parts its cells.

    Returns
    -------
    int
        The line from which on the file has to be read row by row, 0 where all is read.
    """
    keys = [str(n) for n in range(len(names))]
    reading = csv.ReadOptions(column_names=keys, skip_rows=header, block_size=_BLOCK)
    parsing = csv.ParseOptions(
        delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
    )
    text = csv.ConvertOptions(
        column_types=dict.fromkeys(keys, pa.string()), strings_can_be_null=False
    )
    line = header + 1
    try:
        for block in csv.open_csv(path, reading, parsing, text):
            wide = 1 + reduce(np.add, map(_breaks, block.columns))
            lines = line + np.cumsum(wide) - wide
            line = int(lines[-1] + wide[-1]) if len(lines) else line
            yield _batch(names, block, lines)
    except pa.ArrowInvalid:  # a row of another length, or no UTF-8
        return line
    return 0


def _batch(names: Sequence[str], block: pa.RecordBatch, lines: Lines) -> Batch:
    blank = pa.repeat(pa.scalar(True), len(block))
    for column in block.columns:
        if not pc.any(blank).as_py():
            break
        blank = pc.and_(blank, pc.is_null(blanked(column)))
    else:
        kept = pc.invert(blank)
        block, lines = block.filter(kept), lines[kept.to_numpy(zero_copy_only=False)]
    where = pc.binary_join_element_wise("line ", pa.array(lines).cast(pa.string()), "")
    return Batch(where, dict(zip(names, block.columns, strict=True)), None, {})


def _breaks(column: pa.Array) -> Lines:
    """How many line ends each cell holds."""
    data = column.buffers()[2]
    if data is None or b"\n" not in memoryview(data).tobytes():
        return np.zeros(len(column), dtype=np.int64)
    found: Lines = pc.count_substring(column, "\n").to_numpy().astype(np.int64)
    return found

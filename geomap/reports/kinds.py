"""Kinds of files by their suffix, each with its reader: bytes to reports and what of it is lost."""

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from geomap.errors import ReportError
from geomap.limits import MOST_BYTES
from geomap.model import Loss, Report
from geomap.reports.documents import read_docx, read_odt
from geomap.reports.feeds import read_feed
from geomap.reports.fields import from_record, order_of
from geomap.reports.mail import read_box, read_mail
from geomap.reports.memory import of_frame
from geomap.reports.pdf import read_pdf
from geomap.reports.readers import (
    read_csv,
    read_html,
    read_json,
    read_json_lines,
    read_markdown,
    read_text,
)
from geomap.reports.workbook import sheets


def _read_workbook(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """A report a row, each sheet under the names in its own first row."""
    for title, ((_, header), *rows) in sheets(data):
        records = [dict(zip(header, cells, strict=False)) for _, cells in rows]
        order = order_of(records)
        for (number, _), record in zip(rows, records, strict=True):
            yield from from_record(name, f"{title} row {number}", record, order=order)


def _read_parquet(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """A report a row of a table."""
    import pandas as pd

    try:
        _check_size(data)
        frame = pd.read_parquet(io.BytesIO(data))
    except ReportError:
        raise
    except (ValueError, OSError) as error:
        raise ReportError(f"expected Parquet: {str(error)[:100]}") from error
    yield from of_frame(frame, name=name)


def _check_size(data: bytes) -> None:
    """Raise `ReportError` where a few bytes of Parquet stand for more than memory should hold."""
    from pyarrow import compute, parquet, types

    file = parquet.ParquetFile(io.BytesIO(data))
    rows, schema = file.metadata.num_rows, file.schema_arrow
    kinds = (types.is_string, types.is_large_string, types.is_dictionary)
    texts = [one.name for one in schema if any(kind(one.type) for kind in kinds)]
    held = rows * len(schema) * _CELL_BYTES
    if held <= MOST_BYTES:  # a text that repeats is kept once, so that looking costs little
        packed = parquet.read_table(io.BytesIO(data), columns=texts, read_dictionary=texts)
        for chunk in (one for column in packed.itercolumns() for one in column.chunks):
            lengths = compute.binary_length(chunk.dictionary).take(chunk.indices)
            held += compute.sum(lengths).as_py() or 0
    if held > MOST_BYTES:
        raise ReportError(f"expected at most {MOST_BYTES:,} bytes of cells: cut it into several")


_CELL_BYTES = 8
READERS: Mapping[str, Callable[[PurePath, bytes], Iterator[Report | Loss]]] = {
    **dict.fromkeys((".txt", ".text"), read_text),
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    **dict.fromkeys((".html", ".htm"), read_html),
    **dict.fromkeys((".jsonl", ".ndjson"), read_json_lines),
    **dict.fromkeys((".json", ".js"), read_json),
    **dict.fromkeys((".csv", ".tsv"), read_csv),
    **dict.fromkeys((".rss", ".atom", ".xml"), read_feed),
    ".eml": read_mail,
    ".mbox": read_box,
    ".docx": read_docx,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".xlsx": _read_workbook,
    ".parquet": _read_parquet,
}

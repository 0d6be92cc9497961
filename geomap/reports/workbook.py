"""Spreadsheets as Excel and LibreOffice save them (.xlsx): their sheets' rows as words."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from geomap.errors import InputError, MissingExtraError


def sheets(data: bytes) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Each sheet that has rows: its name, and each row's number with its cells as words.

    Parameters
    ----------
    data
        The bytes of an .xlsx file.

    Yields
    ------
    tuple of str, list
        Days are YYYY-MM-DD, whole numbers have no point, a formula is its value as saved; rows of
        blanks are left out.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed (`pip install geomap-news[xlsx]`).
    InputError
        If it is no workbook.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(
            "reading a workbook needs openpyxl: pip install 'geomap-news[xlsx]'; or save it as CSV"
        ) from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"expected an .xlsx workbook: {str(error)[:100]}") from error
    for sheet in book.worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        found = [(number, _words(cells)) for number, cells in rows]
        if kept := [(number, cells) for number, cells in found if any(cells)]:
            yield str(sheet.title), kept


def _words(cells: Sequence[Any]) -> list[str]:
    return [_word(cell) for cell in cells]


def _word(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else str(cell).strip()

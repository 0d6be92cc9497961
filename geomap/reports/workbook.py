"""Spreadsheets as Excel and LibreOffice save them (.xlsx): their sheets' rows as words."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from geomap.errors import InputError, MissingExtraError

_MOST_TEXT, _MOST_CELLS = 1 << 26, 20_000_000


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
        _check_texts(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except InputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"expected an .xlsx workbook: {str(error)[:100]}") from error
    left = _MOST_CELLS
    for sheet in book.worksheets:
        # what a sheet says of its size may be a million rows of blanks
        sheet.reset_dimensions()
        kept = list[tuple[int, list[str]]]()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            left -= len(cells)
            if left < 0:
                raise InputError(f"expected at most {_MOST_CELLS:,} cells: save it as CSV")
            if any(words := _words(cells)):
                width = len(kept[0][1]) if kept else 0
                kept.append((number, words + [""] * (width - len(words))))
        if kept:
            yield str(sheet.title), kept


def _check_texts(data: bytes) -> None:
    """Raise `InputError` where the texts of a workbook, which are read at once, are too long."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sizes = [
            one.file_size for one in packed.infolist() if "sharedstrings" in one.filename.lower()
        ]
    if sum(sizes) > _MOST_TEXT:
        raise InputError(f"expected at most {_MOST_TEXT:,} bytes of texts: save it as CSV")


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

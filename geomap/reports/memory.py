"""Reports that are in memory already: rows of a frame, dictionaries, strings."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from geomap.errors import InputError, ReportError
from geomap.model import Loss, Report
from geomap.reports.fields import from_record, has_text, order_of

if TYPE_CHECKING:
    import pandas as pd

Given: TypeAlias = Union[Path, str, Report, Mapping[str, Any], "pd.DataFrame"]
"""A path of a file or folder, a report, a row with its fields by name, or a frame of such rows."""

_FRAME, _TEXTS, _ROW = PurePath("frame"), PurePath("texts"), PurePath("row")


def of_given(given: object) -> Iterator[Report | Loss]:
    """The reports of what is in memory.

    Raises
    ------
    ReportError
        If it is none of `Given`.
    """
    import pandas as pd

    if isinstance(given, Report):
        yield given
    elif isinstance(given, Mapping):
        yield from from_record(_ROW, "", given, order=order_of([given]))
    elif isinstance(given, pd.DataFrame):
        yield from of_frame(given)
    else:
        raise ReportError(
            "expected paths, reports, frames, or rows with their fields by name, got "
            f"{type(given).__name__}; texts go to geomap.from_texts"
        )


def of_frame(
    frame: "pd.DataFrame",
    columns: Mapping[str, str | None] | None = None,
    *,
    name: PurePath = _FRAME,
) -> Iterator[Report | Loss]:
    """A report a row; fields are found by their usual names, or in the columns that are named.

    Parameters
    ----------
    frame
        A row a report.
    columns
        Which column holds a field of ours; None for one of its usual names.
    name
        What the reports and losses are called after.

    Raises
    ------
    InputError
        If a named column is not there, or no column holds texts.
    """
    named = {field: column for field, column in (columns or {}).items() if column is not None}
    if missing := [column for column in named.values() if column not in frame.columns]:
        have = ", ".join(map(str, frame.columns))[:300]
        raise InputError(f"expected a column {missing[0]!r} in the frame, it has {have}")
    blank = frame.isna().to_numpy()
    rows = []
    for cells, gaps in zip(frame.itertuples(index=False, name=None), blank, strict=True):
        pairs = zip(map(str, frame.columns), cells, gaps, strict=True)
        row = {name: cell for name, cell, gap in pairs if not gap}
        rows.append(row | {field: row.get(str(column)) for field, column in named.items()})
    if rows and not any(map(has_text, rows)):
        have = ", ".join(map(str, frame.columns))[:300]
        raise InputError(f'expected a column of texts, as text="body" names it; there are {have}')
    order = order_of(rows)
    for key, row in zip(frame.index, rows, strict=True):
        yield from from_record(name, f"row {key}", row, order=order)


def of_texts(
    texts: str | Iterable[str] | Mapping[str, str], published: object = None
) -> Iterator[Report | Loss]:
    """A report a string, called by the mapping's names or by their number.

    Parameters
    ----------
    texts
        One string, several, or strings by name. What is no string, or blank, is a loss.
    published
        A day for all, as a date or in words, or one for each in their order.

    Raises
    ------
    InputError
        If there are more or fewer days than texts.
    """
    named = (
        {str(name): text for name, text in texts.items()}
        if isinstance(texts, Mapping)
        else {f"text {n}": text for n, text in enumerate(_each(texts), 1)}
    )
    rows = [(name, text if isinstance(text, str) else "") for name, text in named.items()]
    one = published is None or isinstance(published, (str, date))
    days = [published] * len(rows) if one else list(_each(published))
    if len(days) != len(rows):
        raise InputError(f"expected a day for each of {len(rows)} texts, got {len(days)} days")
    order = order_of({"published": str(day)} for day in days)
    for (name, text), day in zip(rows, days, strict=True):
        row = {"text": text, "published": day, "report_id": name}
        yield from from_record(_TEXTS, name, row, order=order)


def _each(given: Any) -> Iterable[Any]:
    """What is one of several, and what stands for itself."""
    return [given] if isinstance(given, (str, date)) else given

"""What a file says beside its text: title, publisher, link, day of publication."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from geomap.errors import ReportError
from geomap.model import Report
from geomap.reports.texts import HALF_PAIR, from_text

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# a field of ours and the names that feeds and corpora give it, first found wins
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "notes"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet", "domain"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "pubdate", "dltime"),
    "report_id": ("report_id", "id", "docid"),
}


def from_row(path: Path, number: int, record: object) -> Report | ReportError:
    """Report of one row of a JSON Lines or CSV file, or what is wrong with the row."""
    where = f"{path}, line {number}"
    if not isinstance(record, dict):
        return ReportError(f"{where}: expected an object with a text")
    fields = {str(key).strip().casefold(): value for key, value in record.items()}
    try:
        return from_fields(path, fields, where=where, name=f"{path.stem}-{number}")
    except ReportError as error:
        return error


def from_fields(
    path: Path, fields: Mapping[Any, Any], *, where: str = "", name: str = ""
) -> Report:
    """Report of a mapping of fields; `where` names it in errors, `name` in its id.

    Raises
    ------
    ReportError
        If there is no text, or the day of publication cannot be read.
    """
    where = where or str(path)
    known = {name: _first(fields, names) for name, names in _FIELDS.items()}
    text = known["text"]
    if not isinstance(text, str) or not text.strip():
        raise ReportError(f"{where}: expected some text, found none")
    named = _DATE_IN_NAME.search(path.stem)
    return from_text(
        text,
        report_id=str(known["report_id"] or name or path.stem),
        published=_date(known["published"] or (named[1] if named else None), where),
        **{field: _line(known[field]) for field in ("title", "publisher", "url")},
    )


def _first(fields: Mapping[Any, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _line(value: object) -> str:
    return "" if value is None else HALF_PAIR.sub("\ufffd", " ".join(str(value).split()))


def _date(value: object, where: str) -> date | None:
    if value is None or isinstance(value, datetime):
        return value.date() if isinstance(value, datetime) else None
    if isinstance(value, date):
        return value
    text = str(value).strip()
    for parse in (_iso_date, _mail_date, _written_date):
        try:
            return parse(text)
        except (ValueError, TypeError, OverflowError):
            continue
    raise ReportError(f"{where}: expected published as YYYY-MM-DD, got {text[:40]!r}")


def _iso_date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _mail_date(text: str) -> date:
    return parsedate_to_datetime(text).date()


def _written_date(text: str) -> date:
    """A date with its month in letters: 25 August 2021; 03/04/2021 would be a guess."""
    from dateutil.parser import parse

    if not re.search(r"[a-z]{3}", text, re.IGNORECASE) or not re.search(r"\d{4}", text):
        raise ValueError(text)
    first, second = (parse(text, default=datetime(2000 + n, n, n)).date() for n in (1, 2))
    if first != second:
        raise ValueError(text)
    return date(first.year, first.month, first.day)

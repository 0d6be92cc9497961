"""What a file or a row says beside its text: title, publisher, link, day of publication."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import Any

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports.texts import HALF_PAIR, from_text

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# a field of ours and the names that feeds, news interfaces and corpora give it, first found wins
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "full_text", "body", "content", "article", "story", "notes", "description"),
    "title": ("title", "headline"),
    "publisher": (
        "publisher", "source", "outlet", "source_url", "sitename", "media_name", "domain", "from",
    ),
    "url": ("url", "link", "permalink"),
    "published": (
        "published", "date", "published_at", "publishedat", "publish_date", "published_date",
        "date_publish", "pubdate", "publication_date", "created_at", "seendate", "dltime",
    ),
    "report_id": ("report_id", "id", "id_str", "docid", "stories_id"),
}  # fmt: skip
_MOST_ID = 200


def from_record(name: PurePath, part: str, record: object) -> Iterator[Report | Loss]:
    """Report of one row or object of a file, or what is wrong with it.

    Parameters
    ----------
    name
        The file, relative to what was given.
    part
        Which row it is: "line 3".
    record
        What was parsed.
    """
    fields = _unwrapped(record)
    if fields is None:
        yield Loss(what="row", where=str(name), parts=(part,), why="expected an object with a text")
        return
    try:
        yield from from_fields(name, fields, part=part)
    except ReportError as error:
        yield Loss(what="row", where=str(name), parts=(part,), why=str(error))


def from_fields(
    name: PurePath, fields: Mapping[str, Any], *, part: str = ""
) -> Iterator[Report | Loss]:
    """Report of a mapping of fields; `part` says which row of the file it is.

    A day of publication that cannot be read costs the day alone.

    Raises
    ------
    ReportError
        If there is no text.
    """
    known = {field: _first(fields, names) for field, names in _FIELDS.items()}
    text = _words(known["text"])
    if not text.strip():
        raise ReportError("expected some text, found none")
    named = _DATE_IN_NAME.search(name.stem)
    number = part.rpartition(" ")[2]
    own = f"{name.stem}-{number}" if number else name.stem
    published, why = _date(known["published"] or (named[1] if named else None))
    yield from_text(
        text,
        report_id=str(known["report_id"] or own)[:_MOST_ID],
        published=published,
        title=_line(known["title"]),
        publisher=_line(_named(known["publisher"])),
        url=_line(known["url"]),
    )
    if why:
        parts = (part,) if part else ()
        yield Loss(what="day", where=str(name), parts=parts, why=f"read without its day: {why}")


def has_text(record: object) -> bool:
    """Whether a record has a text under one of the names that a text has."""
    fields = _unwrapped(record)
    return fields is not None and bool(_words(_first(fields, _FIELDS["text"])).strip())


def _unwrapped(record: object) -> Mapping[str, Any] | None:
    """Fields of a record by name in lower case; a record in a record of one field is taken out."""
    if not isinstance(record, dict):
        return None
    inner = next(iter(record.values()), None)
    if len(record) == 1 and isinstance(inner, dict):
        return _unwrapped(inner)
    return {str(key).strip().casefold(): value for key, value in record.items()}


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _words(value: object) -> str:
    """A text; where an interface gives it in pieces, with links and bold ones apart, in one."""
    if isinstance(value, list):
        return "".join(map(_words, value))
    if isinstance(value, dict):
        return _words(value.get("text"))
    return value if isinstance(value, str) else ""


def _named(value: object) -> object:
    """The name of a publisher that an interface gives as an object."""
    if isinstance(value, dict):
        return _first(value, ("name", "title", "domain", "uri"))
    return value


def _line(value: object) -> str:
    """A value on one line; what is a list or an object is nobody's title."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    return HALF_PAIR.sub("\ufffd", " ".join(str(value).split()))


def _date(value: object) -> tuple[date | None, str]:
    """A day, or none and what was expected."""
    if value is None or isinstance(value, datetime):
        return (value.date() if isinstance(value, datetime) else None), ""
    if isinstance(value, date):
        return value, ""
    text = str(value).strip()
    for parse in (_iso_date, _mail_date, _written_date):
        try:
            return parse(text), ""
        except (ValueError, TypeError, OverflowError):
            continue
    return None, f"expected published as YYYY-MM-DD, got {text[:40]!r}"


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return datetime.fromisoformat(text).date()


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

"""What a file or a row says beside its text: title, publisher, link, day of publication."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from geomap import lexicon
from geomap.errors import GeomapError, InputError, ReportError
from geomap.model import Loss, Report, check_year, day_order, read_days
from geomap.reports.links import media
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
        "published", "date", "day", "published_at", "publishedat", "publish_date", "published_date",
        "date_publish", "pubdate", "publication_date", "created_at", "seendate", "dltime",
    ),
    "report_id": ("report_id", "id", "id_str", "docid", "stories_id"),
}  # fmt: skip
_MEDIA = re.compile(rf"(?:.*_)?{lexicon.alternation('reports.media')}")
_MOST_ID = 200


def from_record(
    name: PurePath, part: str, record: object, *, order: str = "", number: object = ""
) -> Iterator[Report | Loss]:
    """Report of one row or object of a file, or what is wrong with it, whatever that is.

    Parameters
    ----------
    name
        The file, relative to what was given.
    part
        Which row it is: "line 3".
    record
        What was parsed.
    order
        What stands first in its days in numbers, see `order_of`.
    number
        What parts its id from those of other rows; by default the last word of `part`.
    """
    fields, parts = _unwrapped(record), (part,) if part else ()
    if fields is None:
        yield Loss(what="row", where=str(name), parts=parts, why="expected an object with a text")
        return
    try:
        yield from from_fields(name, fields, part=part, order=order, number=number)
    except Exception as error:  # what a row holds may be anything, and costs no other row
        yield Loss(what="row", where=str(name), parts=parts, why=said_of(error))


def said_of(error: Exception) -> str:
    """Why something is lost, on one line: by an error of ours, or one that a parser raised."""
    if isinstance(error, GeomapError):
        return str(error)
    said = " ".join(str(error).split())[:200]
    return f"expected a report, its reader failed with {type(error).__name__}: {said}"


def from_fields(
    name: PurePath,
    fields: Mapping[str, Any],
    *,
    part: str = "",
    order: str = "",
    number: object = "",
) -> Iterator[Report | Loss]:
    """Report of a mapping of fields; `part`, `order` and `number` are those of `from_record`.

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
    number = number or part.rpartition(" ")[2]
    own = f"{name.stem}-{number}" if number else name.stem
    published, why = _date(known["published"] or (named[1] if named else None), order)
    yield from_text(
        text,
        report_id=str(known["report_id"] or own)[:_MOST_ID],
        published=published,
        title=_line(known["title"]),
        publisher=_line(_named(known["publisher"])),
        url=_line(known["url"]),
        media=media(value for name, value in fields.items() if _MEDIA.fullmatch(name)),
    )
    if why:
        parts = (part,) if part else ()
        yield Loss(what="day", where=str(name), parts=parts, why=f"read without its day: {why}")


def order_of(records: Iterable[object]) -> str:
    """What stands first in the days in numbers of rows that one hand wrote; see `day_order`."""
    beside = {*_FIELDS["published"], "year", "month"}
    rows = [
        {
            name: str(cell)
            for name, cell in (_unwrapped(one) or {}).items()
            if name in beside and not isinstance(cell, (list, dict))
        }
        for one in records
    ]
    return day_order(rows, _FIELDS["published"])


def has_text(record: object) -> bool:
    """Whether a record has a text under one of the names that a text has."""
    fields = _unwrapped(record)
    return fields is not None and bool(_words(_first(fields, _FIELDS["text"])).strip())


def _unwrapped(record: object) -> Mapping[str, Any] | None:
    """Fields of a record by name in lower case; a record in a record of one field is taken out."""
    if not isinstance(record, dict):
        return None
    while len(record) == 1 and isinstance(inner := next(iter(record.values())), dict):
        record = inner
    return {str(key).strip().casefold(): value for key, value in record.items()}


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _words(value: object) -> str:
    """A text; where an interface gives it in pieces, with links and bold ones apart, in one."""
    words, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += reversed(one)
        elif isinstance(one, dict):
            left.append(one.get("text"))
        elif isinstance(one, str):
            words.append(one)
    return "".join(words)


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


def _date(value: object, order: str) -> tuple[date | None, str]:
    """A day, or none and what was expected."""
    if value is None or value != value:  # noqa: PLR0124, what a frame has for no day
        return None, ""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value), ""
    try:
        first, last, _ = check_year(read_days(str(value), order))
    except InputError as error:
        return None, str(error)
    if first != last:
        return None, f"expected one day of publication, got {str(value)[:40]!r}"
    return first, ""

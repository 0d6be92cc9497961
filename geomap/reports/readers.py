"""One reader a kind of file: its bytes to reports, and what of it is lost."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

import yaml

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports import telegram
from geomap.reports.clippings import read_clippings
from geomap.reports.decoding import charset_of, decoded
from geomap.reports.fields import from_fields, from_record, has_text, order_of

Read = Iterator[Report | Loss]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MOST_FRONT_MATTER = 1 << 16
_PLAIN_LINE = re.compile(r"([A-Za-z][\w-]{0,40}): *([^\[\]{}&*!|>%@`'\"\s][^\n]*)")
_MOST_DEEP = 3
_MOST_JSON = 1 << 27
_LONG_TAG = re.compile(r"<([a-z]\w*)\b[^<>]{2000,}>", re.IGNORECASE)
_MOST_ATTRIBUTES = 300
_POINT = {"latitude", "longitude"}
_EVENTS = "expected reports, found events with their points: give the file with --events"
_NOTHING = {"", "~", "null", "Null", "NULL"}


def read_text(name: PurePath, data: bytes) -> Read:
    """The report of a text, with fields in front or without, or those of an archive's export."""
    text = decoded(data)
    if _FRONT_MATTER.match(text):
        return read_markdown(name, data)
    return read_clippings(name, {"text": text})


def read_markdown(name: PurePath, data: bytes) -> Read:
    """The report of a text with its fields in front, where it has some."""
    text = decoded(data)
    header = _FRONT_MATTER.match(text)
    fields: Mapping[str, str] = {}
    if header:
        try:
            fields = _front_matter(header[1])
        except Exception as error:  # a YAML reader raises more than its own errors
            fields = _plain_lines(header[1])
            if not fields:
                said = " ".join(str(error).split())[:200]
                why = f"read without its front matter: expected `name: value` lines, {said}"
                yield Loss(what="front matter", where=str(name), why=why)
    yield from from_fields(name, {**fields, "text": text[header.end() :] if header else text})


def _front_matter(text: str) -> dict[str, str]:
    """Names with a single value, as written; lists and mappings are nobody's title or day."""
    if len(text) > _MOST_FRONT_MATTER:
        raise ReportError(f"at most {_MOST_FRONT_MATTER:,} characters of them")
    found = yaml.compose(text, Loader=yaml.SafeLoader)
    if found is None:
        return {}
    if not isinstance(found, yaml.MappingNode):
        raise ReportError("found none")
    return {
        str(key.value): value.value
        for key, value in found.value
        if isinstance(value, yaml.ScalarNode) and not (not value.style and value.value in _NOTHING)
    }


def _plain_lines(text: str) -> dict[str, str]:
    """Lines like `title: Sudan: army retakes Wad Madani`, which are no YAML; {} if one differs."""
    lines = text.splitlines() if len(text) <= _MOST_FRONT_MATTER else [""]
    found = [_PLAIN_LINE.fullmatch(line.rstrip()) for line in lines]
    return {one[1]: one[2] for one in found if one} if all(found) else {}


def _bare(tag: re.Match[str]) -> str:
    """A tag, without attributes where it has hundreds: parsers compare each with all others."""
    return tag[0] if len(tag[0].split()) <= _MOST_ATTRIBUTES else f"<{tag[1]}>"


def read_html(name: PurePath, data: bytes) -> Read:
    """The report of a page, without what stands around it, or the messages of Telegram's export."""
    import trafilatura

    page = _LONG_TAG.sub(_bare, decoded(data, charset_of(data)))
    if telegram.is_export(page):
        for number, fields in telegram.messages(page):
            yield from from_record(name, f"message {number}", fields, order="day")
        return
    # a day in a footer or a banner is nobody's day of publication
    stated = {"original_date": True, "extensive_search": False}
    try:
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=stated
        )
    except Exception:  # a page that its reader cannot take apart still has words
        found = None
    fields = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    names = {
        "title": "title", "sitename": "publisher", "url": "url", "date": "published",
        "image": "image",
    }  # fmt: skip
    known = {ours: fields.get(theirs) for theirs, ours in names.items()}
    words = fields.get("text") or trafilatura.html2txt(page)
    yield from from_fields(name, {**known, "text": words})


def read_json_lines(name: PurePath, data: bytes) -> Read:
    """A report a line."""
    for number, line in enumerate(decoded(data).split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                why = "expected one JSON object a line"
                yield Loss(what="row", where=str(name), parts=(f"line {number}",), why=why)
                continue
            yield from from_record(name, f"line {number}", record)


_NOTICE = "service"
"""Type of what Telegram itself notes in a chat ("X joined"): no message, and so no loss."""


def read_json(name: PurePath, data: bytes) -> Read:
    """Records of a JSON document: a list of them, or one under whatever name an interface gives."""
    if len(data) > _MOST_JSON:
        raise ReportError(f"expected at most {_MOST_JSON:,} bytes, or a line a report (.jsonl)")
    text = decoded(data).strip()
    if name.suffix.lower() == ".js":  # an archive of X assigns its lists to a variable
        text = text.partition("=")[2].strip().rstrip(";")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"expected a JSON document: {str(error)[:100]}") from error
    if isinstance(found, dict) and found.get("type") in {"Feature", "FeatureCollection"}:
        raise ReportError(_EVENTS)
    records, named = _records(found)
    if not records:
        raise ReportError("expected a list of objects with a text, found none")
    for number, record in enumerate(records, 1):
        if isinstance(record, dict) and record.get("type") == _NOTICE:
            continue
        shared = {"publisher": named} if named and isinstance(record, dict) else {}
        yield from from_record(name, f"item {number}", {**shared, **record} if shared else record)


def _records(found: Any, depth: int = 0) -> tuple[list[Any], str]:
    """The first list of records with a text in a document, and the name that stands beside it."""
    if isinstance(found, list):
        return (found, "") if any(map(has_text, found)) else ([], "")
    if not isinstance(found, dict) or depth > _MOST_DEEP:
        return [], ""
    if has_text(found):
        return [found], ""
    for value in found.values():
        records, named = _records(value, depth + 1)
        if records:
            own = found.get("name")
            return records, named or (own if isinstance(own, str) else "")
    return [], ""


def read_csv(name: PurePath, data: bytes) -> Read:
    """A report a row, whatever parts the cells."""
    csv.field_size_limit(2**31 - 1)
    text = decoded(data)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        if {name.strip().casefold() for name in rows.fieldnames or ()} >= _POINT:
            raise ReportError(_EVENTS)
        yield from _rows(name, ((rows.line_num, record) for record in rows))
    except csv.Error as error:
        raise ReportError(f"expected rows of comma-separated cells: {error}") from error


def _rows(name: PurePath, rows: Iterable[tuple[int, object]]) -> Read:
    """Reports of rows, each with the line that it ends in; their ids count rows alone."""
    found = list(rows)
    order = order_of(record for _, record in found)
    for number, (line, record) in enumerate(found, 2):
        yield from from_record(name, f"line {line}", record, order=order, number=number)


def _delimiter(text: str) -> str:
    """What parts the names in the first line, as spreadsheets of the world write it."""
    head = text.lstrip().partition("\n")[0]
    return max(",;\t|", key=head.count)

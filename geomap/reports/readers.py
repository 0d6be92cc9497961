"""One reader a kind of file: its bytes to reports, and what of it is lost."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

import yaml

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports.fields import from_fields, from_record, has_text

Read = Iterator[Report | Loss]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_MOST_FRONT_MATTER = 1 << 16
_MOST_DEEP = 3
_POINT = {"latitude", "longitude"}
_EVENTS = "expected reports, found events with their points: give the file with --events"
_NOTHING = {"", "~", "null", "Null", "NULL"}


def _decoded(data: bytes, charset: str = "") -> str:
    """The words of a file: by its mark, as UTF-8, by the named charset, else Windows-1252.

    Raises
    ------
    ReportError
        If the bytes are no text.
    """
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(charset or "cp1252", "replace")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise ReportError("expected text, found binary data")
    return text


def _charset(data: bytes) -> str:
    """The charset that a page names in its head, where Python knows it by that name."""
    named = _CHARSET.search(data[:_HEAD_BYTES])
    try:
        name = codecs.lookup(named[1].decode("ascii")).name if named else ""
        b"\xe4".decode(name or "cp1252", "replace")
    except (LookupError, UnicodeError):
        return ""
    # browsers read a page that says Latin-1 as Windows-1252
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _text(name: PurePath, data: bytes) -> Read:
    yield from from_fields(name, {"text": _decoded(data)})


def _markdown(name: PurePath, data: bytes) -> Read:
    text = _decoded(data)
    header = _FRONT_MATTER.match(text)
    fields: Mapping[str, str] = {}
    if header:
        try:
            fields = _front_matter(header[1])
        except Exception as error:  # a YAML reader raises more than its own errors
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


def _html(name: PurePath, data: bytes) -> Read:
    import trafilatura

    page = _decoded(data, _charset(data))
    # a day in a footer or a banner is nobody's day of publication
    stated = {"original_date": True, "extensive_search": False}
    try:
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=stated
        )
    except Exception:  # a page that its reader cannot take apart still has words
        found = None
    fields = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    names = {"title": "title", "sitename": "publisher", "url": "url", "date": "published"}
    known = {ours: fields.get(theirs) for theirs, ours in names.items()}
    words = fields.get("text") or trafilatura.html2txt(page)
    yield from from_fields(name, {**known, "text": words})


def _json_lines(name: PurePath, data: bytes) -> Read:
    for number, line in enumerate(_decoded(data).split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                why = "expected one JSON object a line"
                yield Loss(what="row", where=str(name), parts=(f"line {number}",), why=why)
                continue
            yield from from_record(name, f"line {number}", record)


def _json(name: PurePath, data: bytes) -> Read:
    """Records of a JSON document: a list of them, or one under whatever name an interface gives."""
    text = _decoded(data).strip()
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


def _csv(name: PurePath, data: bytes) -> Read:
    csv.field_size_limit(2**31 - 1)
    text = _decoded(data)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        if {name.strip().casefold() for name in rows.fieldnames or ()} >= _POINT:
            raise ReportError(_EVENTS)
        for number, record in enumerate(rows, 2):
            yield from from_record(name, f"line {number}", record)
    except csv.Error as error:
        raise ReportError(f"expected rows of comma-separated cells: {error}") from error


def _delimiter(text: str) -> str:
    """What parts the names in the first line, as spreadsheets of the world write it."""
    head = text.lstrip().partition("\n")[0]
    return max(",;\t|", key=head.count)


READERS: Mapping[str, Callable[[PurePath, bytes], Read]] = {
    **dict.fromkeys((".txt", ".text"), _text),
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".html", ".htm"), _html),
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines),
    **dict.fromkeys((".json", ".js"), _json),
    **dict.fromkeys((".csv", ".tsv"), _csv),
}

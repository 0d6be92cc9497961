"""One reader a kind of file; each yields reports, and errors that name the file and line."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from geomap.errors import ReportError
from geomap.model import Report
from geomap.reports.fields import from_fields, from_row

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files to read: those given, and in folders those with a reader, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in _READERS and p.is_file()
            )
        elif path.is_file():
            yield path
        else:
            raise ReportError(f"{path}: expected a file or folder of reports, found nothing there")


def each(paths: Iterable[Path]) -> Iterator[Report | ReportError]:
    """Reports of each file, and what cannot be read."""
    for path in paths:
        reader = _READERS.get(path.suffix.lower())
        if reader is None:
            yield ReportError(f"{path}: expected one of {', '.join(_READERS)}")
            continue
        try:
            yield from reader(path, _decode(path.read_bytes(), path))
        except (ReportError, OSError) as error:
            yield error if isinstance(error, ReportError) else ReportError(f"{path}: {error}")


def _decode(data: bytes, path: Path) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252; bytes that are no text are refused."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise ReportError(f"{path}: expected text, found binary data")
    return text


def _read_text(path: Path, text: str) -> Iterator[Report]:
    yield from_fields(path, {"text": text})


def _read_markdown(path: Path, text: str) -> Iterator[Report]:
    header = _FRONT_MATTER.match(text)
    fields: Any = {}
    if header:
        try:
            fields = yaml.safe_load(header.group(1)) or {}
        except (yaml.YAMLError, ValueError) as error:
            why = " ".join(str(error).split())
            raise ReportError(f"{path}: expected YAML front matter: {why}") from error
        if not isinstance(fields, dict):
            raise ReportError(f"{path}: expected front matter of `name: value` lines")
    yield from_fields(path, fields | {"text": text[header.end() :] if header else text})


def _read_html(path: Path, text: str) -> Iterator[Report]:
    import trafilatura

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    fields = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    names = {"title": "title", "sitename": "publisher", "url": "url", "date": "published"}
    known = {ours: fields.get(theirs) for theirs, ours in names.items()}
    yield from_fields(path, known | {"text": fields.get("text") or trafilatura.html2txt(text)})


def _read_json_lines(path: Path, text: str) -> Iterator[Report | ReportError]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                yield ReportError(f"{where}: expected one JSON object a line")
                continue
            yield from_row(path, number, record)


def _read_csv(path: Path, text: str) -> Iterator[Report | ReportError]:
    csv.field_size_limit(2**31 - 1)
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text, newline="")), 2):
            yield from_row(path, number, record)
    except csv.Error as error:
        raise ReportError(f"{path}: expected comma-separated rows: {error}") from error


_READERS: Mapping[str, Callable[[Path, str], Iterator[Report | ReportError]]] = {
    **dict.fromkeys((".txt", ".text"), _read_text),
    **dict.fromkeys((".md", ".markdown"), _read_markdown),
    **dict.fromkeys((".html", ".htm"), _read_html),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    ".csv": _read_csv,
}

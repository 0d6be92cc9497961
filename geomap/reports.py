"""Files to reports: plain text, Markdown with front matter, HTML, JSON Lines, CSV.

A file that cannot be read becomes a `ReportError` in the second list; the others go on.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import yaml

from geomap.errors import ReportError
from geomap.model import Report, Segment

_MIN_REPEATED_CHARS = 25
_WRAPPED_LINE_CHARS = range(40, 101)
_SENTENCE_END = re.compile(r"[.!?:;\"”’')\]]\s*$")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# a line ends where Unicode says so; old press releases separate paragraphs by U+2028 alone
_LINE = re.compile(r"[^\s](?:[^\n\r\v\f\x85\u2028\u2029]*[^\s])?")
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")  # JSON can say it, no file and no table can hold it
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# a field of ours and the names that feeds and corpora give it, first found wins
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "notes"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet", "domain"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "pubdate", "dltime"),
    "report_id": ("report_id", "id", "docid"),
}


def read(paths: Iterable[Path | str] | Path | str) -> tuple[list[Report], list[ReportError]]:
    """Read every report in files and folders.

    Parameters
    ----------
    paths
        Files (.txt, .md, .html, .htm, .jsonl, .csv) or folders, which are searched recursively.

    Returns
    -------
    tuple of list of Report, list of ReportError
        The reports in the order of the paths (a folder's files by name), and what could not be
        read, each with the file, the line where there is one, and what was expected. A text that
        repeats an earlier one word for word is left out and named there.

    Raises
    ------
    ReportError
        If a path does not exist.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    reports: list[Report] = []
    errors: list[ReportError] = []
    first: dict[str, str] = {}
    for found in _each(_files(Path(path) for path in given)):
        if isinstance(found, ReportError):
            errors.append(found)
        elif (earlier := first.get(found.sha256)) is not None:
            errors.append(ReportError(f"{found.report_id}: the same text as {earlier}, read once"))
        else:
            first[found.sha256] = found.report_id
            reports.append(found)
    return reports, errors


def from_text(
    text: str,
    *,
    report_id: str = "report",
    published: date | None = None,
    title: str = "",
    publisher: str = "",
    url: str = "",
) -> Report:
    """Make a report from a string.

    The id is `report_id` made safe for file names and links, with the text's hash, so that the
    same text from the same file has the same id on every machine.

    Raises
    ------
    ReportError
        If there is no text.

    Examples
    --------
    >>> from_text("Clashes near Andarab.", report_id="first").report_id
    'first-9da390e1'
    """
    if not text.strip():
        raise ReportError(f"{report_id}: expected some text, found none")
    text = _HALF_PAIR.sub("\ufffd", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", report_id.casefold()).strip("-")[:48] or "report"
    return Report(
        report_id=f"{slug}-{sha256[:8]}",
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        sha256=sha256,
        segments=tuple(segments(text)),
    )


def segments(text: str) -> Iterator[Segment]:
    """Paragraphs of a text, each told whether it repeats an earlier one.

    Lines are paragraphs, unless a block between blank lines looks hard-wrapped. Paragraphs shorter
    than 25 characters are never called repeated: "He said." may well be said twice.
    """
    seen: dict[str, int] = {}
    for start, end in _paragraphs(text):
        key = " ".join(text[start:end].split()).casefold()
        earlier = seen.setdefault(key, start) if len(key) >= _MIN_REPEATED_CHARS else start
        yield Segment(start=start, end=end, duplicate_of=earlier if earlier != start else None)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for block in re.finditer(r"\S.*?(?=\r?\n[ \t]*\r?\n|\Z)", text, re.DOTALL):
        lines = [
            (block.start() + line.start(), block.start() + line.end())
            for line in _LINE.finditer(block.group())
        ]
        if _wrapped([text[start:end] for start, end in lines]):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph broken at a fixed width: even lengths, open line ends."""
    body = lines[:-1]
    open_ends = sum(not _SENTENCE_END.search(line) for line in body)
    even = all(len(line) in _WRAPPED_LINE_CHARS for line in body)
    return bool(body) and even and open_ends * 2 > len(body)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _READERS)
        elif path.exists():
            yield path
        else:
            raise ReportError(f"{path}: expected a file or folder of reports, found nothing there")


def _each(paths: Iterable[Path]) -> Iterator[Report | ReportError]:
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
    yield _from_fields(path, {"text": text})


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
    yield _from_fields(path, fields | {"text": text[header.end() :] if header else text})


def _read_html(path: Path, text: str) -> Iterator[Report]:
    import trafilatura

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    fields = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    body = fields.get("text") or trafilatura.html2txt(text)
    yield _from_fields(
        path,
        {
            "text": body,
            "title": fields.get("title"),
            "publisher": fields.get("sitename"),
            "url": fields.get("url"),
            "published": fields.get("date"),
        },
    )


def _read_json_lines(path: Path, text: str) -> Iterator[Report | ReportError]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                yield ReportError(f"{where}: expected one JSON object a line")
                continue
            yield _from_row(path, number, record)


def _read_csv(path: Path, text: str) -> Iterator[Report | ReportError]:
    csv.field_size_limit(2**31 - 1)
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text, newline="")), 2):
            yield _from_row(path, number, record)
    except csv.Error as error:
        raise ReportError(f"{path}: expected comma-separated rows: {error}") from error


def _from_row(path: Path, number: int, record: object) -> Report | ReportError:
    where = f"{path}, line {number}"
    if not isinstance(record, dict):
        return ReportError(f"{where}: expected an object with a text")
    fields = {str(key).strip().casefold(): value for key, value in record.items()}
    try:
        return _from_fields(path, fields, where=where, name=f"{path.stem}-{number}")
    except ReportError as error:
        return error


def _from_fields(
    path: Path, fields: Mapping[Any, Any], *, where: str = "", name: str = ""
) -> Report:
    where = where or str(path)
    known = {name: _first(fields, names) for name, names in _FIELDS.items()}
    text = known["text"]
    if not isinstance(text, str) or not text.strip():
        raise ReportError(f"{where}: expected some text, found none")
    named = _DATE_IN_NAME.search(path.stem)
    published = known["published"] or (named.group(1) if named else None)
    report = from_text(text, report_id=str(known["report_id"] or name or path.stem))
    return replace(
        report,
        title=_line(known["title"]),
        publisher=_line(known["publisher"]),
        url=_line(known["url"]),
        published=_date(published, where),
    )


def _first(fields: Mapping[Any, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _line(value: object) -> str:
    return "" if value is None else _HALF_PAIR.sub("\ufffd", " ".join(str(value).split()))


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


_Reader = Callable[[Path, str], Iterator[Report | ReportError]]
_READERS: Mapping[str, _Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".csv": _read_csv,
}

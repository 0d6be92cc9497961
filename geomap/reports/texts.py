"""A string becomes a report, cut into paragraphs; those that repeat an earlier one are told."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from geomap.errors import ReportError
from geomap.model import Report, Segment

HALF_PAIR = re.compile(r"[\ud800-\udfff]")  # JSON can say it, no file and no table can hold it
_MIN_REPEATED_CHARS = 25
_WRAPPED_LINE_CHARS = range(40, 101)
_BROKEN_AT, _FULL = range(40, 131), 0.8
_SENTENCE_END = re.compile(r"[.!?:;\"”’')\]]\s*$")
# a line ends where Unicode says so; old press releases separate paragraphs by U+2028 alone
_LINE = re.compile(r"[^\s](?:[^\n\r\v\f\x85\u2028\u2029]*[^\s])?")


def from_text(
    text: str,
    *,
    report_id: str = "report",
    published: date | None = None,
    title: str = "",
    publisher: str = "",
    url: str = "",
    media: str = "",
) -> Report:
    """Make a report from a string.

    The id is `report_id` made safe for file names and links, with the text's hash, so that the
    same text from the same file has the same id on every machine. `media` are addresses of pictures
    and films, one a line.

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
    text, title, publisher, url, media = (
        HALF_PAIR.sub("\ufffd", one) for one in (text, title, publisher, url, media)
    )
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
        media=media,
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


def divided(report: Report) -> Report:
    """A report with its paragraphs, which one that was made by hand may lack."""
    return report if report.segments else replace(report, segments=tuple(segments(report.text)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for block in re.finditer(r"\S.*?(?=\r?\n[ \t]*\r?\n|\Z)", text, re.DOTALL):
        lines = [
            (block.start() + line.start(), block.start() + line.end())
            for line in _LINE.finditer(block.group())
        ]
        if _wrapped([text[start:end] for start, end in lines]):
            yield lines[0][0], lines[-1][1]
        else:
            yield from _rejoined(text, lines)


def _wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph broken at a fixed width: even lengths, open line ends."""
    body = lines[:-1]
    open_ends = sum(not _SENTENCE_END.search(line) for line in body)
    even = all(len(line) in _WRAPPED_LINE_CHARS for line in body)
    return bool(body) and even and open_ends * 2 > len(body)


def _rejoined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Paragraphs of lines that are broken at a fixed width, with no blank line between them.

    A line that fills the width and ends no sentence goes on in the next. That most of these begin
    in small letters tells them from headlines and rows of a table.
    """
    width = max((end - start for start, end in lines), default=0)
    open_at = {
        n
        for n, (start, end) in enumerate(lines[:-1])
        if end - start > _FULL * width and not _SENTENCE_END.search(text[start:end])
    }
    small = sum(text[lines[n + 1][0]].islower() for n in open_at)
    broken = width in _BROKEN_AT and small * 2 > len(open_at)
    first = 0
    for n, (_, end) in enumerate(lines):
        if not (broken and n in open_at):
            yield lines[first][0], end
            first = n + 1

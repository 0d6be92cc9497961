"""Sentences of a paragraph in another language, letter for letter beside the report's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from geomap.model import Report
from geomap.tongue import Tongue, plain

_TOKEN = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?؟۔…])(?=[\"'»”)]*\s)[\"'»”)]*\s+|\n+|,\s+(?=[«“])")
_CLOSING = frozenset("»”")
_INITIAL = re.compile(r"(?:^|\s)\w{1,2}\.\s*$")


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence: where it begins and ends in the report, its letters as written and plain."""

    tongue: Tongue
    start: int
    text: str

    @cached_property
    def plain(self) -> str:
        """The sentence letter for letter in plain letters."""
        return plain(self.text)

    @property
    def end(self) -> int:
        """Where it ends in the report's text."""
        return self.start + len(self.text)

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        """Where its words begin and end; hyphens, apostrophes and joiners part words."""
        return [match.span() for match in _TOKEN.finditer(self.plain)]


def lines(report: Report, start: int, end: int, tongue: Tongue) -> Iterator[Line]:
    """Sentences of a stretch of a report's text; a quotation taken up again is one of its own."""
    at = start
    for stop in _END.finditer(report.text, start, end):
        if _is_end(report.text, at, stop):
            if report.text[at : stop.start()].strip():
                yield Line(tongue, at, report.text[at : stop.start()].rstrip())
            at = stop.end()
    if report.text[at:end].strip():
        yield Line(tongue, at, report.text[at:end].rstrip())


def _is_end(text: str, at: int, stop: re.Match[str]) -> bool:
    """Whether a mark ends a sentence, or the words between two parts of a quotation."""
    if stop[0].startswith(","):
        return not _CLOSING.isdisjoint(text[at : stop.start()])
    return _INITIAL.search(text, max(at, stop.start() - 5), stop.start()) is None


def goes_on(report: Report, before: Line, after: Line) -> bool:
    """Whether a line takes up the quotation of the one before it."""
    return report.text[before.end : after.start].strip() == ","

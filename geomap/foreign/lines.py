"""Sentences of a paragraph in another language, letter for letter beside the report's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from geomap.model import Report
from geomap.tongue import Tongue, plain

_TOKEN = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?؟۔…])(?=[\"'»”)]*\s)[\"'»”)]*\s+|\n+")
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
    """Sentences of a stretch of a report's text."""
    at = start
    for stop in _END.finditer(report.text, start, end):
        if not _INITIAL.search(report.text, max(at, stop.start() - 5), stop.start()):
            if report.text[at : stop.start()].strip():
                yield Line(tongue, at, report.text[at : stop.start()].rstrip())
            at = stop.end()
    if report.text[at:end].strip():
        yield Line(tongue, at, report.text[at:end].rstrip())

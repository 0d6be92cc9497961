"""Which parts of a report can be read at all, and why the others cannot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geomap.model import Loss, Report
from geomap.settings import OFFLINE, Settings

_RUN_CHARS = 200
_RUN = re.compile(rf"\S{{{_RUN_CHARS},}}")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\W*\w{2,10}://")
_LEAST_WORDS = 8
_FEW_WORDS = 16
_SHARED = frozenset({"in", "on", "at"})
"""Words of English that a neighbour may have too: among a few words they leave it open."""

_LEAST_SHARE = 0.03
"""English prose of every kind measured has more function words among its words in small letters:
at least .038 in 1,500 paragraphs of news and press releases; eight other languages have none."""

LONG = "too long"
RUN = "no words"
FOREIGN = "not English"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of a report's text; `unread` is why no rule reads it, or empty."""

    start: int
    end: int
    unread: str = ""


def parts(report: Report, *, settings: Settings = OFFLINE) -> Iterator[Part]:
    """Paragraphs of a report that repeat no other, without runs of signs that are no words.

    A paragraph of few words has the language of the one before it.
    """
    foreign = False
    for segment in report.segments:
        if segment.duplicate_of is not None:
            continue
        start, end = segment.start, segment.end
        if start >= settings.max_report_chars:
            yield Part(start=start, end=end, unread=LONG)
            continue
        foreign = _is_foreign(report.text[start:end], before=foreign)
        if foreign:
            yield Part(start=start, end=end, unread=FOREIGN)
        else:
            yield from _without_runs(report.text, start, end)


def unread(report: Report, *, settings: Settings = OFFLINE) -> Iterator[Loss]:
    """What of a report no rule reads, a loss a reason."""
    reasons = {
        LONG: f"expected at most {settings.max_report_chars:,} characters, the rest is not read",
        RUN: f"expected words, found {_RUN_CHARS} characters and more without a space",
        FOREIGN: "expected English, this paragraph is in another language and not read",
    }
    found = [part for part in parts(report, settings=settings) if part.unread]
    for reason, why in reasons.items():
        at = tuple(
            f"character {part.start}"
            for part in found
            if part.unread == reason and not _ADDRESS.match(report.text, part.start, part.end)
        )
        if at:
            yield Loss(what="text", where=report.report_id, parts=at, why=why)


def _is_foreign(text: str, *, before: bool) -> bool:
    words = [word for word in _WORD.findall(text) if word == word.lower()]
    if len(words) < _LEAST_WORDS:
        return before
    english = sum(word in _function_words() for word in words)
    if not english and len(words) < _FEW_WORDS and not _SHARED.isdisjoint(words):
        return before  # "Gangs burned houses in Cavaillon, a town in southern Haiti, on Monday."
    return english < _LEAST_SHARE * len(words)


@cache
def _function_words() -> frozenset[str]:
    """Function words of English that no neighbour shares, as "a", "no" and "am" are."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(word for word in STOP_WORDS if len(word) > 2) | {"of", "to", "by", "he"}


def _without_runs(text: str, start: int, end: int) -> Iterator[Part]:
    for run in _RUN.finditer(text, start, end):
        if run.start() > start:
            yield Part(start=start, end=run.start())
        yield Part(start=run.start(), end=run.end(), unread=RUN)
        start = run.end()
    if end > start:
        yield Part(start=start, end=end)

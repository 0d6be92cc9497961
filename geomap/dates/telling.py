"""The year of a narrative: a day without a year follows the day with one that was told before it.

"On 23 May 2017 gunmen took the city. On 16 October their leader was shot dead." is 2017, whenever
the report appeared. What is said of the present ends the narrative: a sentence in the present or
the perfect, words that are seen from the day of the report ("on Friday", "last month"), a heading.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geomap.dates import words as w
from geomap.dates.days import make_day
from geomap.language import Passage
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Span

_MONTH = re.compile(w.MONTH)
_YEAR = re.compile(rf"\b{w.YEAR}\b|\byear\b")
_PRESENT = ("VBZ", "VBP")
_MOST_PASSAGES = 2
"""Passages without a day that a narrative may go through."""

_NEWS_DAYS, _ONE_STORY_DAYS = 31, 150
"""Days before a report that are its news, and after which a story does not go into a new year."""


class Hit(NamedTuple):
    """A time expression as found: its span in the text, its days, and the event that it names."""

    start: int
    end: int
    days: Interval
    event: date | None = None


@dataclass
class Telling:
    """How far a report's narrative has come, passage by passage."""

    anchor: date | None = None
    reached: date | None = None
    since: int = 0

    def begin(self, anchor: date | None, *, heads: bool) -> None:
        """Begin a passage; a new scene or a long pause ends the narrative."""
        self.since += 1
        if heads or anchor != self.anchor or self.since > _MOST_PASSAGES:
            self.reached = None
        self.anchor = anchor

    def read(self, passage: Passage, hits: Iterable[Hit], bounded: frozenset[int]) -> list[Hit]:
        """Hits of a passage with the days that the narrative gives them, in the order of the text.

        `bounded` has where those start that words before them make an interval of ("since May").
        """
        text, found, rest = passage.text, list[Hit](), sorted(hits, key=lambda hit: hit.start)
        for sentence, here in _by_sentence(passage, rest):
            dated = any(_MONTH.search(text, *hit[:2]) for hit in here)
            present = _is_present(sentence, dated=dated)
            for hit in here:
                found.append(self._told(text, hit) if not present else hit)
                self._move(text, found[-1], hit.start in bounded)
            if present:
                self.reached = None
        return found

    def _told(self, text: str, hit: Hit) -> Hit:
        """A hit, in the year of the narrative if it has no other."""
        words, end = text[hit.start : hit.end], hit.days.end
        if not _MONTH.search(words) or _YEAR.search(words) or end is None or self._is_news(end):
            return hit
        return next(self._in_story(hit), hit)

    def _in_story(self, hit: Hit) -> Iterator[Hit]:
        """A hit in the year of the day that was reached, and in the next."""
        reached, start, end = self.reached, hit.days.start, hit.days.end
        if reached is None or start is None or end is None:
            return
        for year in (reached.year, reached.year + 1):
            first = make_day(year, start.month, start.day)
            last = make_day(year + end.year - start.year, end.month, end.day)
            if first and last and reached <= last and self._goes_on(first):
                yield hit._replace(days=replace(hit.days, start=first, end=last))

    def _is_news(self, day: date) -> bool:
        """Whether a day is the report's own news, or still to come."""
        return self.anchor is None or (self.anchor - day).days <= _NEWS_DAYS

    def _goes_on(self, day: date) -> bool:
        """Whether a day goes on with the story: in its year, or soon in the next."""
        reached = self.reached or day
        near = day.year == reached.year or (day - reached).days <= _ONE_STORY_DAYS
        return near and (self.anchor is None or day <= self.anchor)

    def _move(self, text: str, hit: Hit, bounded: bool) -> None:
        """Go to the day of a hit, or back to the present where it is seen from there."""
        words, start = text[hit.start : hit.end], hit.days.start
        if bounded or not start:
            return
        goes_on = self.reached is not None and start >= self.reached and not self._is_news(start)
        if _MONTH.search(words) and (_YEAR.search(words) or goes_on):
            self.reached, self.since = start, 0
        elif not _YEAR.search(words):
            self.reached = None


def _by_sentence(passage: Passage, hits: list[Hit]) -> "Iterator[tuple[Span, list[Hit]]]":
    """Sentences with the hits that begin in them."""
    at = 0
    for sentence in passage.doc.sents:
        first = at
        while at < len(hits) and hits[at].start < sentence.end_char:
            at += 1
        yield sentence, hits[first:at]


def _is_present(sentence: "Span", *, dated: bool) -> bool:
    """Whether the main verb of a sentence stands in the present or the present perfect.

    "On 2 March soldiers retook the town" is none, though the parser takes it for one.
    """
    root = sentence.root
    helped = any(one.dep_ in ("aux", "auxpass") and one.tag_ in _PRESENT for one in root.children)
    return helped or root.tag_ in (_PRESENT[:1] if dated else _PRESENT)

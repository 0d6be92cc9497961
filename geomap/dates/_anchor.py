"""The days from which a report's relative expressions are counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geomap.dates import _handlers as h
from geomap.dates import _spans as sp
from geomap.dates import _words as w
from geomap.dates._handlers import Context
from geomap.dates._known import KnownEvent, events_in, known_events
from geomap.dates._parse import find_text
from geomap.language import Passage
from geomap.lexicon import alternation
from geomap.model import Report

_HEAD_CHARS = 600
_DAY = rf"(?P<month>{w.MONTH})\s+(?P<day>{w.DAY})(?!\w)(?:[,.]?\s+(?P<year>{w.YEAR}))?"
_DAY_FIRST = rf"(?P<day>{w.DAY})\s+(?P<month>{w.MONTH})(?!\w)(?:[,.]?\s+(?P<year>{w.YEAR}))?"
_LINK = rf"(?:[ ,/]+|\s+{alternation('places.dateline_links')}\s+(?:the\s+)?)"
_PLACE = rf"[A-Z][\w.'-]+(?:{_LINK}[A-Z][\w.'-]+){{0,6}}"
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*(?:[ap]\.?m\.?|[A-Z]{2,4}\b|Z\b))?"
_WEEKDAY = rf"(?:{alternation('time.weekdays', 'time.weekday_abbreviations')}\.?,?\s+)?"
_START = r"^[^\w\n]{0,12}"
_PUBLISHED = (
    rf"{_START}(?:(?:last|first)\s+)?{alternation('time.published')}\W+"
    r"(?:on\s+)?"
)
_ALONE = rf"(?i:(?:\s*[,|@-]?\s*(?:at\s+)?{_CLOCK}(?:\s*\(?[A-Z]{{2,4}}\)?)?)?)[^\w\n]*$"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE}\s*\(\s*(?:\w+\s*[-/–,]\s*)?{_DAY}\s*\)",
        rf"{_PLACE}\s*\(\s*(?:\w+\s*[-/–,]\s*)?{_DAY_FIRST}\s*\)",
        rf"\b[A-Z]{{3,}}[A-Z ,.'-]*,\s*(?:\w+,\s*)?{_DAY}\s*(?:\(\w+\)\s*)?[-–—:(]",
        rf"\b[A-Z]{{3,}}[A-Z ,.'-]*,\s*{_DAY_FIRST}\s*(?:\(\w+\)\s*)?[-–—:(]",
        rf"(?m){_START}{_PLACE},\s*(?:\w+day,?\s+)?{_DAY}\s*(?:\(\w+\)\s*)?[-–—:]",
        rf"(?m){_START}{_PLACE},\s*(?:\w+day,?\s+)?{_DAY_FIRST}\s*(?:\(\w+\)\s*)?[-–—:]",
        rf"(?m){_START}{_DAY}\s*[:–—-]",
        rf"(?m){_START}{_DAY_FIRST}\s*[:–—-]",
        rf"(?mi){_PUBLISHED}{_WEEKDAY}{_DAY}",
        rf"(?mi){_PUBLISHED}{_WEEKDAY}{_DAY_FIRST}",
        rf"(?i)\bupdate,?\s+{_DAY}",
        rf"(?m){_START}(?:[^\n|]{{0,60}}\|\s*)?(?i:{_WEEKDAY}){_DAY_FIRST}{_ALONE}",
        rf"(?m){_START}(?:[^\n|]{{0,60}}\|\s*)?(?i:{_WEEKDAY}){_DAY}{_ALONE}",
    )
)
_DAY_ALONE = re.compile(rf"(?i:{_WEEKDAY}){_DAY}\W*")
_DAY_FIRST_ALONE = re.compile(rf"(?i:{_WEEKDAY}){_DAY_FIRST}\W*")
_ISO = re.compile(
    rf"(?mi)(?:{_PUBLISHED}|{_START})"
    r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    rf"(?:[ t,]*(?:at\s+)?{_CLOCK}[^\n]{{0,12}})?[^\w\n]*$"
)
_STAMP = re.compile(rf"{_START}{_CLOCK}\s*[-–—:|]?\s*(?=[A-Z\"'\u201c])")
_CITY = re.compile(
    rf"{_START}[A-Z][\w.'-]+(?:[ ,/]+[A-Z][\w.'-]+){{0,4}}(?:\s*\([^)]{{2,30}}\))?"
    r"\s+[-–—]{1,2}\s+"
    r"(?=[A-Z\"])(?![^.\n]{0,120}\s[-–—]\s)"
)
_FILED = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=\s\s)|(?<=[.!?]\s))[A-Z][A-Z.' -]{2,}(?:,\s+[A-Z][\w. ]{2,20})?"
    r"(?:\s*\([^)]{2,30}\))?\s*(?:-{1,2}|–|—)\s+(?=[A-Z\"])"
)
_RELEASE = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]")
_PAST_MONTH = re.compile(rf"\b{alternation('time.during')}\s+(?P<month>{w.MONTH})\s+{w.YEAR}\b")
_HEADING = re.compile(r"^[^a-z]{3,80}$")
_MAX_SHIFT_DAYS = 10


@dataclass(frozen=True)
class Anchors:
    """The anchor day of each passage (by its start) and of the report; `known` dated events."""

    report: date | None
    by_passage: dict[int, date]
    known: tuple[KnownEvent, ...]

    def of(self, passage: Passage) -> date | None:
        """Anchor day of a passage."""
        return self.by_passage.get(passage.start, self.report)


def dateline(text: str, *, published: date | None = None) -> date | None:
    """The day that a report's head states: a dateline, a dated title or an update stamp.

    A day without a year takes it from the day of publication, a release number ("2010-09-CA-005")
    or another full date in the head; None where the head states no day or no year can be had.
    """
    head = text[:_HEAD_CHARS]
    release = _RELEASE.search(head)
    for pattern in _DATELINES:
        match = pattern.search(head)
        if match is None:
            continue
        if match["year"] or published is not None:
            near = Context(published or date(int(match["year"]), 12, 31))
        elif (year := _year(head, release, match["month"])) is not None:
            near = Context(date(year, 12, 31))
        else:
            continue
        found = h.absolute(match, near)
        if found is not None and found.start is not None:
            return found.start
    iso = _ISO.search(head)
    return _iso_day(iso["iso"]) if iso is not None else None


def _iso_day(text: str) -> date | None:
    """Day of "2024-06-15"; None where the month is too short."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def stamp_spans(text: str) -> list[tuple[int, int]]:
    """The clock or day at a paragraph's start that says when it was filed, as in a live blog.

    Examples
    --------
    >>> stamp_spans("18:05 A spokesman said that the port was quiet.")
    [(0, 6)]
    """
    match = _STAMP.match(text)
    return [match.span()] if match is not None else []


def dateline_spans(text: str) -> list[tuple[int, int]]:
    """Spans of a text's head that state where and when it was filed, not where something happened.

    Examples
    --------
    >>> dateline_spans("KABUL, Afghanistan (Sept. 1) - Forces detained two men.")
    [(0, 31)]
    """
    head = text[:_HEAD_CHARS]
    found = [match.span() for pattern in _DATELINES if (match := pattern.search(head))]
    found += [match.span() for match in _FILED.finditer(head)]
    found += [match.span() for match in (_ISO.search(head), _CITY.match(head)) if match]
    found += stamp_spans(head)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _year(head: str, release: re.Match[str] | None, month: str) -> int | None:
    """Year for a day without one: from the release number, else the only year in the head.

    A month of that year which the head looks back on ("in June 2011") came before the day.
    """
    if release is not None:
        turn = int(release["month"]) == 1 and w.month(month) == 12
        return int(release["year"]) - (1 if turn else 0)
    years = {int(year) for year in re.findall(rf"\b{w.YEAR}\b", head)}
    if len(years) != 1:
        return None
    past = max((w.month(match["month"]) for match in _PAST_MONTH.finditer(head)), default=0)
    return years.pop() + (1 if w.month(month) < past else 0)


def _shifted(passage: Passage, anchor: date, known: Sequence[KnownEvent]) -> date | None:
    """The day from which "nine days ago" leads to a dated event that the same clause names."""
    text = passage.text
    for start, end, event in events_in(text, known, anchor=anchor):
        for first, _, days in find_text(text, anchor, known=()):
            close = start - 40 <= first <= end + 40
            if close and days.text.endswith("ago") and days.precision == "day" and days.start:
                shifted = anchor - (days.start - event.day)
                if abs((shifted - anchor).days) <= _MAX_SHIFT_DAYS:
                    return shifted
    return None


def anchors(
    report: Report, passages: Sequence[Passage], *, known: Sequence[KnownEvent] | None = None
) -> Anchors:
    """Anchor days of a report's passages.

    The report's anchor is its day of publication, else the day of its dateline. A paragraph that
    is a day and nothing else ("Saturday, 10 September 2022") sets the anchor of what follows, as
    in a live report of several days. A passage that counts days back to an event whose date is
    known ("the Taliban captured Kabul nine days ago") sets the anchor of its section, from the
    heading above it to the next one.
    """
    table = known_events() if known is None else tuple(known)
    base = dateline(report.text, published=report.published) or report.published
    if base is None:
        return Anchors(None, {}, tuple(table))
    base = base if report.published is None or base <= report.published else report.published
    by_passage: dict[int, date] = {}
    current = base
    for section in _sections(passages):
        current = _alone(section[0].text, base) or current if section else current
        found = (_shifted(passage, current, table) for passage in section)
        day = next((day for day in found if day is not None), current)
        by_passage.update((passage.start, day) for passage in section)
    return Anchors(base, by_passage, tuple(table))


def _alone(text: str, base: date) -> date | None:
    """The day that a paragraph consists of, up to the report's own; None for any other text."""
    line = text.strip()
    match = _DAY_ALONE.fullmatch(line) or _DAY_FIRST_ALONE.fullmatch(line)
    if match is None:
        return None
    found = h.absolute(match, Context(base))
    day = found.start if found is not None else None
    return day if day is not None and day <= sp.shift(base, 1) else None


def _sections(passages: Sequence[Passage]) -> list[list[Passage]]:
    sections: list[list[Passage]] = [[]]
    for passage in passages:
        line = passage.text.strip()
        head = (
            _HEADING.match(line) or _DAY_ALONE.fullmatch(line) or _DAY_FIRST_ALONE.fullmatch(line)
        )
        if head and sections[-1]:
            sections.append([])
        sections[-1].append(passage)
    return sections

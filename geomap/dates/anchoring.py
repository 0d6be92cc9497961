"""The days from which a report's relative expressions are counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geomap import filing
from geomap.dates import heads
from geomap.dates import words as w
from geomap.dates.dated_events import events_in
from geomap.dates.days import make_day, shift
from geomap.dates.finding import find_text
from geomap.dates.meanings import Context, absolute
from geomap.language import Passage
from geomap.lexicon import alternation
from geomap.model import Report, full_year

_HEAD_CHARS = 600
_DAY = rf"(?P<month>(?i:{w.MONTH}))\s+(?P<day>{w.DAY})(?!\w)(?:[,.]?\s+(?P<year>{w.YEAR}))?"
_DAY_FIRST = rf"(?P<day>{w.DAY})\s+(?P<month>(?i:{w.MONTH}))(?!\w)(?:[,.]?\s+(?P<year>{w.YEAR}))?"
_LINK = rf"(?:[ ,/]+|\s+{alternation('places.dateline_links')}\s+(?:the\s+)?)"
_PLACE = rf"[A-Z][\w.'-]+(?:{_LINK}[A-Z][\w.'-]+){{0,6}}"
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*(?:[ap]\.?m\.?|[A-Z]{2,4}\b|Z\b))?"
_WEEKDAY = rf"(?:{alternation('time.weekdays', 'time.weekday_abbreviations')}\.?,?\s+)?"
_NO_WEEKDAY = "".join(rf"(?<!{day.capitalize()})" for day in w.WEEKDAYS)
_START = r"^[^\w\n]{0,12}"
_UNLISTED = r"^(?!\s*[•*·▪●‣⁃–—-])[^\w\n]{0,12}"
_CAPITALS = r"\b[A-Z]{3,}[A-Z ,.'-]*,\s*"
_AFTER_DAY = r"\s*\)?\s*(?:\(\w+\)\s*)?"
_PUBLISHED = (
    rf"{_START}(?:(?:last|first)\s+)?{alternation('time.published')}\W+"
    r"(?:on\s+)?"
)
_ALONE = rf"(?i:(?:\s*[,|@-]?\s*(?:at\s+)?{_CLOCK}(?:\s*\(?[A-Z]{{2,4}}\)?)?)?)[^\w\n]*$"
_NOTE_ALONE = r"\s*(?:\([^()\n]{2,40}\))?[^\w\n]*$"  # "Juba, 3 March 2014 (own correspondent)"
_AGENCY = r"\s*\([A-Z][\w .]{1,30}\)\s+(?=[A-Z])"  # "Havana, Mar 3 (Prensa Latina) Gunmen"
_BYLINE = r"(?:[^\n|·•]{0,60}[|·•]\s*|[Bb]y\s[^\n|·•]{2,60}?,\s*)?"
_LINE = rf"(?m){_START}{_BYLINE}(?i:{_WEEKDAY})"
_DATELINES = tuple(
    re.compile(before + day + after)
    for before, after, days in (
        # "on Wednesday (April 4th)" is no place with its day
        (rf"{_PLACE}{_NO_WEEKDAY}\s*\(\s*(?:\w+\s*[-/–,]\s*)?", r"\s*\)", (_DAY, _DAY_FIRST)),
        (rf"{_CAPITALS}(?:\w+,\s*)?", _AFTER_DAY + r"[-–—:(]", (_DAY,)),
        (_CAPITALS, _AFTER_DAY + r"[-–—:(]", (_DAY_FIRST,)),
        # many copies lose the dash: "SANAA, Sept 21 Warplanes struck ..."
        (
            rf"^{_CAPITALS}(?:\w+,\s*)?",
            _AFTER_DAY + r"\s(?=[A-Z](?:[a-z]| [a-z]))",
            (_DAY, _DAY_FIRST),
        ),
        (rf"(?m){_START}{_PLACE},\s*(?:\w+day,?\s+)?", _AFTER_DAY + "[-–—:]", (_DAY, _DAY_FIRST)),
        (rf"(?m){_START}{_PLACE},\s*(?:\w+day,?\s+)?", _NOTE_ALONE, (_DAY, _DAY_FIRST)),
        (rf"(?m){_START}{_PLACE},\s*(?:\w+day,?\s+)?", _AGENCY, (_DAY, _DAY_FIRST)),
        (rf"(?m){_UNLISTED}", r"\s*[:–—-]", (_DAY, _DAY_FIRST)),
        (rf"(?mi){_PUBLISHED}{_WEEKDAY}", "", (_DAY, _DAY_FIRST)),
        (rf"(?m){_START}", rf"\s*\({_PLACE}\)", (_DAY, _DAY_FIRST)),
        (r"(?i)\bupdate,?\s+", "", (_DAY,)),
        (_LINE, _ALONE, (_DAY_FIRST, _DAY)),
    )
    for day in days
)
# a year of two figures stands in datelines alone, and no clock does: "Managua, 7 Feb 87 --"
_SHORT_YEAR = r"\s+'?(?P<year>\d\d)(?![\d:.h])"
_DATELINES += tuple(
    re.compile(rf"(?m){_START}{_PLACE},\s*{day}{_AFTER_DAY}[-–—:]")
    for day in (
        rf"(?P<month>{w.MONTH})\s+(?P<day>{w.DAY}),{_SHORT_YEAR}",
        rf"(?P<day>{w.DAY})\s+(?P<month>{w.MONTH}),?{_SHORT_YEAR}",
    )
)
_ENTRIES = tuple(
    re.compile(rf"{_START}(?i:{_WEEKDAY}){day}\s*[:–—-]\s*(?=\S)") for day in (_DAY_FIRST, _DAY)
)
"""A day that opens a line of a list: "24 Mar: Insurgents attacked ..."."""

_DAYS_ALONE = tuple(re.compile(rf"(?i:{_WEEKDAY}){day}\W*") for day in (_DAY, _DAY_FIRST))
_ISO = re.compile(
    rf"(?mi)(?:{_PUBLISHED}|{_START})"
    r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"
    rf"(?:[ t,]*(?:at\s+)?{_CLOCK}[^\n]{{0,12}})?[^\w\n]*$"
)
_STAMP = re.compile(rf"{_START}{_CLOCK}\s*[-–—:|]?\s*(?=[A-Z\"'\u201c])")
_FILED = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=\s\s)|(?<=[.!?]\s))[A-Z][A-Z.' -]{2,}(?:,\s+[A-Z][\w. ]{2,20})?"
    r"(?:\s*\([^)]{2,30}\)\s*(?:-{1,2}|–|—)\s*|\s*(?:-{1,2}|–|—)\s+)(?=[A-Z\"\u201c])"
)
_COLON = re.compile(
    r"[A-Z][A-Z.'/ -]{2,}(?:,\s+[A-Z][\w. ]{2,20})?(?:\s*\([^)]{2,30}\))?:\s+(?=[A-Z\"\u201c])"
)
"""Capitals before a colon: a dateline, or where several paragraphs begin so their labels."""

_RELEASE = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]")
_PAST_MONTH = re.compile(rf"\b{alternation('time.during')}\s+(?P<month>{w.MONTH})\s+{w.YEAR}\b")
_HEADING = re.compile(r"^[^a-z]{3,80}$")
_MAX_SHIFT_DAYS = 10


@dataclass(frozen=True)
class Anchors:
    """The anchor day of each passage (by its start) and of the report."""

    report: date | None
    by_passage: dict[int, date]

    def of(self, passage: Passage) -> date | None:
        """Anchor day of a passage."""
        return self.by_passage.get(passage.start, self.report)


def dateline(text: str, *, published: date | None = None) -> date | None:
    """The day that a report's head states: "as of", a dateline, a dated title or an update stamp.

    A day without a year takes it from the day of publication, a release number ("2010-09-CA-005")
    or another full date in the head; None where the head states no day or no year can be had.
    """
    head = text[:_HEAD_CHARS]
    if stated := heads.stated(head, published):
        return stated[0]
    for match in filter(None, (pattern.search(head) for pattern in _DATELINES)):
        year = match["year"] or (_year(head, match["month"]) if published is None else None)
        found = (
            make_day(full_year(str(year)), w.month(match["month"]), w.day(match["day"]))
            if year
            else _near(match, published)
        )
        if found is not None:
            return found
    iso = _ISO.search(head)
    return make_day(int(iso["y"]), int(iso["m"]), int(iso["d"])) if iso is not None else None


def _near(match: re.Match[str], published: date | None) -> date | None:
    """A day without a year, seen from the day of publication."""
    found = absolute(match, Context(published)) if published is not None else None
    return found.start if found is not None else None


def stamp_spans(text: str) -> list[tuple[int, int]]:
    """The clock or day at a paragraph's start that says when it was filed, as in a live blog.

    Examples
    --------
    >>> stamp_spans("18:05 A spokesman said that the port was quiet.")
    [(0, 6)]
    """
    matches = (pattern.match(text) for pattern in (_STAMP, *_ENTRIES))
    match = next(filter(None, matches), None)
    return [match.span()] if match is not None else []


def opens_in_capitals(text: str) -> bool:
    """Whether a paragraph begins like "KARACHI, Pakistan: " or "KHERSON REGION: "."""
    return _COLON.match(text) is not None


def dateline_spans(text: str, *, labels: bool = False) -> list[tuple[int, int]]:
    """Spans of a text's head that state where and when it was filed, not where something happened.

    With `labels` capitals before a colon say what a paragraph is about, and are none.

    Examples
    --------
    >>> dateline_spans("KABUL, Afghanistan (Sept. 1) - Forces detained two men.")
    [(0, 31)]
    """
    head = text[:_HEAD_CHARS]
    found = [match.span() for pattern in _DATELINES if (match := pattern.search(head))]
    found += [match.span() for match in _FILED.finditer(head)]
    found += [stated[1]] if (stated := heads.stated(head)) and any(stated[1]) else []
    iso, label = _ISO.search(head), labels and opens_in_capitals(head)
    found += [iso.span()] if iso is not None else []
    found += [(0, begins)] if (begins := filing.end(head)) and not label else []
    found += stamp_spans(head)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _year(head: str, month: str) -> int | None:
    """Year for a day without one: from the release number, else the only year in the head.

    A month of that year which the head looks back on ("in June 2011") came before the day.
    """
    if release := _RELEASE.search(head):
        return int(release["year"]) - (int(release["month"]) == 1 and w.month(month) == 12)
    years = {int(year) for year in re.findall(rf"\b{w.YEAR}\b", head)}
    if len(years) != 1:
        return None
    past = max((w.month(match["month"]) for match in _PAST_MONTH.finditer(head)), default=0)
    return years.pop() + (w.month(month) < past)


def anchors(report: Report, passages: Sequence[Passage]) -> Anchors:
    """Anchor days of a report's passages.

    The report's anchor is its day of publication, else the day of its dateline. A paragraph that
    is a day and nothing else ("Saturday, 10 September 2022") sets the anchor of what follows, as
    in a live report of several days; one that a day opens ("24 Mar: ...") has its own. A passage
    that counts days back to an event whose date is known ("the Taliban captured Kabul nine days
    ago") sets the anchor of its section, from the heading above it to the next one.
    """
    base = dateline(report.text, published=report.published) or report.published
    if base is None:
        return Anchors(None, {})
    base = min(base, report.published or base)
    by_passage: dict[int, date] = {}
    current = base
    for section in _sections(passages):
        current = _alone(section[0].text, base) or current
        shifted = (_shifted(passage.text, current) for passage in section)
        day = next(filter(None, shifted), current)
        by_passage.update((one.start, _entry(one.text, base) or day) for one in section)
    return Anchors(base, by_passage)


def _shifted(text: str, anchor: date) -> date | None:
    """The day from which "nine days ago" leads to a dated event that the same clause names."""
    for start, end, event in events_in(text, anchor):
        for first, _, days in find_text(text, anchor, events=False):
            close = start - 40 <= first <= end + 40
            if close and days.text.endswith("ago") and days.precision == "day" and days.start:
                shifted = anchor - (days.start - event)
                if abs((shifted - anchor).days) <= _MAX_SHIFT_DAYS:
                    return shifted
    return None


def _day_alone(text: str) -> re.Match[str] | None:
    matches = (pattern.fullmatch(text.strip()) for pattern in _DAYS_ALONE)
    return next(filter(None, matches), None)


def _alone(text: str, base: date) -> date | None:
    """The day that a paragraph consists of, up to the report's own; None for any other text."""
    return _told(_day_alone(text), base)


def _entry(text: str, base: date) -> date | None:
    """The day that opens an entry of a list, up to the report's own; None for any other text."""
    matches = (pattern.match(text) for pattern in _ENTRIES)
    return _told(next(filter(None, matches), None), base)


def _told(match: re.Match[str] | None, base: date) -> date | None:
    """The day of a match, where it is not after the report's own."""
    found = absolute(match, Context(base)) if match is not None else None
    day = found.start if found is not None else None
    return day if day is not None and day <= shift(base, 1) else None


def _sections(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages from one heading or day alone to the next."""
    sections: list[list[Passage]] = []
    for passage in passages:
        head = _HEADING.match(passage.text.strip()) or _day_alone(passage.text)
        if head or not sections:
            sections.append([])
        sections[-1].append(passage)
    return sections

"""Search a text for time expressions, and read one of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geomap.dates.counting import following
from geomap.dates.dated_events import events_in
from geomap.dates.days import around, back, clip, one_day, shift
from geomap.dates.days import interval as days_between
from geomap.dates.meanings import Context
from geomap.dates.rules import RULES, SIGNS
from geomap.dates.telling import Hit, Telling
from geomap.dates.words import HIJRI_YEAR, MONTH, NUMBER, UNIT, YEAR, number, unit
from geomap.language import Passage
from geomap.lexicon import alternation, words
from geomap.model import Interval, TimePrecision


@dataclass(frozen=True, kw_only=True)
class TimeMention:
    """A time expression: its span in the report's text, its words and the days that it means.

    `local_start` and `local_end` are its span in the passage's normalised text. `event` is the day
    of the dated event that it names ("since the city fell"), or None.
    """

    start: int
    end: int
    local_start: int
    local_end: int
    interval: Interval
    event: Interval | None = None


_BEFORE_CHARS = 60
_CLAUSE_CHARS = 80
_NEAR_DAYS = 14
_FAR_DAY = date(9000, 12, 31)
_BACKWARD, _UNTIL = words("time.backward"), words("time.until")
_NO_MOMENT = rf"(?!{alternation('time.moments')}\s+on\b)"  # "before dawn on Sunday" is on Sunday
_LIMIT = re.compile(
    r"\b(?:(?P<count>" + NUMBER + r")\s+(?P<unit>" + UNIT + r")\s+)?"
    rf"(?P<near>{alternation('time.soon')}\s+)?(?P<word>{alternation('time.limits')})\s+"
    rf"(?:{alternation('time.lead_ins')}\s+)?(?:(?:(?:the|an?)\s+)?{_NO_MOMENT}[\w-]+\s+(?:of|on)\s+)?"
    r"(?P<actor>(?:[A-Z]\w+\s+){1,3})?$",
    re.I,
)
_NAMES = re.compile(r"(?:[A-Z]\w+\s+){1,3}")
_PAST_COULD = rf"\s+(?:have|(?:still\s+)?be\s+{alternation('time.perceived')})\b"  # "be heard"
_FUTURE = re.compile(
    rf"\b(?:{alternation('time.future')}|{alternation('time.possible')}(?!{_PAST_COULD})"
    rf"|{alternation('time.intentions')}(?:s|e[sd]?|ing)?\s+(?:\w+\s+)?to"
    r"|(?<!asked )(?<!as )(?<!even )(?:[Ii]f|[Uu]nless))\b"
)


def find_text(text: str, anchor: date, *, events: bool = True) -> list[tuple[int, int, Interval]]:
    """Time expressions of a normalised text: start, end and days, in the order of the text.

    Parameters
    ----------
    text
        Normalised text (straight quotes).
    anchor
        The day from which relative expressions are counted.
    events
        Whether the shipped dated events are times too ("the fall of Kabul").
    """
    hits = _search(text, anchor, events=events)
    return [(hit.start, hit.end, _told(hit.days, text, hit, anchor)) for hit in hits]


def find(
    passage: Passage, anchor: date | None, telling: Telling | None = None
) -> list[TimeMention]:
    """Time expressions of a passage, with their spans in the report's text.

    Without an anchor only those are found that state their year, and days of a month behind one.
    `telling` is how far the report's narrative had come before, and comes out as it is behind it.
    """
    text, mentions = passage.text, []

    def told(hits: list[Hit]) -> list[Hit]:
        bounded = frozenset(hit.start for hit in hits if _bound(text, hit) is not None)
        return telling.read(passage, hits, bounded) if telling is not None else hits

    for hit in _without_anchor(text) if anchor is None else _search(text, anchor, told=told):
        start, end = passage.span(hit.start, hit.end)
        event = _told(one_day(hit.event), text, hit, anchor) if hit.event is not None else None
        mentions.append(
            TimeMention(
                start=start,
                end=end,
                local_start=hit.start,
                local_end=hit.end,
                interval=_told(hit.days, text, hit, anchor),
                event=event,
            )
        )
    return mentions


def interval(expression: str, anchor: date) -> Interval | None:
    """Days that an expression means, seen from an anchor day; None where it names no time.

    Examples
    --------
    >>> interval("on Wednesday", date(2021, 8, 25)).start
    datetime.date(2021, 8, 25)
    >>> interval("in the 1980s", date(2021, 8, 25)).end
    datetime.date(1989, 12, 31)
    """
    found = find_text(expression, anchor)
    return max(found, key=lambda hit: hit[1] - hit[0])[2] if found else None


def _told(days: Interval, text: str, hit: Hit, anchor: date | None) -> Interval:
    return replace(days, anchor=anchor, text=text[hit.start : hit.end].strip())


_DIGIT = re.compile(r"\d")


def _full_dates(text: str) -> list[Hit]:
    """Expressions that hold a year, and so mean the same from any day."""
    if not _DIGIT.search(text):
        return []
    found = _longest(_by_rules(text, _FAR_DAY), text)
    hits = (_limited(text, hit, None) for hit in found)
    year = re.compile(rf"\b(?:{YEAR}|{HIJRI_YEAR})\b|0s\b")
    return [hit for hit in hits if year.search(text[hit.start : hit.end])]


def _without_anchor(text: str) -> list[Hit]:
    """Expressions that hold a year, and days of a month that follow a full date of their text."""
    full = _full_dates(text)
    days = [hit for hit in full if hit.days.precision == "day" and hit.days.start is not None]
    if not days or days[0].days.start is None:
        return full
    later = date(days[0].days.start.year, 12, 31)
    named = (
        hit
        for hit in _longest(_by_rules(text, later), text)
        if _MONTH.search(text, hit.start, hit.end)
    )
    behind = (hit for hit in named if hit.start >= days[0].end and hit.days.precision == "day")
    return _longest([*full, *behind], text)


_MONTH = re.compile(MONTH)


def _search(
    text: str, anchor: date, *, events: bool = True, told: Callable[[list[Hit]], list[Hit]] = list
) -> list[Hit]:
    named = [
        Hit(start, end, one_day(day), day)
        for start, end, day in (events_in(text, anchor) if events else ())
    ]
    hits = told(_longest(_by_rules(text, anchor), text))
    # the name of a dated event goes before the day in it
    limited = (_limited(text, hit, anchor) for hit in (*named, *hits))
    joined = _joined(text, _longest(limited, text))
    return _longest([*following(text, joined), *joined], text)


def _by_rules(text: str, anchor: date) -> Iterator[Hit]:
    held = {sign for sign in SIGNS if sign.search(text)}
    for pattern, meaning, sign in RULES:
        for match in pattern.finditer(text) if sign in held else ():
            found = meaning(match, Context(anchor, future=_future(text, match.start())))
            if found is not None:
                yield Hit(match.start(), match.end(), found)


def _future(text: str, start: int) -> bool:
    """Whether the clause before the expression speaks of the future."""
    head = text[max(0, start - _CLAUSE_CHARS) : start]
    return _FUTURE.search(re.split(r"[.;!?\"]", head)[-1]) is not None


def _longest(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Hits that do not overlap; the longer one wins, then the earlier rule."""
    taken = bytearray(len(text))
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _limited(text: str, hit: Hit, anchor: date | None) -> Hit:
    """Widen a hit by the words before it: since, until, two days before, shortly after."""
    match = _bound(text, hit)
    if match is None or hit.days.start is None or hit.days.end is None:
        return hit
    days = _limit(match, hit.days.start, hit.days.end, anchor) or hit.days
    return hit._replace(start=match.start(), days=days)


def _bound(text: str, hit: Hit) -> re.Match[str] | None:
    """The words before a hit that make an interval of it: since, until, two days before.

    Between may stand who did what a name tells ("since the Taliban took Kabul"), and nobody else:
    in "besieged by rebels since May" it is not "by" that does.
    """
    at = max(0, hit.start - _BEFORE_CHARS)
    while match := _LIMIT.search(text, at, hit.start):
        if not match["actor"] or (hit.event and _NAMES.fullmatch(match["actor"])):
            return match
        at = match.end("word")
    return None


def _limit(match: re.Match[str], start: date, end: date, anchor: date | None) -> Interval | None:
    """Days before, since or up to an interval; None where its own are meant.

    Without an anchor "since" has no end.
    """
    word, near = match["word"].lower(), match["near"]
    backward = word in _BACKWARD
    if match["count"]:
        count = number(match["count"]) * (1 if backward else -1)
        day = back(start if backward else end, count, unit(match["unit"]))
        exact = unit(match["unit"]) in ("hour", "day", "night")
        return one_day(day) if exact else around(day, 3, TimePrecision.WEEK)
    if backward:
        last = end if word in _UNTIL else shift(start, -1)
        return days_between(shift(last, -_NEAR_DAYS) if near else None, last, TimePrecision.VAGUE)
    if word == "as of" or (anchor is not None and anchor < start):
        return None
    ends = [day for day in (anchor, shift(end, _NEAR_DAYS) if near else None) if day is not None]
    stop = min(ends, default=None)
    since = days_between(start, stop)
    return since if word == "since" else replace(since, precision=TimePrecision.VAGUE)


def _joined(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Join expressions side by side to what they share: "before X earlier this month"."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else hit
        beside = hit is not last and re.fullmatch(r",?\s*", text[last.end : hit.start])
        if beside and last.days.precision != "day" != hit.days.precision:
            event = last.event or hit.event
            joined[-1] = Hit(last.start, hit.end, clip(last.days, hit.days), event)
        else:
            joined.append(hit)
    return joined

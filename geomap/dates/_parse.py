"""Search a text for time expressions, and read one of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geomap.dates import _spans as sp
from geomap.dates._handlers import Context
from geomap.dates._known import KnownEvent, events_in, known_events
from geomap.dates._rules import HINT, RULES
from geomap.dates._words import NUMBER, UNIT, YEAR, number
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


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    span: sp.Span
    event: date | None = None


_MODIFIER = re.compile(
    r"\b(?:(?P<count>" + NUMBER + r")\s+(?P<unit>" + UNIT + r")\s+)?"
    rf"(?P<near>{alternation('time.soon')}\s+)?(?P<word>{alternation('time.limits')})\s+"
    rf"(?:{alternation('time.lead_ins')}\s+)?"
    r"(?P<actor>(?:[A-Z]\w+\s+){1,3})?$",
    re.I,
)
_NAMES = re.compile(r"(?:[A-Z]\w+\s+){1,3}")
_FUTURE = re.compile(
    rf"\b(?:{alternation('time.future')}|{alternation('time.possible')}(?!\s+have\b)"
    rf"|{alternation('time.intentions')}(?:s|e[sd]?|ing)?\s+(?:\w+\s+)?to"
    r"|(?<!asked )(?<!as )(?<!even )(?:[Ii]f|[Uu]nless))\b"
)


def _future(text: str, start: int) -> bool:
    """Whether the clause before the expression speaks of the future."""
    head = text[max(0, start - 80) : start]
    return _FUTURE.search(re.split(r"[.;!?\"]", head)[-1]) is not None


def _hits(text: str, anchor: date) -> Iterator[_Hit]:
    if HINT.search(text) is None:
        return
    for pattern, handler in RULES:
        for match in pattern.finditer(text):
            context = Context(anchor, future=_future(text, match.start()))
            if (found := handler(match, context)) is not None:
                yield _Hit(match.start(), match.end(), found)


def _longest(hits: Sequence[_Hit], length: int) -> list[_Hit]:
    """Hits that do not overlap; the longer one wins, then the earlier rule."""
    taken = bytearray(length)
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _modified(text: str, hit: _Hit, anchor: date) -> _Hit:
    """Widen a hit by the words before it: since, until, two days before, shortly after."""
    match = _MODIFIER.search(text, max(0, hit.start - _BEFORE_CHARS), hit.start)
    start, end = hit.span.start, hit.span.end
    if match is None or start is None or end is None:
        return hit
    if match["actor"] and not (hit.event and _NAMES.fullmatch(match["actor"])):
        return hit
    word = match["word"].lower()
    backward = word in _BACKWARD
    if match["count"]:
        span = _counted(match, hit.span, backward)
    elif word == "as of" or (not backward and anchor < start):
        span = hit.span
    elif backward:
        span = _until(start, end, word, near=bool(match["near"]))
    else:
        stop = min(anchor, sp.shift(end, _NEAR_DAYS)) if match["near"] else anchor
        precision = sp.width_precision(start, stop) if word == "since" else TimePrecision.VAGUE
        span = sp.Span(start, stop, precision)
    return _Hit(match.start(), hit.end, span, hit.event)


_BEFORE_CHARS = 60
_NEAR_DAYS = 14
_BACKWARD, _UNTIL = words("time.backward"), words("time.until")


def _until(start: date, end: date, word: str, *, near: bool) -> sp.Span:
    """Up to a day: with it for "by" and "until", without it for "before"."""
    last = end if word in _UNTIL else sp.shift(start, -1)
    return sp.Span(sp.shift(last, -_NEAR_DAYS) if near else None, last, TimePrecision.VAGUE)


def _counted(match: re.Match[str], span: sp.Span, backward: bool) -> sp.Span:
    """So many units before the start, or after the end, of an interval."""
    count, unit = number(match["count"]), match["unit"].lower().rstrip("s")
    reference = span.start if backward else span.end
    assert reference is not None  # noqa: S101  -- the caller has checked it
    day = sp.back(reference, count if backward else -count, unit)
    if unit in ("hour", "day", "night"):
        return sp.Span(day, day, TimePrecision.DAY)
    return sp.Span(sp.shift(day, -3), sp.shift(day, 3), TimePrecision.WEEK)


def _search(text: str, anchor: date, known: Sequence[KnownEvent]) -> list[_Hit]:
    named = [
        _Hit(start, end, sp.Span(event.day, event.day, TimePrecision.DAY), event.day)
        for start, end, event in events_in(text, known, anchor=anchor)
    ]
    words = [
        hit for hit in _longest(list(_hits(text, anchor)), len(text)) if not _inside(hit, named)
    ]
    hits = [_modified(text, hit, anchor) for hit in (*words, *named)]
    hits = _adjacent(text, _longest(hits, len(text)))
    return _longest([*hits, *_following(text, hits)], len(text))


_LATER = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?P<unit>{UNIT})\s+(?P<way>{alternation('time.counted_on')})\b"
    rf"|\bthe\s+(?P<next>next|following|same)\s+{alternation('time.next_day_parts')}\b",
    re.I,
)


def _following(text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Days counted from the time named before: "seven months later", "the next day".

    Where no time was named before, only that there is one is known.
    """
    for match in _LATER.finditer(text):
        before = [hit.span for hit in hits if hit.end <= match.start() and hit.span.start]
        start = before[-1].start if before else None
        if start is None:
            yield _Hit(match.start(), match.end(), sp.Span(None, None, TimePrecision.VAGUE))
            continue
        if match["next"]:
            day = start if match["next"].lower() == "same" else sp.shift(start, 1)
            yield _Hit(match.start(), match.end(), sp.Span(day, day, TimePrecision.DAY))
            continue
        earlier = match["way"].lower() in ("earlier", "beforehand")
        unit = match["unit"].lower().rstrip("s")
        day = sp.back(start, number(match["count"]) * (1 if earlier else -1), unit)
        slack = sp.DAYS[unit] // 2
        precision = TimePrecision("year" if unit == "decade" else unit if slack else "day")
        span = sp.Span(sp.shift(day, -slack), sp.shift(day, slack), precision)
        yield _Hit(match.start(), match.end(), span)


def _adjacent(text: str, hits: Sequence[_Hit]) -> list[_Hit]:
    """Join expressions side by side to what they share: "before X earlier this month"."""
    joined: list[_Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        beside = last is not None and re.fullmatch(r",?\s*", text[last.end : hit.start])
        if last is not None and beside and last.span.precision != "day" != hit.span.precision:
            joined[-1] = _Hit(
                last.start, hit.end, sp.clip(last.span, hit.span), last.event or hit.event
            )
        else:
            joined.append(hit)
    return joined


def _inside(hit: _Hit, others: Sequence[_Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _interval(text: str, hit: _Hit, anchor: date | None) -> Interval:
    return Interval(
        start=hit.span.start,
        end=hit.span.end,
        precision=hit.span.precision,
        anchor=anchor,
        text=text[hit.start : hit.end].strip(),
    )


def find_text(
    text: str, anchor: date, *, known: Sequence[KnownEvent] | None = None
) -> list[tuple[int, int, Interval]]:
    """Time expressions of a normalised text: start, end and days, in the order of the text.

    Parameters
    ----------
    text
        Normalised text (straight quotes).
    anchor
        The day from which relative expressions are counted.
    known
        Dated events that the text may name; those of `known_events` by default.
    """
    hits = _search(text, anchor, known_events() if known is None else known)
    return [(hit.start, hit.end, _interval(text, hit, anchor)) for hit in hits]


_FAR_DAY = date(9000, 12, 31)


def _full_dates(text: str) -> list[_Hit]:
    """Expressions that hold a year, and so mean the same from any day."""
    hits = _longest(list(_hits(text, _FAR_DAY)), len(text))
    return [hit for hit in hits if re.search(rf"\b{YEAR}\b|0s\b", text[hit.start : hit.end])]


def find(
    passage: Passage, anchor: date | None, *, known: Sequence[KnownEvent] | None = None
) -> list[TimeMention]:
    """Time expressions of a passage, with their spans in the report's text.

    Without an anchor only those are found that state their year.
    """
    text = passage.text
    mentions = []
    events = known_events() if known is None else known
    for hit in _full_dates(text) if anchor is None else _search(text, anchor, events):
        start, end = passage.span(hit.start, hit.end)
        words = text[hit.start : hit.end].strip()
        event = None
        if hit.event is not None:
            event = Interval(
                start=hit.event,
                end=hit.event,
                precision=TimePrecision.DAY,
                anchor=anchor,
                text=words,
            )
        mentions.append(
            TimeMention(
                start=start,
                end=end,
                local_start=hit.start,
                local_end=hit.end,
                interval=_interval(text, hit, anchor),
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

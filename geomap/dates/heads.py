"""The day that a report's head states: "Flash Update No. 3 | As of 16 April 2025".

Only lines before the first running sentence are asked, and only those that say that they date the
report: by a word for it ("issued on", "covering"), by naming what kind of publication it is, or by
the place and the weekday on which it was filed. "The massacre of 11 July 1995" says none of these.
"""

import re
from collections.abc import Iterator
from datetime import date

from geomap.dates import words as w
from geomap.dates.finding import find_text
from geomap.lexicon import alternation

_MOST_CHARS, _LEAST_WORDS = 600, 6
_PIECE = re.compile(r"[^\n]*?(?:[.!?](?=\s+[A-Z\"'])|$)", re.M)
_MONTH = rf"(?i:{w.MONTH})"
_TO = r"\s*(?:-|–|—|to|until)\s*"
_YEAR = rf"(?:,?\s+{w.YEAR})"
_WEEKDAY = rf"(?i:{alternation('time.weekdays', 'time.weekday_abbreviations')}\b\.?,?\s+)"
_DAY = (
    rf"(?:{w.DAY}(?:\s+{_MONTH})?{_TO})?{_WEEKDAY}?{w.DAY}\s+{_MONTH}{_YEAR}?"
    rf"|{_MONTH}\s+{w.DAY}(?:{_TO}(?:{_MONTH}\s+)?{w.DAY})?{_YEAR}?"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h]?[0-5]\d(?:\s*(?:[ap]\.?m\.?|[A-Z]{2,4}\b))?"
_PLACE = r"[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,3}"
_PLACES = rf"(?P<places>{_PLACE}(?:,\s+{_PLACE}){{0,2}},\s+)?"
_TAIL = re.compile(
    rf"(?<![\w-]){_PLACES}(?P<weekday>{_WEEKDAY})?(?P<day>{_DAY})(?![\w:])"
    rf"(?P<clock>[\s,|]+(?:at\s+)?{_CLOCK})?(?:\)?\s[–—|]\s[^\n]*|[^\w\n]*)$"
)
_SAYS = re.compile(
    rf"(?:^|\W){alternation('reports.dated')}(?:\W+{alternation('reports.dated_links')}\b)*"
    r"\W*$",
    re.I,
)
_KIND = re.compile(rf"\b{alternation('reports.kinds')}\b", re.I)
_AFTER_KIND = re.compile(
    rf"\b{alternation('reports.kinds')}(?:\s+(?:no\.?|nr\.?|#)?\s*[\d/-]+)?\s*"
    r"(?:[(,:|–—-]\s*|\b(?:for|of)\s+)?$",
    re.I,
)
_SET_OFF = re.compile(r"(?:[,:|(–—]|\s-)\s*$")
_DEED = re.compile(rf"\b{alternation('reports.dated_deeds')}(?:e?s)?\b", re.I)
_SMALL = re.compile(r"\b[a-z]+\b")
_WORD = re.compile(r"\b[A-Za-z]+\b")


def stated(text: str, published: date | None = None) -> tuple[date, tuple[int, int]] | None:
    """The day that a line of the head states, the last of several, and the span of its place.

    The day stays a time of the text: the items of a list below it have it.

    Examples
    --------
    >>> stated("Situation report No. 7, covering 3-9 March 2022")[0]
    datetime.date(2022, 3, 9)
    >>> stated("The massacre of 11 July 1995") is None
    True
    """
    for start, piece in _pieces(text):
        match = _TAIL.search(piece)
        if match is None or not _dates(piece, match):
            continue
        said = re.sub(r"[A-Z]{2,}", lambda one: one[0].capitalize(), match["day"])
        if published is None and not re.search(w.YEAR, said):
            continue
        found = find_text(said, published or date.max)
        if found and found[-1][2].end is not None:
            first, last = match.span("places")
            return found[-1][2].end, (start + first, start + last) if first >= 0 else (0, 0)
    return None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Lines and sentences of the head, up to the first that runs."""
    for match in _PIECE.finditer(text[:_MOST_CHARS]):
        if _runs(match[0]):
            return
        yield match.start(), match[0]


def _runs(piece: str) -> bool:
    """Whether a piece is a sentence of running text: it ends as one, in mostly small words."""
    count = len(_WORD.findall(piece))
    ends = piece.rstrip("\"'*_) ").endswith((".", "!", "?"))
    return ends and count >= _LEAST_WORDS and 2 * len(_SMALL.findall(piece)) > count


def _dates(piece: str, match: re.Match[str]) -> bool:
    """Whether the day at the end of a piece is that of the report."""
    before = piece[: match.start("weekday" if match["weekday"] else "day")]
    says = _SAYS.search(piece[: match.start()]) or _SAYS.search(before)
    if says is not None:
        title = piece[: says.start()]
        return len(_WORD.findall(title)) <= 1 or _is_of_kind(title) or _is_set_off(title)
    if _DEED.search(before):
        return False
    return (_is_of_kind(before) and (_follows_kind(before) or _is_set_off(before))) or _filed(match)


def _is_of_kind(title: str) -> bool:
    return _KIND.search(title) is not None


def _follows_kind(title: str) -> bool:
    return _AFTER_KIND.search(title) is not None


def _is_set_off(title: str) -> bool:
    return not _WORD.search(title) or _SET_OFF.search(title) is not None


def _filed(match: re.Match[str]) -> bool:
    """Whether a day stands behind a place, with its weekday or the time: where it was filed."""
    told = match["places"] and (match["weekday"] or match["clock"])
    return bool(told) and _is_set_off(match.string[: match.start()])

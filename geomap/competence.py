"""Which parts of a report can be read at all, and why the others cannot."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geomap.model import Loss, Report, Segment, alike
from geomap.settings import OFFLINE, Settings
from geomap.tongue import Tongue, stop_words, tongues

_RUN_CHARS = 200
_SIGNS = 100
_RUN = re.compile(rf"\S{{{_RUN_CHARS},}}|(?P<signs>(?:(?:[^\w\s]|_)\s*){{{_SIGNS},}})")
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"\s*(?:[*•‣▪·]|[-–—]{1,2}|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=[^\W\d])")
_HEADING = re.compile(r"\s*#{1,6}\s+(?=\S)")
_ADDRESS = re.compile(r"\W*\w{2,10}://")
_CUT_SEARCH_CHARS = 2_000
_LEAST_WORDS = 8
_LATIN_UNTIL = "\u0250"
_ENGLISH = frozenset({"en", "pcm"})
"""The detector calls a line on Nigeria its Pidgin: "killed 18 people in Kuchi, Nigeria"."""

_LEAST_SHARE = 0.03
"""Of 1,500 paragraphs of English news all but ten have more function words; of eight other
languages none has as many. A detector is asked about those that have fewer."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of a report's text; `unread` is why no rule reads it, or empty.

    `language` is the code of another language than English that it is in, read or not.
    """

    start: int
    end: int
    unread: str = ""
    language: str = ""


def parts(report: Report, *, settings: Settings = OFFLINE) -> Iterator[Part]:
    """Paragraphs of a report that repeat no other, without runs of signs that are no words.

    A paragraph of few words has the language of the one before it.
    """
    foreign, most = "", settings.max_report_chars
    for segment in report.segments:
        if segment.duplicate_of is not None:
            continue
        start, end = segment.start, _until(report.text, segment, most)
        if start < end:
            foreign = _foreign(report.text[start:end], before=foreign)
            yield from _read_as(foreign, report.text, Part(start=start, end=end), settings)
        if end < segment.end:
            why = f"expected at most {most:,} characters, the rest is not read"
            yield Part(start=max(start, end), end=segment.end, unread=why)


def _until(text: str, segment: Segment, most: int) -> int:
    """Where what is read of a paragraph ends: with it, or at the last space before the limit."""
    if segment.end <= most:
        return segment.end
    return text.rfind(" ", segment.start, most) + 1 or most


def _read_as(foreign: str, text: str, part: Part, settings: Settings) -> Iterator[Part]:
    """What a paragraph is read as, by the code of its language, which English has none of."""
    start, end = part.start, part.end
    if foreign in tongues():
        yield Part(start=start, end=end, language=foreign)
    elif foreign:
        why = f"expected English, found another language ({foreign}), which is not read"
        yield Part(start=start, end=end, unread=why, language=foreign)
    else:
        for words in _without_runs(text, _after_bullet(text, start, end), end):
            if words.unread:
                yield words
                continue
            for first, last in pieces(
                text, words.start, words.end, most=settings.max_passage_chars
            ):
                yield Part(start=first, end=last)


def _after_bullet(text: str, start: int, end: int) -> int:
    """Where the words of a list's item or a heading begin: its sign is none of its words."""
    bullet = _BULLET.match(text, start, end) or _HEADING.match(text, start, end)
    return bullet.end() if bullet is not None else start


def is_item(text: str, at: int) -> bool:
    """Whether the line of a character is an item of a list."""
    return _BULLET.match(text, text.rfind("\n", 0, at) + 1) is not None


def unread(report: Report, *, settings: Settings = OFFLINE) -> tuple[Loss, ...]:
    """What of a report no rule reads, a loss a reason."""
    return alike(
        Loss(
            what="text",
            where=report.report_id,
            parts=(f"character {part.start}",),
            why=part.unread or _in_part(tongues()[part.language]),
        )
        for part in parts(report, settings=settings)
        if (part.unread or part.language) and not _ADDRESS.match(report.text, part.start, part.end)
    )


def languages(report: Report) -> tuple[str, ...]:
    """Codes of the languages that a report is in, the one of most of its text first.

    Examples
    --------
    >>> from geomap import reports
    >>> languages(reports.from_text("La ville est tombée lundi, et ses habitants ont fui hier."))
    ('fr',)
    """
    told: Counter[str] = Counter()
    for part in parts(report):
        if part.language or not part.unread:
            told[part.language or "en"] += part.end - part.start
    return tuple(code for code, _ in told.most_common())


def scope(codes: str) -> str:
    """What is read of a source in these languages, one space between two; "" for English alone.

    Examples
    --------
    >>> scope("ar en"), scope("en")
    ('in Arabic (events are not read) and English', '')
    """
    told = codes.split()
    return f"in {' and '.join(map(_scope, told))}" if set(told) - {"en"} else ""


def _scope(code: str) -> str:
    tongue = tongues().get(code)
    if tongue is None:
        return "English" if code == "en" else f"another language ({code}, not read)"
    return tongue.name if tongue.reads_events else f"{tongue.name} (events are not read)"


def _in_part(tongue: Tongue) -> str:
    """What of a text in another language is read, and what is not."""
    if tongue.reads_events:
        return (
            f"in {tongue.name}: read by its words alone, without a parser; not all events are found"
        )
    return f"in {tongue.name}: places, days and statements of space are read, events are not"


def _foreign(text: str, *, before: str) -> str:
    """Code of the language of a paragraph, empty where it is English."""
    found = _WORD.findall(text)
    words = [word for word in found if word == word.lower()]
    if len(words) < _LEAST_WORDS and (before or not _is_other_script(text)):
        return before
    english = _function_words()
    if sum(word.lower() in english for word in found) >= _LEAST_SHARE * len(words):
        return ""
    import py3langid

    language: str = py3langid.classify(text)[0]
    return "" if language in _ENGLISH else language


def _is_other_script(text: str) -> bool:
    """Whether most letters of a text are of another script than the Latin one."""
    letters = [char for char in text if char.isalpha()]
    return sum(char >= _LATIN_UNTIL for char in letters) > len(letters) / 2


@cache
def _function_words() -> frozenset[str]:
    """Function words of English that few neighbours share, as they do "a", "no" and "am"."""
    from spacy.lang.en.stop_words import STOP_WORDS

    shared = frozenset(word for code in tongues() for word in stop_words(code))
    own = frozenset(word for word in STOP_WORDS if len(word) > 2) - shared
    return own | {"of", "to", "by", "he"}


def _without_runs(text: str, start: int, end: int) -> Iterator[Part]:
    for run in _RUN.finditer(text, start, end):
        if run.start() > start:
            yield Part(start=start, end=run.start())
        kind = f"{_SIGNS} signs" if run["signs"] else f"{_RUN_CHARS} characters"
        why = (
            f"expected words, found {kind} and more without a {'word' if run['signs'] else 'space'}"
        )
        yield Part(start=run.start(), end=run.end(), unread=why)
        start = run.end()
    if end > start:
        yield Part(start=start, end=end)


def pieces(text: str, start: int, end: int, *, most: int) -> Iterator[tuple[int, int]]:
    """Spans of an over-long stretch, cut at the end of a sentence or at a space where there is one.

    None has more than `most` characters.
    """
    while end - start > most:
        window = text[start + most - min(_CUT_SEARCH_CHARS, most // 2) : start + most]
        cut = max(window.rfind(". "), window.rfind("? "), window.rfind("! "))
        cut = cut + 2 if cut >= 0 else window.rfind(" ") + 1
        stop = start + most - len(window) + cut if cut > 0 else start + most
        yield start, stop
        start = stop
    if end > start:
        yield start, end

"""What stands in front of a text's first sentence: where, when and by whom it was filed.

"MAIDUGURI, Nigeria (AP) - ", "Kyiv, 26 May 2022: ", "26 May 2022 (IRIN) - ", "By Ann Odhiambo in
Goma - ". It is no part of that sentence, whatever the mark between them.
"""

import re

from geomap.lexicon import alternation

_MONTH = rf"{alternation('time.months', 'time.month_abbreviations', capital=True)}\.?"
_WEEKDAY = rf"{alternation('time.weekdays', 'time.weekday_abbreviations', capital=True)}\b\.?"
_NTH = rf"\d{{1,2}}(?:{alternation('number.ordinal_endings')})?(?!\w|[.:]\d)"
_YEAR = r"(?:,?\s+(?:(?:19|20)\d\d|'?\d\d)(?!\w|[.:]\d))?"
_DAY = (
    rf"(?:(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+{_NTH}|{_NTH}\s+{_MONTH}){_YEAR}"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d(?!\w|[.:]\d)|(?:19|20)\d\d-\d\d-\d\d(?!\w))"
)
_NAME = rf"[A-Z][\w.'-]*(?:\s+(?:{alternation('places.name_links')}\s+){{0,2}}[A-Z][\w.'-]*){{0,3}}"
_PLACES = rf"{_NAME}(?:\s*[,/]\s*{_NAME}){{0,2}}"
_CAPITALS = rf"[A-Z][A-Z'. -]+[A-Z](?:\s*[,/]\s*{_NAME}){{0,2}}"
_NOTE = r"\(\s*[^()\n]{1,40}\)"
_APART = r"(?:\s*[,:|]|\s+(?:--?|[–—\ufffd]))?\s+"
_DASH = r"\s*(?:--?|[–—\ufffd])\s+"
_MARK = rf"(?:{_DASH}|\s*[:|]\s+)"

_HEAD = re.compile(
    "|".join(
        (
            # the dash is lost in many copies: "SANAA, Sept 21 Warplanes struck ..."
            rf"{_CAPITALS},?\s+{_DAY}\s*(?:{_NOTE})?\s+(?=[A-Z](?:[a-z]|\s[a-z]))",
            rf"{_CAPITALS}(?:{_APART}{_DAY})?\s*(?:{_NOTE})?{_MARK}",
            rf"{_PLACES}{_APART}{_DAY}\s*(?:{_NOTE})?{_MARK}",
            rf"{_PLACES}\s*{_NOTE}{_DASH}",
            rf"{_PLACES}\s*(?:--?|[–—\ufffd])\s*{_NOTE}\s*(?:--?|[–—\ufffd])\s*",
            rf"{_DAY}(?:,?\s*(?:{_NOTE}|{_PLACES}))?{_MARK}",
            rf"[Bb]y\s+{_PLACES}\s+in\s+{_PLACES}{_MARK}",
            # a place that is set off twice is part of its sentence: "Goma – the hub – fell"
            rf"{_PLACES}\s+(?:--?|[–—\ufffd])\s+(?![^.\n]{{0,120}}\s[-–—\ufffd]\s)",
        )
    )
)
_MOST_CHARS = 300
"""How far a head is looked for, so that a text of names alone costs no more."""

_OPENS = re.compile(r"[A-Z\"'\u201c]|\d")


def end(text: str) -> int:
    """Where the first sentence of a text begins, 0 where nothing is in front of it.

    Examples
    --------
    >>> end("KYIV, Ukraine (AP) - Shells fell.")
    21
    """
    head = _HEAD.match(text, 0, _MOST_CHARS)
    return head.end() if head is not None and _OPENS.match(text, head.end()) else 0

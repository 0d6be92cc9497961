"""Addresses that a report gives: links in its words, pictures and films beside them.

They are read and shown as links with their source, and never opened.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from geomap.model import Report

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|{}\\^]+", re.IGNORECASE)
_AFTER = ".,;:!?…*_"
_CLOSING = {")": "(", "]": "["}
_MOST, _MOST_CHARS, _MOST_DEEP = 100, 2000, 4
BESIDE = -1
"""Where an address stands that comes beside the words of a report."""


def links(report: Report) -> str:
    """The addresses of a report, one a line: the character at which it stands, and the address.

    Those beside the words come first, with `BESIDE`; each stands once, at most 100.

    Examples
    --------
    >>> from geomap.reports import from_text
    >>> links(from_text("A film (https://example.org/a.mp4). More."))
    '8 https://example.org/a.mp4'
    """
    known: dict[str, int] = {}
    beside = ((BESIDE, one) for one in report.media.split("\n") if one)
    for start, address in (*beside, *_in_words(report.text)):
        known.setdefault(address, start)
    return "\n".join(f"{start} {address}" for address, start in [*known.items()][:_MOST])


def media(values: Iterable[object]) -> str:
    """Addresses among the values of some fields, one a line, however deep they lie in them."""
    found = (address for value in values for address in _within(value, _MOST_DEEP))
    return "\n".join([*dict.fromkeys(found)][:_MOST])


def _in_words(text: str) -> Iterator[tuple[int, str]]:
    for found in _ADDRESS.finditer(text):
        if (address := _bare(found[0])) and len(address) <= _MOST_CHARS:
            yield found.start(), address


def _bare(address: str) -> str:
    """An address without the marks of the sentence around it."""
    while address:
        last = address[-1]
        opened = _CLOSING.get(last)
        if last not in _AFTER and (opened is None or address.count(opened) >= address.count(last)):
            break
        address = address[:-1]
    return address if len(address) > len("https://") else ""


def _within(value: object, deep: int) -> Iterator[str]:
    if isinstance(value, str):
        text = value.strip()
        if _ADDRESS.fullmatch(text) and len(text) <= _MOST_CHARS:
            yield text
    elif deep and isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _within(part, deep - 1)

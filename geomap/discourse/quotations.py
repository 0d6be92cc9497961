"""Quotation marks: which words of a paragraph stand between them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Marks = Sequence[tuple[int, int, bool]]
"""Spans between quotation marks, and whether each is closed."""

_SINGLE = re.compile(r"(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){20,}[,.!?])'(?!\w)")
"""A quotation in single marks, as British papers print them: long, and closed after a stop."""


def quote_spans(text: str) -> list[tuple[int, int, bool]]:
    """Spans between quotation marks of one paragraph, and whether each is closed.

    A mark after a space opens, one before a space closes; an unclosed quotation runs to the end
    of the paragraph, and never beyond it.
    """
    spans = list(_double(text)) or [(m.start(1), m.end(1), True) for m in _SINGLE.finditer(text)]
    return [span for span in spans if span[1] > span[0]]


def _double(text: str) -> Iterator[tuple[int, int, bool]]:
    opened: int | None = None
    for at in (match.start() for match in re.finditer('"', text)):
        if opened is None:
            inches = text[max(at - 1, 0) : at].isdigit()  # 6" is a length
            opened = at + 1 if _opens(text, at) or not inches else None
            continue
        anew = _opens(text, at) and text[at + 1 : at + 2] not in _AFTER_CLOSING
        yield opened, at, not anew
        opened = at + 1 if anew else None
    if opened is not None:
        yield opened, len(text), False


_AFTER_CLOSING = frozenset(".,;:!?)")


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands after a space, a bracket or a dash, and before a word."""
    before, after = text[max(at - 1, 0) : at] or " ", text[at + 1 : at + 2] or " "
    return (before.isspace() or before in "([-–—") and not after.isspace()


_end = itemgetter(1)


def outside(tokens: "Iterable[Token]", quotes: Marks) -> "list[Token]":
    """Words that stand outside quotations."""
    # they are in order, and none is within another
    following = ((one, bisect_right(quotes, one.idx, key=_end)) for one in tokens)
    return [one for one, at in following if at == len(quotes) or one.idx < quotes[at][0]]

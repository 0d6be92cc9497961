"""From candidate spans to the chosen ones: probabilities, then the best without overlaps."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from geomap.toponyms import words
from geomap.toponyms.spans import Span, lower
from geomap.toponyms.trees import Floats

SURE = 0.6
_LIFTED = 0.15
_LINKS_BEFORE = frozenset({"the", ",", "-", "–", "—"})
_LINKS_AFTER = frozenset({",", "-", "–", "—", "("})


def document_wide(spans: Sequence[Span], scores: Floats, least: float) -> None:
    """Decide a name over the whole document: sure at one place, it is taken at the others too.

    Where a name's best score reaches `SURE`, its other occurrences that reach a small share of
    `least` are lifted to it, in place; they still give way to better spans over them.
    """
    sure = {span.key for span, score in zip(spans, scores, strict=True) if score >= SURE}
    for n, span in enumerate(spans):
        if span.key in sure and least * _LIFTED <= scores[n] < least:
            scores[n] = least


def chosen(
    spans: Sequence[Span], scores: Floats, least: float, is_country: Callable[[Span], bool]
) -> list[Span]:
    """Spans of at least this probability, the most probable first, none over another.

    Where a known name is followed by a word such as "valley", the longer span stands for it, and
    "capital of Peru" for a country, where no city stands beside it.
    """
    result: list[Span] = []
    rows = zip(spans, scores, strict=True)
    for doc, passage in groupby(rows, key=lambda row: row[0].doc):
        each = list(passage)
        at = {(span.first, span.last): span for span, _ in each}
        taken = np.zeros(len(doc), dtype=bool)
        kept: list[Span] = []
        for span, score in sorted(each, key=lambda row: (-row[1], row[0].first, row[0].last)):
            if score >= least and not taken[span.first : span.last].any():
                taken[span.first : span.last] = True
                typed = lower(span.after) in words.NATURAL
                kept.append(at.get((span.first, span.last + 1), span) if typed else span)
        result += [_capital(span, kept) if is_country(span) else span for span in kept]
    return result


def _capital(span: Span, kept: Sequence[Span]) -> Span:
    """The whole of "Afghan capital" or "capital of Peru", unless a city stands beside it."""
    doc, (first, last) = span.doc, _with_capital(span)
    left, right = first, last
    while left > 0 and doc[left - 1].lower_ in _LINKS_BEFORE:
        left -= 1
    while right < len(doc) and doc[right].lower_ in _LINKS_AFTER:
        right += 1
    beside = any(s.last == left or s.first == right for s in kept if s is not span)
    if beside or (first, last) == (span.first, span.last):
        return span
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    key = f"{span.key} capital"
    return replace(span, first=first, last=last, start_char=start, end_char=end, key=key)


def _with_capital(span: Span) -> tuple[int, int]:
    """Tokens of a country's name and of the word "capital" that it belongs to, if there is one."""
    if lower(span.after) == "capital":
        return span.first, span.last + 1
    before = [token.lower_ for token in span.doc[max(0, span.first - 3) : span.first]]
    for phrase in (["capital", "of"], ["capital", "of", "the"]):
        if before[-len(phrase) :] == phrase and span.head.lower_ != "'s":
            return span.first - len(phrase), span.last
    return span.first, span.last

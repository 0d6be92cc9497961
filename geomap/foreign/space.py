"""Statements of space in a line of another language, with the places that they speak of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geomap import expressions
from geomap.expressions import Expression
from geomap.foreign.lines import Line
from geomap.tongue import NAME_CHAR, Row, tongues


@dataclass(frozen=True, kw_only=True)
class Told:
    """An expression in a line: its kind is read from its English, its span is the line's own.

    `places` are the spans in the line of the names that it is measured from, none where it only
    says "the city"; `subject` is the span of the name that it is said of, or None.
    """

    expression: Expression
    places: tuple[tuple[int, int], ...]
    subject: tuple[int, int] | None


@cache
def _rows(code: str) -> tuple[Row, ...]:
    return tongues()[code].rows("space")


def told(line: Line, names: Sequence[tuple[int, int]]) -> list[Told]:
    """Spatial statements of a line, the more telling first; none overlap.

    Parameters
    ----------
    line
        The sentence.
    names
        Spans of its place names, in the order of the text.
    """
    kept: list[Told] = []
    for one in _read(line, names):
        start, end = one.expression.start, one.expression.end
        if all(end <= o.expression.start or o.expression.end <= start for o in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.expression.start)


def _read(line: Line, names: Sequence[tuple[int, int]]) -> Iterator[Told]:
    text = _masked(line.plain, names)
    for row in _rows(line.tongue.code):
        for match in row.pattern.finditer(text):
            held = [
                match.span(group) for group in ("place", "place2") if group in match.groupdict()
            ]
            places = tuple(span for span in held if span in names)
            found = expressions.find(line.tongue.english(row.means, match))
            if found and len(places) == len(held):
                yield _told(line, found[0], match.span(), places=places, names=names)


def _told(
    line: Line,
    found: Expression,
    span: tuple[int, int],
    *,
    places: tuple[tuple[int, int], ...],
    names: Sequence[tuple[int, int]],
) -> Told:
    start, end = span
    at = places[0][0] if places else end
    own = replace(found, start=start, end=end, at=at)
    before = [one for one in names if one[1] <= start]
    subject = before[-1] if before and _leads_to(line, before[-1][1], start) else None
    return Told(expression=own, places=places, subject=subject)


def _leads_to(line: Line, end: int, start: int) -> bool:
    """Whether what stands between a name and an expression makes the name its subject."""
    link = line.tongue.any_of("link", "about")
    return re.fullmatch(rf"[\s,]*(?:{link}[\s,]*)*", line.plain[end:start]) is not None


def _masked(text: str, names: Sequence[tuple[int, int]]) -> str:
    """A text with each letter of a name as the sign that patterns know names by."""
    for start, end in names:
        text = text[:start] + NAME_CHAR * (end - start) + text[end:]
    return text

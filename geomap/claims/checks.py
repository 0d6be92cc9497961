"""From the expressions of a story to its claims, each made by the check that its kind names."""

from collections.abc import Iterator

from geomap.claims._story import Story
from geomap.claims.case import Case
from geomap.expressions import find, functions_of
from geomap.model import Claim
from geomap.settings import Settings

_CHECKS = functions_of("geomap.claims", "check")


def claims_of(story: Story, settings: Settings) -> Iterator[Claim]:
    """Claims of a story, passage by passage; of overlapping expressions the more telling first."""
    for number, paragraph in enumerate(story.paragraphs):
        taken: list[tuple[int, int]] = []
        for expression in find(story.texts[number]):
            start, end = paragraph.passage.span(expression.start, expression.end)
            if any(start < last and first < end for first, last in taken):
                continue
            case = Case(story=story, number=number, expression=expression, settings=settings)
            rows = list(_CHECKS[expression.kind](case))
            taken.extend((row.start, row.end) for row in rows)
            yield from rows

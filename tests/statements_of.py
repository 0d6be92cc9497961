"""The statements of one text of a known day, as a whole reading gives them."""

from datetime import date
from functools import cache

from geomap import pipeline, reports
from geomap.model import Statement

DAY = date(2023, 5, 17)


def read(text: str) -> tuple[Statement, ...]:
    """Statements of a text that was published on `DAY`, a Wednesday."""
    return pipeline.read_one(
        reports.from_text(text, report_id="r", published=DAY), _tools()
    ).statements


@cache
def _tools() -> pipeline.Tools:
    return pipeline.open_tools()

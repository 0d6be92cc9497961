"""Where deeds are whose own sentences do not name it: carried on, pointed to, told afterwards."""

from datetime import date
from pathlib import Path

import pytest

from geomap import pipeline, reports

ROWS = (Path(__file__).parent / "told_places.txt").read_text(encoding="utf-8").splitlines()
LINES = [line.rsplit(" | ", 1) for line in ROWS if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.mark.parametrize(("text", "asked"), LINES)
def test_a_deed_stands_where_the_rest_of_the_report_says(text, asked, tools):
    report = reports.from_text(text.replace("\\n", "\n\n"), published=date(2024, 12, 5))
    told = pipeline.read_one(report, tools).statements
    for words, place in (one.strip().split(" @ ") for one in asked.split(";")):
        at = report.text.index(words)
        deeds = [one for one in told if one.start < at + len(words) and at < one.end]
        assert deeds, words
        names = {_name(one.place) for one in deeds}
        assert any((place in name) if place != "-" else not name for name in names), (words, names)


def _name(resolution):
    """What a place is called in the text and in the gazetteer; "" for none or a whole country."""
    if resolution is None:
        return ""
    place = resolution.place
    if place is not None and place.kind.startswith("A.PCL") and not place.is_told:
        return ""
    return f"{resolution.mention.text} / {place.name if place is not None else ''}"

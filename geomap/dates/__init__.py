"""Time expressions in news text: intervals of days with a precision, seen from an anchor day.

A weekday is the latest one up to and including the anchor; what is vague stays an interval; dates
without a year, and relative ones, are counted from the anchor, which `anchors` takes from the
report's dateline, its day of publication and the dated events that its text leans on. A day without
a year behind one with a year has that of the narrative (`Telling`).
"""

from geomap.dates.anchoring import (
    Anchors,
    anchors,
    dateline,
    dateline_spans,
    opens_in_capitals,
    stamp_spans,
)
from geomap.dates.counting import away
from geomap.dates.finding import TimeMention, find, find_text, interval
from geomap.dates.telling import Telling
from geomap.dates.words import day_and_month, in_words

__all__ = [
    "Anchors",
    "Telling",
    "TimeMention",
    "anchors",
    "away",
    "dateline",
    "dateline_spans",
    "day_and_month",
    "find",
    "find_text",
    "in_words",
    "interval",
    "opens_in_capitals",
    "stamp_spans",
]

"""Time expressions in news text: intervals of days with a precision, seen from an anchor day.

A weekday is the latest one up to and including the anchor; what is vague stays an interval; dates
without a year, and relative ones, are counted from the anchor, which `anchors` takes from the
report's dateline, its day of publication and the dated events that its text leans on.
"""

from geomap.dates._anchor import Anchors, anchors, dateline, dateline_spans, stamp_spans
from geomap.dates._known import KnownEvent, events_in, known_events
from geomap.dates._parse import TimeMention, find, find_text, interval
from geomap.dates.written import in_words

__all__ = [
    "Anchors",
    "KnownEvent",
    "TimeMention",
    "anchors",
    "dateline",
    "dateline_spans",
    "events_in",
    "find",
    "find_text",
    "in_words",
    "interval",
    "known_events",
    "stamp_spans",
]

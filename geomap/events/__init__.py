"""Statements and events: who says what happened, where and when, and who denies it.

`statements` makes them from the one reading of a report, `join` makes events of them.
"""

from geomap.events.acled import SUB_EVENTS, acled_type
from geomap.events.detector import Detector, trained_on
from geomap.events.joining import join
from geomap.events.parties import sides
from geomap.events.rejoining import rejoin, retell
from geomap.events.rows import geo_precision, statement_id
from geomap.events.statements import Standing, persons, place_at, standing, statements
from geomap.events.status import STATUS_RULE, StatusRow

__all__ = [
    "STATUS_RULE",
    "SUB_EVENTS",
    "Detector",
    "Standing",
    "StatusRow",
    "acled_type",
    "geo_precision",
    "join",
    "persons",
    "place_at",
    "rejoin",
    "retell",
    "sides",
    "standing",
    "statement_id",
    "statements",
    "trained_on",
]

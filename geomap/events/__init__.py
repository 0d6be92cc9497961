"""Statements and events: who says what happened, where and when, and who denies it."""

from geomap.events._acled import SUB_EVENTS, acled_type
from geomap.events._join import geo_precision, join, statement_id
from geomap.events._sides import sides
from geomap.events._statements import Standing, persons, place_at, standing, statements
from geomap.events._status import STATUS_RULE, StatusRow

__all__ = [
    "STATUS_RULE",
    "SUB_EVENTS",
    "Standing",
    "StatusRow",
    "acled_type",
    "geo_precision",
    "join",
    "persons",
    "place_at",
    "sides",
    "standing",
    "statement_id",
    "statements",
]

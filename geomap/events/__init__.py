"""Statements and events: who says what happened, where and when, and who denies it.

`statements` makes them from the one reading of a report, `join` makes events of them. Where the
reports are no longer at hand, `to_text` and `from_text` keep statements, `apart` gives the events
of one report, and `across` puts those of many together.
"""

from geomap.events.acled import SUB_EVENTS, acled_type
from geomap.events.detector import Detector, trained_on
from geomap.events.grouping import Begun, Event, Joining, across, order
from geomap.events.joining import apart, id_of, join, uncollected
from geomap.events.kept import from_text, to_text
from geomap.events.parties import sides
from geomap.events.rejoining import rejoin, retell
from geomap.events.rows import event_row, geo_precision, statement_id, statement_row
from geomap.events.statements import Standing, persons, place_at, standing, statements
from geomap.events.status import STATUS_RULE, StatusRow
from geomap.events.traits import Trait

__all__ = [
    "STATUS_RULE",
    "SUB_EVENTS",
    "Begun",
    "Detector",
    "Event",
    "Joining",
    "Standing",
    "StatusRow",
    "Trait",
    "acled_type",
    "across",
    "apart",
    "event_row",
    "from_text",
    "geo_precision",
    "id_of",
    "join",
    "order",
    "persons",
    "place_at",
    "rejoin",
    "retell",
    "sides",
    "standing",
    "statement_id",
    "statement_row",
    "statements",
    "to_text",
    "trained_on",
    "uncollected",
]

"""Frozen records that travel between rooms, the tables' schemas, and the gazetteer protocol.

Conventions: longitude first, decimal degrees, WGS84 (EPSG:4326); lengths in metres unless the
name says `_km`; character offsets count Python characters of `Report.text`, end exclusive.
"""

from geomap.model.entry import Entry
from geomap.model.event_codes import EVENT_CODES, EventCode, EventType, Mode, Symbol, event_code
from geomap.model.losses import Loss, alike
from geomap.model.places import CRS, POINT, Candidate, Gazetteer, Place, check_lonlat, places_frame
from geomap.model.precision import GeoPrecision, TimePrecision
from geomap.model.records import (
    CONTRADICTED,
    DRAWN_ROLES,
    SUPPORTED,
    Claim,
    Interval,
    Mention,
    Report,
    Resolution,
    Role,
    Segment,
    Statement,
    Verdict,
)
from geomap.model.status import Certainty, Polarity, Status
from geomap.model.tables import SCHEMAS, Schema, Tables, table

__all__ = [
    "CONTRADICTED", "CRS", "DRAWN_ROLES", "EVENT_CODES", "POINT", "SCHEMAS", "SUPPORTED",
    "Candidate", "Certainty", "Claim", "Entry", "EventCode", "EventType", "Gazetteer",
    "GeoPrecision", "Interval", "Loss", "Mention", "Mode", "Place", "Polarity", "Report",
    "Resolution", "Role", "Schema", "Segment", "Statement", "Status", "Symbol", "Tables",
    "TimePrecision", "Verdict", "alike", "check_lonlat", "event_code", "places_frame", "table",
]  # fmt: skip

"""Frozen records that travel between rooms, the tables' schemas, and the gazetteer protocol.

Conventions: longitude first, decimal degrees, WGS84 (EPSG:4326); lengths in metres unless the
name says `_km`; character offsets count Python characters of `Report.text`, end exclusive.
"""

from geomap.model.event_codes import (
    EVENT_CODES,
    EventCode,
    EventType,
    Mode,
    Symbol,
    event_code,
)
from geomap.model.records import (
    DRAWN_ROLES,
    Candidate,
    Claim,
    Gazetteer,
    Interval,
    Mention,
    Place,
    Report,
    Resolution,
    Role,
    Segment,
    Statement,
    Status,
    Verdict,
    check_lonlat,
)
from geomap.model.tables import CRS, SCHEMAS, Schema, table

__all__ = [
    "CRS",
    "DRAWN_ROLES",
    "EVENT_CODES",
    "SCHEMAS",
    "Candidate",
    "Claim",
    "EventCode",
    "EventType",
    "Gazetteer",
    "Interval",
    "Mention",
    "Mode",
    "Place",
    "Report",
    "Resolution",
    "Role",
    "Schema",
    "Segment",
    "Statement",
    "Status",
    "Symbol",
    "Verdict",
    "check_lonlat",
    "event_code",
    "table",
]

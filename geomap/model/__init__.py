"""Frozen records that travel between rooms, the tables' schemas, and the gazetteer protocol.

Conventions: longitude first, decimal degrees, WGS84 (EPSG:4326); lengths in metres unless the
name says `_km`; character offsets count Python characters of `Report.text`, end exclusive.
"""

from geomap.model.days import (
    around,
    check_days,
    check_year,
    day_order,
    days_between,
    full_year,
    month_of,
    read_days,
)
from geomap.model.entry import Entry
from geomap.model.event_codes import EVENT_CODES, EventCode, EventType, Mode, Symbol, event_code
from geomap.model.losses import Loss, alike
from geomap.model.places import (
    CRS,
    POINT,
    TOLD,
    VAST_M,
    Candidate,
    Gazetteer,
    Place,
    check_lonlat,
    places_frame,
    told_id,
)
from geomap.model.precision import GeoPrecision, TimePrecision
from geomap.model.records import (
    CONTRADICTED,
    DRAWN_ROLES,
    SUPPORTED,
    TOLLS,
    Claim,
    Harm,
    Interval,
    Mention,
    Report,
    Resolution,
    Role,
    Segment,
    Statement,
    Toll,
    Verdict,
)
from geomap.model.sieges import Degree, Phase, Position, Side, SideState, Siege, WayOut
from geomap.model.status import Certainty, Polarity, Status
from geomap.model.tables import SCHEMAS, Schema, Tables, stacked, table

__all__ = [
    "CONTRADICTED", "CRS", "DRAWN_ROLES", "EVENT_CODES", "POINT", "SCHEMAS", "SUPPORTED", "TOLD",
    "TOLLS", "VAST_M",
    "Candidate", "Certainty", "Claim", "Degree", "Entry", "EventCode", "EventType", "Gazetteer",
    "GeoPrecision", "Harm", "Interval", "Loss", "Mention", "Mode", "Phase", "Place", "Polarity",
    "Position", "Report", "Resolution", "Role", "Schema", "Segment", "Side", "SideState", "Siege",
    "Statement", "Status", "Symbol", "Tables", "TimePrecision", "Toll", "Verdict", "WayOut",
    "alike", "around", "check_days", "check_lonlat", "check_year", "day_order", "days_between",
    "event_code", "full_year", "month_of", "places_frame", "read_days", "stacked",
    "table", "told_id",
]  # fmt: skip

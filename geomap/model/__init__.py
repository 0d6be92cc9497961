"""Frozen records that travel between rooms, the tables' schemas, and the gazetteer protocol.

Conventions: longitude first, decimal degrees, WGS84 (EPSG:4326); lengths in metres unless the
name says `_km`; character offsets count Python characters of `Report.text`, end exclusive.
"""

from geomap.model.precision import GeoPrecision
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
from geomap.model.tables import CRS, SCHEMAS, Schema, Tables, table

__all__ = [
    "CRS",
    "DRAWN_ROLES",
    "SCHEMAS",
    "Candidate",
    "Claim",
    "Gazetteer",
    "GeoPrecision",
    "Interval",
    "Mention",
    "Place",
    "Report",
    "Resolution",
    "Role",
    "Schema",
    "Segment",
    "Statement",
    "Status",
    "Tables",
    "Verdict",
    "check_lonlat",
    "table",
]

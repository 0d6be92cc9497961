"""A user's corrections to mentions, events and sides: one plain file, and what it changes.

`files` reads and writes the file, `apply` holds it against what the other rooms found. Nothing
here asks a person; that is the room `reviewing`.
"""

from geomap.corrections.apply import added, apply_mentions, join, load, missed, owner
from geomap.corrections.files import VERSION, read, write
from geomap.corrections.lost import unmatched
from geomap.corrections.records import (
    Corrections,
    EventCorrection,
    MentionCorrection,
    Passage,
    SideCorrection,
    Where,
)

__all__ = [
    "VERSION",
    "Corrections",
    "EventCorrection",
    "MentionCorrection",
    "Passage",
    "SideCorrection",
    "Where",
    "added",
    "apply_mentions",
    "join",
    "load",
    "missed",
    "owner",
    "read",
    "unmatched",
    "write",
]

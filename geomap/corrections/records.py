"""What a user may decide about a mention or an event, as frozen records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import isfinite
from typing import NamedTuple

from geomap.errors import InputError
from geomap.gazetteer import fold
from geomap.model import EventType, Place, Role, Status, check_lonlat
from geomap.resolution import Overrides

NO_PLACE_ROLES = (Role.ORGANISATION, Role.NICKNAME, Role.PRODUCT, Role.PUBLISHER, Role.METONYM)
_DEFAULT_UNCERTAINTY_M = 1_000.0
_LONGEST_UNCERTAINTY_M = 20_100_000.0

MentionKey = tuple[str, int, str]


class Passage(NamedTuple):
    """What a statement is known by: its span and its type, and its id where two share these."""

    report_id: str
    start: int
    end: int
    event_type: str
    event_mode: str
    statement_id: str


@dataclass(frozen=True, kw_only=True)
class Where:
    """A place that a user chose: a gazetteer's id, or a point (lon, lat) with a radius."""

    place_id: str = ""
    lon: float | None = None
    lat: float | None = None
    uncertainty_m: float = _DEFAULT_UNCERTAINTY_M
    kind: str = ""
    country: str = ""

    def __post_init__(self) -> None:
        if (self.lon is None) != (self.lat is None):
            raise InputError("expected lon and lat together")
        if self.place_id and self.lon is not None:
            raise InputError("expected a place_id or lon and lat, got both")
        if self.lon is not None and self.lat is not None:
            check_lonlat(self.lon, self.lat)
        if not isfinite(self.uncertainty_m) or not 0 < self.uncertainty_m < _LONGEST_UNCERTAINTY_M:
            raise InputError(f"expected a radius in metres on Earth, got {self.uncertainty_m}")

    def __bool__(self) -> bool:
        return bool(self.place_id) or self.lon is not None

    def place(self, name: str) -> Place | None:
        """The point as a place with a name, or None where a gazetteer must be asked."""
        if self.lon is None or self.lat is None:
            return None
        return Place(
            place_id=f"user:{json.dumps([name, self.lon, self.lat], ensure_ascii=False)}",
            name=name or "point of the user",
            kind=self.kind or "P.PPL",
            lon=self.lon,
            lat=self.lat,
            country=self.country,
            uncertainty_m=self.uncertainty_m,
            source="the user's corrections",
            accuracy="as given by the user",
        )


@dataclass(frozen=True, kw_only=True)
class MentionCorrection:
    """What a name means: in one mention, in one report (no start) or everywhere (no report).

    Attributes
    ----------
    name
        The name as it stands in the report; compared as the gazetteer folds it.
    report_id, start
        The mention; "" and None where the decision is wider.
    where
        The place chosen; empty where the name is no place.
    not_a_place, role
        That the name means no place, and what it is instead.
    who, when, note
        Who decided, on what day, and why; empty unless the user wants them kept.
    """

    name: str
    report_id: str = ""
    start: int | None = None
    where: Where = field(default_factory=Where)
    not_a_place: bool = False
    role: str = ""
    who: str = ""
    when: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not fold(self.name):
            raise InputError("expected a name")
        if self.start is not None and (self.start < 0 or not self.report_id):
            raise InputError("expected a start of 0 or more, and the report_id with it")
        if bool(self.where) == self.not_a_place:
            raise InputError("expected one of place_id, lon and lat, or not_a_place: true")
        if self.role and (not self.not_a_place or self.role not in NO_PLACE_ROLES):
            roles = ", ".join(NO_PLACE_ROLES)
            raise InputError(f"expected a role only beside not_a_place, and one of {roles}")

    @property
    def key(self) -> MentionKey:
        """Report, start (-1 for all of the report) and folded name, "" where a start is given."""
        if self.start is not None:
            return self.report_id, self.start, ""
        return self.report_id, -1, fold(self.name)


@dataclass(frozen=True, kw_only=True)
class EventCorrection:
    """What a user decided about the event that a passage reports.

    Attributes
    ----------
    passage
        One statement of the event; the event is the one that holds it, whatever its id.
    text
        The passage's words, for a reader of the file.
    accepted
        That the event was looked at and found right.
    added
        That no statement reports it so far: the passage becomes one, of the type that it names.
    actor, recipient
        Of an event that is added.
    where, place_name, no_place
        Another place (a point may have a name), or that none is known.
    status
        Another status of the event; its statements keep theirs.
    first_day, last_day
        Another time, closed at both ends; None where not corrected.
    who, when, note
        As in `MentionCorrection`.
    """

    passage: Passage
    text: str = ""
    accepted: bool = False
    added: bool = False
    actor: str = ""
    recipient: str = ""
    where: Where = field(default_factory=Where)
    place_name: str = ""
    no_place: bool = False
    status: str = ""
    first_day: date | None = None
    last_day: date | None = None
    who: str = ""
    when: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        days = [day for day in (self.first_day, self.last_day) if day]
        if len(days) == 1 or days != sorted(days):
            raise InputError("expected a first_day and a last_day that is not before it, or a day")
        if self.where and self.no_place:
            raise InputError("expected a place or no_place: true, got both")
        if self.status and self.status not in set(Status):
            raise InputError(f"expected a status of {', '.join(Status)}, got {self.status[:40]!r}")
        if self.added and self.passage.event_type not in set(EventType):
            raise InputError(f"expected an event_type of {', '.join(EventType)} beside added")
        if not (self.accepted or self.added or self.changes):
            raise InputError("expected a place, a status, a day, accepted: true, or added: true")

    @property
    def changes(self) -> bool:
        """Whether anything about the event differs from what was found."""
        return bool(self.where or self.no_place or self.status or self.first_day)

    @property
    def key(self) -> Passage:
        """What the decision is about."""
        return self.passage


@dataclass(frozen=True, kw_only=True)
class SideCorrection:
    """Whom a name of somebody who acts means: another party, or none.

    Attributes
    ----------
    alias
        The name as reports have it; a party's own name takes all its names along, so that two
        parties become one. Compared by its letters and digits alone.
    name
        The party that it means.
    no_side
        That the name means nobody who could be a side.
    who, when, note
        As in `MentionCorrection`.
    """

    alias: str
    name: str = ""
    no_side: bool = False
    who: str = ""
    when: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not fold(self.alias):
            raise InputError("expected an alias, a name as reports have it")
        if bool(fold(self.name)) == self.no_side:
            raise InputError("expected the name of a party, or no_side: true")

    @property
    def key(self) -> tuple[str]:
        """What the decision is about."""
        return (fold(self.alias),)


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """All decisions of one file, sorted; `plain` where it is a mere list of names and places.

    Attributes
    ----------
    mentions, events, sides
        Decisions in the order of their keys.
    plain
        What `geomap.resolution.read_overrides` read from a file without a version.
    name
        File name for explanations.
    places
        Places by id, filled by `load`.
    """

    mentions: tuple[MentionCorrection, ...] = ()
    events: tuple[EventCorrection, ...] = ()
    sides: tuple[SideCorrection, ...] = ()
    plain: Overrides | None = None
    name: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.mentions) + len(self.events) + len(self.sides)

    @cached_property
    def _by_key(self) -> Mapping[MentionKey, MentionCorrection]:
        return {one.key: one for one in self.mentions}

    def about(self, report_id: str, start: int, name: str) -> MentionCorrection | None:
        """The narrowest decision about a mention, or None.

        A decision on one mention holds only where its name still stands there.
        """
        known, key = self._by_key, fold(name[:200])
        exact = known.get((report_id, start, ""))
        if exact is not None and fold(exact.name[:200]) == key:
            return exact
        return known.get((report_id, -1, key)) or known.get(("", -1, key))

    def place(self, where: Where, name: str) -> Place | None:
        """The place that a decision chose; the gazetteer's were looked up by `load`."""
        return where.place(name) or self.places.get(where.place_id)

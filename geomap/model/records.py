"""Frozen records of what a report says."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geomap.model.cards import claim_card
from geomap.model.event_codes import EventType, Mode
from geomap.model.places import Candidate, Place
from geomap.model.precision import TimePrecision
from geomap.model.sieges import Siege
from geomap.model.status import Certainty, Polarity, Status


class Role(StrEnum):
    """What a place name does in its sentence; only places are drawn, see `DRAWN_ROLES`."""

    EVENT_PLACE = "event place"
    OTHER_PLACE = "other place"
    ORIGIN = "origin"
    NATIONALITY = "nationality"
    PUBLISHER = "publisher"
    ORGANISATION = "organisation"
    PRODUCT = "product"
    METONYM = "metonym"
    NICKNAME = "nickname"


DRAWN_ROLES = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE, Role.ORIGIN})


SUPPORTED, CONTRADICTED = 0.9, 0.1
"""From which probability on a spatial statement is supported, and up to which contradicted."""


class Verdict(StrEnum):
    """Outcome of holding a spatial statement against geography."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNDETERMINED = "undetermined"

    @classmethod
    def of(cls, probability: float | None) -> "Verdict":
        """Supported at 0.9 and above, contradicted at 0.1 and below, else undetermined.

        Examples
        --------
        >>> [Verdict.of(p).value for p in (0.95, 0.5, None)]
        ['supported', 'undetermined', 'undetermined']
        """
        if probability is None or CONTRADICTED < probability < SUPPORTED:
            return cls.UNDETERMINED
        return cls.SUPPORTED if probability >= SUPPORTED else cls.CONTRADICTED


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of a report: one paragraph, and whether it repeats an earlier one.

    `duplicate_of` is the start offset of the earlier identical paragraph, or None.
    """

    start: int
    end: int
    duplicate_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One news report: its text as read, where it came from, and its paragraphs.

    `published_from` says where the day of publication is from, if not from the report's own fields:
    "given", or "guessed from the dateline". `media` holds the addresses of pictures and films that
    come with the text, one a line.
    """

    report_id: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    published_from: str = ""
    sha256: str = ""
    media: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place name as it stands in a report."""

    report_id: str
    start: int
    end: int
    text: str
    role: Role
    cue: str = ""


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What a mention refers to; `place` is None with a `reason` where that cannot be said.

    `probability` is calibrated, `alternatives` are ranked with the chosen place left out, and
    `explanation` names what spoke for the choice, strongest first. `by_hand` is true where a
    person chose: nothing that the text says overrules them. `inferred` says that a statement stands
    there only because the one before it does.
    """

    mention: Mention
    place: Place | None
    probability: float = 0.0
    alternatives: tuple[Candidate, ...] = ()
    reason: str = ""
    explanation: tuple[str, ...] = ()
    by_hand: bool = False
    inferred: bool = False

    def given_up(self, reason: str) -> "Resolution":
        """The same mention without a place, and why."""
        return replace(self, place=None, probability=0.0, reason=reason)

    def given_up_as_namesake(self, *, alike: bool = False) -> "Resolution":
        """The same mention without its place, which lies in a country not spoken of.

        `alike` says that the place has only a similar name.
        """
        if self.place is None:
            return self
        said = f"{self.place.name} in {self.place.country or self.place.kind}"
        known = f"only a place of a similar name is known, {said}" if alike else f"{said} is known"
        return self.given_up(f"{known}, but the report does not otherwise speak of that country")


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An interval of days, closed at both ends; an open end is None.

    `precision` is a `TimePrecision`, given as such or by its word; `anchor` is the day that a
    relative expression was counted from; `inferred` says that the days are those of
    another statement, which this one is told after.

    Raises
    ------
    ValueError
        If no `TimePrecision` has the word.
    """

    start: date | None
    end: date | None
    precision: TimePrecision
    anchor: date | None = None
    text: str = ""
    inferred: bool = False

    def __post_init__(self) -> None:
        _name_members(self, precision=TimePrecision)


class Harm(StrEnum):
    """What was done to people, in the order of the tables' columns."""

    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"
    DISPLACED = "displaced"


TOLLS = tuple(f"{harm}_{bound}" for harm in Harm for bound in ("least", "most"))
"""Columns of the tables that hold tolls, a least and a most for each kind of harm."""


@dataclass(frozen=True)
class Toll:
    """How many people came to harm: the least and the most there may be, None where it is open.

    "At least nine killed" has no most, "up to 20" no least; "no casualties" is 0 and 0.
    """

    kind: Harm
    least: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A passage that reports something: who did what to whom, where and when, and who says so.

    `place` is the resolution of the place where it happened, or None; `scene` is then the country
    that the sentence, else the report, is about, where there is one. `said_by` is empty where the
    reporter speaks. `tolls` holds one toll of each kind that its words give. `probability` is that
    the passage reports something of the kind at all, None where nobody estimated it. The words of a
    table (`EventType`, `Mode`, `Status`, `Polarity`, `Certainty`) may be given as such or as text,
    and are held as members of it.

    Raises
    ------
    ValueError
        If a table lacks a word.
    """

    report_id: str
    start: int
    end: int
    text: str
    event_type: EventType
    status: Status
    event_mode: Mode = Mode.ANY
    actor: str = ""
    recipient: str = ""
    place: Resolution | None = None
    scene: Place | None = None
    when: Interval | None = None
    said_by: str = ""
    said_when: Interval | None = None
    cue: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    tolls: tuple[Toll, ...] = ()
    probability: float | None = None

    def __post_init__(self) -> None:
        _name_members(self, event_type=EventType, event_mode=Mode, status=Status)
        _name_members(self, polarity=Polarity, certainty=Certainty)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A spatial statement held against geography.

    `value` and `unit` are what was said ("80", "km"; "north", "compass"; "3", "sides"), `way` the
    direction that is told with a distance ("80 km north of"), `measured` the measurement in the
    same unit as a sentence, `probability` that the statement is true given the uncertainties,
    `interval` the 90 % interval of the measure. Of an encirclement `object` lists the positions
    that were measured, of "between A and B" both places; `position_ids` are their places and
    `siege` is the frame of what is said of it.

    `status`, `said_by`, `said_when`, `when` and `polarity` are those of the statement that the
    claim lies in, whose id is `statement_id`; where it lies in none, they are read by the same
    rule.
    """

    report_id: str
    start: int
    end: int
    text: str
    relation: str
    subject: str
    object: str
    value: str = ""
    unit: str = ""
    said_by: str = ""
    geometry: BaseGeometry | None = None
    measured: str = ""
    probability: float | None = None
    interval: tuple[float, float] | None = None
    verdict: Verdict = Verdict.UNDETERMINED
    why: str = ""
    subject_id: str = ""
    object_id: str = ""
    statement_id: str = ""
    status: Status = Status.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    when: Interval | None = None
    said_when: Interval | None = None
    position_ids: tuple[str, ...] = ()
    siege: Siege | None = None
    way: str = ""

    def _repr_html_(self) -> str:
        return claim_card(self)


def _name_members(record: object, **tables: type[StrEnum]) -> None:
    """Put the member of its table in place of each word that a frozen record was given."""
    for name, words in tables.items():
        word = getattr(record, name)
        if type(word) is not words:
            object.__setattr__(record, name, words(word))

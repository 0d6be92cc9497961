"""The frame of an encirclement: what a report says of who surrounds what, and how far."""

import json
import math
from dataclasses import asdict, dataclass
from datetime import date
from types import UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from geomap.model.entry import Entry

_MISREAD = (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError)
"""What reading a frame raises where its JSON is of another make."""


class Phase(Entry):
    """How far an encirclement is said to have come: the word, its label and its definition."""

    IS = ("is", "said to be so", "the place is said to be surrounded or cut off")
    BEGAN = ("began", "said to have begun", "it is said to begin")
    NEARLY = ("nearly", "all but so", "it is said to be all but so")
    WAS = ("was", "long ago", "background, long before the report")
    ATTEMPTED = ("attempted", "attempted", "somebody is said to try")
    THREATENED = ("threatened", "threatened", "those who would surround announce it")
    FEARED = ("feared", "feared", "somebody fears it or warns of it")
    CONDITIONAL = ("conditional", "if", "it would be so if something else happened")
    NOT_YET = ("not yet", "not yet so", "it is said not to be so yet")
    DENIED = ("denied", "denied", "it is said not to be so")
    BROKEN = ("broken", "broken", "those inside, or who came to them, broke it")
    LIFTED = ("lifted", "lifted", "it is said to be over")


class Degree(Entry):
    """How much of the place is said to be surrounded."""

    COMPLETE = ("complete", "complete", "on all sides, fully")
    NEARLY = ("nearly", "nearly complete", "almost, all but")
    SIDES = ("sides", "some sides", "a number of sides, or sides by name")
    PARTLY = ("partly", "partly", "in part, half")
    UNSAID = ("", "not said", "the text does not say how much")


class SideState(Entry):
    """What is said of a side."""

    HELD = ("held", "held", "those who surround are said to be there")
    BARRIER = ("barrier", "closed by nature or a border", "a sea, lake, river or border is there")
    OPEN = ("open", "open", "the side is said to be open")
    CUT = ("cut", "way cut", "a way to that side is said to be cut")


@dataclass(frozen=True, kw_only=True)
class Side:
    """A side of the place that the text names.

    `way` is the direction as a word ("north-west"), `bearing_deg` its middle in degrees clockwise
    from true north, `by` names what is there, "" where the text names nothing; `start` and `end`
    are its words in the report's characters. `fits` says whether what closes a side lies there:
    None where it is held by people, or where that cannot be told.
    """

    way: str
    bearing_deg: float
    state: SideState = SideState.HELD
    by: str = ""
    fits: bool | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, kw_only=True)
class Position:
    """A place where those who surround are said to be.

    `side` is the direction that the text puts it in, "" where it says none. `bearing_deg` and `km`
    are measured from the middle of the surrounded place, None where one of the two has no place.
    `fits` says whether it lies on the side that is said and within reach: None where that cannot be
    told.
    """

    name: str
    place_id: str = ""
    side: str = ""
    bearing_deg: float | None = None
    km: float | None = None
    fits: bool | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """A way in or out that the text speaks of: whether it is open, and where it leads.

    `what` is its noun ("road", "corridor", "side"), `to` and `to_id` the place that it leads to,
    `side` the direction that the text says, `bearing_deg` that of the side, else measured to the
    place; `width_km` how wide it is, `under_fire` whether it is said to be shot at. `fits` says
    whether it lies where no position is named, None where that cannot be told.
    """

    is_open: bool
    what: str = "road"
    to: str = ""
    to_id: str = ""
    side: str = ""
    bearing_deg: float | None = None
    width_km: float | None = None
    under_fire: bool = False
    fits: bool | None = None
    start: int = -1
    end: int = -1

    @property
    def words(self) -> str:
        """What it is and where it leads: "road to Sake", "side to the west"."""
        end = self.to or (f"the {self.side}" if self.side else "")
        return f"{self.what} to {end}" if end else self.what


@dataclass(frozen=True, kw_only=True)
class Siege:
    """A claimed encirclement as a report tells it, in up to three sentences.

    Attributes
    ----------
    ALL_SIDES
        The number of sides that is all of them.
    target, target_id
        The place that is surrounded as the report writes it, and its place.
    force
        The force that is surrounded there, where it is no settlement: "the garrison".
    by
        Who surrounds it, "" where that is not said.
    claimant, post
        Who says so, "" where the reporter does, and as what he is introduced: "army spokesman".
    phase, degree
        How far it has come, and how much of the place it takes in.
    count
        Number of sides that the text says, `ALL_SIDES` for all; 0 where it says none.
    sides, positions, ways
        Sides that are named with a state each, also those that a lake, sea, river or border closes;
        positions; ways in and out.
    said_on, holds_on
        Day of the words, that of publication where they tell none, and first and last day that they
        speak of, as ISO dates; "" if unknown.
    """

    ALL_SIDES: ClassVar[int] = 4

    target: str
    target_id: str = ""
    force: str = ""
    by: str = ""
    claimant: str = ""
    post: str = ""
    phase: Phase = Phase.IS
    degree: Degree = Degree.UNSAID
    count: int = 0
    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    ways: tuple[WayOut, ...] = ()
    said_on: str = ""
    holds_on: tuple[str, str] = ("", "")

    @property
    def held(self) -> tuple[str, ...]:
        """Sides on which those who surround are said to be, each once, in the order of the text."""
        named = [side.way for side in self.sides if side.state is SideState.HELD]
        return tuple(dict.fromkeys(named))

    @property
    def all_round(self) -> bool:
        """Whether it is said to be surrounded on all sides, by a word or by the number."""
        return self.degree is Degree.COMPLETE or self.count >= self.ALL_SIDES

    def to_json(self) -> str:
        """The frame as JSON, which the claims table holds."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Siege":
        """The frame that `to_json` wrote.

        Raises
        ------
        ValueError
            If the text is no JSON of a frame: a word is in none of the tables, a field is unknown
            or of another type, a number is not finite, or a day is no ISO date.
        """
        try:
            found: Siege = _read(cls, json.loads(text))
            for day in filter(None, (found.said_on, *found.holds_on)):
                date.fromisoformat(day)
        except _MISREAD as error:
            raise ValueError(f"expected a frame as to_json writes it, got {text!r:.80}") from error
        return found


def _read(kind: Any, value: Any) -> Any:
    """A value of a type that a frame's field declares; one of `_MISREAD` else."""
    if kind in {Siege, Side, Position, WayOut}:
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], one) for name, one in value.items()})
    if get_origin(kind) is tuple:
        of, *rest = get_args(kind)
        kinds = [of] * len(value) if rest == [...] else [of, *rest]
        return tuple(_read(one, row) for one, row in zip(kinds, value, strict=True))
    if get_origin(kind) is UnionType:
        inner, _ = get_args(kind)
        return None if value is None else _read(inner, value)
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    """A word of a table, a text, a number or a truth value; no type stands for another."""
    if issubclass(kind, Entry):
        return kind(value)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or (kind is float and not math.isfinite(value)):
        raise TypeError(f"expected {kind.__name__}, got {value!r:.80}")
    return value

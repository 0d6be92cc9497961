"""A statement with what it is compared by, to find those that tell of one event."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from geomap import lexicon
from geomap.events.counts import Count
from geomap.events.parties import terms
from geomap.events.rows import place_of
from geomap.model import EventType, Harm, Mode, Place, Report, Statement, Status

SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+|\n+")
_OPEN = timedelta(days=7)
_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITAL = re.compile(r"\b[A-Z]")
_PLAIN, _SIDES = lexicon.words("people.plain_parties"), lexicon.words("people.groups")
_MANY = re.compile(
    rf"(?:\b(?P<count>\d+|{lexicon.alternation('number.units')})\s+(?:\w+\s+)?)?"
    rf"\b{lexicon.alternation('deeds.many')}\b",
    re.I,
)
_BY_MODE = frozenset({EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT})
"""Types whose modes are different events: to be driven out and to be set free."""

_STANDING = {Status.CONDITIONAL: "ahead", Status.HISTORICAL: "past"}
_STEM = 5


@dataclass(frozen=True, eq=False)
class Trait:
    """A statement with its id and what it is compared by."""

    statement: Statement
    report: Report
    key: str

    @cached_property
    def family(self) -> str:
        """What must be the same: kinds of deeds that one event may be told as."""
        one = self.statement
        standing = _STANDING.get(one.status, "")
        if one.event_type is EventType.ASSAULT or one.event_mode is Mode.SEIZE_PROPERTY:
            return f"{EventType.ASSAULT} {standing}"
        if one.event_mode in (Mode.WITHDRAW, Mode.TROOPS):
            return f"move {standing}"
        mode = one.event_mode if one.event_type in _BY_MODE else ""
        return f"{one.event_type} {mode} {standing}"

    @cached_property
    def place(self) -> Place | None:
        """The known place of its own."""
        return None if self._is_carried else place_of(self.statement)

    @cached_property
    def place_id(self) -> str:
        """Id of the known place of its own; "" where there is none."""
        return self.place.place_id if self.place is not None else ""

    @cached_property
    def carried(self) -> str:
        """Id of the place that it has only from the statement before."""
        place = place_of(self.statement) if self._is_carried else None
        return place.place_id if place is not None else ""

    @cached_property
    def _is_carried(self) -> bool:
        where = self.statement.place
        return where is not None and where.inferred

    @cached_property
    def named(self) -> str:
        """The place's name in the text, where it is not known."""
        where = self.statement.place
        unknown = where is not None and where.place is None and not self._is_carried
        return where.mention.text.lower() if where is not None and unknown else ""

    @cached_property
    def anchored(self) -> str:
        """The name that the text gives its place by, in small letters."""
        where = self.statement.place
        return where.mention.text.lower() if where is not None else ""

    @cached_property
    def days(self) -> tuple[date, date]:
        """First and last day; an open start lies a week before the end."""
        when = self.statement.when
        end = (when.end if when else None) or self.report.published or date.max
        start = (when.start if when else None) or max(end - _OPEN, date.min + _OPEN)
        return start, max(start, end)

    @cached_property
    def dated(self) -> bool:
        """Whether its days are its own, and both ends known."""
        when = self.statement.when
        if when is None or when.start is None or when.inferred:
            return False
        return when.text != "" or when.anchor is None  # the present means the report's own day

    @cached_property
    def actors(self) -> frozenset[str]:
        """Words of the party that acts."""
        return _party(self.statement.actor)

    @cached_property
    def is_named(self) -> bool:
        """Whether the party that acts has a name, not mere words."""
        return _CAPITAL.search(self.statement.actor) is not None

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Words of the party that is acted upon."""
        return _party(self.statement.recipient)

    @cached_property
    def tolls(self) -> Mapping[Harm, Count]:
        """Its tolls by their kind."""
        return {toll.kind: Count(toll.least, toll.most) for toll in self.statement.tolls}

    @cached_property
    def many(self) -> re.Match[str] | None:
        """The words that sum up several deeds, with their number: "five blasts"."""
        return _MANY.search(self.statement.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of its longer words."""
        one = self.statement
        named = f"{one.actor} {one.recipient} {one.place.mention.text if one.place else ''}".lower()
        words = set(_WORD.findall(one.text.lower())) - set(_WORD.findall(named)) - _PLAIN
        return frozenset(word[:_STEM] for word in words)

    @cached_property
    def lead(self) -> str:
        """Its sentence up to the end of its own words."""
        one, text = self.statement, self.report.text
        ends = [
            match.end() for match in SENTENCE_END.finditer(text, max(0, one.start - 300), one.start)
        ]
        return text[ends[-1] if ends else max(0, one.start - 300) : one.end]


@lru_cache(maxsize=1 << 14)
def _party(name: str) -> frozenset[str]:
    words = set(_WORD.findall(name.lower()))
    plain = _PLAIN - _SIDES
    telling = {word for word in words if not {word, word.removesuffix("s")} & plain}
    return frozenset(word[:_STEM] for word in terms(name) or telling)

"""Whether two statements tell of one event: what speaks for it and against it, and how much.

The evidence is counted in points: what happened, where, when, who to whom, with what toll, in which
words, and how the text goes from the one to the other. From `ENOUGH` points on it is one event.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from geomap import lexicon
from geomap.events.counts import Count
from geomap.events.nesting import may_be_one
from geomap.events.parties import terms
from geomap.events.rows import place_of
from geomap.model import EventType, Harm, Mode, Place, Report, Statement, Status

ENOUGH = 3.0
RULED_OUT = -10.0
"""At or below so many points it is not one event, whatever else speaks for it."""

_NEVER = 2 * RULED_OUT
SLACK = timedelta(days=1)
"""How far the days of what is one event may lie apart: a night has two."""

_OPEN = timedelta(days=7)
_NEAR_CHARS, _PARAGRAPH_CHARS = 300, 900
_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITAL = re.compile(r"\b[A-Z]")
_PLAIN, _SIDES = lexicon.words("people.plain_parties"), lexicon.words("people.groups")
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s|\n")
_APART = re.compile(rf"\b{lexicon.alternation('grammar.another')}\b", re.I)
_AGAIN = re.compile(
    rf"\b{lexicon.alternation('grammar.pointing')}\s+{lexicon.alternation('deeds.again')}\b", re.I
)
_MANY = re.compile(
    rf"(?:\b(?P<count>\d+|{lexicon.alternation('number.units')})\s+(?:\w+\s+)?)?"
    rf"\b{lexicon.alternation('deeds.many')}\b",
    re.I,
)
_WEAPONS = frozenset({Mode.AERIAL, Mode.EXPLOSIVES, Mode.HEAVY_WEAPONS, Mode.SUICIDE_ATTACK})
_SCENE = re.compile(
    rf"\s*(?:{lexicon.alternation('grammar.scene_changes')}|(?:In|At|Near|Outside)\b[^,.]{{3,80}}),"
)
_LASTING = re.compile(r"\b(?:has|have) been \w+ing\b|\b(?:is|are) known to\b")
"""What goes on for long, or again and again, is none of the events that are told."""

_WEEKDAY = re.compile(lexicon.alternation("time.weekdays", capital=True))
_BY_MODE = frozenset({EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT})
"""Types whose modes are different events: to be driven out and to be set free."""

_AGAINST = frozenset({Status.DENIED, Status.NEGATED})
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
        standing = (
            "ahead"
            if one.status is Status.CONDITIONAL
            else "past"
            if one.status is Status.HISTORICAL
            else ""
        )
        if one.event_type is EventType.ASSAULT or one.event_mode is Mode.SEIZE_PROPERTY:
            return f"{EventType.ASSAULT} {standing}"
        if one.event_mode in (Mode.WITHDRAW, Mode.TROOPS):
            return f"move {standing}"
        mode = one.event_mode if one.event_type in _BY_MODE else ""
        return f"{one.event_type} {mode} {standing}"

    @cached_property
    def place(self) -> Place | None:
        """The known place."""
        return place_of(self.statement)

    @cached_property
    def named(self) -> str:
        """The place's name in the text, where it is not known."""
        where = self.statement.place
        return where.mention.text.lower() if where is not None and self.place is None else ""

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
            match.end()
            for match in _SENTENCE_END.finditer(text, max(0, one.start - 300), one.start)
        ]
        return text[ends[-1] if ends else max(0, one.start - 300) : one.end]


@lru_cache(maxsize=1 << 14)
def _party(name: str) -> frozenset[str]:
    words = set(_WORD.findall(name.lower()))
    plain = _PLAIN - _SIDES
    telling = {word for word in words if not {word, word.removesuffix("s")} & plain}
    return frozenset(word[:_STEM] for word in terms(name) or telling)


class Evidence(NamedTuple):
    """Points for and against one event, by what they are drawn from."""

    place: float
    day: float
    kind: float = 0.0
    parties: float = 0.0
    toll: float = 0.0
    words: float = 0.0
    text: float = 0.0

    @property
    def total(self) -> float:
        """All points together; fewer where nothing but kind and place is alike."""
        told = max(self.parties, self.toll, self.words - 0.5, self.text - 1.0, self.day - 1.0)
        alone = 0.0 if told > 0 else 0.5 if self.text else 1.0
        return sum(self) - alone


def evidence(one: Trait, other: Trait) -> Evidence:
    """What speaks for and against two statements of one family telling of one event."""
    place, day = _place(one, other), _day(one, other)
    if place + day <= RULED_OUT:  # most pairs, and nothing else counts then
        return Evidence(place, day)
    earlier, later = (one, other) if one.statement.start <= other.statement.start else (other, one)
    return Evidence(
        place,
        day,
        kind=_kind(one, other),
        parties=_parties(one, other),
        toll=_toll(one, other),
        words=min(1.5, 0.5 * len(one.stems & other.stems)),
        text=_text(earlier, later),
    )


def _kind(one: Trait, other: Trait) -> float:
    """Points for the modes: to kill is what any attack does, but a bomb is no air strike."""
    if one.statement.event_type.is_spoken:
        return 1.0
    modes = {one.statement.event_mode, other.statement.event_mode}
    if len(modes) == 1 or Mode.KILL in modes:
        return 1.5
    return -1.0 if modes <= _WEAPONS and Mode.SUICIDE_ATTACK not in modes else 1.0


def _place(one: Trait, other: Trait) -> float:
    a, b = one.place, other.place
    if a is not None and b is not None:
        if "A.PCL" in (a.kind[:5], b.kind[:5]):
            return 0.0 if a.country == b.country else _NEVER  # a country says next to nothing
        if a.place_id == b.place_id:
            return 1.5
        return 1.0 if may_be_one(a, b) else _NEVER
    if one.named and other.named:
        return 1.5 if one.named == other.named else _NEVER
    taken = Mode.SEIZE in (one.statement.event_mode, other.statement.event_mode)
    if (a is None) != (b is None) and taken:
        return -1.0  # what is taken is a place, or no place at all
    return 0.0 if one.statement.report_id == other.statement.report_id else -2.0


def _day(one: Trait, other: Trait) -> float:
    (a, b), (c, d) = one.days, other.days
    if a - SLACK > d or c - SLACK > b:
        return _NEVER
    if not (one.dated and other.dated):
        return 0.0
    if a > d or c > b:
        return -4.0  # the same deed of another day, but where a toll says that it is one night's
    return 1.5 if (a, b) == (c, d) else 1.0


def _parties(one: Trait, other: Trait) -> float:
    points = 0.0
    for mine, theirs, against in (
        (one.actors, other.actors, _against(one, other)),
        (one.recipients, other.recipients, -1.0 * bool(one.tolls.keys() & other.tolls.keys())),
    ):
        if mine and theirs:
            points += 1.0 if mine & theirs else against
    swapped = one.actors & other.recipients or one.recipients & other.actors
    points += 1.0 if swapped else 0.0
    # one speaker says many things
    return min(points, 0.5) if one.statement.event_type.is_spoken else points


def _against(one: Trait, other: Trait) -> float:
    """What other actors count against one event: much where both are names, not mere words."""
    if one.statement.event_mode is Mode.SEIZE or (one.is_named and other.is_named):
        return -4.0  # to take and to retake are two
    return -0.5 if one.is_named or other.is_named else -1.5


def _toll(one: Trait, other: Trait) -> float:
    """Points for tolls: a like number speaks for one event, another one against it.

    Two voices may count differently what happened at one place; one voice does not.
    """
    points = 0.0
    contested = one.place == other.place is not None
    contested = contested and one.statement.said_by != other.statement.said_by
    for kind in one.tolls.keys() & other.tolls.keys():
        figures = [count.least or count.most or 0 for count in (one.tolls[kind], other.tolls[kind])]
        if figures[0] == figures[1]:
            points += 1.5 if figures[0] > 1 else 0.5
        else:
            points -= 0.5 if contested else 2.0
    return points


def _goes_on(earlier: Trait, later: Trait, between: str) -> bool:
    """Whether the next sentence tells the toll of what the one before told: "Five were killed"."""
    new = later.tolls and not earlier.tolls and not later.actors
    return bool(new) and later.statement.place is None and len(_SENTENCE_END.findall(between)) < 2


def _other_weekday(one: str, other: str) -> bool:
    """Whether two statements name different days of the week: they tell of different days."""
    days = set(_WEEKDAY.findall(one)), set(_WEEKDAY.findall(other))
    return all(days) and days[0].isdisjoint(days[1])


def _text(earlier: Trait, later: Trait) -> float:
    """Points for how the text goes from one to the other: on in a sentence, or to another event."""
    a, b, text = earlier.statement, later.statement, later.report.text
    if a.report_id != b.report_id or len(text) < b.end:
        return 0.0
    between = text[a.end : b.start]
    if b.start < a.end or _SENTENCE_END.search(between) is None:
        return 2.0
    sums = _MANY.search(a.text), _MANY.search(b.text)
    if _turns(earlier, later) or len({one["count"] for one in sums if one and one["count"]}) > 1:
        return -3.0  # "five blasts" are not "two blasts"
    against = b.status in _AGAINST and a.status not in _AGAINST and not later.actors
    if against and len(between) <= _NEAR_CHARS:
        return 1.5  # "there was no attack" takes up the attack
    many = 1.5 if bool(sums[0]) != bool(sums[1]) else 0.0
    again = 1.0 if _AGAIN.search(b.text) or _goes_on(earlier, later, between) else 0.0
    return again + (0.5 if len(between) <= _PARAGRAPH_CHARS else 0.0) - many


def _turns(earlier: Trait, later: Trait) -> bool:
    """Whether the later words turn to something else: another event, day or scene, or no event."""
    a, b = earlier.statement, later.statement
    scene = _APART.search(later.lead) or _SCENE.match(later.lead)
    return bool(scene or _LASTING.search(b.text)) or _other_weekday(a.text, b.text)

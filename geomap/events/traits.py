"""A statement with what it is compared by, to find those that tell of one event."""

import re
from datetime import date, timedelta
from functools import cached_property, lru_cache

from geomap import lexicon
from geomap.events.counts import Count
from geomap.events.parties import is_short_for, terms
from geomap.events.rows import place_of
from geomap.model import EventType, Interval, Mode, Report, Statement, Status

SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+|\n+")
_OPEN = timedelta(days=7)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SEQUEL = re.compile(rf"\b{lexicon.alternation('time.sequence')}\b", re.I)
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


class Trait:
    """A statement with its id `key`, the report that it is of, and what it is compared by.

    Attributes
    ----------
    family
        What must be the same: kinds of deeds that one event may be told as.
    is_spoken
        Whether the deed is done by words alone.
    place, place_id
        The known place of its own, and its id, "" where there is none.
    is_carried, carried
        Whether it has its place only from the statement before, and the id of that place.
    named
        The place's name in the text, where it is not known.
    days, dated
        First and last day, an open start a week before the end; whether they are its own, and both
        ends known.
    actors, recipients
        Words of the party that acts, and of the one that is acted upon.
    is_named
        Whether the party that acts has a name, not mere words.
    tolls
        Its tolls by their kind.
    """

    def __init__(self, statement: Statement, report: Report, key: str) -> None:
        self.statement, self.report, self.key = statement, report, key
        self.family = _family(statement)
        self.is_spoken = statement.event_type.is_spoken
        where, place = statement.place, place_of(statement)
        self.is_carried = is_carried = where is not None and where.inferred
        self.place = None if is_carried else place
        self.place_id = self.place.place_id if self.place is not None else ""
        self.carried = place.place_id if is_carried and place is not None else ""
        unknown = where is not None and place is None and not is_carried
        self.named = where.mention.text.lower() if where is not None and unknown else ""
        self.days = _days(statement.when, report.published)
        self.dated = _is_dated(statement.when)
        self.actors, self.recipients = _party(statement.actor), _party(statement.recipient)
        self.is_named = _is_named(statement.actor)
        self.tolls = {toll.kind: Count(toll.least, toll.most) for toll in statement.tolls}

    @cached_property
    def anchored(self) -> str:
        """The name that the text gives its place by, in small letters."""
        where = self.statement.place
        return where.mention.text.lower() if where is not None else ""

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
        return frozenset([word[:_STEM] for word in words])

    @cached_property
    def lead(self) -> str:
        """Its sentence up to the end of its own words."""
        one, text = self.statement, self.report.text
        ends = [
            match.end() for match in SENTENCE_END.finditer(text, max(0, one.start - 300), one.start)
        ]
        return text[ends[-1] if ends else max(0, one.start - 300) : one.end]


def act_apart(one: Trait, other: Trait) -> bool:
    """Whether others act: "rebels", "the army".

    In one report "the force" may be the security force that was named before.
    """
    if not one.actors or not other.actors or not one.actors.isdisjoint(other.actors):
        return False
    a, b = one.statement, other.statement
    short = is_short_for(a.actor, b.actor) or is_short_for(b.actor, a.actor)
    return a.report_id != b.report_id or not short


def is_sequel(earlier: Trait, later: Trait) -> bool:
    """Whether a sentence sets what others did before: "crowds burned X after police shot two"."""
    between = earlier.report.text[earlier.statement.end : later.statement.start]
    return act_apart(earlier, later) and _SEQUEL.search(between) is not None


@lru_cache(maxsize=1 << 14)
def _party(name: str) -> frozenset[str]:
    words = set(_WORD.findall(name.lower()))
    plain = _PLAIN - _SIDES
    telling = {word for word in words if not {word, word.removesuffix("s")} & plain}
    return frozenset(word[:_STEM] for word in terms(name) or telling)


@lru_cache(maxsize=1 << 14)
def _is_named(name: str) -> bool:
    return _CAPITAL.search(name) is not None


def _family(one: Statement) -> str:
    standing = _STANDING.get(one.status, "")
    if one.event_type is EventType.ASSAULT or one.event_mode is Mode.SEIZE_PROPERTY:
        return f"{EventType.ASSAULT} {standing}"
    if one.event_mode in (Mode.WITHDRAW, Mode.TROOPS):
        return f"move {standing}"
    mode = one.event_mode if one.event_type in _BY_MODE else ""
    return f"{one.event_type} {mode} {standing}"


def _days(when: Interval | None, published: date | None) -> tuple[date, date]:
    end = (when.end if when else None) or published or date.max
    start = (when.start if when else None) or max(end - _OPEN, date.min + _OPEN)
    return start, max(start, end)


def _is_dated(when: Interval | None) -> bool:
    if when is None or when.start is None or when.inferred:
        return False
    return when.text != "" or when.anchor is None  # the present means the report's own day

"""Events of many reports put together where they are one: found by place, party and day.

An event is compared only with those that it may be: told by other reports, at a place that may be
its own or by a party of its own, within days that all members allow. What it is compared with is
bounded for each place and party, so a million statements cost ten times what a hundred thousand do.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from math import floor
from typing import NamedTuple, TypeAlias

from geomap.events.alike import ENOUGH, LATEST, RULED_OUT, SLACK, evidence
from geomap.events.traits import Trait
from geomap.model import Place

Event: TypeAlias = list[Trait]
Key: TypeAlias = tuple[str | int, ...]
Index: TypeAlias = dict[Key, list["_Group"]]
"""The events that are remembered by each key, the last begun or joined last."""

_KEPT = 6
"""How many events are remembered of each place and party: what keeps the cost linear."""

_SHOWN = 2
"""How many statements stand for an event at its beginning, and at its end."""

_MARK = 2
"""How many words a key has that says whether there is any place of a kind: most ask in vain."""


def order(event: Event) -> tuple[object, ...]:
    """Where an event stands among all: by its days, of like ones by an id."""
    return *min(one.days for one in event), min(one.key for one in event)


def across(events: Iterable[Event]) -> Iterator[Event]:
    """One event for what different reports tell of one; what one report parted stays apart.

    Parameters
    ----------
    events
        Events of single reports, or of several put together before, by their `order`.

    Yields
    ------
    list of Trait
        An event as soon as no later one can be part of it, so that memory holds those of some days.
    """
    joining = Joining()
    yield from joining.take(events)
    yield from joining.closed()


class Begun(NamedTuple):
    """An event that later ones may join: its statements, when it was last joined, counted from 0.

    `forgotten` says by which of its keys, in their order, newer events have taken its place.
    """

    event: Event
    joined: int
    forgotten: tuple[int, ...]


class Joining:
    """Events put together one after the other; goes on from those that were left `begun`."""

    def __init__(self, begun: Sequence[Begun] = ()) -> None:
        self._index: Index = {}
        self._open: list[tuple[int, int, _Group]] = []
        self._turn = len(begun)
        groups = [_Group(one.event, number) for number, one in enumerate(begun)]
        self._open = sorted((group.last, group.number, group) for group in groups)
        for one, group in sorted(zip(begun, groups, strict=True), key=lambda both: both[0].joined):
            self._register(group, forgotten=one.forgotten)

    def take(self, events: Iterable[Event]) -> Iterator[Event]:
        """Put more events to those before, by their `order`; yields what is closed by that."""
        for event in events:
            new = _Group(event, self._turn)
            if self._open and self._open[0][0] < new.begins:
                yield from self.closed(new.begins)
            group = _best(new, self._index)
            if group is None:
                group = new
            else:
                _forget(group, self._index)
                group.take(new)
            heappush(self._open, (group.last, self._turn, group))
            self._register(group)

    def closed(self, day: int | None = None) -> Iterator[Event]:
        """Events that nothing can join which begins on a day, as an ordinal, or later; or all."""
        while self._open and (day is None or self._open[0][0] < day):
            group = heappop(self._open)[2]
            _forget(group, self._index)
            if group.told:
                yield group.told
            group.told, group.at = [], set()

    def begun(self) -> list[Begun]:
        """Events that later ones may join, in the order in which they began."""
        groups = {group.number: group for _, _, group in self._open if group.told}
        turns = {turn: n for n, turn in enumerate(sorted(one.joined for one in groups.values()))}
        return [
            Begun(group.told, turns[group.joined], tuple(self._forgotten(group)))
            for _, group in sorted(groups.items())
        ]

    def _forgotten(self, group: "_Group") -> Iterator[int]:
        for n, key in enumerate(sorted(group.at)):
            if len(key) > _MARK and group not in self._index.get(key, ()):
                yield n

    def _register(self, group: "_Group", *, forgotten: Container[int] = ()) -> None:
        """Make an event be found; of each place and party the last few are remembered."""
        group.joined = self._turn
        self._turn += 1
        keys: Iterable[Key] = group.at
        if forgotten:
            keys = [key for n, key in enumerate(sorted(group.at)) if n not in forgotten]
        index = self._index
        for key in keys:
            if (known := index.get(key)) is None:
                index[key] = [group] if len(key) > _MARK else []
            elif len(key) > _MARK:
                known.append(group)
                if len(known) > _KEPT:
                    del known[0]


class _Group:
    """An event while others may still join it; days are counted, so that none is out of range."""

    def __init__(self, event: Event, number: int) -> None:
        self.told = list(event)
        self.number = self.joined = number
        self.reports = {one.statement.report_id for one in event}
        days = [one.days for one in event]
        self.begins, self.first = min(days)[0].toordinal(), max(days)[0].toordinal()
        self.last = min([last for _, last in days]).toordinal() + SLACK.days
        placed = [one for one in event if one.place is not None]
        self.placed = bool(placed)
        self.at = {key for one in placed or event for key in _own(one)}
        self.shown = [*event[:_SHOWN], *event[_SHOWN:][-_SHOWN:]]

    def take(self, other: "_Group") -> None:
        """Make another event part of this one."""
        self.told += other.told
        self.reports |= other.reports
        if self.placed == other.placed:
            self.at |= other.at
        elif other.placed:  # what one statement places is not without a place
            self.placed, self.at = True, other.at
        self.first, self.last = max(self.first, other.first), min(self.last, other.last)
        self.shown = [*self.told[:_SHOWN], *self.told[_SHOWN:][-_SHOWN:]]

    def may_hold(self, other: "_Group") -> bool:
        """Whether the days of all members meet, and no report tells of both."""
        return (
            other.first <= self.last
            and self.first <= other.last
            and self.reports.isdisjoint(other.reports)
        )

    def fit(self, other: "_Group") -> float:
        """How well two events fit: the best of their pairs, unless a pair rules it out."""
        best = RULED_OUT
        for one in self.shown:
            for two in other.shown:
                points = evidence(one, two)
                if points <= RULED_OUT:
                    return RULED_OUT
                best = max(best, points)
        return best


def _forget(group: _Group, index: Index) -> None:
    for key in group.at:
        known = index.get(key)
        if known and group in known:
            known.remove(group)
            if not known:
                del index[key]


def _best(event: _Group, index: Index) -> _Group | None:
    """The event that another fits best; of equals the one that was begun last."""
    sought = {key for one in event.shown for key in (*_same(one), *_others(one, index))}
    near = {group.number: group for key in sought for group in index.get(key, ())}
    able = [number for number, group in near.items() if group.may_hold(event)]
    latest = max(able, default=-1)
    scored = [
        (points, number)
        for number in able
        if (points := near[number].fit(event) + (number == latest) * LATEST) >= ENOUGH
    ]
    return near[max(scored)[1]] if scored else None


def _same(one: Trait) -> Iterator[Key]:
    """Its place, or the name of one that is not known, with each of its parties, and with any.

    Without any place two tell of one event only by their parties, or where neither names one.
    """
    spot = one.named if one.place is None else one.place.place_id
    parties = one.actors | one.recipients
    for party in parties:
        yield one.family, "at", spot, party
    if spot or not parties:
        yield one.family, "at", spot, ""


def _own(one: Trait) -> Iterator[Key]:
    """By what a statement is found: the same, its parties anywhere, and what its place lies in."""
    yield from _same(one)
    place = one.place
    if place is None:
        return
    yield from ((one.family, "any", party) for party in one.actors | one.recipients)
    yield from ((one.family, "in", place.country, name) for name in _holders(place))
    kind = _kind(place)
    yield one.family, *kind
    if kind[0] != "cell":
        yield one.family, kind[0]


def _kind(place: Place) -> Key:
    """A division by its name, a country by none; other places by the degree that they lie in."""
    if place.kind.startswith("A."):
        return "of", place.country, "" if place.kind.startswith("A.PCL") else place.name
    return "told" if place.is_told else "cell", *_cell(place)


def _others(one: Trait, index: Container[Key]) -> Iterator[Key]:
    """By what a statement finds others: what holds its place, lies in it, or may be near it."""
    place, family = one.place, one.family
    parties = one.actors | one.recipients
    if place is None:
        yield from ((family, "any", party) for party in parties)
        return
    yield from ((family, "at", "", party) for party in parties or {""})
    if (family, "of") in index:
        yield from ((family, "of", place.country, name) for name in _holders(place))
    if place.kind.startswith("A."):
        yield family, "in", *_kind(place)[1:]
        return
    kinds = ("told", "cell") if place.is_told else ("told",)
    x, y = _cell(place)
    for kind in kinds if (family, "told") in index or len(kinds) > 1 else ():
        for a in (-1, 0, 1):
            yield from ((family, kind, x + a, y + b) for b in (-1, 0, 1))


def _holders(place: Place) -> set[str]:
    """Names of the divisions that hold a place; its country is ""."""
    second = place.admin2
    return {"", place.admin1, second, f"{second} District" if second else ""}


def _cell(place: Place) -> tuple[int, int]:
    return floor(place.lon), floor(place.lat)

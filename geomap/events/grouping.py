"""Events of many reports put together where they are one: found by place, party and day.

An event is compared only with those that it may be: told by other reports, at a place that may be
its own or by a party of its own, within days that all members allow. What it is compared with is
bounded for each place and party, so a million statements cost ten times what a hundred thousand do.
"""

from collections.abc import Container, Iterable, Iterator
from heapq import heappop, heappush
from math import floor
from typing import TypeAlias

from geomap.events.alike import ENOUGH, LATEST, RULED_OUT, SLACK, evidence
from geomap.events.traits import Trait
from geomap.model import Place

Event: TypeAlias = list[Trait]
Key: TypeAlias = tuple[str | int, ...]
Index: TypeAlias = dict[Key, dict[int, "_Group"]]
"""The events that are remembered by each key, by their numbers, the last begun or joined last."""

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
    index: Index = {}
    open_until: list[tuple[int, int, _Group]] = []
    for number, event in enumerate(events):
        new = _Group(event, number)
        while open_until and open_until[0][0] < new.begins:
            yield from _closed(heappop(open_until)[2], index)
        group = _best(new, index)
        if group is None:
            group = new
        else:
            _forget(group, index)
            group.take(new)
        heappush(open_until, (group.last, number, group))
        _register(group, index)
    for _, _, group in sorted(open_until, key=lambda one: one[1]):
        yield from _closed(group, index)


class _Group:
    """An event while others may still join it; days are counted, so that none is out of range."""

    def __init__(self, event: Event, number: int) -> None:
        self.told = list(event)
        self.number = number
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


def _register(group: _Group, index: Index) -> None:
    """Make an event be found; of each place and party the last few are remembered."""
    for key in group.at:
        known = index.get(key)
        if known is None:
            known = index[key] = {}
        if len(key) > _MARK:
            known[group.number] = group
            if len(known) > _KEPT:
                del known[next(iter(known))]


def _forget(group: _Group, index: Index) -> None:
    for key in group.at:
        known = index.get(key)
        if known and known.pop(group.number, None) and not known:
            del index[key]


def _closed(group: _Group, index: Index) -> Iterator[Event]:
    """An event that nothing can join any more, once; no other finds it from then on."""
    _forget(group, index)
    if group.told:
        yield group.told
    group.told, group.at = [], set()


def _best(event: _Group, index: Index) -> _Group | None:
    """The event that another fits best; of equals the one that was begun last."""
    near: dict[int, _Group] = {}
    for one in event.shown:
        for key in (*_same(one), *_others(one, index)):
            near |= index.get(key, {})
    able = [(number, group) for number, group in near.items() if group.may_hold(event)]
    latest = max((number for number, _ in able), default=-1)
    scored = [
        (points, number)
        for number, group in able
        if (points := group.fit(event) + (number == latest) * LATEST) >= ENOUGH
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

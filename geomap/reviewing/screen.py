"""What the review shows and what is asked of it, as plain values: the same in every notebook."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from geomap.corrections import EventCorrection, Where
from geomap.corrections.records import NO_PLACE_ROLES
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import EVENT_CODES, Status
from geomap.reviewing.deciding import (
    added_event,
    changed_event,
    decided_mention,
    missed_name,
    narrower,
)
from geomap.reviewing.desk import Decision, Desk
from geomap.reviewing.queue import EventItem, Item, MentionItem
from geomap.reviewing.telling import Found, candidates, decided, event, mention, row

Asked = Mapping[str, Any]

SCOPES = {
    "report": "this name in this report",
    "mention": "this mention only",
    "all": "this name in every report",
}
_MOST_FOUND = 8
CHOICES: Mapping[str, Any] = {
    "scopes": list(SCOPES.items()),
    "roles": [str(role) for role in NO_PLACE_ROLES],
    "statuses": [str(status) for status in Status],
    "types": [["/".join(filter(None, key)), code.words] for key, code in EVENT_CODES.items()],
}


class Screen:
    """Where a reviewer is, what is shown there, and what each thing that is asked does.

    Attributes
    ----------
    half
        "places" or "events".
    found
        Places that are listed for the item at hand, each with a note; None is "no place known".
    told
        The last message, and whether it is a refusal.
    """

    def __init__(self, desk: Desk, gazetteer: EmbeddedGazetteer) -> None:
        self.desk, self.gazetteer = desk, gazetteer
        self.half = "places"
        self.everything = False
        self.told = ("", False)
        self.found: list[Found] = []
        self._at = {"places": 0, "events": 0}
        self._list()

    @property
    def items(self) -> tuple[Item, ...]:
        """What is to be decided in this half, the most doubtful first."""
        if self.half == "events":
            return self.desk.events
        return tuple(one for one in self.desk.mentions if self.everything or one.drawn)

    @property
    def item(self) -> Item | None:
        """What is shown now, or None where there is nothing."""
        items = self.items
        return items[min(self._at[self.half], len(items) - 1)] if items else None

    def decision(self, item: Item) -> Decision | None:
        """What is decided about an item."""
        return self.desk.event(item) if isinstance(item, EventItem) else self.desk.mention(item)

    def _changed(self, item: EventItem, asked: Asked, **changes: Any) -> EventCorrection:
        note = str(asked.get("note") or "").strip()
        return changed_event(item, self.desk.event(item), changes, note=note)

    def ask(self, asked: Asked) -> None:
        """Do what a reviewer asks; a refusal is told and changes nothing."""
        self.told = ("", False)
        try:
            _ASKS[str(asked.get("do"))](self, asked)
        except (GeomapError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            why = str(error) if isinstance(error, GeomapError) else "that could not be read"
            self.told = (why, True)

    def shown(self) -> dict[str, Any]:
        """All that the widget draws, as JSON holds it; words of reports are plain text."""
        desk, item = self.desk, self.item
        drawn = [one for one in desk.mentions if one.drawn]
        return {
            "half": self.half,
            "everything": self.everything,
            "index": min(self._at[self.half], max(0, len(self.items) - 1)),
            "count": len(self.items),
            "decided": [
                sum(desk.mention(one) is not None for one in drawn),
                len(drawn),
                sum(desk.event(one) is not None for one in desk.events),
                len(desk.events),
            ],
            "unsaved": desk.unsaved,
            "steps": desk.steps,
            "told": list(self.told),
            "item": None if item is None else self._told(item),
            "places": [row(place, note) for place, note in self.found],
        }

    def _told(self, item: Item) -> dict[str, Any]:
        decision = self.decision(item)
        common = {"key": self._key(item), "decision": decided(decision)}
        return common | (event(item, decision) if isinstance(item, EventItem) else mention(item))

    def _key(self, item: Item) -> str:
        return item.event_id if isinstance(item, EventItem) else f"{item.report_id}/{item.start}"

    def _list(self) -> None:
        item = self.item
        self.found = [] if item is None else list(candidates(item, self.gazetteer))
        decision = None if item is None else self.decision(item)
        if isinstance(decision, EventCorrection) and decision.where:
            where = decision.where
            place = where.place(decision.place_name) or self.gazetteer.place(where.place_id)
            if place is not None and place.place_id not in {p.place_id for p, _ in self.found if p}:
                self.found.append((place, "decided"))

    def _show(self, index: int) -> None:
        if 0 <= index < len(self.items):
            self._at[self.half] = index
            self._list()

    def _next(self) -> bool:
        items, at = self.items, self._at[self.half]
        order = ((at + step) % len(items) for step in range(1, len(items) + 1))
        to = next((n for n in order if self.decision(items[n]) is None), None)
        self._show(at if to is None else to)
        return to is not None

    def _keep(self, decision: Decision, told: str, *, over: Sequence[Decision] = ()) -> None:
        self.desk.decide(decision, over=over)
        left = self._next()
        self.told = (told if left else f"{told} All {self.half} are decided.", False)

    def _go(self, asked: Asked) -> None:
        self._show(int(asked["to"]))

    def _undecided(self, _asked: Asked) -> None:
        if self.items and not self._next():
            self.told = (f"All {self.half} are decided.", False)

    def _half(self, asked: Asked) -> None:
        self.half = "events" if asked["half"] == "events" else "places"
        self._list()

    def _everything(self, asked: Asked) -> None:
        self.everything = bool(asked["on"])
        self._list()

    def _search(self, asked: Asked) -> None:
        wanted = str(asked["name"]).strip()
        known = {place.place_id for place, _ in self.found if place}
        found = [one for one in self.gazetteer.lookup(wanted, limit=_MOST_FOUND) if wanted]
        new = [one.place for one in found if one.place.place_id not in known]
        self.found = [*((place, "found by search") for place in new), *self.found]
        self.told = (f"{len(new)} places called {wanted!r} added to the list.", not new)

    def _decide(self, asked: Asked, where: Where, told: str) -> None:
        item = self.item
        if isinstance(item, EventItem):
            name = "" if where.place_id else str(asked.get("name") or "")
            made = self._changed(item, asked, where=where, place_name=name, no_place=not where)
            self._keep(made, f"{item.title}: {told}.")
        elif item is not None:
            decision = decided_mention(item, where, asked)
            over = narrower(self.desk, item, decision)
            scope = SCOPES[asked.get("scope") or "report"]
            self._keep(decision, f"{item.text}, {scope}: {told}.", over=over)

    def _accept(self, asked: Asked) -> None:
        item = self.item
        if isinstance(item, EventItem):
            self._keep(self._changed(item, asked), f"{item.title}: as found.")
        elif item is None or item.place is None:
            raise InputError("expected a place that was found; choose one or set a point")
        else:
            self._decide(asked, Where(place_id=item.place_id), item.place.name)

    def _place(self, asked: Asked) -> None:
        place, _ = self.found[int(asked["n"])]
        if place is None:
            self._decide(asked, Where(), "no place known")
        elif place.place_id.startswith("user:"):
            where = Where(lon=place.lon, lat=place.lat, uncertainty_m=place.uncertainty_m)
            self._decide({**asked, "name": place.name}, where, place.name)
        else:
            self._decide(asked, Where(place_id=place.place_id), place.name)

    def _point(self, asked: Asked) -> None:
        lon, lat, radius = (float(asked[name]) for name in ("lon", "lat", "radius_m"))
        where = Where(lon=lon, lat=lat, uncertainty_m=radius)
        self._decide(asked, where, f"longitude {lon:.4f}, latitude {lat:.4f}")

    def _no_place(self, asked: Asked) -> None:
        role = str(asked.get("role") or "")
        self._decide(asked, Where(), f"no place, a {role}" if role else "no place known")

    def _status(self, asked: Asked) -> None:
        item = self.item
        if isinstance(item, EventItem):
            days = [date.fromisoformat(day) for day in (asked["first"], asked["last"]) if day]
            changes: dict[str, Any] = {}
            if asked["status"] != item.status:
                changes["status"] = asked["status"]
            if days and (days[0], days[-1]) != (item.first_day, item.last_day):
                changes |= {"first_day": days[0], "last_day": days[-1]}
            told = ", ".join(map(str, changes.values())) or "as found"
            self._keep(self._changed(item, asked, **changes), f"{item.title}: {told}.")

    def _add_name(self, asked: Asked) -> None:
        item = self._mention()
        made = missed_name(item, int(asked["start"]), int(asked["end"]))
        self.desk.add(made)
        self._at["places"] = self.items.index(made)
        self._list()
        self._search({"name": made.text})
        self.told = (f"{made.text} is added: choose its place or set a point.", False)

    def _add_event(self, asked: Asked) -> None:
        item = self._mention()
        made = added_event(item, self.desk.mention(item), asked)
        self.desk.decide(made)
        self.told = (f"The event is added: {made.text[:80]}", False)

    def _mention(self) -> MentionItem:
        if not isinstance(self.item, MentionItem):
            raise InputError("expected a sentence with a place name")
        return self.item

    def _take_back(self, _asked: Asked) -> None:
        decision = self.decision(self.item) if self.item is not None else None
        if decision is not None:
            self.desk.withdraw(decision)
            self._list()
            self.told = ("The decision is taken back.", False)

    def _undo(self, _asked: Asked) -> None:
        self.desk.undo()
        self._list()
        self.told = ("The last step is undone.", False)


_ASKS: Mapping[str, Callable[[Screen, Asked], None]] = {
    "go": Screen._go,
    "undecided": Screen._undecided,
    "half": Screen._half,
    "everything": Screen._everything,
    "search": Screen._search,
    "accept": Screen._accept,
    "place": Screen._place,
    "point": Screen._point,
    "no_place": Screen._no_place,
    "status": Screen._status,
    "add_name": Screen._add_name,
    "add_event": Screen._add_event,
    "take_back": Screen._take_back,
    "undo": Screen._undo,
}

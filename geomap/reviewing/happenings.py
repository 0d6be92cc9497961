"""The half of the review that decides an event's place, status and day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import ipywidgets as w

from geomap.corrections import EventCorrection, Where
from geomap.display import text_html as safe
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.reviewing.desk import Desk, changed_event, statuses
from geomap.reviewing.parts import Half, button
from geomap.reviewing.queue import EventItem

_MOST_TOLD = 12
_POINT = "user:point"
_MOST_CHARS = 800


class EventHalf(Half[EventItem]):
    """Events with what is told of them; accept, or change the place, the status and the days."""

    noun = "events"

    def __init__(
        self, desk: Desk, gazetteer: EmbeddedGazetteer, changed: Callable[[], None]
    ) -> None:
        super().__init__(desk.events, gazetteer)
        self._desk = desk
        self._changed = changed
        self._shown: list[Any] = []
        self.status = w.Dropdown(description="Status", options=statuses())
        self.first_day = w.DatePicker(description="First day")
        self.last_day = w.DatePicker(description="Last day")
        self.point_name = w.Text(description="Point's name", placeholder="what lies there")
        self.note = w.Text(description="Note", placeholder="why, if you like")
        self.add_point = button(
            "Add point", "Put this point into the list and select it", self.trying(self._add_point)
        )
        self.accept = button(
            "Accept as it is", "Everything found is right", self.trying(self._accept),
            style="success",
        )  # fmt: skip
        self.apply = button(
            "Apply changes", "The place, status and days as shown here", self.trying(self._apply)
        )
        self.take_back = button(
            "Take back", "Remove the decision about this event", self._take_back, style="warning"
        )
        self.widget = w.VBox(self._rows())
        self.show()

    def _rows(self) -> list[Any]:
        places = self.places
        point = [places.lon, places.lat, places.radius_km, self.point_name, self.add_point]
        listed = w.VBox(
            [places.choice, w.HBox([places.name, places.search])],
            layout=w.Layout(flex="1 1 24em"),
        )
        wrap = w.Layout(flex_flow="row wrap")
        return [
            self.way,
            self.head,
            w.HBox([listed, places.map], layout=wrap),
            w.HBox(point, layout=wrap),
            w.HBox([self.status, self.first_day, self.last_day], layout=wrap),
            w.HBox([self.accept, self.apply, self.take_back, self.note], layout=wrap),
            self.message,
        ]

    def decided(self, item: EventItem) -> bool:
        """Whether the event is decided."""
        return self._desk.event(item) is not None

    def show(self) -> None:
        """Show the event with what is told of it, and the decision where there is one."""
        item = self.item
        for one in (self.accept, self.apply, self.add_point):
            one.disabled = item is None
        decision = self._desk.event(item) if item is not None else None
        self.take_back.disabled = decision is None
        if item is None:
            self.head.value = "<p>No event to review.</p>"
            return
        self.head.value = _head(item, decision)
        self.places.show(_candidates(item, self.places.gazetteer))
        self.status.value = (decision and decision.status) or item.status
        self.first_day.value = (decision and decision.first_day) or item.first_day
        self.last_day.value = (decision and decision.last_day) or item.last_day
        if decision is not None:
            self._select(item, decision)
        self._shown = self._now()

    def _select(self, item: EventItem, decision: EventCorrection) -> None:
        where = decision.where
        if where.place_id and where.place_id != item.place_id:
            place = self.places.gazetteer.place(where.place_id)
        else:
            place = where.place(decision.place_name)
        if place is not None:
            self.places.add(place, "decided")

    def _add_point(self) -> None:
        where = self._point()
        name = self.point_name.value.strip() or "point"
        place = where.place(name)
        if place is not None:
            self.places.add(replace(place, place_id=_POINT), "your point")

    def _point(self) -> Where:
        places = self.places
        return Where(
            lon=places.lon.value,
            lat=places.lat.value,
            uncertainty_m=places.radius_km.value * 1000,
        )

    def _now(self) -> list[Any]:
        """What the widgets say: place, status, first and last day."""
        return [
            self.places.chosen,
            self.status.value,
            self.first_day.value,
            self.last_day.value,
        ]

    def _accept(self) -> None:
        if self.item is not None:
            self._decide(self.item, {})

    def _apply(self) -> None:
        if self.item is None:
            return
        place, status, *days = self._now()
        changes: dict[str, Any] = {}
        if place != self._shown[0]:
            changes |= _place_changes(place)
        if status != self._shown[1]:
            changes["status"] = status
        if days != self._shown[2:]:
            changes |= {"first_day": days[0] or days[1], "last_day": days[1] or days[0]}
        self._decide(self.item, changes)

    def _decide(self, item: EventItem, changes: dict[str, Any]) -> None:
        note = self.note.value.strip()
        noted = {"note": note} if note else {}
        self._desk.decide(changed_event(item, self._desk.event(item), **changes, **noted))
        self.note.value = ""
        self._changed()
        told = ", ".join(_words(changes)) or "as it was found"
        self.onward(f"Event {self.index + 1}: {told}.")

    def _take_back(self) -> None:
        decision = self._desk.event(self.item) if self.item is not None else None
        if decision is not None:
            self._desk.withdraw(decision)
            self._changed()
            self.say("The decision is taken back.")
            self.show()


def _place_changes(chosen: Place | None) -> dict[str, Any]:
    if chosen is None:
        return {"where": Where(), "place_name": "", "no_place": True}
    if chosen.place_id.startswith("user:"):
        where = Where(lon=chosen.lon, lat=chosen.lat, uncertainty_m=chosen.uncertainty_m)
        return {"where": where, "place_name": chosen.name, "no_place": False}
    return {"where": Where(place_id=chosen.place_id), "place_name": "", "no_place": False}


def _words(changes: dict[str, Any]) -> Iterator[str]:
    if "where" in changes:
        yield "no place known" if changes["no_place"] else "another place"
    if "status" in changes:
        yield f"status {changes['status']}"
    if "first_day" in changes:
        yield f"{changes['first_day']} to {changes['last_day']}"


def _candidates(
    item: EventItem, gazetteer: EmbeddedGazetteer
) -> Iterator[tuple[Place | None, str]]:
    """The event's place or none, then those that its reports name, nearest to the words first."""
    if item.place is not None:
        yield gazetteer.place(item.place_id) or item.place, "found"
    yield None, "no place known"
    for place_id in item.nearby:
        if place_id != item.place_id and (place := gazetteer.place(place_id)) is not None:
            yield place, "named in the report"


def _head(item: EventItem, decision: EventCorrection | None) -> str:
    told = "".join(
        f"<li>{safe(one.text[:_MOST_CHARS])}<br><small>{safe(one.said_by or 'the reporter')}, "
        f"{safe(one.status)}; {safe(one.source)}</small></li>"
        for one in item.told[:_MOST_TOLD]
    )
    more = len(item.told) - _MOST_TOLD
    rest = f"<p>and {more} more</p>" if more > 0 else ""
    days = " to ".join(str(day) for day in (item.first_day, item.last_day) if day) or "no day known"
    place = item.place.name if item.place else "no place known"
    return (
        f"<p><strong>{safe(item.title)}</strong><br>{safe(place)} · {safe(item.status)} · "
        f"{safe(days)}</p><ul>{told}</ul>{rest}"
        f"<p><strong>{'Decided' if decision else 'Not decided'}</strong></p>"
    )

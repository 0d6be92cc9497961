"""The half of the review that decides an event's place, status and day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import ipywidgets as w

from geomap.corrections import EventCorrection, Where
from geomap.display import text_html as safe
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place, Status
from geomap.reviewing.desk import Desk, changed_event
from geomap.reviewing.parts import Half, row, where_of
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
        super().__init__(desk, desk.events, gazetteer=gazetteer, changed=changed)
        self._shown: list[Any] = []
        self.status = w.Dropdown(description="Status", options=[str(status) for status in Status])
        self.first_day = w.DatePicker(description="First day")
        self.last_day = w.DatePicker(description="Last day")
        self.point_name = w.Text(description="Point's name", placeholder="what lies there")
        self.add_point = self.button(
            "Add point", "Put this point into the list and select it", self._add_point
        )
        self.accept = self.button(
            "Accept as it is", "Everything found is right", self._decide, "success"
        )
        self.apply = self.button(
            "Apply changes", "The place, status and days as shown here", self._apply
        )
        self.acts = (self.accept, self.apply, self.add_point)
        places = self.places
        self.widget = w.VBox(
            [
                self.way,
                self.head,
                row(self.listed, places.map),
                row(places.lon, places.lat, places.radius_km, self.point_name, self.add_point),
                row(self.status, self.first_day, self.last_day),
                row(self.accept, self.apply, self.take_back, self.note),
                self.message,
            ]
        )
        self.show()

    def decision(self, item: EventItem) -> EventCorrection | None:
        """What is decided about the event."""
        return self.desk.event(item)

    def show_item(self, item: EventItem) -> None:
        """Show the event with what is told of it, and the decision where there is one."""
        decision = self.decision(item)
        found = decision or EventCorrection(passage=item.passages[0], accepted=True)
        self.head.value = _head(item, decision)
        self.places.show(_candidates(item, self.places.gazetteer))
        self.status.value = found.status or item.status
        self.first_day.value = found.first_day or item.first_day
        self.last_day.value = found.last_day or item.last_day
        self._select(item, found)
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
        place = self.places.point.place(self.point_name.value.strip() or "point")
        if place is not None:
            self.places.add(replace(place, place_id=_POINT), "your point")

    def _now(self) -> list[Any]:
        """What the widgets say: place, status, first and last day."""
        return [
            self.places.chosen,
            self.status.value,
            self.first_day.value,
            self.last_day.value,
        ]

    def _apply(self) -> None:
        place, status, *days = self._now()
        changes: dict[str, Any] = {}
        if place != self._shown[0]:
            changes |= _place_changes(place)
        if status != self._shown[1]:
            changes["status"] = status
        if days != self._shown[2:]:
            changes |= {"first_day": days[0] or days[1], "last_day": days[1] or days[0]}
        self._decide(**changes)

    def _decide(self, **changes: Any) -> None:
        if self.item is None:
            return
        note = self.note.value.strip()
        noted = {"note": note} if note else {}
        decision = changed_event(self.item, self.decision(self.item), **changes, **noted)
        told = ", ".join(_words(changes)) or "as it was found"
        self.keep(decision, f"Event {self.index + 1}: {told}.")


def _place_changes(chosen: Place | None) -> dict[str, Any]:
    if chosen is None:
        return {"where": Where(), "place_name": "", "no_place": True}
    where = where_of(chosen)
    name = "" if where.place_id else chosen.name
    return {"where": where, "place_name": name, "no_place": False}


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

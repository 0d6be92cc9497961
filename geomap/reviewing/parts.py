"""What both halves of the review share: safe text, the list of places, the way from item to item.

Words from reports reach the page only as options of a list or escaped in `safe`, in widgets that
set neither LaTeX nor Markdown.
"""

import base64
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Generic, TypeVar

import ipywidgets as w

from geomap.corrections import Where
from geomap.display import text_html as safe
from geomap.errors import GeomapError
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.reviewing.desk import Decision, Desk
from geomap.reviewing.locator import Spot, borders, svg

Item = TypeVar("Item")

_KINDS = {
    "P": "settlement",
    "A": "division",
    "T": "mountain, valley or pass",
    "H": "water",
    "S": "building",
    "R": "road",
    "L": "area",
    "U": "undersea",
    "V": "forest",
}
_LONGEST = 120
_WIDE = w.Layout(width="100%")
_BUTTON = w.Layout(width="auto", flex="0 0 auto")


def short(text: str) -> str:
    """At most a line of a text."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def told_kind(place: Place) -> str:
    """A place's kind and country in words, such as "settlement P.PPL, AF"."""
    word = _KINDS.get(place.kind[:1], "place")
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{word} {place.kind}" + (f", {where}" if where else "")


def button(text: str, hint: str, act: Callable[[], object], *, style: str = "") -> Any:
    """A real button: reached by Tab, pressed by Enter or Space, with its hint as a tooltip."""
    made = w.Button(description=text, tooltip=hint, button_style=style, layout=_BUTTON)
    made.on_click(lambda _: act())
    return made


def where_of(place: Place) -> Where:
    """A listed place as a decision keeps it: by its id, or as a point of the user's own."""
    if place.place_id.startswith("user:"):
        return Where(lon=place.lon, lat=place.lat, uncertainty_m=place.uncertainty_m)
    return Where(place_id=place.place_id)


class Places:
    """A list of numbered places with a small map, a search and a point of one's own."""

    def __init__(self, gazetteer: EmbeddedGazetteer, say: Callable[[str], None]) -> None:
        self.gazetteer = gazetteer
        self._say = say
        self._found: list[tuple[Place | None, str]] = []
        self._ground = borders(gazetteer)
        self._listing = False
        self.choice = w.Select(description="Places", rows=6, layout=_WIDE)
        self.choice.observe(lambda _: self._draw(), names="index")
        self.map = w.HTML()
        self.name = w.Text(description="Search", placeholder="another name", layout=_WIDE)
        self.search = button("Search", "Look the name up in the gazetteer", self._search)
        self.lon = w.FloatText(description="Longitude", step=0.01)
        self.lat = w.FloatText(description="Latitude", step=0.01)
        self.radius_km = w.BoundedFloatText(
            description="Radius km", value=1.0, min=0.01, max=20_000.0, step=1.0
        )

    @property
    def chosen(self) -> Place | None:
        """The place that is selected; None for none and for "no place"."""
        index = self.choice.index
        return None if index is None else self._found[index][0]

    @property
    def point(self) -> Where:
        """The reviewer's own point; `CoordinateError` where it lies off the globe."""
        radius_m = self.radius_km.value * 1000
        return Where(lon=self.lon.value, lat=self.lat.value, uncertainty_m=radius_m)

    def show(self, found: Iterable[tuple[Place | None, str]]) -> None:
        """List places with a note each."""
        self._found = list(found)
        self._list(0 if self._found else None)
        start = self.chosen
        self.lon.value, self.lat.value = (start.lon, start.lat) if start else (0.0, 0.0)

    def add(self, place: Place, note: str) -> None:
        """List one more place and select it."""
        self._found.append((place, note))
        self._list(len(self._found) - 1)

    def _list(self, index: int | None) -> None:
        self._listing = True
        self.choice.options = [
            short(f"{n}. {place.name} · {told_kind(place)} · {note}" if place else f"{n}. {note}")
            for n, (place, note) in enumerate(self._found, 1)
        ]
        self.choice.index = index
        self._listing = False
        self._draw()

    def _search(self) -> None:
        wanted = self.name.value.strip()
        known = {place.place_id for place, _ in self._found if place}
        found = [c for c in self.gazetteer.lookup(wanted, limit=8) if wanted]
        new = [c for c in found if c.place.place_id not in known]
        if not new:
            self._say(f"No other place is called {wanted!r}.")
            return
        first = len(self._found)
        self._found += [(c.place, f"found by search, score {c.score:.2f}") for c in new]
        self._list(first)
        self._say(f"{len(new)} places added to the list.")

    def _draw(self) -> None:
        chosen = self.choice.index
        if self._listing:
            return
        spots = [
            Spot(place.lon, place.lat, str(n + 1), n == chosen)
            for n, (place, _) in enumerate(self._found)
            if place is not None
        ]
        if not spots:
            self.map.value = "<em>No place to show on the map.</em>"
            return
        # a picture in an img element runs no script, whatever it holds
        data = base64.b64encode(svg(spots, self._ground).encode()).decode()
        place = self.chosen
        told = f"Map of {len(spots)} places" + (f"; chosen: {place.name}" if place else "")
        self.map.value = (
            f'<img alt="{escape(told)}" width="420" height="300" '
            f'src="data:image/svg+xml;base64,{data}">'
        )


class Half(Generic[Item]):
    """One half of the review: items in their order, and where the reviewer is."""

    noun = "items"

    def __init__(
        self,
        desk: Desk,
        items: Iterable[Item],
        *,
        gazetteer: EmbeddedGazetteer,
        changed: Callable[[], None],
    ) -> None:
        self.desk = desk
        self.items = list(items)
        self._changed = changed
        self.acts: tuple[Any, ...] = ()
        self.index = 0
        self.head = w.HTML(layout=_WIDE)
        self.message = w.HTML()
        self.places = Places(gazetteer, self.say)
        self.number = w.BoundedIntText(description="Number", min=1, max=max(1, len(self.items)))
        self.number.observe(lambda change: self.go(change["new"] - 1), names="value")
        self.way = w.HBox(
            [
                button("Previous", "One back", lambda: self.go(self.index - 1)),
                button("Next", "One on", lambda: self.go(self.index + 1)),
                button("Next undecided", "On to what is not decided", self.go_undecided),
                self.number,
            ]
        )
        self.note = w.Text(description="Note", placeholder="why, if you like")
        self.take_back = self.button("Take back", "Remove the decision", self._take_back, "warning")
        self.listed = w.VBox(
            [self.places.choice, w.HBox([self.places.name, self.places.search])],
            layout=w.Layout(flex="1 1 24em"),
        )

    @property
    def item(self) -> Item | None:
        """What is shown now, or None where there is nothing."""
        return self.items[self.index] if self.items else None

    def decision(self, item: Item) -> Decision | None:
        """What is decided about an item."""
        raise NotImplementedError

    def show_item(self, item: Item) -> None:
        """Show an item and what is decided about it."""
        raise NotImplementedError

    def decided(self, item: Item) -> bool:
        """Whether an item is decided, alone or with others."""
        return self.decision(item) is not None

    def show(self) -> None:
        """Show the item at hand, or that there is none."""
        item = self.item
        for one in self.acts:
            one.disabled = item is None
        self.take_back.disabled = item is None or not self.decided(item)
        if item is None:
            self.head.value = f"<p>No {self.noun} to review.</p>"
        else:
            self.show_item(item)

    def go(self, index: int) -> None:
        """Show another item; beyond either end nothing happens."""
        if 0 <= index < len(self.items) and index != self.index:
            self.index = index
            self.number.value = index + 1
            self.show()

    def go_undecided(self) -> bool:
        """Show the next item that is not decided, counting round; whether there is one."""
        count = len(self.items)
        order = ((self.index + step) % count for step in range(1, count + 1))
        to = next((n for n in order if not self.decided(self.items[n])), None)
        if to is None:
            self.say(f"All {self.noun} are decided.")
            return False
        self.go(to)
        return True

    def keep(self, decision: Decision, told: str) -> None:
        """Keep a decision, go on to the next item, and tell what was decided."""
        self.desk.decide(decision)
        self.note.value = ""
        self._changed()
        before = self.index
        left = self.go_undecided()
        if self.index == before:
            self.show()
        self.say(told if left else f"{told} All {self.noun} are decided.")

    def _take_back(self) -> None:
        decision = self.decision(self.item) if self.item is not None else None
        if decision is not None:
            self.desk.withdraw(decision)
            self._changed()
            self.say("The decision is taken back.")
            self.show()

    def say(self, text: str, *, alert: bool = False) -> None:
        """Tell the reviewer something, also through a screen reader."""
        role = "alert" if alert else "status"
        self.message.value = f'<div role="{role}">{safe(text)}</div>'

    def button(self, text: str, hint: str, act: Callable[[], None], style: str = "") -> Any:
        """A button whose refusal is told and changes nothing."""

        def tried() -> None:
            try:
                act()
            except GeomapError as error:
                self.say(str(error), alert=True)

        return button(text, hint, tried, style=style)


def row(*parts: Any) -> Any:
    """Parts beside each other, wrapped where the page is narrow."""
    return w.HBox(list(parts), layout=w.Layout(flex_flow="row wrap"))

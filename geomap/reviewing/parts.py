"""What both halves of the review share: safe text, the list of places, the way from item to item.

Words from reports reach the page only as options of a list or escaped in `safe`, in widgets that
set neither LaTeX nor Markdown.
"""

import base64
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Generic, TypeVar

import ipywidgets as w

from geomap.display import text_html as safe
from geomap.errors import GeomapError
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
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


class Places:
    """A list of numbered places with a small map, a search and a point of one's own."""

    def __init__(self, gazetteer: EmbeddedGazetteer, say: Callable[[str], None]) -> None:
        self.gazetteer = gazetteer
        self._say = say
        self._found: list[tuple[Place | None, str]] = []
        self._context: tuple[Spot, ...] = ()
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

    def show(
        self, found: Iterable[tuple[Place | None, str]], *, context: Iterable[Place] = ()
    ) -> None:
        """List places with a note each, and mark others on the map as small dots."""
        self._found = list(found)
        self._context = tuple(Spot(p.lon, p.lat, "") for p in context)
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
        data = base64.b64encode(svg([*self._context, *spots], self._ground).encode()).decode()
        place = self.chosen
        told = f"Map of {len(spots)} places" + (f"; chosen: {place.name}" if place else "")
        self.map.value = (
            f'<img alt="{escape(told)}" width="420" height="300" '
            f'src="data:image/svg+xml;base64,{data}">'
        )


class Half(Generic[Item]):
    """One half of the review: items in their order, and where the reviewer is."""

    noun = "items"

    def __init__(self, items: Sequence[Item], gazetteer: EmbeddedGazetteer) -> None:
        self.items = list(items)
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

    @property
    def item(self) -> Item | None:
        """What is shown now, or None where there is nothing."""
        return self.items[self.index] if self.items else None

    def decided(self, item: Item) -> bool:
        """Whether an item is decided."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the item."""
        raise NotImplementedError

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

    def onward(self, told: str) -> None:
        """Go on after a decision, and tell what it was."""
        before = self.index
        left = self.go_undecided()
        if self.index == before:
            self.show()
        self.say(told if left else f"{told} All {self.noun} are decided.")

    def say(self, text: str, *, alert: bool = False) -> None:
        """Tell the reviewer something, also through a screen reader."""
        role = "alert" if alert else "status"
        self.message.value = f'<div role="{role}">{safe(text)}</div>'

    def trying(self, act: Callable[[], None]) -> Callable[[], None]:
        """An action whose refusal is told and changes nothing."""

        def tried() -> None:
            try:
                act()
            except GeomapError as error:
                self.say(str(error), alert=True)

        return tried

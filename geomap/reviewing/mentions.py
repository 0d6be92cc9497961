"""The half of the review that decides what place a name means."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import ipywidgets as w

from geomap.corrections import MentionCorrection, Where
from geomap.corrections.records import NO_PLACE_ROLES
from geomap.display import text_html as safe
from geomap.display import words_html
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.reviewing.desk import Desk
from geomap.reviewing.parts import Half, row, where_of
from geomap.reviewing.queue import MentionItem

_SCOPES = (
    ("this name in this report", "report"),
    ("this mention only", "mention"),
    ("this name in every report", "all"),
)
_SCOPE_WORDS = {scope: words for words, scope in _SCOPES}


class MentionHalf(Half[MentionItem]):
    """Mentions with their sentence and candidates; accept, choose, set a point, or no place."""

    noun = "mentions"

    def __init__(
        self, desk: Desk, gazetteer: EmbeddedGazetteer, changed: Callable[[], None]
    ) -> None:
        drawn = [m for m in desk.mentions if m.drawn]
        super().__init__(desk, drawn, gazetteer=gazetteer, changed=changed)
        self.scope = w.Dropdown(description="Applies to", options=_SCOPES)
        self.role = w.Dropdown(description="It is a", options=[str(r) for r in NO_PLACE_ROLES])
        self.all_roles = w.Checkbox(description="Also names that are drawn nowhere", indent=False)
        self.all_roles.observe(self._filter, names="value")
        self.accept = self.button(
            "Accept", "It is the place that was found", self._accept, "success"
        )
        self.choose = self.button(
            "Choose selected", "It is the place selected in the list", self._choose
        )
        self.set_point = self.button(
            "Set point", "It lies at this longitude and latitude", self._set_point
        )
        self.not_a_place = self.button(
            "Not a place", "The name means no place here", self._not_a_place
        )
        self.acts = (self.accept, self.choose, self.set_point, self.not_a_place)
        places = self.places
        self.widget = w.VBox(
            [
                row(self.way, self.all_roles),
                self.head,
                row(self.listed, places.map),
                w.HBox([self.accept, self.choose, self.take_back, self.scope, self.note]),
                w.HBox([places.lon, places.lat, places.radius_km, self.set_point]),
                w.HBox([self.not_a_place, self.role]),
                self.message,
            ]
        )
        self.show()

    def decision(self, item: MentionItem) -> MentionCorrection | None:
        """What is decided about the mention, alone or with others of its name."""
        return self.desk.mention(item)

    def show_item(self, item: MentionItem) -> None:
        """Show the mention with its sentence, candidates and decision."""
        self.accept.disabled = item.place is None
        self.head.value = _head(item, self.decision(item))
        self.places.show(_candidates(item, self.places.gazetteer))

    def _filter(self, change: Any) -> None:
        self.items = [m for m in self.desk.mentions if change["new"] or m.drawn]
        self.number.max = max(1, len(self.items))
        self.index = min(self.index, max(0, len(self.items) - 1))
        self.show()

    def _accept(self) -> None:
        if self.item is not None and self.item.place is not None:
            self._decide(where=where_of(self.item.place), told=self.item.place.name)

    def _choose(self) -> None:
        place = self.places.chosen
        if place is None:
            self.say("Select a place in the list first.", alert=True)
        else:
            self._decide(where=where_of(place), told=f"{place.name} ({place.place_id})")

    def _set_point(self) -> None:
        where = self.places.point
        self._decide(where=where, told=f"longitude {where.lon}, latitude {where.lat}")

    def _not_a_place(self) -> None:
        self._decide(where=Where(), told=f"no place, a {self.role.value}")

    def _decide(self, *, where: Where, told: str) -> None:
        item = self.item
        if item is None:
            return
        scope = self.scope.value
        decision = MentionCorrection(
            name=item.text,
            report_id="" if scope == "all" else item.report_id,
            start=item.start if scope == "mention" else None,
            where=where,
            not_a_place=not where,
            role="" if where else self.role.value,
            note=self.note.value.strip(),
        )
        self._withdraw_narrower(item, decision)
        self.keep(decision, f"{item.text}, {_SCOPE_WORDS[scope]}: {told}.")

    def _withdraw_narrower(self, item: MentionItem, decision: MentionCorrection) -> None:
        """A wider decision about the mention at hand takes the place of a narrower one."""
        known = self.decision(item)
        while known is not None and known.key != decision.key and _width(known) < _width(decision):
            self.desk.withdraw(known)
            known = self.decision(item)


def _width(decision: MentionCorrection) -> int:
    return 0 if decision.start is not None else 1 if decision.report_id else 2


def _candidates(
    item: MentionItem, gazetteer: EmbeddedGazetteer
) -> Iterator[tuple[Place | None, str]]:
    """The place that was found with its probability, then the others with their scores."""
    if item.place is not None:
        full = gazetteer.place(item.place_id) or item.place
        yield replace(full, name=full.name or item.text), f"found, {item.probability:.0%} likely"
    for place_id, _, score in item.alternatives:
        if (place := gazetteer.place(place_id)) is not None:
            yield place, f"score {score:.2f}"


def _head(item: MentionItem, decision: MentionCorrection | None) -> str:
    at, end = item.at, item.at + len(item.text)
    sentence = (
        f"{words_html(item.sentence[:at])}<mark>{words_html(item.sentence[at:end])}</mark>"
        f"{words_html(item.sentence[end:])}"
    )
    found = (
        f"found {item.probability:.0%} likely: {safe(item.explanation)}"
        if item.place is not None
        else f"no place found: {safe(item.reason)}"
    )
    return (
        f'<p style="font-size:1.1em;line-height:1.5"><bdi>{sentence}</bdi></p>'
        f"<p>{safe(item.source)} · {safe(item.role)}<br>{found}<br>"
        f"<strong>{safe(_decided(decision))}</strong></p>"
    )


def _decided(decision: MentionCorrection | None) -> str:
    if decision is None:
        return "Not decided"
    if decision.not_a_place:
        return f"Decided: no place, a {decision.role or 'name'}"
    where = decision.where
    return f"Decided: {where.place_id or f'longitude {where.lon}, latitude {where.lat}'}"

"""The review as a widget: two halves, progress, and the button that saves."""

import ipywidgets as w

from geomap.display import text_html as safe
from geomap.errors import GeomapError
from geomap.gazetteer import open_gazetteer
from geomap.reviewing.desk import Desk
from geomap.reviewing.events import EventHalf
from geomap.reviewing.mentions import MentionHalf
from geomap.reviewing.parts import button
from geomap.settings import Settings

_CLASS = "geomap-review"
# JupyterLab takes the arrow keys and letters for itself, also from a list that has the focus ("D"
# twice deletes the cell); this attribute tells it to leave the keys to what has the focus
_KEYS = f"""
document.addEventListener("focusin", (event) => {{
  if (event.target.closest(".{_CLASS}")) {{
    event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  }}
}});
"""


class Review:
    """A review in a notebook; made by `geomap.review`.

    Attributes
    ----------
    desk
        The decisions.
    mentions, events
        The two halves, whose widgets may be used one by one.
    widget
        What is shown.
    """

    def __init__(self, desk: Desk) -> None:
        settings = desk.atlas.settings
        gazetteer = open_gazetteer(settings, extra=settings.places)
        self.desk = desk
        self._message = w.HTML()
        self._bar = w.IntProgress(min=0, description="Decided", layout=w.Layout(width="20em"))
        self._count = w.HTML()
        self.mentions = MentionHalf(desk, gazetteer, self._progress)
        self.events = EventHalf(desk, gazetteer, self._progress)
        self._save = button("Save", "Write the decisions to the file", self._saved, style="primary")
        tabs = w.Tab([self.mentions.widget, self.events.widget])
        tabs.titles = ("Places", "Events")
        self.widget = w.VBox(
            [w.HBox([self._bar, self._count, self._save]), self._message, tabs],
            layout=w.Layout(width="100%"),
        )
        self.widget.add_class(_CLASS)
        self._progress()

    @property
    def settings(self) -> Settings:
        """The atlas's settings with the file applied; pass them to `geomap.read_atlas`."""
        return self.desk.settings

    def save(self) -> int:
        """Write the file; returns how many decisions it holds.

        Raises
        ------
        InputError
            If the file there is not one that this version of geomap writes; it is left as it is.
        """
        held = self.desk.save()
        self._progress()
        return held

    def _saved(self) -> None:
        try:
            held = self.save()
        except GeomapError as error:
            self._message.value = f'<div role="alert">Not saved. {safe(str(error))}</div>'
            return
        self._message.value = (
            f'<div role="status">Saved. {safe(self.desk.path.name)} holds {held} decisions. '
            "To apply them: <code>geomap.read_atlas(reports, settings=review.settings)</code></div>"
        )

    def _progress(self) -> None:
        desk = self.desk
        drawn = [m for m in desk.mentions if m.drawn]
        mentions = sum(desk.mention(m) is not None for m in drawn)
        events = sum(desk.event(e) is not None for e in desk.events)
        self._bar.max = max(1, len(drawn) + len(desk.events))
        self._bar.value = mentions + events
        self._count.value = (
            f"{mentions} of {len(drawn)} mentions and {events} of {len(desk.events)} events "
            f"decided, {desk.unsaved} not saved"
        )

    def __repr__(self) -> str:
        return f"<Review of {self.desk.atlas!r} in {self.desk.path}>"

    def _ipython_display_(self) -> None:
        from IPython.display import Javascript, display

        display(self.widget, Javascript(_KEYS))  # type: ignore[no-untyped-call]

"""The review as one widget of anywidget's, which JupyterLab, Notebook 7 and marimo show alike."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import anywidget
import traitlets

from geomap.atlas import Atlas, concat
from geomap.errors import GeomapError
from geomap.gazetteer import EmbeddedGazetteer, open_gazetteer
from geomap.maps import ground
from geomap.maps.page import leaflet
from geomap.pipeline import read_atlas
from geomap.reports import Given
from geomap.reports import read as read_reports
from geomap.reviewing.desk import Desk
from geomap.reviewing.screen import CHOICES, Screen
from geomap.reviewing.telling import decided
from geomap.settings import Settings

ICONS = "\nL.Icon.Default"
_LEAST_DEG, _ROOM, _MOST_TOWNS = 2.4, 1.6, 40


@cache
def _asset(name: str) -> str:
    return resources.files("geomap.reviewing").joinpath("assets", name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's own Leaflet, kept to the widget, and what draws the review."""
    return (
        "const L = (function () { const exports = {}, module = { exports }, define = undefined;\n"
        f"(function () {{ {leaflet()[0].partition(ICONS)[0]}\n}}).call(globalThis);\n"
        "return exports.noConflict(); })();\n" + _asset("review.js")
    )


class Review(anywidget.AnyWidget):
    """A review in a notebook; made by `geomap.review`.

    Attributes
    ----------
    desk
        The decisions.
    screen
        Where the reviewer is.
    """

    _esm = traitlets.Unicode(_script()).tag(sync=True)
    _css = traitlets.Unicode(leaflet()[1] + _asset("review.css")).tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)
    ground = traitlets.Dict().tag(sync=True)
    world = traitlets.Dict().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        settings = desk.atlas.settings
        self._gazetteer = open_gazetteer(settings, extra=settings.places)
        points = desk.atlas.mentions.geometry.dropna()
        self._all = list(zip(points.x, points.y, strict=True))
        self._framed: list[tuple[float, float]] = []
        self.desk, self.screen = desk, Screen(desk, self._gazetteer)
        super().__init__(choices=dict(CHOICES), world=ground.world(settings))
        self.observe(lambda change: self._do(change["new"]), names="asked")
        self._draw()

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
        self._draw()
        return held

    def apply(self, reports: Given) -> Atlas:
        """Save, and give the atlas with all decisions, reading again only what they are about.

        Parameters
        ----------
        reports
            What the atlas was read from, as `geomap.read_atlas` takes it. Files are opened; of
            their reports only those are read that a decision since this review began is about.

        Returns
        -------
        Atlas
            As if all had been read again with `settings`, but for events of several reports, which
            `geomap.concat` joins.

        Raises
        ------
        InputError
            As `save`.
        """
        self.save()
        touched = self.desk.touched()
        found, _ = read_reports(reports)
        again = [one for one in found if one.report_id in touched]
        if not again:
            return self.desk.atlas
        read = read_atlas(again, settings=self.settings)
        return _with(self.desk.atlas, read, {one.report_id for one in again})

    def _do(self, asked: Mapping[str, Any]) -> None:
        if asked.get("do") == "save":
            self._save()
        else:
            self.screen.ask(asked)
        self._draw()

    def _save(self) -> None:
        try:
            held = self.desk.save()
        except GeomapError as error:
            self.screen.told = (f"Not saved. {error}", True)
        else:
            told = f"Saved: {self.desk.path.name} holds {held} decisions. To see them applied: "
            told += "atlas = review.apply(reports)"
            if others := self.desk.others:
                names = ", ".join(f"{decided(one)} ({one.who or 'another'})" for one in others)
                told += (
                    f". Not yours where another decided meanwhile: {names}; save again to replace"
                )
            self.screen.told = (told, bool(others))

    def _draw(self) -> None:
        shown = self.screen.shown()
        spots = [(one["lon"], one["lat"]) for one in shown["places"] if "lon" in one] or self._all
        if spots and spots != self._framed:  # drawing the ground anew takes a moment
            self.ground = ground_of(spots, self._gazetteer, self.settings)
            self._framed = spots
        self.shown = shown

    def __repr__(self) -> str:
        return f"<Review of {self.desk.atlas!r} in {self.desk.path}>"


def ground_of(
    spots: list[tuple[float, float]], gazetteer: EmbeddedGazetteer, settings: Settings
) -> dict[str, Any]:
    """Coasts, borders, rivers and towns around some points, as plain data."""
    lons, lats = zip(*spots, strict=True)
    bounds = (min(lons), min(lats), max(lons), max(lats))
    window = ground.widened(bounds, factor=_ROOM, least_deg=_LEAST_DEG)
    west, south, east, north = window
    inside = (max(-180.0, west), south, min(180.0, east), north)
    towns = gazetteer.places_within(inside, limit=_MOST_TOWNS)
    named = zip(towns["name"], towns.geometry.x, towns.geometry.y, strict=True)
    detail = ground.NEAR if east - west < 20 else ground.NEAR_WIDE
    level = ground.level(window, detail, settings)
    return level | {"towns": [[str(name), float(x), float(y)] for name, x, y in named]}


def _with(atlas: Atlas, read: Atlas, ids: set[str]) -> Atlas:
    """An atlas with some of its reports as they were read again."""
    others = [key for key in atlas.sources.index if key not in ids]
    if not others:
        return read
    left = atlas.filter(report=others)
    return concat([read, left])

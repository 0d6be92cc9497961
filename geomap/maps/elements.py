"""Our folium elements: layers and controls that can be added to any `folium.Map`.

Each carries its own data as a JSON element of the page and one line of script with no data in it.
Names of layers are words of ours, never text of a report.
"""

from typing import Any, ClassVar, Self

from branca.element import Figure
from folium.map import Layer

from geomap.errors import InputError
from geomap.maps import page, safejson
from geomap.maps.build import Picture, event_data, picture
from geomap.model import Tables

SCRIPTS = (
    "core.js",
    "canvas.js",
    "symbols.js",
    "base.js",
    "own.js",
    "labels.js",
    "tables.js",
    "clusters.js",
    "measure.js",
    "events.js",
    "hover.js",
    "control.js",
    "sieges.js",
    "rings.js",
    "lanes.js",
    "claims.js",
    "clocks.js",
    "filters.js",
    "key.js",
    "keyboard.js",
    "print.js",
    "panel.js",
    "links.js",
    "detail.js",
    "table.js",
    "legend.js",
    "time.js",
    "export.js",
)


class _Own(Layer):
    """What our layers and controls share: assets once, data as JSON, one line of script.

    A layer has a label in the legend's list of layers, a control has none. In the browser each
    is the function of its class's name.
    """

    label: ClassVar[str] = ""

    def __init_subclass__(cls, *, label: str = "") -> None:
        cls.label = label

    def __init__(self, data: Any = None, *, show: bool = True):
        super().__init__(name=self.label or None, overlay=True, control=bool(self.label), show=show)
        self._name = type(self).__name__
        self.data = data

    def render(self, **kwargs: Any) -> str:
        """Put the assets, the data and the script into the figure."""
        figure = self.get_root()
        if not isinstance(figure, Figure) or self._parent is None:
            raise InputError("expected an element that was added to a folium.Map")
        add_assets(figure)
        name = self.get_name()
        if self.data is not None:
            figure.html.add_child(page.Raw(data_element(name, self.data)), name=f"{name}_data")
        figure.script.add_child(page.Raw(self._script(name)), name=name)
        for child in self._children.values():
            child.render(**kwargs)
        return ""

    def _script(self, name: str) -> str:
        parent = self._parent.get_name() if self._parent else ""
        kind = self._name[0].lower() + self._name[1:]
        declared, call = "", f"geomap.controls.{kind}({parent}, data);"
        if self.label:
            add = f"{name}.addTo({parent});" if self.show else ""
            listed = f'geomap.list({parent}, {name}, "{self.label}");'
            declared = f"var {name};\n"
            call = f"{name} = geomap.layers.{kind}(data); {listed} {add}"
        body = f"function (data) {{ {call} }}"
        if self.data is None:
            return f"{declared}({body})(null);"
        return f'{declared}geomap.read("{name}_data", {body});'


def data_element(name: str, data: Any) -> str:
    """A JSON element of the page that holds data."""
    text = safejson.pack(data)
    return f'<script type="application/json" id="{name}_data">{text}</script>'


def add_assets(figure: Figure) -> None:
    """Put the browser part into a figure's header, once."""
    if "geomap_css" in figure.header._children:
        return
    style = f"<style>\n{page.asset('geomap.css')}</style>"
    script = "<script>\n" + "\n".join(page.asset(name) for name in SCRIPTS) + "</script>"
    figure.header.add_child(page.Raw(style), name="geomap_css")
    figure.header.add_child(page.Raw(script), name="geomap_js")


class Relief(_Own, label="Relief"):
    """Shaded relief; `data` has `pictures`: each `image`, `dark` (data URIs) and `bounds`."""


class Valleys(_Own, label="Valleys"):
    """Valleys as areas with their names along their axes."""


class Rivers(_Own, label="Rivers"):
    """Rivers, wider with the land that they drain."""


class OwnGround(_Own, label="Your own ground"):
    """A user's roads, lines, areas and pictures; see `geomap.terrain.read_overlay`."""


class Divisions(_Own, label="Countries and provinces"):
    """Borders and names of countries and of their first-order divisions."""


class Places(_Own, label="Towns and passes"):
    """Towns and passes with their names."""


class Control(_Own, label="Claimed areas"):
    """Tints of the named places that somebody is said to hold, hatched where others deny it."""


class Distances(_Own, label="Distances"):
    """Distance lines between places: kilometres, bearing, "straight line, not road"."""


class Encirclement(_Own, label="Claimed encirclement"):
    """What each claimant says surrounds a place, one ring a claimant and day; never a front."""


class Events(_Own, label="Events"):
    """The events of an atlas with their statements and sources, on one canvas."""

    @classmethod
    def of(cls, atlas: Tables, shown: Picture | None = None) -> Self:
        """The events of an atlas, for any folium.Map."""
        return cls(event_data(atlas, shown or picture(atlas, atlas.settings)))


class Labels(_Own, label="Names"):
    """The names of all layers, placed so that none collide."""


class Panel(_Own):
    """The panel beside the map: title, and the answers that a reader needs in ten seconds."""


class EventTable(_Own):
    """Search, filters, downloads and a table that follows the map."""


class ClaimList(_Own):
    """Spatial claims with what was measured and the verdict."""


class Legend(_Own):
    """The encoding with definitions and counts, and the switches of the layers."""


class About(_Own):
    """Sources, notes on how to read the map, licences and provenance."""


class Timeline(_Own):
    """A window of days on two clocks: when it happened, and when it became known."""

"""A folium.Map whose page is one self-contained file."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import folium
import geopandas as gpd
from folium.template import Template

from geomap.maps import distances, elements, encirclement, notes, overlay, page, plain
from geomap.maps.basemap import BaseMap
from geomap.maps.build import Picture, picture
from geomap.maps.geometry import DIGITS
from geomap.model import Tables
from geomap.settings import Settings

# how far a map can be moved: the world is drawn one turn of the globe to either side
_POLE_DEG, _REACH_DEG = 85.0, 270.0


class Map(folium.Map):
    """A folium.Map that needs no network: Leaflet inlined, zoom allowed, counted ids.

    Children are added as to any folium.Map. `save` and `get_root().render()` write the page.

    Parameters
    ----------
    title
        The page's title.
    **options
        As of folium.Map; `tiles` is None unless given.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  folium's own attribute
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <style>
                #{{ this.get_name() }} {
                    position: {{ this.position }};
                    width: {{ this.width[0] }}{{ this.width[1] }};
                    height: {{ this.height[0] }}{{ this.height[1] }};
                    left: {{ this.left[0] }}{{ this.left[1] }};
                    top: {{ this.top[0] }}{{ this.top[1] }};
                }
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
            {%- if this.home %}
            (window.geomap || {}).east = {{ this.east|tojson }};
            {{ this.get_name() }}.options.geomapHome = {{ this.home|tojson }};
            {{ this.get_name() }}.fitBounds({{ this.home|tojson }}, { animate: false });
            {%- endif %}
            {{ this.get_name() }}.attributionControl
                .setPrefix(false).addAttribution({{ this.credit|tojson }});
            {%- if this.control_scale %}
            L.control.scale({ maxWidth: 140 }).addTo({{ this.get_name() }});
            {%- endif %}
        {% endmacro %}
        """
    )

    def __init__(self, *, title: str = "Map", **options: Any):
        options.setdefault("tiles", None)
        options.setdefault("control_scale", True)
        super().__init__(**options)
        # folium gives the limits of zoom to its tiles alone
        self.options |= {key: options[key] for key in ("min_zoom", "max_zoom") if key in options}
        self._parent._children.clear()
        self.page = page.Page(title=title)
        self.page.add_child(self)
        self.page.tiles_allowed = True
        self.credit = "GeoNames, Natural Earth, NOAA; drawn with Leaflet"
        self.still: Callable[[], bytes] | None = None
        self.plain: Callable[[], str] = str
        self.home: list[list[float]] | None = None
        self.east = False
        self.shown_px = 720

    def render(self, **kwargs: Any) -> str:
        """Put Leaflet and the map into the page."""
        self.page.add_leaflet()
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""

    def _repr_html_(self, **kwargs: Any) -> str:
        """Show the page in a frame, and behind it a still picture.

        An untrusted notebook takes away the frame and every style, and keeps the picture.
        """
        page_text = html.escape(self.page.render(**kwargs), quote=True)
        title = html.escape(self.page.title or "Map", quote=True)
        cover = "position:absolute;left:0;top:0;width:100%;height:100%;border:0"
        return (
            f'<div style="position:relative;width:100%;height:{self.shown_px}px">'
            f"{self._still(title, cover)}"
            f'<iframe srcdoc="{page_text}" title="{title}" style="{cover}" allowfullscreen>'
            "</iframe></div>"
        )

    def _still(self, title: str, style: str) -> str:
        if self.still is None:
            return ""
        picture = page.data_uri("png", self.still())
        return f'<img alt="{title}" style="{style};object-fit:contain" src="{picture}">'


def explore(
    atlas: Tables,
    *,
    settings: Settings | None = None,
    title: str | None = None,
    height: int = 720,
    embed: bool = False,
    still: Callable[[Tables, Picture], bytes] | None = None,
    layers: Sequence[gpd.GeoDataFrame] = (),
) -> Map:
    """Build an interactive map of an atlas that needs no network.

    Parameters
    ----------
    atlas
        The tables; report text in them is data on the page, never markup.
    settings
        Where the shipped data lies; the atlas's own by default.
    title
        Title of the page; by default made from the places that most events name.
    height
        Height in a notebook, in pixels.
    embed
        Whether the page is to stand in a frame of another: headline, map and credit alone, and the
        wheel zooms with Ctrl only.
    still
        Draws a PNG of the same picture, such as `geomap.figures.thumbnail`. It stands behind the
        map in a notebook that is not trusted, and on a page where scripts are off.
    layers
        Tables of your own ground, cut to the window and put into the page beside the files of
        `Settings.basemap`; a table's `attrs["name"]` is named in the sources.

    Returns
    -------
    folium.Map
        Its children are elements of `geomap.maps` that can be added to any other folium.Map;
        folium's own layers and plugins can be added to it.
    """
    known = settings or atlas.settings
    shown = picture(atlas, known, title=title, embed=embed, layers=layers)
    west, south, east, north = shown.bounds
    made = Map(
        title=shown.title,
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=7,
        zoom_snap=0.25,
        min_zoom=2,
        max_zoom=15,
        max_bounds=True,
        min_lat=-_POLE_DEG,
        max_lat=_POLE_DEG,
        min_lon=(west + east) / 2 - _REACH_DEG,
        max_lon=(west + east) / 2 + _REACH_DEG,
        max_bounds_viscosity=1.0,
    )
    made.shown_px = int(height)
    made.home, made.east = [[south, west], [north, east]], shown.east
    add_layers(made, atlas, shown)
    made.still = None if still is None else partial(still, atlas, shown)
    made.plain = partial(plain.noscript, atlas, shown, made.still)
    return made


def water(base: BaseMap) -> list[dict[str, Any]]:
    """Lakes and rivers of every level, for the layer that draws them."""
    return _parts(base, "lakes", "rivers")


def land(base: BaseMap) -> list[dict[str, Any]]:
    """Land and borders of every level, for the layer that draws them."""
    return _parts(base, "land", "country", "disputed", "province")


def _parts(base: BaseMap, *names: str) -> list[dict[str, Any]]:
    wanted = ("window", "digits", *names)
    return [{name: level[name] for name in wanted} for level in base.levels]


def add_layers(target: Map, atlas: Tables, shown: Picture) -> None:
    """Add every layer and control to a map, in drawing order."""
    base = shown.base
    layers: Sequence[Any] = (
        elements.Relief({"pictures": [level["relief"] for level in base.levels]}),
        base.valleys and elements.Valleys({"digits": DIGITS, "areas": base.valleys}),
        elements.Rivers({"digits": DIGITS, "lines": base.rivers, "levels": water(base)}),
        shown.own and elements.OwnGround(overlay.data(shown.own)),
        elements.Divisions({"names": base.names, "levels": land(base)}),
        elements.Places({"places": base.places}),
        elements.Control(),
        shown.rings and elements.Encirclement(encirclement.data(shown.rings)),
        shown.lines and elements.Distances(distances.data(shown.lines)),
        elements.Events.of(atlas, shown),
        elements.Labels(),
        elements.Panel(),
        elements.EventTable(),
        elements.ClaimList(),
        elements.Legend({"rules": list(notes.status_rules())}),
        elements.About(notes.about(shown.own)),
        elements.Timeline(),
    )
    for layer in filter(None, layers):
        target.add_child(layer)

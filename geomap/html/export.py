"""Writing a map's page: from an atlas, from our map, or from any folium.Map."""

from pathlib import Path
from typing import Any

import folium

from geomap.errors import InputError
from geomap.maps import page
from geomap.maps.map import Map, explore
from geomap.model import Tables
from geomap.writing import replacing

SUFFIXES = (".html", ".htm")


def to_html(
    source: Tables | folium.Map,
    path: Path | str | None = None,
    *,
    online_tiles: Any = None,
) -> str:
    """Write a map to one HTML file that needs no network, and return its text.

    Parameters
    ----------
    source
        An atlas, a map made by `geomap.maps.explore` with whatever was added to it, or a
        folium.Map of your own with `tiles=None`.
    path
        Where to write; nothing is written where None.
    online_tiles
        For an atlas or our map: a provider of `xyzservices` that allows pages opened from disk,
        or its name; off by default. Then, and only then, the page asks that provider for pictures.

    Returns
    -------
    str
        The page; the same atlas gives the same bytes.

    Raises
    ------
    InputError
        If a layer that was added loads scripts from the network, or the folder does not exist.
    """
    made = source if isinstance(source, folium.Map) else explore(source)
    text = _render(made, online_tiles)
    if links := page.external_links(page.without_data(text)):
        raise InputError(
            "expected a map that needs no network, but a layer on it loads "
            f"{', '.join(links[:3])}; save it with map.save(path) to allow that"
        )
    if path is not None:
        with replacing(path) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    return text


def _render(made: folium.Map, online_tiles: Any) -> str:
    root = made.get_root()
    if not isinstance(root, page.Page):
        return _render_plain(made)
    if isinstance(made, Map):
        root.without_scripts = made.plain()
    try:
        return _with_tiles(made, root, online_tiles)
    finally:
        root.without_scripts = ""


def _with_tiles(made: folium.Map, root: page.Page, online_tiles: Any) -> str:
    if online_tiles is None:
        return str(root.render())
    from geomap.html.tiles import tile_layer

    layer = tile_layer(online_tiles)
    name = layer.get_name()
    made.add_child(layer, name=name, index=0)
    try:
        return str(root.render())
    finally:
        del made._children[name]


def _render_plain(made: folium.Map) -> str:
    """A folium.Map of the user's own, with Leaflet inlined in place of what it links."""
    sheet, parent = page.Page(title="Map"), made._parent
    sheet.add_leaflet()
    made.default_js, made.default_css = [], []
    sheet.add_child(made)
    try:
        return sheet.render()
    finally:
        made._parent = parent
        del made.default_js, made.default_css

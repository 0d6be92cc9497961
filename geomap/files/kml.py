"""KML 2.2 for Google Earth and its like, with TimeSpan; the cells travel in ExtendedData.

Viewers render names and balloons as HTML, so what a report says is escaped there; the untouched
text is in ExtendedData. What happened has the icon and the colour of its shape on the map. Rows
without a place are placemarks without a geometry. KML has one kind of gathered geometry, so a
collection of points alone comes back as a MultiPoint, and so on.
"""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.files.placemarks import data_of, root_of, shape_of
from geomap.files.rows import flat, records, restored, table_name
from geomap.model import CRS, Symbol, event_code, table

_NS = "http://www.opengis.net/kml/2.2"
_PREFIX = "geomap_"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPANS = (("when_start", "when_end"), ("published", "published"))
_ICONS = "http://maps.google.com/mapfiles/kml/shapes"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "sources": ("title",),
    "mentions": ("name", "text"),
    "statements": ("event_type", "place"),
    "events": ("event_type", "place"),
    "claims": ("subject", "relation", "object"),
}


def to_kml(frame: gpd.GeoDataFrame) -> bytes:
    """A table as KML; characters that XML cannot carry become U+FFFD."""
    name = table_name(frame) or "table"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<kml xmlns="{_NS}"><Document id="{_PREFIX}{name}"><name>{name}</name>',
        *(_style(symbol) for symbol in Symbol if "event_type" in frame),
        # without a folder, GDAL finds no layer in a table without rows
        f"<Folder><name>{name}</name>",
        *(_placemark(row, shape, name) for row, shape in records(flat(frame))),
        "</Folder></Document></kml>",
    ]
    return "\n".join(lines).encode("utf-8") + b"\n"


def _style(symbol: Symbol) -> str:
    """Icon and colour of a shape; KML has a colour's parts as blue, green, red."""
    colour = "".join((symbol.colour[5:], symbol.colour[3:5], symbol.colour[1:3]))
    icon = f"<Icon><href>{_ICONS}/{symbol.icon}.png</href></Icon>"
    return (
        f'<Style id="{symbol}"><IconStyle><color>ff{colour}</color>{icon}</IconStyle>'
        f"<PolyStyle><color>40{colour}</color></PolyStyle></Style>"
    )


def _styled(row: Mapping[Any, Any]) -> str:
    if "event_type" not in row:
        return ""
    code = event_code(str(row["event_type"] or ""), str(row.get("event_mode") or ""))
    return f"<styleUrl>#{code.symbol if code else Symbol.CIRCLE}</styleUrl>"


def read_kml(path: Path) -> gpd.GeoDataFrame:
    """Read a table that `to_kml` wrote.

    Raises
    ------
    InputError
        If the file is not KML, or not KML that this module wrote.
    """
    return table_of(root_of(path), path)


def table_of(root: ElementTree.Element, path: Path) -> gpd.GeoDataFrame:
    """The table below the root of a file that `to_kml` wrote; `InputError` as `read_kml`."""
    marks = list(root.iter("Placemark"))
    rows = [data_of(mark) for mark in marks]
    try:
        shapes = [shape_of(mark) for mark in marks]
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    columns = list(dict.fromkeys(name for row in rows for name in row))
    data = pd.DataFrame(rows, columns=columns)
    if not rows and (named := name_of(root)) in _NAMES:
        data = pd.DataFrame(table(named, []).reset_index().drop(columns="geometry"))
    return restored(gpd.GeoDataFrame(data, geometry=shapes, crs=CRS))


def name_of(root: ElementTree.Element) -> str:
    """Which table `to_kml` wrote; "" for none."""
    document = root.find("Document")
    return "" if document is None else (document.get("id") or "").removeprefix(_PREFIX)


def _placemark(row: Mapping[Any, Any], shape: BaseGeometry | None, name: str) -> str:
    words = [str(row[c]) for c in _NAMES.get(name, ()) if row.get(c)]
    title = " · ".join(words).replace("<", "‹").replace(">", "›")
    cells = "".join(
        f'<Data name="{_xml(str(c))}"><value>{_xml(_word(value))}</value></Data>'
        for c, value in row.items()
    )
    balloon = html.escape("\n".join(f"{c}: {_word(v)}" for c, v in row.items() if v is not None))
    return (
        f"<Placemark><name>{_xml(title)}</name>"
        f'<Snippet maxLines="0"></Snippet>'
        f"<description>{_xml(balloon)}</description>"
        f"{_time_span(row)}{_styled(row)}<ExtendedData>{cells}</ExtendedData>{_geometry(shape)}</Placemark>"
    )


def _time_span(row: Mapping[Any, Any]) -> str:
    for first, last in _SPANS:
        begin, end = row.get(first), row.get(last)
        if begin or end:
            parts = (f"<begin>{begin}</begin>" if begin else "", f"<end>{end}</end>" if end else "")
            return f"<TimeSpan>{''.join(parts)}</TimeSpan>"
    return ""


def _word(value: Any) -> str:
    return "" if value is None else str(value)


def _xml(text: str) -> str:
    """Text for XML: a carriage return would otherwise be read as a line feed."""
    return escape(_ILLEGAL.sub("\ufffd", text), {'"': "&quot;", "\r": "&#13;"})


def _geometry(shape: BaseGeometry | None) -> str:
    if shape is None:
        return ""
    if shape.geom_type == "Point":
        return f"<Point>{_coordinates(shape)}</Point>"
    if shape.geom_type in {"LineString", "LinearRing"}:
        return f"<LineString>{_coordinates(shape)}</LineString>"
    if shape.geom_type == "Polygon":
        rings = (("outer", shape.exterior), *(("inner", hole) for hole in shape.interiors))
        inside = "".join(
            f"<{kind}BoundaryIs><LinearRing>{_coordinates(ring)}</LinearRing></{kind}BoundaryIs>"
            for kind, ring in rings
        )
        return f"<Polygon>{inside}</Polygon>"
    return f"<MultiGeometry>{''.join(map(_geometry, shape.geoms))}</MultiGeometry>"


def _coordinates(shape: BaseGeometry) -> str:
    positions = shapely.get_coordinates(shape, include_z=shape.has_z).tolist()
    words = " ".join(",".join(map(repr, position)) for position in positions)
    return f"<coordinates>{words}</coordinates>"

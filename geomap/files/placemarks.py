"""KML and KMZ of any map tool: placemarks with their cells and shapes.

Tools write KML of several versions, in folders, with descriptions in HTML and days in TimeStamp or
TimeSpan; a KMZ is a KML in a zip. Names of elements are read without their namespaces.
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.files.vector import within_world
from geomap.limits import contents
from geomap.reports import shown

_MOST_BYTES = 1 << 26
_DAYS: Mapping[str, str] = {
    "date": "TimeStamp/when",
    "start": "TimeSpan/begin",
    "end": "TimeSpan/end",
}


def placemarks(
    root: ElementTree.Element, path: Path
) -> list[tuple[ElementTree.Element, dict[str, str]]]:
    """Placemarks below a file's root in their order, each with its cells by name.

    The cells are `name`, `description` as text, `date` or `start` and `end`, the `folder` that it
    lies in, and whatever the file adds under names of its own, in lower case.

    Raises
    ------
    InputError
        If the file has no placemark, or only links to a map elsewhere.
    """
    found = [(mark, _cells(mark, folder)) for mark, folder in _walk(root, "")]
    if not found:
        link = root.find(".//NetworkLink")
        why = "only a link to a map elsewhere; export it with its data" if link is not None else ""
        raise InputError(f"{path}: expected KML with placemarks, found {why or 'none'}")
    return found


def root_of(path: Path) -> ElementTree.Element:
    """The root element of a KML, or of the KML in a KMZ, without namespaces.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        # no entity is declared by this format; expat itself bounds their expansion
        root = ElementTree.fromstring(_bytes(path))  # noqa: S314
    except (ElementTree.ParseError, zipfile.BadZipFile, ValueError) as error:
        raise InputError(f"{path}: expected KML: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def data_of(mark: ElementTree.Element) -> dict[str, str]:
    """The cells that a placemark has in its ExtendedData, by their names."""
    told = {str(data.get("name")): data.findtext("value") or "" for data in mark.iter("Data")}
    return told | {str(data.get("name")): data.text or "" for data in mark.iter("SimpleData")}


def shape_of(mark: ElementTree.Element) -> BaseGeometry | None:
    """The shape of a placemark, None where it has none.

    Raises
    ------
    InputError
        If coordinates are no numbers, too few, or no longitude and latitude.
    """
    try:
        shape = _shape(mark)
    except (ValueError, IndexError, RecursionError, shapely.errors.ShapelyError) as error:
        raise InputError(f"expected coordinates in each geometry: {error}") from error
    if shape is not None and not shape.is_empty and not within_world(list(shape.bounds)):
        raise InputError(f"expected longitude and latitude, got {shape.bounds}")
    return shape


def _bytes(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return contents(path, _MOST_BYTES)
    with zipfile.ZipFile(path) as packed:
        inside = [one for one in packed.infolist() if one.filename.lower().endswith(".kml")]
        if not inside:
            raise ValueError("a zip without one")
        main = min(inside, key=lambda one: (one.filename.count("/"), one.filename != "doc.kml"))
        if main.file_size > _MOST_BYTES:
            raise ValueError(f"{main.file_size:,} bytes of it")
        return packed.read(main)


def _walk(element: ElementTree.Element, folder: str) -> Iterator[tuple[ElementTree.Element, str]]:
    """Placemarks below an element, each with the name of the folder that it lies in."""
    for child in element:
        if child.tag == "Placemark":
            yield child, folder
        elif child.tag in {"Document", "Folder"}:
            inner = (child.findtext("name") or "").strip() if child.tag == "Folder" else folder
            yield from _walk(child, inner)


def _cells(mark: ElementTree.Element, folder: str) -> dict[str, str]:
    own = {"name": mark.findtext("name"), "description": shown(mark.findtext("description") or "")}
    days = {name: mark.findtext(path) for name, path in _DAYS.items()}
    told = {"folder": folder, **own, **days}
    known = {name: text.strip() for name, text in told.items() if text and text.strip()}
    return {name.strip().casefold(): text for name, text in data_of(mark).items()} | known


def _shape(element: ElementTree.Element) -> BaseGeometry | None:
    """The first geometry that is a child of an element."""
    return next((shape for child in element if (shape := _shape_of(child)) is not None), None)


def _shape_of(element: ElementTree.Element) -> BaseGeometry | None:
    if element.tag == "Point":
        return shapely.Point(_positions(element)[0])
    if element.tag == "LineString":
        return shapely.LineString(_positions(element))
    if element.tag == "Polygon":
        rings = [_positions(ring) for ring in element.iter("LinearRing")]
        return shapely.Polygon(rings[0], rings[1:])
    if element.tag == "MultiGeometry":
        parts = [shape for part in element if (shape := _shape_of(part)) is not None]
        kinds = {part.geom_type for part in parts}
        return _GATHERED.get(kinds.pop() if len(kinds) == 1 else "", _COLLECTION)(parts)
    return None


_COLLECTION = shapely.GeometryCollection
_GATHERED: Mapping[str, Any] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}


def _positions(element: ElementTree.Element) -> list[tuple[float, ...]]:
    """Longitude, latitude and, where there is one, height."""
    text = element.findtext(".//coordinates") or ""
    return [tuple(map(float, word.split(",")[:3])) for word in text.split()]

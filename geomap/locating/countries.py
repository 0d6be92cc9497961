"""Countries as places: by code or by what their people are called, and the land that they cover."""

import re
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geomap.model import Gazetteer, Place
from geomap.toponyms.words import demonyms

WHOLE_RING = "Where the sea begins is not known there: the whole ring is drawn."
_MOST = 500


def country(code: str, gazetteer: Gazetteer) -> Place | None:
    """Country of a two-letter code, or None where the gazetteer has none."""
    found = (candidate.place for candidate in gazetteer.lookup(code, limit=10))
    return next((p for p in found if p.kind.startswith("A.PCL") and p.country == code), None)


def nation(word: str, gazetteer: Gazetteer, data_dir: Path | None) -> Place | None:
    """Country that a word names or is the adjective of: "Polish", "Russia's", "Chad"."""
    bare = re.sub(r"'s?$", "", word)
    code = demonyms(data_dir).get(bare.casefold())
    if code is not None:
        return country(code, gazetteer)
    found = (candidate.place for candidate in gazetteer.lookup(bare, limit=10))
    return next((p for p in found if p.kind.startswith("A.PCL")), None)


def sea_side(shape: BaseGeometry, gazetteer: Gazetteer) -> BaseGeometry | None:
    """What of an area lies off the land of the countries around, or None where that is unknown."""
    codes = sorted(set(gazetteer.places_within(shape.bounds, limit=_MOST)["country"]))
    found = [place for code in codes if (place := country(code, gazetteer)) is not None]
    areas = [area for p in found if (area := gazetteer.area(p.place_id)) is not None]
    if not areas:
        return None
    for area in areas:
        shape = shape.difference(area)
    return shape if not shape.is_empty else None

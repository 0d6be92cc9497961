"""Countries as places: by code or by what their people are called, and the land that they cover."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geomap import lexicon
from geomap.errors import InputError
from geomap.model import Gazetteer, Place
from geomap.settings import default_data_dir
from geomap.toponyms.words import demonyms

WHOLE_RING = "Where the sea begins is not known there: the whole ring is drawn."
_MOST = 500
_CODE_CHARS = 3
_AS_WRITTEN = ("exact", "folded", "alias", "type-stripped")


def country(code: str, gazetteer: Gazetteer) -> Place | None:
    """Country of a two-letter code, or None where the gazetteer has none."""
    found = (candidate.place for candidate in gazetteer.lookup(code, limit=10))
    return next((p for p in found if p.kind.startswith("A.PCL") and p.country == code), None)


def country_code(said: str, gazetteer: Gazetteer) -> str:
    """Two letters of the country that is said, by its ISO 3166-1 code or its name.

    A code has two or three letters or three figures.

    Raises
    ------
    InputError
        If it is no country; where its spelling is near to a country's, the message asks for that.

    Examples
    --------
    >>> from geomap.gazetteer import open_gazetteer
    >>> [country_code(said, open_gazetteer()) for said in ("afg", "NGA", "004", "Ivory Coast")]
    ['AF', 'NG', 'AF', 'CI']
    """
    text = str(said).strip()
    if text.isdecimal() and len(text) <= _CODE_CHARS:
        text = _numbers().get(int(text), text)
    asked = text.upper() if len(text) <= _CODE_CHARS else text
    found = [c for c in gazetteer.lookup(asked, limit=_MOST) if c.place.kind.startswith("A.PCL")]
    # codes are kept in small letters: NGA is Nigeria's, and Russia's name in Vietnamese
    found.sort(key=lambda c: c.matched != text.casefold())
    known = [c.place.country for c in found if c.match in _AS_WRITTEN and c.place.country]
    if known:
        return asked if asked in known else known[0]
    near = f"; is {found[0].place.name} meant?" if found else ""
    raise InputError(
        f"expected a country, by its ISO code (AF, AFG) or its name, got {text[:40]!r}{near}"
    )


@cache
def _numbers() -> Mapping[int, str]:
    """Two letters of each country by its numeric ISO code."""
    rows = lexicon.rows(default_data_dir() / "country_numbers.csv")
    return {int(row["number"]): row["code"] for row in rows}


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

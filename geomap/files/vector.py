"""GeoJSON, GeoPackage and GeoParquet: the formats of geographic tools.

GeoJSON and GeoParquet have the same bytes for the same table; GeoJSON alone cannot hold infinity
and has null for it. A GeoPackage must say when it was last changed: it says the newest day in its
tables instead of the clock's, so its bytes are the same too, with the same GDAL.
"""

import errno
import io
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any, BinaryIO

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.files import styles
from geomap.files.rows import flat, records, restored, table_name, writable
from geomap.model import CRS, SCHEMAS

_NO_DAY = "1970-01-01"
_GDAL_ERRORS = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)
_GDAL_DAY = "OGR_CURRENT_DATE"
_KINDS = {".gpkg": "a GeoPackage", ".fgb": "FlatGeobuf", ".shp": "a shapefile"}
_WGS84_NAMES = ("CRS84", "4326")


def to_geojson(frame: gpd.GeoDataFrame) -> bytes:
    """A table as GeoJSON (RFC 7946), one feature a line; no place is a null geometry."""
    name = table_name(frame) or "table"
    # JSON has no infinity
    rows = (
        ({k: None if v in (inf, -inf) else v for k, v in row.items()}, _mapping(shape))
        for row, shape in records(flat(frame))
    )
    features = [
        _json({"type": "Feature", "properties": row, "geometry": shape}) for row, shape in rows
    ]
    head = f'{{"type": "FeatureCollection", "name": {_json(name)}, "features": ['
    return "\n".join((head, ",\n".join(features), "]}\n")).encode()


def read_geojson(path: Path) -> gpd.GeoDataFrame:
    """Read a table that `to_geojson` wrote, or any GeoJSON as a frame.

    Raises
    ------
    InputError
        If the file is not GeoJSON in WGS84, or a geometry is none.
    """
    rows, shapes = [], []
    name, found = features(path)
    for number, feature in enumerate(found, 1):
        try:
            shapes.append(shape_of(feature))
        except InputError as error:
            raise InputError(f"{path}: feature {number}: {error}") from error
        rows.append(feature.get("properties") or {})
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if not rows and name in SCHEMAS:
        columns = [SCHEMAS[name].index, *SCHEMAS[name].columns][:-1]
    data = pd.DataFrame(rows, columns=columns)
    return restored(gpd.GeoDataFrame(data, geometry=shapes, crs=CRS))


def features(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Name and features of a GeoJSON file, unchecked but for being objects in WGS84.

    Raises
    ------
    InputError
        If the file is not a GeoJSON feature or collection, or names another CRS.
    """
    try:
        # a report may hold half a surrogate pair, which JSON can say and no file can hold
        found = json.loads(path.read_bytes().decode("utf-8-sig"), object_hook=without_unwritable)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: expected GeoJSON in UTF-8: {error}") from error
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "Feature":
        found = {"features": [found], "crs": found.get("crs")}
    elif kind != "FeatureCollection" or not isinstance(found.get("features"), list):
        got = "one without a list of features" if kind == "FeatureCollection" else repr(kind)
        raise InputError(f"{path}: expected a GeoJSON Feature or FeatureCollection, got {got}")
    expect_wgs84(found.get("crs"), path)
    listed = [one if isinstance(one, dict) else {} for one in found["features"]]
    return str(found.get("name", "")), listed


def expect_wgs84(crs: Any, path: Path) -> None:
    """Refuse what a GeoJSON file says of its CRS, unless that is nothing or WGS84.

    Raises
    ------
    InputError
        If it is another.
    """
    told = json.dumps(crs or "CRS84")
    if not any(name in told for name in _WGS84_NAMES):
        raise InputError(f"{path}: expected longitude and latitude in WGS84, got crs {told[:120]}")


def shape_of(feature: Mapping[str, Any]) -> BaseGeometry | None:
    """A feature's geometry, or None.

    Raises
    ------
    InputError
        If it is no GeoJSON geometry, or lies outside longitude -180..180, latitude -90..90.
    """
    if feature.get("type") != "Feature":
        raise InputError(f"expected a GeoJSON Feature, got {feature.get('type')!r}")
    if not (given := feature.get("geometry")):
        return None
    try:
        shape = shapely.geometry.shape(given)
        # plain numbers, so that nothing is written that reads as another value
        bounds = [float(edge) for edge in shape.bounds]
    except (
        ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError,
        shapely.errors.ShapelyError,
    ) as error:  # fmt: skip
        raise InputError(f"expected a GeoJSON geometry, got {json.dumps(given)[:60]}") from error
    if shape.is_empty:
        return None
    if not within_world(bounds):
        raise InputError(f"expected longitude -180..180 and latitude -90..90, got {bounds}")
    return shape


def within_world(bounds: list[float]) -> bool:
    """Whether west, south, east, north are longitudes and latitudes; not a number is not."""
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def write_gpkg(tables: Mapping[str, gpd.GeoDataFrame], path: Path) -> None:
    """Write tables as the layers of one GeoPackage, with styles; `path` must not exist yet."""
    try:
        with _gdal_day(_newest_day(tables)):
            for name, frame in tables.items():
                pyogrio.write_dataframe(
                    _typed(flat(frame)),
                    path,
                    driver="GPKG",
                    layer=name,
                    append=path.exists(),
                    geometry_type="Unknown",
                    promote_to_multi=False,
                )
            if len(looks := styles.layer_styles(tables)):
                pyogrio.write_dataframe(looks, path, layer=styles.TABLE, append=True, FID="id")
    except _GDAL_ERRORS as error:  # a full disk, which GDAL words in its own way
        raise OSError(errno.EIO, " ".join(str(error).split())) from error


def read_gpkg(path: Path) -> dict[str, gpd.GeoDataFrame]:
    """Every layer of a GeoPackage by name, the atlas's tables restored; also of other such files.

    Raises
    ------
    InputError
        If the file cannot be opened.
    """
    try:
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        tables = [name for name in names if name != styles.TABLE]
        frames = {name: pyogrio.read_dataframe(path, layer=name) for name in tables}
    except _GDAL_ERRORS as error:
        raise InputError(f"{path}: expected {_KINDS.get(path.suffix.lower())}: {error}") from error
    return {name: _restored_layer(frame) for name, frame in frames.items()}


def write_parquet(frame: gpd.GeoDataFrame, path: Path | BinaryIO) -> None:
    """Write a table as GeoParquet, geometry as WKB."""
    table = flat(frame)
    index = frame.index.name
    (table if index is None else table.set_index(index)).to_parquet(path)


def packed(frame: gpd.GeoDataFrame) -> bytes:
    """A table as the bytes of GeoParquet."""
    kept = io.BytesIO()
    write_parquet(frame, kept)
    return kept.getvalue()


def read_parquet(path: Path | BinaryIO) -> gpd.GeoDataFrame:
    """Read a table that `write_parquet` wrote.

    Raises
    ------
    InputError
        If the file is not GeoParquet.
    """
    try:
        frame = gpd.read_parquet(path)
    except (ValueError, OSError) as error:
        raise InputError(f"{path}: expected GeoParquet: {error}") from error
    if frame.index.name is None:
        return frame
    return restored(frame.reset_index())


def read_reports(wanted: Mapping[Path, Collection[str]]) -> gpd.GeoDataFrame:
    """Rows of some reports from several files of one table that `write_parquet` wrote.

    Parameters
    ----------
    wanted
        For each file the ids of the reports whose rows are taken; at least one file.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    import pyarrow as pa
    from pyarrow import compute, parquet

    tables = []
    for path, reports in wanted.items():
        rows = parquet.read_table(path)
        tables.append(rows.filter(compute.is_in(rows["report_id"], pa.array(list(reports)))))
    # one conversion for all: each takes longer than reading a small file
    whole = pa.concat_tables(tables).to_pandas()
    shapes = gpd.GeoSeries.from_wkb(whole["geometry"], crs=CRS)
    data = whole.assign(geometry=shapes).reset_index(names=whole.index.name)
    return restored(gpd.GeoDataFrame(data, geometry="geometry", crs=CRS))


def without_unwritable(found: dict[str, Any]) -> dict[str, Any]:
    """An object of JSON without half surrogate pairs and NUL in its keys and texts."""
    return {writable(key): _listed(value) for key, value in found.items()}


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, list) else writable(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _mapping(shape: BaseGeometry | None) -> dict[str, Any] | None:
    # RFC 7946 wants the outer ring of an area counter-clockwise
    return None if shape is None else shapely.geometry.mapping(shapely.orient_polygons(shape))


def _restored_layer(frame: Any) -> gpd.GeoDataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = gpd.GeoDataFrame(frame, geometry=[None] * len(frame), crs=CRS)
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    return restored(frame if frame.crs == CRS or frame.crs is None else frame.to_crs(CRS))


def _typed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Whole numbers with gaps as GDAL takes them."""
    gaps = [c for c in frame.columns if str(frame[c].dtype) == "Int64" and frame[c].isna().any()]
    return frame.astype(dict.fromkeys(gaps, "float64")) if gaps else frame


def _newest_day(tables: Mapping[str, gpd.GeoDataFrame]) -> str:
    columns = ("published", "first_reported", "when_end")
    told = [pd.Series(frame[c]) for frame in tables.values() for c in columns if c in frame]
    days = [days.max() for days in told if days.notna().any()]
    return f"{max(days):%Y-%m-%d}" if days else _NO_DAY


@contextmanager
def _gdal_day(day: str) -> Iterator[None]:
    """Let GDAL take a day for today, and leave its options as they were."""
    before = pyogrio.get_gdal_config_option(_GDAL_DAY)
    pyogrio.set_gdal_config_options({_GDAL_DAY: f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_GDAL_DAY: before})

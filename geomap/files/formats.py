"""Files of the atlas: one suffix, one format; every file opens in geopandas with the same rows.

| suffix | holds | same bytes for the same rows |
|---|---|---|
| .geojson | one table | yes |
| .gpkg | a table a layer | yes, with the same GDAL: the day of change is the newest day told |
| .parquet | one table | yes, with the same pyarrow |
| .csv | one table, with longitude, latitude and WKT | yes |
| .kml | one table, with TimeSpan | yes |
| .acled.csv | events, shaped as ACLED's | yes |
| .ged.csv | events, shaped as UCDP GED's | yes |
| .jsonld | claims as schema.org ClaimReview | yes |
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd

from geomap.errors import InputError, TableError
from geomap.files import acled, claimreview, ged, kml, tabular, vector
from geomap.files.rows import table_name
from geomap.model import Tables
from geomap.writing import replacing

Frames = Mapping[str, gpd.GeoDataFrame]

SUFFIXES: Mapping[str, str] = {
    ".geojson": "events",
    ".gpkg": "every table as a layer",
    ".parquet": "events",
    ".kml": "events",
    ".acled.csv": "events shaped as ACLED's",
    ".ged.csv": "events shaped as UCDP GED's",
    ".csv": "events",
    ".jsonld": "claims as schema.org ClaimReview",
}


def write(what: gpd.GeoDataFrame | Tables, path: Path | str) -> Path:
    """Write a table, or an atlas with all its tables, to the format that the path's suffix names.

    Parameters
    ----------
    what
        One table; or an atlas, of which .gpkg holds every table, .jsonld the claims, and the
        others the events (.acled.csv and .ged.csv with the statements' words and the sources).
    path
        File to write; an existing one is replaced only once the new one is whole.

    Returns
    -------
    pathlib.Path
        The path.

    Raises
    ------
    InputError
        If the suffix is unknown, the folder does not exist, or the table does not fit the format.
    TableError
        If the table has no CRS.
    OSError
        If the file cannot be written there.
    """
    target = Path(path)
    writer = _WRITERS[suffix_of(target)]
    tables = _tables(what)
    with replacing(target) as part:
        writer(tables, part)
    return target


def read(path: Path | str, *, table: str | None = None) -> gpd.GeoDataFrame:
    """Read a table again from a file that `write` wrote.

    Parameters
    ----------
    path
        A .geojson, .gpkg, .parquet, .csv or .kml file.
    table
        Which layer of a GeoPackage; by default its only one, or the events.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows, index and dtypes, EPSG:4326. A frame that is none of the atlas's tables
        has its columns as the format gives them.

    Raises
    ------
    InputError
        If the file does not exist or is not what its suffix says.
    """
    tables = read_tables(path)
    if table is not None and table not in tables:
        raise InputError(f"{path}: expected a table {table!r}, it holds {', '.join(tables)}")
    wanted = table or ("events" if "events" in tables else next(iter(tables), ""))
    if wanted not in tables:
        raise InputError(f"{path}: expected at least one table, found none")
    return tables[wanted]


def read_tables(path: Path | str) -> dict[str, gpd.GeoDataFrame]:
    """Every table in a file by name; see `read`."""
    source = Path(path)
    suffix = suffix_of(source)
    if not source.is_file():
        raise InputError(f"{source}: expected an existing file")
    if suffix == ".gpkg":
        return vector.read_gpkg(source)
    if suffix not in _READERS:
        raise InputError(
            f"{source}: expected {', '.join(_READERS)} or .gpkg to read a table from; "
            "events shaped as others' are read by geomap.files.read_events"
        )
    frame = _READERS[suffix](source)
    return {table_name(frame) or "table": frame}


def suffix_of(path: Path) -> str:
    """The known suffix that a file name ends with, or `InputError`."""
    name = path.name.lower()
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix):
            return suffix
    raise InputError(f"{path}: expected a file name that ends with {', '.join(SUFFIXES)}")


def _tables(what: gpd.GeoDataFrame | Tables) -> Frames:
    if isinstance(what, gpd.GeoDataFrame):
        if what.crs is None:
            raise TableError("expected a table with a CRS, got one without")
        return {table_name(what) or "table": what}
    return what.frames


def _one(tables: Frames) -> gpd.GeoDataFrame:
    return tables["events"] if "events" in tables else next(iter(tables.values()))


def _bytes(make: Callable[[gpd.GeoDataFrame], bytes]) -> Callable[[Frames, Path], None]:
    def write_bytes(tables: Frames, path: Path) -> None:
        path.write_bytes(make(_one(tables)))

    return write_bytes


def _shaped(make: Callable[[Frames], bytes], needed: str) -> Callable[[Frames, Path], None]:
    def write_bytes(tables: Frames, path: Path) -> None:
        if needed not in tables:
            raise InputError(f"expected the table {needed}, got {', '.join(tables)}")
        path.write_bytes(make(tables))

    return write_bytes


_WRITERS: Mapping[str, Callable[[Frames, Path], None]] = {
    ".geojson": _bytes(vector.to_geojson),
    ".gpkg": vector.write_gpkg,
    ".parquet": lambda tables, path: vector.write_parquet(_one(tables), path),
    ".kml": _bytes(kml.to_kml),
    ".acled.csv": _shaped(acled.to_acled, "events"),
    ".ged.csv": _shaped(ged.to_ged, "events"),
    ".csv": _bytes(tabular.to_csv),
    ".jsonld": _shaped(claimreview.to_claim_review, "claims"),
}
_READERS: Mapping[str, Callable[[Path], gpd.GeoDataFrame]] = {
    ".geojson": vector.read_geojson,
    ".parquet": vector.read_parquet,
    ".kml": kml.read_kml,
    ".csv": tabular.read_csv,
}

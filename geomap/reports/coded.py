"""Files that hold coded events and no reports: ACLED's, UCDP GED's, GeoJSON, KML."""

import csv
import io
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

from geomap.errors import GeomapWarning

_HEAD_BYTES = 65_536
_COLUMNS: Mapping[str, frozenset[str]] = {
    "ACLED": frozenset({"event_date", "event_type", "actor1"}),
    "UCDP GED": frozenset({"date_start", "date_end", "where_prec"}),
}
_PLACED = frozenset({"latitude", "longitude"})
_NAMED = {".geojson": "GeoJSON", ".kml": "KML"}
_DELIMITERS = ",;\t"


def shape(name: PurePath, head: bytes) -> str:
    """Whose events a file holds, by its suffix and its first bytes; "" for anything else.

    Examples
    --------
    >>> shape(PurePath("a.csv"), b"EVENT_DATE,EVENT_TYPE,ACTOR1,LATITUDE,LONGITUDE")
    'ACLED'
    >>> shape(PurePath("a.csv"), b"date,title,text")
    ''
    """
    suffix, text = name.suffix.lower(), head[:_HEAD_BYTES].decode("utf-8-sig", errors="replace")
    if suffix in _NAMED:
        return _NAMED[suffix]
    if suffix == ".json":
        return "GeoJSON" if '"FeatureCollection"' in text[:2_000] else ""
    if suffix not in {".csv", ".tsv"}:
        return ""
    first = text.partition("\n")[0].casefold()
    delimiter = max(_DELIMITERS, key=first.count)
    cells = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    have = {cell.strip() for cell in cells}
    return next((who for who, names in _COLUMNS.items() if names | _PLACED <= have), "")


def apart(given: Iterable[Any]) -> tuple[list[Any], list[Path]]:
    """What was given without the files of events that are named in it, and these.

    A `GeomapWarning` says of each what it is.
    """
    several = list(given)
    shapes = [_of_file(one) for one in several]
    found = [Path(one) for one, who in zip(several, shapes, strict=True) if who]
    for path, who in zip(found, filter(None, shapes), strict=True):
        said = f"{path.name}: events ({who}), read as own events and not as reports"
        warnings.warn(said, GeomapWarning, stacklevel=4)
    return [one for one, who in zip(several, shapes, strict=True) if not who], found


def _of_file(one: object) -> str:
    if not isinstance(one, (str, Path)):
        return ""
    try:
        if not Path(one).is_file():
            return ""
        with Path(one).open("rb") as file:
            return shape(PurePath(one), file.read(_HEAD_BYTES))
    except (OSError, ValueError):
        return ""

"""A user's own events on the same map: ACLED, UCDP GED, GeoJSON and plain tables, read in.

A row that cannot be read is named, with its line, and skipped; the others go on.
"""

import hashlib
import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geomap.atlas import acled, formats, ged, plaincsv, vector
from geomap.atlas.rows import records, table_name
from geomap.atlas.tabular import read_cells
from geomap.errors import GeomapWarning, InputError
from geomap.model import CRS, SCHEMAS, table

if TYPE_CHECKING:
    from geomap.atlas import Atlas

EXTRA_COLUMNS = ("notes", "source", "fatalities", "inter1", "inter2", "interaction")
_ROW_CHARS = 12
_READS: Mapping[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    "acled": acled.event,
    "ged": ged.event,
    "plain": plaincsv.event,
}
_LAYOUTS = f"""expected one of these sets of columns:
 plain: {plaincsv.NEEDED}
 ACLED: {", ".join(acled.NEEDED)}
 UCDP GED: {", ".join(ged.NEEDED)}"""


def read_events(path: Path | str) -> tuple[gpd.GeoDataFrame, list[InputError]]:
    """Read events from a file that geomap, ACLED, UCDP or the user made.

    Parameters
    ----------
    path
        .csv (ACLED of any age, UCDP GED, or any table with longitude and latitude), .geojson or
        .json, or an events table in .gpkg, .parquet or .kml.

    Returns
    -------
    geopandas.GeoDataFrame
        The `events` table, and after its columns what the file says beside it as text: notes,
        source, fatalities as given, and ACLED's actor groups in words. Rows without coordinates,
        or at 0, 0, have no geometry. An event without an id gets one from its row's content.
    list of InputError
        What was skipped, each with the line or feature and what was expected.

    Raises
    ------
    InputError
        If the file cannot be read, or has none of the expected sets of columns.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(f"{source}: expected an existing file")
    suffix = source.suffix.lower()
    if suffix in {".geojson", ".json"}:
        return _from_features(source)
    if suffix in {".csv", ".tsv", ".txt"}:
        return _from_cells(source)
    if suffix not in {".gpkg", ".parquet", ".kml"}:
        raise InputError(f"{source}: expected .csv, .geojson, .gpkg, .parquet or .kml")
    frame = formats.read(source)
    if table_name(frame) != "events":
        raise InputError(f"{source}: expected an events table, with {', '.join(_columns())}")
    return _collected(((f"row {n}", row, s) for n, (row, s) in _numbered(frame)), "plain", source)


def add_events(atlas: "Atlas", path: Path | str) -> "Atlas":
    """An atlas with the events of a user's own file beside those of the reports.

    The file becomes a source, and what it notes about an event becomes a statement of it, so
    that every event leads back to words. What is skipped stands in `Atlas.skipped`, and a
    `GeomapWarning` says how much.

    Raises
    ------
    InputError
        As for `read_events`; and if the atlas has an event of the same id already.
    """
    events, errors = read_events(path)
    if errors:
        warnings.warn(
            f"{path}: {len(errors)} of its events were skipped or changed, first: {errors[0]}",
            GeomapWarning,
            stacklevel=2,
        )
    if twice := sorted(set(events.index) & set(atlas.events.index)):
        raise InputError(f"{path}: expected new events, {twice[0]} is in the atlas already")
    statements, text = _statements(events, Path(path))
    return replace(
        atlas,
        sources=_joined("sources", [atlas.sources, _source(Path(path), text)]),
        statements=_joined("statements", [atlas.statements, statements]),
        events=_joined("events", [atlas.events, events]),
        skipped=(*atlas.skipped, *map(str, errors)),
    )


def _columns() -> list[str]:
    return [SCHEMAS["events"].index, *SCHEMAS["events"].columns]


def _numbered(frame: gpd.GeoDataFrame) -> Iterable[tuple[int, tuple[dict[str, str], Any]]]:
    for number, (row, shape) in enumerate(records(frame.reset_index()), 1):
        yield number, ({str(k): "" if v is None else str(v) for k, v in row.items()}, shape)


def _from_cells(path: Path) -> tuple[gpd.GeoDataFrame, list[InputError]]:
    header, rows = read_cells(path)
    layout = _layout({name.casefold() for name in header}, path)
    # older ACLED files shout their columns' names
    lowered = (
        (f"line {line}", {k.casefold(): v for k, v in row.items()}, None) for line, row in rows
    )
    return _collected(lowered, layout, path)


def _shape(cells: Mapping[str, str], given: Any, point: Any) -> Any:
    """A row's geometry: the feature's, else that of a WKT column, else the point."""
    if given is not None or not cells.get("wkt"):
        return given if given is not None else point
    try:
        shape = shapely.from_wkt(cells["wkt"])
    except shapely.errors.ShapelyError as error:
        raise InputError(f"expected WKT in the column WKT: {error}") from error
    if not shape.is_empty and not vector.within_world(list(shape.bounds)):
        raise InputError(f"expected longitude and latitude in WKT, got {cells['wkt'][:60]!r}")
    return None if shape.is_empty else shape


def _from_features(path: Path) -> tuple[gpd.GeoDataFrame, list[InputError]]:
    _, found = vector.features(path)
    rows, errors = [], []
    for number, feature in enumerate(found, 1):
        where = f"feature {number}"
        try:
            shape = vector.shape_of(feature)
        except InputError as error:
            errors.append(InputError(f"{path}: {where}: {error}"))
            continue
        properties = feature.get("properties")
        named = properties if isinstance(properties, dict) else {}
        rows.append((where, {str(k).casefold(): _word(v) for k, v in named.items()}, shape))
    names = {name for _, row, _ in rows for name in row} | {"longitude", "latitude"}
    frame, more = _collected(rows, _layout(names, path), path)
    return frame, [*errors, *more]


def _layout(names: set[str], path: Path) -> str:
    if names >= set(ged.NEEDED):
        return "ged"
    if names >= set(acled.NEEDED) and {"sub_event_type", "actor1", "event_id_cnty"} & names:
        return "acled"
    if plaincsv.fits(names):
        return "plain"
    shown = ", ".join(sorted(names))[:300] or "none"
    raise InputError(f"{path}: {_LAYOUTS}\ngot: {shown}")


def _collected(
    rows: Iterable[tuple[str, Mapping[str, str], Any]], layout: str, path: Path
) -> tuple[gpd.GeoDataFrame, list[InputError]]:
    """Rows as the events table, with the rows that cannot be read as errors."""
    read: dict[str, dict[str, Any]] = {}
    errors: list[InputError] = []
    for where, cells, shape in rows:
        try:
            event = _READS[layout](cells)
            event["geometry"] = _shape(cells, shape, event["geometry"])
            event["event_id"] = event["event_id"] or _own_id(cells, shape)
            if event["event_id"] in read:
                raise InputError(f"the event {event['event_id']} stands there twice")
        except InputError as error:
            errors.append(InputError(f"{path}: {where}: {error}"))
            continue
        read[event["event_id"]] = event
    return _frame(read), errors


def _frame(read: Mapping[str, Mapping[str, Any]]) -> gpd.GeoDataFrame:
    known = _columns()
    frame = table("events", ({k: v for k, v in row.items() if k in known} for row in read.values()))
    extra = {c: [read[key].get(c, "") for key in frame.index] for c in EXTRA_COLUMNS}
    kept = {c: pd.Series(v, index=frame.index, dtype="str") for c, v in extra.items() if any(v)}
    return frame.assign(**kept)


def _own_id(cells: Mapping[str, str], shape: Any) -> str:
    content = json.dumps([sorted(cells.items()), "" if shape is None else shape.wkt])
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return f"own:{digest[:_ROW_CHARS]}"


def _word(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _report_id(path: Path) -> str:
    """The file's name with its content's hash: two files of one name stay two sources."""
    return f"own:{path.name}:{_sha256(path)[:8]}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _statements(events: gpd.GeoDataFrame, path: Path) -> tuple[gpd.GeoDataFrame, str]:
    """A statement for each event that the file has words for, and those words together."""
    rows, text, report_id = [], "", _report_id(path)
    shared = ("event_type", "event_mode", "place", "place_id", "status", "uncertainty_m")
    days = ("when_start", "when_end", "time_precision")
    noted = events["notes"] if "notes" in events else pd.Series("", index=events.index)
    for (key, row), words in zip(events.iterrows(), noted, strict=True):
        if not words:
            continue
        start, text = len(text), f"{text}{words}\n"
        rows.append(
            {name: row[name] for name in (*shared, *days, "geometry")}
            | {"statement_id": f"{key}:note", "event_id": key, "report_id": report_id}
            | {"start": start, "end": start + len(words), "text": words, "actor": row["actors"]}
        )
    return table("statements", rows), text


def _source(path: Path, text: str) -> gpd.GeoDataFrame:
    row = {
        "report_id": _report_id(path),
        "title": path.name,
        "publisher": "own events",
        "sha256": _sha256(path),
        "n_chars": len(text),
        "n_repeated": 0,
    }
    return table("sources", [row])


def _joined(name: str, frames: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    columns = list(SCHEMAS[name].columns)
    kept = [frame[columns] for frame in frames]
    filled = [frame for frame in kept if len(frame)] or kept[:1]
    whole = pd.concat(filled).sort_index()
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS).rename_axis(SCHEMAS[name].index)

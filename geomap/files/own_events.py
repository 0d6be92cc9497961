"""A user's own events on the same map: ACLED, UCDP GED, GeoJSON and plain tables, read in.

A row that cannot be read is named, with its line, and skipped; the others go on.
"""

import hashlib
import json
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from geomap.errors import GeomapWarning, InputError
from geomap.files import acled, formats, ged, joining, plain_table, values, vector
from geomap.files.outside import OWN_COLUMNS, PREFIX
from geomap.files.rows import records, table_name
from geomap.files.tabular import read_cells, unescaped
from geomap.model import SCHEMAS, Loss, Tables, alike, table

Kept = TypeVar("Kept", bound=Tables)
_ROW_CHARS = 12
_LAYOUTS = f"""expected one of these sets of columns:
 plain: {plain_table.NEEDED}
 ACLED: {", ".join(acled.NEEDED)}
 UCDP GED: {", ".join(ged.NEEDED)}"""

Cells = Mapping[str, str]
Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a file: the line or feature that it is, its cells and shape, or why it is none."""

    where: str
    cells: Cells = field(default_factory=dict)
    shape: Any = None
    why: str = ""


class Layout(NamedTuple):
    """How rows become events, and which of their columns hold days."""

    event: Callable[[Cells, str], Event]
    days: Sequence[str]


_PLAIN = Layout(plain_table.event, plain_table.DAYS)
_COLUMNS = (SCHEMAS["events"].index, *SCHEMAS["events"].columns)


def read_events(path: Path | str) -> tuple[gpd.GeoDataFrame, list[Loss]]:
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
        source, fatalities as given, ACLED's actor groups in words, the day that ACLED filed an
        event under where it may be another, and the row as it was `given`, a JSON object. Rows
        without coordinates, or at 0, 0, have no geometry. An event without an id gets one from
        its row's content.
    list of Loss
        What was skipped, each with the line or feature and what was expected.

    Raises
    ------
    InputError
        If the file cannot be read, or has none of the expected sets of columns.
    """
    return _read(Path(path), frozenset())


def add_events(atlas: Kept, path: Path | str) -> Kept:
    """An atlas with the events of a user's own file beside those of the reports.

    The file becomes a source, and each of its rows a statement of its event: in the row's own
    words, or where it has none in its cells. So every event leads back to words. What is skipped,
    also for being in the atlas already, stands in `Atlas.losses`, and a `GeomapWarning` says how
    much.

    Raises
    ------
    InputError
        As for `read_events`.
    """
    source = Path(path)
    events, lost = _read(source, frozenset(atlas.events.index))
    if lost:
        n = sum(loss.count for loss in lost)
        warnings.warn(
            f"{source.name}: {n} of its events were skipped, first: {lost[0]}",
            GeomapWarning,
            stacklevel=2,
        )
    both = joining.joined(atlas, events, source)
    return replace(both, lost=(*atlas.lost, *lost))


def _read(source: Path, taken: Collection[str]) -> tuple[gpd.GeoDataFrame, list[Loss]]:
    if not source.is_file():
        raise InputError(f"{source}: expected an existing file")
    suffix = source.suffix.lower()
    if suffix in {".geojson", ".json"}:
        layout, rows = _from_features(source)
    elif suffix in {".csv", ".tsv", ".txt"}:
        layout, rows = _from_cells(source)
    elif suffix in {".gpkg", ".parquet", ".kml"}:
        layout, rows = _PLAIN, _from_table(source)
    else:
        raise InputError(f"{source}: expected .csv, .geojson, .gpkg, .parquet or .kml")
    events, wrong = _collected(rows, layout, taken)
    lost = [Loss(what="row", where=source.name, parts=(part,), why=why) for part, why in wrong]
    return events, list(alike(lost))


def _from_table(path: Path) -> list[Row]:
    frame = formats.read(path)
    if table_name(frame) != "events":
        raise InputError(f"{path}: expected an events table, with {', '.join(_COLUMNS)}")
    return [
        Row(where=f"row {n}", cells={str(k): _word(v) for k, v in row.items()}, shape=shape)
        for n, (row, shape) in enumerate(records(frame.reset_index()), 1)
    ]


def _from_cells(path: Path) -> tuple[Layout, list[Row]]:
    header, found = read_cells(path)
    # older ACLED files shout their columns' names
    names = [name.casefold() for name in header]
    if twice := [name for name, times in Counter(names).items() if name and times > 1]:
        raise InputError(f"{path}: expected each column once, got {', '.join(twice)} twice")
    layout = _layout(set(names), path)
    # an apostrophe before a cell is geomap's own in files that it wrote, and no other's
    written = any(set(names) >= {*own} - {"geometry"} for own in (OWN_COLUMNS, _COLUMNS))
    bare: Callable[[str], str] = unescaped if written else str
    rows = []
    for line, cells in found:
        if isinstance(cells, str):
            rows.append(Row(where=f"line {line}", why=cells))
        elif any(map(str.strip, cells)):
            named = dict(zip(names, map(bare, cells), strict=False))
            rows.append(Row(where=f"line {line}", cells=named))
    return layout, rows


def _from_features(path: Path) -> tuple[Layout, list[Row]]:
    _, found = vector.features(path)
    rows = []
    for number, feature in enumerate(found, 1):
        where = f"feature {number}"
        try:
            rows.append(Row(where=where, cells=_cells(feature), shape=vector.shape_of(feature)))
        except InputError as error:
            rows.append(Row(where=where, why=str(error)))
    names = {name for row in rows for name in row.cells} | {"longitude", "latitude"}
    return _layout(names, path), rows


def _cells(feature: Mapping[str, Any]) -> Cells:
    """A feature's properties, and its id: what parts two features that are alike otherwise."""
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    known = {} if feature.get("id") is None else {"feature_id": _word(feature["id"])}
    return known | {str(k).casefold(): _word(v) for k, v in named.items()}


def _layout(names: Collection[str], path: Path) -> Layout:
    have = set(names)
    acled_alike = have >= set(acled.NEEDED) and have & {"sub_event_type", "actor1", "event_id_cnty"}
    shape = ged if have >= set(ged.NEEDED) else acled if acled_alike else None
    if shape is not None:
        ours = have >= set(OWN_COLUMNS)
        return _written(shape.beside) if ours else Layout(shape.event, shape.DAYS)
    if plain_table.fits(have):
        return _PLAIN
    shown = ", ".join(sorted(have))[:300] or "none"
    raise InputError(f"{path}: {_LAYOUTS}\ngot: {shown}")


def _written(beside: Callable[[Cells], dict[str, str]]) -> Layout:
    """The layout of a file in an outside shape that geomap wrote."""

    def event(row: Cells, order: str) -> Event:
        told = {k.removeprefix(PREFIX): v for k, v in row.items() if k.startswith(PREFIX)}
        outside = {k: v for k, v in row.items() if not k.startswith(PREFIX)}
        found = plain_table.event(told, order) | beside(outside)
        status = f"Status: {found['status']}."
        return found | {
            "notes": found["notes"].removeprefix(status).strip(),
            "given": _given(outside),
        }

    return Layout(event, [f"{PREFIX}{name}" for name in plain_table.DAYS])


def _collected(
    rows: Sequence[Row], layout: Layout, taken: Collection[str]
) -> tuple[gpd.GeoDataFrame, list[tuple[str, str]]]:
    """Rows as the events table, and why the others are none."""
    order = values.day_order(row.cells.get(name, "") for row in rows for name in layout.days)
    read: dict[str, Event] = {}
    lines: dict[str, str] = {}
    errors: list[tuple[str, str]] = []
    for row in rows:
        try:
            event = _event(row, layout, order)
            key = event["event_id"]
            if key in taken:
                raise InputError(f"the event {key} is in the atlas already")
            if key in lines:
                raise InputError(f"the same event, {key}, as {lines[key]}")
        except InputError as error:
            errors.append((row.where, str(error)))
            continue
        read[key], lines[key] = event, row.where
    return _frame(read), errors


def _event(row: Row, layout: Layout, order: str) -> Event:
    if row.why:
        raise InputError(row.why)
    event = {"given": _given(row.cells)} | layout.event(row.cells, order)
    known = {"geometry": _shape(row), "event_id": event["event_id"] or _own_id(row)}
    return event | known


def _shape(row: Row) -> Any:
    """A row's geometry: the feature's, else that of a WKT column, else its point; none at 0, 0.

    Zero, zero lies in the Atlantic and is how tables say "not known".
    """
    shape = row.shape
    if shape is None and row.cells.get("wkt"):
        shape = _from_wkt(row.cells["wkt"])
    elif shape is None:
        pair = (plain_table.LONGITUDES, plain_table.LATITUDES)
        shape = values.coordinates(*(values.first(row.cells, *names) for names in pair))
    return None if shape is None or shape.bounds == (0, 0, 0, 0) else shape


def _from_wkt(text: str) -> Any:
    try:
        shape = shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise InputError(f"expected WKT in the column WKT, got {text[:60]!r}") from error
    if not shape.is_empty and not vector.within_world(list(shape.bounds)):
        raise InputError(f"expected longitude and latitude in WKT, got {text[:60]!r}")
    return None if shape.is_empty else shape


def _frame(read: Mapping[str, Event]) -> gpd.GeoDataFrame:
    rows = ({k: v for k, v in row.items() if k in _COLUMNS} for row in read.values())
    frame = table("events", rows)
    extra = {c: [read[key].get(c, "") for key in frame.index] for c in joining.EXTRA_COLUMNS}
    kept = {c: pd.Series(v, index=frame.index, dtype="str") for c, v in extra.items() if any(v)}
    return frame.assign(**kept)


def _given(row: Cells) -> str:
    """The row as the file has it; a file of geomap's passes on what it was given."""
    if "event_id" in row and values.given(row.get("given", "")):
        return row["given"]
    told = {name: cell for name, cell in row.items() if cell.strip() and name and name != "wkt"}
    return json.dumps(told, ensure_ascii=False)


def _own_id(row: Row) -> str:
    shape = "" if row.shape is None else row.shape.wkt
    content = json.dumps([sorted(row.cells.items()), shape])
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{joining.PREFIX}{digest[:_ROW_CHARS]}"


def _word(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

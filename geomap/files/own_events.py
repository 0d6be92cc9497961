"""A user's own events on the same map: ACLED, UCDP GED, GeoJSON and plain tables, read in.

A row that cannot be read is named, with its line, and skipped; the others go on.
"""

import hashlib
import json
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from geomap.errors import GeomapWarning, InputError
from geomap.files import acled, ged, joining, own_place, plain_table, values, vector
from geomap.files.outside import OWN_COLUMNS, PREFIX
from geomap.files.own_rows import TABLE, Cells, Row, rows_of
from geomap.gazetteer import open_gazetteer
from geomap.model import Loss, Tables, alike, check_year, day_order, read_days, table
from geomap.settings import OFFLINE, Settings
from geomap.writing import in_utf8

Kept = TypeVar("Kept", bound=Tables)
_ROW_CHARS = 12
_LAYOUTS = f"""expected one of these sets of columns:
 plain: {plain_table.NEEDED}
 ACLED: {", ".join(acled.NEEDED)}
 UCDP GED: {", ".join(ged.NEEDED)}"""

Event = dict[str, Any]


class Layout(NamedTuple):
    """How rows become events, which columns hold days, and whether geomap wrote them."""

    event: Callable[[Cells, str], Event]
    days: Sequence[str]
    written: bool = False


def read_events(
    path: Path | str, *, settings: Settings = OFFLINE
) -> tuple[gpd.GeoDataFrame, list[Loss]]:
    """Read events from a file that geomap, ACLED, UCDP or the user made.

    Parameters
    ----------
    path
        .csv (ACLED of any age, UCDP GED, or any table with longitude and latitude), .geojson or
        .json, or an events table in .gpkg, .parquet or .kml.
    settings
        Say which gazetteers a row's place and country are looked up in.

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
    return _read(Path(path), frozenset(), settings)


def add_events(atlas: Kept, path: Path | str) -> Kept:
    """An atlas with the events of a user's own file beside those of the reports.

    As `with_events`; and a `GeomapWarning` says how much of the file is lost.

    Raises
    ------
    InputError
        As for `read_events`.
    """
    whole = with_events(atlas, path)
    if lost := whole.lost[len(atlas.lost) :]:
        n = sum(loss.count for loss in lost)
        told = f"{n} of its rows are lost or in doubt, first: {lost[0]}"
        warnings.warn(f"{in_utf8(Path(path).name)}: {told}", GeomapWarning, stacklevel=2)
    return whole


def with_events(atlas: Kept, path: Path | str) -> Kept:
    """An atlas with the events of a user's own file, what is lost of it in `Atlas.losses` alone.

    The file becomes a source, and each of its rows a statement of its event: in the row's own
    words, or where it has none in its cells. So every event leads back to words. A row whose event
    is in the atlas already is skipped.

    Raises
    ------
    InputError
        As for `read_events`.
    """
    source = Path(path)
    events, lost = _read(source, frozenset(atlas.events.index), atlas.settings)
    return replace(joining.joined(atlas, events, source), lost=(*atlas.lost, *lost))


def check_events(path: Path | str) -> None:
    """Whether a file is one of own events at all; its rows are not looked at.

    Raises
    ------
    InputError
        As for `read_events`.
    """
    _, columns, written = rows_of(Path(path))
    _layout(columns, Path(path), written=written)


def _read(
    source: Path, taken: Collection[str], settings: Settings
) -> tuple[gpd.GeoDataFrame, list[Loss]]:
    rows, columns, written = rows_of(source)
    layout, file = _layout(columns, source, written=written), in_utf8(source.name)
    read, named, lost = _collected(rows, layout, taken, file=file)
    if named:
        gazetteer = open_gazetteer(settings, extra=settings.places)
        lost += own_place.doubts(named, gazetteer, file=file)
    return _frame(read), list(alike(lost))


def _layout(names: Collection[str], path: Path, *, written: bool) -> Layout:
    have = set(names)
    acled_alike = have >= set(acled.NEEDED) and have & {"sub_event_type", "actor1", "event_id_cnty"}
    shape = ged if have >= set(ged.NEEDED) else acled if acled_alike else None
    if shape is not None:
        ours = have >= set(OWN_COLUMNS)
        return _written(shape.beside) if ours else Layout(shape.event, shape.DAYS)
    if plain_table.fits(have):
        return Layout(plain_table.event, plain_table.DAYS, written)
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

    return Layout(event, [f"{PREFIX}{name}" for name in plain_table.DAYS], written=True)


def _collected(
    rows: Sequence[Row], layout: Layout, taken: Collection[str], *, file: str
) -> tuple[dict[str, Event], list[own_place.Named], list[Loss]]:
    """Rows as events by their id, those that name where they lie, and what of them is lost."""
    order = day_order((row.cells for row in rows), layout.days)
    read: dict[str, Event] = {}
    known = dict.fromkeys(taken, "in the atlas already")
    lost: list[Loss] = []
    named: list[own_place.Named] = []
    for row in rows:
        cells, whys = _with_days_that_read(row.cells, layout, order)
        try:
            event = _event(row, cells, layout, order)
            key = event["event_id"]
            if key in known:
                raise InputError(f"the event {key} is {known[key]}")
        except InputError as error:
            lost.append(Loss(what=row.what, where=file, parts=(row.where,), why=str(error)))
            continue
        read[key], known[key] = event, f"the same as {row.where}"
        lost += [Loss(what="day", where=file, parts=(row.where,), why=why) for why in whys]
        named += [] if layout.written else _named(row, event)
    return read, named, lost


def _with_days_that_read(cells: Cells, layout: Layout, order: str) -> tuple[Cells, list[str]]:
    """Cells without those of days that cannot be read, and what was expected of each."""
    bare, whys = dict(cells), []
    for name in layout.days:
        if not cells.get(name):
            continue
        try:
            found = read_days(cells[name], order)
            # what geomap wrote may tell of history
            if not layout.written:
                check_year(found)
        except InputError as error:
            bare[name] = ""
            whys.append(f"kept without its day: {error}")
    return bare, whys


def _named(row: Row, event: Event) -> list[own_place.Named]:
    shape = event["geometry"]
    land = values.first(row.cells, *plain_table.COUNTRIES)
    if shape is None or shape.geom_type != "Point" or not (event["place"] or land):
        return []
    return [own_place.Named(row.where, shape, event["place"], land)]


def _event(row: Row, cells: Cells, layout: Layout, order: str) -> Event:
    """The event of a row, from its cells without those of days that cannot be read."""
    if row.why:
        raise InputError(row.why)
    event = {"given": _given(row.cells)} | layout.event(cells, order)
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
    rows = ({k: v for k, v in row.items() if k in TABLE} for row in read.values())
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

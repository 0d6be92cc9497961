"""A user's own events on the same map: ACLED, UCDP GED, GeoJSON and plain tables, read in.

A row that cannot be read is named, with its line, and skipped; the others go on.
"""

import warnings
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from geomap.errors import GeomapWarning, InputError
from geomap.files import acled, ged, joining, own_place, plain_table
from geomap.files.gathering import gathered
from geomap.files.outside import OWN_COLUMNS, PREFIX
from geomap.files.own_rows import rows_of
from geomap.files.own_table import Part, Plan
from geomap.gazetteer import open_gazetteer
from geomap.limits import give_back
from geomap.model import Loss, Tables, alike
from geomap.settings import OFFLINE, Settings
from geomap.writing import in_utf8

Kept = TypeVar("Kept", bound=Tables)
_LAYOUTS = f"""expected one of these sets of columns:
 plain: {plain_table.NEEDED}
 ACLED: {", ".join(acled.NEEDED)}
 UCDP GED: {", ".join(ged.NEEDED)}"""


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
    return _read(Path(path), frozenset(), settings)[:2]


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
    events, lost, voiced = _read(source, frozenset(atlas.events.index), atlas.settings)
    whole = joining.joined(atlas, events, source, voiced=voiced)
    give_back()
    return replace(whole, lost=(*atlas.lost, *lost))


def check_events(path: Path | str) -> None:
    """Whether a file is one of own events at all; its rows are not looked at.

    Raises
    ------
    InputError
        As for `read_events`.
    """
    _, columns, written = rows_of(Path(path))
    _plan(columns, Path(path), written=written)


def _read(
    source: Path, taken: Collection[str], settings: Settings
) -> tuple[gpd.GeoDataFrame, list[Loss], bool]:
    """Events, what is lost, and whether the rows as given may say who speaks."""
    batches, columns, written = rows_of(source)
    plan, file = _plan(columns, source, written=written), in_utf8(source.name)
    found = gathered(plan, batches)
    kept, lost = found.kept(taken, file)
    if not plan.written and (named := found.named(kept)):
        gazetteer = open_gazetteer(settings, extra=settings.places)
        lost += own_place.doubts(named, found.at, gazetteer, file=file)
    voiced = not {"source_original", "given"}.isdisjoint(columns)
    events = found.events(kept)
    give_back()
    return events, list(alike(lost)), voiced


def _plan(names: Collection[str], path: Path, *, written: bool) -> Plan:
    have = set(names)
    acled_alike = have >= set(acled.NEEDED) and have & {"sub_event_type", "actor1", "event_id_cnty"}
    shape = ged if have >= set(ged.NEEDED) else acled if acled_alike else None
    if shape is not None and have >= set(OWN_COLUMNS):
        days = [f"{PREFIX}{name}" for name in plain_table.DAYS]
        return Plan([Part(plain_table.LAYOUT, PREFIX), Part(shape.BESIDE)], days, written=True)
    if shape is not None:
        return Plan([Part(shape.LAYOUT)], shape.DAYS)
    if plain_table.fits(have):
        return Plan([Part(plain_table.LAYOUT)], plain_table.DAYS, written)
    shown = ", ".join(sorted(have))[:300] or "none"
    raise InputError(f"{path}: {_LAYOUTS}\ngot: {shown}")

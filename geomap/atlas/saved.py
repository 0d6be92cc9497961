"""An atlas in one file, and back without loss: a zip of its tables and of what it says of itself.

The same atlas gives the same bytes, and no folder of the user's is in them.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow.lib import ArrowException

from geomap.errors import InputError
from geomap.files import packed, read_parquet
from geomap.limits import MOST_BYTES
from geomap.model import SCHEMAS, Loss, Tables
from geomap.settings import OFFLINE, Settings
from geomap.writing import replacing

VERSION = 1
_MOST_LON = 540.0
DAMAGED = (
    zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError, EOFError,
    RuntimeError, zlib.error, ArrowException,
)  # fmt: skip
"""What reading a file raises that is damaged or was made to be odd."""

_ABOUT, _FORMAT = "geomap.json", "geomap atlas"
_SETTINGS = (
    "max_passage_chars", "max_stretch_chars", "max_report_chars", "min_probability",
    "min_statement_probability", "seed", "country", "near", "outlet_locality", "anonymous_sources",
)  # fmt: skip
"""Settings that hold on every machine; the others name folders and files of this one."""


def save(tables: Tables, path: Path | str) -> Path:
    """Write an atlas to one file.

    Raises
    ------
    InputError
        If the folder does not exist.
    OSError
        If the file cannot be written there.
    """
    target = Path(path)
    about = {
        "format": _FORMAT,
        "version": VERSION,
        **told_settings(tables.settings),
        "lost": [asdict(loss) for loss in tables.lost],
    }
    with replacing(target) as part, zipfile.ZipFile(part, "w") as whole:
        _put(whole, _ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
        for name, frame in tables.frames.items():
            _put(whole, f"{name}.parquet", packed(frame))
    return target


def opened(path: Path | str, settings: Settings = OFFLINE) -> Mapping[str, Any]:
    """What an atlas is made of again: its tables by name, its losses and its settings.

    Parameters
    ----------
    path
        A file that `save` wrote.
    settings
        Where data lies on this machine; what the file says of the reading wins, of its language
        pipelines if one of them is installed.

    Raises
    ------
    InputError
        If the file does not exist, is none of these, or a newer version wrote it.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(f"{source}: expected a file that Atlas.save wrote, found nothing there")
    try:
        with zipfile.ZipFile(source) as whole:
            about = json.loads(_member(whole, _ABOUT))
            _check(about, source)
            made = {"lost": losses_of(about["lost"]), "settings": with_told(settings, about)}
            return made | {
                name: _table(name, _member(whole, f"{name}.parquet")) for name in SCHEMAS
            }
    except DAMAGED as error:
        if isinstance(error, InputError):
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise InputError(f"{source}: expected a file that Atlas.save wrote ({said})") from error


def _member(whole: zipfile.ZipFile, name: str) -> bytes:
    if whole.getinfo(name).file_size > MOST_BYTES:
        raise InputError(f"expected at most {MOST_BYTES:,} bytes in {name}")
    return whole.read(name)


def _table(name: str, data: bytes) -> gpd.GeoDataFrame:
    """One table, whose points lie on Earth and whose ids are there once.

    A column of text that an earlier geomap did not know is empty; those that a user's own events
    bring along stand last, as they were.
    """
    frame = read_parquet(io.BytesIO(data))
    # text that is no UTF-8 would be noticed only by whoever first needs it
    pa.Table.from_pandas(pd.DataFrame(frame.drop(columns="geometry"))).validate(full=True)
    columns = SCHEMAS[name].columns
    new = [one for one, dtype in columns.items() if dtype == "str" and one not in frame]
    own = [one for one in frame if one not in columns]
    frame = frame.assign(**dict.fromkeys(new, "")).reindex(columns=[*columns, *own])
    if frame.index.has_duplicates:
        raise InputError(f"expected each {frame.index.name} once")
    edges = np.abs(frame.total_bounds)
    if (edges > [_MOST_LON, 90, _MOST_LON, 90]).any():
        raise InputError(f"expected longitudes and latitudes, got {frame.total_bounds}")
    return frame


def told_settings(settings: Settings) -> dict[str, Any]:
    """What a file says of the settings that its tables were made with."""
    values = {name: getattr(settings, name) for name in _SETTINGS}
    # of a pipeline of the user's the name without its folder
    model = [PurePath(name).name for name in settings.model]
    return {"settings": values, "model": model, "plain": settings.imported == ()}


def with_told(settings: Settings, about: Mapping[str, Any]) -> Settings:
    """Settings of this machine with those that a file says its tables were made with."""
    kept = dict(about["settings"])
    told = {name: _setting(name, kept[name]) for name in _SETTINGS if name in kept}
    if settings.anonymous_sources:
        told["anonymous_sources"] = True
    # a name with a dot or a slash would load what lies elsewhere
    model = tuple(name for name in about["model"] if name.isidentifier())
    if any(map(find_spec, model)):
        told["model"] = model
    if about.get("plain"):
        told["imported"] = ()
    return replace(settings, **told)


def losses_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Loss, ...]:
    """Losses from their fields, as JSON has them.

    Raises
    ------
    InputError
        If they are no words.
    """
    found = tuple(Loss(**{**loss, "parts": tuple(loss["parts"])}) for loss in kept)
    words = (word for one in found for word in (one.what, one.where, one.why, *one.parts))
    if not all(isinstance(word, str) for word in words):
        raise InputError("expected losses in words")
    return found


def _setting(name: str, value: Any) -> Any:
    """A setting that is of the kind that it should be."""
    if name == "near" and value is not None:
        lon, lat = map(float, value)
        fits, value = abs(lon) <= 180 and abs(lat) <= 90, (lon, lat)
    elif name in {"near", "country"}:
        fits = value is None or isinstance(value, str)
    else:
        kind = type(getattr(OFFLINE, name))
        fits = type(value) is kind or (kind is float and type(value) is int)
    if not fits:
        raise InputError(f"expected another {name} than {str(value)[:40]!r}")
    return value


def _put(whole: zipfile.ZipFile, name: str, data: bytes) -> None:
    # a zip dates its members; this day is the first that it can say
    whole.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def _check(about: Any, source: Path) -> None:
    if not isinstance(about, dict) or about.get("format") != _FORMAT:
        raise InputError(f"{source}: expected a file that Atlas.save wrote, found another zip")
    if not isinstance(about.get("version"), int) or about["version"] > VERSION:
        raise InputError(
            f"{source}: expected version {VERSION} of the format or an earlier one, "
            f"got {about.get('version')}: a newer geomap wrote it"
        )

"""An atlas in one file, and back without loss: a zip of its tables and of what it says of itself.

The same atlas gives the same bytes, and no folder of the user's is in them.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any

from geomap.errors import InputError
from geomap.files import packed, read_parquet
from geomap.model import SCHEMAS, Loss, Tables
from geomap.settings import OFFLINE, Settings
from geomap.writing import replacing

VERSION = 1
_ABOUT, _FORMAT = "geomap.json", "geomap atlas"
_SETTINGS = (
    "max_passage_chars", "max_report_chars", "min_probability", "min_statement_probability", "seed",
    "country", "near", "outlet_locality",
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
            about = json.loads(whole.read(_ABOUT))
            _check(about, source)
            tables = {
                name: read_parquet(io.BytesIO(whole.read(f"{name}.parquet"))) for name in SCHEMAS
            }
            if "language" not in tables["sources"]:  # as before this column was known
                tables["sources"] = tables["sources"].assign(language="")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{source}: expected a file that Atlas.save wrote: {error}") from error
    return {
        **tables,
        "lost": losses_of(about["lost"]),
        "settings": with_told(settings, about),
    }


def told_settings(settings: Settings) -> dict[str, Any]:
    """What a file says of the settings that its tables were made with."""
    values = {name: getattr(settings, name) for name in _SETTINGS}
    # of a pipeline of the user's the name without its folder
    model = [PurePath(name).name for name in settings.model]
    return {"settings": values, "model": model, "plain": settings.imported == ()}


def with_told(settings: Settings, about: Mapping[str, Any]) -> Settings:
    """Settings of this machine with those that a file says its tables were made with."""
    told = {name: about["settings"][name] for name in _SETTINGS if name in about["settings"]}
    if told.get("near") is not None:
        told["near"] = tuple(told["near"])
    if any(map(find_spec, about["model"])):
        told["model"] = tuple(about["model"])
    if about.get("plain"):
        told["imported"] = ()
    return replace(settings, **told)


def losses_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Loss, ...]:
    """Losses from their fields, as JSON has them."""
    return tuple(Loss(**{**loss, "parts": tuple(loss["parts"])}) for loss in kept)


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

"""Imported gazetteers: which there are, and how they are read together with the shipped one.

Each is attached to the shipped file's connection. Three views give the rows of all: `named` and
`sounding` (a key, and the place it leads to), and `placed` (the places). A place of an imported
file whose id the shipped one has is the shipped one's: only its further names count.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geomap.errors import DataError, InputError
from geomap.settings import OFFLINE, Settings

FORMAT = 1
MOST = 9
"""How many imported gazetteers can be read at once; several files may be imported as one."""

_FOUND = (
    "id",
    "name",
    "kind",
    "country",
    "lon_e5",
    "lat_e5",
    "importance_e4",
    "population",
    "alternates",
)
_PLAIN = (*_FOUND, "place_id", "uncertainty_m", "has_area")
_DIVISION = (
    "coalesce((SELECT coalesce(s.name, d.name) FROM {base}.divisions d LEFT JOIN main.places s "
    "ON s.place_id = d.place_id WHERE d.code = p.{column}), p.{column}) AS {column}"
)


def folder(settings: Settings = OFFLINE) -> Path:
    """Where imported gazetteers are kept."""
    return settings.user_dir / "gazetteers"


def paths(settings: Settings = OFFLINE) -> tuple[Path, ...]:
    """Files of the imported gazetteers that these settings read, by name.

    Raises
    ------
    InputError
        If `settings.imported` names a file that is not there, or there are more than nine.
    """
    if settings.imported is None:
        found = sorted(folder(settings).glob("*.sqlite"))
    else:
        found = [Path(path) for path in settings.imported]
        if missing := [str(path) for path in found if not path.is_file()]:
            raise InputError(f"expected imported gazetteers, there is no {', '.join(missing)}")
    if len(found) > MOST:
        raise InputError(
            f"expected at most {MOST} imported gazetteers, there are {len(found)}; remove some, "
            "and import their files as one: geomap gazetteer import AF.zip PK.zip --name region"
        )
    return tuple(found)


def describe(settings: Settings = OFFLINE) -> list[dict[str, Any]]:
    """What each imported gazetteer holds: name, places, names, files, bytes, and its path."""
    return [_described(path) for path in paths(settings)]


def remove(name: str, settings: Settings = OFFLINE) -> Path:
    """Forget an imported gazetteer: delete its file.

    Raises
    ------
    InputError
        If there is none of this name; the message lists those that there are.
    DataError
        If its file cannot be deleted.
    """
    known = {path.stem: path for path in sorted(folder(settings).glob("*.sqlite"))}
    if name not in known:
        listed = ", ".join(known) or "none"
        raise InputError(
            f"expected the name of an imported gazetteer, got {name[:80]!r}; there are: {listed}"
        )
    try:
        known[name].unlink()
    except OSError as error:
        raise DataError(f"cannot remove {known[name]}: {error}") from error
    return known[name]


def _described(path: Path) -> dict[str, Any]:
    with closing(_open(path)) as base:
        info = _info(base, path, "main")
    kept = {key: info[key] for key in ("places", "names", "bad", "files")}
    return {"name": path.stem} | kept | {"bytes": path.stat().st_size, "path": str(path)}


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(_uri(path), uri=True)


def _uri(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def _info(base: sqlite3.Connection, path: Path, schema: str) -> dict[str, Any]:
    try:
        row = base.execute(f"SELECT value FROM {schema}.meta WHERE key = 'info'").fetchone()  # noqa: S608
        found: dict[str, Any] = json.loads(row[0])
        if found["format"] == FORMAT:
            return found
        said = f"its form is {found['format']}, not {FORMAT}"
    except (sqlite3.Error, TypeError, KeyError, ValueError) as error:
        said = str(error)
    raise DataError(
        f"cannot read the imported gazetteer {path}: {said}; import it again, or remove it: "
        f"geomap gazetteer remove {path.stem!r}"
    )


def attach(base: sqlite3.Connection, files: Sequence[Path]) -> dict[Path, int]:
    """Attach imported gazetteers to the shipped one's connection, and set up the views of all.

    Returns how many places each holds.

    Raises
    ------
    DataError
        If a file is no imported gazetteer.
    """
    schemas, found = [], {}
    for number, path in enumerate(files):
        schema = f"own{number}"
        try:
            base.execute(f"ATTACH ? AS {schema}", (_uri(path),))
        except sqlite3.Error as error:
            raise DataError(f"cannot read the imported gazetteer {path}: {error}") from error
        found[path] = int(_info(base, path, schema)["places"])
        base.execute(f"PRAGMA {schema}.mmap_size = 268435456")
        schemas.append(schema)
    for view, arms in {
        "named": [_keyed("names", schema) for schema in ("main", *schemas)],
        "sounding": [_keyed("sounds", schema) for schema in ("main", *schemas)],
        "placed": [_placed("main", ()), *_arms(schemas)],
    }.items():
        base.execute(f"CREATE TEMP VIEW {view} AS {' UNION ALL '.join(arms)}")
    return found


def _keyed(table: str, schema: str) -> str:
    """Keys of a file with what a match is ranked by; a shipped place in place of its namesake."""
    flag = "n.flag" if table == "names" else "0 AS flag"
    joined = f"{schema}.{table} n CROSS JOIN {schema}.places p ON p.id = n.place"
    if schema == "main":
        columns = ", ".join(f"p.{name} AS {name}" for name in _FOUND)
        return f"SELECT n.key AS key, {flag}, {columns} FROM {joined}"  # noqa: S608
    columns = ", ".join(f"coalesce(s.{name}, p.{name}) AS {name}" for name in _FOUND)
    return (
        f"SELECT n.key AS key, {flag}, {columns} FROM {joined} "  # noqa: S608
        "LEFT JOIN main.places s ON s.place_id = p.place_id"
    )


def _arms(schemas: Sequence[str]) -> Iterator[str]:
    """Places of each imported file that neither the shipped one nor an earlier one has."""
    for number, schema in enumerate(schemas):
        yield _placed(schema, ("main", *schemas[:number]))


def _placed(schema: str, before: Sequence[str]) -> str:
    columns = [f"p.{name} AS {name}" for name in _PLAIN]
    for name in ("source", "accuracy"):
        columns.append(f"(SELECT text FROM {schema}.texts t WHERE t.id = p.{name}) AS {name}")  # noqa: S608
    for name in ("admin1", "admin2"):
        own = f"p.{name} AS {name}"
        columns.append(own if schema == "main" else _DIVISION.format(base=schema, column=name))
    unseen = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {one}.places q WHERE q.place_id = p.place_id)"  # noqa: S608
        for one in before
    )
    return f"SELECT {', '.join(columns)} FROM {schema}.places p WHERE {unseen or '1'}"  # noqa: S608

"""A user's many own places as one SQLite file in the cache folder, which all processes share.

It is made once for what the user's files hold, by this code, and made again where it is damaged or
they have changed. Few places are read into memory instead: that is faster than a file.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import fields
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from geomap.errors import DataError
from geomap.gazetteer.store import connect, made_once
from geomap.gazetteer.user import OwnPlaces, UserPlaces, bytes_of, keys_of, places_in
from geomap.model import Place
from geomap.settings import Settings
from geomap.writing import locked

FEW_BYTES = 1 << 19
"""Files of fewer bytes together, some thousands of places, are read into memory."""
_PATIENCE_S = 1_800
_KEPT_NAMES = 10_000
_BETWEEN = "|"
"""What parts alternates in the user's files, so that none can hold it."""
# no row of a user's has an area
_COLUMNS = tuple(field.name for field in fields(Place) if field.name != "has_area")
_KINDS = {"population": "INTEGER", "lon": "REAL", "lat": "REAL", "uncertainty_m": "REAL"}
_PLACES = ", ".join(f"{name} {_KINDS.get(name, 'TEXT')}" for name in _COLUMNS)
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE places (number INTEGER PRIMARY KEY, {_PLACES}, UNIQUE (place_id));
CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TEMP TABLE unsorted (key TEXT, place INTEGER);
BEGIN;
"""
# a later row of an id takes the place of an earlier one
_ADD = (
    f"INSERT INTO places ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608
    "ON CONFLICT (place_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
)
_READ = f"SELECT {', '.join(f'p.{name}' for name in _COLUMNS)} FROM places p "  # noqa: S608


def opened(paths: Iterable[str | Path], settings: Settings) -> OwnPlaces:
    """The places of a user's CSV files: in memory where they are few, else from a shared file.

    Raises
    ------
    InputError
        As for `UserPlaces.read`.
    DataError
        If the file in `settings.cache_dir` cannot be written or read.
    """
    files = [Path(path) for path in paths]
    if sum(map(_size, files)) < FEW_BYTES:
        return UserPlaces.read(files)
    return SharedPlaces(_kept({path: bytes_of(path) for path in files}, settings.cache_dir))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it says what is wrong
        return 0


class SharedPlaces(OwnPlaces):
    """Places of a user's files, looked up in the file that `opened` made of them."""

    def __init__(self, path: Path) -> None:
        self._base = connect(path)
        self._known = lru_cache(_KEPT_NAMES)(self._named)

    def named(self, key: str) -> Sequence[Place]:
        """The places that have this folded name, in the order of the files."""
        return self._known(key)

    def _named(self, key: str) -> Sequence[Place]:
        return self._found(
            "JOIN names n ON n.place = p.number WHERE n.key = ? ORDER BY number", key
        )

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        return next(iter(self._found("WHERE p.place_id = ?", place_id)), None)

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM places").fetchone()[0])

    def _found(self, where: str, asked: str) -> Sequence[Place]:
        try:
            return [_place(row) for row in self._base.execute(_READ + where, (asked,))]
        except UnicodeEncodeError:  # half a surrogate pair, which no file has
            return ()


def _kept(files: Mapping[Path, bytes], folder: Path) -> Path:
    """The file made of these files, making it first where that was not yet done."""
    who, what = sha256(), sha256(_code())
    for path, data in files.items():
        who.update(str(path.resolve()).encode("utf-8", "surrogateescape"))
        what.update(sha256(path.name.encode("utf-8", "surrogateescape")).digest())
        what.update(sha256(data).digest())
    stem = f"places-{who.hexdigest()[:12]}-"
    target = folder / f"{stem}{what.hexdigest()[:16]}.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # the others wait: each making a file of its own would cost each as much
        with locked(folder / f"{stem}lock", patience_s=_PATIENCE_S):
            made = made_once(target, lambda part: _write(part, files), again="made again")
    except (OSError, sqlite3.Error) as error:
        raise DataError(
            f"cannot keep the places of {', '.join(map(str, files))}: {error}"
        ) from error
    for old in folder.glob(f"{stem}*") if made else ():
        if not old.name.startswith(target.stem):
            with suppress(OSError):  # on Windows another process may have it open
                old.unlink()
    return target


@cache
def _code() -> bytes:
    """What a name's keys and a row's place depend on beside the files."""
    room = sorted(Path(__file__).parent.glob("*.py"))
    return b"".join([unicodedata.unidata_version.encode(), *(path.read_bytes() for path in room)])


def _write(part: Path, files: Mapping[Path, bytes]) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as base:
        base.executescript(_SCHEMA)
        for path, data in files.items():
            base.executemany(_ADD, map(_values, places_in(path, data)))
        rows = base.execute("SELECT number, name, alternates FROM places")
        base.executemany("INSERT INTO unsorted VALUES (?, ?)", _keyed(rows))
        base.execute("INSERT INTO names SELECT * FROM unsorted ORDER BY 1, 2")
        base.execute("COMMIT")


def _keyed(rows: Iterable[tuple[int, str, str]]) -> Iterator[tuple[str, int]]:
    for number, name, alternates in rows:
        for key in keys_of(name, *alternates.split(_BETWEEN)):
            yield key, number


def _values(place: Place) -> tuple[Any, ...]:
    known = [getattr(place, name) for name in _COLUMNS]
    known[_COLUMNS.index("alternates")] = _BETWEEN.join(place.alternates)
    return tuple(known)


def _place(row: Sequence[Any]) -> Place:
    known = dict(zip(_COLUMNS, row, strict=True))
    alternates = tuple(filter(None, known.pop("alternates").split(_BETWEEN)))
    return Place(**known, alternates=alternates)

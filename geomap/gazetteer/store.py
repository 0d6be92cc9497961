"""The gazetteer's file: unpacked once into the cache folder, checked, then opened read-only."""

import hashlib
import json
import lzma
import math
import sqlite3
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from geomap.errors import DataError, GeomapWarning, InputError
from geomap.settings import Settings
from geomap.writing import replacing

PACKED = "gazetteer.sqlite.xz"
DESCRIPTION = "gazetteer.json"
CELL = "((lat_e5 + 9000000) / 100000 * 360 + (lon_e5 + 18000000) / 100000)"
INDEXES = f"""
BEGIN;
CREATE UNIQUE INDEX places_by_id ON places (place_id);
CREATE INDEX places_by_cell ON places ({CELL});
CREATE INDEX areas_by_level ON areas (level, west, south, east, north);
ANALYZE;
COMMIT;
"""
_CHUNK = 1 << 20


def description(settings: Settings) -> dict[str, Any]:
    """What the shipped file is said to hold, with its unpacked size and SHA-256."""
    path = settings.data_dir / DESCRIPTION
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"expected the gazetteer's description at {path}: {error}") from error
    return found


def unpacked(settings: Settings) -> Path:
    """Path of the unpacked gazetteer, unpacking it first where that was not yet done.

    Safe when several processes do it at once: each writes a file of its own, checks its size and
    SHA-256, and moves it into place in one step.

    Raises
    ------
    DataError
        If the shipped file is missing or damaged, or `settings.cache_dir` cannot be written.
    """
    wanted = description(settings)
    path = settings.cache_dir / f"gazetteer-{wanted['sha256'][:16]}.sqlite"
    packed = settings.data_dir / PACKED

    def write(part: Path) -> None:
        if not packed.is_file():
            raise DataError(f"expected the packed gazetteer at {packed}")
        with part.open("wb") as target:
            digest = _unpack(packed, target)
        if digest != wanted["sha256"]:
            raise DataError(f"{packed} is damaged: SHA-256 {digest}, expected {wanted['sha256']}")
        _add_indexes(part)

    try:
        made_once(path, write, again="unpacked again")
    except (lzma.LZMAError, EOFError) as error:
        raise DataError(f"{packed} is damaged: {error}") from error
    except (OSError, InputError) as error:
        raise DataError(
            f"settings.cache_dir {settings.cache_dir} must be a folder that can be written, "
            f"with {wanted['bytes'] / 1e6:.0f} MB free: {error}"
        ) from error
    return path


def made_once(path: Path, write: Callable[[Path], None], *, again: str) -> bool:
    """Make a file of the cache folder, unless it is there and as it was made; whether it was made.

    Parameters
    ----------
    path
        The file.
    write
        Writes it to the path that it is given; what is there at the end moves into place at once.
    again
        What to say is done to a file that is damaged.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    if _whole(path):
        return False
    if path.exists() and _voucher(path).exists():
        warnings.warn(f"{path} is damaged; it is {again}", GeomapWarning, stacklevel=3)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        write(part)
    _vouch(path, _sha256(path))
    return True


def _whole(path: Path) -> bool:
    """Whether the unpacked file is as it was made: its bytes are read only where it was touched."""
    try:
        made = json.loads(_voucher(path).read_bytes())
        now = path.stat()
        if [now.st_size, now.st_mtime_ns] == [made["bytes"], made["changed_ns"]]:
            return True
        if now.st_size != made["bytes"] or _sha256(path) != made["sha256"]:
            return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    _vouch(path, made["sha256"])
    return True


def _vouch(path: Path, sha256: str) -> None:
    """Write beside the unpacked file what it is, so that damage is seen."""
    now = path.stat()
    made = {"bytes": now.st_size, "changed_ns": now.st_mtime_ns, "sha256": sha256}
    with suppress(OSError), replacing(_voucher(path)) as part:
        part.write_text(json.dumps(made), encoding="utf-8")


def _voucher(path: Path) -> Path:
    return path.with_suffix(".json")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(packed: Path, target: Any) -> str:
    digest = hashlib.sha256()
    with lzma.open(packed) as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _add_indexes(path: Path) -> None:
    """Add the indexes that the shipped file leaves out to stay small."""
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(INDEXES)
    finally:
        base.close()


def connect(path: Path) -> sqlite3.Connection:
    """Read-only connection that may be used from several threads."""
    try:
        base = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        base.execute("PRAGMA mmap_size = 268435456")
        base.execute("SELECT 1 FROM places LIMIT 1")
    except sqlite3.Error as error:
        raise DataError(f"cannot read the gazetteer at {path}: {error}") from error
    return base


def checked(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """West, south, east and north within the world.

    Raises
    ------
    InputError
        If one is no number, or west lies east of east or south north of north.
    """
    west, south, east, north = (float(value) for value in bounds)
    if not all(math.isfinite(v) for v in (west, south, east, north)) or (
        west > east or south > north
    ):
        raise InputError(f"expected bounds west <= east and south <= north, got {bounds}")
    return max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)


def cell_ranges(west: float, south: float, east: float, north: float) -> Iterable[tuple[int, int]]:
    """Ranges of one-degree cells, one for each row of latitude; all in one if it is the world."""
    first, last = math.floor(west + 180), math.floor(east + 180)
    rows = range(math.floor(south + 90), math.floor(north + 90) + 1)
    if last - first >= 180:
        return [(rows.start * 360, rows.stop * 360 + 360)]
    return [(row * 360 + first, row * 360 + last) for row in rows]

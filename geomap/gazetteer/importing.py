"""Build a gazetteer of the user's own from GeoNames dumps or CSV files, of any length.

The file has the tables of the shipped one, so that the same matcher reads both. It is written
beside its place and moved there in one step: an import that breaks off leaves nothing behind.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from geomap.errors import DataError, InputError
from geomap.gazetteer.dump import Tally, read, size
from geomap.gazetteer.imported import FORMAT, folder
from geomap.gazetteer.names import fold, sound
from geomap.gazetteer.rows import CODE, OFFICIAL, PRIMARY, SCHEMA, Row, importance
from geomap.gazetteer.store import CELL, unpacked
from geomap.settings import OFFLINE, Settings
from geomap.writing import replacing

_ROOM = """
PRAGMA main.journal_mode = OFF;
PRAGMA main.synchronous = OFF;
PRAGMA main.cache_size = -100000;
PRAGMA threads = 2;
CREATE TABLE divisions (code TEXT PRIMARY KEY, name TEXT, place_id TEXT) WITHOUT ROWID;
PRAGMA raw.journal_mode = OFF;
PRAGMA raw.synchronous = OFF;
CREATE TABLE raw.names (key TEXT, place INTEGER, flag INTEGER);
CREATE TABLE raw.sounds (key TEXT, place INTEGER);
"""
_STAGES = (
    ("sorting the names", "INSERT OR IGNORE INTO main.names SELECT * FROM raw.names ORDER BY 1, 2"),
    ("sorting the sounds", "INSERT OR IGNORE INTO main.sounds SELECT * FROM raw.sounds ORDER BY 1"),
    ("indexing the ids", "CREATE UNIQUE INDEX places_by_id ON places (place_id)"),
    ("indexing the points", f"CREATE INDEX places_by_cell ON places ({CELL})"),
    ("measuring the indexes", "ANALYZE main"),
)
_BATCH = 10_000
_PLACES = f"INSERT OR IGNORE INTO places VALUES ({','.join('?' * 16)})"  # noqa: S608
_NAME = re.compile(r"[\w-][\w .-]{0,63}")

Told = Callable[[str, float], None]
"""Called with the stage of an import and the share of it that is done, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Import:
    """What an import wrote: the file, its places and names, and the rows that were no places.

    `refused` names the first few rows that were passed over, `bad` is how many there were;
    `repeated` counts rows whose id an earlier row had.
    """

    name: str
    path: Path
    places: int
    names: int
    bad: int
    repeated: int
    refused: tuple[str, ...]


def import_places(
    paths: Sequence[str | Path],
    *,
    name: str = "",
    countries: Collection[str] = (),
    settings: Settings = OFFLINE,
    told: Told | None = None,
) -> Import:
    """Build one gazetteer from files, to be looked names up in beside the shipped one.

    Parameters
    ----------
    paths
        GeoNames dumps (allCountries.txt, CC.txt, CC.zip: 19 columns with tabs between), GeoNames'
        lists of postal codes (12 columns), or CSV files with columns name, lon, lat and the
        optional ones of `Settings.places`.
    name
        What to call it; the first file's name without its ending where it is left out. An
        imported gazetteer of that name is replaced.
    countries
        ISO 3166-1 alpha-2 codes: only rows of these countries; of all where it is left out.
    settings
        Its `user_dir` keeps the file; `data_dir` and `cache_dir` give the shipped gazetteer.
    told
        Is told how far the import is.

    Raises
    ------
    InputError
        If a file cannot be read or holds no place, or the name cannot be a file's.
    DataError
        If the file cannot be written.
    """
    if not paths:
        raise InputError("expected a file of places to import, got none")
    files = [Path(path) for path in paths]
    called = name or files[0].stem
    if not _NAME.fullmatch(called):
        raise InputError(
            f"expected a name of letters, digits, blanks, dots and dashes, got {called[:80]!r}"
        )
    target = folder(settings) / f"{called}.sqlite"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        writer = _Writer(
            other_script=_sounded(settings), told=told or _silent, countries=frozenset(countries)
        )
        with replacing(target) as part:
            done = writer.write(part, files, name=called)
    except (OSError, sqlite3.Error) as error:
        raise DataError(f"cannot write the gazetteer {target}: {error}") from error
    return Import(name=called, path=target, **done)


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""


def _sounded(settings: Settings) -> frozenset[str]:
    """Countries whose names are kept by their sound: those where the shipped file does so."""
    query = "SELECT DISTINCT p.country FROM sounds s JOIN places p ON p.id = s.place"
    with closing(sqlite3.connect(unpacked(settings))) as base:
        return frozenset(country for (country,) in base.execute(query))


@dataclass(kw_only=True)
class _Writer:
    """Writes the rows of files into a new gazetteer."""

    other_script: frozenset[str]
    told: Told
    countries: frozenset[str] = frozenset()
    texts: dict[str, int] = field(default_factory=dict)
    divisions: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def write(self, path: Path, files: Sequence[Path], *, name: str) -> dict[str, Any]:
        """Fill a file that is not there yet; return what is in it."""
        tally = Tally()
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            # the keys wait to be sorted beside the file, as they may be gigabytes
            base.execute("ATTACH ? AS raw", (str(path.with_suffix(".keys")),))
            base.executescript(SCHEMA + _ROOM)
            base.execute("BEGIN")
            rows = self._rows(files, tally)
            while some := list(islice(rows, _BATCH)):
                self._insert(base, some)
            divisions = ((code, *named) for code, named in self.divisions.items())
            base.executemany("INSERT INTO divisions VALUES (?, ?, ?)", divisions)
            base.executemany(
                "INSERT INTO texts VALUES (?, ?)", [(n, text) for text, n in self.texts.items()]
            )
            for number, (stage, statement) in enumerate(_STAGES):
                self.told(stage, number / len(_STAGES))
                base.execute(statement)
            places, names = (
                base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for table in ("places", "names")
            )
            done = {
                "places": places,
                "names": names,
                "bad": tally.bad,
                "repeated": tally.good - tally.elsewhere - places,
                "refused": tuple(tally.named),
            }
            info = done | {
                "format": FORMAT,
                "name": name,
                "files": [file.name for file in files],
                "kinds": dict(sorted(self.kinds.items())),
            }
            base.execute("INSERT INTO meta VALUES ('info', ?)", (json.dumps(info),))
            base.execute("COMMIT")
        return done

    def _rows(self, files: Sequence[Path], tally: Tally) -> Iterator[Row]:
        total = max(1, sum(size(file) for file in files))

        def told() -> None:
            if tally.lines % _BATCH == 0:
                self.told("reading the rows", min(1.0, tally.bytes_read / total))

        for file in files:
            for row in read(file, tally, told=told):
                if not self.countries or row.country in self.countries:
                    yield row
                else:
                    tally.elsewhere += 1
        if self.countries and tally.good == tally.elsewhere:
            asked = ", ".join(sorted(self.countries))
            raise InputError(f"expected places of {asked}, the files hold those of other countries")

    def _insert(self, base: sqlite3.Connection, rows: Iterable[Row]) -> None:
        places, names, sounds = [], [], []
        for row in rows:
            self.kinds[row.kind] += 1
            self._divide(row)
            places.append(self._values(row))
            names += [(key, row.number, flag) for key, flag in _keys(row).items()]
            if row.country in self.other_script:
                sounds += [(key, row.number) for key in _sounds(row)]
        base.executemany(_PLACES, places)
        base.executemany("INSERT INTO raw.names VALUES (?, ?, ?)", names)
        base.executemany("INSERT INTO raw.sounds VALUES (?, ?)", sounds)

    def _divide(self, row: Row) -> None:
        """Remember what the codes of divisions stand for; of one without a row, nothing."""
        for code in (row.admin1, row.admin2):
            if code.startswith(f"{row.country}."):
                self.divisions.setdefault(code, ("", ""))
        if row.division:
            self.divisions[row.division] = (row.name, row.place_id)

    def _values(self, row: Row) -> tuple[Any, ...]:
        source, accuracy = (
            self.texts.setdefault(text, len(self.texts) + 1) for text in (row.source, row.accuracy)
        )
        prior = importance(row.population, len(row.names), row.rank)
        return (
            row.number, row.place_id, row.name, row.kind, row.country, row.admin1, row.admin2,
            row.population, round(row.lon * 1e5), round(row.lat * 1e5), round(row.uncertainty_m),
            source, accuracy, round(prior * 1e4), 0, "\n".join(_spellings(row)),
        )  # fmt: skip


def _spellings(row: Row) -> list[str]:
    """Further names, one spelling for each key."""
    kept = {fold(row.name): row.name}
    for name, flag in row.names.items():
        if flag != CODE:
            kept.setdefault(fold(name), name)
    return sorted(list(kept.values())[1:])


def _keys(row: Row) -> dict[str, int]:
    """Keys under which a place is found, each with the best flag of the names that share it."""
    found = {fold(row.name): PRIMARY}
    for name, flag in row.names.items():
        key = fold(name)
        if len(key) > 1 or flag == OFFICIAL:
            found[key] = min(flag, found.get(key, flag))
    found.pop("", None)
    return found


def _sounds(row: Row) -> set[str]:
    names = (name for name, flag in row.names.items() if flag != CODE)
    return {sound(name) for name in names if fold(name).isascii()} - {""}

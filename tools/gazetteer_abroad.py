"""Write data/languages/divisions.csv: what other languages call divisions that they would not find.

python tools/gazetteer_abroad.py

The subdivisions of the Unicode CLDR are XML, a file a language, in a package of Debian's. A name is
left out where the gazetteer knows it, and in Latin letters where it has several words or any place
at all bears it, so that no English report reads otherwise.
"""

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from ground_sources import Package

from geomap.gazetteer import EmbeddedGazetteer, apart_km, fold, open_gazetteer
from geomap.gazetteer.names import ABROAD, is_foreign
from geomap.lexicon import words
from geomap.model import Place
from geomap.tongue import Tongue, divisions, plain, tongues

CLDR = Package(
    "apt", "unicode-cldr-core", "41-0.1", "unicode-cldr-core_41-0.1_all.deb",
    "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
)  # fmt: skip
TARGET = Path(__file__).parents[1] / "data" / "languages" / "divisions.csv"
WRITTEN = frozenset({"exact", "folded", "alias", "type-stripped"})
LEAST_CHARS, SEAT_KM = 3, 120.0
DIVISIONS = frozenset({"province", "region", "district"})
NOTES = re.compile(r"\(.*?\)|\[.*?\]|[²³¹]")


def main() -> None:
    """Write the table."""
    folder = CLDR.unpacked([".xml"], inside="subdivisions")
    for name in divisions():  # what the table says today is no reason to leave a name out
        ABROAD.pop(name, None)
    gazetteer = open_gazetteer()
    places = _divisions(_names(folder, "en"), gazetteer)
    rows = {
        row
        for tongue in tongues().values()
        for code, name in _names(folder, tongue.code).items()
        if code in places
        for row in _rows(name, places[code], tongue, gazetteer)
    }
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "key", "country"))
        writer.writerows(sorted(rows))
    print(f"{len(rows)} names")


def _names(folder: Path, code: str) -> dict[str, str]:
    found = ET.parse(folder / f"{code}.xml").iter("subdivision")
    return {one.get("type", ""): one.text or "" for one in found if not one.get("alt")}


def _divisions(english: dict[str, str], gazetteer: EmbeddedGazetteer) -> dict[str, Place]:
    """First-order divisions of the gazetteer by the code of the CLDR, found by their English."""
    found: dict[str, Place] = {}
    for code, name in english.items():
        for one in gazetteer.lookup(name, country=code[:2].upper(), limit=6):
            if one.place.kind == "A.ADM1" and one.match in WRITTEN:
                found.setdefault(code, one.place)
    return found


def _rows(
    name: str, place: Place, tongue: Tongue, gazetteer: EmbeddedGazetteer
) -> Iterator[tuple[str, str, str]]:
    bare = _without_type(NOTES.sub("", name), tongue)
    folded, key = fold(bare), fold(place.name)
    directions = words("space.main_adjectives")
    if len(folded) < LEAST_CHARS or folded == key or directions.issuperset(key.split()):
        return
    if not is_foreign(folded) and (" " in bare or gazetteer.lookup(bare, limit=1)):
        return
    found = gazetteer.lookup(bare, country=place.country, limit=6)
    if not any(one.match in WRITTEN and _is_it(one.place, place) for one in found):
        yield folded, key, place.country


def _is_it(one: Place, other: Place) -> bool:
    near = max(SEAT_KM, other.uncertainty_m / 1_000)
    return one.place_id == other.place_id or apart_km(one, other) < near


def _without_type(name: str, tongue: Tongue) -> str:
    """A name without the word for a division before or after it."""
    held = [word for word, kind in tongue.table("types").items() if kind in DIVISIONS]
    types = rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(held, key=len, reverse=True)))})(?!\w)"
    link = tongue.any_of("lead", "elisions")
    for pattern in (rf"^(?:{types}(?:[\s'-]*{link})*[\s'-]*)+", rf"(?:[\s-]*{types})+$"):
        match = re.search(pattern, plain(name))
        if match is not None and match.end() - match.start() < len(name):
            name = name[: match.start()] + name[match.end() :]
    return name.strip()


if __name__ == "__main__":
    main()

"""A user's own places, from CSV files; they win over the shipped ones."""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomap.errors import CoordinateError, InputError
from geomap.gazetteer.names import fold
from geomap.model import Candidate, Place

NEEDED = ("name", "lon", "lat")
_DEFAULT_UNCERTAINTY_M = 2_000.0


@dataclass(frozen=True)
class UserPlaces:
    """Places of the user's files by folded name and by id."""

    by_key: dict[str, list[Place]] = field(default_factory=dict)
    by_id: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, paths: Iterable[str | Path]) -> "UserPlaces":
        """Read CSV files with columns name, lon, lat and any of the optional ones.

        Optional columns: id, kind, country, alternates (separated by "|"), population,
        uncertainty_m, source, accuracy. Later files win over earlier ones for the same id.

        Raises
        ------
        InputError
            If a file cannot be read or a row is not a place; the message names file and line.
        """
        found = cls()
        for path in paths:
            for place in _places(Path(path)):
                found.by_id[place.place_id] = place
        for place in found.by_id.values():
            for key in {fold(name) for name in (place.name, *place.alternates)} - {""}:
                found.by_key.setdefault(key, []).append(place)
        return found

    def __len__(self) -> int:
        return len(self.by_id)

    def lookup(self, name: str, *, country: str | None) -> list[Candidate]:
        """The user's places of this name, each with score 1."""
        key = fold(name)
        return [
            Candidate(place=place, matched=name, match=_match(place, name, key), score=1.0)
            for place in self.by_key.get(key, [])
            if country is None or place.country == country
        ]

    def place(self, place_id: str) -> Place | None:
        """The user's place with this id, or None."""
        return self.by_id.get(place_id)

    def contains(self, folded: str) -> bool:
        """Whether one of the user's places has this folded name."""
        return folded in self.by_key


def _match(place: Place, name: str, key: str) -> str:
    if place.name == name:
        return "exact"
    return "folded" if fold(place.name) == key else "alias"


def _places(path: Path) -> Iterator[Place]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot read the places in {path}: {error}") from error
    for line, row in enumerate(rows, start=2):
        if missing := [column for column in NEEDED if not (row.get(column) or "").strip()]:
            raise InputError(f"{path}, line {line}: expected a value for {', '.join(missing)}")
        try:
            yield place_of_row(
                row,
                place_id=f"user:{path.stem}:{line}",
                uncertainty_m=_DEFAULT_UNCERTAINTY_M,
                source=f"user's file {path.name}",
            )
        except (ValueError, CoordinateError) as error:
            raise InputError(f"{path}, line {line}: {error}") from error


def place_of_row(row: dict[str, Any], *, place_id: str, uncertainty_m: float, source: str) -> Place:
    """The place of a row of a user's file; the rest stands in for what the row leaves out."""
    text = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
    uncertainty_m = float(text.get("uncertainty_m") or uncertainty_m)
    if not math.isfinite(uncertainty_m) or uncertainty_m < 0:
        raise InputError(f"expected uncertainty_m of 0 or more, got {uncertainty_m}")
    return Place(
        place_id=text.get("id") or place_id,
        name=text["name"],
        kind=text.get("kind") or "P.PPL",
        lon=float(text["lon"]),
        lat=float(text["lat"]),
        country=text.get("country", "").upper(),
        admin1=text.get("admin1", ""),
        admin2=text.get("admin2", ""),
        population=int(float(text.get("population") or 0)),
        uncertainty_m=uncertainty_m,
        alternates=tuple(n.strip() for n in text.get("alternates", "").split("|") if n.strip()),
        source=text.get("source") or source,
        accuracy=text.get("accuracy", ""),
    )

"""A user's own places, from CSV files; they win over the shipped ones."""

import csv
import io
import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomap.errors import CoordinateError, InputError
from geomap.gazetteer.names import fold
from geomap.limits import contents
from geomap.model import Candidate, Place

NEEDED = ("name", "lon", "lat")
# columns that are taken as they stand, and the fields of `Place` that they fill
_TEXTS = {"id": "place_id"} | {
    column: column for column in ("name", "kind", "admin1", "admin2", "source", "accuracy")
}
_DEFAULT_UNCERTAINTY_M = 2_000.0
_MOST_PEOPLE = 1e11


class OwnPlaces(ABC):
    """Places of the user's files by folded name and by id."""

    @abstractmethod
    def named(self, key: str) -> Sequence[Place]:
        """The places that have this folded name, in the order of the files."""

    @abstractmethod
    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""

    @abstractmethod
    def __len__(self) -> int:
        """How many places there are."""

    def lookup(self, name: str, *, country: str | None) -> list[Candidate]:
        """The user's places of this name, each with score 1."""
        key = fold(name)
        return [
            Candidate(place=place, matched=name, match=_match(place, name, key), score=1.0)
            for place in self.named(key)
            if country is None or place.country == country
        ]


@dataclass(frozen=True)
class UserPlaces(OwnPlaces):
    """Places of the user's files in memory."""

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
        for path in map(Path, paths):
            for place in places_in(path, bytes_of(path)):
                found.by_id[place.place_id] = place
        for place in found.by_id.values():
            for key in keys_of(place.name, *place.alternates):
                found.by_key.setdefault(key, []).append(place)
        return found

    def named(self, key: str) -> Sequence[Place]:
        """The places that have this folded name, in the order of the files."""
        return self.by_key.get(key, ())

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        return self.by_id.get(place_id)

    def __len__(self) -> int:
        return len(self.by_id)


def keys_of(*names: str) -> set[str]:
    """The keys under which a place of these names is found."""
    return {fold(name) for name in names} - {""}


def _match(place: Place, name: str, key: str) -> str:
    if place.name == name:
        return "exact"
    return "folded" if fold(place.name) == key else "alias"


def bytes_of(path: Path) -> bytes:
    """What a user's file holds.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    try:
        return contents(path)
    except (OSError, InputError) as error:
        raise InputError(f"cannot read the places in {path}: {error}") from error


def places_in(path: Path, data: bytes) -> Iterator[Place]:
    """The places of a user's file that holds these bytes, one after the other.

    Raises
    ------
    InputError
        If a row is not a place; the message names file and line.
    """
    for line, row in _rows(path, data):
        text = {key: value.strip() for key, value in row.items() if isinstance(value, str)}
        if missing := [column for column in NEEDED if not text.get(column)]:
            raise InputError(f"{path}, line {line}: expected a value for {', '.join(missing)}")
        try:
            yield place_of_row(
                text,
                place_id=f"user:{path.stem}:{line}",
                uncertainty_m=_DEFAULT_UNCERTAINTY_M,
                source=f"user's file {path.name}",
            )
        except (ValueError, CoordinateError) as error:
            raise InputError(f"{path}, line {line}: {error}") from error


def _rows(path: Path, data: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
    try:
        yield from enumerate(csv.DictReader(text), start=2)
    except (ValueError, csv.Error) as error:
        raise InputError(f"cannot read the places in {path}: {error}") from error


def place_of_row(row: Mapping[str, str], **defaults: Any) -> Place:
    """The place that a row of a user's file describes.

    Parameters
    ----------
    row
        Texts by column: id, name, kind, lon, lat, country, admin1, admin2, population,
        uncertainty_m, alternates (separated by "|"), source, accuracy; "" and none are the same.
    defaults
        Fields of `Place` that the row may leave out.

    Raises
    ------
    ValueError
        If a number is none, or `uncertainty_m` or `population` is below 0 or without end.
    CoordinateError
        If the point is none.
    """
    given = {key: value for key, value in row.items() if value}
    uncertainty_m = float(given.get("uncertainty_m", defaults["uncertainty_m"]))
    if not math.isfinite(uncertainty_m) or uncertainty_m < 0:
        raise InputError(f"expected uncertainty_m of 0 or more, got {uncertainty_m}")
    names = (name.strip() for name in given.get("alternates", "").split("|"))
    texts: dict[str, Any] = {
        field: given[column] for column, field in _TEXTS.items() if column in given
    }
    texts["uncertainty_m"] = uncertainty_m
    population = float(given.get("population", 0))
    if not 0 <= population < _MOST_PEOPLE:
        raise InputError(f"expected a population of 0 or more, got {population}")
    return Place(
        **{"kind": "P.PPL"} | defaults | texts,
        lon=float(given["lon"]),
        lat=float(given["lat"]),
        country=given.get("country", "").upper(),
        population=int(population),
        alternates=tuple(filter(None, names)),
    )

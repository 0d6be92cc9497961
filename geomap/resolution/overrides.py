"""A user's own decisions, which win over every other: a name or a mention, and its place."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geomap.errors import CoordinateError, InputError
from geomap.gazetteer import EmbeddedGazetteer, fold, place_of_row
from geomap.limits import contents
from geomap.model import Mention, Place

_MOST_BYTES = 64_000_000
_KNOWN = (
    "name",
    "report_id",
    "start",
    "place_id",
    "lon",
    "lat",
    "kind",
    "country",
    "uncertainty_m",
)
_UNCERTAINTY_M = 1_000
_MOST_DIGITS = 16
_NOTHING = (None, "", "~", "null")  # what is not there, as CSV and YAML write it


@dataclass(frozen=True)
class Overrides:
    """Decisions by report id and start, by report id and folded name, or by "" and the name.

    Each is a place or the id of one, and where the user wrote so.
    """

    decisions: Mapping[tuple[str, int | str], tuple[Place | str, str]] = field(default_factory=dict)

    @property
    def place_ids(self) -> set[str]:
        """Ids of places that the user wrote."""
        return {chosen for chosen, _ in self.decisions.values() if isinstance(chosen, str)}

    def decide(self, mention: Mention, gazetteer: EmbeddedGazetteer) -> tuple[Place, str] | None:
        """The place that the user chose for a mention and where it is written, or None.

        Raises
        ------
        InputError
            If the chosen id is in no gazetteer.
        """
        key, report = fold(mention.text[:200]), mention.report_id
        for asked in ((report, mention.start), (report, key), ("", key)):
            if asked in self.decisions:
                chosen, where = self.decisions[asked]
                place = gazetteer.place(chosen) if isinstance(chosen, str) else chosen
                if place is None:
                    raise InputError(f"{where}: no place has the id {chosen!r}")
                return place, where
        return None


def read_overrides(path: Path | str) -> Overrides:
    """Read decisions from a CSV or YAML file.

    CSV needs the columns `name` (or `report_id` and `start`) and `place_id` (or `lon` and `lat`).
    YAML is a mapping from a name to an id, to `[lon, lat]` or to a mapping of those columns, or a
    list of such mappings.

    Raises
    ------
    InputError
        If the file cannot be read or a row names no mention or no place; with file and line.
    """
    path = Path(path)
    try:
        read = _csv if path.suffix.lower() == ".csv" else _yaml
        rows = [(where, _cells(where, row)) for where, row in read(path)]
    except (OSError, ValueError, OverflowError, csv.Error, yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path}: expected overrides as CSV or YAML: {error}") from error
    return Overrides({_key(where, row): (_place(where, row), where) for where, row in rows})


def _cells(where: str, row: Mapping[Any, Any]) -> dict[str, str]:
    """A row's single values by name; what YAML or CSV leaves empty is not there."""
    if odd := [k for k, v in row.items() if not isinstance(v, str | None)]:
        raise InputError(f"{where}: expected one value for {str(odd[0])[:40]!r}")
    return {str(k): v.strip() for k, v in row.items() if v not in _NOTHING}


def _key(where: str, row: Mapping[str, str]) -> tuple[str, int | str]:
    """What a row decides: a mention, or a name in one report or in all."""
    if unknown := sorted(row.keys() - set(_KNOWN)):
        raise InputError(f"{where}: expected {', '.join(_KNOWN)}, got {', '.join(unknown)}")
    report, start, name = (row.get(key, "") for key in ("report_id", "start", "name"))
    if start and not (start.isascii() and start.isdigit() and len(start) < _MOST_DIGITS):
        raise InputError(f"{where}: expected start as a whole number, got {start[:40]!r}")
    if report and start:
        return report, int(start)
    if key := fold(name):
        return report, key
    raise InputError(f"{where}: expected a name, or a report_id and a start")


def _csv(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    lines = io.StringIO(contents(path, _MOST_BYTES).decode("utf-8-sig"), newline="")
    for number, row in enumerate(csv.DictReader(lines), 2):
        yield f"{path.name}, line {number}", row


def _loaded(text: str) -> Any:
    """YAML of strings, lists and mappings: no tag makes anything else of them."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


def _yaml(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    content = _loaded(contents(path, _MOST_BYTES).decode("utf-8-sig")) or {}
    if isinstance(content, dict):
        for name, value in content.items():
            yield f"{path.name}, {name}", {"name": name} | _value(value)
    elif isinstance(content, list) and all(isinstance(row, dict) for row in content):
        for number, row in enumerate(content, 1):
            yield f"{path.name}, entry {number}", row
    else:
        raise InputError(f"{path}: expected a mapping from names to places, or a list of them")


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and len(value) == 2:
        return {"lon": value[0], "lat": value[1]}
    return {"place_id": value}


def _place(where: str, row: Mapping[str, str]) -> Place | str:
    """The place of a row's point, or the id that it gives."""
    if not (row.get("lon") and row.get("lat")):
        if place_id := row.get("place_id"):
            return place_id
        raise InputError(f"{where}: expected a place_id, or lon and lat")
    name = row.get("name", "")
    try:
        ident = json.dumps([name, float(row["lon"]), float(row["lat"])], ensure_ascii=False)
        return place_of_row(
            row,
            place_id=f"user:{ident}",
            name=name or "point of the user",
            uncertainty_m=_UNCERTAINTY_M,
            source="the user's overrides",
            accuracy="as given by the user",
        )
    except (ValueError, CoordinateError) as error:
        raise InputError(f"{where}: {error}") from error

"""A user's own decisions, which win over every other: a name or a mention, and its place."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geomap.errors import CoordinateError, InputError
from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Mention, Place

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


@dataclass(frozen=True)
class Override:
    """One decision: a place's id, or a point with a name of its own."""

    place_id: str = ""
    place: Place | None = None
    where: str = ""


@dataclass(frozen=True)
class Overrides:
    """Decisions by mention (report id and start), by report and name, and by name alone."""

    by_mention: Mapping[tuple[str, int], Override] = field(default_factory=dict)
    by_report: Mapping[tuple[str, str], Override] = field(default_factory=dict)
    by_name: Mapping[str, Override] = field(default_factory=dict)

    def decide(self, mention: Mention, gazetteer: EmbeddedGazetteer) -> tuple[Place, str] | None:
        """The place that the user chose for a mention and where it is written, or None.

        Raises
        ------
        InputError
            If the chosen id is in no gazetteer.
        """
        key = fold(mention.text[:200])
        found = (
            self.by_mention.get((mention.report_id, mention.start))
            or self.by_report.get((mention.report_id, key))
            or self.by_name.get(key)
        )
        if found is None:
            return None
        place = found.place or gazetteer.place(found.place_id)
        if place is None:
            raise InputError(f"{found.where}: no place has the id {found.place_id!r}")
        return place, found.where


def read(path: Path | str) -> Overrides:
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
        rows = list(_csv(path) if path.suffix.lower() == ".csv" else _yaml(path))
    except (OSError, UnicodeDecodeError, csv.Error, yaml.YAMLError) as error:
        raise InputError(f"{path}: expected overrides as CSV or YAML: {error}") from error
    by_mention: dict[tuple[str, int], Override] = {}
    by_report: dict[tuple[str, str], Override] = {}
    by_name: dict[str, Override] = {}
    for where, row in rows:
        name, report = str(row.get("name") or ""), str(row.get("report_id") or "")
        start = str(row.get("start") if row.get("start") is not None else "")
        chosen = _override(where, row, name)
        if report and start.isdigit():
            by_mention[report, int(start)] = chosen
        elif report and fold(name):
            by_report[report, fold(name)] = chosen
        elif fold(name):
            by_name[fold(name)] = chosen
        else:
            raise InputError(f"{where}: expected a name, or a report_id and a start")
    return Overrides(by_mention=by_mention, by_report=by_report, by_name=by_name)


def _csv(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            text = {
                key: (value or "").strip() for key, value in row.items() if isinstance(value, str)
            }
            yield f"{path}, line {number}", text


def _yaml(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    if isinstance(content, dict):
        for name, value in content.items():
            yield f"{path}, {name}", {"name": name} | _value(value)
    elif isinstance(content, list) and all(isinstance(row, dict) for row in content):
        for number, row in enumerate(content, 1):
            yield f"{path}, entry {number}", row
    else:
        raise InputError(f"{path}: expected a mapping from names to places, or a list of them")


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {str(key): item for key, item in value.items()}
    if isinstance(value, list) and len(value) == 2:
        return {"lon": value[0], "lat": value[1]}
    return {"place_id": value}


def _override(where: str, row: Mapping[str, Any], name: str) -> Override:
    if unknown := sorted(str(key) for key in row if key not in _KNOWN):
        raise InputError(f"{where}: expected {', '.join(_KNOWN)}, got {', '.join(unknown)}")
    lon, lat = row.get("lon"), row.get("lat")
    if lon in (None, "") or lat in (None, ""):
        place_id = str(row.get("place_id") or "").strip()
        if not place_id:
            raise InputError(f"{where}: expected a place_id, or lon and lat")
        return Override(place_id=place_id, where=where)
    try:
        point = float(str(lon)), float(str(lat))
        uncertainty_m = float(str(row.get("uncertainty_m") or 1_000))
        place = Place(
            place_id=f"user:{json.dumps([name, *point], ensure_ascii=False)}",
            name=name or "point of the user",
            kind=str(row.get("kind") or "P.PPL"),
            lon=point[0],
            lat=point[1],
            country=str(row.get("country") or ""),
            uncertainty_m=uncertainty_m,
            source="the user's overrides",
            accuracy="as given by the user",
        )
    except (ValueError, CoordinateError) as error:
        raise InputError(f"{where}: {error}") from error
    return Override(place=place, where=where)

"""How often the area of a located expression holds the point that it was printed for."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from shapely import Point

from geomap.errors import CoordinateError, InputError, UnknownPlaceError
from geomap.locating import Located, locate
from geomap.model import Gazetteer, check_lonlat
from geomap.relations import distance_m
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

_COLUMNS = ("text", "lon", "lat")


@dataclass(frozen=True, kw_only=True)
class LocateScore:
    """Outcome of `batch`.

    `share` is the share of the rows with a known place whose area contains the point, None where
    no place is known; errors are from the likeliest point of the area to the printed one.
    """

    rows: int
    known: int
    inside: int
    share: float | None
    median_error_km: float | None
    median_area_km2: float | None
    ambiguous: int
    unknown: tuple[str, ...]
    missed: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def lines(self) -> list[str]:
        """What a person reads: one finding a line."""
        if self.share is None:
            return [f"{self.rows} rows, none with a place that the gazetteer knows"]
        return [
            f"rows                       {self.rows}",
            f"place in the gazetteer     {self.known}",
            f"area contains the point    {self.inside} ({self.share:.1%})",
            f"median error               {self.median_error_km:.1f} km",
            f"median area                {self.median_area_km2:.1f} square km",
            f"names with several places  {self.ambiguous}",
        ]


def batch(
    path: str | Path,
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> LocateScore:
    """Locate every text of a CSV file and compare with the coordinates beside it.

    Parameters
    ----------
    path
        UTF-8 CSV with a header and at least the columns text, lon, lat.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing or a coordinate is no number; the message
        names the line.
    """
    return score(read_rows(path), gazetteer, terrain=terrain, settings=settings)


def read_rows(path: str | Path) -> Iterator[tuple[str, Point]]:
    """Texts and points of a CSV file with the columns text, lon, lat."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if lacking := [name for name in _COLUMNS if name not in (reader.fieldnames or ())]:
                raise InputError(f"expected the columns text, lon, lat in {path}, no {lacking[0]}")
            for row in reader:
                yield row["text"] or "", _point(row, f"{path}, line {reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"expected a UTF-8 CSV file, {path} cannot be read: {error}") from error


def _point(row: Mapping[str, str], where: str) -> Point:
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
        check_lonlat(lon, lat)
    except (TypeError, ValueError, CoordinateError) as error:
        raise InputError(f"expected longitude and latitude in {where}: {error}") from error
    return Point(lon, lat)


def score(
    rows: Iterable[tuple[str, Point]],
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> LocateScore:
    """Locate texts and compare with points; see `batch`."""
    found: list[tuple[str, Point, Located]] = []
    unknown: list[str] = []
    for text, point in rows:
        try:
            found.append((text, point, locate(text, gazetteer, terrain=terrain, settings=settings)))
        except (UnknownPlaceError, InputError):
            unknown.append(text)
    missed = tuple(text for text, point, item in found if not item.area.covers(point))
    errors = [distance_m(Point(item.lon, item.lat), point) / 1000 for _, point, item in found]
    inside = len(found) - len(missed)
    return LocateScore(
        rows=len(found) + len(unknown),
        known=len(found),
        inside=inside,
        share=inside / len(found) if found else None,
        median_error_km=_median(errors),
        median_area_km2=_median([item.area_km2 for _, _, item in found]),
        ambiguous=sum("each is drawn" in item.why for _, _, item in found),
        unknown=tuple(unknown),
        missed=missed,
    )


def _median(values: list[float]) -> float | None:
    return median(values) if values else None

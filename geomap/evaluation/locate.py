"""How often the area of a located expression holds the point that it was printed for."""

import csv
import math
import re
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

_PRINTED = re.compile(r"\s*(\d+)\s*km\s+[NESW]{1,3}\s+of\b")
_COLUMNS = ("text", "lon", "lat")


@dataclass(frozen=True, kw_only=True)
class LocateScore:
    """Outcome of `batch`.

    `share` is the share of the rows with a known place whose area contains the point, None where
    no place is known; errors are from the likeliest point of the area to the printed one.
    `median_strict_area_km2` is what areas would measure had every figure been rounded to the
    kilometre and every direction to a sixteenth of the compass; `cut_off` and `rounded` are the
    shares of whole kilometres that the distance to the likeliest place gives in either way.
    """

    rows: int
    known: int
    inside: int
    share: float | None
    median_error_km: float | None
    median_area_km2: float | None
    median_strict_area_km2: float | None
    cut_off: float | None
    rounded: float | None
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
            f"... by strict rounding     {self.median_strict_area_km2 or 0:.1f} square km",
            f"figures cut off, rounded   {self.cut_off or 0:.0%}, {self.rounded or 0:.0%}",
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
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"expected the columns text, lon, lat in {path}, no {missing[0]}")
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


def _printed(
    found: Iterable[tuple[str, Point, Located]], gazetteer: Gazetteer
) -> list[tuple[int, float]]:
    """Figures of "N km DIR of TOWN" with the distance in km from the town to the point."""
    rows = []
    for text, point, item in found:
        match = _PRINTED.match(text)
        town = gazetteer.place(item.place_ids[0])
        if match is not None and int(match[1]) and town is not None:
            rows.append((int(match[1]), distance_m(town.point, point) / 1000))
    return rows


def _share(hits: Iterable[bool]) -> float | None:
    known = list(hits)
    return sum(known) / len(known) if known else None


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
            area = locate(text, gazetteer, terrain=terrain, settings=settings)
        except (UnknownPlaceError, InputError):
            unknown.append(text)
        else:
            found.append((text, point, area))
    inside = [item.area.covers(point) for _, point, item in found]
    errors = [distance_m(Point(item.lon, item.lat), point) / 1000 for _, point, item in found]
    printed = _printed(found, gazetteer)
    return LocateScore(
        rows=len(found) + len(unknown),
        known=len(found),
        inside=sum(inside),
        share=sum(inside) / len(found) if found else None,
        median_error_km=median(errors) if found else None,
        median_area_km2=median(item.area_km2 for _, _, item in found) if found else None,
        median_strict_area_km2=median(n * math.pi / 8 for n, _ in printed) if printed else None,
        cut_off=_share(math.floor(away) == n for n, away in printed),
        rounded=_share(round(away) == n for n, away in printed),
        ambiguous=sum("each is drawn" in item.why for _, _, item in found),
        unknown=tuple(unknown),
        missed=tuple(text for (text, _, _), hit in zip(found, inside, strict=True) if not hit),
    )

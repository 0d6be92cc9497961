"""GeoJSON layers of the shipped terrain: one feature a line, the same bytes for the same data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry


def feature(geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature whose coordinates are rounded to five decimals, about a metre."""
    placed = shapely.orient_polygons(shapely.set_precision(geometry, 1e-5))
    shown = json.loads(shapely.to_geojson(placed), parse_float=lambda text: round(float(text), 5))
    return {"type": "Feature", "properties": properties, "geometry": shown}


def smooth(line: npt.NDArray[Any], step_deg: float, *, times: int = 2) -> npt.NDArray[Any]:
    """Cut corners (Chaikin 1974): the line stays within a quarter of a cell of its cells."""
    for _ in range(times):
        before, after = line[:-1], line[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        line = np.vstack([line[:1], cut.reshape(-1, 2)[1:-1], line[-1:]])
    return np.asarray(shapely.get_coordinates(shapely.simplify(LineString(line), 0.08 * step_deg)))


def write_layer(path: Path, features: list[dict[str, Any]]) -> None:
    """Write a feature collection."""
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(
        f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8", newline="\n"
    )
    print(f"  {path.name}: {len(features)} features, {path.stat().st_size:,} bytes")

"""Lakes and rivers by their names: their areas and lines."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.lexicon import words
from geomap.settings import OFFLINE, Settings
from geomap.terrain.ground import layer

_LAKE_DEG, _RIVER_DEG, _SAME_RIVER_DEG = 0.5, 3.0, 1.5


def named_water(
    names: Iterable[str], near: Point, settings: Settings = OFFLINE
) -> BaseGeometry | None:
    """The lake or the river that bears one of some names near a point, None where there is none.

    Parameters
    ----------
    names
        Names of one water; words such as "Lake" and "River" and capitals do not matter.
    near
        A point in or beside it, EPSG:4326: within half a degree of a lake, three of a river.

    Returns
    -------
    Polygon or MultiLineString
        EPSG:4326. A river is all its parts of that name, which may be interrupted.
    """
    wanted = set(filter(None, map(bare, names)))
    for kind, reach in (("lakes", _LAKE_DEG), ("rivers", _RIVER_DEG)):
        known, rows = layer(kind, settings), rows_by_name(kind, settings)
        found = sorted({row for name in wanted for row in rows.get(name, ())})
        shapes = known.shapes[found]
        close = shapely.distance(shapes, near) <= reach
        if close.any():
            return shapes[close][0] if kind == "lakes" else whole(shapes, shapes[close])
    return None


def whole(shapes: Any, close: Any) -> BaseGeometry:
    """Parts of a river that go on from those that are close."""
    own = shapely.union_all(close)
    for _ in range(len(shapes)):
        joined = shapely.union_all(shapes[shapely.distance(shapes, own) <= _SAME_RIVER_DEG])
        if joined.length == own.length:
            break
        own = joined
    return shapely.multilinestrings(shapely.get_parts(shapely.line_merge(own)))


@lru_cache(maxsize=8)
def rows_by_name(kind: str, settings: Settings) -> dict[str, list[int]]:
    """Rows of a layer by each of the names that they have: "Dnipro (Dnieper)" has two."""
    found: dict[str, list[int]] = {}
    for row in np.flatnonzero(layer(kind, settings).columns["name"] != ""):
        both = str(layer(kind, settings).columns["name"][row]).replace(")", "").split("(")
        for name in filter(None, map(bare, both)):
            found.setdefault(name, []).append(int(row))
    return found


def bare(name: str) -> str:
    """A water's name without what only says that it is one: "dnipro" for "the Dnipro River"."""
    generic = words("ground.waters")
    return " ".join(word for word in name.casefold().split() if word not in generic)

"""Distances of many pairs at once: lists, Series and frames, row by row on their index."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from numbers import Real
from typing import Any, NamedTuple, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import relations
from geomap.errors import GeomapError, InputError
from geomap.files import LATITUDES, LONGITUDES
from geomap.model import CRS, Gazetteer, Place
from geomap.pipeline.ends import Where, both, given
from geomap.pipeline.online import chain
from geomap.pipeline.places import about
from geomap.settings import OFFLINE, Settings

Ends: TypeAlias = "Where | Iterable[Where] | pd.Series[Any] | pd.DataFrame"
"""A place for all rows, or one for each; see `distances`."""

Read = tuple[Place, Place] | str
"""The two places of a row, or why there are none."""

_MOST_ASKED = 200
"""How many rows are asked which place a name means that stands for all of them."""


def distances(
    a: Ends,
    b: Ends,
    *,
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
) -> pd.DataFrame:
    """Measure geodesic distances and bearings between places, row by row.

    Parameters
    ----------
    a, b
        Each a list or Series of places as `distance` takes them; a GeoSeries or GeoDataFrame, of
        whose shapes the middle counts; a DataFrame with longitude and latitude; or one place, which
        is then held against every row of the other. Two with an index go together by its labels, as
        `a` has them; one with an index and a list by their order.
    country, near
        As for `distance`. The names of a row are read together, a name for all rows as most of
        them read it.

    Returns
    -------
    pandas.DataFrame
        A row a pair on the index of `a`, of `b` where only that has one. Columns origin, target
        and their ids; distance_km (geodesic, WGS84, a straight line), bearing_deg from true north,
        compass; uncertainty_km, both places' radii in quadrature. A row without numbers says `why`.

    Raises
    ------
    InputError
        If the two do not go together, a frame has neither a geometry nor longitude and latitude,
        or a geometry no CRS.

    Examples
    --------
    >>> found = distances(["Omdurman", "Nyala"], "Khartoum")
    >>> found["distance_km"].round(-1).to_list()
    [10.0, 910.0]
    """
    gazetteer = chain(settings)
    within, centre = about(country, near, gazetteer)
    read = cache(partial(_read, gazetteer=gazetteer, country=within, near=centre))
    ones, twos = _column(a), _column(b)
    index = _index(ones, twos)
    pairs = list(zip(_along(ones, index), _along(twos, index), strict=True))
    pairs = _one_for_all(pairs, [isinstance(one, _Every) for one in (ones, twos)], read)
    return _table([read(*pair) for pair in pairs], index)


class _Every(NamedTuple):
    """A place that stands for all rows."""

    where: Any


Column: TypeAlias = "pd.Series[Any] | list[Any] | _Every"


def _column(ends: Ends) -> Column:
    """Places by their index where they have one, else in their order; each as it can be a key."""
    if isinstance(ends, (gpd.GeoDataFrame, gpd.GeoSeries)):
        if ends.crs is None:
            raise InputError("expected geometry with a CRS, got none")
        shapes: pd.Series[Any] = ends.geometry.to_crs(CRS).astype(object)
        return shapes.map(_plain)
    if isinstance(ends, pd.DataFrame):
        return _of_frame(ends)
    if isinstance(ends, pd.Series):
        return ends.astype(object).map(_plain)
    if isinstance(ends, (str, Place, BaseGeometry)) or not isinstance(ends, Iterable):
        return _Every(_plain(ends))
    listed = list(ends)
    lonlat = len(listed) == 2 and all(isinstance(one, Real) for one in listed)
    return _Every(tuple(listed)) if lonlat else [_plain(one) for one in listed]


def _of_frame(frame: pd.DataFrame) -> "pd.Series[Any]":
    """Longitude and latitude of each row of a frame without geometry."""
    named = {str(name).casefold(): name for name in frame}
    found = [next((named[n] for n in ns if n in named), None) for ns in (LONGITUDES, LATITUDES)]
    if None in found:
        raise InputError(f"expected columns of longitude and latitude, got {', '.join(named)}")
    points = zip(*(frame[name] for name in found), strict=True)
    return pd.Series(list(points), index=frame.index, dtype=object).map(_plain)


def _plain(where: Any) -> Any:
    """A place as a key: a shape as the longitude and latitude of its middle, a gap as None."""
    if isinstance(where, BaseGeometry):
        middle = where if where.is_empty or isinstance(where, Point) else relations.centre(where)
        return None if middle.is_empty else (middle.x, middle.y)
    if isinstance(where, (str, Place)):
        return where
    if isinstance(where, Iterable):
        pair = tuple(where)
        return None if any(map(pd.isna, pair)) else pair
    return None if pd.isna(where) else where


def _index(ones: Column, twos: Column) -> pd.Index:
    """The index of the rows: that of the first with one, else their order."""
    lengths = [len(one) for one in (ones, twos) if not isinstance(one, _Every)]
    labels = [one.index for one in (ones, twos) if isinstance(one, pd.Series)]
    if len(labels) == 2 and not labels[0].equals(labels[1]):
        if labels[1].has_duplicates:
            raise InputError("expected each label once in the index of the second")
    elif len(set(lengths)) > 1:
        raise InputError(f"expected as many places on both sides, got {lengths[0]}, {lengths[1]}")
    return labels[0] if labels else pd.RangeIndex(lengths[0] if lengths else 1)


def _along(column: Column, index: pd.Index) -> list[Any]:
    """The places of a column for the labels of an index."""
    if isinstance(column, _Every):
        return [column.where] * len(index)
    if isinstance(column, pd.Series) and not column.index.equals(index):
        return [None if isinstance(one, float) else one for one in column.reindex(index)]
    return list(column)


def _one_for_all(
    pairs: list[tuple[Any, Any]], every: Sequence[bool], read: Callable[[Any, Any], Read]
) -> list[tuple[Any, Any]]:
    """Pairs in which a name that stands for all rows is one place: the one of most of them."""
    for side in (n for n, stands in enumerate(every) if stands):
        found = (read(*pair) for pair in pairs[:_MOST_ASKED])
        votes = Counter(pair[side] for pair in found if not isinstance(pair, str))
        if votes:
            ((place, _),) = votes.most_common(1)
            pairs = [(a, place) if side else (place, b) for a, b in pairs]
    return pairs


def _read(
    origin: Any,
    target: Any,
    *,
    gazetteer: Gazetteer,
    country: str | None,
    near: tuple[float, float] | None,
) -> Read:
    if origin is None or target is None:
        return "expected two places, one is missing"
    try:
        one, two = given(origin), given(target)
        if one is not None and two is not None:
            return one, two
        pair = both(origin, target, gazetteer, country=country, near=near)
    except GeomapError as error:  # one bad row costs no other
        return str(error)
    return pair.one.place, pair.two.place


def _table(rows: Sequence[Read], index: pd.Index) -> pd.DataFrame:
    """The measures of rows with two places, and why the others have none."""
    gap = Place(place_id="", name="", kind="", lon=0.0, lat=0.0, uncertainty_m=0.0)
    known = np.array([not isinstance(row, str) for row in rows], dtype=bool)
    ones, twos = ([gap if isinstance(row, str) else row[n] for row in rows] for n in (0, 1))
    numbers = [(a.lon, a.lat, b.lon, b.lat) for a, b in zip(ones, twos, strict=True)]
    azimuths, _, metres = relations.GEOD.inv(*np.array(numbers, dtype=float).reshape(-1, 4).T)
    bearings = np.where(known & (metres > 0), azimuths % 360, np.nan)
    radii = [np.array([place.uncertainty_m for place in end], dtype=float) for end in (ones, twos)]
    texts = {
        "origin": [place.name for place in ones],
        "target": [place.name for place in twos],
        "origin_id": [place.place_id for place in ones],
        "target_id": [place.place_id for place in twos],
    }
    measures = {
        "distance_km": np.where(known, metres / 1000, np.nan),
        "bearing_deg": bearings,
        "compass": [relations.compass_word(one) for one in bearings],
        "uncertainty_km": np.where(known, np.hypot(*radii) / 1000, np.nan),
        "why": [row if isinstance(row, str) else "" for row in rows],
    }
    frame = pd.DataFrame(texts | measures, index=index)
    return frame.astype(dict.fromkeys((*texts, "compass", "why"), "str"))

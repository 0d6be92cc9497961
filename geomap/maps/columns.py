"""Tables as columns: the compact form in which rows travel to the browser."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

Column = dict[str, Any]
DEGREE = 100_000  # coordinates travel as whole numbers of 1e-5 degrees, about a metre


def text_column(values: "pd.Series[str]") -> Column:
    """A column of text: the distinct values and a code per row, or the values as they are."""
    filled = values.fillna("").astype(str)
    codes, levels = pd.factorize(filled, sort=False)
    if len(levels) * 2 > len(filled) and len(filled) > 16:
        return {"v": filled.tolist()}
    return {"l": [str(level) for level in levels], "c": codes.tolist()}


def constant(column: Column) -> Column:
    """A column, or where all its rows have one value that value alone, as `k`."""
    if "c" in column:
        return {"k": column["l"][0]} if len(column["l"]) == 1 else column
    values = column["v"]
    return {"k": values[0]} if values and values.count(values[0]) == len(values) else column


def int_column(values: "pd.Series[Any] | npt.NDArray[Any]") -> Column:
    """A column of whole numbers, None where missing."""
    numbers = pd.to_numeric(pd.Series(values), errors="coerce")
    found = _floats(numbers)
    told = np.isfinite(found)
    if told.all():
        return {"v": np.rint(found).astype(np.int64).tolist()}
    words = np.rint(np.where(told, found, 0)).astype(np.int64).astype(object)
    words[~told] = None
    return {"v": words.tolist()}


def number_column(values: "pd.Series[Any]", *, digits: int = 3) -> Column:
    """A column of decimals, None where missing."""
    found = _floats(values)
    if not np.isfinite(found).any():
        return {"v": [None] * len(found)}
    return {"v": [round(float(x), digits) if np.isfinite(x) else None for x in found]}


def day_column(values: "pd.Series[Any]") -> Column:
    """A column of days since 1970-01-01, None where missing."""
    return int_column((pd.to_datetime(values) - pd.Timestamp(0)).dt.days)


def _floats(values: "pd.Series[Any]") -> "npt.NDArray[Any]":
    return values.to_numpy(dtype=float, na_value=np.nan)


def point_columns(geometry: gpd.GeoSeries) -> tuple[Column, Column]:
    """Longitudes and latitudes in `DEGREE`ths; an area gives a point inside it, none gives None."""
    shapes = np.asarray(geometry.array, dtype=object)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    points = shapes.copy()
    areal = ~empty & (shapely.get_type_id(shapes) != 0)
    points[areal] = shapely.point_on_surface(shapes[areal])
    points[empty] = None
    lon, lat = (f(points) * DEGREE for f in (shapely.get_x, shapely.get_y))
    return int_column(lon), int_column(lat)

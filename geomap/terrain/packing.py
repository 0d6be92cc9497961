"""Whole numbers, grids and shapes packed small: differences, bytes apart, LZMA; always the same."""

import lzma
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

UNIT_DEG = 0.0005
"""Degrees that one unit of a packed shape stands for: 55 m, a pixel at zoom 11."""
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 0}]


def squeeze(numbers: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """Whole numbers as few bytes, for numbers up to a thousand million.

    Examples
    --------
    >>> expand(squeeze([3, -4, 5])).tolist()
    [3, -4, 5]
    """
    left = np.asarray(numbers, dtype=np.int64).ravel()
    folded = np.where(left >= 0, 2 * left, -2 * left - 1)
    width = max(1, (int(folded.max(initial=0)).bit_length() + 7) // 8)
    planes = np.stack([(folded >> (8 * k)) & 255 for k in range(width)]).astype(np.uint8)
    packed = lzma.compress(planes.tobytes(), format=lzma.FORMAT_RAW, filters=_FILTERS)
    return np.frombuffer(bytes([width]) + packed, dtype=np.uint8)


def expand(packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """The numbers that `squeeze` packed, in one dimension."""
    width = int(packed[0])
    raw = lzma.decompress(packed[1:].tobytes(), format=lzma.FORMAT_RAW, filters=_FILTERS)
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(width, -1)
    folded = planes[0].astype(np.int32)
    for k in range(1, width):
        folded |= planes[k].astype(np.int32) << (8 * k)
    return np.asarray((folded >> 1) ^ -(folded & 1), dtype=np.int32)


def pack_grid(heights: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """A grid of whole numbers: what is left of each after its neighbours foretold it."""
    padded = np.pad(heights.astype(np.int64), ((1, 0), (1, 0)))
    foretold = padded[:-1, 1:] + padded[1:, :-1] - padded[:-1, :-1]
    return squeeze(heights - foretold)


def unpack_grid(packed: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """The grid that `pack_grid` packed."""
    left = expand(packed).reshape(shape)
    return np.cumsum(np.cumsum(left, axis=0, dtype=np.int32), axis=1, dtype=np.int32)


def pack_shapes(shapes: npt.NDArray[Any]) -> dict[str, npt.NDArray[np.uint8]]:
    """Lines, or areas, or points, in steps of `UNIT_DEG`, as named arrays."""
    kind, coordinates, offsets = shapely.to_ragged_array(shapes, include_z=False)
    whole = np.rint(coordinates / UNIT_DEG).astype(np.int64)
    arrays = {
        "kind": np.array([int(kind)], dtype=np.uint8),
        "xy": squeeze(np.diff(whole, axis=0, prepend=0)),
    }
    for k, offset in enumerate(offsets):
        arrays[f"offsets{k}"] = squeeze(np.diff(offset, prepend=0))
    return arrays


def unpack_shapes(arrays: dict[str, npt.NDArray[np.uint8]]) -> npt.NDArray[Any]:
    """The shapes that `pack_shapes` packed, EPSG:4326."""
    coordinates = expand(arrays["xy"]).reshape(-1, 2).cumsum(axis=0) * UNIT_DEG
    names = sorted(name for name in arrays if name.startswith("offsets"))
    offsets = tuple(expand(arrays[name]).cumsum() for name in names)
    kind = shapely.GeometryType(int(arrays["kind"][0]))
    return np.asarray(shapely.from_ragged_array(kind, coordinates, offsets))

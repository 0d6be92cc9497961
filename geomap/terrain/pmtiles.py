"""Pictures out of a PMTiles archive, version 3: one file, found by two levels of directories."""

import gzip
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from geomap.errors import InputError
from geomap.terrain.elevation import Bounds

VECTOR = 1
"""Kind of the archives whose tiles hold shapes; all others hold pictures."""
_HEAD = struct.Struct("<7sB8QQQQBBBBBB")
_TILE_PX, _MOST_PX = 256, 1600
_PACKED: dict[int, Callable[[bytes], bytes]] = {1: bytes, 2: gzip.decompress}


@dataclass(frozen=True)
class Archive:
    """An open archive: where its parts lie, how they are packed, which zooms it has."""

    raw: bytes
    offsets: tuple[int, ...]
    packing: int
    kind: int
    zooms: tuple[int, int]

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read an archive's head.

        Raises
        ------
        InputError
            If the file is no PMTiles archive of version 3.
        """
        raw = path.read_bytes()
        if len(raw) < _HEAD.size or raw[:7] != b"PMTiles" or raw[7] != 3:
            raise InputError(f"{path}: expected a PMTiles archive of version 3")
        head = _HEAD.unpack(raw[: _HEAD.size])
        packing, _, kind, low, high = head[14:19]
        if packing not in _PACKED:
            raise InputError(f"{path}: expected directories that are plain or gzip")
        return cls(raw, head[2:10], packing, kind, (low, high))

    def picture(self, bounds: Bounds) -> tuple[Any, Bounds] | None:
        """The tiles of a window as one RGBA array, and their own bounds; None where there are none.

        Tiles divide Web Mercator evenly; they are taken at the zoom that makes the array up to
        about 1,600 pixels wide.
        """
        west, south, east, north = bounds
        wanted = int(np.log2(_MOST_PX / _TILE_PX * 360 / max(east - west, 1e-6)))
        zoom = int(np.clip(wanted, *self.zooms))
        left, right = (int((lon + 180) / 360 * 2**zoom) for lon in (west, east))
        top, bottom = (int(_row(lat) * 2**zoom) for lat in (north, south))
        columns, rows = range(max(left, 0), min(right, 2**zoom - 1) + 1), range(top, bottom + 1)
        if len(columns) * len(rows) > (_MOST_PX // _TILE_PX + 2) ** 2:
            return None
        tiles = {(x, y): self.tile(zoom, x, y) for x in columns for y in rows}
        if not any(tiles.values()):
            return None
        sheet = _sheet(tiles, columns, rows)
        edges = columns.start, rows.stop, columns.stop, rows.start
        return sheet, _degrees(edges, zoom)

    def tile(self, zoom: int, x: int, y: int) -> bytes:
        """One tile's bytes; none where the archive lacks it."""
        wanted = _number(zoom, x, y)
        start, size = self.offsets[0], self.offsets[1]
        for _ in range(4):
            found = _last(self._directory(start, size), wanted)
            if found is None:
                return b""
            first, run, length, offset = found
            if run:
                at = self.offsets[6] + offset
                return self.raw[at : at + length] if wanted < first + run else b""
            start, size = self.offsets[4] + offset, length
        return b""

    def _directory(self, start: int, size: int) -> list[tuple[int, int, int, int]]:
        """Rows of first tile, run, length, offset; a run of 0 is another directory."""
        numbers = _varints(_PACKED[self.packing](self.raw[start : start + size]))
        n = next(numbers)
        ids = np.cumsum([next(numbers) for _ in range(n)]).tolist()
        runs, lengths = ([next(numbers) for _ in range(n)] for _ in range(2))
        offsets: list[int] = []
        for i in range(n):
            value = next(numbers)
            offsets.append(value - 1 if value else offsets[-1] + lengths[i - 1])
        return list(zip(ids, runs, lengths, offsets, strict=True))


def _varints(raw: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in raw:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def _last(rows: list[tuple[int, int, int, int]], wanted: int) -> tuple[int, int, int, int] | None:
    return max((row for row in rows if row[0] <= wanted), default=None)


def _number(zoom: int, x: int, y: int) -> int:
    """A tile's number: those of smaller zooms first, then along Hilbert's curve."""
    number: int = (4**zoom - 1) // 3
    for k in range(zoom - 1, -1, -1):
        size = 1 << k
        right, low = int(x & size > 0), int(y & size > 0)
        number += size * size * ((3 * right) ^ low)
        x, y = x & (size - 1), y & (size - 1)
        if not low:
            if right:
                x, y = size - 1 - x, size - 1 - y
            x, y = y, x
    return number


def _row(lat: float) -> float:
    return float(0.5 - np.arcsinh(np.tan(np.radians(np.clip(lat, -85.0, 85.0)))) / (2 * np.pi))


def _degrees(edges: tuple[int, int, int, int], zoom: int) -> Bounds:
    west, south, east, north = (edge / 2**zoom for edge in edges)
    low, high = (float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))) for y in (south, north))
    return west * 360 - 180, low, east * 360 - 180, high


def _sheet(tiles: dict[tuple[int, int], bytes], columns: range, rows: range) -> Any:
    import io

    from PIL import Image

    sheet = Image.new("RGBA", (len(columns) * _TILE_PX, len(rows) * _TILE_PX))
    for (x, y), raw in tiles.items():
        if raw:
            with Image.open(io.BytesIO(raw)) as tile:
                part = tile.convert("RGBA").resize((_TILE_PX, _TILE_PX))
            sheet.paste(part, ((x - columns.start) * _TILE_PX, (y - rows.start) * _TILE_PX))
    return np.asarray(sheet)

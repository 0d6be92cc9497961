"""Texts of many rows kept outside of memory until it is known in which order they stand."""

import mmap
import tempfile
from collections.abc import Iterator
from io import RawIOBase
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_ROWS = 20_000


class Spool:
    """Texts by their position: in memory, and once they are many in a file without a name."""

    def __init__(self, in_memory: int = 1 << 26) -> None:
        """Keep so many bytes in memory before a file is made."""
        self._most = in_memory
        self._parts: list[pa.Array] = []
        self._file: RawIOBase | None = None
        self._sizes: list[npt.NDArray[np.int64]] = []

    def add(self, texts: pa.Array) -> None:
        """Keep some more texts, none of them null."""
        self._parts.append(texts.cast(pa.large_string()))
        if sum(part.nbytes for part in self._parts) > self._most:
            self._write()

    def taken(self, rows: npt.NDArray[np.integer[Any]]) -> pa.Array:
        """The texts of these rows in their order; the others are forgotten.

        Where a file was made they lie in another, and of that no more is in memory than is read.
        """
        if self._file is None:
            return pa.chunked_array(self._parts, pa.large_string()).take(pa.array(rows))
        self._write()
        sizes = np.concatenate(self._sizes)
        starts = np.cumsum(sizes) - sizes
        with self._file as file, _unnamed() as ordered:
            for at in range(0, len(rows), _ROWS):
                some = rows[at : at + _ROWS]
                ordered.write(b"".join(_read(file, starts[some], sizes[some])))
            ends = np.append(0, np.cumsum(sizes[rows]))
            # an empty file cannot be mapped
            raw = mmap.mmap(ordered.fileno(), 0, access=mmap.ACCESS_READ) if ends[-1] else b""
        buffers = [None, pa.py_buffer(ends), pa.py_buffer(raw)]
        return pa.Array.from_buffers(pa.large_string(), len(rows), buffers)

    def _write(self) -> None:
        if self._file is None:
            self._file = _unnamed()  # closed, and with it gone, when the texts are taken
        for part in self._parts:
            ends = np.frombuffer(part.buffers()[1], dtype=np.int64)[: len(part) + 1]
            self._file.write(memoryview(part.buffers()[2] or b"")[ends[0] : ends[-1]])
            self._sizes.append(np.diff(ends))
        self._parts.clear()


def _unnamed() -> RawIOBase:
    return cast("RawIOBase", tempfile.TemporaryFile(buffering=0))


def _read(
    file: RawIOBase, starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]
) -> Iterator[bytes]:
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        file.seek(start)
        yield file.read(size) or b""

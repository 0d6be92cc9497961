"""What others' files and texts may cost: seconds of the processor, and bytes of memory."""

import ctypes
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import InputError

MOST_BYTES = 1 << 30
"""Of a file; memory holds it several times."""

_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened: a pipe that nobody writes to would otherwise be waited for."""


class TooLong(BaseException):
    """Work took longer than it may; no error, so that nobody's `except Exception` keeps it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what is done inside after so many seconds of this process's time.

    The clock is that of the processor, so that a machine which sleeps or is busy with others costs
    nobody a report. Only the main thread can be stopped, and not on Windows: elsewhere this does
    nothing, and who calls it looks at the clock between two steps.

    Raises
    ------
    TooLong
        If it takes longer.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, 1e-6))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)


def _stop(*_: object) -> None:
    raise TooLong


def contents(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, if it is one and no longer than may be; never waits for any.

    Raises
    ------
    InputError
        If it is a pipe or a device, or has more bytes.
    OSError
        If it cannot be read.
    """
    with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise InputError("expected a file, found a pipe, a device or a folder")
        data = file.read(most + 1) if told.st_size <= most else b""
    if max(told.st_size, len(data)) > most:
        raise InputError(f"expected a file of at most {most:,} bytes: cut it into several")
    return data


def give_back() -> None:
    """Return to the system what Arrow and the C library hold of memory that is free.

    Glibc keeps arrays of some megabytes for later ones, which after a large file are hundreds.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # another C library has none
            trim(0)

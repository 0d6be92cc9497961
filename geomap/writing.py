"""Files are written beside their target and take its place when they are whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from geomap.errors import InputError

_PREFIX = ".geomap-"
_LOCK = "lock"
_PATIENCE_S = 30


@contextmanager
def replacing(target: Path | str) -> Iterator[Path]:
    """Give a path to write to; what is there at the end replaces `target` in one step.

    The path has the target's name, in a folder beside it, so that moving it cannot fail
    half-way. Where writing fails, the target stays as it was. Folders that a killed process
    left there are removed first.

    Raises
    ------
    InputError
        If the folder of `target` does not exist.
    OSError
        If the file cannot be written there; it names the target.
    """
    target = Path(target)
    if not target.parent.is_dir():
        raise InputError(f"{target}: expected an existing folder, {target.parent} is none")
    try:
        clear_left_overs(target.parent)
        with (
            tempfile.TemporaryDirectory(dir=target.parent, prefix=_PREFIX) as folder,
            FileLock(Path(folder) / _LOCK),
        ):
            part = Path(folder) / target.name
            yield part
            _keep(part, target)
    except OSError as error:
        # the part's name says nothing to the caller, and the part is gone
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def _keep(part: Path, target: Path) -> None:
    """Bring the bytes to the disk, then move them over the target with its permissions."""
    if target.exists():
        shutil.copymode(target, part)
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(target)


def moved(folder: Path, target: Path) -> None:
    """Bring the files of a folder to the disk, then put it where there is nothing yet."""
    for path in folder.iterdir():
        with path.open("rb+") as written:
            os.fsync(written.fileno())
    folder.replace(target)


@contextmanager
def locked(target: Path | str) -> Iterator[None]:
    """Keep other processes from changing a file between its reading and its writing.

    Raises
    ------
    InputError
        If another process keeps the file for longer than half a minute, or none can be kept.
    """
    target = Path(target).expanduser().resolve()
    lock = target.with_name(f".{target.name}.lock")
    try:
        with FileLock(lock, timeout=_PATIENCE_S):
            yield
    except Timeout as error:
        raise InputError(f"{target}: another process has been writing to it for long") from error


def clear_left_overs(folder: Path) -> None:
    """Remove what killed processes left half-written in a folder; what is being written stays."""
    for left in folder.glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with FileLock(left, timeout=0):
                pass
        except (Timeout, OSError):
            continue
        shutil.rmtree(left.parent, ignore_errors=True)

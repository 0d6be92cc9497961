"""Files are written beside their target and take its place when they are whole."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from filelock import FileLock, Timeout

from geomap.errors import InputError

_PREFIX = ".geomap-"
_LOCK = "lock"
_PATIENCE_S, _LOOK_S = 30, 0.01
_NEW_S = 60
_TRIES = 20


@contextmanager
def replacing(target: Path | str) -> Iterator[Path]:
    """Give a path to write to; what is there at the end replaces `target` in one step.

    The path has the target's name, in a folder beside it, so that moving it cannot fail
    half-way. Where writing fails, the target stays as it was. Of a link, the file that it leads to
    is replaced. Folders that a killed process left there are removed first.

    Raises
    ------
    InputError
        If the folder of `target` does not exist, or what is there is no file.
    OSError
        If the file cannot be written there; it names the target.
    """
    target, real = Path(target), Path(os.path.realpath(target))
    check(target)
    try:
        clear_left_overs(real.parent)
        with _own_folder(real.parent) as folder:
            part = folder / target.name
            yield part
            _keep(part, real)
    except OSError as error:
        # the part's name says nothing to the caller, and the part is gone
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def check(target: Path) -> None:
    """Whether `replacing` can put a file there.

    Raises
    ------
    InputError
        If the folder of `target` does not exist, or what is there is no file.
    """
    real = Path(os.path.realpath(target))
    if not real.parent.is_dir():
        raise InputError(f"{target}: expected an existing folder, {real.parent} is none")
    if real.exists() and not real.is_file():
        # who may do everything would put a file in the place of a device
        raise InputError(f"{target}: expected a file, found a folder, a pipe or a device")


@contextmanager
def _own_folder(parent: Path) -> Iterator[Path]:
    """A new folder that is locked while it is written in, and gone afterwards."""
    folder, lock = _locked_folder(parent)
    try:
        yield folder
    finally:
        _remove(folder, lock)


def _locked_folder(parent: Path, tries: int = _TRIES) -> tuple[Path, FileLock]:
    """A new folder and its lock, which is held.

    Between the two another process may take the folder for a left-over: then there is another.
    """
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=_PREFIX))
    # asked once: a second time would lock what the other process makes of the name
    lock = FileLock(folder / _LOCK, blocking=False)
    try:
        lock.acquire()
        # the other may have held the lock and be done already: then this is one on nothing
        (folder / _LOCK).stat()
    except (Timeout, OSError):
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
        if tries > 1:
            return _locked_folder(parent, tries - 1)
        raise
    return folder, lock


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a folder whose lock is held, so that nobody else takes it meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    # some systems remove no file that is open
    shutil.rmtree(folder, ignore_errors=True)


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
def locked(target: Path | str, *, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Keep other processes from changing a file between its reading and its writing.

    Raises
    ------
    InputError
        If another process keeps the file for longer than `patience_s`, its folder does not exist or
        nothing can be written there.
    """
    target = Path(os.path.realpath(Path(target).expanduser()))
    if not target.parent.is_dir():
        raise InputError(f"{target}: expected an existing folder, {target.parent} is none")
    lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=patience_s)
    try:
        held = lock.acquire(poll_interval=_LOOK_S)
    except Timeout as error:
        raise InputError(f"{target}: another process has been writing to it for long") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"{target}: expected a folder that can be written in: {why}") from error
    with held:
        yield
    time.sleep(3 * _LOOK_S)  # who changes it again at once lets those in who wait


def in_utf8(path: PurePath | str) -> str:
    """A path as text that every file and table can hold; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def is_in_work(path: PurePath) -> bool:
    """Whether a folder's name says that a file is, or was when killed, being written in it."""
    return path.name.startswith(_PREFIX)


def clear_left_overs(folder: Path) -> None:
    """Remove what killed processes left half-written in a folder; what is being written stays."""
    for left in folder.glob(f"{_PREFIX}*/"):
        lock = FileLock(left / _LOCK, blocking=False)
        try:
            # one that is new and not locked yet is about to be
            if not (left / _LOCK).exists() and time.time() - left.stat().st_mtime < _NEW_S:
                continue
            lock.acquire()
        except (Timeout, OSError):
            continue
        _remove(left, lock)

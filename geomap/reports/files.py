"""Files and folders to reports; whatever a file holds, it costs no other file."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePath

from geomap.errors import ReportError
from geomap.limits import TooLong, at_most, contents
from geomap.model import Loss, Report
from geomap.reports import coded
from geomap.reports.fields import said_of
from geomap.reports.kinds import READERS
from geomap.writing import in_utf8

_MOST_SHOWN = 200
_MOST_S = 600.0
"""Seconds of the processor that a parser may take for one report of a file."""


def of_path(path: Path) -> Iterator[Report | Loss]:
    """Reports of a file or of each file in a folder, and what cannot be read.

    Raises
    ------
    ReportError
        If the path does not exist.
    """
    for one in listed(path):
        yield from [one] if isinstance(one, Loss) else of_file(*one)


def listed(path: Path) -> Iterator[tuple[Path, PurePath] | Loss]:
    """Files that hold reports, each with its name relative to a folder, and what is no such file.

    Raises
    ------
    ReportError
        If the path does not exist.
    """
    if _is(path.is_dir):
        yield from _folder(path)
    elif _is(path.is_file):
        yield path, PurePath(in_utf8(path.name))
    else:
        said = " ".join(in_utf8(path).split())
        hint = "; a text itself goes to geomap.from_texts" if " " in said else ""
        shown = said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]}…"
        raise ReportError(
            f"{shown}: expected a file or folder of reports, found nothing there{hint}"
        )


def _is(asked: Callable[[], bool]) -> bool:
    """What a path is; one that no file system takes, as a whole text, is nothing."""
    try:
        return asked()
    except (OSError, ValueError):
        return False


def _folder(root: Path) -> Iterator[tuple[Path, PurePath] | Loss]:
    """Every file below a folder that has a reader, by name; links that lead out are left."""
    home = os.path.realpath(root)
    others: Counter[str] = Counter()
    for path in _walk(root):
        name = PurePath(in_utf8(path.relative_to(root)))
        if isinstance(path, _Closed):
            yield Loss(what="folder", where=str(name), why="expected a folder that can be read")
        elif not Path(os.path.realpath(path)).is_relative_to(home):
            yield Loss(what="file", where=str(name), why="a link that leads out of the folder")
        elif name.suffix.lower() not in READERS or (why := _unreachable(path)) is None:
            others[name.suffix.lower() or "no suffix"] += 1
        elif why:
            yield Loss(what="file", where=str(name), why=why)
        else:
            yield path, name
    for suffix, n in sorted(others.items()):
        parts = (f"{n} with {suffix}",)
        yield Loss(what="file", where="", parts=parts, why=f"expected {', '.join(READERS)}")


def _unreachable(path: Path) -> str | None:
    """Why a file cannot be reached, "" where it can be; None for what is no file at all."""
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else None
    except OSError as error:
        return error.strerror or str(error)


class _Closed(type(Path())):  # type: ignore[misc]
    """A folder that cannot be listed."""


def _walk(root: Path) -> list[Path]:
    """Files below a folder and the folders that cannot be listed, by name, without hidden ones."""
    closed: list[Path] = []
    found: list[Path] = []
    for folder, inner, names in os.walk(root, onerror=lambda e: closed.append(_Closed(e.filename))):
        inner[:] = [name for name in inner if not name.startswith(".")]
        linked = [name for name in inner if _is((Path(folder) / name).is_symlink)]
        found += [Path(folder) / name for name in [*names, *linked] if not name.startswith(".")]
    return sorted(found + closed)


def of_file(path: Path, name: PurePath) -> Iterator[Report | Loss]:
    """Reports of one file; what its parsers raise, whatever it is, becomes a loss."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Loss(what="file", where=str(name), why=f"expected one of {', '.join(READERS)}")
        return
    try:
        data = contents(path)
        if events := coded.shape(name, data):
            why = f"expected reports, found events ({events}): name the file itself, or --events"
            yield Loss(what="file", where=str(name), why=why)
            return
        yield from _in_time(partial(reader, name, data))
    except TooLong:
        why = f"expected at most {_MOST_S:,g} s of processor time, the rest is not read"
        yield Loss(what="file", where=str(name), why=why)
    except OSError as error:
        yield Loss(what="file", where=str(name), why=error.strerror or str(error))
    except Exception as error:  # other people's parsers raise what they like
        yield Loss(what="report", where=str(name), why=said_of(error))


def _in_time(read: Callable[[], Iterator[Report | Loss]]) -> Iterator[Report | Loss]:
    """What a reader yields, each thing within its time."""
    with at_most(_MOST_S):
        found = read()
        one = next(found, None)
    while one is not None:
        yield one
        with at_most(_MOST_S):
            one = next(found, None)

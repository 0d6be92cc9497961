"""Files to reports, of the kinds that people have, and reports from what is in memory.

What cannot be read becomes a `Loss` in the second list; the others go on.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import ReportError
from geomap.model import Loss, Report, alike
from geomap.reports import coded
from geomap.reports.decoding import shown
from geomap.reports.files import listed, of_file, of_path
from geomap.reports.kinds import READERS
from geomap.reports.links import links
from geomap.reports.memory import Given, of_frame, of_given, of_texts
from geomap.reports.texts import divided, from_text, segments
from geomap.reports.workbook import sheets

__all__ = [
    "SUFFIXES", "Given", "apart", "at_least_one", "divided", "from_text", "gathered", "links",
    "listed", "of_file", "of_frame", "of_texts", "read", "segments", "sheets", "shown",
]  # fmt: skip

SUFFIXES = tuple(READERS)


def read(given: Iterable[Given] | Given) -> tuple[list[Report], list[Loss]]:
    """Read every report in files, in folders and in memory.

    Parameters
    ----------
    given
        Files of the kinds in `SUFFIXES`, or folders, searched recursively (links that lead out of
        a folder and hidden files are left); reports, mappings with a `text`, DataFrames with a row
        a report; or several of these. A string is a path; for texts see `of_texts`.

    Returns
    -------
    tuple of list of Report, list of Loss
        The reports in the order given (a folder's files by name), and what could not be read, each
        with the file, the lines where there are some, and what was expected. A text that repeats
        an earlier one word for word is left out and named there.

    Raises
    ------
    ReportError
        If a path does not exist, or something else was given.
    """
    return gathered(found for each in _several(given) for found in _of(each))


def apart(given: Iterable[Given] | Given) -> tuple[list[Any], list[Path]]:
    """What was given without the files of coded events that are named in it, and these files.

    ACLED's and UCDP GED's tables, GeoJSON and KML hold events and no reports; a `GeomapWarning`
    says so of each.
    """
    return coded.apart(_several(given))


def _several(given: Any) -> Iterable[Any]:
    one = isinstance(given, (str, Path, Report, Mapping)) or hasattr(given, "itertuples")
    return [given] if one else given


def gathered(found: Iterable[Report | Loss]) -> tuple[list[Report], list[Loss]]:
    """Reports and losses apart; a text is read once."""
    reports: list[Report] = []
    lost: list[Loss] = []
    first: dict[str, str] = {}
    for one in found:
        if isinstance(one, Loss):
            lost.append(one)
        elif (earlier := first.get(one.sha256)) is not None:
            why = f"the same text as {earlier}, read once"
            lost.append(Loss(what="report", where=one.report_id, why=why))
        else:
            first[one.sha256] = one.report_id
            reports.append(one)
    return reports, list(alike(lost))


def at_least_one(found: tuple[list[Report], list[Loss]]) -> tuple[list[Report], list[Loss]]:
    """The same reports and losses, or `ReportError` that says why there is no report."""
    if not found[0]:
        why = "; ".join(map(str, found[1])) or "nothing was given that is read"
        raise ReportError(f"expected at least one report, found none: {why}")
    return found


def _of(given: object) -> Iterator[Report | Loss]:
    return of_path(Path(given)) if isinstance(given, (str, Path)) else of_given(given)

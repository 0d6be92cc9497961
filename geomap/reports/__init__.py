"""Files to reports: plain text, Markdown with front matter, HTML, JSON Lines, CSV.

A file that cannot be read becomes a `ReportError` in the second list; the others go on.
"""

from collections.abc import Iterable
from pathlib import Path

from geomap.errors import ReportError
from geomap.model import Report
from geomap.reports.files import each, files
from geomap.reports.texts import from_text, segments

__all__ = ["from_text", "read", "segments"]


def read(paths: Iterable[Path | str] | Path | str) -> tuple[list[Report], list[ReportError]]:
    """Read every report in files and folders.

    Parameters
    ----------
    paths
        Files (.txt, .md, .html, .htm, .jsonl, .csv) or folders, which are searched recursively.

    Returns
    -------
    tuple of list of Report, list of ReportError
        The reports in the order of the paths (a folder's files by name), and what could not be
        read, each with the file, the line where there is one, and what was expected. A text that
        repeats an earlier one word for word is left out and named there.

    Raises
    ------
    ReportError
        If a path does not exist.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    reports: list[Report] = []
    errors: list[ReportError] = []
    first: dict[str, str] = {}
    for found in each(files(Path(path) for path in given)):
        if isinstance(found, ReportError):
            errors.append(found)
        elif (earlier := first.get(found.sha256)) is not None:
            errors.append(ReportError(f"{found.report_id}: the same text as {earlier}, read once"))
        else:
            first[found.sha256] = found.report_id
            reports.append(found)
    return reports, errors

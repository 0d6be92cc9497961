"""Files to reports: plain text, Markdown with front matter, HTML, JSON, JSON Lines, CSV.

What cannot be read becomes a `Loss` in the second list; the others go on.
"""

from collections.abc import Iterable
from pathlib import Path

from geomap.model import Loss, Report, alike
from geomap.reports.files import each
from geomap.reports.texts import from_text, segments

__all__ = ["from_text", "read", "segments"]


def read(paths: Iterable[Path | str] | Path | str) -> tuple[list[Report], list[Loss]]:
    """Read every report in files and folders.

    Parameters
    ----------
    paths
        Files (.txt, .md, .html, .json, .jsonl, .csv, .tsv) or folders, searched recursively;
        links that lead out of a folder and hidden files are left.

    Returns
    -------
    tuple of list of Report, list of Loss
        The reports in the order of the paths (a folder's files by name), and what could not be
        read, each with the file, the lines where there are some, and what was expected. A text
        that repeats an earlier one word for word is left out and named there.

    Raises
    ------
    ReportError
        If a path does not exist.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    reports: list[Report] = []
    lost: list[Loss] = []
    first: dict[str, str] = {}
    for found in each(Path(path) for path in given):
        if isinstance(found, Loss):
            lost.append(found)
        elif (earlier := first.get(found.sha256)) is not None:
            why = f"the same text as {earlier}, read once"
            lost.append(Loss(what="report", where=found.report_id, why=why))
        else:
            first[found.sha256] = found.report_id
            reports.append(found)
    return reports, list(alike(lost))

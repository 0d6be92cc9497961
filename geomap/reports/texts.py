"""A string becomes a report."""

import hashlib
import re
from datetime import date

from geomap.errors import ReportError
from geomap.model import Report
from geomap.reports.paragraphs import segments

HALF_PAIR = re.compile(r"[\ud800-\udfff]")  # JSON can say it, no file and no table can hold it


def from_text(
    text: str,
    *,
    report_id: str = "report",
    published: date | None = None,
    title: str = "",
    publisher: str = "",
    url: str = "",
) -> Report:
    """Make a report from a string.

    The id is `report_id` made safe for file names and links, with the text's hash, so that the
    same text from the same file has the same id on every machine.

    Raises
    ------
    ReportError
        If there is no text.

    Examples
    --------
    >>> from_text("Clashes near Andarab.", report_id="first").report_id
    'first-9da390e1'
    """
    if not text.strip():
        raise ReportError(f"{report_id}: expected some text, found none")
    text = HALF_PAIR.sub("\ufffd", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", report_id.casefold()).strip("-")[:48] or "report"
    return Report(
        report_id=f"{slug}-{sha256[:8]}",
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        sha256=sha256,
        segments=tuple(segments(text)),
    )

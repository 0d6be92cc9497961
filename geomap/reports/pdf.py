"""PDF: its lines put together to paragraphs."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from geomap.errors import MissingExtraError, ReportError
from geomap.model import Loss, Report
from geomap.reports.clippings import read_clippings

# what it says becomes a loss: without a handler it would go to the terminal as it is
logging.getLogger("pypdf").addHandler(logging.NullHandler())
_SENTENCE_END = re.compile(r"[.!?:;\"”’')\]]$")
_HEADING, _FULL, _WHOLE = 0.5, 0.75, 0.95
"""Shares of the usual width: up to which a line may be a heading, from which it goes on in the next
one, and from which it does so too where it ends a sentence."""


def read_pdf(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """The report of a PDF: its lines put together to paragraphs, without running heads.

    Raises
    ------
    MissingExtraError
        If pypdf is not installed (`pip install geomap-news[pdf]`).
    ReportError
        If it cannot be opened, or holds pictures of text alone.
    """
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtraError(
            "reading a PDF needs pypdf: pip install 'geomap-news[pdf]'"
        ) from error
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text().splitlines() for page in document.pages]
        title = (document.metadata and document.metadata.title) or ""
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError) as error:
        raise ReportError(f"expected a PDF that can be opened: {str(error)[:100]}") from error
    text = _joined([line for page in _without_heads(pages) for line in page])
    if not text.strip():
        n = len(pages)
        raise ReportError(f"expected text, found {n} pages without any: have it recognised first")
    yield from read_clippings(name, {"text": text, "title": title})


def _without_heads(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Lines of each page without its first or last one where most pages have the same there."""
    ends = [{_shape(page[0]), _shape(page[-1])} for page in pages if page]
    counted = Counter(line for both in ends for line in both)
    running = {line for line, n in counted.items() if n > 2 and n * 2 > len(ends)}
    for page in pages:
        edges = {0, len(page) - 1}
        yield [line for n, line in enumerate(page) if not (n in edges and _shape(line) in running)]


def _shape(line: str) -> str:
    """A line with its numbers as one: page 3 is as page 4."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _joined(lines: Sequence[str]) -> str:
    """Lines to paragraphs: after a line that is as long as most the paragraph goes on."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[list[str]] = [[]]
    for line in map(str.strip, lines):
        last = paragraphs[-1][-1] if paragraphs[-1] else ""
        if not line or (last and not line[0].islower() and _ends(last, line, width)):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return "\n\n".join(_unbroken(one) for one in paragraphs if one)


def _ends(last: str, line: str, width: int) -> bool:
    """Whether a paragraph ends with a line: it is short, or a sentence ends and a heading comes."""
    if len(last) < width * _FULL:
        return True
    heading = len(line) < width * _HEADING and not _SENTENCE_END.search(line)
    return bool(_SENTENCE_END.search(last)) and (len(last) < width * _WHOLE or heading)


def _unbroken(lines: Sequence[str]) -> str:
    """Lines as one, with the words whole that were broken between them."""
    text = lines[0]
    for line in lines[1:]:
        broken = text[-1:] in "-\u00ad" and text[-2:-1].isalpha() and line[0].islower()
        text = text[:-1] + line if broken else f"{text} {line}"
    return text

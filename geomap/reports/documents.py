"""Documents of word processors (.docx, .odt): their paragraphs and their title."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from xml.etree import ElementTree

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports.clippings import read_clippings
from geomap.reports.feeds import MOST_XML, bare_tree

Tags = frozenset[str]
_WORD, _OPEN = frozenset({"t"}), frozenset({"p", "h", "span", "a"})
_SPACE = re.compile(r"\s+")
_LINE_ENDS = {"tab": "\t", "s": " "} | dict.fromkeys(("br", "cr", "line-break"), "\n")
# what was struck out, what stands elsewhere, and a drawing's second copy for old programs
_UNSEEN = {"Fallback", "del", "moveFrom", "tracked-changes", "annotation", "note", "instrText"}


def read_docx(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """The report of a Word document, as it stands with its changes accepted."""
    return _packed(name, data, ("word/document.xml", "docProps/core.xml"), _WORD)


def read_odt(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """The report of an OpenDocument text."""
    return _packed(name, data, ("content.xml", "meta.xml"), _OPEN)


def _packed(
    name: PurePath, data: bytes, files: tuple[str, str], own: Tags
) -> Iterator[Report | Loss]:
    """A report of a zip with a document and what is said about it.

    The day that a document was made or changed is nobody's day of publication.
    """
    body, about = (_member(data, file) for file in files)
    if body is None:
        raise ReportError(f"expected a {name.suffix} document, it lacks {files[0]}")
    paragraphs = [words for words in _paragraphs(body, own) if words]
    title = next((one.text or "" for one in about.iter("title")), "") if about is not None else ""
    yield from read_clippings(name, {"text": "\n\n".join(paragraphs), "title": title})


def _member(data: bytes, file: str) -> ElementTree.Element | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo(file).file_size > MOST_XML:
                raise ReportError(f"expected at most {MOST_XML:,} bytes in {file}")
            return bare_tree(packed.read(file))
    except KeyError:
        return None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ReportError(f"expected a document, a zip that can be opened: {error}") from error


def _paragraphs(element: ElementTree.Element, own: Tags) -> Iterator[str]:
    """Words of each paragraph and heading in their order, those of tables too."""
    for child in element:
        if child.tag in {"p", "h"}:
            yield "".join(_words(child, own)).strip()
        elif child.tag not in _UNSEEN:
            yield from _paragraphs(child, own)


def _words(element: ElementTree.Element, own: Tags) -> Iterator[str]:
    """Words of a paragraph, from the elements whose text is the writer's and no layout."""
    if element.tag in own:
        yield _SPACE.sub(" ", element.text or "")
    for child in element:
        if child.tag not in _UNSEEN:
            yield _LINE_ENDS.get(child.tag, "")
            yield from _words(child, own)
        if element.tag in own:
            yield _SPACE.sub(" ", child.tail or "")

"""Feeds: RSS of every version, and Atom."""

from collections.abc import Iterator
from pathlib import PurePath
from xml.etree import ElementTree

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports.decoding import shown
from geomap.reports.fields import from_record

MOST_XML = 1 << 26
"""Bytes of XML; as elements they take up to twenty times as many."""

_WHOLE, _SHORT = ("encoded", "content"), ("description", "summary")
_MEDIA = {"enclosure", "content", "thumbnail"}
_DAYS = ("pubDate", "published", "date", "updated")


def read_feed(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """A report an entry, in its longest words, with the feed's title as its publisher.

    Raises
    ------
    ReportError
        If it is no feed.
    """
    root = bare_tree(data)
    entries = [one for one in root.iter() if one.tag in {"item", "entry"}]
    if root.tag not in {"rss", "RDF", "feed"} or not entries:
        raise ReportError(f"expected RSS or Atom with entries, found XML of <{root.tag}>")
    channel = root.find("channel")
    publisher = _text(root if channel is None else channel, "title")
    for number, entry in enumerate(entries, 1):
        texts = [shown(_text(entry, tag)) for tag in (*_WHOLE, *_SHORT)]
        fields = {
            "text": max(texts, key=len),
            "title": shown(_text(entry, "title")),
            "publisher": publisher,
            "url": _link(entry),
            "media": [one.get("url") for one in entry.iter() if one.tag in _MEDIA],
            "published": next(filter(None, (_text(entry, tag) for tag in _DAYS)), ""),
        }
        yield from from_record(name, f"item {number}", fields)


def bare_tree(data: bytes) -> ElementTree.Element:
    """The root of an XML document, its tags without their namespaces.

    Raises
    ------
    ReportError
        If it is no XML, or too much of it.
    """
    if len(data) > MOST_XML:
        raise ReportError(f"expected at most {MOST_XML:,} bytes of XML: cut it into several")
    try:
        # no entity is declared by these formats; expat itself bounds their expansion
        root = ElementTree.fromstring(data.strip())  # noqa: S314
    except (ElementTree.ParseError, ValueError) as error:
        raise ReportError(f"expected XML: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _text(entry: ElementTree.Element, tag: str) -> str:
    """The words of a child; XHTML in it as words too."""
    child = entry.find(tag)
    if child is None:
        return ""
    return (child.text or "").strip() if not len(child) else "\n".join(child.itertext()).strip()


def _link(entry: ElementTree.Element) -> str:
    links = entry.findall("link")
    own = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    return "" if own is None else (own.get("href") or own.text or "").strip()

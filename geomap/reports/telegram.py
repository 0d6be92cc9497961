"""Telegram's own export of a chat or channel as pages (messages.html)."""

from collections.abc import Iterator, Mapping
from typing import Any

from geomap.errors import ReportError

_MARK = 'class="message default'


def is_export(page: str) -> bool:
    """Whether a page is Telegram's export."""
    return _MARK in page and 'class="history"' in page


def messages(page: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each message that has words: its number, and its fields by our names.

    Who sends several in a row is named in the first of them; a forwarded one is its author's.

    Raises
    ------
    ReportError
        If the page cannot be taken apart.
    """
    from lxml import etree, html

    try:
        root = html.fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise ReportError(f"expected a page of Telegram's export: {error}") from error
    channel = _words(root, ".//div[@class='page_header']//div[contains(@class, 'text')]")
    sender = channel
    for found in root.xpath("//div[contains(@class, 'message default')]"):
        forwarded = found.xpath(".//div[contains(@class, 'forwarded')]")
        sender = _words(found, "./div/div[@class='from_name']") or sender
        author = _words(forwarded[0], "./div[@class='from_name']/text()") if forwarded else sender
        text = "\n".join(
            filter(None, (_shown(one) for one in found.xpath(".//div[@class='text']")))
        )
        if text:
            stamps = found.xpath("./div/div[contains(@class, 'date')]/@title")
            yield (
                str(found.get("id", "")).removeprefix("message"),
                {"text": text, "publisher": author, "published": stamps[0] if stamps else None},
            )


def _words(element: Any, path: str) -> str:
    """The words of the first thing at a path, on one line."""
    found = next(iter(element.xpath(path)), "")
    return " ".join((found if isinstance(found, str) else found.text_content()).split())


def _shown(element: Any) -> str:
    from lxml import html

    from geomap.reports.decoding import shown

    return shown(str(html.tostring(element, encoding="unicode", with_tail=False)))

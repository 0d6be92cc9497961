"""Bytes of files to words, and markup to the words that it shows."""

import codecs
import html
import re

from geomap.errors import ReportError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_UNSEEN = re.compile(r"<(?:(script|style|head)\b|!--)", re.IGNORECASE)
_ENDS = {kind: re.compile(rf"</{kind}\s*>", re.IGNORECASE) for kind in ("script", "style", "head")}
_COMMENT_END = re.compile("-->")
_INLINE = re.compile(r"</?(?:[abiu]|em|span|font)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!?][^>]*>", re.IGNORECASE)


def decoded(data: bytes, charset: str = "") -> str:
    """The words of a file: by its mark, as UTF-8, by the named charset, else Windows-1252.

    Raises
    ------
    ReportError
        If the bytes are no text.
    """
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(_known(charset) or "cp1252", "replace")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise ReportError("expected text, found binary data")
    return text


def charset_of(data: bytes) -> str:
    """The charset that a page names in its head, where Python knows it by that name."""
    named = _CHARSET.search(data[:_HEAD_BYTES])
    return _known(named[1].decode("ascii", "replace")) if named else ""


def _known(charset: str) -> str:
    """A charset by the name under which Python decodes with it, or ""."""
    try:
        name = codecs.lookup(charset).name
        b"\xe4".decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return ""
    # browsers read a page that says Latin-1 as Windows-1252
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def shown(markup: str) -> str:
    r"""What a piece of HTML shows: its words, a line a block; other text as it is.

    Examples
    --------
    >>> shown("<p>Shelling on <b>22 August</b></p><p>two &amp; more</p>")
    'Shelling on 22 August\ntwo & more'
    >>> shown("a < b, and R&D")
    'a < b, and R&D'
    """
    if not _TAG.search(markup, 0, markup.rfind(">") + 1):
        return html.unescape(markup).strip()
    seen = _seen(" ".join(markup.split()))
    # behind the last sign that closes a tag there is none: each would be looked for to the end
    end = seen.rfind(">") + 1
    blocks = _TAG.sub("\n", _INLINE.sub("", seen[:end])) + seen[end:]
    lines = (" ".join(line.split()) for line in html.unescape(blocks).split("\n"))
    return "\n".join(filter(None, lines))


def _seen(markup: str) -> str:
    """Markup without scripts, styles, heads and comments; what is never closed stays."""
    kept, at, unclosed = [], 0, set()
    for opened in _UNSEEN.finditer(markup):
        kind = (opened[1] or "").lower()
        if opened.start() < at or kind in unclosed:
            continue
        closed = _ENDS.get(kind, _COMMENT_END).search(markup, opened.end())
        if closed is None:
            unclosed.add(kind)
            continue
        kept.append(markup[at : opened.start()])
        at = closed.end()
    return " ".join([*kept, markup[at:]])

"""Words of reports where a notebook shows them: they stand there as themselves and do nothing."""

from html import escape

MOST_CHARS = 2_000


def text_html(words: str) -> str:
    r"""Words of a report as HTML that does nothing.

    Examples
    --------
    >>> text_html("<b>$1</b>")
    '<bdi>&lt;b&gt;<span>$</span>1&lt;/b&gt;</bdi>'
    """
    return f"<bdi>{words_html(words)}</bdi>"


def words_html(words: str) -> str:
    """`text_html` without the isolation, for a part of a line that is isolated as a whole."""
    # notebooks set what stands between two dollars, or after a backslash, as LaTeX; an element
    # around each keeps them apart
    kept = escape(words).replace("\\", "<span>\\</span>").replace("$", "<span>$</span>")
    return kept.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def one_line(words: str) -> str:
    """A text on one line of printable characters, cut where it is very long."""
    line = "".join(c if c.isprintable() else " " for c in words[: MOST_CHARS + 1])
    line = " ".join(line.split())
    return line if len(words) <= MOST_CHARS else line[:MOST_CHARS] + "…"

"""How things show themselves in a notebook: HTML in which words of reports do nothing.

Such words stand there as themselves: escaped, isolated so that right-to-left writing turns nothing
else round, and never read as LaTeX. What a record shows is for the record to say.
"""

from collections.abc import Iterable
from html import escape
from math import cos, isnan, radians, sin

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


def one_line(words: str, most: int = MOST_CHARS) -> str:
    """A text on one line of printable characters, cut where it is longer than `most`."""
    # four times as many may hold that many, with blanks between them
    kept = "".join(c if c.isprintable() else " " for c in words[: most * 4])
    line = " ".join(kept.split())
    return line if len(line) <= most else line[:most] + "…"


def card(title: str, rows: Iterable[tuple[str, str]], *, quote: str = "", beside: str = "") -> str:
    """A title and a table of names and values as HTML.

    Parameters
    ----------
    title, quote
        Words, also of reports; the quote stands above the title.
    rows
        Names, which are words of ours, and values; a row without a value is left out.
    beside
        HTML of ours that stands to the left, such as a `dial`.
    """
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{name}</th>'
        f'<td style="text-align:left">{text_html(value)}</td></tr>'
        for name, value in rows
        if value
    )
    said = f"<blockquote>{text_html(quote[:MOST_CHARS])}</blockquote>" if quote else ""
    inner = f"{said}<strong>{text_html(title)}</strong><table><tbody>{cells}</tbody></table>"
    if beside:
        style = "display:flex;gap:1em;align-items:center"
        inner = f'<div style="{style}">{beside}<div>{inner}</div></div>'
    return box(inner)


def box(inner: str) -> str:
    """HTML in an element in which no notebook sets LaTeX."""
    return f'<div class="geomap tex2jax_ignore mathjax_ignore">{inner}</div>'


def dial(bearing_deg: float) -> str:
    """A dial with north up and an arrow at a bearing, as SVG; "" where there is no bearing."""
    if isnan(bearing_deg):
        return ""
    x, y = 24 + 17 * sin(radians(bearing_deg)), 24 - 17 * cos(radians(bearing_deg))
    return (
        '<svg viewBox="0 0 48 48" width="48" height="48" role="img" '
        f'aria-label="bearing {bearing_deg:.0f} degrees" fill="none" stroke="currentColor">'
        '<circle cx="24" cy="24" r="22"/><path d="M24 2v5"/>'
        f'<path d="M24 24L{x:.1f} {y:.1f}" stroke-width="3" stroke-linecap="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="currentColor"/></svg>'
    )

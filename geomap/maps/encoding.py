"""The map's encoding: fill pattern = status, outline = precision, shape = type, colour = side.

Patterns, shapes and the colours of shapes stand with their words in `geomap.model` (`Status`,
`Symbol`); here are outlines and the other colours. The browser part, the still pictures and the
legend read these alone.
"""

from geomap.model import Entry, Symbol, event_code

SIDE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
NO_SIDE_COLOUR = "#666666"
NO_SIDE = "no side named"
TOLL_COLOURS = {
    "no number killed": "#8A8A8A", "1 to 9 killed": "#D9814F", "10 to 99 killed": "#B8331B",
    "100 or more killed": "#6E0F12",
}  # fmt: skip


class Outline(Entry):
    """How a symbol's edge is drawn, from how well its place is known."""

    FULL = "full", "up to 5 km", "full outline: a settlement or nearer"
    DASHED = "dashed", "up to 25 km", "dashed outline: near a place or a district"
    DOTTED = (
        "dotted", "beyond 25 km",
        "dotted outline, with the radius drawn to scale on selection",
    )  # fmt: skip
    AREA = (
        "area", "area only",
        "the area is outlined and its events stand in a box; no point is meant",
    )  # fmt: skip


def shape(event_type: str, event_mode: str = "") -> str:
    """The shape of an event's symbol, from its type and mode; a circle for a type not PLOVER's.

    Examples
    --------
    >>> shape("ASSAULT", "aerial"), shape("COERCE", "seize"), shape("CONSULT")
    ('diamond', 'square', 'circle')
    """
    code = event_code(event_type, event_mode)
    return (code.symbol if code else Symbol.CIRCLE).value


def words(event_type: str, event_mode: str = "") -> str:
    """What happened in plain words; a mode that PLOVER lacks stands in brackets after its type.

    Examples
    --------
    >>> words("COERCE", "seize"), words("COERCE", "tax"), words("looting")
    ('taking or holding control', 'coercion (tax)', 'looting')
    """
    code, mode = event_code(event_type, event_mode), event_mode.strip()
    plain = code.words if code else event_type.lower()
    return plain if not mode or (code and code.mode) else f"{plain} ({mode})"

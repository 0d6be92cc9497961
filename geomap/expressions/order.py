"""Wordings of a single expression of place that are first brought into the usual order."""

import re

from geomap.expressions.quantities import QUANTITY
from geomap.expressions.words import DIRECTION

_FIGURE = re.sub(r"\(\?P<\w+>", "(?:", QUANTITY.pattern)
_AFTER = re.compile(
    rf"^(?P<name>[^,\d]+?)\s*,\s*(?P<figure>{_FIGURE})\s+(?:to|in)\s+(?:the|its)\s+"
    rf"(?P<way>{DIRECTION})$",
    re.I,
)
_BY = re.compile(rf"^(?P<lead>.*?\b(?:{DIRECTION})\s+of\s+.+?)\s+by\s+(?P<figure>{_FIGURE})$", re.I)


def in_usual_order(said: str) -> str:
    """Expression with its figure first: "Kunduz, 20 km to its north" to "20 km north of Kunduz".

    Examples
    --------
    >>> in_usual_order("Kunduz, 20 km to its north"), in_usual_order("south of Gao by about 20 km")
    ('20 km north of Kunduz', 'about 20 km south of Gao')
    """
    if (match := _AFTER.match(said)) is not None:
        return f"{match['figure']} {match['way']} of {match['name']}"
    if (match := _BY.match(said)) is not None:
        return f"{match['figure']} {match['lead']}"
    return said

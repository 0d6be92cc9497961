"""Areas of `locate` that are told from two places."""

import re

from shapely.geometry.base import BaseGeometry

from geomap.claims._anchors import Asked, Ends, both, pair, shared
from geomap.claims._find import Expression
from geomap.claims._on_roads import joints
from geomap.claims._pairs import stretch
from geomap.claims._site import Site, route
from geomap.errors import InputError, UnknownPlaceError
from geomap.model import Candidate
from geomap.relations import between, corridor, nearer, widen

_THAN = re.compile(r"\s*,?\s+than\s+(?:to\s+)?", re.I)
_BORDER_M = 5_000.0

Spanned = tuple[tuple[Site, Site], list[Candidate], BaseGeometry, str]
"""Two places, others of the first one's name, the area, and how it was made."""


def spanned(said: str, found: Expression, asked: Asked) -> Spanned:
    """Area that an expression selects between two places."""
    first, second, others, read = _ends(said, found, asked)
    if found.kind == "closer":
        area = nearer(first.middle, second.middle)
        why = f"Closer to {first.name}, and no farther from it than the two lie apart."
    elif found.kind == "between":
        part = stretch(found.tag)
        area = between(first.middle, second.middle, stretch=part)
        why = "Where both places lie at least 120 degrees apart"
        why += f", {part[0]:.0%} to {part[1]:.0%} of the way." if part != (0.0, 1.0) else "."
    else:
        way = route(asked.terrain, first.middle, second.middle) if asked.terrain else None
        area = corridor(first.middle, second.middle, way=way.line if way else None)
        why = f"Along the {way.method if way else 'straight line, not the road'}."
    return (first, second), others, area, why + read


def _ends(said: str, found: Expression, asked: Asked) -> Ends:
    """The two places of an expression."""
    if found.kind == "way":
        return _of_way(said[found.at : found.end], asked)
    if found.kind == "closer":
        names = _THAN.split(said[found.at :], maxsplit=1)
        if len(names) != 2:
            raise InputError(f"expected “closer to A than to B”, got {said!r}")
        return both(names[0], names[1], asked, point=True)
    return pair(said[found.at :], asked)


def _of_way(words: str, asked: Asked) -> Ends:
    """Both ends of "A-B road", where a name may have a hyphen of its own."""
    for one, two in joints(words):
        try:
            return both(one, two, asked, point=True)
        except (UnknownPlaceError, InputError):
            continue
    raise UnknownPlaceError(f"expected a road between two places, got {words!r}")


def bordering(names: str, asked: Asked) -> Spanned:
    """Along the border between A and B: the border that they share, 5 km to either side."""
    first, second, others, read = pair(names, asked, point=False)
    line = shared(first, second)
    return (first, second), others, *along(line, read)


def along(border: Site, read: str = "") -> tuple[BaseGeometry, str]:
    """A border with 5 km to either side, and how it was made."""
    return widen(border.extent, _BORDER_M), f"Along {border.name}, 5 km to either side.{read}"

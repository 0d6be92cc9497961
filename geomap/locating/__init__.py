"""Expressions of place to areas, and the places that their names mean.

`locate` reads a single expression. The other rooms of spatial statements build on its parts: a
`World` (gazetteer and terrain) gives the `Site` of a place, what is known of its shape; `shape_of`
the area that an expression selects around, inside or between sites.
"""

from geomap.locating.anchors import cuts
from geomap.locating.areas import SHARE_ROOM, SHARES, beyond, inside, side, stretch
from geomap.locating.countries import WHOLE_RING, country, country_code, nation, sea_side
from geomap.locating.expressed import locate, shape_of
from geomap.locating.located import Located
from geomap.locating.names import AS_WRITTEN, Meanings, cities_first, meanings
from geomap.locating.pairs import Pair, likeliest
from geomap.locating.shapes import DRAWN_M, Shape
from geomap.locating.sites import PART_UNCERTAINTY_M, Site, World, heights, part_point

__all__ = [
    "AS_WRITTEN",
    "DRAWN_M",
    "PART_UNCERTAINTY_M",
    "SHARES",
    "SHARE_ROOM",
    "WHOLE_RING",
    "Located",
    "Meanings",
    "Pair",
    "Shape",
    "Site",
    "World",
    "beyond",
    "cities_first",
    "country",
    "country_code",
    "cuts",
    "heights",
    "inside",
    "likeliest",
    "locate",
    "meanings",
    "nation",
    "part_point",
    "sea_side",
    "shape_of",
    "side",
    "stretch",
]

"""Elevation to valleys, passes, exits, heights, routes and hill shade."""

from geomap.terrain.drainage import Drainage, drainage, snap
from geomap.terrain.elevation import Elevation
from geomap.terrain.passes import exits, passes
from geomap.terrain.shading import hill_shade, mercator_row_lats
from geomap.terrain.shipped import Terrain, load
from geomap.terrain.valleys import Valley, find_mouth, valley

__all__ = [
    "Drainage",
    "Elevation",
    "Terrain",
    "Valley",
    "drainage",
    "exits",
    "find_mouth",
    "hill_shade",
    "load",
    "mercator_row_lats",
    "passes",
    "snap",
    "valley",
]

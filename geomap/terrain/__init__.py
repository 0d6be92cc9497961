"""Elevation to valleys, passes, exits, heights, routes and hill shade."""

from geomap.terrain.cells import mask_of, outline, upper_band
from geomap.terrain.drainage import Drainage, drainage, snap
from geomap.terrain.elevation import Elevation
from geomap.terrain.passes import exits, passes
from geomap.terrain.roads import Roads, network, read_roads
from geomap.terrain.routes import Route, least_cost_path, walking_speed_kmh
from geomap.terrain.shading import hill_shade, mercator_row_lats
from geomap.terrain.shipped import Terrain, load
from geomap.terrain.valleys import Valley, find_mouth, valley

__all__ = [
    "Drainage",
    "Elevation",
    "Roads",
    "Route",
    "Terrain",
    "Valley",
    "drainage",
    "exits",
    "find_mouth",
    "hill_shade",
    "least_cost_path",
    "load",
    "mask_of",
    "mercator_row_lats",
    "network",
    "outline",
    "passes",
    "read_roads",
    "snap",
    "upper_band",
    "valley",
    "walking_speed_kmh",
]

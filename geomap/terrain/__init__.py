"""Elevation to valleys, passes, exits, heights, routes and hill shade."""

from geomap.terrain.cells import mask_of, outline, upper_band
from geomap.terrain.drainage import Drainage, drainage, snap
from geomap.terrain.elevation import Bounds, Elevation
from geomap.terrain.ground import Layer, layer
from geomap.terrain.outlines import at_sea, dry, is_outlined, outlined, outlined_within
from geomap.terrain.overlays import (
    Overlay,
    check_overlay,
    drawn_as,
    of_frame,
    read_overlay,
    road_rank,
)
from geomap.terrain.passes import exits, passes
from geomap.terrain.quarter import fine_heights, valley_above
from geomap.terrain.rivers import BESIDE_M, across, along_m, course, downstream, reach_of, river_by
from geomap.terrain.roads import Roads, network, read_roads
from geomap.terrain.routes import Route, least_cost_path, walking_speed_kmh
from geomap.terrain.shading import hill_shade, light, mercator_row_lats, relief, tint_span
from geomap.terrain.shipped import Terrain, load
from geomap.terrain.valleys import Valley, find_mouth, valley
from geomap.terrain.waters import named_water
from geomap.terrain.world import heights, lit, resolution_deg

__all__ = [
    "BESIDE_M",
    "Bounds",
    "Drainage",
    "Elevation",
    "Layer",
    "Overlay",
    "Roads",
    "Route",
    "Terrain",
    "Valley",
    "across",
    "along_m",
    "at_sea",
    "check_overlay",
    "course",
    "downstream",
    "drainage",
    "drawn_as",
    "dry",
    "exits",
    "find_mouth",
    "fine_heights",
    "heights",
    "hill_shade",
    "is_outlined",
    "layer",
    "least_cost_path",
    "light",
    "lit",
    "load",
    "mask_of",
    "mercator_row_lats",
    "named_water",
    "network",
    "of_frame",
    "outline",
    "outlined",
    "outlined_within",
    "passes",
    "reach_of",
    "read_overlay",
    "read_roads",
    "relief",
    "resolution_deg",
    "river_by",
    "road_rank",
    "snap",
    "tint_span",
    "upper_band",
    "valley",
    "valley_above",
    "walking_speed_kmh",
]

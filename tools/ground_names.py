"""Where the names of countries and provinces stand on a map of the world, from the gazetteer."""

import geopandas as gpd
from shapely import Point

from geomap.gazetteer import open_gazetteer
from geomap.maps.ground import WORLD
from geomap.maps.naming import divisions

LAYERS = ("countries", "regions")


def layers() -> dict[str, gpd.GeoDataFrame]:
    """A point inside each country and province, with its name and its width at zoom 0."""
    gazetteer, made = open_gazetteer(), {}
    for level, layer in enumerate(LAYERS):
        frame = gazetteer.divisions(WORLD, level=level)
        found = divisions(frame, level, WORLD, view=WORLD, tolerance_deg=0.02)
        points = [Point(row["lon"], row["lat"]) for row in found]
        columns = {key: [row[key] for row in found] for key in ("name", "extent")}
        made[layer] = gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326")
    return made

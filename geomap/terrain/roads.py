"""A user's own roads: lines of a GeoPackage, or GraphML as OSMnx writes it."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod
from shapely import LineString, Point

from geomap.errors import InputError
from geomap.terrain.routes import Route, steps

METHOD = "shortest way along the user's roads"
_GEOD = Geod(ellps="WGS84")
_SNAP_M = 5_000.0
_ROUNDED = 6
_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Roads:
    """A network of roads, passable both ways.

    `points` holds longitude and latitude of each junction or bend, shape (n, 2), WGS84; `graph`
    the geodesic length in metres between neighbours, a sparse matrix of shape (n, n).
    """

    points: Floats
    graph: Any

    def way(self, a: Point, b: Point) -> Route | None:
        """The shortest way between two points, or None where no road leads from one to the other.

        Both ends are joined to the nearest road by a straight line of at most 5 km.
        """
        from scipy.sparse.csgraph import dijkstra

        ends = [self._nearest(point) for point in (a, b)]
        if any(off_m > _SNAP_M for _, off_m in ends):
            return None
        (start, start_m), (stop, stop_m) = ends
        lengths, before = dijkstra(
            self.graph, directed=False, indices=start, return_predecessors=True
        )
        if not np.isfinite(lengths[stop]):
            return None
        corners = [a, *(Point(self.points[i]) for i in steps(before, start, stop)), b]
        return Route(
            line=LineString([(point.x, point.y) for point in corners]),
            length_m=float(lengths[stop]) + start_m + stop_m,
            hours=float("nan"),
            climb_m=float("nan"),
            descent_m=float("nan"),
            method=METHOD,
        )

    def _nearest(self, point: Point) -> tuple[int, float]:
        ones = np.ones(len(self.points))
        off = _GEOD.inv(point.x * ones, point.y * ones, self.points[:, 0], self.points[:, 1])[2]
        return int(np.argmin(off)), float(np.min(off))


def read_roads(path: Path | str) -> Roads:
    """Read roads from a .gpkg, .geojson or .shp of lines, or from OSMnx's .graphml.

    Lines are joined where their corners coincide; lengths are geodesic, whatever the file says.

    Raises
    ------
    InputError
        If the file cannot be read or holds no line in longitude and latitude.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(f"{source}: expected a file of roads, found none")
    lines = _graphml(source) if source.suffix.lower() == ".graphml" else _layer(source)
    if not lines:
        raise InputError(f"{source}: expected lines of roads, found none")
    return network(lines)


def network(lines: list[LineString]) -> Roads:
    """Roads from lines in longitude and latitude, joined where their corners coincide."""
    from scipy.sparse import csr_array

    corners = [np.round(shapely.get_coordinates(line), _ROUNDED) for line in lines]
    points, index = np.unique(np.concatenate(corners), axis=0, return_inverse=True)
    starts = np.cumsum([0, *(len(line) for line in corners)])
    first = np.concatenate([np.arange(a, b - 1) for a, b in pairwise(starts)])
    one, two = index[first], index[first + 1]
    lengths = _GEOD.inv(points[one, 0], points[one, 1], points[two, 0], points[two, 1])[2]
    kept = lengths > 0
    ends = (np.concatenate([one[kept], two[kept]]), np.concatenate([two[kept], one[kept]]))
    # parallel edges between the same corners are of the same length: keep one, do not add them
    pairs, place = np.unique(np.column_stack(ends), axis=0, return_index=True)
    weights = np.concatenate([lengths[kept], lengths[kept]])[place]
    size = len(points)
    return Roads(
        points=points, graph=csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    )


def _layer(path: Path) -> list[LineString]:
    try:
        frame = gpd.read_file(path, layer="edges" if _has_edges(path) else None)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{path}: expected a layer of lines: {error}") from error
    if frame.crs is None:
        raise InputError(f"{path}: expected a coordinate reference system, the layer names none")
    parts = frame.to_crs("EPSG:4326").geometry.dropna().explode(index_parts=False)
    return [line for line in parts if line.geom_type == "LineString" and len(line.coords) > 1]


def _has_edges(path: Path) -> bool:
    return path.suffix.lower() == ".gpkg" and "edges" in set(gpd.list_layers(path)["name"])


def _graphml(path: Path) -> list[LineString]:
    """Edges of OSMnx's GraphML: their own geometry, else the straight line between their nodes."""
    try:
        root = ElementTree.parse(path).getroot()  # noqa: S314 - the user's own file
    except (ElementTree.ParseError, OSError) as error:
        raise InputError(f"{path}: expected GraphML: {error}") from error
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{_NAMESPACE}key")}
    try:
        nodes = {}
        for node in root.iter(f"{_NAMESPACE}node"):
            said = _data(node, names)
            nodes[node.get("id")] = (float(said["x"]), float(said["y"]))
        return [_edge(edge, nodes, names) for edge in root.iter(f"{_NAMESPACE}edge")]
    except (KeyError, ValueError, shapely.errors.ShapelyError) as error:
        raise InputError(f"{path}: expected nodes with x and y, and edges: {error}") from error


def _data(element: Any, names: dict[str | None, str | None]) -> dict[str | None, str]:
    return {names.get(one.get("key")): one.text or "" for one in element.iter(f"{_NAMESPACE}data")}


def _edge(
    edge: Any, nodes: dict[Any, tuple[float, float]], names: dict[str | None, str | None]
) -> LineString:
    drawn = _data(edge, names).get("geometry")
    if drawn:
        line: LineString = shapely.from_wkt(drawn)
        return line
    return LineString([nodes[edge.get("source")], nodes[edge.get("target")]])

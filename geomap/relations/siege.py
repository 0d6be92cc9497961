"""Encirclement of a target under uncertainty, by Monte Carlo, and of its exits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.relations.bearings import (
    chance_surrounded,
    count_sides,
    covered_cones,
    depth,
    largest_gap_deg,
    open_arcs,
)
from geomap.relations.directions import sample
from geomap.relations.plane import Floats, Plane, centre, check_geometry

DRAWS = 10_000


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A place with its uncertainty: a geometry, and a radius around it when it is a point."""

    geometry: BaseGeometry
    uncertainty_m: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure: its value at the best positions, and its 90 % interval over the draws."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Encirclement:
    """Measures of how positions surround a target.

    `gap_deg` is G, `depth`, `covered` C, `open_deg` O and `sides` as in `relations`; `inside` is
    the probability that the target lies inside the positions' hull (G < 180), `at_least` and
    `exactly` the probabilities of k sides for k = 0 to 4, `chance_inside` what n random bearings
    would give.
    """

    n: int
    bearings_deg: tuple[float, ...]
    distances_m: tuple[float, ...]
    gap_deg: Measure
    depth: Measure
    covered: Measure
    open_deg: Measure
    sides: Measure
    inside: float
    at_least: tuple[float, ...]
    exactly: tuple[float, ...]
    chance_inside: float


def encirclement(
    target: Spread,
    positions: Sequence[Spread],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Encirclement:
    """Measure how positions surround a target, over draws of where everything really is.

    Parameters
    ----------
    target, positions
        Geometries in longitude and latitude, WGS84. A point is drawn evenly from the disc of its
        uncertainty, a position that is an area evenly from the area. Of a target that is an area
        the centre counts, drawn from the disc of `uncertainty_m`.
    draws, seed
        Number of draws and the seed of their generator.

    Returns
    -------
    Encirclement
        Values at the centres, 90 % intervals and probabilities over the draws.

    Raises
    ------
    InputError
        If there is no position.

    Notes
    -----
    Bearings are taken in the azimuthal-equidistant plane at the target. The measures are those
    of `largest_gap_deg`, `depth`, `covered_share`, `widest_open_deg` and `sides`.

    Examples
    --------
    >>> from shapely import Point
    >>> ring = [Spread(geometry=Point(x, y)) for x, y in [(0, 1), (1, 0), (0, -1), (-1, 0)]]
    >>> found = encirclement(Spread(geometry=Point(0, 0)), ring, draws=100)
    >>> found.sides.value, found.inside
    (4.0, 1.0)
    """
    if not positions:
        raise InputError("expected at least one position, got none")
    plane = Plane.around(target.geometry)
    best = np.array([plane.xy(p.x, p.y) for p in (centre(item.geometry) for item in positions)])
    generator = np.random.default_rng(seed)
    drawn = np.stack([_draw(plane, item, draws, generator) for item in positions])
    drawn -= _disc(draws, target.uncertainty_m, generator)
    x, y = (np.concatenate([best[None, :, k], drawn[..., k].T]) for k in (0, 1))
    bearings = np.degrees(np.arctan2(x, y)) % 360.0
    return _summary(bearings, np.hypot(x[0], y[0]))


def _summary(bearings: Floats, distances: Floats) -> Encirclement:
    starts, widths = open_arcs(bearings)
    counts = count_sides(covered_cones(starts, widths))
    gap = largest_gap_deg(bearings)
    return Encirclement(
        n=bearings.shape[1],
        bearings_deg=tuple(float(b) for b in bearings[0]),
        distances_m=tuple(float(d) for d in distances),
        gap_deg=_measure(gap),
        depth=_measure(depth(bearings)),
        covered=_measure(1.0 - widths.sum(axis=-1) / 360.0),
        open_deg=_measure(widths.max(axis=-1)),
        sides=_measure(counts),
        inside=float(np.mean(gap[1:] < 180.0)),
        at_least=tuple(float(np.mean(counts[1:] >= k)) for k in range(5)),
        exactly=tuple(float(np.mean(counts[1:] == k)) for k in range(5)),
        chance_inside=chance_surrounded(bearings.shape[1]),
    )


def _measure(values: Floats) -> Measure:
    low, high = np.quantile(values[1:], [0.05, 0.95])
    return Measure(value=float(values[0]), low=float(low), high=float(high))


def _draw(plane: Plane, item: Spread, draws: int, generator: np.random.Generator) -> Floats:
    """Draws of one position in the plane: rows of x and y."""
    check_geometry(item.geometry)
    points = sample(item.geometry)
    xy = np.column_stack(plane.xy(points[:, 0], points[:, 1]))
    picked = xy[generator.integers(0, len(xy), draws)] if len(xy) > 1 else xy
    radius = item.uncertainty_m if item.geometry.geom_type == "Point" else 0.0
    return np.asarray(picked + _disc(draws, radius, generator))


def _disc(draws: int, radius_m: float, generator: np.random.Generator) -> Floats:
    """Points spread evenly over a disc around the origin."""
    if radius_m <= 0:
        return np.zeros((draws, 2))
    radius = radius_m * np.sqrt(generator.random(draws))
    angle = generator.random(draws) * 2 * np.pi
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def spread_points(item: Spread, *, draws: int, seed: int) -> Floats:
    """Draws of a place with its uncertainty, as rows of longitude and latitude."""
    plane = Plane.around(item.geometry)
    xy = _draw(plane, item, draws, np.random.default_rng(seed))
    return np.column_stack(plane.lonlat(xy[:, 0], xy[:, 1]))


def exits_cut(
    exits: Sequence[BaseGeometry], held: Sequence[BaseGeometry], *, within_m: float
) -> tuple[bool, ...]:
    """Which exits are cut: those that held positions or areas come within a distance of.

    Examples
    --------
    >>> from shapely import Point
    >>> exits_cut([Point(0, 0), Point(1, 0)], [Point(0.01, 0)], within_m=5_000)
    (True, False)
    """
    cut = []
    for way_out in exits:
        plane = Plane.around(way_out)
        flat = plane.project(way_out)
        cut.append(any(flat.distance(plane.project(item)) <= within_m for item in held))
    return tuple(cut)


def flow_cut(
    links: Mapping[tuple[str, str], float],
    cut: Sequence[tuple[str, str]],
    *,
    source: str,
    sink: str,
) -> float:
    """F: share of the way out that is lost, 1 - maxflow(cut) / maxflow(open), 0 to 1.

    Parameters
    ----------
    links
        Capacity of each link between two named nodes; links run both ways.
    cut
        Links that are cut, in either order.
    source, sink
        The target's node and the outside's.

    Notes
    -----
    Greatest flow by SciPy's `maximum_flow` (Dinic 1970).

    Examples
    --------
    >>> ways = {("valley", "mouth"): 3.0, ("mouth", "out"): 3.0, ("valley", "out"): 1.0}
    >>> flow_cut(ways, [("out", "mouth")], source="valley", sink="out")
    0.75
    """
    severed = {frozenset(link) for link in cut}
    left = {link: size for link, size in links.items() if frozenset(link) not in severed}
    whole = max_flow(links, source=source, sink=sink)
    return 1.0 - max_flow(left, source=source, sink=sink) / whole if whole else float("nan")


def max_flow(links: Mapping[tuple[str, str], float], *, source: str, sink: str) -> float:
    """Greatest flow between two nodes of a network whose links run both ways.

    Exact where the capacities are whole multiples of a power of two that goes up to 2^31 times
    into their sum, as 10, 1 and 0.25 are; else less than 1 part in 10^9 of the sum too small for
    each link.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    number = {node: index for index, node in enumerate(sorted({n for link in links for n in link}))}
    total = float(sum(links.values()))
    if total <= 0 or source not in number or sink not in number:
        return 0.0
    scale = 2.0 ** np.floor(np.log2(np.iinfo(np.int32).max / total))  # SciPy's flow takes integers
    room = np.zeros((len(number), len(number)))
    for (a, b), size in links.items():
        room[number[a], number[b]] += size
        room[number[b], number[a]] += size
    whole = csr_array(np.floor(room * scale).astype(np.int32))
    return float(maximum_flow(whole, number[source], number[sink]).flow_value / scale)

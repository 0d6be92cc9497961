"""Terrain against plain Python loops that do the same work, in one run.

Run `python benchmarks/bench_terrain.py`. Each line: what, seconds with geomap, seconds with a
plain loop, and how many times faster. The loops' results are held against geomap's.
"""

import heapq
import math
from collections.abc import Callable
from itertools import pairwise
from time import perf_counter
from typing import Any

import numpy as np

from geomap import terrain
from geomap.terrain import Elevation

KABUL, BAZARAK, MOUTH = (69.172, 34.528), (69.515, 35.313), (69.2875, 35.1625)
AROUND = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if y or x]
MOVES = [(y, x) for y in range(-2, 3) for x in range(-2, 3) if abs(y) + abs(x) in (1, 3)]
MOVES += [(-1, -1), (-1, 1), (1, -1), (1, 1)]


def timed(work: Callable[[], Any], *, times: int = 1) -> tuple[float, Any]:
    """Best of several runs, in seconds, and the last result."""
    best, result = math.inf, None
    for _ in range(times):
        start = perf_counter()
        result = work()
        best = min(best, perf_counter() - start)
    return best, result


def show(what: str, fast: float, slow: float) -> None:
    print(f"{what:<46} {fast * 1000:9.1f} ms {slow * 1000:9.1f} ms {slow / fast:7.1f} x")


def plain_flood(
    z: list[list[float]],
) -> tuple[list[list[float]], dict[tuple[int, int], tuple[int, int]]]:
    """Filled ground, and the cell that each was flooded from."""
    rows, columns = len(z), len(z[0])
    filled = [[math.inf] * columns for _ in range(rows)]
    rim = {(y, x) for y in range(rows) for x in (0, columns - 1)}
    rim |= {(y, x) for y in (0, rows - 1) for x in range(columns)}
    for y, x in rim:
        filled[y][x] = z[y][x]
    queue = [(z[y][x], y, x) for y, x in sorted(rim)]
    heapq.heapify(queue)
    flooded = {}
    while queue:
        level, y, x = heapq.heappop(queue)
        for dy, dx in AROUND:
            v, u = y + dy, x + dx
            if 0 <= v < rows and 0 <= u < columns and filled[v][u] == math.inf:
                filled[v][u] = max(level, z[v][u])
                flooded[v, u] = (y, x)
                heapq.heappush(queue, (filled[v][u], v, u))
    return filled, flooded


def plain_catchment(elevation: Elevation, mouth: tuple[int, int]) -> float:
    """Area above a cell: priority flood, then steepest descent, cell by cell; in km2."""
    filled, flooded = plain_flood(elevation.values.tolist())
    rows, columns = len(filled), len(filled[0])
    heights, widths = elevation.cell_heights_m.tolist(), elevation.cell_widths_m.tolist()
    above: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, x in ((y, x) for y in range(rows) for x in range(columns)):
        best, to = 0.0, flooded.get((y, x))
        for dy, dx in AROUND:
            v, u = y + dy, x + dx
            if 0 <= v < rows and 0 <= u < columns:
                run = math.hypot(dy * heights[y], dx * widths[y])
                slope = (filled[y][x] - filled[v][u]) / run
                if slope > best:
                    best, to = slope, (v, u)
        if to:
            above.setdefault(to, []).append((y, x))
    area, stack = 0.0, [mouth]
    while stack:
        cell = stack.pop()
        area += heights[cell[0]] * widths[cell[0]] / 1e6
        stack += above.get(cell, [])
    return area


def plain_light(elevation: Elevation) -> float:
    """Mean light over the inner cells from four directions, cell by cell."""
    z, total, count = elevation.values.tolist(), 0.0, 0
    heights, widths = elevation.cell_heights_m.tolist(), elevation.cell_widths_m.tolist()
    high = level = math.sqrt(0.5)
    for y in range(1, len(z) - 1):
        up, here, down = z[y - 1], z[y], z[y + 1]
        for x in range(1, len(here) - 1):
            east = up[x + 1] + 2 * here[x + 1] + down[x + 1]
            west = up[x - 1] + 2 * here[x - 1] + down[x - 1]
            north = up[x - 1] + 2 * up[x] + up[x + 1]
            south = down[x - 1] + 2 * down[x] + down[x + 1]
            to_east, to_north = (
                1.5 * (east - west) / (8 * widths[y]),
                1.5 * (north - south) / (8 * heights[y]),
            )
            steep = math.sqrt(1 + to_east**2 + to_north**2)
            for turn, weight in ((0, 0.52), (-60, 0.2), (60, 0.2), (180, 0.08)):
                azimuth = math.radians(315 + turn)
                facing = to_east * math.sin(azimuth) + to_north * math.cos(azimuth)
                total += weight * min(max((high - level * facing) / steep, 0.0), 1.0)
            count += 1
    return total / count


def plain_hours(elevation: Elevation, start: tuple[int, int], end: tuple[int, int]) -> float:
    """Dijkstra with a heap over sixteen moves at Tobler's speed; hours."""
    z = elevation.values.tolist()
    rows, columns = len(z), len(z[0])
    heights, widths = elevation.cell_heights_m.tolist(), elevation.cell_widths_m.tolist()
    best, queue = {start: 0.0}, [(0.0, start)]
    while queue:
        hours, (y, x) = heapq.heappop(queue)
        if (y, x) == end:
            return hours
        if hours > best[y, x]:
            continue
        for dy, dx in MOVES:
            v, u = y + dy, x + dx
            if not (0 <= v < rows and 0 <= u < columns):
                continue
            tall, wide = (heights[y] + heights[v]) / 2, (widths[y] + widths[v]) / 2
            run, stops = math.hypot(dy * tall, dx * wide), [z[y][x], z[v][u]]
            if abs(dy) + abs(dx) == 3:
                sy, sx = (dy > 0) - (dy < 0), (dx > 0) - (dx < 0)
                stops.insert(1, (z[y + sy][x + sx] + z[v - sy][u - sx]) / 2)
            leg, cost = run / (len(stops) - 1), 0.0
            for before, after in pairwise(stops):
                cost += leg / 6000 * math.exp(3.5 * abs((after - before) / leg + 0.05))
            if hours + cost < best.get((v, u), math.inf):
                best[v, u] = hours + cost
                heapq.heappush(queue, (hours + cost, (v, u)))
    return math.inf


def main() -> None:
    load, shipped = timed(terrain.load)
    again = timed(terrain.load, times=5)[0]
    grid = shipped.elevation
    print(f"open the shipped terrain {load * 1000:.0f} ms, again {again * 1000:.1f} ms")
    print(f"{'':<46} {'geomap':>12} {'plain loop':>12} {'faster':>9}")

    timed(lambda: terrain.valley(grid, MOUTH, snap_m=0))
    fast, found = timed(lambda: terrain.valley(grid, MOUTH, snap_m=0), times=3)
    slow, area = timed(lambda: plain_catchment(grid, grid.cell(*MOUTH)))
    show("valley above a mouth, 316,800 cells", fast, slow)
    print(f"    area {found.area_km2:.1f} km2, plain loop {area:.1f} km2")

    fast = timed(lambda: terrain.hill_shade(grid), times=3)[0]
    slow = timed(lambda: plain_light(grid))[0]
    show("hill shade (the loop: its light alone)", fast, slow)

    part = grid.window((68.2, 33.7, 70.4, 36.1))
    fast, route = timed(lambda: terrain.least_cost_path(part, KABUL, BAZARAK), times=3)
    slow, hours = timed(lambda: plain_hours(part, part.cell(*KABUL), part.cell(*BAZARAK)))
    show(f"least-cost path, {part.values.size:,} cells", fast, slow)
    print(f"    {route.hours:.3f} hours, plain loop {hours:.3f} hours")

    water = terrain.drainage(grid)
    fast = timed(lambda: terrain.valley(grid, MOUTH, snap_m=0, water=water), times=3)[0]
    ways = timed(lambda: terrain.passes(grid, found), times=3)[0]
    print(f"another valley of the same grid {fast * 1000:.0f} ms, its passes {ways * 1000:.0f} ms")
    assert abs(area - found.area_km2) < 0.01 * area  # level ground may drain either way
    assert np.isclose(hours, route.hours)


if __name__ == "__main__":
    main()

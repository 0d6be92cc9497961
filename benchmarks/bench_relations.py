"""Measures of relations against plain Python loops, and the time that a thousand claims take.

Run with `python benchmarks/bench_relations.py`; the ratios are within this one run.
"""

import math
import random
import time
from collections.abc import Callable
from itertools import pairwise

import geopandas as gpd
import numpy as np
from pyproj import Geod
from shapely import Point

from geomap import claims, pipeline, relations, reports
from geomap.relations import Spread

GEOD = Geod(ellps="WGS84")
KABUL = Point(69.172, 34.528)
DRAWS, POSITIONS, REACH_M = 10_000, 20, 3_000.0
LOOP_DRAWS = 500
CLAIMS = 1_000


def main() -> None:
    """Print what each measure takes beside its plain loop."""
    places = [GEOD.fwd(KABUL.x, KABUL.y, 360 * i / POSITIONS, 60_000)[:2] for i in range(POSITIONS)]
    spreads = [Spread(geometry=Point(p), uncertainty_m=REACH_M) for p in places]
    target = Spread(geometry=KABUL, uncertainty_m=REACH_M)
    ours = best(lambda: relations.encirclement(target, spreads, draws=DRAWS))
    loop = best(lambda: plain_encirclement(places), repeat=1) * DRAWS / LOOP_DRAWS
    report("encirclement, 10,000 draws over 20 positions", ours, loop)

    points = relations.sample(relations.disc(KABUL, 200_000), n=20_000)
    way = relations.direction("north")
    ours = best(lambda: relations.in_cone(relations.bearings_from(KABUL, points), way).mean())
    loop = best(lambda: plain_share(points), repeat=1)
    report("share of 20,000 points in a cone", ours, loop)

    towns = gpd.GeoSeries.from_xy(*np.repeat(points, 10, axis=0).T, crs="EPSG:4326")
    lon, lat = towns.x.to_numpy(), towns.y.to_numpy()
    ones = np.ones(len(towns))
    bare = best(lambda: GEOD.inv(KABUL.x * ones, KABUL.y * ones, lon, lat))
    for measure in (relations.distances_m, relations.bearings_deg):
        ours = best(lambda one=measure: one(towns, KABUL))  # type: ignore[misc]
        print(f"{measure.__name__} of {len(towns)} points: {ours / bare:.2f} times pyproj.Geod")

    checked, seconds = claims_checked(CLAIMS)
    print(f"{checked} distinct claims of one report: {seconds:.1f} s of processor time")


def claims_checked(number: int) -> tuple[int, float]:
    """Processor seconds of holding a report's distinct distances and directions to geography."""
    tools = pipeline.open_tools()
    words = ("north", "south", "east", "west", "northeast", "southwest")
    lines = [
        f"{town} lies {n} km {words[n % len(words)]} of Kabul."
        for n in range(1, number // 6 + 1)
        for town in ("Bazarak", "Charikar", "Jalalabad")
    ]
    told = reports.from_text("\n".join(lines))
    story = pipeline.read_story(told, tools)
    start = time.process_time()
    found = claims.check(story, (), tools.gazetteer, terrain=tools.terrain)
    return len(found), time.process_time() - start


def plain_encirclement(places: list[tuple[float, float]]) -> list[tuple[float, int, float]]:
    """G, sides and C draw by draw, position by position."""
    generator = random.Random(0)
    found = []
    for _ in range(LOOP_DRAWS):
        lon, lat = moved(generator, KABUL.x, KABUL.y)
        bearings = []
        for place in places:
            there = moved(generator, *place)
            bearings.append(GEOD.inv(lon, lat, *there)[0] % 360)
        bearings.sort()
        gaps = [b - a for a, b in pairwise(bearings)]
        gap = max([*gaps, bearings[0] + 360 - bearings[-1]])
        covered = [
            any(abs((degree - b + 180) % 360 - 180) <= 45 for b in bearings)
            for degree in range(360)
        ]
        sides = 0
        for middle in (0, 90, 180, 270):
            cone = [covered[(middle - 45 + step) % 360] for step in range(90)]
            sides += sum(cone) > 45
        found.append((gap, sides, sum(covered) / 360))
    return found


def moved(generator: random.Random, lon: float, lat: float) -> tuple[float, float]:
    """A point somewhere in the disc of its uncertainty."""
    length = REACH_M * math.sqrt(generator.random())
    lon, lat, _ = GEOD.fwd(lon, lat, 360 * generator.random(), length)
    return lon, lat


def plain_share(points: np.ndarray) -> float:
    """Share of points in the north cone, one by one."""
    inside = 0
    for lon, lat in points:
        bearing = GEOD.inv(KABUL.x, KABUL.y, lon, lat)[0]
        inside += abs((bearing + 180) % 360 - 180) <= 45
    return inside / len(points)


def best(work: Callable[[], object], *, repeat: int = 5) -> float:
    """Least time of several runs, in seconds."""
    took = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def report(what: str, ours: float, loop: float) -> None:
    """One line: seconds, and how many times faster than the loop."""
    print(
        f"{what}: {ours:.3f} s, a plain Python loop {loop:.3f} s, {loop / ours:.0f} times as long"
    )


if __name__ == "__main__":
    main()

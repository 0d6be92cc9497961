"""Ways out of a target: its mouth and passes, and which of them positions cut."""

from collections.abc import Sequence

from shapely import Point

from geomap.encirclement.records import Exit
from geomap.locating import Site
from geomap.relations import exits_cut, flow_cut
from geomap.terrain import Terrain

CUT_WITHIN_M = 15_000.0
"""A position cuts an exit that lies this close to it."""

_HELD_WITHIN_M = 2_000.0
_EXIT_DROP_M = 500.0
_ROAD, _LOW_PASS, _HIGH_PASS = 10.0, 1.0, 0.25
_LOW_PASS_M = 4_000.0


def exits_of(aim: Site, sites: Sequence[Site], terrain: Terrain | None) -> tuple[Exit, ...]:
    """Mouth and passes of a valley (or of the province named after it), and which are cut."""
    if terrain is None or aim.mouth is None:
        return ()
    stem = aim.name.removesuffix(" Valley")
    passes = terrain.passes
    own = passes["valleys"].str.split("; ").map(lambda names: f"{stem} Valley" in names)
    passes = passes[own & (passes["drop_m"] >= _EXIT_DROP_M)]
    points: list[tuple[str, Point, float]] = [
        ("mouth", aim.mouth, float(terrain.elevation.sample(aim.mouth.x, aim.mouth.y)))
    ]
    for row in passes.itertuples():
        name = row.name if isinstance(row.name, str) and row.name else f"pass {row.pass_id[12:]}"
        points.append((name, row.geometry, float(row.elevation_m)))
    cut = _cut([point for _, point, _ in points], sites)
    return tuple(
        Exit(name=name, lon=point.x, lat=point.y, elevation_m=height, cut=shut)
        for (name, point, height), shut in zip(points, cut, strict=True)
    )


def _cut(points: Sequence[Point], sites: Sequence[Site]) -> list[bool]:
    posts = [item.place.point for item in sites if item.area is None]
    areas = [item.area for item in sites if item.area is not None]
    by_post = exits_cut(points, posts, within_m=CUT_WITHIN_M)
    by_area = exits_cut(points, areas, within_m=_HELD_WITHIN_M)
    return [a or b for a, b in zip(by_post, by_area, strict=True)]


def flow_lost(ways: Sequence[Exit]) -> float:
    """F with a road through the mouth, lesser ways over passes below 4,000 m, least above."""
    links = {("inside", item.name): _room(item) for item in ways}
    links |= {(item.name, "outside"): _room(item) for item in ways}
    cut = [(item.name, "outside") for item in ways if item.cut]
    return flow_cut(links, cut, source="inside", sink="outside")


def _room(way_out: Exit) -> float:
    if way_out.name == "mouth":
        return _ROAD
    return _LOW_PASS if way_out.elevation_m < _LOW_PASS_M else _HIGH_PASS

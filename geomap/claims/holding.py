"""What of a claimed encirclement is held against geography: positions, openings, barriers.

A list of names in a report is a sample and no census, so that nothing is concluded from what it
leaves out. Tested is whether each named position lies on the side that is said and within reach,
whether a sea, lake or border that closes a side lies there, and whether a way that is said to be
open lies where no position is named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.claims.around import Around
from geomap.claims.case import Case
from geomap.claims.closing import AGAINST_DEG, BESIDE_DEG, closed
from geomap.claims.measures import Finding
from geomap.encirclement import Surrounding, surrounding
from geomap.locating import Site
from geomap.model import Phase, Position, SideState, Siege, WayOut
from geomap.relations import bearing_deg, compass_word, direction, distance_m, wrap_deg

REACH_M = 150_000.0
"""How far off a position may lie to bear a claim out: about a day's march of an army column."""

_FREE_DEG = 45.0
"""How far from every position a way out must lie to be free of them."""

_STANDING = frozenset({Phase.IS, Phase.BEGAN, Phase.NEARLY, Phase.WAS})
"""What is said to be or have been so, of which positions can say something."""

_BORNE_OUT, _AGAINST = 0.95, 0.05


def held(case: Case, aim: Site, siege: Siege, seen: Around) -> tuple[Siege, Finding]:
    """The frame with what was measured of it, and the finding with one sentence of why."""
    sites = [case.site(name) for name in seen.names]
    positions = tuple(
        _position(one, aim, site) for one, site in zip(siege.positions, sites, strict=True)
    )
    ways = tuple(_way(_led(case, aim, one), positions) for one in siege.ways)
    sides = tuple(closed(case, aim, one) for one in siege.sides)
    siege = replace(siege, sides=sides, positions=positions, ways=ways)
    known = [site for site in sites if site is not None]
    shape = aim.area if aim.area is not None else aim.place.point
    chance, why = _judged(siege)
    if not known:
        return siege, Finding(probability=chance, geometry=shape, why=why)
    measured = _measures(case, aim, known, sides=siege.count or None)
    gap = measured.views[0].measures.gap_deg
    return siege, Finding(
        measured=measured.measured(),
        probability=chance,
        interval=(gap.low, gap.high),
        why=why,
        geometry=shape,
    )


def _position(one: Position, aim: Site, site: Site | None) -> Position:
    if site is None or site.place.place_id == aim.place.place_id:
        return one
    bearing = bearing_deg(aim.middle, site.middle)
    reach_m = distance_m(aim.extent, site.extent)
    km = distance_m(aim.middle, site.middle) / 1000
    measured = replace(one, bearing_deg=round(bearing, 1), km=round(km, 1))
    way = direction(one.side) if one.side else None
    if reach_m > REACH_M:
        return measured
    if way is None:
        return replace(measured, fits=True)
    off = abs(float(wrap_deg(bearing - way.bearing_deg)))
    # what lies close beside may be told by another side of it
    if off <= BESIDE_DEG:
        return replace(measured, fits=True)
    return replace(measured, fits=False) if off >= AGAINST_DEG else measured


def _led(case: Case, aim: Site, way: WayOut) -> WayOut:
    """A way that leads to a place, with the bearing to it where the text says no side."""
    end = case.world.gazetteer.place(way.to_id) if way.to_id and way.bearing_deg is None else None
    if end is None or end.place_id == aim.place.place_id or end.point.equals(aim.middle):
        return way
    return replace(way, bearing_deg=round(bearing_deg(aim.middle, end.point), 1))


def _way(one: WayOut, positions: Sequence[Position]) -> WayOut:
    """A way that is said to be open, with whether it lies where no position is named."""
    around = [p.bearing_deg for p in positions if p.bearing_deg is not None and p.fits is not False]
    if not one.is_open or one.bearing_deg is None or not around:
        return one
    free = all(abs(float(wrap_deg(b - one.bearing_deg))) > _FREE_DEG for b in around)
    return replace(one, fits=free)


def _judged(siege: Siege) -> tuple[float | None, str]:
    """Probability of what can be tested of a claim, and the sentence that says why."""
    against = list(_against(siege))
    if not siege.positions and not against:
        return None, (
            "The text names no positions, so the statement cannot be held against geography."
        )
    if siege.phase not in _STANDING:
        return None, f"It is told as {siege.phase.label}: where positions lie says nothing of that."
    if against:
        said = "; ".join(against)
        return _AGAINST, f"{said[0].upper()}{said[1:]}."
    blocked = [one for one in siege.ways if one.fits is False]
    if blocked:
        return None, f"The {blocked[0].words} is said to be open, and a position lies there."
    fitting = [one for one in siege.positions if one.fits]
    if len(fitting) == len(siege.positions) and _is_whole(siege):
        return (
            _BORNE_OUT,
            "Each named position lies on the side that is said, and all sides are told.",
        )
    return None, _open(siege, fitting)


def _is_whole(siege: Siege) -> bool:
    """Whether the text tells each side that is held by a position, or which side is open."""
    placed = {one.side for one in siege.positions if one.side}
    every = bool(siege.held) and set(siege.held) <= placed
    opened = any(side.state is SideState.OPEN for side in siege.sides)
    shut = {side.way for side in siege.sides if side.fits}
    wanted = Siege.ALL_SIDES if siege.all_round else max(siege.count, 2)
    enough = len(placed | shut) >= wanted or opened
    return every and enough and all(one.side for one in siege.positions)


def _against(siege: Siege) -> Iterator[str]:
    """What is said to lie on a side and lies on another."""
    for one in siege.positions:
        if one.fits is False:
            yield f"{one.name} is said to lie {one.side} and lies {_where(one)}"
    for side in siege.sides:
        if side.fits is False:
            yield f"{side.by} is said to close the {side.way} and does not lie there"


def _where(one: Position) -> str:
    word = compass_word(one.bearing_deg, points=8) if one.bearing_deg is not None else "elsewhere"
    return f"{one.km:.0f} km {word}" if one.km is not None else word


def _open(siege: Siege, fitting: Sequence[Position]) -> str:
    """That the names are a sample: what the text leaves out says nothing."""
    n = len(siege.positions)
    many = "only 1 position" if n == 1 else f"{n} positions"
    parts = [f"The text names {many} and may leave out others", *_beyond(siege)]
    if 0 < len(fitting) < n:
        parts.append(f"{len(fitting)} of them within reach and on no other side than is said")
    return "; ".join(parts) + ": undetermined."


def _beyond(siege: Siege) -> Iterator[str]:
    for one in siege.positions:
        if one.fits is None and one.km is not None and one.km * 1000 > REACH_M:
            yield f"{one.name} lies {_where(one)}, out of reach"


def _measures(case: Case, aim: Site, sites: list[Site], *, sides: int | None) -> Surrounding:
    """The measures of a ring, taken once a report."""
    key = ("ring", aim.place.place_id, *(item.place.place_id for item in sites), sides)
    return case.ground.once(
        key,
        lambda: surrounding(aim, sites, world=case.world, sides=sides, seed=case.ground.seed),
    )

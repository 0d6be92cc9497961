"""The marks around a ring that make the sign of a claimed encirclement.

A mark is where on the ring something stands, in degrees clockwise from north, and what it is. Pages
and still pictures draw the same marks, so that they never differ, and from the frame alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.encirclement import spoken_of, unsaid_arc
from geomap.maps.signs import Sign, note_of, sign_of
from geomap.model import Position, Side, SideState, Siege
from geomap.relations import ARC_DEG, compass_word, wrap_deg

_ROUND = 360.0
_GAP_DEG, _BREAK_DEG, _ELSEWHERE_DEG = 22.0, 45.0, 45.0
_QUARTERS = (0.0, 90.0, 180.0, 270.0)
_NOTES, _NOTE_DEG = (180.0, 135.0, 225.0, 45.0, 315.0, 0.0, 90.0, 270.0, 157.5, 202.5), 40.0
_STANDING = frozenset({"ask", "huh", "out", "cut", "place", "elsewhere", "in"})
Degrees = npt.NDArray[np.bool_]
"""For each whole degree of the horizon whether it is meant, shape (360,)."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that stands on a ring, from one bearing to another in degrees, with its words.

    What stands at one bearing starts and ends there; `km` is how far off a named place lies, 0 for
    what is none.
    """

    kind: str
    start: float = 0.0
    end: float = _ROUND
    text: str = ""
    km: float = 0.0


def marks(siege: Siege) -> tuple[Mark, ...]:
    """Everything that is drawn on the ring of a claim, in drawing order."""
    sign = sign_of(siege)
    beside = (*_barriers(siege), *_ways(siege), *_places(siege)) if sign.stands else ()
    found = (*_RINGS[sign](siege), *beside)
    note, at = note_of(siege), _free(found)
    return (*found, Mark(kind="note", start=at, end=at, text=note)) if note else found


def _free(found: Iterable[Mark]) -> float:
    """A bearing for the words on a ring where nothing else stands out: below it if it can be."""
    taken = [one.start for one in found if one.kind in _STANDING]
    apart = [
        min((abs(float(wrap_deg(at - one))) for one in taken), default=_ROUND) for at in _NOTES
    ]
    return next((at for at, far in zip(_NOTES, apart, strict=True) if far >= _NOTE_DEG), _NOTES[0])


def _sides(siege: Siege) -> Iterator[Mark]:
    """Sides that are told, and faint where nobody speaks of any."""
    yield from _toothed(siege, _held(siege))
    yield from _arcs("faint", ~_around(spoken_of(siege)))


def _counted(siege: Siege) -> Iterator[Mark]:
    """Broken all round but where a side is named, with a ? on each side that is not."""
    held = _held(siege)
    yield from _toothed(siege, held)
    yield from _arcs("dash", ~held)
    for way in _QUARTERS:
        if not held[int(way)]:
            yield Mark(kind="ask", start=way, end=way)


def _unsaid(_: Siege) -> Iterator[Mark]:
    yield Mark(kind="sparse")
    yield Mark(kind="huh", start=0.0, end=0.0)


def _complete(siege: Siege) -> Iterator[Mark]:
    yield Mark(kind="double")
    yield from _toothed(siege, np.ones(360, dtype=bool))


def _nearly(siege: Siege) -> Iterator[Mark]:
    """Closed but for the ways that are open; a ? in the gap where the text names none."""
    told = [way.bearing_deg for way in siege.ways if way.is_open and way.bearing_deg is not None]
    told += [side.bearing_deg for side in siege.sides if side.state is SideState.OPEN]
    gaps = told or [_quiet_middle(siege)]
    yield from _toothed(siege, ~_around(gaps, _GAP_DEG))
    if not told:
        yield Mark(kind="ask", start=gaps[0], end=gaps[0])


def _attempted(siege: Siege) -> Iterator[Mark]:
    yield Mark(kind="fine")
    for way in _bearings(siege) or tuple(np.arange(7) * 45.0 - 135.0):
        yield Mark(kind="in", start=float(way), end=float(way))


def _feared(siege: Siege) -> Iterator[Mark]:
    held = _held(siege)
    yield from _arcs("dots", held if held.any() else ~held)


def _denied(_: Siege) -> Iterator[Mark]:
    yield Mark(kind="hollow")
    yield Mark(kind="strike")


def _broken(siege: Siege) -> Iterator[Mark]:
    """Two halves, with an arrow along the way that is open; a ? in the break where none is told."""
    told = [
        (way.bearing_deg, way.to)
        for way in siege.ways
        if way.is_open and way.bearing_deg is not None
    ]
    at, to = told[0] if told else (_BREAK_DEG, "")
    yield from _arcs("line", ~_around((at, at + 180.0), _GAP_DEG))
    yield Mark(kind="out" if told else "ask", start=at, end=at, text=_leads(to))


def _lifted(_: Siege) -> Iterator[Mark]:
    yield Mark(kind="ghost")


_RINGS = {
    Sign.SIDES: _sides, Sign.PLACES: _sides, Sign.COUNT: _counted, Sign.UNSAID: _unsaid,
    Sign.COMPLETE: _complete, Sign.NEARLY: _nearly, Sign.ATTEMPTED: _attempted,
    Sign.FEARED: _feared, Sign.DENIED: _denied, Sign.BROKEN: _broken, Sign.LIFTED: _lifted,
}  # fmt: skip


def _bearings(siege: Siege) -> tuple[float, ...]:
    """Bearings of the sides that are held and of positions that no side is said of."""
    found = [side.bearing_deg for side in siege.sides if side.state is SideState.HELD]
    found += [_at(one) for one in siege.positions if one.fits and not one.side]
    return tuple(dict.fromkeys(found))


def _at(one: Position) -> float:
    return one.bearing_deg or 0.0


def _held(siege: Siege) -> Degrees:
    return _around(_bearings(siege))


def _borne_out(siege: Siege) -> Degrees:
    """Where a named place lies that bears the claim out: its side, else around it."""
    fitting = {one.side: _at(one) for one in siege.positions if one.fits}
    sides = [side.bearing_deg for side in siege.sides if _is_told(side, fitting)]
    return _around([*sides, *(_at(one) for one in siege.positions if one.fits and not one.side)])


def _is_told(side: Side, fitting: Iterable[str]) -> bool:
    return side.state is SideState.HELD and side.way in fitting


def _toothed(siege: Siege, where: Degrees) -> Iterator[Mark]:
    """A line with teeth: filled where a named place bears it out, hollow elsewhere."""
    borne = _borne_out(siege)
    yield from _arcs("line", where)
    yield from _arcs("teeth", where & borne)
    yield from _arcs("points", where & ~borne)


def _barriers(siege: Siege) -> Iterator[Mark]:
    for side in siege.sides:
        if side.state is SideState.BARRIER:
            start, end = side.bearing_deg - ARC_DEG, side.bearing_deg + ARC_DEG
            said = f", said {side.way}" if side.fits is False else ""
            yield Mark(kind="wave", start=start, end=end, text=side.by + said)


def _ways(siege: Siege) -> Iterator[Mark]:
    """Ways out with a direction; one without is told in words alone."""
    for way in siege.ways:
        if way.bearing_deg is not None:
            at, kind = way.bearing_deg, "out" if way.is_open else "cut"
            wide = f", {way.width_km:g} km wide" if way.width_km else ""
            state = "open" if way.is_open else "cut"
            words = f"{way.what}{_leads(way.to)} {state}{wide}"
            yield Mark(kind=kind, start=at, end=at, text=words)


def _leads(name: str) -> str:
    return f" to {name}" if name else ""


def _places(siege: Siege) -> Iterator[Mark]:
    """Arrows to positions with their kilometres; hollow where one does not bear the claim out."""
    for one in siege.positions:
        if one.bearing_deg is None or one.km is None:
            continue
        said = f", said {one.side}" if one.fits is False else ""
        way = f" {compass_word(one.bearing_deg, points=8, short=True)}" if said else ""
        text = f"{one.name} {one.km:.0f} km{way}{said}"
        kind = "place" if one.fits else "elsewhere"
        yield Mark(kind=kind, start=one.bearing_deg, end=one.bearing_deg, text=text, km=one.km)


def _quiet_middle(siege: Siege) -> float:
    """Middle of the widest arc that nobody speaks of; north-east where no side is named."""
    arc = unsaid_arc(siege)
    return sum(arc) / 2 if arc is not None else _ELSEWHERE_DEG


def _around(bearings: Iterable[float], half_deg: float = ARC_DEG) -> Degrees:
    """The degrees within `half_deg` of a bearing."""
    at, whole = np.asarray(list(bearings), dtype=float), np.arange(360) + 0.5
    near: Degrees = np.abs(wrap_deg(whole[:, None] - at[None, :])) <= half_deg
    found: Degrees = np.atleast_1d(near.any(axis=1))
    return found


def _runs(where: Degrees) -> list[tuple[float, float]]:
    """Arcs of degrees that are meant, the first to start first; a whole round is one arc."""
    if where.all():
        return [(0.0, _ROUND)]
    starts = np.flatnonzero(where & ~np.roll(where, 1))
    ends = np.flatnonzero(where & ~np.roll(where, -1)) + 1
    after = [next((float(e) for e in ends if e > s), float(ends[0]) + _ROUND) for s in starts]
    return [(float(s), e) for s, e in zip(starts, after, strict=True)]


def _arcs(kind: str, where: Degrees) -> Iterator[Mark]:
    for start, end in _runs(where):
        yield Mark(kind=kind, start=start, end=end)

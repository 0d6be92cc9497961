"""What a reader is told of a claimed encirclement: one line that sums it up, and three below it.

Sides that are said and which named places bear them out; the widest arc that nobody speaks of; ways
out that are said to be cut or open. Measures stay in `Surrounding`, for those who ask.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from geomap.dates import day_and_month
from geomap.model import Degree, Phase, Position, Side, SideState, Siege, WayOut
from geomap.relations import compass_word, open_arcs

_LEAST_DEG = 0.5

Arc = tuple[float, float]
"""Two bearings in degrees clockwise from north, the second the larger."""


def headline(siege: Siege) -> str:
    """A claim in a line: how far, which sides, who says so, and on what day.

    Examples
    --------
    >>> headline(Siege(target="Goma", count=3, claimant="M23", said_on="2025-01-20"))
    '3 sides, which is not said, M23, 20 January'
    """
    day = day_and_month(date.fromisoformat(siege.said_on)) if siege.said_on else ""
    stands = "" if siege.phase is Phase.IS else phase_said(siege)
    sides = "" if stands and not _tells_sides(siege) else sides_said(siege)
    who = f"the {siege.post}" if siege.post else siege.claimant or "the report itself"
    return ", ".join(filter(None, (stands, sides, who, day)))


def phase_said(siege: Siege) -> str:
    """How far it is said to have come, with the years of what is over.

    Examples
    --------
    >>> phase_said(Siege(target="Sarajevo", phase=Phase.WAS, holds_on=("1992-01-01", "1996-12-31")))
    'long ago, 1992 to 1996'
    """
    years = [day[:4] for day in siege.holds_on if day]
    if siege.phase not in {Phase.WAS, Phase.LIFTED} or not years or years[-1] == siege.said_on[:4]:
        return siege.phase.label
    return f"{siege.phase.label}, {' to '.join(dict.fromkeys(years))}"


def _tells_sides(siege: Siege) -> bool:
    """Whether the text says how much of the place is surrounded."""
    return bool(siege.count or siege.held or siege.degree is not Degree.UNSAID)


def sides_said(siege: Siege) -> str:
    """How much is said to be surrounded: sides by name or number, or how nearly."""
    named = siege.held
    if siege.all_round:
        return "all sides"
    degree = siege.degree.label if siege.degree in {Degree.NEARLY, Degree.PARTLY} else ""
    if siege.count and len(named) < siege.count:
        lacking = f"{_listed(named)} among them" if named else "which is not said"
        return f"{siege.count} side{'s' * (siege.count > 1)}, {lacking}"
    return " ".join(filter(None, (degree, _listed(named)))) or "sides not said"


def three_lines(siege: Siege) -> tuple[str, str, str]:
    """Sides and the places that bear them out; where nobody speaks; ways out."""
    return _sides(siege), _unsaid(siege), _ways(siege)


def _sides(siege: Siege) -> str:
    fitting = [one for one in siege.positions if one.fits]
    rest = [one for one in siege.positions if not one.fits]
    borne = f"borne out by {_listed([_where(one) for one in fitting])}" if fitting else ""
    other = f"also named: {_listed([_where(one) for one in rest])}" if rest else ""
    shut = [side for side in siege.sides if side.state is SideState.BARRIER]
    closed = _listed([f"{side.by} to the {side.way}{_missed(side)}" for side in shut])
    none = "" if siege.positions else "no place is named that bears it out"
    parts = (sides_said(siege), borne, other, none, f"closed by {closed}" if closed else "")
    return f"Said: {'; '.join(filter(None, parts))}."


def _where(one: Position) -> str:
    if one.km is None or one.bearing_deg is None:
        return f"{one.name} (no place known)"
    way = compass_word(one.bearing_deg, points=8, short=True)
    said = f", said to lie {one.side}" if one.fits is False else ""
    return f"{one.name} ({one.km:.0f} km {way}{said})"


def _missed(side: Side) -> str:
    return " (which does not lie there)" if side.fits is False else ""


def spoken_of(siege: Siege) -> tuple[float, ...]:
    """Bearings in degrees of everything that the text places around, sorted."""
    found = [side.bearing_deg for side in siege.sides]
    found += [one.bearing_deg for one in siege.positions if one.bearing_deg is not None]
    found += [way.bearing_deg for way in siege.ways if way.bearing_deg is not None]
    return tuple(sorted(one % 360.0 for one in found))


def unsaid_arc(siege: Siege) -> Arc | None:
    """The widest arc that nobody speaks of, or None where no side and no position is named."""
    bearings = spoken_of(siege)
    if not bearings:
        return None
    starts, widths = open_arcs(list(bearings))
    arcs = [(float(a), float(a + w)) for a, w in zip(starts, widths, strict=True)]
    return max(arcs, key=lambda arc: arc[1] - arc[0], default=None)


def _unsaid(siege: Siege) -> str:
    if siege.all_round:
        return "Nobody speaks of: no side is left out."
    arc = unsaid_arc(siege)
    if arc is None:
        return "Nobody speaks of any side by name."
    if arc[1] - arc[0] < _LEAST_DEG:
        return "Nobody speaks of: every side is spoken of."
    first, last = (compass_word(end % 360.0, points=8) for end in arc)
    return f"Nobody speaks of: {first} round to {last} ({arc[1] - arc[0]:.0f} degrees)."


def _ways(siege: Siege) -> str:
    told = [*_told(siege.ways, is_open=False), *_told(siege.ways, is_open=True)]
    return f"Ways out: {'; '.join(told) or 'none is spoken of'}."


def _told(ways: Sequence[WayOut], *, is_open: bool) -> Iterator[str]:
    for way in ways:
        if way.is_open is is_open:
            yield f"{way.words} said to be {'open' if is_open else 'cut'}{_limits(way)}"


def _limits(way: WayOut) -> str:
    width = f", {way.width_km:g} km wide" if way.width_km else ""
    fire = ", under fire" if way.under_fire else ""
    held = ", though a named position lies there" if way.fits is False else ""
    return f"{width}{fire}{held}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

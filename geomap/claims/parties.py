"""Claims of expressions whose places are already known, as where another language told them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from geomap.claims import offsets
from geomap.claims.around import Around
from geomap.claims.case import Case
from geomap.claims.ground import Named, of_resolution
from geomap.claims.holding import held
from geomap.claims.measures import Finding
from geomap.claims.pairs import between
from geomap.claims.phases import days
from geomap.claims.rows import claim, unresolved
from geomap.claims.subjects import Subject
from geomap.claims.ways import as_one
from geomap.expressions import Expression
from geomap.model import Claim, Degree, Phase, Resolution, Siege, Status

_ALL_SIDES = 4
_PHASES = {Status.DENIED: Phase.DENIED, Status.CONDITIONAL: Phase.CONDITIONAL}


@dataclass(frozen=True, kw_only=True, eq=False)
class Parties:
    """An expression of a paragraph, by its index, with what it is said of and measured from."""

    paragraph: int
    expression: Expression
    subject: Resolution | None
    places: tuple[Resolution, ...]


def of_parties(case: Case, told: Parties) -> Claim:
    """The claim of an expression with its places, held against geography."""
    named = of_resolution(told.subject) if told.subject is not None else None
    places = [of_resolution(one) for one in told.places]
    make = _MAKES.get(case.kind.name)
    if make is None or not places:
        return claim(case, Finding(why="Seen; of what place it is said was not found."))
    return make(case, Subject(named=named), places)


def _distance(case: Case, subject: Subject, places: list[Named]) -> Claim:
    rows = offsets.distance_and_direction(case, subject, places[0], case.expression.end)
    return next(iter(rows))


def _direction(case: Case, subject: Subject, places: list[Named]) -> Claim:
    span = (case.expression.start, case.expression.end)
    return offsets.direction_row(case, subject, places[0], span)


def _part(case: Case, subject: Subject, places: list[Named]) -> Claim:
    span = (case.expression.start, case.expression.end)
    return offsets.part_row(case, subject, places[0], span)


def _between(case: Case, subject: Subject, places: list[Named]) -> Claim:
    ends = (places[0], places[-1])
    return claim(case, between(case, subject, ends), subject=subject, other=as_one(ends))


def _surrounded(case: Case, _subject: Subject, places: list[Named]) -> Claim:
    """The frame of a claimed encirclement: the place, the sides, and who says so."""
    name, count = places[0], case.expression.count or 0
    said = ("all" if count >= _ALL_SIDES else str(count), "sides") if count else ("surrounded", "")
    subject = Subject(named=name)
    row = claim(case, Finding(), subject=subject, said=said)
    degree = Degree.COMPLETE if count >= _ALL_SIDES else Degree.SIDES if count else Degree.UNSAID
    siege = Siege(
        target=name.said or name.text,
        target_id=name.place_id,
        claimant=row.said_by,
        phase=_PHASES.get(row.status, Phase.IS),
        degree=degree,
        count=min(count, _ALL_SIDES),
        holds_on=days(row.when),
    )
    aim = case.site(name)
    finding = Finding(why=unresolved(name, "place that is surrounded"))
    if aim is not None:
        siege, finding = held(case, aim, siege, Around())
    return replace(claim(case, finding, subject=subject, said=said), siege=siege)


_MAKES: Mapping[str, Callable[[Case, Subject, list[Named]], Claim]] = {
    "distance": _distance,
    "direction": _direction,
    "part of": _part,
    "between": _between,
    "surrounded": _surrounded,
}

"""Claims of distance, direction and border."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims import _measure
from geomap.claims._areas import side
from geomap.claims._distance import distance, rim, shape
from geomap.claims._measure import Finding
from geomap.claims._namesakes import best_reading
from geomap.claims._patterns import LIST_JOIN
from geomap.claims._quantity import Path
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site
from geomap.claims._story import Named, named
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import (
    Direction,
    bearing_deg,
    cone_score,
    direction,
    sector,
    share_inside,
)

_FAR_M = 50_000.0
_MOST_NEIGHBOURS = 12
_ALONG = re.compile(
    r"\s*,?\s*(?:(?P<way>by\s+(?:road|car|rail)|along\s+the\s+(?:road|highway))"
    r"|as\s+the\s+crow\s+flies|in\s+a\s+straight\s+line|by\s+air)\b",
    re.I,
)
_FACING = re.compile(r"\W*(?P<lead>from|on|to|in)\s+(?:the|its)\s+(?P<way>[\w-]+)", re.I)


def distances(case: Case) -> Iterator[Claim]:
    """D km DIR of P: one row for the distance, one for the direction."""
    found = case.found
    subject, other, end = case.parties()
    quantity = found.quantity
    if quantity is None or other is None:
        yield from unparsed(case)
        return
    if (tail := _ALONG.match(case.text, end)) is not None:
        end = tail.end()
        path = Path.WAY if tail["way"] else Path.STRAIGHT
        quantity = replace(quantity, path=path)
        case = replace(case, found=replace(found, quantity=quantity))
    span = (found.start, end)
    finding, who, whom = best_reading(
        case, subject, other, lambda s, w, a, o: _distance(case, s, w, a, o)
    )
    yield claim(
        case,
        "distance",
        finding,
        subject=who,
        other=whom,
        said=(quantity.value, quantity.unit),
        span=span,
    )
    if found.way is not None:
        finding, who, whom = best_reading(
            case, subject, other, lambda s, w, a, o: _direction(case, s, w, a, o)
        )
        yield claim(
            case,
            "direction",
            finding,
            subject=who,
            other=whom,
            said=(found.way.word, "compass"),
            span=span,
        )


def _distance(
    case: Case, subject: Subject, where: Site | None, anchor: Site | None, other: Named | None
) -> Finding:
    quantity, way = case.found.quantity, case.found.way
    if anchor is None or quantity is None:
        return Finding(why=unresolved(other, "place measured from"))
    if case.found.kind == "inside by":
        return Finding(geometry=rim(anchor, quantity), why=nothing_there(subject))
    if where is None or where.place.place_id == anchor.place.place_id:
        return Finding(geometry=shape(anchor, quantity, way), why=nothing_there(subject))
    return distance(
        where,
        anchor,
        quantity,
        part=subject.part,
        seed=case.settings.seed,
        way=way,
        terrain=case.told.terrain,
    )


def directions(case: Case) -> Iterator[Claim]:
    """DIR of P."""
    subject, other, end = case.parties()
    if other is None or case.found.way is None:
        yield from unparsed(case)
        return
    finding, who, whom = best_reading(
        case, subject, other, lambda s, w, a, o: _direction(case, s, w, a, o)
    )
    yield claim(
        case,
        "direction",
        finding,
        subject=who,
        other=whom,
        said=(case.found.way.word, "compass"),
        span=(case.found.start, end),
    )


def _direction(
    case: Case, subject: Subject, where: Site | None, anchor: Site | None, other: Named | None
) -> Finding:
    way = case.found.way
    if anchor is None or way is None:
        return Finding(why=unresolved(other, "place measured from"))
    if where is None or where.place.place_id == anchor.place.place_id:
        cone = sector(anchor.extent, way, near_m=0.0, far_m=_FAR_M)
        return Finding(geometry=cone, why=nothing_there(subject))
    return _measure.heading(where, anchor, way, part=subject.part, seed=case.settings.seed)


def parts_of(case: Case) -> Iterator[Claim]:
    """In the north of P: the part of P on that side of its centre."""
    subject, other, end = case.parties()
    if other is None or case.found.way is None:
        yield from unparsed(case)
        return
    where, whole = case.site(subject.named), case.site(other)
    finding = Finding(why=unresolved(other, "place"))
    if whole is not None:
        finding = _side(whole, where, case.found.way, subject)
    yield claim(
        case,
        "part of",
        finding,
        subject=subject,
        other=other,
        said=(case.found.way.word, "compass"),
        span=(case.found.start, end),
    )


def _side(whole: Site, where: Site | None, way: Direction, subject: Subject) -> Finding:
    shape = side(whole, way)
    if (
        where is None
        or shape is None
        or shape.is_empty
        or where.place.place_id == whole.place.place_id
    ):
        return Finding(geometry=shape, why=nothing_there(subject))
    share = share_inside(where.extent, shape)
    inside = share_inside(where.extent, whole.area) if whole.area is not None else 0.0
    bearing = bearing_deg(whole.middle, where.middle)
    score = inside * max(share, _measure.lenient(float(cone_score(bearing, way)), share))
    return Finding(
        measured=f"{share:.0%} of {where.name} lies in the {way.word} of {whole.name}; it bears "
        f"{bearing:.0f} degrees from the centre",
        probability=score if whole.area is not None else None,
        why=f"{inside:.0%} of {where.name} lies within {whole.name}, {share:.0%} {way.word} of its "
        f"centre, from which {where.name} bears {bearing:.0f} degrees.",
        geometry=shape,
    )


def borders(case: Case) -> Iterator[Claim]:
    """T abuts P (from DIR): T lies on P's DIR side; T borders P to the DIR: P on T's."""
    root = case.told.passages[case.number].doc.char_span(
        case.found.start, case.found.end, alignment_mode="expand"
    )
    subject, other, end = case.parties()
    if other is None:
        if root is not None and root.root.pos_ == "VERB":
            yield from unparsed(case)
        return
    tail = _FACING.match(case.text, end)
    way = direction(tail["way"]) if tail else None
    if tail is not None and way is not None:
        end = tail.end()
    further = [] if way is not None else _listed_after(case, end)
    for neighbour in [other, *further]:
        finding = _border(case, subject, neighbour, way, told=_told_by(tail))
        said = (way.word, "compass") if way else ("", "")
        span = (case.found.start, end)
        yield claim(case, "border", finding, subject=subject, other=neighbour, said=said, span=span)


def _told_by(tail: re.Match[str] | None) -> str:
    """Whose side the words tell: "from the north" the subject's, "to the north" the object's."""
    lead = tail["lead"].lower() if tail is not None else ""
    return {"from": "subject", "to": "object"}.get(lead, "either")


def _listed_after(case: Case, end: int) -> list[Named]:
    """Further neighbours: "Baghlan, Takhar and Badakhshan"."""
    names: list[Named] = []
    while (join := LIST_JOIN.match(case.text, end)) is not None and len(names) < _MOST_NEIGHBOURS:
        near = [r for r in case.told.references[case.number] if r.start == join.end()]
        if not near or near[0].place is None:
            break
        names.append(named(case.told, near[0]))
        end = near[0].end
    return names


def _area_of(case: Case, name: Named | None) -> Site | None:
    """Site of a name, taken for the division of that name rather than its town: it has borders."""
    where = case.site(name)
    if name is None or where is None or where.area is not None:
        return where
    country = where.place.country or None
    for candidate in case.told.gazetteer.lookup(name.said or name.text, country=country, limit=8):
        place = candidate.place
        if place.kind.startswith("A.") and candidate.match in {"exact", "folded"}:
            division = case.site(replace(name, text=place.name, place=place))
            if division is not None and division.area is not None:
                return division
    return where


def _border(
    case: Case, subject: Subject, other: Named, way: Direction | None, *, told: str
) -> Finding:
    where, anchor = _area_of(case, subject.named), _area_of(case, other)
    if anchor is None or where is None:
        return Finding(why=unresolved(other if anchor is None else subject.named, "neighbour"))
    if way is None or told == "subject":
        return _measure.border(where, anchor, way)
    turned = _measure.border(anchor, where, way)
    if told == "object":
        return turned
    # "on the north" may tell where X lies from Y, or Y from X
    finding = _measure.border(where, anchor, way)
    return turned if (turned.probability or 0.0) > (finding.probability or 0.0) else finding

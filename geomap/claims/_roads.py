"""Claims that a road is cut or open, and that there is only one way in."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims._antecedents import earlier
from geomap.claims._encircle import exits_of
from geomap.claims._measure import Finding
from geomap.claims._on_roads import two_ends
from geomap.claims._pairs import two_places
from geomap.claims._patterns import WAY
from geomap.claims._referents import object_at
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site, route
from geomap.claims._story import Named, named
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import corridor

_ROAD_NOUN = re.compile(r"\b(road|highway|pass|tunnel)s?\b", re.I)
_HIGHWAY = re.compile(
    r"\s*(?:the\s+)?((?:[A-Z][\w'-]+[\s-]+)+(?:[Hh]ighway|[Rr]oad|[Pp]ass|[Tt]unnel|[Mm]otorway))\b"
)
_CAPITALS = re.compile(r"((?:[A-Z][\w'-]+\s+)*[A-Z][\w'-]+)\s*$")
_ROAD_WORD = re.compile(r"road|highway|route|pass|tunnel|suppl", re.I)
_ENDS = re.compile(r"[^.;!?]{0,40}?\b(?:between|from|linking|connecting)\s+", re.I)


def road_status(case: Case) -> Iterator[Claim]:
    """Cut off the road between A and B, the Salang highway is open."""
    pair = _pair(case)
    span = (case.found.start, case.found.end)
    if pair is not None:
        a, b, end = pair
        finding = _road(case, case.site(a), case.site(b))
        subject = Subject(named=None, text=f"road between {a.text} and {b.text}")
        other: Named | None = Named(text=f"{a.text} and {b.text}")
        span = (case.found.start, end)
    else:
        name = _road_name(case)
        if name is None and not _ROAD_WORD.search(case.text[span[0] : span[1] + 30]):
            return
        subject, other = Subject(named=name), None
        finding = _named_road(case, name)
    value = case.found.tag
    yield claim(
        case,
        "road status",
        finding,
        subject=subject,
        other=other,
        said=(value, "status"),
        span=span,
    )


def _named_road(case: Case, name: Named | None) -> Finding:
    where = case.site(name)
    if name is None or where is None:
        return Finding(why=unresolved(name, "road"))
    return Finding(
        geometry=where.extent,
        why=f"Whether {name.text} is {case.found.tag} cannot be read off geography; the statement "
        "is kept beside what others say of it.",
    )


def _pair(case: Case) -> tuple[Named, Named, int] | None:
    if (way := WAY.match(case.text, case.found.end)) is not None:
        ends = two_ends(case, way.start("ends"), way.end())
        return (*ends, way.end()) if ends is not None else None
    tail = _ENDS.match(case.text, case.found.end)
    if tail is None:
        return None
    return two_places(replace(case, found=replace(case.found, at=tail.end())))


def _road_name(case: Case) -> Named | None:
    """The named road, pass or tunnel that stands at the expression."""
    for reference in case.told.references[case.number]:
        gap_before = case.text[reference.end : case.found.start]
        gap_after = case.text[case.found.end : reference.start]
        touches = reference.start < case.found.end and reference.end > case.found.start
        if reference.end <= case.found.start and len(gap_before) < 12 and "," not in gap_before:
            return named(reference)
        if touches or (
            reference.start >= case.found.end
            and re.fullmatch(r"\s*(?:the\s+)?(?:\w+\s+)?", gap_after)
        ):
            return named(reference)
    if (after := _HIGHWAY.match(case.text, case.found.end)) is not None:
        found = case.told.gazetteer.lookup(after[1], limit=1)
        place = found[0].place if found and found[0].match in {"exact", "folded"} else None
        return Named(text=after[1], place=place, reason=f"{after[1]} is in no gazetteer")
    noun = _ROAD_NOUN.search(case.text[case.found.start : case.found.end + 20])
    if noun is None:
        return None
    before = _CAPITALS.search(case.text[: case.found.start])
    found = case.told.gazetteer.lookup(f"{before[1]} {noun[1]}", limit=1) if before else []
    if found and found[0].place.kind.startswith(("R.", "T.PASS")):
        return Named(text=found[0].place.name, place=found[0].place)
    return earlier(case.told, case.number, case.found.start, noun[1])


def _road(case: Case, first: Site | None, second: Site | None) -> Finding:
    if first is None or second is None:
        return Finding(why="An end of the road has no place.")
    way = route(case.told.terrain, first.middle, second.middle) if case.told.terrain else None
    how = way.method if way else "a corridor around the straight line, not the road"
    return Finding(
        geometry=corridor(first.middle, second.middle, way=way.line if way else None),
        why=f"Whether a road is {case.found.tag} cannot be read off geography; drawn as {how}.",
    )


def only_ways(case: Case) -> Iterator[Claim]:
    """The only way in: held against the exits that the terrain knows."""
    follows = None
    if case.text[case.found.start : case.found.end].rstrip().lower().endswith(("into", "to", "of")):
        follows = object_at(case.told, case.number, case.found.at)
    name = (
        follows[0]
        if follows
        else (
            earlier(case.told, case.number, case.found.start, "valley")
            or earlier(case.told, case.number, case.found.start, "area")
        )
    )
    where = case.site(name)
    if where is None:
        yield from unparsed(case)
        return
    yield claim(
        case, "only way", _ways(case, where), subject=Subject(named=name), said=("1", "ways")
    )


def _ways(case: Case, where: Site) -> Finding:
    exits = exits_of(where, [], case.told.terrain)
    shape = where.extent
    if not exits:
        return Finding(geometry=shape, why=f"No exits of {where.name} are known from the terrain.")
    passes = [item for item in exits if item.name != "mouth"]
    lowest = min((item.elevation_m for item in passes), default=float("nan"))
    return Finding(
        geometry=shape,
        measured=f"the mouth and {len(passes)} passes, the lowest at {lowest:.0f} m",
        why=f"Besides its mouth, {where.name} has {len(passes)} passes in the terrain, the lowest "
        f"at {lowest:.0f} m; which of them carry a road is not known, so one road in is not "
        "refuted.",
    )

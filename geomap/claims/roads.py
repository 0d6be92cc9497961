"""Claims that a road is cut or open, and that there is only one way in."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.measures import Finding
from geomap.claims.objects import earlier, object_at
from geomap.claims.pairs import two_places
from geomap.claims.rows import claim, unparsed, unresolved
from geomap.claims.subjects import Subject
from geomap.claims.ways import as_one, road_between, two_ends
from geomap.encirclement import exits_of
from geomap.expressions import KINDS
from geomap.lexicon import alternation
from geomap.locating import Site
from geomap.model import Claim

_ROAD_NOUN = re.compile(r"\b(road|highway|pass|tunnel)s?\b", re.I)
_ROAD_WORD = re.compile(rf"{alternation('places.named_roads')}|pass|tunnel|suppl", re.I)
_ENDS = re.compile(r"[^.;!?]{0,40}?\b(?:between|from|linking|connecting)\s+", re.I)
_END = re.compile(r"[^.,;!?]{0,40}?\b(?:(?:in)?to|from|out of)\s+", re.I)
_SHORT_GAP = re.compile(r"\s*(?:the\s+)?(?:\w+\s+)?")
_MOST_GAP = 12
_CLOSE, _CLOSER = 30, 20
"""How many characters after the words a word for a road may stand."""


def road_status(case: Case) -> Iterator[Claim]:
    """Cut off the road between A and B, the Salang highway is open."""
    said, start = (case.expression.tag, "status"), case.expression.start
    if (pair := _pair(case)) is not None:
        first, second, end = pair
        names = f"{first.text} and {second.text}"
        subject = Subject(named=None, text=f"road between {names}")
        finding = _road(case, first, second)
        both = replace(as_one((first, second)), place=None)
        yield claim(case, finding, subject=subject, other=both, said=said, span=(start, end))
        return
    name = _road_name(case)
    if name is None and not _ROAD_WORD.search(case.text, start, case.expression.end + _CLOSE):
        return
    other = None if name is not None else _one_end(case)
    finding = _named_road(case, name)
    yield claim(case, finding, subject=Subject(named=name), other=other, said=said)


def _one_end(case: Case) -> Named | None:
    """The place that a road without a name leads to: "the last road into Goma"."""
    tail = _END.match(case.text, case.expression.end)
    found = object_at(case, tail.end()) if tail is not None else None
    return found[0] if found is not None else None


def _named_road(case: Case, name: Named | None) -> Finding:
    where = case.site(name)
    if name is None or where is None:
        return Finding(why=unresolved(name, "road"))
    return Finding(
        geometry=where.extent,
        why=f"Whether {name.text} is {case.expression.tag} cannot be read off geography; the "
        "statement is kept beside what others say of it.",
    )


def _pair(case: Case) -> tuple[Named, Named, int] | None:
    """Places at both ends of the road, and where they end."""
    for pattern in KINDS["way"].patterns:
        if (way := pattern.match(case.text, case.expression.end)) is not None:
            ends = two_ends(case, way.start("ends"), way.end())
            return (*ends, way.end()) if ends is not None else None
    tail = _ENDS.match(case.text, case.expression.end)
    return two_places(case, tail.end()) if tail is not None else None


def _road_name(case: Case) -> Named | None:
    """The named road, pass or tunnel that stands at the expression."""
    return _mentioned(case) or _noun_of_road(case)


def _mentioned(case: Case) -> Named | None:
    """Name of a mention right before, within or right after the words."""
    start, end = case.expression.start, case.expression.end
    for reference in case.references:
        gap = case.text[reference.end : start]
        before = reference.end <= start and len(gap) < _MOST_GAP and "," not in gap
        touches = reference.start < end and reference.end > start
        after = reference.start >= end and _SHORT_GAP.fullmatch(case.text, end, reference.start)
        if before or touches or after:
            return named(reference)
    return None


def _noun_of_road(case: Case) -> Named | None:
    """What "the road" beside the words stands for."""
    start, end = case.expression.start, case.expression.end
    noun = _ROAD_NOUN.search(case.text, start, end + _CLOSER)
    if noun is None:
        return None
    return earlier(case, start, noun[1])


def _road(case: Case, first: Named, second: Named) -> Finding:
    ends = case.site(first), case.site(second)
    if ends[0] is None or ends[1] is None:
        return Finding(why="An end of the road has no place.")
    road = road_between(case, (ends[0], ends[1]))
    return Finding(
        geometry=road.area,
        why=f"Whether a road is {case.expression.tag} cannot be read off geography; drawn as "
        f"{road.how}.",
    )


def only_ways(case: Case) -> Iterator[Claim]:
    """The only way in: held against the exits that the terrain knows."""
    follows = None
    if case.words.rstrip().lower().endswith(("into", "to", "of")):
        follows = object_at(case, case.expression.at)
    name = follows[0] if follows else None
    for noun in ("valley", "area"):
        name = name or earlier(case, case.expression.start, noun)
    where = case.site(name)
    if where is None:
        yield from unparsed(case)
        return
    yield claim(case, _only_way(case, where), subject=Subject(named=name), said=("1", "ways"))


def _only_way(case: Case, where: Site) -> Finding:
    exits = exits_of(where, [], case.world.terrain)
    if not exits:
        why = f"No exits of {where.name} are known from the terrain."
        return Finding(geometry=where.extent, why=why)
    passes = [item for item in exits if item.name != "mouth"]
    lowest = min((item.elevation_m for item in passes), default=float("nan"))
    return Finding(
        geometry=where.extent,
        measured=f"the mouth and {len(passes)} passes, the lowest at {lowest:.0f} m",
        why=f"Besides its mouth, {where.name} has {len(passes)} passes in the terrain, the lowest "
        f"at {lowest:.0f} m; which of them carry a road is not known, so one road in is not "
        "refuted.",
    )

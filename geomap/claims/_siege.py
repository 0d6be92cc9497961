"""Claims that a place is surrounded, that a road is cut or open, that there is one way in."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims._encircle import Surrounding, surrounding
from geomap.claims._handlers import two_places, unparsed
from geomap.claims._measure import Finding
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._site import Site, route
from geomap.claims._story import Named, Reference, earlier, named
from geomap.claims._subject import Subject
from geomap.gazetteer import fold, strip_type
from geomap.model import Claim, Role
from geomap.relations import corridor

_LEADS = re.compile(
    r"\b(?:from|in|at|via|through|near|around|of|positions?|directions?|sides?)\W+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.I,
)
_STANDS = re.compile(
    r"\b(?:positions?|stationed|deployed|gathered|massed|forces|fighters|troops|directions?"
    r"|named)\b[^.;!?]{0,30}$",
    re.I,
)
_SIEGE = re.compile(r"sieg|blockad|cut\s+off", re.I)
_ROAD_NOUN = re.compile(r"\b(road|highway|pass|tunnel)s?\b", re.I)
_CAPITALS = re.compile(r"((?:[A-Z][\w'-]+\s+)*[A-Z][\w'-]+)\s*$")
_ROAD_WORD = re.compile(r"road|highway|route|pass|tunnel|suppl", re.I)
_ENDS = re.compile(r"[^.;!?]{0,40}?\b(?:between|from|linking|connecting)\s+", re.I)
_JOIN = re.compile(
    r"(?:\s+(?:province|district|valley|area)s?)?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)(?:the\s+|in\s+|from\s+)*",
    re.I,
)


def sieges(case: Case) -> Iterator[Claim]:
    """Surrounded (from N sides | from A, B and C | on all sides)."""
    found = case.found
    token = case.told.passages[case.number].doc.char_span(
        found.at - 1, found.at, alignment_mode="expand"
    )
    if token is not None and token[0].dep_ == "amod":
        return
    subject = case.subject(None)
    aim = case.site(subject.named)
    others = positions(case, subject.named)
    value, unit = _asked(case)
    sites = [where for where in (case.site(name) for name in others) if where is not None]
    finding = _siege(case, subject, aim, sites)
    yield claim(
        case,
        "surrounded",
        finding,
        subject=subject,
        said=(value, unit),
        other=_joined(others),
    )


def _asked(case: Case) -> tuple[str, str]:
    count = case.found.count
    if count is None:
        return case.found.tag, ""
    return ("all" if count == 4 else str(count)), "sides"


def _joined(others: list[Named]) -> Named | None:
    return Named(text=", ".join(name.text for name in others)) if others else None


def _siege(case: Case, subject: Subject, aim: Site | None, sites: list[Site]) -> Finding:
    if aim is None:
        return Finding(why=unresolved(subject.named, "place that is surrounded"))
    if not sites:
        return Finding(
            geometry=aim.area if aim.area is not None else aim.place.point,
            why="The text names no positions, so the statement cannot be held against geography.",
        )
    count = case.found.count
    found = _surrounding(case, aim, sites, min(count, 4) if count else None)
    # a siege may be laid without a ring: only what speaks of sides or of a ring is judged by one
    judged = count is not None or not _SIEGE.search(case.found.tag)
    return Finding(
        measured=measured(found),
        probability=found.probability if judged else None,
        interval=(found.views[0].measures.gap_deg.low, found.views[0].measures.gap_deg.high),
        why=found.why,
        geometry=aim.area if aim.area is not None else aim.place.point,
    )


def _surrounding(case: Case, aim: Site, sites: list[Site], sides: int | None) -> Surrounding:
    told = case.told
    key = ("ring", aim.place.place_id, *(item.place.place_id for item in sites), sides)
    if key not in told.known:
        told.known[key] = surrounding(
            aim,
            sites,
            gazetteer=told.gazetteer,
            sides=sides,
            terrain=told.terrain,
            seed=case.settings.seed,
        )
    known: Surrounding = told.known[key]
    return known


def measured(found: Surrounding) -> str:
    """The measures of every view in one sentence, "at least" and "exactly" apart."""
    parts = []
    for view in found.views:
        m = view.measures
        asked = found.sides or 3
        parts.append(
            f"from {view.name}: gap {m.gap_deg.value:.0f} degrees, depth {m.depth.value:.0f}, "
            f"horizon covered {m.covered.value:.0%}, sides {m.sides.value:.0f} "
            f"(at least {asked}: {m.at_least[asked]:.2f}, exactly {asked}: "
            f"{m.exactly[asked]:.2f}), "
            f"inside the hull {m.inside:.2f}"
        )
    if found.border_share is not None:
        parts.append(f"{found.border_share:.0%} of the border faces the named areas")
    if found.exits_cut is not None:
        parts.append(f"{found.exits_cut:.0%} of the exits cut")
    return "; ".join(parts)


def positions(case: Case, aim: Named | None) -> list[Named]:
    """Positions that the text names: places after "from", "in" or "at" in the sentence.

    Where the sentence has none, a list of places elsewhere in the passage that is spoken of as
    where the forces are.
    """
    ends = [m.end() for m in re.finditer(r"[.!?]\s", case.text[: case.found.start])]
    start = ends[-1] if ends else 0
    stop = re.compile(r"[.!?](?:\s|$)").search(case.text, case.found.end)
    limit = stop.start() if stop else len(case.text)
    inside = _places(case, aim, start, limit, _LEADS, case.found.start)
    if inside:
        return inside
    around = _places(case, aim, 0, len(case.text), _STANDS, -1)
    return around if len(around) > 1 else []


def _places(
    case: Case, aim: Named | None, start: int, limit: int, lead: re.Pattern[str], after: int
) -> list[Named]:
    """Places of a stretch of the passage that follow a lead, and those listed with them."""
    chosen: list[Named] = []
    previous: Reference | None = None
    for reference in case.told.references[case.number]:
        if not start <= reference.start < limit:
            continue
        if reference.resolution.mention.role is Role.NATIONALITY:
            continue
        before = case.text[max(start, reference.start - 60) : reference.start]
        joined = previous is not None and _JOIN.fullmatch(case.text[previous.end : reference.start])
        name = named(case.told, reference)
        led = reference.start > after and lead.search(before) is not None
        if not _same(name, aim) and (joined or led):
            chosen.append(name)
            previous = reference
        else:
            previous = None
    return chosen


def _same(name: Named, aim: Named | None) -> bool:
    """Whether a name is the target's own, also of the province that a valley is named after."""
    if aim is None:
        return False
    bare = [strip_type(item.text) for item in (name, aim)]
    own = [fold(item.text) for item in (name, aim)]
    stems = {b[0] if b is not None else o for b, o in zip(bare, own, strict=True)}
    return len(stems) == 1


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
            return named(case.told, reference)
        if touches or (
            reference.start >= case.found.end
            and re.fullmatch(r"\s*(?:the\s+)?(?:\w+\s+)?", gap_after)
        ):
            return named(case.told, reference)
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
        from geomap.claims._story import object_at

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
    from geomap.claims._encircle import _exits

    exits = _exits(where, [], case.told.terrain)
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

"""Claims of the parts of places: mouths, heads and heights of valleys, as areas."""

import re
from collections.abc import Iterator

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.measures import Finding
from geomap.claims.objects import earlier, object_at
from geomap.claims.rows import claim, unresolved
from geomap.claims.vicinity import is_place
from geomap.discourse import Reference
from geomap.lexicon import alternation
from geomap.locating import PART_UNCERTAINTY_M, Site, heights, inside, part_point
from geomap.model import Claim
from geomap.relations import disc

_LAND = re.compile(
    rf"(?:a|{alternation('grammar.pointing')})\s+(?:[\w-]+\s+){{0,2}}?"
    rf"{alternation('places.valley_lands')}\b",
    re.I,
)
_LAND_BEFORE = re.compile(
    r"\bthe\s+(?:[\w-]+\s+){0,2}?(valley|gorge|province|city|town|pass)\b", re.I
)
_OWN = re.compile(r"(?:'s)?\s*(?:valley\s*)?", re.I)


def parts(case: Case) -> Iterator[Claim]:
    """The mouth of P, the P heights, narrow entrances: the part as an area."""
    found = _whole(case)
    if found is None or _own_name(case, found[0]):
        return
    whole, span = found
    anchor = case.site(whole)
    finding = _part(case, anchor) if anchor else Finding(why=unresolved(whole, "place"))
    yield claim(case, finding, other=whole, span=span)


def _whole(case: Case) -> tuple[Named, tuple[int, int]] | None:
    """The place that the part belongs to, and the words that tell both."""
    start, end = case.expression.start, case.expression.end
    follows = case.kind.place == "after"
    target = object_at(case, case.expression.at) if follows else None
    if target is not None:
        return (target[0], (start, target[1])) if is_place(case, target[0]) else None
    if follows and not _LAND.match(case.text, case.expression.at):
        return None
    before = _before(case)
    if before is not None:
        return named(before), (min(start, before.start), end)
    name = _in_sentence(case)
    return (name, (start, end)) if name is not None else None


def _own_name(case: Case, name: Named) -> bool:
    """Whether the part belongs to a settlement's own name: "Crown Heights"."""
    word, place = case.words.strip().lower(), name.place
    return place is not None and place.kind.startswith("P.") and word in place.name.lower()


def _before(case: Case) -> Reference | None:
    """Panjshir heights: the name that stands right before the part."""
    start = case.expression.start
    for reference in case.references:
        over = reference.start < start < reference.end
        if over or (reference.end <= start and _OWN.fullmatch(case.text, reference.end, start)):
            return reference
    return None


def _in_sentence(case: Case) -> Named | None:
    """Valley that the sentence speaks of: "the strategic valley ... with narrow entrances"."""
    sentence = re.split(r"[.;!?]\s", case.text[: case.expression.start])[-1]
    nouns = _LAND_BEFORE.findall(sentence)
    return earlier(case, case.expression.start, nouns[0]) if nouns else None


def _part(case: Case, anchor: Site) -> Finding:
    """Area of the part that the words select, with how it was found."""
    part, terrain = case.expression.tag, case.world.terrain
    if (point := part_point(anchor, part)) is not None:
        return Finding(
            measured=f"{part} of {anchor.name} at {point.x:.3f}, {point.y:.3f}",
            geometry=disc(point, 2 * PART_UNCERTAINTY_M),
            why=f"The {part} of {anchor.name} as derived from the terrain, to about "
            f"{PART_UNCERTAINTY_M / 1000:.0f} km; there is no figure to hold against it.",
        )
    if part == "heights" and (band := heights(anchor, terrain)) is not None:
        return Finding(
            geometry=band,
            measured=f"the upper third of the elevations of {anchor.name}",
            why="An area, not a point: the upper third of the place's elevations.",
        )
    lacking = "no terrain is known there" if terrain is None else "the terrain does not tell"
    return Finding(
        geometry=inside(anchor),
        why=f"The whole of {anchor.name} stands in for its {part}: {lacking}.",
    )

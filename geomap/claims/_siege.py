"""Claims that a place is surrounded, held against the positions that the text names."""

import re
from collections.abc import Iterator
from typing import Any

from geomap.claims._encircle import surrounding
from geomap.claims._measure import SUPPORTED, Finding
from geomap.claims._positions import positions
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._site import Site
from geomap.claims._story import Named
from geomap.claims._subject import Subject
from geomap.claims._surrounding import Surrounding
from geomap.model import Claim

_SIEGE = re.compile(r"sieg|blockad|cut\s+off", re.I)
_RING = 3
"""Positions that it takes at least to stand all round a place."""


def sieges(case: Case) -> Iterator[Claim]:
    """Surrounded (from N sides | from A, B and C | on all sides)."""
    found = case.found
    token = case.told.paragraphs[case.number].doc.char_span(
        found.at - 1, found.at, alignment_mode="expand"
    )
    if token is not None and (token[0].dep_ == "amod" or _round_about(token[0])):
        return
    subject = case.subject(None)
    aim = case.site(subject.named)
    if aim is None and found.tag == "surrounding":
        return
    others = positions(case, aim) if aim is not None else []
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


def _round_about(token: Any) -> bool:
    """Whether "surrounding" only says where: "in surrounding districts"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    before = token.nbor(-1) if token.i else None
    plain = after is not None and after.pos_ == "NOUN"
    return bool(
        token.lower_ == "surrounding"
        and plain
        and (before is None or before.pos_ in {"DET", "ADP", "ADJ", "CCONJ", "PUNCT", "PRON"})
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
    few = len(sites) < max(_RING, min(count or 0, 4)) and found.probability < SUPPORTED
    return Finding(
        measured=measured(found),
        probability=found.probability if judged and not few else None,
        interval=(found.views[0].measures.gap_deg.low, found.views[0].measures.gap_deg.high),
        why=_only(sites) + found.why if few else found.why,
        geometry=aim.area if aim.area is not None else aim.place.point,
    )


def _only(sites: list[Site]) -> str:
    """That the positions named are fewer than could surround: what is left out is no evidence."""
    many = "1 position" if len(sites) == 1 else f"{len(sites)} positions"
    return f"The text names only {many}, fewer than could surround, and may leave out others. "


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

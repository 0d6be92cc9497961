"""Claims that a place is surrounded, held against the positions that the text names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims.case import Case
from geomap.claims.ground import Named
from geomap.claims.measures import Finding
from geomap.claims.positions import positions
from geomap.claims.rows import claim, unresolved
from geomap.claims.subjects import Subject, subject_of
from geomap.encirclement import Surrounding, surrounding
from geomap.locating import Site
from geomap.model import SUPPORTED, Claim

_SIEGE = re.compile(r"sieg|blockad|cut\s+off", re.I)
_RING = 3
"""Positions that it takes at least to stand all round a place."""

_ALL_SIDES = 4
_PLAIN = frozenset(["DET", "ADP", "ADJ", "CCONJ", "PUNCT", "PRON"])


def sieges(case: Case) -> Iterator[Claim]:
    """Surrounded (from N sides | from A, B and C | on all sides)."""
    if _only_says_where(case):
        return
    subject = subject_of(case)
    aim = case.site(subject.named)
    if aim is None and case.expression.tag == "surrounding":
        return
    others = positions(case, aim) if aim is not None else []
    sites = [where for name in others if (where := case.site(name)) is not None]
    finding = _siege(case, subject, aim, sites=sites)
    listed = Named(text=", ".join(name.text for name in others)) if others else None
    row = claim(case, finding, subject=subject, said=_said(case), other=listed)
    yield replace(row, position_ids=tuple(site.place.place_id for site in sites))


def _only_says_where(case: Case) -> bool:
    """Whether the word is an adjective or only says where: "in surrounding districts"."""
    at = case.expression.at
    words = case.doc.char_span(at - 1, at, alignment_mode="expand")
    if words is None:
        return False
    token = words[0]
    if token.dep_ == "amod":
        return True
    if token.lower_ != "surrounding" or token.i + 1 == len(token.doc):
        return False
    plain_before = token.i == 0 or token.nbor(-1).pos_ in _PLAIN
    return bool(token.nbor(1).pos_ == "NOUN" and plain_before)


def _said(case: Case) -> tuple[str, str]:
    """Value and unit: the number of sides, else the word for the siege."""
    count = case.expression.count
    if count is None:
        return case.expression.tag, ""
    return ("all" if count == _ALL_SIDES else str(count)), "sides"


def _siege(case: Case, subject: Subject, aim: Site | None, *, sites: list[Site]) -> Finding:
    if aim is None:
        return Finding(why=unresolved(subject.named, "place that is surrounded"))
    shape = aim.area if aim.area is not None else aim.place.point
    if not sites:
        return Finding(
            geometry=shape,
            why="The text names no positions, so the statement cannot be held against geography.",
        )
    count = min(case.expression.count or 0, _ALL_SIDES)
    found = _surrounding(case, aim, sites, sides=count or None)
    gap = found.views[0].measures.gap_deg
    # a siege may be laid without a ring: only what speaks of sides or of a ring is judged by one
    judged = case.expression.count is not None or not _SIEGE.search(case.expression.tag)
    finding = Finding(
        measured=found.measured(),
        probability=found.probability if judged else None,
        interval=(gap.low, gap.high),
        why=found.why,
        geometry=shape,
    )
    few = len(sites) < max(_RING, count) and found.probability < SUPPORTED
    return replace(finding, probability=None, why=_only(sites) + found.why) if few else finding


def _only(sites: list[Site]) -> str:
    """That the positions named are fewer than could surround: what is left out is no evidence."""
    many = "1 position" if len(sites) == 1 else f"{len(sites)} positions"
    return f"The text names only {many}, fewer than could surround, and may leave out others. "


def _surrounding(case: Case, aim: Site, sites: list[Site], *, sides: int | None) -> Surrounding:
    """The measures, taken once a report."""
    key = ("ring", aim.place.place_id, *(item.place.place_id for item in sites), sides)
    return case.ground.once(
        key,
        lambda: surrounding(aim, sites, world=case.world, sides=sides, seed=case.ground.seed),
    )

"""Claims that a place is surrounded or cut off: the frame of what is said, and what is tested."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims.around import Around, around
from geomap.claims.besieged import besieged
from geomap.claims.case import Case
from geomap.claims.ground import Named
from geomap.claims.holding import held
from geomap.claims.measures import Finding
from geomap.claims.phases import claimant_of, days, degree_of, phase_of, post_of
from geomap.claims.rows import claim, unresolved
from geomap.claims.subjects import Subject
from geomap.claims.targets import Besieged
from geomap.model import Claim, Degree, Phase, Siege

_PLAIN = frozenset(["DET", "ADP", "ADJ", "CCONJ", "PUNCT", "PRON"])
_AWAY = re.compile(r"^surrounding$", re.I)


def sieges(case: Case) -> Iterator[Claim]:
    """Surrounded, besieged, blockaded, cut off: one claim for each place that is surrounded."""
    told = None if _only_says_where(case) else besieged(case)
    if told is None:
        return
    names: tuple[Named | None, ...] = told.targets or (None,)
    for name in names:
        if not _is_told_already(case, name):
            yield _claim(case, told, name)


def _only_says_where(case: Case) -> bool:
    """Whether the word is an adjective or only says where: "in surrounding districts"."""
    if not _AWAY.match(case.expression.tag):
        return False
    at = case.expression.at
    words = case.doc.char_span(at - 1, at, alignment_mode="expand")
    if words is None:
        return False
    token = words[0]
    if token.dep_ == "amod":
        return True
    if token.i + 1 == len(token.doc):
        return False
    plain_before = token.i == 0 or token.nbor(-1).pos_ in _PLAIN
    return bool(token.nbor(1).pos_ == "NOUN" and plain_before)


def _is_told_already(case: Case, name: Named | None) -> bool:
    """Whether an earlier frame of the sentence is of the same place; else it is marked as told."""
    place = name.place_id or name.text if name is not None else ""
    sentence = case.doc.char_span(
        case.expression.start, case.expression.start + 1, alignment_mode="expand"
    )
    at = sentence[0].sent.start if sentence is not None else case.expression.start
    known = case.ground.known
    key = ("told", case.paragraph.index, at, place)
    told = known.setdefault(key, case.expression.start)
    return bool(told != case.expression.start)


def _claim(case: Case, told: Besieged, name: Named | None) -> Claim:
    text = told.text if name is None or told.force else name.said or name.text
    subject = Subject(named=name, text=text)
    seen = around(case, told, name)
    row = claim(case, Finding(), subject=subject, other=_listed(seen), said=_said(case))
    siege = _frame(case, told, name, row=row, seen=seen)
    aim = case.site(name)
    if aim is None:
        finding = Finding(why=unresolved(name, "place that is surrounded"))
    else:
        siege, finding = held(case, aim, siege, seen)
    row = claim(case, finding, subject=subject, other=_listed(seen), said=_said(case))
    sites = (case.site(one) for one in seen.names)
    ids = tuple(site.place.place_id for site in sites if site is not None)
    return replace(row, siege=siege, position_ids=ids)


def _listed(seen: Around) -> Named | None:
    return Named(text=", ".join(one.text for one in seen.names)) if seen.names else None


def _said(case: Case) -> tuple[str, str]:
    """Value and unit: the number of sides, else the word for the siege."""
    count = case.expression.count
    if count is None:
        return case.expression.tag, ""
    return ("all" if count >= Siege.ALL_SIDES else str(count)), "sides"


def _as_written(case: Case, name: Named | None) -> str:
    """A place's name as the report writes it, also where "the city" stands for it."""
    if name is None:
        return ""
    told = case.ground.story.resolutions
    written = (
        one.mention.text
        for one in told
        if one.place is not None and name.place is not None and one.place.place_id == name.place_id
    )
    return next(written, name.text)


def _frame(case: Case, told: Besieged, name: Named | None, *, row: Claim, seen: Around) -> Siege:
    count = min(case.expression.count or 0, Siege.ALL_SIDES)
    said, claimant = days(row.said_when), claimant_of(told.word, row.said_by)
    published = day.isoformat() if (day := case.ground.story.report.published) is not None else ""
    phase = phase_of(told.word, row.status, case.paragraph.times)
    degree = degree_of(case, told.word, count, len(seen.sides))
    return Siege(
        target=_as_written(case, name) or told.text,
        target_id=name.place_id if name is not None else "",
        force=told.force,
        by=told.by,
        claimant=claimant,
        post=post_of(case, claimant),
        phase=Phase.NEARLY if phase is Phase.IS and degree is Degree.NEARLY else phase,
        degree=degree,
        count=count,
        sides=seen.sides,
        positions=seen.positions,
        ways=seen.ways,
        said_on=said[0] or said[1] or published,
        holds_on=days(row.when),
    )

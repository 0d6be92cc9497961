"""Claims that a place is surrounded, and the positions that the text names."""

import re
from collections.abc import Iterator
from typing import Any

from geomap.claims._encircle import surrounding
from geomap.claims._measure import Finding
from geomap.claims._patterns import LIST_JOIN
from geomap.claims._referents import unlisted
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._site import Site
from geomap.claims._story import Named, Reference, named
from geomap.claims._subject import Subject
from geomap.claims._surrounding import Surrounding
from geomap.gazetteer import fold, strip_type
from geomap.model import Claim, Role

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
_FROM = re.compile(r"[^.;!?]{0,40}?\bfrom\s+", re.I)


def sieges(case: Case) -> Iterator[Claim]:
    """Surrounded (from N sides | from A, B and C | on all sides)."""
    found = case.found
    token = case.told.passages[case.number].doc.char_span(
        found.at - 1, found.at, alignment_mode="expand"
    )
    if token is not None and (token[0].dep_ == "amod" or _round_about(token[0])):
        return
    subject = case.subject(None)
    aim = case.site(subject.named)
    if aim is None and found.tag == "surrounding":
        return
    others = positions(case, subject.named) if aim is not None else []
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
    if by_name := _by_name(case, limit):
        return by_name
    around = _places(case, aim, 0, len(case.text), _STANDS, -1)
    return around if len(around) > 1 else []


def _by_name(case: Case, limit: int) -> list[Named]:
    """Names after "from" that recognition left out: "from Mellit, Zalingei and Nyala"."""
    start = _FROM.match(case.text[:limit], case.found.end)
    names: list[Named] = []
    at = start.end() if start is not None else limit
    while at < limit:
        asked = unlisted(case.told, case.number, at)
        if asked is None:
            break
        names.append(asked[0])
        join = LIST_JOIN.match(case.text[:limit], asked[1])
        at = join.end() if join is not None else limit
    return [name for name in names if name.place is not None]


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
        joined = previous is not None and LIST_JOIN.fullmatch(
            case.text[previous.end : reference.start]
        )
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

"""What was seen and cannot be held against geography, listed all the same."""

import re
from collections.abc import Iterator

from geomap.claims._find import HALF_TURN_M, Expression
from geomap.claims._measure import Finding
from geomap.claims._row import Case, claim
from geomap.model import Claim

_SPEED = re.compile(r"\s*(?:/|per\b|an\b)\s*h", re.I)


def unparsed(case: Case) -> Iterator[Claim]:
    """What was seen and could not be read: a row that says so."""
    unit = case.found.quantity.unit if case.found.quantity else ""
    if unit in {"m", "feet", "yards"} or _SPEED.match(case.text, case.found.end):
        return
    reason = "no place was found that it is measured from"
    if case.found.kind == "lone distance" and case.found.way is None:
        reason = "a distance without a place that it is measured from"
    quantity = case.found.quantity
    if quantity is not None and quantity.best_m > HALF_TURN_M:
        reason = "no two places on Earth lie that far apart"
    yield claim(
        case,
        "unparsed",
        Finding(why=f"Seen and not parsed: {reason}."),
        said=(
            quantity.value if quantity else (case.found.way.word if case.found.way else ""),
            unit or ("compass" if case.found.way else ""),
        ),
    )


def landforms(case: Case) -> Iterator[Claim]:
    """Into a deep valley, to mountains: seen, unnamed, and never a point."""
    found: Expression = case.found
    if any(r.start < found.end and r.end > found.start for r in case.told.references[case.number]):
        return
    if re.search(rf"\bthe\s+(?:[\w-]+\s+)?{found.tag}$", case.text[found.start : found.end], re.I):
        return
    yield claim(
        case,
        "landform",
        Finding(why=f"Seen; the {found.tag} has no name, so it is not mapped as a point."),
        said=(found.tag, ""),
    )

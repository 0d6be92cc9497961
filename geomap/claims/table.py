"""Claims as a table, and conflicting claims side by side."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields

import geopandas as gpd
import pandas as pd

from geomap.expressions import KINDS
from geomap.gazetteer import fold, strip_type
from geomap.model import SCHEMAS, Claim, Statement
from geomap.model import table as model_table
from geomap.relations import direction, wrap_deg

_NARROWNESS = {
    relation: kind.narrowness
    for kind in KINDS.values()
    if kind.narrowness
    for relation in ([tag for _, tag in kind.tags] if kind.tells_tag else [kind.relation])
}
"""Relations that put an event beside a place, with their ranks, the narrowest first."""

_COMPARED = {k.relation: list(k.compared) for k in KINDS.values() if k.compared}
_FURTHER = 1.1
_OTHER_WAY_DEG = 90.0
_PLAIN = [
    name
    for name in SCHEMAS["claims"].columns
    if name
    in {field.name for field in fields(Claim)} - {"verdict", "position_ids", "siege", "status"}
]
"""Columns that are the fields of a claim as they are."""


def table(claims: Iterable[Claim]) -> gpd.GeoDataFrame:
    """Claims as the atlas's `claims` table, EPSG:4326, one row each, sorted by id.

    `position_ids` is a JSON list of place ids where positions were measured and `siege` the frame
    of a claimed encirclement as JSON (`geomap.model.Siege.from_json`), else empty.
    """
    rows = []
    seen: dict[str, int] = {}
    for claim in claims:
        key = "|".join(
            [claim.report_id, str(claim.start), str(claim.end), claim.relation, claim.value]
        )
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha1(f"{key}|{seen[key]}".encode(), usedforsecurity=False).hexdigest()
        low, high = claim.interval if claim.interval is not None else (None, None)
        when, said = claim.when, claim.said_when
        rows.append(
            {
                "claim_id": f"c{digest[:12]}",
                **{name: getattr(claim, name) for name in _PLAIN},
                "position_ids": json.dumps(claim.position_ids) if claim.position_ids else "",
                "siege": claim.siege.to_json() if claim.siege is not None else "",
                "status": str(claim.status),
                "when_start": when.start if when else None,
                "when_end": when.end if when else None,
                "time_precision": when.precision if when else "",
                "said_when_start": said.start if said else None,
                "said_when_end": said.end if said else None,
                "interval_low": low,
                "interval_high": high,
                "verdict": claim.verdict.value,
            }
        )
    return model_table("claims", rows)


def place_of(
    statement: Statement, claims: Iterable[Claim], *, sentence: tuple[int, int] = (0, 0)
) -> Claim | None:
    """Claim whose area is where a statement's event happened: "15 km south of Jurm", not Jurm.

    Parameters
    ----------
    statement
        A statement whose place is the one that the words measure from.
    claims
        Claims of the same report.
    sentence
        Where the statement's sentence begins and ends in the report's text: a place that is named
        there is beside what the words around its name say, be they outside the statement's own.

    Returns
    -------
    Claim or None
        The narrowest claim that speaks of no place of its own and is measured from the statement's
        place; its `geometry` is an area.
    """
    if statement.place is None or statement.place.place is None:
        return None
    fitting = [item for item in claims if _puts_beside(item, statement, sentence)]
    return min(fitting, key=lambda c: (_NARROWNESS[c.relation], c.start), default=None)


def _puts_beside(claim: Claim, statement: Statement, sentence: tuple[int, int]) -> bool:
    """Whether a claim puts something that is no place of its own beside a statement's place."""
    told = claim.relation in _NARROWNESS and claim.geometry is not None and not claim.subject_id
    named = statement.place
    if not told or named is None or claim.report_id != statement.report_id:
        return False
    at = named.mention.start
    if sentence[0] <= at < sentence[1] and claim.start <= at < claim.end:
        return True  # "between Gao and Kidal", whichever end the words lead to
    apart = claim.start >= statement.end or statement.start >= claim.end
    return not apart and named.place is not None and claim.object_id == named.place.place_id


def side_by_side(claims: gpd.GeoDataFrame) -> pd.DataFrame:
    """Statements on the same question that differ, across reports, side by side.

    Parameters
    ----------
    claims
        Table of `table`; rows of several reports.

    Returns
    -------
    pandas.DataFrame
        One row for every claim of a question that has more than one answer: `question` (what is
        asked of which places), `value`, `unit`, `report_id`, `said_by`, `text`, `measured`,
        `probability`, `verdict`; indexed by claim_id, sorted by question and value.
    """
    parts = []
    # "80 km north of" answers how far and in which direction
    told = claims[claims["way"] != ""]
    ways = told.assign(relation="direction", value=told["way"], unit="compass")
    claims = pd.concat([claims, ways])
    for relation, keys in _COMPARED.items():
        rows = claims[(claims["relation"] == relation) & (claims["subject"] != "")]
        rows = rows[rows["unit"] != ""].assign(stem=rows["subject"].map(_stem))
        for _, group in rows.groupby(keys, sort=True):
            if _conflict(relation, group["value"]):
                first = group.sort_index().iloc[0]
                against = f" and {first['object']}" if "object_id" in keys else ""
                question = f"{relation}: {first['subject']}{against}"
                parts.append(group.assign(question=question))
    columns = ["question", "value", "unit", "report_id", "said_by", "text", "measured"]
    columns += ["probability", "verdict"]
    if not parts:
        return pd.DataFrame(columns=columns)
    both = pd.DataFrame(pd.concat(parts)[columns])
    order = pd.to_numeric(both["value"], errors="coerce")
    both = both.assign(order=order).sort_values(["question", "order", "value", "report_id"])
    return both.drop(columns="order")


def _stem(name: str) -> str:
    """Name without its type: statements on "Panjshir Valley" and "Panjshir" meet."""
    bare = strip_type(name)
    return fold(bare[0] if bare is not None else name)


def _conflict(relation: str, values: pd.Series) -> bool:
    """Whether answers differ: distances by a tenth, directions by a right angle, others at all."""
    said = sorted(set(values))
    if relation == "distance":
        figures = pd.to_numeric(pd.Series(said), errors="coerce").dropna()
        return len(figures) > 1 and float(figures.max()) > _FURTHER * float(figures.min())
    if relation in {"direction", "border"}:
        ways = [way.bearing_deg for word in said if (way := direction(word)) is not None]
        return any(abs(wrap_deg(a - b)) >= _OTHER_WAY_DEG for a in ways for b in ways)
    return len(said) > 1

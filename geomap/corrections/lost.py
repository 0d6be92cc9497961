"""Corrections that no longer find what they are about."""

from collections.abc import Iterator, Sequence

import geopandas as gpd

from geomap.corrections.apply import decisions
from geomap.corrections.records import Corrections
from geomap.model import Loss, Statement


def unmatched(
    corrections: Corrections, *, mentions: gpd.GeoDataFrame, statements: Sequence[Statement]
) -> list[Loss]:
    """A loss for each decision on a report at hand that no longer finds what it is about.

    `mentions` is the atlas's table. Decisions on other reports may wait for these; where only the
    text of one has changed, and so its id, that is said.
    """
    if not len(corrections):
        return []
    at_hand = {str(one) for one in mentions["report_id"]} | {one.report_id for one in statements}
    lines = [
        *_edited(corrections, at_hand),
        *_mentions(corrections, mentions, at_hand),
        *_events(corrections, statements, at_hand),
    ]
    return [Loss(what="decision", where=corrections.name, why=line) for line in lines]


def _edited(corrections: Corrections, at_hand: set[str]) -> Iterator[str]:
    wanted = {one.report_id for one in corrections.mentions}
    wanted |= {one.passage.report_id for one in corrections.events}
    names = {_stem(report): report for report in sorted(at_hand)}
    for one in sorted(wanted - at_hand - {""}):
        if (now := names.get(_stem(one))) is not None:
            yield f"no report has the id {one}, but {now} has its name; was it edited?"


def _mentions(
    corrections: Corrections, mentions: gpd.GeoDataFrame, at_hand: set[str]
) -> Iterator[str]:
    columns = (mentions[name] for name in ("report_id", "start", "text"))
    met = {
        one.key
        for report, start, text in zip(*columns, strict=True)
        if (one := corrections.about(str(report), int(start), str(text))) is not None
    }
    for one in corrections.mentions:
        if one.start is not None and one.report_id in at_hand and one.key not in met:
            yield f"the mention {one.name[:80]!r} at {one.start} of {one.report_id} is not there"


def _events(
    corrections: Corrections, statements: Sequence[Statement], at_hand: set[str]
) -> Iterator[str]:
    found = {one.key for _, one in decisions(statements, corrections)}
    for one in corrections.events:
        passage = one.passage
        if one.changes and passage.report_id in at_hand and one.key not in found:
            yield f"no passage at {passage.start} of {passage.report_id} reports the event"


def _stem(report_id: str) -> str:
    """A report's id without the hash of its text."""
    return report_id.rpartition("-")[0] or report_id

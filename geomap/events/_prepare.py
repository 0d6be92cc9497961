"""A report's passages made ready to be read: their anchors, places and times."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap import dates
from geomap.events import _reading as r
from geomap.events._reading import Reading
from geomap.language import Passage
from geomap.model import Report, Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEAD_PASSAGES = 8


def _by_passage(
    passages: Sequence[Passage], resolutions: Sequence[Resolution]
) -> list[list[Resolution]]:
    """Place mentions of each passage, in the order of the text."""
    starts = [passage.start for passage in passages]
    found: list[list[Resolution]] = [[] for _ in passages]
    for one in sorted(resolutions, key=lambda one: one.mention.start):
        index = bisect_right(starts, one.mention.start) - 1
        if index >= 0 and one.mention.start < starts[index] + int(passages[index].offsets[-1]):
            found[index].append(one)
    return found


def _outside(
    passage: Passage, resolutions: Sequence[Resolution], filed: Sequence[tuple[int, int]]
) -> tuple[Resolution, ...]:
    """Place mentions of a passage, without those of its dateline."""
    starts = passage.offsets + passage.start
    return tuple(
        one
        for one in resolutions
        if not r.in_spans(int(starts.searchsorted(one.mention.start)), filed)
    )


def readings(
    report: Report, passages: Sequence[Passage], resolutions: Sequence[Resolution]
) -> list[Reading]:
    """Passages with their anchor days, places and times; datelines are set aside."""
    anchors = dates.anchors(report, passages)
    found = []
    grouped = _by_passage(passages, resolutions)
    known = {one.mention.text: one for one in reversed(resolutions) if one.place is not None}
    for index, passage in enumerate(passages):
        anchor = anchors.of(passage)
        text = passage.text
        filed = (dates.dateline_spans if index < _HEAD_PASSAGES else dates.stamp_spans)(text)
        here = _outside(passage, grouped[index], filed)
        times = dates.find(passage, anchor, known=anchors.known)
        found.append(
            Reading(
                passage=passage,
                index=index,
                anchor=anchor,
                resolutions=here,
                times=tuple(one for one in times if not r.in_spans(one.local_start, filed)),
                places=r.place_tokens(passage, here),
                filed=tuple(filed),
                known=known,
            )
        )
    return found


def token_at(reading: Reading, at: int) -> "Token | None":
    """The token that holds a character of the report's text."""
    starts = reading.passage.offsets + reading.passage.start
    if not starts[0] <= at < starts[-1]:
        return None
    local = int(starts.searchsorted(at, side="right")) - 1
    return next((one for one in reading.doc if one.idx <= local < one.idx + len(one)), None)

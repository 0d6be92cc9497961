"""The status rule: one table, in the order of trial, and the function that applies it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geomap.discourse import Stance, Voice
from geomap.model import Interval, Status

HISTORY_DAYS = 366


@dataclass(frozen=True)
class StatusRow:
    """One row of the status rule: the class of cues, examples of them, and the status."""

    cue_class: str
    examples: str
    status: Status


STATUS_RULE: Sequence[StatusRow] = (
    StatusRow("denial", "denied, dismissed, rejected reports that", Status.DENIED),
    StatusRow(
        "dispute",
        "conflicting claims; one report affirms what another source negates or denies",
        Status.CONTESTED,
    ),
    StatusRow(
        "condition or outlook",
        "if, would, could, may, plans to, in anticipation of",
        Status.CONDITIONAL,
    ),
    StatusRow("negation", "not, never, no, failed to, without", Status.NEGATED),
    StatusRow("history", "in the 1980s, in 1979; over a year before the report", Status.HISTORICAL),
    StatusRow("hearsay", "reportedly, allegedly, reports of, sources say", Status.REPORTED),
    StatusRow("attribution", "said, claimed, tweeted, according to, a quotation", Status.CLAIMED),
    StatusRow(
        "reporter on the scene",
        "a correspondent saw; told from a spot: on a rooftop, at a checkpoint",
        Status.OBSERVED,
    ),
    StatusRow("no attribution", "the reporter's own words", Status.ASSERTED),
)
"""The status rule, first row that applies; printed in the legend and by `geomap explain-status`."""


@dataclass(frozen=True)
class Signs:
    """What the rule looks at.

    `spoken` says that the act is done by words, `denies` that the verb denies what others say,
    `disputed` that accounts contradict one another, `on_scene` that the reporter saw it.
    `reported` is the day of the report.
    """

    voice: Voice | None
    stance: Stance
    when: Interval | None
    reported: date | None
    spoken: bool
    denies: bool
    disputed: bool
    on_scene: bool


def is_history(when: Interval | None, reported: date | None) -> bool:
    """Whether an interval ended more than a year before the report."""
    if when is None or when.end is None or reported is None:
        return False
    return (reported - when.end).days > HISTORY_DAYS


def status(signs: Signs) -> Status:
    """Apply the status rule."""
    kind, stance = signs.voice.kind if signs.voice is not None else "", signs.stance
    applies = (
        signs.denies or kind == "denied",
        signs.disputed,
        stance.conditional or (stance.future and not signs.spoken),
        stance.negated,
        is_history(signs.when, signs.reported),
        kind == "hearsay",
        signs.voice is not None,
        signs.on_scene,
        True,
    )
    return STATUS_RULE[applies.index(True)].status

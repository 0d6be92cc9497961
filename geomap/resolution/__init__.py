"""Resolution: which place each mention means, how surely, what else it could be, and why.

A name means one place in a document. Its candidates come from the gazetteer (`candidates`), a
ranker trained by `tools/train_toponyms.py` weighs them by name and story (`block`, `name_features`,
`story_features`, `ranking`), the outlet's locality and what a user says the reports are about may
speak (`locality`), words beside a name tell a town from its province (`order`), and a user's
overrides win over all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isnan
from typing import NamedTuple

import numpy as np

from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Candidate, Mention, Report, Resolution
from geomap.resolution import order, story_features
from geomap.resolution.block import Block, blocks
from geomap.resolution.candidates import MOST_CHARS, Group
from geomap.resolution.explain import reasons
from geomap.resolution.locality import Bias, Localities, Locality, learn, reweigh
from geomap.resolution.overrides import Overrides, read_overrides
from geomap.resolution.ranking import (
    LOOSE,
    Ranker,
    evidence,
    is_guess,
    load,
    near_share,
    read_ranker,
)
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import words
from geomap.toponyms.trees import Floats

__all__ = [
    "Localities",
    "Overrides",
    "Ranker",
    "blocks",
    "learn",
    "load",
    "read_overrides",
    "read_ranker",
    "resolve",
]
_MOST_ALTERNATIVES = 5


def resolve(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    *,
    settings: Settings = OFFLINE,
    ranker: Ranker | None = None,
    localities: Localities | None = None,
    overrides: Overrides | None = None,
) -> list[Resolution]:
    """What each mention refers to.

    Parameters
    ----------
    report
        The report that the mentions stand in.
    mentions
        Names from `toponyms.find` or marked by hand.
    gazetteer
        Where candidates come from.
    settings
        `min_probability`: a less probable winner is named as an alternative, not as the place;
        `country` and `near`: what the reports are about.
    ranker
        Another model than the shipped one.
    localities
        Where outlets report from, see `learn`.
    overrides
        The user's own decisions, see `read_overrides`; they win over all else.

    Returns
    -------
    list of Resolution
        One for each mention, in the same order; without a place there is a reason.
    """
    ranker = ranker or load(settings)
    known = list(_known(report, settings, localities))
    solved: dict[int, Resolution] = {}
    for block in blocks(report, mentions, gazetteer, settings=settings):
        shares = ranker.shares(block)
        for one in known:
            shares = reweigh(block, shares, one)
        for ranked in _ranked(block, shares, ranker, known):
            read: dict[str, Resolution] = {}
            for number in ranked.group.mentions:
                mention = mentions[number]
                cue = order.cue(report.text, mention.start, mention.end)
                if cue not in read:
                    read[cue] = _read(mention, ranked, cue, ranker, settings.min_probability)
                solved[number] = replace(read[cue], mention=mention)
    result = [solved.get(n) or _none(mention) for n, mention in enumerate(mentions)]
    return [_overridden(each, overrides, gazetteer) if overrides else each for each in result]


def _known(
    report: Report, settings: Settings, localities: Localities | None
) -> Iterator[Locality | Bias]:
    """What is known of where a report is about."""
    if localities is not None and (local := localities.of(report)) is not None:
        yield local
    if (settings.country, settings.near) != (None, None):
        yield Bias(country=settings.country, near=settings.near)


class _Ranked(NamedTuple):
    """A name's candidates, likeliest first, and what the report says for the first of them.

    `support` is from the report's other places, the outlet's or the user, None without any; `told`
    whether the report names another place and not only a people, whose army may be abroad; `why`
    is what spoke for the first.
    """

    group: Group
    candidates: list[Candidate]
    support: float | None
    told: bool
    why: tuple[str, ...]


def _ranked(
    block: Block, shares: Floats, ranker: Ranker, known: Sequence[Locality | Bias]
) -> Iterator[_Ranked]:
    """Each group of a block with its candidates in order."""
    flat = block.candidates
    rows = story_features.table(block, shares)
    supports = story_features.support(rows)
    for one in known:
        near = one.density([candidate.place for candidate in flat])
        supports = np.fmax(supports, near.astype(np.float32))
    starts = np.searchsorted(block.of, np.arange(len(block.groups) + 1))
    orders = [
        order.spoken_of_first(
            order.own_name_first(
                (start + np.argsort(-shares[start:stop], kind="stable")).tolist(),
                flat,
                shares,
                supports=supports,
            ),
            flat,
            supports,
        )
        for start, stop in pairwise(starts)
    ]
    pairs = [(numbers[0], numbers[min(1, len(numbers) - 1)]) for numbers in orders]
    why = reasons(ranker.stages[-1], rows, pairs, [flat[winner] for winner, _ in pairs])
    places = [flat[winner].match != "people" for winner, _ in pairs]
    for n, (group, numbers) in enumerate(zip(block.groups, orders, strict=True)):
        support = float(supports[numbers[0]])
        yield _Ranked(
            group=group,
            candidates=[replace(flat[n], score=round(float(shares[n]), 4)) for n in numbers],
            support=None if isnan(support) else support,
            told=sum(places) > places[n],
            why=why[n],
        )


def _read(mention: Mention, one: _Ranked, cue: str, ranker: Ranker, least: float) -> Resolution:
    """What a mention refers to, given what the words beside it ask for."""
    ranked, said = order.choose(one.candidates, cue, one.group.name.text)
    found = _resolution(mention, ranked, _probability(ranked, ranker, one.support), least)
    if is_guess(ranked[0], one.support, told=one.told):
        found = found.given_up_as_namesake(alike=ranked[0].match in LOOSE)
    return replace(found, explanation=(said, *one.why) if said else one.why)


def _probability(ranked: Sequence[Candidate], ranker: Ranker, support: float | None) -> float:
    near = near_share(ranked, np.array([candidate.score for candidate in ranked]))
    return ranker.probability(evidence(ranked[0], near, len(ranked), support=support))


def _resolution(
    mention: Mention, ranked: Sequence[Candidate], probability: float, least: float
) -> Resolution:
    """The winner with its runners-up, or no place where it is too improbable."""
    best = ranked[0]
    sure = probability >= least
    reason = (
        f"the likeliest of {len(ranked)} places, {best.place.name} "
        f"({best.place.country or best.place.kind}), has only probability {probability:.2f}"
    )
    return Resolution(
        mention=mention,
        place=best.place if sure else None,
        probability=probability,
        alternatives=tuple(ranked[sure : _MOST_ALTERNATIVES + sure]),
        reason="" if sure else reason,
    )


def _none(mention: Mention) -> Resolution:
    text = mention.text
    if len(text) > MOST_CHARS:
        reason = f"a name of {len(text)} characters; at most {MOST_CHARS} are looked up"
    elif fold(text) in words.WEST_BLOC:
        reason = "a bloc or a state that is no more, not one place"
    else:
        reason = "no place of this or a similar name in the gazetteer"
    return Resolution(mention=mention, place=None, reason=reason)


def _overridden(
    resolution: Resolution, overrides: Overrides, gazetteer: EmbeddedGazetteer
) -> Resolution:
    chosen = overrides.decide(resolution.mention, gazetteer)
    if chosen is None:
        return resolution
    place, where = chosen
    before = resolution.place
    others = list(resolution.alternatives)
    if before is not None and before.place_id != place.place_id:
        score = resolution.probability
        others.insert(0, Candidate(place=before, matched=before.name, match="ranked", score=score))
    return Resolution(
        mention=resolution.mention,
        place=place,
        probability=1.0,
        alternatives=tuple(others[:_MOST_ALTERNATIVES]),
        explanation=(f"the user's override ({where})",),
        by_hand=True,
    )

"""Resolution: which place each mention means, how surely, what else it could be, and why.

A name means one place in a document. Its candidates come from the gazetteer (`choices`), a ranker
trained by `tools/train_toponyms.py` weighs them by name and story (`scene`, `context`,
`ranking`), the outlet's locality may speak (`locality`), and a user's overrides win over all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Candidate, Mention, Report, Resolution, Role
from geomap.resolution import context, cues, namesakes
from geomap.resolution.choices import Name, candidates, name_at
from geomap.resolution.explain import reasons
from geomap.resolution.locality import Localities, learn, reweigh
from geomap.resolution.namesakes import Choice
from geomap.resolution.overrides import Overrides
from geomap.resolution.overrides import read as read_overrides
from geomap.resolution.own import Floats, Group
from geomap.resolution.ranking import Ranker, load, near_share
from geomap.resolution.ranking import read as read_ranker
from geomap.resolution.scene import Scene, blocks, scene
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import words

__all__ = [
    "Localities",
    "Overrides",
    "Ranker",
    "learn",
    "load",
    "read_overrides",
    "read_ranker",
    "resolve",
    "scenes",
]
_MOST_ALTERNATIVES = 5
_LEAST_AT_SPOT = 0.1
_LEAST_ELSEWHERE = 0.8
_SAME_SPOT_DEG = 0.25
_LONGEST_CHARS = 200
_UNSET = Mention(report_id="", start=0, end=0, text="", role=Role.OTHER_PLACE)


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
        `min_probability`: a less probable winner is named as an alternative, not as the place.
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
    solved: dict[int, Resolution] = {}
    for block in scenes(report, mentions, gazetteer, settings=settings):
        shares = ranker.shares(block)
        local = localities.of(report) if localities is not None else None
        if local is not None and block.size:
            shares = reweigh(block, shares, local)
        for group, ranked, why in _block(block, shares, ranker):
            name = group.name.text
            asked: dict[str, Resolution] = {}
            for number in group.mentions:
                mention = mentions[number]
                cue = namesakes.cue(report.text, mention.start, mention.end)
                if cue not in asked:
                    choice = namesakes.choose(ranked, cue, name)
                    asked[cue] = _resolution(choice, why, ranker, settings)
                solved[number] = replace(asked[cue], mention=mention)
    result = [solved.get(n) or _none(mention) for n, mention in enumerate(mentions)]
    if overrides is None:
        return result
    return [_overridden(resolution, overrides, gazetteer) for resolution in result]


def scenes(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    *,
    settings: Settings = OFFLINE,
) -> list[Scene]:
    """Names of a report with their candidates and relations, in blocks; what the ranker sees."""
    peoples = words.demonyms(settings.data_dir)
    hints = cues.countries(report.text, settings.data_dir) if mentions else {}
    groups = list(_groups(report, mentions, gazetteer, peoples))
    return [scene(report, mentions, block, hints) for block in blocks(groups)]


def _groups(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    peoples: Mapping[str, str],
) -> Iterator[Group]:
    numbers: dict[tuple[str, str], list[int]] = {}
    names: dict[tuple[str, str], Name] = {}
    for n, mention in enumerate(mentions):
        name = name_at(report.text, mention.start, mention.end)
        names.setdefault(name.key, name)
        numbers.setdefault(name.key, []).append(n)
    for key, name in names.items():
        if found := candidates(name, gazetteer, peoples):
            yield Group(name=name, mentions=tuple(numbers[key]), candidates=tuple(found))


def _block(
    block: Scene, shares: Floats, ranker: Ranker
) -> Iterator[tuple[Group, list[Candidate], tuple[str, ...]]]:
    """For each of a block's groups its candidates, likeliest first, and what speaks for it."""
    if not block.size:
        return
    starts = np.searchsorted(block.of, np.arange(len(block.groups) + 1))
    flat = [candidate for group in block.groups for candidate in group.candidates]
    orders = [
        _namesake_first(start + np.argsort(-shares[start:stop], kind="stable"), flat, shares)
        for start, stop in pairwise(starts)
    ]
    pairs = [(int(order[0]), int(order[min(1, len(order) - 1)])) for order in orders]
    rows = context.table(block, shares)
    why = reasons(ranker.stages[-1], rows, pairs, [flat[winner] for winner, _ in pairs])
    for group, order, words_for in zip(block.groups, orders, why, strict=True):
        ranked = [replace(flat[n], score=round(float(shares[n]), 4)) for n in order]
        yield group, ranked, words_for


def _namesake_first(
    order: npt.NDArray[np.intp], flat: Sequence[Candidate], shares: Floats
) -> npt.NDArray[np.intp]:
    """A place of the very name before one of another name, where both are about as likely.

    The district Andarab and its main town Banu, also called Andarab, share a point: a text that
    says Andarab is then read as the district. Of two places at one spot that are both only also
    called so, the more important goes first.
    """
    best = flat[order[0]]
    if best.match != "alias":
        return order
    for at, number in enumerate(order[1:], 1):
        other = flat[number]
        same_spot = _same_spot(best, other)
        least = _LEAST_AT_SPOT if same_spot else _LEAST_ELSEWHERE
        own_name = other.match in {"exact", "folded"}
        larger = same_spot and other.match == "alias" and other.score > best.score
        if shares[number] >= least * shares[order[0]] and (own_name or larger):
            return np.concatenate([[number], order[:at], order[at + 1 :]])
    return order


def _same_spot(one: Candidate, other: Candidate) -> bool:
    a, b = one.place, other.place
    return abs(a.lon - b.lon) < _SAME_SPOT_DEG and abs(a.lat - b.lat) < _SAME_SPOT_DEG


def _resolution(
    choice: Choice, why: tuple[str, ...], ranker: Ranker, settings: Settings
) -> Resolution:
    """The winner with its runners-up, or no place where it is too improbable."""
    ranked, best = choice.ranked, choice.ranked[0]
    why = (choice.reason, *why) if choice.reason else why
    near = near_share(ranked, np.array([candidate.score for candidate in ranked]))
    probability = ranker.probability(near, len(ranked), best.match)
    if probability >= settings.min_probability:
        return Resolution(
            mention=_UNSET,
            place=best.place,
            probability=probability,
            alternatives=ranked[1 : _MOST_ALTERNATIVES + 1],
            explanation=why,
        )
    return Resolution(
        mention=_UNSET,
        place=None,
        probability=probability,
        alternatives=ranked[:_MOST_ALTERNATIVES],
        reason=f"the likeliest of {len(ranked)} places, {best.place.name} "
        f"({best.place.country or best.place.kind}), has only probability {probability:.2f}",
        explanation=why,
    )


def _none(mention: Mention) -> Resolution:
    text = mention.text
    if len(text) > _LONGEST_CHARS:
        reason = f"a name of {len(text)} characters; at most {_LONGEST_CHARS} are looked up"
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
    before = [] if resolution.place is None else [resolution.place]
    others = tuple(
        Candidate(place=p, matched=p.name, match="ranked", score=resolution.probability)
        for p in before
        if p.place_id != place.place_id
    )
    return Resolution(
        mention=resolution.mention,
        place=place,
        probability=1.0,
        alternatives=(*others, *resolution.alternatives)[:_MOST_ALTERNATIVES],
        explanation=(f"the user's override ({where})",),
    )

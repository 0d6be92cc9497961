"""Place names on a gold corpus: all that `geomap bench toponyms` prints, and what explains it.

    python benchmarks/place_names.py CORPUS.xml

Adds the share of gold names whose right place is among the candidates, the population prior on the
same candidates with a test against it, the calibration of the stated probabilities, apart that of
points of small places, and resolution with what an outlet's other articles teach.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import shown

from geomap import pipeline, resolution
from geomap.evaluation import corpora, toponyms
from geomap.evaluation.measures import NEAR_KM
from geomap.evaluation.toponyms import Pair, ReadArticle
from geomap.model import Place

_SMALL_PEOPLE = 10_000


def bench(path: Path, tools: pipeline.Tools) -> dict[str, Any]:
    """Figures of a corpus, read with weights that saw none of it."""
    corpus = corpora.read(path)
    weights = toponyms.unseen(corpus, toponyms.choices())
    tools = replace(tools, tagger=weights.tagger, ranker=weights.ranker)
    read = [toponyms.read_article(article, tools) for article in corpus.articles]
    figures = toponyms.result(corpus, weights, read, tools.gazetteer).as_dict()
    return {"figures": figures | explained(read, tools), "misses": []}


def explained(read: Sequence[ReadArticle], tools: pipeline.Tools) -> dict[str, Any]:
    """What stands behind the resolution of gold spans."""
    pairs = [pair for one in read for pair in one.pairs]
    resolved = [answer for one in read for answer in one.resolved]
    offered = [places for one in read for places in candidates(one, tools)]
    right = [near(pair) for pair in pairs]
    prior = [
        near((gold, max(places, key=lambda place: place.population, default=None)))
        for (gold, _), places in zip(pairs, offered, strict=True)
    ]
    within = [
        any(near((gold, place)) for place in places)
        for (gold, _), places in zip(pairs, offered, strict=True)
    ]
    sure = [(r.probability, hit) for r, hit in zip(resolved, right, strict=True) if r.place]
    small = [
        (r.probability, hit) for r, hit in zip(resolved, right, strict=True) if is_small(r.place)
    ]
    only_ours, only_prior, p_value = mcnemar(right, prior)
    return {
        "ceiling": sum(within) / len(within),
        "population_prior": sum(prior) / len(prior),
        "only_ours_right": only_ours,
        "only_prior_right": only_prior,
        "mcnemar_p": p_value,
        "calibration_error": expected_calibration_error(*zip(*sure, strict=True)),
        "small_points": len(small),
        "small_points_right": sum(hit for _, hit in small) / max(1, len(small)),
        "small_points_probability": sum(p for p, _ in small) / max(1, len(small)),
        "with_locality": with_locality(read, tools),
    }


def near(pair: Pair) -> bool:
    return toponyms.error_km(*pair) < NEAR_KM


def is_small(place: Place | None) -> bool:
    """Whether a place is drawn as a point of fewer than 10,000 people."""
    return place is not None and place.kind[:1] in {"P", "S"} and place.population < _SMALL_PEOPLE


def candidates(one: ReadArticle, tools: pipeline.Tools) -> list[list[Place]]:
    """Every candidate of every gold span, in the gazetteer's order."""
    report, mentions = one.article.report, [answer.mention for answer in one.resolved]
    offered: list[list[Place]] = [[] for _ in mentions]
    for block in resolution.blocks(report, mentions, tools.gazetteer, settings=tools.settings):
        for group in block.groups:
            for number in group.mentions:
                offered[number] = [candidate.place for candidate in group.candidates]
    return offered


def with_locality(read: Sequence[ReadArticle], tools: pipeline.Tools) -> dict[str, float]:
    """Resolution on gold spans again, with what the outlets' other articles teach."""
    reports = [one.article.report for one in read]
    known = resolution.learn(reports, [list(one.resolved) for one in read])
    tools = replace(tools, localities=known)
    again = [toponyms.resolve_gold(one.article.report, one.gold, tools) for one in read]
    pairs = [
        (gold, answer.place)
        for one, answers in zip(read, again, strict=True)
        for gold, answer in zip(one.gold, answers, strict=True)
    ]
    return asdict(toponyms.accuracy(pairs))


def expected_calibration_error(
    probabilities: Sequence[float], right: Sequence[bool], *, bins: int = 10
) -> float:
    """Mean gap between stated probability and share right, over bins of equal width.

    Examples
    --------
    >>> expected_calibration_error([0.5, 0.5], [True, False])
    0.0
    """
    if not len(probabilities):
        return math.nan
    p, hit = np.asarray(probabilities, dtype=float), np.asarray(right, dtype=float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [
        abs(p[which == b].mean() - hit[which == b].mean()) * (which == b).sum()
        for b in range(bins)
        if (which == b).any()
    ]
    return float(sum(gaps) / len(p))


def mcnemar(ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[int, int, float]:
    """Exact McNemar test of two methods on the same items.

    Returns
    -------
    tuple of int, int, float
        Items that only ours got right, only theirs, and the two-sided p value.

    Examples
    --------
    >>> mcnemar([True] * 6, [False] * 6)
    (6, 0, 0.03125)
    """
    only_ours = sum(a and not b for a, b in zip(ours, theirs, strict=True))
    only_theirs = sum(b and not a for a, b in zip(ours, theirs, strict=True))
    n, k = only_ours + only_theirs, min(only_ours, only_theirs)
    logs = [
        math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) - n * math.log(2)
        for i in range(k + 1)
    ]
    tail = sum(math.exp(value) for value in logs)
    return only_ours, only_theirs, min(1.0, float(f"{2 * tail:.9g}")) if n else 1.0


if __name__ == "__main__":
    shown.main(bench, __doc__)

"""From candidate spans to the chosen ones: probabilities, then the best without overlaps."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geomap.gazetteer import EmbeddedGazetteer
from geomap.toponyms import features, words
from geomap.toponyms.model import Tagger
from geomap.toponyms.spans import Span
from geomap.toponyms.trees import sigmoid

SURE = 0.6
LIFTED = 0.15
Scores = npt.NDArray[np.float32]


def probabilities(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Span]],
    gazetteer: EmbeddedGazetteer,
    *,
    tagger: Tagger,
    peoples: frozenset[str],
) -> list[Scores]:
    """Probability of each span of each passage that a person would mark it."""
    rows = features.table(docs, found, facts=facts_of(gazetteer), peoples=peoples, odds=tagger.odds)
    scores = sigmoid(tagger.trees.score(rows))
    stops = np.cumsum([len(each) for each in found])
    return np.split(scores, stops[:-1]) if len(found) else []


def document_wide(found: Sequence[Sequence[Span]], scores: Sequence[Scores], least: float) -> None:
    """Decide a name over the whole document: sure at one place, it is taken at the others too.

    Where a name's best score reaches `SURE`, its other occurrences that reach a small share of
    `least` are lifted to it, in place; they still give way to better spans over them.
    """
    best: dict[str, float] = {}
    for each, score in zip(found, scores, strict=True):
        for span, value in zip(each, score, strict=True):
            best[span.key] = max(best.get(span.key, 0.0), float(value))
    for each, score in zip(found, scores, strict=True):
        for n, span in enumerate(each):
            if best[span.key] >= SURE and score[n] >= least * LIFTED:
                score[n] = max(score[n], least)


def facts_of(gazetteer: EmbeddedGazetteer) -> features.Facts:
    """What the gazetteer knows of a folded name, remembered for the names of one report."""
    known: dict[str, Sequence[float]] = {}

    def facts(key: str) -> Sequence[float]:
        if key not in known:
            known[key] = _facts(gazetteer, key)
        return known[key]

    return facts


def _facts(gazetteer: EmbeddedGazetteer, key: str) -> Sequence[float]:
    if not gazetteer.contains(key):
        return features.NO_FACTS
    found = [hit.place for hit in gazetteer.lookup(key, limit=6)]
    kinds = {place.kind[:6] for place in found}
    return (
        float(len(found)),
        math.log10(max((place.population for place in found), default=0) + 1),
        float(any(kind.startswith("A.PCL") for kind in kinds)),
        float("A.ADM1" in kinds),
        float(bool(kinds & {"A.ADM2", "A.ADM3", "A.ADM4"})),
        float(any(kind.startswith("P.") for kind in kinds)),
        float(any(kind[0] in "THLRSV" for kind in kinds)),
    )


def chosen(doc: Doc, each: Sequence[Span], score: Scores, *, least: float) -> list[Span]:
    """Spans of at least this probability, the most probable first, none over another.

    Where a known name is followed by a word such as "valley", the longer span stands for it.
    """
    order = sorted(range(len(each)), key=lambda n: (-float(score[n]), each[n].first, each[n].last))
    taken = np.zeros(len(doc), dtype=bool)
    kept: list[Span] = []
    for n in order:
        if score[n] < least:
            break
        span = each[n]
        if not taken[span.first : span.last].any():
            taken[span.first : span.last] = True
            kept.append(span)
    return [_with_type(doc, span, each) for span in kept]


def _with_type(doc: Doc, span: Span, each: Sequence[Span]) -> Span:
    if span.last < len(doc) and doc[span.last].lower_ in words.NATURAL:
        for other in each:
            if (other.first, other.last) == (span.first, span.last + 1):
                return other
    return span

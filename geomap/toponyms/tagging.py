"""From candidate spans to the chosen ones: probabilities, then the best without overlaps."""

from collections.abc import Callable, Sequence
from dataclasses import replace

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
    facts: features.Facts,
    *,
    tagger: Tagger,
    peoples: frozenset[str],
) -> list[Scores]:
    """Probability of each span of each passage that a person would mark it."""
    rows = features.table(docs, found, facts=facts, peoples=peoples, odds=tagger.odds)
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
            known[key] = gazetteer.facts(key)
        return known[key]

    return facts


def chosen(
    doc: Doc,
    each: Sequence[Span],
    score: Scores,
    *,
    least: float,
    is_country: Callable[[Span], bool] = lambda span: False,  # noqa: ARG005
) -> list[Span]:
    """Spans of at least this probability, the most probable first, none over another.

    Where a known name is followed by a word such as "valley", the longer span stands for it, and
    "capital of Peru" for a country, where no city stands beside it.
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
    kept = [_with_type(doc, span, each) for span in kept]
    return sorted(
        ((_capital(doc, span, kept) if is_country(span) else None) or span for span in kept),
        key=lambda s: (s.first, s.last),
    )


def _with_type(doc: Doc, span: Span, each: Sequence[Span]) -> Span:
    if span.last < len(doc) and doc[span.last].lower_ in words.NATURAL:
        for other in each:
            if (other.first, other.last) == (span.first, span.last + 1):
                return other
    return span


def _capital(doc: Doc, span: Span, kept: Sequence[Span]) -> Span | None:
    """The whole of "Afghan capital" or "capital of Peru", where no city stands beside it."""
    first, last = span.first, span.last
    if last < len(doc) and doc[last].lower_ == "capital":
        last += 1
    elif first > 1 and doc[first - 1].lower_ == "the" and doc[first - 2].lower_ == "of":
        first -= 2
    elif first > 0 and doc[first - 1].lower_ == "of":
        first -= 1
    if (first, last) == (span.first, span.last) or doc[last - 1].lower_ == "'s":
        return None
    if first < span.first:
        if first == 0 or doc[first - 1].lower_ != "capital":
            return None
        first -= 1
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    left, right = first - 1, last
    while left >= 0 and doc[left].lower_ in {"the", ",", "-", "–", "—"}:
        left -= 1
    while right < len(doc) and doc[right].lower_ in {",", "-", "–", "—", "("}:
        right += 1
    if any(other.last == left + 1 or other.first == right for other in kept if other is not span):
        return None
    return replace(
        span, first=first, last=last, start_char=start, end_char=end, key=f"{span.key} capital"
    )

"""Train the tagger and the ranker of place names on gold corpora and write them as data files.

    python tools/train_toponyms.py lgl.xml TR-News.xml GWN.xml

writes `toponyms.npz` and `resolution.npz` (trained on all corpora) into data/ and, for each corpus
X, `toponyms.without-X.npz` and `resolution.without-X.npz` (trained on the others, without any
article that also stands in X) into benchmarks/weights/, which does not ship: with them `geomap
bench toponyms` measures X honestly.

`--only resolution` leaves the tagger as it is.
Needs LightGBM, which the package itself does not: `pip install lightgbm`.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from trained_models import from_lightgbm, odds_table, write_ranker, write_tagger

from geomap import language, resolution
from geomap.evaluation import corpora
from geomap.evaluation.corpora import GoldArticle
from geomap.evaluation.measures import distance_km
from geomap.evaluation.toponyms import fingerprint, gold_mentions
from geomap.gazetteer import EmbeddedGazetteer, open_gazetteer
from geomap.resolution import story_features
from geomap.resolution.block import Block
from geomap.resolution.ranking import Ranker, evidence, near_share
from geomap.settings import OFFLINE
from geomap.toponyms import features, words
from geomap.toponyms.model import Tagger
from geomap.toponyms.spans import spans
from geomap.toponyms.trees import Trees

DEPTH = 6
THRESHOLD = 0.4
ODDS_FOLDS = 5
FOLDS = 3
COMMON = {
    "learning_rate": 0.06, "max_depth": DEPTH, "feature_fraction": 0.5, "bagging_fraction": 0.8,
    "bagging_freq": 1, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
TAGGER = COMMON | {
    "objective": "binary", "num_leaves": 24, "min_data_in_leaf": 30, "lambda_l2": 3.0,
}  # fmt: skip
TAGGER_ROUNDS = 250
RANKER = COMMON | {
    "objective": "rank_xendcg", "num_leaves": 8, "min_data_in_leaf": 40, "lambda_l2": 10.0,
}  # fmt: skip
RANKER_ROUNDS = (120, 200, 200)
SAME_ID, SAME_TOWN, NEAR = 4, 3, 2
TOWN_KM, NEAR_KM = 20.0, 161.0
MODELS = ("toponyms", "resolution")
LEAVE_ONE_OUT = Path(__file__).parents[1] / "benchmarks" / "weights"


@dataclass(frozen=True)
class Example:
    """One article as the tagger and the ranker see it, with what a person said."""

    corpus: str
    fingerprint: str
    rows: Any
    slots: list[tuple[str, ...]]
    marked: Any
    blocks: list[Block]
    relevance: list[Any]
    near: list[Any]


def read(paths: Sequence[Path]) -> list[Example]:
    """Parse every article and build what both models are trained on."""
    nlp, gazetteer = language.load(), open_gazetteer()
    peoples = frozenset(words.demonyms(OFFLINE.data_dir))
    examples = []
    for path in paths:
        corpus = corpora.read(path)
        for article in corpus.articles:
            tagged = _tagged(article, nlp, gazetteer, peoples)
            ranked = _ranked(article, gazetteer)
            examples.append(Example(corpus.name, fingerprint(article.report), *tagged, *ranked))
        print(f"{path.name}: {len(corpus.articles)} articles read", flush=True)
    return examples


def _tagged(
    article: GoldArticle, nlp: Any, gazetteer: EmbeddedGazetteer, peoples: frozenset[str]
) -> tuple[Any, list[tuple[str, ...]], Any]:
    passages = language.passages(article.report, nlp)
    docs = [passage.doc for passage in passages]
    found = [spans(doc, gazetteer.contains, peoples) for doc in docs]
    flat = [span for each in found for span in each]
    facts = cache(gazetteer.facts)
    rows = features.table(docs, flat, facts=facts, peoples=peoples, odds={})
    gold = {(t.start, t.end) for t in article.toponyms}
    marked = [
        passage.span(span.start_char, span.end_char) in gold
        for passage, each in zip(passages, found, strict=True)
        for span in each
    ]
    return rows, [features.slot_words(span) for span in flat], np.array(marked, dtype=bool)


def _ranked(
    article: GoldArticle, gazetteer: EmbeddedGazetteer
) -> tuple[list[Block], list[Any], list[Any]]:
    gold = [t for t in article.toponyms if t.lon is not None and t.lat is not None]
    mentions = gold_mentions(article.report, gold)
    blocks = list(resolution.blocks(article.report, mentions, gazetteer))
    relevance, near = [], []
    for block in blocks:
        grades = []
        for group in block.groups:
            said = Counter((gold[n].lon, gold[n].lat, gold[n].geoname_id) for n in group.mentions)
            lon, lat, ident = said.most_common(1)[0][0]
            for candidate in group.candidates:
                place = candidate.place
                away = distance_km((lon or 0.0, lat or 0.0), (place.lon, place.lat))
                same = bool(ident) and place.place_id == f"gn:{ident}"
                grades.append(_grade(away, same=same))
        relevance.append(np.array(grades, dtype=int))
        near.append(np.array(grades, dtype=int) >= NEAR)
    return blocks, relevance, near


def _grade(away_km: float, *, same: bool) -> int:
    if same:
        return SAME_ID
    return SAME_TOWN if away_km < TOWN_KM else NEAR if away_km < NEAR_KM else 0


def train_tagger(examples: Sequence[Example], seen: dict[str, str]) -> Tagger:
    """Trees over span features; word odds are learned on other articles than they are used on."""
    rows, marked = [], []
    for fold in range(ODDS_FOLDS):
        inside = [e for n, e in enumerate(examples) if n % ODDS_FOLDS == fold]
        odds = _odds([e for n, e in enumerate(examples) if n % ODDS_FOLDS != fold])
        rows += [_with_odds(e, odds) for e in inside]
        marked += [e.marked for e in inside]
    data = lightgbm.Dataset(np.concatenate(rows), np.concatenate(marked))
    trained = lightgbm.train(TAGGER, data, TAGGER_ROUNDS)
    return Tagger(
        trees=from_lightgbm(trained.dump_model(), depth=DEPTH),
        odds=_odds(examples),
        threshold=THRESHOLD,
        trained_on=seen,
    )


def _odds(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    slots = [word for e in examples for word in e.slots]
    return odds_table(slots, [bool(m) for e in examples for m in e.marked])


def _with_odds(example: Example, odds: dict[str, dict[str, float]]) -> Any:
    rows = example.rows.copy()
    first = len(features.NAMES) - len(features.SLOTS)
    for column, slot in enumerate(features.SLOTS):
        rows[:, first + column] = [odds[slot].get(w[column], 0.0) for w in example.slots]
    return rows


def train_ranker(examples: Sequence[Example], seen: dict[str, str]) -> Ranker:
    """Three stages, each trained on what the one before believes of articles new to it."""
    blocks = [block for e in examples for block in e.blocks]
    relevance = [grades for e in examples for grades in e.relevance]
    fold_of = [n % FOLDS for n, e in enumerate(examples) for _ in e.blocks]
    weights = _weights(examples)
    stages: list[Trees] = []
    beliefs: list[Any] = [None] * len(blocks)
    for rounds in RANKER_ROUNDS:
        rows = [
            story_features.table(block, belief)
            for block, belief in zip(blocks, beliefs, strict=True)
        ]
        train = _trainer(blocks, rows, relevance, (weights, rounds))
        stages.append(train(range(len(blocks))))
        beliefs = [np.zeros(0)] * len(blocks)
        for fold in range(FOLDS):
            part = train([n for n, f in enumerate(fold_of) if f != fold])
            for n in [n for n, f in enumerate(fold_of) if f == fold]:
                score = part.score(rows[n])
                beliefs[n] = story_features.softmax(score, blocks[n].of)
    near = [near for e in examples for near in e.near]
    calibration = _calibration(*_winners(blocks, beliefs, near))
    return Ranker(stages=tuple(stages), calibration=calibration, trained_on=seen)


def _weights(examples: Sequence[Example]) -> list[float]:
    """Weight of each block, so that every corpus counts alike whatever its size."""
    names = Counter(e.corpus for e in examples for b in e.blocks for _ in b.groups)
    mean = sum(names.values()) / len(names)
    return [mean / names[e.corpus] for e in examples for _ in e.blocks]


def _trainer(
    blocks: Sequence[Block],
    rows: Sequence[Any],
    relevance: Sequence[Any],
    how: tuple[Sequence[float], int],
) -> Callable[[Sequence[int]], Trees]:
    weights, rounds = how

    def train(which: Sequence[int]) -> Trees:
        sizes = [np.bincount(blocks[n].of, minlength=len(blocks[n].groups)) for n in which]
        data = lightgbm.Dataset(
            np.concatenate([rows[n] for n in which if len(rows[n])]),
            np.concatenate([relevance[n] for n in which]),
            group=np.concatenate(sizes),
            weight=np.concatenate([np.full(len(blocks[n].of), weights[n]) for n in which]),
        )
        booster = lightgbm.train(RANKER, data, rounds)
        return from_lightgbm(booster.dump_model(), depth=DEPTH)

    return train


def _winners(
    blocks: Sequence[Block], beliefs: Sequence[Any], near: Sequence[Any]
) -> tuple[Any, Any]:
    """What speaks for each group's winner, and whether it is right, once for each mention."""
    design, right = [], []
    for block, belief, hits in zip(blocks, beliefs, near, strict=True):
        flat = block.candidates
        supports = story_features.support(story_features.table(block, belief))
        for n, group in enumerate(block.groups):
            at = np.flatnonzero(block.of == n)
            best = at[np.argmax(belief[at])]
            near_by = near_share([flat[m] for m in at], belief[at])
            support = None if np.isnan(supports[best]) else float(supports[best])
            row = evidence(flat[best], near_by, len(at), support=support)
            design += [row] * len(group.mentions)
            right += [bool(hits[best])] * len(group.mentions)
    return np.array(design), np.array(right, dtype=float)


def _calibration(design: Any, right: Any) -> tuple[float, ...]:
    """Weights of a logistic regression with a light ridge, by Newton's method in short steps."""
    weights = np.zeros(design.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (right - p) - weights
        curvature = design.T @ (design * (p * (1 - p))[:, None]) + np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step * min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-9))
    return tuple(round(float(weight), 4) for weight in weights)


def train(examples: Sequence[Example], out: Path, suffix: str, which: Sequence[str]) -> None:
    """Train the tagger ("toponyms"), the ranker ("resolution") or both on examples; write them."""
    names = sorted({e.corpus for e in examples})
    seen = {c: " ".join(sorted({e.fingerprint for e in examples if e.corpus == c})) for c in names}
    if "toponyms" in which:
        write_tagger(out / f"toponyms{suffix}.npz", train_tagger(examples, seen))
    if "resolution" in which:
        write_ranker(out / f"resolution{suffix}.npz", train_ranker(examples, seen))
    print(f"wrote {' and '.join(which)}{suffix}.npz from {', '.join(names)}", flush=True)


def main() -> None:
    """Read the corpora and write all models."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OFFLINE.data_dir)
    parser.add_argument("--leave-one-out", type=Path, default=LEAVE_ONE_OUT)
    parser.add_argument("--no-leave-one-out", action="store_true")
    parser.add_argument("--only", choices=MODELS, help="train this model and leave the other")
    options = parser.parse_args()
    examples = read(options.corpora)
    names = sorted({e.corpus for e in examples})
    which = [options.only] if options.only else MODELS
    for name in [] if options.no_leave_one_out or len(names) < 2 else names:
        held = {e.fingerprint for e in examples if e.corpus == name}
        rest = [e for e in examples if e.corpus != name and e.fingerprint not in held]
        train(rest, options.leave_one_out, f".without-{name}", which)
    train(examples, options.out, "", which)


if __name__ == "__main__":
    main()

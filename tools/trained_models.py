"""Trained models as data files: trees from LightGBM, odds of context words, and writing both."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geomap.resolution import name_features, story_features
from geomap.resolution.ranking import Evidence, Ranker
from geomap.toponyms import features
from geomap.toponyms.features import SLOTS
from geomap.toponyms.model import Tagger
from geomap.toponyms.trees import PARTS, Trees


def write_tagger(path: Path, tagger: Tagger) -> None:
    """Write a tagger; the same tagger gives the same bytes."""
    about = {
        "features": features.NAMES,
        "odds": tagger.odds,
        "threshold": tagger.threshold,
        "trained_on": tagger.trained_on,
    }
    _write(path, [tagger.trees], about)


def write_ranker(path: Path, ranker: Ranker) -> None:
    """Write a ranker; the same ranker gives the same bytes."""
    about = {
        "stages": len(ranker.stages),
        "features": story_features.NAMES,
        "own": name_features.NAMES,
        "evidence": Evidence._fields,
        "calibration": ranker.calibration,
        "trained_on": dict(ranker.trained_on),
    }
    _write(path, ranker.stages, about)


def _write(path: Path, stages: Sequence[Trees], about: Mapping[str, Any]) -> None:
    """Write ensembles and what is said about them; the same model gives the same bytes."""
    text = json.dumps(about, sort_keys=True, ensure_ascii=False).encode("utf-8")
    arrays: dict[str, Any] = {
        f"{part}_{n}" if len(stages) > 1 else part: getattr(trees, part)
        for n, trees in enumerate(stages)
        for part in PARTS
    }
    np.savez_compressed(path, about=np.frombuffer(text, dtype=np.uint8), **arrays)


def from_lightgbm(dump: Mapping[str, Any], *, depth: int) -> Trees:
    """Trees of a LightGBM model, from its `dump_model()`; none may be deeper than `depth`."""
    infos = dump["tree_info"]
    feature = np.zeros((len(infos), 2**depth - 1), dtype=np.int16)
    threshold = np.full(feature.shape, np.inf, dtype=np.float32)
    value = np.zeros((len(infos), 2**depth), dtype=np.float32)
    for number, info in enumerate(infos):
        open_nodes = [(0, info["tree_structure"])]
        while open_nodes:
            at, node = open_nodes.pop()
            if "split_feature" in node:
                feature[number, at] = node["split_feature"]
                threshold[number, at] = _floor32(node["threshold"])
                open_nodes += [(2 * at + 1, node["left_child"]), (2 * at + 2, node["right_child"])]
                continue
            while at < feature.shape[1]:  # above the bottom: its threshold is infinite, all go left
                at = 2 * at + 1
            value[number, at - feature.shape[1]] = node["leaf_value"]
    return Trees(feature=feature, threshold=threshold, value=value)


def _floor32(number: float) -> np.float32:
    """Largest 32-bit float not above a number, so that comparisons stay what they were."""
    near = np.float32(number)
    return near if float(near) <= number else np.nextafter(near, np.float32(-np.inf))


def odds_table(
    rows: Sequence[tuple[str, ...]],
    gold: Sequence[bool],
    *,
    least: int = 4,
    prior: float = 4.0,
) -> dict[str, dict[str, float]]:
    """Smoothed log-odds of being a place name, for each word that a slot held often enough.

    Parameters
    ----------
    rows
        The slots' words of each span, from `slot_words`.
    gold
        Whether a person marked each span.
    least
        Rarer words get none.
    prior
        Weight of the overall share, in spans.
    """
    base = min(max(sum(gold) / max(len(gold), 1), 1e-6), 1 - 1e-6)
    result: dict[str, dict[str, float]] = {}
    for column, slot in enumerate(SLOTS):
        hits: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for row, is_gold in zip(rows, gold, strict=True):
            total[row[column]] += 1
            hits[row[column]] += is_gold
        result[slot] = {
            word: round(_log_odds(hits[word] + prior * base, n + prior) - _log_odds(base, 1), 3)
            for word, n in sorted(total.items())
            if n >= least
        }
    return result


def _log_odds(part: float, whole: float) -> float:
    return math.log(part / (whole - part))

"""The trained ranker: three ensembles of trees, each asked with what the one before believed.

The first sees names alone; the second sees the story as the first believes it to be; the third as
the second does. A last step turns the winner's share into a calibrated probability.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from geomap.errors import DataError
from geomap.model import Candidate
from geomap.resolution import context
from geomap.resolution.own import OWN, Floats
from geomap.resolution.scene import Scene
from geomap.settings import OFFLINE, Settings
from geomap.toponyms.trees import Trees

FILE = "resolution.npz"
NEAR_KM = 161.0
_KM_PER_DEG = 111.2
_LEAST_SHARE = 1e-4


@dataclass(frozen=True, eq=False)
class Ranker:
    """Stages of trees, and weights of the calibration over `evidence`.

    `trained_on` maps the names of the training corpora to fingerprints of their texts.
    """

    stages: tuple[Trees, ...]
    calibration: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0)
    trained_on: Mapping[str, str] = field(default_factory=dict)

    def shares(self, scene: Scene) -> Floats:
        """Belief in each candidate; sums to 1 in each group."""
        if not scene.size:
            return np.zeros(0, dtype=np.float32)
        belief = np.zeros(0, dtype=np.float32)
        for number, trees in enumerate(self.stages):
            rows = context.table(scene, belief) if number else scene.own
            belief = context.softmax(trees.score(rows), scene.of, len(scene.groups))
        return belief

    def probability(self, share: float, n_candidates: int, match: str) -> float:
        """Calibrated probability that what is meant lies within 161 km; see `evidence`."""
        odds = sum(
            weight * value
            for weight, value in zip(
                self.calibration, evidence(share, n_candidates, match), strict=True
            )
        )
        return round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), 4)


def evidence(share: float, n_candidates: int, match: str) -> tuple[float, ...]:
    """What the calibration goes by.

    The log-odds of the share of the winner and its neighbours (see `near_share`), whether there
    was one candidate only, whether its name matched loosely, and 1.
    """
    clipped = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    alone = n_candidates == 1
    log_odds = 0.0 if alone else math.log(clipped / (1 - clipped))
    return log_odds, float(alone), float(match in {"fuzzy", "transliteration"}), 1.0


def near_share(candidates: Sequence[Candidate], shares: Floats) -> float:
    """Share of the best candidate and of those within 161 km of it: a city and its province."""
    best = candidates[int(np.argmax(shares))].place
    total = 0.0
    for candidate, share in zip(candidates, shares, strict=True):
        place = candidate.place
        north = abs(place.lat - best.lat) * _KM_PER_DEG
        east = abs(place.lon - best.lon) * _KM_PER_DEG * math.cos(math.radians(best.lat))
        if math.hypot(north, east) < NEAR_KM:
            total += float(share)
    return min(total, 1.0)


def load(settings: Settings = OFFLINE) -> Ranker:
    """The shipped ranker.

    Raises
    ------
    DataError
        If its file is missing, damaged, or of another version of the features.
    """
    return read(settings.data_dir / FILE)


@cache
def read(path: Path) -> Ranker:
    """A ranker from a file written by `write`."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            about: dict[str, Any] = json.loads(bytes(arrays["about"]).decode("utf-8"))
            stages = tuple(
                Trees(
                    feature=arrays[f"feature_{n}"],
                    threshold=arrays[f"threshold_{n}"],
                    value=arrays[f"value_{n}"],
                )
                for n in range(about["stages"])
            )
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(f"expected a trained model at {path}: {error}") from error
    if tuple(about["features"]) != context.NAMES or tuple(about["own"]) != OWN:
        raise DataError(f"{path} was trained with other features; run tools/train_toponyms.py")
    return Ranker(
        stages=stages,
        calibration=tuple(about["calibration"]),
        trained_on=about["trained_on"],
    )


def write(path: Path, ranker: Ranker) -> None:
    """Write a ranker; the same ranker gives the same bytes."""
    about = {
        "stages": len(ranker.stages),
        "features": context.NAMES,
        "own": OWN,
        "calibration": ranker.calibration,
        "trained_on": dict(ranker.trained_on),
    }
    arrays: dict[str, Any] = {}
    for number, trees in enumerate(ranker.stages):
        arrays[f"feature_{number}"] = trees.feature
        arrays[f"threshold_{number}"] = trees.threshold
        arrays[f"value_{number}"] = trees.value
    text = json.dumps(about, sort_keys=True).encode("utf-8")
    np.savez_compressed(path, about=np.frombuffer(text, dtype=np.uint8), **arrays)

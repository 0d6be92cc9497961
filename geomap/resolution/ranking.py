"""The trained ranker: three ensembles of trees, each asked with what the one before believed.

The first sees names alone; the second sees the story as the first believes it to be; the third as
the second does. A last step turns the winner's share into a calibrated probability.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from geomap.gazetteer import apart_km
from geomap.model import Candidate
from geomap.resolution import name_features, story_features
from geomap.resolution.block import Block
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import trees
from geomap.toponyms.trees import Floats, Trees

FILE = "resolution.npz"
NEAR_KM = 161.0
_LEAST_SHARE = 1e-4


@dataclass(frozen=True, eq=False)
class Ranker:
    """Stages of trees, and weights of the calibration over `evidence`.

    `trained_on` maps the names of the training corpora to fingerprints of their texts.
    """

    stages: tuple[Trees, ...]
    calibration: tuple[float, ...]
    trained_on: Mapping[str, str] = field(default_factory=dict)

    def shares(self, block: Block) -> Floats:
        """Belief in each candidate; sums to 1 in each group."""
        belief = None
        for stage in self.stages:
            belief = story_features.softmax(
                stage.score(story_features.table(block, belief)), block.of
            )
        assert belief is not None  # noqa: S101  -- there are stages
        return belief

    def probability(self, share: float, n_candidates: int, match: str) -> float:
        """Calibrated probability that what is meant lies within 161 km; see `evidence`."""
        odds = np.dot(self.calibration, evidence(share, n_candidates, match))
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
    near = [apart_km(candidate.place, best) < NEAR_KM for candidate in candidates]
    return min(float(shares[near].sum()), 1.0)


def load(settings: Settings = OFFLINE) -> Ranker:
    """The shipped ranker.

    Raises
    ------
    DataError
        If its file is missing, damaged, or of another version of the features.
    """
    return read_ranker(settings.data_dir / FILE)


@cache
def read_ranker(path: Path) -> Ranker:
    """A ranker from a file that training wrote."""
    stages, about = trees.read(path, features=story_features.NAMES, own=name_features.NAMES)
    return Ranker(stages, tuple(about["calibration"]), about["trained_on"])

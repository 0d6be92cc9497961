"""The trained ranker: three ensembles of trees, each asked with what the one before believed.

The first sees names alone; the second sees the story as the first believes it to be; the third as
the second does. A last step turns the winner's share into a calibrated probability.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.gazetteer import apart_km
from geomap.model import Candidate
from geomap.resolution import name_features, story_features
from geomap.resolution.block import Block
from geomap.resolution.order import is_anywhere
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import trees
from geomap.toponyms.trees import Floats, Trees

FILE = "resolution.npz"
NEAR_KM = 161.0
_LEAST_SHARE = 1e-4
LEAST_SUPPORT = 0.15
"""Support of a place in a country that the report speaks of, or within about 1,400 km of it."""

LOOSE = frozenset({"fuzzy", "transliteration"})
_LOG_MOST_PEOPLE = 7
_KNOWN_PEOPLE = 50_000
_PEOPLED = ("P.", "A.", "S.", "R.")


class Evidence(NamedTuple):
    """What the calibration goes by.

    That a name fits one place only says little where the gazetteer lacks villages: a small place
    far from all others of the report, in a country that it does not speak of, is mostly a namesake.

    Attributes
    ----------
    log_odds
        Of the share of belief of the winner and its neighbours, see `near_share`; 0 of one alone.
    alone, loose
        1 where there was one candidate only; where the name is only spelt or sounds alike.
    support
        How far the report's other places speak for it, see `story_features.support`.
    astray, astray_alone
        How small the place is where nothing supports it; and where it is besides alone.
    small
        1 for a place of no people to 0 for 10 million; 0 for regions, mountains and waters.
    constant
        1.
    """

    log_odds: float
    alone: float
    loose: float
    support: float
    astray: float
    astray_alone: float
    small: float
    constant: float = 1.0


@dataclass(frozen=True, eq=False)
class Ranker:
    """Stages of trees, and weights of the calibration over `Evidence`.

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

    def probability(self, found: Evidence) -> float:
        """Calibrated probability that what is meant lies within 161 km."""
        odds = np.dot(self.calibration, found)
        return round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), 4)


def evidence(
    winner: Candidate, share: float, n_candidates: int, *, support: float | None
) -> Evidence:
    """What speaks for the likeliest candidate of a name.

    Parameters
    ----------
    winner
        The candidate.
    share
        Its share of belief with its neighbours'.
    n_candidates
        How many the name has.
    support
        From the report's other places; None where it names no other.
    """
    clipped = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    alone = float(n_candidates == 1)
    peopled = winner.place.kind.startswith(_PEOPLED)
    small = 1 - math.log10(winner.place.population + 1) / _LOG_MOST_PEOPLE if peopled else 0.0
    astray = small if support is not None and support < LEAST_SUPPORT else 0.0
    return Evidence(
        log_odds=0.0 if alone else math.log(clipped / (1 - clipped)),
        alone=alone,
        loose=float(winner.match in LOOSE),
        support=support or 0.0,
        astray=astray,
        astray_alone=astray * alone,
        small=small,
    )


def is_guess(winner: Candidate, support: float | None, *, told: bool) -> bool:
    """Whether nothing in the report is near a place that the name alone cannot show.

    So it is of a place that is only spelt or sounds alike: of 64 such in the three gold corpora 1
    is right. And of a small place where the report has `told` of others: of 46 such 6 are right,
    and most places of wars are in no gazetteer. So it is of a division that is named for its side:
    every country has an east and a northern province.
    """
    if (support or 0.0) >= LEAST_SUPPORT:
        return False
    place = winner.place
    known = place.population >= _KNOWN_PEOPLE or not place.kind.startswith(_PEOPLED)
    known = known or place.kind in {"P.PPLC", "A.ADM1"}
    known = known and not is_anywhere(place.name)
    return winner.match in LOOSE or (told and not known)


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
    names = {
        "features": story_features.NAMES,
        "own": name_features.NAMES,
        "evidence": Evidence._fields,
    }
    stages, about = trees.read(path, **names)
    return Ranker(stages, tuple(about["calibration"]), about["trained_on"])

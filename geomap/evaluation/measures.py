"""Measures of geoparsing as the field takes them: distances, accuracy, area.

After Gritta, Pilehvar and Collier (2020), "A pragmatic guide to geoparsing evaluation". Distances
are great-circle in km; a toponym without a place counts as `FARTHEST_KM`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyproj import Geod

FARTHEST_KM = 20_039.0
NEAR_KM = 161.0
_SPHERE = Geod(a=6_371_008.8, b=6_371_008.8)


@dataclass(frozen=True, kw_only=True)
class Detection:
    """Exact spans: how many were right, proposed and marked by hand."""

    right: int
    proposed: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the proposed spans that are right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Share of the marked spans that were proposed."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """Distances of a set of toponyms, summed up; `coverage` is the share with a place."""

    n: int
    coverage: float
    acc_161km: float
    mean_km: float
    median_km: float
    auc: float


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two points, longitude first.

    Examples
    --------
    >>> round(distance_km((0, 0), (0, 1)), 1)
    111.2
    """
    return float(_SPHERE.inv(*a, *b)[2]) / 1000


def accuracy(distances_km: Sequence[float], *, coverage: float = 1.0) -> Accuracy:
    """Sum up distances; the area under the sorted ln(d + 1) is 0 at best and 1 at worst.

    Examples
    --------
    >>> accuracy([0.0, 20039.0]).acc_161km
    0.5
    """
    if not len(distances_km):
        nan = math.nan
        return Accuracy(n=0, coverage=coverage, acc_161km=nan, mean_km=nan, median_km=nan, auc=nan)
    d = np.asarray(distances_km, dtype=float)
    logs = np.sort(np.log(d + 1))
    area = np.trapezoid(logs) / (len(logs) - 1) if len(logs) > 1 else logs[0]
    return Accuracy(
        n=len(d),
        coverage=coverage,
        acc_161km=float((d < NEAR_KM).mean()),
        mean_km=float(d.mean()),
        median_km=float(np.median(d)),
        auc=float(area / math.log(FARTHEST_KM)),
    )

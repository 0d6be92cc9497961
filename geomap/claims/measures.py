"""What checks give, and the measures that several of them share."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from geomap.locating import Site
from geomap.relations import GEOD, Spread, distance_m, spread_points

DRAWS = 2_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Outcome of one check, to be put in a claim; the fields are those of `Claim`."""

    measured: str = ""
    probability: float | None = None
    interval: tuple[float, float] | None = None
    why: str = ""
    geometry: BaseGeometry | None = None


@lru_cache(maxsize=1024)
def _draws(where: Spread, seed: int) -> Floats:
    """Draws of where a place really is, rows of longitude and latitude."""
    return spread_points(where, draws=DRAWS, seed=seed)


@lru_cache(maxsize=1024)
def drawn_lines(start: Spread, end: Spread, seed: int) -> tuple[Floats, Floats]:
    """Bearings in degrees and lengths in metres between the draws of two places."""
    drawn, to = _draws(start, seed), _draws(end, seed + 1)
    azimuths, _, lengths = GEOD.inv(drawn[:, 0], drawn[:, 1], to[:, 0], to[:, 1])
    return np.asarray(azimuths) % 360.0, np.asarray(lengths)


def lenient(score: float, share: float) -> float:
    """Graded score, but at most 0.5 with nothing inside the cone, and 0.9 with half of it inside.

    Examples
    --------
    >>> lenient(0.95, 0.0), lenient(0.95, 0.6), lenient(0.2, 0.0)
    (0.5, 0.95, 0.2)
    """
    return min(score, 0.5 + 0.8 * share)


def around_deg(bearings: Floats, middle: float) -> tuple[float, float]:
    """The 90 % interval of bearings, in degrees that run on through north around a middle one."""
    if np.isnan(middle):
        return (0.0, 360.0)
    off = (bearings - middle + 180.0) % 360.0 - 180.0
    low, high = np.quantile(off, [0.05, 0.95]) + middle
    return float(low), float(high)


def nearness(subject: Site, anchor: Site, shape: BaseGeometry, *, reach_m: float) -> Finding:
    """Hold "T is near P" against how far T lies outside the area that the words select.

    The score is 1 inside and falls to 0 at `reach_m` beyond the area and T's own extent.
    """
    gap = distance_m(anchor.extent, subject.extent)
    core_m = subject.spread.uncertainty_m
    outside = max(distance_m(shape, subject.extent) - core_m, 0.0)
    slack = core_m + anchor.spread.uncertainty_m
    where = "inside" if outside == 0 else f"{outside / 1000:.1f} km outside"
    return Finding(
        measured=f"{gap / 1000:.1f} km apart",
        probability=float(np.clip(1.0 - outside / reach_m, 0.0, 1.0)),
        interval=(max(gap - slack, 0.0) / 1000, (gap + slack) / 1000),
        why=f"{subject.name} and {anchor.name} lie {gap / 1000:.1f} km apart; {subject.name} is "
        f"{where} the area that the words select.",
        geometry=shape,
    )

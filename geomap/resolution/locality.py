"""Where an outlet reports from, learned from where its other articles were resolved.

No label is used: the places are those that `resolve` itself chose. A candidate's share is
multiplied by the density of the outlet's other places around it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geomap.model import Place, Report, Resolution
from geomap.resolution.block import EARTH_RADIUS_KM, Block, unit_vectors
from geomap.toponyms.trees import Floats

_SCALE_KM = 100.0
_FLOOR = 0.05
_POWER = 1.5
_LEAST_SHARE = 1e-4
_LOCAL_KINDS = ("P.", "A.ADM2", "A.ADM3", "A.ADM4")
_MOST_PLACES = 2_000


@dataclass(frozen=True, eq=False)
class Locality:
    """Unit vectors of an outlet's places, each with the weight of its probability."""

    vectors: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]

    def density(self, places: Sequence[Place]) -> npt.NDArray[np.float64]:
        """Share of the outlet's places around each place, 0 to 1, by a kernel of 100 km."""
        chord = 2 - 2 * unit_vectors(places) @ self.vectors.T
        kernel = 1 / (1 + np.maximum(chord, 0) * (EARTH_RADIUS_KM / _SCALE_KM) ** 2) ** 2
        found: npt.NDArray[np.float64] = kernel @ self.weights / self.weights.sum()
        return found


@dataclass(frozen=True, eq=False)
class Localities:
    """Where the articles of each outlet lie, by publisher and report id."""

    places: Mapping[str, Mapping[str, tuple[tuple[Place, float], ...]]] = field(
        default_factory=dict
    )

    def of(self, report: Report) -> Locality | None:
        """Locality of a report's outlet from its other articles; None where there are none."""
        articles = self.places.get(report.publisher, {}) if report.publisher else {}
        others = [
            (place, weight / len(found) ** 0.5)
            for ident, found in sorted(articles.items())
            if ident != report.report_id
            for place, weight in found
        ][:_MOST_PLACES]
        if not others:
            return None
        weights = np.array([weight for _, weight in others])
        return Locality(vectors=unit_vectors([place for place, _ in others]), weights=weights)


def learn(reports: Iterable[Report], resolutions: Iterable[Sequence[Resolution]]) -> Localities:
    """Where each outlet's articles lie, from resolutions made without knowing it.

    Parameters
    ----------
    reports
        Articles; those without a publisher teach nothing.
    resolutions
        For each article, what `resolve` gave.
    """
    found: dict[str, dict[str, tuple[tuple[Place, float], ...]]] = defaultdict(dict)
    for report, resolved in zip(reports, resolutions, strict=True):
        local = {
            r.place.place_id: (r.place, r.probability)
            for r in resolved
            if r.place is not None and r.place.kind.startswith(_LOCAL_KINDS) and r.probability > 0
        }
        if report.publisher and local:
            found[report.publisher][report.report_id] = tuple(local.values())
    return Localities(places=dict(found))


def reweigh(block: Block, shares: Floats, locality: Locality) -> Floats:
    """Shares of a block's candidates once the outlet's locality is known."""
    places = [candidate.place for candidate in block.candidates]
    raised = np.maximum(shares, _LEAST_SHARE) * (_FLOOR + locality.density(places)) ** _POWER
    total = np.bincount(block.of, raised)
    result: Floats = (raised / total[block.of]).astype(np.float32)
    return result

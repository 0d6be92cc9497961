"""What is known of where reports are about: where their outlet reports from, what a user says.

Of an outlet no label is used: the places are those that `resolve` itself chose for its other
articles. A candidate's share is multiplied by the density of these places around it; and likewise
by how well it fits the country or the point that a user says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from geomap.model import Place, Report, Resolution
from geomap.resolution.block import EARTH_RADIUS_KM, Block, unit_vectors
from geomap.toponyms.trees import Floats

_SCALE_KM, _REGION_KM = 100.0, 300.0
_LEAST_SHARE = 1e-4
_LOCAL_KINDS = ("P.", "A.ADM2", "A.ADM3", "A.ADM4")
_MOST_PLACES = 2_000


@dataclass(frozen=True, eq=False)
class Locality:
    """Unit vectors of an outlet's places, each with the weight of its probability."""

    vectors: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    floor: ClassVar[float] = 0.05
    power: ClassVar[float] = 1.5

    def density(self, places: Sequence[Place]) -> npt.NDArray[np.float64]:
        """Share of the outlet's places around each place, 0 to 1, by a kernel of 100 km."""
        found = _kernel(places, self.vectors, _SCALE_KM) @ self.weights / self.weights.sum()
        return np.asarray(found)


@dataclass(frozen=True, kw_only=True)
class Bias:
    """The country, by its code of two letters, and the longitude and latitude that a user says."""

    country: str | None = None
    near: tuple[float, float] | None = None
    floor: ClassVar[float] = 0.1
    power: ClassVar[float] = 1.0

    def density(self, places: Sequence[Place]) -> npt.NDArray[np.float64]:
        """How well each place fits, 0 to 1; countries fit always, any may be spoken of."""
        fit = np.ones(len(places))
        if self.country is not None:
            fit *= [place.country == self.country for place in places]
        if self.near is not None:
            lon, lat = self.near
            spot = Place(place_id="", name="", kind="", lon=lon, lat=lat)
            fit *= _kernel(places, unit_vectors([spot]), _REGION_KM)[:, 0]
        lands = [place.kind.startswith("A.PCL") for place in places]
        return np.where(lands, 1.0, fit)


def _kernel(
    places: Sequence[Place], vectors: npt.NDArray[np.float64], scale_km: float
) -> npt.NDArray[np.float64]:
    """How near each place is to each vector, 1 to 0, with a quarter at the scale."""
    chord = 2 - 2 * unit_vectors(places) @ vectors.T
    return np.asarray(1 / (1 + np.maximum(chord, 0) * (EARTH_RADIUS_KM / scale_km) ** 2) ** 2)


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


def reweigh(block: Block, shares: Floats, known: Locality | Bias) -> Floats:
    """Shares of a block's candidates once it is known where the report is about."""
    places = [candidate.place for candidate in block.candidates]
    raised = np.maximum(shares, _LEAST_SHARE) * (known.floor + known.density(places)) ** known.power
    total = np.bincount(block.of, raised)
    result: Floats = (raised / total[block.of]).astype(np.float32)
    return result

"""What a place and a claim show of themselves in a notebook."""

from collections.abc import Mapping
from math import isnan, nan
from typing import TYPE_CHECKING

from geomap.display import card, one_line

if TYPE_CHECKING:
    from geomap.model.places import Place
    from geomap.model.records import Claim

_KINDS: Mapping[str, str] = {
    "P": "settlement",
    "A": "administrative division",
    "T": "mountain, valley or pass",
    "H": "water",
    "S": "building or site",
    "R": "road or railway",
    "L": "area",
    "U": "undersea feature",
    "V": "forest or heath",
}
_SIGNS: Mapping[str, str] = {"supported": "✓", "contradicted": "✗", "undetermined": "?"}


def place_card(place: "Place") -> str:
    """A place's name, kind, position with its radius, and where the row comes from, as HTML."""
    kind = _KINDS.get(place.kind[:1], "place")
    rows = [
        ("kind", f"{kind} ({place.kind})" if place.kind else kind),
        ("within", ", ".join(filter(None, (place.admin2, place.admin1, place.country)))),
        ("lon, lat", f"{place.lon:.5f}, {place.lat:.5f} ± {place.uncertainty_m / 1000:.3g} km"),
        ("people", f"{place.population:,}" if place.population else ""),
        ("id", place.place_id),
        ("source", "; ".join(filter(None, (place.source, place.accuracy)))),
    ]
    return card(place.name, rows)


def claim_card(claim: "Claim") -> str:
    """What a claim says, what was measured, the verdict and why, as HTML."""
    low, high = claim.interval or (nan, nan)
    odds = nan if claim.probability is None else claim.probability
    rows = [
        ("said by", claim.said_by or "the reporter"),
        ("subject", claim.subject),
        ("relation", claim.relation),
        ("object", claim.object),
        ("said", " ".join(filter(None, (claim.value, claim.unit)))),
        ("measured", claim.measured),
        ("interval", "" if isnan(low + high) else f"{low:.4g} to {high:.4g} (90 %)"),
        ("probability", "" if isnan(odds) else f"{odds:.2f}"),
        ("why", claim.why),
    ]
    title = f"{_SIGNS[claim.verdict]} {claim.verdict}"
    return card(title, [(name, one_line(value)) for name, value in rows], quote=claim.text)

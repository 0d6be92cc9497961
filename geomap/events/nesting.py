"""Which of the places that two statements name may be one: the town, its district, "near" it."""

from geomap.discourse import lands
from geomap.model import Place
from geomap.relations import distance_m


def may_be_one(one: Place, other: Place) -> bool:
    """Whether an event at one place may be told as one at the other."""
    return lands.is_of(one, other) or lands.is_of(other, one) or _is_near(one, other)


def _is_near(one: Place, other: Place) -> bool:
    """Whether a place that the text's own words measure out may be the other: "near Goma"."""
    measured = one.is_told or other.is_told
    if not measured or any(place.kind.startswith("A.") for place in (one, other)):
        return False
    return distance_m(one.point, other.point) <= one.uncertainty_m + other.uncertainty_m

"""Which of the places that two statements name may be one: the town, its district, "near" it."""

from geomap.model import Place
from geomap.relations import distance_m


def may_be_one(one: Place, other: Place) -> bool:
    """Whether an event at one place may be told as one at the other."""
    return lies_in(one, other) or lies_in(other, one) or _is_near(one, other)


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in another by its kind and the names of its divisions."""
    if inner.country != outer.country or inner.kind == outer.kind:
        return False
    if outer.kind.startswith("A.PCL"):
        return True
    if outer.kind.startswith("A.ADM1"):
        return inner.admin1 == outer.name
    if not outer.kind.startswith("A.") or outer.admin1 not in ("", inner.admin1):
        return False  # of one name there are districts in several provinces
    return outer.name in (inner.admin2, f"{inner.admin2} District")


def _is_near(one: Place, other: Place) -> bool:
    """Whether a place that the text's own words measure out may be the other: "near Goma"."""
    measured = any(place.place_id.startswith("text:") for place in (one, other))
    if not measured or any(place.kind.startswith("A.") for place in (one, other)):
        return False
    return distance_m(one.point, other.point) <= one.uncertainty_m + other.uncertainty_m

"""Names that only say in which country or strip the subject lies: "Goris is in Armenia, ..."."""

import re
from typing import Any

from geomap.claims._story import Reference, Story, token_at

_IN = re.compile(
    r"\b(?:in|across|within|inside|throughout)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
)
_SEAT_OF = re.compile(
    r"\b(?:capital|city|town|village|settlement|port|base|airport|camp|stronghold|bastion|hub"
    r"|enclave|hamlet|municipality|suburb|seat)\s+(?:in|of)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
    re.I,
)
_SIDES = frozenset(
    ["north", "south", "east", "west", "centre", "center", "part", "heart", "middle", "interior"]
)


def above(told: Story, number: int, reference: Reference, other_id: str) -> Any:
    """Word that a name only tells the country or area of, or None where the name itself counts.

    A settlement is never passed over; a country after "in" always is, and so is an area that
    holds the object (`other_id`) or that a town is said to be in or the capital of.
    """
    doc = told.passages[number].doc
    if not _passed_over(told, told.texts[number][: reference.start], reference, other_id):
        return None
    token = token_at(doc, reference.start, reference.end)
    while token is not None and token.dep_ not in {"pobj"} and token.head.i != token.i:
        if token.dep_ not in {"compound", "nmod", "amod", "poss", "appos", "conj", "flat"}:
            return None
        token = token.head
    while token is not None and token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in _SIDES:
            return token
    return None


def _passed_over(told: Story, before: str, reference: Reference, other_id: str) -> bool:
    place = reference.place
    if place is not None and place.kind.startswith("P."):
        return False
    seat = _SEAT_OF.search(before) is not None
    if place is None or seat:
        return seat
    if _IN.search(before) is None:
        return False
    if place.kind.startswith("A.PCL"):
        return True
    other = told.gazetteer.place(other_id) if other_id else None
    area = told.gazetteer.area(place.place_id) if other is not None else None
    return other is not None and area is not None and bool(area.covers(other.point))

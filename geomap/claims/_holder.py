"""Names that only tell of the subject: "Goris is in Armenia, ...", "a town on the way to Gao"."""

import re
from typing import Any

from geomap import lexicon
from geomap.claims._grammar import WITHIN_NAME, told_of
from geomap.claims._referents import is_place_noun
from geomap.claims._story import Story, token_at
from geomap.discourse import Reference

_IN = re.compile(
    r"\b(?:in|across|within|inside|throughout)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$",
)
_SHORE = re.compile(r"\b(?:on|along|by|beside)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$")
_SEAT_OF = re.compile(
    r"\b(?:capital|city|town|village|settlement|port|base|airport|camp|stronghold|bastion|hub"
    r"|enclave|hamlet|municipality|suburb|seat)\s+(?:in|of)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
    re.I,
)
_SIDES = lexicon.words("places.inner_parts")


def above(told: Story, number: int, reference: Reference, other_id: str) -> Any:
    """Word that a name only tells the country or area of, or None where the name itself counts.

    A name is passed over where it hangs by a preposition on a noun that is told of another place;
    else a settlement never is, a country after "in" and water after "on" always, and so is an area
    that holds the object (`other_id`) or that a town is said to be in or the capital of.
    """
    token = token_at(told.paragraphs[number].doc, reference.start, reference.end)
    noun = _hung_on(told, number, reference, token) if token is not None else None
    if noun is not None:
        return noun
    if not _passed_over(told, told.texts[number][: reference.start], reference, other_id):
        return None
    while token is not None and token.dep_ not in {"pobj"} and token.head.i != token.i:
        if token.dep_ not in WITHIN_NAME:
            return None
        token = token.head
    while token is not None and token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in _SIDES:
            return token
    return None


def _hung_on(told: Story, number: int, reference: Reference, token: Any) -> Any:
    """Noun told of an earlier place that a name hangs on: "Gao, the base on the road to Kidal"."""
    while token.dep_ in WITHIN_NAME and token.head.i != token.i:
        token = token.head
    while token.dep_ == "pobj" and token.head.lower_ != "of":
        token = token.head
        while token.pos_ == "ADP" and token.head.i != token.i:
            token = token.head
        of = told_of(token) if token.pos_ == "NOUN" else None
        row = told.references[number]
        if of is not None and (
            any(r.start <= of.idx < r.end <= reference.start for r in row)
            or (of.pos_ == "PROPN" and is_place_noun(token.lemma_))
        ):
            return token
    return None


def _passed_over(told: Story, before: str, reference: Reference, other_id: str) -> bool:
    place = reference.place
    if place is not None and place.kind.startswith("P."):
        return False
    if place is not None and place.kind.startswith("H."):
        return _SHORE.search(before) is not None
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

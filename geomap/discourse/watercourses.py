"""Rivers that bear the name of a town: "crossed the Dnipro" speaks of the river."""

from collections.abc import Sequence
from dataclasses import replace

from geomap import lexicon
from geomap.discourse import lands
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Gazetteer, Place, Resolution
from geomap.relations import distance_m

_NOUNS = frozenset({"NOUN", "PROPN"})
_TOWN_OR_PROVINCE = ("P.", "A.ADM")
_SHORES = frozenset(lexicon.words("places.shores"))
_JOINED = ("-", "–")
_BEYOND_M = 300_000.0
_SURE = 0.9


def as_river(
    reference: Reference, paragraph: Paragraph, others: Sequence[Place], gazetteer: Gazetteer
) -> Resolution:
    """The river of a name that has an article and no noun after it, where one flows there.

    Neither a town nor a province has an article of its own; "the Dnipro region" has its noun's.
    The river's middle lies no farther from the report's other places than it reaches and 300 km.
    """
    found = reference.resolution
    place = found.place
    if place is None or found.by_hand:
        return found
    if _is_bank(reference, paragraph):
        return found.given_up("in small letters and before “of” it is the bank of a river")
    if not place.kind.startswith(_TOWN_OR_PROVINCE) or not _stands_alone(reference, paragraph):
        return found
    name = found.mention.text
    rivers = [
        hit.place
        for hit in lands.called(f"{name} River", gazetteer)
        if hit.place.kind == "H.STM" and _is_there(hit.place, [*others, place])
    ]
    if not rivers:
        return found
    why = f"a town has no article: the river {rivers[0].name} is meant"
    return replace(found, place=rivers[0], probability=_SURE, explanation=(why,))


def _is_bank(reference: Reference, paragraph: Paragraph) -> bool:
    """Whether a name is no name but a side of a river: "the west bank of the Dniester"."""
    words = reference.text.split()
    follows = paragraph.text[reference.end :].lstrip().startswith("of ")
    return follows and reference.text.islower() and words[-1] in _SHORES


def _stands_alone(reference: Reference, paragraph: Paragraph) -> bool:
    """Whether a name has "the" right before it and leads no noun."""
    before = paragraph.text[: reference.start].split()[-1:]
    span = paragraph.doc.char_span(reference.start, reference.end, alignment_mode="expand")
    if not before or before[0].casefold() != "the" or span is None:
        return False
    if paragraph.text[reference.end :].lstrip().startswith(_JOINED):
        return False  # "the Kabul-Kandahar highway"
    after = paragraph.doc[span.end] if span.end < len(paragraph.doc) else None
    return after is None or after.pos_ not in _NOUNS


def _is_there(river: Place, others: Sequence[Place]) -> bool:
    reach_m = river.uncertainty_m + _BEYOND_M
    return any(distance_m(river.point, other.point) <= reach_m for other in others)

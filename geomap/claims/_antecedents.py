"""What a noun or a pronoun stands for: "the town", "it", "the latter"."""

import re
from dataclasses import replace

from geomap.claims._story import Named, Story, named, of_antecedent
from geomap.model import Place, Role

_STOP = re.compile(r"[.!?][\"')]*\s|;\s")


def earlier(
    told: Story, number: int, at: int, noun: str, *, exclude: str = "", topic: bool = False
) -> Named | None:
    """Place that a noun or pronoun stands for, with its rivals; see `Antecedents.find`."""
    paragraph = told.paragraphs[number]
    found = told.reading.antecedents.find(noun.lower(), paragraph, at, exclude=exclude, topic=topic)
    if found is None or found.resolution.place is None:
        return None
    return of_antecedent(found, noun)


def landmark(told: Story, number: int, at: int, *, own: Place | None) -> Named | None:
    """Place that "20 km to the east" of `own` is measured from.

    The last settlement named in the sentence or the one before it that does not lie in `own`, else
    the last place.
    """
    area = told.gazetteer.area(own.place_id) if own is not None else None
    text = told.texts[number]
    found: list[tuple[bool, int, Named]] = []
    for one in reversed([r for r in told.references[number] if r.end <= at]):
        place = one.place
        if len(_STOP.findall(text, one.end, at)) > 1:
            break
        if place is None or place == own or one.role in {Role.NATIONALITY, Role.METONYM}:
            continue
        if not place.kind.startswith(("A.PCL", "L.CONT", "H.")) and not (
            area and area.covers(place.point)
        ):
            found.append((not place.kind.startswith("P."), len(found), named(one)))
    if not found:
        return None
    name = min(found, key=lambda entry: entry[:2])[2]
    guess = f"The text does not name the place measured from; {name.text} is taken"
    return replace(name, guess=f"{guess}, another may be meant")

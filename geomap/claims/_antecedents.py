"""What a noun or a pronoun stands for: "the town", "it", "the latter"."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from geomap.claims._lexicon import KINDS, LOCAL, VAGUE
from geomap.claims._story import Named, Reference, Story, named, of_kind
from geomap.expressions import find, kinds_that
from geomap.model import Place, Role

_FEW = 2
"""How many sentences back a pronoun or a vague noun ("the area") reaches."""

_MOST_RIVALS = 6
_GROUND_CHARS = 20
_GROUNDS = kinds_that("grounds")
_OF_TWO = {"former": 0, "first": 0, "latter": 1, "second": 1}
_STOP = re.compile(r"[.!?][\"')]*\s|;\s")
_JOINS = re.compile(r"\s*(?:,\s*)?(?:and|or)\s+")

Found = tuple[Reference, Named]


def earlier(
    told: Story, number: int, at: int, noun: str, *, exclude: str = "", topic: bool = False
) -> Named | None:
    """Place that a noun or pronoun stands for, with its rivals.

    For a noun of a kind ("the province") the place of that kind that the report speaks of most,
    with a bonus for one in the title, and for one named in the same passage, unless in a list;
    for a pronoun or a vague noun ("it", "the area") the nearest earlier place. `exclude` is an id
    that is not meant. For a `topic`, of which something is said, places that were only measured
    from come last.
    """
    if noun.lower() in _OF_TWO:
        return _of_two(told, number, at, _OF_TWO[noun.lower()])
    kinds = KINDS.get(noun.lower())
    if kinds is None and noun.lower() not in VAGUE:
        return None
    since = max(number - 1, 0) if noun.lower() in LOCAL else 0
    before = [r for row in told.references[since:number] for r in row]
    before += [r for r in told.references[number] if r.end <= at]
    found = [item for r in before if (item := _antecedent(told, r, kinds, exclude)) is not None]
    if kinds is None:
        found = [item for item in found if _sentences_off(told, item[0], number, at) <= _FEW]
    if not found:
        later = (r for row in told.references[number:] for r in row if r.start >= at)
        first = next((i for r in later if (i := _antecedent(told, r, kinds, exclude))), None)
        alike = _by_kind(told, before, noun) if kinds else None
        return first[1] if first is not None else alike
    nearby = kinds is None or noun.lower() in LOCAL
    grounds = _grounds(told, found) if topic and nearby else set()
    topics = [item for item in found if _id(item) not in grounds] or found
    if kinds is None:
        return replace(topics[-1][1], rivals=_rivals(topics[-1][1], _beside(told, topics)))
    best = _likeliest(told, number, topics)
    return replace(best, rivals=_rivals(best, [i for i in found if i[0].passage >= number - 1]))


def landmark(told: Story, number: int, at: int, *, own: Place | None) -> Named | None:
    """Place that "20 km to the east" of `own` is measured from.

    The last settlement named in the sentence or the one before it that does not lie in `own`, else
    the last place.
    """
    area = told.gazetteer.area(own.place_id) if own is not None else None
    found: list[tuple[bool, int, Named]] = []
    for reference in reversed([r for r in told.references[number] if r.end <= at]):
        if _sentences_off(told, reference, number, at) > 1:
            break
        item = _antecedent(told, reference, None, own.place_id if own is not None else "")
        place = item[1].place if item is not None else None
        if item is not None and place is not None and not (area and area.covers(place.point)):
            found.append((not place.kind.startswith("P."), len(found), item[1]))
    if not found:
        return None
    name = min(found, key=lambda entry: entry[:2])[2]
    guess = f"The text does not name the place measured from; {name.text} is taken"
    return replace(name, guess=f"{guess}, another may be meant")


def _likeliest(told: Story, number: int, found: list[Found]) -> Named:
    """The place that the report speaks of most, one in the same passage or the title before."""
    counts = Counter(r.place.place_id for row in told.references for r in row if r.place)
    weights: dict[str, float] = {}
    for order, (reference, name) in enumerate(found):
        key = _id((reference, name))
        here = reference.passage == number and not _listed(told, reference)
        headline = 3.0 if reference.text.lower() in told.report.title.lower() else 0.0
        weight = counts[key] + (3.0 if here else 0.0) + headline + order * 1e-3
        weights[key] = max(weights.get(key, 0.0), weight)
    best = max(weights, key=lambda key: weights[key])
    return next(name for r, name in reversed(found) if _id((r, name)) == best)


def _id(item: Found) -> str:
    place = item[1].place
    return place.place_id if place is not None else item[1].text


def _beside(told: Story, found: list[Found]) -> list[Found]:
    """Those of the sentence of the last, which alone a pronoun may as well stand for."""
    last = found[-1][0]
    text = told.texts[last.passage]
    return [
        item
        for item in found
        if item[0].passage == last.passage and not _STOP.search(text, item[0].end, last.start)
    ]


def _rivals(best: Named, found: list[Found]) -> tuple[Named, ...]:
    """Other places that would do, the nearest first."""
    others = {_id(item): item[1] for item in found if item[1].place != best.place}
    return tuple(list(others.values())[::-1][:_MOST_RIVALS])


def _grounds(told: Story, found: list[Found]) -> set[str]:
    """Places that were last named only to measure from: Kabul in "north of Kabul"."""
    last = {_id(item): item[0] for item in found}
    return {key for key, reference in last.items() if _measured_from(told, reference)}


def _measured_from(told: Story, reference: Reference) -> bool:
    return any(
        other.kind in _GROUNDS and 0 <= reference.start - other.at <= _GROUND_CHARS
        for other in find(told.texts[reference.passage])
    )


def _sentences_off(told: Story, reference: Reference, number: int, at: int) -> int:
    """How many sentences before a position a reference stands; a passage ends one."""
    here = told.texts[number]
    if reference.passage == number:
        return len(_STOP.findall(here, reference.end, at))
    after = len(_STOP.findall(told.texts[reference.passage], reference.end))
    return (number - reference.passage) + after + len(_STOP.findall(here, 0, at))


def _of_two(told: Story, number: int, at: int, index: int) -> Named | None:
    """The former, the second: of the last two places joined by "and" before."""
    row = [r for r in told.references[number] if r.end <= at]
    for one, two in reversed(list(pairwise(row))):
        if _JOINS.fullmatch(told.texts[number], one.end, two.start):
            return named(told, (one, two)[index])
    return None


def _antecedent(
    told: Story, reference: Reference, kinds: tuple[str, ...] | None, exclude: str
) -> Found | None:
    if reference.resolution.mention.role in {Role.NATIONALITY, Role.METONYM}:
        return None
    name = named(told, reference)
    if name.place is None or name.place.place_id == exclude:
        return None
    if kinds is None:
        fits = not name.place.kind.startswith(("A.PCL", "L.CONT", "H."))
    else:
        fits = name.place.kind.startswith(kinds)
    return (reference, name) if fits else None


def _listed(told: Story, reference: Reference) -> bool:
    """Whether a place stands in a list: "Badakhshan, Takhar and Andarab"."""
    text = told.texts[reference.passage]
    row = told.references[reference.passage]
    index = row.index(reference)
    ends = [(row[index - 1].end, reference.start)] if index else []
    ends += [(reference.end, row[index + 1].start)] if index + 1 < len(row) else []
    return any(re.fullmatch(r"\s*(?:,|,?\s*and)\s*", text[start:end]) for start, end in ends)


def _by_kind(told: Story, before: list[Reference], noun: str) -> Named | None:
    """The valley where only Panjshir was named: Panjshir Valley, where there is one."""
    for reference in reversed(before):
        if reference.place is not None:
            name = f"{reference.text} {noun.title()}"
            place = of_kind(told, name, KINDS[noun.lower()], reference.place)
            if place is not None:
                return Named(text=place.name, place=place, said=noun)
    return None

"""What the text puts a place in or beside: "X, a village in northern Y", "Iraq's X", "X near Y"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar, lands, linking
from geomap.discourse.name_phrases import town_after
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Gazetteer, Place, Resolution, Role
from geomap.relations import Direction, direction, distance_m

if TYPE_CHECKING:
    from spacy.tokens import Span

_POINTS = lexicon.words("space.points") | lexicon.words("space.adjectives")
_SETTLEMENTS = lexicon.words("places.settlements") | lexicon.words("places.small")
_PLACES = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE, Role.ORIGIN})
_UNIT = lexicon.alternation("space.unit_names")
_FIGURE = rf"(?P<figure>\d+(?:,\d{{3}})*(?:\.\d+)?)[ -]?(?P<unit>{_UNIT})"
_NEAR = re.compile(
    rf",? \(?(?:(?!and |or )[a-z]+ ){{0,4}}?(?:{lexicon.alternation('space.near')}"
    rf"|{_FIGURE}(?: \((?:[^()]*)\))?,? (?:[a-z-]+ ){{0,4}}?(?:of|from)) (?:the )?"
    rf"(?:{lexicon.alternation('places.settlements')} of )?"
)
_UNITS = {word: float(unit.split()[0]) for word, unit in lexicon.table("space.unit_names").items()}
_NEAR_M = 75_000.0
_ROADS_BEND = 1.5
"""How much longer than the straight line the way is that a report may give."""


@dataclass(frozen=True, kw_only=True)
class Container:
    """What a place is said to lie in or near.

    Attributes
    ----------
    resolution
        The place that the text names around it or beside it.
    land
        What is meant by that: of "Victoria, Tarlac" the province, not its town.
    place
        The same as it is drawn: a side of the land, where one is said.
    side
        The side of the land that is said, or None.
    within_m
        How far off it may lie, where it is only said to be near; else 0.
    settlement
        Whether the words call what lies there a town, a village or a quarter.
    """

    resolution: Resolution
    land: Place
    place: Place
    side: Direction | None = None
    within_m: float = 0.0
    settlement: bool = False

    @property
    def how(self) -> str:
        """How the text puts it there: "in ", or "" where the name of the place says so itself."""
        return "" if self.within_m else "in "

    def holds(self, place: Place, gazetteer: Gazetteer, *, edge_m: float = lands.EDGE_M) -> bool:
        """Whether a place may be what is said to lie there."""
        if self.settlement and place.kind.startswith("A.PCL"):
            return False
        if self.within_m:
            return distance_m(place.point, self.land.point) <= self.within_m
        inside = lands.lies_in(place, self.land, gazetteer, edge_m=edge_m)
        return inside and (
            self.side is None or lands.is_on_side(place, self.land, self.side, gazetteer)
        )


def stated(paragraph: Paragraph, gazetteer: Gazetteer) -> Iterator[tuple[Reference, Container]]:
    """Places of a paragraph, each with what the words beside it put it in or near."""
    row = [one for one in paragraph.references if one.tokens and one.role is not Role.NATIONALITY]
    for index, one in enumerate(row):
        if one.role not in _PLACES:
            continue
        found = _put_in(paragraph, row[index:], gazetteer) or _put_near(paragraph, row[index:])
        if found is None and index and _holds_next(paragraph, row[index - 1], one):
            found = _plain(row[index - 1])
        if found is not None:
            yield one, found


def _holds_next(paragraph: Paragraph, before: Reference, one: Reference) -> bool:
    """Whether the place named before is around: "Iraq's Anbar", "the Sinai town of Rafah"."""
    town = town_after(paragraph.doc[before.tokens[-1]])
    if town is None:
        return linking.is_owned(paragraph, before, one)
    land = before.place is not None and before.place.kind.startswith(("A.", "L."))
    return land and town.i in one.tokens


def _plain(around: Reference) -> Container | None:
    land = around.place
    return None if land is None else Container(resolution=around.resolution, land=land, place=land)


def _put_in(
    paragraph: Paragraph, row: Sequence[Reference], gazetteer: Gazetteer
) -> Container | None:
    """What the first of some places in a row is put in by words like ", a village in northern"."""
    if len(row) < 2:
        return None
    one, around = row[:2]
    gap = paragraph.doc[one.tokens[-1] + 1 : around.tokens[0]]
    if not linking.leads_on(gap) or town_after(paragraph.doc[one.tokens[-1]]) is not None:
        return None
    around = _innermost(paragraph, row[1:])
    if linking.does(paragraph, around):
        return None
    street = one.text.lower().split()[-1] in linking.SITES  # "Main Street in"
    site = linking.sites_in(gap) or street
    settlement = any(token.lemma_.lower() in _SETTLEMENTS for token in gap)
    found = _plain(around)
    namesake = _namesake(one, around, gap, gazetteer)
    if found is None or (
        namesake is None and not linking.holds(around, one, small=site or settlement)
    ):
        return None
    if namesake is not None:
        found = replace(found, land=namesake, place=namesake)
    if not _is_said(paragraph, gap, found, [one, around, *row[2:]], gazetteer):
        return None
    return _on_side(replace(found, settlement=settlement), gap, around, gazetteer)


def _innermost(paragraph: Paragraph, row: Sequence[Reference]) -> Reference:
    """The land that is meant: "X, in Colombia's | Caqueta department"."""
    around, *further = row[:2]
    owned = any(linking.is_owned(paragraph, around, one) for one in further)
    return further[0] if owned and lands.size(further[0].place) < lands.TOWN else around


def _is_said(
    paragraph: Paragraph,
    gap: "Span",
    found: Container,
    row: Sequence[Reference],
    gazetteer: Gazetteer,
) -> bool:
    """Whether the words between a place and a larger one put it there, and list no two."""
    one, around = row[:2]
    links = [token.lower_ for token in gap if token.lower_ in linking.LINKS]
    if links == [","] and paragraph.doc[around.tokens[-1]].dep_ in grammar.SUBJECTS:
        return False  # "to oust them from Sirte, the US gave air support"
    if "," not in links or any(token.pos_ == "NOUN" for token in gap):
        return True
    listed = linking.is_list(paragraph, row[1:])
    if found.land.kind.startswith("A.PCL"):
        inner = one.place
        return not listed or (inner is not None and found.holds(inner, gazetteer))
    if links == [","]:
        return not listed
    # "around Panjshir, in Badakhshan" names two places, "in Macomia, in Cabo Delgado" one
    around_it = paragraph.doc[max(0, one.tokens[0] - 1)].lower_ == "around"
    unknown = one.place is None and not listed
    return not around_it and _is_known_in(one.text, found.land, gazetteer, or_any=unknown)


def _on_side(found: Container, gap: "Span", around: Reference, gazetteer: Gazetteer) -> Container:
    """A container with the side that the words before its name, or in it, tell: "northern Mali"."""
    words = [token.lower_ for token in gap if token.lower_ in _POINTS]
    way = direction(words[-1]) if words else None
    if way is None:
        return found
    name = " ".join((words[-1], *(("of",) if words[-1] == way.word else ()), around.text))
    place = lands.side(found.land, way, name, gazetteer)
    return replace(found, side=way, place=place)


def _namesake(one: Reference, around: Reference, gap: "Span", gazetteer: Gazetteer) -> Place | None:
    """The division or the town of a larger place's name that is meant, where it is the other."""
    outer = around.place
    if outer is None:
        return None
    others = [hit.place for hit in lands.called(around.text, gazetteer, country=outer.country)]
    if lands.size(outer) == lands.TOWN:
        beside = [token.lower_ for token in gap] == [","]
        return _division(one.text, others, gazetteer) if beside else None
    district = linking.sites_in(gap) and "," not in gap.text
    if not district or _is_known_in(one.text, outer, gazetteer):
        return None
    return _town_in(outer, others, gazetteer)


def _division(name: str, others: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """Of "Victoria, Tarlac" the province, not its town, if a Victoria lies there."""
    land = next((place for place in others if place.kind.startswith("A.ADM")), None)
    return land if land is not None and _is_known_in(name, land, gazetteer) else None


def _town_in(land: Place, others: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """Of "the Y district of Kherson" the town, where no Y is known in the province."""
    towns = (place for place in others if place.kind.startswith("P."))
    return next((town for town in towns if lands.lies_in(town, land, gazetteer)), None)


def _is_known_in(name: str, land: Place, gazetteer: Gazetteer, *, or_any: bool = False) -> bool:
    """Whether a place of a name is known in a land, other than the land itself, or any may be."""
    return (or_any and lands.size(land) < lands.TOWN) or any(
        hit.place.place_id != land.place_id
        and lands.lies_in(hit.place, land, gazetteer, edge_m=0.0)
        for hit in lands.called(name, gazetteer, country=land.country)
    )


def _put_near(paragraph: Paragraph, row: Sequence[Reference]) -> Container | None:
    """What the first of two places is said to be near, or some kilometres from."""
    if len(row) < 2:
        return None
    one, beside = row[:2]
    town, sure = beside.place, beside.resolution.probability >= linking.LIKELY
    said = _NEAR.fullmatch(paragraph.text, one.end, beside.start)
    if town is None or not sure or said is None or lands.size(town) < lands.TOWN:
        return None
    gap = paragraph.doc[one.tokens[-1] + 1 : beside.tokens[0]]
    water = one.place is not None and one.place.kind.startswith("H.")
    if water or any(token.pos_ in grammar.VERBAL for token in gap):
        return None  # what "lies near" is a statement to be checked
    within_m = _NEAR_M
    if said["figure"] is not None:
        far_m = float(said["figure"].replace(",", "")) * _UNITS[said["unit"].lower()]
        within_m = max(_NEAR_M, _ROADS_BEND * far_m)
    around = replace(
        town, name=f"near {town.name}", uncertainty_m=max(town.uncertainty_m, within_m)
    )
    return Container(resolution=beside.resolution, land=town, place=around, within_m=within_m)

"""Events that the text puts beside a place are mapped there: 15 km south of Jurm, not at Jurm."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import claims, relations
from geomap.discourse import Story, lands
from geomap.locating import country
from geomap.model import POINT, Claim, Gazetteer, Place, Resolution, Statement, told_id

_KIND, _COUNTRY = "L.AREA", "A.PCLI"
_COUNTRYWIDE_M = 300_000.0
"""Radius of an area beyond which it is no more drawn as a point than a country is."""

_SELECTS = frozenset({"distance", "direction", "near"})
_CITY = 100_000
_NAMESAKE_M = 300_000.0
"""How far from where the text puts it a place of a name is another of that name."""


def placed(
    statement: Statement, found: Sequence[Claim], story: Story, gazetteer: Gazetteer
) -> Statement:
    """A statement at the area that its own words describe, where they describe one."""
    named = statement.place
    if named is not None and named.by_hand:
        return statement
    sentence = story.sentence_at(statement.start)
    if named is None:
        met = _where_two_meet(statement, found, story, gazetteer)
        if met.place is not None:
            return met
    if (subject := _measured(statement, found, story, sentence)) is not None:
        return replace(statement, place=subject)
    return _by_claim(statement, found, story, gazetteer)


def _by_claim(
    statement: Statement, found: Sequence[Claim], story: Story, gazetteer: Gazetteer
) -> Statement:
    """A statement at the area of the claim that says where it was, else on a side of a country."""
    named, sentence = statement.place, story.sentence_at(statement.start)
    claim = (
        claims.place_of(statement, found, sentence=sentence)
        or _within(statement, found, gazetteer)
        or _of_unknown(statement, found)
        or _of_its_own(statement, found)
    )
    area = _borderland(claim, story, sentence, gazetteer) if claim is not None else None
    if claim is None or area is None:
        return _on_side(statement, story, gazetteer)
    named = named or _object(claim, story)
    if named is None:
        return statement
    if named.place is not None and named.place.kind == POINT and claim.relation == "near":
        return statement  # nobody gives coordinates to tell of 25 km around them
    beside = _beside(claim, area, named, gazetteer)
    why = (f"the text puts it {claim.text!r}", *named.explanation)
    return replace(statement, place=replace(named, place=beside, explanation=why))


def _on_side(statement: Statement, story: Story, gazetteer: Gazetteer) -> Statement:
    """A statement in a country, on the side of it that is said: "in eastern Congo"."""
    named = statement.place
    land = named.place if named is not None else None
    if named is None or land is None or not land.kind.startswith("A.PCL"):
        return statement
    word = story.side_before(named.mention)
    way = relations.direction(word)
    if way is None:
        return statement
    name = f"{word} {named.mention.text}"
    place = lands.side(land, way, name, gazetteer)
    return replace(statement, place=replace(named, place=place))


def _of_its_own(statement: Statement, found: Sequence[Claim]) -> Claim | None:
    """Where the words of a statement put it that name no place but a border or a part."""
    if statement.place is not None:
        return None
    said = _nameless(found, {"near", "part of"}, (statement.start, statement.end))
    return next((claim for claim in said if claim.end <= statement.end), None)


def _object(claim: Claim, story: Story) -> Resolution | None:
    """The name in the words of a claim that it is told from."""
    inside = (r for r in story.resolutions if claim.start <= r.mention.start < claim.end)
    return next((r for r in inside if r.place and r.place.place_id == claim.object_id), None)


def _where_two_meet(
    statement: Statement, found: Sequence[Claim], story: Story, gazetteer: Gazetteer
) -> Statement:
    """A statement without a place where two of its expressions of place meet.

    "4 km from the Rwandan border, north of Goma" is neither in Rwanda nor at Goma.
    """
    sentence = story.sentence_at(statement.start)
    told = _nameless(found, _SELECTS, (statement.start, sentence[1]))
    last = next((r for r in story.resolutions if told and _is_told_from(told[-1], r)), None)
    if last is None or last.place is None or len({claim.object_id for claim in told}) < 2:
        return statement
    whole = shapely.intersection_all([claim.geometry for claim in told])
    if whole.is_empty:
        return statement
    close = whole.intersection(relations.disc(last.place.point, relations.NEAR_M))
    area = whole if close.is_empty else close
    beside = _beside(told[-1], area, last, gazetteer)
    why = tuple(f"the text puts it {claim.text!r}" for claim in told)
    return replace(statement, place=replace(last, place=beside, explanation=why))


def _nameless(found: Sequence[Claim], kinds: Collection[str], span: tuple[int, int]) -> list[Claim]:
    """Claims of these kinds that begin in a span and say where a thing without a name is."""
    return [
        claim
        for claim in found
        if claim.relation in kinds
        and claim.geometry is not None
        and not claim.subject_id
        and span[0] <= claim.start < span[1]
    ]


def _is_told_from(claim: Claim, resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and place.place_id == claim.object_id


def _borderland(
    claim: Claim, story: Story, sentence: tuple[int, int], gazetteer: Gazetteer
) -> BaseGeometry | None:
    """The area of a claim; by a country's border only what lies in the other country.

    That is the one that the sentence names, else the report. None where neither tells.
    """
    area, land = claim.geometry, gazetteer.place(claim.object_id)
    if area is None or land is None or not land.kind.startswith("A.PCL"):
        return area
    others = (country(code, gazetteer) for code in _countries(story, sentence, but=land.country))
    lands = (gazetteer.area(one.place_id) for one in others if one is not None)
    strips = (area.intersection(one) for one in lands if one is not None)
    return next((strip for strip in strips if not strip.is_empty), None)


def _countries(story: Story, sentence: tuple[int, int], *, but: str) -> list[str]:
    """Codes of the countries that the places of a report lie in, those of a sentence first."""
    told = [(r.mention.start, r.place.country) for r in story.resolutions if r.place is not None]
    told.sort(key=lambda one: not sentence[0] <= one[0] < sentence[1])
    return [code for code in dict.fromkeys(code for _, code in told) if code not in {"", but}]


def _measured(
    statement: Statement, found: Sequence[Claim], story: Story, sentence: tuple[int, int]
) -> Resolution | None:
    """The place that is only measured from the statement's: X of "X, 50 km south of Kirkuk"."""
    named = statement.place
    if named is None or named.place is None:
        return None
    told = {
        claim.subject_id
        for claim in found
        if claim.relation in ("distance", "direction")
        and claim.start <= named.mention.start < claim.end
        and claim.object_id == named.place.place_id != claim.subject_id
    }
    here = (r for r in story.resolutions if sentence[0] <= r.mention.start < sentence[1])
    return next((r for r in here if r.place is not None and r.place.place_id in told), None)


def _of_unknown(statement: Statement, found: Sequence[Claim]) -> Claim | None:
    """What the text says of where a name lies that no gazetteer has: "X, 30 km north of Goma".

    So it is read too where the only place of the name lies far from there.
    """
    named = statement.place
    if named is None:
        return None
    said = [
        claim
        for claim in found
        if claim.geometry is not None
        and claim.relation in ("distance", "near", "direction")
        and _is_of(claim, named)
    ]
    return min(said, key=lambda claim: claim.relation != "distance", default=None)


def _is_of(claim: Claim, named: Resolution) -> bool:
    """Whether a claim says where a name lies that is not known, or only far from there."""
    place = named.place
    if place is None:
        return claim.subject == named.mention.text
    area = claim.geometry
    own = claim.subject_id == place.place_id and area is not None
    # everybody knows a city: what is said of where it lies is then a claim, and false
    small = place.population < _CITY
    return own and small and relations.distance_m(place.point, area) > _NAMESAKE_M


def _within(statement: Statement, found: Sequence[Claim], gazetteer: Gazetteer) -> Claim | None:
    """A distance from another place, inside the place that the statement names: "in Badakhshan"."""
    place = statement.place.place if statement.place is not None else None
    area = gazetteer.area(place.place_id) if place is not None else None
    if area is None:
        return None
    said = _nameless(found, {"distance"}, (statement.start, statement.end))
    fitting = (c for c in said if c.geometry is not None and c.geometry.intersects(area))
    return min(fitting, key=lambda claim: claim.start, default=None)


def _beside(claim: Claim, area: BaseGeometry, named: Resolution, gazetteer: Gazetteer) -> Place:
    """The area of a claim as a place, with the name of what is not known there."""
    middle, words = relations.centre(area), " ".join(claim.text.split())
    land, radius_m = named.place, radius_m_of(area, middle)
    if _is_of(claim, named):
        land, words = gazetteer.place(claim.object_id), f"{named.mention.text}, {words}"
    return Place(
        place_id=told_id(claim.object_id, words),
        name=words,
        kind=_KIND if radius_m <= _COUNTRYWIDE_M else _COUNTRY,
        lon=middle.x,
        lat=middle.y,
        country=land.country if land is not None else "",
        admin1=(land.admin1 or land.name) if land is not None else "",
        uncertainty_m=radius_m,
        source="the report's own words",
        accuracy=claim.why,
    )


def radius_m_of(area: BaseGeometry, middle: Point) -> float:
    """Radius around the middle that holds the area."""
    x, y = shapely.get_coordinates(area).T
    away = relations.GEOD.inv(0 * x + middle.x, 0 * y + middle.y, x, y)[2]
    return float(away.max())

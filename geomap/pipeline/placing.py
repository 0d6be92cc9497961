"""Events that the text puts beside a place are mapped there: 15 km south of Jurm, not at Jurm."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import claims, relations
from geomap.discourse import Story
from geomap.model import Claim, Gazetteer, Place, Statement

_KIND = "L.AREA"


def placed(statement: Statement, found: Sequence[Claim], gazetteer: Gazetteer) -> Statement:
    """A statement at the area that its own words describe, where they describe one."""
    claim = claims.place_of(statement, found) or _within(statement, found, gazetteer)
    if claim is None or claim.geometry is None or statement.place is None:
        return statement
    beside = _beside(claim, claim.geometry, statement.place.place)
    why = (f"the text puts it {claim.text!r}", *statement.place.explanation)
    return replace(statement, place=replace(statement.place, place=beside, explanation=why))


def fallen_back(statement: Statement, story: Story, gazetteer: Gazetteer) -> Statement:
    """A statement whose place is not known, at what the text names around it, with its radius.

    "On Damascus Street in Beirut" is somewhere in Beirut; the name is kept.
    """
    found = statement.place
    if found is None or found.place is not None or found.by_hand:
        return statement
    around = story.around(found.mention)
    if around is None:
        return statement
    name = f"{found.mention.text}, {around.name}"
    area = gazetteer.area(around.place_id)
    radius_m = _radius_m(area, around.point) if area is not None else 0.0
    somewhere = replace(
        around,
        place_id=_id_of(around.place_id, name),
        name=name,
        admin1=around.admin1 or (around.name if around.kind.startswith("A.ADM1") else ""),
        population=0,
        uncertainty_m=max(around.uncertainty_m, radius_m),
        has_area=False,
        alternates=(),
        source="the report's own words",
        accuracy=f"somewhere in {around.name}: {found.reason}",
    )
    why = (f"{found.mention.text} is not known; the text names {around.name} with it",)
    return replace(statement, place=replace(found, place=somewhere, explanation=why))


def _id_of(*parts: str) -> str:
    key = hashlib.sha1(" ".join(parts).encode(), usedforsecurity=False).hexdigest()
    return f"text:{key[:12]}"


def _within(statement: Statement, found: Sequence[Claim], gazetteer: Gazetteer) -> Claim | None:
    """A distance from another place, inside the place that the statement names: "in Badakhshan"."""
    place = statement.place.place if statement.place is not None else None
    area = gazetteer.area(place.place_id) if place is not None else None
    if area is None:
        return None
    fitting = [
        claim
        for claim in found
        if claim.relation == "distance"
        and not claim.subject_id
        and claim.geometry is not None
        and statement.start <= claim.start < statement.end
        and claim.geometry.intersects(area)
    ]
    return min(fitting, key=lambda claim: claim.start, default=None)


def _beside(claim: Claim, area: BaseGeometry, named: Place | None) -> Place:
    middle = relations.centre(area)
    words = " ".join(claim.text.split())
    return Place(
        place_id=_id_of(claim.object_id, words),
        name=words,
        kind=_KIND,
        lon=middle.x,
        lat=middle.y,
        country=named.country if named is not None else "",
        admin1=(named.admin1 or named.name) if named is not None else "",
        uncertainty_m=_radius_m(area, middle),
        source="the report's own words",
        accuracy=claim.why,
    )


def _radius_m(area: BaseGeometry, middle: Point) -> float:
    """Radius around the middle that holds the area."""
    x, y = shapely.get_coordinates(area).T
    away = relations.GEOD.inv(0 * x + middle.x, 0 * y + middle.y, x, y)[2]
    return float(away.max())

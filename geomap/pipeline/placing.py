"""Events that the text puts beside a place are mapped there: 15 km south of Jurm, not at Jurm."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import claims, relations
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
    key = hashlib.sha1(f"{claim.object_id} {words}".encode(), usedforsecurity=False).hexdigest()
    return Place(
        place_id=f"text:{key[:12]}",
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

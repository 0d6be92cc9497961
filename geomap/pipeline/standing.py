"""Where each statement of a report stands: where its words put it, else where the story is."""

from collections.abc import Sequence
from dataclasses import replace

from geomap.discourse import Story
from geomap.model import Claim, Gazetteer, Resolution, Statement, told_id
from geomap.pipeline.placing import placed, radius_m_of


def put(
    told: Sequence[Statement], found: Sequence[Claim], story: Story, gazetteer: Gazetteer
) -> list[Statement]:
    """Each statement where its words put it; one without, where the one that it follows was put.

    Words put it by a claim, around a name that is not known, else in a country.
    """
    there: list[Statement] = []
    stands: dict[int, Resolution | None] = {}
    for one in told:
        if one.place is None or not one.place.inferred:
            beside = placed(one, found, story, gazetteer)
            done = _on_scene(_fallen_back(beside, story, gazetteer), story)
            if one.place is not None:
                stands[one.place.mention.start] = done.place
        else:
            done = placed(replace(one, place=None), found, story, gazetteer)
            followed = stands.get(one.place.mention.start) or one.place
            if done.place is None:
                done = replace(one, place=replace(followed, inferred=True))
        there.append(done)
    return there


def _fallen_back(statement: Statement, story: Story, gazetteer: Gazetteer) -> Statement:
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
    radius_m = radius_m_of(area, around.point) if area is not None else 0.0
    somewhere = replace(
        around,
        place_id=told_id(around.place_id, name),
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


def _on_scene(statement: Statement, story: Story) -> Statement:
    """A statement without a place, with the country that its sentence or the report is about."""
    found = story.scene_at(statement.start) if statement.place is None else None
    return statement if found is None else replace(statement, scene=found.place)

"""Follow one place mention from its characters in a report to its pixel on the map.

    python tools/follow_mention.py data/reports/2021-08-24-andarab-food-fuel.md Andarab

Prints what every room hands on, with the values of this run.
"""

import argparse
from collections.abc import Iterator
from math import log, pi, radians, tan
from pathlib import Path
from textwrap import fill

from geomap import claims, events, language, pipeline, reports, toponyms
from geomap.discourse import Story
from geomap.errors import InputError
from geomap.maps import payload, sides
from geomap.model import Claim, Mention, Report, Resolution

TILE_PX = 256
WIDTH = 88


def walk(path: Path, name: str, *, zoom: int) -> str:
    """What every room hands on for the first mention of a name that an event stands on."""
    found, errors = reports.read(path)
    if not found:
        raise InputError(f"expected a report, got {errors}")
    lines = _steps(found[0], name, zoom)
    return "\n".join(fill(line, WIDTH, subsequent_indent=" " * 14) for line in lines)


def _steps(report: Report, name: str, zoom: int) -> Iterator[str]:
    tools = pipeline.open_tools()
    yield f"reports      {report.report_id}: {len(report.text)} characters"
    passages = language.passages(report, tools.nlp)
    mentions = toponyms.find(report, passages, tools.gazetteer)
    mention = next((m for m in mentions if m.text == name), None)
    if mention is None:
        raise InputError(f"expected a report that mentions {name!r}, got {report.report_id}")
    passage = max((p for p in passages if p.start <= mention.start), key=lambda p: p.start)
    at = passage.doc.text.index(name)
    yield f"language     paragraph at {passage.start}; normalised {at} to {at + len(name)} is"
    yield f"             report.text[{mention.start}:{mention.end}] = {mention.text!r}"
    yield f"toponyms     role {mention.role}, cue {mention.cue!r}"
    yield from _candidates(tools, mention)
    story = pipeline.read_story(report, tools)
    one = next(found for found in story.resolutions if found.mention.start == mention.start)
    yield from _place(one)
    yield from _reading(story, one)
    stated = events.statements(story)
    checked = claims.check(story, stated, tools.gazetteer, terrain=tools.terrain)
    for statement in stated:
        if statement.start <= mention.start < statement.end:
            yield f"events       {statement.text!r}"
            yield f"             {statement.event_type}, {statement.event_mode}, {statement.status}"
            where = statement.place.place.name if statement.place and statement.place.place else "?"
            yield f"             at {where!r}, said by {statement.said_by or 'the reporter'!r}"
            break
    yield from _claims(one, checked)
    yield from _screen(report, mention, tools, zoom)


def _candidates(tools: pipeline.Tools, mention: Mention) -> Iterator[str]:
    found = tools.gazetteer.lookup(mention.text, limit=30)
    yield f"gazetteer    {len(found)} candidates, first by name alone:"
    for candidate in found[:3]:
        place = candidate.place
        yield (
            f"             {place.place_id} {place.name}, {place.kind}, {place.country}, "
            f"{candidate.match}, score {candidate.score:.2f}"
        )


def _place(one: Resolution) -> Iterator[str]:
    place = one.place
    if place is None:
        yield f"resolution   no place: {one.reason}"
        return
    yield f"resolution   {place.place_id}, probability {one.probability:.2f}"
    yield f"             longitude {place.lon}, latitude {place.lat}, ± {place.uncertainty_m:.0f} m"


def _reading(story: Story, one: Resolution) -> Iterator[str]:
    around = story.containers.get(one.mention.start)
    text = around.mention.text if around is not None else ""
    yield f"discourse    stated to lie in {text!r}" if text else "discourse    in no stated place"
    for paragraph in story.paragraphs:
        if all(found.resolution.mention != one.mention for found in paragraph.references):
            continue
        for voice in story.voices.spoken(paragraph):
            yield f"             voice: {voice.said_by!r}, {voice.cue!r}, {voice.kind}"


def _claims(one: Resolution, checked: list[Claim]) -> Iterator[str]:
    for claim in checked:
        ids = {claim.subject_id, claim.object_id}
        if claim.measured and one.place is not None and one.place.place_id in ids:
            yield f"claims       {claim.text!r}: {claim.relation}, {claim.verdict}"
            for part in claim.measured.split("; "):
                yield f"             {part}"
            return
    yield "claims       none that this place was measured for"


def _screen(report: Report, mention: Mention, tools: pipeline.Tools, zoom: int) -> Iterator[str]:
    atlas = pipeline.build_atlas([report], settings=tools.settings)
    number = int((atlas.mentions["start"] == mention.start).to_numpy().argmax())
    yield f"atlas        mentions.loc[{atlas.mentions.index[number]!r}]"
    told = atlas.statements
    told = told[(told["start"] <= mention.start) & (told["end"] > mention.start)]
    for key in told["event_id"].head(1):
        event = atlas.events.loc[key]
        yield f"             events.loc[{key!r}]: {event['place']}, {event['geo_precision']}"
        shape, outline = (made(atlas.events)[key] for made in (payload.shapes, payload.outlines))
        yield f"maps         symbol {shape}, outline {outline}"
    columns = payload.tables(atlas, sides.of(atlas))["mentions"]
    lon, lat = (columns[axis]["v"][number] for axis in ("lon", "lat"))
    yield f"             lon {lon}, lat {lat} in the page's data, in 0.00001 degrees"
    where = atlas.mentions.geometry.iloc[number]
    x, y = pixel(where.x, where.y, zoom)
    yield f"html         Leaflet draws at pixel {x:.0f}, {y:.0f} of the world at zoom {zoom}"


def pixel(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Pixel of the world map in Web Mercator, from the top left, as Leaflet counts.

    Examples
    --------
    >>> pixel(0.0, 0.0, 0)
    (128.0, 128.0)
    """
    size = TILE_PX * 2**zoom
    north = log(tan(pi / 4 + radians(lat) / 2))
    return size * (lon + 180) / 360, size * (1 - north / pi) / 2


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("name")
    parser.add_argument("--zoom", type=int, default=9)
    given = parser.parse_args()
    print(walk(given.report, given.name, zoom=given.zoom))

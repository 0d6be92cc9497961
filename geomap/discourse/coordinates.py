"""Coordinates of a report as places: the report gives the point itself, no gazetteer is asked.

`positions` finds them in a paragraph. Here the order of a pair is settled by the places that the
report names, and each becomes a reference, which statements find as they find a name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from shapely import Point

from geomap import lexicon
from geomap.discourse import positions
from geomap.discourse.paragraphs import (
    Paragraph,
    Reference,
    in_spans,
    local_span,
    tokens_in,
)
from geomap.discourse.positions import Position, Reading
from geomap.model import POINT, Gazetteer, Mention, Place, Report, Resolution, Role, told_id
from geomap.relations import distance_m

_SURE, _ORDERED = 0.99, 0.95
"""Probability of a position that says all itself, and of one whose order is inferred."""

_NEAR_M = 500_000.0
"""How far from the report's places a reading may lie that they speak for."""

_AROUND_DEG = 0.5
_BESIDE = re.compile(
    rf"(?i)\s?[(\[,]?\s?(?:(?:at|the|{lexicon.alternation('coordinates.cues')})\b[\s:=]{{0,2}}){{0,3}}"
)
_MOST_BETWEEN = 6
_CUES = lexicon.words("coordinates.cues")
_IN = re.compile(r",?\s(?:in\s)?")
"""What stands between a town and what it lies in, or a short plus code and its town."""

Written = Sequence[Sequence[Position]]
Around = Callable[[float, float], Place | None]
"""The settlement nearest to a longitude and latitude."""


def written_in(paragraphs: Sequence[Paragraph]) -> Written:
    """The coordinates of each paragraph."""
    return [positions.find(one.text) for one in paragraphs]


def outside(
    paragraphs: Sequence[Paragraph], written: Written, rows: Sequence[Sequence[Mention]]
) -> list[list[Mention]]:
    """Names of each paragraph that are no part of its coordinates: no "N", "East" or "UTM"."""
    return [
        [one for one in row if not (found and _is_part(one, each, found))]
        for each, found, row in zip(paragraphs, written, rows, strict=True)
    ]


def _is_part(one: Mention, paragraph: Paragraph, found: Sequence[Position]) -> bool:
    return one.text.lower() in _CUES or _meets(*local_span(paragraph.passage, one), found)


def _meets(start: int, end: int, found: Sequence[Position]) -> bool:
    return any(start < one.end and one.start < end for one in found)


def references(
    report: Report, paragraphs: Sequence[Paragraph], written: Written, gazetteer: Gazetteer
) -> Iterator[Reference]:
    """References that coordinates make.

    Parameters
    ----------
    report
        The report, which a mention quotes.
    paragraphs
        Its paragraphs with the references that names make.
    written
        The coordinates of each paragraph, from `written_in`.
    gazetteer
        Where the country around a point is looked up.

    Yields
    ------
    Reference
        A name right before coordinates, "Omdurman (15.6445, 32.4777)", stays a mention of its own,
        but its words mean the point.
    """
    around = cache(partial(_around, gazetteer=gazetteer))
    told = [_places(one) for one in paragraphs]
    everywhere = [place for row in told for place in row]
    for paragraph, found, here in zip(paragraphs, written, told, strict=True):
        for one in found:
            beside = _beside(one, paragraph)
            named = [beside.place] if beside is not None and beside.place is not None else []
            reading = _chosen(one, named or here or everywhere)
            if reading is not None:
                yield _reference(one, reading, beside, (report, paragraph, around))


def _places(paragraph: Paragraph) -> list[Place]:
    return [one.place for one in paragraph.references if one.place is not None]


def _beside(one: Position, paragraph: Paragraph) -> Reference | None:
    """The name that coordinates stand right after, or a short code right before."""
    text = paragraph.text
    before = [r for r in paragraph.references if r.end <= one.start]
    beside = [r for r in before if _BESIDE.fullmatch(text, r.end, one.start)][-1:]
    # "Baidoa, Somalia, at 3.1138, 43.6498": the town is meant
    towns = [r for around in beside for r in before if _is_in(r, around, text)]
    after = [r for r in paragraph.references if r.start >= one.end and one.repeat_deg]
    follows = [r for r in after[:1] if _IN.fullmatch(text, one.end, r.start)]
    return next(iter((*towns, *follows, *beside)), None) or _alone_before(one, paragraph)


def _is_in(one: Reference, around: Reference, text: str) -> bool:
    """Whether a town stands before the land that it lies in: "Baidoa, Somalia"."""
    outer = around.place
    larger = outer is not None and outer.kind.startswith("A.")
    return larger and _IN.fullmatch(text, one.end, around.start) is not None


def _alone_before(one: Position, paragraph: Paragraph) -> Reference | None:
    """The only place of the sentence before, for a sentence that is coordinates and no more."""
    tokens = tokens_in(paragraph.passage, one.start, one.end)
    if not tokens:
        return None
    first = paragraph.doc[tokens[0]].sent.start
    words = {t.lower_ for t in paragraph.doc[first : tokens[0]] if t.is_alpha and not t.is_stop}
    if first == 0 or not words or not words <= _CUES:
        return None
    before = paragraph.doc[first - 1].sent
    named = [r for r in paragraph.named if r.tokens and before.start <= r.tokens[0] < before.end]
    return named[0] if len(named) == 1 else None


def _chosen(one: Position, named: Sequence[Place]) -> Reading | None:
    """The reading that lies nearest to a place of the report, else the usual one, if it may."""
    if one.repeat_deg:
        return _completed(one, named[0]) if len(named) == 1 else None
    apart = {
        reading: min(((_off_m(reading, place), place.name) for place in named), default=None)
        for reading in one.readings
    }
    near = [(far[0], at) for at, far in enumerate(apart.values()) if far and far[0] <= _NEAR_M]
    if not near:
        return None if one.needs_place else _told(one, one.readings[0])
    reading, far = list(apart.items())[min(near)[1]]
    return _told(one, reading, f"{far[0] / 1000:.0f} km from {far[1]}" if far else "")


def _told(one: Position, reading: Reading, near: str = "") -> Reading:
    """A reading with its reason: the places nearby speak where there was a choice."""
    if len(one.readings) < 2:
        return replace(reading, why="" if not reading.why else f"{reading.why}; else not on Earth")
    return replace(reading, why=f"{reading.why}; {near}".strip("; ") if near else reading.why)


def _completed(one: Position, town: Place) -> Reading:
    """A short plus code in the cell nearest to the town that is named with it."""
    own, step = one.readings[0], one.repeat_deg
    lat = own.lat + step * round((town.lat - own.lat) / step)
    lon = own.lon + step * round((town.lon - own.lon) / step)
    return Reading(lat=lat, lon=lon, why=f"a short code, completed near {town.name}")


def _off_m(reading: Reading, place: Place) -> float:
    """How far a reading lies from what a place's radius holds."""
    return max(0.0, distance_m(Point(reading.lon, reading.lat), place.point) - place.uncertainty_m)


def _reference(
    one: Position,
    reading: Reading,
    beside: Reference | None,
    at: tuple[Report, Paragraph, Around],
) -> Reference:
    report, paragraph, around = at
    start, end = paragraph.passage.span(one.start, one.end)
    mention = Mention(
        report_id=report.report_id,
        start=start,
        end=end,
        text=report.text[start:end],
        role=Role.EVENT_PLACE,
        cue=one.form,
    )
    tokens = tokens_in(paragraph.passage, one.start, one.end)
    if beside is not None and beside.tokens:
        edges = sorted((*beside.tokens, *tokens))
        near = edges[-1] - edges[0] < len(edges) + _MOST_BETWEEN
        tokens = range(edges[0], edges[-1] + 1) if near else beside.tokens
    name = mention.text if beside is None else f"{beside.text} ({mention.text})"
    why = tuple(filter(None, (f"the text gives the point: {one.form}", reading.why)))
    return Reference(
        paragraph=paragraph.index,
        start=one.start,
        end=one.end,
        tokens=tokens,
        resolution=Resolution(
            mention=mention,
            place=_place(name, one, reading, around),
            probability=_ORDERED if reading.why else _SURE,
            explanation=why,
        ),
        filed=in_spans(one.start, paragraph.filed),
    )


def _place(name: str, one: Position, reading: Reading, around: Around) -> Place:
    lon, lat = round(reading.lon, 6), round(reading.lat, 6)
    land = around(lon, lat)
    return Place(
        place_id=told_id(lat, lon),
        name=" ".join(name.split()),
        kind=POINT,
        lon=lon,
        lat=lat,
        country=land.country if land is not None else "",
        admin1=land.admin1 if land is not None else "",
        uncertainty_m=one.uncertainty_m,
        source="the report's own words",
        accuracy=f"the last digit of {one.form}",
    )


def _around(lon: float, lat: float, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's settlement nearest to a point, whose country and province it shares."""
    west, east = max(-180.0, lon - _AROUND_DEG), min(180.0, lon + _AROUND_DEG)
    south, north = max(-90.0, lat - _AROUND_DEG), min(90.0, lat + _AROUND_DEG)
    rows = gazetteer.places_within((west, south, east, north))
    if not len(rows):
        return None
    away = [distance_m(Point(lon, lat), point) for point in rows.geometry]
    return gazetteer.place(str(rows["place_id"].iloc[away.index(min(away))]))

"""Second look at unsure names: those that lie where the story's sure places lie are taken.

spaCy and the tagger know the names of rich countries better than "Deh Salah" or "Khawak pass". A
name that few places of the world bear, and that one of them bears right beside the story's sure
places, is hardly there by chance; nor is a full typed name ("Khawak pass") of the gazetteer.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geomap.gazetteer import EmbeddedGazetteer
from geomap.toponyms import words
from geomap.toponyms.features import Facts
from geomap.toponyms.spans import Span

Scores = npt.NDArray[np.float32]
Point = tuple[float, float]
SURE = 0.6
FLOOR = 0.03
TYPED_FLOOR = 0.02
# at most so many places of the world bear the name, and one lies this near to sure places
REACH_KM = ((3, 300.0), (8, 120.0))
NEEDED = 2
_MOST_SURE = 12
_MOST_ASKED = 40
_KM_PER_DEG = 111.2
_DATELINE_TOKENS = 14
_OPENERS = frozenset({",", "(", "/"})
_DASHES = frozenset({"-", "--", "–", "—"})


@dataclass(frozen=True)
class Unsure:
    """Where an unsure span stands: passage and number in it."""

    passage: int
    number: int
    span: Span


def lift(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Span]],
    scores: Sequence[Scores],
    gazetteer: EmbeddedGazetteer,
    *,
    facts: Facts,
    least: float,
) -> None:
    """Raise to `least`, in place, unsure spans that are full typed names or lie by the story."""
    unsure = list(_unsure(found, scores, least))
    if not unsure:
        return
    points = sure_points(found, scores, gazetteer)
    asked: dict[str, bool] = {}
    for each in unsure:
        score, key = scores[each.passage], each.span.key
        doc = docs[each.passage]
        if _typed(doc, each.span) or _dateline(doc, each.span):
            score[each.number] = max(score[each.number], least)
        elif (
            score[each.number] >= FLOOR and len(points) >= NEEDED and _may_be_place(doc, each.span)
        ):
            if key not in asked and len(asked) < _MOST_ASKED:
                asked[key] = _beside(key, int(facts(key)[0]), points, gazetteer)
            if asked.get(key):
                score[each.number] = max(score[each.number], least)


def _unsure(
    found: Sequence[Sequence[Span]], scores: Sequence[Scores], least: float
) -> Iterator[Unsure]:
    for passage, (each, score) in enumerate(zip(found, scores, strict=True)):
        for number in np.flatnonzero((score >= TYPED_FLOOR) & (score < least)):
            if each[int(number)].known:
                yield Unsure(passage, int(number), each[int(number)])


def _typed(doc: Doc, span: Span) -> bool:
    return span.last - span.first > 1 and doc[span.last - 1].lower_ in words.NATURAL


def _dateline(doc: Doc, span: Span) -> bool:
    """Whether a paragraph starts with the name in capitals, and a dash follows soon."""
    text = doc[span.first : span.last].text
    head = [token.text for token in doc[span.last : span.last + _DATELINE_TOKENS]]
    return (
        span.first == 0
        and text.isupper()
        and len(text) > 2
        and bool(head)
        and head[0] in _OPENERS | _DASHES
        and not _DASHES.isdisjoint(head)
    )


def _may_be_place(doc: Doc, span: Span) -> bool:
    """Whether nothing right beside the span says that it is a person."""
    before = doc[span.first - 1] if span.first else None
    after = doc[span.last] if span.last < len(doc) else None
    if before is not None and before.lower_ in words.LOCATIVE:
        return True
    if before is not None and (
        before.lower_ in words.PERSON_TITLES or before.ent_type_ == "PERSON"
    ):
        return False
    return after is None or (
        after.lower_ not in words.SPEAKS and after.ent_type_ != "PERSON" and after.text != "'s"
    )


def sure_points(
    found: Sequence[Sequence[Span]], scores: Sequence[Scores], gazetteer: EmbeddedGazetteer
) -> list[Point]:
    """Points of the first sure places smaller than a country, each the likeliest of its name."""
    points: dict[str, Point] = {}
    for each, score in zip(found, scores, strict=True):
        for number in np.flatnonzero(score >= SURE):
            span = each[int(number)]
            if not span.known or span.key in points or len(points) >= _MOST_SURE:
                continue
            hits = gazetteer.lookup(span.key, limit=1)
            if hits and not hits[0].place.kind.startswith(("A.PCL", "L.")):
                points[span.key] = (hits[0].place.lon, hits[0].place.lat)
    return list(points.values())


def _beside(key: str, n_places: int, points: Sequence[Point], gazetteer: EmbeddedGazetteer) -> bool:
    """Whether a place of this rare name lies near at least `NEEDED` of the points."""
    reach_km = next((reach for most, reach in REACH_KM if n_places <= most), 0.0)
    if not reach_km:
        return False
    for hit in gazetteer.lookup(key, limit=8):
        place = hit.place
        if hit.match not in {"exact", "folded", "alias"}:
            continue
        near = sum(km(place.lon, place.lat, lon, lat) < reach_km for lon, lat in points)
        if near >= NEEDED:
            return True
    return False


def km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Distance on a flat earth around the second point; good enough within some hundred km."""
    east = ((lon1 - lon2 + 180) % 360 - 180) * math.cos(math.radians(lat2))
    return _KM_PER_DEG * math.hypot(east, lat1 - lat2)

"""Items, their places and decisions as the plain values that the widget draws."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from geomap.corrections import EventCorrection, MentionCorrection
from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.reviewing.desk import Decision
from geomap.reviewing.queue import EventItem, Item, MentionItem

Found = tuple[Place | None, str]
"""A listed place with a note; None is "no place known"."""

_MOST_TOLD, _MOST_CHARS, _MOST_FOUND = 12, 800, 8


def candidates(item: Item, gazetteer: EmbeddedGazetteer) -> Iterator[Found]:
    """The place that was found, then others: those of the name, or those that the reports name."""
    if item.place is not None:
        full = gazetteer.place(item.place_id) or item.place
        likely = "" if isinstance(item, EventItem) else f", {item.probability:.0%} likely"
        yield replace(full, name=full.name or item.place.name), f"found{likely}"
    if isinstance(item, EventItem):
        yield None, "no place known"
        others = [(place_id, "named in the report") for place_id in item.nearby]
    elif item.place is None and not item.alternatives:
        named = gazetteer.lookup(item.text, limit=_MOST_FOUND)
        others = [(one.place.place_id, f"score {one.score:.2f}") for one in named]
    else:
        others = [(place_id, f"score {score:.2f}") for place_id, _, score in item.alternatives]
    for place_id, note in others:
        if place_id != item.place_id and (place := gazetteer.place(place_id)) is not None:
            yield place, note


def row(place: Place | None, note: str) -> dict[str, Any]:
    """A listed place."""
    if place is None:
        return {"name": "", "note": note}
    where = ", ".join(filter(None, (place.admin1, place.country)))
    return {
        "name": place.name,
        "note": ", ".join(filter(None, (where, note))),
        "lon": place.lon,
        "lat": place.lat,
        "radius_m": place.uncertainty_m,
    }


def mention(item: MentionItem) -> dict[str, Any]:
    """A mention in its sentence."""
    found = f"found {item.probability:.0%} likely: {item.explanation}"
    at, end = item.at, item.at + len(item.text)
    return {
        "sentence": [item.sentence[:at], item.sentence[at:end], item.sentence[end:]],
        "about": f"{item.source} · {item.role}",
        "found": found if item.place is not None else f"no place found: {item.reason}",
        "placed": item.place is not None,
    }


def event(item: EventItem, decision: Decision | None) -> dict[str, Any]:
    """An event with what is told of it, and what is decided."""
    mine = decision if isinstance(decision, EventCorrection) else None
    first = (mine and mine.first_day) or item.first_day
    last = (mine and mine.last_day) or item.last_day
    return {
        "title": item.title,
        "found": item.place.name if item.place else "no place known",
        "told": [
            [one.text[:_MOST_CHARS], f"{one.said_by or 'the reporter'}, {one.status}; {one.source}"]
            for one in item.told[:_MOST_TOLD]
        ],
        "status": (mine and mine.status) or item.status,
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
        "placed": True,
    }


def decided(decision: Decision | None) -> str:
    """A decision in words, "" for none."""
    if decision is None:
        return ""
    where = decision.where
    point = "" if where.lon is None else f"longitude {where.lon:.4f}, latitude {where.lat:.4f}"
    if isinstance(decision, MentionCorrection):
        nothing = f"no place, a {decision.role or 'name'}"
        return nothing if decision.not_a_place else where.place_id or point
    days = [day.isoformat() for day in (decision.first_day, decision.last_day) if day]
    place = "no place known" if decision.no_place else where.place_id or point
    told = [place, decision.status, " to ".join(dict.fromkeys(days))]
    return ", ".join(filter(None, told)) or "as found"

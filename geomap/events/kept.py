"""A statement as text and back: what joining asks of it, when its report is no longer at hand."""

import json
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import Any

from geomap.model import Harm, Interval, Mention, Place, Resolution, Role, Statement, Toll

_DAYS = ("start", "end", "anchor")


def to_text(statement: Statement) -> str:
    """A statement as JSON; of its place what was weighed is left out, and when it was said."""
    where = statement.place
    bare = (
        Resolution(mention=where.mention, place=_plain(where.place), inferred=where.inferred)
        if where
        else None
    )
    scene = _plain(statement.scene)
    kept = asdict(replace(statement, place=bare, scene=scene, said_when=None))
    return json.dumps(kept, default=date.isoformat, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Statement:
    """The statement that `to_text` wrote."""
    kept: dict[str, Any] = json.loads(text)
    where, when, scene = (kept.pop(name) for name in ("place", "when", "scene"))
    tolls = tuple(Toll(**one | {"kind": Harm(one["kind"])}) for one in kept.pop("tolls"))
    return Statement(
        **kept,
        tolls=tolls,
        place=_resolution(where) if where else None,
        scene=_place(scene),
        when=Interval(**when | {name: _day(when[name]) for name in _DAYS}) if when else None,
    )


def _resolution(kept: dict[str, Any]) -> Resolution:
    mention = kept["mention"]
    named = Mention(**mention | {"role": Role(mention["role"])})
    return Resolution(mention=named, place=_place(kept["place"]), inferred=kept["inferred"])


def _plain(place: Place | None) -> Place | None:
    return replace(place, alternates=()) if place is not None else None


def _place(kept: dict[str, Any] | None) -> Place | None:
    return _one_place(tuple((kept | {"alternates": ()}).items())) if kept else None


@lru_cache(maxsize=1 << 14)
def _one_place(fields: tuple[tuple[str, Any], ...]) -> Place:
    """A place by its fields: what many statements name is made once."""
    return Place(**dict(fields))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

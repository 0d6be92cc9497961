"""Corrections as rows of the file, and back; every value in a row is text when it is read."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from geomap.corrections.records import (
    EventCorrection,
    MentionCorrection,
    Passage,
    SideCorrection,
    Where,
)
from geomap.errors import InputError

_WHERE = ("place_id", "lon", "lat", "uncertainty_m", "kind", "country")
_SIGNED = ("who", "when", "note")
_MENTION = ("name", "report_id", "start", *_WHERE, "not_a_place", "role", *_SIGNED)
_EVENT = (
    *Passage._fields, "text", "accepted", "added", "actor", "recipient", *_WHERE, "place_name",
    "no_place", "status", "day", "first_day", "last_day", *_SIGNED,
)  # fmt: skip
_SIDE = ("alias", "name", "no_side", *_SIGNED)
Decision = MentionCorrection | EventCorrection | SideCorrection


def mention(row: Any) -> MentionCorrection:
    """The decision in a row of `mentions`, or `InputError`."""
    known = _known(row, _MENTION)
    return MentionCorrection(
        name=known.get("name", ""),
        report_id=known.get("report_id", ""),
        start=_whole(known, "start") if "start" in known else None,
        where=_where(known),
        not_a_place=_truth(known, "not_a_place"),
        role=known.get("role", ""),
        **_signed(known),
    )


def event(row: Any) -> EventCorrection:
    """The decision in a row of `events`, or `InputError`."""
    known = _known(row, _EVENT)
    if lacking := [name for name in Passage._fields[:4] if name not in known]:
        raise InputError(f"expected {', '.join(lacking)} of the passage")
    if "day" in known and ("first_day" in known or "last_day" in known):
        raise InputError("expected a day, or a first_day and a last_day, got both")
    return EventCorrection(
        passage=Passage(
            report_id=known["report_id"],
            start=_whole(known, "start"),
            end=_whole(known, "end"),
            event_type=known["event_type"],
            event_mode=known.get("event_mode", ""),
            statement_id=known.get("statement_id", ""),
        ),
        text=known.get("text", ""),
        accepted=_truth(known, "accepted"),
        added=_truth(known, "added"),
        actor=known.get("actor", ""),
        recipient=known.get("recipient", ""),
        where=_where(known),
        place_name=known.get("place_name", ""),
        no_place=_truth(known, "no_place"),
        status=known.get("status", ""),
        first_day=_day(known, "day") or _day(known, "first_day"),
        last_day=_day(known, "day") or _day(known, "last_day"),
        **_signed(known),
    )


def side(row: Any) -> SideCorrection:
    """The decision in a row of `sides`, or `InputError`."""
    known = _known(row, _SIDE)
    return SideCorrection(
        alias=known.get("alias", ""),
        name=known.get("name", ""),
        no_side=_truth(known, "no_side"),
        **_signed(known),
    )


READERS: Mapping[str, Callable[[Any], Decision]] = {
    "mentions": mention,
    "events": event,
    "sides": side,
}
"""What reads a row of each section of the file."""


def as_row(one: Decision) -> dict[str, Any]:
    """A decision as the mapping that is written; what is empty is left out."""
    found = {field.name: getattr(one, field.name) for field in fields(one)}
    names: tuple[str, ...] = _SIDE
    if not isinstance(one, SideCorrection):
        found |= _where_row(one.where)
        names = _MENTION
    if isinstance(one, EventCorrection):
        names = _EVENT
        found |= one.passage._asdict()
        if one.first_day == one.last_day:
            found |= {"day": one.first_day, "first_day": None, "last_day": None}
    values = ((name, found.get(name)) for name in names)
    # True and 0 are values; only what says nothing is left out
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in values
        if value not in ("", None) and value is not False
    }


def _where_row(where: Where) -> dict[str, Any]:
    if where.lon is None:
        return {"place_id": where.place_id}
    numbers = {name: float(getattr(where, name)) for name in ("lon", "lat", "uncertainty_m")}
    return numbers | {"kind": where.kind, "country": where.country}


def _known(row: Any, names: tuple[str, ...]) -> Mapping[str, str]:
    if not isinstance(row, dict):
        raise InputError("expected a mapping")
    if unknown := sorted(str(key)[:40] for key in row if key not in names):
        raise InputError(f"expected {', '.join(names)}, got {', '.join(unknown)}")
    for name, value in row.items():
        if not isinstance(value, str):
            raise InputError(f"expected one value for {name}, got several")
    return {name: value.strip() for name, value in row.items() if value.strip()}


def _where(row: Mapping[str, str]) -> Where:
    given = {name: row[name] for name in _WHERE if name in row}
    numbers = {n: _number(row, n) for n in ("lon", "lat", "uncertainty_m") if n in given}
    return Where(**(given | numbers))  # type: ignore[arg-type]


def _signed(row: Mapping[str, str]) -> dict[str, Any]:
    return {"who": row.get("who", ""), "when": _day(row, "when"), "note": row.get("note", "")}


def _whole(row: Mapping[str, str], name: str) -> int:
    text = row[name]
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InputError(f"expected {name} as a whole number, got {text[:40]!r}")
    return int(text)


def _number(row: Mapping[str, str], name: str) -> float:
    try:
        return float(row[name])
    except ValueError:
        raise InputError(f"expected {name} as a number, got {row[name][:40]!r}") from None


def _truth(row: Mapping[str, str], name: str) -> bool:
    text = row.get(name, "false").casefold()
    if text in {"true", "yes"}:
        return True
    if text in {"false", "no"}:
        return False
    raise InputError(f"expected {name} as true or false, got {text[:40]!r}")


def _day(row: Mapping[str, str], name: str) -> date | None:
    if name not in row:
        return None
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        got = row[name][:40]
        raise InputError(f"expected {name} as a day like 2021-08-23, got {got!r}") from None

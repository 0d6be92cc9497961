"""Decisions as records, made of what a reviewer asks about an item."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geomap.corrections import EventCorrection, MentionCorrection, Passage, Where
from geomap.errors import InputError
from geomap.gazetteer import fold
from geomap.model import Role
from geomap.reviewing.desk import Desk
from geomap.reviewing.queue import EventItem, MentionItem


def _span(item: MentionItem, start: int, end: int) -> tuple[int, int, str]:
    """Start and end in the report of some characters of an item's sentence, and their words.

    Raises
    ------
    InputError
        If they are none, or blank.
    """
    words = item.sentence[max(0, start) : end]
    if not words.strip() or "…" in words:
        raise InputError("expected words of the sentence to be selected")
    first = item.start - item.at + start + len(words) - len(words.lstrip())
    return first, first + len(words.strip()), words.strip()


def missed_name(item: MentionItem, start: int, end: int) -> MentionItem:
    """A name in an item's sentence that nobody found, as an item of its own without a place.

    Raises
    ------
    InputError
        If no words are chosen.
    """
    first, _, text = _span(item, start, end)
    return replace(
        item,
        start=first,
        text=text,
        at=item.at + first - item.start,
        role=str(Role.EVENT_PLACE),
        place_id="",
        place=None,
        probability=0.0,
        reason="added by the reviewer",
        explanation="",
        alternatives=(),
        missed=True,
    )


def decided_mention(item: MentionItem, where: Where, asked: Mapping[str, Any]) -> MentionCorrection:
    """What a name means, as widely as `scope` says: "mention", "report" or "all"."""
    scope = asked.get("scope") or "report"
    alone = scope == "mention" or item.missed
    return MentionCorrection(
        name=item.text,
        report_id="" if scope == "all" and not alone else item.report_id,
        start=item.start if alone else None,
        where=where,
        not_a_place=not where,
        role="" if where else str(asked.get("role") or "organisation"),
        note=str(asked.get("note") or "").strip(),
    )


def narrower(desk: Desk, item: MentionItem, made: MentionCorrection) -> list[MentionCorrection]:
    """Decisions about the mention that hold more narrowly than the new one, which replaces them."""
    keys = {(item.report_id, item.start, ""), (item.report_id, -1, fold(item.text))}
    known = (one for one in desk.now.mentions if one.key in keys - {made.key})
    return [one for one in known if _width(one) < _width(made)]


def _width(decision: MentionCorrection) -> int:
    return 0 if decision.start is not None else 1 if decision.report_id else 2


def changed_event(
    item: EventItem, before: EventCorrection | None, changes: Mapping[str, Any], *, note: str = ""
) -> EventCorrection:
    """A decision on an event: the earlier one with changes, or a new one that accepts it."""
    base = before or EventCorrection(
        passage=item.passages[0], text=item.told[0].text[:160], accepted=True
    )
    return replace(base, accepted=True, note=note or base.note, **changes)


def added_event(
    item: MentionItem, decided: MentionCorrection | None, asked: Mapping[str, Any]
) -> EventCorrection:
    """An event that nobody found, in the words chosen of a mention's sentence, at its place.

    Raises
    ------
    InputError
        If no words are chosen, or the type is none.
    """
    start, end, text = _span(item, int(asked["start"]), int(asked["end"]))
    kind, _, mode = str(asked["type"]).partition("/")
    days = [date.fromisoformat(day) for day in (asked.get("first"), asked.get("last")) if day]
    where = decided.where if decided is not None else Where(place_id=item.place_id)
    return EventCorrection(
        passage=Passage(item.report_id, start, end, kind, mode, ""),
        text=text[:160],
        added=True,
        actor=str(asked.get("actor") or "").strip(),
        recipient=str(asked.get("recipient") or "").strip(),
        where=where,
        place_name="" if where.place_id or not where else item.text,
        status=str(asked.get("status") or ""),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        note=str(asked.get("note") or "").strip(),
    )

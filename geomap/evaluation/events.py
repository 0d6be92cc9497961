"""`geomap bench events`: the events table that users get, beside events annotated by hand.

Every figure is strict: a place or a day that the annotation has and the table lacks is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd

from geomap import pipeline
from geomap.evaluation import drawn_events
from geomap.evaluation.gold_events import GoldEvent, Match, read, words_of
from geomap.gazetteer import fold
from geomap.model import Status
from geomap.settings import OFFLINE, Settings

_LEAST_SHARED = 0.34
_TYPE, _PLACE, _DAY = 2.0, 2.0, 1.0
"""What agreement in type, place and day counts beside shared words when rows look for events."""

_LONGEST_DAYS = 6
IsRight = Callable[[Any, GoldEvent, str], bool]
"""Whether a row, with the text of its statements, is right about its gold event."""


def bench(
    paths: Sequence[Path | str],
    *,
    texts: Path | str | None = None,
    settings: Settings = OFFLINE,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> list[dict[str, Any]]:
    """Measure the events of annotated reports.

    Parameters
    ----------
    paths
        Files of gold events, NAME.events.json.
    texts
        Folder of the reports that they name; by default each lies beside its gold.
    settings
        Where the data lie.
    progress
        Wraps the files, to show a bar.

    Returns
    -------
    list of dict
        For each file `gold`, `figures` (see `figures`), `wrong` (drawn points in a wrong place,
        each with what was meant), `missed` and `surplus`.

    Raises
    ------
    InputError
        If a file is no JSON of gold events, or its report is not there.
    """
    tools = pipeline.open_tools(settings)
    found = []
    for path in progress([Path(path) for path in paths]):
        report, golds = read(path, texts)
        atlas = pipeline.assemble([pipeline.try_one(report, tools)], settings=settings)
        scored = score(golds, atlas.events, atlas.statements, mentions=atlas.mentions)
        found.append({"gold": path.name, **scored})
    return found


def score(
    golds: Sequence[GoldEvent],
    events: pd.DataFrame,
    statements: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Hold the rows of an events table against the gold.

    With `mentions` the stated probabilities of drawn points are held against how many are right.
    """
    texts = statements.groupby("event_id")["text"].agg(" ".join)
    named = _named_by(mentions)
    everything = [
        _match(row, str(texts[str(row.Index)]), golds, named=named) for row in events.itertuples()
    ]
    matches = [m for m in everything if not _is_optional(m)]
    drawn = drawn_events.drawn(everything)
    wrong = drawn_events.wrongly_drawn(drawn, golds)
    golds = [gold for gold in golds if not gold.optional]
    surplus = [m for m in matches if m.gold is None]
    right = _golds_right(matches)
    return {
        "figures": {
            "gold": len(golds),
            "rows": len(matches),
            **_found(golds, matches),
            "duplicates": _twice(matches, golds),
            "wrong_merges": _merges(matches, golds),
            "stand_for_nothing": len(surplus),
            "drawn": len(drawn),
            "drawn_wrong": len(wrong),
            **drawn_events.stated(drawn, golds, mentions),
        },
        "wrong": wrong,
        "missed": [gold.what for gold in golds if gold not in right],
        "surplus": list(map(_shown, surplus)),
    }


def _named_by(mentions: pd.DataFrame | None) -> dict[str, str]:
    """What the report itself calls each place: "East Timor" is Timor Leste in the gazetteer."""
    if mentions is None or mentions.empty:
        return {}
    told = mentions.dropna(subset=["place_id"]).groupby("place_id")["text"]
    return {str(place_id): " ".join(sorted(set(names))) for place_id, names in told}


def _is_optional(match: Match) -> bool:
    return match.gold is not None and match.gold.optional


def _twice(matches: Sequence[Match], golds: Sequence[GoldEvent]) -> int:
    """Rows beyond the first of every gold event."""
    rows = (sum(m.gold is gold for m in matches) for gold in golds)
    return sum(max(0, count - 1) for count in rows)


def _golds_right(matches: Sequence[Match]) -> list[GoldEvent]:
    """Gold events that a row names with the right type and place."""
    return [m.gold for m in matches if m.gold is not None and m.type_right and m.place_right]


def _found(golds: Sequence[GoldEvent], matches: Sequence[Match]) -> dict[str, int]:
    """How many gold events are there with place and type, how many with their day as well."""
    right = _golds_right(matches)
    on_day = _golds_right([m for m in matches if m.day_right])
    dated = [gold for gold in golds if gold.days is not None]
    return {
        "place_and_type_right": sum(gold in right for gold in golds),
        "day_right_too": sum(gold in on_day for gold in dated),
        "with_a_day": len(dated),
        **_told(golds, matches),
        "main_there": sum(gold.main and gold in right for gold in golds),
    }


def _told(golds: Sequence[GoldEvent], matches: Sequence[Match]) -> dict[str, int]:
    """How many gold events that have a row have one with their toll, actor, recipient, status."""
    golds = [gold for gold in golds if any(m.gold is gold for m in matches)]
    counts = {}
    for (right, stating), (states, is_right) in _TOLD.items():
        asked = [gold for gold in golds if states(gold)]
        counts[right] = sum(_tells(gold, matches, is_right) for gold in asked)
        counts[stating] = len(asked)
    return counts | {"observed": sum(str(m.row.status) == Status.OBSERVED for m in matches)}


def _tells(gold: GoldEvent, matches: Sequence[Match], is_right: IsRight) -> bool:
    """Whether a row of a gold event is right about it."""
    return any(is_right(m.row, gold, m.text) for m in matches if m.gold is gold)


def _toll_right(row: Any, gold: GoldEvent, _text: str) -> bool:
    """Whether every number of a gold event's toll is a bound of the row's, or lies between them."""
    for kind in ("killed", "injured"):
        wanted = getattr(gold, kind)
        if wanted is None:
            continue
        bounds = (getattr(row, f"{kind}_least"), getattr(row, f"{kind}_most"))
        known = [int(bound) for bound in bounds if not pd.isna(bound)]
        if not known or not (known[0] <= wanted[1] and wanted[0] <= known[-1]):
            return False
    return True


def _role_right(row: Any, gold: GoldEvent, text: str, *, role: str) -> bool:
    """Whether a row names the gold event's actor or recipient: they share a word.

    "Fighting between A and B" does not say who attacks, so there either order is right.
    """
    either = f"{row.actor} {row.recipient}" if " between " in text else ""
    named = words_of(either or str(getattr(row, role)))
    return bool(named & words_of(getattr(gold, role)))


def _status_right(row: Any, gold: GoldEvent, _text: str) -> bool:
    return str(row.status) in gold.status


_TOLD: Mapping[tuple[str, str], tuple[Callable[[GoldEvent], Any], IsRight]] = {
    ("tolls_right", "with_a_toll"): (lambda gold: gold.killed or gold.injured, _toll_right),
    ("actors_right", "with_actor"): (attrgetter("actor"), partial(_role_right, role="actor")),
    ("recipients_right", "with_recipient"): (
        attrgetter("recipient"),
        partial(_role_right, role="recipient"),
    ),
    ("status_right", "with_status"): (attrgetter("status"), _status_right),
}
"""Names of two counts: how many rows are right of how many gold events that state it."""


def total(found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Sums over several reports, with the shares that matter."""
    names = found[0]["figures"] if found else ()
    sums: dict[str, float] = {name: sum(one["figures"][name] for one in found) for name in names}
    if not sums:
        return {}
    shares = {
        "place_and_type_share": sums["place_and_type_right"] / max(1, sums["gold"]),
        "day_share": sums["day_right_too"] / max(1, sums["with_a_day"]),
        "toll_share": sums["tolls_right"] / max(1, sums["with_a_toll"]),
        "actor_share": sums["actors_right"] / max(1, sums["with_actor"]),
        "recipient_share": sums["recipients_right"] / max(1, sums["with_recipient"]),
        "status_share": sums["status_right"] / max(1, sums["with_status"]),
        "drawn_wrong_share": sums["drawn_wrong"] / max(1, sums["drawn"]),
    }
    if drawn := sums.get("drawn_named"):
        shares["drawn_named_right_share"] = sums["drawn_named_right"] / drawn
        shares["drawn_named_mean_probability"] = sums["drawn_named_probability"] / drawn
    return sums | shares


def _match(
    row: Any, text: str, golds: Sequence[GoldEvent], *, named: Mapping[str, str] | None = None
) -> Match:
    """The gold event that a row stands for: by type, place, day and the words that they share.

    `named` says what the report calls a place, by its id.
    """
    names = f"{row.place} {(named or {}).get(str(row.place_id), '')}".strip()
    words = words_of(f"{text} {row.place} {row.actor} {row.recipient}")
    best: tuple[float, Match] | None = None
    for gold in golds:
        shared = len(words & gold.words) / max(1, min(len(words), len(gold.words)))
        kind, place = str(row.event_type) in gold.types, _place_right(row, gold, names)
        day = _day_right(row, gold)
        if shared < _LEAST_SHARED and not (kind and place and gold.places and shared > 0):
            continue
        value = _TYPE * kind + _PLACE * place + _DAY * day + 4 * shared
        match = Match(
            row=row, text=text, gold=gold, type_right=kind, place_right=place, day_right=day
        )
        if best is None or value > best[0]:
            best = value, match
    return best[1] if best is not None else Match(row=row, text=text, gold=None)


def _place_right(row: Any, gold: GoldEvent, names: str) -> bool:
    """Whether a row, with the names of its place, stands where the gold event does, or nowhere."""
    if not row.place:
        return not gold.places
    if drawn_events.inside(row, gold):
        return True
    name = fold(names)
    named = any(place in name or name in place for place in gold.places)
    return named and (
        not drawn_events.is_drawn(row)
        or not gold.points
        or drawn_events.inside(row, gold, row.uncertainty_m)
    )


def _day_right(row: Any, gold: GoldEvent) -> bool:
    """Whether a row states days that lie within the gold's, or hold them within six days."""
    if gold.days is None:
        return False
    start, end = (None if pd.isna(day) else day.date() for day in (row.when_start, row.when_end))
    first, last = gold.days
    if start is None or end is None:
        return False
    inside = first <= start and end <= last
    around = start <= first and last <= end and end - start <= timedelta(_LONGEST_DAYS)
    return bool(inside or around)


def _merges(matches: Sequence[Match], golds: Sequence[GoldEvent]) -> int:
    """Gold events without a row of their own that a row of another event tells as well."""
    taken = [m.gold for m in matches]
    alone = [gold for gold in golds if not any(gold is one for one in taken)]
    return sum(
        any(
            str(m.row.event_type) in gold.types
            and _place_right(m.row, gold, m.row.place)
            and len(words_of(m.text) & gold.words) >= _LEAST_SHARED * len(gold.words)
            for m in matches
        )
        for gold in alone
    )


def _shown(match: Match) -> str:
    return f"{match.row.event_type}: {match.text}"

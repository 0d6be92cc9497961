"""Press releases with gold province, first day, event type and tolls, as one reading gives them.

    python benchmarks/press_releases.py FILE.jsonl

Each line of the file is a record: `text`, and `gold` with `province` (names), `start_date`,
`event_type`, `min_killed` and `min_captured`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shown
from rapidfuzz import fuzz

from geomap import dates, pipeline, reports
from geomap.model import DRAWN_ROLES, Gazetteer, Report, Resolution, Statement, Status

_HAPPENED = frozenset({Status.ASSERTED, Status.CLAIMED, Status.OBSERVED, Status.REPORTED})
_ALIKE = 80
_BESIDE_CHARS = 25
_OWN = ("soldier", "troop", "force", "police", "officer", "isaf", "service", "official", "us")
_CIVIL = ("civilian", "child", "woman", "villager", "family", "girl", "boy", "resident")


def province_of(place: Resolution | None) -> str:
    """First-order division that a resolved place is or lies in; empty where unknown."""
    if place is None or place.place is None:
        return ""
    found = place.place
    # "Jaldak, Zabul" stands somewhere in Zabul
    return found.admin1 or (found.name if found.kind.startswith("A.ADM1") else "")


def stated_province(place: Resolution | None, places: Sequence[Resolution]) -> str:
    """Province written right after a place ("X district, Y province"), else the place's own."""
    if place is None:
        return ""
    own = place.place
    for one in places if own is None or not own.kind.startswith("A.ADM1") else ():
        gap = one.mention.start - place.mention.end
        division = one.place is not None and one.place.kind.startswith("A.ADM1")
        if 0 <= gap <= _BESIDE_CHARS and division:
            return province_of(one)
    return province_of(place)


def filed_at(report: Report, places: Sequence[Resolution]) -> list[Resolution]:
    """Places of the dateline, where the report was filed."""
    spans = dates.dateline_spans(report.text)
    return [one for one in places if any(a <= one.mention.start < b for a, b in spans)]


def main_province(
    found: Sequence[Statement], places: Sequence[Resolution], filed: Sequence[Resolution] = ()
) -> str:
    """Province of the first event that has one; else the one that most mentions lie in."""
    for one in found:
        if one.status in _HAPPENED and (name := stated_province(one.place, places)):
            return name
    counts = Counter(
        name
        for one in places
        if one.mention.role in DRAWN_ROLES and one not in filed and (name := province_of(one))
    )
    return counts.most_common(1)[0][0] if counts else ""


def first_day(report: Report, found: Sequence[Statement]) -> date | None:
    """Day on which the first event that states one began, else the dateline's."""
    for one in found:
        when = one.when
        if one.status not in _HAPPENED or when is None or not when.text:
            continue
        if when.start and when.end and when.precision in ("day", "days"):
            # "the past 24 hours" end on the day of the release, most of them on it
            return when.end if "hours" in when.text else when.start
    return dates.dateline(report.text)


def stated_days(text: str) -> set[date]:
    """Every day that a release states or that its words lead to from its dateline.

    A gold day that is not among them cannot be read from the release.
    """
    filed = dates.dateline(text)
    if filed is None:
        return set()
    found = (one for _, _, one in dates.find_text(text, filed, events=False))
    ends = {day for one in found for day in (one.start, one.end) if day is not None}
    return {filed, *ends}


def event_types(found: Sequence[Statement]) -> set[str]:
    """Detention, killing, air strike and civilian casualty, as the statements say."""
    happened = [one for one in found if one.status in _HAPPENED]
    kinds = {(one.event_type, one.event_mode) for one in happened}
    killed = [
        one.recipient.lower() for one in happened if one.event_mode in ("kill", "assassinate")
    ]
    civil = any(word in name for name in killed for word in _CIVIL)
    enemies = [name for name in killed if not any(word in name for word in _OWN + _CIVIL)]
    held = ("COERCE", "arrest") in kinds
    struck = ("ASSAULT", "aerial") in kinds
    if civil and not held:
        return {"civiliancasualty"}
    if held:
        return {"captureandkill"} if enemies else {"detention"}
    if struck:
        return {"airstrike"}
    return {"insurgentskilled"} if enemies or killed else set()


def most_harmed(read: pipeline.Findings, tools: pipeline.Tools) -> dict[str, int]:
    """Killed and detained in the event of a release that tells of most, as the least there may be.

    Own forces are not counted, as the gold does not count them.
    """
    rows = pipeline.assemble([read], settings=tools.settings).events
    happened = rows[rows["status"].isin([str(one) for one in _HAPPENED])]
    own = rf"(?i)\b(?:{'|'.join(_OWN + _CIVIL)})s?\b"
    others = happened[~happened["recipient"].str.contains(own)]
    found = {kind: others[f"{kind}_least"].dropna() for kind in ("killed", "detained")}
    return {kind: int(column.max()) if len(column) else 0 for kind, column in found.items()}


class _Provinces:
    """Whether two spellings name one province, through the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, str] = {}

    def canonical(self, name: str) -> str:
        if name not in self._names:
            found = self._gazetteer.lookup(name, country="AF")
            divisions = [one.place.name for one in found if one.place.kind.startswith("A.ADM1")]
            self._names[name] = divisions[0].lower() if divisions else name.lower()
        return self._names[name]

    def same(self, one: str, other: str) -> bool:
        if not one or not other:
            return one == other
        first, second = self.canonical(one), self.canonical(other)
        return first == second or fuzz.ratio(first, second) >= _ALIKE


def _f1(pairs: Sequence[tuple[set[str], set[str]]]) -> dict[str, float]:
    """Micro and macro F1 of sets of labels."""
    labels = sorted({label for gold, _ in pairs for label in gold})
    counts = {
        label: (
            sum(label in gold and label in found for gold, found in pairs),
            sum(label in found for _, found in pairs),
            sum(label in gold for gold, _ in pairs),
        )
        for label in labels
    }
    hits = sum(hit for hit, _, _ in counts.values())
    put_out = sum(len(found) for _, found in pairs)
    wanted = sum(gold for _, _, gold in counts.values())
    each = [2 * hit / max(1, found + gold) for hit, found, gold in counts.values()]
    weighted = sum(f1 * counts[label][2] for f1, label in zip(each, labels, strict=True))
    return {
        "event_type_f1": 2 * hits / max(1, put_out + wanted),
        "event_type_macro_f1": sum(each) / max(1, len(each)),
        "event_type_weighted_f1": weighted / max(1, wanted),
    }


@dataclass(frozen=True)
class _Release:
    """A press release with its gold, and what was read from it."""

    number: int
    text: str
    gold: Mapping[str, Any]
    province: str
    day: date | None
    types: set[str]
    harmed: Mapping[str, int]

    @property
    def gold_types(self) -> set[str]:
        """Gold event types; some releases have none."""
        return {kind for text in self.gold["event_type"] for kind in text.split(";") if kind}

    def checks(self, provinces: _Provinces) -> dict[str, bool]:
        """What is right, and what can be read from the release at all."""
        wanted = date.fromisoformat(self.gold["start_date"])
        stated = stated_days(self.text)
        return {
            "province": any(provinces.same(self.province, name) for name in self.gold["province"]),
            "day": self.day == wanted,
            "near": self.day is not None and abs((self.day - wanted).days) <= 1,
            "dated": bool(stated),
            "within_reach": wanted in stated,
            "some_killed": self.gold["min_killed"] > 0,
            "killed": self.harmed["killed"] == self.gold["min_killed"],
            "some_captured": self.gold["min_captured"] > 0,
            "captured": self.harmed["detained"] == self.gold["min_captured"],
        }

    def miss(self) -> dict[str, Any]:
        """Gold beside what was read."""
        return {
            "number": self.number,
            "text": self.text[:160],
            "province": [self.gold["province"], self.province],
            "day": [self.gold["start_date"], str(self.day)],
            "type": [sorted(self.gold_types), sorted(self.types)],
            "killed": [self.gold["min_killed"], self.harmed["killed"]],
            "captured": [self.gold["min_captured"], self.harmed["detained"]],
        }


def _read(number: int, record: Mapping[str, Any], tools: pipeline.Tools) -> _Release:
    report = reports.from_text(record["text"], report_id=f"release-{number}")
    read = pipeline.read_one(report, tools)
    return _Release(
        number=number,
        text=record["text"],
        gold=record["gold"],
        province=main_province(
            read.statements, read.resolutions, filed_at(report, read.resolutions)
        ),
        day=first_day(report, read.statements),
        types=event_types(read.statements),
        harmed=most_harmed(read, tools),
    )


def bench(path: Path, tools: pipeline.Tools) -> dict[str, Any]:
    """Figures of press releases: province, first day, event type; and what was missed."""
    provinces = _Provinces(tools.gazetteer)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    read = [_read(number, record, tools) for number, record in enumerate(records)]
    rows = [release.checks(provinces) for release in read]
    misses = [
        release.miss()
        for release, row in zip(read, rows, strict=True)
        if not (row["province"] and row["day"] and release.types == release.gold_types)
    ]
    pairs = [(release.gold_types, release.types) for release in read if release.gold_types]
    return {"figures": _figures(rows) | _f1(pairs), "misses": misses}


def _figures(rows: Sequence[Mapping[str, bool]]) -> dict[str, float]:
    dated = [row for row in rows if row["dated"]]
    reached = [row for row in rows if row["within_reach"]]
    killed = [row for row in rows if row["some_killed"]]
    captured = [row for row in rows if row["some_captured"]]
    return {
        "releases": len(rows),
        "tell_of_killed": len(killed),
        "killed_right_where_told": _share(killed, "killed"),
        "killed_right": _share(rows, "killed"),
        "tell_of_captured": len(captured),
        "captured_right_where_told": _share(captured, "captured"),
        "captured_right": _share(rows, "captured"),
        "province_right": _share(rows, "province"),
        "start_date_right": _share(rows, "day"),
        "state_a_day": len(dated),
        "gold_day_stated": _share(rows, "within_reach"),
        "start_date_right_where_stated": _share(dated, "day"),
        "start_date_right_where_gold_day_stated": _share(reached, "day"),
        "start_date_within_a_day_where_stated": _share(dated, "near"),
    }


def _share(rows: Sequence[Mapping[str, bool]], name: str) -> float:
    return sum(row[name] for row in rows) / max(1, len(rows))


if __name__ == "__main__":
    shown.main(bench, __doc__)

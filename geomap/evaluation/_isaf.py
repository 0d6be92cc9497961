"""Press releases with gold province, first day and event type."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from geomap import dates, events, language, reports, resolution, toponyms
from geomap.gazetteer import open_gazetteer
from geomap.model import DRAWN_ROLES, Gazetteer, Report, Resolution, Statement, Status
from geomap.settings import Settings

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
    return found.name if found.kind.startswith("A.ADM1") else found.admin1


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
    found = (one for _, _, one in dates.find_text(text, filed, known=()))
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


def bench(
    path: Path, settings: Settings, progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> dict[str, Any]:
    """Figures of press releases: province, first day, event type."""
    nlp, gazetteer = language.load(settings), open_gazetteer(settings)
    provinces = _Provinces(gazetteer)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    rows, misses, pairs = [], [], []
    for number, record in enumerate(progress(records)):
        gold: Mapping[str, Any] = record["gold"]
        report = reports.from_text(record["text"], report_id=f"release-{number}")
        passages = language.passages(report, nlp, settings=settings)
        mentions = toponyms.find(report, passages, gazetteer, settings=settings)
        places = resolution.resolve(report, mentions, gazetteer, settings=settings)
        found = events.statements(report, passages, places, settings=settings)
        province, day = (
            main_province(found, places, filed_at(report, places)),
            first_day(report, found),
        )
        kinds = {kind for text in gold["event_type"] for kind in text.split(";") if kind}
        row = {
            "province": any(provinces.same(province, name) for name in gold["province"]),
            "day": day is not None and day.isoformat() == gold["start_date"],
            "near": day is not None
            and abs((day - date.fromisoformat(gold["start_date"])).days) <= 1,
            "dated": bool(stated_days(record["text"])),
            "within_reach": date.fromisoformat(gold["start_date"]) in stated_days(record["text"]),
            "labelled": bool(kinds),
        }
        rows.append(row)
        put_out = event_types(found)
        if kinds:
            pairs.append((kinds, put_out))
        if not (row["province"] and row["day"] and put_out == kinds):
            misses.append(
                {
                    "number": number,
                    "text": record["text"][:160],
                    "province": [gold["province"], province],
                    "day": [gold["start_date"], str(day)],
                    "type": [sorted(kinds), sorted(put_out)],
                }
            )
    count = max(1, len(rows))
    dated = [row for row in rows if row["dated"]]
    figures = {
        "releases": len(rows),
        "province_right": sum(row["province"] for row in rows) / count,
        "start_date_right": sum(row["day"] for row in rows) / count,
        "state_a_day": len(dated),
        "gold_day_stated": sum(row["within_reach"] for row in rows) / count,
        "start_date_right_where_stated": sum(row["day"] for row in dated) / max(1, len(dated)),
        "start_date_right_where_gold_day_stated": sum(
            row["day"] for row in rows if row["within_reach"]
        )
        / max(1, sum(row["within_reach"] for row in rows)),
        "start_date_within_a_day_where_stated": sum(row["near"] for row in dated)
        / max(1, len(dated)),
        **_f1(pairs),
    }
    return {"figures": figures, "rows": [], "misses": misses}

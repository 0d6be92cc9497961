"""`geomap bench languages`: what is read of annotated reports in other languages.

A place is right where a mention stands for one of the gold's and its point lies within the gold's
radius. A day is right where it is the gold's, a spatial statement where its relation, value, way
and the place that it is measured from are. Statements are scored as `geomap bench statements` does.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from shapely import Point

from geomap import pipeline, reports
from geomap.errors import InputError
from geomap.evaluation import statements
from geomap.evaluation.gold import Gold, GoldReport
from geomap.foreign import days, lines
from geomap.model import Claim, Report, Resolution, Status
from geomap.relations import distance_m
from geomap.settings import OFFLINE, Settings
from geomap.tongue import tongues

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Item = Mapping[str, Any]
_NO_STATEMENT = frozenset({"part of", "unparsed", "border", "near"})


def bench(
    paths: Sequence[Path | str],
    *,
    kept: bool = False,
    settings: Settings = OFFLINE,
    progress: Progress = iter,
) -> list[dict[str, Any]]:
    """Measure what is read of annotated reports, a file a language.

    Parameters
    ----------
    paths
        Files of gold, CODE.toml.
    kept
        Measure the reports that are kept for the last measurement, and only those.
    settings
        Where the data lie.
    progress
        Wraps the files, to show a bar.

    Returns
    -------
    list of dict
        For each file `language`, `figures` (name to number) and `misses`, which a kept report has
        none of.

    Raises
    ------
    InputError
        If a file is no gold of a language.
    """
    tools = pipeline.open_tools(settings)
    found = []
    for path in progress([Path(path) for path in paths]):
        try:
            items = tomllib.loads(path.read_text(encoding="utf-8"))["report"]
            score = Score()
            for item in items:
                if bool(item.get("kept")) is kept:
                    _report(item, path.stem, tools, score)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"expected annotated reports in {path.name}: {error!r}") from error
        misses = [] if kept else score.misses
        found.append({"language": path.stem, "figures": score.figures(), "misses": misses})
    return found


class Score:
    """Counts of what is right, found and expected, by what is counted."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}
        self.statements: list[Mapping[str, Any]] = []
        self.misses: list[str] = []

    def add(self, what: str, *, right: int, found: int, gold: int) -> None:
        """Count what is right of what was found and of what was expected."""
        row = self.counts.setdefault(what, [0, 0, 0])
        for at, number in enumerate((right, found, gold)):
            row[at] += number

    def figures(self) -> dict[str, float]:
        """Precision and recall of each, and the shares of statements."""
        shares: dict[str, float] = {}
        for what, (right, found, gold) in self.counts.items():
            shares |= {f"{what}_p": right / found} if found else {}
            shares |= {f"{what}_gold": gold, f"{what}_r": right / gold} if gold else {}
        if self.statements:
            told = statements.total([*self.statements, _NONE])
            names = ("gold", "found_share", "right_share", "status_share", "said_by_share")
            shares |= {f"statements_{name}": told[name] for name in (*names, "day_share")}
        return shares


_NAMES = (
    "gold found put_out right_share found_strict right_strict_share said_by_share status_share "
    "day_share day_strict_share type_share mode_share"
)
_NONE: Mapping[str, Any] = {"figures": dict.fromkeys(_NAMES.split(), 0)}
"""A report of no statements, for a total of one."""


def _report(item: Item, code: str, tools: pipeline.Tools, score: Score) -> None:
    text = item["text"].strip()
    report = reports.from_text(text, report_id=item["id"], published=item["published"])
    found = pipeline.read_one(report, tools)
    _places(item, report, found.resolutions, score)
    _days(item, report, code, score)
    _spatial(item, found.claims, score)
    if "statements" in item:
        gold = GoldReport(report=report, statements=tuple(_golds(item, text)), repeated=())
        told = statements.score(gold, found.statements)
        score.statements.append(told)
        score.misses += [f"{item['id']} statement: {miss}" for miss in told["misses"]]


def _places(item: Item, report: Report, found: Sequence[Resolution], score: Score) -> None:
    placed = [one for one in found if one.place is not None]
    at, hits = 0, 0
    right: set[int] = set()
    for name, lon, lat, km in item["places"]:
        at = report.text.index(name, at)
        own = _beside(placed, at, at + len(name))
        near = {one.mention.start for one in own if _near(one, Point(lon, lat), km)}
        hits, right, at = hits + bool(near), right | near, at + len(name)
        if not near:
            told = [one.place.name for one in own if one.place is not None]
            score.misses.append(f"{item['id']} place: {name}: {told}")
    wrong = [one for one in placed if one.mention.start not in right]
    score.misses += [f"{item['id']} wrong place: {one.mention.text}: {one.place}" for one in wrong]
    score.add("places", right=len(placed) - len(wrong), found=len(placed), gold=0)
    score.add("places found", right=hits, found=0, gold=len(item["places"]))


def _beside(placed: Sequence[Resolution], start: int, end: int) -> list[Resolution]:
    """Mentions that share a character with a stretch of the report."""
    return [one for one in placed if one.mention.start < end and start < one.mention.end]


def _near(one: Resolution, point: Point, km: float) -> bool:
    return one.place is not None and distance_m(one.place.point, point) <= 1000 * km


def _days(item: Item, report: Report, code: str, score: Score) -> None:
    read = [
        (one.days, line.text[one.start : one.end])
        for line in lines.lines(report, 0, len(report.text), tongues()[code])
        for one in days.days(line, report.published)
    ]
    golds = [(words, *_ends(told)) for words, told in item["days"]]
    hits = [
        any((one.start, one.end) == (start, end) and _alike(said, words) for one, said in read)
        for words, start, end in golds
    ]
    score.add("days", right=sum(hits), found=len(read), gold=len(golds))
    missed = [gold for gold, hit in zip(golds, hits, strict=True) if not hit]
    score.misses += [f"{item['id']} day: {gold}: {[said for _, said in read]}" for gold in missed]


def _ends(told: str) -> tuple[date, date]:
    first, _, last = told.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _alike(one: str, two: str) -> bool:
    return one.lower() in two.lower() or two.lower() in one.lower()


def _spatial(item: Item, claims: Sequence[Claim], score: Score) -> None:
    told = [one for one in claims if one.relation not in _NO_STATEMENT]
    hits = [[one for one in told if _is_told(one, gold)] for gold in item["spatial"]]
    right = {one.start for each in hits for one in each}
    score.add("spatial", right=len(right), found=len(told), gold=len(hits))
    missed = [gold for gold, hit in zip(item["spatial"], hits, strict=True) if not hit]
    said = [(one.relation, one.text, one.value, one.way) for one in told if one.start not in right]
    score.misses += [f"{item['id']} spatial: {gold}: {said}" for gold in missed]


def _is_told(claim: Claim, gold: Sequence[str]) -> bool:
    relation, place, value, way = gold
    own = claim.value if claim.relation == "direction" else claim.way
    if claim.relation != relation or own != way:
        return False
    if relation == "surrounded":
        siege = claim.siege
        return siege is not None and str(siege.count or "") == value and bool(siege.target_id)
    return place in claim.text and (relation != "distance" or claim.value == value)


def _golds(item: Item, text: str) -> Iterable[Gold]:
    for number, (words, place, told, types, status, source) in enumerate(item["statements"]):
        start = text.index(words)
        yield Gold(
            id=f"{item['id']}-{number}",
            text=words,
            spans=((start, start + len(words)),),
            places=(place.lower().split("-")[0].split(" ")[0],) if place else (),
            may_lack_place=not place,
            sources=frozenset({source.lower()} - {""}),
            may_lack_source=not source,
            statuses=frozenset(Status(word) for word in status.split()),
            days=(_ends(told),) if told else (),
            types=frozenset(types),
            first_type=types[0],
        )

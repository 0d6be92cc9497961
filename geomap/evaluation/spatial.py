"""`geomap bench spatial`: claimed encirclement, spatial statements and relative events beside gold.

A folder holds `encirclement.json`, `statements.json` and `events.json`, or some of them: lists of
items, each a small report of its own. The README of the set tells their fields.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from shapely import Point

from geomap import pipeline, reports
from geomap.errors import InputError
from geomap.gazetteer import fold
from geomap.model import Claim, Phase, Siege, Verdict
from geomap.relations import compass_word, direction, distance_m
from geomap.settings import OFFLINE, Settings

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Item = Mapping[str, Any]
Read = Callable[[Item], pipeline.Findings]

PUBLISHED = date(2024, 11, 12)
"""Day of publication of every item."""

_PHASES: Mapping[str, set[str]] = {
    "claimed": {Phase.IS, Phase.BEGAN, Phase.NEARLY},
    "historical": {Phase.WAS},
    "not yet": {Phase.NOT_YET, Phase.NEARLY},
}
"""What a status of the gold may be read as, where it is not called the same."""

_COUNTS = {"all": 4}
_UNREAD = "not read"
_NO_STATEMENT = frozenset({"unparsed", "landform", "surrounded"})


def bench(
    folder: Path | str, *, settings: Settings = OFFLINE, progress: Progress = iter
) -> dict[str, Any]:
    """Measure what is read of the items of a folder.

    Returns
    -------
    dict
        `figures` (name to how many are right, of how many), `verdicts` (verdict of the gold to how
        often each verdict was given) and `misses` (one line for each that is wrong).

    Raises
    ------
    InputError
        If the folder has none of the three files, or one of them is no list of such items.
    """
    tools = pipeline.open_tools(settings)

    def read(item: Item) -> pipeline.Findings:
        report = reports.from_text(
            item["text"],
            report_id=item["id"],
            title="Dispatch",
            publisher="Wire",
            published=PUBLISHED,
        )
        return pipeline.read_one(report, tools)

    score = Score()
    for name, of_item in _SCORES.items():
        for item in progress(_items(Path(folder) / f"{name}.json")):
            try:
                of_item(item, read(item), score)
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(f"expected an item of {name}.json, got {item}") from error
    if not score.figures and not score.verdicts:
        raise InputError(f"expected {', '.join(_SCORES)} as .json in {folder}, found none")
    return {"figures": score.figures, "verdicts": score.verdicts, "misses": score.misses}


def _items(path: Path) -> list[Item]:
    if not path.exists():
        return []
    try:
        found: list[Item] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"expected a list of items in {path.name}: {error}") from error
    return found


class Score:
    """Counts of what is right, and what is wrong in words."""

    def __init__(self) -> None:
        self.figures: dict[str, list[int]] = {}
        self.verdicts: dict[str, dict[str, int]] = {}
        self.misses: list[str] = []

    def add(self, name: str, right: bool, item: Item, found: object) -> None:
        """Count one answer; a wrong one is told with what was found in its place."""
        count = self.figures.setdefault(name, [0, 0])
        count[0] += right
        count[1] += 1
        if not right:
            self.misses.append(f"{name}, {item['id']}: {found or 'nothing'}: {item['text']}")


def encirclement(item: Item, found: pipeline.Findings, score: Score) -> None:
    """Count a claimed encirclement, or one that is none."""
    sieges = [claim.siege for claim in found.claims if claim.siege is not None]
    if item["negative"]:
        score.add("no false alarm", not sieges, item, [siege.target for siege in sieges])
        return
    own = [siege for siege in sieges if _same(item["target"], siege.target)]
    score.add("target", bool(own), item, [siege.target for siege in sieges])
    siege = max(own, key=lambda one: len(one.sides) + len(one.positions), default=Siege(target=""))
    score.add("drawn", _stands(item, siege, found), item, siege.target)
    _parts(item, siege, score)
    read = siege.phase if own else ""
    name = "phase" if item["status"] != "claimed" else "plainly claimed"
    score.add(name, read in _PHASES.get(item["status"], {item["status"]}), item, read)


def _stands(item: Item, siege: Siege, found: pipeline.Findings) -> bool:
    """Whether a ring can be drawn, and stands where the gold has its place."""
    places = (one.place for one in found.resolutions if one.place)
    place = next((one for one in places if one.place_id == siege.target_id), None)
    if place is None or "lat" not in item:
        return bool(siege.target_id) and "lat" not in item
    return bool(distance_m(place.point, Point(item["lon"], item["lat"])) <= 1000 * item["km"])


def _parts(item: Item, siege: Siege, score: Score) -> None:
    """Count who says so, sides, positions, openings and degree, as far as the gold has them."""
    if item["claimant"]:
        score.add("claimant", _same(item["claimant"], siege.claimant), item, siege.claimant)
    if item["sides"]:
        score.add("sides", _sides_right(item["sides"], siege), item, (siege.count, siege.held))
    _positions(item, siege, score)
    ways = {_letters(one.side) for one in siege.ways if one.is_open}
    for side in item["open"]:
        score.add("openings", side in ways, item, f"{side} not in {sorted(ways)}")
    if item["degree"]:
        score.add("degree", _degree_right(item["degree"], siege), item, siege.degree)


def _positions(item: Item, siege: Siege, score: Score) -> None:
    """Count positions of the gold that are found, and found ones that the gold has."""
    placed = {(fold(one.name), _letters(one.side)) for one in siege.positions}
    for gold in item["positions"]:
        named = (side for name, side in placed if _same(gold["name"], name))
        right = any(gold["side"] in {None, side} for side in named)
        score.add("positions", right, item, f"{gold['name']} not in {sorted(placed)}")
    golds = [gold["name"] for gold in item["positions"]]
    for one in siege.positions:
        known = any(_same(gold, one.name) for gold in golds)
        score.add("positions named rightly", known, item, one.name)


def _same(gold: str, found: str) -> bool:
    """Whether two names or descriptions are the same, one of them perhaps the longer."""
    one, two = fold(gold), fold(found)
    return bool(one and two) and (one in two or two in one or one.split()[-1] in two.split())


def _letters(way: str) -> str:
    """A direction's letters among eight points; "" for none."""
    known = direction(way) if way else None
    return compass_word(known.bearing_deg, points=8, short=True) if known is not None else ""


def _sides_right(gold: Any, siege: Siege) -> bool:
    if isinstance(gold, str):
        return siege.count == int(_COUNTS.get(gold, gold))
    return {_letters(way) for way in siege.held} == set(gold)


def _degree_right(gold: str, siege: Siege) -> bool:
    if gold == "attempt":
        return siege.phase is Phase.ATTEMPTED
    if gold == "three sides":
        return siege.count == 3
    if gold == "partly" and siege.degree == "sides":
        return siege.count in {1, 2}
    return siege.degree == gold


def statement(item: Item, found: pipeline.Findings, score: Score) -> None:
    """Count the verdicts on a spatial statement: one of the gold, one of the claims."""
    told = [claim for claim in found.claims if claim.relation not in _NO_STATEMENT]
    for gold in item["claims"]:
        given = _verdict([claim for claim in told if _is_meant(claim, gold, found)])
        row = score.verdicts.setdefault(gold["verdict"], {})
        row[given] = row.get(given, 0) + 1
        wrong = {"true": "contradicted", "road": "contradicted", "false": "supported"}
        if given in {wrong.get(gold["verdict"]), _UNREAD}:
            score.misses.append(f"verdict, {item['id']}: {given}: {item['text']}")


def _is_meant(claim: Claim, gold: Item, found: pipeline.Findings) -> bool:
    """Whether a claim is of the gold's relation and place, as a gazetteer or as the text has it."""
    spelt = [
        one.mention.text
        for one in found.resolutions
        if one.place is not None and one.place.place_id == claim.subject_id
    ]
    same = any(_same(gold["subject"], name) for name in (claim.subject, *spelt))
    return same and claim.relation == gold["relation"]


def _verdict(claims: Sequence[Claim]) -> str:
    """The verdict on what several rows say together: the worst of them."""
    given = {claim.verdict for claim in claims}
    order = (Verdict.CONTRADICTED, Verdict.UNDETERMINED, Verdict.SUPPORTED)
    return next((str(one) for one in order if one in given), _UNREAD)


def event(item: Item, found: pipeline.Findings, score: Score) -> None:
    """Count an event that belongs within a radius, and whatever else is placed elsewhere."""
    meant, reach_m = Point(item["lon"], item["lat"]), 1000 * item["radius_km"]
    places = [one.place.place for one in found.statements if one.place and one.place.place]
    near = [distance_m(place.point, meant) <= reach_m for place in places]
    names = sorted({place.name for place in places})
    score.add("events within their radius", any(near), item, names)
    score.add("events nowhere else", all(near), item, names)


_SCORES: Mapping[str, Callable[[Item, pipeline.Findings, Score], None]] = {
    "encirclement": encirclement,
    "statements": statement,
    "events": event,
}
"""What counts the items of each file."""

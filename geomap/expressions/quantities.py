"""Stated distances: the figure, its unit, and the range that its precision leaves open.

The figure's precision is half the unit of its last digit that is not a padding zero, after
Wieczorek, Guo and Hijmans (2004) and Chapman and Wieczorek (2020): "33" stands for 32.5 to 33.5
and "80" for 75 to 85. Of several zeros not all need be padding: they leave at most an eighth of
the figure open ("300" stands for 262.5 to 337.5). A figure that ends in 5 counts as rounded to
five. "About" doubles it, and leaves at least a twentieth of the figure open.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from geomap.lexicon import alternation, number, table

_LOOSE = {word: tuple(map(float, ends.split())) for word, ends in table("number.loose").items()}
"""Least and greatest number that "a few" and its like stand for."""

_UNITS = {word: unit.split(maxsplit=1) for word, unit in table("space.unit_names").items()}
"""Length in metres and short name of units, by how they are written."""

_DOUBT_SHARE = 0.05
_POINT_M = 100.0
_ZEROS_SHARE = 0.125
_MODES = table("space.travel")
_SPEEDS_KMH = {"drive": (20.0, 70.0), "ride": (4.0, 8.0), "walk": (2.5, 5.5)}
"""Ways to travel, with the least and the greatest speed."""

_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 8.0}

_WORD = alternation("number.spelled")
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = (
    rf"(?:{_FIGURE}|{alternation('number.loose')}\b|half\s+an?\b"
    rf"|{_WORD}(?:(?:\s+and\s+a\s+half|[\s-]+(?:and\s+)?{_WORD})){{0,6}}\b)"
)
UNIT = rf"{alternation('space.unit_names')}\b"
_HEDGE = rf"{alternation('number.hedges')}|~"
_TRAVEL = (
    rf"(?:'s?|s')?[\s-]*(?:{alternation('space.rough_ways')}\s+)?"
    rf"(?P<mode>{alternation('space.travel')})\b"
)
QUANTITY = re.compile(
    # a figure does not begin within a word or another figure: "M5.2 - 24 km"
    rf"(?<![\w.])(?:(?P<hedge>(?:{_HEDGE})(?:\s+(?:{_HEDGE}))*)\s*)?"
    rf"(?P<between>between\s+)?(?P<first>{NUMBER})"
    rf"(?:\s*(?:-|–|—|\bto\b|\bor\b|\band\b)\s*(?P<second>{NUMBER}))?"
    rf"(?:[\s-]*(?P<unit>{UNIT})|[\s-]*(?P<period>minute|hour|day)s?(?P<travel>{_TRAVEL}))"
    rf"(?P<orso>\s+or\s+(?:so|thereabouts)\b)?(?P<same>\s*\(\s*(?:{_HEDGE})?\s*(?:{_FIGURE})\s*-?\s*{UNIT}\s*\)"
    rf"|\s*/\s*(?:{_FIGURE})\s*{UNIT})?",
    re.IGNORECASE,
)
_DOUBT = re.compile(rf"{alternation('number.doubtful')}|~", re.I)
_BOUND = re.compile(alternation("number.bounds"), re.I)
_BOUNDS = table("number.bounds")
_NEARLY = re.compile(r"nearly|almost|just\s+under", re.I)


class Path(StrEnum):
    """What a stated distance was measured along."""

    EITHER = "straight line or way"
    STRAIGHT = "straight line"
    WAY = "way"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A stated distance and the range that its wording leaves open.

    `value` and `unit` are what was said, `best_m` the figure in metres, `low_m` and `high_m` the
    range; `bound` is "least" or "most" for "more than" and "within".
    """

    value: str
    unit: str
    best_m: float
    low_m: float
    high_m: float
    path: Path = Path.EITHER
    bound: str = ""


def half_unit(figure: str) -> float:
    """Half the unit that a figure is rounded to.

    Examples
    --------
    >>> [half_unit(figure) for figure in ("33", "80", "125", "300", "12.5")]
    [0.5, 5.0, 2.5, 37.5, 0.05]
    """
    whole, _, decimals = figure.replace(",", "").partition(".")
    if decimals:
        return float(f"0.5e-{len(decimals)}")
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros > 1 and whole.strip("0"):
        least = max(0.5 * 10 ** (zeros - 1), _ZEROS_SHARE * float(whole))
        return float(min(0.5 * 10**zeros, least))
    if zeros and whole.strip("0"):
        return 5.0
    return 2.5 if whole.endswith("5") and len(whole) > 1 else 0.5


def catalogued(quantity: Quantity) -> Quantity:
    """Quantity as catalogues print it: whole kilometres from the town's point, straight.

    Some round the figure and some cut it off: of 249 strings of the United States Geological
    Survey of 2021 to 2025, 89 % are right for the likeliest town if cut off and 47 % if rounded.
    Either way "33" leaves 32.5 to 34 km open, and 100 m more for the town's point.
    """
    low = max(quantity.best_m - 500.0, 0.0)
    high = quantity.best_m + 1000.0 + _POINT_M
    return replace(quantity, low_m=low, high_m=high, path=Path.STRAIGHT)


def to_number(text: str) -> tuple[float, float]:
    """Value of a figure or number word, and half the unit that it is rounded to.

    Examples
    --------
    >>> to_number("1,200"), to_number("twenty-five"), to_number("a few")
    ((1200.0, 50.0), (25.0, 2.5), (4.0, 2.0))
    """
    said = _plain(text)
    if said[0].isdigit():
        return float(said.replace(",", "")), half_unit(said)
    if said in _LOOSE:
        low, high = _LOOSE[said]
        return (low + high) / 2, (high - low) / 2
    if said.startswith("half"):
        return 0.5, 0.1
    whole = number(said.removesuffix("and a half"))
    return (
        (whole + 0.5, 0.25) if said.endswith("and a half") else (whole, half_unit(f"{whole:.0f}"))
    )


def read(match: re.Match[str]) -> Quantity:
    """Quantity of a match of `QUANTITY`."""
    low, half_low = to_number(match["first"])
    high, half_high = to_number(match["second"]) if match["second"] else (low, half_low)
    value = f"{low:g}" + (f" to {high:g}" if match["second"] else "")
    hedge = match["hedge"] or ""
    if _DOUBT.search(hedge) or match["orso"]:
        half_low = max(2 * half_low, _DOUBT_SHARE * low)
        half_high = max(2 * half_high, _DOUBT_SHARE * high)
    if match["period"]:
        return _travelled(match, value, low - half_low * 0.5, high + half_high * 0.5)
    metres, unit = _UNITS[_plain(match["unit"])]
    size, bound = float(metres), _bound(hedge)
    ends, halves = (low, high), (half_low, half_high)
    low_m, high_m = (size * end for end in _range(hedge, bound, ends, halves))
    return Quantity(
        value=value,
        unit=unit,
        best_m=(low + high) / 2 * size,
        low_m=max(low_m, 0.0),
        high_m=high_m,
        bound=bound,
    )


def _plain(said: str) -> str:
    """Words as the lexicon has them."""
    return " ".join(said.lower().split())


def _bound(hedge: str) -> str:
    """Which end of the range a hedge tells: "least", "most" or neither."""
    found = _BOUND.search(hedge)
    return _BOUNDS[_plain(found[0])] if found else ""


def _range(
    hedge: str, bound: str, ends: tuple[float, float], halves: tuple[float, float]
) -> tuple[float, float]:
    """Range that a hedge leaves open around figures rounded to so much."""
    low, high = ends[0] - halves[0], ends[1] + halves[1]
    if bound == "least":
        return low, ends[1] * 1.5 + halves[1]
    if _NEARLY.search(hedge):
        return ends[0] - 3 * halves[0], high
    return (0.0 if bound == "most" else low), high


def _travelled(match: re.Match[str], value: str, low: float, high: float) -> Quantity:
    """Distance that is told by the time it takes, from the slow to the fast."""
    period = match["period"].lower()
    kind = _MODES[_plain(match["mode"])]
    slow, fast = _SPEEDS_KMH[kind]
    low_m, high_m = (max(low, 0.0) * slow * 1000, high * fast * 1000)
    low_m, high_m = low_m * _HOURS[period], high_m * _HOURS[period]
    return Quantity(
        value=value,
        unit=f"{period}s' {kind}",
        best_m=(low_m + high_m) / 2,
        low_m=low_m,
        high_m=high_m,
        path=Path.WAY,
    )

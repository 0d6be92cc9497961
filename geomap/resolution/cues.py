"""Words that tell whose news a text is: courts, councils, money and spelling of a country."""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geomap.errors import DataError

_MOST_CHARS = 20_000
_DAMPING = 2.0


@cache
def _lexicon(path: Path) -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, float], ...]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [(row["country"], row["words"].split("|")) for row in csv.DictReader(lines)]
    except (OSError, KeyError) as error:
        raise DataError(f"expected the shipped list of country cues at {path}") from error
    owners: dict[str, list[str]] = {}
    for country, words in rows:
        for word in dict.fromkeys(words):
            owners.setdefault(word, []).append(country)
    weights = {
        word: tuple((country, 1 / len(countries)) for country in countries)
        for word, countries in owners.items()
    }
    words = sorted(weights, key=lambda word: (-len(word), word))
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)|£|€"
    return re.compile(pattern), weights


def countries(text: str, data_dir: Path) -> Mapping[str, float]:
    """Share of a text's cue words that belong to each country; they sum to less than 1.

    Parameters
    ----------
    text
        A report; its first 20,000 characters count.
    data_dir
        Folder of the shipped list.

    Examples
    --------
    >>> from geomap.settings import OFFLINE
    >>> hints = countries("Deputies said the sheriff told county commissioners", OFFLINE.data_dir)
    >>> max(hints, key=hints.get)
    'US'
    """
    pattern, weights = _lexicon(data_dir / "resolution_cues.csv")
    seen = Counter(pattern.findall(text[:_MOST_CHARS].lower()))
    total: dict[str, float] = defaultdict(float)
    for word, count in seen.items():
        for country, weight in weights.get(word, ()):
            total[country] += weight * (1 + math.log(count))
    whole = sum(total.values()) + _DAMPING
    return {country: value / whole for country, value in sorted(total.items())}

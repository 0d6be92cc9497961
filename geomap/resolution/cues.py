"""Words that tell whose news a text is: courts, councils, money and spelling of a country."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from geomap import lexicon

_MOST_CHARS = 20_000
_DAMPING = 2.0


@cache
def _cues(path: Path) -> tuple[re.Pattern[str], Mapping[str, Sequence[str]]]:
    """Pattern of all cue words, and the countries whose word each is."""
    owners: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.rows(path):
        for word in dict.fromkeys(row["words"].split("|")):
            owners[word].append(row["country"])
    words = sorted(owners, key=lambda word: (-len(word), word))
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)|£|€"
    return re.compile(pattern), owners


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
    pattern, owners = _cues(data_dir / "resolution_cues.csv")
    seen = Counter(pattern.findall(text[:_MOST_CHARS].lower()))
    total: dict[str, float] = defaultdict(float)
    for word, count in seen.items():
        for country in owners.get(word, ()):
            total[country] += 1 / len(owners[word]) * (1 + math.log(count))
    whole = sum(total.values()) + _DAMPING
    return {country: value / whole for country, value in sorted(total.items())}

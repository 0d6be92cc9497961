"""Who stands on which side: the parties that a set of events names most, in a fixed order."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from geomap.lexicon import alternation
from geomap.maps.encoding import SIDE_COLOURS

_ARTICLE = re.compile(rf"^{alternation('people.before_party')}\s+", re.I)
_TAIL = re.compile(rf"\s+{alternation('people.of_party')}$", re.I)
_GROUP = re.compile(alternation("people.armed_groups"), re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_SPLIT = re.compile(r"\s*[;|]\s*")


def party(name: str) -> str:
    """A party's name without articles and words such as "fighters"; "" where nothing is left.

    Examples
    --------
    >>> party("the Taliban fighters"), party("Russian forces")
    ('Taliban', 'Russian')
    """
    text = " ".join(name.split())[:200]
    text = _ARTICLE.sub("", text)
    while (shorter := _TAIL.sub("", text)) not in {text, ""}:
        text = shorter
    return _POSSESSIVE.sub("", text)


def parties(actors: str) -> list[str]:
    """The parties in a cell of actors that are separated by semicolons."""
    return [found for part in _SPLIT.split(actors) if (found := party(part))]


def rank(actors: Iterable[str], *, limit: int = len(SIDE_COLOURS)) -> tuple[str, ...]:
    """The parties that lead most events, most frequent first; ties in alphabetical order.

    A side is a name, or a word for an armed or political group; roads and towns are none.
    An acronym counts with the name that it abbreviates where both occur. A party that is named
    once only is no side, unless fewer than two are named more often.
    """
    counts: Counter[str] = Counter()
    for cell, n in Counter(actors).items():
        names = parties(cell)
        if names and (names[0][:1].isupper() or _GROUP.search(names[0])):
            counts[names[0]] += n
    merged = _merged(counts)
    ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    often = [item for item in ranked if item[1] > 1]
    chosen = often if len(often) >= 2 else ranked[:2]
    return tuple(name for name, _ in chosen[:limit])


def _merged(counts: Mapping[str, int]) -> Counter[str]:
    """Counts by the most frequent spelling of each name, an acronym's with the name's."""
    ordered = sorted(counts.items(), key=lambda item: (item[1], item[0][:1].isupper(), item[0]))
    written = {name.casefold(): name for name, _ in ordered}
    shorts = {acronym(name).casefold(): key for key, name in sorted(written.items()) if " " in name}
    merged: Counter[str] = Counter()
    for name, n in counts.items():
        key = name.casefold()
        merged[written[shorts.get(key, key)]] += n
    return merged


def acronym(name: str) -> str:
    """Initials of the capitalised words of a name.

    Examples
    --------
    >>> acronym("National Resistance Front of Afghanistan"), acronym("Taliban")
    ('NRFA', '')
    """
    words = [word for word in name.split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def side_of(actors: str, order: Sequence[str]) -> int:
    """Position in `order` of the first party in `actors`; -1 where it is no side."""
    for name in parties(actors)[:1]:
        for position, side in enumerate(order):
            if side.casefold() == name.casefold() or _abbreviates(name, side):
                return position
    return -1


def _abbreviates(short: str, name: str) -> bool:
    initials = acronym(name)
    return initials == short != "" or (len(short) > 2 and initials.startswith(short))

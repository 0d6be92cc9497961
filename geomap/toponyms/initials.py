"""Short names that a report gives to bodies: "the Ministry of Defence (MoD)"; no village Maud."""

import re
from collections.abc import Callable

from geomap import lexicon

_TYPES = lexicon.words("places.types") | {"area"}
_SHORT = re.compile(r"\(([A-Z][A-Za-z]{1,6})\)")
_LONGEST_CHARS, _LONGEST = 150, 9
"""How long what is shortened may be, in signs and in words."""


def of_bodies(text: str, is_place: Callable[[str], bool]) -> frozenset[str]:
    """Short names of a text that stand in brackets behind what they are the initials of.

    Those of places stay names of places: "the Democratic Republic of the Congo (DRC)".

    Examples
    --------
    >>> of_bodies("the Ministry of Defence (MoD) in Peru", lambda name: name == "Peru")
    frozenset({'MoD'})
    """
    found = set()
    for given in _SHORT.finditer(text):
        before = text[max(0, given.start() - _LONGEST_CHARS) : given.start()]
        long, short = _long(before.split()[-_LONGEST:], given[1].casefold()), given[1]
        placed = long.split()[-1:] and long.split()[-1].casefold().removesuffix("s") in _TYPES
        if long and not (placed or is_place(long)):
            found.add(short)
    return frozenset(found)


def _long(words: list[str], short: str) -> str:
    """The last of some words whose initials are a short name, "" where they are others."""
    for first in range(len(words)):
        own = words[first:]
        every = "".join(word[0] for word in own)
        capitals = "".join(word[0] for word in own if word[0].isupper())
        if own[0][0].isupper() and short in (every.casefold(), capitals.casefold()):
            return " ".join(own)
    return ""

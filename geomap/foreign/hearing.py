"""Which town a word of another script may be, each letter heard as Latin ones.

A gazetteer knows most towns by a Latin spelling alone. So a word becomes a pattern of the Latin
spellings that it may stand for, and nothing may be left over at the end. In Arabic letters a short
vowel, which is not written, may be any; a long one is of its kind.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Place
from geomap.tongue import Tongue, plain

_NO_LETTER, _DOUBLED = re.compile(r"[^a-z]+"), re.compile(r"(.)\1+")
_LEAST_LETTERS = 4
_MANY = 4
_SMALL, _TOWN, _LARGE = 1_000, 5_000, 50_000
"""Where short vowels are not written: people of a town that a word of many consonants may be, that
one of few may be, and that one may be which no word of place leads in. Of 10,000 common Arabic
words about 50 sound like a town of a country if they are led in, and two if not."""


@dataclass(frozen=True, eq=False)
class _Towns:
    """Towns of a country, the spelling of each a line of `text`."""

    text: str
    places: tuple[Place, ...]


@lru_cache(maxsize=32)
def _towns(gazetteer: EmbeddedGazetteer, country: str) -> _Towns:
    places = tuple(gazetteer.towns(country))
    return _Towns("\n".join(_spelling(place.name) for place in places), places)


def _spelling(name: str) -> str:
    return _DOUBLED.sub(r"\1", _NO_LETTER.sub("", anyascii(name).lower()))


def heard(
    word: str,
    tongue: Tongue,
    gazetteer: EmbeddedGazetteer,
    *,
    countries: Collection[str],
    led: bool,
) -> Place | None:
    """The largest town of some countries that a word may be in Latin letters, or None.

    Parameters
    ----------
    word
        As written, without what stands joined before it.
    tongue
        Its language; `sounds` of its file are the Latin spellings of each letter.
    gazetteer
        Where the towns are.
    countries
        Two letters each.
    led
        Whether a word of place leads it in; if not, only a large town of a long name is heard.
    """
    letters = _DOUBLED.sub(r"\1", re.sub(r"\W+", "", plain(word)))
    pattern, consonants = _pattern(letters, tongue)
    if pattern is None:
        return None
    people = _least_people(tongue, len(letters), consonants, led=led)
    found = (place for code in sorted(countries) for place in _like(pattern, gazetteer, code))
    likely = (place for place in found if people is not None and place.population >= people)
    return max(likely, key=lambda place: place.population, default=None)


def _least_people(tongue: Tongue, letters: int, consonants: int, *, led: bool) -> int | None:
    """People that a town has at least which a word sounds like; None where it may be none."""
    if "short" not in tongue.raw:
        return 0 if led else None
    is_long = consonants >= _MANY
    if not led:
        return _LARGE if is_long and letters - consonants > 1 else None
    return _SMALL if is_long else _TOWN


def _like(pattern: re.Pattern[str], gazetteer: EmbeddedGazetteer, code: str) -> Iterator[Place]:
    towns = _towns(gazetteer, code)
    for match in pattern.finditer(towns.text):
        yield towns.places[towns.text.count("\n", 0, match.start())]


@lru_cache(maxsize=4096)
def _pattern(letters: str, tongue: Tongue) -> tuple[re.Pattern[str] | None, int]:
    """Pattern of the Latin spellings of a word, a whole line each, and how many consonants it has.

    None where a letter has no spelling: foreign names are not written with it.
    """
    sounds = {plain(letter): text.split() for letter, text in tongue.raw.get("sounds", {}).items()}
    vowels = plain(tongue.raw.get("long", ""))
    units = re.findall("|".join(sorted(sounds, key=len, reverse=True)), letters) if sounds else []
    if len(letters) < _LEAST_LETTERS or "".join(units) != letters:
        return None, 0
    parts: list[str] = []
    for before, unit in zip([None, *units], units, strict=False):
        if before is not None and before not in vowels and unit not in vowels:
            parts.append(tongue.raw.get("short", ""))
        parts.append(f"(?:{'|'.join(sounds[unit])})")
    consonants = sum(unit not in vowels for unit in units)
    return re.compile(f"^{''.join(parts)}$", re.MULTILINE), consonants

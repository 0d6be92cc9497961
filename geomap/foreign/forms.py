"""What a stretch of a text may be a form of: without what stands joined before it, uninflected."""

from collections.abc import Iterator, Mapping
from itertools import product

from geomap.tongue import Tongue, plain

LEAST_LETTERS = 3
"""So many letters a place name has at least."""

_MOST_INFLECTED, _LEAST_CHANGED = 2, 5


def forms_of(text: str, tongue: Tongue) -> Iterator[tuple[int, str]]:
    """Forms of a stretch, the stretch itself first, each with how many letters before it are cut.

    Parameters
    ----------
    text
        The stretch as written.
    tongue
        Its language: `prefixes` are written together with a name, `letters` stand for others,
        `endings` show a case.
    """
    spaced = text.replace("\u200c", " ")
    yield 0, spaced
    for prefix in tongue.listed("prefixes"):
        rest = spaced[len(prefix) :]
        if plain(spaced).startswith(prefix) and len(rest) >= LEAST_LETTERS:
            if prefix.endswith("ل"):
                yield len(prefix), f"ال{rest}"
            yield len(prefix), rest
    yield from ((0, form) for form in _other_letters(spaced, tongue))
    words = spaced.split(" ")
    if len(words) <= _MOST_INFLECTED:
        for each in product(*(_nominatives(word, tongue) for word in words)):
            yield 0, " ".join(each)


def _other_letters(text: str, tongue: Tongue) -> Iterator[str]:
    """A text with the letters that some of its letters stand for, each alone and all at once."""
    held: Mapping[str, str] = tongue.raw.get("letters", {})
    whole = text
    if len(text) < _LEAST_CHANGED:
        return
    for key, forms in held.items():
        for form in forms.split():
            if form in text:
                yield text.replace(form, key)
                whole = whole.replace(form, key)
    if whole != text:
        yield whole


def _nominatives(word: str, tongue: Tongue) -> list[str]:
    """A word and what it is in the nominative, by the endings of the language."""
    held: Mapping[str, str] = tongue.raw.get("endings", {})
    cases = sorted((one for one in held if word.endswith(one)), key=len, reverse=True)
    stems = ((word[: -len(one)], held[one].split()) for one in cases)
    own = [stem + ("" if new == "-" else new) for stem, news in stems for new in news]
    return [word, *(form for form in own if len(form) >= LEAST_LETTERS)]

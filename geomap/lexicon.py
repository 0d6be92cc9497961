"""Words that rules look for, by what they mean, from the shipped `lexicon.toml`.

A list is a table of that file. `meaning` says in one line what its words have in common, `words`
holds them as running text, with `_` for the space inside a phrase, and `include` names lists whose
words belong to it too. `values` stands in place of `words` where each word has a value: every key
is a value (a number where it reads as one), and beside it stand its words. Words are in lower
case, unless the list says `case = "as written"`.

Two marks spare forms that differ in an ending: letters in brackets may be left out ("province(s)",
"harbo(u)r"), and a star ends a stem ("captur*" is "capture", "captured", "capturing").
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geomap.errors import DataError
from geomap.settings import default_data_dir

_FIELDS = {"meaning", "words", "values", "include", "case"}
_NUMBER = re.compile(r"-?\d+")
_OPTIONAL = re.compile(r"\((\w+)\)")


@dataclass(frozen=True)
class WordList:
    """A list of the lexicon: its line of meaning, its words in order and their values, if any."""

    meaning: str
    words: tuple[str, ...]
    values: Mapping[str, Any]


def words(*names: str) -> frozenset[str]:
    """Every word of these lists, each form written out.

    Parameters
    ----------
    names
        Dotted names of lists, such as "speech.say".

    Raises
    ------
    DataError
        If there is no such list, or one of them holds stems, which only a pattern can find.

    Examples
    --------
    >>> "northwest" in words("space.directions")
    True
    """
    found = frozenset(form for name in names for form in ordered(name))
    if stems := sorted(word for word in found if word.endswith("*")):
        raise DataError(f"lexicon: expected whole words in {', '.join(names)}, got {stems[0]!r}")
    return found


def ordered(name: str) -> tuple[str, ...]:
    """Words of a list in the order of the file, after those of the lists that it includes."""
    return tuple(form for word in _list(name).words for form in _forms(word))


def table(name: str) -> dict[str, Any]:
    """Value of each word of a list, a text or a whole number.

    Examples
    --------
    >>> table("time.months")["august"]
    8
    """
    return dict(_list(name).values)


def alternation(*names: str, capital: bool = False) -> str:
    r"""Pattern that matches any word of these lists, the longest first.

    Parameters
    ----------
    names
        Dotted names of lists.
    capital
        Whether each word starts with a capital, for patterns that mind case.

    Returns
    -------
    str
        A group without a number. Spaces match any white space, a stem's star more letters.

    Examples
    --------
    >>> alternation("space.main_adjectives")
    '(?:northern|southern|eastern|western)'
    """
    forms = {form for name in names for form in ordered(name)}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(_pattern(f.capitalize() if capital else f) for f in longest)})"


def _pattern(form: str) -> str:
    stem = form.removesuffix("*")
    escaped = r"\s+".join(map(re.escape, stem.split()))
    return escaped if stem == form else rf"{escaped}\w*"


def _forms(word: str) -> Iterator[str]:
    """A word with and without the letters in brackets."""
    mark = _OPTIONAL.search(word)
    if mark is None:
        yield word
        return
    for letters in ("", mark[1]):
        yield from _forms(word[: mark.start()] + letters + word[mark.end() :])


def _list(name: str) -> WordList:
    lists = lexicon()
    if name not in lists:
        near = get_close_matches(name, lists, n=3, cutoff=0.3)
        raise DataError(f"lexicon: no list {name!r}; the nearest are {', '.join(near)}")
    return lists[name]


@cache
def lexicon(path: Path | None = None) -> Mapping[str, WordList]:
    """Every list of a file, the shipped one by default, by its dotted name.

    Raises
    ------
    DataError
        If the file is missing or damaged: a list without a meaning, a word twice in a list, a
        word in capitals, a list that includes an unknown one, or two lists with the same words.
    """
    path = path or default_data_dir() / "lexicon.toml"
    try:
        raw = dict(_tables(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"expected the shipped lists of words at {path}: {error}") from error
    found = {name: _read(name, raw) for name in raw}
    seen: dict[object, str] = {}
    for name, each in found.items():
        held = (frozenset(each.words), frozenset(each.values.values()))
        if held in seen:
            raise DataError(f"lexicon: {name} and {seen[held]} hold the same words")
        seen[held] = name
    return MappingProxyType(found)


def _tables(raw: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Tables that have a line of meaning, with their dotted names."""
    for key, value in raw.items():
        if not isinstance(value, dict):
            raise DataError(f"lexicon: expected a list with its meaning, got {above}{key}")
        if isinstance(value.get("meaning"), str):
            yield f"{above}{key}", value
        else:
            yield from _tables(value, f"{above}{key}.")


def _read(name: str, raw: Mapping[str, Mapping[str, Any]], via: tuple[str, ...] = ()) -> WordList:
    """One list with all that it includes; `via` names the lists that include it."""
    fields = raw[name]
    if unknown := fields.keys() - _FIELDS:
        raise DataError(f"lexicon: {name}: expected {sorted(_FIELDS)}, got {sorted(unknown)}")
    values = {
        word: int(value) if _NUMBER.fullmatch(value) else value
        for value, text in fields.get("values", {}).items()
        for word in _split(text)
    }
    valued = [word for text in fields.get("values", {}).values() for word in _split(text)]
    own = [*_split(fields.get("words", "")), *valued]
    included = []
    for other in fields.get("include", ()):
        if other not in raw or other in (*via, name):
            raise DataError(f"lexicon: {name} includes {other}, which is no list or includes it")
        included.append(_read(other, raw, (*via, name)))
    held = dict.fromkeys(word for each in included for word in each.words)
    _check(name, own, held, as_written=fields.get("case") == "as written")
    for each in included:
        values = {**each.values, **values}
    return WordList(fields["meaning"], (*held, *own), MappingProxyType(values))


def _split(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _check(name: str, own: list[str], held: Mapping[str, None], *, as_written: bool) -> None:
    """Refuse a word that a list holds twice, itself or through another, and capitals."""
    seen = {form for word in held for form in _forms(word)}
    for form in (form for word in own for form in _forms(word)):
        if form in seen:
            raise DataError(f"lexicon: {name} holds {form!r} twice")
        if form != form.lower() and not as_written:
            raise DataError(f"lexicon: {name}: expected lower case, got {form!r}")
        seen.add(form)

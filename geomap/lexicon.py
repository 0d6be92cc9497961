"""Words that rules look for, by what they mean, from the shipped `lexicon.toml`.

A list is a table of that file. `meaning` says in one line what its words have in common, `words`
holds them as running text, with `_` for the space inside a phrase, and `include` names lists whose
words belong to it too. `values` stands in place of `words` where each word has a value: every key
is a value (a number where it reads as one), and beside it stand its words. Words are in lower
case, unless the list says `case = "as written"`.

Two marks spare forms that differ in an ending: letters in brackets may be left out ("province(s)",
"harbo(u)r"), and a star ends a stem ("captur*" is "capture", "captured", "capturing").
"""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geomap.errors import DataError
from geomap.settings import default_data_dir

Raw = Mapping[str, Mapping[str, Any]]
_FIELDS = {"meaning", "words", "values", "include", "case"}
_OPTIONAL = re.compile(r"\((\w+)\)")
_NUMBER = re.compile(r"-?\d+")
_JOINTS, _HALF, _THOUSAND = frozenset({"and", "a", "an"}), 0.5, 1000


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
    return tuple(form for word in _list(name).words for form in forms(word))


def table(name: str) -> dict[str, Any]:
    """Value of each word of a list, each form written out: a text or a whole number.

    Examples
    --------
    >>> table("time.months")["august"]
    8
    """
    return {form: value for word, value in _list(name).values.items() for form in forms(word)}


def number(words: str) -> float:
    """Value of a number in figures or words; what is no number counts nothing.

    Examples
    --------
    >>> number("two hundred and fifty"), number("1,200"), number("three dozen")
    (250.0, 1200.0, 36.0)
    >>> number("two thousand three hundred"), number("half a dozen"), number("a")
    (2300.0, 6.0, 1.0)
    """
    small, large = table("number.spelled"), table("number.large")
    told = re.findall(r"[\d.,]+|[a-z]+", words.lower().replace("-", " "))
    total = part = 0.0
    for word in told:
        if word in _JOINTS and len(told) > 1:
            continue
        if word in large:
            part = (part or 1) * large[word]
            total, part = (total + part, 0.0) if large[word] >= _THOUSAND else (total, part)
        else:
            figure = float(word.replace(",", "")) if word[0].isdecimal() else 0.0
            part += _HALF if word == "half" else figure or small.get(word, 0)
    return total + part


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


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a shipped CSV file of words, by column.

    Raises
    ------
    DataError
        If the file is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as error:
        raise DataError(f"expected the shipped words at {path}: {error}") from error


def _pattern(form: str) -> str:
    stem = form.removesuffix("*")
    escaped = r"\s+".join(map(re.escape, stem.split()))
    return escaped if stem == form else rf"{escaped}\w*"


def forms(word: str) -> tuple[str, ...]:
    """A word with and without the letters in brackets."""
    mark = _OPTIONAL.search(word) if "(" in word else None
    if mark is None:
        return (word,)
    before, after = word[: mark.start()], word[mark.end() :]
    return forms(before + after) + forms(before + mark[1] + after)


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
    found: dict[str, WordList] = {}
    for name in raw:
        _read(name, raw, found)
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


def _read(name: str, raw: Raw, found: dict[str, WordList], via: tuple[str, ...] = ()) -> WordList:
    """Put one list, with all that it includes, among the `found`; `via` names who includes it."""
    if name in found:
        return found[name]
    fields = raw.get(name, {})
    if name in via or not fields:
        raise DataError(f"lexicon: {via[-1]} includes {name}, which is no list or includes it")
    if unknown := fields.keys() - _FIELDS:
        raise DataError(f"lexicon: {name}: expected {sorted(_FIELDS)}, got {sorted(unknown)}")
    parts = [_read(other, raw, found, (*via, name)) for other in fields.get("include", ())]
    held = dict.fromkeys(word for part in parts for word in part.words)
    own, values = (
        _split(fields.get("words", "")),
        {k: v for p in parts for k, v in p.values.items()},
    )
    for value, text in fields.get("values", {}).items():
        own += (valued := _split(text))
        values |= dict.fromkeys(valued, int(value) if _NUMBER.fullmatch(value) else value)
    _check(name, own, held, as_written=fields.get("case") == "as written")
    found[name] = WordList(fields["meaning"], (*held, *own), MappingProxyType(values))
    return found[name]


def _split(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _check(name: str, own: list[str], held: Mapping[str, None], *, as_written: bool) -> None:
    """Refuse a word that a list holds twice, itself or through another, and capitals."""
    written = [form for word in own for form in forms(word)]
    twice = Counter([*written, *{form for word in held for form in forms(word)}])
    if len(twice) < twice.total():
        raise DataError(f"lexicon: {name} holds {twice.most_common(1)[0][0]!r} twice")
    if not as_written and (upper := [form for form in written if form != form.lower()]):
        raise DataError(f"lexicon: {name}: expected lower case, got {', '.join(upper)}")

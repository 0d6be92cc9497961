"""What is known of another language: one file of words and of patterns, each with its English.

`data/languages/CODE.toml` holds lists of words as the lexicon writes them: running text, `_` for
the space inside a phrase, letters in brackets that may be left out, a star behind a stem. Tables
have an English word, a number or a code as their key, and beside it the words that mean it.

Rows of patterns say how a day, a statement of space or a speaker is worded, and what it is in
English; so the rooms that read English days and distances read these too. In a pattern `{month}`
stands for any word of that table, and in its English for the English word; `{place}` is a place
name with the words that may lead it in.
"""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from runpy import run_path
from typing import Any

from geomap import lexicon
from geomap.errors import DataError
from geomap.settings import default_data_dir

NAME_CHAR = "\ue000"
"""What stands in place of each letter of a place name while patterns are tried."""

_ALIKE = str.maketrans("يىېۍئكہةۀھەٱ’‘ʼ`´–—‐‑−«»“”", "یییییکههههها'''''-----\"\"\"\"")
_SPEAKER = rf'[^,.;:"{NAME_CHAR}]'
_HOLE = re.compile(r"\{(\w+?)(\d?)\}")
_TABLES = "number unit way month solar lunar weekday period dayword about away"
_FIGURES = {
    "day": r"3[01]|[12]\d|0?[1-9]",
    "year": r"(?:1[5-9]|20)\d\d",
    "hijri": r"1[2-4]\d\d",
}
_FIGURE = r"\d{1,3}(?:[.,  ]\d{3})*(?:[.,]\d+)?"


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isdecimal():
        return str(int(char))
    low = char.lower()
    kept = [one for one in unicodedata.normalize("NFKD", low) if not unicodedata.combining(one)]
    # "İ" alone has a small form of two letters, the second of which is a mark
    found = kept[0] if len(kept) == 1 else low
    return found.translate(_ALIKE)


def plain(text: str) -> str:
    """A text letter for letter in small letters, without accents, with one form of each letter.

    Examples
    --------
    >>> plain("À l’Été"), len(plain("علي"))
    ("a l'ete", 3)
    """
    return "".join(map(_plain, text))


@dataclass(frozen=True)
class Row:
    """A wording and what it is in English, or what kind of speaker it tells."""

    pattern: re.Pattern[str]
    means: str


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language as its file describes it.

    Attributes
    ----------
    code, name
        ISO 639-1 code and English name.
    capitals
        Whether names begin with a capital.
    raw
        The file.
    """

    code: str
    name: str
    capitals: bool
    raw: Mapping[str, Any]

    def listed(self, name: str) -> tuple[str, ...]:
        """Words of a list, or of all rows of a table, in plain letters; stems keep their star."""
        held = self.raw.get(name, "")
        texts = held.values() if isinstance(held, dict) else [held]
        return tuple(form for text in texts for form in _forms(text))

    def words(self, name: str) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.listed(name))

    def table(self, name: str) -> dict[str, str]:
        """The key of each word of a table."""
        held: Mapping[str, str] = self.raw.get(name, {})
        return {form: key for key, text in held.items() for form in _forms(text)}

    def any_of(self, *names: str) -> str:
        """Pattern of any word of these lists, the longest first."""
        forms = {form for name in names for form in self.listed(name)}
        return self._whole(_either(forms))

    def _whole(self, words: str) -> str:
        """A pattern of whole words, which a conjunction may be written together with."""
        joins = "|".join(map(re.escape, self.listed("joins")))
        return rf"(?<!\w)(?:{joins})?{words}(?!\w)" if joins else rf"(?<!\w){words}(?!\w)"

    def in_row(self, name: str, key: str) -> str:
        """Pattern of any word of one row of a table."""
        return self._whole(_either(set(_forms(self.raw[name][key]))))

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of patterns of a name, compiled."""
        return tuple(
            Row(re.compile(rf"(?:(?<!\w)|(?=\W))(?:{self.filled(plain(row[0]))})"), row[1])
            for row in self.raw.get(name, ())
        )

    @cached_property
    def reads_events(self) -> bool:
        """Whether the file tells deeds, too."""
        return bool(self.raw.get("deeds"))

    @cached_property
    def holes(self) -> Mapping[str, Mapping[str, str]]:
        """Words and their English of each table that patterns may ask for."""
        return {
            name: {_key(form): means for form, means in self.table(name).items()}
            for name in _TABLES.split()
        }

    def filled(self, pattern: str) -> str:
        """A pattern with its holes filled; a hole that comes again has a group of its own."""
        seen: Counter[str] = Counter()

        def fill(hole: re.Match[str]) -> str:
            name, which = hole[1], hole[1] + hole[2]
            seen[which] += 1
            which += "_again" * (seen[which] - 1)
            if name == "place":
                return rf"(?:{self.any_of('lead')}[\s'-]*)*(?P<{which}>{NAME_CHAR}+)"
            if name == "speaker":
                return rf"(?P<{which}>{_SPEAKER}{{2,80}}?(?:, {_SPEAKER}{{2,60}}?,)?)"
            if name in _FIGURES:
                return f"(?P<{which}>{_FIGURES[name]})"
            if name in self.holes:
                figure = rf"{_FIGURE}|" if name == "number" else ""
                return self._whole(rf"(?P<{which}>{figure}{_either(self.listed(name))})")
            return self.any_of(name)

        return _HOLE.sub(fill, pattern)

    def english(self, means: str, match: re.Match[str]) -> str:
        """What a match of a row is in English; what was left out is left out."""

        def word(hole: re.Match[str]) -> str:
            groups = match.groupdict()
            which = hole[1] + hole[2]
            said = groups.get(which) or groups.get(f"{which}_again") or ""
            known = self.holes.get(hole[1], {})
            return known.get(_key(said), _figure(said))

        return re.sub(r"\s+", " ", _HOLE.sub(word, means)).lstrip()


def _key(said: str) -> str:
    """A word of a table as it is looked up, however its parts are joined."""
    return re.sub(r"[\s\u200c-]+", "", said)


def _figure(said: str) -> str:
    """A figure in the digits and with the separators of English."""
    return re.sub(r"[.,  ](?=\d{3}\b)", "", said).replace(",", ".") if said[:1].isdigit() else said


def _forms(text: str) -> Iterator[str]:
    for word in text.split():
        yield from lexicon.forms(plain(word.replace("_", " ")))


def _either(forms: Any) -> str:
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return rf"(?:{'|'.join(_spelt(form) for form in longest) or '(?!)'})"


def _spelt(form: str) -> str:
    stem = form.removesuffix("*")
    escaped = r"[\s\u200c-]*".join(map(re.escape, re.split(r"[ \u200c]", stem)))
    # what is written together with the next word has no end of its own
    return escaped if stem == form else rf"{escaped}\w*"


@cache
def tongues(data_dir: Path | None = None) -> Mapping[str, Tongue]:
    """Languages that have a file, by their code.

    Raises
    ------
    DataError
        If a file is damaged.
    """
    folder = (data_dir or default_data_dir()) / "languages"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Tongue:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Tongue(path.stem, raw["name"], raw["capitals"], raw)
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(f"expected the words of a language at {path}: {error!r}") from error


@cache
def names() -> Mapping[str, str]:
    """English name of a place by what other languages call it, both in plain letters."""
    return {
        re.sub(r"[\W_]+", " ", form).strip(): key
        for tongue in tongues().values()
        for form, key in tongue.table("names").items()
    }


@cache
def divisions() -> Mapping[str, Mapping[str, str]]:
    """Names of first-order divisions in the gazetteer by country and by what others call them."""
    found: dict[str, dict[str, str]] = {}
    with (default_data_dir() / "languages" / "divisions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["name"], {})[row["country"]] = row["key"]
    return found


@cache
def stop_words(code: str) -> frozenset[str]:
    """Function words of a language in plain letters; none where no list is at hand."""
    import spacy.lang

    # run alone: what stands around a list compiles a tokenizer, for French in over a second
    path = Path(*spacy.lang.__path__) / code / "stop_words.py"
    return frozenset(map(plain, run_path(str(path))["STOP_WORDS"]) if path.is_file() else ())

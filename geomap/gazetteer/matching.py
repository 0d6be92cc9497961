"""From a name to rows of the gazetteer, strict spellings before loose ones."""

import sqlite3
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from geomap import lexicon
from geomap.gazetteer.names import (
    ABROAD,
    FORMER,
    endings,
    fold,
    is_foreign,
    key_variants,
    sound,
    strip_type,
    typed_keys,
)
from geomap.gazetteer.scoring import (
    ALTERNATE_FLAG,
    CODE_FLAG,
    WRITTEN_AS_CODE,
    Hit,
    Row,
    same_family,
    similarity,
)

LEAST_SOUND_SIMILARITY, LEAST_SHORT_SIMILARITY = 0.66, 0.78
SHORT_CHARS = 6
LEAST_FUZZY_SCORE = 84.0
MIN_LOOSE_CHARS = 4
MAX_FUZZY_CHARS = 60
MAX_FUZZY_KEYS = 12
UNLIKE = 0.96
"""Likeness of a name in another script and a place that is called quite otherwise today."""

_ARTICLES = lexicon.words("places.arabic_articles")
_NATURAL = frozenset({"T.", "H."})
_LAST_CHAR = "\U0010ffff"
_FOUND = "SELECT id, name, kind, lon_e5, lat_e5, importance_e4"
_ROWS = f"{_FOUND}, flag FROM named WHERE key = ?"
_SOUNDS = f"{_FOUND}, alternates FROM sounding WHERE key = ?"


class Matcher:
    """Finds the rows whose names match a name; the caller ranks them."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def rows(self, name: str, *, country: str | None = None) -> list[tuple[Hit, Row]]:
        """Each row at most once, with how it matched."""
        typed = strip_type(name)
        asked = typed[1] if typed else ""
        found = self._called(name, asked, country)
        if typed:
            found += self._stripped(typed[0], asked, country, only_kind=bool(found))
        if not found:
            # a city by its other spelling does not hide the province that only sounds like it
            found = [hit for key in endings(fold(name)) for hit in self._keyed(key, asked, country)]
            found += self._sounding(name, asked, country)
        if typed:
            found = found or list(self._sounding(typed[0], asked, country))
        if not found and not is_foreign(fold(name)):
            found = list(self._fuzzy(name, asked, country))
        best: dict[int, tuple[Hit, Row]] = {}
        for hit, row in found:
            best.setdefault(hit.number, (hit, row))
        return list(best.values())

    def _called(self, name: str, asked: str, country: str | None) -> list[tuple[Hit, Row]]:
        """Places of the name itself, of what a former name is called today, of its name abroad."""
        found = list(self._exact(name, asked, country))
        if (today := FORMER.get(fold(name))) is not None:
            found += [hit for hit in self._keyed(today, asked, country) if _is_country(hit[1])]
        for land, key in ABROAD.get(fold(name), {}).items():
            if not land or country in {None, land}:
                found += self._keyed(key, asked, land or country)
        for key in typed_keys(fold(name)):
            found += self._keyed(key, asked, country)
        return found

    def _query(self, sql: str, key: str, country: str | None) -> list[Row]:
        if country is None:
            return self._base.execute(sql, (key,)).fetchall()
        return self._base.execute(sql + " AND country = ?", (key, country)).fetchall()

    def _exact(self, name: str, asked: str, country: str | None) -> Iterator[tuple[Hit, Row]]:
        as_code = name.isupper() or name.rstrip().endswith(".")
        for key in key_variants(name):
            for *row, flag in self._query(_ROWS, key, country):
                match = "alias" if flag else "exact" if name == row[1] else "folded"
                unlike = is_foreign(key) and sound(key) != sound(row[1])
                hit = Hit(row[0], key, match, flag, UNLIKE if unlike else 1.0, asked)
                if as_code and flag == CODE_FLAG:
                    hit = hit._replace(flag=ALTERNATE_FLAG, similarity=WRITTEN_AS_CODE)
                yield hit, tuple(row)

    def _keyed(self, key: str, asked: str, country: str | None) -> Iterator[tuple[Hit, Row]]:
        """Places of another key than the name's own, which stands for it; no codes."""
        for *row, flag in self._query(_ROWS, key, country):
            if flag < CODE_FLAG:
                yield Hit(row[0], key, "alias", ALTERNATE_FLAG, 1.0, asked), tuple(row)

    def _stripped(
        self, key: str, asked: str, country: str | None, *, only_kind: bool
    ) -> Iterator[tuple[Hit, Row]]:
        for *row, flag in self._query(_ROWS, key, country):
            if same_family(asked, row[2]) or not only_kind:
                yield Hit(row[0], key, "type-stripped", flag, 1.0, asked), tuple(row)

    def _sounding(self, name: str, asked: str, country: str | None) -> Iterator[tuple[Hit, Row]]:
        key, folded = sound(name), fold(name)
        if not key or len(folded) < MIN_LOOSE_CHARS:
            return
        least = LEAST_SHORT_SIMILARITY if len(folded) <= SHORT_CHARS else LEAST_SOUND_SIMILARITY
        for *row, alternates in self._query(_SOUNDS, key, country):
            best, likeness, flag = fold(row[1]), similarity(folded, fold(row[1])), 0
            others = process.extractOne(folded, alternates.lower().split("\n"), scorer=fuzz.ratio)
            if others and others[1] / 100 > likeness and not _is_same(best, folded):
                best, likeness, flag = fold(others[0]), others[1] / 100, ALTERNATE_FLAG
            if _another_thing(asked, row[2]):
                continue
            if _is_same(best, folded):
                yield Hit(row[0], best, "alias" if flag else "folded", flag, 1.0, asked), tuple(row)
            elif likeness >= least:
                yield Hit(row[0], best, "transliteration", flag, likeness, asked), tuple(row)

    def _fuzzy(self, name: str, asked: str, country: str | None) -> Iterator[tuple[Hit, Row]]:
        folded = fold(name)
        if not MIN_LOOSE_CHARS <= len(folded) <= MAX_FUZZY_CHARS:
            return
        for key, ratio in self._near_keys(folded):
            for *row, flag in self._query(_ROWS, key, country):
                if not _another_thing(asked, row[2]):
                    yield Hit(row[0], key, "fuzzy", flag, ratio / 100, asked), tuple(row)

    def _near_keys(self, folded: str) -> list[tuple[str, float]]:
        """Keys that begin alike and have about the same length, closest first."""
        slack = 1 if len(folded) < 7 else 2
        keys: set[str] = set()
        for prefix in _prefixes(folded):
            rows = self._base.execute(
                "SELECT key FROM names WHERE key >= ? AND key < ? AND flag < ? "
                "AND length(key) BETWEEN ? AND ?",
                (prefix, prefix + _LAST_CHAR, CODE_FLAG, len(folded) - slack, len(folded) + slack),
            )
            keys.update(key for (key,) in rows)
        scored = process.extract(
            folded,
            sorted(keys),
            scorer=fuzz.ratio,
            score_cutoff=LEAST_FUZZY_SCORE,
            limit=MAX_FUZZY_KEYS,
        )
        return [(key, ratio) for key, ratio, _ in scored]


def _is_same(key: str, other: str) -> bool:
    """Whether keys are one but for spaces and an article: "Deir ez-Zor", "Al Qamishli"."""
    bare = (key.partition(" ")[2] if key.split()[0] in _ARTICLES else key for key in (key, other))
    return len({one.replace(" ", "") for one in bare}) == 1


def _is_country(row: Row) -> bool:
    return str(row[2]).startswith("A.PCL")


def _another_thing(asked: str, kind: str) -> bool:
    """Whether a loose match is a town or district though an island, peak or water is asked for.

    "Visokoi Island" is no misspelt Visoko; a valley may bear its district's name.
    """
    named_alike = kind.startswith("P.") or (kind.startswith("A.") and asked != "T.VAL")
    return asked[:2] in _NATURAL and named_alike


def _prefixes(folded: str) -> set[str]:
    """The first three letters, and the same with one letter missing or two exchanged."""
    a, b, c, d = tuple(folded[:4])
    return {a + b + c, a + c + d, a + b + d, b + a + c}

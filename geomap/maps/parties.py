"""Who can act: the many ways in which reports name one party, as one name.

A party is a force of the shipped table, a group of the user's own file, or a name that can act: a
proper name or a word for an armed or political group, but no deed ("Shelling of the camp"), no
number of people and no bare "group". An acronym is the name whose initials it is.
"""

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geomap import corrections, lexicon
from geomap.errors import InputError
from geomap.events.counts import NUMBER
from geomap.limits import contents
from geomap.model import Tables
from geomap.settings import default_data_dir

_ARTICLE = re.compile(rf"^{lexicon.alternation('people.before_party')}\s+", re.I)
_TAIL = re.compile(rf"\s+{lexicon.alternation('people.of_party')}$", re.I)
_HEAD = re.compile(
    rf"^(?:{NUMBER}\s+|\w+s\s+of\s+)?{lexicon.alternation('people.of_party', 'people.of_band')}\s+"
    rf"(?:of|from|with|(?:loyal|belonging)\s+to)\s+",
    re.I,
)
_GROUP = re.compile(rf"\b{lexicon.alternation('people.armed_groups')}", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_SPLIT = re.compile(r"\s*[;|]\s*")
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_MOST_CHARS = 200
COLUMNS = ("name", "aliases", "people", "countries")
"""Columns of a table of parties; all but the first may be empty, and lists part at semicolons."""


def party(name: str) -> str:
    """A party's name without articles and words such as "fighters"; "" where nothing is left.

    Examples
    --------
    >>> party("the Taliban fighters"), party("members of the Wagner Group")
    ('Taliban', 'Wagner')
    """
    text = _headless(" ".join(name.split())[:_MOST_CHARS])
    while (shorter := _TAIL.sub("", text)) not in {text, ""}:
        text = shorter
    return _POSSESSIVE.sub("", text)


def _headless(text: str) -> str:
    """A name without what stands before it: "fighters of the Rapid Support Forces"."""
    while (shorter := _ARTICLE.sub("", _HEAD.sub("", text))) not in {text, ""}:
        text = shorter
    return text


def cells(actors: str) -> list[str]:
    """The names in a cell of actors that are separated by semicolons."""
    return [part for part in _SPLIT.split(actors) if part.strip()]


_SHORT = 2
"""Letters of an acronym that say too little to stand for longer initials."""


@dataclass(frozen=True)
class Parties:
    """Names by alias: `known` leads from a folded alias to the party's name."""

    known: Mapping[str, str] = field(default_factory=dict)

    def name(self, text: str) -> str:
        """The party that a name means; "" for what cannot act.

        Examples
        --------
        >>> Parties({"rsf": "Rapid Support Forces"}).name("RSF fighters"), Parties().name("group")
        ('Rapid Support Forces', '')
        """
        forms = list(_forms(text))
        found = (self.known[key] for form in forms if (key := folded(form)) in self.known)
        return next(found, forms[-1] if forms and can_act(forms[-1]) else "")

    def first(self, actors: str) -> str:
        """The first of the names in a cell that can act."""
        return next(filter(None, map(self.name, cells(actors))), "")


def _forms(text: str) -> Iterator[str]:
    """A name as it stands, without its bracket, in its parts, without its head, and bare.

    Parts as of "RSF: Rapid Support Forces", a head as in "fighters of the Rapid Support Forces".
    """
    whole = " ".join(text.split())[:_MOST_CHARS]
    yield whole
    bare = _BRACKET.sub("", whole)
    short = _BRACKET.search(whole)
    yield from ([bare, short[1]] if short else [])
    parts = [part.strip() for part in bare.split(":", 1)]
    yield from parts[::-1] if len(parts) > 1 else []
    yield from filter(None, (_headless(parts[0]), party(parts[0])))


def folded(name: str) -> str:
    """A name as it is compared: small letters, digits and single spaces."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def can_act(name: str) -> bool:
    """Whether a bare name may be a party: a proper name or a group, no deed, number or mere noun.

    Examples
    --------
    >>> [can_act(name) for name in ("Libya Dawn", "rebels", "Shelling", "Dozens", "fighters")]
    [True, True, False, False, False]
    """
    words = folded(name).split()
    if not words or words[0] in _no_actors() or words[0].isdigit():
        return False
    plain = lexicon.words("people.plain_parties")
    return _GROUP.search(name) is not None or (name[:1].isupper() and not plain.issuperset(words))


@cache
def _no_actors() -> frozenset[str]:
    """Words that begin no party's name: nouns of deeds and words for a number of people."""
    path = default_data_dir() / "event_cues.toml"
    cues = tomllib.loads(path.read_text(encoding="utf-8"))["cue"]
    deeds = {noun for cue in cues for noun in cue.get("nouns", ()) if " " not in noun}
    counts = [*lexicon.ordered("number.crowds"), *lexicon.ordered("number.hedges")]
    several = {f"{noun}{end}" for noun in deeds for end in ("s", "es")}
    return frozenset(deeds) | several | {count.split()[0] for count in counts}


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV table of parties, with the columns `COLUMNS`.

    Raises
    ------
    InputError
        If the file cannot be read, or has no column `name`.
    """
    try:
        text = contents(path).decode("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"{path}: expected a CSV file of parties ({error})") from error
    if found and "name" not in found[0]:
        raise InputError(f"{path}: expected a column name, and aliases parted by semicolons")
    return [row for row in found if (row.get("name") or "").strip()]


def of(atlas: Tables) -> Parties:
    """The parties of an atlas: forces of the countries it speaks of, the user's own, acronyms."""
    spoken = atlas.mentions["country"].replace("", None).dropna().value_counts()
    known = _aliases(_forces(atlas.settings.data_dir), dict(spoken))
    names = atlas.events["actor"], atlas.events["recipient"], atlas.statements["said_by"]
    said = {part for column in names for cell in column.unique() for part in cells(str(cell))}
    known |= {key: name for key, name in _acronyms(said, known) if key not in known}
    if atlas.settings.sides is not None:
        known |= _aliases(read(atlas.settings.sides), {})
    file = atlas.settings.overrides
    if file is not None and file.is_file():  # the other decisions are in the tables by now
        known = decided(known, corrections.read(file).sides)
    return Parties(known)


def decided(
    known: Mapping[str, str], sides: Iterable[corrections.SideCorrection]
) -> dict[str, str]:
    """Names by alias with a user's decisions; where a party itself is meant, all its names move.

    A name that is no side leads to "".

    Examples
    --------
    >>> from geomap.corrections import SideCorrection
    >>> known = {"m23": "March 23 Movement", "march 23 movement": "March 23 Movement"}
    >>> merged = decided(known, [SideCorrection(alias="March 23 Movement", name="AFC")])
    >>> merged["m23"], Parties(merged).name("M23 fighters")
    ('AFC', 'AFC')
    """
    found = dict(known)
    for one in sides:
        alias = folded(one.alias)
        target = Parties(found).name(one.name) or one.name
        whole = alias if folded(found.get(alias, one.alias)) == alias else None
        moved = [key for key, name in found.items() if folded(name) == whole]
        found |= dict.fromkeys([*moved, alias], target)
        if target:
            found.setdefault(folded(target), target)
    return found


@cache
def _forces(folder: Path) -> list[dict[str, str]]:
    return read(folder / "forces.csv")


def _aliases(rows: Iterable[Mapping[str, str]], spoken: Mapping[str, int]) -> dict[str, str]:
    """Folded alias to name; of several claimants the one whose countries are spoken of most.

    Where no country is spoken of, as in a table of a user's own, plain words ("army") mean nobody.
    """
    claims: dict[str, Counter[str]] = {}
    for row in rows:
        lands = (row.get("countries") or "").split()
        n = sum(spoken.get(land, 0) for land in lands)
        if lands and spoken and not n:
            continue
        for alias in _listed(row, "name", "aliases", "people"):
            if n or not lands or alias[:1].isupper():
                claims.setdefault(folded(alias), Counter())[row["name"]] += n + 1
    ranked = {alias: found.most_common(2) for alias, found in claims.items()}
    return {
        alias: first[0]
        for alias, (first, *rest) in ranked.items()
        if not rest or rest[0][1] < first[1]
    }


def _listed(row: Mapping[str, str], *columns: str) -> Iterator[str]:
    for column in columns:
        parts = (row.get(column) or "").split(";")
        for part in filter(None, map(str.strip, parts)):
            yield from {part, party(part)} if column != "people" else {part}


def _acronyms(names: Iterable[str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Acronyms among names, each with the one full name whose initials it is."""
    every = sorted({form for name in names for form in _forms(name)})
    full: dict[str, set[str]] = {}
    for name in every:
        if short := acronym(name):
            full.setdefault(folded(short), set()).add(known.get(folded(name), party(name)))
    for key in {folded(name) for name in every if name.isupper()}:
        meant = full.get(key) or _begun(key, full)
        if len(meant) == 1:
            yield key, next(iter(meant))


def _begun(key: str, full: Mapping[str, set[str]]) -> set[str]:
    """Full names whose initials begin with an acronym: "NRF" for those of the NRFA."""
    if len(key) <= _SHORT:
        return set()
    return {name for short, found in full.items() if short.startswith(key) for name in found}


def acronym(name: str) -> str:
    """Initials of the capitalised words of a name.

    Examples
    --------
    >>> acronym("National Resistance Front of Afghanistan"), acronym("Taliban")
    ('NRFA', '')
    """
    words = [word for word in name.split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""

"""A name with its qualifiers ("Jurm, Afghanistan", "Mentone, Texas") to candidate places."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from geomap.gazetteer import fold, strip_type
from geomap.model import Candidate, Gazetteer, Place

AS_WRITTEN = ("exact", "folded", "alias")
_SCOPED = (*AS_WRITTEN, "type-stripped")
_LIMIT = 60
_KNOWN_ABROAD = 50_000
"""Least population of a place in Canada that "CA" may stand for: catalogues write California so."""

_MOST_SAME = 20
_LEAST_PEOPLE = 10_000
_LEAST_ALIKE = 50.0
_GREAT = 100_000
Scope = tuple[str, Place | None]
"""A country's code, and the division in it that is meant, if any."""

_APART = re.compile(r"\s*[/;|]\s*|\s+[-–—]\s+")
_LEAD = r"^(?:the|(?:city|town|village|district|province)\s+of)\s+"


@dataclass(frozen=True, kw_only=True)
class Meanings:
    """Places that a name may mean, the likeliest first.

    `same` are settlements that bear the very name within the country or division that was given;
    nothing in the text tells them apart. `unread` are qualifiers that name no country or division.
    """

    ranked: tuple[Candidate, ...] = ()
    same: tuple[Candidate, ...] = ()
    unread: str = ""

    @property
    def as_written(self) -> bool:
        """Whether a place bears the name as it is written, and none was found by its sound."""
        return bool(self.ranked) and self.ranked[0].match in AS_WRITTEN


def meanings(
    name: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
) -> Meanings:
    """Places that a name with qualifiers may mean.

    Parts after a comma or in brackets at the end narrow the choice: a country, by name or code, or
    a first- or second-order division; each that can be read must hold. So do a slash, a dash, and
    the last words of a name that nothing bears as it stands: "Kabul Afghanistan". Of two letters
    that are both, the division of the United States wins, as earthquake catalogues write it.
    `country` and `near` are those of the gazetteer's look-up.
    """
    text = _with_comma(re.sub(r"\s*\(([^()]+)\)\s*$", r", \1", name), gazetteer)
    parts = [part.strip() for part in text.strip().strip(".").split(",") if part.strip()]
    scoped = _scopes(parts[-1], gazetteer) if len(parts) > 1 else []
    scopes = [scope for scope in scoped if country in {None, scope[0]}]
    for cut in range(len(parts) - 1, 0, -1):
        head = _bare(", ".join(parts[:cut]))
        between = [_scopes(part, gazetteer) for part in parts[cut:-1]]
        for scope in scopes:
            found = _within(head, scope, parts[-1], gazetteer, near=near)
            if found := [c for c in found if all(_fits_any(c.place, each) for each in between)]:
                return _ordered(head, found, scoped=True)
    if scoped or not parts:
        return Meanings()
    head = _bare(parts[0])
    found = gazetteer.lookup(head, country=country, near=near, limit=_LIMIT)
    return _ordered(head, found, scoped=False, unread=", ".join(parts[1:]))


def cities_first(name: str, found: Meanings) -> Meanings:
    """Places with the city before the division that is called as it is."""
    first = found.ranked[0].place
    if not first.kind.startswith("A.ADM") or strip_type(name) is not None:
        return found
    cities = [
        item
        for item in found.ranked
        if item.place.kind.startswith("P.")
        and item.place.country == first.country
        and item.place.population >= _LEAST_PEOPLE
    ]
    rest = [item for item in found.ranked if item not in cities]
    return replace(found, ranked=(*cities, *rest))


def waters_first(found: Meanings) -> Meanings:
    """Places with the waters first: the bank of the Dnipro is the river's, not the city's."""
    ranked = sorted(found.ranked, key=lambda item: not item.place.kind.startswith("H."))
    return replace(found, ranked=tuple(ranked))


def _with_comma(name: str, gazetteer: Gazetteer) -> str:
    """A name with a comma before its qualifiers, where people leave it out."""
    if "," in name or any(c.match in _SCOPED for c in gazetteer.lookup(name, limit=_LIMIT)):
        return name
    apart = _APART.sub(", ", name)
    if apart != name:
        return apart
    words = name.split()
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        scopes = _scopes(tail, gazetteer)
        if any(_within(head, scope, tail, gazetteer) for scope in scopes):
            return f"{head}, {tail}"
    return name


def _bare(name: str) -> str:
    """Name without "the" or "the city of"."""
    return re.sub(_LEAD, "", name, flags=re.I)


def _within(
    head: str,
    scope: Scope,
    said: str,
    gazetteer: Gazetteer,
    *,
    near: tuple[float, float] | None = None,
) -> list[Candidate]:
    """Places of a name within a country or division, which the text calls `said`."""
    country, division = scope
    found = gazetteer.lookup(head, country=country, near=near, limit=_LIMIT)
    found = [item for item in found if item.match in AS_WRITTEN and not _former(head, item)]
    if division is not None:
        return [item for item in found if _lies_in(item.place, division)]
    least = _KNOWN_ABROAD if said == "CA" else 0
    return [item for item in found if item.place.population >= least]


def _former(head: str, item: Candidate) -> bool:
    """Whether a name is one that a town of the United States no longer bears.

    Its alternate names there are mostly the variants of the federal names file, former ones among
    them: Barstow was Grapevine and Willits was Little Lake, names that other places bear today.
    """
    town = item.place.country == "US" and item.place.kind.startswith("P.")
    other = item.match == "alias" and fuzz.ratio(fold(head), fold(item.place.name)) < _LEAST_ALIKE
    return town and other and item.place.population < _GREAT


def _ordered(head: str, found: list[Candidate], *, scoped: bool, unread: str = "") -> Meanings:
    """Candidates of a name as its meanings.

    Within a scope settlements come first, bearers of the very name before others, and nothing in
    the text tells those bearers apart.
    """
    strict = tuple(item for item in found if item.match in AS_WRITTEN) or tuple(found)
    if not scoped:
        return Meanings(ranked=strict, unread=unread)
    settled = [item for item in strict if item.place.kind.startswith("P.")]
    same = [item for item in settled if fold(item.place.name) == fold(head)]
    ranked = sorted(strict, key=lambda item: (item not in settled, item not in same))
    return Meanings(ranked=tuple(ranked), same=tuple(same[:_MOST_SAME]))


def _scopes(last: str, gazetteer: Gazetteer) -> list[Scope]:
    """Countries and divisions that the last qualifier may name, the likelier first."""
    found = [c for c in gazetteer.lookup(last, limit=10) if c.match in _SCOPED]
    countries: list[Scope] = []
    divisions: list[Scope] = []
    for item in found:
        if item.place.kind.startswith("A.PCL"):
            countries.append((item.place.country, None))
        elif item.place.kind.startswith("A.ADM"):
            divisions.append((item.place.country, item.place))
    if re.fullmatch(r"[A-Z]{2}", last):
        state = [c.place for c in gazetteer.lookup(last, country="US", limit=10)]
        states = [("US", place) for place in state if place.kind == "A.ADM1"]
        return [*states, *countries, (last, None), *divisions]
    return [*countries, *divisions]


def _fits(place: Place, scope: Scope) -> bool:
    """Whether a place lies in a country, and in its division where one is meant."""
    country, division = scope
    return place.country == country and (division is None or _lies_in(place, division))


def _fits_any(place: Place, scopes: list[Scope]) -> bool:
    """Whether a place lies in one of the things that a part of its name means, if in any."""
    return not scopes or any(_fits(place, scope) for scope in scopes)


def _lies_in(place: Place, division: Place) -> bool:
    """Whether a place's division of the same level bears the division's name.

    Where its second-order division is not known, the first-order one decides.
    """
    if division.kind == "A.ADM1":
        return fold(place.admin1) == fold(division.name)
    if place.admin2 or place.kind.startswith("A."):
        return fold(place.admin2) == fold(division.name)
    return place.admin1 == division.admin1

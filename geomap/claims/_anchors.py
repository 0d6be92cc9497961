"""Names in an expression of place to sites, and how they were read."""

import re

from geomap.claims._naming import Choice, choose
from geomap.claims._site import Site, site
from geomap.claims._story import Named
from geomap.errors import InputError, UnknownPlaceError
from geomap.model import Candidate, Gazetteer
from geomap.terrain import Terrain

_PAIR = re.compile(r"\s+(?:and|to|with)\s+", re.I)


def anchored(name: str, gazetteer: Gazetteer, terrain: Terrain | None) -> tuple[Site, Choice]:
    """Site of the likeliest place that a name with its qualifiers means, and the others.

    Raises
    ------
    UnknownPlaceError
        If no gazetteer that was asked knows the name.
    """
    name = re.sub(r"'s?\s*$", "", name.strip(" ,.;"))
    choice = choose(name, gazetteer)
    if not choice.ranked:
        raise UnknownPlaceError(f"expected a place that the gazetteer knows, got {name!r}")
    place = choice.ranked[0].place
    where = site(Named(text=place.name, place=place), gazetteer, terrain)
    if where is None:
        raise UnknownPlaceError(f"expected a place that the gazetteer knows, got {name!r}")
    return where, choice


def read_as(name: str, choice: Choice) -> str:
    """That a name was not found as written, and which was taken for it."""
    first = choice.ranked[0]
    if first.match not in {"fuzzy", "transliteration"}:
        return ""
    how = "its spelling" if first.match == "fuzzy" else "its sound"
    said = name.strip(" ,.;")
    return f" No place is called {said!r}; read as {first.place.name} (by {how})."


def pair(
    names: str, gazetteer: Gazetteer, terrain: Terrain | None
) -> tuple[Site, Site, list[Candidate], str]:
    """Two places joined by "and" or "to", others of the first one's name, and how they were read.

    Raises
    ------
    InputError
        If there are not two, or both names lead to one place.
    """
    parts = _PAIR.split(names, maxsplit=1)
    if len(parts) != 2:
        raise InputError(f"expected two places joined by “and” or “to”, got {names!r}")
    first, choice = anchored(parts[0], gazetteer, terrain)
    second, chosen = anchored(parts[1], gazetteer, terrain)
    if first.place.place_id == second.place.place_id:
        raise InputError(f"expected two places, got {first.name} twice")
    read = read_as(parts[0], choice) + read_as(parts[1], chosen)
    return first, second, list(choice.ranked[1:]), read

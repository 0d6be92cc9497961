"""Names in an expression of place to the sites that it is told from, and how they were read."""

import re
from dataclasses import dataclass, replace

from geomap.errors import GeomapError, InputError, UnknownPlaceError
from geomap.expressions import BORDER, KINDS, Expression, Kind
from geomap.locating.countries import nation
from geomap.locating.names import Meanings, cities_first, meanings, waters_first
from geomap.locating.pairs import likeliest
from geomap.locating.sites import Site, World
from geomap.model import Candidate
from geomap.relations import adjacencies

_BORDER_NAMED = re.compile(
    rf"^(?:the\s+)?(?P<first>[A-Z][\w']*)(?:\s*[-–]\s*(?P<second>[A-Z]\w*))?"
    rf"\s+{BORDER}(?:\s+(?:region|area|zone))?$"
)
_BORDER_OF = re.compile(rf"^(?:the|its)?\s*{BORDER}\s+(?:with|of)\s+", re.I)
_TWO = re.compile(r"\s+(?:and|with)\s+")
_ROUTE_NOUN = re.compile(r"\s+(?:[a-z]+\s+)?\w+$")
_TOLERANCES_M = (500.0, 2_000.0, 5_000.0)


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """The sites that an expression is told from.

    `others` are further places of the first one's name, `same` those that nothing in the text tells
    apart from it, and `read` says how a name was read that no place bears as it is written.
    """

    sites: tuple[Site, ...]
    others: tuple[Candidate, ...] = ()
    same: tuple[Candidate, ...] = ()
    read: str = ""


def anchors(expression: Expression, text: str, world: World) -> Anchors:
    """Sites that an expression of a text is told from.

    Raises
    ------
    InputError
        If it needs two places and the text does not give two.
    UnknownPlaceError
        If no gazetteer that was asked knows a name.
    """
    kind = KINDS[expression.kind]
    if kind.place == "before":
        return one(text[: expression.start], world)
    names = text[expression.at : expression.end if kind.place == "ends" else None]
    if kind.places == 2:
        return pair(names, kind, world)
    if kind.name != "inside by":
        return one(names, world, city=kind.city, water=kind.water)
    name, *border = re.split(r"\s+from\s+", names, maxsplit=1)
    inside = one(name, world)
    edge = border_named(border[0], world) if border else None
    return inside if edge is None else replace(inside, sites=(*inside.sites, edge))


def one(name: str, world: World, *, city: bool = False, water: bool = False) -> Anchors:
    """Site of the likeliest place that a name with its qualifiers means.

    With `city` a division gives way to the city of its name: one measures from the city. With
    `water` a town gives way to the river of its name.

    Raises
    ------
    UnknownPlaceError
        If no gazetteer that was asked knows the name.
    """
    if (border := border_named(_trimmed(name), world)) is not None:
        return Anchors(sites=(border,))
    found = _meant(name, world, city=city and not water)
    # neither town nor province has an article: "the Dnipro" is the river
    plain = found.ranked[0].place.kind.startswith(("P.", "A.ADM"))
    if water or (plain and name.strip().lower().startswith("the ")):
        found = _water(name, found, world)
    return Anchors(
        sites=(world.site(found.ranked[0].place),),
        others=found.ranked[1:],
        same=found.same,
        read=_read_as(name, found.ranked[0]),
    )


def _trimmed(name: str) -> str:
    return re.sub(r"'s?\s*$", "", name.strip(" ,.;"))


def _meant(name: str, world: World, *, city: bool) -> Meanings:
    """What a name may mean, at least one place."""
    name = _trimmed(name)
    found = meanings(name, world.gazetteer)
    if not found.ranked:
        raise UnknownPlaceError(f"expected a place that the gazetteer knows, got {name!r}")
    return cities_first(name, found) if city else found


def _water(name: str, own: Meanings, world: World) -> Meanings:
    """What a name may mean, the river of that name first: "the bank of the Dnipro"."""
    if own.ranked[0].place.kind.startswith("H."):
        return own
    river = meanings(f"{_trimmed(name)} River", world.gazetteer)
    if not river.as_written:
        return own
    return waters_first(replace(own, ranked=(*own.ranked, *river.ranked)))


def border_named(name: str, world: World) -> Site | None:
    """The border in "the Rwandan border", "the border with Chad", "the Thai-Myanmar border".

    Raises
    ------
    UnknownPlaceError
        If it is a border of what is no country with a known area.
    InputError
        If two countries are named that share no border.
    """
    words = _border_words(name)
    if not words:
        return None
    places = [nation(word, world.gazetteer, world.data_dir) for word in words]
    sites = [world.site(place, edge=True) for place in places if place is not None]
    known = [site for site in sites if site.area is not None]
    if len(known) < len(words):
        raise UnknownPlaceError(f"expected countries with a border, got {name!r}")
    return known[0] if len(known) == 1 else shared_border(known[0], known[1])


def _border_words(name: str) -> list[str]:
    """The one or two words for countries in the name of a border; none in another name."""
    if (match := _BORDER_NAMED.match(name)) is not None:
        return [word for word in match.groups() if word]
    lead = _BORDER_OF.match(name)
    one = lead is not None and not _TWO.search(name, lead.end())
    return [name[lead.end() :]] if lead is not None and one else []


def shared_border(first: Site, second: Site) -> Site:
    """The border that two areas share, as a site that has the border for its area.

    Raises
    ------
    InputError
        If no area is known of one of them, or they share no border.
    """
    if first.area is None or second.area is None:
        lacking = first.name if first.area is None else second.name
        raise InputError(f"expected two areas with a border, no area is known of {lacking}")
    met = adjacencies(first.area, second.area, tolerances_m=_TOLERANCES_M)
    meeting = [item for item in met if item.shared_m > 0]
    if not meeting:
        raise InputError(f"expected neighbours, {first.name} and {second.name} share no border")
    named = f"the border between {first.place.name} and {second.place.name}"
    return Site(name=named, place=first.place, area=meeting[-1].geometry)


def _read_as(name: str, taken: Candidate) -> str:
    """That a name was not found as written, and which was taken for it."""
    if taken.match not in {"fuzzy", "transliteration"}:
        return ""
    how = "its spelling" if taken.match == "fuzzy" else "its sound"
    said = name.strip(" ,.;")
    return f" No place is called {said!r}; read as {taken.place.name} (by {how})."


def cuts(words: str, kind: Kind) -> list[tuple[str, str]]:
    """Ways to cut words into the names of two places.

    Examples
    --------
    >>> cuts("Deir ez-Zor-Homs road", KINDS["way"])
    [('Deir ez', 'Zor-Homs'), ('Deir ez-Zor', 'Homs')]
    """
    names = _ROUTE_NOUN.sub("", words) if kind.place == "ends" else words
    joints = re.finditer(kind.joint, names, re.I)
    return [(names[: cut.start()], names[cut.end() :]) for cut in joints]


def pair(names: str, kind: Kind, world: World) -> Anchors:
    """Two places whose names a kind's joint parts; of several ways to cut the first that is known.

    Raises
    ------
    InputError
        If there are not two, or both names lead to one place.
    UnknownPlaceError
        If no gazetteer that was asked knows one of them.
    """
    failed: GeomapError = InputError(f"expected the names of two places, got {names!r}")
    for first, second in cuts(names, kind):
        try:
            return both(first, second, world)
        except (InputError, UnknownPlaceError) as error:
            failed = error
    raise failed


def both(first: str, second: str, world: World, *, city: bool = True) -> Anchors:
    """Sites of two names, chosen together: of places of both names those that are likely and close.

    Raises
    ------
    InputError
        If both names lead to one place.
    UnknownPlaceError
        If one is in no gazetteer that was asked, or what was only found by its sound lies far.
    """
    ones, twos = (_meant(name, world, city=city) for name in (first, second))
    found = likeliest(ones, twos)
    if found is None:
        met = {item.place.place_id for item in (*ones.ranked, *twos.ranked)}
        if len(met) == 1:
            raise InputError(f"expected two places, got {first.strip()} twice")
        raise UnknownPlaceError(f"expected two known places, got {first!r} and {second!r}")
    return Anchors(
        sites=(world.site(found.one.place), world.site(found.two.place)),
        others=tuple(item for item in ones.ranked if item is not found.one),
        read=_read_as(first, found.one) + _read_as(second, found.two),
    )

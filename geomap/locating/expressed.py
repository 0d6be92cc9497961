"""One expression of place to an area: "33 km S of Jurm, Afghanistan", "between A and B"."""

import re
from dataclasses import replace

import shapely

from geomap import lexicon
from geomap.errors import InputError
from geomap.expressions import (
    BORDER,
    HALF_TURN_M,
    KINDS,
    Expression,
    as_printed,
    find,
    functions_of,
    in_usual_order,
)
from geomap.gazetteer import open_gazetteer
from geomap.locating.anchors import Anchors, border_named, both, cuts, one, shared_border
from geomap.locating.anchors import anchors as anchors_of
from geomap.locating.areas import inner_half, inside, side
from geomap.locating.located import Located, located
from geomap.locating.names import meanings
from geomap.locating.shapes import Shape
from geomap.locating.sites import Site, World
from geomap.model import Gazetteer
from geomap.relations import direction, widen
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain
from geomap.terrain import load as shipped_terrain

_BORDER_BETWEEN = re.compile(
    rf"^(?:(?:along|on|at|near)\s+)?(?:the\s+)?(?:shared\s+)?{BORDER}"
    r"(?:\s+(?:region|area|zone))?\s+(?:between|of)\s+(?=.*\s(?:and|with)\s)",
    re.I,
)
_LEAD = re.compile(rf"^(?:along|on|at)\s+(?=.*\b{BORDER}\b)", re.I)
_PART_OF = re.compile(
    r"^(?:in\s+)?(?P<which>(?:north|south|east|west)[\s-]?(?:east|west)?(?:ern)?|central)\s+"
    r"(?P<name>[A-Z].*)$"
)
_EMPTY = lexicon.words("grammar.empty_leads")
_BORDER_M = 5_000.0
_SHAPES = functions_of("geomap.locating", "shape")
_ORDER = list(KINDS)


def locate(
    text: str,
    gazetteer: Gazetteer | None = None,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> Located:
    """Area that an expression of place means.

    Parameters
    ----------
    text
        "33 km S of Jurm, Afghanistan", "about 80 km north of Kabul", "near Bazarak", "between A
        and B", "on the road from A to B", "the mouth of the Panjshir Valley", or a name.
    gazetteer
        Where names are looked up; by default in the shipped gazetteer, on the shipped terrain.
    terrain
        Gives mouths, heads, heights and ways; a gazetteer without it has the whole place stand in
        for a part.
    settings
        Where both lie, and the user's own places.

    Returns
    -------
    Located
        Its `why` also names the words that were not read.

    Raises
    ------
    InputError
        If the text is empty or names a single place twice.
    UnknownPlaceError
        If a name is in no gazetteer that was asked.

    Examples
    --------
    >>> found = locate("33 km S of Jurm, Afghanistan")
    >>> found.relation, found.places, round(found.lat, 1)
    ('distance', ('Jurm',), 36.6)
    """
    said = in_usual_order(" ".join(text.replace("’", "'").split()))
    if not said:
        raise InputError("expected an expression of place, got an empty text")
    if gazetteer is None:
        gazetteer = open_gazetteer(settings, extra=settings.places)
        terrain = terrain or shipped_terrain(settings)
    world = World(gazetteer=gazetteer, terrain=terrain, data_dir=settings.data_dir)
    found = _along_border(said, world)
    if found is None:
        expression = _ruling(said)
        printed = as_printed(said, expression) if expression else None
        found = _of_kind(said, printed, world) if printed else _of_name(said, world)
    relation, anchors, shape = found
    return located(text, relation, anchors, shape)


Found = tuple[str, Anchors, Shape]
"""The relation, what the expression is told from, and its area."""


def shape_of(expression: Expression, sites: tuple[Site, ...], world: World) -> Shape:
    """Area that an expression selects around, inside or between its sites.

    Raises
    ------
    InputError
        If the distance is too long to be drawn, or two sites are one.
    """
    shape: Shape = _SHAPES[expression.kind](expression, sites, world)
    return shape


def _along_border(said: str, world: World) -> Found | None:
    """Along the border between A and B, the A-B border: with 5 km to either side."""
    if (border := _BORDER_BETWEEN.match(said)) is not None:
        first, second = _two_names(said[border.end() :])
        anchors = both(first, second, world, city=False)
        line = shared_border(*anchors.sites)
    elif (named := border_named(_LEAD.sub("", said), world)) is not None:
        anchors, line = Anchors(sites=(named,)), named
    else:
        return None
    why = f"Along {line.name}, 5 km to either side."
    return "border", anchors, Shape(widen(line.extent, _BORDER_M), None, why)


def _two_names(names: str) -> tuple[str, str]:
    found = cuts(names, KINDS["between"])
    if not found:
        raise InputError(f"expected the names of two places, got {names!r}")
    return found[0]


def _ruling(said: str) -> Expression | None:
    """The expression that rules a text: the earliest, of those that begin together the stronger."""
    expressions = find(said)
    for item in expressions:
        if item.quantity is not None and item.quantity.best_m > HALF_TURN_M:
            raise InputError(
                f"expected a distance that fits on the Earth, got {item.quantity.value} "
                f"{item.quantity.unit}"
            )
    known = [
        item
        for item in expressions
        if item.kind in _SHAPES and (said[item.at :].strip() or KINDS[item.kind].place == "before")
    ]
    return min(known, key=lambda item: (item.start, _ORDER.index(item.kind)), default=None)


def _of_kind(said: str, expression: Expression, world: World) -> Found:
    kind = KINDS[expression.kind]
    anchors = anchors_of(expression, said, world)
    shape = shape_of(expression, anchors.sites, world)
    why = shape.why + anchors.read
    if kind.name == "distance" and len(anchors.same) > 1:
        # nothing tells the places of this name apart
        sites = [world.site(item.place) for item in anchors.same]
        areas = [shape_of(expression, (item,), world).area for item in sites]
        shape = shape._replace(area=shapely.union_all(areas))
        why += (
            f" {len(areas)} places of this name fit the text; each is drawn, the likeliest first."
        )
    unread = _unread(said[: expression.start]) if kind.place != "before" else ""
    told_from = replace(anchors, sites=anchors.sites[: kind.places])
    return kind.relation, told_from, shape._replace(why=why + unread)


def _unread(words: str) -> str:
    """That words before an expression were not read, where they say anything."""
    said = words.strip(" ,-–—")
    if all(word.lower() in _EMPTY for word in re.findall(r"[\w']+", said)):
        return ""
    return f" Not read: “{said}”."


def _of_name(said: str, world: World) -> Found:
    """A name alone, or the part of a place that an adjective tells: "eastern Ukraine"."""
    part = _PART_OF.match(said)
    if part is not None and not meanings(said, world.gazetteer).as_written:
        anchors = one(part["name"], world)
        shape = _part_of(anchors.sites[0], part["which"])
    else:
        anchors = one(_without_lead(said, world), world)
        site = anchors.sites[0]
        point = site.place.point if site.area is None else None
        shape = Shape(inside(site), point, f"{site.name} itself, {site.how}.")
    return "place", anchors, shape._replace(why=shape.why + anchors.read)


def _without_lead(said: str, world: World) -> str:
    """A name without "in the", unless one is written so: "At Tur", "The Hague"."""
    name = said
    while (rest := name.partition(" "))[2] and rest[0].lower() in _EMPTY:
        if meanings(name, world.gazetteer).as_written:
            break
        name = rest[2]
    return name


def _part_of(anchor: Site, which: str) -> Shape:
    """The part of a place on a side of its centre, or around it."""
    way = direction(which)
    if way is None:
        return Shape(inner_half(anchor), None, f"The inner half of {anchor.name}.")
    return Shape(side(anchor, way), None, f"The {way.word} of {anchor.name}.")

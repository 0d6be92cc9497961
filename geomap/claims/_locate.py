"""One expression of place to an area: "33 km S of Jurm, Afghanistan", "between A and B"."""

import re

import shapely
from shapely.geometry.base import BaseGeometry

from geomap import lexicon
from geomap.claims._anchors import Asked, anchored, border_named, read_as
from geomap.claims._areas import AREAS, inside, side
from geomap.claims._find import HALF_TURN_M, Expression, find
from geomap.claims._located import Located, located
from geomap.claims._naming import Choice, choose
from geomap.claims._shapes import Shape, inside_by, shaped
from geomap.claims._site import Site
from geomap.claims._turned import turned
from geomap.claims._two import along, bordering, spanned
from geomap.errors import InputError
from geomap.model import Gazetteer
from geomap.relations import direction
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

_BORDER = re.compile(
    r"^(?:(?:along|on|at|near)\s+)?(?:the\s+)?(?:shared\s+)?(?:border|frontier|boundary)"
    r"(?:\s+(?:region|area|zone))?\s+(?:between|of)\s+(?=.*\s(?:and|with)\s)",
    re.I,
)
_LEAD = re.compile(r"^(?:along|on|at)\s+(?=.*\b(?:border|frontier|boundary)\b)", re.I)
_PART_OF = re.compile(
    r"^(?:in\s+)?(?P<which>(?:north|south|east|west)[\s-]?(?:east|west)?(?:ern)?|central)\s+"
    r"(?P<name>[A-Z].*)$"
)
_EMPTY = lexicon.words("grammar.empty_leads")
_PAIRED = frozenset(["road", "between", "way", "closer"])
_POINTS = frozenset(["distance", "direction", "near", "outskirts", "across", "centre", "offshore"])
"""Kinds that are told from a place as a point: of a city, not of the province called so."""

_RELATIONS = {"way": "road", "part before": "part"}
_ORDER = (
    "distance", "inside by", "road", "way", "closer", "across", "between", "part", "part of",
    "direction", "outskirts", "deep", "offshore", "centre", "near", "inside", "part before",
)  # fmt: skip


def locate(
    text: str,
    gazetteer: Gazetteer,
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
        Where names are looked up.
    terrain
        Gives mouths, heads, heights and ways; without it the whole place stands in for a part.

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
    >>> from geomap.gazetteer import open_gazetteer
    >>> found = locate("33 km S of Jurm, Afghanistan", open_gazetteer())
    >>> found.relation, found.places, round(found.lat, 1)
    ('distance', ('Jurm',), 36.6)
    """
    said = turned(" ".join(text.replace("’", "'").split()))
    if not said:
        raise InputError("expected an expression of place, got an empty text")
    asked = Asked(gazetteer=gazetteer, terrain=terrain, data_dir=settings.data_dir)
    if (border := _BORDER.match(said)) is not None:
        places, others, area, why = bordering(said[border.end() :], asked)
        return located(text, "border", places, area, point=None, others=others, why=why)
    if (line := border_named(_LEAD.sub("", said), asked)) is not None:
        area, why = along(line)
        return located(text, "border", (line,), area, point=None, others=[], why=why)
    found = _expression(said)
    if found is None:
        return _whole(text, said, asked)
    unread = _unread(said[: found.start]) if found.kind != "part before" else ""
    if found.kind in _PAIRED:
        places, others, area, why = spanned(said, found, asked)
        return located(
            text, _RELATIONS.get(found.kind, found.kind), places, area,
            point=None, others=others, why=why + unread,
        )  # fmt: skip
    return _of_one(text, said, found, asked, unread)


def _unread(words: str) -> str:
    """That words before an expression were not read, where they say anything."""
    said = words.strip(" ,-–—")
    if all(word.lower() in _EMPTY for word in re.findall(r"[\w']+", said)):
        return ""
    return f" Not read: “{said}”."


def _expression(said: str) -> Expression | None:
    """The expression that rules a text: the earliest, of those that begin together the stronger."""
    for item in find(said):
        if item.quantity is not None and item.quantity.best_m > HALF_TURN_M:
            raise InputError(
                f"expected a distance that fits on the Earth, got {item.quantity.value} "
                f"{item.quantity.unit}"
            )
    known = [item for item in find(said) if item.kind in _ORDER and item.at <= len(said)]
    known = [item for item in known if said[item.at :].strip() or item.kind == "part before"]
    return min(known, key=lambda item: (item.start, _ORDER.index(item.kind)), default=None)


def _of_one(text: str, said: str, found: Expression, asked: Asked, unread: str) -> Located:
    """Area told from a single place."""
    name = said[found.at :] if found.kind != "part before" else said[: found.start]
    if found.kind == "inside by":
        return _inside_by(text, name, found, asked, unread)
    anchor, choice = anchored(name, asked, point=found.kind in _POINTS)
    area, point, why = shaped(found, anchor, asked)
    why += read_as(name, choice)
    if found.kind == "distance" and len(choice.same) > 1:
        area, why = _each(found, choice, asked, why)
    return located(
        text,
        _RELATIONS.get(found.kind, found.kind),
        (anchor,),
        area,
        point=point,
        others=list(choice.ranked[1:]),
        why=why + unread,
    )


def _each(found: Expression, choice: Choice, asked: Asked, why: str) -> tuple[BaseGeometry, str]:
    """Areas around every place of the name, where the text does not tell them apart."""
    areas = [shaped(found, asked.site(item), asked)[0] for item in choice.same]
    count = f"{len(areas)} places of this name fit the text; each is drawn, the likeliest first."
    return shapely.union_all(areas), f"{why} {count}"


def _inside_by(text: str, name: str, found: Expression, asked: Asked, unread: str) -> Located:
    """10 km inside P, or inside P from the border with Q."""
    parts = re.split(r"\s+from\s+", name, maxsplit=1)
    anchor, choice = anchored(parts[0], asked)
    border = border_named(parts[1], asked) if len(parts) == 2 else None
    assert found.quantity is not None  # noqa: S101  (of this kind all have one)
    area, point, why = inside_by(found.quantity, anchor, border)
    others = list(choice.ranked[1:])
    return located(text, found.kind, (anchor,), area, point=point, others=others, why=why + unread)


def _whole(text: str, said: str, asked: Asked) -> Located:
    """A name alone, or the part of a place that an adjective tells: "eastern Ukraine"."""
    part = _PART_OF.match(said)
    if part is not None and not choose(said, asked.gazetteer).as_written:
        anchor, choice = anchored(part["name"], asked)
        area, point, why = _part_of(anchor, part["which"])
    else:
        anchor, choice = anchored(said, asked)
        point = anchor.place.point if anchor.area is None else None
        area = inside(anchor)
        why = f"{anchor.name} itself, {anchor.place.accuracy or 'as the gazetteer has it'}."
    why += read_as(said, choice)
    others = list(choice.ranked[1:])
    return located(text, "place", (anchor,), area, point=point, others=others, why=why)


def _part_of(anchor: Site, which: str) -> Shape:
    """The part of a place on a side of its centre, or around it."""
    way = direction(which)
    if way is None:
        return AREAS["deep"](anchor), None, f"The inner half of {anchor.name}."
    return side(anchor, way), None, f"The {way.word} of {anchor.name}."

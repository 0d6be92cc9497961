"""The kinds of spatial expression, in one table: how each is worded, located, checked and told.

A new kind is a row here. If no area or check fits it, it is one function more, which the row names:
`area` and `shape` in `geomap.locating`, `check` in `geomap.claims`. These rooms look the names up
when they are imported, so that a wrong one shows at once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any

from geomap.expressions import words as w
from geomap.lexicon import alternation


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of spatial expression.

    Attributes
    ----------
    name
        What it is called in the code.
    relation
        What a claim of it, or an area of it, is called in tables.
    check
        Module and function of `geomap.claims` that make claims of it.
    words
        Patterns of its wording; none where figures and directions alone find it. Their group
        `tag` tells a detail ("heights", "open"), `way` a direction.
    tags
        What wordings of the group `tag` come to; other ones stay as they are.
    tells_tag
        Whether its claims bear the tag in place of the relation: "mouth".
    sides
        Whether it may say on how many sides: "from three directions".
    place
        Where its place stands: "after" the words, "before" them, or the group that holds it.
    places
        How many places it is told from.
    joint
        Pattern of what joins the two places of one that is told from two.
    shape
        Module and function of `geomap.locating` that give its area; none where it has none.
    area, sentence
        For the shape "shapes.around_one": module and function of `geomap.locating` that give the
        area of a site, and how the area is introduced.
    city
        Whether it is told from the city and not from the province of the same name.
    water
        Whether it is told from the water and not from the town of the same name.
    joins
        Whether what "and" joins to it shares its subject: "north of Kabul and close to Panjshir".
    chains
        Whether what a comma adds to it shares its subject: "north of Gao, 20 km from the border".
    grounds
        Whether its place serves only to measure from, and is no topic that "it" would mean.
    elsewhere
        Whether its place is no position of those who surround another.
    narrowness
        Rank among the relations that put an event beside a place, the narrowest 1; 0 for none.
    compared
        Columns of the claims table in which claims must agree to answer one question.
    """

    name: str
    relation: str
    check: str
    words: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    tells_tag: bool = False
    sides: bool = False
    place: str = "after"
    places: int = 1
    joint: str = w.BETWEEN_PLACES
    shape: str = ""
    area: str = ""
    sentence: str = ""
    city: bool = False
    water: bool = False
    joins: bool = False
    chains: bool = False
    grounds: bool = False
    elsewhere: bool = False
    narrowness: int = 0
    compared: tuple[str, ...] = ()

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Its words, compiled."""
        return tuple(re.compile(words, re.I) for words in self.words)

    def tag(self, said: str) -> str:
        """What a wording of the group `tag` comes to."""
        return next((tag for cue, tag in self.tags if re.search(cue, said, re.I)), said.lower())


_ONE = "shapes.around_one"
_TWO = ("stem", "object_id")

_ROWS = (
    Kind(
        name="distance", relation="distance", check="offsets.distances", shape="shapes.offset",
        city=True, joins=True, chains=True, grounds=True, elsewhere=True, narrowness=1,
        compared=_TWO,
    ),
    Kind(
        name="inside by", relation="inside by", check="offsets.distances",
        shape="shapes.inside_by", grounds=True, elsewhere=True,
    ),
    Kind(name="lone distance", relation="distance", check="offsets.lone_distances"),
    Kind(
        name="surrounded", relation="surrounded", check="sieges.sieges",
        words=(
            rf"\b(?P<tag>{w.SURROUND})\b",
            rf"\b(?P<tag>{w.SPLIT})\s+(?=(?:[\w'-]+\s+){{1,4}}?(?:off|in)\b)",
            rf"\b(?P<tag>{w.CUT})\s+(?:off\s+)?(?:{w.WHOSE}\s+)?{w.ALL_ROUTES}\s+{w.REACHES}\s+",
            (rf"\b{w.ALL_ROUTES}\s+{w.REACHES}\s+(?=[^.;:]{{2,40}}?\s{w.BE}\s+"
            rf"(?P<tag>{w.CUT}|under\s+fire)\b)"),
        ),
        sides=True, compared=("stem",),
    ),
    Kind(
        name="pressed", relation="pressed", check="pressing.pressures", compared=("stem",),
    ),
    Kind(
        name="borders", relation="border", check="bordering.borders",
        words=(rf"\b{w.BORDERS}\s+",), joins=True, grounds=True, elsewhere=True, compared=_TWO,
    ),
    Kind(
        name="closer", relation="closer", check="pairs.closers",
        words=(rf"\b{w.CLOSER}\s+",), places=2, joint=r"\s*,?\s+than\s+(?:to\s+)?",
        shape="shapes.closer", chains=True,
    ),
    Kind(
        name="across", relation="across", check="vicinity.opposites",
        words=(
            (rf"\b(?:just\s+)?(?:across|{w.OTHER_SIDE})"
            rf"\s+the\s+(?:(?-i:[A-Z])\w+\s+)?(?P<tag>{w.OBSTACLE})\s+from\s+"),
            r"(?<!the )\b(?:directly\s+|just\s+)?(?P<tag>opposite)\s+(?=(?-i:[A-Z]))",
        ),
        tags=((rf"\b{w.BORDER}$", "border"), (r"\briver$", "river")),
        shape="shapes.across", city=True, chains=True, narrowness=7,
    ),
    Kind(
        name="status", relation="road status", check="roads.road_status",
        words=(
            rf"\b{w.ROUTE}\s+{w.BE}\s+(?P<tag>{w.CUT}|{w.OPEN})\b",
            (rf"\b(?P<tag>{w.CUT}|{w.OPEN})\s+(?:off\s+)?{w.WHOSE}\s+"
            rf"(?:main\s+|only\s+)?{w.ROUTE}\b"),
            (rf"\b(?P<tag>{w.CUT}|{w.OPEN})\s+(?:off\s+)?(?:the\s+)?"
            rf"(?=(?:\w+[\s-]){{1,3}}{w.ROUTE}\b)"),
        ),
        tags=((rf"^(?:{w.OPEN})$", "open"), ("", "closed")), compared=("stem",),
    ),
    Kind(
        name="only way", relation="only way", check="roads.only_ways",
        words=(rf"\b{w.ONLY_WAY}\b",),
    ),
    Kind(
        name="part", relation="part", check="parts.parts",
        words=(rf"\b(?P<tag>{w.PART})\s+{alternation('space.part_links')}\s+",),
        tags=w.PARTS, tells_tag=True, shape="shapes.part", narrowness=2,
    ),
    Kind(
        name="reach", relation="part", check="parts.parts",
        words=(rf"\b(?P<tag>upper|lower)\s+(?=(?-i:[A-Z])[\w' -]*\b{w.VALLEY}\b)",),
        tells_tag=True, shape="shapes.part",
    ),
    Kind(
        name="road", relation="road", check="pairs.betweens",
        words=(
            r"\b(?:on\s+)?the\s+(?P<tag>way)\s+to\s+(?=[^,.;:]{2,40}?\sfrom\s)",
            r"\b(?:on\s+|along\s+)?(?:the|a)\s+stretch(?:\s+of\s+\w+)?\s+(?:from|between)\s+",
            rf"(?<!en )\b{w.ROUTE}\s+(?:that\s+)?(?:{w.LEADING}\s+)?{w.LINK}\s+",
        ),
        places=2, shape="shapes.along_road", chains=True, elsewhere=True, narrowness=9,
    ),
    Kind(
        name="way", relation="road", check="ways.ways",
        words=(
            (rf"\b(?:(?P<tag>{w.ALONG_LEAD})\s+)?(?:the\s+)?"
            rf"(?P<ends>{w.CAPITALISED}(?:\s*[-–]\s*|\s+to\s+){w.CAPITALISED})"
            rf"\s+(?:(?-i:[a-z]+)\s+)?{w.ROUTE_OF_ENDS}\b"),
        ),
        place="ends", places=2, joint=r"\s*[-–]\s*|\s+to\s+", shape="shapes.along_road",
        chains=True, narrowness=9,
    ),
    Kind(
        name="outskirts", relation="outskirts", check="vicinity.nearby",
        words=(rf"\b(?:{w.SIDE}\s+)?{w.OUTSKIRTS}\s+",),
        shape=_ONE, area="areas.edge_of", sentence="The outskirts of",
        city=True, joins=True, chains=True, narrowness=5,
    ),
    Kind(
        name="part of", relation="part of", check="offsets.parts_of",
        words=(rf"\b(?:in\s+)?(?:the\s+)?{w.SIDE}\s+(?P<tag>{w.PIECE})\s+of\s+",),
        shape="shapes.part_of", chains=True, elsewhere=True, narrowness=3,
    ),
    Kind(
        name="direction", relation="direction", check="offsets.directions",
        shape="shapes.towards_way", city=True, joins=True, chains=True, grounds=True,
        elsewhere=True, narrowness=12, compared=_TWO,
    ),
    Kind(
        name="offshore", relation="offshore", check="vicinity.nearby",
        words=(r"\b(?P<tag>off\s+(?:the\s+)?coast\s+of|offshore\s+(?:from|of))\s+",),
        tags=(("", "sea"),), shape=_ONE, area="areas.off_coast", sentence="Off the coast of",
        city=True, narrowness=6,
    ),
    Kind(
        name="centre", relation="centre", check="vicinity.nearby",
        words=(r"\b(?:downtown|(?:city|town)\s+cent(?:er|re)\s+of)\s+(?=(?-i:[A-Z]))",),
        shape=_ONE, area="areas.core", sentence="The centre of", city=True, narrowness=4,
    ),
    Kind(
        name="deep", relation="deep inside", check="vicinity.nearby",
        words=(
            rf"\bdeep\s+{w.INSIDE}\s+",
            rf"\bin\s+the\s+(?:very\s+)?{w.MIDDLE}\s+of\s+",
        ),
        shape=_ONE, area="areas.inner_half", sentence="Deep inside", narrowness=8,
    ),
    Kind(
        name="between", relation="between", check="pairs.betweens",
        words=(rf"\b(?:(?P<tag>{w.SHARE})\s+)?between\s+", rf"\b(?P<tag>{w.SHARE})\s+from\s+"),
        tags=w.SHARES, places=2, shape="shapes.between_two", joins=True, chains=True,
        narrowness=10,
    ),
    Kind(
        name="stream", relation="direction", check="vicinity.streams",
        words=(rf"\b{w.STREAM}\s+(?:of|from)\s+",),
        tags=(("^up", "upstream"), ("^down", "downstream")), shape="shapes.along_river",
        city=True, chains=True, grounds=True, elsewhere=True, narrowness=12,
    ),
    Kind(
        name="shore", relation="near", check="vicinity.shores",
        words=(
            rf"\b(?:on|along)\s+(?:the\s+)?{w.BANK}{w.SHORE}\s+of\s+",
            rf"^(?:the\s+)?{w.BANK}{w.SHORE}\s+of\s+",
        ),
        shape=_ONE, area="areas.waterside", sentence="Up to 10 km beside",
        water=True, grounds=True, elsewhere=True,
    ),
    Kind(
        name="near", relation="near", check="vicinity.nearby", words=(rf"\b{w.NEAR}\s+",),
        shape=_ONE, area="areas.around", sentence="Near",
        city=True, joins=True, chains=True, grounds=True, narrowness=11,
    ),
    Kind(
        name="inside", relation="inside", check="vicinity.nearby",
        words=(r"\b(?:inside|into|within)\s+", r"\bin\s+(?=the\s+(?:\w+\s+)?capital\b)"),
        shape=_ONE, area="areas.inside", sentence="Inside",
    ),
    Kind(
        name="part before", relation="part", check="parts.parts",
        words=(rf"\b(?P<tag>{w.HEIGHTS_BEHIND})\b",),
        tags=w.PARTS, tells_tag=True, place="before", shape="shapes.part", narrowness=2,
    ),
    Kind(
        name="landform", relation="landform", check="rows.landforms",
        words=(
            (rf"\b{w.INTO}\s+(?:(?:an?|the|some)\s+)?"
            rf"(?:[\w-]+\s+){{0,2}}?(?P<tag>{w.LANDFORM})\b"),
        ),
        place="tag",
    ),
)  # fmt: skip

KINDS: MappingProxyType[str, Kind] = MappingProxyType({kind.name: kind for kind in _ROWS})
"""All kinds by name; of expressions that overlap, those of an earlier row are tried first."""


def kinds_that(trait: str) -> frozenset[str]:
    """Names of the kinds in whose row a column is true, as "joins" or "grounds"."""
    return frozenset(kind.name for kind in _ROWS if getattr(kind, trait))


def functions_of(room: str, column: str) -> dict[str, Callable[..., Any]]:
    """Functions of a room that a column of the table names, by kind.

    Raises
    ------
    AttributeError, ModuleNotFoundError
        If the room has no such function: a mistake in the table, raised when the room is imported.
    """
    named = {kind.name: getattr(kind, column).split(".") for kind in _ROWS if getattr(kind, column)}
    return {
        name: getattr(import_module(f"{room}.{module}"), function)
        for name, (module, function) in named.items()
    }

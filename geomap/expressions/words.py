"""Words of spatial expressions, as parts of patterns named by what they mean.

Patterns are read without regard to case; a part that must begin with a capital says so.
"""

import re

from geomap.lexicon import alternation, table

MAIN_WAY = r"(?:north|south|east|west)"
DIRECTION = (
    rf"(?:(?i:(?:due\s+)?{MAIN_WAY}(?:[\s-]?{MAIN_WAY}){{0,2}}(?:ern|wards?|erly)?)\b"
    r"|\b(?:[NS]{1,2}[EW]{0,2}|[EW]{1,2}|[EW][NS][EW])\b)"
)
"""A direction as a word or in capital letters: "north-west", "southern", "SSW"."""

SIDE = rf"(?P<way>{MAIN_WAY}(?:[\s-]?{MAIN_WAY})?(?:ern)?)(?:most)?"
BORDER = alternation("places.borders")
BETWEEN_PLACES = r"\s+(?:and|to|with|from)\s+"

LIST_JOIN = re.compile(
    r"(?:\s+(?:province|district|valley|area)s?)?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)"
    r"(?:the\s+|in\s+|from\s+)*",
    re.I,
)
"""What joins the places of a list."""

CAPITALISED = r"(?-i:[A-Z][\w']*(?:[\s-](?:[a-z]{1,3}[\s-])?[A-Z][\w']*){0,5})"

PART = (
    rf"(?:{alternation('places.valley_parts')}"
    r"|(?:mountains|hills|ridges?)(?=\s+(?:above|overlooking)\b))"
)
HEIGHTS_BEHIND = alternation("places.part_before")
"""Parts whose place stands before them: "Panjshir heights"."""


def _tags(name: str) -> tuple[tuple[str, str], ...]:
    """Patterns of the words of a list, with the value that each group of them has."""
    values = table(name)
    words = {value: [w for w in values if values[w] == value] for value in values.values()}
    return tuple(
        (rf"^(?:{'|'.join(group)})$".replace(" ", r"\s+"), value) for value, group in words.items()
    )


PARTS = (*_tags("places.valley_parts"), ("entrance", "mouth"), ("", "heights"))
"""What the words for a part of a place come to."""

PIECE = alternation("places.shares")
"""What a direction selects of a place: "the northern half of"."""

SURROUND = alternation("deeds.surround_forms")
SPLIT = alternation("deeds.split_forms")
SIDES = alternation("space.sides")
COUNT = rf"{alternation('number.units')}|\d+"

BORDERS = (
    rf"(?:{alternation('space.borders_on')}"
    r"|shares?\s+(?:(?:a|its)\s+)?(?:\w+\s+)?borders?\s+with)"
)
OBSTACLE = (
    rf"(?:(?-i:[a-z-]+\s+)?{BORDER}|(?:[\w'-]+\s+){{0,2}}{alternation('places.waters')}"
    r"|(?-i:[A-Z][\w'-]+))"
)
"""What may lie between two places that face each other."""

SHARE = alternation("number.way_shares")
SHARES = _tags("number.way_shares")
"""How far along the way between two places, by how it is worded."""

ROUTE = alternation("places.routes")
ROUTE_OF_ENDS = alternation("places.named_roads")
LINK = alternation("space.way_links")
CUT, OPEN = alternation("deeds.cuts"), alternation("deeds.opens")
BE = rf"{alternation('grammar.be_or_stay')}(?:\s+{alternation('grammar.way_adverbs')})*"
_EVERY = rf"{alternation('grammar.every')}(?:\s+of)?(?:\s+(?:the|its))?"
ALL_ROUTES = rf"(?:{alternation('grammar.sole')}|{_EVERY})\s+(?:\w+\s+){{0,2}}?{ROUTE}"
"""Every way there is, as far as the text says: "the last supply road", "all roads"."""

LEADING = alternation("space.way_runs")
REACHES = rf"(?:{LEADING}\s+)?{alternation('space.reaches')}"
"""What ties a way to the place that depends on it."""

ONLY_WAY = (
    rf"{alternation('grammar.sole')}\s+(?:\w+\s+){{0,2}}?{alternation('places.ways_in')}"
    rf"\s+{alternation('space.way_in_links')}"
)
CLOSER = rf"(?:{alternation('grammar.closer_adverbs')}\s+)?(?:closer|nearer)\s+to"
OUTSKIRTS = rf"(?:{alternation('places.edges')}|approaches(?=\s+to\b))\s+(?:of|to)"
ALONG_LEAD = alternation("space.astride")
NEAR = (
    rf"(?:(?:just|right)\s+)?(?:{alternation('space.near')}"
    rf"|{ALONG_LEAD}(?=\s+(?:the|its)\s+(?:[\w-]+\s+){{0,2}}(?:border|frontier)\b))"
)
MIDDLE = alternation("places.middles")
LANDFORM = alternation("places.landforms")
INTO = alternation("space.land_prepositions")
WHOSE = alternation("grammar.ways_articles")
SHORE = alternation("places.shores")
BANK = rf"(?:(?:{SIDE}|(?P<tag>left|right)(?:-hand)?|[\w-]+)\s+)?"
"""Which shore of a water: by the compass, or a river's left or right as it flows."""

STREAM = r"(?P<tag>(?:up|down)(?:stream|river))"
OTHER_SIDE = r"on\s+the\s+(?:other|far|opposite)\s+(?:side|bank)\s+of"
VALLEY = r"(?:valley|gorge|river)"
INSIDE = r"(?:inside|into|in|within)"

"""Words of spatial expressions, as parts of patterns named by what they mean.

Patterns are read without regard to case; a part that must begin with a capital says so.
"""

import re

MAIN_WAY = r"(?:north|south|east|west)"
DIRECTION = (
    rf"(?:(?i:(?:due\s+)?{MAIN_WAY}(?:[\s-]?{MAIN_WAY}){{0,2}}(?:ern|wards?|erly)?)\b"
    r"|\b(?:[NS]{1,2}[EW]{0,2}|[EW]{1,2}|[EW][NS][EW])\b)"
)
"""A direction as a word or in capital letters: "north-west", "southern", "SSW"."""

SIDE = rf"(?P<way>{MAIN_WAY}(?:[\s-]?{MAIN_WAY})?(?:ern)?)(?:most)?"
BORDER = r"(?:border|frontier|boundary)"
BETWEEN_PLACES = r"\s+(?:and|to|with|from)\s+"

LIST_JOIN = re.compile(
    r"(?:\s+(?:province|district|valley|area)s?)?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)"
    r"(?:the\s+|in\s+|from\s+)*",
    re.I,
)
"""What joins the places of a list."""

CAPITALISED = r"(?-i:[A-Z][\w']*(?:[\s-](?:[a-z]{1,3}[\s-])?[A-Z][\w']*)*)"

PART = (
    r"(?:mouths?|entrances?|entry|gateway|gates|foot|lower\s+reaches|head|far\s+end|top"
    r"|upper\s+(?:reaches|end|part)|heights|high\s+ground|ridges|mountains(?=\s+above)"
    r"|hills(?=\s+above))"
)
HEIGHTS_BEHIND = r"(?:heights|highlands|mouth|(?:narrow\s+)?entrances?)"
"""Parts whose place stands before them: "Panjshir heights"."""

PARTS = (
    (r"mouth|entr|gate|foot|lower", "mouth"),
    (r"head|far|top|upper", "head"),
    (r"height|high|ridge|mountain|hill", "heights"),
)
PIECE = (
    r"(?:half|part|parts|third|side|end|portion|section|areas?|districts|countryside"
    r"|neighbou?rhoods?|quarters?)"
)
"""What a direction selects of a place: "the northern half of"."""

SURROUND = (
    r"(?:surround(?:s|ed|ing)?|encircl(?:es?|ed|ing|ement\s+of)|besieg(?:es?|ed|ing)"
    r"|hemm(?:ed|ing)\s+in|hem\s+in|boxed\s+in|ring(?:ed|s)(?=\s+(?:by|from|on|with))"
    r"|under\s+(?:a\s+)?siege|(?:lay|laid|laying)\s+siege\s+to|siege\s+of|blockad(?:ed|ing)"
    r"|cut\s+off(?=\s+(?:from|on)\s+(?:all|both|every|\w+\s+(?:sides|directions|fronts))))"
)
SIDES = r"(?:sides?|directions?|fronts?|flanks?|angles)"
COUNT = r"one|two|three|four|five|six|seven|eight|\d+"

BORDERS = (
    r"(?:abut(?:s|ted|ting)?(?:\s+(?:on|onto))?|border(?:s|ing|ed)(?:\s+(?:on|with|by))?"
    r"|adjoin(?:s|ed|ing)?|neighbou?rs|neighbou?ring\s+on|adjacent\s+to"
    r"|shares?\s+(?:(?:a|its)\s+)?(?:\w+\s+)?borders?\s+with)"
)
OBSTACLE = (
    rf"(?:(?-i:[a-z-]+\s+)?{BORDER}"
    r"|(?:[\w'-]+\s+){0,2}(?:river|lake|straits?|gulf|bay|channel|canal|estuary|water)"
    r"|(?-i:[A-Z][\w'-]+))"
)
"""What may lie between two places that face each other."""

SHARE = (
    r"(?:half-?\s?way|mid-?way|(?:halfway|half|a\s+third|a\s+quarter|two[\s-]thirds"
    r"|three[\s-]quarters)(?:\s+of)?\s+the\s+way)"
)
SHARES = (
    (r"^(?:half-?\s?way|mid-?way|half\b.*)$", "half"),
    (r"^a\s+third\b", "third"),
    (r"^two[\s-]thirds\b", "two thirds"),
    (r"^a\s+quarter\b", "quarter"),
    (r"^three[\s-]quarters\b", "three quarters"),
)
"""How far along the way between two places, by how it is worded."""

ROUTE = (
    r"(?:(?:road|highway|route|motorway|track|supply\s+lines?|supply\s+routes?|pass|tunnel"
    r"|corridor)s?)"
)
ROUTE_OF_ENDS = r"(?:road|highway|motorway|route|railway)"
LINK = r"(?:from|between|linking|connecting|links|connects)"
CUT = (
    r"cut(?:s|ting)?(?:\s+off)?|block(?:ed|s|ing)?|sever(?:ed|s|ing)?|clos(?:ed|es?|ing)"
    r"|shut(?:\s+down)?"
)
OPEN = r"(?:re-?)?open(?:ed|s|ing)?|unblocked|cleared"
BE = (
    r"(?:was|were|is|are|has\s+been|had\s+been|remain(?:s|ed)?|stay(?:s|ed)?)"
    r"(?:\s+(?:now|still|also|completely|fully|again))*"
)
ONLY_WAY = (
    r"(?:only|sole|single|one)\s+(?:\w+\s+){0,2}?(?:way|entrance|path|access|exit"
    r"|(?:access\s+)?road|highway|route|track|pass|tunnel|corridor)"
    r"\s+(?:in(?:to)?|out(?:\s+of)?|to|through|towards)"
)
CLOSER = r"(?:(?:much|far|slightly|a\s+little|even|somewhat)\s+)?(?:closer|nearer)\s+to"
OUTSKIRTS = (
    r"(?:outskirts|suburbs|edges?|fringes?|gates|periphery|approaches(?=\s+to\b))\s+(?:of|to)"
)
NEAR = (
    r"(?:(?:just|right)\s+)?(?:near(?:\s+to)?|close\s+to|around|not\s+far\s+from"
    r"|in\s+the\s+(?:vicinity|area|environs|surroundings)\s+of|outside(?:\s+of)?|next\s+to"
    r"|beside|in\s+and\s+around"
    r"|(?:on|along|astride|straddl(?:es?|ing|ed))(?=\s+(?:the|its)\s+(?:[\w-]+\s+){0,2}(?:border|frontier)\b))"
)
MIDDLE = r"(?:heart|interior|middle|cent(?:er|re))"
LANDFORM = r"(?:mountains?|valleys?|hills|gorges?|ravines?|canyons?|highlands|mountainsides?|caves)"
INTO = r"(?:in|into|to|towards?|through|over|across|up)"
ALONG_LEAD = r"(?:on|along|astride|beside|straddl(?:es?|ed|ing))"
ANY = r"(?:a|an|the|nearby|surrounding|some)"
WHOSE = r"(?:the|a|all|both|its|their)"
OTHER_SIDE = r"on\s+the\s+(?:other|far|opposite)\s+(?:side|bank)\s+of"
LEADING = r"(?:leading|running|leads|runs)"
VALLEY = r"(?:valley|gorge|river)"
INSIDE = r"(?:inside|into|in|within)"

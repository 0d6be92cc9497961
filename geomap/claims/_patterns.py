"""Wording of spatial expressions other than distances and directions, kind by kind.

Of expressions that overlap the earlier kind is tried first; what it cannot read falls to the next.
"""

import re
from typing import NamedTuple


class Pattern(NamedTuple):
    """A kind of expression and how it is worded; the place follows the match."""

    kind: str
    regex: re.Pattern[str]


MAIN = r"(?:north|south|east|west)"
DIRECTION = (
    rf"(?:(?i:(?:due\s+)?{MAIN}(?:[\s-]?{MAIN}){{0,2}}(?:ern|wards?|erly)?)\b"
    r"|\b(?:[NS]{1,2}[EW]{0,2}|[EW]{1,2}|[EW][NS][EW])\b)"
)
_SIDE = rf"(?P<way>{MAIN}(?:[\s-]?{MAIN})?(?:ern)?)(?:most)?"

LIST_JOIN = re.compile(
    r"(?:\s+(?:province|district|valley|area)s?)?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)"
    r"(?:the\s+|in\s+|from\s+)*",
    re.I,
)
"""What joins the places of a list."""

PARTS = (
    (re.compile(r"^upper$", re.I), "upper"),
    (re.compile(r"^lower$", re.I), "lower"),
    (re.compile(r"mouth|entr|gate|foot|lower", re.I), "mouth"),
    (re.compile(r"head|far|top|upper", re.I), "head"),
    (re.compile(r"height|high|ridge|mountain|hill", re.I), "heights"),
)
KINDS_OF = (
    (re.compile(r"\b(?:border|frontier|boundary)$"), "border"),
    (re.compile(r"\briver$"), "river"),
    (re.compile(r"^(?:half-?\s?way|mid-?way|half\b.*)$"), "half"),
    (re.compile(r"^a\s+third\b"), "third"),
    (re.compile(r"^two[\s-]thirds\b"), "two thirds"),
    (re.compile(r"^a\s+quarter\b"), "quarter"),
    (re.compile(r"^three[\s-]quarters\b"), "three quarters"),
)
"""What details of wordings come to."""

_PART = (
    r"(?P<part>mouths?|entrances?|entry|gateway|gates|foot|lower\s+reaches|head|far\s+end|top"
    r"|upper\s+(?:reaches|end|part)|heights|high\s+ground|ridges|mountains(?=\s+above)"
    r"|hills(?=\s+above))"
)
SURROUND = re.compile(
    r"\b(?:surround(?:s|ed|ing)?|encircl(?:es?|ed|ing|ement\s+of)|besieg(?:es?|ed|ing)"
    r"|hemm(?:ed|ing)\s+in|hem\s+in|boxed\s+in|ring(?:ed|s)(?=\s+(?:by|from|on|with))"
    r"|under\s+(?:a\s+)?siege|(?:lay|laid|laying)\s+siege\s+to|siege\s+of|blockad(?:ed|ing)"
    r"|cut\s+off(?=\s+(?:from|on)\s+(?:all|both|every|\w+\s+(?:sides|directions|fronts))))\b",
    re.I,
)
_ROUTE = (
    r"(?P<route>(?:road|highway|route|motorway|track|supply\s+lines?|supply\s+routes?|pass|tunnel"
    r"|corridor)s?)"
)
_CAPITALISED = r"(?-i:[A-Z][\w']*(?:[\s-](?:[a-z]{1,3}[\s-])?[A-Z][\w']*)*)"
_FORM = (
    r"(?P<form>(?-i:[a-z-]+\s+)?(?:border|frontier|boundary)"
    r"|(?:[\w'-]+\s+){0,2}(?:river|lake|straits?|gulf|bay|channel|canal|estuary|water)"
    r"|(?-i:[A-Z][\w'-]+))"
)
_SHARE = (
    r"(?P<share>half-?\s?way|mid-?way|(?:halfway|half|a\s+third|a\s+quarter|two[\s-]thirds"
    r"|three[\s-]quarters)(?:\s+of)?\s+the\s+way)"
)
_CUT = (
    r"cut(?:s|ting)?(?:\s+off)?|block(?:ed|s|ing)?|sever(?:ed|s|ing)?|clos(?:ed|es?|ing)"
    r"|shut(?:\s+down)?"
)
_OPEN = r"(?:re-?)?open(?:ed|s|ing)?|unblocked|cleared"
OPEN = re.compile(_OPEN, re.I)
_STATE = rf"(?P<state>{_CUT}|{_OPEN})"
_BE = (
    r"(?:was|were|is|are|has\s+been|had\s+been|remain(?:s|ed)?|stay(?:s|ed)?)"
    r"(?:\s+(?:now|still|also|completely|fully|again))*"
)
_LINK = r"(?:from|between|linking|connecting|links|connects)"

_WORDING = {
    "borders": (
        (
            r"\b(?:abut(?:s|ted|ting)?(?:\s+(?:on|onto))?|border(?:s|ing|ed)(?:\s+(?:on|with|by))?"
            r"|adjoin(?:s|ed|ing)?|neighbou?rs|neighbou?ring\s+on|adjacent\s+to"
            r"|shares?\s+(?:(?:a|its)\s+)?(?:\w+\s+)?borders?\s+with)\s+"
        ),
    ),
    "closer": (
        r"\b(?:(?:much|far|slightly|a\s+little|even|somewhat)\s+)?(?:closer|nearer)\s+to\s+",
    ),
    "across": (
        (
            r"\b(?:just\s+)?(?:across|on\s+the\s+(?:other|far|opposite)\s+(?:side|bank)\s+of)"
            rf"\s+the\s+{_FORM}\s+from\s+"
        ),
    ),
    "status": (
        rf"\b{_ROUTE}\s+{_BE}\s+{_STATE}\b",
        rf"\b{_STATE}\s+(?:off\s+)?(?:the|a|all|both|its|their)\s+(?:main\s+|only\s+)?{_ROUTE}\b",
        rf"\b{_STATE}\s+(?:off\s+)?(?:the\s+)?(?=(?:\w+[\s-]){{1,3}}{_ROUTE}\b)",
    ),
    "only way": (
        (
            r"\b(?:only|sole|single|one)\s+(?:\w+\s+){0,2}?(?:way|entrance|path|access|exit"
            r"|(?:access\s+)?road|highway|route|track|pass|tunnel|corridor)"
            r"\s+(?:in(?:to)?|out(?:\s+of)?|to|through|towards)\b"
        ),
    ),
    "part": (
        rf"\b{_PART}\s+(?:of|to|into|above|over)\s+",
        r"\b(?P<part>upper|lower)\s+(?=(?-i:[A-Z])[\w' -]*\b(?:valley|gorge|river)\b)",
    ),
    "road": (
        r"\b(?:on\s+)?the\s+(?P<form>way)\s+to\s+(?=[^,.;:]{2,40}?\sfrom\s)",
        r"\b(?:on\s+|along\s+)?(?:the|a)\s+stretch(?:\s+of\s+\w+)?\s+(?:from|between)\s+",
        rf"(?<!en )\b{_ROUTE}\s+(?:that\s+)?(?:(?:leading|running|leads|runs)\s+)?{_LINK}\s+",
    ),
    "way": (
        (
            r"\b(?:(?P<lead>on|along|astride|beside|straddl(?:es?|ed|ing))\s+)?(?:the\s+)?"
            rf"(?P<ends>{_CAPITALISED}(?:\s*[-–]\s*|\s+to\s+){_CAPITALISED})"
            r"\s+(?:(?-i:[a-z]+)\s+)?(?:road|highway|motorway|route|railway)\b"
        ),
    ),
    "outskirts": (
        (
            rf"\b(?:{_SIDE}\s+)?(?:outskirts|suburbs|edges?|fringes?|gates|periphery"
            r"|approaches(?=\s+to\b))\s+(?:of|to)\s+"
        ),
    ),
    "part of": (
        (
            rf"\b(?:in\s+)?(?:the\s+)?{_SIDE}\s+(?P<half>half|part|parts|third|side|end|portion"
            r"|section|areas?|districts|countryside|neighbou?rhoods?|quarters?)\s+of\s+"
        ),
    ),
    "offshore": (r"\b(?:off\s+(?:the\s+)?coast\s+of|offshore\s+(?:from|of))\s+",),
    "centre": (r"\b(?:downtown|(?:city|town)\s+cent(?:er|re)\s+of)\s+(?=(?-i:[A-Z]))",),
    "deep": (
        r"\bdeep\s+(?:inside|into|in|within)\s+",
        r"\bin\s+the\s+(?:very\s+)?(?:heart|interior|middle|cent(?:er|re))\s+of\s+",
    ),
    "between": (
        rf"\b(?:{_SHARE}\s+)?between\s+",
        rf"\b{_SHARE}\s+from\s+",
    ),
    "near": (
        (
            r"\b(?:(?:just|right)\s+)?(?:near(?:\s+to)?|close\s+to|around|not\s+far\s+from"
            r"|in\s+the\s+(?:vicinity|area|environs|surroundings)\s+of|outside(?:\s+of)?|next\s+to"
            r"|beside|in\s+and\s+around"
            r"|(?:on|along|astride|straddl(?:es?|ing|ed))(?=\s+(?:the|its)\s+(?:[\w-]+\s+){0,2}(?:border|frontier)\b))\s+"
        ),
    ),
    "inside": (
        r"\b(?:inside|into|within)\s+",
        r"\bin\s+(?=the\s+(?:\w+\s+)?capital\b)",
    ),
    "part before": (r"\b(?P<part>heights|highlands|mouth|(?:narrow\s+)?entrances?)\b",),
    "landform": (
        (
            r"\b(?:in|into|to|towards?|through|over|across|up)\s+(?:a|an|the|nearby|surrounding|some)?"
            r"\s*(?:[\w-]+\s+){0,2}?(?P<form>mountains?|valleys?|hills|gorges?|ravines?|canyons?"
            r"|highlands|mountainsides?|caves)\b"
        ),
    ),
}
WAY = re.compile(_WORDING["way"][0], re.I)
"""A way told by its ends: "the A-B road"."""

PATTERNS = tuple(
    Pattern(kind, re.compile(wording, re.I))
    for kind, wordings in _WORDING.items()
    for wording in wordings
)

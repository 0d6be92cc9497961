"""The forms in which coordinates are written, each a name and a pattern."""

import re
from collections.abc import Iterator
from functools import cache

from geomap import lexicon

_NUMBER = r"[-+−]?\d{1,3}\.\d+"
_PLUS = "23456789CFGHJMPQRVWX"
_ZONE = r"(?<!\w)(?:[Zz]one\s)?(?P<zone>[1-9]|[1-5]\d|60)\s?(?P<band>[C-HJ-NP-X])"
_JOIN = r"(?:\s?[,;/|]\s?|\s(?:and\s)?|,\s(?:and\s)?)"


_SIGNS = {
    "address": r"(?i)/|geo:",
    "lettered": r"\d\D+\d",
    "compact": r"\d{4}",
    "labelled": r"\d\.\d",
    "bare": r"\d\.\d",
    "mgrs": r"\d\d",
    "utm": r"\d{6}",
    "plus": r"\+",
}
"""What a form cannot be without, so that most texts are not searched for it."""


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Names, patterns and signs of the forms, those that say most first."""
    rows = [*_ADDRESSES.items(), *_forms()]
    named = ((name.partition(" ")[0], pattern) for name, pattern in rows)
    return tuple((name, re.compile(one), re.compile(_SIGNS[name])) for name, one in named)


def _forms() -> Iterator[tuple[str, str]]:
    yield "lettered", rf"(?<![\w.]){_written(1)}{_JOIN}{_written(2)}(?![\w°])"
    spaced = _written(1, signs=False) + r",?\s" + _written(2, signs=False)
    yield "lettered by spaces", rf"(?<![\w.]){spaced}(?!\w)"
    yield "compact", r"(?<!\w)(\d{4}(?:\d\d)?)([NS])[ ,/]?(\d{5}(?:\d\d)?)([EW])(?!\w)"
    lat, lon = (
        rf"\b{lexicon.alternation(name)}(?:\s?[:=]\s?|\s(?:of\s)?)"
        for name in ("coordinates.latitude", "coordinates.longitude")
    )
    gap = r"°?\s?[,;&/]?\s?(?:and\s)?"
    yield (
        "labelled",
        (
            rf"(?i)(?:{lat}(?P<lat>{_NUMBER}){gap}{lon}(?P<lon>{_NUMBER})"
            rf"|{lon}(?P<lon2>{_NUMBER}){gap}{lat}(?P<lat2>{_NUMBER}))°?"
        ),
    )
    others = lexicon.alternation("coordinates.others")
    yield (
        "bare",
        (
            rf"(?<![\w.$€£¥°−+-])(?<![$€£¥]\s)({_NUMBER})°?(?:\s?[,;/]\s?|\s)({_NUMBER})"
            rf"(?:\s?(?:°|º|˚))?(?!\w|\.\d|[,;]\s?\d)(?!\s?-?(?:{others})(?!\w))"
        ),
    )
    yield from _grids()


def _grids() -> Iterator[tuple[str, str]]:
    """References of grids: MGRS, UTM, plus codes."""
    yield (
        "mgrs",
        (
            rf"{_ZONE}\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?"
            r"(?P<digits>\d{2,5}\s\d{2,5}|\d{4,10})(?!\w)"
        ),
    )
    yield (
        "utm",
        (
            rf"{_ZONE},?\s(?P<east>\d{{6}}(?:\.\d+)?)\s?m?E?,?\s"
            r"(?P<north>\d{5,8}(?:\.\d+)?)\s?m?N?(?!\w)"
        ),
    )
    yield (
        "plus",
        (
            rf"(?<![\w+])(?:[2-9C][2-9CFGHJMPQRV][{_PLUS}]{{6}}|[{_PLUS}]{{4}})\+"
            rf"[{_PLUS}]{{2,3}}(?![\w+])"
        ),
    )


def _written(which: int, *, signs: bool = True) -> str:
    """Pattern of one figure with its letter, before or after it; `signs` or spaces between."""
    degree, minute, second = (
        rf"\s?{lexicon.alternation(name)}\s?" if signs else r"\s"
        for name in ("coordinates.degrees", "coordinates.minutes", "coordinates.seconds")
    )
    fine = r"\d{1,2}(?:\.\d+)?"
    last = f"(?P<s{which}>{fine})" + (second if signs else "")
    middle = f"(?P<m{which}>{fine})" + (
        rf"{minute}(?:{last})?" if signs else f"(?:{minute}{last})?"
    )
    body = rf"(?P<d{which}>\d{{1,3}}(?:\.\d+)?)"
    body += rf"(?:{degree}(?:{middle})?)?" if signs else rf"{degree}{middle}"
    letter = r"[NSEW](?!\w)|(?i:" + lexicon.alternation("space.cardinals") + r")\b"
    # a letter before the first figure stands before the second too
    after = rf"\s?(?P<b{which}>{letter})"
    return rf"(?:(?P<a{which}>[NSEW])\s?)?{body}(?(a{which})|{after})"


_HEAD = r"(?i)[^\s()\[\]<>\"]*"
_LAT, _LON = (rf"(?P<{name}>-?\d{{1,3}}\.\d+)" for name in ("lat", "lon"))
_ADDRESSES = {
    "address yandex": rf"{_HEAD}yandex\.[a-z.]+/\S*[?&](?:ll|pt)={_LON}(?:,|%2C){_LAT}",
    "address marker": rf"{_HEAD}/maps\S*!3d{_LAT}!4d{_LON}",
    "address view": rf"{_HEAD}/maps\S*@{_LAT},{_LON}(?:,(?P<zoom>\d{{1,2}}(?:\.\d+)?)z)?",
    "address query": rf"{_HEAD}maps?\S*[?&](?:q|ll|center|query|daddr|destination|loc)=(?:loc:)?"
    rf"{_LAT}(?:,|%2C)\+?{_LON}",
    "address osm marker": rf"{_HEAD}openstreetmap\.org/\S*mlat={_LAT}&(?:amp;)?mlon={_LON}",
    "address osm view": rf"{_HEAD}openstreetmap\.org/\S*#map=(?P<zoom>\d{{1,2}})/{_LAT}/{_LON}",
    "address bing": rf"{_HEAD}bing\.[a-z.]+/maps\S*[?&]cp={_LAT}~{_LON}",
    "address wikimapia": rf"{_HEAD}wikimapia\.org/\S*lat={_LAT}&(?:amp;)?lon={_LON}",
    "address geo": rf"{_HEAD}geo:{_LAT},{_LON}",
}
"""Addresses of maps; the order of their figures is their own."""

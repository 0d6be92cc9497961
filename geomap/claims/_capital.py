"""Which capital "the capital" is: that of the country that is spoken of, never the dateline's."""

import re
from collections import Counter

from geomap.claims._story import Named, Reference, Story
from geomap.dates import dateline_spans
from geomap.locating import country as country_of
from geomap.model import Place
from geomap.toponyms.words import demonyms

_CAPITAL = re.compile(
    r"(?:the\s+|its\s+|their\s+)?(?:(?P<people>[A-Z]\w+)\s+)?(?:national\s+)?capital\b"
    r"(?!\s*,?\s*(?:of\s+)?(?:the\s+)?[A-Z])"
)
_HEAD_PASSAGES = 2
_MOST = 50


def names_capital(text: str, at: int) -> bool:
    """Whether "the capital", with no name after it, stands at a position."""
    return _CAPITAL.match(text, at) is not None


def capital(told: Story, number: int, at: int, *, country: str = "") -> tuple[Named, int] | None:
    """The capital, the Afghan capital: that of the people named, else of `country`.

    Without either, the country that the report speaks of most; what the dateline names is where
    the report was filed, and counts for nothing.
    """
    match = _CAPITAL.match(told.texts[number], at)
    if match is None:
        return None
    rows = [r.place for r in _told(told) if r.place is not None]
    if match["people"]:
        country = demonyms(told.settings.data_dir).get(match["people"].casefold(), "")
    country = country or _main_country(rows)
    found = {p.place_id: p for p in rows if p.kind == "P.PPLC" and p.country == country}
    place = next(iter(found.values())) if len(found) == 1 else _seat(told, country)
    if place is None:
        which = f"of {country} " if country else ""
        return Named(text=match.group(), reason=f"no capital {which}is known"), match.end()
    return Named(text=place.name, place=place, said=match.group()), match.end()


def _told(told: Story) -> list[Reference]:
    """References outside the dateline."""
    kept = []
    for number, row in enumerate(told.references):
        text = told.texts[number] if row else ""
        spans = dateline_spans(text) if number < _HEAD_PASSAGES else []
        kept += [r for r in row if not any(a <= r.start < b for a, b in spans)]
    return kept


def _main_country(places: list[Place]) -> str:
    """The country of most places; none where two have as many."""
    counts = Counter(place.country for place in places if place.country).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return ""
    return counts[0][0]


def _seat(told: Story, country: str) -> Place | None:
    """Capital of a country as the gazetteer has it, or None where it cannot tell."""
    if not country:
        return None
    key = ("capital", country)
    if key not in told.known:
        told.known[key] = None
        own = country_of(country, told.gazetteer)
        area = told.gazetteer.area(own.place_id) if own is not None else None
        if area is not None:
            rows = told.gazetteer.places_within(area.bounds, limit=_MOST)
            mine = rows[(rows["kind"] == "P.PPLC") & (rows["country"] == country)]
            if len(mine) == 1:
                told.known[key] = told.gazetteer.place(str(mine["place_id"].iloc[0]))
    seat: Place | None = told.known[key]
    return seat

"""Which places the names of a text in another language mean.

The names are set one beside another in their base form, each with the English of its type word,
and the room `resolution` reads that list as it reads the names of an English report.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.foreign.names import Name
from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.model import Candidate, Mention, Place, Report, Resolution, Role
from geomap.tongue import plain

Resolve = Callable[[Report, list[Mention]], list[Resolution]]
_LEAST_PEOPLE, _TIMES = 20_000, 20
_APART, _WITHIN, _MOST_BETWEEN = " . ", ", ", 30


def resolved(
    report: Report, names: Sequence[Name], resolve: Resolve, *, gazetteer: EmbeddedGazetteer
) -> list[Resolution]:
    """What names mean, in their order; each mention is as the report writes it."""
    text, mentions = "", []
    for before, name in zip((None, *names), names, strict=False):
        text += _between(before, name)
        role = Role.EVENT_PLACE if name.led else Role.OTHER_PLACE
        start = len(text)
        text += name.base
        mentions.append(
            Mention(
                report_id=report.report_id,
                start=start,
                end=len(text),
                text=name.base,
                role=role,
                cue="",
            )
        )
        text += f" {name.kind}" if name.kind else ""
    listed = replace(report, text=text, segments=())
    found = resolve(listed, mentions)
    return [
        _as_written(report, _known_abroad(one, name, gazetteer), name)
        for one, name in zip(found, names, strict=True)
    ]


def _between(before: Name | None, name: Name) -> str:
    """What stands before a name in the list: a comma where the text says what the one lies in."""
    if before is None or before.line is not name.line:
        return _APART if before is not None else ""
    between = name.line.plain[before.end : name.start]
    words = name.line.tongue.any_of("lead", "types", "at")
    within = re.fullmatch(rf",[\s'-]*(?:{words}[\s'-]*)*", between[:_MOST_BETWEEN])
    return _WITHIN if within and (name.kind or name.led) else _APART


def _known_abroad(found: Resolution, name: Name, gazetteer: EmbeddedGazetteer) -> Resolution:
    """What a name means, the city rather than its province or than a village that is called alike.

    Who writes a foreign name without a word for what it is means the place that the world knows.
    """
    place = found.place
    if place is None or _has_type(name) or place.kind.startswith("A.PCL"):
        return found
    for other in (*found.alternatives, *_namesakes(place, gazetteer)):
        if _is_rather(other.place, place):
            kept = (one for one in found.alternatives if one is not other)
            first = Candidate(
                place=place, matched=place.name, match="ranked", score=found.probability
            )
            return replace(found, place=other.place, alternatives=(first, *kept))
    return found


def _has_type(name: Name) -> bool:
    """Whether a word before a name or in it says what kind of place it is."""
    types = name.line.tongue.words("types")
    return bool(name.kind) or not types.isdisjoint(plain(name.base).split())


def _namesakes(place: Place, gazetteer: EmbeddedGazetteer) -> Sequence[Candidate]:
    """Places called as a division is, which other languages may have no name of their own for."""
    if not place.kind.startswith("A."):
        return ()
    found = gazetteer.lookup(place.name, country=place.country, limit=4)
    return [one for one in found if fold(one.place.name) == fold(place.name)]


def _is_rather(city: Place, place: Place) -> bool:
    """Whether a city is its division's seat, or far larger than a village of its country."""
    if not city.kind.startswith("P.") or city.country != place.country:
        return False
    if place.kind == "A.ADM2":
        return fold(city.admin2) == fold(place.name) and city.admin1 == place.admin1
    if place.kind.startswith("A."):
        return fold(city.admin1) == fold(place.name) and city.population >= _LEAST_PEOPLE
    return city.population > _TIMES * max(place.population, 1)


def _as_written(report: Report, found: Resolution, name: Name) -> Resolution:
    """What a name means, with the name as the report writes it."""
    start, end = name.span
    mention = replace(found.mention, start=start, end=end, text=report.text[start:end])
    if not name.known:
        reason = "no place of this or a similar name in the countries that the report speaks of"
        return Resolution(mention=mention, place=None, reason=reason)
    said = (f"found by its sound as {name.base}", *found.explanation)
    return replace(found, mention=mention, explanation=said if name.loose else found.explanation)

"""Names that only an event's grammar shows to be places: "retook Ngungu", "the Nam Yao creek"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from geomap.gazetteer import fold
from geomap.model import Gazetteer, Mention, Place, Resolution, Statement

Resolve = Callable[[list[Mention]], list[Resolution]]
_LEAST_ALIKE = 80.0
_STRICT = frozenset({"exact", "folded", "alias", "type-stripped"})


def named(
    told: Sequence[Statement],
    found: Sequence[Resolution],
    resolve: Resolve,
    gazetteer: Gazetteer,
) -> tuple[list[Statement], list[Resolution]]:
    """Statements and resolutions with the places that recognition did not know as such.

    Each gets a mention of its own, so that every place of a statement leads back to one. It is
    resolved beside the report's other places, only to a place in one of their countries and of
    about the same spelling: such names are mostly in no gazetteer, and a namesake far away or one
    that only sounds alike is no find.

    Parameters
    ----------
    told
        Statements of one report.
    found
        Its resolutions.
    resolve
        Resolves mentions of that report.
    gazetteer
        Where the names were looked up.
    """
    fresh = _fresh(told, found)
    if not fresh:
        return list(told), list(found)
    countries = {one.place.country for one in found if one.place is not None}
    known = [one.mention for one in found]
    merged = sorted([*known, *fresh.values()], key=lambda mention: (mention.start, mention.end))
    added = {
        one.mention.start: _sure(one, countries, gazetteer)
        for one in resolve(merged)
        if one.mention.start in fresh
    }
    done = sorted([*found, *added.values()], key=lambda one: (one.mention.start, one.mention.end))
    return [_placed(one, added) for one in told], done


def _fresh(told: Sequence[Statement], found: Sequence[Resolution]) -> dict[int, Mention]:
    """Mentions of statements' places, by their start, that no resolution covers."""
    taken = [(one.mention.start, one.mention.end) for one in found]
    mentions = (one.place.mention for one in told if one.place is not None)
    return {
        mention.start: mention
        for mention in mentions
        if not any(start < mention.end and mention.start < end for start, end in taken)
    }


def _sure(one: Resolution, countries: set[str], gazetteer: Gazetteer) -> Resolution:
    """The resolution, or none with the reason where only the sound or a far country fits."""
    place = one.place
    if place is None:
        return one
    if place.country in countries and _spelt_so(one.mention.text, place, gazetteer):
        return one
    reason = f"only a place of another country or spelling is known, {place.name}"
    return replace(one, place=None, probability=0.0, reason=reason)


def _spelt_so(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    hits = gazetteer.lookup(name, country=place.country)
    strict = any(h.match in _STRICT and h.place.place_id == place.place_id for h in hits)
    return strict or fuzz.ratio(fold(name), fold(place.name)) >= _LEAST_ALIKE


def _placed(statement: Statement, added: dict[int, Resolution]) -> Statement:
    place = statement.place
    if place is None or place.place is not None or place.mention.start not in added:
        return statement
    return replace(statement, place=added[place.mention.start])

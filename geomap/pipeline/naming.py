"""Names that only an event's grammar shows to be places: "retook Ngungu", "the Nam Yao creek"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.model import Mention, Resolution, Statement

Resolve = Callable[[list[Mention]], list[Resolution]]


def named(
    told: Sequence[Statement], found: Sequence[Resolution], resolve: Resolve
) -> tuple[list[Statement], list[Resolution]]:
    """Statements and resolutions with the places that recognition did not know as such.

    Each gets a mention of its own, so that every place of a statement leads back to one. It is
    resolved beside the report's other places, and only to a place in one of their countries: such
    names are mostly in no gazetteer, and a namesake far away is no find.

    Parameters
    ----------
    told
        Statements of one report.
    found
        Its resolutions.
    resolve
        Resolves mentions of that report.
    """
    fresh = _fresh(told, found)
    if not fresh:
        return list(told), list(found)
    countries = {one.place.country for one in found if one.place is not None}
    known = [one.mention for one in found]
    merged = sorted([*known, *fresh.values()], key=lambda mention: (mention.start, mention.end))
    added = {
        one.mention.start: _at_home(one, countries)
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


def _at_home(one: Resolution, countries: set[str]) -> Resolution:
    if one.place is None or one.place.country in countries:
        return one
    reason = f"only namesakes in other countries are known, the likeliest {one.place.name}"
    return replace(one, place=None, probability=0.0, reason=reason)


def _placed(statement: Statement, added: dict[int, Resolution]) -> Statement:
    place = statement.place
    if place is None or place.place is not None or place.mention.start not in added:
        return statement
    return replace(statement, place=added[place.mention.start])

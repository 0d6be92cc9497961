"""Days counted from another deed: "two days after bombs killed six, a blast hit the church"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geomap import dates, lexicon
from geomap.discourse import Paragraph, grammar
from geomap.model import Interval

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNITS = frozenset(lexicon.table("time.units"))
_NUMBERS = frozenset(lexicon.table("number.all"))
_WAYS = frozenset({"after", "before"})


def counted(token: "Token", paragraph: Paragraph) -> Interval | None:
    """The day of a deed told to be so many days before or after another, whose day is known.

    "On Sunday, two days after bombs killed six": the clause is counted from the day of the verb
    above. "Killed two days before the blast on Sunday": the verb is counted from the day below.
    """
    clause = grammar.clause_of(token)
    for link in grammar.children(clause, {"mark", "prep"}):
        if link.lower_ not in _WAYS or (unit := _unit(link) or _unit(clause)) is None:
            continue
        earlier = (link.lower_ == "before") == (link.dep_ == "prep")
        for day in _days_of_other(link, unit, paragraph):
            found = dates.away(day, _count(unit), unit.lower_, earlier=earlier)
            if found.end and (paragraph.anchor is None or found.end <= paragraph.anchor):
                told = token.doc[unit.left_edge.i : link.i + 1].text
                return replace(found, anchor=paragraph.anchor, text=told)
    return None


def _days_of_other(link: "Token", unit: "Token", paragraph: Paragraph) -> Iterator[date]:
    """Days told of what "after" or "before" names, or of the verb above the clause it opens."""
    clause = link.head
    for span, above, mention in paragraph.time_heads:
        if link.dep_ == "prep":
            behind = above == clause and link.i < span.start
            of_other = behind or link.is_ancestor(span.root)
        else:
            of_other = above == clause.head != clause
        when, own = mention.interval, span.start <= unit.i < span.end
        if of_other and not own and when.start is not None and when.precision == "day":
            yield when.start


def _unit(word: "Token") -> "Token | None":
    """The unit of time that says how far apart: "two days", "a week"."""
    units = (one for one in word.lefts if one.dep_ == "npadvmod" and _name(one) in _UNITS)
    return next(units, None)


def _name(unit: "Token") -> str:
    return unit.lower_.rstrip("s")


def _count(unit: "Token") -> str:
    """The number before a unit in words or figures; nothing where none says more than one."""
    numbers = (one.lower_ for one in grammar.children(unit, {"nummod"}))
    return next((one for one in numbers if one.isdecimal() or one in _NUMBERS), "")

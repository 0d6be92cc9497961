"""Sides of a conflict, from who acts against whom."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from geomap import lexicon
from geomap.model import EventType, Statement, Status

HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN})
MAX_SIDES = 4
_PLAIN = lexicon.words("people.plain_parties")
_UNREAL = frozenset({Status.CONDITIONAL, Status.HISTORICAL})


def terms(name: str) -> list[str]:
    """Words of a name that tell parties apart, in lower case."""
    words = re.findall(r"[^\W\d_][\w'-]*", name.lower())
    return [word for word in words if word not in _PLAIN and len(word) > 2]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _keys(names: Iterable[str]) -> dict[str, str]:
    """One word for each name: the one that most names share, so that variants meet."""
    unique = sorted(set(names))
    counts = Counter(term for name in unique for term in dict.fromkeys(terms(name)))
    return {
        name: max(own, key=lambda term: (counts[term], -own.index(term)))
        for name in unique
        if (own := terms(name))
    }


def sides(statements: Sequence[Statement]) -> Mapping[str, int]:
    """Assign actors to sides 0, 1, ...; who takes part in no hostility is left out.

    Hostile acts (assault, coercion, threat) that are not merely supposed or history count as
    opposition between actor and recipient. Names that share their most common word are one party.
    The party with most hostilities is side 0; each further party, by falling count, joins the first
    side that it does not oppose while it opposes another. A party that opposes every side starts
    one of its own, up to four; one that opposes none is left out.

    Returns
    -------
    mapping of str to int
        From the names as they stand in `actor` and `recipient` to the number of the side.
    """
    pairs = [
        (actor, recipient)
        for statement in statements
        if statement.event_type in HOSTILE and statement.status not in _UNREAL
        for actor, recipient in product(_names(statement.actor), _names(statement.recipient))
    ]
    keys = _keys(name for pair in pairs for name in pair)
    hostile = ({keys.get(actor, ""), keys.get(recipient, "")} for actor, recipient in pairs)
    side_of = _assign([sorted(pair) for pair in hostile if len(pair - {""}) > 1])
    return {name: side_of[key] for name, key in keys.items() if key in side_of}


def _assign(fights: Sequence[Sequence[str]]) -> dict[str, int]:
    """The side of each party, by the two parties that each hostile act sets against each other."""
    totals = Counter(party for pair in fights for party in pair)
    enemies = {
        party: {each for pair in fights if party in pair for each in pair} for party in totals
    }
    sides: dict[str, int] = {}
    for party in sorted(totals, key=lambda name: (-totals[name], name)):
        taken = set(sides.values())
        opposed = {side for other, side in sides.items() if other in enemies[party]}
        if not sides or (opposed == taken and len(taken) < MAX_SIDES):
            sides[party] = len(taken)
        elif opposed and opposed != taken:
            sides[party] = min(taken - opposed)
    return sides


@lru_cache(maxsize=1 << 14)
def as_parties(pairs: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Who acts and who is acted upon in an event, from the actors and recipients of its statements.

    A party has one name, the fullest that it is called by, and stands on one side only: the one
    that more statements put it on, of two the first.

    Examples
    --------
    >>> as_parties((("the Taliban", "police"), ("Taliban fighters", "three policemen; the police")))
    ('Taliban fighters', 'police; three policemen')
    """
    named = [
        (name, side) for pair in pairs for side, cell in enumerate(pair) for name in _names(cell)
    ]
    called: dict[str, list[str]] = {}
    sides: dict[str, list[int]] = {}
    for name, side in named:
        key = _same_party(name, called)
        called.setdefault(key, []).append(name)
        sides.setdefault(key, []).append(side)
    found: tuple[list[str], list[str]] = ([], [])
    for key, names in called.items():
        found[max(sides[key], key=sides[key].count)].append(_fullest(names))
    return "; ".join(found[0]), "; ".join(found[1])


def _same_party(name: str, called: Mapping[str, Sequence[str]]) -> str:
    """The key of the party that a name belongs to: one that shares its words, else its own."""
    own = _words(name)
    for key, names in called.items():
        for each in names:
            words = _words(each)
            if own <= words or words <= own or is_short_for(name, each):
                return key
    return name


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return frozenset(terms(name)) or frozenset({name.lower().removeprefix("the ")})


def is_short_for(name: str, fuller: str) -> bool:
    """Whether a name of plain words is another with fewer: "the force", "the Afghan force".

    Examples
    --------
    >>> is_short_for("security force", "Afghan security force"), is_short_for("RSF", "army")
    (True, False)
    """
    return not terms(name) and set(name.lower().split()) <= set(fuller.lower().split())


def _fullest(names: Sequence[str]) -> str:
    """The name of a party that says most; names come before words for people."""
    return max(names, key=lambda name: (name[:1].isupper(), len(terms(name)), -len(name), name))

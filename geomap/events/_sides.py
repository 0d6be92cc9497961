"""Sides of a conflict, from who acts against whom."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from geomap import lexicon
from geomap.model import Statement, Status

HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN"})
MAX_SIDES = 4
_LEAST = 2
_PLAIN = lexicon.words("people.plain_parties")
_UNREAL = frozenset({Status.CONDITIONAL, Status.HISTORICAL})


def terms(name: str) -> list[str]:
    """Words of a name that tell parties apart, in lower case."""
    found = re.findall(r"[^\W\d_][\w'-]*", name.lower())
    return [term for term in found if term not in _PLAIN and len(term) > 2]


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
    The party with most hostilities is side 0; each further party, by falling count, joins the side
    that it opposes least while it opposes another, and a party that opposes no placed one starts a
    side of its own, up to four.

    Returns
    -------
    mapping of str to int
        From the names as they stand in `actor` and `recipient` to the number of the side.
    """
    pairs = [
        (actor, recipient)
        for one in statements
        if one.event_type in HOSTILE and one.status not in _UNREAL
        for actor in _names(one.actor)
        for recipient in _names(one.recipient)
    ]
    keys = _keys(name for pair in pairs for name in pair)
    fights: Counter[tuple[str, str]] = Counter()
    for actor, recipient in pairs:
        one, other = keys.get(actor, ""), keys.get(recipient, "")
        if one and other and one != other:
            fights[one, other] += 1
            fights[other, one] += 1
    totals = Counter({party: 0 for party, _ in fights})
    for (party, _), count in fights.items():
        totals[party] += count
    placed = _place(totals, fights)
    return {name: placed[key] for name, key in keys.items() if key in placed}


def _place(totals: Counter[str], fights: Counter[tuple[str, str]]) -> dict[str, int]:
    placed: dict[str, int] = {}
    for party in sorted(totals, key=lambda name: (-totals[name], name)):
        if placed and totals[party] < _LEAST and not any(fights[party, other] for other in placed):
            continue
        count = max(placed.values(), default=-1) + 1
        against = [
            sum(fights[party, other] for other, side in placed.items() if side == number)
            for number in range(count)
        ]
        friendly = [number for number in range(count) if against[number] == 0]
        if count and any(against) and friendly:
            placed[party] = friendly[0]
        elif count < MAX_SIDES and (not count or any(against)):
            placed[party] = count
    return placed

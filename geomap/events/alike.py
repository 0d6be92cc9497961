"""Whether two statements tell of one event: what speaks for it and against it, and how much.

The evidence is counted in points: what happened, where, when, who to whom, with what toll, in which
words, and how the text goes from the one to the other. From `ENOUGH` points on it is one event.
"""

import re
from datetime import timedelta

from geomap import lexicon
from geomap.discourse import lands
from geomap.events import flow, means
from geomap.events.nesting import may_be_one
from geomap.events.rows import place_of
from geomap.events.traits import SENTENCE_END, Trait, act_apart
from geomap.model import POINT, VAST_M, EventType, Mode, Place

ENOUGH = 3.0
RULED_OUT = -10.0
"""At or below so many points it is not one event, whatever else speaks for it."""

LATEST = 0.5
"""What speaks for the event that was begun, or told, last."""

_WORDS = 1.5
"""Most points that like words count."""

_NEVER = 2 * RULED_OUT
SLACK = timedelta(days=1)
"""How far the days of what is one event may lie apart: a night has two."""

_TAKEN_BACK = re.compile(rf"\b{lexicon.alternation('deeds.taken_back')}\b", re.I)
_CARRIED = 0.5
"""Points for a place that one of two deeds only has from the other, or from a third."""

_SPOT, _SPOT_M = "L.AREA", 50_000.0
"""Kind and radius of what words measure out from a town: a wider area may hold others."""

_OTHERS_SUFFER = -0.5
"""Points where others are acted upon; twice as many where both are counted."""

_MOVES = frozenset({Mode.WITHDRAW, Mode.TROOPS})


def evidence(one: Trait, other: Trait) -> float:
    """Points for and against two statements of one family telling of one event."""
    place, day = _place(one, other), _day(one, other)
    if place + day <= RULED_OUT:  # nothing else counts then
        return place + day
    parties, toll, text = _parties(one, other), _toll(one, other), flow.points(one, other)
    points = place + day + _kind(one, other) + parties + toll + text
    if RULED_OUT + 1.0 < points < ENOUGH - LATEST - _WORDS:  # like words would change nothing
        return points
    words = min(_WORDS, 0.5 * len(one.stems & other.stems))
    if day > 1.0 or parties > 0 or toll > 0 or words > 0.5 or text > 1.0:
        return points + words
    # nothing but kind and place is alike, or not even the place
    return points + words - (0.5 if text and place > 0 else 1.0)


def _kind(one: Trait, other: Trait) -> float:
    """Points for the modes: to kill is what any attack does, but a bomb is no air strike."""
    if one.is_spoken:
        return 1.0
    if one.statement.event_type is EventType.OTHER:
        return 0.0  # what is of no known kind is of no like kind
    modes = one.statement.event_mode, other.statement.event_mode
    if modes[0] == modes[1] or Mode.KILL in modes:
        return 0.5 if {Mode.KILL, Mode.SEIZE_PROPERTY} == set(modes) else 1.5
    if _MOVES.issuperset(modes) and not one.actors & other.actors:
        return -2.0  # who goes and who comes are two
    return -1.0 if means.are_two(*modes) else 1.0


def _place(one: Trait, other: Trait) -> float:
    """Points for where: at one place, or at one that the other may be; different names are two."""
    a, b = one.place, other.place
    if a is not None and b is not None:
        return _known(one, other, a, b)
    if one.named and other.named:
        return 1.5 if one.named == other.named else _NEVER
    if (one.named and _is_spot(b)) or (other.named and _is_spot(a)):
        return _NEVER  # a name that no gazetteer has is still another name
    if one.is_carried or other.is_carried:
        return _carried(one, other)
    if (a is None) != (b is None) and _takes(one, other):
        return -1.0  # what is taken is a place, or no place at all
    return 0.0 if one.statement.report_id == other.statement.report_id else -2.0


def _carried(one: Trait, other: Trait) -> float:
    """Points for where two deeds went on, of which one has no words of its own for it."""
    a, b = place_of(one.statement), place_of(other.statement)
    if a is None or b is None:
        return -1.5 if "" != one.anchored != other.anchored != "" else 0.0
    if {one.carried, one.place_id} & {other.carried, other.place_id} - {""}:
        return _CARRIED
    return 0.0 if may_be_one(a, b) else -1.0


def _known(one: Trait, other: Trait, a: Place, b: Place) -> float:
    if "A.PCL" in (a.kind[:5], b.kind[:5]):
        return 0.0 if a.country == b.country else _NEVER  # a country says next to nothing
    if a.place_id == b.place_id:
        return 1.5
    if not may_be_one(a, b) or _is_told_of_two(one, other) or _are_told_apart(one, other):
        return _NEVER
    return 1.0 if max(a.uncertainty_m, b.uncertainty_m) <= VAST_M else 0.0


def _takes(one: Trait, other: Trait) -> bool:
    """Whether one of two statements tells that a place is taken."""
    return Mode.SEIZE in (one.statement.event_mode, other.statement.event_mode)


def _is_told_of_two(one: Trait, other: Trait) -> bool:
    """Whether a report names two places that each is near: "near Ramadi" and "near Fallujah"."""
    measured = all(_is_spot(each.place, told=True) for each in (one, other))
    same_report = one.statement.report_id == other.statement.report_id
    return measured and same_report and one.anchored != other.anchored


def _are_told_apart(one: Trait, other: Trait) -> bool:
    """Whether one sentence names both places, of which neither is part of the other."""
    a, b = one.place, other.place
    if a is None or b is None or one.anchored == other.anchored or not _in_one_sentence(one, other):
        return False
    return not (lands.is_of(a, b) or lands.is_of(b, a))


def _in_one_sentence(one: Trait, other: Trait) -> bool:
    """Whether two statements of a report stand in one sentence."""
    if one.statement.report_id != other.statement.report_id:
        return False
    first, last = sorted([one.statement, other.statement], key=lambda each: each.start)
    between = one.report.text[first.end : last.start]
    return len(between) <= flow.PARAGRAPH_CHARS and SENTENCE_END.search(between) is None


def _is_spot(place: Place | None, *, told: bool = False) -> bool:
    """Whether a place is a town or a point, or is told to be near one: no region with others in it.

    `told` asks for one that the report's own words put there.
    """
    if place is None or (told and not place.is_told):
        return False
    near = place.is_told and place.kind == _SPOT and place.uncertainty_m <= _SPOT_M
    return near or place.kind.startswith(("P.", POINT))


def _day(one: Trait, other: Trait) -> float:
    (a, b), (c, d) = one.days, other.days
    if a - SLACK > d or c - SLACK > b:
        return _NEVER
    if not (one.dated and other.dated):
        return 0.0
    if a > d or c > b:
        # a town is taken once, by reports of this day or the next; most deeds are done every day,
        # but where a toll says that it is one night's
        return 0.0 if _takes(one, other) else -4.0
    return 1.5 if (a, b) == (c, d) else 1.0


def _parties(one: Trait, other: Trait) -> float:
    points = 0.0
    points += 1.0 * bool(one.actors & other.actors)
    points += _against(one, other) if act_apart(one, other) else 0.0
    if one.recipients and other.recipients:
        apart = _suffer_apart(one, other)
        points += _OTHERS_SUFFER * (1 + _both_count(one, other)) if apart else 1.0
    if one.actors & other.recipients or one.recipients & other.actors:
        points += 1.0  # swapped
    here = one.statement.report_id == other.statement.report_id
    if here and _takes(one, other) and not one.actors & other.actors:
        back = [_TAKEN_BACK.search(each.statement.text) is None for each in (one, other)]
        points -= 4.0 * (back[0] is not back[1])
    # one speaker says many things
    return min(points, 0.5) if one.is_spoken else points


def _both_count(one: Trait, other: Trait) -> bool:
    """Whether both have a toll of one kind."""
    return not one.tolls.keys().isdisjoint(other.tolls)


def _against(one: Trait, other: Trait) -> float:
    """What other actors count against one event: much where both are names, not mere words."""
    if _takes(one, other) and one.is_named == other.is_named:
        return _NEVER  # to take and to retake are two
    if _takes(one, other) or (one.is_named and other.is_named):
        return -4.0
    return -0.5 if one.is_named or other.is_named else -1.5


def _toll(one: Trait, other: Trait) -> float:
    """Points for tolls: a like number speaks for one event, another one against it.

    Two voices may count differently what happened at one place; one voice does not.
    """
    points = 0.0
    if not _both_count(one, other):
        return points
    contested = _may_count_apart(one, other)
    for kind in one.tolls.keys() & other.tolls.keys():
        figures = [count.size for count in (one.tolls[kind], other.tolls[kind])]
        if figures[0] == figures[1]:
            points += 1.5 if figures[0] > 1 else 0.5
        else:
            points -= 0.5 if contested else 2.0
    return points


def _may_count_apart(one: Trait, other: Trait) -> bool:
    """Whether two voices may count what befell the same people at one place differently."""
    voices = one.statement.said_by != other.statement.said_by
    return one.place == other.place is not None and voices and not _suffer_apart(one, other)


def _suffer_apart(one: Trait, other: Trait) -> bool:
    """Whether others are acted upon: the villagers, the attackers."""
    known = one.recipients and other.recipients
    return bool(known) and one.recipients.isdisjoint(other.recipients)

"""How a text goes from one statement to another: on with one event, or to another.

A sentence goes on, the next takes up "the attack" or tells what came of it, another scene or day
is turned to.
"""

import re

from geomap import lexicon
from geomap.events.traits import SENTENCE_END, Trait, is_sequel
from geomap.model import Mode, Status

_NEAR_CHARS, PARAGRAPH_CHARS = 300, 900
_SENTENCES = 2
"""How many sentence ends may lie between a deed and what came of it."""

_APART = re.compile(rf"\b{lexicon.alternation('grammar.another')}\b", re.I)
_AGAIN = re.compile(
    rf"\b{lexicon.alternation('grammar.pointing')}\s+{lexicon.alternation('deeds.again')}\b", re.I
)
_SCENE = re.compile(
    rf"\s*(?:{lexicon.alternation('grammar.scene_changes')}|(?:In|At|Near|Outside)\b[^,.]{{3,80}}),"
)
_LASTING = re.compile(
    r"\b(?:has|have) been \w+ing\b|\b(?:is|are) known to\b"
    rf"|\b(?:has|have)\b[^.;]{{0,60}}\b{lexicon.alternation('time.habitual')}\b"
)
"""What goes on for long, or again and again, is none of the events that are told."""

_SO_FAR = re.compile(r"\b(?:has|have)\b")
_WEEKDAY = re.compile(lexicon.alternation("time.weekdays", capital=True))
_AGAINST = frozenset({Status.DENIED, Status.NEGATED})


def points(one: Trait, other: Trait) -> float:
    """Points for how the text goes from one to the other: on in a sentence, or to another event."""
    if one.statement.report_id != other.statement.report_id:
        return 0.0
    earlier, later = (one, other) if one.statement.start <= other.statement.start else (other, one)
    a, b, text = earlier.statement, later.statement, later.report.text
    if len(text) < b.end:
        return 0.0
    between = text[a.end : b.start]
    if b.start < a.end or SENTENCE_END.search(between) is None:
        return -2.0 if is_sequel(earlier, later) else 2.0
    return _over_sentences(earlier, later, between)


def _over_sentences(earlier: Trait, later: Trait, between: str) -> float:
    """Points where a sentence ends between the two."""
    if _turns(earlier, later) or _other_number(earlier, later):
        return -3.0
    if _takes_back(earlier, later) and len(between) <= _NEAR_CHARS:
        return 1.5
    named = _takes_up(earlier, later)
    again = named or _goes_on(earlier, later, between)
    # "the killings" of several at one time are no row of deeds
    mixed = (earlier.many is None) != (later.many is None) and not (named and earlier.tolls)
    return 1.0 * again + 0.5 * (len(between) <= PARAGRAPH_CHARS) - 1.5 * mixed


def _takes_up(earlier: Trait, later: Trait) -> bool:
    """Whether the later words take up the deed, or those before it: "is blamed for the raid"."""
    before = earlier.is_carried and _AGAIN.search(earlier.statement.text)
    return bool(before) or _AGAIN.search(later.statement.text) is not None


def _goes_on(earlier: Trait, later: Trait, between: str) -> bool:
    """Whether one of the next sentences tells what came of it: "Five were killed", the damage."""
    harm = later.tolls or later.statement.event_mode is Mode.SEIZE_PROPERTY
    if "\n" in between and _SO_FAR.search(later.statement.text):
        return False  # who "have died" by now, in a paragraph of its own, did of more
    alone = later.actors or later.dated or later.place is not None
    again = alone or earlier.tolls.keys() & later.tolls.keys()
    return bool(harm) and not again and len(SENTENCE_END.findall(between)) <= _SENTENCES


def _other_weekday(one: str, other: str) -> bool:
    """Whether two statements name different days of the week: they tell of different days."""
    days = set(_WEEKDAY.findall(one)), set(_WEEKDAY.findall(other))
    return all(days) and days[0].isdisjoint(days[1])


def _other_number(one: Trait, other: Trait) -> bool:
    """Whether two statements sum up different numbers of deeds: "five blasts", "two blasts"."""
    return len({each.many["count"] for each in (one, other) if each.many} - {None}) > 1


def _takes_back(earlier: Trait, later: Trait) -> bool:
    """Whether "there was no attack" takes up the attack that was told before."""
    return (
        later.statement.status in _AGAINST
        and earlier.statement.status not in _AGAINST
        and not later.actors
    )


def _turns(earlier: Trait, later: Trait) -> bool:
    """Whether the later words turn to something else: another event, day or scene.

    Or from what goes on and on, or to it.
    """
    a, b = earlier.statement, later.statement
    scene = _APART.search(later.lead) or _SCENE.match(later.lead)
    lasting = _LASTING.search(a.text) or _LASTING.search(b.text)
    return bool(scene or lasting) or _other_weekday(a.text, b.text)

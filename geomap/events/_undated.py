"""Words quoted from an interview or an article of unknown day: "eight days ago" is only a bound."""

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap import lexicon
from geomap.discourse import Paragraph, Voice
from geomap.model import Interval, Statement

MEDIA = lexicon.words("speech.undated_media")
_RELATIVE = re.compile(r"\b(?:ago|today|tonight|yesterday|tomorrow|now|last|this|\w+day)\b", re.I)
_NEAR = 4


def medium(paragraph: Paragraph, voice: Voice) -> str:
    """The kind of publication that the sentence of an attribution names, if any."""
    sentence = paragraph.doc[voice.token].sent
    text = sentence.text.lower()
    return next((word for word in sorted(MEDIA) if re.search(rf"\b{word}\b", text)), "")


def is_undated(voice: Voice | None, when: Interval | None) -> bool:
    """Whether a day is counted from words whose own day the report does not give."""
    if voice is None or not voice.medium or voice.said_when is not None or when is None:
        return False
    return when.precision in ("day", "days") and _RELATIVE.search(when.text) is not None


def loosened(when: Interval) -> Interval:
    """Only the latest day that the words allow: they were spoken on or before the anchor."""
    return replace(when, start=None, precision="vague")


_ASKED = frozenset({"REQUEST", "REJECT"})


def _things(one: Statement) -> set[str]:
    """Longer words of a statement that are not names: what it is about."""
    return {word for word in re.findall(r"\b[a-z]{6,}\b", one.text) if word not in _COMMON}


_COMMON = lexicon.words("grammar.capitalised_openers")


def bounded(found: Sequence[Statement]) -> list[Statement]:
    """Bound open days by what the same speaker says of the same thing close by.

    "I asked for weapons eight days ago" and "was refused weapons before the city fell": the asking
    ended before the fall as well.
    """
    done = list(found)
    for index, one in enumerate(done):
        if one.when is None or one.when.start is not None or one.when.precision != "vague":
            continue
        if one.event_type not in _ASKED:
            continue
        things = _things(one)
        if not one.when.text or not things:
            continue
        near = done[max(0, index - _NEAR) : index + _NEAR + 1]
        ends = [
            other.when.end
            for other in near
            if other is not one
            and other.event_type in _ASKED
            and things & _things(other)
            and other.when is not None
            and other.when.end is not None
            and other.when.text
            and {other.actor, other.said_by} & {one.actor, one.said_by, ""}
        ]
        if ends and one.when.end is not None and min(ends) < one.when.end:
            done[index] = replace(one, when=replace(one.when, end=min(ends)))
    return done

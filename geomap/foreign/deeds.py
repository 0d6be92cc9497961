"""Deeds that a line of another language reports: what, where, when, and who says so.

No parser is at hand: a deed is a cue word of the language's file in a clause, its place a name of
that clause, its status what the one rule makes of the words of doubt, denial and hearsay there.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from geomap.discourse import Stance, Voice
from geomap.events.status import Signs, status
from geomap.foreign.days import Day
from geomap.foreign.lines import Line
from geomap.foreign.names import Name
from geomap.foreign.speech import Said
from geomap.model import (
    EventType,
    Harm,
    Interval,
    Mode,
    Polarity,
    Report,
    Resolution,
    Statement,
    Status,
    Toll,
)
from geomap.tongue import Row, Tongue, plain, stop_words, tongues

_MOST_PARTY_WORDS, _BEFORE_CHARS = 6, 20
_EDGES = " ,.;:!?\"'…-"


class Cue(NamedTuple):
    """A word that reports something: its span in the line, and the type and mode of the deed."""

    start: int
    end: int
    event_type: EventType
    mode: Mode


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """A line with all that was read of it before its deeds.

    `here` is the town that was named last before, for "the city"; `measured` are the spans of
    names that the line only measures from.
    """

    report: Report
    line: Line
    placed: Sequence[tuple[Name, Resolution]]
    days: Sequence[Day]
    said: Said | None
    here: Resolution | None
    measured: Collection[tuple[int, int]]


@cache
def _cues(code: str) -> tuple[tuple[EventType, Mode, re.Pattern[str]], ...]:
    tongue = tongues()[code]
    return tuple(
        (
            EventType(key.split("/")[0]),
            Mode(key.split("/")[1]),
            re.compile(tongue.in_row(name, key)),
        )
        for name in ("deeds",)
        for key in tongue.raw.get(name, {})
    )


@cache
def _word(code: str, name: str) -> re.Pattern[str]:
    return re.compile(tongues()[code].any_of(name))


def deeds(scene: Scene) -> Iterator[Statement]:
    """Statements of a line, in the order of its text."""
    for start, end in _clauses(scene):
        cue = _cue(scene.line, start, end)
        if cue is not None:
            yield _statement(scene, cue, start, end)


def _clauses(scene: Scene) -> Iterator[tuple[int, int]]:
    """Clauses of a line that report something, without the words that say who says it."""
    line, said = scene.line, scene.said
    first, last = (said.start, said.end) if said is not None else (0, len(line.plain))
    at = first
    for joint in _word(line.tongue.code, "joint").finditer(line.plain, first, last):
        if _cue(line, at, joint.start()) and _cue(line, joint.end(), last):
            yield _trimmed(line, at, joint.start())
            at = joint.end()
    yield _trimmed(line, at, last)


def _trimmed(line: Line, start: int, end: int) -> tuple[int, int]:
    """A stretch without the spaces and marks at its ends."""
    while start < end and line.plain[start] in _EDGES:
        start += 1
    while end > start and line.plain[end - 1] in _EDGES:
        end -= 1
    return start, end


def _cue(line: Line, start: int, end: int) -> Cue | None:
    """The first word of a stretch that reports something; a name is none."""
    found = [
        Cue(*match.span(), kind, mode)
        for kind, mode, pattern in _cues(line.tongue.code)
        for match in pattern.finditer(line.plain, start, end)
        if not line.text[match.start()].isupper() or not line.plain[start : match.start()].strip()
    ]
    return min(found, key=lambda cue: cue.start, default=None)


def _statement(scene: Scene, cue: Cue, start: int, end: int) -> Statement:
    line, said = scene.line, scene.said
    when = next((one.days for one in scene.days if start <= one.start < end), None)
    voice = _voice(scene, start, end)
    denied = said is not None and said.kind == "denied"
    first, last = (0, len(line.text)) if denied else (start, end)
    first, last = _trimmed(line, first, last)
    actor, recipient = _parties(scene, cue, start)
    read = _stance(line, start, end)
    told = status(
        Signs(
            voice=voice,
            stance=read,
            when=when,
            reported=scene.report.published,
            spoken=cue.event_type.is_spoken,
            denies=denied,
            disputed=False,
            on_scene=_is_said(line, "present", start, end),
        )
    )
    return Statement(
        report_id=scene.report.report_id,
        start=line.start + first,
        end=line.start + last,
        text=line.text[first:last],
        event_type=cue.event_type,
        event_mode=cue.mode,
        status=told,
        actor=actor,
        recipient=recipient,
        place=_place(scene, cue, start, end),
        when=when,
        said_by=said.speaker if said is not None else "",
        said_when=_said_when(scene, start, end),
        cue=line.text[cue.start : cue.end].lower(),
        polarity=Polarity.NEGATED if told in {Status.DENIED, Status.NEGATED} else Polarity.AFFIRMED,
        tolls=tuple(_tolls(line, start, end)),
    )


def _is_said(line: Line, name: str, start: int, end: int) -> bool:
    return _word(line.tongue.code, name).search(line.plain, start, end) is not None


def _voice(scene: Scene, start: int, end: int) -> Voice | None:
    if scene.said is not None:
        return Voice(scene.said.speaker, "", scene.said.kind, 0, 0, 0)
    hearsay = _is_said(scene.line, "hearsay", start, end)
    return Voice("", "", "hearsay", 0, 0, 0) if hearsay else None


def _stance(line: Line, start: int, end: int) -> Stance:
    return Stance(
        negated=_is_said(line, "no", start, end),
        conditional=_is_said(line, "may", start, end) or _is_said(line, "if", 0, end),
        future=_is_said(line, "future", start, end),
    )


def _said_when(scene: Scene, start: int, end: int) -> Interval | None:
    outside = (one.days for one in scene.days if not start <= one.start < end)
    return next(outside, None) if scene.said is not None else None


def _place(scene: Scene, cue: Cue, start: int, end: int) -> Resolution | None:
    """The place of a clause, or what "the city" is.

    Of several names one that nothing is measured from and that no word only leads towards; what
    the deed's own word leads in comes before where those are from who did it ("fighters from Gao
    took Kidal"), a town before a mere division, and else the first.
    """
    line = scene.line
    inside = [pair for pair in scene.placed if start <= pair[0].start < end]
    towards = re.compile(rf"{line.tongue.any_of('towards')}[\s']*$")
    lead = re.compile(rf"(?:[\s'-]*{line.tongue.any_of('lead')})*[\s'-]*")

    def rank(pair: tuple[Name, Resolution]) -> tuple[bool, ...]:
        name, one = pair
        before = line.plain[max(0, name.start - _BEFORE_CHARS) : name.start]
        division = one.place is not None and one.place.kind.startswith("A.ADM1")
        measured = (name.start, name.end) in scene.measured
        apart = lead.fullmatch(line.plain, cue.end, name.start) is None
        return measured, towards.search(before) is not None, apart, division

    if inside:
        return min(inside, key=rank)[1]
    return scene.here if _is_said(line, "city", start, end) else None


def _parties(scene: Scene, cue: Cue, start: int) -> tuple[str, str]:
    """Who acts and who is acted upon, of which the words before the cue tell one.

    Days and auxiliaries are left out, and all before the last comma.
    """
    line, tongue = scene.line, scene.line.tongue
    text = line.text[start : cue.start]
    for day in scene.days:
        if start <= day.start < cue.start:
            at, to = day.start - start, day.end - start
            text = text[:at] + " " * (to - at) + text[to:]
    words, helpers = text.rsplit(",", 1)[-1].split(), []
    while words and plain(words[-1]) in tongue.words("helper"):
        helpers.append(plain(words.pop()))
    known = tongue.table("party")
    named = next((known[plain(word)] for word in words if plain(word) in known), "")
    party = named or ("" if _is_no_phrase(words, tongue) else " ".join(words))
    ends = tongue.listed("passive_ends")
    passive = not tongue.words("passive").isdisjoint(helpers)
    if passive or (ends and line.plain[cue.start : cue.end].endswith(ends)):
        return "", party
    return party, ""


def _is_no_phrase(words: Sequence[str], tongue: Tongue) -> bool:
    """Whether words are none that name somebody: none, only an article, or led by a preposition."""
    functions, articles = stop_words(tongue.code), tongue.words("article")
    plainly = [plain(word) for word in words]
    if not 0 < len(words) <= _MOST_PARTY_WORDS or all(word in functions for word in plainly):
        return True
    return plainly[0] in functions - articles


def _tolls(line: Line, start: int, end: int) -> Iterator[Toll]:
    """How many were killed or hurt, by the first wording of each that fits; "more than" is open."""
    told: dict[str, Toll] = {}
    for row in _rows(line.tongue.code):
        match = row.pattern.search(line.plain, start, end)
        if match is None or row.means in told:
            continue
        bound, count = (line.tongue.english(hole, match) for hole in ("{about}", "{number}"))
        if count.isdecimal():
            most = None if bound == "more than" else int(count)
            told[row.means] = Toll(Harm(row.means), int(count), most)
    yield from told.values()


@cache
def _rows(code: str) -> tuple[Row, ...]:
    return tongues()[code].rows("tolls")

"""From the passages of a report to its statements."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from geomap import dates
from geomap.events import (
    _denials,
    _select,
    _span,
    _stance,
    _status,
    _triggers,
    _undated,
    _when,
    _where,
)
from geomap.events import _reading as r
from geomap.events._cues import CueTable, load_cues
from geomap.events._names import Names
from geomap.events._reading import Reading
from geomap.events._roles import actor_of, recipient_of
from geomap.events._triggers import Trigger
from geomap.events._voices import Quote, Voice, Voices
from geomap.language import Passage
from geomap.model import Interval, Report, Resolution, Statement
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    pass

_DISPUTE = frozenset({"conflicting", "disputed", "contradictory", "contested", "competing"})
_UTTERED = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "CONCEDE", "SUPPORT"})
_DISASTER = frozenset({"disaster", "crisis", "catastrophe", "famine", "tragedy"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "AID", "SANCTION"})


@dataclass(frozen=True)
class _Draft:
    """A trigger with what was read around it, before it becomes a statement."""

    trigger: Trigger
    reading: Reading
    voice: Voice | None
    quote: Quote | None
    stance: _stance.Stance
    start: int
    end: int


_HEAD_PASSAGES = 8


def _by_passage(
    passages: Sequence[Passage], resolutions: Sequence[Resolution]
) -> list[list[Resolution]]:
    """Place mentions of each passage, in the order of the text."""
    starts = [passage.start for passage in passages]
    found: list[list[Resolution]] = [[] for _ in passages]
    for one in sorted(resolutions, key=lambda one: one.mention.start):
        index = bisect_right(starts, one.mention.start) - 1
        if index >= 0 and one.mention.start < starts[index] + int(passages[index].offsets[-1]):
            found[index].append(one)
    return found


def _outside(
    passage: Passage, resolutions: Sequence[Resolution], filed: Sequence[tuple[int, int]]
) -> tuple[Resolution, ...]:
    """Place mentions of a passage, without those of its dateline."""
    starts = passage.offsets + passage.start
    return tuple(
        one
        for one in resolutions
        if not r.in_spans(int(starts.searchsorted(one.mention.start)), filed)
    )


def _readings(
    report: Report, passages: Sequence[Passage], resolutions: Sequence[Resolution]
) -> list[Reading]:
    anchors = dates.anchors(report, passages)
    found = []
    grouped = _by_passage(passages, resolutions)
    for index, passage in enumerate(passages):
        anchor = anchors.of(passage)
        filed = dates.dateline_spans(passage.doc.text) if index < _HEAD_PASSAGES else []
        here = _outside(passage, grouped[index], filed)
        times = dates.find(passage, anchor, known=anchors.known) if anchor else []
        found.append(
            Reading(
                passage=passage,
                index=index,
                anchor=anchor,
                resolutions=here,
                times=tuple(one for one in times if not r.in_spans(one.local_start, filed)),
                places=r.place_tokens(passage, here),
                filed=tuple(filed),
            )
        )
    return found


def _flipped(trigger: Trigger) -> Trigger:
    """Not to allow food in is a blockade; a first-person announcement of violence is a threat."""
    cue = trigger.cue
    if _stance.is_withheld(trigger):
        cue = replace(cue, event_type="COERCE", mode="withhold", acled="Other")
    elif _stance.is_pledge_to_fight(trigger, _stance.of(trigger)):
        cue = replace(cue, event_type="THREATEN", mode="violence", acled="Other")
    return replace(trigger, cue=cue)


def _with_medium(voice: Voice, reading: Reading, media: dict[str, Voice]) -> Voice:
    """The voice with the publication that its words are from, and its day if given elsewhere.

    `media` remembers, by speaker, the last publication named; a quotation carried over from the
    passage before has its attribution there.
    """
    own = _undated.medium(reading, voice) if voice.token < len(reading.doc) else ""
    known = media.get(voice.said_by)
    if own and voice.said_when is None and known is not None and known.medium == own:
        voice = replace(voice, said_when=known.said_when)
    if own:
        media[voice.said_by] = replace(voice, medium=own)
        return media[voice.said_by]
    if known is not None and voice.said_when is None and known.said_when is None:
        return replace(voice, medium=known.medium)
    return voice


def _drafts(
    reading: Reading, table: CueTable, voices: Voices, media: dict[str, Voice]
) -> list[_Draft]:
    found = [_flipped(one) for one in _triggers.find(reading, table)]
    stances = {one.token.i: _stance.of(one) for one in found}
    placed = frozenset(one.token.i for one in found if _where.place_of(one, reading))
    dated = frozenset(one.token.i for one in found if _when.expressed(one, reading, None))
    chosen = _select.select(
        found, stances, placed=placed, dated=dated, timed=frozenset(reading.time_tokens)
    )
    drafts = []
    for trigger in chosen:
        quote = voices.quote_at(reading, trigger.token)
        voice = voices.of(reading, trigger.token)
        cuts = _select.cut_roots(trigger, chosen)
        start, end = _span.clause_span(trigger, reading, quote, voice, cuts)
        if voice is not None and voice.token == trigger.token.i and voice.kind != "denied":
            voice = None
        if voice is not None:
            voice = _with_medium(voice, reading, media)
        stance = stances[trigger.token.i]
        if trigger.cue.mode == "withhold" and stance.negated:
            stance = replace(stance, negated=not _stance.is_withheld(trigger))
        drafts.append(_Draft(trigger, reading, voice, quote, stance, start, end))
    return _distinct(drafts)


def _distinct(drafts: list[_Draft]) -> list[_Draft]:
    """One statement a stretch of words: of those that overlap by half, the strongest."""
    kept: list[_Draft] = []
    for draft in sorted(
        drafts, key=lambda one: (_select.rank(one.trigger), -one.start), reverse=True
    ):
        if not any(_same(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _same(one: _Draft, other: _Draft) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)


def _place(draft: _Draft, trail: _where.Trail) -> Resolution | None:
    trigger, reading, voice = draft.trigger, draft.reading, draft.voice
    if trigger.token.pos_ == "ADP" and (meant := trail.meant(trigger, reading)) is not None:
        return meant
    named = _where.place_of(trigger, reading)
    if named is not None:
        return named
    if trigger.cue.placed:
        return trail.meant(trigger, reading)
    if voice is not None and draft.quote is not None and not voice.pronoun and voice.cue:
        return _where.of_speaker(trigger, reading, reading.doc[voice.token])
    return None


def _interval(draft: _Draft) -> Interval | None:
    trigger, reading, voice = draft.trigger, draft.reading, draft.voice
    expressed = _when.expressed(trigger, reading, voice)
    if expressed is not None:
        undated = _undated.is_undated(voice, expressed)
        return _undated.loosened(expressed) if undated else expressed
    told = voice is None and not _when.is_present(trigger.token) and trigger.cue.placed
    if told and (narrated := _when.narrated(trigger, reading)) is not None:
        return narrated
    speech = _stance.is_speech_act(trigger.cue.event_type)
    return _when.default(trigger, reading.anchor, voice, speech_act=speech)


def _said_when(draft: _Draft) -> Interval | None:
    if draft.voice is None:
        return None
    if draft.voice.said_when is not None or draft.reading.anchor is None:
        return draft.voice.said_when
    anchor = draft.reading.anchor
    return Interval(start=None, end=anchor, precision="vague", anchor=anchor)


def _signs(draft: _Draft, when: Interval | None) -> _status.Signs:
    words = {token.lower_ for token in draft.trigger.token.sent}
    return _status.Signs(
        voice=draft.voice,
        stance=draft.stance,
        speech_act=_stance.is_speech_act(draft.trigger.cue.event_type),
        disputed=bool(words & _DISPUTE) and draft.quote is None,
        on_scene=_when.is_present(draft.trigger.token)
        and draft.trigger.cue.event_type in _PHYSICAL
        and not draft.trigger.nominal,
        when=when,
        reported=draft.reading.anchor,
    )


def _statement(draft: _Draft, place: Resolution | None, names: Names, report: Report) -> Statement:
    trigger, reading, voice = draft.trigger, draft.reading, draft.voice
    start, end = reading.passage.span(draft.start, draft.end)
    speaker = voice.said_by if voice is not None and draft.quote is not None else ""
    when = _interval(draft)
    actor = actor_of(trigger, reading, names, speaker)
    uttered = voice is None and trigger.cue.event_type in _UTTERED and not trigger.nominal
    if uttered and actor and not draft.stance.negated:
        voice = Voice(actor, trigger.token.lower_, "said", trigger.token.i, 0, 0)
        draft = replace(draft, voice=voice)
    signs = _signs(draft, when)
    denied = voice is not None and voice.kind == "denied"
    return Statement(
        report_id=report.report_id,
        start=start,
        end=end,
        text=report.text[start:end],
        event_type=trigger.cue.event_type,
        event_mode=trigger.cue.mode,
        status=_status.status(signs),
        actor=actor,
        recipient=recipient_of(trigger, reading, names, speaker, names.table),
        place=place,
        when=when,
        said_by=voice.said_by if voice is not None else "",
        said_when=_said_when(draft),
        cue=voice.cue if voice is not None else trigger.token.text.lower(),
        polarity="denied" if denied else "negated" if draft.stance.negated else "affirmed",
        certainty=draft.stance.certainty,
    )


def statements(
    report: Report,
    passages: Sequence[Passage],
    resolutions: Sequence[Resolution],
    *,
    settings: Settings = OFFLINE,
) -> list[Statement]:
    """Statements of a report: who did what to whom, where and when, and who says so.

    Parameters
    ----------
    report
        The report; its text, and its day of publication as the first anchor of time.
    passages
        Its paragraphs from `geomap.language.passages`; repeated ones are not among them.
    resolutions
        Its place mentions from `geomap.resolution.resolve`.
    settings
        Where the table of cue words lies.

    Returns
    -------
    list of Statement
        In the order of the text; `text` is `report.text[start:end]`.
    """
    table = load_cues(settings)
    readings = _readings(report, passages, resolutions)
    names = Names(readings, table)
    voices = Voices(readings, names)
    trail = _where.Trail()
    media: dict[str, Voice] = {}
    found: list[Statement] = []
    for reading in readings:
        here: list[tuple[_Draft, Statement]] = []
        for draft in _drafts(reading, table, voices, media):
            if _mentioned_again(draft, found):
                continue
            place = _place(draft, trail) or _inherited(draft, here, found)
            one = _statement(draft, place, names, report)
            here.append((draft, one))
            found += [one, *_listed(draft, one)]
        found = _with_denials(found, reading, names, report)
        trail.leave(reading)
    return _undated.bounded(_completed(found))


def _with_denials(
    found: list[Statement], reading: Reading, names: Names, report: Report
) -> list[Statement]:
    """Statements with those that a passage's denials point back to, in the order of the text."""
    for denial in _denials.find(reading, names):
        one = _denials.denied(denial, reading, found, report)
        if one is not None:
            kept = [
                other for other in found if not (one.start < other.end and other.start < one.end)
            ]
            found = sorted([*kept, one], key=lambda other: (other.start, other.end))
    return found


def _mentioned_again(draft: _Draft, found: Sequence[Statement]) -> bool:
    """Whether "the attack" only takes up an event that was reported before."""
    token, reading = draft.trigger.token, draft.reading
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts)
    if not (draft.trigger.nominal and definite):
        return False
    if _where.place_of(draft.trigger, reading) is not None:
        return False
    if _when.expressed(draft.trigger, reading, draft.voice) is not None:
        return False
    return any(one.event_type == draft.trigger.cue.event_type for one in found)


def _listed(draft: _Draft, one: Statement) -> list[Statement]:
    """The same statement for each further place of a list: "took A, B and C"."""
    if one.place is None or not draft.trigger.cue.placed:
        return []
    return [
        replace(one, place=other)
        for other in _where.alongside(one.place, draft.trigger, draft.reading)
    ]


def _inherited(
    draft: _Draft, here: Sequence[tuple[_Draft, Statement]], found: Sequence[Statement]
) -> Resolution | None:
    """Place of the coordinate clause for "but there has been no X", or of the quotation's start."""
    token = draft.trigger.token
    verb = r.governor(token)
    existential = any(child.dep_ == "expl" for child in verb.children)
    if existential and verb.dep_ == "conj":
        return next(
            (one.place for other, one in here if r.governor(other.trigger.token) == verb.head), None
        )
    quote, voice = draft.quote, draft.voice
    carried = quote is not None and voice is not None and quote.carried and not here
    if carried and draft.trigger.cue.placed and found and voice is not None:
        return found[-1].place if found[-1].said_by == voice.said_by else None
    return None


def _completed(found: list[Statement]) -> list[Statement]:
    """A disaster that a speaker names takes the place that they name next."""
    done = []
    for one, after in zip_longest(found, found[1:]):
        bare = one.place is None and one.event_mode == "allege" and one.said_by
        if bare and _DISASTER & set(one.text.lower().split()) and after is not None:
            same = after.said_by == one.said_by and after.place is not None
            done.append(replace(one, place=after.place) if same else one)
        else:
            done.append(one)
    return done


def place_at(
    report: Report,
    passages: Sequence[Passage],
    resolutions: Sequence[Resolution],
    *,
    at: int,
    settings: Settings = OFFLINE,
) -> Resolution | None:
    """Where the event of the word at an offset of the report's text happened, or None.

    The word need not be a known cue word.
    """
    table = load_cues(settings)
    trail = _where.Trail()
    for reading in _readings(report, passages, resolutions):
        token = _token_at(reading, at)
        if token is None:
            trail.leave(reading)
            continue
        found = {one.token.i: one for one in _triggers.find(reading, table)}
        trigger = found.get(token.i) or Trigger(token, _triggers.ANY)
        return _where.place_of(trigger, reading) or trail.meant(trigger, reading)
    return None


def _token_at(reading: Reading, at: int) -> "Token | None":
    """The token that holds a character of the report's text."""
    starts = reading.passage.offsets + reading.passage.start
    if not starts[0] <= at < starts[-1]:
        return None
    local = int(starts.searchsorted(at, side="right")) - 1
    return next((one for one in reading.doc if one.idx <= local < one.idx + len(one)), None)

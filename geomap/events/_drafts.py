"""Triggers with what was read around them, before they become statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.discourse import Paragraph, Quote, Stance, Voice, Voices
from geomap.events import _select, _span, _triggers, _turns, _undated, _when, _where
from geomap.events._cues import CueTable
from geomap.events._triggers import Trigger


@dataclass(frozen=True)
class Draft:
    """A trigger with what was read around it, before it becomes a statement."""

    trigger: Trigger
    paragraph: Paragraph
    voice: Voice | None
    quote: Quote | None
    stance: Stance
    start: int
    end: int


def _with_medium(voice: Voice, paragraph: Paragraph, media: dict[str, Voice]) -> Voice:
    """The voice with the publication that its words are from, and its day if given elsewhere.

    `media` remembers, by speaker, the last publication named; a quotation carried over from the
    passage before has its attribution there.
    """
    own = _undated.medium(paragraph, voice) if voice.token >= 0 else ""
    known = media.get(voice.said_by)
    if own and voice.said_when is None and known is not None and known.medium == own:
        voice = replace(voice, said_when=known.said_when)
    if own:
        media[voice.said_by] = replace(voice, medium=own)
        return media[voice.said_by]
    if known is not None and voice.said_when is None and known.said_when is None:
        return replace(voice, medium=known.medium)
    return voice


def drafts(
    paragraph: Paragraph, table: CueTable, voices: Voices, media: dict[str, Voice]
) -> list[Draft]:
    """Triggers of a passage that become statements, in the order of the text.

    `media` remembers, by speaker, the interview or article that their words were taken from.
    """
    found = [_turns.turned(one) for one in _triggers.find(paragraph, table)]
    stances = {one.token.i: _turns.stance_of(one) for one in found}
    chosen = _select.select(
        found,
        stances,
        placed=frozenset(one.token.i for one in found if _where.place_of(one, paragraph)),
        dated=frozenset(one.token.i for one in found if _when.expressed(one, paragraph, None)),
        timed=frozenset(paragraph.time_tokens),
    )
    return _distinct([_draft(one, chosen, stances, paragraph, voices, media) for one in chosen])


def _draft(
    trigger: Trigger,
    chosen: Sequence[Trigger],
    stances: dict[int, Stance],
    paragraph: Paragraph,
    voices: Voices,
    media: dict[str, Voice],
) -> Draft:
    quote = voices.quote_at(paragraph, trigger.token)
    voice = voices.of(paragraph, trigger.token)
    cuts = _select.cut_roots(trigger, chosen)
    start, end = _span.clause_span(trigger, paragraph, quote, voice, cuts)
    if voice is not None and voice.token == trigger.token.i and voice.kind != "denied":
        voice = None
    if voice is not None:
        voice = _with_medium(voice, paragraph, media)
    stance = stances[trigger.token.i]
    if trigger.cue.mode == "withhold" and stance.negated:
        stance = replace(stance, negated=not _turns.is_withheld(trigger))
    if trigger.cue.refusal:
        stance = replace(stance, negated=False, future=False)
    return Draft(trigger, paragraph, voice, quote, stance, start, end)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One statement a stretch of words: of those that overlap by half, the strongest."""
    kept: list[Draft] = []
    for draft in sorted(
        drafts, key=lambda one: (_select.rank(one.trigger), -one.start), reverse=True
    ):
        if not any(_same(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _same(one: Draft, other: Draft) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)

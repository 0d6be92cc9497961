"""From the passages of a report to its statements."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Story, Voice
from geomap.discourse import grammar as r
from geomap.events import _denials, _placing, _status, _triggers, _turns, _undated, _when
from geomap.events._cues import CueTable, load_cues
from geomap.events._drafts import Draft, drafts
from geomap.events._paths import STATIVE
from geomap.events._roles import actor_of, recipient_of
from geomap.events._triggers import SPEECH_ACTS, Trigger
from geomap.model import Interval, Resolution, Statement, Status
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISPUTE = lexicon.words("stance.disputed")
_UTTERED = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "CONCEDE", "SUPPORT"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "AID", "SANCTION"})


def _interval(draft: Draft) -> Interval | None:
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    expressed = _when.expressed(trigger, paragraph, voice)
    if expressed is not None:
        undated = _undated.is_undated(voice, expressed)
        return _undated.loosened(expressed) if undated else expressed
    told = voice is None and not _when.is_present(trigger.token) and trigger.cue.placed
    if told and (narrated := _when.narrated(trigger, paragraph)) is not None:
        return narrated
    speech = trigger.cue.event_type in SPEECH_ACTS
    return _when.default(trigger, paragraph.anchor, voice, speech_act=speech)


def _said_when(draft: Draft) -> Interval | None:
    if draft.voice is None:
        return None
    if draft.voice.said_when is not None or draft.paragraph.anchor is None:
        return draft.voice.said_when
    anchor = draft.paragraph.anchor
    return Interval(start=None, end=anchor, precision="vague", anchor=anchor)


def _signs(draft: Draft, when: Interval | None) -> _status.Signs:
    around = {token.lower_ for token in draft.trigger.token.sent}
    return _status.Signs(
        voice=draft.voice,
        denies=_denials.is_denial(draft.trigger.token),
        stance=draft.stance,
        speech_act=draft.trigger.cue.event_type in SPEECH_ACTS,
        disputed=bool(around & _DISPUTE) and draft.quote is None,
        on_scene=_is_on_scene(draft),
        when=when,
        reported=draft.paragraph.anchor,
    )


def _is_uttered(trigger: Trigger) -> bool:
    """Whether an act is made by its actor's own words; a truce that collapses says nothing."""
    offered = trigger.cue.event_type == "AGREE" and trigger.token.lemma_ in _OFFER
    words_only = trigger.cue.event_type in _UTTERED and trigger.cue.mode != "collapse"
    return (offered or words_only) and not trigger.nominal


_OFFER = lexicon.words("speech.offer")


def _is_on_scene(draft: Draft) -> bool:
    """Whether the reporter tells what is before them: a deed in the present, or one they saw."""
    token, cue = draft.trigger.token, draft.trigger.cue
    if cue.event_type not in _PHYSICAL:
        return False
    if any(_is_witness(above) for above in token.ancestors):
        return True
    standing = r.clause_of(token).lemma_ in STATIVE
    return _when.is_present(token) and not draft.trigger.nominal and not standing


def _is_witness(verb: "Token") -> bool:
    """Whether a journalist saw it: "an AFP reporter saw helicopters fire rockets"."""
    if verb.lemma_ not in _SEE:
        return False
    acts = r.subject(verb)
    return acts is not None and acts.lemma_.lower() in _REPORTERS


_SEE = lexicon.words("speech.see")
_REPORTERS = lexicon.words("people.reporters")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a statement stands: when it happened, who says so and when, and how surely."""

    when: Interval | None
    said_by: str
    said_when: Interval | None
    cue: str
    status: Status
    polarity: str
    certainty: str


def _standing(draft: Draft, when: Interval | None, status: Status) -> Standing:
    voice = draft.voice
    denied = status is Status.DENIED
    return Standing(
        when=when,
        said_by=voice.said_by if voice is not None else "",
        said_when=_said_when(draft),
        cue=voice.cue if voice is not None else draft.trigger.token.text.lower(),
        status=status,
        polarity="denied" if denied else "negated" if draft.stance.negated else "affirmed",
        certainty=draft.stance.certainty,
    )


def _statement(draft: Draft, place: Resolution | None, story: Story, table: CueTable) -> Statement:
    report, people = story.report, story.people
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    start, end = paragraph.passage.span(draft.start, draft.end)
    speaker = voice.said_by if voice is not None and draft.quote is not None else ""
    when = _interval(draft)
    spoken = voice if draft.quote is None or speaker else None
    actor = actor_of(trigger, paragraph, people, table, voice=spoken)
    uttered = voice is None and _is_uttered(trigger)
    if uttered and actor and not draft.stance.negated:
        voice = Voice(actor, trigger.token.lower_, "said", trigger.token.i, 0, 0)
        draft = replace(draft, voice=voice)
    stands = _standing(draft, when, _status.status(_signs(draft, when)))
    return Statement(
        report_id=report.report_id,
        start=start,
        end=end,
        text=report.text[start:end],
        event_type=trigger.cue.event_type,
        event_mode=trigger.cue.mode,
        actor=actor,
        recipient=_other_than(
            place, recipient_of(trigger, paragraph, people, table, speaker=speaker)
        ),
        place=place,
        **vars(stands),
    )


def statements(story: Story, *, settings: Settings = OFFLINE) -> list[Statement]:
    """Statements of a report: who did what to whom, where and when, and who says so.

    Parameters
    ----------
    story
        The report as `geomap.discourse.read` has read it.
    settings
        Where the table of cue words lies.

    Returns
    -------
    list of Statement
        In the order of the text; `text` is `report.text[start:end]`.
    """
    table = load_cues(settings)
    media: dict[str, Voice] = {}
    found: list[Statement] = []
    before: Paragraph | None = None
    for paragraph in story.paragraphs:
        here: list[tuple[Draft, Statement]] = []
        for draft in drafts(paragraph, table, story.voices, media):
            if _placing.mentioned_again(draft, found):
                continue
            place = _placing.place(draft, story.antecedents) or _placing.inherited(
                draft, here, found
            )
            one = _statement(draft, place, story, table)
            here.append((draft, one))
            found += [one, *_placing.listed(draft, one)]
        found = _with_denials(found, (before, paragraph), story)
        before = paragraph
    return _undated.bounded(_placing.completed(found))


def _other_than(place: Resolution | None, name: str) -> str:
    """A name, unless it is the place's own."""
    return "" if place is not None and name == place.mention.text else name


def _with_denials(
    found: list[Statement],
    pair: tuple[Paragraph | None, Paragraph],
    story: Story,
) -> list[Statement]:
    """Statements with those that a passage's denials point back to, in the order of the text.

    `pair` is the passage before, if any, and the passage.
    """
    previous, paragraph = pair
    for denial in _denials.find(paragraph, story.people):
        one = _denials.denied(denial, paragraph, found, story.report, previous=previous)
        if one is not None:
            kept = [
                other
                for other in found
                if other.event_type != "REJECT" or one.end <= other.start or other.end <= one.start
            ]
            found = sorted([*kept, one], key=lambda other: (other.start, other.end))
    return found


def place_at(story: Story, *, at: int, settings: Settings = OFFLINE) -> Resolution | None:
    """Where the event of the word at an offset of the report's text happened, or None.

    The word need not be a known cue word.
    """
    table = load_cues(settings)
    for paragraph in story.paragraphs:
        token = paragraph.token_at(at)
        if token is not None:
            found = {one.token.i: one for one in _triggers.find(paragraph, table)}
            trigger = found.get(token.i) or Trigger(token, _triggers.ANY)
            return _placing.where(trigger, paragraph, story.antecedents)
    return None


def standing(story: Story, paragraph: Paragraph, token: "Token") -> Standing:
    """How what a word tells stands, read by the rules that statements are read by."""
    trigger = Trigger(token, _triggers.ANY)
    quote = story.voices.quote_at(paragraph, token)
    voice = story.voices.of(paragraph, token)
    draft = Draft(trigger, paragraph, voice, quote, _turns.stance_of(trigger), 0, 0)
    when = _interval(draft)
    return _standing(draft, when, _status.status(replace(_signs(draft, when), on_scene=False)))


def persons(settings: Settings = OFFLINE) -> frozenset[str]:
    """Lemmas of nouns that mean a person or a group of people, from the table of cue words."""
    return load_cues(settings).classes["<person>"]

"""From the passages of a report to its statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, Story, Voice, blaming, grammar, owning
from geomap.events import (
    again,
    borrowed,
    days,
    denials,
    homes,
    lists,
    means,
    narrative,
    places,
    placing,
    recipients,
    roles,
    scenes,
    tolls,
    triggers,
    undated,
)
from geomap.events.cues import CueTable, load_cues
from geomap.events.detector import Detector
from geomap.events.drafts import Draft
from geomap.events.finder import Finder
from geomap.events.selection import drafts
from geomap.events.status import Signs, status
from geomap.events.triggers import Trigger
from geomap.model import (
    Certainty,
    EventType,
    Interval,
    Mode,
    Polarity,
    Resolution,
    Statement,
    Status,
    TimePrecision,
)
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DISPUTE = lexicon.words("stance.disputed")
_OFFER, _BREACHES = lexicon.words("speech.offer"), lexicon.words("speech.breaches")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a statement stands: when it happened, who says so and when, and how surely."""

    when: Interval | None
    said_by: str
    said_when: Interval | None
    cue: str
    status: Status
    polarity: Polarity
    certainty: Certainty


def statements(
    story: Story, *, settings: Settings = OFFLINE, detector: Detector | None = None
) -> list[Statement]:
    """Statements of a report: who did what to whom, where and when, and who says so.

    Parameters
    ----------
    story
        The report as `geomap.discourse.read` has read it.
    settings
        Where the cue words and the detector lie, and how likely a statement must be.
    detector
        Stands in for the shipped one, as where a report is measured that it was trained on.

    Returns
    -------
    list of Statement
        In the order of the text; `text` is `report.text[start:end]`.
    """
    finder = Finder.of(story, settings, detector)
    media: dict[str, Voice] = {}
    found: list[Statement] = []
    again_told: list[tuple[int, int]] = []
    previous: Paragraph | None = None
    for paragraph in story.paragraphs:
        here: list[tuple[Draft, Statement]] = []
        chosen = drafts(paragraph, finder, story.voices, media)
        harm = tolls.of(paragraph, chosen, finder.table.classes["<person>"])
        for index, draft in enumerate(chosen):
            if _is_repeated(draft, found):
                continue
            beside = borrowed.inherited(draft, here, found)
            place = borrowed.nearer(placing.find(draft, story.antecedents), beside)
            place = lists.narrowed(place, paragraph, story)
            statement = _statement(draft, place, story, finder.table)
            statement = replace(statement, tolls=harm.get(index, ()))
            row = lists.taken_up(draft, found) if place is None else []
            statement = replace(statement, place=next(iter(row), place))
            statement = borrowed.carried_on(draft, statement, found, story)
            statement = homes.at_speakers(draft, homes.at_home(draft, statement))
            statement = homes.of_state(draft, statement)
            here.append((draft, statement))
            if again.is_taken_up(draft):
                again_told.append((statement.start, statement.end))
            others = [replace(statement, place=one) for one in row[1:]]
            found += [statement, *others, *lists.listed(draft, statement, story)]
        found = borrowed.told_after(found, paragraph, story)
        found = _with_denials(found, paragraph, previous, story)
        previous = paragraph
    anchored = any(one.anchor is not None for one in story.paragraphs)
    found = again.told(borrowed.completed(found), again_told)
    return undated.past_set_apart(undated.bounded(found), anchored=anchored)


def place_at(story: Story, *, at: int, settings: Settings = OFFLINE) -> Resolution | None:
    """Where the event of the word at an offset of the report's text happened, or None.

    The word need not be a known cue word.
    """
    table = load_cues(settings)
    for paragraph in story.paragraphs:
        token = paragraph.token_at(at)
        if token is not None:
            cued = triggers.find(paragraph, table).get(token.i)
            trigger = cued or Trigger(token, triggers.ANY)
            return places.meant_or_named(trigger, paragraph, story.antecedents)
    return None


def standing(story: Story, paragraph: Paragraph, token: "Token") -> Standing:
    """How what a word tells stands, read by the rules that statements are read by."""
    draft = Draft.of(Trigger(token, triggers.ANY), paragraph, story.voices)
    return _standing(draft, _interval(draft, story), on_scene=False)


def persons(settings: Settings = OFFLINE) -> frozenset[str]:
    """Lemmas of nouns that mean a person or a group of people, from the table of cue words."""
    return load_cues(settings).classes["<person>"]


def _statement(draft: Draft, place: Resolution | None, story: Story, table: CueTable) -> Statement:
    report, people = story.report, story.people
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    start, end = paragraph.passage.span(draft.start, draft.end)
    actor, recipient = _parties(draft, people, table)
    when = _interval(draft, story)
    if voice is None and actor and _is_uttered(draft):
        own = Voice(actor, trigger.token.lower_, "said", trigger.token.i, 0, 0)
        draft = replace(draft, voice=own)
    return Statement(
        report_id=report.report_id,
        start=start,
        end=end,
        text=report.text[start:end],
        event_type=trigger.cue.event_type,
        event_mode=means.mode(trigger),
        probability=trigger.probability,
        actor=actor,
        recipient="" if place is not None and recipient == place.mention.text else recipient,
        place=place,
        **vars(_standing(draft, when, on_scene=scenes.is_on_scene(draft, story))),
    )


def _parties(draft: Draft, people: People, table: CueTable) -> tuple[str, str]:
    """Who acts in a draft and on whom, or what is struck; an actor of a clause below it counts."""
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    speaker = voice.said_by if voice is not None else ""
    sufferers = (
        recipients.of(one, paragraph, people, table, speaker=speaker) for one in draft.verbs
    )
    recipient = next(filter(None, sufferers), "")
    recipient = recipient or recipients.target(trigger, paragraph, people, table)
    actor = roles.actor_of(trigger, paragraph, people, table, voice=voice)
    if not actor and recipient:
        further = (one for one in draft.verbs[1:] if roles.names_doer(one, table))
        actors = (roles.actor_of(one, paragraph, people, table, voice=voice) for one in further)
        actor = next((one for one in actors if one and one != recipient), "")
    # "the army and the rebels shelled each other"
    return actor, recipient if recipient != actor or ";" in actor else ""


def _interval(draft: Draft, story: Story) -> Interval | None:
    """When the event of a draft happened: as its words say, or as the narrative or tense allow."""
    trigger, paragraph, voice, stance = draft.trigger, draft.paragraph, draft.voice, draft.stance
    # "killed five and wounded eleven on 5 January"
    verbs = (one for one in draft.verbs if one is trigger or one.token.dep_ == "conj")
    stated = (days.expressed(one, paragraph, voice) for one in verbs)
    expressed = next(filter(None, stated), None)
    if expressed is not None:
        return undated.loosened(expressed) if undated.is_undated(voice, expressed) else expressed
    if trigger.cue.placed and not (stance.conditional or stance.future):
        before = story.paragraphs[: paragraph.index + 1]
        carried = narrative.carried(trigger, before, told=voice is not None)
        if carried is not None:
            return carried
    return days.default(trigger, paragraph.anchor, voice)


@lru_cache(maxsize=8)
def _is_disputed(doc: "Doc", start: int) -> bool:
    """Whether the sentence that begins at a word speaks of what is disputed."""
    return any(word.lower_ in _DISPUTE for word in doc[start].sent)


def _standing(draft: Draft, when: Interval | None, *, on_scene: bool) -> Standing:
    voice, token = draft.voice, draft.trigger.token
    signs = Signs(
        voice=voice,
        stance=draft.stance,
        when=when,
        reported=draft.paragraph.anchor,
        spoken=draft.trigger.cue.event_type.is_spoken,
        denies=denials.is_denial(token),
        disputed=draft.quote is None and _is_disputed(token.doc, token.sent.start),
        on_scene=on_scene,
    )
    stands = status(signs)
    polarity = Polarity.NEGATED if draft.stance.negated else Polarity.AFFIRMED
    return Standing(
        when=when,
        said_by=voice.said_by if voice is not None else "",
        said_when=_said_when(draft),
        cue=voice.cue if voice is not None else token.lower_,
        status=stands,
        polarity=Polarity.DENIED if stands is Status.DENIED else polarity,
        certainty=draft.stance.certainty,
    )


def _said_when(draft: Draft) -> Interval | None:
    voice, anchor = draft.voice, draft.paragraph.anchor
    if voice is None or voice.said_when is not None or anchor is None:
        return voice.said_when if voice is not None else None
    return Interval(start=None, end=anchor, precision=TimePrecision.VAGUE, anchor=anchor)


def _is_uttered(draft: Draft) -> bool:
    """Whether an act is made by its actor's own words; a truce that collapses says nothing."""
    trigger = draft.trigger
    if owning.owner_saying(trigger.token) is not None:
        return True
    if trigger.nominal or draft.stance.negated:
        return False
    if trigger.cue.event_type is EventType.AGREE:
        return trigger.token.lemma_ in _OFFER
    done = trigger.cue.mode is Mode.COLLAPSE or trigger.token.lemma_ in _BREACHES
    return trigger.cue.event_type.is_spoken and not done


def _is_repeated(draft: Draft, before: Sequence[Statement]) -> bool:
    """Whether "the attack" only takes up an event that was reported before."""
    trigger, paragraph = draft.trigger, draft.paragraph
    return (
        trigger.nominal
        and trigger.clause is None
        and grammar.takes_up(trigger.token)
        and blaming.attributed(trigger.token) is None
        and any(statement.event_type is trigger.cue.event_type for statement in before)
        and places.place_of(trigger, paragraph) is None
        and days.expressed(trigger, paragraph, draft.voice) is None
    )


def _with_denials(
    found: list[Statement], paragraph: Paragraph, previous: Paragraph | None, story: Story
) -> list[Statement]:
    """Statements with those that a passage's denials point back to, in the order of the text."""
    for denial in denials.find(paragraph, story.people):
        denied = denials.denied(denial, paragraph, found, story.report, previous=previous)
        if denied is not None:
            others = [other for other in found if not _is_taken(other, denied)]
            found = sorted([*others, denied], key=lambda each: (each.start, each.end))
    return found


def _is_taken(other: Statement, denied: Statement) -> bool:
    """Whether a statement in the words of a denial says no more than it: its claim, a refusal."""
    apart = denied.end <= other.start or other.end <= denied.start
    same = other.event_type in (EventType.REJECT, denied.event_type)
    return same and not apart

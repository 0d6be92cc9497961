"""Which triggers become statements: one for each thing reported, none for a mere turn of phrase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Stance, Voice, Voices, blaming, grammar
from geomap.events import days, nominal, places, undated, untold
from geomap.events.denials import is_passed_on
from geomap.events.detector import Found
from geomap.events.drafts import Draft, is_withheld, stance_of, turned
from geomap.events.finder import Finder
from geomap.events.spans import clause_span, head_of, holds, is_condition
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

_MADE = frozenset({EventType.THREATEN, EventType.REQUEST, EventType.REJECT})
"""Acts that are made though their condition is not met."""

_SIDES = frozenset({EventType.SUPPORT, EventType.COOPERATE})
"""What a participle only says of those it describes: "fighters allied with X"."""

_NO_EVENTS = (*untold.WAYS, is_passed_on)
_JUDGES = lexicon.words("speech.judges")
_OWN_CLAUSE = frozenset({"relcl", "advcl", "parataxis", "appos"})
_SEQUENCE = frozenset({"after", "following", "since"})
_PHRASE = frozenset({"prep", "pobj", "pcomp"})
_CUT_AT = frozenset({"prep", "advcl", "relcl", "acl", "conj"})


@dataclass(frozen=True)
class Candidate:
    """A trigger with what decides whether it becomes a statement.

    `placed` and `dated` say that its own words name a place or a time, `timed` that it is itself
    part of a time: "two days before the attacks" reports no attacks.
    """

    trigger: Trigger
    stance: Stance
    placed: bool
    dated: bool
    timed: bool

    @property
    def is_empty(self) -> bool:
        """Whether it tells of nothing: only describes, dates or supposes something."""
        token, cue = self.trigger.token, self.trigger.cue
        whose_side = cue.event_type in _SIDES and token.dep_ == "acl"
        if whose_side or untold.describes(token) or self._only_judges:
            return True
        if untold.is_trade(token) and not (self.placed or self.dated):
            return True
        supposed = self.stance.conditional and cue.event_type not in _MADE and not self.dated
        return (supposed or (self.trigger.nominal and self.timed)) and not self.placed

    @property
    def _only_judges(self) -> bool:
        """Whether it is only of somebody's view: "called the situation grave", "was briefed"."""
        other = self.trigger.learned and self.trigger.cue.event_type is EventType.OTHER
        return other and self.trigger.token.lemma_ in _JUDGES


def drafts(
    paragraph: Paragraph, finder: Finder, voices: Voices, media: dict[str, Voice]
) -> list[Draft]:
    """Words of a passage that become statements, in the order of the text.

    `media` remembers, by speaker, the interview or article that their words were taken from.
    """
    found = finder.find(paragraph, voices)
    candidates = [
        Candidate(
            trigger,
            stance_of(trigger),
            placed=places.place_of(trigger, paragraph) is not None,
            dated=days.expressed(trigger, paragraph, None) is not None,
            timed=trigger.token.i in paragraph.time_tokens,
        )
        for trigger in map(turned, found.triggers)
        if not any(is_no_event(trigger.token) for is_no_event in _NO_EVENTS)
    ]
    chosen = select(candidates, found.joins)
    return _distinct(
        [
            _draft(Draft.of(trigger, paragraph, voices), Found(chosen, found.joins), media)
            for trigger in chosen
        ]
    )


def _draft(draft: Draft, chosen: Found, media: dict[str, Voice]) -> Draft:
    """The draft with its words, and with voice and stance as its own cue turns them."""
    trigger, voice, stance = draft.trigger, draft.voice, draft.stance
    start, end = clause_span(draft, cut_roots(trigger, chosen.triggers), chosen.joins)
    if voice is not None:
        voice = _with_medium(voice, draft.paragraph, media)
    if is_withheld(trigger):
        stance = replace(stance, negated=False)
    if trigger.cue.refusal:
        stance = replace(stance, negated=False, future=False)
    doc, own = draft.paragraph.doc, {one.token.i for one in chosen.triggers}
    # what is told by itself is no part of another
    below = (doc[index] for index, joined in chosen.joins.items() if joined and index not in own)
    joined = tuple(one for one in below if _is_joined(one, trigger.top, chosen.joins))
    return replace(draft, voice=voice, stance=stance, start=start, end=end, joined=joined)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One statement a stretch of words: of those that overlap by half, the strongest."""
    distinct: list[Draft] = []
    for draft in sorted(drafts, key=lambda each: (rank(each.trigger), -each.start), reverse=True):
        if not any(_overlap(draft, other) for other in distinct):
            distinct.append(draft)
    return sorted(distinct, key=lambda draft: (draft.start, draft.end))


def _overlap(draft: Draft, other: Draft) -> bool:
    one, two = draft.trigger, other.trigger
    if holds(one, two) or holds(two, one):
        return False
    shared = min(draft.end, other.end) - max(draft.start, other.start)
    return shared * 2 > min(draft.end - draft.start, other.end - other.start)


def _with_medium(voice: Voice, paragraph: Paragraph, media: dict[str, Voice]) -> Voice:
    """The voice with the publication that its words are from, and its day if given elsewhere.

    `media` remembers, by speaker, the last publication named; a quotation carried over from the
    passage before has its attribution there.
    """
    own = undated.medium(paragraph, voice) if voice.token >= 0 else ""
    known = media.get(voice.said_by)
    if own:
        if voice.said_when is None and known is not None and known.medium == own:
            voice = replace(voice, said_when=known.said_when)
        media[voice.said_by] = voice = replace(voice, medium=own)
    elif known is not None and voice.said_when is None and known.said_when is None:
        voice = replace(voice, medium=known.medium)
    return voice


def select(candidates: Sequence[Candidate], joins: Mapping[int, bool]) -> list[Trigger]:
    """Triggers of a passage without those that another absorbs and those that tell of nothing.

    `joins` says which dependent clauses belong to the statement above them, where that is known.
    """
    triggers = [each.trigger for each in candidates]
    by_index = {each.top.i: each for each in triggers} | {each.token.i: each for each in triggers}
    used = {index for each in candidates for index in each.trigger.used}
    return [
        each.trigger
        for each in candidates
        if each.trigger.token.i not in used
        and not each.is_empty
        and not any(
            _is_part(each.trigger, by_index[above.i], joins)
            or _absorbs(by_index[above.i], each.trigger, own_place=each.placed)
            for above in each.trigger.token.ancestors
            if by_index.get(above.i) not in (None, each.trigger)
        )
    ]


def _is_part(lower: Trigger, upper: Trigger, joins: Mapping[int, bool]) -> bool:
    """Whether a word tells of the same act as one above it.

    A cue of another type tells its own, and so does one below a word that no cue names.
    """
    alike = lower.cue.event_type is upper.cue.event_type
    same = lower.learned or (alike and not upper.learned)
    return same and _is_joined(lower.token, upper.top, joins)


def _is_joined(token: "Token", above: "Token", joins: Mapping[int, bool]) -> bool:
    """Whether every clause between a word and one above it belongs to the upper statement.

    At least one lies between them; a word of the very same clause is another rule's.
    """
    if not above.is_ancestor(token):
        return False
    lies = False
    while token != above:
        if not joins.get(token.i, True):
            return False
        lies = lies or token.i in joins
        token = token.head
    return lies


def rank(trigger: Trigger) -> tuple[int, int, int]:
    """Verbs before nouns, specific cues before general ones, then what governs the rest."""
    depth = sum(1 for _ in trigger.token.ancestors)
    return (not trigger.nominal or trigger.clause is not None, trigger.cue.weight, -depth)


def _is_talk(event_type: EventType) -> bool:
    return event_type.is_spoken or event_type is EventType.CONSULT


def _in_clause_of(lower: Trigger, upper: Trigger) -> bool:
    """Whether a trigger belongs to the clause of one above it, not to a clause of its own."""
    token = lower.token
    talk = _is_talk(upper.cue.event_type)
    while token != upper.top:
        own = token.dep_ in _OWN_CLAUSE and not _is_promised(token, upper)
        joined = token.dep_ == "conj" and token.pos_ in grammar.VERBAL
        if own or joined or (token.dep_ == "ccomp" and not talk):
            return False
        token = token.head
    return True


def _is_promised(token: "Token", upper: Trigger) -> bool:
    """Whether an infinitive is what someone vows or marches for: "vowed in Y to fight"."""
    infinitive = token.tag_ == "VB" and any(word.lower_ == "to" for word in token.lefts)
    return infinitive and token.head == upper.token


def _judges(upper: Trigger, lower: Trigger, *, own_place: bool) -> bool:
    """Whether a verb accuses somebody of a deed, which the accuser claims, or condemns it.

    A noun tells what is condemned where it says more than "the attack", which was told before.
    """
    deed = lower.token
    charged = grammar.charged_by(deed) == upper.token
    more = nominal.is_detailed(deed) and (charged or own_place)
    more = more or (charged and deed.dep_ == "dobj")  # "committed rape in X"
    told = not lower.nominal or more or (charged and grammar.takes_up(deed))
    return told and lower.cue.placed and blaming.judged_by(deed) == upper.token


def _does_harm_by(upper: Trigger, lower: Trigger) -> bool:
    """Whether a noun says how people came to harm: "killed 18 in an attack", "a raid killed 18"."""
    noun, verb, cue = lower.token, upper.token, upper.cue
    if noun.dep_ == "pobj":
        return noun.head.head == verb and cue.mode is Mode.KILL
    subject = noun.dep_ in ("nsubj", "csubj") and noun.head == verb
    return subject and cue.event_type is EventType.ASSAULT


def _absorbs(upper: Trigger, lower: Trigger, *, own_place: bool) -> bool:
    """Whether the upper trigger already says what the lower one does."""
    kind, link = upper.cue.event_type, lower.token.dep_
    same = kind is lower.cue.event_type
    # "if they enter, we will fight" is one threat
    condition = is_condition(grammar.clause_of(lower.token))
    part = same and link == "acl" and (lower.learned or not upper.learned)
    if part or condition or _does_harm_by(upper, lower):
        return True
    if not _in_clause_of(lower, upper) or _judges(upper, lower, own_place=own_place):
        return False
    demand = kind is EventType.PROTEST and lower.cue.event_type.is_spoken
    if demand or _is_talk(kind) or link == "xcomp":
        return True
    return lower.nominal and not own_place and not _came_before(lower, upper)


def _came_before(lower: Trigger, upper: Trigger) -> bool:
    """Whether a noun is a deed of its own, which another came after: "fled after an attack by X".

    "The attack" was told before.
    """
    token = lower.token
    while token.dep_ in ("conj", "compound") and token.head != upper.token:
        token = token.head
    after = token.dep_ == "pobj" and token.head.lower_ in _SEQUENCE
    return after and nominal.says_more(lower.token)


def cut_roots(trigger: Trigger, others: Sequence[Trigger]) -> set[int]:
    """Tokens at which another statement's words begin below this one's, left out of its span."""
    top = trigger.token
    below = range(top.left_edge.i, top.right_edge.i + 1)
    return {
        _cut_root(other.token, top).i
        for other in others
        if other.token.i in below
        and top.is_ancestor(other.token)
        and not _share_clause(other, trigger)
    }


def _share_clause(lower: Trigger, upper: Trigger) -> bool:
    """Whether a noun's statement would take the very clause of the verb above it, or is in it."""
    return lower.nominal and (head_of(lower) == head_of(upper) or holds(upper, lower))


def _cut_root(token: "Token", top: "Token") -> "Token":
    """Where the clause or phrase begins that holds a token below another."""
    while token.head != top and token.dep_ not in _CUT_AT:
        token = token.head
    while token.head != top and {token.dep_, token.head.dep_} <= _PHRASE:
        token = token.head
    return token

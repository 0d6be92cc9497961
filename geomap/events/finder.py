"""Words that report something: by the cue table, and by the detector where it can read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Story, Voice, Voices, grammar
from geomap.events import denials, triggers
from geomap.events.cues import CueTable, load_cues
from geomap.events.detector import Cued, Detector, Found, load
from geomap.events.drafts import turned
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode
from geomap.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Token

_RUNS, _BEGINS = lexicon.words("space.runs"), lexicon.words("space.begins")
_NAMING = lexicon.words("speech.naming")
_SEEN = lexicon.words("speech.see")
_PLACES = lexicon.words("places.nouns", "places.natural", "places.roads")
_IT = frozenset({"it", "which"})
_ISSUED = lexicon.words("speech.messages", "speech.account_nouns")
_ACCOUNTS = lexicon.words("speech.report_nouns", "speech.account_nouns")
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_DAMAGE = frozenset({(EventType.COERCE, Mode.SEIZE_PROPERTY), (EventType.ASSAULT, Mode.ANY)})
_HARM = frozenset({Mode.KILL, Mode.SEIZE_PROPERTY})
_TIMES = frozenset(lexicon.table("time.units"))
_MEASURED = lexicon.words("deeds.measured")
_CARRIED = frozenset(
    {"nsubj", "nsubjpass", "dobj", "attr", "xcomp", "acomp", "prep", "pobj", "agent", "prt"}
)
_DONE_IN = frozenset({"in", "for"})
_OPERATIONS = lexicon.words("deeds.operations")


@dataclass(frozen=True)
class Finder:
    """What finds the words that report something: cue words, and the detector where it can."""

    table: CueTable
    detector: Detector | None
    least: float

    @classmethod
    def of(cls, story: Story, settings: Settings, given: Detector | None = None) -> "Finder":
        """The cue table and the detector, given or shipped, for a report's passages."""
        detector = given
        if given is None and story.paragraphs:
            detector = load(story.paragraphs[0], settings)
        return cls(load_cues(settings), detector, settings.min_statement_probability)

    def cued(self, paragraph: Paragraph) -> Cued:
        """Words that the cue table knows, by their index, each as its polarity turns it."""
        known = triggers.find(paragraph, self.table)
        return {index: turned(one) if one else None for index, one in known.items()}

    def find(self, paragraph: Paragraph, voices: Voices) -> Found:
        """Words of a passage that report something, and which clauses belong together."""
        cued = self.cued(paragraph)
        if self.detector is None:
            found = Found([one for one in cued.values() if one is not None])
        else:
            found = self.detector.find(paragraph, cued, least=self.least)
        asked = _asked(voices.spoken(paragraph), paragraph)
        spoken = asked | {one.token for one in voices.spoken(paragraph) if _says(one, paragraph)}
        kept: dict[int, Trigger] = {}
        for one in found.triggers:
            barred = spoken if one.learned else asked
            if one.token.i not in barred and self._reports(one, paragraph):
                told = turned(self._carried(one, cued, kept))
                kept[told.token.i] = told
        done = {
            index
            for index, told in kept.items()
            if _is_result(told, kept, paragraph) or _is_harm_beside(told, kept, paragraph)
        }
        return Found(
            [kept[index] for index in sorted(kept) if index not in done],
            {**_without(found.joins, spoken), **dict.fromkeys(done, True)},
        )

    def _reports(self, one: Trigger, paragraph: Paragraph) -> bool:
        """Whether a word has a cue, or is none of those that never report anything."""
        token = one.token
        if not one.learned:
            return True
        if token.lemma_ in _NAMING or denials.is_denying(token):
            return False
        acting = [
            word.lemma_
            for child in grammar.children(token, grammar.SUBJECTS)
            for word in (child, *(inner for _, inner in grammar.prepositional(child)))
        ]
        people = self.table.classes["<person>"]
        lies = _lies(token, paragraph, moves=not people.isdisjoint(acting))
        # "three weeks have passed", "the numbers have increased"
        passing = not _TIMES.isdisjoint(acting) or not _MEASURED.isdisjoint(acting[:1])
        seen = token.lemma_ in _SEEN  # "we heard the guns": who hears does nothing
        # "released a statement", "none of the reports puts them there"
        words = {child.lemma_ for child in grammar.children(token, _OBJECTS)} & _ISSUED
        told = words or not _ACCOUNTS.isdisjoint(acting)
        return not (lies or passing or seen or told) and not triggers.is_barred(
            token, paragraph, self.table
        )

    def _carried(self, one: Trigger, cued: Cued, kept: Mapping[int, Trigger]) -> Trigger:
        """The cue word that a verb only carries, with the verb's clause, or the trigger itself."""
        told = _told_by(one.token, cued) if one.learned else _cause(one, cued)
        if told is None:
            return one
        likely = max(_likely(one), _likely(kept.get(told.token.i)))
        return replace(told, probability=likely, clause=one.token)


def _is_of_place(verb: "Token", paragraph: Paragraph) -> bool:
    """Whether a verb tells of a place, a way, or something that stands for one: "it begins"."""
    return any(
        word.lemma_.lower() in _PLACES or word.lower_ in _IT or paragraph.is_place(word)
        for word in grammar.children(verb, grammar.SUBJECTS)
    )


def _likely(trigger: Trigger | None) -> float:
    return (trigger.probability or 0.0) if trigger is not None else 0.0


def _asked(voices: Sequence[Voice], paragraph: Paragraph) -> set[int]:
    """Words of the naming of speakers: "residents reached by phone"."""
    return {
        word.i
        for word in paragraph.doc
        if word.dep_ == "acl" and word.tag_ == "VBN"
        if any(voice.start <= word.idx < voice.end for voice in voices)
    }


def _without(joins: Mapping[int, bool], left_out: set[int]) -> dict[int, bool]:
    return {index: same for index, same in joins.items() if index not in left_out}


def _says(voice: Voice, paragraph: Paragraph) -> bool:
    """Whether a verb only says what others report: it has a clause of its own for that."""
    verb = paragraph.doc[voice.token]
    return voice.kind != "said" or any(True for _ in grammar.children(verb, {"ccomp", "advcl"}))


def _told_by(verb: "Token", cued: Cued) -> Trigger | None:
    """The cue word that a verb without a cue only carries: "suffered losses", "failed to seize X".

    It stands in the verb's own clause, the nearest where several do.
    """
    if verb.pos_ not in grammar.VERBAL:
        return None
    level = list(verb.children)
    while level:
        level = [one for one in level if one.dep_ in _CARRIED or _says_what(one)]
        told = next(filter(None, (cued.get(one.i) for one in level)), None)
        if told is not None:
            return told
        level = [below for one in level for below in one.children]
    return None


def _says_what(word: "Token") -> bool:
    """Whether a word says what was done in what others tell: "took part in killing two".

    And what an operation was: "launched an arrest campaign".
    """
    if word.dep_ == "compound":
        return word.head.lemma_ in _OPERATIONS
    return word.dep_ == "pcomp" and word.head.lower_ in _DONE_IN


def _is_result(one: Trigger, kept: Mapping[int, Trigger], paragraph: Paragraph) -> bool:
    """Whether a verb only says what the attack before it did: "hit a tank and destroyed it".

    It has neither an actor nor a place of its own.
    """
    above = one
    while _says_harm(above) and above.token.head.i in kept:
        above = kept[above.token.head.i]
    attack = above.cue.event_type is EventType.ASSAULT and above.cue.mode not in _HARM
    inside = range(one.token.left_edge.i, one.token.right_edge.i + 1)
    return attack and above is not one and not any(i in paragraph.places for i in inside)


def _is_harm_beside(one: Trigger, kept: Mapping[int, Trigger], paragraph: Paragraph) -> bool:
    """Whether a verb only counts others who came to harm: "two were killed and nine wounded"."""
    above = kept.get(one.token.head.i) if one.token.dep_ == "conj" else None
    suffered = above is not None and (one.cue.mode is above.cue.mode is Mode.KILL)
    # "were killed and nine wounded by shelling" was one deed, but not where each has its own doer
    doers = [set(grammar.children(each, {"agent"})) for each in (one.token, one.token.head)]
    own = any(True for _ in grammar.children(one.token, {"dobj"})) or all(doers)
    return suffered and not own and not paragraph.tells_elsewhere(one.token)


def _says_harm(one: Trigger) -> bool:
    """Whether a verb that shares its actor says what harm was done."""
    harm = one.cue.mode in _HARM or (one.cue.event_type, one.cue.mode) in _DAMAGE
    return harm and grammar.shares_actor(one.token)


def _cause(trigger: Trigger, cued: Cued) -> Trigger | None:
    """The assault of which a verb of damage only says what it did: "an airstrike destroyed it"."""
    if (trigger.cue.event_type, trigger.cue.mode) not in _DAMAGE:
        return None
    subjects = grammar.children(trigger.token, {"nsubj", "nsubjpass"})
    found = filter(None, (cued.get(word.i) for word in subjects))
    return next((one for one in found if one.cue.event_type is EventType.ASSAULT), None)


def _lies(token: "Token", paragraph: Paragraph, *, moves: bool) -> bool:
    """Whether a verb tells where something lies: "the line runs there", "the valley begins there".

    `moves` says that people do it; an operation that begins is none.
    """
    runs = token.lemma_ in _RUNS and not moves
    return runs or (token.lemma_ in _BEGINS and _is_of_place(token, paragraph))

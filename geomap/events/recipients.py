"""Who or what is acted upon, by name, from the parse of the trigger's clause."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geomap.discourse import Paragraph, People, grammar
from geomap.events import beings, nominal, role_names, sufferers
from geomap.events.cues import CueTable
from geomap.events.triggers import Trigger
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE})


def of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, speaker: str
) -> str:
    """Name of who is acted upon, else whose the thing is that was."""
    found = sufferers.heads(trigger)
    told = (one for one in found if not nominal.is_told(one, table))
    recipient = next((one for one in told if _is_acted_upon(one, trigger, paragraph, table)), None)
    if recipient is None:
        recipient = _whose(found, trigger, paragraph, table)
    elif recipient.pos_ == "PRON" and not grammar.counted(recipient):
        recipient = _meant(recipient, trigger, paragraph, people, table)
    return role_names.of(recipient, paragraph, people, speaker) if recipient is not None else ""


def _is_acted_upon(noun: "Token", trigger: Trigger, paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a noun, or what it counts, means someone, or a state that is spoken to."""
    if trigger.cue.event_type.is_spoken and beings.is_state(noun, paragraph):
        return True
    heads = (noun, *grammar.counted(noun))
    return any(_is_somebody(one, trigger, paragraph, table) for one in heads)


def _meant(
    pronoun: "Token", trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable
) -> "Token | None":
    """Whom a pronoun means: whom the verb before acts upon, else itself, unless it acts too."""
    for one in _acted_on_before(trigger.token):
        if one.pos_ in grammar.NOUNS and _is_somebody(one, trigger, paragraph, table):
            return one
    name = people.of(pronoun, paragraph)
    return None if name == _subject_name(trigger, paragraph, people) else pronoun


def _is_somebody(noun: "Token", trigger: Trigger, paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a noun means someone, or must since it came to harm."""
    someone = beings.is_someone(noun, paragraph, table)
    return someone or beings.is_harmed(noun, trigger, paragraph, table)


def _whose(
    things: Iterable["Token"], trigger: Trigger, paragraph: Paragraph, table: CueTable
) -> "Token | None":
    """Whose things are acted upon: who holds the post that was hit is attacked.

    Who planted the bomb that went off is not.
    """
    done = trigger.nominal or sufferers.goes_off(trigger.token)
    whose = beings.user if trigger.cue.event_type in _HOSTILE and not done else beings.owner
    agents = (None, *sufferers.agents(trigger.token))
    owners = (whose(one, paragraph, table) for one in things)
    return next((one for one in owners if one not in agents), None)


def _subject_name(trigger: Trigger, paragraph: Paragraph, people: People) -> str:
    """Name of a verb's subject, which no "them" below the same verb means."""
    found = grammar.subject(trigger.token)
    return people.of(found, paragraph) if found is not None else ""


def _acted_on_before(verb: "Token") -> Iterator["Token"]:
    """What the verb before acts upon: "seized four men and shot them"."""
    return grammar.objects(verb.head) if verb.dep_ == "conj" else iter(())


def target(trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable) -> str:
    """Name of the thing that was attacked, burnt or taken, as "two villages"; "" for a place."""
    struck = (
        one for one in sufferers.heads(trigger) if beings.is_target(one, trigger, paragraph, table)
    )
    return next((role_names.of(one, paragraph, people, "") for one in struck), "")

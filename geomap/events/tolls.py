"""The toll of an event: how many people were killed, injured, detained and displaced.

A word of harm ("kill", "wounded", "arrest") tells who came to harm by its grammar, and their noun
phrase how many they are. A toll belongs to the statement whose words hold the word of harm, else to
the nearest of its sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar
from geomap.events import counts, nature, sufferers, tallies
from geomap.events.counts import Count
from geomap.events.drafts import Draft
from geomap.model import EventType, Harm, Toll

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = lexicon.table("harm.verbs")
_SUFFERED = lexicon.table("harm.suffered")
_NOUNS = lexicon.table("harm.nouns")
_STATES = lexicon.table("harm.states")
_DEAD = lexicon.words("harm.dead")
_FATAL = lexicon.words("harm.fatal")
_FIGURES, _RELATIONS = lexicon.words("number.figures"), lexicon.words("people.relations")
_FURTHER = frozenset({"others", "more"})
_WORKS = lexicon.words("deeds.taken_works")
_LIFE, _DEATH = frozenset({"life"}), frozenset({"death"})
_TAKES_LIFE, _LOST = frozenset({"claim", "cost", "take"}), frozenset({"lose"})
_HURT, _ANYONE = lexicon.words("harm.hurts"), frozenset({"anyone", "anybody"})
_STRUCK = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST})
_BOTH = frozenset({Harm.KILLED, Harm.INJURED})

Found = tuple["Token", Harm, Count]
"""A word of harm, what it did, and to how many."""


def of(
    paragraph: Paragraph, drafts: Sequence[Draft], persons: frozenset[str]
) -> Mapping[int, tuple[Toll, ...]]:
    """Tolls of each draft of a passage, by its position.

    Parameters
    ----------
    paragraph
        The passage.
    drafts
        What becomes a statement in it; what is only supposed has no toll.
    persons
        Lemmas of nouns that mean a person.
    """
    by_draft: dict[int, list[Found]] = {}
    harmful = {n: each for n, each in enumerate(drafts) if _does_harm(each)}
    for found in _found(paragraph, persons):
        home = _own(found, drafts)
        home = _home(found[0], harmful) if home is None else home
        if home is None or _is_no_toll(found, drafts[home]):
            continue
        by_draft.setdefault(home, []).append(found)
    return {home: _summed(found) for home, found in by_draft.items()}


def _own(found: Found, drafts: Sequence[Draft]) -> int | None:
    """Position of the draft that a word itself tells, whatever its type; None for most.

    It is "evacuated" in "evacuated 22 people", and "put" in "put the number of dead at 45".
    """
    word, kind, _ = found
    if word.lemma_.lower() in _FIGURES:
        word = word.head
    elif kind is not Harm.DISPLACED:
        return None
    return next((n for n, each in enumerate(drafts) if each.trigger.token == word), None)


def _home(word: "Token", drafts: Mapping[int, Draft]) -> int | None:
    """Position of the draft that a word of harm belongs to; None where none is near.

    It is one of its sentence, else the last of the sentence before: "Nobody was hurt".
    """
    first = word.sent.start
    before = [n for n, each in drafts.items() if each.trigger.token.sent.end == first]
    own = [
        (
            not each.start <= word.idx < each.end,
            each.trigger.token != word,
            not each.trigger.token.is_ancestor(word),
            abs(each.trigger.token.i - word.i),
            n,
        )
        for n, each in drafts.items()
        if each.trigger.token.sent == word.sent
    ]
    return min(own)[-1] if own else max(before, default=None)


def _does_harm(draft: Draft) -> bool:
    """Whether what a draft tells may have a toll: force, or a flood."""
    cue = draft.trigger.cue
    return cue.event_type in _STRUCK or cue.by_nobody


def _found(paragraph: Paragraph, persons: frozenset[str]) -> Iterator[Found]:
    stated = list(tallies.find(paragraph, persons))
    told = list(_counted(paragraph, persons, {i for one in stated for i in one.words}))
    beside = {(kind, token.sent.start) for token, kind, _ in told} if stated else set()
    for one in stated:
        if not (one.runs and (one.kind, one.noun.sent.start) in beside):
            yield one.noun, one.kind, one.count
    yield from told


def _counted(paragraph: Paragraph, persons: frozenset[str], stated: Set[int]) -> Iterator[Found]:
    """Words of harm with how many they tell of, but those of a figure that is stated."""
    for token in paragraph.doc:
        if token.i in paragraph.time_tokens or token.i in stated:
            continue
        lost = ((Harm.KILLED, one) for one in _men_lost(token, persons))
        for kind, sufferer in chain(_harmed(token), lost):
            count = _count(token, sufferer, persons)
            if count is not None and not _is_thing(sufferer, kind, persons):
                yield token, kind, count


def _harmed(token: "Token") -> Iterator[tuple[Harm, "Token"]]:
    """What a word says was done, and the head of the phrase for whom it was done to."""
    harm, whom = _told(token)
    kinds = sorted(_BOTH) if harm == "both" else [Harm(harm)] if harm else []
    heads = list(whom)
    yield from ((kind, one) for kind in kinds for one in heads)


def _men_lost(verb: "Token", persons: frozenset[str]) -> Iterator["Token"]:
    """The people whom a party lost: "the rebels lost 40 men"; of lost tanks and towns none."""
    if verb.lemma_ in _LOST and verb.pos_ == "VERB":
        yield from (one for one in grammar.objects(verb) if one.lemma_.lower() in persons)


def _told(token: "Token") -> tuple[str, Iterable["Token"]]:
    """The harm that a word tells of, as the lexicon calls it, and to whom; "" for other words."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and (told := _told_by_verb(token, lemma)) is not None:
        return told
    if token.lower_ in _STATES and token.dep_ != "amod":
        return _STATES[token.lower_], _in_state(token)
    beaten = token.head.lower_ == "to" and token.head.head.pos_ == "VERB" and not token.n_lefts
    if lemma in _DEATH and beaten:
        return Harm.KILLED, _sufferers(token.head.head)
    if lemma in _HURT and sufferers.is_loss(token):
        return Harm.INJURED, _subjects(token.head)  # "three suffered burns"
    if token.pos_ == "NOUN" and lemma in _NOUNS:
        return _NOUNS[lemma], [token, *grammar.counted(token)]
    return (Harm.KILLED, _of_lives(token)) if lemma in _LIFE else ("", ())


def _told_by_verb(verb: "Token", lemma: str) -> tuple[str, Iterable["Token"]] | None:
    if grammar.has(verb, _FATAL, {"advmod"}):
        return Harm.KILLED, _sufferers(verb)
    if lemma in _VERBS:
        return _VERBS[lemma], _sufferers(verb)
    return (_SUFFERED[lemma], _subjects(verb)) if lemma in _SUFFERED else None


def _subjects(verb: "Token") -> list["Token"]:
    """The subject of a verb, if it has one."""
    found = grammar.subject(verb)
    return [found] if found is not None else []


def _sufferers(verb: "Token") -> Iterator["Token"]:
    """Whom a verb of harm acts on, by the first way of saying so that the text takes."""
    ways = (
        grammar.objects(verb),
        _numbered_before(verb),
        [verb.head] if verb.dep_ == "amod" else [],
        _misread(verb),
        # "killed and wounded 12": how many of either nobody says
        (one for other in _beside(verb) for one in grammar.children(other, {"dobj"})),
        _left_bare(verb),
    )
    return islice(chain.from_iterable(ways), 1)


def _numbered_before(verb: "Token") -> Iterator["Token"]:
    """Who came to harm in "25 wounded" beside "ten were killed"."""
    if verb.tag_ == "VBN" and not grammar.has(verb, ("have", "has", "had")):
        yield from (one for one in grammar.children(verb, {"nsubj", "nummod"}) if one.i < verb.i)


def _left_bare(verb: "Token") -> Iterator["Token"]:
    """Who came to harm in a headline without its auxiliary: "7 killed", "four paramedics hurt"."""
    past = verb.tag_ in ("VBD", "VBN") or verb.lower_ in _STATES
    if past and not any(True for _ in grammar.children(verb, {"aux"})):
        yield from (one for one in grammar.children(verb, {"nsubj"}) if one.i < verb.i)


def _misread(verb: "Token") -> Iterator["Token"]:
    """The object that is parsed as a subject: "killed 140 soldiers" before another verb."""
    for clause in grammar.children(verb, {"ccomp"}):
        for one in grammar.children(clause, {"nsubj"}):
            if one.left_edge.i == verb.i + 1:
                yield one


def _beside(verb: "Token") -> Iterator["Token"]:
    """The other verb of harm right beside one: "killed or wounded"."""
    for other in (*grammar.children(verb, {"conj"}), *([verb.head] if verb.dep_ == "conj" else [])):
        if abs(other.i - verb.i) == 2 and other.lemma_.lower() in _VERBS:
            yield other


def _in_state(word: "Token") -> Iterator["Token"]:
    """Who is dead or wounded: "left 16 people dead", "12 dead", "12 are dead"."""
    own = list(grammar.children(word, {"nsubj"}))
    if own or word.dep_ in ("oprd", "acomp", "ccomp"):
        above = word.head
        others = grammar.objects(above) if above.lemma_ != "be" else iter(())
        objects = [one for one in others if one != word]
        subject = _subjects(above) if above.lemma_ == "be" else []
        yield from (own or objects or subject)[:1]
    else:
        yield word


def _of_lives(life: "Token") -> Iterator["Token"]:
    """Who died where lives were lost or taken: "claimed the lives of 17 people"."""
    verb = life.head
    if life.dep_ != "dobj":
        return
    if verb.lemma_ in _LOST:
        yield from _subjects(verb)
    elif verb.lemma_ in _TAKES_LIFE:
        yield from grammar.counted(life) or [life]


def _count(word: "Token", sufferer: "Token", persons: frozenset[str]) -> Count | None:
    """How many came to harm; none where the verb is negated of anyone.

    Of "X and two others were among those killed" they are the least.
    """
    some = sufferers.some_of(sufferer)
    if some is not None:
        least = counts.of(some, persons)
        return Count(least.least, None) if least is not None else None
    negated = any(True for _ in grammar.children(word, {"neg"}))
    if negated:
        return Count(0, 0) if sufferer.lower_ in _ANYONE else None
    found = counts.of(sufferer, persons)
    either = _NOUNS.get(word.lemma_.lower()) == "both" or any(True for _ in _beside(word))
    if found is not None and found.most and either:
        return Count(None, found.most)
    return found


def _is_thing(sufferer: "Token", kind: Harm, persons: frozenset[str]) -> bool:
    """Whether what was taken is no person: "captured two tanks"."""
    if kind is not Harm.DETAINED:
        return False
    if sufferer.lower_ in _FURTHER and sufferer.head.dep_ == "conj":
        # "burned two cars and seized three | others"
        before = next(grammar.objects(sufferer.head.head), sufferer)
        return before.lower_ not in _FURTHER and _is_thing(before, kind, persons)
    if sufferer.like_num or sufferer.ent_type_ in ("PERSON", "NORP"):
        return False
    lemma = sufferer.lemma_.lower()
    named = {lemma, *(one.lemma_.lower() for one in grammar.counted(sufferer))}
    doer = lemma.endswith(counts.DOERS) and lemma not in _WORKS
    return not doer and named.isdisjoint(persons | _RELATIONS | _NOUNS.keys())


def _is_no_toll(found: Found, draft: Draft) -> bool:
    """Whether harm is only supposed, is a place's, or that of bodies that other words tell of."""
    word = found[0]
    beside = word.lemma_.lower() in _DEAD and not draft.start <= word.idx < draft.end
    return beside or draft.stance.conditional or _is_seized(found, draft) or nature.is_tried(word)


def _is_seized(found: Found, draft: Draft) -> bool:
    """Whether the one that was taken is the place of a seizure: "captured Goma"."""
    word, kind, count = found
    seizes = draft.trigger.cue.mode == "seize" and draft.trigger.token == word
    return kind is Harm.DETAINED and seizes and count.most == 1


def _summed(found: Sequence[Found]) -> tuple[Toll, ...]:
    """One toll of each kind: coordinated harms together, of others the largest."""
    totals: dict[Harm, tuple[Token, Count]] = {}
    for token, kind, count in found:
        if kind not in totals:
            totals[kind] = token, count
            continue
        first, before = totals[kind]
        if token.dep_ == "conj" and first.is_ancestor(token):
            totals[kind] = token, before + count
        elif count.size > before.size:
            totals[kind] = token, count
    return tuple(Toll(kind, one.least, one.most) for kind, (_, one) in sorted(totals.items()))

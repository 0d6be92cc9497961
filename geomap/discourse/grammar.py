"""Questions to the parse of a passage: who acts, on whom, in which clause, by which preposition."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from geomap import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOUNS = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
BETWEEN = frozenset({"between"})
_PERSONS = lexicon.words("people.relations")
BEFORE_NOUN = frozenset({"compound", "nummod", "nmod", "amod", "poss", "det"})
_SHORTENED = lexicon.words("grammar.shortened")
_FIRST_PERSON = lexicon.words("grammar.first_person")


def children(token: "Token", deps: frozenset[str] | set[str]) -> Iterator["Token"]:
    """Children of a token with one of the dependencies."""
    return (child for child in token.children if child.dep_ in deps)


def has(token: "Token", words: Collection[str], deps: Collection[str] | None = None) -> bool:
    """Whether a token has a child of these words, in lower case, with one of the dependencies."""
    return any(
        child.lower_ in words and (deps is None or child.dep_ in deps) for child in token.children
    )


def is_first_person(token: "Token") -> bool:
    """Whether a word means who speaks; "killed by a mine" and "by the US" do not."""
    return token.pos_ == "PRON" and token.lower_ in _FIRST_PERSON


def is_perfect(verb: "Token") -> bool:
    """Whether a verb tells what has happened, or has been going on."""
    return has(verb, ("has", "have", "'ve"))


def is_pluperfect(verb: "Token") -> bool:
    """Whether a verb tells what had happened before."""
    return has(verb, ("had",))


def takes_up(noun: "Token") -> bool:
    """Whether a noun takes up what was told before: "the attack", "that raid"."""
    return any(child.lower_ in ("the", "this", "that") for child in noun.lefts)


def with_conjuncts(token: "Token") -> list["Token"]:
    """A nominal token and what is coordinated with it."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def subject(verb: "Token") -> "Token | None":
    """Grammatical subject of a verb, through coordination, control and relative clauses."""
    for _ in range(6):
        own = _nearest_subject(verb) or _misread_subject(verb)
        if own is not None and own.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
            return meant_by(own, verb.head)
        if own is not None:
            return own
        charged = accused(verb)
        if charged is not None:
            return charged
        if (told := resumes(verb)) is not None:
            verb = told
        elif verb.dep_ in ("conj", "xcomp", "advcl", "aux", "pcomp", "acomp") and verb.head != verb:
            verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        elif verb.dep_ in ("acl", "relcl"):
            return verb.head
        else:
            return None
    return None


def resumes(verb: "Token") -> "Token | None":
    """The verb of what is told that a participle behind its speaker goes on from.

    As in "the blast hit a bus, police said, killing two": police did not.
    """
    above = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or not above.i < verb.i:
        return None
    if above.lemma_ not in _SAY or verb.lemma_ in _SAY | ACCUSING | _NAMING:
        return None
    told = [above.head] if above.dep_ == "parataxis" else children(above, {"ccomp"})
    return next((one for one in told if one.i < above.i and one.pos_ in VERBAL), None)


def shares_actor(verb: "Token") -> bool:
    """Whether a verb takes its actor from the one that it is coordinated with: "came and shot"."""
    return verb.dep_ == "conj" and not any(children(verb, SUBJECTS))


def meant_by(pronoun: "Token", noun: "Token") -> "Token":
    """What a relative pronoun stands for: no person is a "which", but a body named with one is.

    As in "a spokesman for the army, which holds the town".
    """
    if pronoun.lower_ != "which" or noun.lemma_.lower() not in _PERSONS:
        return noun
    named = [one for _, one in prepositional(noun) if one.i < pronoun.i]
    return max(named, key=lambda one: one.i, default=noun)


def _nearest_subject(verb: "Token") -> "Token | None":
    """The last subject before a verb; of two, the first belongs to a clause that was misread."""
    # no "(Feb 13)" behind who acts
    found = [one for one in children(verb, SUBJECTS) if not one.i or one.nbor(-1).text != "("]
    before = [one for one in found if one.i < verb.i]
    return next(iter(before[-1:] or found), None)


def _misread_subject(verb: "Token") -> "Token | None":
    """The noun right before a verb that the parser took for part of it: "Shelling hit X"."""
    if verb.pos_ != "VERB" or not verb.i:
        return None
    before = verb.nbor(-1)
    noun = before.pos_ in ("NOUN", "PROPN") and before.dep_ == "compound"
    gerund = before.tag_ == "VBG" and before.dep_ == "aux" and before.lower_ != "having"
    return before if (noun or gerund) and before.head == verb else None


ACCUSING, DOES = lexicon.words("speech.accuse"), lexicon.words("deeds.does")
_SAY, _NAMING = lexicon.words("speech.say"), lexicon.words("speech.naming")


def accuses(verb: "Token") -> bool:
    """Whether a verb charges somebody with a deed: "blame X", "hold X responsible for it"."""
    if verb.lemma_ == "charge":
        phrases = (one for link, one in prepositional(verb) if link.lower_ == "with")
        return any(one.dep_ == "pcomp" or one.lemma_ in _CRIMES for one in phrases)
    held = verb.lemma_ == "hold" and any(one.lower_ in _GUILTY for one in verb.children)
    return held or verb.lemma_ in ACCUSING


def charged_by(done: "Token") -> "Token | None":
    """The verb of accusing above what someone is accused of doing, or None.

    As in "accused X of killing six", "blamed X for the killing of six", "the raid was blamed on X"
    and "held X responsible for the raid".
    """
    done = _doing(done)
    link = done.head
    if done.dep_ == "nsubjpass":
        return link if link.lemma_ in ACCUSING and governed(link, _ONTO) else None
    if done.dep_ != "pcomp" and not (done.dep_ == "pobj" and link.lower_ in _OF_DEEDS):
        return None
    above = link.head
    if above.lower_ in _GUILTY:
        return above.head if accuses(above.head) else None
    if above.dep_ in ("dobj", "nsubjpass") and link.dep_ == "prep":
        above = above.head  # "accused X of the killing", but "condemned the killing of X"
        if done.dep_ != "pcomp" and above.lemma_ not in _CHARGE:
            return None
    return above if accuses(above) else None


def _doing(deed: "Token") -> "Token":
    """The form in -ing by which a deed is done, or the deed: "accused X of committing rape"."""
    above = deed.head
    does = deed.dep_ == "dobj" and above.lemma_ in DOES and above.tag_ == "VBG"
    return above if does else deed


_CRIMES = lexicon.words("speech.charges")
_CHARGE, _GUILTY = frozenset({"accuse", "suspect"}), lexicon.words("speech.guilty")
_ONTO, _OF_DEEDS = frozenset({"on"}), frozenset({"of", "for", "over"})


def accused(done: "Token") -> "Token | None":
    """Who is said to have done it in "accuse X of doing it": the object, not the accuser."""
    above = charged_by(done)
    if above is None:
        return None
    onto = governed(above, _ONTO) if done.dep_ == "nsubjpass" else ()
    return next(iter(onto), None) or next(children(above, {"dobj", "nsubjpass"}), None)


def is_passive(verb: "Token") -> bool:
    """Whether a verb stands in the passive; "reports that rebels had taken X" does not."""
    if any(True for _ in children(verb, {"nsubjpass", "auxpass", "agent"})):
        return True
    bare = verb.dep_ == "acl" and verb.tag_ == "VBN"
    return bare and not any(True for _ in children(verb, {"nsubj", "aux"}))


def objects(verb: "Token") -> Iterator["Token"]:
    """What a verb acts upon: objects, the subject of a passive, the head of a relative clause."""
    yield from (one for one in children(verb, OBJECTS) if one.left_edge.lower_ not in _SHORTENED)
    if is_passive(verb):
        found = subject(verb)
        if found is not None:
            yield found
            if verb.dep_ == "relcl":
                yield from _nearest(verb, found)
    elif verb.dep_ == "relcl" and any(
        child.dep_ == "dobj" and child.tag_ in ("WDT", "WP") for child in verb.children
    ):
        yield verb.head
        yield from _nearest(verb, verb.head)


def _nearest(verb: "Token", head: "Token") -> Iterator["Token"]:
    """The noun right before a relative clause, where the parser hung the clause on another."""
    index = verb.left_edge.i - 1
    while index > head.i and verb.doc[index].is_punct:
        index -= 1
    if index > head.i and verb.doc[index].pos_ in ("NOUN", "PROPN"):
        yield verb.doc[index]


def own_clause(token: "Token") -> Iterator["Token"]:
    """A word and what depends on it, without clauses that have a verb of their own.

    What says who "those" are belongs to it: "was among those killed".
    """
    waiting = [token]
    while waiting:
        word = waiting.pop()
        yield word
        waiting += (one for one in word.children if not _has_own_verb(one))


def _has_own_verb(clause: "Token") -> bool:
    apart = clause.dep_ in _APART and clause.head.tag_ != "DT"
    beside = clause.dep_ in ("advcl", "conj") and clause.tag_ != "VBG"
    return (apart or beside) and clause.pos_ in VERBAL


_APART = frozenset({"ccomp", "relcl", "acl", "parataxis"})


def prepositional(token: "Token") -> Iterator[tuple["Token", "Token"]]:
    """Prepositions that hang on a token, with what they govern, nested ones included."""
    for prep in children(token, {"prep", "agent", "dative", "prt"}):
        for inner in prep.children:
            if inner.dep_ in ("pobj", "pcomp"):
                yield prep, inner
            elif inner.dep_ == "prep":
                yield from ((inner, last) for last in children(inner, {"pobj"}))


def governed(token: "Token", prepositions: Collection[str]) -> list["Token"]:
    """What the first of the prepositions below a token governs; nothing where it has none."""
    for preposition, inner in prepositional(token):
        if preposition.lower_ in prepositions and preposition.head.lower_ != "according":
            # "by invading forces" is parsed as an act; the forces are meant
            forces = children(inner, {"dobj"}) if inner.dep_ == "pcomp" else iter(())
            return [next(forces, inner)]
    return []


def between(noun: "Token") -> list["Token"]:
    """The first of "between A and B" below a noun, or beside it below its verb."""
    inner = (word for word in noun.subtree if word.lower_ in BETWEEN)
    first = next((one for word in inner for one in children(word, {"pobj"})), None)
    if first is not None:
        return [first]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        return governed(noun.head.head, BETWEEN)  # "the collapse of a truce in May between A and B"
    if noun.dep_ != "nsubj":
        return []
    # "a truce halted years of war between A and B"
    ended = [two for one in children(noun.head, {"dobj"}) for two in between(one)]
    return governed(noun.head, BETWEEN) or _between_below(noun.head) or ended


def _between_below(verb: "Token") -> list["Token"]:
    """As in "clashes broke out in Homs between A and B", where "between" hangs on the place."""
    return [two for _, place in prepositional(verb) for two in governed(place, BETWEEN)]


def counted(token: "Token") -> list["Token"]:
    """What "dozens of" counts."""
    return [inner for prep, inner in prepositional(token) if prep.lower_ == "of"]


def governor(token: "Token") -> "Token":
    """The verb that governs a token: itself, or the nearest one above it, else the root."""
    while token.pos_ not in VERBAL and token.head != token:
        token = token.head
    return token


def clause_of(token: "Token") -> "Token":
    """The clause's own verb: above open complements and auxiliaries."""
    verb = governor(token)
    while verb.dep_ in ("xcomp", "aux", "auxpass") and verb.head.pos_ in {*VERBAL, "ADJ"}:
        verb = verb.head
    if verb.pos_ == "ADJ" and verb.head != verb:
        verb = governor(verb)
    return verb

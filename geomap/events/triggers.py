"""Find cue words in a passage and check what stands around them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar
from geomap.discourse.paragraphs import in_spans
from geomap.events.cues import Cue, CueTable
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENTITIES = {
    "<person>": frozenset({"PERSON", "NORP"}),
    "<troops>": frozenset({"ORG", "NORP"}),
    "<groups>": frozenset({"ORG", "NORP"}),
}
"""Kinds of names that belong to a class of words."""

_PARTICLES = lexicon.words("grammar.particles")
_QUANTITIES = lexicon.words("number.most_or_few")
_PEACEFUL = lexicon.words("deeds.peaceful")
_OUTSIDE = frozenset({"punct", "nsubj", "advcl", "relcl", "ccomp", "conj", "cc", "parataxis"})
_LINKS = frozenset({"prep", "agent", "dative", "prt", "advmod", "acomp", "npadvmod"})
_ARGUMENTS = frozenset({"dobj", "attr", "pobj", "nsubjpass", "xcomp"})
_NESTED = frozenset(
    {"compound", "amod", "nmod", "prep", "acomp", "advmod", "xcomp", "dobj", "poss", "neg"}
)


@dataclass(frozen=True)
class Trigger:
    """A word that reports something, by its cue or by the detector.

    `used` are the indices of the words that its cue needed, `probability` is the detector's that it
    heads a statement, None where it was not asked. `learned` says that no cue names it, only the
    detector; `clause` is the verb whose words tell it, where that is another: "suffered losses".
    """

    token: "Token"
    cue: Cue
    used: frozenset[int] = frozenset()
    probability: float | None = None
    learned: bool = False
    clause: "Token | None" = None

    @property
    def nominal(self) -> bool:
        """Whether the trigger is a noun."""
        return self.token.pos_ in grammar.NOUNS

    @property
    def top(self) -> "Token":
        """The word that the rest of its words depend on, as far as is known: its verb or itself."""
        return self.token if self.clause is None else self.clause


ANY = Cue(EventType.ASSAULT, Mode.ANY, head="")
"""The cue of a word that is taken for an event though no table knows it."""


def find(paragraph: Paragraph, table: CueTable) -> dict[int, Trigger | None]:
    """Words of a passage that the table knows, by their index, in the order of the text.

    Each with the most specific cue that it meets, or None where it meets none: "struck a tree".
    """
    search = _Search(paragraph, table)
    known = (token for token in paragraph.doc if search.cues(token))
    return {token.i: search.trigger(token) for token in known}


def is_barred(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word stands by one that rules a cue of its out: "an earthquake struck"."""
    search = _Search(paragraph, table)
    around = _around(token)
    return any(search.is_forbidden(token, cue, around) for cue in search.cues(token))


def is_beside_words(one: Trigger, others: Mapping[int, Trigger | None]) -> bool:
    """Whether a deed is told beside words of who did it: "called for a strike, killing six"."""
    verb = one.token
    above = others.get(verb.head.i)
    if above is None or one.nominal or one.cue.event_type.is_spoken:
        return False
    asks = above.cue.event_type.is_spoken and verb.head.tag_ not in ("VB", "MD")
    return asks and _acts_beside(verb)


def _acts_beside(verb: "Token") -> bool:
    """Whether a verb tells what its subject did too: "and killed six", "killing six"."""
    own = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    acts = own and verb.tag_ in ("VBD", "VBG")
    return acts and any(True for _ in grammar.children(verb, {"dobj"}))


@dataclass(frozen=True)
class _Search:
    """A passage that is searched for the cues of a table."""

    paragraph: Paragraph
    table: CueTable

    def trigger(self, token: "Token") -> Trigger | None:
        """The trigger that a token is, by the most specific cue that it meets."""
        cues = self.cues(token)
        if not cues or self._in_set_phrase(token) or _is_named(token, self.paragraph):
            return None
        around = _around(token)
        for cue in cues:
            used = self._match(token, cue, around)
            if used is not None:
                return Trigger(token, cue, used)
        return None

    def cues(self, token: "Token") -> Sequence[Cue]:
        """Cues whose head a token is, whatever stands around it."""
        lemma = token.lemma_.lower()
        if token.pos_ in grammar.NOUNS:
            return self.table.nouns.get(lemma, ())
        verbal = token.pos_ in grammar.VERBAL or token.lower_ in self.table.not_verbs
        return self.table.verbs.get(lemma, ()) if verbal else ()

    def _in_set_phrase(self, token: "Token") -> bool:
        """Whether a token is part of a fixed phrase that names no event: a kind of weapon."""
        lemma = token.lemma_.lower()
        before = token.nbor(-1).lower_ if token.i else ""
        after = token.nbor(1).lemma_.lower() if token.i + 1 < len(token.doc) else ""
        return not self.table.set_phrases.isdisjoint((f"{lemma} {after}", f"{before} {lemma}"))

    def _match(self, token: "Token", cue: Cue, around: list["Token"]) -> frozenset[int] | None:
        """Indices of the words that fill a cue's needs; None where one is missing or forbidden."""
        if cue.subject and not any(self._belongs(who, cue.subject) for who in _acting(token)):
            return None
        if ("<to>" in cue.needs and not _asks(token)) or self.is_forbidden(token, cue, around):
            return None
        around = [word for word in around if not self._says_when(word)]
        direct = around if _is_loose(token, cue) else _acted_upon(token)
        used = [
            self._filling(need, direct if need.startswith("<") else around)
            for need in cue.needs
            if need != "<to>"
        ]
        return frozenset(chain.from_iterable(used)) if all(used) else None

    def _filling(self, need: str, pool: Sequence["Token"]) -> list[int]:
        """Index of the first word that a need is met by; nothing where there is none."""
        return [word.i for word in pool if self._meets(word, need)][:1]

    def _says_when(self, word: "Token") -> bool:
        """Whether a preposition only gives the time: "called a strike on Sunday"."""
        times = self.paragraph.time_tokens
        said = (times.get(one.i) for one in word.children)
        # "the fall of Kabul" gives a day, and is what happened
        return word.dep_ == "prep" and any(one is not None and one.event is None for one in said)

    def is_forbidden(self, token: "Token", cue: Cue, around: list["Token"]) -> bool:
        """Whether a word that rules the cue out stands by it, or is its subject for a class."""
        actor = grammar.subject(token) if cue.forbids else None
        acting = [actor, *grammar.children(actor, {"compound"})] if actor is not None else []
        heads = [word for word in around if word.dep_ != "compound"]  # "an oil depot" is no oil
        return any(
            self._meets(word, barred)
            for barred in cue.forbids
            for word in (*(heads if barred.startswith("<") else around), *acting)
        )

    def _meets(self, token: "Token", need: str) -> bool:
        if need.startswith("<"):
            return self._belongs(token, need)
        return need in (token.lemma_.lower(), token.lower_)

    def _belongs(self, token: "Token", wanted: str) -> bool:
        """Whether a token belongs to a class of words; `<any>` holds every noun and name."""
        if wanted == "<any>":
            thing = token.pos_ in grammar.NOUNS or token.dep_ == "dobj"
            return thing and token.i not in self.paragraph.time_tokens
        if not self.table.classes[wanted].isdisjoint(_forms(token)):
            return not self._is_for_other(token, wanted)
        if self.paragraph.is_place(token):
            return wanted == "<place>"
        if wanted == "<person>" and _is_bare_name(token):
            return False
        if wanted == "<person>" and _is_number(token, self.paragraph):
            return True
        return token.ent_type_ in _ENTITIES.get(wanted, ())

    def _is_for_other(self, operation: "Token", wanted: str) -> bool:
        """Whether what may be an attack is said to be for something else: "a rescue operation"."""
        described = grammar.children(operation, {"compound", "amod"})
        return wanted == "<attack>" and any(self._is_no_attack(word) for word in described)

    def _is_no_attack(self, word: "Token") -> bool:
        """Whether a word names a deed, and none that is an attack: "arrest"."""
        lemma = word.lemma_.lower()
        kinds = {one.event_type for one in self.table.nouns.get(lemma, ())}
        return lemma in _PEACEFUL or (bool(kinds) and EventType.ASSAULT not in kinds)


def _forms(token: "Token") -> tuple[str, ...]:
    """Forms to look up, with the singular of a plural misread as a name: "Rockets hit ..."."""
    forms = token.lemma_.lower(), token.lower_
    return (*forms, token.lower_.removesuffix("s")) if token.pos_ == "PROPN" else forms


def _is_bare_name(token: "Token") -> bool:
    """Whether one word is all of a name that is seized: sooner a town's than a person's."""
    alone = token.tag_ == "NNP" and token.dep_ in ("dobj", "nsubjpass") and not token.n_lefts
    return alone and not token.n_rights and token.head.lemma_ in ("seize", "capture")


def _is_number(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a number stands for the people that it counts: "residents said 12 died"."""
    acts = token.dep_ in grammar.SUBJECTS or token.dep_ == "dobj"
    return token.like_num and acts and token.i not in paragraph.time_tokens


def _around(token: "Token") -> list["Token"]:
    """Tokens that a cue's words may be: dependents, what their prepositions govern, objects."""
    near: list[Token] = []
    for child in token.children:
        if child.dep_ in _OUTSIDE and not (child.dep_ == "punct" and child.is_alpha):
            continue
        near.append(child)
        if child.dep_ in _LINKS:
            near += grammar.children(child, {"pobj", "prep", "pcomp"})
            near += (last for prep in grammar.children(child, {"prep"}) for last in prep.children)
        elif child.dep_ in _ARGUMENTS:
            near += grammar.children(child, _NESTED)
    return _spread_all([*near, *grammar.objects(token), *_made_to_act(token)])


def _acted_upon(token: "Token") -> list["Token"]:
    """What a verb acts upon, with what is coordinated with it or counted by it."""
    below = [
        word for child in grammar.children(token, {"xcomp"}) for word in grammar.objects(child)
    ]
    return _spread_all([*grammar.objects(token), *_made_to_act(token), *below])


def _acting(token: "Token") -> Iterator["Token"]:
    """Who acts, with what is coordinated with it or counted by it."""
    actor = grammar.subject(token)
    return _spread(actor) if actor is not None else iter(())


def _made_to_act(token: "Token") -> Iterator["Token"]:
    """Subjects of open complements: who is allowed, wanted or forced to do something."""
    for verb in grammar.children(token, {"ccomp"}):
        if verb.tag_ == "VB" and not any(child.tag_ == "MD" for child in verb.children):
            yield from grammar.children(verb, {"nsubj", "nsubjpass"})


def _spread_all(tokens: Sequence["Token"]) -> list["Token"]:
    return [each for token in tokens for each in _spread(token)]


def _spread(token: "Token") -> Iterator["Token"]:
    """A token, what is coordinated with it, and what "dozens of" counts."""
    yield token
    if token.pos_ not in grammar.NOMINAL and token.lower_ not in _QUANTITIES:
        return
    yield from (other for other in token.conjuncts if other.i > token.i)
    yield from grammar.counted(token)
    if token.dep_ in ("dobj", "pobj", "nsubjpass"):
        yield from grammar.children(token, {"appos", "compound"})


def _is_loose(token: "Token", cue: Cue) -> bool:
    """Whether a class may stand after a preposition: for nouns, or where the cue has one itself."""
    return token.pos_ not in grammar.VERBAL or not _PARTICLES.isdisjoint(cue.needs)


def _asks(verb: "Token") -> bool:
    """Whether an infinitive says what someone is to do: "asked residents to leave"."""
    clauses = grammar.children(verb, {"xcomp", "ccomp"})
    return any(word.lower_ == "to" for clause in clauses for word in clause.lefts)


def _is_named(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a noun is part of a name or a date: "the Assault Battalion"."""
    if in_spans(token.idx, paragraph.filed):
        return True
    return token.pos_ == "PROPN" and token.ent_type_ in ("ORG", "PERSON", "DATE", "PRODUCT")

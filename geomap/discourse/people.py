"""Who a phrase means: full names for surnames, earlier actors for pronouns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse import sides
from geomap.discourse.paragraphs import Paragraph
from geomap.discourse.phrases import described, explained, phrase
from geomap.discourse.quotations import outside, quote_spans
from geomap.discourse.speech import SAY

if TYPE_CHECKING:
    from spacy.tokens import Token

_KIN = lexicon.words("people.relations")
_GROUPS = lexicon.words("people.groups")
_BODIES = _GROUPS | lexicon.words("people.armed")
_SINGULAR = lexicon.words("grammar.singular")
_PLURAL = lexicon.words("grammar.plural")
_OTHERS = frozenset({"they", "them"})
_SCARE_CHARS = 25
_EARLY = 3
_TITLES = lexicon.words("people.speaking_posts")
_OUTLETS = lexicon.words("people.outlets")
_ACCOUNTS = lexicon.words("speech.account_nouns")
_BELONGS = lexicon.words("people.belongs")
_SOME = lexicon.words("number.of_people", "number.most_or_few", "number.none") - {"one"}
_RELATIVE = lexicon.words("grammar.relative")
_HARMS, _SUFFERED = lexicon.table("harm.verbs"), lexicon.table("harm.suffered")
_DEAD = frozenset({"dead"})
_REMEMBERED = frozenset({"nsubj", "nsubjpass", "poss", "pobj", "dobj"})


def _name_span(token: "Token") -> tuple[int, int]:
    """First and last token of the run of proper nouns around a proper noun."""
    first = last = token.i
    doc = token.doc
    while (
        first > 0
        and doc[first - 1].pos_ == "PROPN"
        and doc[first - 1].head.i in range(first - 1, last + 1)
    ):
        first -= 1
    return first, last


class People:
    """People and parties of one report by name and pronoun, read in the order of its text.

    `persons` are the lemmas of nouns that mean a person or a group of them.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], persons: frozenset[str]) -> None:
        self._persons = persons | _KIN
        self._full: dict[str, str] = {}
        self._pronouns: dict[tuple[int, int], str] = {}
        for paragraph in paragraphs:
            self._collect(paragraph)
        self._named = sides.find(paragraphs)
        self._titles: dict[str, str] = {}
        self._people: set[str] = set()
        self._alive: dict[tuple[int, int], str] = {}
        self._person = self._living = self._group = self._acting = ""
        for paragraph in paragraphs:
            self._resolve(paragraph)

    def _collect(self, paragraph: Paragraph) -> None:
        for entity in paragraph.doc.ents:
            words = [token.text for token in entity if token.pos_ == "PROPN"]
            proper = [token.i for token in entity if token.pos_ == "PROPN"]
            if entity.label_ in ("PERSON", "ORG", "GPE", "FAC") and 2 <= len(words) <= 5:
                person = entity.label_ == "PERSON" or words[-1] not in self._full
                if person and not any(paragraph.is_place(token) for token in entity[:1]):
                    self._full.setdefault(words[-1], paragraph.doc[proper[0] : proper[-1] + 1].text)

    def _resolve(self, paragraph: Paragraph) -> None:
        spans = quote_spans(paragraph.text)
        spoken = [span for span in spans if span[1] - span[0] > _SCARE_CHARS]
        unsaid = {token.i for token in outside(paragraph.doc, spoken)}
        for token in paragraph.doc:
            if token.i not in unsaid:
                if token.lower_ in _OTHERS and self._acting:
                    self._pronouns[paragraph.index, token.i] = self._acting
            elif token.pos_ == "PRON":
                if token.lower_ in _SINGULAR:
                    self._alive[paragraph.index, token.i] = self._living
                if found := self._antecedent(token):
                    self._pronouns[paragraph.index, token.i] = found
            elif token.pos_ in ("NOUN", "PROPN") and token.dep_ in _REMEMBERED:
                self._remember(token, paragraph)

    def _antecedent(self, token: "Token") -> str:
        word = token.lower_
        if word in _SINGULAR:
            return self._person
        return self._group if word in _PLURAL else ""

    def _remember(self, token: "Token", paragraph: Paragraph) -> None:
        """Keep a person or a group for the pronouns after it."""
        if paragraph.is_place(token) or token.i in paragraph.time_tokens:
            return
        if token.ent_type_ == "PERSON":
            self._title(token, paragraph)
        people = self._is_people(token)
        if people and token.tag_ not in ("NNS", "NNPS"):
            self._person = self._kept(self._person, token, paragraph)
            if not _is_killed(token):
                self._living = self._kept(self._living, token, paragraph)
        elif (people or self._is_group(token)) and not _says_last(token):
            self._group = self._kept(self._group, token, paragraph)
            if token.dep_ in r.SUBJECTS and token.head.lemma_ not in SAY:
                self._acting = self.of(token, paragraph)

    def _kept(self, before: str, token: "Token", paragraph: Paragraph) -> str:
        """Whom a pronoun means from now on: a subject, or who is named early, before others."""
        strong = token.dep_ in ("nsubj", "nsubjpass") or token.i - token.sent.start <= _EARLY
        return self.of(token, paragraph) if strong or not before else before

    def _is_people(self, token: "Token") -> bool:
        if token.ent_type_ == "PERSON" or token.lemma_.lower() in self._persons:
            return True
        titles = (child.lemma_.lower() for child in r.children(token, {"compound"}))
        return token.pos_ == "PROPN" and not self._persons.isdisjoint(titles)

    def _is_group(self, token: "Token") -> bool:
        return token.ent_type_ in ("ORG", "NORP") or token.lemma_.lower() in _GROUPS

    def speaking(self, token: "Token", paragraph: Paragraph) -> str:
        """Names of who speak; "he" in "killed one officer, he said" is nobody who was killed."""
        alive = self._alive.get((paragraph.index, token.i))
        several = [one for one in r.with_conjuncts(token) if one.pos_ in r.NOUNS]
        names = (self.of(one, paragraph) for one in several or [token])
        return "; ".join(dict.fromkeys(filter(None, names))) if alive is None else alive

    def of(self, token: "Token", paragraph: Paragraph, *, speaker: str = "") -> str:
        """Canonical name of a nominal token; first-person pronouns mean the speaker."""
        word = token.lower_
        if r.is_first_person(token):
            return speaker
        if (meant := _described_by(token)) is not None:
            return self.of(meant, paragraph, speaker=speaker)
        if r.counted(token) and word in _SOME:
            return phrase(token)
        if token.pos_ == "PRON":
            return explained(token) or self._pronouns.get((paragraph.index, token.i), "")
        if token.pos_ == "PROPN" and token.ent_type_ == "PERSON":
            return self._person_name(token, paragraph)
        return self._described(token, paragraph, speaker)

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's, as far as the report tells."""
        return name in self._people

    def _person_name(self, token: "Token", paragraph: Paragraph) -> str:
        first, last = _name_span(token)
        inside = [one.i for one in paragraph.doc[first : last + 1] if one.ent_type_ == "PERSON"]
        name = paragraph.doc[inside[0] : inside[-1] + 1].text if inside else token.text
        if len(inside) == 1:
            name = self._full.get(name, name)
        self._people.add(name)
        return name

    def _described(self, token: "Token", paragraph: Paragraph, speaker: str) -> str:
        """Name beside a description ("their spokesman, Z. M."), or what "the spokesman" meant."""
        if (named := self._named.get((paragraph.index, token.i))) is not None:
            return "; ".join(self.of(one, named[0]) for one in named[1])
        lemma = token.lemma_.lower()
        whose = list(r.children(token, {"poss"})) if lemma in _ACCOUNTS else []
        beside = list(r.children(token, {"appos"}))
        persons = [one for one in beside if one.ent_type_ == "PERSON" and lemma in self._persons]
        if whose or persons:
            return self.of([*whose, *persons][0], paragraph, speaker=speaker)
        if lemma in _TITLES and _is_bare(token):
            return self._titles.get(lemma, phrase(token))
        name = self._body(token, paragraph) or phrase(token, after=_filed(paragraph))
        whole = described(token) if name.startswith("whose ") else None
        if whole is None:
            return name
        return f"{name.removeprefix('whose ')} of {self.of(whole, paragraph, speaker=speaker)}"

    def _body(self, token: "Token", paragraph: Paragraph) -> str:
        """Name of an outlet, or of a body of people, beside or behind the word for it; or ""."""
        lemma = token.lemma_.lower()
        if lemma in _OUTLETS:
            beside = r.children(token, {"appos"})
            return next((phrase(one) for one in beside if one.pos_ == "PROPN"), "")
        return _party(token, paragraph) if lemma in self._persons | _BODIES else ""

    def _title(self, token: "Token", paragraph: Paragraph) -> None:
        """Remember whom "the spokesman" means: the last person who was called so."""
        words_before = {one.lower_ for one in token.subtree if one.i < token.i}
        for title in _TITLES & (words_before | {token.head.lower_}):
            self._titles[title] = self.of(token, paragraph)


def _is_killed(noun: "Token") -> bool:
    """Whether a noun is who is killed: "shot dead a priest", "a priest was killed", "died"."""
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass"):
        return _HARMS.get(verb.lemma_) == "killed" or r.has(verb, _DEAD)
    return noun.dep_ == "nsubj" and _SUFFERED.get(verb.lemma_) == "killed"


def _described_by(pronoun: "Token") -> "Token | None":
    """Whom a relative pronoun means: "the rebels, who fled", "the group, whose raid failed"."""
    if pronoun.lower_ == "whose":
        return described(pronoun)
    above = pronoun.head
    relative = pronoun.lower_ in _RELATIVE and above.dep_ in ("relcl", "acl")
    return r.meant_by(pronoun, above.head) if relative else None


def _filed(paragraph: Paragraph) -> int:
    """Where the words behind a dateline begin."""
    return max((end for _, end in paragraph.filed), default=0)


def _party(noun: "Token", paragraph: Paragraph) -> str:
    """The name of a body of people, alone or behind the word for its people; "" where it has none.

    As in "the rebel group M23", "rebels from the Free Aceh Movement", "gunmen of the group X".
    """
    name = _own_name(noun, paragraph)
    links = [] if name else [one for one in noun.rights if one.lower_ in _BELONGS]
    for link in links:
        prep = link if link.dep_ == "prep" else next(r.children(link, {"prep"}), link)
        for body in r.children(prep, {"pobj"}):
            own = _own_name(body, paragraph)
            if own or (
                body.pos_ == "PROPN" and prep.lower_ != "of" and not paragraph.is_place(body)
            ):
                last = own or body.doc[prep.i + 1 : body.i + 1].text
                return f"{phrase(noun, whole=False)} {body.doc[link.i : prep.i + 1]} {last}"
    return name


def _own_name(noun: "Token", paragraph: Paragraph) -> str:
    """The name that stands beside a word for a body: "the group M23", "the SLA, a movement"."""
    if noun.pos_ != "NOUN":
        return ""
    group = noun.lemma_.lower() in _GROUPS
    beside = [one for one in r.children(noun, {"appos"}) if one.pos_ == "PROPN"]
    beside += [noun.head] if group and noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else []
    for one in beside:
        close = one.left_edge.i == noun.i + 1 and one.ent_type_ != "PERSON"
        if (group or close) and one.i not in paragraph.places:
            return phrase(one)
    return ""


def _says_last(speaker: "Token") -> bool:
    """Whether a noun stands behind what it says: "..., police said" is no one's "they"."""
    told = r.children(speaker.head, {"ccomp"})
    return speaker.head.lemma_ in SAY and any(one.i < speaker.i for one in told)


def _is_bare(token: "Token") -> bool:
    """Whether a noun is only "the spokesman", whoever was called so before."""
    described = any(True for _ in r.children(token, {"compound", "prep", "amod"}))
    return token.left_edge.lower_ == "the" and token.left_edge.head == token and not described

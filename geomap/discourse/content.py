"""What a verb of saying says: which clauses are its content, and which only stand beside it."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import blaming
from geomap.discourse import grammar as r
from geomap.discourse.speech import CONFIRM, EMOTION, MESSAGES, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token


def beside(child: "Token", verbs: dict[int, Voice]) -> Voice | None:
    """The voice that stands beside a clause: "according to ...", "he said", "blamed on X"."""
    for other in child.children:
        voice = verbs.get(other.i)
        if voice is not None and (other.lower_ == "according" or other.dep_ == "parataxis"):
            return voice
    return next((verbs[verb.i] for verb in blaming.blames(child) if verb.i in verbs), None)


_TOLD_AS = {
    "put": frozenset({"dobj", "prep", "npadvmod", "advmod", "oprd"}),
    "hearsay": frozenset({"xcomp"}),
    "denied": frozenset({"xcomp", "dobj", "prep", "pcomp"}),
}
"""How what is told hangs on a verb of telling, by the kind of voice."""


def content(child: "Token", voice: Voice) -> bool:
    """Whether a clause is what a verb of saying says, or what it denies.

    What is denied stands behind the verb, and nothing that is said lies beyond a semicolon.
    """
    if child.dep_ in ("ccomp", "parataxis"):
        return not _is_apart(child, voice)
    if r.resumes(child) is not None:
        return True
    if r.accuses(child.head):
        return any(r.charged_by(one) == child.head for one in child.subtree)
    if child.dep_ == "nsubjpass":
        return voice.cue in ("reported", "claimed", "alleged")
    if voice.kind in _TOLD_AS:
        return child.dep_ in _TOLD_AS[voice.kind]
    telling = EMOTION if child.dep_ in ("xcomp", "prep") else CONFIRM
    return child.dep_ in ("xcomp", "prep", "dobj") and voice.cue in telling


def _is_apart(child: "Token", voice: Voice) -> bool:
    if child.i > voice.token:
        return _is_main(child)
    return voice.kind == "denied" or any(
        one.text == ";" for one in child.doc[child.i : voice.token]
    )


def _is_main(clause: "Token") -> bool:
    """Whether a clause goes on after one of time that was taken for its speaker's.

    As in "a week after the president declared a truce, | rebels took the town".
    """
    saying, subject = clause.head, next(r.children(clause, r.SUBJECTS), None)
    if subject is None or not r.has(saying, _TIMES, {"mark"}):
        return False
    own = [one for one in r.children(clause, r.SUBJECTS) if one.i < clause.i]
    first = max(own, key=lambda one: one.i, default=subject).left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def told_in(clause: "Token", verbs: dict[int, Voice]) -> Voice | None:
    """The verb of telling above the message that a that-clause hangs on: "told X in a letter"."""
    if not is_message(clause):
        return None
    noun = clause.head
    while noun.dep_ in ("pobj", "prep", "dobj", "dative", "compound") and noun.head != noun:
        noun = noun.head
        if noun.i in verbs:
            return verbs[noun.i]
    return None


def aside(clause: "Token") -> bool:
    """Whether a clause behind a comma is the reporter's own remark, not part of what is said.

    A relative clause is, one that only dates what is said: "..., two days after rebels took X", and
    one that sets something against a quotation: '"...", although X is far away'.
    """
    first = clause.left_edge
    if not first.i or first.nbor(-1).text != ",":
        return False
    marks = {child.lower_ for child in clause.children if child.dep_ == "mark"}
    glosses = marks & _AGAINST and any(
        one.text == '"' for one in clause.sent[: first.i - clause.sent.start]
    )
    dates = marks & {"after", "since"}
    return clause.dep_ == "relcl" or (clause.dep_ == "advcl" and bool(dates or glosses))


_AGAINST = frozenset({"although", "though", "whereas"})


def is_content(clause: "Token") -> bool:
    """Whether a clause below an attribution is what is said, not part of the attribution."""
    return is_message(clause) or blaming.judged_by(clause) is not None


def is_of_its_own(verb: "Token") -> bool:
    """Whether a verb tells of another saying than the sentence's: "..., after he had said so"."""
    if r.accuses(verb):
        return True
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    return verb.dep_ in ("advcl", "pcomp") and bool(marks & _TIMES)


_TIMES = lexicon.words("time.clause_marks")


def is_message(clause: "Token") -> bool:
    """Whether a that-clause hangs on the message that holds it: "a letter that he won"."""
    if clause.dep_ not in ("acl", "relcl", "ccomp") or clause.head.lemma_.lower() not in MESSAGES:
        return False
    that = next((child for child in clause.children if child.lower_ == "that"), None)
    if that is None or clause.lemma_ in _SENDING:
        return False
    return that.dep_ in ("mark", "dobj")


_SENDING = lexicon.words("speech.publishing_verbs")

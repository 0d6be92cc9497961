"""Clauses and lists that the parser hangs on the wrong word."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.mending.hanging import hang, is_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_DUTY = lexicon.words("speech.responsibility")
_PEOPLE, _PART = lexicon.words("people.anyone"), lexicon.words("number.part_of")
_DEEDS = lexicon.words("deeds.again")
# no word has its lemma yet
_HARMS = frozenset(lexicon.table("harm.verbs")) | lexicon.words("deeds.attacks_either")
_HARMING = frozenset(f"{verb.removesuffix('e')}ing" for verb in _HARMS)
_ACCUSED = frozenset(
    f"{verb}{ending}" for verb in lexicon.words("speech.accuse") for ending in ("s", "d", "ed")
)
_DURING, _OWN = frozenset({"in", "during"}), frozenset({"nsubj", "nsubjpass", "cc"})
_OWN_VERB = frozenset({"aux", "nsubj", "nsubjpass", "mark"})
_TOLD = frozenset({"VBD", "VBZ", "VBG"})
_BEFORE = lexicon.words("time.before_or_after")
_NOUNS_OR_VERBS = lexicon.words("grammar.nouns_or_verbs")
_LANDS, _ONE = lexicon.words("places.divisions"), frozenset({"a", "an"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def lower(clause: "Token") -> None:
    """Read what tells of a deed as told of it: "claimed responsibility for a raid that killed"."""
    if clause.head.lower_ in _DUTY:
        below = (one for prep in clause.head.rights if prep.lower_ == "for" for one in prep.rights)
        deed = next((one for one in below if one.dep_ == "pobj" and one.i < clause.i), None)
        clause.head = deed or clause.head


def during(clause: "Token") -> None:
    """Read in which deed something was done, not in which place: "a raid at Diapaga, in which"."""
    times = [prep for prep in clause.lefts if prep.lower_ in _DURING]
    if clause.head.tag_ != "NNP" or not any(prep.nbor().lower_ == "which" for prep in times):
        return
    before = clause.doc[clause.sent.start : clause.left_edge.i]
    deed = next((one for one in reversed(before) if one.lower_ in _DEEDS), None)
    if deed is not None and not is_below(clause, deed):
        clause.head = deed


def rage(verb: "Token") -> None:
    """Read a deed as what goes on, not as what is done: "struck X as fighting in Y raged"."""
    above = verb.head
    if verb.tag_ not in _FINITE or not _is_free(verb):
        return
    for deed in above.rights:
        mark = next((one for one in deed.lefts if one.dep_ == "mark"), None)
        told = deed.dep_ == "advcl" and deed.tag_ == "VBG" and deed.lower_ in _DEEDS
        if told and mark is not None and deed.i < verb.i == deed.right_edge.i + 1:
            hang(verb, above, "advcl")
            hang(mark, verb, "mark")
            hang(deed, verb, "nsubj", tag="NN")
            return


def flare(verb: "Token") -> None:
    """Read a deed as what broke out, not as what is described: "Fighting flared in X"."""
    deed = verb.head
    told = deed.dep_ == "ROOT" and deed.tag_ == "VBG" and deed.lower_ in _DEEDS
    if told and verb.i == deed.i + 1:
        for further in [one for one in deed.children if one.i > verb.i]:
            further.head = verb
        hang(verb, verb, "ROOT", tag="VBD")
        hang(deed, verb, "nsubj", tag="NN")


def mark(deed: "Token") -> None:
    """Read what goes on as a subject, where the parser hangs it on the "as" before it."""
    mark = deed.head
    if mark.dep_ == "mark" and deed.lower_ in _DEEDS:
        hang(deed, mark.head, "nsubj", tag="NN")


def intend(second: "Token") -> None:
    """Read two things that are planned as two plans: "planned to kill X and then attack Y"."""
    above = second.head
    bare = second.tag_ in ("VB", "VBP") and not any(one.dep_ in _OWN_VERB for one in second.lefts)
    if not bare or above.tag_ not in _TOLD:
        return
    first = next((one for one in above.rights if one.dep_ == "xcomp"), None)
    if first is not None and first.tag_ == "VB" and first.i < second.i:
        hang(second, first, "conj", tag="VB")


def go_on(deed: "Token") -> None:
    """Read a deed as what goes on, not as an auxiliary: "Shelling continued in X"."""
    verb = deed.head
    if deed.tag_ == "VBG" and deed.lower_ in _DEEDS and deed.i < verb.i and _is_free(verb):
        hang(deed, verb, "nsubj", tag="NN")


def control(verb: "Token") -> None:
    """Read who holds a place, not one long name: "Rebels control Sumy"."""
    name, who = verb.head, verb.nbor(-1) if verb.i else verb
    plain = verb.lower_ in _NOUNS_OR_VERBS and who.tag_ == "NNS" and name.tag_ == "NNP"
    if plain and name.i == verb.i + 1 and (name.head == name or not is_below(name.head, verb)):
        above, link = (verb, "ROOT") if name.head == name else (name.head, name.dep_)
        hang(verb, above, link, tag="VBP")
        hang(name, verb, "dobj")
        hang(who, verb, "nsubj")


def there(word: "Token") -> None:
    """Read where something was, not that there was something: "clashes there had left 12 dead"."""
    noun = word.nbor(-1) if word.i else word
    if word.tag_ == "EX" and noun.dep_ == "nsubj" and noun.head == word.head:
        hang(word, noun, "advmod", tag="RB")


def describe(word: "Token") -> None:
    """Read an adjective as said of who acts: "they say forces loyal to X have taken Y"."""
    noun = word.nbor(-1) if word.i else word
    if word.tag_ != "JJ" or noun.dep_ != "nsubj" or noun.head != word:
        return
    beside = [one for one in word.head.rights if one.dep_ == "ccomp" and one.tag_[:2] == "VB"]
    if beside and beside[0].i > word.i and _is_free(beside[0]):
        hang(noun, beside[0], "nsubj")
        hang(word, noun, "amod")


def called(clause: "Token") -> None:
    """Read what was hit by what others call it: "struck what it said was | a depot in X"."""
    verb, what = clause.head, clause.left_edge
    if what.lower_ != "what" or what.i != verb.i + 1 or not verb.tag_.startswith("VB"):
        return
    noun = next(_names_it(clause), None)
    if noun is None:
        return
    hang(noun, verb, "dobj")
    hang(clause, noun, "relcl")
    for prep in [one for one in clause.rights if one.dep_ == "prep" and one.i > noun.i]:
        prep.head = verb


def act_on(name: "Token") -> None:
    """Read what somebody holds as an object, not as what it is called: "kept Djibo under siege"."""
    verb = name.head
    links = {one.dep_ for one in verb.children}
    if (
        name.tag_ == "NNP"
        and name.i > verb.i
        and links.isdisjoint(("dobj", "auxpass", "nsubjpass"))
    ):
        name.dep_ = "dobj"


def _names_it(clause: "Token") -> "Iterator[Token]":
    """What something is called, described as, or said to be."""
    for child in clause.rights:
        if child.dep_ in ("dobj", "oprd"):
            yield child
        if child.dep_ == "prep" and child.lower_ == "as":
            yield from (one for one in child.rights if one.dep_ == "pobj")
        if child.dep_ == "ccomp":
            yield from (one for one in child.rights if one.dep_ == "attr")


def bring_back(other: "Token") -> None:
    """Read what follows an object as beside it, not beside the subject before the verb."""
    subject, verb = other.head, other.head.head
    if subject.dep_ == "nsubj" and subject.i < verb.i < other.i and other.tag_.startswith("NN"):
        objects = (one for one in verb.rights if one.dep_ == "dobj" and one.i < other.left_edge.i)
        first = next(objects, None)
        if first is not None:
            other.head = first


def join(other: "Token") -> None:
    """Read a second object behind a comma as one of a list with the first."""
    before = other.doc[max(0, other.left_edge.i - 1)]
    objects = (one for one in other.head.rights if one.dep_ == "dobj" and one.i < before.i)
    first = next(objects, None)
    if first is not None and before.text == "," and first.right_edge.i == before.i - 1:
        hang(other, first, "conj")


def _is_free(verb: "Token") -> bool:
    """Whether a verb has no subject yet."""
    return not any(one.dep_ in _OWN for one in verb.lefts)


def after_place(actor: "Token") -> None:
    """Read who acts behind a place: "In Khost, a force took X", "In Sabari, Khost province, a"."""
    land = actor.head
    if land.dep_ == "pobj":
        verb = land.head.head
        if actor.right_edge.i == verb.i - 1 and verb.tag_ == "VBD" and _is_free(verb):
            hang(actor, verb, "nsubj")
        return
    verb, first = land.head, land.left_edge.i
    if land.dep_ in ("nsubj", "nsubjpass") and land.lower_ in _LANDS and actor.i < verb.i:
        town, comma = land.doc[max(0, first - 2)], land.doc[max(0, first - 1)]
        if comma.text == "," and town.dep_ == "pobj":
            hang(actor, verb, land.dep_)
            hang(land, town, "appos")


def after_whom(verb: "Token") -> None:
    """Read who acted before, not after whom something was: "two days after militants took X"."""
    if verb.tag_ != "VBD" or not verb.i or not _is_free(verb):
        return
    last = verb.nbor(-1)
    for who in (last, *last.ancestors):
        if who.dep_ == "pobj" and who.head.lower_ in _BEFORE and who.right_edge == last:
            link = who.head
            hang(who, verb, "nsubj")
            hang(link, verb, "mark", tag="IN")
            return


def charge(verb: "Token") -> None:
    """Read harm as the deed's that somebody is accused of: "accused X of shelling Y, killing six".

    It is no doing of the accuser.
    """
    if verb.lower_ not in _HARMING or verb.head.lower_ not in _ACCUSED:
        return
    before = (one for one in verb.head.subtree if one.dep_ == "pcomp" and one.i < verb.i)
    done = next((one for one in before if verb.head in (one.head.head, one.head.head.head)), None)
    if done is not None:
        verb.head = done


def _has_article(noun: "Token") -> bool:
    return any(child.dep_ == "det" for child in noun.lefts)


def of_nations(noun: "Token") -> None:
    """Read two peoples before a noun as its own: "an Afghan and coalition force" is one force."""
    people = noun.head
    named = people.is_title and people.tag_ in ("NNP", "JJ") and people.dep_ != "ROOT"
    if not named or noun.tag_ != "NN" or noun.i < people.i:
        return
    # "an Afghan and a German soldier" are two
    if not any(child.lower_ in _ONE for child in people.lefts) or _has_article(noun):
        return
    hang(noun, people.head, people.dep_)
    for child in list(people.lefts):
        child.head = noun
    hang(people, noun, "amod")
    if noun.dep_ == "appos":
        after_place(noun)


def list_with(second: "Token") -> None:
    """Read what stands between a first and a last as one of a list: "a cook, a boy and two men".

    "Two people, a father and his son," are told again, "the colonel, a Tuareg and a rebel," too.
    """
    first, links = second.head, {one.dep_ for one in second.rights}
    common = {first.tag_, second.tag_} <= {"NN", "NNS"}
    if {"cc", "conj"} <= links and common and first.i < second.i:
        second.dep_ = "appos" if _is_told_again(first, second) else "conj"


def _is_told_again(first: "Token", second: "Token") -> bool:
    """Whether words behind a noun say who those are: of people, or set off before the verb."""
    after = second.doc[second.right_edge.i + 1 : second.right_edge.i + 2].text
    subject = first.dep_ in ("nsubj", "nsubjpass") and after == ","
    among = any(word.lower_ in _PART for word in second.subtree)
    return subject or among or first.lower_ in _PEOPLE

"""Who acts, in clauses whose subject the parser hangs elsewhere."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.mending.hanging import hang

if TYPE_CHECKING:
    from spacy.tokens import Token

_TWO_OBJECTS = lexicon.words("grammar.two_objects")


def act(verb: "Token") -> None:
    """Read what somebody did as done, not as said of a thing: "a gunman with a rifle shot five".

    Who has an object behind a participle did it; the parser left the sentence without a verb.
    """
    who = verb.head
    while who.dep_ in ("pobj", "prep"):
        who = who.head
    acts = any(one.dep_ == "dobj" for one in verb.rights) and verb.lower_ not in _TWO_OBJECTS
    if verb.tag_ != "VBN" or who.dep_ != "ROOT" or who == verb.head or not acts:
        return
    hang(verb, verb, "ROOT", tag="VBD")
    for further in [one for one in who.children if one.i > verb.i]:
        further.head = verb
    hang(who, verb, "nsubj")


def pair(second: "Token") -> None:
    """Read a second subject behind "and" as beside the first: "9 rebels and 7 men were killed"."""
    first = _subject_before(second)
    between = second.doc[first.i + 1 : second.left_edge.i] if first is not None else ()
    if first is not None and [one.lower_ for one in between] == ["and"]:
        hang(second, first, "conj")


def beside_town(name: "Token") -> None:
    """Read a second name of where they are as no subject: "men in Minya, Upper Egypt fought"."""
    first, comma = _subject_before(name), name.doc[max(0, name.left_edge.i - 1)]
    town = comma.nbor(-1) if comma.i else comma
    towns = town.tag_ == "NNP" and town.dep_ == "pobj" and comma.text == ","
    if first is not None and towns and first.is_ancestor(town):
        hang(name, town, "appos")


def _subject_before(second: "Token") -> "Token | None":
    """The subject of the same verb and kind before another."""
    before = (one for one in second.head.lefts if one.i < second.i)
    return next((one for one in before if one.dep_ == second.dep_), None)


def cleft(clause: "Token") -> None:
    """Read what somebody did as said of them: "It was his allies who broke open the prison"."""
    be, first = clause.head, clause.left_edge
    who = next((one for one in be.rights if one.dep_ == "attr" and one.i < first.i), None)
    it = next((one.lower_ for one in be.lefts if one.dep_ == "nsubj"), "")
    if who is not None and it == "it" and first.tag_ in ("WP", "WDT"):
        hang(clause, who, "relcl")

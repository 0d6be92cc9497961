"""What the parse tells of verbs and nouns: who does, what is done to, what is said of what."""

from typing import Any

WITHIN_NAME = frozenset(["compound", "nmod", "amod", "poss", "appos", "conj", "flat"])
"""What ties a word to the head of the name, or of the list of names, that it is part of."""


def agent(verb: Any) -> Any:
    """Subject of a verb: its own, its antecedent's, or that of the verb it is joined to.

    Of "described Kidal as lying north" it is Kidal.
    """
    for token in verb.children:
        if token.dep_ in {"nsubj", "nsubjpass"}:
            if token.lower_ in {"which", "that", "who"} and verb.dep_ in {"relcl", "acl"}:
                return verb.head
            return token
    if verb.dep_ in {"acl", "relcl"}:
        return verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.i != verb.i:
        return agent(verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        objects = [t for t in verb.sent if t.dep_ in {"dobj", "nsubjpass"} and t.i < verb.i]
        return objects[-1] if objects else None
    return None


def patient(verb: Any) -> Any:
    """What is surrounded: the object, or the subject of a passive or of "is under siege"."""
    children = list(verb.children)
    passive = any(t.dep_ in {"auxpass", "nsubjpass"} for t in children)
    if not passive and verb.dep_ not in {"acl", "pobj"}:
        direct = [t for t in children if t.dep_ in {"dobj", "pobj"}]
        if direct:
            return direct[0]
        through = [t for p in children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
        if verb.pos_ == "NOUN" and through:
            return through[0]
    if verb.dep_ == "pobj":
        return agent(verb.head.head) if verb.head.head.i != verb.head.i else None
    return agent(verb)


def told_of(token: Any) -> Any:
    """What "a city" is told of in "Herat, a city", "Herat is a city", "described it as a city"."""
    head = token.head
    if head.i == token.i:
        return None
    if token.dep_ == "appos":
        return head
    if token.dep_ in {"attr", "oprd"}:
        return next((t for t in head.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if token.dep_ == "pobj" and head.lower_ == "as":
        return next((t for t in head.head.children if t.dep_ in {"dobj", "nsubjpass"}), None)
    return None


def phrase(token: Any) -> str:
    """Words of a noun phrase without its clauses."""
    stop = token.right_edge.i + 1
    for child in token.children:
        if child.i > token.i and child.dep_ in {
            "relcl",
            "acl",
            "appos",
            "punct",
            "cc",
            "conj",
            "prep",
        }:
            stop = min(stop, child.left_edge.i)
    return str(token.doc[token.left_edge.i : max(stop, token.i + 1)].text)

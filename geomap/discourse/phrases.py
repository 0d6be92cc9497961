"""Phrases as they name somebody: without article, clauses and what is set beside them."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r

if TYPE_CHECKING:
    from spacy.tokens import Token

_KEEP = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod"})
_LEFT_OUT = lexicon.words("grammar.determiners")
_LONGEST_OF = 8
"""Words after a head among which what follows "of" still belongs to its name."""


def phrase(token: "Token", *, after: int = 0, whole: bool = True) -> str:
    """The noun phrase around a head, without its article, clauses and appositions.

    `after` is the character of its passage before which nothing is taken; without `whole` it ends
    with its head.
    """
    doc = token.doc
    left = min(
        (child.left_edge.i for child in token.lefts if _is_kept(child, after)), default=token.i
    )
    while left < token.i and (doc[left].lower_ in _LEFT_OUT or _leads_in(doc[left], token)):
        left += 1
    right = _last_of(token) if whole else token.i
    text = " ".join(doc[left : right + 1].text.replace('"', "").split())
    return _as_inside(text, doc[left]).removesuffix("'s").strip()


def _last_of(token: "Token") -> int:
    """The last word of a name that goes on with "of"; the head itself where it does not."""
    of = next((one for one in token.rights if one.lower_ == "of" and one.dep_ == "prep"), None)
    if of is None or of.i != token.i + 1:
        return token.i
    # what somebody is accused of is no part of who they are
    last = next((one for one in r.children(of, {"pobj"}) if r.charged_by(one) is None), None)
    return last.i if last is not None and last.i - token.i <= _LONGEST_OF else token.i


def _leads_in(word: "Token", head: "Token") -> bool:
    """Whether a word leads in a sentence and is none of a name: "Meanwhile two clans fought"."""
    return word.is_sent_start is True and word.dep_ == "advmod" and word.head == head


def _as_inside(text: str, first: "Token") -> str:
    """Words as they are written inside a sentence: "Residents said" is said by residents."""
    opens = first.is_sent_start and first.text[1:].islower()
    plain = first.pos_ != "PROPN" and first.ent_type_ in ("", "CARDINAL")
    return text[:1].lower() + text[1:] if opens and plain else text


def _is_kept(child: "Token", after: int) -> bool:
    return child.left_edge.idx >= after and child.dep_ in _KEEP


def explained(pronoun: "Token") -> str:
    """Whom a word in brackets says that a pronoun means: "They (the raiders) took our cattle"."""
    after = pronoun.doc[pronoun.i + 1 : pronoun.i + 2 + _LONGEST_OF]
    words = [word.text for word in after]
    if not words or words[0] != "(" or ")" not in words:
        return ""
    inside = after[1 : words.index(")")]
    return "".join(w.text_with_ws for w in inside if w.lower_ not in _LEFT_OUT).strip()


def described(word: "Token") -> "Token | None":
    """The noun that the relative clause around a word describes: "the group, | whose raid"."""
    clause = next((one for one in (word, *word.ancestors) if one.dep_ == "relcl"), None)
    return r.meant_by(word, clause.head) if clause is not None else None

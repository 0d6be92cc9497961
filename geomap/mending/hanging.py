"""Hanging a word of a parse on another."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_below(word: "Token", *others: "Token") -> bool:
    """Whether a word hangs on one of some others, which then cannot hang on it."""
    return any(other.is_ancestor(word) for other in others)


def hang(word: "Token", above: "Token", link: str, *, tag: str = "") -> None:
    """Hang a word on another."""
    word.head, word.dep_, word.tag_ = above, link, tag or word.tag_

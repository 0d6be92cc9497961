"""Texts in capitals as they are usually written, for a pipeline that knows words by their case."""

import re
from typing import TYPE_CHECKING

from geomap import filing

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = "geomap_common"
_LEAST_WORDS, _MOST_SMALL = 4, 0.1
"""A text in capitals: so many words at least, and at most this share of them in small letters."""

_NAMED = frozenset({"GPE", "NORP", "LOC", "FAC", "PERSON", "DATE"})


def recased(text: str, nlp: "Language") -> str:
    """A text that stands in capitals as it is usually written, letter for letter; others as is.

    The pipeline knows words by their case. Words of the language lose their capitals, but where
    the recogniser, shown every word with one capital, takes them for a name.
    """
    words = _WORD.findall(text)
    small = sum(word != word.upper() for word in words)
    if len(words) < _LEAST_WORDS or small > len(words) * _MOST_SMALL:
        return text
    titled = _WORD.sub(lambda word: word[0][:1] + word[0][1:].lower(), text)
    if len(titled) != len(text):
        return text
    known = nlp.vocab.lookups.get_table(_COMMON, {})
    letters = list(titled)
    for token in nlp(titled)[1:]:
        verbs = [known[stem] for stem in _stems(token.lower_) if stem in known]
        name = token.ent_type_ == "NORP" or (token.ent_type_ in _NAMED and not any(verbs))
        if not token.is_sent_start and (token.is_stop or (verbs and not name)):
            letters[token.idx : token.idx + len(token)] = token.text.lower()
    head = filing.end(text)  # known by its capitals
    return text[:head] + "".join(letters[head:])


def _stems(word: str) -> set[str]:
    """A word, and what it may be a form of."""
    stems = {word.removesuffix(ending) for ending in ("", "s", "es", "d", "ed", "ing")}
    return stems | {f"{word.removesuffix('ing')}e", re.sub("i(es|ed)$", "y", word)}


def learn_common_words(nlp: "Language") -> None:
    """Note in a pipeline the words that it was trained on, and whether each may be a verb.

    Its dictionary holds names of places too, which it did not meet in small letters.
    """
    pipe = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else nlp
    lookups = getattr(pipe, "lookups", nlp.vocab.lookups)
    index = lookups.get_table("lemma_index", {})
    verbs = frozenset(index.get("verb", ()))
    words = (word for listed in index.values() for word in listed)
    common = {word: word in verbs for word in words if word in nlp.vocab.strings}
    nlp.vocab.lookups.add_table(_COMMON, common)

"""The language pipeline made faster: the same answers for less work."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.pipeline.transition_parser import Parser
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

_RULER = "attribute_ruler"
_SET = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
_SEEN = ("ORTH", "TAG", "DEP")
_OWN = frozenset({"LOWER", "ORTH", "TEXT", "IS_SPACE", "TAG", "DEP"})
"""What a rule may ask of a word and stay answerable by `_SEEN` alone."""

_MOST_WORDS = 100_000


def quicken(nlp: "Language") -> None:
    """Let a pipeline do its sums by NumPy, go its steps in turn, and look up rules of known words.

    NumPy's own matrix products take two thirds of the time of those that spaCy brings along, in
    one thread (see `one_thread`). Another pipeline in the same process stays as it is.
    """
    from spacy.language import Language
    from spacy.pipeline.transition_parser import Parser
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops
    Language.factory("geomap_steps", func=_steps)
    Language.factory("geomap_words", func=_words)
    for name, pipe in list(nlp.pipeline):
        if isinstance(pipe, Parser):
            _replace(nlp, name, "geomap_steps")
        elif name == _RULER:
            _replace(nlp, name, "geomap_words")


def one_thread() -> AbstractContextManager[object]:
    """Sums in one thread while this lasts: for matrices so small, several only wait for each other.

    Who wants more of a machine reads in several processes, see `geomap.store`.
    """
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _replace(nlp: "Language", name: str, factory: str) -> None:
    """Put a component of ours in the place of one of spaCy's, which it is made from."""
    nlp.add_pipe(factory, f"quick {name}", before=name)
    nlp.remove_pipe(name)
    nlp.rename_pipe(f"quick {name}", name)


def _words(nlp: "Language", name: str) -> "Words":
    return Words(nlp.get_pipe(name.removeprefix("quick ")))  # type: ignore[arg-type]


def _steps(nlp: "Language", name: str) -> "Steps":
    return Steps(nlp.get_pipe(name.removeprefix("quick ")))


class Steps:
    """spaCy's parser or its recogniser of names, going through several texts side by side.

    In spaCy's own loop each look at an action takes Python's lock and gives it back, a hundred
    times a word. In this one the lock is held, and a step of many texts costs little more than of
    one.
    """

    def __init__(self, pipe: "Parser") -> None:
        self._pipe: Any = pipe

    def __call__(self, doc: "Doc") -> "Doc":
        """Read one text."""
        self._read([doc])
        return doc

    def pipe(self, docs: "Iterable[Doc]", *, batch_size: int) -> "Iterator[Doc]":
        """Read texts, so many at once, and give them back in their order."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            self._read(batch)
            yield from batch

    def _read(self, docs: "list[Doc]") -> None:
        states = self._pipe.moves.init_batch(docs)
        going = [one for one in states if not one.is_final()]
        if going:
            model = self._pipe.model.predict(docs)
            while going:
                going = self._pipe.transition_states(going, model.predict(going))
            model.clear_memory()
        self._pipe.set_annotations(docs, states)


class Words:
    """spaCy's attribute ruler, with the rules of single words in a table.

    The ruler searches every text for each of its rules. Nearly all of them ask one word for its
    letters, tag and relation, and what they say of it can be kept.
    """

    def __init__(self, ruler: "AttributeRuler") -> None:
        from spacy.matcher import Matcher

        self._vocab, self._attrs, self._index = ruler.vocab, ruler.attrs, ruler.indices
        self._single, self._long = Matcher(self._vocab), Matcher(self._vocab)
        rules: Any = ruler.patterns
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                is_single = len(pattern) == 1 and _OWN.issuperset(pattern[0])
                matcher = self._single if is_single else self._long
                matcher.add(str(number), [pattern])
        self._of_word = lru_cache(_MOST_WORDS)(self._rules)
        self._values = lru_cache(_MOST_WORDS)(self._combined)

    def __call__(self, doc: "Doc") -> "Doc":
        """Set what the rules say of each word, later rules before earlier ones."""
        longer: dict[int, set[int]] = {}
        for number, start, end in self._found(self._long, doc):
            at = range(start, end)[self._index[number]]
            longer.setdefault(at, set()).add(number)
        old: Any = doc.to_array(list(_SET))
        rows = doc.to_array(list(_SEEN)).tolist()
        for at, row in enumerate(rows):
            rules = self._of_word(*row)
            if at in longer:
                rules = tuple(sorted(longer[at].union(rules)))
            for column, value in self._values(rules):
                old[at, column] = value
        doc.from_array(list(_SET), old)
        return doc

    def _found(self, matcher: Any, doc: "Doc") -> Iterator[tuple[int, int, int]]:
        """Number, first and last word of the rules that a text matches."""
        for key, start, end in matcher(doc, allow_missing=True, as_spans=False):
            yield int(self._vocab.strings[key]), start, end

    def _rules(self, orth: int, tag: int, dep: int) -> tuple[int, ...]:
        """The rules that a word matches, in their order."""
        from spacy.tokens import Doc

        strings = self._vocab.strings
        word = Doc(self._vocab, words=[strings[orth]], spaces=[False])
        known: Any = np.array([[tag, dep]], dtype=np.uint64)
        word.from_array(["TAG", "DEP"], known)
        return tuple(sorted({number for number, _, _ in self._found(self._single, word)}))

    def _combined(self, rules: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Columns of `_SET` and what the rules together put there."""
        from spacy.attrs import IDS

        said = {name: value for number in rules for name, value in self._attrs[number].items()}
        return tuple((at, said[IDS[name]]) for at, name in enumerate(_SET) if IDS[name] in said)

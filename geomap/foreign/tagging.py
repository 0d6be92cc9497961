"""Names that an optional recogniser of a language marks: who is a person, what is a place.

A language's file names it; the extra of the language installs it. Without it nothing is marked.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from geomap.foreign.lines import Line

_PERSON, _PLACES = "PER", frozenset({"LOC", "GPE"})


class Entity(NamedTuple):
    """A marked name: its span in the line, and whether it is a place or a person."""

    start: int
    end: int
    is_place: bool
    is_person: bool


Tagged = Iterable[tuple[int, int, str]]


@lru_cache(maxsize=256)
def entities(line: Line) -> tuple[Entity, ...]:
    """Names that the recogniser of a line's language marks; none where it is not installed."""
    tag = _recogniser(line.tongue.raw.get("recogniser", ""))
    marked = tag(line.text) if tag is not None else ()
    return tuple(Entity(a, b, kind in _PLACES, kind == _PERSON) for a, b, kind in marked)


@cache
def _recogniser(name: str) -> Callable[[str], Tagged] | None:
    try:
        return _MAKES.get(name, _spacy)(name) if name else None
    except (ImportError, OSError):
        return None


def _spacy(name: str) -> Callable[[str], Tagged]:
    import spacy

    nlp = spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler"])
    return lambda text: [(one.start_char, one.end_char, one.label_) for one in nlp(text).ents]


def _natasha(_name: str) -> Callable[[str], Tagged]:
    from natasha import NewsEmbedding, NewsNERTagger

    tagger: Any = NewsNERTagger(NewsEmbedding())
    return lambda text: [(one.start, one.stop, one.type) for one in tagger(text).spans]


_MAKES: Mapping[str, Callable[[str], Callable[[str], Tagged]]] = {"natasha": _natasha}

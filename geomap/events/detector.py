"""The learned detector beside the cue words: how likely a word heads a reported statement.

A logistic regression over signs of the word in its sentence and the vector that the language
pipeline gave it (`Doc.tensor`). Two others, over the same, tell whether a dependent clause belongs
to the statement of the word above it, and the type of an event that no cue word names.
`tools/train_events.py` trains all on annotated reports. The vectors mean something only to the
pipeline that made them, so the weights name it, and those of another are refused.
"""

import json
import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geomap import lexicon, vectors
from geomap.discourse import Paragraph, blaming, grammar, owning
from geomap.errors import DataError, GeomapWarning
from geomap.events.cues import Cue
from geomap.events.parting import may_join
from geomap.events.triggers import Trigger, is_beside_words
from geomap.model import EventType, Mode
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = "events.npz"
Floats = npt.NDArray[np.float32]
Cued = Mapping[int, Trigger | None]
"""Words of a passage that the cue table knows, by their index; None where no cue holds."""


_CLAUSES = frozenset({"conj", "advcl", "relcl", "acl", "parataxis"})
_HEAD, _JOINED, _FIRST_TYPE = 0, 1, 2
_SURELY = 0.6
"""How probable it must be at least that a clause belongs to the one above: splitting is safer."""

_CARRIED = frozenset({"nsubj", "nsubjpass", "dobj"})
_OF_CUES = 0.25
"""Share of the least probability that a word with a cue needs."""

_OF_COPULAS = 1.3
"""The same for a lone "is", which mostly describes: "the gorge is the mouth of the valley"."""

_SURE_OF_TYPE = 0.3
"""How probable the likeliest type must be at least: below, more were wrong than right."""

_DEEDS = lexicon.words("deeds.again") | frozenset(lexicon.table("harm.states"))
_TELLING = lexicon.words("speech.tells")
_PREDICATES = frozenset({"acomp", "ROOT", "oprd", "ccomp", "conj"})
_TOLD_BY_WORD = frozenset({"aux", "neg", "det", "mark", "prt"})


def is_candidate(token: "Token") -> bool:
    """Whether a word may head a statement: a verb, a noun, a lone auxiliary, a predicate."""
    if token.pos_ == "AUX":
        return token.dep_ not in ("aux", "auxpass")
    return token.pos_ in ("VERB", "NOUN") or (token.pos_ == "ADJ" and token.dep_ in _PREDICATES)


def is_clause(token: "Token") -> bool:
    """Whether a word heads a clause that may be part of another's statement."""
    return token.pos_ in grammar.VERBAL and token.dep_ in _CLAUSES


def _carrier(noun: "Token", cued: Cued) -> "Token | None":
    """The verb that says as much as its noun: "fighting continued", "claimed the attack"."""
    word = owning.owned(noun)
    if word is not None:
        return grammar.governor(word)
    judged = blaming.judged_by(noun)
    carried = noun.dep_ in _CARRIED and noun.head.i not in cued
    return judged or (noun.head if carried else None)


def signs(token: "Token", paragraph: Paragraph, cued: Cued) -> list[str]:
    """What the detector sees of a word; `cued` are the passage's cue words by their index."""
    kind, first, last = token.pos_[0], token.left_edge.i, token.right_edge.i
    inside = range(first, last + 1)
    quoted = paragraph.text.count('"', 0, token.idx) % 2
    return [
        f"lemma {token.lemma_.lower()}",
        f"tag {token.tag_}",
        f"link {token.pos_} {token.dep_} {token.head.pos_}",
        f"under {token.dep_} {token.head.lemma_.lower()}",
        f"place {kind} {any(i in paragraph.places for i in inside)}",
        f"time {kind} {any(i in paragraph.time_tokens for i in inside)}",
        f"quoted {kind} {quoted}",
        *_below(token),
        *_of_cues(token, cued, inside),
    ]


def _below(token: "Token") -> Iterator[str]:
    """Signs of what depends on a word."""
    for child in token.children:
        yield f"has {token.pos_[0]} {child.dep_}"
        if child.dep_ in _TOLD_BY_WORD:
            yield f"has {child.dep_} {child.lower_}"


def _of_cues(token: "Token", cued: Cued, inside: range) -> Iterator[str]:
    """Signs of the cue words: the word itself, those below it, and the next above it."""
    kind, own = token.pos_[0], cued.get(token.i)
    if own is not None:
        cue = own.cue
        yield from ("cue", f"cue {cue.event_type}", f"cue {cue.event_type} {cue.mode}")
        yield f"cue {token.dep_} {own.nominal}"
    elif token.i in cued:
        yield f"cue unmet {kind}"
    below = {str(one.cue.event_type) for i in inside if i != token.i and (one := cued.get(i))}
    above = next(filter(None, (cued.get(one.i) for one in token.ancestors)), None)
    yield f"cue below {kind} {bool(below)} {own is not None}"
    yield f"cue above {kind} {above is not None} {own is not None}"
    yield from (f"below {kind} {event_type}" for event_type in sorted(below))
    yield f"above {above.cue.event_type if above is not None else ''}"


def _tells_of_attack(token: "Token", cued: Cued) -> bool:
    """Whether a word's own clause tells of an attack, and the word is none for what is only said.

    Attacks are what most statements are, so it is the guess where little is known: wrong of
    whoever "confirmed", "documented" or was "briefed on" an attack.
    """
    if token.lemma_.lower() in _TELLING:
        return False
    clause = list(grammar.own_clause(token))
    found = (cued.get(word.i) for word in clause)
    told = any(own is not None and own.cue.event_type is EventType.ASSAULT for own in found)
    return told or any(word.lower_ in _DEEDS for word in clause)


@dataclass(frozen=True)
class Found:
    """Words that report something in a passage, in the order of the text.

    `joins` says of each dependent clause, by the index of its head, whether it is part of the
    statement of the word above; it is empty where the detector was not asked.
    """

    triggers: list[Trigger]
    joins: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Detector:
    """Weights of the regressions, one row a sign, then one a number of the vector, bias last.

    The first column is that of heads, the second that of clauses which belong to the statement
    above, the others those of `types`. `model` is the fingerprint of the pipeline whose vectors it
    knows, `trained_on` names the reports that it saw.
    """

    rows: Mapping[str, int]
    weights: Floats
    types: tuple[EventType, ...]
    model: str
    trained_on: tuple[str, ...] = field(default=())

    def find(self, paragraph: Paragraph, cued: Cued, *, least: float) -> Found:
        """Words of a passage that head a statement, and its clauses.

        A word without a cue needs that probability and takes the likeliest type; a cue word less.
        """
        triggers, joins = [], {}
        by_vector = self._by_vector(paragraph)
        for token in paragraph.doc:
            own = cued.get(token.i)
            if own is None and not is_candidate(token):
                continue
            seen = self._rows(signs(token, paragraph, cued))
            likely = self._probability(by_vector[token.i], seen, _HEAD)
            if own and (verb := _carrier(token, cued)) is not None:
                above = self._rows(signs(verb, paragraph, cued))
                likely = max(likely, self._probability(by_vector[verb.i], above, _HEAD))
            bar = least * (_OF_CUES if own else _OF_COPULAS if token.pos_ == "AUX" else 1)
            told = own is not None and is_beside_words(own, cued)
            if told or likely >= bar:
                trigger = own or Trigger(token, self._cue(token, seen, cued), learned=True)
                triggers.append(replace(trigger, probability=max(likely, least * told)))
            if is_clause(token):
                joined = self._probability(by_vector[token.i], seen, _JOINED)
                may = not told and may_join(token, paragraph)
                joins[token.i] = may and joined >= max(_SURELY, likely)
        return Found(triggers, joins)

    def _rows(self, found: list[str]) -> list[int]:
        return [self.rows[sign] for sign in found if sign in self.rows]

    @cached_property
    def _by_sign(self) -> tuple[list[float], list[float]]:
        """What each sign adds to the scores of heads and of clauses, as plain numbers: fast."""
        first = len(self.rows)
        return self.weights[:first, _HEAD].tolist(), self.weights[:first, _JOINED].tolist()

    def _by_vector(self, paragraph: Paragraph) -> list[list[float]]:
        """What the vector of each word adds to the same scores, with the bias."""
        weights = self.weights[:, : _JOINED + 1]
        found: list[list[float]] = (
            paragraph.doc.tensor @ weights[len(self.rows) : -1] + weights[-1]
        ).tolist()
        return found

    def _probability(self, by_vector: list[float], rows: list[int], column: int) -> float:
        by_sign = self._by_sign[column]
        score = by_vector[column] + sum(by_sign[row] for row in rows)
        return round(1 / (1 + math.exp(-score)), 2)

    def _cue(self, token: "Token", rows: list[int], cued: Cued) -> Cue:
        vector, weights = token.doc.tensor[token.i], self.weights[:, _FIRST_TYPE:]
        score = weights[rows].sum(axis=0) + vector @ weights[len(self.rows) : -1] + weights[-1]
        odds = np.exp(score - score.max())
        sure = odds.max() / odds.sum() >= _SURE_OF_TYPE
        event_type = self.types[int(score.argmax())] if sure else EventType.OTHER
        if event_type is EventType.ASSAULT and not _tells_of_attack(token, cued):
            event_type = EventType.OTHER
        placed = not event_type.is_spoken
        return Cue(event_type, Mode.ANY, head=token.lemma_.lower(), placed=placed)


def load(paragraph: Paragraph, settings: Settings = OFFLINE) -> Detector | None:
    """The shipped detector, or None, with a warning, for a passage that it cannot read.

    Raises
    ------
    DataError
        If its file is missing or damaged.
    """
    found = read(settings.data_dir / FILE)
    if vectors.made_by(paragraph.doc) == found.model:
        return found
    warnings.warn(
        "the language pipeline is not the one that the detector of statements was trained with: "
        "statements are found by cue words alone, without a probability",
        GeomapWarning,
        stacklevel=2,
    )
    return None


@cache
def read(path: Path) -> Detector:
    """A detector from a file that `write` wrote."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            about = json.loads(bytes(arrays["about"]).decode("utf-8"))
            weights = arrays["weights"].astype(np.float32)
            return Detector(
                rows={sign: row for row, sign in enumerate(about["signs"])},
                weights=weights,
                types=tuple(map(EventType, about["types"])),
                model=about["model"],
                trained_on=tuple(about["trained_on"]),
            )
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(f"expected the detector of statements at {path}: {error}") from error


def trained_on(settings: Settings = OFFLINE) -> frozenset[str]:
    """Names of the annotated reports that the shipped detector was trained on.

    Raises
    ------
    DataError
        If its file is missing or damaged.
    """
    return frozenset(read(settings.data_dir / FILE).trained_on)


def write(path: Path, detector: Detector) -> None:
    """Write a detector; the same one gives the same bytes."""
    about = {
        "signs": list(detector.rows),
        "types": detector.types,
        "model": detector.model,
        "trained_on": detector.trained_on,
    }
    text = json.dumps(about, sort_keys=True, ensure_ascii=False).encode("utf-8")
    weights = detector.weights.astype(np.float16)
    np.savez_compressed(path, about=np.frombuffer(text, dtype=np.uint8), weights=weights)

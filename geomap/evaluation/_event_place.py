"""Sentences with an event verb and where it happened: the place right, beside a baseline."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap import events, language, reports, resolution, toponyms
from geomap.gazetteer import open_gazetteer
from geomap.model import Resolution, Role
from geomap.settings import Settings

_SHORT = 2


@dataclass(frozen=True)
class Sentence:
    """A sentence, the span of its event verb, and the spans of the event's places, if any."""

    text: str
    verb: tuple[int, int]
    places: tuple[tuple[int, int], ...]


def _span(
    row: dict[str, Any], text: str, tokens: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Characters of a gold place: some rows count characters, others whole tokens, last one in it.

    Where a token count is a step off, the capitalised token beside it is meant.
    """
    start, end = int(row["start"]), int(row["end"])
    if len(row["text"]) > _SHORT and text[start:end] == row["text"]:
        return start, end
    for shift in (0, -1, 1, -2, 2):
        first, last = start + shift, end + shift
        if 0 <= first <= last < len(tokens) and text[tokens[last][0]].isupper():
            return tokens[first][0], tokens[last][1]
    return None


def read(path: Path, settings: Settings) -> Iterator[Sentence]:
    """Sentences of the gold file."""
    nlp = language.load(settings)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        text = record["text"]
        tokens = [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text)]
        verbs = [row for row in record["spans"] if row["label"] == "VERB"]
        places = [row for row in record["spans"] if row["label"] == "LOCATION"]
        if verbs:
            spans = [span for row in places if (span := _span(row, text, tokens)) is not None]
            verb = (int(verbs[0]["start"]), int(verbs[0]["end"]))
            yield Sentence(text, verb, tuple(spans))


def _right(gold: Sentence, found: Resolution | None) -> bool:
    if found is None:
        return not gold.places
    mention = found.mention
    return any(start < mention.end and mention.start < end for start, end in gold.places)


def _nearest(gold: Sentence, found: Sequence[Resolution]) -> Resolution | None:
    """The place mention nearest to the verb, the baseline."""
    places = [
        one
        for one in found
        if one.mention.role in (Role.EVENT_PLACE, Role.OTHER_PLACE, Role.ORIGIN)
    ]
    start, end = gold.verb
    return min(
        places,
        key=lambda one: max(one.mention.start - end, start - one.mention.end, 0),
        default=None,
    )


def bench(
    path: Path, settings: Settings, progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> dict[str, Any]:
    """Share of sentences whose event's place is right, or rightly none."""
    nlp, gazetteer = language.load(settings), open_gazetteer(settings)
    right = baseline = placed = placed_right = 0
    misses = []
    sentences = list(read(path, settings))
    for number, gold in enumerate(progress(sentences)):
        report = reports.from_text(gold.text, report_id=f"sentence-{number}")
        passages = language.passages(report, nlp, settings=settings)
        mentions = toponyms.find(report, passages, gazetteer, settings=settings)
        found = resolution.resolve(report, mentions, gazetteer, settings=settings)
        place = events.place_at(report, passages, found, at=gold.verb[0], settings=settings)
        hit = _right(gold, place)
        right += hit
        placed += bool(gold.places)
        placed_right += hit and bool(gold.places)
        baseline += _right(gold, _nearest(gold, found))
        if not hit:
            misses.append(
                {
                    "verb": gold.text[slice(*gold.verb)],
                    "gold": [gold.text[start:end] for start, end in gold.places],
                    "put_out": place.mention.text if place else "",
                    "mentions": [one.mention.text for one in found],
                    "text": gold.text,
                }
            )
    count = max(1, len(sentences))
    figures = {
        "sentences": len(sentences),
        "place_right": right / count,
        "nearest_place_to_the_verb": baseline / count,
        "with_a_place": placed,
        "with_a_place_right": placed_right / max(1, placed),
        "without_a_place_right": (right - placed_right) / max(1, len(sentences) - placed),
    }
    return {"figures": figures, "rows": [], "misses": misses}

"""Sentences with an event verb and where it happened: the place right, beside a baseline.

    python benchmarks/event_places.py FILE.jsonl

Each line of the file is a record: `text` and `spans`, one labelled VERB and any labelled LOCATION.
The verb need not be one that reports an event to geomap, so its place is asked of the story itself.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shown

from geomap import events, pipeline, reports
from geomap.model import Resolution, Role

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


def read(path: Path, tools: pipeline.Tools) -> Iterator[Sentence]:
    """Sentences of the gold file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        text = record["text"]
        tokens = [(token.idx, token.idx + len(token)) for token in tools.nlp.make_doc(text)]
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


def place_at(
    number: int, gold: Sentence, tools: pipeline.Tools
) -> tuple[Resolution | None, Sequence[Resolution]]:
    """Where the event of a sentence's verb happened, and every place of the reading."""
    report = reports.from_text(gold.text, report_id=f"sentence-{number}")
    story = pipeline.read_story(report, tools)
    place = events.place_at(story, at=gold.verb[0], settings=tools.settings)
    return place, story.resolutions


def bench(path: Path, tools: pipeline.Tools) -> dict[str, Any]:
    """Share of sentences whose event's place is right, or rightly none; and what was missed."""
    sentences = list(read(path, tools))
    placed = [gold for gold in sentences if gold.places]
    right, near, misses = [], 0, []
    for number, gold in enumerate(sentences):
        place, found = place_at(number, gold, tools)
        near += _right(gold, _nearest(gold, found))
        if _right(gold, place):
            right.append(gold)
            continue
        misses.append(
            {
                "verb": gold.text[slice(*gold.verb)],
                "gold": [gold.text[start:end] for start, end in gold.places],
                "put_out": place.mention.text if place else "",
                "mentions": [each.mention.text for each in found],
                "text": gold.text,
            }
        )
    placed_right = sum(bool(gold.places) for gold in right)
    count = max(1, len(sentences))
    figures = {
        "sentences": len(sentences),
        "place_right": len(right) / count,
        "nearest_place_to_the_verb": near / count,
        "with_a_place": len(placed),
        "with_a_place_right": placed_right / max(1, len(placed)),
        "without_a_place_right": (len(right) - placed_right) / max(1, len(sentences) - len(placed)),
    }
    return {"figures": figures, "misses": misses}


if __name__ == "__main__":
    shown.main(bench, __doc__)

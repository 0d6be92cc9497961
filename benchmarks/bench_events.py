"""Cost of dates, statements and joining beside spaCy's own pipeline, and how it grows.

Prints ratios within one run: time for statements over time for spaCy on the same text, and the
cost per word of a long text over that of a short one.
"""

import time
from datetime import date
from pathlib import Path

from geomap import events, language, reports
from geomap.model import Mention, Place, Resolution, Role

REPORTS = Path(__file__).parents[1] / "data" / "reports"


def _body() -> str:
    found, _ = reports.read(sorted(REPORTS.glob("*.md")))
    return "\n\n".join(report.text.strip() for report in found)


def _resolutions(report, passages):
    """One place for every entity that spaCy calls a place, so that the cost is the room's own."""
    place = Place(place_id="x:1", name="X", kind="P.PPL", lon=0.0, lat=0.0)
    for passage in passages:
        for entity in passage.doc.ents:
            if entity.label_ in ("GPE", "LOC", "FAC"):
                start, end = passage.span(entity.start_char, entity.end_char)
                mention = Mention(
                    report_id=report.report_id,
                    start=start,
                    end=end,
                    text=report.text[start:end],
                    role=Role.EVENT_PLACE,
                )
                yield Resolution(mention=mention, place=place, probability=0.9)


def _run(text: str, nlp) -> tuple[float, float, float, int, int]:
    report = reports.from_text(text, report_id="bench", published=date(2021, 8, 25))
    report = type(report)(
        **{**report.__dict__, "segments": tuple(_unrepeated(s) for s in report.segments)}
    )
    begun = time.perf_counter()
    passages = language.passages(report, nlp)
    parsed = time.perf_counter()
    found = events.statements(report, passages, list(_resolutions(report, passages)))
    stated = time.perf_counter()
    events.join([report], found)
    joined = time.perf_counter()
    words = len(text.split())
    return parsed - begun, stated - parsed, joined - stated, words, len(found)


def _unrepeated(segment):
    return type(segment)(start=segment.start, end=segment.end)


def main() -> None:
    nlp = language.load()
    body = _body()
    _run(body[:2000], nlp)
    per_word = []
    for copies in (1, 4):
        spacy_s, stated_s, joined_s, words, count = _run("\n\n".join([body] * copies), nlp)
        per_word.append((stated_s + joined_s) / words)
        print(
            f"{words} words, {count} statements: spaCy {words / spacy_s:.0f} words/s; statements "
            f"{stated_s / spacy_s:.2f} and joining {joined_s / spacy_s:.2f} of spaCy's time"
        )
    print(f"cost per word, four times the text over once: {per_word[1] / per_word[0]:.2f}")
    line = " ".join(body.split())[:19_000]
    spacy_s, stated_s, _, words, _ = _run(line, nlp)
    print(f"one paragraph of {words} words: statements {stated_s / spacy_s:.2f} of spaCy's time")


if __name__ == "__main__":
    main()

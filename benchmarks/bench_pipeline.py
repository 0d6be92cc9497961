"""Cost of reports to an atlas beside spaCy's own pipeline, and how it grows with their number.

Prints ratios within one run. The reports are of about 400 words each, made of the sample reports'
paragraphs in a seeded order: 1,000 of them with `--reports 1000`, 200 by default.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geomap import events, language, pipeline, reports, resolution, toponyms
from geomap.model import Report, Statement

SAMPLES = Path(__file__).parents[1] / "data" / "reports"
WORDS = 400


def made(number: int) -> list[Report]:
    """Reports of about 400 words, each of other paragraphs in another order."""
    found, _ = reports.read(SAMPLES)
    paragraphs = [line for report in found for line in report.text.split("\n") if line.strip()]
    draw = random.Random(1)
    texts = []
    for n in range(number):
        draw.shuffle(paragraphs)
        words, chosen = 0, []
        for paragraph in paragraphs:
            if words >= WORDS:
                break
            chosen.append(paragraph)
            words += len(paragraph.split())
        texts.append(f"Report {n} of the desk.\n" + "\n".join(chosen))
    day = date(2021, 8, 25)
    return [
        reports.from_text(text, report_id=str(n), published=day) for n, text in enumerate(texts)
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _statements(batch: list[Report], tools: pipeline.Tools) -> list[Statement]:
    found = []
    for report in batch:
        passages = language.passages(report, tools.nlp)
        mentions = toponyms.find(report, passages, tools.gazetteer)
        places = resolution.resolve(report, mentions, tools.gazetteer)
        found.extend(events.statements(report, passages, places))
    return found


def _atlas(batch: list[Report], tools: pipeline.Tools) -> object:
    done = [pipeline.try_one(report, tools) for report in batch]
    return pipeline.assemble(done, settings=tools.settings)


def main() -> None:
    """Time spaCy alone, then the whole, on the same reports; a quarter of them first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    number = parser.parse_args().reports
    tools = pipeline.open_tools()
    pipeline.read_one(made(1)[0], tools)
    cost = {}
    for size in (number // 4, number):
        batch = made(size)
        with tools.nlp.select_pipes(disable=[language.SENTENCES]):
            spacy = _seconds(lambda: [language.passages(r, tools.nlp) for r in batch])  # noqa: B023
        stated = _seconds(lambda: events.join(batch, _statements(batch, tools)))  # noqa: B023
        whole = _seconds(lambda: _atlas(batch, tools))  # noqa: B023
        cost[size] = whole / size
        print(
            f"{size} reports of {WORDS} words: spaCy {spacy:.1f} s; to statements and events "
            f"{stated / spacy:.2f}, with spatial claims and tables {whole / spacy:.2f} of its time"
        )
    small, large = cost
    print(f"a report among {large} costs {cost[large] / cost[small]:.2f} of one among {small}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

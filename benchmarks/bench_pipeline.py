"""Cost of reports to an atlas beside spaCy's own pipeline, and how it grows with their number.

Prints ratios within one run. The reports are of about 400 words each, made of the sample reports'
paragraphs in a seeded order: 1,000 of them with `--reports 1000`, 200 by default.
"""

import argparse
import random
import resource
import time
from datetime import date
from pathlib import Path

from geomap import language, pipeline, reports

SAMPLES = Path(__file__).parents[1] / "data" / "reports"
WORDS = 400


def made(number: int) -> list[reports.Report]:
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
        start = time.process_time()
        for report in batch:
            language.passages(report, tools.nlp)
        spacy = time.process_time() - start
        start = time.process_time()
        done = [pipeline.try_one(report, tools) for report in batch]
        atlas = pipeline.assemble(done, settings=tools.settings)
        whole = time.process_time() - start
        cost[size] = whole / size
        print(
            f"{size} reports of {WORDS} words: spaCy {spacy:.1f} s, the whole {whole:.1f} s, "
            f"{whole / spacy:.2f} of spaCy's time; {len(atlas.events)} events"
        )
    small, large = cost
    print(f"a report among {large} costs {cost[large] / cost[small]:.2f} of one among {small}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

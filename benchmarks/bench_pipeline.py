"""Cost of reports to an atlas beside spaCy's own pipeline, room by room, and how it grows.

Prints ratios within one run. The reports are of about 400 words each, made of the sample reports'
paragraphs in a seeded order. spaCy alone and the whole are timed in turns, several times, and the
median of the ratios counts: one turn alone is off by a tenth on a loaded machine.

    python benchmarks/bench_pipeline.py --reports 1000 --rounds 3
"""

import argparse
import functools
import inspect
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from geomap import pipeline, reports
from geomap.model import Report

SAMPLES = Path(__file__).parents[1] / "data" / "reports"
WORDS = 400
LONG_WORDS = 2_000


def made(number: int, words: int = WORDS) -> list[Report]:
    """Reports of about so many words, each of other paragraphs in another order."""
    found, _ = reports.read(SAMPLES)
    paragraphs = [line for report in found for line in report.text.split("\n") if line.strip()]
    draw = random.Random(1)
    texts = []
    for n in range(number):
        draw.shuffle(paragraphs)
        length, chosen = 0, []
        for paragraph in paragraphs:
            if length >= words:
                break
            chosen.append(paragraph)
            length += len(paragraph.split())
        texts.append(f"Report {n} of the desk.\n" + "\n".join(chosen))
    day = date(2021, 8, 25)
    return [
        reports.from_text(text, report_id=str(n), published=day) for n, text in enumerate(texts)
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _spacy(batch: list[Report], tools: pipeline.Tools) -> float:
    """spaCy as it comes, every paragraph once and in batches."""
    texts = [
        report.text[part.start : part.end]
        for report in batch
        for part in report.segments
        if part.duplicate_of is None
    ]
    plain = _plain(f"{tools.nlp.meta['lang']}_{tools.nlp.meta['name']}")
    return _seconds(lambda: list(plain.pipe(texts, batch_size=64)))


@functools.cache
def _plain(name: str) -> Any:
    import spacy

    return spacy.load(name)


def _whole(batch: list[Report], tools: pipeline.Tools) -> float:
    def work() -> object:
        read = pipeline.batches(batch, tools)
        done = [pipeline.try_one(report, tools, passages) for report, passages in read]
        return pipeline.assemble(done, settings=tools.settings)

    return _seconds(work)


class Rooms:
    """Seconds that `read_one` spends in each room which the pipeline asks, called by its name.

    What a room asks of another counts as its own; names that the pipeline imports one by one,
    and its own steps, count as "pipeline".
    """

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._busy = False
        for room in [value for value in vars(pipeline).values() if inspect.ismodule(value)]:
            if room.__name__.startswith("geomap.") and room is not reports:
                for name in getattr(room, "__all__", [n for n in vars(room) if n[0] != "_"]):
                    value = getattr(room, name)
                    if inspect.isfunction(value) and value.__module__.startswith(room.__name__):
                        setattr(room, name, self._timed(room.__name__, value))

    def _timed(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            if self._busy:
                return function(*args, **options)
            self._busy, start = True, time.process_time()
            try:
                return function(*args, **options)
            finally:
                self.seconds[room.removeprefix("geomap.")] += time.process_time() - start
                self._busy = False

        return timed

    def shares(self, batch: list[Report], tools: pipeline.Tools) -> dict[str, float]:
        """Seconds by room over one reading of every report, dearest first."""
        self.seconds.clear()

        def work() -> None:
            for report, passages in pipeline.batches(batch, tools):
                pipeline.read_one(report, tools, passages)

        whole = _seconds(work)
        self.seconds["pipeline"] += whole - self.seconds.total()
        return dict(self.seconds.most_common())


def _real(folder: Path, tools: pipeline.Tools) -> None:
    """Real reports, each met for the first time: nothing of them is known from another turn."""
    batch, _ = reports.read(folder)
    whole, spacy = _whole(batch, tools), min(_spacy(batch, tools) for _ in range(3))
    print(f"{len(batch)} real reports, met once: {whole / spacy:.2f} times spaCy's own time")


def main() -> None:
    """Time spaCy alone and the whole in turns, on all reports and on a quarter; then the rooms."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--texts", type=Path, help="a folder of real reports, timed as well")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    tools = pipeline.open_tools()
    _whole(made(3), tools)
    cost = {}
    for size in (given.reports // 4, given.reports):
        batch = made(size)
        turns = [(_spacy(batch, tools), _whole(batch, tools)) for _ in range(given.rounds)]
        ratios = sorted(whole / spacy for spacy, whole in turns)
        cost[size] = median(whole for _, whole in turns) / size
        print(
            f"{size} reports of {WORDS} words, {given.rounds} turns: to claims and tables "
            f"{median(ratios):.2f} times spaCy's own time ({ratios[0]:.2f} to {ratios[-1]:.2f}; "
            f"spaCy {median(spacy for spacy, _ in turns):.1f} s)"
        )
    if given.texts is not None:
        _real(given.texts, tools)
    small, large = cost
    print(f"a report among {large} costs {cost[large] / cost[small]:.2f} of one among {small}")
    (long,) = made(1, words=LONG_WORDS)
    longer = median(_whole([long], tools) for _ in range(given.rounds)) / len(long.text.split())
    print(
        f"a word of a report of {len(long.text.split())} costs "
        f"{longer / (cost[large] / WORDS):.2f} of one of {WORDS}"
    )
    batch = made(given.reports // 4)
    alone = median(_spacy(batch, tools) for _ in range(3))
    rooms = Rooms()
    print("inside read_one, each room over spaCy alone (language is what it takes of spaCy):")
    for room, seconds in rooms.shares(batch, tools).items():
        print(f"  {room:12} {seconds / alone:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

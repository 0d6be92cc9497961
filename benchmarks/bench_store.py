"""A corpus in a store beside the same in memory, the join of many statements, and the start.

Prints ratios within one run: building a store against `read_atlas`, a second run against the first
and one with ten more reports, opening a month against opening all; microseconds a statement of the
join at growing numbers; `geomap map` of one report against importing spaCy, geopandas and the model
alone; and what each of many reports adds to a page.

    python benchmarks/bench_store.py --reports 300 --statements 100000
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import made_reports

import geomap
from geomap import events, language, pipeline, reports
from geomap.maps import build, safejson
from geomap.model import (
    EventType,
    Harm,
    Interval,
    Mention,
    Mode,
    Place,
    Report,
    Resolution,
    Role,
    Statement,
    Status,
    TimePrecision,
    Toll,
)

REPORT = "Rebels attacked Gao in Mali on Monday, killing four soldiers, a resident said.\n"
PARTIES = [
    f"{first} {second}"
    for first in ("Northern", "Southern", "Upper", "Coastal", "River", "Desert", "Hill", "Lake")
    for second in ("Front", "Brigade", "Army", "League")
]
DEEDS = (
    (EventType.ASSAULT, Mode.HEAVY_WEAPONS, "shelled"),
    (EventType.ASSAULT, Mode.AERIAL, "bombed"),
    (EventType.ASSAULT, Mode.ANY, "attacked"),
    (EventType.MOBILIZE, Mode.TROOPS, "sent troops to"),
    (EventType.AID, Mode.ANY, "sent food to"),
    (EventType.CONSULT, Mode.ANY, "met elders in"),
    (EventType.COERCE, Mode.ANY, "arrested traders in"),
)
THINGS = ("dawn", "dusk", "market", "bridge", "school", "convoy", "depot", "hospital", "ferry")
BARE = "import spacy, geopandas, {0}; {0}.load()"
MAP = (
    "import sys; sys.argv = ['geomap', 'map', {0!r}, '-o', {1!r}]; "
    "from geomap.cli import main; main()"
)


def statements(number: int) -> tuple[list[Report], list[Statement]]:
    """So many statements of reports of one year, five a report, on 800 places."""
    draw = random.Random(1)
    spots = [
        Place(
            place_id=f"t:{n}", name=f"Town {n}", kind="P.PPL", lon=20 + n % 20, lat=10 + n // 40,
            country=f"C{n % 9}", admin1=f"Province {n % 90}", admin2=f"Zone {n % 300}",
        )
        for n in range(800)
    ]  # fmt: skip
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(365)]
    told = [
        Report(report_id=f"report-{n:07}", text="", published=draw.choice(days))
        for n in range(number // 5)
    ]
    return told, [_statement(one, 120 * n, spots, draw) for one in told for n in range(5)]


def _statement(report: Report, start: int, spots: list[Place], draw: random.Random) -> Statement:
    kind, mode, verb = draw.choice(DEEDS)
    place, (actor, other) = draw.choice(spots), draw.sample(PARTIES, 2)
    day = (report.published or date.min) - timedelta(days=draw.randrange(4))
    words = f"{actor} {verb} {place.name} by the {draw.choice(THINGS)} at {draw.choice(THINGS)}"
    mention = Mention(
        report_id=report.report_id, start=start + 9, end=start + 16, text=place.name,
        role=Role.EVENT_PLACE,
    )  # fmt: skip
    when = Interval(start=day, end=day, precision=TimePrecision.DAY, text="on that day")
    dead = draw.randrange(1, 20)
    deadly = kind is EventType.ASSAULT and draw.random() < 0.4
    return Statement(
        report_id=report.report_id, start=start, end=start + len(words), text=words,
        event_type=kind, event_mode=mode, status=Status.ASSERTED, actor=actor, cue=verb,
        recipient=other if draw.random() < 0.6 else "",
        place=Resolution(mention=mention, place=place) if draw.random() < 0.85 else None,
        when=when if draw.random() < 0.7 else None,
        tolls=(Toll(Harm.KILLED, dead, dead),) if deadly else (),
    )  # fmt: skip


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def bench_join(most: int) -> None:
    """Print what a statement costs at a tenth, a third and all of so many."""
    for number in (most // 10, most // 3, most):
        given = statements(number)
        seconds = _seconds(lambda given=given: events.join(*given))  # type: ignore[misc]
        print(
            f"join of {number:,} statements: {seconds:.1f} s of processor time, "
            f"{seconds / number * 1e6:.0f} microseconds each"
        )


def bench_build(number: int) -> None:
    """Print what a store costs beside memory, a second run, and a month of it."""
    with tempfile.TemporaryDirectory() as home:
        corpus, store = Path(home) / "corpus", Path(home) / "store"
        made_reports.write(corpus, number)
        tools = pipeline.open_tools()
        found, _ = reports.read(corpus)
        spacy = _seconds(lambda: language.together(found, tools.nlp))
        whole = _seconds(lambda: geomap.read_atlas(corpus))
        first = _seconds(lambda: geomap.build(corpus, store))
        again = _seconds(lambda: geomap.build(corpus, store))
        opened = _seconds(lambda: geomap.open_atlas(store))
        month = _seconds(lambda: geomap.open_atlas(store, days="2023-03"))
        made_reports.write(corpus, number + 10)
        more = _seconds(lambda: geomap.build(corpus, store))
        mib = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 2**20
    print(
        f"{number} reports: a store {first / whole:.2f} times as long as in memory, "
        f"{first / spacy:.2f} times as spaCy alone; again {again / first:.3f}, "
        f"with ten more {more / first:.3f}; "
        f"opened {opened / first:.3f}, a month {month / first:.3f} of the first run; "
        f"{mib / number * 1024:.1f} KiB a report"
    )


def bench_page(number: int) -> None:
    """Print what a report adds to the page of many, with and without why places were chosen."""
    atlas = geomap.from_texts(dict(made_reports.made(number)))
    sizes = []
    for explain in (False, True):
        settings = replace(atlas.settings, explain=explain)
        data = build.event_data(atlas, build.picture(atlas, settings))
        sizes.append(len(safejson.pack(data)) / number / 1000)
    left_out, whole = sizes
    print(
        f"page of {number} reports: {left_out:.2f} kB a report beyond the ground, "
        f"{whole:.2f} with --explain"
    )


def bench_start() -> None:
    """Print what the map of one report takes beside what it cannot do without."""
    with tempfile.TemporaryDirectory() as home:
        report, page = Path(home) / "one.md", Path(home) / "one.html"
        report.write_text(REPORT, encoding="utf-8")
        model = language.load().meta["name"]
        bare = BARE.format(next(n for n in geomap.OFFLINE.model if n.endswith(model) or model in n))
        mapped = MAP.format(str(report), str(page))
        ours, alone = (min(_started(code) for _ in range(3)) for code in (mapped, bare))
    print(
        f"geomap map of one report: {ours:.2f} s of processor time, {ours / alone:.2f} times "
        f"importing spaCy, geopandas and the model ({alone:.2f} s)"
    )


def _started(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--statements", type=int, default=100_000)
    given = parser.parse_args()
    bench_start()
    bench_build(given.reports)
    bench_page(given.reports)
    bench_join(given.statements)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

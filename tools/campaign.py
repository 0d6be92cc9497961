"""The campaign: what breaks under many odd inputs, kills, full disks and broken providers.

    python tools/campaign.py                              # hours: what `make campaign` runs
    python tools/campaign.py --inputs 6000 --kills 60     # minutes
    python tools/campaign.py --kept build/campaign.jsonl  # goes on where it was interrupted
    python tools/campaign.py --door "own events" --seed 7 # one input again, with its traceback

Prints a table of counts for docs/results.md; the exit status is 1 where something is wrong. Needs
POSIX, and what the tests need.
"""

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import bench_shapes
import campaign_inputs
import campaign_machines
import campaign_providers
from fuzz import doors

MOST_GROWTH = 2.4
"""How much more a text of twice the length may cost."""

MOST_S, MOST_TIMES = 5, 8
"""What 100 kB of any shape may cost: so many seconds, or on a slow machine so many times what
spaCy alone takes there for ordinary sentences."""

Row = tuple[str, int, list[str], str]
"""What was tried, how often, what was wrong, and what else is to be said."""


def rows(inputs: int, kills: int, jobs: int, kept: Path) -> Iterator[Row]:
    """Every part of the campaign, the shortest first."""
    n, broken = campaign_providers.run()
    yield "faults of four providers", n, [f"{where}: {said}" for where, said in broken.items()], ""
    n, lost = campaign_machines.reviewers()
    yield "decisions of two reviewers at once", n, ["lost"] * lost, ""
    n, destroyed = campaign_machines.full_disk()
    yield "files on a full disk, all formats", n, destroyed, ""
    n, destroyed = campaign_machines.kills(kills)
    yield "killed runs", n, destroyed, ""
    yield shapes()
    for name, found in campaign_inputs.run(inputs, jobs, kept).items():
        wrong = [f"{kind}, seed {found.seeds[kind]}" for kind in found.wrong.elements()]
        wrong += [f"over {campaign_inputs.SLOW_S} s, seed {seed}" for seed in found.slow]
        yield f"inputs: {name}", found.inputs, wrong, f"slowest {found.slowest_s:.1f} s"


def shapes() -> Row:
    """How the cost of texts of one shape grows with their length."""
    tools = doors.tools()
    worst, wrong = 0.0, []
    lasts = bench_shapes.LENGTHS[-1]
    alone = bench_shapes.spacy_seconds(lasts, tools) * 100_000 / lasts
    most = max(MOST_S, MOST_TIMES * alone)
    for name, unit in bench_shapes.SHAPES.items():
        took = [bench_shapes.seconds(unit, chars, tools) for chars in bench_shapes.LENGTHS]
        growth = max(later / earlier for earlier, later in pairwise(took))
        per_100_kb = took[-1] * 100_000 / lasts
        # what takes no time at all has no growth that could be measured
        grows = growth > MOST_GROWTH and took[-1] > 0.5
        if grows or per_100_kb > most:
            wrong.append(f"{name}: {growth:.1f} times a doubling, {per_100_kb:.1f} s per 100 kB")
        worst = max(worst, per_100_kb)
    return (
        "shapes of text, at n, 2n, 4n",
        len(bench_shapes.SHAPES),
        wrong,
        f"{worst:.1f} s a 100 kB, {worst / alone:.1f} times spaCy alone",
    )


def again(door: str, seed: int) -> None:
    """Push one input through its door once more, let it raise, and say how long it took."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        campaign_inputs.load_shared()
        began = time.process_time()
        doors.DOORS[door](Random(f"{door} {seed}"), Path(folder))
    print(f"{door}, seed {seed}: {time.process_time() - began:.1f} s of the processor")


def main() -> None:
    """Run the campaign, or one input of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kept", type=Path, help="file of the inputs that are done")
    parser.add_argument("--door", choices=doors.DOORS)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.door:
        again(given.door, given.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(
            told(rows(given.inputs, given.kills, given.jobs, given.kept or Path(folder, "kept")))
        )


def told(found: Iterator[Row]) -> bool:
    """Print the table; whether anything was wrong."""
    failed = False
    print("| what | how many | wrong | |\n|---|---|---|---|", flush=True)
    for what, n, wrong, said in found:
        print(f"| {what} | {n:,} | {len(wrong)} | {said} |", flush=True)
        for line in sorted(set(wrong)):
            print(f"  {wrong.count(line)} times {line}", file=sys.stderr, flush=True)
        failed = failed or bool(wrong)
    return failed


if __name__ == "__main__":
    main()

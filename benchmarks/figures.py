"""Every accuracy figure in one table: place names, statements, events, sieges, expressions.

    python benchmarks/figures.py                        # on ../shared and tests/gold
    python benchmarks/figures.py --json before.json     # and keep the figures
    python benchmarks/figures.py --against before.json  # two columns; what is worse is marked

All but the event types and the resolution of gold spans goes through `pipeline.read_one`, so it is
what users get. A corpus that is not there is named and left out. With `--against` the exit status
is 1 where a figure is worse. Real reports that are held back are not read; those of the others that
trained the detector are counted on the error stream.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import event_places
import event_types
import place_names
import press_releases
import shown
import ways

from geomap import pipeline
from geomap.evaluation import events, locate, spatial, statements, trained_on

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
LESS_IS_BETTER = frozenset({
    "mean_km", "median_km", "auc", "calibration_error", "from_repeated_block", "median_error_km",
    "median_area_km2", "duplicates", "wrong_merges", "stand_for_nothing", "drawn_wrong",
    "drawn_wrong_share", "against_the_truth",
})  # fmt: skip
NO_MERIT = frozenset({  # counts of the gold, and baselines
    "articles", "marked", "gold", "moved_spans", "skipped_articles", "articles_seen_by_model",
    "proposed", "put_out", "sentences", "releases", "snippets", "types", "with_a_place",
    "state_a_day", "population_prior", "nearest_place_to_the_verb", "majority_macro_f1",
    "small_points", "small_points_probability",
    "majority_accuracy", "rows", "ambiguous", "only_ours_right", "only_prior_right", "mcnemar_p",
    "of", "drawn", "drawn_named", "drawn_named_probability", "drawn_named_mean_probability",
    "with_a_day", "with_a_toll", "with_actor", "with_recipient", "with_status", "observed",
})  # fmt: skip
LEFT_OUT = frozenset({"n", "coverage"})
Figures = dict[str, float]
Measure = Callable[[], Mapping[str, Any]]


def one_report(path: Path) -> Mapping[str, Any]:
    return statements.bench([path])[0]["figures"]


def readable(gold: str) -> list[Path]:
    """Files of gold that are not held back."""
    held_back = tuple((GOLD / "held-back.txt").read_text(encoding="utf-8").split())
    paths = [path for path in sorted(GOLD.glob(gold)) if not path.name.startswith(held_back)]
    if note := trained_on(paths):
        print(f"{gold}: {note}", file=sys.stderr)
    return paths


def all_statements(texts: Path, gold: str) -> Mapping[str, Any]:
    return statements.total(statements.bench(readable(gold), texts=texts))


def all_events(texts: Path | None, gold: str) -> Mapping[str, Any]:
    return events.total(events.bench(readable(gold), texts=texts))


def sieges(folder: Path) -> Mapping[str, Any]:
    """What is right of the spatial gold, and how many verdicts are right or against the truth."""
    found = spatial.bench(folder)
    true, false = (found["verdicts"].get(gold, {}) for gold in ("true", "false"))
    both = zip(("supported", "contradicted"), ("contradicted", "supported"), strict=True)
    right, wrong = (true.get(a, 0) + false.get(b, 0) for a, b in both)
    shown_figures = {
        name: {"right": right, "of": of} for name, (right, of) in found["figures"].items()
    }
    return shown_figures | {"verdicts": {"right": right, "against_the_truth": wrong}}


def of_tools(bench: Callable[..., Mapping[str, Any]], path: Path) -> Mapping[str, Any]:
    return bench(path, pipeline.open_tools())["figures"]


def located(path: Path) -> Mapping[str, Any]:
    tools = pipeline.open_tools()
    return locate.batch(path, tools.gazetteer, terrain=tools.terrain).to_dict()


def measures(shared: Path, strings: Path | None) -> dict[str, tuple[Path, Measure]]:
    """Every bench by its name, with the file that it needs; the longest first."""
    corpora = shared / "corpora"
    names = partial(of_tools, place_names.bench)
    known = {
        "place names LGL": (corpora / "lgl.xml", names),
        "place names GeoWebNews": (corpora / "GWN.xml", names),
        "place names TR-News": (corpora / "TR-News.xml", names),
        "press releases": (
            corpora / "isaf-dev.jsonl",
            partial(of_tools, press_releases.bench),
        ),
        "36 invented reports": (
            GOLD / "statements",
            partial(all_statements, gold="statements/*.gold.json"),
        ),
        "34 real reports": (shared / "texts", partial(all_statements, gold="real/*.gold.json")),
        "34 real reports, events": (
            shared / "texts",
            partial(all_events, gold="events/*.events.json"),
        ),
        "20 reports of wars, events": (
            GOLD / "wars",
            partial(all_events, gold="wars/*.events.json"),
        ),
        "spatial": (GOLD / "spatial", sieges),
        "ways of saying": (ways.WAYS, partial(of_tools, ways.bench)),
        "event places": (
            corpora / "event-place-dev.jsonl",
            partial(of_tools, event_places.bench),
        ),
        "event types": (corpora / "event-type-dev.tsv", partial(of_tools, event_types.bench)),
        "acceptance report": (shared / "reports" / "panjshir-afp.gold.json", one_report),
    }
    if strings is not None:
        known["locate"] = (strings, located)
    return {name: (path, partial(bench, path)) for name, (path, bench) in known.items()}


def run(chosen: Mapping[str, tuple[Path, Measure]], jobs: int) -> Figures:
    """Figures of the benches whose file is there."""
    ready = {name: bench for name, (path, bench) in chosen.items() if path.exists()}
    for name in [name for name in chosen if name not in ready]:
        print(f"left out: {name}, no {chosen[name][0]}", file=sys.stderr)
    with ProcessPoolExecutor(jobs) as pool:
        running = {name: pool.submit(bench) for name, bench in ready.items()}
        return {
            f"{name}: {figure}": value
            for name, future in running.items()
            for figure, value in shown.flat(future.result())
            if figure.rpartition(", ")[2] not in LEFT_OUT
        }


def verdict(name: str, before: float | None, after: float | None) -> str:
    """How a figure changed: "", worse, better, changed (where neither is better), new or gone."""
    if before is None or after is None:
        return "new" if before is None else "gone"
    figure = name.rpartition(": ")[2].rpartition(", ")[2]
    if before == after:
        return ""
    if figure in NO_MERIT:
        return "changed"
    return "better" if (after > before) != (figure in LESS_IS_BETTER) else "WORSE"


def side_by_side(before: Figures, after: Figures) -> list[tuple[str, str, str, str]]:
    """Rows of name, both values and how it changed, in the order of the second run."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = [(name, before.get(name), after.get(name)) for name in names]
    return [(name, _shown(a), _shown(b), verdict(name, a, b)) for name, a, b in pairs]


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def show(rows: Iterable[tuple[str, ...]]) -> None:
    every = list(rows)
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for name, *cells in every:
        values = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        print(name.ljust(widths[0]), *values, sep="  ")


def main() -> None:
    """Measure, print, keep and compare, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="corpora")
    parser.add_argument("--locate", type=Path, help="CSV of text,lon,lat for locate --batch")
    parser.add_argument("--only", default="", help="benches whose name holds this")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--against", type=Path, help="figures of an earlier --json")
    parser.add_argument("--changed", action="store_true", help="with --against, only what changed")
    given = parser.parse_args()
    chosen = {
        name: bench
        for name, bench in measures(given.shared, given.locate).items()
        if given.only.casefold() in name.casefold()
    }
    after = run(chosen, given.jobs)
    if given.json:
        given.json.write_text(json.dumps(after, indent=2) + "\n", encoding="utf-8")
    if given.against is None:
        show([("figure", "value"), *((name, _shown(value)) for name, value in after.items())])
        return
    kept = json.loads(given.against.read_text(encoding="utf-8"))
    before = {name: value for name, value in kept.items() if name.partition(": ")[0] in chosen}
    rows = side_by_side(before, after)
    shown_rows = [row for row in rows if row[3] or not given.changed]
    show([("figure", "before", "after", ""), *shown_rows])
    worse = [row for row in rows if row[3] in ("WORSE", "gone")]
    print(f"{len(worse)} of {len(rows)} figures are worse or gone")
    sys.exit(bool(worse))


if __name__ == "__main__":
    main()

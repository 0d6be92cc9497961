"""What recognition and resolution cost beside spaCy, on the shipped sample reports.

    python benchmarks/bench_toponyms.py [FILE_OR_FOLDER ...]

Prints ratios within one run: seconds of find and of resolve over seconds of spaCy alone, the
same for one line of 1 MB, and the peak memory.
"""

import resource
import sys
from pathlib import Path
from time import perf_counter

from geomap import language, reports, resolution, toponyms
from geomap.gazetteer import open_gazetteer
from geomap.settings import OFFLINE

ROUNDS = 5
LONG_CHARS = 1_000_000


def cost(read: list[reports.Report], rounds: int) -> tuple[float, float, float]:
    """Seconds of spaCy, of recognition and of resolution over all rounds."""
    nlp, gazetteer = language.load(), open_gazetteer()
    spacy = found = solved = 0.0
    for report in read * rounds:
        start = perf_counter()
        passages = language.passages(report, nlp)
        parsed = perf_counter()
        mentions = toponyms.find(report, passages, gazetteer)
        named = perf_counter()
        resolution.resolve(report, mentions, gazetteer)
        done = perf_counter()
        spacy, found, solved = spacy + parsed - start, found + named - parsed, solved + done - named
    return spacy, found, solved


def show(name: str, seconds: tuple[float, float, float]) -> None:
    spacy, found, solved = seconds
    print(
        f"{name}: spaCy {spacy:.2f} s, find {found / spacy:.3f}, resolve {solved / spacy:.3f}, "
        f"whole {(spacy + found + solved) / spacy:.3f} of spaCy's time"
    )


def main() -> None:
    paths = [Path(path) for path in sys.argv[1:]] or [OFFLINE.data_dir / "reports"]
    read, _ = reports.read(paths)
    cost(read[:2], 1)
    show(f"{len(read)} reports", cost(read, ROUNDS))
    text = " ".join(" ".join(report.text.split()) for report in read)
    line = (text * (LONG_CHARS // len(text) + 1))[:LONG_CHARS]
    show("one line of 1 MB", cost([reports.from_text(line)], 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MiB")


if __name__ == "__main__":
    main()

"""What texts of odd shapes cost: seconds a 100 kB, and how cost grows when the length doubles.

python benchmarks/bench_shapes.py [SHAPE...]
"""

import sys
import time

from geomap import pipeline, reports

OPENING = "Fighters took the town of Gao on Monday, officials said, and left for the north. "
SHAPES = {
    "names tied by dashes": "Kabul-",
    "names tied by dashes, with spaces": "Abc-Def ",
    "brackets": "((",
    "emoji": "\U0001f389",
    "emoji with spaces": "\U0001f389 ",
    "one letter": "a",
    "figures": "1,000,",
    "numbers in words": "one hundred and ",
    "distances": "30 km north of Kabul and 20 km south of Ghazni and ",
    "quotations": '"Go," he said. ',
    "open quotations": '"said ',
    "speakers": "He said that she said that ",
    "sides": "surrounded from three sides ",
    "names in a list": "Kabul, ",
    "names with and": "Kabul and ",
    "degrees": "34\u00b0 ",
    "days": "on Monday ",
    "of": "of the ",
    "clock times": "at 10:30 ",
    "tolls": "killing 20 and wounding 30, ",
    "full stops": ". ",
    "line ends": "Gao\n",
    "sentences": "Rebels took Gao on Monday, officials said. ",
}
LENGTHS = (8_000, 16_000, 32_000)


def seconds(unit: str, chars: int, tools: pipeline.Tools) -> float:
    """Seconds of this process to read a report of so many characters of one shape."""
    report = reports.from_text(OPENING + (unit * chars)[:chars])
    began = time.process_time()
    pipeline.read_one(report, tools)
    return time.process_time() - began


def spacy_seconds(chars: int, tools: pipeline.Tools) -> float:
    """Seconds of this process that spaCy alone takes for so many characters of sentences."""
    text = (SHAPES["sentences"] * chars)[:chars]
    began = time.process_time()
    list(tools.nlp.pipe(text[at : at + 1_000] for at in range(0, chars, 1_000)))
    return time.process_time() - began


def main() -> None:
    """Print a line a shape, the slowest growth last."""
    tools = pipeline.open_tools()
    seconds(OPENING, 1_000, tools)
    print(f"{'shape':36} {'s per 100 kB':>12} {'2n / n':>7} {'4n / 2n':>7}")
    for name in sys.argv[1:] or SHAPES:
        short, long, longest = (seconds(SHAPES[name], chars, tools) for chars in LENGTHS)
        cost = longest * 100_000 / LENGTHS[-1]
        print(f"{name:36} {cost:12.1f} {long / short:7.1f} {longest / long:7.1f}", flush=True)


if __name__ == "__main__":
    main()

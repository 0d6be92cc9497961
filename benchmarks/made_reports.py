"""Reports of a war that nobody fought, made by a seeded draw: as many as a test or a run needs.

    python benchmarks/made_reports.py FOLDER 10000

writes so many files; the first are the same for every number.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2023, 1, 1)
DAYS = 365
TOWNS = {
    "Mali": ("Gao", "Kidal", "Timbuktu", "Mopti", "Segou", "Menaka"),
    "Chad": ("Abeche", "Sarh", "Moundou", "Faya", "Mongo"),
    "Mozambique": ("Pemba", "Palma", "Mueda", "Nampula", "Montepuez"),
    "Colombia": ("Popayan", "Tumaco", "Quibdo", "Florencia", "Arauca"),
    "Myanmar": ("Lashio", "Hakha", "Sittwe", "Loikaw", "Myitkyina"),
    "Yemen": ("Marib", "Taiz", "Hodeidah", "Ataq", "Saada"),
}
SIDES = ("the River Brigade", "the Northern Front", "the army", "militia fighters", "border guards")
OPENINGS = (
    "{side} shelled {town} {day}, killing {n} people, {voice} said.",
    "Gunmen attacked a convoy near {town} {day} and wounded {n} drivers, {voice} said.",
    "An air strike hit the market of {town} {day}; {n} traders were killed, {voice} said.",
    "{side} captured {town} {day} after a night of fighting, {voice} said.",
    "Police arrested {n} men in {town} {day}, {voice} said.",
    "A bomb exploded at a bridge in {town} {day} and killed {n} soldiers, {voice} said.",
)
MORE = (
    "The road from {town} to {other} has been closed since then.",
    "{side} denied that it had sent troops to {town}.",
    "About {n}0 families fled to {other}, {voice} said.",
    "The town lies about {n}0 kilometers north of {other}.",
    "Officials from {country} met elders in {other} and promised flour and blankets.",
    "Nobody could be reached by telephone in {town}, and the school stayed shut.",
    "Rain had washed out the ford, and lorries waited on both banks.",
    "{voice} said that the fighters left {town} before dawn.",
    "Traders said that the price of millet had doubled in a month.",
    "In {other}, {side} set up a checkpoint at the gate of the hospital.",
)
VOICES = ("a resident", "a doctor", "the governor", "an army spokesman", "a trader", "witnesses")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def made(number: int, *, seed: int = 19, sentences: int = 6) -> Iterator[tuple[str, str]]:
    """Names of files and the texts of so many reports, with the day of each in front."""
    for n in range(number):
        draw = random.Random(seed * 1_000_003 + n)
        published = FIRST + timedelta(days=draw.randrange(DAYS))
        country = draw.choice(list(TOWNS))
        town, other = draw.sample(TOWNS[country], 2)
        told = [draw.choice(OPENINGS), *draw.sample(MORE, sentences - 1)]
        words = {
            "town": town, "other": other, "country": country, "side": draw.choice(SIDES),
            "voice": draw.choice(VOICES), "n": draw.randrange(2, 30),
            "day": f"on {WEEKDAYS[(published.weekday() - draw.randrange(3)) % 7]}",
        }  # fmt: skip
        lines = [line.format(**words) for line in told]
        body = " ".join(line[0].upper() + line[1:] for line in lines)
        head = f"---\npublished: {published}\npublisher: Desk {n % 7}\n---\n"
        yield (
            f"{published:%Y-%m}/report-{n:07}.md",
            f"{head}{town}, {country}: report {n}.\n\n{body}\n",
        )


def write(folder: Path, number: int) -> None:
    """Write so many reports below a folder, by months."""
    for name, text in made(number):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

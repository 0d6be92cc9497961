"""Walk as a new user does: the wheel in a clean environment, an own PDF and an own export on a map.

    python tools/walk.py --python python3.11 --python python3.13

Each Python gets a new environment in build/walk, with the wheel and what it needs from the package
index and nothing of this repository. Then the installed command reads a folder with a PDF, a table
and what Telegram exports, Python does the same in three lines, and the maps of all Pythons must be
the same bytes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "walk"
PARAGRAPHS = (
    "Rebels enter Kidal",
    "By Aminata Traore, 14 November 2023",
    "Rebels attacked an army convoy 40 km north of Gao on Sunday, killing nine soldiers, it said.",
    "A spokesman for the rebels denied that the town of Kidal had fallen on Monday.",
)
MESSAGES = (
    {"id": 1, "type": "service", "date": "2024-05-10T06:00:00", "action": "create_channel"},
    {
        "id": 2,
        "type": "message",
        "date": "2024-05-10T09:12:44",
        "from": "Front news",
        "text": [
            "❗️",
            {"type": "bold", "text": "Vovchansk"},
            " was shelled this morning, police said.",
        ],
    },
)
TABLE = "day;outlet;body\n2023-05-03;Example Daily;Gunmen shelled a market in Nyala on Tuesday.\n"
CODE = """
import geomap
atlas = geomap.read_atlas("reports")
atlas.to_html("python.html")
known = map(geomap.open_gazetteer().place, filter(None, atlas.events["place_id"]))
places = {place.name for place in known if place}
assert {"Kidal", "Vovchansk", "Nyala"} <= places, places
days = set(atlas.events["when_start"].dt.strftime("%F").dropna())
assert {"2023-11-12", "2024-05-10", "2023-05-02"} <= days, days
assert geomap.__file__.startswith(__import__("sys").prefix), geomap.__file__
"""


def main() -> None:
    """Build the wheel, then walk with each Python that was named, and compare what they drew."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--python", action="append", help="an interpreter; repeat for each")
    pythons = asked.parse_args().python or [sys.executable]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    wheel = built()
    maps = [walk(wheel, python) for python in pythons]
    if any(one.read_bytes() != other.read_bytes() for one, other in pairwise(maps)):
        raise SystemExit("the maps of two Pythons differ")
    print(f"walked with {', '.join(pythons)}: the same map, {maps[0].stat().st_size:,} bytes")


def built() -> Path:
    """The wheel of this checkout."""
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", FOLDER, ROOT, at=ROOT)
    (wheel,) = FOLDER.glob("*.whl")
    return wheel


def walk(wheel: Path, python: str) -> Path:
    """Install into a new environment and make the map twice; returns that of the command."""
    home = FOLDER / Path(python).name
    env = home / "env"
    run(python, "-m", "venv", env, at=FOLDER)
    found = env / ("Scripts" if os.name == "nt" else "bin")
    run(found / "python", "-m", "pip", "install", "-q", f"{wheel}[pdf]", at=home)
    write_reports(home / "reports")
    run(found / "geomap", "map", "reports", "-o", "map.html", at=home)
    run(found / "python", "-c", CODE, at=home)
    if (home / "map.html").read_bytes() != (home / "python.html").read_bytes():
        raise SystemExit(f"{python}: the command and Python drew two maps")
    return home / "map.html"


def write_reports(folder: Path) -> None:
    """A folder as people have it: a PDF, what Telegram exports, a table with semicolons."""
    (folder / "ChatExport").mkdir(parents=True)
    export = {"name": "Front news", "type": "public_channel", "id": 7, "messages": MESSAGES}
    told = json.dumps(export, ensure_ascii=False)
    (folder / "ChatExport" / "result.json").write_text(told, encoding="utf-8")
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    (folder / "kidal.pdf").write_bytes(pdf(PARAGRAPHS))


def pdf(paragraphs: tuple[str, ...]) -> bytes:
    """A page with a line for each paragraph, in a font that every reader has."""
    lines = "".join(f"({line}) Tj 0 -40 Td " for line in paragraphs)
    stream = f"BT /F 8 Tf 20 800 Td {lines}ET".encode("latin-1")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Contents 4 0 R/Resources 5 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\n" % table
    return data + head + b"startxref\n%d\n%%%%EOF\n" % len(data)


def run(*command: object, at: Path) -> None:
    """Run a command where nothing of the repository can be imported; ends the walk if it fails."""
    at.mkdir(exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=at, env=clean, check=True)
    print(f"{time.perf_counter() - began:6.1f} s  {' '.join(map(str, command[:4]))[:100]}")


if __name__ == "__main__":
    main()

"""Walk the review in a real JupyterLab, Notebook 7 and marimo: click a point, add an event, save.

    python tools/walk_notebooks.py [jupyterlab] [notebook] [marimo]

Each program is taken from the Python that runs this, which needs geomap with the extra lab,
playwright and a Chromium. Pictures of what was seen are left in build/notebooks.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
from playwright.sync_api import Page, sync_playwright

from geomap import corrections

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "notebooks"
REPORT = """---
published: 2021-08-24
---
Gunmen attacked a police post in Vovchansk on Monday. Rebels shelled Goma on 20 August 2021.
"""
CELL = """import geomap
review = geomap.review(geomap.read_atlas("reports"), path="overrides.yaml", who="Ana")
review"""
APP = """import marimo
app = marimo.App()

@app.cell
def _():
    import geomap
    review = geomap.review(geomap.read_atlas("reports"), path="overrides.yaml", who="Ana")
    return (review,)

@app.cell
def _(review):
    review
    return

if __name__ == "__main__":
    app.run()
"""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
JUPYTER = [
    "--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0",
    "--IdentityProvider.token=", "--port={port}",
]  # fmt: skip
PROGRAMS: dict[str, tuple[list[str], str]] = {
    "jupyterlab": (["-m", "jupyterlab", *JUPYTER], "/doc/tree/review.ipynb?reset"),
    "notebook": (["-m", "notebook", *JUPYTER], "/notebooks/review.ipynb"),
    "marimo": (
        ["-m", "marimo", "run", "review.py", "--headless", "--no-token", "--port={port}"],
        "/",
    ),
}


def main() -> None:
    """Walk in the programs that are named, or in all."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with sync_playwright() as driver:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=path, args=CHROMIUM)
        for name in sys.argv[1:] or PROGRAMS:
            began = time.perf_counter()
            home = prepared(name)
            with served(name, home) as address:
                page = browser.new_page(viewport={"width": 1300, "height": 1300})
                page.set_default_timeout(120_000)
                page.goto(address)
                if name != "marimo":
                    run_first_cell(page)
                seen(page, home)
                page.close()
            print(f"{name}: reviewed and saved, {time.perf_counter() - began:.0f} s")
        browser.close()


def prepared(name: str) -> Path:
    """A folder with a report, a notebook and an app."""
    home = FOLDER / name
    (home / "reports").mkdir(parents=True)
    (home / "reports" / "a.md").write_text(REPORT, encoding="utf-8")
    (home / "review.py").write_text(APP, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(CELL)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, home / "review.ipynb")
    return home


@contextmanager
def served(name: str, home: Path) -> Iterator[str]:
    """The address of a program that serves the folder; it ends with the walk."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command, page = PROGRAMS[name]
    own = {f"JUPYTER_{part}_DIR": str(home / part.lower()) for part in ("CONFIG", "RUNTIME")}
    with (home / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, *(part.format(port=port) for part in command)],
            cwd=home, env=os.environ | own, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            until(lambda: urlopen(f"http://127.0.0.1:{port}{page}", timeout=5).close() or True)
            yield f"http://127.0.0.1:{port}{page}"
        finally:
            server.terminate()
            server.wait(30)


def until(true: Callable[[], Any]) -> None:
    """Wait up to two minutes for something to be true."""
    for _ in range(240):
        with suppress(URLError, OSError):
            if true():
                return
        time.sleep(0.5)
    raise SystemExit("waited two minutes in vain")


def run_first_cell(page: Page) -> None:
    """Run the notebook's cell; one sent before the kernel listens is lost, so it is sent anew."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").first
    for _ in range(10):
        cell.locator(".jp-Editor .cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(3_000)
        if cell.locator(".jp-InputPrompt").inner_text().strip("[]: \xa0"):
            return


def seen(page: Page, home: Path) -> None:
    """Click a point, add an event, undo, add it again, save; the file must hold what was done."""
    page.locator(".geomap-review mark").wait_for()
    page.wait_for_timeout(1_000)
    page.screenshot(path=home / "begun.png")
    name = page.locator(".geomap-review mark").inner_text()
    page.get_by_role("button", name="Add this event").click()
    page.get_by_text("The event is added").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The last step is undone").wait_for()
    page.get_by_role("button", name="Add this event").click()
    page.get_by_text("1 not saved").wait_for()
    page.locator(".geomap-review .gr-map").click(position={"x": 120, "y": 90})
    longitude = float(page.get_by_label("Longitude", exact=True).input_value())
    page.screenshot(path=home / "clicked.png")
    page.get_by_role("button", name="Set point").click()
    page.get_by_text("2 not saved").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("0 not saved").wait_for()
    kept = corrections.read(home / "overrides.yaml")
    (point,) = [one.where for one in kept.mentions if one.name == name]
    if point.lon is None or abs(point.lon - longitude) > 1e-4 or not kept.events[0].added:
        raise SystemExit(f"expected {name} at {longitude} and an event, got {kept}")


if __name__ == "__main__":
    main()

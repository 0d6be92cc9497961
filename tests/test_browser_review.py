"""The review in a real JupyterLab: choose another candidate, save, run again, see it moved."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest

import geomap
from geomap import corrections

pytestmark = pytest.mark.browser
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT_MS = 120_000
REPORT = """---
title: "<img src=x onerror='window.ran = 1'>"
published: 2021-08-24
---

Gunmen attacked a police post in Springfield on Monday, officials said on Tuesday.

Rebels shelled Paris on 20 August 2021, said <img src=x onerror='window.ran = 2'> a spokesman, for
$5 and $6, with \\(x\\) and <script>window.ran = 3</script>.
"""
CELLS = [
    "import geomap\natlas = geomap.read_atlas('reports')\natlas",
    "review = geomap.review(atlas, path='overrides.yaml', who='Ana')\nreview",
    """again = geomap.read_atlas('reports', settings=review.settings)
again.to_html('again.html')
for name in ('mentions', 'events'):
    getattr(again, name).drop(columns='geometry').to_json(name + '.json', orient='records')
print('ran', 'again')""",
]


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A small project: a report, a notebook, and settings that keep JupyterLab offline."""
    root = tmp_path_factory.mktemp("lab")
    (root / "reports").mkdir()
    (root / "reports" / "report.md").write_text(REPORT, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, root / "review.ipynb")
    quiet = root / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False}), encoding="utf-8"
    )
    return root


@pytest.fixture(scope="module")
def lab(folder: Path):
    """JupyterLab's address; the server ends with the tests."""
    pytest.importorskip("jupyterlab")
    pytest.importorskip("ipywidgets")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
        f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=folder, env=os.environ | own, stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/api", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            assert server.poll() is None, log.read_text(encoding="utf-8")[-2000:]
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"JupyterLab did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="module")
def page(chromium, lab: str):
    """The notebook, open in JupyterLab, with its first two cells run; nothing leaves loopback."""
    opened = chromium.new_page(viewport={"width": 1500, "height": 1400})
    opened.outside = []

    def guard(route):
        if route.request.url.startswith((lab, "data:", "blob:")):
            route.continue_()
        else:
            opened.outside.append(route.request.url)
            route.abort()

    opened.route("**/*", guard)
    opened.set_default_timeout(WAIT_MS)
    opened.goto(f"{lab}/doc/tree/review.ipynb?reset")
    opened.get_by_text("| Idle").wait_for()
    _run(opened, 0)
    _run(opened, 1)
    opened.get_by_role("button", name="Choose selected").wait_for()
    yield opened
    opened.close()


def _run(page, number: int) -> None:
    """Run a cell and wait for its end; one sent before the kernel listens is lost, so sent anew."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    prompt = cell.locator(".jp-InputPrompt")
    for _ in range(10):
        cell.locator(".jp-Editor .cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(2_000)
        if prompt.inner_text().strip("[]: \xa0"):
            break
    cell.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for(state="attached")
    assert "Traceback" not in cell.inner_text(), cell.inner_text()[-1500:]


def _to(page, name: str) -> None:
    """Step through the mentions until the marked one has this name."""
    for _ in range(10):
        marked = page.locator(".jp-OutputArea mark").first
        if marked.inner_text() == name:
            return
        before = marked.inner_text()
        page.get_by_role("button", name="Next", exact=True).click()
        page.wait_for_timeout(500)
        if page.locator(".jp-OutputArea mark").first.inner_text() == before:
            page.wait_for_timeout(1500)
    raise AssertionError(f"{name} is not among the mentions")


def test_a_choice_made_by_keyboard_is_saved_and_applied(page, folder: Path) -> None:
    _to(page, "Springfield")
    listed = page.get_by_role("listbox").first
    labels = listed.locator("option").all_inner_texts()
    assert len(labels) > 1
    listed.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)
    assert listed.evaluate("one => one.selectedIndex") == 1
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Choose selected":
            break
    page.keyboard.press("Enter")
    page.get_by_text("1 not saved").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("overrides.yaml").first.wait_for()
    page.get_by_text("0 not saved").wait_for()
    (decided,) = corrections.read(folder / "overrides.yaml").mentions
    assert (decided.name, decided.who) == ("Springfield", "Ana")

    _run(page, 2)
    page.get_by_text("ran again").last.wait_for()
    rows = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("mentions", "events")
    }
    named = [row for row in rows["mentions"] if row["text"] == "Springfield"]
    assert {row["place_id"] for row in named} == {decided.where.place_id}
    assert decided.where.place_id in {row["place_id"] for row in rows["events"]}


def test_the_change_is_on_the_map(chromium, folder: Path) -> None:
    if not (folder / "again.html").exists():
        pytest.skip("the round trip before this did not end")
    (decided,) = corrections.read(folder / "overrides.yaml").mentions
    chosen = geomap.open_gazetteer().place(decided.where.place_id)
    assert chosen is not None
    before, after = geomap.read_atlas(folder / "reports").to_html(), folder / "again.html"
    assert after.read_text(encoding="utf-8") != before
    (folder / "before.html").write_text(before, encoding="utf-8")
    drawn = {}
    for name in ("before", "again"):
        page = chromium.new_page()
        page.goto((folder / f"{name}.html").as_uri())
        page.wait_for_function("window.geomapReady > 0")
        drawn[name] = page.evaluate(
            "Array.from({length: geomap.apps[0].events.n}, (_, row) => "
            "['lon', 'lat'].map(name => geomap.apps[0].events.at(name, row)))"
        )
        page.close()
    # the page holds whole hundred-thousandths of a degree
    moved = [chosen.lon * 1e5, chosen.lat * 1e5]
    assert any(point == pytest.approx(moved, abs=2) for point in drawn["again"])
    assert not any(point == pytest.approx(moved, abs=2) for point in drawn["before"])


def test_hostile_words_ran_nowhere_and_nothing_was_asked_of_the_network(page) -> None:
    assert page.evaluate("window.ran === undefined")
    assert page.outside == []
    _to(page, "Paris")
    assert page.locator(".jp-OutputArea img[src=x]").count() == 0
    assert page.locator(".jp-OutputArea mjx-container").count() == 0
    assert page.evaluate("window.ran === undefined")


def test_every_control_is_named_for_a_screen_reader(page) -> None:
    area = page.locator(".jp-OutputArea-output .widget-vbox").first
    for button in area.get_by_role("button").all():
        assert button.inner_text().strip()
    page.get_by_role("tab", name="Places").wait_for()
    page.get_by_role("tab", name="Events").click()
    page.get_by_role("button", name="Apply changes").wait_for()
    assert page.get_by_role("img", name="Map of").or_(page.get_by_text("No place to show")).count()
    page.get_by_role("tab", name="Places").click()


def test_a_newer_file_is_refused_and_left_as_it_is(page, folder: Path) -> None:
    path = folder / "overrides.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text("geomap-overrides: 99\n", encoding="utf-8")
    try:
        page.get_by_role("button", name="Not a place").click()
        page.get_by_text("1 not saved").wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Not saved.").wait_for()
        assert "a newer geomap" in page.get_by_role("alert").first.inner_text()
        assert path.read_text(encoding="utf-8") == "geomap-overrides: 99\n"
    finally:
        path.write_text(kept, encoding="utf-8")

"""The review in a real JupyterLab: choose, click a point, add what was missed, save, apply."""

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
    """again = review.apply('reports')
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
    pytest.importorskip("anywidget")
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
    opened.locator(".geomap-review mark").wait_for()
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


def _shown(page) -> str:
    return page.locator(".geomap-review mark").inner_text()


def _to(page, name: str) -> None:
    """Step from the first mention until the marked one has this name."""
    area = page.locator(".geomap-review")
    count = area.get_by_text(re.compile(r"^\d+ of \d+$"))
    at, of = map(int, count.inner_text().split(" of "))
    for step in [*range(at - 1, 0, -1), *range(1, of + 1)]:
        if step != at:
            area.get_by_role("button", name="Next" if step > at else "Previous", exact=True).click()
            area.get_by_text(f"{step} of {of}", exact=True).wait_for()
        at = step
        if _shown(page) == name:
            return
    raise AssertionError(f"{name} is not among the mentions")


def _saved(page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("0 not saved").wait_for()


def test_a_choice_made_by_keyboard_is_saved_and_applied(page, folder: Path) -> None:
    _to(page, "Springfield")
    listed = page.get_by_role("listbox").first
    assert listed.locator("option").count() > 1
    listed.focus()
    page.keyboard.press("ArrowDown")
    assert listed.evaluate("one => one.selectedIndex") == 1
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Choose selected":
            break
    page.keyboard.press("Enter")
    page.get_by_text("1 not saved").wait_for()
    _saved(page)
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


def test_a_click_on_the_map_sets_a_point_and_nothing_of_it_stays_for_the_next(page, folder) -> None:
    _to(page, "Paris")
    fields = [
        page.get_by_label(name, exact=True) for name in ("Longitude", "Latitude", "Radius km")
    ]
    point = page.get_by_role("button", name="Set point")
    assert [one.input_value() for one in fields] == ["", "", ""]
    assert point.is_disabled()
    page.locator(".geomap-review .gr-map").click(position={"x": 120, "y": 90})
    lon, lat, radius = (float(one.input_value()) for one in fields)
    assert (abs(lon) > 0.01, abs(lat) > 0.01, radius >= 0.1) == (True, True, True)
    point.click()
    page.get_by_text("1 not saved").wait_for()
    assert [one.input_value() for one in fields] == ["", "", ""]
    assert point.is_disabled()
    _saved(page)
    (where,) = [
        m.where for m in corrections.read(folder / "overrides.yaml").mentions if m.name == "Paris"
    ]
    assert (where.lon, where.lat) == (pytest.approx(lon), pytest.approx(lat))
    assert where.uncertainty_m == pytest.approx(radius * 1000)


def test_a_missed_name_and_a_missed_event_are_marked_in_the_sentence(page, folder: Path) -> None:
    _to(page, "Paris")
    _select(page, "Rebels")
    page.get_by_role("button", name="Add this event").click()
    page.get_by_text("The event is added").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The last step is undone").wait_for()
    page.get_by_role("button", name="Add this event").click()
    page.get_by_text("1 not saved").wait_for()
    _select(page, "Rebels")
    page.get_by_role("button", name="Add this name").click()
    page.get_by_text("Rebels is added").wait_for()
    page.locator(".geomap-review .gr-map").click(position={"x": 200, "y": 150})
    page.get_by_role("button", name="Set point").click()
    page.get_by_text("2 not saved").wait_for()
    _saved(page)
    kept = corrections.read(folder / "overrides.yaml")
    (added,) = [one for one in kept.events if one.added]
    assert "Rebels shelled Paris" in added.text
    (missed,) = [one for one in kept.mentions if one.name == "Rebels"]
    assert missed.start is not None


def _select(page, word: str) -> None:
    """Mark a word of the sentence, as a mouse does."""
    page.evaluate(
        """word => {
          const walk = document.createTreeWalker(
            document.querySelector(".geomap-review .gr-sentence"), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + word.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return;
          }
          throw new Error("no " + word);
        }""",
        word,
    )


def test_hostile_words_ran_nowhere_and_nothing_was_asked_of_the_network(page) -> None:
    _to(page, "Paris")
    assert page.locator(".geomap-review img[src=x]").count() == 0
    assert page.locator(".geomap-review mjx-container").count() == 0
    assert page.evaluate("window.ran === undefined")
    assert page.outside == []


def test_every_control_is_named_for_a_screen_reader(page) -> None:
    area = page.locator(".geomap-review")
    for button in area.get_by_role("button").all():
        assert button.inner_text().strip() or button.get_attribute("aria-label")
    for field in area.locator("input:not([type=hidden]), select").all():
        assert field.evaluate("one => one.labels.length > 0 && one.labels[0].textContent.trim()")
    page.get_by_role("button", name="Events", exact=True).click()
    page.get_by_role("button", name="Apply status and days").wait_for()
    assert area.get_by_role("img", name="Map of").count() == 1
    page.get_by_role("button", name="Places", exact=True).click()
    page.locator(".geomap-review mark").wait_for()


def test_a_newer_file_is_refused_and_left_as_it_is(page, folder: Path) -> None:
    path = folder / "overrides.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text("geomap-overrides: 99\n", encoding="utf-8")
    try:
        page.get_by_role("button", name="Not a place").click()
        page.get_by_text("1 not saved").wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Not saved.").wait_for()
        assert "a newer geomap" in page.locator(".geomap-review").get_by_role("alert").inner_text()
        assert path.read_text(encoding="utf-8") == "geomap-overrides: 99\n"
    finally:
        path.write_text(kept, encoding="utf-8")

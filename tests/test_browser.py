"""The page in a real browser: no network, no error, safe, quick, reachable by keyboard."""

import csv
import io
import json
import re
import shutil

import pytest
from golden import map_atlases

from geomap import html, maps

pytestmark = pytest.mark.browser
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def panjshir(folder):
    html.to_html(map_atlases.small(), folder / "panjshir.html")
    return folder / "panjshir.html"


@pytest.fixture(scope="module")
def hostile(folder):
    html.to_html(map_atlases.hostile(), folder / "hostile.html")
    return folder / "hostile.html"


@pytest.fixture
def visit(chromium):
    """Open a page and watch what it asks for and complains about."""
    opened = []

    def open_(path, *, fragment="", width=1400, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        opened.append(context)
        page = context.new_page()
        page.requests, page.complaints = [], []
        page.on("request", lambda r: page.requests.append(r.url))
        page.on("console", lambda m: page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.goto(f"{path.as_uri()}{fragment}")
        for _ in range(600):  # the page's policy forbids the eval of wait_for_function
            if page.evaluate("window.geomapReady > 0"):
                break
            page.wait_for_timeout(50)
        return page

    yield open_
    for context in opened:
        context.close()


def quiet(page):
    """Whether nothing but the file itself (and its own data) was asked for, without complaint."""
    outside = [url for url in page.requests[1:] if not url.startswith(("data:", "blob:"))]
    return not outside and not page.complaints


APP = "geomap.apps[0]"


def test_the_page_opens_from_disk_without_a_request_or_a_complaint(visit, panjshir):
    page = visit(panjshir)
    assert quiet(page), (page.requests, page.complaints)
    assert page.title() == page.locator("h1").inner_text() != ""


def test_a_page_cannot_reach_the_network_even_if_it_tries(visit, panjshir):
    page = visit(panjshir)
    page.evaluate("new Image().src = 'https://example.org/x.png'")
    answer = page.evaluate("fetch('https://example.org').then(() => 'sent').catch(() => 'refused')")
    assert answer == "refused"


def test_hostile_text_runs_nothing_and_shows_as_written(visit, hostile):
    page = visit(hostile)
    assert quiet(page), page.complaints
    page.evaluate(f"for (const i of [0, 5, 9]) {APP}.select({{kind: 'event', row: i}})")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#geomap-never, img[onerror], bdi script, .geomap-said *").count() == 0
    for row, text in enumerate(map_atlases.HOSTILE):
        page.evaluate(f"{APP}.select({{kind: 'event', row: {row}}})")
        shown = page.evaluate(
            "[...document.querySelectorAll('.geomap-detail blockquote .geomap-said')]"
            ".map(n => n.textContent)"
        )
        assert text in shown, (row, text)
    assert page.evaluate("window.pwned") is None


def test_links_of_reports_are_http_or_https_only(visit, hostile, panjshir):
    page = visit(hostile)
    page.get_by_role("tab", name="Sources").click()
    hrefs = page.evaluate("[...document.querySelectorAll('.geomap-panel a')].map(a => a.href)")
    assert all(re.match(r"https?://", href) for href in hrefs)
    page = visit(panjshir)
    page.get_by_role("tab", name="Sources").click()
    rel = page.evaluate("[...document.querySelectorAll('.geomap-reports a')].map(a => a.rel)")
    assert rel
    assert all("noopener" in value and "noreferrer" in value for value in rel)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_serious(visit, panjshir, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(panjshir, width=width, color_scheme=scheme)
    for state in ("", f"{APP}.select({{kind: 'event', row: 3}})", f"{APP}.select(null)"):
        if state:
            page.evaluate(state)
        for tab in page.get_by_role("tab").all() if not state else []:
            tab.click()
            _no_serious(axe.run(page))
        _no_serious(axe.run(page))


def _no_serious(result):
    found = [
        (v["id"], v["impact"], v["nodes"][0]["html"][:120], v["nodes"][0].get("failureSummary"))
        for v in result.response["violations"]
        if v["impact"] in {"serious", "critical"}
    ]
    assert not found, found


def test_everything_can_be_reached_by_keyboard(visit, panjshir):
    page = visit(panjshir)
    reached = []
    page.get_by_role("tab", name="Events").click()
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(() => { const e = document.activeElement;"
                " return e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40); })()"
            )
        )
    seen = " | ".join(reached)
    for name in ("Map", "Play", "First day shown", "Search events", "Download", "Events"):
        assert name in seen, seen
    page.locator(".geomap-pick").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".geomap-detail h2").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".geomap-detail").is_visible()


def test_the_map_itself_steps_through_events_by_key_and_says_them(visit, panjshir):
    page = visit(panjshir)
    page.locator(".geomap-map").focus()
    page.keyboard.press(".")
    assert page.evaluate(f"{APP}.selection.kind") == "event"
    assert page.locator("[role=status]").text_content()


def test_a_click_on_a_symbol_shows_every_statement_with_its_source(visit, panjshir):
    page = visit(panjshir)
    at = page.evaluate(
        f"(() => {{ const a = {APP}, t = a.events; let row = -1;"
        " for (let i = 0; i < t.n; i++) if (t.at('place', i) === 'Bazarak') row = i;"
        " const h = a.eventLayer.hits.find(h => h.row === row), l = a.eventLayer;"
        " const p = a.map.layerPointToContainerPoint("
        "a.map.latLngToLayerPoint(l.topLeft).add([h.x, h.y]));"
        " const b = a.map.getContainer().getBoundingClientRect();"
        " return [b.left + p.x, b.top + p.y]; })()"
    )
    page.mouse.click(*at)
    detail = page.locator(".geomap-detail")
    assert "Bazarak" in detail.locator("h2").text_content()
    assert detail.locator("article").count() == 2
    text = detail.text_content()
    for word in ("Says so: ", "denies it: ", "Fahim Dashti", "characters", "Candidate", "° N"):
        assert word in text


def test_filters_search_and_the_known_clock_change_what_is_shown(visit, panjshir):
    page = visit(panjshir)
    shown = lambda: page.evaluate(f"{APP}.shown")  # noqa: E731
    everything = shown()
    page.get_by_role("tab", name="Events").click()
    page.fill("#geomap-search", "salang")
    page.wait_for_timeout(1000)
    assert 0 < shown() < everything
    page.get_by_role("button", name="Clear").click()
    assert shown() == everything
    page.evaluate(f"{APP}.toggle('status', 'claimed', false)")
    assert shown() < everything
    page.evaluate(f"{APP}.reset()")
    early = f"{APP}.set({{clock: 'known', to: {APP}.firstDay + 6}})"
    page.evaluate(early)
    known = shown()
    page.evaluate(f"{APP}.set({{clock: 'happened'}})")
    assert known < shown() <= everything


def test_a_day_earlier_an_event_stands_as_it_was_known_then(visit, panjshir):
    page = visit(panjshir)
    salang = (
        f"(() => {{ const a = {APP}, t = a.events; const rows = [];"
        " for (let i = 0; i < t.n; i++) if (t.at('place', i) === 'Salang')"
        " rows.push([a.visible[i], a.statusNow(i)]); return rows; })()"
    )
    page.evaluate(f"{APP}.set({{clock: 'known', to: geomap.fromIso('2021-08-22')}})")
    early = page.evaluate(salang)
    page.evaluate(f"{APP}.set({{to: {APP}.lastDay}})")
    assert sum(row[0] for row in early) < sum(row[0] for row in page.evaluate(salang))


def test_the_hash_keeps_view_days_filters_and_selection(visit, panjshir):
    page = visit(panjshir)
    page.evaluate(
        f"{APP}.set({{query: 'taliban', clock: 'known', from: {APP}.firstDay + 7}});"
        f"{APP}.toggle('shape', 'circle', false); {APP}.select({{kind: 'event', row: 2}})"
    )
    kept = page.evaluate("location.hash")
    again = visit(panjshir, fragment=kept)
    state = f"[{APP}.shown, {APP}.filters.query, {APP}.filters.clock, {APP}.filters.from,"
    state += f" {APP}.selection.row, {APP}.map.getZoom()]"
    assert again.evaluate(state) == page.evaluate(state)
    assert again.locator(".geomap-detail").is_visible()


@pytest.mark.parametrize("width", [1400, 760, 390])
def test_an_address_is_the_same_however_often_it_is_opened(visit, panjshir, width):
    page = visit(panjshir, width=width, fragment="#at=35.3100,69.5000,8.5")
    page.evaluate(f"{APP}.select({{kind: 'event', row: 2}})")
    page.wait_for_timeout(400)
    kept = page.evaluate("location.hash")
    for _ in range(2):
        page = visit(panjshir, width=width, fragment=kept)
        page.wait_for_timeout(400)
        assert page.evaluate("location.hash") == kept


@pytest.mark.parametrize(
    "fragment",
    [
        "#at=x,y&days=%%%&event=%E0%A4%A&no-status=%ff",
        "#at=999,999,99",
        "#at=35,69,99",
        "#at=35,Infinity,5",
        "#at=-91,0,5&days=2021-08-20,x",
    ],
)
def test_a_broken_hash_does_no_harm(visit, panjshir, fragment):
    page = visit(panjshir, fragment=fragment)
    assert page.evaluate(f"{APP}.shown") > 0
    assert quiet(page), page.complaints


def test_downloads_hold_what_is_shown(visit, panjshir):
    page = visit(panjshir)
    everything = page.evaluate(f"{APP}.shown")
    page.get_by_role("tab", name="Events").click()
    page.fill("#geomap-search", "bazarak")
    for _ in range(100):  # typing settles before it filters
        if page.evaluate(f"{APP}.shown") < everything:
            break
        page.wait_for_timeout(50)
    features = json.loads(page.evaluate(f"geomap.geojson({APP})"))["features"]
    assert len(features) == page.evaluate(f"{APP}.shown")
    assert features[0]["geometry"]["coordinates"] == pytest.approx([69.51519, 35.31292])
    rows = list(csv.DictReader(io.StringIO(page.evaluate(f"geomap.csv({APP})"))))
    assert rows[0]["place"] == "Bazarak"
    with page.expect_download() as saved:
        page.locator(".geomap-download summary").click()
        page.get_by_role("button", name="CSV of what is shown").click()
    assert saved.value.suggested_filename == "events.csv"


def test_a_spreadsheet_runs_no_formula_from_a_report(visit, hostile):
    page = visit(hostile)
    text = page.evaluate(f"geomap.csv({APP})")
    assert not re.search(r'(?:^|,)"?[=@+]', text, re.M)


@pytest.mark.parametrize("zoom", [5, 6, 7, 8, 9, 10, 11, 12])
def test_no_two_labels_collide_at_any_zoom(visit, panjshir, zoom):
    page = visit(panjshir, fragment=f"#at=35.3,69.5,{zoom}")
    page.wait_for_timeout(150)
    labels = page.evaluate(f"{APP}.placedLabels")
    assert labels
    boxes = [(i, box) for i, label in enumerate(labels) for box in label["boxes"]]
    for n, (i, a) in enumerate(boxes):
        for j, b in boxes[n + 1 :]:
            apart = a[2] <= b[0] or a[0] >= b[2] or a[3] <= b[1] or a[1] >= b[3]
            assert i == j or apart, (labels[i]["text"], labels[j]["text"])


def test_the_time_slider_plays_steps_and_takes_keys(visit, panjshir):
    page = visit(panjshir)
    page.get_by_role("button", name="One day on").click()
    assert page.evaluate(f"[{APP}.filters.from, {APP}.filters.to].join()") == page.evaluate(
        f"[{APP}.firstDay, {APP}.firstDay].join()"
    )
    page.get_by_role("slider", name="Last day shown").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{APP}.filters.to - {APP}.firstDay") == 1
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1100)
    assert page.evaluate(f"{APP}.filters.to - {APP}.firstDay") >= 2
    page.get_by_role("button", name="Pause").click()


def test_a_phone_has_a_sheet_and_nothing_is_cut_off(visit, panjshir):
    page = visit(panjshir, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    grip = page.locator(".geomap-grip")
    before = page.locator(".geomap-panel").bounding_box()["height"]
    grip.click()
    page.wait_for_timeout(400)
    assert page.locator(".geomap-panel").bounding_box()["height"] > before


def test_right_to_left_text_is_isolated(visit, hostile):
    page = visit(hostile)
    page.evaluate(f"{APP}.select({{kind: 'event', row: {map_atlases.HOSTILE.index('پنجشیر')}}})")
    direction = page.evaluate(
        "getComputedStyle(document.querySelector('.geomap-detail blockquote .geomap-said'))"
        ".direction"
    )
    assert direction == "rtl"
    style = page.evaluate("getComputedStyle(document.querySelector('.geomap-said')).unicodeBidi")
    assert style == "isolate"


def test_our_layers_work_on_a_plain_folium_map_with_its_own_layers(folder, visit):
    import folium

    atlas = map_atlases.small("ukraine")
    made = maps.Map(title="Own map", location=[48.5, 35], zoom_start=6)
    group = folium.FeatureGroup(name="Mine").add_to(made)
    folium.CircleMarker([50.4, 30.5]).add_to(group)
    folium.Marker([48, 35], popup="<b>Mine</b>", icon=folium.Icon()).add_to(group)
    shown = maps.picture(atlas, atlas.settings)
    maps.Events.of(atlas, shown).add_to(made)
    maps.Labels().add_to(made)
    folium.LayerControl().add_to(made)
    html.to_html(made, folder / "own.html")
    page = visit(folder / "own.html")
    assert quiet(page), page.complaints
    assert page.locator(".leaflet-control-layers").count() == 1
    assert page.evaluate("geomap.apps[0].events.n") == 6
    page.locator(".leaflet-marker-icon").click()
    assert page.locator(".leaflet-popup-content b").text_content() == "Mine"


def test_many_events_open_quickly_and_pan_smoothly(folder, visit):
    html.to_html(map_atlases.large(10_000), folder / "many.html")
    assert (folder / "many.html").stat().st_size < 3_000_000
    page = visit(folder / "many.html")
    assert quiet(page), page.complaints
    # drawn on canvases, not as an element each; how long that takes is the benchmark's matter, but
    # to move is a small part of what it takes to open
    assert page.evaluate("document.querySelectorAll('.leaflet-container *').length") < 200
    move = f"{APP}.map.panBy([200, 80], {{animate: false}})"
    took = [
        page.evaluate(
            f"(() => {{ const t = performance.now(); {move}; return performance.now() - t; }})()"
        )
        for _ in range(5)
    ]
    assert min(took) < page.evaluate("window.geomapReady") / 4


def test_paper_gets_light_colours_and_one_sheet_with_all_layers(visit, panjshir):
    page = visit(panjshir, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheet = page.evaluate(
        "(() => { const c = document.querySelector('.geomap-sheet'), x = c.getContext('2d');"
        " const d = x.getImageData(0, 0, c.width, c.height).data; let light = 0, blue = 0;"
        " for (let i = 0; i < d.length; i += 400) {"
        "  if (d[i] + d[i + 1] + d[i + 2] > 450) light++;"
        "  if (d[i + 2] > d[i] + 90) blue++; }"
        " return [c.width, c.height, light / (d.length / 400), blue]; })()"
    )
    assert 1900 < sheet[0] <= 1920
    assert sheet[1] > 800
    assert sheet[2] > 0.6
    assert sheet[3] > 20
    tall = page.evaluate(
        "['.geomap-head', '.geomap-stage'].map(s => document.querySelector(s).offsetHeight)"
    )
    assert sum(tall) <= 710  # pixels of an A4 sheet across, without its margins
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".geomap-sheet").count() == 0
    assert quiet(page), page.complaints


@pytest.mark.parametrize("mode", ["reduce", "no-preference"])
def test_nothing_moves_for_readers_who_want_no_motion(visit, panjshir, mode):
    page = visit(panjshir, reduced_motion=mode)
    assert page.evaluate(f"{APP}.still") is (mode == "reduce")

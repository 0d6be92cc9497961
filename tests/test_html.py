"""The page: one file, no network, the same bytes, zoom allowed, report text as data only."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import folium
import pytest
from golden import map_atlases

from geomap import html, maps
from geomap.errors import InputError


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.fixture(scope="module")
def page(atlas):
    return html.to_html(atlas)


def test_the_page_is_one_file_that_loads_nothing(page):
    outside = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert not re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=", outside)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy
    assert "http" not in policy


def test_the_page_has_language_title_and_lets_readers_zoom(page):
    assert '<html lang="en"' in page
    assert re.search(r"<title>[^<]+</title>", page)
    viewport = re.findall(r'<meta name="viewport"[^>]*>', page)
    assert viewport == ['<meta name="viewport" content="width=device-width, initial-scale=1">']


def test_rendering_twice_gives_the_same_bytes_and_leaves_the_map_as_it_was(atlas):
    made = maps.explore(atlas)
    before = list(made._children)
    assert html.to_html(made) == html.to_html(made) == html.to_html(atlas)
    assert list(made._children) == before


def test_two_processes_write_the_same_bytes(tmp_path):
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from golden import map_atlases;"
        "from geomap import html;"
        "print(hashlib.sha256(html.to_html(map_atlases.small()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_file_is_written_and_its_folder_must_exist(atlas, tmp_path, page):
    html.to_html(atlas, tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == page
    with pytest.raises(InputError, match="existing folder"):
        html.to_html(atlas, tmp_path / "no" / "map.html")


def test_a_small_map_is_a_small_file(page):
    assert len(page.encode()) < 1_500_000


def test_data_of_the_page_is_json_without_markup(page):
    blocks = re.findall(r'<script type="application/json" id="[\w]+">(.*?)</script>', page, re.S)
    assert len(blocks) >= 6
    for block in blocks:
        json.loads(block)
        assert not re.search(r"[<>&'`]|{{|{%|{#|[^\x00-\x7f]", block)


def test_folium_layers_can_be_added_and_keep_the_page_offline(atlas):
    made = maps.explore(atlas)
    folium.CircleMarker([35.3, 69.5]).add_to(made)
    folium.LayerControl().add_to(made)
    assert "L.circleMarker" in html.to_html(made)


def test_a_plugin_that_loads_from_the_network_is_refused_by_name(atlas):
    from folium.plugins import MarkerCluster

    made = maps.explore(atlas)
    MarkerCluster().add_to(made)
    with pytest.raises(InputError, match="needs no network"):
        html.to_html(made)


def test_online_tiles_are_off_unless_asked_for(atlas, page):
    assert "tileLayer" not in re.sub(r"<script>.*?</script>", "", page, count=1, flags=re.S)[-4000:]
    text = html.to_html(atlas, online_tiles="OpenTopoMap")
    assert "tile.opentopomap.org" in re.search(r'Policy" content="([^"]+)"', text)[1]
    with pytest.raises(InputError, match="refuses"):
        html.to_html(atlas, online_tiles="OpenStreetMap.Mapnik")
    with pytest.raises(InputError, match="provider"):
        html.to_html(atlas, online_tiles="Nowhere.Nothing")


def test_a_folium_map_of_the_users_own_is_inlined_too(atlas):
    made = folium.Map([35, 69], tiles=None)
    folium.Marker([35, 69], popup="hello", icon=folium.Icon()).add_to(made)
    text = html.to_html(made)
    assert "https://cdn" not in text
    assert "L.AwesomeMarkers.icon" in text
    assert text == html.to_html(made)
    assert folium.Map.default_js
    assert made.get_root().render().count("https://cdn") > 3


def test_a_tile_layer_that_is_added_to_our_map_may_ask_its_host_and_no_other(atlas):
    made = atlas.explore()
    url = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    folium.TileLayer(url, attr="Example", subdomains="ab").add_to(made)
    policy = re.search(r'Policy" content="([^"]+)"', html.to_html(made))[1]
    pictures = next(part for part in policy.split("; ") if part.startswith("img-src"))
    hosts = [word for word in pictures.split() if word.startswith("http")]
    assert hosts == ["https://a.tiles.example.org", "https://b.tiles.example.org"]
    folium.TileLayer("OpenStreetMap").add_to(made)
    with pytest.raises(InputError, match="refuses"):
        html.to_html(made)


def test_tiles_of_a_folium_map_of_the_users_own_are_kept_out_by_the_policy():
    text = html.to_html(folium.Map([35, 69]))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "openstreetmap" not in policy

"""Addresses that reports give: found with their place, kept as text, never opened."""

import json
from pathlib import Path

import pytest

import geomap
from geomap import reports

FILM, PICTURE = "https://example.org/a.mp4", "http://example.net/b.jpg"


def links(text: str, **given: str) -> list[tuple[int, str]]:
    lines = reports.links(reports.from_text(text, **given)).split("\n")
    return [(int(n), url) for n, _, url in (line.partition(" ") for line in lines) if url]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"Shells fell on Bakhmut. {FILM}", [FILM]),
        (f"Shells fell ({FILM}), he wrote.", [FILM]),
        (f"See {FILM}; and {PICTURE}!", [FILM, PICTURE]),
        (f"[film]({FILM}) and ![]({PICTURE})", [FILM, PICTURE]),
        (f"<{FILM}> \"{PICTURE}\" '{PICTURE}'", [FILM, PICTURE]),
        (
            "https://en.wikipedia.org/wiki/Goma_(city).",
            ["https://en.wikipedia.org/wiki/Goma_(city)"],
        ),
        ("HTTPS://EXAMPLE.ORG/X", ["HTTPS://EXAMPLE.ORG/X"]),
        ("javascript:alert(1) data:text/html,x ftp://example.org file:///etc/passwd", []),
        ("https:// and http://", []),
        ("Fighting in Goma.", []),
    ],
)
def test_an_address_is_found_without_the_marks_around_it(text: str, wanted: list[str]) -> None:
    found = links(text)
    assert [url for _, url in found] == wanted
    assert all(text[start : start + len(url)] == url for start, url in found)


def test_each_address_stands_once_and_not_without_end() -> None:
    assert len(links(f"{FILM} {FILM}")) == 1
    assert len(links(" ".join(f"https://example.org/{n}" for n in range(500)))) == 100
    assert links("x https://example.org/" + "y" * 5000) == []


FEED = f"""<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title><item>
<title>T</title><description>Shells fell on Sake.</description>
<enclosure url="{PICTURE}"/><media:content url="{FILM}"/></item></channel></rss>"""
WORDS = "Shells fell on the town of Sake on Monday, a doctor said. " * 5
PAGE = f"""<html><head><title>T</title><meta property="og:image" content="{PICTURE}"></head>
<body><article><p>{WORDS}</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.json", json.dumps([{"text": "Shells fell.", "urlToImage": PICTURE}]), [PICTURE]),
        (
            "b.json",
            json.dumps([{"text": "x y", "media": [{"url": FILM}, {"url": "javascript:x"}, 3]}]),
            [FILM],
        ),
        ("c.csv", f"text,image\nShells fell.,{PICTURE}\n", [PICTURE]),
        ("d.md", f"---\nvideo: {FILM}\n---\nShells fell.", [FILM]),
        ("e.rss", FEED, [PICTURE, FILM]),
        ("f.html", PAGE, [PICTURE]),
        ("g.json", json.dumps([{"text": "Shells fell.", "image": "b.jpg"}]), []),
    ],
)
def test_pictures_and_films_beside_the_words_are_kept(
    tmp_path: Path, name: str, text: str, wanted: list[str]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (report,), _ = reports.read(tmp_path / name)
    lines = reports.links(report).split("\n")
    assert [line for line in lines if line] == [f"-1 {url}" for url in wanted]


def test_the_table_of_sources_has_them() -> None:
    atlas = geomap.from_texts([f"Shells fell on Goma on Monday, a doctor said. {FILM}"])
    (found,) = atlas.sources["links"]
    assert found.endswith(f" {FILM}")

"""How objects show themselves in a notebook: what must be there, and that no word does anything."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geomap import display
from geomap.atlas import Atlas
from geomap.model import SCHEMAS, Claim, Loss, Place, Verdict, table
from geomap.pipeline import Distance

HOSTILE = "</bdi><script>alert(1)</script>$\\href{javascript:alert(2)}{x}$ \u202e\x00 {{ 7*7 }}"


def place(name: str = "Alba", **kwargs) -> Place:
    return Place(place_id="t:1", name=name, kind="P.PPL", lon=69.5, lat=35.25, **kwargs)


def way(origin: Place, target: Place) -> Distance:
    return Distance(
        origin=origin, target=target, distance_km=91.2, bearing_deg=22.5, compass="NNE",
        uncertainty_km=6.5,
    )  # fmt: skip


def claim(**kwargs) -> Claim:
    return Claim(
        **{
            "report_id": "r", "start": 0, "end": 9, "text": "Alba lies 80 km north of Beta.",
            "relation": "distance", "subject": "Alba", "object": "Beta", "value": "80",
            "unit": "km", "measured": "82.1 km", "probability": 0.97, "interval": (79.0, 85.5),
            "verdict": Verdict.SUPPORTED, "why": "within the rounding",
        }
        | kwargs
    )  # fmt: skip


def atlas(words: str = "Alba", lost: tuple[Loss, ...] = ()) -> Atlas:
    tables = {name: table(name, []) for name in SCHEMAS}
    tables["sources"] = table(
        "sources",
        [{"report_id": "r", "publisher": words, "published": "2021-08-24", "geometry": None}],
    )
    tables["events"] = table(
        "events", [{"event_id": "e", "status": words, "place": words, "geometry": None}]
    )
    return Atlas(**tables, lost=lost)


def shown_by(shown) -> str:
    return shown._repr_html_()


class Reader(HTMLParser):
    """Elements, attributes and words of a page; every element must be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"circle", "path"} or not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        # what LaTeX would be read from: the words between two elements
        assert data.count("$") + data.count("\\") <= 1
        self.words += data


SHOWN = [
    atlas(),
    place(),
    way(place(), place("Beta")),
    claim(),
]
HOSTILES = [
    atlas(HOSTILE, lost=(Loss(what="file", where=HOSTILE, why=HOSTILE),) * 30),
    place(HOSTILE, admin1=HOSTILE, source=HOSTILE, country=HOSTILE),
    way(place(HOSTILE), place(HOSTILE)),
    claim(text=HOSTILE * 500, why=HOSTILE, said_by=HOSTILE, subject=HOSTILE, measured=HOSTILE),
]


@pytest.mark.parametrize("shown", SHOWN + HOSTILES, ids=lambda s: type(s).__name__)
def test_html_is_sound_and_runs_nothing(shown) -> None:
    page = shown_by(shown)
    found = Reader(page)
    assert not found.tags & {"script", "iframe", "img", "a", "style", "link", "object"}
    assert not any(name.startswith("on") or name in {"href", "src"} for name in found.attributes)
    assert page == shown_by(shown)
    assert "\x00" not in page
    assert len(page) < 60_000


@pytest.mark.parametrize("shown", HOSTILES, ids=lambda s: type(s).__name__)
def test_words_are_shown_as_they_are(shown) -> None:
    assert "<script>alert(1)</script>" in Reader(shown_by(shown)).words


def test_an_atlas_says_what_it_holds() -> None:
    lost = (Loss(what="report", where="a.txt", why="empty"),)
    page = Reader(shown_by(atlas("claimed", lost=lost))).words
    for words in ("Atlas of 1 report, 2021-08-24", "1 claimed", "a.txt: empty", "atlas.explore()"):
        assert words in page


def test_an_empty_atlas_shows_itself() -> None:
    empty = Atlas(**{name: table(name, []) for name in SCHEMAS})
    assert "Atlas of 0 reports" in shown_by(empty)


def test_a_place_says_where_it_is_and_how_well_that_is_known() -> None:
    words = Reader(shown_by(place(uncertainty_m=2500, population=12_000, country="AF"))).words
    assert "69.50000, 35.25000 ± 2.5 km" in words
    assert "settlement (P.PPL)" in words
    assert "12,000" in words


def test_a_distance_says_that_it_is_no_road() -> None:
    words = Reader(shown_by(SHOWN[2])).words
    assert "91.2 km ± 6.5 km" in words
    assert "22.5° (NNE)" in words
    assert "not road" in words


def test_a_distance_to_itself_has_no_direction() -> None:
    way = replace(SHOWN[2], bearing_deg=float("nan"), compass="", distance_km=0.0)
    assert "<svg" not in shown_by(way)
    assert "the same point" in Reader(shown_by(way)).words


def test_the_arrow_points_as_the_bearing_says() -> None:
    north = shown_by(replace(SHOWN[2], bearing_deg=0.0))
    east = shown_by(replace(SHOWN[2], bearing_deg=90.0))
    assert 'd="M24 24L24.0 7.0"' in north
    assert 'd="M24 24L41.0 24.0"' in east


def test_a_verdict_stands_in_words_with_its_numbers() -> None:
    words = Reader(shown_by(claim())).words
    for part in ("supported", "82.1 km", "79 to 85.5 (90 %)", "0.97", "80 km", "the reporter"):
        assert part in words


def test_a_verdict_without_numbers_leaves_them_out() -> None:
    bare = claim(probability=None, interval=None, measured="", verdict=Verdict.UNDETERMINED)
    assert "nan" not in Reader(shown_by(bare)).words.lower()
    assert "probability" not in Reader(shown_by(bare)).words


@pytest.mark.parametrize(("length", "cut"), [(2_000, False), (2_001, True)])
def test_a_line_and_a_quote_are_cut_behind_two_thousand_characters(length, cut):
    words = "x" * length
    assert display.one_line(words) == (words if not cut else words[:2_000] + "…")
    assert display.card("t", [], quote=words).count("x") == 2_000 + display.card("t", []).count("x")

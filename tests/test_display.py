"""How objects show themselves in a notebook: what must be there, and that no word does anything."""

from dataclasses import dataclass, replace
from html.parser import HTMLParser

import geopandas as gpd
import pytest

from geomap.atlas import Atlas, display
from geomap.errors import InputError
from geomap.model import SCHEMAS, Claim, Place, Verdict, table

HOSTILE = "</bdi><script>alert(1)</script>$\\href{javascript:alert(2)}{x}$ \u202e\x00 {{ 7*7 }}"


@dataclass(frozen=True)
class Way:
    origin: Place
    target: Place
    distance_km: float = 91.2
    bearing_deg: float = 22.5
    compass: str = "NNE"
    uncertainty_km: float = 6.5


def place(name: str = "Alba", **kwargs) -> Place:
    return Place(place_id="t:1", name=name, kind="P.PPL", lon=69.5, lat=35.25, **kwargs)


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


def atlas(words: str = "Alba", skipped: tuple[str, ...] = ()) -> Atlas:
    tables = {name: table(name, []) for name in SCHEMAS}
    tables["sources"] = table(
        "sources",
        [{"report_id": "r", "publisher": words, "published": "2021-08-24", "geometry": None}],
    )
    tables["events"] = table(
        "events", [{"event_id": "e", "status": words, "place": words, "geometry": None}]
    )
    return Atlas(**tables, skipped=skipped)


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
    Way(place(), place("Beta")),
    claim(),
]
HOSTILES = [
    atlas(HOSTILE, skipped=(HOSTILE,) * 30),
    place(HOSTILE, admin1=HOSTILE, source=HOSTILE, country=HOSTILE),
    Way(place(HOSTILE), place(HOSTILE)),
    claim(text=HOSTILE * 500, why=HOSTILE, said_by=HOSTILE, subject=HOSTILE, measured=HOSTILE),
]


@pytest.mark.parametrize("shown", SHOWN + HOSTILES, ids=lambda s: type(s).__name__)
def test_html_is_sound_and_runs_nothing(shown) -> None:
    page = display.html(shown)
    found = Reader(page)
    assert not found.tags & {"script", "iframe", "img", "a", "style", "link", "object"}
    assert not any(name.startswith("on") or name in {"href", "src"} for name in found.attributes)
    assert page == display.html(shown)
    assert "\x00" not in page
    assert len(page) < 60_000


@pytest.mark.parametrize("shown", HOSTILES, ids=lambda s: type(s).__name__)
def test_words_are_shown_as_they_are(shown) -> None:
    assert "<script>alert(1)</script>" in Reader(display.html(shown)).words


@pytest.mark.parametrize("shown", SHOWN + HOSTILES, ids=lambda s: type(s).__name__)
def test_text_has_no_control_characters(shown) -> None:
    text = display.text(shown)
    assert all(line.isprintable() for line in text.split("\n"))


def test_an_atlas_says_what_it_holds() -> None:
    page = Reader(display.html(atlas("claimed", skipped=("a.txt: empty",)))).words
    for words in ("Atlas of 1 report, 2021-08-24", "1 claimed", "a.txt: empty", "atlas.explore()"):
        assert words in page
    assert "not read: a.txt: empty" in display.text(atlas(skipped=("a.txt: empty",)))


def test_an_empty_atlas_shows_itself() -> None:
    empty = Atlas(**{name: table(name, []) for name in SCHEMAS})
    assert "Atlas of 0 reports" in display.html(empty)
    assert "Atlas of 0 reports" in display.text(empty)


def test_a_place_says_where_it_is_and_how_well_that_is_known() -> None:
    words = display.text(place(uncertainty_m=2500, population=12_000, country="AF"))
    assert "69.50000, 35.25000 ± 2.5 km" in words
    assert "settlement (P.PPL)" in words
    assert "12,000" in words


def test_a_distance_says_that_it_is_no_road() -> None:
    for words in (display.text(SHOWN[2]), Reader(display.html(SHOWN[2])).words):
        assert "91.2 km ± 6.5 km" in words
        assert "22.5° (NNE)" in words
        assert "not road" in words


def test_a_distance_to_itself_has_no_direction() -> None:
    way = replace(SHOWN[2], bearing_deg=float("nan"), compass="", distance_km=0.0)
    assert "<svg" not in display.html(way)
    assert "the same point" in display.text(way)


def test_the_arrow_points_as_the_bearing_says() -> None:
    north = display.html(replace(SHOWN[2], bearing_deg=0.0))
    east = display.html(replace(SHOWN[2], bearing_deg=90.0))
    assert 'd="M24 24L24.0 7.0"' in north
    assert 'd="M24 24L41.0 24.0"' in east


def test_a_verdict_stands_in_words_with_its_numbers() -> None:
    words = Reader(display.html(claim())).words
    for part in ("supported", "82.1 km", "79 to 85.5 (90 %)", "0.97", "80 km", "the reporter"):
        assert part in words


def test_a_row_of_the_table_shows_as_the_claim_does() -> None:
    one = claim()
    row = {name: getattr(one, name, None) for name in SCHEMAS["claims"].columns}
    row |= {"claim_id": "c", "interval_low": 79.0, "interval_high": 85.5, "verdict": "supported"}
    frame = table("claims", [row])
    assert isinstance(frame, gpd.GeoDataFrame)
    assert display.html(frame.iloc[0]) == display.html(one)


def test_a_verdict_without_numbers_leaves_them_out() -> None:
    bare = claim(probability=None, interval=None, measured="", verdict=Verdict.UNDETERMINED)
    assert "nan" not in display.text(bare).lower()
    assert "probability" not in display.text(bare)


@pytest.mark.parametrize("shown", [None, 3, "Kabul", {"verdict": "supported"}])
def test_something_else_is_an_error_that_says_what_to_do(shown) -> None:
    with pytest.raises(InputError, match="expected"):
        display.html(shown)

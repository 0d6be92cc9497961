"""Gazetteers of the user's own: imported, read beside the shipped one, listed and removed."""

import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.errors import DataError, InputError
from geomap.gazetteer import import_places, imported, open_gazetteer
from geomap.gazetteer.dump import COLUMNS
from geomap.gazetteer.postal import COLUMNS as POSTAL
from geomap.settings import OFFLINE

BAZARAK = 1429434


def row(gid=90_000_001, name="Xarzud", **cells):
    """One line in GeoNames' form."""
    known = {"geonameid": gid, "name": name, "asciiname": name, "latitude": "35.2",
             "longitude": "69.3", "feature class": "P", "feature code": "PPL",
             "country code": "AF", "population": "0"}  # fmt: skip
    known |= {key.replace("_", " "): value for key, value in cells.items()}
    return "\t".join(str(known.get(column, "")) for column in COLUMNS)


@pytest.fixture
def settings(tmp_path):
    return replace(OFFLINE, user_dir=tmp_path / "user")


@pytest.fixture
def put(tmp_path, settings):
    """Import lines as a dump; gives what was imported and the gazetteer that reads it."""

    def run(*lines, name="own"):
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return import_places([path], settings=settings), open_gazetteer(settings)

    return run


def test_no_test_sees_the_users_own_folder():
    assert Path.home() not in OFFLINE.user_dir.parents
    assert imported.paths() == ()


@pytest.mark.parametrize(
    ("group", "code"),
    [("P", "PPL"), ("P", "PPLX"), ("P", "PPLH"), ("H", "STM"), ("T", "HLL"), ("A", "ADM4")],
)
def test_villages_wards_rivers_hills_and_old_places_keep_their_feature_codes(put, group, code):
    _, gazetteer = put(row(feature_class=group, feature_code=code))
    (found,) = gazetteer.lookup("Xarzud")
    assert found.place.kind == f"{group}.{code}"
    assert (found.place.lon, found.place.lat, found.place.country) == (69.3, 35.2, "AF")
    assert found.place.place_id == "gn:90000001"
    assert found.place.uncertainty_m > 0


def test_alternate_names_in_every_script_are_found_and_codes_are_codes(put):
    others = "Xārzūd-e Bālā,خرزود,Харзуд,XRZ,http://x.org,xarzuda"
    _, gazetteer = put(row(alternatenames=others))
    for name in ("Xarzud-e Bala", "خرزود", "Харзуд", "XRZ"):
        assert gazetteer.lookup(name)[0].place.name == "Xarzud", name
    assert "xarzuda" not in gazetteer.lookup("Xarzud")[0].place.alternates
    assert gazetteer.contains("xarzud")
    assert not gazetteer.contains("xrz"), "a code is no word"
    assert not gazetteer.contains("x y z no place")


def test_a_name_of_another_script_is_found_by_its_sound_only_there(put):
    _, gazetteer = put(
        row(name="Darwesh Qalandar Kalay"),
        row(90_000_002, "Grosswuzzelstein", country_code="DE"),
    )
    (found,) = gazetteer.lookup("Darvish Kalandar Kaly")
    assert (found.match, found.place.name) == ("transliteration", "Darwesh Qalandar Kalay")
    assert not gazetteer.lookup("Grosswuzelstin"), "nothing is guessed by its spelling"


def test_a_place_that_is_shipped_too_is_one_place_with_further_names(put):
    shipped = open_gazetteer(replace(OFFLINE, imported=()))
    _, gazetteer = put(
        row(BAZARAK, "Bazarak", alternatenames="Xazarakabad", latitude="1", longitude="2")
    )
    place = shipped.place(f"gn:{BAZARAK}")
    assert gazetteer.lookup("Xazarakabad")[0].place == place
    assert gazetteer.lookup("Bazarak", limit=50) == shipped.lookup("Bazarak", limit=50)
    assert gazetteer.place(f"gn:{BAZARAK}") == place
    assert gazetteer.facts("bazarak") == shipped.facts("bazarak")
    assert not shipped.lookup("Xazarakabad")
    near = gazetteer.places_within((1.9, 0.9, 2.1, 1.1))
    assert f"gn:{BAZARAK}" not in set(near["place_id"])


def test_what_is_shipped_is_ranked_as_before(put):
    _, gazetteer = put(row(name="Paris", country_code="AF"), row(90_000_002, "Kabul"))
    shipped = open_gazetteer(replace(OFFLINE, imported=()))
    for name in ("Paris", "Kabul", "Tripoli"):
        assert gazetteer.lookup(name)[0] == shipped.lookup(name)[0]
    assert [c.place.place_id for c in gazetteer.lookup("Paris", country="AF")] == ["gn:90000001"]
    assert gazetteer.facts("paris")[0] == shipped.facts("paris")[0] + 1


def test_divisions_are_named_by_their_rows(put):
    _, gazetteer = put(
        row(admin1_code="77", admin2_code="7701"),
        row(90_000_002, "Wexland", feature_class="A", feature_code="ADM1", admin1_code="77"),
        row(90_000_003, "Wexshire", feature_class="A", feature_code="ADM2", admin1_code="77",
            admin2_code="7701"),
        row(90_000_004, "Yarzud", admin1_code="99"),
    )  # fmt: skip
    place = gazetteer.lookup("Xarzud")[0].place
    assert (place.admin1, place.admin2) == ("Wexland", "Wexshire")
    assert gazetteer.lookup("Wexland")[0].place.admin1 == ""
    assert gazetteer.lookup("Wexshire")[0].place.admin1 == "Wexland"
    assert gazetteer.lookup("Yarzud")[0].place.admin1 == "", "a code is no name"


def test_places_within_has_the_imported_ones(put):
    _, gazetteer = put(row(latitude="-48.5", longitude="-31.5"))
    found = gazetteer.places_within((-32, -49, -31, -48))
    assert list(found["name"]) == ["Xarzud"]


BAD = {
    "columns": ("a\tb\tc", "expected 19 columns with tabs between, got 3"),
    "id": (row("12x"), "expected a number as geonameid"),
    "name": (row(name=" "), "expected a name"),
    "latitude": (row(latitude="95"), "expected a latitude from -90 to 90, got '95'"),
    "longitude": (row(longitude="nan"), "expected a longitude from -180 to 180"),
    "population": (row(population="many"), "expected a whole number as population"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_counted_and_named_with_its_line_and_ends_nothing(put, case):
    line, said = BAD[case]
    done, gazetteer = put(row(), line, row(90_000_002, "Yarzud"))
    assert (done.places, done.bad) == (2, 1)
    assert done.refused[0].startswith("own.txt, line 2: ")
    assert said in done.refused[0]
    assert gazetteer.lookup("Yarzud")


def test_of_many_bad_rows_the_first_few_are_named(put):
    done, _ = put(row(), *["bad"] * 50)
    assert done.bad == 50
    assert len(done.refused) == 5


def test_bytes_that_are_no_utf8_are_a_bad_row(tmp_path, settings):
    dump = tmp_path / "a.txt"
    dump.write_bytes(row(name="Z\xe9").encode("latin-1") + b"\n" + row().encode() + b"\n")
    table = tmp_path / "a.csv"
    table.write_bytes(b"name,lon,lat\nZ\xe9,1,2\nXarzud,69,35\n")
    for path in (dump, table):
        done = import_places([path], settings=settings)
        assert (done.places, done.bad) == (1, 1), path


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_zip_with_its_readme_a_header_and_blank_lines_are_read(tmp_path, settings, ending):
    text = ending.join(["\t".join(COLUMNS), row(), "", row(90_000_002, "Yarzud")])
    with zipfile.ZipFile(tmp_path / "AF.zip", "w") as packed:
        packed.writestr("AF.txt", "\ufeff" + text)
        packed.writestr("readme.txt", "about")
    done = import_places([tmp_path / "AF.zip"], settings=settings)
    assert (done.name, done.places, done.bad) == ("AF", 2, 0)


def test_several_files_become_one_and_a_repeated_id_counts_once(tmp_path, settings):
    for name, lines in {"a": [row()], "b": [row(), row(90_000_002, "Yarzud")]}.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    done = import_places(files, name="region", settings=settings)
    assert (done.name, done.places, done.repeated) == ("region", 2, 1)


def test_a_csv_of_ones_own_places(tmp_path, settings):
    path = tmp_path / "desk.csv"
    path.write_text(
        "name,lon,lat,alternates,kind,country,admin1,uncertainty_m,source\n"
        "Checkpoint Xu,69.1,35.1,CPX|Post Xu,S.POST,AF,Panjshir,300,our visit\n"
        "Nowhere,200,1,,,,,,\n"
        ",1,1,,,,,,\n"
        "Post Yu,1,1,,,,,wide,\n",
        encoding="utf-8",
    )
    done = import_places([path], settings=settings)
    assert (done.places, done.bad) == (1, 3)
    assert [text.split(":")[0] for text in done.refused] == [
        f"desk.csv, line {n}" for n in (3, 4, 5)
    ]
    place = open_gazetteer(settings).lookup("Post Xu")[0].place
    assert (place.kind, place.admin1, place.uncertainty_m) == ("S.POST", "Panjshir", 300.0)
    assert (place.source, place.place_id) == ("our visit", "user:desk:2")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "it has no rows"),
        ("a.txt", b"no dump\n", "a.txt, line 1: expected 19 columns"),
        ("a.csv", b"name,x,y\nA,1,2\n", "line 1: expected columns name, lon, lat, there is no lon"),
        ("a.csv", b"", "expected columns"),
        ("a.zip", b"no zip", "cannot read the places"),
    ],
)
def test_a_file_without_places_says_what_was_expected_and_leaves_nothing(
    tmp_path, settings, name, content, said
):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        import_places([path], settings=settings)
    assert list(imported.folder(settings).iterdir()) == []


def test_a_zip_without_one_dump_lists_what_it_holds(tmp_path, settings):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("cities.json", "{}")
    with pytest.raises(InputError, match=r"expected one dump CC.txt .* cities.json"):
        import_places([tmp_path / "a.zip"], settings=settings)


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "x" * 99])
def test_a_name_stays_in_its_folder(tmp_path, settings, name):
    (tmp_path / "a.txt").write_text(row(), encoding="utf-8")
    with pytest.raises(InputError, match="expected a name"):
        import_places([tmp_path / "a.txt"], name=name, settings=settings)


def test_an_import_that_breaks_off_keeps_the_earlier_one(put, settings, tmp_path):
    put(row())
    (tmp_path / "own.txt").write_text(row(90_000_002, "Yarzud"), encoding="utf-8")

    def stop(stage, share):
        if stage == "indexing the ids":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_places([tmp_path / "own.txt"], settings=settings, told=stop)
    assert [path.name for path in imported.folder(settings).iterdir()] == ["own.sqlite"]
    assert open_gazetteer(settings).lookup("Xarzud")
    assert not open_gazetteer(settings).lookup("Yarzud")


def test_what_a_killed_import_left_is_cleared_by_the_next(put, settings):
    imported.folder(settings).mkdir(parents=True)
    left = imported.folder(settings) / ".geomap-killed"
    left.mkdir()
    for name in ("lock", "own.sqlite", "own.keys"):
        (left / name).write_bytes(b"half")
    assert imported.paths(settings) == ()
    put(row())
    assert [path.name for path in imported.folder(settings).iterdir()] == ["own.sqlite"]


def test_two_imports_of_one_name_at_once_cost_neither(put, settings, tmp_path):
    (tmp_path / "own.txt").write_text(row(90_000_002, "Yarzud"), encoding="utf-8")
    begun = []

    def told(stage, share):
        if not begun:
            begun.append(stage)
            import_places([tmp_path / "own.txt"], settings=settings)

    (tmp_path / "other.txt").write_text(row(), encoding="utf-8")
    import_places([tmp_path / "other.txt"], name="own", settings=settings, told=told)
    assert [path.name for path in imported.folder(settings).iterdir()] == ["own.sqlite"]
    assert open_gazetteer(settings).lookup("Xarzud")


def test_the_progress_goes_from_nothing_to_all(tmp_path, settings):
    path = tmp_path / "a.txt"
    path.write_text(
        "\n".join(row(90_000_000 + n, f"X{n}") for n in range(25_000)), encoding="utf-8"
    )
    shares = []
    import_places(
        [path], settings=settings, told=lambda stage, share: shares.append((stage, share))
    )
    read = [share for stage, share in shares if stage == "reading the rows"]
    assert len(read) == 2
    assert read == sorted(read)
    assert 0 < read[0] < read[1] <= 1


def test_a_renewed_import_replaces_the_earlier_one_and_is_seen_at_once(put):
    _, first = put(row())
    _, second = put(row(90_000_002, "Yarzud"))
    assert first.lookup("Xarzud")
    assert second.lookup("Yarzud")
    assert not second.lookup("Xarzud")


def test_listed_removed_and_gone(put, settings):
    put(row(), name="one")
    put(row(90_000_002, "Yarzud"), "bad", name="two")
    rows = imported.describe(settings)
    assert [(r["name"], r["places"], r["bad"], r["files"]) for r in rows] == [
        ("one", 1, 0, ["one.txt"]),
        ("two", 1, 1, ["two.txt"]),
    ]
    assert open_gazetteer(settings).info()["imported"] == {"one": 1, "two": 1}
    imported.remove("one", settings)
    assert not open_gazetteer(settings).lookup("Xarzud")
    assert open_gazetteer(settings).lookup("Yarzud")
    with pytest.raises(InputError, match="there are: two"):
        imported.remove("one", settings)


def test_one_place_of_two_imports_is_found_once(put):
    put(row(population="10"), name="one")
    _, gazetteer = put(row(population="10"), name="two")
    assert len(gazetteer.lookup("Xarzud")) == 1
    assert gazetteer.facts("xarzud")[0] == 1
    assert len(gazetteer.places_within((69.2, 35.1, 69.4, 35.3)).query("name == 'Xarzud'")) == 1


def test_settings_name_imports_or_none(put, settings, tmp_path):
    done, _ = put(row())
    none = open_gazetteer(replace(settings, imported=()))
    assert not none.lookup("Xarzud")
    elsewhere = replace(settings, user_dir=tmp_path / "other", imported=(done.path,))
    assert open_gazetteer(elsewhere).lookup("Xarzud")
    with pytest.raises(InputError, match=r"there is no .*gone\.sqlite"):
        open_gazetteer(replace(settings, imported=(tmp_path / "gone.sqlite",)))


def test_ten_imports_are_too_many_and_the_way_out_is_said(settings):
    imported.folder(settings).mkdir(parents=True)
    for number in range(10):
        (imported.folder(settings) / f"{number}.sqlite").touch()
    with pytest.raises(InputError, match="import their files as one"):
        open_gazetteer(settings)


def test_a_damaged_import_is_named_with_the_remedy(settings):
    path = imported.folder(settings) / "broken.sqlite"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(DataError, match=r"broken\.sqlite"):
        open_gazetteer(settings)
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        base.execute("""INSERT INTO meta VALUES ('info', '{"format": 0}')""")
    base.close()
    with pytest.raises(DataError, match="its form is 0, not 1; import it again, or remove it"):
        open_gazetteer(settings)
    assert imported.remove("broken", settings) == path


def test_it_may_be_sent_to_another_process(put):
    import pickle

    _, gazetteer = put(row())
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Xarzud")


def postal(name="Xarzud", country="PK", code="10001", **cells):
    """One line of GeoNames' lists of postal codes."""
    known = {"country code": country, "postal code": code, "place name": name,
             "admin name1": "Punjab", "latitude": "30.21", "longitude": "71.43",
             "accuracy": "4"}  # fmt: skip
    known |= {key.replace("_", " "): value for key, value in cells.items()}
    return "\t".join(str(known.get(column, "")) for column in POSTAL)


def test_postal_codes_are_places_once_for_each_point(put):
    done, gazetteer = put(
        postal(code="10001"), postal(code="10002"), postal(code="10003", latitude="31.9")
    )
    assert (done.places, done.repeated, done.bad) == (2, 1, 0)
    found = [hit.place for hit in gazetteer.lookup("Xarzud")]
    assert {(p.kind, p.country, p.admin1, p.uncertainty_m) for p in found} == {
        ("P.PPL", "PK", "Punjab", 2_000)
    }
    assert sorted(p.lat for p in found) == [30.21, 31.9]


@pytest.mark.parametrize(("accuracy", "radius_m"), [("6", 2_000), ("1", 10_000), ("", 10_000)])
def test_an_estimated_postal_point_is_known_less_well(put, accuracy, radius_m):
    _, gazetteer = put(postal(accuracy=accuracy))
    assert gazetteer.lookup("Xarzud")[0].place.uncertainty_m == radius_m


@pytest.mark.parametrize("cells", [{"place_name": " "}, {"latitude": "95"}, {"longitude": "x"}])
def test_a_postal_row_that_is_no_place_is_passed_over(put, cells):
    done, _ = put(postal(name="Xarbad"), postal(**cells))
    assert (done.places, done.bad) == (1, 1)


def test_only_the_countries_that_are_asked_for_are_imported(tmp_path, settings):
    path = tmp_path / "all.txt"
    lines = [postal(), postal(name="Xarbad", country="IN"), row(name="Xarmali", country_code="ML")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = import_places([path], countries=["PK", "ML"], settings=settings)
    assert (done.places, done.repeated) == (2, 0)
    gazetteer = open_gazetteer(settings)
    assert not gazetteer.contains("xarbad")
    assert gazetteer.contains("xarzud")
    with pytest.raises(InputError, match="expected places of CD, the files hold those of other"):
        import_places([path], countries=["CD"], settings=settings)

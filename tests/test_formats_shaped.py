"""The shapes that others read: ACLED's, UCDP GED's, ClaimReview, and the crosswalks to them."""

import csv
import json
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from format_tables import atlas, bare, events

from geomap import files
from geomap.files import acled, ged
from geomap.files.codes import acled_types, actor_group, interaction, plover, time_codes
from geomap.model import GeoPrecision, table


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return path


def test_acled_shape_invents_nothing_and_comes_back(tmp_path: Path) -> None:
    path = files.write(atlas(), tmp_path / "x.acled.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    assert len(rows) == 4
    blank = ("event_id_cnty", "inter1", "inter2", "interaction", "iso", "timestamp")
    assert all(row[column] == "" for row in rows for column in blank)
    one = rows[0]
    assert (one["event_type"], one["sub_event_type"]) == (
        "Battles",
        "Non-state actor overtakes territory",
    )
    assert (one["actor1"], one["actor2"]) == ("resistance", "villagers")
    assert [row["fatalities"] for row in rows] == ["2", "", "", ""]
    assert (one["geo_precision"], one["time_precision"]) == ("1", "1")
    assert (one["source"], one["country"]) == ("TASS", "Afghanistan")
    assert (one["geomap_event_id"], one["geomap_status"]) == ("e1", "claimed")
    assert one["geomap_actor"] == "resistance; Taliban"
    assert one["assoc_actor_1"] == ""
    assert one["notes"].startswith("Status: claimed.")
    assert (rows[1]["longitude"], rows[1]["geo_precision"]) == ("", "")


@pytest.mark.parametrize("suffix", [".acled.csv", ".ged.csv"])
def test_own_outside_shapes_keep_status_type_and_place(tmp_path: Path, suffix: str) -> None:
    frame = events().iloc[[0]]
    path = files.write(frame, tmp_path / f"x{suffix}")
    back, errors = files.read_events(path)
    assert not errors
    for column in ("event_type", "event_mode", "place", "status", "when_start", "geo_precision"):
        assert back[column].item() == frame[column].item()
    assert back.geometry.item() == frame.geometry.item()
    assert back["actor"].item() == "resistance; Taliban"
    assert back["recipient"].item() == "villagers"
    assert back["killed_least"].item() == 2
    assert (back["n_sources"].item(), back["n_statements"].item()) == (2, 3)
    assert back.index.item() == "e1"


@pytest.mark.parametrize("suffix", [".acled.csv", ".ged.csv"])
def test_days_come_back_no_more_exact_than_they_went(tmp_path: Path, suffix: str) -> None:
    one = {"event_type": "ASSAULT", "event_mode": "firearms", "place": "Banu", "status": "claimed"}
    days = {
        "open": ("", "2021-08-22", "vague"),
        "open too": ("", "2021-08-22", "vague"),
        "some days": ("2021-08-01", "2021-08-05", "days"),
        "none": ("", "", ""),
    }
    rows = [
        one | {"event_id": key, "when_start": a or None, "when_end": b or None, "time_precision": c}
        for key, (a, b, c) in days.items()
    ]
    frame = table("events", rows)
    back, errors = files.read_events(files.write(frame, tmp_path / f"x{suffix}"))
    assert not errors
    assert list(back.index) == list(frame.index)
    for column in ("when_start", "when_end", "time_precision", "event_mode"):
        pd.testing.assert_series_equal(back[column], frame[column])


def test_the_status_before_the_notes_is_not_read_as_words(tmp_path: Path) -> None:
    path = files.write(atlas(), tmp_path / "x.acled.csv")
    for _ in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            whole = files.add_events(bare(), path)
        path = files.write(whole, tmp_path / "again.acled.csv")
    rows = {row["geomap_event_id"]: row for row in read(path)}
    assert rows["e1"]["notes"].count("Status:") == 1
    assert rows["e1"]["source"] == "TASS"
    assert rows["e4"]["notes"] == "Status: reported."


@pytest.mark.parametrize("suffix", [".acled.csv", ".ged.csv"])
def test_the_cost_of_a_shape_is_a_line(suffix: str, monkeypatch) -> None:
    # one table is made for all events and none for one of them
    made = []
    real = pd.DataFrame.__init__

    def counted(self, *args, **options):
        made.append(1)
        real(self, *args, **options)

    counts = []
    for n in (10, 40):
        rows = [{"event_id": f"e{i}", "status": "claimed"} for i in range(n)]
        passages = [{"statement_id": f"s{i}", "event_id": f"e{i}", "text": "x"} for i in range(n)]
        tables = {"events": table("events", rows), "statements": table("statements", passages)}
        made.clear()
        with monkeypatch.context() as patch:
            patch.setattr(pd.DataFrame, "__init__", counted)
            (acled.to_acled if suffix == ".acled.csv" else ged.to_ged)(tables)
        counts.append(len(made))
    assert counts[0] == counts[1]


ACLED_ROW = {
    "data_id": "8000001",
    "iso": "4",
    "event_id_cnty": "AFG55000",
    "event_date": "15 August 2021",
    "year": "2021",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Taliban",
    "assoc_actor_1": "",
    "inter1": "2",
    "actor2": "Military Forces of Afghanistan (2014-2021)",
    "assoc_actor_2": "NDS",
    "inter2": "1",
    "interaction": "12",
    "region": "Caucasus and Central Asia",
    "country": "Afghanistan",
    "admin1": "Baghlan",
    "location": "Banu",
    "latitude": "35.6352",
    "longitude": "69.2556",
    "geo_precision": "2",
    "source": "Tolo News; AFP",
    "source_scale": "National",
    "notes": "Fight.",
    "fatalities": "10",
    "timestamp": "1629158400",
}
GED_ROW = {
    "id": "244657",
    "relid": "IRQ-2017-1-524-322",
    "year": "2017",
    "type_of_violence": "1",
    "conflict_name": "Iraq: Government",
    "side_a": "Government of Iraq",
    "side_b": "IS",
    "number_of_sources": "1",
    "source_article": "Agence France Presse, 2017-07-31, Attackers",
    "source_office": "AFP",
    "source_headline": "Attackers target Iraqi embassy in Kabul",
    "source_original": "Interior ministry",
    "where_prec": "1",
    "where_coordinates": "Kabul city",
    "where_description": "Iraqi embassy in Kabul",
    "adm_1": "Kabul province",
    "latitude": "34.531094",
    "longitude": "69.162796",
    "country": "Afghanistan",
    "country_id": "700",
    "date_prec": "1",
    "date_start": "2017-07-31",
    "date_end": "2017-07-31",
    "deaths_b": "4",
    "best": "6",
    "high": "7",
    "low": "5",
}


@pytest.mark.parametrize(
    ("row", "suffix", "changed"),
    [
        (
            ACLED_ROW,
            ".acled.csv",
            {
                "event_date": "2021-08-15",
                "inter1": "Rebel group",
                "inter2": "State forces",
                "interaction": "State forces-Rebel group",
            },
        ),
        (GED_ROW, ".ged.csv", {}),
    ],
)
def test_what_others_gave_is_passed_on(
    tmp_path: Path, row: dict[str, str], suffix: str, changed: dict[str, str]
) -> None:
    whole = files.add_events(bare(), write_rows(tmp_path / "own.csv", [row]))
    (out,) = read(files.write(whole, tmp_path / f"x{suffix}"))
    for column, cell in (row | changed).items():
        assert out.get(column, cell) == cell, column
    # and again from what geomap wrote
    again = files.add_events(bare(), tmp_path / f"x{suffix}")
    (twice,) = read(files.write(again, tmp_path / f"y{suffix}"))
    assert twice == out


def test_fatalities_and_sources_go_over_to_the_other_shape_and_ids_do_not(tmp_path: Path) -> None:
    whole = files.add_events(bare(), write_rows(tmp_path / "own.csv", [ACLED_ROW]))
    (out,) = read(files.write(whole, tmp_path / "x.ged.csv"))
    assert (out["best"], out["source_office"], out["id"]) == ("10", "Tolo News; AFP", "")
    assert (out["high"], out["deaths_a"]) == ("", "")


def test_a_country_keeps_the_point_that_ged_gives_it(tmp_path: Path) -> None:
    row = GED_ROW | {"where_prec": "6"}
    whole = files.add_events(bare(), write_rows(tmp_path / "own.csv", [row]))
    (out,) = read(files.write(whole, tmp_path / "x.ged.csv"))
    assert (out["where_prec"], out["latitude"]) == ("6", "34.531094")
    (other,) = read(files.write(whole, tmp_path / "x.acled.csv"))
    assert (other["geo_precision"], other["latitude"]) == ("", "")


def test_a_file_without_a_source_is_credited_to_nobody(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "own.csv", [{"lon": "69", "lat": "35", "notes": "Heard."}])
    whole = files.add_events(bare(), path)
    (out,) = read(files.write(whole, tmp_path / "x.acled.csv"))
    assert (out["source"], out["notes"]) == ("", "Status: reported. Heard.")
    (ged_row,) = read(files.write(whole, tmp_path / "x.ged.csv"))
    assert (ged_row["source_office"], ged_row["source_headline"]) == ("", "")


def test_a_day_that_acled_chose_in_a_week_or_month_is_no_exact_day(tmp_path: Path) -> None:
    rows = [
        ACLED_ROW | {"event_id_cnty": f"AFG{code}", "time_precision": code} for code in ("2", "3")
    ]
    whole = files.add_events(bare(), write_rows(tmp_path / "own.csv", rows))
    days = whole.events[["when_start", "when_end"]].map(lambda day: f"{day:%Y-%m-%d}")
    assert list(days.loc["acled:AFG2"]) == ["2021-08-09", "2021-08-21"]
    assert list(days.loc["acled:AFG3"]) == ["2021-08-01", "2021-08-31"]
    assert list(whole.events["time_precision"]) == ["week", "month"]
    out = read(files.write(whole, tmp_path / "x.acled.csv"))
    assert [row["event_date"] for row in out] == ["2021-08-15", "2021-08-15"]
    assert [row["time_precision"] for row in out] == ["2", "3"]


def test_ged_shape_invents_nothing(tmp_path: Path) -> None:
    path = files.write(atlas(), tmp_path / "x.ged.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    blank = ("id", "relid", "type_of_violence", "high", "deaths_a", "country_id")
    assert all(row[column] == "" for row in rows for column in blank)
    assert [(row["best"], row["low"]) for row in rows] == [("2", "2"), *[("", "")] * 3]
    assert (rows[0]["where_prec"], rows[0]["date_prec"]) == ("1", "1")
    assert rows[0]["geom_wkt"] == "POINT (69.26019 35.63348)"
    assert rows[2]["where_prec"] == "4"


def test_claim_review_names_claimant_appearance_and_verdict(tmp_path: Path) -> None:
    text = files.write(atlas(), tmp_path / "x.jsonld").read_text(encoding="utf-8")
    assert "</script>" not in text
    review = json.loads(text)["@graph"][0]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "80 km north of Kabul </script>"
    assert review["reviewRating"]["alternateName"] == "supported"
    assert review["reviewRating"]["ratingValue"] == 3
    assert review["itemReviewed"]["author"]["name"] == "Mujahid"
    assert review["itemReviewed"]["appearance"]["datePublished"] == "2021-08-23"


@pytest.mark.parametrize(
    ("word", "acled", "ucdp"),
    [
        ("settlement", 1, 1),
        ("district", 2, 3),
        ("valley", 2, 3),
        ("road", 3, 5),
        ("near", 2, 2),
        ("area", 3, 5),
        ("province", 3, 4),
        ("country", None, 6),
        ("1/1", 1, 1),
        ("2/3", 2, 3),
        ("3/5", 3, 5),
        ("/6", None, 6),
        ("", None, None),
        ("9/9", None, None),
    ],
)
def test_precision_crosswalk_of_places(word: str, acled: int | None, ucdp: int) -> None:
    row = GeoPrecision.of(word)
    assert (row.acled, row.ucdp) == (acled, ucdp)


@pytest.mark.parametrize(
    ("precision", "days", "codes"),
    [
        ("day", 1, (1, 1)),
        ("days", 2, (2, 2)),
        ("days", 6, (2, 2)),
        ("week", 7, (2, 3)),
        ("month", 31, (3, 4)),
        ("year", 365, (3, 5)),
        ("vague", 12, (3, 4)),
        ("vague", 800, (None, None)),
    ],
)
def test_precision_crosswalk_of_time(
    precision: str, days: int, codes: tuple[int | None, int | None]
) -> None:
    start = pd.Timestamp("2021-08-20")
    assert time_codes(precision, start, start + pd.Timedelta(days=days - 1)) == codes
    assert time_codes(precision, start, pd.NaT) == (None, None)


def test_types_that_acled_had_before_2019() -> None:
    assert acled_types("Battle-No change of territory") == ("Battles", "Armed clash")
    assert acled_types("Remote violence") == ("Explosions/Remote violence", "")
    assert acled_types("Riots/Protests") == ("", "")
    assert plover("Battle-Government regains territory") == ("COERCE", "seize")
    assert plover("Riots/Protests") == ("PROTEST", "")
    assert plover("Strategic development") == ("Strategic developments", "")


def test_acled_words() -> None:
    assert acled_types("Explosions/Remote violence: Grenade") == (
        "Explosions/Remote violence",
        "Grenade",
    )
    assert acled_types("Excessive force against protestors")[0] == "Protests"
    assert plover("Battles", "Government regains territory") == ("COERCE", "seize")
    assert actor_group("8") == "External/Other forces"
    assert interaction("88") == "External/Other forces-External/Other forces"

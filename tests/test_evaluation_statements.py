"""Measuring statements: the gold files are told apart, and the figures reach what was promised."""

import json
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.evaluation import statements as bench_statements
from geomap.evaluation._event_type import CODES, macro_f1


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('{"document": "a.txt",\n "statements": []}', "acceptance"),
        ('{"text": "a", "gold": {}}\n', "isaf"),
        ('{"text": "a", "spans": []}\n', "event-place"),
        ("id\tEventSnippet\tSubType\n1\ta\tATTACK\n", "event-type"),
    ],
)
def test_the_kind_of_gold_is_seen_from_the_file(tmp_path, head, kind):
    assert bench_statements.kind_of(write(tmp_path / "gold", head)) == kind


def test_what_is_no_gold_is_named(tmp_path):
    with pytest.raises(InputError, match="expected gold statements"):
        bench_statements.bench(write(tmp_path / "x.txt", "hello"))
    with pytest.raises(InputError, match="readable"):
        bench_statements.bench(tmp_path / "missing.json")


def test_macro_f1_counts_each_type_alike():
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx((0.8 + 0.0) / 2)
    assert macro_f1(["a", "b"], ["a", "b"]) == 1.0


def test_every_code_has_a_name_of_its_own():
    assert len(set(CODES.values())) == len(CODES) == 30


def test_event_places_in_characters_or_in_tokens(tmp_path):
    rows = [
        {
            "text": "Rebels captured the town of Lalibela.",
            "spans": [
                {"label": "VERB", "start": 7, "end": 15, "text": "captured"},
                {"label": "LOCATION", "start": 28, "end": 36, "text": "Lalibela"},
            ],
        },
        {
            "text": "Protesters marched in Khartoum.",
            "spans": [
                {"label": "VERB", "start": 11, "end": 18, "text": "marched"},
                {"label": "LOCATION", "start": 3, "end": 3, "text": ""},
            ],
        },
        {
            "text": "He was captured.",
            "spans": [{"label": "VERB", "start": 7, "end": 15, "text": "captured"}],
        },
    ]
    text = "\n".join(json.dumps(row) for row in rows)
    found = bench_statements.bench(write(tmp_path / "places.jsonl", text))
    assert found["figures"]["sentences"] == 3
    assert found["figures"]["with_a_place"] == 2
    assert found["figures"]["place_right"] == 1.0


def test_acceptance_report(shared):
    found = bench_statements.bench(shared / "reports" / "panjshir-afp.gold.json")
    figures = found["figures"]
    assert figures["gold"] == 33
    assert figures["found"] >= 24
    assert figures["right_share"] >= 0.7
    assert figures["said_by_share"] >= 0.8
    assert figures["status_share"] >= 0.8
    assert figures["day_share"] >= 0.8
    assert figures["from_repeated_block"] == 0
    weapons = next(row for row in found["rows"] if row["gold"] == "E06")
    assert weapons["when"].split("/")[1][:10] < "2021-08-15"
    capture = next(row for row in found["rows"] if row["gold"] == "E08")
    assert capture["when"].startswith("2021-08-15/2021-08-15")


def test_event_places_of_the_corpus(shared):
    figures = bench_statements.bench(shared / "corpora" / "event-place-dev.jsonl")["figures"]
    assert figures["place_right"] >= 0.75
    assert figures["place_right"] > figures["nearest_place_to_the_verb"]


def test_event_types_of_the_corpus(shared):
    figures = bench_statements.bench(shared / "corpora" / "event-type-dev.tsv")["figures"]
    assert figures["macro_f1"] >= 0.75
    assert figures["macro_f1"] > figures["majority_macro_f1"]
    assert figures["half_trained_macro_f1"] > figures["majority_macro_f1"]


def test_a_part_of_the_press_releases(shared, tmp_path):
    lines = (shared / "corpora" / "isaf-dev.jsonl").read_text(encoding="utf-8").split("\n")
    part = write(tmp_path / "part.jsonl", "\n".join(lines[:60]))
    figures = bench_statements.bench(part)["figures"]
    assert figures["releases"] == 60
    assert figures["province_right"] >= 0.85
    assert figures["event_type_f1"] >= 0.75


def test_reports_on_other_wars_keep_what_was_reached():
    gold = sorted((Path(__file__).parent / "gold" / "statements").glob("*.gold.json"))
    found = bench_statements.total([bench_statements.bench(path) for path in gold])
    assert found["gold"] == 715
    assert found["found_share"] >= 0.60
    assert found["right_share"] >= 0.73
    assert found["said_by_share"] >= 0.90
    assert found["status_share"] >= 0.85
    assert found["day_share"] >= 0.95

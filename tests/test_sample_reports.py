"""The sample reports: honest front matter, dates that fit the story, and its contradictions."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "data" / "reports"
FILES = sorted(FOLDER.glob("*.md"))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def parts(path: Path) -> tuple[dict[str, object], str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def all_text() -> str:
    return "\n".join(parts(path)[1] for path in FILES)


def test_there_are_enough_reports_and_both_ends_of_the_period_are_covered() -> None:
    published = [parts(path)[0]["published"] for path in FILES]
    assert len(FILES) >= 10
    assert min(published) == date(2021, 8, 20)
    assert max(published) == date(2021, 9, 10)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_front_matter_says_what_the_report_is_and_where_its_facts_come_from(path: Path) -> None:
    front, _ = parts(path)
    assert {"title", "publisher", "url", "published", "source", "note"} == set(front)
    assert str(front["publisher"]).startswith("geomap sample, after ")
    outlet = str(front["publisher"]).removeprefix("geomap sample, after ")
    assert f"Written for this project from facts reported by {outlet};" in str(front["note"])
    assert "not the outlet's text" in str(front["note"])
    assert front["url"] == "" or str(front["url"]).startswith("https://")
    assert front["source"]
    assert path.stem.startswith(f"{front['published']:%Y-%m-%d}-")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_source_is_a_row_of_the_facts(path: Path, shared: Path) -> None:
    front, _ = parts(path)
    facts = (shared / "facts" / "panjshir_claims.jsonl").read_text(encoding="utf-8")
    acceptance_report = str(front["source"]).startswith("AFP dispatch")
    assert acceptance_report or f'"source": "{front["source"]}"' in facts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_body_is_a_short_dispatch_without_quotations_put_in_anyones_mouth(path: Path) -> None:
    _, body = parts(path)
    assert 120 <= len(body.split()) <= 250
    assert not re.search(r"[“”\"]", body)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_weekday_of_publication_is_named_rightly(path: Path) -> None:
    """A report says "on Friday" of the day that it appears on, wherever it names that day."""
    front, body = parts(path)
    published = front["published"]
    assert isinstance(published, date)
    named = {day for day in WEEKDAYS if day in body}
    if path.stem.endswith(("fighters-in-the-heights",)):
        assert named == {"Monday", "Wednesday"}
    else:
        assert WEEKDAYS[published.weekday()] in named


@pytest.mark.parametrize(
    "patterns",
    [
        (r"resistance forces had closed the highway", r"Salang was open"),
        (r"captured three\s+districts", r"retaken the district of Banu"),
        (r"lost again the next day", r"told Sputnik on Sunday"),
        (r"completely captured the Panjshir Valley", r"denied the claim"),
        (
            r"around 80 kilometers north of Kabul",
            r"about 125 km \(78 miles\)",
            r"150 km \(93 miles",
        ),
        (r"from three directions", r"from all sides", r"from three sides"),
        (r"whole of Panjshir was theirs", r"controls 65% of"),
        (r"northwest of Kabul", r"northeast of the capital"),
    ],
    ids=["salang", "districts", "day", "control", "distance", "encirclement", "share", "bearing"],
)
def test_contradiction_is_there(patterns: tuple[str, ...]) -> None:
    text = all_text()
    for pattern in patterns:
        assert re.search(pattern, text), pattern


def test_the_reports_room_reads_them_all() -> None:
    reports = pytest.importorskip("geomap.reports")
    read, errors = reports.read([FOLDER])
    assert not errors
    assert len(read) == len(FILES)
    by_title = {report.title: report for report in read}
    for path in FILES:
        front, body = parts(path)
        report = by_title[str(front["title"])]
        assert report.published == front["published"]
        assert report.publisher == front["publisher"]
        assert report.url == front["url"]
        assert report.text.strip() == body

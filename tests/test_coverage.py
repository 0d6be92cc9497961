"""Every sentence of a report is in exactly one place: read, seen, passed over, or not readable."""

import itertools
import json

import pytest

from geomap import pipeline, reports
from geomap.pipeline.coverage import Fate, coverage

TEXT = (
    "Rebels captured Gao on Monday, officials said. Gao lies 300 km east of Timbuktu. "
    "The market sells grain and salt.\n\n"
    "Rebels captured Gao on Monday, officials said, and the army left the town for the north.\n\n"
    "The depot stands 20 km from there, it seems, and it is not far.\n\n"
    "Die Rebellen haben am Montag die Stadt Gao eingenommen, wie Beamte der dortigen Verwaltung "
    "sagten und bestätigten."
)


@pytest.fixture(scope="module")
def found():
    twice = TEXT + "\n\n" + TEXT.split("\n\n")[1]
    return coverage(pipeline.read_one(reports.from_text(twice), pipeline.open_tools()))


def test_each_sentence_has_its_fate(found):
    fates = [one.fate for one in found.sentences]
    assert fates[:4] == [Fate.STATEMENT, Fate.CLAIM, Fate.NO_EVENT, Fate.STATEMENT]
    assert fates[-2:] == [Fate.UNREAD, Fate.REPEATED]
    assert "de" in found.sentences[-2].why


def test_the_counts_are_of_all_sentences_and_none_twice(found):
    assert sum(found.counts.values()) == len(found.sentences) == 7
    spans = [(one.start, one.end) for one in found.sentences]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_nothing_but_space_lies_between_the_sentences(found):
    text = TEXT + "\n\n" + TEXT.split("\n\n")[1]
    left = list(text)
    for one in found.sentences:
        left[one.start : one.end] = " " * (one.end - one.start)
    assert not "".join(left).strip()


def test_the_command_reads_a_report_once_and_a_bad_one_costs_no_other(
    monkeypatch, capsys, tmp_path
):
    from geomap.cli import app

    read, plain = [], pipeline.language.passages

    def passages(report, *args, **kwargs):
        read.append(report.report_id[0])
        if report.report_id.startswith("b"):
            raise ZeroDivisionError("odd")
        return plain(report, *args, **kwargs)

    monkeypatch.setattr(pipeline.language, "passages", passages)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}\n\nThis is {name}.", encoding="utf-8")
    given = ["coverage", str(tmp_path), "--json", "--published", "3 May 2023"]
    app(args=given, standalone_mode=False)
    said = capsys.readouterr()
    assert read == ["a", "b", "c"]
    assert [row["statement"] for row in json.loads(said.out)["reports"]] == [2, 0, 2]
    assert "ZeroDivisionError: odd" in said.err


def test_the_command_counts_each_report(monkeypatch, capsys, tmp_path):
    from geomap.cli import app

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    app(args=["coverage", str(tmp_path), "--json"], standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    (row,) = told["reports"]
    assert row["statement"] == 2
    assert row["cannot be read"] == 1
    assert len(told["sentences"]) == 6

"""Texts that nobody would write so, and long ones: each costs a bounded time."""

import cProfile
import os
import pstats
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import PurePath

import pytest
from timing import quiet_s

from geomap import language, limits, pipeline, reports

posix = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="to stop work and to make a pipe needs POSIX"
)
FIRST = "Fighters took the town of Gao on Monday, officials said. "
DAY = date(2023, 5, 2)


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def sentences(text, tools):
    read = language.passages(reports.from_text(text), tools.nlp, settings=tools.settings)
    return [sentence for passage in read for sentence in passage.doc.sents]


@pytest.mark.parametrize(
    "unit",
    [
        "Gao, ",
        "Gao and ",
        '"said ',
        "He said that she said that ",
        "killing 20, ",
        "of the ",
        "Ab-Cd ",
    ],
)
def test_what_no_stop_ends_is_parted_at_a_pause(unit, tools):
    found = sentences(f"{FIRST}{unit * 700}", tools)
    assert found[0].text.strip() == FIRST.strip()
    assert max(map(len, found)) <= 200


@pytest.mark.parametrize("words", [20, 86, 140])
def test_a_sentence_of_usual_length_stays_whole(words, tools):
    listed = ", ".join(["Gao"] * (words // 2))
    assert len(sentences(f"Rebels attacked {listed}. They left.", tools)) == 2


@pytest.mark.parametrize(
    "signs", ["\U0001f389 " * 150, ". " * 120, "(( " * 80, "_ - " * 60, "—\n" * 3]
)
def test_a_stretch_of_signs_is_no_text_and_is_named(signs, tools):
    text = f"{FIRST}{signs}Rebels shelled Timbuktu on Tuesday."
    found = pipeline.read_one(reports.from_text(text, published=DAY), tools)
    assert {one.mention.text for one in found.resolutions} == {"Gao", "Timbuktu"}
    said = [loss.why for loss in found.lost]
    long = len("".join(signs.split())) >= 100
    assert said == ["expected words, found 100 signs and more without a word"] * long


def test_a_namesake_is_weighed_once_however_often_it_stands_there(tools, monkeypatch):
    from geomap.discourse import plausible

    asked = []
    plain = plausible._is_astray
    monkeypatch.setattr(
        plausible, "_is_astray", lambda one, *a: asked.append(one) or plain(one, *a)
    )
    text = "Rebels attacked Gao, Timbuktu, Mopti and Kidal. " * 40
    found = pipeline.read_one(reports.from_text(text), tools)
    assert len(found.resolutions) == 160
    assert len(asked) <= 8


@pytest.mark.parametrize("unit", ["near Gao, ", "north of Gao, ", "close to Mopti and near Gao, "])
def test_hundreds_of_expressions_in_a_row_end_in_no_recursion(unit, tools):
    text = f"{FIRST}Rebels sit {unit * 300}"[:3_900]
    found = pipeline.try_one(reports.from_text(text, published=DAY), tools)
    assert found.lost == ()
    assert len(found.claims) > 50


def test_a_line_that_repeats_is_read_once_and_stays_itself(tools, monkeypatch):
    seen = []
    plain = language._read
    monkeypatch.setattr(
        language, "_read", lambda texts, *a: seen.append(list(texts)) or plain(texts, *a)
    )
    lines = ["Gao fell.", "Mopti", "Gao fell.", "Mopti", "Mopti"]
    told = reports.from_text("\n".join(lines))
    read = language.passages(told, tools.nlp, settings=tools.settings)
    assert seen == [["Gao fell.", "Mopti"]]
    assert [one.text for one in read] == lines
    assert len({id(one.doc) for one in read}) == 5
    for one in read:
        alone = tools.nlp(one.text)
        assert one.doc.to_json() == alone.to_json()
        assert all(token.doc is one.doc for token in one.doc)


@pytest.mark.parametrize(
    "unit", ["May ", "[(Gao ", "Gao: ", "34.5 N, 69.2 E\n", "حلب\n", "Бои под Харьковом. "]
)
def test_what_a_text_asks_again_costs_no_more_than_its_length(unit, tools):
    def calls(chars):
        told = reports.from_text(FIRST + (unit * chars)[:chars])
        profile = cProfile.Profile()
        profile.runcall(pipeline.read_one, told, tools)
        return pstats.Stats(profile).total_calls

    calls(2_000)
    assert calls(12_000) < 2.4 * calls(6_000)


def test_a_stretch_costs_the_same_however_long_its_report_is(tools):
    sieges = "".join(
        f"Gao is surrounded from three sides, commander {name}oun said on Monday.\n"
        for name in ("Adam", "Bel", "Cor", "Dan", "Eb", "Far", "Gal", "Hen")
    )

    def seconds(rest):
        told = reports.from_text(sieges + rest, published=DAY)
        first = replace(told, segments=told.segments[:8])
        found = []
        took = quiet_s(lambda: found.extend(pipeline.read_one(first, tools).claims))
        assert len(found) == 8
        return took

    seconds("")
    assert seconds("Nothing else was said of that day there. " * 100_000) < 3 * seconds("") + 0.5


WAR = (
    "Rebels captured {town} on {day} May 2020, officials said. "
    "The army shelled a market in {town}, killing {day} people.\n\n"
)
TOWNS = ("Gao", "Timbuktu", "Mopti", "Kidal", "Bamako", "Segou")


def war(paragraphs):
    return "".join(
        WAR.format(town=TOWNS[n % len(TOWNS)], day=n % 28 + 1) + f"Case {n}.\n"
        for n in range(paragraphs)
    )


def short(tools, **more):
    return replace(tools, settings=replace(tools.settings, **more))


def test_a_long_report_is_read_in_stretches_each_as_by_itself(tools):
    whole = reports.from_text(war(12), report_id="long")
    few = short(tools, max_stretch_chars=300)
    found = pipeline.try_one(whole, few)
    parts = pipeline.stretches(whole, few.settings)
    assert len(parts) > 3
    assert all(one.segments[-1].end - one.segments[0].start <= 300 for one in parts)
    assert [one for part in parts for one in part.segments] == list(whole.segments)
    assert found.report is whole
    alone = [pipeline.read_one(part, few) for part in parts]
    assert found.statements == tuple(one for part in alone for one in part.statements)
    assert [one.text for one in found.statements] == [
        whole.text[one.start : one.end] for one in found.statements
    ]
    assert len(found.sentences) == 36
    assert found.lost == ()
    # a report of usual length is one stretch
    assert pipeline.stretches(whole, tools.settings) == [whole]


def test_a_long_line_is_cut_where_a_sentence_ends(tools):
    whole = reports.from_text(" ".join(war(12).split()))
    parts = pipeline.stretches(whole, replace(tools.settings, max_stretch_chars=300))
    spans = [(one.start, one.end) for part in parts for one in part.segments]
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, len(whole.text))
    assert all(whole.text[:end].rstrip().endswith(".") for _, end in spans)


def test_an_atlas_of_a_long_report_tells_of_progress_within_it(tools):
    told = []

    def progress(listed, total):
        told.append(total)
        yield from listed

    settings = replace(tools.settings, max_stretch_chars=300)
    long, other = reports.from_text(war(12), report_id="a"), reports.from_text(war(1))
    atlas = pipeline.build_atlas([long, other], settings=settings, progress=progress)
    assert told == [len(pipeline.stretches(long, settings)) + 1]
    assert sorted(atlas.sources.index) == sorted([long.report_id, other.report_id])
    assert atlas.sources.loc[long.report_id, "n_chars"] == len(long.text)
    assert set(atlas.statements["report_id"]) == {long.report_id, other.report_id}


def test_beyond_the_longest_the_rest_of_a_line_is_named_too(tools):
    text = " ".join(war(12).split())
    settings = replace(tools.settings, max_report_chars=400, max_stretch_chars=150)
    found = pipeline.try_one(reports.from_text(text), replace(tools, settings=settings))
    assert max(end for _, end in found.sentences) <= 400
    assert {loss.why for loss in found.lost} == {
        "expected at most 400 characters, the rest is not read"
    }


@posix
def test_what_takes_too_long_is_stopped_and_what_was_read_before_it_stays(tools, monkeypatch):
    read = pipeline.read_one

    def slow(one, tools, passages=None):
        if "Case 5." in one.text[one.segments[0].start : one.segments[-1].end]:
            while True:
                try:
                    sum(range(1000))
                except Exception:
                    raise AssertionError("what stops it is no error") from None
        return read(one, tools, passages)

    monkeypatch.setattr(pipeline, "read_one", slow)
    few = short(tools, max_stretch_chars=300, max_report_s=2.0)
    found = pipeline.try_one(reports.from_text(war(12)), few)
    assert found.statements
    assert max(one.end for one in found.statements) < war(12).index("Case 5.")
    (loss,) = found.lost
    assert loss.what == "text"
    assert loss.why == "expected at most 2 s of processor time, the rest is not read"
    assert loss.count > 1


@posix
def test_a_file_whose_parser_never_ends_costs_no_other(tmp_path, monkeypatch):
    from geomap.reports import files

    def forever(name, data):
        while True:
            pass

    monkeypatch.setattr(files, "_MOST_S", 0.3)
    monkeypatch.setitem(files.READERS, ".pdf", forever)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    found, (loss,) = reports.read(tmp_path)
    assert [one.text for one in found] == [FIRST]
    assert str(loss) == "a.pdf: expected at most 0.3 s of processor time, the rest is not read"


@posix
def test_a_limit_puts_back_what_it_found_and_does_nothing_in_other_threads():
    before = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    try:
        with limits.at_most(5):
            assert signal.getsignal(signal.SIGVTALRM) is not signal.SIG_IGN
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    finally:
        signal.signal(signal.SIGVTALRM, before)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_in_thread).result() == 499_500


def _in_thread():
    with limits.at_most(1e-9):
        return sum(range(1_000))


def test_a_huge_file_is_named_and_not_taken_into_memory(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(limits.MOST_BYTES + 1)
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    found, (loss,) = reports.read(tmp_path)
    assert len(found) == 1
    assert "at most 1,073,741,824 bytes" in loss.why


@posix
def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    found = list(reports.of_file(tmp_path / "a.txt", PurePath("a.txt")))
    assert ["found a pipe" in str(one) for one in found] == [True]


def test_a_pipe_is_told_of_progress_line_by_line(monkeypatch, capsys):
    from geomap.cli import console

    monkeypatch.setattr(console, "_SAY_EVERY_S", -1)
    assert list(console.track(iter("abc"), 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err.splitlines() == [f"reading reports: {n} of 3" for n in range(3)]

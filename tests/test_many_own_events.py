"""A user's own events by the hundred thousand: read by columns, and gathered on a page."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import made_events

import geomap
from geomap import files
from geomap.files.spool import Spool
from geomap.maps import build, gathered, payload, plain, sides


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return made_events.write(tmp_path_factory.mktemp("own") / "many.csv", 4_000)


@pytest.fixture(scope="module")
def atlas(path):
    return geomap.read_atlas(events=path)


@pytest.fixture
def few(monkeypatch):
    """Pages hold few events, and few groups of them."""
    monkeypatch.setattr(gathered, "MOST_WHOLE", 1_000)
    return monkeypatch


# what may be wrong in one line of a file, and what the file then has to say of it
SLIPS = {
    "nothing": lambda line: line,
    "a quote that is not closed": lambda line: line.replace('"', "", 1),
    "text behind a closing quote": lambda line: line.replace('"On', '"On" x', 1),
    "a cell too many": lambda line: f"{line},more",
    "half a line": lambda line: line[: len(line) // 2],
    "a blank line": lambda _: "",
    "blank cells": lambda line: "," * 30,
    "a line end in a cell": lambda line: line.replace('"On', '"On\na ""quoted"" word, ', 1),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_one_line_costs_no_other_and_is_read_as_row_by_row(path, tmp_path, slip):
    head, *lines = path.read_text(encoding="utf-8").splitlines()[:400]
    lines[200] = SLIPS[slip](lines[200])
    own = tmp_path / "own.csv"
    own.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    found, lost = files.read_events(own)
    with_separator = tmp_path / "by-row.csv"
    # a file that is not regular at its end is read row by row from its beginning
    rest = '\nX1,2020-01-01,a "b" c\n'
    with_separator.write_text("\n".join([head, *lines]) + rest, encoding="utf-8")
    by_row, lost_by_row = files.read_events(with_separator)
    pd.testing.assert_frame_equal(
        pd.DataFrame(found).drop(columns="geometry"),
        pd.DataFrame(by_row.drop(index="acled:X1", errors="ignore")).drop(columns="geometry"),
    )
    assert [loss.parts for loss in lost] == [
        loss.parts for loss in lost_by_row if "line 402" not in loss.parts
    ][: len(lost)]
    assert len(found) >= 396


def test_texts_on_disk_come_back_in_any_order():
    import pyarrow as pa

    words = [f"word {n} é" * (n % 7) for n in range(500)]
    kept = Spool(in_memory=64)
    for at in range(0, 500, 50):
        kept.add(pa.array(words[at : at + 50]))
    order = np.random.default_rng(1).permutation(500)
    assert kept.taken(order).to_pylist() == [words[at] for at in order]


def test_a_page_that_can_hold_its_events_holds_each(atlas):
    assert gathered.gathered(atlas, sides.of(atlas)) is atlas


@pytest.mark.parametrize("most", [600_000, 1_800, 900, 300])
def test_groups_count_every_event_once_and_share_what_a_sign_shows(atlas, few, most):
    few.setattr(gathered, "MOST_ROWS", most)
    order = sides.of(atlas)
    rows = gathered.gathered(atlas, order).events
    whole = atlas.events
    assert rows["n"].sum() == len(whole)
    assert rows["killed_least"].sum() == whole["killed_least"].sum()
    for told, of in (
        (rows["shape"], payload.shapes(whole)),
        (rows["status"], whole["status"]),
        (rows["step"], gathered._steps(whole)),
        (payload.outlines(rows), payload.outlines(whole)),
        (payload.side_codes(rows["actor"], order), payload.side_codes(whole["actor"], order)),
    ):
        counted = rows["n"].groupby(np.asarray(told)).sum().to_dict()
        assert counted == pd.Series(np.asarray(of)).value_counts().to_dict()
    assert rows["when_start"].min() == whole["when_start"].min()
    assert rows["when_end"].max() == whole["when_end"].max()


def test_finer_groups_are_taken_where_they_fit(atlas, few):
    order, sizes = sides.of(atlas), []
    for most in (600_000, 3_950, 1):
        few.setattr(gathered, "MOST_ROWS", most)
        found = gathered.gathered(atlas, order).events
        sizes.append((found["grain"].iloc[0], len(found)))
    grains = [one.words for one in gathered.GRAINS]
    assert [grains.index(words) for words, _ in sizes] == sorted(
        grains.index(words) for words, _ in sizes
    )
    assert sizes[0][1] > sizes[1][1] > sizes[2][1]
    assert sizes[-1][0] == grains[-1]


def test_what_reports_say_stays_whole_beside_many_own_events(path, few):
    report = geomap.from_texts({"r": "Shelling killed nine people in Goma, a doctor said."})
    both = files.add_events(report, path)
    drawn = gathered.gathered(both, sides.of(both))
    told = drawn.events.loc[report.events.index]
    assert (told["n"] == 1).all()
    assert (told["grain"] == "").all()
    assert set(drawn.statements.index) == set(report.statements.index)
    assert drawn.events["n"].sum() == len(both.events)


def test_a_page_of_groups_says_so_in_words_with_scripts_and_without(atlas, few):
    shown = build.picture(atlas, atlas.settings)
    meta = build.event_data(atlas, shown)["meta"]
    assert (
        meta["gathered"]
        == "Each number counts own events, gathered by place, month and kind of deed."
    )
    assert meta["groups"].startswith("4,000 events of your own in ")
    assert shown.title.startswith("4,000 events in ")
    assert "events</td>" in plain.noscript(atlas, shown)
    assert "id" not in shown.tables["events"]
    few.setattr(gathered, "MOST_WHOLE", 5_000)
    whole = build.event_data(atlas, build.picture(atlas, atlas.settings))
    assert "gathered" not in json.dumps(whole["meta"])
    assert len(whole["events"]["id"]["v"]) == 4_000

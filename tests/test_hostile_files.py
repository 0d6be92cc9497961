"""Files made to take time or memory, or to be something else than a file: each costs itself."""

import io
import os
import signal
import sys
import zipfile
from dataclasses import replace
from pathlib import PurePath

import numpy as np
import pandas as pd
import pytest
from timing import quiet_s

from geomap import corrections, limits, reports
from geomap.cli import main
from geomap.errors import DataError, GeomapWarning, InputError, ReportError
from geomap.gazetteer.store import unpacked
from geomap.gazetteer.user import UserPlaces
from geomap.maps import parties
from geomap.model import Loss, Report
from geomap.reports import kinds
from geomap.reports.decoding import shown
from geomap.resolution import read_overrides
from geomap.settings import OFFLINE
from geomap.writing import replacing

BODY = "Rebels captured Gao on Monday, officials said."
CPU_S = 4
"""Some thirty times what the slowest of them takes."""


def read(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    found = []
    took = quiet_s(lambda: found.extend(reports.of_file(folder / name, PurePath(name))))
    assert took < CPU_S
    return found


@pytest.mark.parametrize(
    "unit",
    ["<script ", "<!--", "<a", "<a ", "</a", "<style>", "<a <!-- > -->", "</script  ", "<b>"],
)
def test_markup_that_is_never_closed_costs_its_length(unit):
    assert quiet_s(lambda: shown(unit * 100_000)) < CPU_S


def test_what_is_not_shown_is_left_out_and_what_is_never_closed_stays():
    markup = "<p>a<SCRIPT>x<b></script > b<!-- c --> d</p><p>e &amp; <b>f</b>g < h</p><!-- open"
    assert shown(markup) == "a b d\ne & fg < h\n<!-- open"
    assert shown("<head><style>a</style></head><p>b</p><style>c") == "b\nc"


MANY = " ".join(f"a{n}=1" for n in range(60_000))
FEW = " ".join(f'data-{n}="{"x" * 50}"' for n in range(60))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<html><body><article><p {MANY}>{BODY}</p></article></body></html>"),
        ("b.html", f"<html><body><article><p {FEW}>{BODY}</p></article></body></html>"),
        ("a.eml", f"Content-Type: text/plain; {MANY.replace(' ', '; ')}\n\n{BODY}"),
        ("b.eml", f"From: {'(' * 30_000}\nSubject: {'=?utf-8?q?a?= ' * 9_000}\n\n{BODY}"),
        ("c.eml", f"To: {'<a@b.c>, ' * 20_000}\nDate: {'1' * 100_000}\n\n{BODY}"),
    ],
)
def test_thousands_of_attributes_and_long_headers_cost_nothing_and_the_words_are_read(
    tmp_path, name, data
):
    (one,) = (one for one in read(tmp_path, name, data) if isinstance(one, Report))
    assert BODY in one.text


def docx(xml):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
    return whole.getvalue()


def parquet(frame):
    whole = io.BytesIO()
    frame.to_parquet(whole)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("a.docx", lambda: docx("<d>" + "<w/>" * (1 << 24) + "<w/></d>"), "67,108,864 bytes"),
        ("a.rss", lambda: "<rss>" + " " * (1 << 26) + "</rss>", "67,108,864 bytes of XML"),
        ("a.json", lambda: "[" + " " * (1 << 27) + "]", "134,217,728 bytes"),
        (
            "a.parquet",
            lambda: parquet(pd.DataFrame({"text": pd.Categorical([BODY * 900] * 30_000)})),
            "1,073,741,824 bytes of cells",
        ),
        (
            "b.parquet",
            lambda: parquet(pd.DataFrame({"text": [BODY * 900] * 30_000})),
            "1,073,741,824 bytes of cells",
        ),
    ],
)  # fmt: skip
def test_what_would_fill_the_memory_is_named_before_it_does(tmp_path, name, make, why):
    (loss,) = read(tmp_path, name, make())
    assert isinstance(loss, Loss)
    assert why in loss.why


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


def xlsx(sheet, texts=""):
    """A workbook whose first sheet and shared texts are replaced."""
    plain, whole = io.BytesIO(), io.BytesIO()
    pd.DataFrame({"text": [BODY]}).to_excel(plain, index=False)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
        new.writestr("xl/sharedStrings2.xml", texts)
    return whole.getvalue()


def cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_sheet_that_says_it_is_huge_costs_what_it_holds(tmp_path):
    rows = f'<row r="1">{cell("A1", "text")}</row><row r="1000000">{cell("A1000000", BODY)}</row>'
    wide = f'<row r="1000001">{cell("A1000001", "Two.")}{cell("XFD1000001", "x")}</row>'
    size = '<dimension ref="A1:XFD1048576"/>'
    sheet = SHEET.format(f"{size}<sheetData>{rows}{wide}</sheetData>")
    found = read(tmp_path, "a.xlsx", xlsx(sheet))
    assert [one.text for one in found] == [BODY, "Two."]
    assert "1000000" in found[0].report_id


def test_a_workbook_of_too_many_cells_or_texts_is_named(tmp_path, monkeypatch):
    from geomap.reports import workbook

    monkeypatch.setattr(workbook, "_MOST_CELLS", 5)
    rows = "".join(f'<row r="{n}">{cell(f"C{n}", "x")}</row>' for n in range(1, 9))
    (loss,) = read(tmp_path, "a.xlsx", xlsx(SHEET.format(f"<sheetData>{rows}</sheetData>")))
    assert "at most 5 cells" in loss.why
    texts = "<sst>" + "<si><t>x</t></si>" * (1 << 22) + "</sst>"
    (loss,) = read(tmp_path, "b.xlsx", xlsx(SHEET.format("<sheetData/>"), texts))
    assert "67,108,864 bytes of texts" in loss.why


def test_parquet_of_usual_size_is_read_with_and_without_a_dictionary(tmp_path):
    for n, column in enumerate(([BODY, "Two."], pd.Categorical([BODY, "Two."]))):
        frame = pd.DataFrame({"text": column, "n": [1, 2]})
        found = read(tmp_path, f"{n}.parquet", parquet(frame))
        assert [one.text for one in found] == [BODY, "Two."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system need POSIX")
@pytest.mark.parametrize(
    "ask",
    [
        read_overrides, corrections.read, parties.read, lambda path: UserPlaces.read([path]),
        limits.contents,
    ],
)  # fmt: skip
def test_a_pipe_in_a_files_place_is_refused_at_once(tmp_path, ask):
    os.mkfifo(tmp_path / "a.csv")
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("waited"))
    signal.alarm(20)
    try:
        with pytest.raises(InputError, match=r"found a pipe, a device"):
            ask(tmp_path / "a.csv")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system need POSIX")
@pytest.mark.parametrize("option", [None, "--overrides", "--places", "--sides", "--events"])
def test_a_command_that_is_given_a_pipe_says_so_in_one_line(tmp_path, monkeypatch, capsys, option):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    # with a day of publication nothing else is to be said
    given = ["--published", "2023-05-02"]
    given += [str(tmp_path / "a.txt"), option] if option else []
    command = ["geomap", "map", *given, str(tmp_path / "pipe.csv"), "-o", str(tmp_path / "m.html")]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "pipe.csv" in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system need POSIX")
def test_nothing_but_a_file_is_replaced_by_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.csv").symlink_to(tmp_path / "pipe")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe", "link.csv", "folder.csv"):
        with pytest.raises(InputError, match="expected a file"), replacing(tmp_path / name):
            pytest.fail("nothing may be written")
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "link.csv", "pipe"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system need POSIX")
def test_a_link_in_the_cache_that_leads_to_no_file_is_named_and_left(tmp_path):
    settings = replace(OFFLINE, cache_dir=tmp_path / "cache")
    path = unpacked(settings)
    path.unlink()
    os.mkfifo(tmp_path / "pipe")
    path.symlink_to(tmp_path / "pipe")
    with (
        pytest.warns(GeomapWarning, match="unpacked again"),
        pytest.raises(DataError, match="a pipe or a device"),
    ):
        unpacked(settings)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(("n", "read_whole"), [(50_000, True), (150_000, False)])
def test_rows_of_numbers_count_for_what_they_take_in_memory(monkeypatch, n, read_whole):
    monkeypatch.setattr(kinds, "MOST_BYTES", 1_600_000)
    data = parquet(pd.DataFrame({"a": np.zeros(n), "b": np.zeros(n)}))
    try:
        kinds._check_size(data)
    except ReportError:
        assert not read_whole
    else:
        assert read_whole

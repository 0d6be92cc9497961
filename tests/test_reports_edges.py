"""The edges of paragraphs: which are called repeated, which lines are one paragraph."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geomap.errors import ReportError
from geomap.reports import from_text, read


@pytest.mark.parametrize(("length", "repeated"), [(24, False), (25, True)])
def test_a_paragraph_of_twenty_five_characters_may_repeat_another(length, repeated):
    line = ("He said so once more to all of them" * 2)[: length - 1] + "."
    first, second = from_text(f"{line}\n\n{line}").segments
    assert (second.duplicate_of == first.start) == repeated


@pytest.mark.parametrize(("width", "paragraphs"), [(39, 3), (40, 1), (100, 1), (130, 1), (131, 3)])
def test_lines_of_forty_to_a_hundred_and_thirty_characters_may_be_one_paragraph(width, paragraphs):
    line = ("words go on " * 20)[: width - 1] + "x"
    assert len(from_text(f"{line}\n{line}\nend of it.").segments) == paragraphs


@pytest.mark.parametrize(("stops", "paragraphs"), [(1, 1), (2, 5), (3, 5)])
def test_lines_are_one_paragraph_where_most_of_them_end_open(stops, paragraphs):
    line = "These are words that go on for a good while"
    lines = [line + "." if n < stops else line + "x" for n in range(4)]
    assert len(from_text("\n".join([*lines, "The end."])).segments) == paragraphs


def test_of_a_page_the_article_is_read_and_not_what_stands_around_it(tmp_path):
    story = "Rebels captured the town of Lalibela on Monday, residents said by telephone. " * 6
    page = "<html><body><nav><a href='/'>Home and weather</a></nav><article><h1>Town falls</h1>"
    page += f"<p>{story}</p></article><footer>All rights kept</footer></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (report,), errors = read(tmp_path)
    assert not errors
    assert "Rebels captured" in report.text
    assert "weather" not in report.text
    assert "rights" not in report.text


ARTICLE = "Shelling hit the market of Omdurman on Tuesday, residents said."


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"title;date;text\nMarket;2023-05-03;{ARTICLE}\n"),
        ("a.tsv", f"title\tdate\ttext\nMarket\t2023-05-03\t{ARTICLE}\n"),
        ("a.csv", f'title|date|text\nMarket|2023-05-03|"{ARTICLE}"\n'),
        ("a.csv", f",Title,Date,Text\n0,Market,2023-05-03,{ARTICLE[:40]}\n"),
        (
            "a.json",
            {
                "articles": [
                    {"title": "Market", "content": ARTICLE, "publishedAt": "2023-05-03T1:0"}
                ]
            },
        ),
        (
            "a.json",
            {"title": "Market", "maintext": "", "text": ARTICLE, "date_publish": "2023-05-03"},
        ),
        ("a.json", [{"title": "Market", "story": ARTICLE, "publish_date": "2023-05-03 10:00:00"}]),
        (
            "a.json",
            {
                "response": {
                    "docs": [
                        {"headline": "Market", "body": ARTICLE, "seendate": "20230503T101500Z"}
                    ]
                }
            },
        ),
        (
            "tweets.js",
            [{"tweet": {"full_text": ARTICLE, "created_at": "Wed May 03 20:19:24 +0000 2023"}}],
        ),
        (
            "result.json",
            {
                "name": "Channel",
                "messages": [
                    {"id": 1, "type": "service", "text": ""},
                    {
                        "id": 2,
                        "date": "2023-05-03T09:00:00",
                        "text": ["Shelling hit ", {"text": "Omdurman"}],
                    },
                ],
            },
        ),
    ],
)
def test_tables_and_documents_of_many_makers_are_read_with_their_day(tmp_path, name, content):
    if not isinstance(content, str):
        content = json.dumps(content)
        content = f"window.YTD.tweets.part0 = {content}" if name.endswith(".js") else content
    (report,), _ = read(put(tmp_path, name, content))
    assert report.published == date(2023, 5, 3)
    assert "Shelling" in report.text
    assert report.title in {"Market", ""}


def test_a_channel_gives_its_name_to_its_messages_and_an_object_its_own(tmp_path):
    messages = {"name": "Channel", "messages": [{"text": ARTICLE, "source": {"name": "Daily"}}]}
    (report,), _ = read(put(tmp_path, "a.json", json.dumps(messages)))
    assert report.publisher == "Channel"
    (report,), _ = read(put(tmp_path, "b.json", json.dumps(messages["messages"])))
    assert report.publisher == "Daily"


def test_a_day_that_cannot_be_read_costs_the_day_alone_and_is_said_once(tmp_path):
    rows = "".join(f'"{ARTICLE} {n}",someday\n' for n in range(5))
    found, (lost,) = read(put(tmp_path, "a.csv", "text,date\n" + rows))
    assert [report.published for report in found] == [None] * 5
    assert (lost.what, lost.where, lost.count) == ("day", "a.csv", 5)
    assert str(lost).startswith("a.csv, line 2, line 3, line 4 and 2 more: read without its day")


@pytest.mark.parametrize(
    "head",
    [
        "title: !!timestamp x",
        "title: !!bool z",
        'title: "\\Uffffffff"',
        "title: " + "[" * 3000,
        "a: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b]",
        "title: 0x" + "f" * 5000,
        "published: 2021-08-20T10:00:00+30:00",
        "- a list",
        "x: " + "y" * 70_000,
    ],
)
def test_no_front_matter_costs_a_report(tmp_path, head):
    put(tmp_path, "good.txt", "Rebels took the town.")
    put(tmp_path, "odd.md", f"---\n{head}\n---\n{ARTICLE}\n")
    found, _ = read(tmp_path)
    assert [report.text.strip() for report in found] == ["Rebels took the town.", ARTICLE]


def test_front_matter_is_taken_as_it_is_written(tmp_path):
    head = "title: 007\npublisher: yes\npublished: 2021-08-20T10:00:00+30:00\nurl: ~\ntags: [a, b]"
    (report,), lost = read(put(tmp_path, "a.md", f"---\n{head}\n---\n{ARTICLE}"))
    told = (report.title, report.publisher, report.url, report.published)
    assert told == ("007", "yes", "", date(2021, 8, 20))
    assert not lost


@pytest.mark.parametrize(
    "page",
    ["<svg><p>Fighters captured Bazarak in Panjshir.</p></svg>", "<", "\ufffd</", "<a" * 9999],
)
def test_no_page_empties_the_rest(tmp_path, page):
    put(tmp_path, "good.txt", "Rebels took the town.")
    put(tmp_path, "odd.html", page)
    found, _ = read(tmp_path)
    assert "Rebels took the town." in [report.text for report in found]


@pytest.mark.parametrize(
    ("charset", "read_as"),
    [("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("utf-99", "cp1252"), ("idna", "cp1252")],
)
def test_a_page_is_read_by_the_charset_that_it_names(tmp_path, charset, read_as):
    words = "Удар по рынку" if read_as != "cp1252" else "Málaga"
    text = f"<html><head><meta charset='{charset}'><title>{words}</title></head><body><article>"
    text += f"<h1>{words}</h1><p>{ARTICLE * 4}</p></article></body></html>"
    (report,), _ = read(put(tmp_path, "a.html", text.encode(read_as)))
    assert report.title == words


@pytest.mark.parametrize(
    "around",
    ["<footer>© 2019-2026 Example Media</footer>", "<div id='today'>25 November 2026</div>"],
)
def test_a_year_in_a_footer_or_a_banner_is_no_day_of_publication(tmp_path, around):
    page = "<html><body><main><article><h1>Market shelled</h1>%s<p>%s</p></article></main>%s</body>"
    (report,), _ = read(put(tmp_path, "a.html", page % ("", ARTICLE * 5, around)))
    assert report.published is None
    stated = "<time datetime='2023-05-03' class='published'>3 May</time>"
    (report,), _ = read(put(tmp_path, "b.html", page % (stated, ARTICLE * 5, around)))
    assert report.published == date(2023, 5, 3)


def test_events_given_as_reports_are_told_where_they_belong(tmp_path):
    put(tmp_path, "a.csv", f"event_date,latitude,longitude,notes\n2023-01-01,1,2,{ARTICLE}\n")
    put(tmp_path, "b.json", '{"type": "FeatureCollection", "features": []}')
    found, lost = read(tmp_path)
    assert not found
    assert ["--events" in loss.why for loss in lost] == [True, True]


def test_what_a_folder_holds_beside_reports_is_said(tmp_path):
    put(tmp_path, "a.txt", ARTICLE)
    for name in ("b.xyz", "c.xyz", "d"):
        put(tmp_path, name, "x")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "e.txt").symlink_to(put(tmp_path.parent, "out.txt", "Not mine."))
    (tmp_path / "away").symlink_to(tmp_path.parent)
    found, lost = read(tmp_path)
    assert [report.text for report in found] == [ARTICLE]
    assert [str(loss).split(":")[0] for loss in lost] == [
        "away", "inner/e.txt", "2 with .xyz, 1 with no suffix",
    ]  # fmt: skip
    assert not any(str(tmp_path) in str(loss) for loss in lost)


def test_a_link_that_leads_to_itself_is_named_and_costs_nothing_else(tmp_path):
    put(tmp_path, "good.txt", ARTICLE)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    found, lost = read(tmp_path)
    assert [report.text for report in found] == [ARTICLE]
    named = {(loss.what, loss.where) for loss in lost}
    assert {("file", "loop.txt"), ("file", "gone.txt")} <= named


def test_a_folder_that_can_be_listed_and_not_entered_costs_nothing_else(tmp_path, monkeypatch):
    put(tmp_path, "good.txt", ARTICLE)
    (tmp_path / "closed").mkdir()
    put(tmp_path / "closed", "in.txt", "Not to be reached.")
    plain = os.stat, os.lstat

    def refused(asked):
        def stat(path, *args, **kwargs):
            if Path(os.fsdecode(path)).parent.name == "closed":
                raise PermissionError(13, "Permission denied", str(path))
            return asked(path, *args, **kwargs)

        return stat

    for name, asked in zip(("stat", "lstat"), plain, strict=True):
        monkeypatch.setattr(os, name, refused(asked))
    found, lost = read(tmp_path)
    assert [report.text for report in found] == [ARTICLE]
    assert [(loss.what, loss.where) for loss in lost] == [("file", str(Path("closed", "in.txt")))]


MESSAGE = "From someone Wed May  3 10:00:00 2023\n%s\nSubject: Market\n\n%s\n\n"


@pytest.mark.parametrize(
    "head", ["From: <", "From: =?utf-8?q?", "Date: Wed, 99", "To: <@", "Content-Type: ;;;x=="]
)
def test_no_head_of_a_message_costs_the_others(tmp_path, head):
    box = "".join(
        MESSAGE % (one, f"{ARTICLE} {n}")
        for n, one in enumerate(["From: a@b.example", head, "From: c@d.example"])
    )
    found, _ = read(put(tmp_path, "a.mbox", box))
    assert [report.text.strip()[-1] for report in found] == ["0", "1", "2"]
    (report,), _ = read(put(tmp_path, "a.eml", f"{head}\nSubject: Market\n\n{ARTICLE}\n"))
    assert report.title == "Market"


@pytest.mark.parametrize("deep", [700, 20_000])
def test_however_deep_a_text_lies_it_costs_no_other_row(tmp_path, deep):
    nested = "[" * deep + json.dumps(ARTICLE) + "]" * deep
    lines = [json.dumps({"text": "First."}), f'{{"text": {nested}}}', json.dumps({"text": "Last."})]
    found, lost = read(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [report.text for report in found][:: len(found) - 1] == ["First.", "Last."]
    assert len(found) + len(lost) == 3
    found, lost = read([{"text": "First."}, {"text": json.loads("[" * 700 + "]" * 700)}])
    assert (len(found), len(lost)) == (1, 1)


def test_what_a_row_holds_costs_no_other_row():
    class Odd:
        def __str__(self):
            raise ZeroDivisionError("odd")

    rows = [{"text": "First.", "title": Odd()}, {"text": ARTICLE}]
    found, (lost,) = read(pd.DataFrame(rows))
    assert [report.text for report in found] == [ARTICLE]
    assert lost.what == "row"
    assert "ZeroDivisionError" in lost.why


def test_a_lost_row_is_named_by_its_line_and_ids_count_rows(tmp_path):
    text = f'text,date\n"{ARTICLE}\nmore\nwords",2023-05-03\n\n"",2023-05-04\nLast one.,someday\n'
    found, lost = read(put(tmp_path, "a.csv", text))
    assert [report.report_id.rpartition("-")[0] for report in found] == ["a-2", "a-4"]
    assert [(loss.what, loss.parts) for loss in lost] == [
        ("row", ("line 6",)),
        ("day", ("line 7",)),
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are UTF-8 there")
def test_a_name_that_is_no_utf_8_is_one_in_every_table(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / os.fsdecode(b"bad\xe9.jsonl")).write_text("{", encoding="utf-8")
    inner = tmp_path / os.fsdecode(b"f\xe9")
    inner.mkdir()
    (inner / "b.csv").write_text('text\n""\n', encoding="utf-8")
    found, lost = read(tmp_path)
    assert len(found) == 1
    for one in (*found, *lost):
        repr(one).encode("utf-8")
        "".join(map(str, vars(one).values())).encode("utf-8")
    with pytest.raises(ReportError) as error:
        read(tmp_path / os.fsdecode(b"none\xe9"))
    str(error.value).encode("utf-8")


@pytest.mark.parametrize("field", ["title", "publisher", "url"])
def test_half_a_character_in_a_field_is_an_unknown_one(field):
    report = from_text("Rebels took Gao.", **{field: "a\ud800b"})
    assert getattr(report, field) == "a\ufffdb"

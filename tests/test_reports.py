"""Files become reports; what cannot be read is named and never empties the rest."""

from datetime import date

import pytest

from geomap import reports
from geomap.errors import ReportError


def write(folder, name, content):
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    return path


def only(path):
    found, errors = reports.read(path)
    assert not errors
    assert len(found) == 1
    return found[0]


def test_plain_text_is_kept_to_the_character(tmp_path):
    text = "One “line”.\n\nTwo — lines.\n"
    assert only(write(tmp_path, "a.txt", text)).text == text


def test_front_matter_becomes_fields_and_leaves_the_text(tmp_path):
    path = write(
        tmp_path,
        "a.md",
        "---\ntitle: Clashes\npublisher: An outlet\nurl: https://example.org/1\n"
        "published: 2023-04-15\n---\nFighting broke out in Khartoum.\n",
    )
    report = only(path)
    assert (report.title, report.publisher) == ("Clashes", "An outlet")
    assert report.published == date(2023, 4, 15)
    assert report.text == "Fighting broke out in Khartoum.\n"


def test_a_title_in_front_may_have_a_colon(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: Sudan: army retakes a town\npublished: 2024-05-03\n---\nShells fell.\n",
        encoding="utf-8",
    )
    (report,), losses = reports.read(tmp_path / "a.md")
    assert (report.title, report.published) == ("Sudan: army retakes a town", date(2024, 5, 3))
    assert losses == []


def test_a_plain_text_may_have_its_fields_in_front_as_well(tmp_path):
    (tmp_path / "a.txt").write_text(
        "---\ntitle: Shelling in Bria\npublished: 2024-05-03\n---\nShells fell.\n", encoding="utf-8"
    )
    (report,), losses = reports.read(tmp_path / "a.txt")
    assert (report.title, report.text.strip(), losses) == ("Shelling in Bria", "Shells fell.", [])


def test_markdown_without_front_matter_is_text(tmp_path):
    assert only(write(tmp_path, "a.md", "Shelling near Bakhmut.")).title == ""


def test_html_yields_the_article_and_its_fields(tmp_path):
    body = "<p>" + "Fighting was reported in Mekelle on Tuesday, officials said. " * 5 + "</p>"
    page = (
        "<html><head><title>Fighting in Tigray</title>"
        '<meta property="article:published_time" content="2020-11-28"></head>'
        f"<body><nav>Home | World</nav><article><h1>Fighting in Tigray</h1>{body}</article>"
        "<script>alert(1)</script></body></html>"
    )
    report = only(write(tmp_path, "a.html", page))
    assert "reported in Mekelle" in report.text
    assert "alert(1)" not in report.text
    assert report.published == date(2020, 11, 28)


def test_json_lines_and_csv_give_a_report_a_row(tmp_path):
    lines = '{"id": "x", "body": "Clashes in Goma.", "source": "A", "date": "2025-01-27"}\n'
    report = only(write(tmp_path, "a.jsonl", lines))
    assert (report.publisher, report.published) == ("A", date(2025, 1, 27))
    assert report.report_id.startswith("x-")
    report = only(write(tmp_path, "b.csv", 'text,title\n"Clashes, in Goma","T"\n'))
    assert (report.text, report.title) == ("Clashes, in Goma", "T")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{broken", "line 2"),
        ("[1, 2]", "an object"),
        ('{"title": "no text"}', "some text"),
        ('{"text": 5}', "some text"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path, line, says):
    path = write(tmp_path, "a.jsonl", f'{{"text": "first"}}\n{line}\n{{"text": "third"}}\n')
    found, errors = reports.read(path)
    assert [report.text for report in found] == ["first", "third"]
    assert len(errors) == 1
    assert says in str(errors[0])


def test_a_folder_is_read_by_name_and_bad_files_are_named(tmp_path):
    write(tmp_path, "b.txt", "Second.")
    write(tmp_path, "a.txt", "First.")
    write(tmp_path, "c.txt", b"\x00\x01\x02\x03" * 50)
    write(tmp_path, "d.txt", "   \n")
    write(tmp_path, "e.md", "---\ntitle: [\n---\ntext")
    write(tmp_path, "ignored.log", "not a report")
    found, lost = reports.read(tmp_path)
    assert [report.text for report in found] == ["First.", "Second.", "text"]
    assert [(loss.what, loss.where, loss.parts) for loss in lost] == [
        ("report", "c.txt", ()),
        ("report", "d.txt", ()),
        ("front matter", "e.md", ()),
        ("file", "", ("1 with .log",)),
    ]


def test_old_encodings_are_read(tmp_path):
    assert only(write(tmp_path, "a.txt", "“Panjšir”".encode("utf-16"))).text == "“Panjšir”"
    assert only(write(tmp_path, "b.txt", "“Málaga”".encode("cp1252"))).text == "“Málaga”"
    assert only(write(tmp_path, "c.txt", b"\xef\xbb\xbfKabul")).text == "Kabul"


def test_a_missing_path_says_what_was_expected(tmp_path):
    with pytest.raises(ReportError, match="expected a file or folder"):
        reports.read(tmp_path / "nothing.txt")


def test_the_same_text_twice_is_read_once_and_named(tmp_path):
    write(tmp_path, "a.txt", "The same words.")
    write(tmp_path, "b.txt", "The same words.")
    found, errors = reports.read(tmp_path)
    assert len(found) == 1
    assert "read once" in str(errors[0])


def test_ids_depend_on_name_and_text_alone(tmp_path):
    first = reports.from_text("Text.", report_id="A report!")
    assert first.report_id == reports.from_text("Text.", report_id="a-report").report_id
    assert first.report_id != reports.from_text("Other.", report_id="A report!").report_id


def test_repeated_paragraphs_point_to_the_first():
    long = "A paragraph that is long enough to be told apart."
    text = f"{long}\nHe said.\n{long}\nHe said.\n"
    marks = [segment.duplicate_of for segment in reports.segments(text)]
    assert marks == [None, None, 0, None]


def test_hard_wrapped_text_is_one_paragraph():
    text = (
        "The rebels said on Monday that they had taken the town of Axum and\n"
        "that the road to the north had been cut, while the government denied\n"
        "both, saying its troops held the airport.\n\nA second paragraph.\n"
    )
    parts = [text[s.start : s.end] for s in reports.segments(text)]
    assert len(parts) == 2
    assert parts[0].endswith("airport.")


def parts(text):
    return [" ".join(text[s.start : s.end].split()) for s in reports.segments(text)]


def test_hard_wrapped_paragraphs_without_blank_lines_are_put_together():
    text = """\
Gunmen carried out a series of attacks in central Jordan on Sunday, killing four members of
    the security forces, officials said.
    The officers who came to the house were shot at from inside, the police said. Two of
    them were wounded, and the
    gunmen fled.
    Nobody claimed it.
"""
    first, second, *_ = parts(text)
    assert first.endswith("on Sunday, killing four members of the security forces, officials said.")
    assert second.endswith("Two of them were wounded, and the")


def test_headlines_and_rows_of_a_table_stay_apart():
    headlines = [
        "Rebels take Goma as the army falls back to the south of lake Kivu on Monday",
        "United Nations calls on Rwanda to take its soldiers out of eastern Congo now",
        "Aid workers leave Bukavu",
        "Prices of bread and fuel rise again in Kinshasa",
    ]
    assert parts("\n".join(headlines)) == headlines


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\f", "\v", "\r\n"])
def test_a_paragraph_ends_where_unicode_ends_a_line(end):
    text = f"Headline of the release{end}KABUL, Afghanistan (Feb. 21) - A force searched."
    parts = [text[s.start : s.end] for s in reports.segments(text)]
    assert len(parts) == 2


@pytest.mark.parametrize(
    "day", ["2021-08-25", "2021-08-25T10:00:00Z", "Wed, 25 Aug 2021 10:00:00 GMT", "25 August 2021"]
)
def test_written_days_are_read(tmp_path, day):
    path = write(tmp_path, "a.jsonl", f'{{"text": "x", "published": "{day}"}}')
    assert only(path).published == date(2021, 8, 25)


def test_the_day_may_stand_in_the_files_name(tmp_path):
    assert only(write(tmp_path, "2021-08-25-kabul.txt", "x")).published == date(2021, 8, 25)


def test_the_acceptance_reports_repeated_block_is_found(acceptance):
    repeated = [s for s in acceptance.segments if s.duplicate_of is not None]
    assert len(repeated) == 23
    assert repeated[0].duplicate_of == 2283

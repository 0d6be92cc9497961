"""The edges of paragraphs: which are called repeated, which lines are one paragraph."""

import pytest

from geomap.reports import from_text, read


@pytest.mark.parametrize(("length", "repeated"), [(24, False), (25, True)])
def test_a_paragraph_of_twenty_five_characters_may_repeat_another(length, repeated):
    line = ("He said so once more to all of them" * 2)[: length - 1] + "."
    first, second = from_text(f"{line}\n\n{line}").segments
    assert (second.duplicate_of == first.start) == repeated


@pytest.mark.parametrize(("width", "paragraphs"), [(39, 3), (40, 1), (100, 1), (101, 3)])
def test_lines_of_forty_to_a_hundred_characters_may_be_one_paragraph(width, paragraphs):
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

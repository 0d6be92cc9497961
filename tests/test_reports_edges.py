"""The edges of paragraphs: which are called repeated, which lines are one paragraph."""

import pytest

from geomap.reports import from_text


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

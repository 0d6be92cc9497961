"""The edges of what can be read: signs that are no words, and where a long stretch is cut."""

import pytest

from geomap import competence, reports

LINE = "Fighters took the town of Gao on Monday and the army left for the north"


@pytest.mark.parametrize(("signs", "lost"), [(12, 0), (99, 0), (100, 1)])
def test_a_hundred_signs_in_a_row_are_no_words_and_the_rule_under_a_heading_is_no_loss(signs, lost):
    report = reports.from_text(f"{LINE} {'- ' * signs}{LINE}")
    assert len(competence.unread(report)) == lost


@pytest.mark.parametrize(
    ("words", "most", "at_sentence"),
    [
        (500, 4_000, True),  # the sentence ends 1,495 characters before the limit
        (1_000, 10_000, False),  # and here 4,995
    ],
)
def test_a_long_stretch_is_cut_at_the_end_of_a_sentence_that_is_not_far_back(
    words, most, at_sentence
):
    text = f"{'word ' * words}end. {'word ' * 2_000}"
    (_, cut), *_ = competence.pieces(text, 0, len(text), most=most)
    assert (cut == 5 * words + 5) is at_sentence
    assert text[cut - 1] == " "


def test_no_word_is_cut_in_two_and_what_has_no_space_is_cut_at_the_limit():
    words = "Kandahar " * 100
    assert all(words[last - 1] == " " for _, last in competence.pieces(words, 0, 900, most=200))
    assert list(competence.pieces("x" * 500, 0, 500, most=200)) == [
        (0, 200),
        (200, 400),
        (400, 500),
    ]


def test_a_line_of_a_list_is_told_from_a_line_of_text():
    text = "The army named two towns.\n- Gao was shelled\nNobody died."
    told = [competence.is_item(text, text.index(word)) for word in ("army", "Gao", "Nobody")]
    assert told == [False, True, False]

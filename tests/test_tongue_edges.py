"""The edges of plain letters: one stays one, however its small form is written."""

import pytest

from geomap import tongue


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("ßæﬁœŁ", "ßæﬁœł"),  # what has no letter and mark in it
        ("Éüñç", "eunc"),
        ("½Ǆ", "½ǆ"),  # several letters in one
        ("İstanbul", "istanbul"),
    ],
)
def test_a_letter_is_plain_in_small_letters_and_still_one(text, letters):
    assert tongue.plain(text) == letters

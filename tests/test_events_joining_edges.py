"""The edges of joining: how far back a deed may have been told that is told again."""

from dataclasses import replace

import pytest
from test_joining import FIRST, TOWNS, joined, told


@pytest.mark.parametrize(("between", "one"), [(20, True), (60, False)])
def test_a_deed_is_told_again_after_twenty_others_of_its_kind_and_not_after_sixty(between, one):
    def at(number, place):
        where = replace(TOWNS[0], place_id=f"t:{place}", name=f"Town {place}", lon=place / 2)
        return told("a", FIRST, place=where, actor="", start=100 * number)

    rows = [at(number, number) for number in range(between + 1)]
    found = joined([*rows, at(between + 1, 0)])
    assert len(found) == between + 1 + (not one)

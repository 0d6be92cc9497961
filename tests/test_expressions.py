"""The table of kinds of spatial expression, and finding them."""

import re

import pytest

from geomap.claims import _CHECKS
from geomap.expressions import KINDS, Kind, find, functions_of, kinds_that
from geomap.locating.expressed import _SHAPES


@pytest.mark.parametrize(
    ("text", "kind", "tag", "way"),
    [
        ("about 80 km north of Kabul", "distance", "", "north"),
        ("20 miles off Hodeidah", "distance", "sea", None),
        ("in the far north of Mali", "part of", "far", "north"),
        ("the northern half of Nigeria", "part of", "half", "north"),
        ("just across the border from Goma", "across", "border", None),
        ("two thirds of the way from Bamako to Gao", "between", "two thirds", None),
        ("the gateway to the valley", "part", "mouth", None),
        ("the upper Panjshir Valley", "reach", "upper", None),
        ("the highway has been reopened", "status", "open", None),
        ("the only road into the valley", "only way", "", None),
        ("off the coast of Benghazi", "offshore", "sea", None),
        ("on the eastern shore of the Caspian Sea", "shore", "", "east"),
        ("cut every road leading into Goma", "surrounded", "cut", None),
        ("surrounded from three sides", "surrounded", "surrounded", None),
    ],
)
def test_an_expression_is_of_a_kind_with_its_detail_and_direction(text, kind, tag, way):
    found = [item for item in find(text) if item.kind == kind]
    assert [(item.tag, item.way.word if item.way else None) for item in found] == [(tag, way)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Goma is surrounded from three sides.", 3),
        ("Goma is surrounded on all sides.", 4),
        ("From both sides Goma is surrounded.", 2),
        ("Goma is surrounded from the north and the west.", 2),
        ("Goma is surrounded. From three sides came shots.", None),
        ("Goma is surrounded.", None),
    ],
)
def test_sides_are_counted_within_the_sentence(text, count):
    (siege,) = (item for item in find(text) if item.kind == "surrounded")
    assert siege.count == count


def test_every_kind_has_a_check_and_every_shape_that_a_row_names_is_there():
    assert set(_CHECKS) == set(KINDS)
    assert set(_SHAPES) == {name for name, kind in KINDS.items() if kind.shape}
    for kind in KINDS.values():
        assert bool(kind.area) == bool(kind.sentence) == (kind.shape == "shapes.around_one")
        groups = set().union(*(pattern.groupindex for pattern in kind.patterns))
        assert kind.place in {"after", "before"} | groups, kind.name
        assert not kind.tells_tag or "tag" in groups


def test_a_row_that_names_no_function_of_the_room_fails_at_once(monkeypatch):
    from geomap.expressions import kinds

    wrong = Kind(name="behind", relation="behind", check="vicinity.no_such_check")
    monkeypatch.setattr(kinds, "_ROWS", (*KINDS.values(), wrong))
    with pytest.raises(AttributeError, match="no_such_check"):
        functions_of("geomap.claims", "check")


def test_ranks_of_narrowness_run_on_without_a_gap():
    ranks = [kind.narrowness for kind in KINDS.values() if kind.narrowness]
    assert set(ranks) == set(range(1, len(set(ranks)) + 1))
    assert kinds_that("joins") <= kinds_that("chains") | {"borders"}
    assert all(re.compile(kind.joint) for kind in KINDS.values() if kind.places == 2)

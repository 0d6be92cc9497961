"""The edges of the figures: nothing measured, one distance, and the bound of 161 km."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from geomap.evaluation import events, spatial
from geomap.evaluation.measures import accuracy
from geomap.model import Siege


def test_of_nothing_there_is_no_accuracy_but_the_coverage_that_was_given():
    assert accuracy([]).n == 0
    assert math.isnan(accuracy([]).acc_161km)
    assert accuracy([]).coverage == accuracy([5.0]).coverage == 1.0
    assert accuracy([5.0], coverage=0.25).coverage == 0.25


@pytest.mark.parametrize(("km", "share"), [(160.9, 1.0), (161.1, 0.0)])
def test_a_place_is_right_up_to_161_kilometres(km, share):
    assert accuracy([km]).acc_161km == share


def test_the_area_is_nothing_at_best_and_one_at_the_other_end_of_the_earth():
    assert accuracy([0.0, 0.0]).auc == 0.0
    assert accuracy([20_038.0, 20_038.0]).auc == pytest.approx(1.0, abs=1e-4)
    assert accuracy([20_038.0]).auc == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(("days", "right"), [(1, True), (7, True), (8, False), (40, False)])
def test_a_row_that_holds_the_day_is_right_up_to_a_week(days, right):
    first = pd.Timestamp("2023-04-15")
    row = SimpleNamespace(when_start=first, when_end=first + pd.Timedelta(days=days - 1))
    gold = SimpleNamespace(days=(first.date(), first.date()))
    assert events._day_right(row, gold) is right


@pytest.mark.parametrize(("count", "right"), [(2, False), (3, True), (4, False)])
def test_three_sides_of_the_gold_are_three_sides(count, right):
    assert spatial._degree_right("three sides", Siege(target="Goma", count=count)) is right


def test_a_claim_is_meant_by_the_names_of_its_own_place_alone():
    def named(text, place_id):
        place = SimpleNamespace(place_id=place_id) if place_id else None
        return SimpleNamespace(mention=SimpleNamespace(text=text), place=place)

    found = SimpleNamespace(
        resolutions=[named("Goma", "g"), named("Rutshuru", "r"), named("Xarda", "")]
    )
    gold = {"subject": "Goma", "relation": "distance"}
    for place_id, meant in (("g", True), ("r", False)):
        claim = SimpleNamespace(subject="the town", subject_id=place_id, relation="distance")
        assert spatial._is_meant(claim, gold, found) is meant

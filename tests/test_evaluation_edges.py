"""The edges of the figures: nothing measured, one distance, and the bound of 161 km."""

import math

import pytest

from geomap.evaluation.measures import accuracy


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

"""The edges of which place of a name goes first, and of what a name may be short for."""

import numpy as np
import pytest

from geomap.model import Candidate, Place, Report
from geomap.resolution import candidates, name_features, order

KM = 1 / 111.2


def place(name, *, kind="P.PPL", km=0.0, **more):
    more = {"country": "RO", "admin1": "Alba", "admin2": "Sebes"} | more
    return Place(place_id=f"{name}{km}", name=name, kind=kind, lon=20.0, lat=50.0 + km * KM, **more)


def candidate(match, *, lat=50.0, score=0.5):
    own = Place(place_id=f"{match}{lat}{score}", name="Alba", kind="P.PPL", lon=20.0, lat=lat)
    return Candidate(place=own, matched="Alba", match=match, score=score)


SPOT, ELSEWHERE = 50.24, 50.26


@pytest.mark.parametrize(
    ("first", "second", "share", "changes"),
    [
        # the very name goes before what is only also called so: at one spot at a tenth of its share
        ("alias", candidate("exact", lat=SPOT), 0.11, True),
        ("alias", candidate("folded", lat=SPOT), 0.11, True),
        ("alias", candidate("exact", lat=SPOT), 0.09, False),
        # elsewhere at four fifths of it
        ("alias", candidate("exact", lat=ELSEWHERE), 0.81, True),
        ("alias", candidate("exact", lat=ELSEWHERE), 0.79, False),
        # of two other names the more important, and only at one spot
        ("alias", candidate("alias", lat=SPOT, score=0.6), 0.5, True),
        ("alias", candidate("alias", lat=SPOT, score=0.4), 0.5, False),
        ("alias", candidate("alias", lat=ELSEWHERE, score=0.6), 0.9, False),
        # no spelling mistake, and none where the first bears the very name itself
        ("alias", candidate("fuzzy", lat=SPOT, score=0.6), 0.9, False),
        ("exact", candidate("exact", lat=SPOT, score=0.6), 0.9, False),
    ],
)
def test_a_place_of_the_very_name_goes_before_one_also_called_so(first, second, share, changes):
    row = [candidate(first), candidate("fuzzy", lat=60.0), second]
    found = order.own_name_first([0, 1, 2], row, np.array([1.0, 0.05, share]), supports=np.zeros(3))
    assert found == ([2, 0, 1] if changes else [0, 1, 2])


@pytest.mark.parametrize(
    ("of_first", "of_own", "changes"),
    [(0.1, 0.6, True), (0.1, 0.4, False), (0.2, 0.6, False), (0.2, 0.9, False)],
)
def test_where_a_report_speaks_of_the_land_around_the_one_of_the_very_name_it_goes_first(
    of_first, of_own, changes
):
    row = [candidate("alias"), candidate("exact", lat=ELSEWHERE)]
    supports = np.array([of_first, of_own])
    found = order.own_name_first([0, 1], row, np.array([1.0, 0.1]), supports=supports)
    assert found == ([1, 0] if changes else [0, 1])


DISTRICT = place("Sebes", kind="A.ADM2")


@pytest.mark.parametrize(
    ("row", "inside"),
    [
        # a district holds what its row names as its own, in its province
        ({}, True),
        ({"admin1": "Cluj"}, False),
        ({"country": "MD"}, False),
        # or what lies within 40 km of it, where the row names another
        ({"admin2": "Aiud", "km": 40}, True),
        ({"admin2": "Aiud", "km": 41}, False),
        ({"admin2": "Sebes", "km": 41}, True),
        ({"admin2": "Aiud", "km": 10, "admin1": "Cluj"}, False),
    ],
)
def test_a_town_lies_in_the_district_of_its_row_or_right_beside_it(row, inside):
    rivals = [Candidate(place=place("Sebes", **row), matched="Sebes", match="exact", score=0.5)]
    first = Candidate(place=DISTRICT, matched="Sebes", match="exact", score=0.6)
    ranked, _ = order.choose([first, *rivals], "town", "Sebes")
    assert (ranked[0].place.kind == "P.PPL") == inside


def test_a_district_that_is_in_no_known_province_holds_towns_of_any():
    district = place("Sebes", kind="A.ADM2", admin1="")
    first = Candidate(place=district, matched="Sebes", match="exact", score=0.6)
    town = Candidate(place=place("Sebes"), matched="Sebes", match="exact", score=0.5)
    ranked, _ = order.choose([first, town], "town", "Sebes")
    assert ranked[0].place is town.place


@pytest.mark.parametrize(
    ("name", "state"),
    [("WA", "Washington"), ("Wash.", "Washington"), ("W.A.", ""), ("Wa", ""), ("WASH", "")],
)
def test_two_capitals_or_a_full_stop_may_be_short_for_a_state(name, state, gazetteer):
    found = candidates.candidates(candidates.Name(name), gazetteer, {})
    states = {one.place.name for one in found if one.match == "abbreviation"}
    assert states == ({state} if state else set())


@pytest.mark.parametrize(
    ("name", "kind", "agrees"),
    [
        (candidates.Name("Zarnag"), "T.VAL", 0),
        (candidates.Name("Zarnag", after="valley"), "T.VAL", 1),
        (candidates.Name("Zarnag", after="valley"), "T.MT", 1),
        (candidates.Name("Zarnag", after="valley"), "P.PPL", -1),
        (candidates.Name("Zarnag", after="river"), "T.VAL", -1),
        (candidates.Name("Zarnag", after="town"), "P.PPLA", 1),
        (candidates.Name("Zarnag", after="province"), "A.ADM1", 1),
        (candidates.Name("Zarnag", after="province"), "A.ADM2", 0.5),
        (candidates.Name("Zarnag", after="province"), "A.PCLI", -1),
        (candidates.Name("Zarnag", after="province"), "P.PPL", -1),
    ],
)
def test_a_kind_agrees_with_the_word_beside_the_name(name, kind, agrees):
    one = Candidate(place=place("Zarnag", kind=kind), matched="Zarnag", match="exact", score=0.5)
    group = candidates.Group(name=name, mentions=(0,), candidates=(one,))
    report = Report(report_id="r", text="Zarnag")
    rows = name_features.name_rows(report, [group], {})
    assert rows[0, name_features.NAMES.index("asked_agrees")] == agrees

"""The edges of the records: what no record may hold, and what it holds where nothing is said."""

import pytest

from geomap.errors import CoordinateError
from geomap.model import (
    GeoPrecision,
    Place,
    Position,
    Side,
    Siege,
    Status,
    TimePrecision,
    check_lonlat,
)


@pytest.mark.parametrize(("lon", "lat"), [(180, 90), (-180, -90), (0, 0)])
def test_the_edges_of_the_world_are_in_it(lon, lat):
    check_lonlat(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"), [(180.1, 0), (-180.1, 0), (0, 90.1), (0, -90.1), (200, 100), (float("nan"), 0)]
)
def test_what_lies_beyond_either_edge_is_no_place(lon, lat):
    with pytest.raises(CoordinateError):
        check_lonlat(lon, lat)
    with pytest.raises(CoordinateError):
        Place(place_id="x", name="X", kind="P.PPL", lon=lon, lat=lat)


def test_a_place_whose_uncertainty_nobody_states_is_known_as_a_town_is():
    place = Place(place_id="x", name="X", kind="P.PPL", lon=0, lat=0)
    assert place.population == 0
    assert 1_000 < place.uncertainty_m < 10_000


@pytest.mark.parametrize(
    ("days", "word"),
    [(1, "day"), (2, "days"), (6, "days"), (7, "week"), (8, "month"), (31, "month"),
     (32, "year"), (366, "year"), (367, "vague")],
)  # fmt: skip
def test_so_many_days_are_called_by_the_finest_word_that_holds_them(days, word):
    assert TimePrecision.of_days(days).value == word


def test_what_is_finer_known_has_no_higher_code_in_either_list_of_codes():
    codes = [(one.acled, one.ucdp) for one in TimePrecision if one is not TimePrecision.VAGUE]
    for mine, most in zip(zip(*codes, strict=True), (3, 5), strict=True):
        assert list(mine) == sorted(mine)
        assert set(mine) == set(range(1, most + 1))


def test_precisions_of_places_have_the_codes_of_acled_and_ucdp_and_those_of_areas_are_larger():
    assert {one.acled for one in GeoPrecision} == {None, 1, 2, 3}
    assert {one.ucdp for one in GeoPrecision} == {None, *range(1, 8)}
    for one in set(GeoPrecision) - {GeoPrecision.UNKNOWN}:
        assert 1_000 < one.uncertainty_m < 1_000_000
        if one.ucdp in {1, 2, 3, 4}:
            assert one.uncertainty_m < GeoPrecision.COUNTRY.uncertainty_m
    sizes = [GeoPrecision.of_ucdp(code).uncertainty_m for code in "12346"]
    assert sizes == sorted(sizes)
    assert len({*sizes}) == 5


def test_who_sees_says_or_denies_it_goes_before_who_only_plans_it():
    said = Status.OBSERVED, Status.ASSERTED, Status.CLAIMED, Status.CONTESTED, Status.REPORTED
    rest = Status.DENIED, Status.HISTORICAL, Status.NEGATED, Status.CONDITIONAL
    assert sorted(Status, key=lambda one: one.rank) == [*said, *rest]
    shown = [one for one in sorted(Status, key=lambda one: -one.drawn) if one.shown]
    # what is drawn last lies on top
    on_top = [Status.REPORTED, Status.ASSERTED, Status.OBSERVED, Status.CLAIMED, Status.DENIED]
    assert shown == [*on_top, Status.CONTESTED]


def test_a_side_that_no_report_names_stands_before_its_first_character():
    side = Side(way="north", bearing_deg=0.0)
    assert max(side.start, side.end) < 0


def test_a_frame_comes_back_as_it_was_written_also_what_it_does_not_know():
    ends = [Position(name="A"), Position(name="B", bearing_deg=10.0, km=2.5, fits=True)]
    siege = Siege(target="Goma", count=2, positions=tuple(ends))
    assert Siege.from_json(siege.to_json()) == siege

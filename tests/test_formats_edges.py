"""The edges of reading and showing tables: days that others file, long words, many lost."""

from dataclasses import replace
from datetime import date

import pytest
from golden import map_atlases

from geomap import display, files, model
from geomap.atlas import overview
from geomap.errors import InputError
from geomap.files import acled, own_place
from geomap.model import Loss

ROW = {"event_date": "20 August 2021", "event_type": "Battles", "latitude": "1", "longitude": "2"}


@pytest.mark.parametrize(
    ("code", "start", "end", "precision"),
    [
        ("1", date(2021, 8, 20), date(2021, 8, 20), "day"),
        # some week that the day lies in
        ("2", date(2021, 8, 14), date(2021, 8, 26), "week"),
        ("3", date(2021, 8, 1), date(2021, 8, 31), "month"),
        ("", date(2021, 8, 20), date(2021, 8, 20), "day"),
    ],
)
def test_acleds_classes_of_time_are_days_a_week_either_way_and_the_month(
    code, start, end, precision
):
    found = acled.days(ROW | {"time_precision": code})
    assert (found["when_start"], found["when_end"]) == (start, end)
    assert found["time_precision"] == precision


@pytest.mark.parametrize(
    ("given", "order"),
    [
        (["12/12/2001"], ""),
        (["13/12/2001"], "day"),
        (["12/13/2001"], "month"),
        (["13/12/2001", "12/13/2001"], ""),
        (["13/13/2001"], ""),
    ],
)
def test_what_is_larger_than_twelve_is_no_month(given, order):
    assert model.day_order([{"date": one} for one in given], ["date"]) == order


def test_a_week_runs_from_its_monday_to_its_sunday():
    assert model.read_days("2021-W33") == (date(2021, 8, 16), date(2021, 8, 22), "week")
    assert model.month_of(date(2020, 2, 5))[1] == date(2020, 2, 29)


def test_an_interval_may_be_a_day_and_does_not_end_before_it_starts():
    model.check_days(date(2021, 8, 1), date(2021, 8, 1))
    model.check_days(None, date(2021, 8, 1))
    with pytest.raises(InputError):
        model.check_days(date(2021, 8, 2), date(2021, 8, 1))


def test_days_around_one_stay_within_the_calendar():
    assert model.around(date.min, 6) == (date.min, date(1, 1, 7))
    assert model.around(date.max, 6) == (date(9999, 12, 25), date.max)


@pytest.mark.parametrize(("length", "cut"), [(2_000, False), (2_001, True)])
def test_words_of_more_than_two_thousand_characters_are_cut_and_it_shows(length, cut):
    line = display.one_line("x" * length)
    assert line.endswith("…") == cut
    assert len(line.rstrip("…")) == 2_000


@pytest.mark.parametrize(("n", "more"), [(10, False), (11, True)])
def test_ten_lost_reports_are_named_and_the_rest_counted(n, more):
    lost = tuple(Loss(what="report", where=f"report-{k}-x", why="bad") for k in range(n))
    atlas = replace(map_atlases.small(), lost=lost)
    page = overview.overview(atlas)
    assert page.count("-x: bad") == 10
    assert ("1 more" in page) == more


def outside(tmp_path, lat, lon):
    path = tmp_path / "own.csv"
    path.write_text(
        f"date,country,place,latitude,longitude\n2023-04-21,Sudan,,{lat},{lon}\n", "utf-8"
    )
    return " ".join(map(str, files.read_events(path)[1]))


@pytest.mark.parametrize(("lat", "lon", "said"), [(8.0, 47.0, True), (18.0, 38.5, False)])
def test_a_point_far_outside_its_country_is_said_and_one_off_its_coast_is_not(
    tmp_path, lat, lon, said
):
    assert ("outside Sudan" in outside(tmp_path, lat, lon)) is said


@pytest.mark.parametrize(("km", "told"), [(344.0, "340"), (996.0, "1,000"), (1_340.0, "1,300")])
def test_how_far_a_point_is_from_its_place_is_told_in_round_figures(km, told):
    assert own_place._rounded(km) == told

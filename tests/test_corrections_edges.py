"""The edges of a user's decisions: radii, days and their precision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from test_corrections import REPORTS, passage, ready, resolution, statement

from geomap import corrections as room
from geomap.corrections import Corrections, EventCorrection, MentionCorrection, Where
from geomap.errors import InputError
from geomap.model import Candidate, Place


def test_a_point_without_a_radius_is_known_to_a_kilometre():
    assert Where(lon=1, lat=2).place("Alba").uncertainty_m == 1_000


@pytest.mark.parametrize("radius_m", [0.001, 20_000_000.0])
def test_a_radius_may_be_anything_up_to_half_way_around_the_earth(radius_m):
    assert Where(lon=1, lat=2, uncertainty_m=radius_m)


@pytest.mark.parametrize("radius_m", [0.0, -1.0, 20_200_000.0, float("inf"), float("nan")])
def test_a_radius_that_no_place_on_earth_can_have_is_refused(radius_m):
    with pytest.raises(InputError, match="radius"):
        Where(lon=1, lat=2, uncertainty_m=radius_m)


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (1, "day"),
        (2, "days"),
        (6, "days"),
        (7, "week"),
        (8, "month"),
        (31, "month"),
        (32, "year"),
        (366, "year"),
        (367, "vague"),
    ],
)
def test_the_days_that_a_user_gives_have_the_precision_of_their_number(days, precision):
    one = statement()
    first = date(2021, 8, 3)
    decided = EventCorrection(
        passage=passage(one), first_day=first, last_day=first + timedelta(days=days - 1)
    )
    _, found = room.join(REPORTS, [one], ready(events=(decided,)))
    row = found.iloc[0]
    assert (row["when_start"].date(), row["time_precision"]) == (first, precision)


def test_a_day_alone_is_no_interval():
    with pytest.raises(InputError):
        EventCorrection(passage=passage(statement()), first_day=date(2021, 8, 3))


def test_after_a_decision_the_five_likeliest_others_are_kept():
    others = tuple(
        Candidate(
            place=Place(place_id=f"o:{n}", name="Alba", kind="P.PPL", lon=n, lat=n),
            matched="Alba",
            match="exact",
            score=0.1,
        )
        for n in range(9)
    )
    before = replace(resolution(), alternatives=others)
    decided = MentionCorrection(name="Alba", where=Where(lon=1, lat=2))
    (after,) = room.apply_mentions([before], Corrections(mentions=(decided,)))
    assert (after.place.lon, after.probability) == (1, 1.0)
    assert len(after.alternatives) == 5
    assert after.alternatives[0].place == before.place


@pytest.mark.parametrize("text", ["mentions: []\n", "events:\n- report_id: r\n"])
def test_a_file_that_has_lost_its_first_line_is_told_which_line_it_lacks(tmp_path, text):
    path = tmp_path / "o.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="expected geomap-overrides: 1 on a line of its own"):
        room.read(path)

"""The edges of the small map beside a mention: it holds its places, and never shows too little."""

import re
from concurrent.futures import ProcessPoolExecutor

import pytest
from golden import map_atlases

from geomap import corrections
from geomap.reviewing.desk import Desk
from geomap.reviewing.locator import Spot, svg


def shown(*spots):
    text = svg([Spot(lon, lat, "x") for lon, lat in spots], lambda bounds: "")
    return [float(number) for number in re.findall(r"[\d.]+(?=°)", text.rpartition("<text")[2])]


def test_one_place_is_shown_with_the_region_around_it():
    west, east, south, north = shown((69.0, 35.0))
    assert 1 <= east - west <= 4
    assert west < 69 < east
    assert south < 35 < north


@pytest.mark.parametrize("apart", [1, 5, 30])
def test_places_apart_are_shown_with_a_margin_and_not_lost_in_a_wide_one(apart):
    west, east, *_ = shown((20.0, 35.0), (20.0 + apart, 35.0))
    assert west < 20 < 20 + apart < east
    assert east - west <= max(1.6 * apart, 3)


def test_two_reviewers_who_save_at_once_lose_no_decision(tmp_path):
    path = tmp_path / "overrides.yaml"
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(decide, [(str(path), n, 40) for n in range(2)]))
    assert len(corrections.read(path)) == 80
    assert sorted(p.name for p in tmp_path.iterdir()) == [".overrides.yaml.lock", "overrides.yaml"]


def decide(given: tuple[str, int, int]) -> None:
    path, who, n = given
    desk = Desk(map_atlases.small(), path=path)
    for number in range(n):
        name = f"Alba {who} {number}"
        desk.decide(
            corrections.MentionCorrection(name=name, where=corrections.Where(place_id="t:1"))
        )
        desk.save()

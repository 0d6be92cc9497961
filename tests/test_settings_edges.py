"""What holds where nobody sets anything: chosen for readers, not to be changed by the way."""

import time
from dataclasses import replace

import pytest

from geomap import reports
from geomap.pipeline.stretches import read, stretches
from geomap.pipeline.tables import Findings
from geomap.settings import OFFLINE, ONLINE


def test_what_is_less_likely_than_one_in_ten_is_no_place():
    assert OFFLINE.min_probability == 0.1


def test_nothing_goes_online_unless_it_is_said():
    assert not OFFLINE.online
    assert ONLINE.online
    for settings in (OFFLINE, ONLINE):
        assert settings.provider is None
        assert not settings.outlet_locality


def lines(n, chars):
    return reports.from_text("\n\n".join(["x" * (chars - 2)] * n))


def test_an_article_is_read_whole_and_a_book_in_stretches_of_some_tens_of_pages():
    article, book = lines(40, 1_000), lines(400, 1_000)
    assert stretches(article, OFFLINE) == [article]
    assert 3 <= len(stretches(book, OFFLINE)) <= 8


def test_of_a_report_longer_than_a_thick_book_the_rest_is_left_in_the_last_stretch():
    parts = stretches(lines(2_000, 1_000), OFFLINE)
    ends = [one.segments[-1].end for one in parts]
    assert ends[-1] == 2_000_000 - 2
    assert 800_000 < ends[-2] < 1_500_000


@pytest.mark.parametrize(("minutes", "n"), [(5, 2), (15, 1)])
def test_a_report_may_take_ten_minutes_and_what_comes_after_is_lost(monkeypatch, minutes, n):
    clock = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: clock[0])
    report = lines(2, 1_000)
    halves = [replace(report, segments=(one,)) for one in report.segments]

    def step(one, *, passages):
        clock[0] += 60.0 * minutes
        return Findings(report=one)

    found = read(report, [(one, None) for one in halves], step, OFFLINE)
    assert len(found.lost) == 2 - n

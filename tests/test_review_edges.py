"""The edges of the review: two reviewers at once, what a decision touches, how much is shown."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from golden import map_atlases

from geomap import corrections
from geomap.reviewing import deciding, telling
from geomap.reviewing.desk import Desk
from geomap.reviewing.queue import Told


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


@pytest.fixture
def desk(tmp_path):
    return Desk(map_atlases.small(), path=tmp_path / "overrides.yaml")


def test_a_decision_on_an_event_touches_the_reports_that_tell_of_it_and_no_other(desk):
    for item in desk.events:
        words = corrections.EventCorrection(passage=item.passages[0], text="", accepted=True)
        desk.decide(words)
        assert desk.touched() == {one.report_id for one in item.passages}
        desk.undo()
    assert len({len(item.passages) for item in desk.events}) > 1


@pytest.mark.parametrize(
    ("typed", "kept"), [(" seen on site ", "seen on site"), ("", ""), (None, "")]
)
def test_a_note_is_kept_as_typed_and_where_none_is_there_is_none(desk, typed, kept):
    made = deciding.decided_mention(desk.mentions[0], corrections.Where(), {"note": typed})
    assert made.note == kept


def test_an_event_that_hundreds_tell_of_at_length_is_shown_in_a_few_screens(desk):
    said = Told(said_by="police", status="claimed", text="word " * 2_000, source="s")
    item = replace(desk.events[0], told=(said,) * 300)
    rows = telling.event(item, None)["told"]
    assert 5 <= len(rows) <= 30
    assert all(300 < len(text) < 2_000 for text, _ in rows)


def test_for_a_name_without_a_place_a_handful_is_offered(desk, gazetteer):
    item = replace(desk.mentions[0], text="San Jose", place=None, place_id="", alternatives=())
    assert 3 <= len(list(telling.candidates(item, gazetteer))) <= 20


def test_days_that_a_reviewer_decided_are_shown_in_place_of_those_that_were_read(desk):
    item = next(one for one in desk.events if one.first_day and one.last_day)
    assert telling.event(item, None)["last"] == item.last_day.isoformat()
    day = date(2020, 2, 3)
    mine = corrections.EventCorrection(
        passage=item.passages[0], text="", first_day=day, last_day=day
    )
    told = telling.event(item, mine)
    assert (told["first"], told["last"]) == ("2020-02-03", "2020-02-03")

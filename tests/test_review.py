"""The review without a browser: the order of doubt, each button, the file, what runs again."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import geomap
from geomap import corrections
from geomap.errors import InputError, MissingExtraError
from geomap.model import DRAWN_ROLES
from geomap.reviewing import Desk, event_items, mention_items, review
from geomap.reviewing.locator import Spot, borders, svg

HOSTILE = '<img src=x onerror="alert(1)">'
REPORT = f"""---
title: "{HOSTILE.replace('"', "'")}"
publisher: The Herald
published: 2021-08-24
---

Gunmen attacked a police post in Springfield on Monday, officials in Springfield said on Tuesday.

Rebels shelled Paris on 20 August 2021, said a spokesman {HOSTILE} for the army. Soldiers seized the
old bridge on Sunday.
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def atlas(reports: Path) -> geomap.Atlas:
    return geomap.read_atlas(reports)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "overrides.yaml"


def go_to(half, text: str) -> None:
    half.go(next(n for n, item in enumerate(half.items) if item.text == text))


# --- the order


def test_doubtful_mentions_come_first(atlas) -> None:
    items = mention_items(atlas)
    assert len(items) == len(atlas.mentions)
    drawn = [item for item in items if item.role in DRAWN_ROLES]
    assert list(items[: len(drawn)]) == drawn
    placed = [item.probability for item in drawn if item.place_id]
    assert placed == sorted(placed)
    assert [bool(item.place_id) for item in drawn] == sorted(bool(i.place_id) for i in drawn)


def test_each_mention_is_marked_where_it_stands(atlas) -> None:
    items = mention_items(atlas)
    for item in items:
        assert item.sentence[item.at : item.at + len(item.text)] == item.text
    twice = sorted(i.at for i in items if i.text == "Springfield")
    assert len(twice) == len(set(twice)) == 2


def test_a_name_that_stands_twice_is_marked_at_its_own_mention(atlas) -> None:
    frame = atlas.mentions.iloc[:1].copy()
    sentence = "Alba fell; north of Alba, they said, all Alba fled."
    frame["sentence"], frame["text"] = sentence, "Alba"
    frame["report_id"], frame["start"] = "r", 100 + sentence.rindex("Alba")
    other = frame.copy()
    other["text"], other["start"] = "fled", 100 + sentence.rindex("fled")
    other.index = frame.index + "x"
    both = replace(atlas, mentions=_together(frame, other))
    found = {item.text: item for item in mention_items(both)}
    assert found["Alba"].at == sentence.rindex("Alba")


def _together(*frames):
    import geopandas as gpd
    import pandas as pd

    return gpd.GeoDataFrame(pd.concat(frames), geometry="geometry", crs=frames[0].crs)


def test_events_without_a_place_come_first(atlas) -> None:
    items = event_items(atlas)
    assert {item.event_id for item in items} == set(atlas.events.index)
    assert [bool(item.place_id) for item in items] == sorted(bool(i.place_id) for i in items)
    assert all(item.told and item.passages for item in items)


# --- decisions on mentions


def test_accept_choose_point_and_no_place(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    go_to(half, "Paris")
    item = half.item
    half.accept.click()
    assert half.desk.mention(item).where.place_id == item.place_id
    go_to(half, "Springfield")
    half.places.choice.index = 1
    other = half.places.chosen.place_id
    half.choose.click()
    assert {i.text for i in half.items if half.decided(i)} >= {"Paris", "Springfield"}
    go_to(half, "Springfield")
    assert half.desk.mention(half.item).where.place_id == other != half.item.place_id
    half.scope.value = "mention"
    half.places.lon.value, half.places.lat.value = 12.5, -3.25
    half.places.radius_km.value = 2.5
    half.set_point.click()
    assert half.desk.now.mentions[-1].where.uncertainty_m == 2500
    half.role.value = "nickname"
    go_to(half, "Paris")
    half.not_a_place.click()
    assert half.desk.mention(item).not_a_place
    assert half.desk.mention(item).role == "nickname"


def test_one_decision_counts_for_its_name_in_the_report(atlas, path: Path) -> None:
    made = review(atlas, path=path)
    go_to(made.mentions, "Springfield")
    made.mentions.choose.click()
    assert all(made.mentions.decided(i) for i in made.mentions.items if i.text == "Springfield")
    assert "2 of " in made._count.value
    assert "1 not saved" in made._count.value


def test_a_wider_decision_takes_the_place_of_a_narrower_one(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    go_to(half, "Paris")
    half.scope.value = "mention"
    half.not_a_place.click()
    go_to(half, "Paris")
    half.scope.value = "all"
    half.accept.click()
    (left,) = half.desk.now.mentions
    assert (left.report_id, left.start, left.not_a_place) == ("", None, False)


def test_take_back_removes_a_decision_also_from_the_file(atlas, path: Path) -> None:
    made = review(atlas, path=path)
    half = made.mentions
    go_to(half, "Paris")
    half.accept.click()
    made.save()
    go_to(half, "Paris")
    assert not half.take_back.disabled
    half.take_back.click()
    assert half.take_back.disabled
    made.save()
    assert len(corrections.read(path)) == 0


def test_a_point_off_the_globe_is_refused(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    half.places.lon.value, half.places.lat.value = 10, 95
    half.set_point.click()
    assert 'role="alert"' in half.message.value
    assert "latitude -90..90" in half.message.value
    assert not len(half.desk.now)


def test_search_offers_other_names(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    go_to(half, "Paris")
    before = len(half.places.choice.options)
    half.places.name.value = "Kabul"
    half.places.search.click()
    assert len(half.places.choice.options) > before
    assert half.places.chosen.country == "AF"
    half.places.name.value = "no such name at all, anywhere"
    half.places.search.click()
    assert "No other place" in half.message.value


def test_the_way_has_two_ends_and_next_undecided_goes_round(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    half.go(-1)
    assert half.index == 0
    half.go(len(half.items))
    assert half.index == 0
    for _ in range(len(half.items)):
        half.not_a_place.click()
    assert "All mentions are decided" in half.message.value


def test_names_drawn_nowhere_can_be_listed(atlas, path: Path) -> None:
    half = review(atlas, path=path).mentions
    half.all_roles.value = True
    assert len(half.items) == len(atlas.mentions)
    half.all_roles.value = False
    assert all(item.drawn for item in half.items)


# --- decisions on events


def test_place_status_and_day_of_an_event(atlas, path: Path) -> None:
    half = review(atlas, path=path).events
    item = half.item
    half.places.lon.value, half.places.lat.value = 5.0, 6.0
    half.point_name.value = "the mill"
    half.add_point.click()
    half.status.value = "denied"
    half.first_day.value = half.last_day.value = date(2021, 8, 22)
    half.apply.click()
    decision = half.desk.event(item)
    assert (decision.where.lon, decision.place_name) == (5.0, "the mill")
    assert (decision.status, decision.first_day) == ("denied", date(2021, 8, 22))


def test_accepting_an_event_changes_nothing(atlas, path: Path) -> None:
    half = review(atlas, path=path).events
    item = half.item
    half.accept.click()
    assert half.desk.event(item).accepted
    assert not half.desk.event(item).changes


def test_a_second_decision_adds_to_the_first(atlas, path: Path) -> None:
    half = review(atlas, path=path).events
    first = half.index
    half.status.value = "denied"
    half.apply.click()
    half.go(first)
    assert half.status.value == "denied"
    half.first_day.value = half.last_day.value = date(2021, 8, 22)
    half.apply.click()
    (decision,) = half.desk.now.events
    assert (decision.status, decision.last_day) == ("denied", date(2021, 8, 22))


def test_a_last_day_before_the_first_is_refused(atlas, path: Path) -> None:
    half = review(atlas, path=path).events
    half.first_day.value, half.last_day.value = date(2021, 8, 22), date(2021, 8, 2)
    half.apply.click()
    assert 'role="alert"' in half.message.value
    assert not len(half.desk.now)


# --- the file


def test_who_and_when_only_if_wanted(atlas, path: Path) -> None:
    for who in (None, "Ana"):
        desk = Desk(atlas, path=path, who=who, today=lambda: date(2026, 1, 2))
        desk.decide(corrections.MentionCorrection(name="Paris", not_a_place=True))
        desk.save()
        text = path.read_text(encoding="utf-8")
        assert ("who: Ana" in text) == ("when: 2026-01-02" in text) == (who is not None)


def test_what_another_wrote_meanwhile_is_kept(atlas, path: Path) -> None:
    one, other = Desk(atlas, path=path), Desk(atlas, path=path)
    one.decide(corrections.MentionCorrection(name="Paris", not_a_place=True))
    other.decide(corrections.MentionCorrection(name="Springfield", not_a_place=True))
    one.save()
    assert other.save() == 2
    assert [m.name for m in corrections.read(path).mentions] == ["Paris", "Springfield"]


@pytest.mark.parametrize(
    "text", ["geomap-overrides: 9\n", "geomap-overrides: 1\nmentions: [\n", "Paris: gn:1\n", "- 1"]
)
def test_another_file_is_refused_and_left_as_it_is(atlas, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"overrides\.yaml"):
        review(atlas, path=path)
    path.unlink()
    made = review(atlas, path=path)
    made.mentions.not_a_place.click()
    path.write_text(text, encoding="utf-8")
    made._save.click()
    assert "Not saved" in made._message.value
    assert 'role="alert"' in made._message.value
    assert path.read_text(encoding="utf-8") == text
    assert made.desk.unsaved == 1


def test_a_folder_that_is_not_there_is_named(atlas, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        review(atlas, path=tmp_path / "none" / "o.yaml")


def test_without_ipywidgets_the_extra_is_named(atlas, path: Path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ipywidgets", None)
    with pytest.raises(MissingExtraError, match=r"geomap-news\[lab\]"):
        review(atlas, path=path)


# --- the round trip


def test_a_saved_choice_is_there_in_the_next_run(atlas, reports: Path, path: Path) -> None:
    made = review(atlas, path=path, who="Ana")
    half = made.mentions
    go_to(half, "Springfield")
    half.places.choice.index = 1
    other = half.places.chosen
    half.choose.click()
    made.save()
    again = geomap.read_atlas(reports, settings=made.settings)
    rows = again.mentions[again.mentions["text"] == "Springfield"]
    assert set(rows["place_id"]) == {other.place_id}
    assert set(rows["probability"]) == {1.0}
    assert rows["explanation"].str.contains("Ana").all()
    moved = again.events[again.events["place_id"] == other.place_id]
    assert len(moved) == 1
    assert (moved.geometry.x.item(), moved.geometry.y.item()) == (other.lon, other.lat)
    assert not len(atlas.events[atlas.events["place_id"] == other.place_id])
    assert not again.lost
    known = review(again, path=path).mentions
    assert all(known.decided(item) for item in known.items if item.text == "Springfield")


def test_no_place_takes_its_events_off_the_map(atlas, reports: Path, path: Path) -> None:
    made = review(atlas, path=path)
    go_to(made.mentions, "Paris")
    before = made.mentions.item.place_id
    assert (atlas.events["place_id"] == before).any()
    made.mentions.not_a_place.click()
    made.save()
    again = geomap.read_atlas(reports, settings=made.settings)
    row = again.mentions[again.mentions["text"] == "Paris"].iloc[0]
    assert row["geometry"] is None
    assert row["reason"].startswith("not a place")
    assert not (again.events["place_id"] == before).any()


def test_an_events_place_status_and_day_are_there_in_the_next_run(
    atlas, reports: Path, path: Path
) -> None:
    made = review(atlas, path=path)
    half = made.events
    item = half.item
    half.places.lon.value, half.places.lat.value = 5.0, 6.0
    half.add_point.click()
    half.status.value = "contested"
    half.first_day.value = half.last_day.value = date(2021, 8, 1)
    half.apply.click()
    made.save()
    again = geomap.read_atlas(reports, settings=made.settings)
    spans = again.statements[again.statements["start"] == item.passages[0].start]
    row = again.events.loc[spans["event_id"].iloc[0]]
    assert (row["geometry"].x, row["geometry"].y, row["status"]) == (5.0, 6.0, "contested")
    assert str(row["when_start"].date()) == "2021-08-01"
    assert again.to_html() != atlas.to_html()


# --- hostile words and the small map


def test_words_of_a_report_reach_the_page_escaped_only(atlas, path: Path) -> None:
    made = review(atlas, path=path)
    for half in (made.mentions, made.events):
        for index in range(len(half.items)):
            half.go(index)
            assert "<img src=x" not in half.head.value
            assert "&lt;img src=x" in half.head.value


def test_no_widget_sets_latex(atlas, path: Path) -> None:
    from ipywidgets import HTMLMath, Label

    stack = [review(atlas, path=path).widget]
    while stack:
        one = stack.pop()
        assert not isinstance(one, HTMLMath | Label)
        assert not getattr(one, "description_allow_html", False)
        stack += getattr(one, "children", ())


def test_every_control_has_words(atlas, path: Path) -> None:
    from ipywidgets import HTML, Box

    stack = [review(atlas, path=path).widget]
    while stack:
        one = stack.pop()
        assert isinstance(one, Box | HTML) or one.description
        stack += getattr(one, "children", ())


@pytest.mark.parametrize(
    "spots",
    [
        [Spot(69.2, 35.3, "1", True)],
        [Spot(-89.65, 39.8, "1", True), Spot(150.9, -33.7, "2")],
        [Spot(179.9, 0, "1", True), Spot(-179.9, 0, "2")],
        [Spot(0, 90, "1"), Spot(0, -90, "2")],
        [Spot(10, 50, '<script>&"', True)],
    ],
)
def test_the_small_map_is_sound_and_holds_its_places(spots, gazetteer) -> None:
    picture = svg(spots, borders(gazetteer))
    root = ElementTree.fromstring(picture)
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == len(spots)
    for circle in circles:
        assert 0 <= float(circle.get("cx")) <= 420
        assert 0 <= float(circle.get("cy")) <= 300
    assert picture == svg(spots, borders(gazetteer))
    assert "<script" not in picture


def test_borders_are_there(gazetteer) -> None:
    assert svg([Spot(69.2, 35.3, "1")], borders(gazetteer)).count("<path") > 3

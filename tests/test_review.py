"""The review without a browser: the order of doubt, what each button asks, the file, `apply`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import geomap
from geomap import corrections
from geomap.errors import InputError, MissingExtraError
from geomap.model import DRAWN_ROLES
from geomap.reviewing import Desk, Screen, event_items, mention_items, review

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


@pytest.fixture
def screen(atlas, path: Path, gazetteer) -> Screen:
    return Screen(Desk(atlas, path=path), gazetteer)


def go_to(screen: Screen, text: str):
    """The first mention of a name, which is shown now."""
    screen.ask({"do": "half", "half": "places"})
    screen.ask({"do": "go", "to": [item.text for item in screen.items].index(text)})
    return screen.item


def go_to_events(screen: Screen):
    screen.ask({"do": "half", "half": "events"})
    return screen.item


def point(**more):
    return {"do": "point", "lon": 5.0, "lat": 6.0, "radius_m": 2500, **more}


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


def test_accept_choose_point_and_no_place(screen) -> None:
    paris = go_to(screen, "Paris")
    screen.ask({"do": "accept"})
    assert screen.decision(paris).where.place_id == paris.place_id
    springfield = go_to(screen, "Springfield")
    other = screen.found[1][0].place_id
    screen.ask({"do": "place", "n": 1})
    assert screen.decision(springfield).where.place_id == other != springfield.place_id
    go_to(screen, "Springfield")
    screen.ask(point(lon=12.5, lat=-3.25, scope="mention"))
    assert screen.desk.now.mentions[-1].where.uncertainty_m == 2500
    go_to(screen, "Paris")
    screen.ask({"do": "no_place", "role": "nickname"})
    assert (screen.decision(paris).not_a_place, screen.decision(paris).role) == (True, "nickname")


def test_one_decision_counts_for_its_name_in_the_report(screen) -> None:
    go_to(screen, "Springfield")
    screen.ask({"do": "place", "n": 0})
    assert all(screen.decision(one) for one in screen.items if one.text == "Springfield")
    assert screen.shown()["decided"][0] == 2
    assert screen.shown()["unsaved"] == 1


def test_a_wider_decision_takes_the_place_of_a_narrower_one(screen) -> None:
    go_to(screen, "Paris")
    screen.ask({"do": "no_place", "role": "nickname", "scope": "mention"})
    go_to(screen, "Paris")
    screen.ask({"do": "accept", "scope": "all"})
    (left,) = screen.desk.now.mentions
    assert (left.report_id, left.start, left.not_a_place) == ("", None, False)
    screen.ask({"do": "undo"})
    (left,) = screen.desk.now.mentions
    assert left.not_a_place


def test_take_back_removes_a_decision_also_from_the_file(screen, path: Path) -> None:
    go_to(screen, "Paris")
    screen.ask({"do": "accept"})
    screen.desk.save()
    go_to(screen, "Paris")
    assert screen.shown()["item"]["decision"]
    screen.ask({"do": "take_back"})
    assert not screen.shown()["item"]["decision"]
    screen.desk.save()
    assert len(corrections.read(path)) == 0


def test_undo_goes_back_step_by_step_until_the_last_save(screen) -> None:
    go_to(screen, "Paris")
    screen.ask({"do": "accept"})
    screen.desk.save()
    steps = ({"do": "no_place", "role": "nickname"}, {"do": "take_back"}, point())
    seen = [screen.desk.now]
    for asked in steps:
        go_to(screen, "Paris")
        screen.ask(asked)
        seen.append(screen.desk.now)
    assert screen.shown()["steps"] == 3
    for before in seen[-2::-1]:
        screen.ask({"do": "undo"})
        assert screen.desk.now == before
    screen.ask({"do": "undo"})
    assert (screen.desk.now, screen.shown()["steps"]) == (seen[0], 0)


@pytest.mark.parametrize(
    "asked",
    [
        point(lat=95),
        point(radius_m=0),
        point(lon="here"),
        {"do": "point"},
        {"do": "place", "n": 99},
        {"do": "no_such_thing"},
        {"do": "add_name", "start": 3, "end": 3},
        {"do": "add_event", "start": 0, "end": 5, "type": "PARTY"},
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(screen, asked) -> None:
    go_to(screen, "Paris")
    before = len(screen.items)
    screen.ask(asked)
    assert screen.shown()["told"][1]
    assert (len(screen.desk.now), len(screen.items)) == (0, before)


def test_no_point_is_shown_that_nobody_set(screen) -> None:
    for index in range(len(screen.items)):
        screen.ask({"do": "go", "to": index})
        assert not {"lon", "lat", "radius_m"} & set(screen.shown()["item"])


def test_search_offers_other_names(screen) -> None:
    go_to(screen, "Paris")
    before = len(screen.found)
    screen.ask({"do": "search", "name": "Kabul"})
    assert len(screen.found) > before
    assert screen.found[0][0].country == "AF"
    screen.ask({"do": "search", "name": "no such name at all, anywhere"})
    assert screen.shown()["told"][1]


def test_the_way_has_two_ends_and_next_undecided_goes_round(screen) -> None:
    for to in (-1, len(screen.items)):
        screen.ask({"do": "go", "to": to})
        assert screen.shown()["index"] == 0
    for _ in range(len(screen.items)):
        screen.ask({"do": "no_place", "role": "nickname"})
    assert "All places are decided" in screen.shown()["told"][0]


def test_names_drawn_nowhere_can_be_listed(screen, atlas) -> None:
    screen.ask({"do": "everything", "on": True})
    assert len(screen.items) == len(atlas.mentions)
    screen.ask({"do": "everything", "on": False})
    assert all(item.drawn for item in screen.items)


# --- decisions on events


def test_place_status_and_day_of_an_event(screen) -> None:
    item = go_to_events(screen)
    screen.ask(point(name="the mill"))
    at = screen.items.index(item)
    screen.ask({"do": "go", "to": at})
    assert "the mill" in [place.name for place, _ in screen.found if place]
    screen.ask({"do": "status", "status": "denied", "first": "2021-07-30", "last": ""})
    decision = screen.decision(item)
    assert (decision.where.lon, decision.place_name) == (5.0, "the mill")
    assert (decision.status, decision.last_day) == ("denied", date(2021, 7, 30))


def test_accepting_an_event_changes_nothing(screen) -> None:
    item = go_to_events(screen)
    screen.ask({"do": "accept"})
    assert screen.decision(item).accepted
    assert not screen.decision(item).changes


def test_a_last_day_before_the_first_is_refused(screen) -> None:
    item = go_to_events(screen)
    days = {"first": "2021-08-22", "last": "2021-08-02"}
    screen.ask({"do": "status", "status": item.status, **days})
    assert screen.shown()["told"][1]
    assert not len(screen.desk.now)


# --- what was missed


def words(item, wanted: str) -> dict[str, int]:
    at = item.sentence.index(wanted)
    return {"start": at, "end": at + len(wanted)}


def test_a_missed_name_is_decided_where_it_stands_and_found_in_the_next_run(
    screen, atlas, reports: Path
) -> None:
    paris = go_to(screen, "Paris")
    screen.ask({"do": "add_name", **words(paris, "Rebels")})
    made = screen.item
    assert (made.text, made.missed, made.place) == ("Rebels", True, None)
    screen.ask(point(scope="all"))
    (decided,) = screen.desk.now.mentions
    assert (decided.name, decided.start) == ("Rebels", made.start)
    screen.desk.save()
    again = geomap.read_atlas(reports, settings=screen.desk.settings)
    row = again.mentions[again.mentions["start"] == made.start].iloc[0]
    assert (row["text"], row.geometry.x, row.geometry.y) == ("Rebels", 5.0, 6.0)
    assert not again.lost
    assert len(again.mentions) == len(atlas.mentions) + 1


def test_a_missed_event_is_there_in_the_next_run(screen, atlas, reports: Path) -> None:
    paris = go_to(screen, "Paris")
    days = {"first": "2021-08-21", "last": "2021-08-22"}
    asked = {"do": "add_event", "type": "AID", "actor": "a spokesman", "status": "claimed", **days}
    screen.ask(asked | words(paris, "said "))
    screen.desk.save()
    again = geomap.read_atlas(reports, settings=screen.desk.settings)
    new = again.statements[again.statements["text"] == "said"]
    event = again.events.loc[new["event_id"]].iloc[0]
    told = (event["event_type"], event["place_id"], event["status"], event["actor"])
    assert told == ("AID", paris.place_id, "claimed", "a spokesman")
    assert (f"{event['when_start']:%F}", f"{event['when_end']:%F}") == (days["first"], days["last"])
    assert len(again.events) == len(atlas.events) + 1
    assert not again.lost


def test_words_are_counted_as_the_report_has_them(screen, atlas) -> None:
    for item in screen.items:
        for word in ("Gunmen", "Rebels", "spokesman"):
            if word in item.sentence:
                go_to(screen, item.text)
                screen.ask({"do": "add_name", **words(screen.item, word)})
                text = next(iter(atlas.sources["n_chars"]))
                assert 0 <= screen.item.start < text


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


def test_of_two_decisions_on_the_same_neither_is_lost_without_a_word(atlas, path: Path) -> None:
    no, yes = ({"not_a_place": True}, {"where": corrections.Where(place_id="gn:2988507")})
    one, other = Desk(atlas, path=path, who="Ana"), review(atlas, path=path, who="Ben")
    one.decide(corrections.MentionCorrection(name="Paris", **no))
    one.decide(corrections.MentionCorrection(name="Springfield", **no))
    other.desk.decide(corrections.MentionCorrection(name="Paris", **yes))
    other.desk.decide(corrections.MentionCorrection(name="Tuesday", **no))
    one.save()
    other.asked = {"do": "save", "n": 1}
    told, alert = other.shown["told"]
    assert (alert, "(Ana)" in told, other.shown["unsaved"]) == (True, True, 1)
    kept = {m.name: m for m in corrections.read(path).mentions}
    assert (set(kept), kept["Paris"].who) == ({"Paris", "Springfield", "Tuesday"}, "Ana")
    other.asked = {"do": "save", "n": 2}
    assert {m.name: m.who for m in corrections.read(path).mentions}["Paris"] == "Ben"
    assert other.shown["unsaved"] == 0


@pytest.mark.parametrize(
    "text", ["geomap-overrides: 9\n", "geomap-overrides: 1\nmentions: [\n", "Paris: gn:1\n", "- 1"]
)
def test_another_file_is_refused_and_left_as_it_is(atlas, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"overrides\.yaml"):
        review(atlas, path=path)
    path.unlink()
    made = review(atlas, path=path)
    made.asked = {"do": "no_place", "role": "nickname", "n": 1}
    path.write_text(text, encoding="utf-8")
    made.asked = {"do": "save", "n": 2}
    told, refused = made.shown["told"]
    assert (told.startswith("Not saved."), refused) == (True, True)
    assert path.read_text(encoding="utf-8") == text
    assert made.desk.unsaved == 1


def test_a_folder_that_is_not_there_is_named(atlas, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        review(atlas, path=tmp_path / "none" / "o.yaml")


def test_without_anywidget_the_extra_is_named(atlas, path: Path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "anywidget", None)
    with pytest.raises(MissingExtraError, match=r"geomap-news\[lab\]"):
        review(atlas, path=path)


# --- the round trip


def test_a_saved_choice_is_applied_as_if_all_were_read_again(
    atlas, reports: Path, path: Path
) -> None:
    made = review(atlas, path=path, who="Ana")
    go_to(made.screen, "Springfield")
    other = made.screen.found[1][0]
    made.asked = {"do": "place", "n": 1, "scope": "report"}
    again = made.apply(reports)
    rows = again.mentions[again.mentions["text"] == "Springfield"]
    assert set(rows["place_id"]) == {other.place_id}
    assert set(rows["probability"]) == {1.0}
    assert rows["explanation"].str.contains("Ana").all()
    moved = again.events[again.events["place_id"] == other.place_id]
    assert (moved.geometry.x.item(), moved.geometry.y.item()) == (other.lon, other.lat)
    assert not len(atlas.events[atlas.events["place_id"] == other.place_id])
    assert again == geomap.read_atlas(reports, settings=made.settings)
    known = review(again, path=path).screen
    assert all(known.decision(item) for item in known.items if item.text == "Springfield")


def test_no_place_takes_its_events_off_the_map(atlas, reports: Path, path: Path) -> None:
    made = review(atlas, path=path)
    before = go_to(made.screen, "Paris").place_id
    assert (atlas.events["place_id"] == before).any()
    made.asked = {"do": "no_place", "role": "nickname"}
    again = made.apply(reports)
    row = again.mentions[again.mentions["text"] == "Paris"].iloc[0]
    assert row["geometry"] is None
    assert row["reason"].startswith("not a place")
    assert not (again.events["place_id"] == before).any()


def test_an_events_place_status_and_day_are_applied(atlas, reports: Path, path: Path) -> None:
    made = review(atlas, path=path)
    item = go_to_events(made.screen)
    made.asked = point()
    made.screen.ask({"do": "go", "to": made.screen.items.index(item)})
    made.asked = {"do": "status", "status": "contested", "first": "2021-08-01", "last": ""}
    again = made.apply(reports)
    spans = again.statements[again.statements["start"] == item.passages[0].start]
    row = again.events.loc[spans["event_id"].iloc[0]]
    assert (row["geometry"].x, row["geometry"].y, row["status"]) == (5.0, 6.0, "contested")
    assert str(row["when_start"].date()) == "2021-08-01"
    assert again.to_html() != atlas.to_html()


def test_apply_reads_only_the_reports_that_decisions_are_about(
    reports: Path, tmp_path: Path, path: Path, monkeypatch
) -> None:
    from geomap import pipeline

    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "a.md").write_text(REPORT, encoding="utf-8")
    for name, town in (("b", "Goma"), ("c", "Kidal")):
        text = f"---\npublished: 2021-08-24\n---\nRebels shelled the town of {town} on Sunday.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    made = review(geomap.read_atlas(folder), path=path)
    item = go_to(made.screen, "Goma")
    made.asked = point(scope="report")
    whole = geomap.read_atlas(folder, settings=replace(made.settings, overrides=None))
    made.save()
    read, one = [], pipeline.read_one
    monkeypatch.setattr(
        pipeline,
        "read_one",
        lambda report, *a, **k: read.append(report.report_id) or one(report, *a, **k),
    )
    again = made.apply(folder)
    assert read == [item.report_id]
    everything = geomap.read_atlas(folder, settings=made.settings)
    for name, frame in again.frames.items():
        assert list(frame.index) == list(everything.frames[name].index), name
    assert again.to_html() == everything.to_html() != whole.to_html()


# --- hostile words


def test_words_of_a_report_travel_as_plain_text_alone(screen, atlas, path: Path) -> None:
    shown = str([screen.shown(), review(atlas, path=path).shown])
    go_to(screen, "Paris")
    assert HOSTILE in "".join(screen.shown()["item"]["sentence"])
    assert "&lt;" not in shown
    script = (Path(geomap.__file__).parent / "reviewing" / "assets" / "review.js").read_text(
        encoding="utf-8"
    )
    for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert unsafe not in script


def test_the_widget_holds_the_pages_own_leaflet_and_asks_for_nothing_outside(atlas, path) -> None:
    from geomap.maps.page import external_links

    made = review(atlas, path=path)
    assert "Leaflet 1.9.3" in made._esm
    assert made._esm.endswith("export default { render };\n")
    assert external_links(made._css) == []
    assert made.ground["towns"]


def test_the_ground_is_drawn_anew_only_where_other_places_are_shown(atlas, path: Path):
    pytest.importorskip("anywidget")
    made = review(atlas, path=path)
    drawn = []
    made.observe(lambda change: drawn.append(change["new"]["window"]), names="ground")
    made.asked = {"do": "half", "half": "places"}
    windows = len(drawn)
    made.asked = {"do": "help"}  # nothing that it knows: the same places are shown
    assert len(drawn) == windows
    for at in range(len(made.screen.items)):
        made.asked = {"do": "go", "to": at}
    assert len(drawn) > windows

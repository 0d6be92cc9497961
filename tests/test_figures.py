"""The still picture: three formats, the same bytes, the same legend, any text."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from golden import map_atlases

from geomap import figures
from geomap.display import one_line
from geomap.errors import InputError
from geomap.figures import symbols
from geomap.figures.frame import Frame
from geomap.maps import picture
from geomap.model import Status, Symbol

HEADS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.fixture(scope="module")
def atlas():
    return map_atlases.small()


@pytest.mark.parametrize("suffix", sorted(HEADS))
def test_the_same_atlas_gives_the_same_file(atlas, tmp_path, suffix):
    one = figures.to_figure(atlas, tmp_path / f"one.{suffix}")
    two = figures.to_figure(atlas, tmp_path / f"two.{suffix}")
    assert one.read_bytes().startswith(HEADS[suffix])
    assert one.read_bytes() == two.read_bytes()


def test_other_formats_and_folders_are_named(atlas, tmp_path):
    with pytest.raises(InputError, match=r"\.pdf, \.png, \.svg"):
        figures.to_figure(atlas, tmp_path / "map.jpeg")
    with pytest.raises(InputError, match="existing folder"):
        figures.to_figure(atlas, tmp_path / "no" / "map.png")


def test_hostile_text_is_drawn_as_text(tmp_path):
    path = figures.to_figure(map_atlases.hostile(), tmp_path / "hostile.svg")
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "onerror" not in text


def test_a_story_outside_the_elevation_window_has_a_picture_too(tmp_path):
    path = figures.to_figure(map_atlases.small("ukraine"), tmp_path / "ukraine.png")
    assert path.stat().st_size > 50_000


def test_names_on_the_sheet_do_not_collide(atlas):
    figure = figures.draw(atlas)
    axes = figure.axes[0]
    renderer = figure.canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in axes.texts if t.get_zorder() == 30]
    assert len(boxes) > 20
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            over_x = min(a.x1, b.x1) - max(a.x0, b.x0)
            over_y = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert over_x < 1 or over_y < 1


def test_every_event_that_is_drawn_stands_in_one_group(atlas):
    shown = picture(atlas, atlas.settings)
    frame = Frame.fit(shown.bounds, width_pt=560, height_pt=500)
    groups = symbols.groups(atlas, shown, frame)
    assert sum(group.count for group in groups) == len(symbols.table(atlas, shown))
    for i, one in enumerate(groups):
        for other in groups[i + 1 :]:
            if one.area or other.area:
                (a, b), (c, d) = one.half(), other.half()
                assert abs(one.x - other.x) >= a + c or abs(one.y - other.y) >= b + d


def test_every_shape_of_the_encoding_has_an_outline():
    for symbol in Symbol:
        assert len(symbols.shape_path(symbol).vertices) >= 4


def test_text_on_paper_is_one_line_without_control_characters():
    assert one_line("a\u202eb\nc\x00d" + "e" * 99, 19) == "a b c d" + "e" * 12 + "…"


def test_events_over_time_are_counted_by_status_and_side_and_the_rest_is_said():
    small = map_atlases.small().filter(days=("2021-08-10", "2021-08-30"))
    shown = small.events["status"].isin([one for one in Status if one.shown])
    known = small.events[shown].dropna(subset=["when_start", "when_end"])
    for by in ("status", "side"):
        table = figures.event_counts(small, by)
        assert table.index.is_monotonic_increasing
        assert table.index.freqstr == "D"
        alone = (known["when_start"] == known["when_end"]).sum()
        assert table.to_numpy().sum() == alone
    table = figures.event_counts(small)
    first = known[known["when_start"] == known["when_end"]].iloc[0]
    assert table.loc[first["when_start"].to_period("D"), first["status"]] >= 1
    title = figures.timeline(small).axes[0].get_title(loc="left")
    assert title.startswith(f"{alone} of {len(small)} events")


def test_a_longer_time_is_counted_in_weeks_and_months():
    small = map_atlases.small().filter(days=("2021-08-10", "2021-08-30"))
    for days, freq in ((200, "W-SUN"), (2_000, "M")):
        events = small.events.copy()
        first = events.index[0]
        long_ago = events["when_end"].max() - pd.Timedelta(days=days)
        events.loc[first, ["when_start", "when_end"]] = long_ago
        table = figures.event_counts(replace(small, events=events))
        assert table.index.freqstr == freq
        assert table.iloc[0].sum() == 1


def test_a_timeline_of_nothing_is_drawn_and_of_something_else_refused():
    small = map_atlases.small()
    assert figures.timeline(small.filter(lambda events: events["status"] == "no such")).axes
    with pytest.raises(InputError, match="status, side"):
        figures.timeline(small, "colour")


def test_the_name_of_a_side_is_no_formula_in_a_timeline():
    small = map_atlases.small()
    events = small.events.copy()
    events["actor"] = "Group $x_$"
    drawn = figures.timeline(replace(small, events=events), "side")
    drawn.savefig(io.BytesIO(), format="svg")
    names = [text.get_text() for text in drawn.axes[0].get_legend().get_texts()]
    assert any("$x_$" in name for name in names)

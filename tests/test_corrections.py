"""Corrections: one file, read strictly and written whole; what they change."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geomap import corrections as room
from geomap import events
from geomap.corrections import Corrections, EventCorrection, MentionCorrection, Passage, Where
from geomap.errors import CoordinateError, InputError
from geomap.model import (
    Interval,
    Mention,
    Place,
    Report,
    Resolution,
    Role,
    Statement,
    Status,
)

EVENTS = "geomap-overrides: 1\nevents:\n"
PLACES = {
    "t:1": Place(place_id="t:1", name="Alba", kind="P.PPL", lon=10.0, lat=50.0, country="DE"),
    "t:2": Place(place_id="t:2", name="Alba", kind="P.PPL", lon=20.0, lat=45.0, country="RO"),
}


class Two:
    """A gazetteer of two places."""

    def place(self, place_id):
        return PLACES.get(place_id)


def resolution(start=10, name="Alba", report="r", place="t:1"):
    mention = Mention(
        report_id=report, start=start, end=start + len(name), text=name, role=Role.EVENT_PLACE
    )
    return Resolution(mention=mention, place=PLACES.get(place), probability=0.6)


def statement(start=0, *, report="r", place="t:1", day=3, status=Status.CLAIMED, mode=""):
    when = Interval(start=date(2021, 8, day), end=date(2021, 8, day), precision="day")
    return Statement(
        report_id=report,
        start=start,
        end=start + 40,
        text="Fighters attacked Alba.",
        event_type="ASSAULT",
        event_mode=mode,
        status=status,
        place=resolution(start + 5, report=report, place=place) if place else None,
        when=when,
    )


def passage(one: Statement) -> Passage:
    return Passage(one.report_id, one.start, one.end, one.event_type, one.event_mode, "")


REPORTS = [
    Report(report_id=key, text="Fighters attacked Alba.", published=date(2021, 8, 5))
    for key in ("r", "s")
]


def ready(**kwargs) -> Corrections:
    return Corrections(name="overrides.yaml", places=PLACES, **kwargs)


# --- the file


def everything() -> Corrections:
    return Corrections(
        mentions=(
            MentionCorrection(name="No", where=Where(place_id="t:1")),
            MentionCorrection(
                name="Alba",
                report_id="r",
                start=10,
                where=Where(lon=69.5, lat=-1e-05, uncertainty_m=250),
                who="Zoë: the editor # 1",
                when=date(2026, 1, 2),
                note="- not a list\n{{ nor }} this",
            ),
            MentionCorrection(name="{a: b}", report_id="r", not_a_place=True, role="product"),
        ),
        events=(
            EventCorrection(
                passage=Passage("r", 0, 40, "ASSAULT", "aerial", "st-1"),
                text="“Quoted”: <b>text</b>\u202e",
                status="denied",
                where=Where(place_id="t:2"),
                first_day=date(2021, 8, 1),
                last_day=date(2021, 8, 3),
            ),
            EventCorrection(passage=Passage("r", 50, 60, "AID", "", ""), accepted=True),
        ),
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    room.write(path, everything())
    found = room.read(path)
    assert {one.key: one for one in found.mentions} == {
        one.key: one for one in everything().mentions
    }
    assert set(found.events) == set(everything().events)


def test_same_corrections_give_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "1.yaml", tmp_path / "2.yaml"
    turned = everything()
    room.write(one, turned)
    room.write(other, replace(turned, mentions=turned.mentions[::-1], events=turned.events[::-1]))
    assert one.read_bytes() == other.read_bytes()
    room.write(one, room.read(one))
    assert one.read_bytes() == other.read_bytes()


def test_a_line_a_value_so_that_a_diff_is_small(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    room.write(path, ready(mentions=everything().mentions[:1]))
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "geomap-overrides: 1",
        "mentions:",
        "- name: 'No'",
        "  place_id: t:1",
        "events: []",
    ]


def test_comments_outlive_a_save(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(
        "# ours\ngeomap-overrides: 1\nmentions:\n# seen by two\n- name: Alba  # the town\n"
        "  place_id: 't:1'\n- name: Beta\n  note: 'no # comment'\n  place_id: t:2\n# the end\n",
        encoding="utf-8",
    )
    found = room.read(path)
    room.write(path, replace(found, mentions=found.mentions[:1]))
    text = path.read_text(encoding="utf-8")
    for comment in ("# ours", "# seen by two", "# the town", "# the end"):
        assert text.count(comment) == 1
    assert "no # comment" not in text
    assert room.read(path).mentions == found.mentions[:1]


@pytest.mark.parametrize(
    "text",
    [
        "geomap-overrides: 2\nmentions: []\n",
        "geomap-overrides: 0\nmentions: []\n",
        "geomap-overrides: [1]\n",
        "mentions:\n- name: Alba\n  place_id: t:1\n",
        "geomap-overrides: 1\nmentions: {}x\n",
        "geomap-overrides: 1\nmentions: Alba\n",
        "geomap-overrides: 1\nplaces: []\n",
        "geomap-overrides: 1\n<<<<<<< HEAD\nmentions: []\n=======\n>>>>>>> b\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  place_id: a\n  place_id: b\n",
        "geomap-overrides: 1\nmentions:\n- name: A\n  place_id: a\n- name: a\n  place_id: b\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  lon: 1\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  lon: east\n  lat: 1\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  lon: nan\n  lat: 1\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  lon: 1\n  lat: 91\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  lon: 1\n  lat: 1\n  uncertainty_m: inf\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  start: 3\n  place_id: a\n",
        "geomap-overrides: 1\nmentions:\n- name: Alba\n  colour: red\n  place_id: a\n",
        "geomap-overrides: 1\nmentions:\n- name: [Alba]\n  place_id: a\n",
        "geomap-overrides: 1\nmentions:\n- Alba\n",
        "geomap-overrides: 1\nevents:\n- report_id: r\n  status: denied\n",
        "geomap-overrides: 1\nevents:\n- {report_id: r, start: 1, end: 2, event_type: A}\n",
        "geomap-overrides: 1\nevents:\n- {report_id: r, start: 1, end: 2, status: denied}\n",
        f"{EVENTS}- {{report_id: r, start: 1, end: 2, event_type: A, status: sure}}\n",
        f"{EVENTS}- {{report_id: r, start: 1, end: 2, event_type: A, day: yesterday}}\n",
        "a: " + "[" * 100_000,
        "\x00",
        "? [a]\n: b\n",
    ],
)
def test_a_damaged_file_gives_one_plain_error_and_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"o\.yaml") as caught:
        room.read(path)
    assert "expected" in str(caught.value) or "decide the same" in str(caught.value)
    assert len(str(caught.value)) < 800
    with pytest.raises(InputError):
        room.write(path, everything())
    assert path.read_text(encoding="utf-8") == text
    assert [p.name for p in tmp_path.iterdir()] == ["o.yaml"]


def test_a_newer_and_an_older_file_say_so(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text("geomap-overrides: 7\n", encoding="utf-8")
    with pytest.raises(InputError, match="newer geomap"):
        room.read(path)
    path.write_text("geomap-overrides: '0'\n", encoding="utf-8")
    with pytest.raises(InputError, match="older form"):
        room.read(path)


def test_a_binary_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="UTF-8"):
        room.read(path)
    with pytest.raises(InputError):
        room.read(tmp_path)
    with pytest.raises(InputError):
        room.read(tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["Alba: t:2\n", "- name: Alba\n  place_id: t:2\n", ""])
def test_a_list_without_version_is_read_and_never_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(text, encoding="utf-8")
    assert room.read(path).plain is not None
    with pytest.raises(InputError, match="another file"):
        room.write(path, everything())
    assert path.read_text(encoding="utf-8") == text


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "o.yaml"
    room.write(path, everything())
    before = path.read_bytes()

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(InputError, match="no space"):
        room.write(path, Corrections())
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["o.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "o.yaml"
    room.write(real, Corrections())
    real.chmod(0o640)
    link.symlink_to(real)
    room.write(link, everything())
    assert link.is_symlink()
    assert len(room.read(real)) == len(everything())
    assert real.stat().st_mode & 0o777 == 0o640


def test_unknown_ids_are_named_at_once(tmp_path: Path) -> None:
    for text in ("geomap-overrides: 1\nmentions:\n- name: A\n  place_id: t:9\n", "A: t:9\n"):
        path = tmp_path / "o.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="t:9"):
            room.load(path, Two())
    assert room.load(None, Two()) == Corrections()


# --- mentions


def test_the_narrowest_decision_wins() -> None:
    wide = MentionCorrection(name="ALBA", where=Where(place_id="t:2"))
    report = MentionCorrection(name="alba", report_id="r", not_a_place=True, role="product")
    one = MentionCorrection(
        name="Alba", report_id="r", start=10, where=Where(lon=1, lat=2), who="Ana"
    )
    given = ready(mentions=(wide, report, one))
    here, there, abroad, other = room.apply_mentions(
        [resolution(10), resolution(90), resolution(10, report="s"), resolution(5, "Beta")], given
    )
    assert here.place is not None
    assert (here.place.lon, here.place.lat, here.probability) == (1, 2, 1.0)
    assert here.alternatives[0].place.place_id == "t:1"
    assert here.explanation == ("decided by Ana in overrides.yaml",)
    assert there.place is None
    assert there.mention.role is Role.PRODUCT
    assert there.reason.startswith("not a place")
    assert abroad.place == PLACES["t:2"]
    assert other == resolution(5, "Beta")


def test_a_decision_on_a_mention_needs_its_name_there() -> None:
    one = MentionCorrection(name="Beta", report_id="r", start=10, where=Where(place_id="t:2"))
    assert room.apply_mentions([resolution(10)], ready(mentions=(one,))) == [resolution(10)]


def test_a_choice_between_no_and_yes_is_an_error() -> None:
    with pytest.raises(InputError):
        MentionCorrection(name="Alba")
    with pytest.raises(InputError):
        MentionCorrection(name="Alba", not_a_place=True, where=Where(place_id="t:1"))
    with pytest.raises(CoordinateError):
        Where(lon=181, lat=0)


# --- events


def test_without_corrections_nothing_changes() -> None:
    told, found = room.join(REPORTS, [statement()], Corrections())
    raw_told, raw = events.join(REPORTS, [statement()])
    assert told.equals(raw_told)
    assert found.equals(raw)


def test_place_status_and_day_of_an_event() -> None:
    first, later = statement(0), statement(100)
    decided = EventCorrection(
        passage=passage(later),
        where=Where(place_id="t:2"),
        status="denied",
        first_day=date(2021, 8, 1),
        last_day=date(2021, 8, 1),
    )
    told, found = room.join(REPORTS, [first, later], ready(events=(decided,)))
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["place_id"], row["status"], row["time_precision"]) == ("t:2", "denied", "day")
    assert str(row["when_start"].date()) == "2021-08-01"
    assert set(told["place_id"]) == {"t:2"}
    assert set(told["status"]) == {"claimed"}
    raw, _ = events.join(REPORTS, [first, later])
    assert list(raw.index) == list(told.index)


def test_an_event_moved_to_where_another_report_has_it_becomes_one_with_it() -> None:
    here, there = statement(0), statement(0, report="s", place="t:2", status=Status.NEGATED)
    apart = events.join(REPORTS, [here, there])[1]
    assert len(apart) == 2
    decided = EventCorrection(passage=passage(here), where=Where(place_id="t:2"))
    _, found = room.join(REPORTS, [here, there], ready(events=(decided,)))
    assert len(found) == 1
    assert found["status"].item() == "contested"
    assert found["n_sources"].item() == 2


def test_a_place_for_an_event_without_one_and_none_for_one_with() -> None:
    placed, bare = (
        statement(0),
        replace(statement(100, place=None, mode="aerial"), event_type="PROTEST"),
    )
    decided = (
        EventCorrection(passage=passage(placed), no_place=True),
        EventCorrection(passage=passage(bare), where=Where(lon=5, lat=6), place_name="the mill"),
    )
    _, found = room.join(REPORTS, [placed, bare], ready(events=decided))
    by_mode = found.set_index("event_mode")
    assert by_mode.loc["", "geometry"] is None
    assert by_mode.loc["aerial", "place"] == "the mill"
    assert (by_mode.loc["aerial", "geometry"].x, by_mode.loc["aerial", "geometry"].y) == (5, 6)


def test_accepting_freezes_nothing() -> None:
    one = statement()
    decided = EventCorrection(passage=passage(one), accepted=True)
    told, found = room.join(REPORTS, [one], ready(events=(decided,)))
    raw_told, raw = events.join(REPORTS, [one])
    assert found.equals(raw)
    assert told.equals(raw_told)


def test_input_is_left_as_it_was() -> None:
    given = [statement()]
    decided = EventCorrection(passage=passage(given[0]), where=Where(place_id="t:2"))
    room.join(REPORTS, given, ready(events=(decided,)))
    assert given == [statement()]


def test_what_is_no_longer_there_is_named() -> None:
    from geomap.model import table

    mentions = table(
        "mentions",
        [{"mention_id": "m", "report_id": "r", "start": 10, "text": "Alba", "geometry": None}],
    )
    gone = MentionCorrection(name="Beta", report_id="r", start=10, where=Where(place_id="t:1"))
    kept = MentionCorrection(name="Alba", report_id="r", where=Where(place_id="t:1"))
    waiting = MentionCorrection(name="Alba", report_id="x", start=1, where=Where(place_id="t:1"))
    lost = EventCorrection(passage=Passage("r", 900, 950, "AID", "", ""), status="denied")
    found = room.unmatched(
        ready(mentions=(gone, kept, waiting), events=(lost,)),
        mentions=mentions,
        statements=[statement()],
    )
    lines = [str(loss) for loss in found]
    assert len(lines) == 2
    assert "Beta" in lines[0]
    assert "900" in lines[1]


def test_a_report_that_was_edited_is_named() -> None:
    from geomap.model import table

    mentions = table(
        "mentions",
        [{"mention_id": "m", "report_id": "day-1-aaaa", "start": 1, "text": "A", "geometry": None}],
    )
    old = MentionCorrection(name="A", report_id="day-1-bbbb", where=Where(place_id="t:1"))
    other = MentionCorrection(name="A", report_id="day-2-bbbb", where=Where(place_id="t:1"))
    lost = room.unmatched(ready(mentions=(old, other)), mentions=mentions, statements=[])
    lines = [str(loss) for loss in lost]
    assert len(lines) == 1
    assert "day-1-bbbb" in lines[0]
    assert "edited" in lines[0]

"""A user's own events as GeoJSON: read by columns, object by object and whole, with one answer."""

import json
from pathlib import Path

import pandas as pd
import pytest

from geomap import files
from geomap.errors import InputError
from geomap.files import feature_stream, own_features
from geomap.files.feature_columns import Columns

READERS = ("by columns", "by object", "whole")
# what one feature of a file may be instead of what all others are
ODD = {
    "like the others": {},
    "a whole number": {"score": 3},
    "a whole number with a dot": {"score": 3.0},
    "a number of another kind": {"dead": 2.5},
    "a number too long": {"dead": 10**30},
    "no number": {"score": float("nan")},
    "a number as text": {"dead": "2"},
    "null": {"notes": None},
    "a list": {"notes": ["a", "b"]},
    "features in it": {"notes": [{"type": "Feature"}, {"type": "Feature"}]},
    "what parts two features": {"notes": '}, {"type"'},
    "half a pair": {"notes": "a\ud800b\0"},
    "another property": {"more": "x"},
    "a name twice": {"NOTES": "x"},
    "a time": {"date": "2021-08-15T10:00:00Z"},
    "no date": {"date": "soon"},
}
SHAPES = (
    None,
    {"type": "Point", "coordinates": [690, 35]},
    {"type": "Point", "coordinates": [69, "x"]},
    {"type": "Point", "coordinates": [69, 35, 1]},
    {"type": "LineString", "coordinates": [[69, 35], [70, 36]]},
)


def feature(n: int, **properties: object) -> dict:
    told = {"place": f"Town {n}", "date": f"2021-08-{1 + n % 28:02}", "dead": n, "score": n / 7}
    shape = {"type": "Point", "coordinates": [60 + n / 10, 35]}
    known = {**told, "notes": f"Town {n} é was hit.", **properties}
    return {"type": "Feature", "properties": known, "geometry": shape}


def collection(features: list, joint: str = ",\n") -> str:
    listed = joint.join(json.dumps(one, ensure_ascii="\\ud" in json.dumps(one)) for one in features)
    return f'{{"type": "FeatureCollection", "features": [\n{listed}\n]}}\n'


def answers(path: Path, monkeypatch) -> list:
    """The events and the losses of a file by each way of reading it."""
    found = []
    for reader in READERS:
        with monkeypatch.context() as patched:
            if reader != "by columns":
                patched.setattr(Columns, "batch", lambda *_: None)
            if reader == "whole":
                patched.setattr(own_features, "parts", irregular)
            events, lost = files.read_events(path)
        found.append((pd.DataFrame(events).assign(geometry=events.geometry.to_wkt()), lost))
    return found


def irregular(*_):
    raise feature_stream.IrregularError


def same(found: list) -> None:
    (first, lost), *others = found
    for events, also_lost in others:
        pd.testing.assert_frame_equal(first, events)
        assert also_lost == lost


@pytest.mark.parametrize("block", [100, 1 << 24])
@pytest.mark.parametrize("odd", ODD)
def test_a_feature_unlike_the_others_costs_none_and_is_read_as_ever(
    tmp_path, monkeypatch, odd, block
):
    monkeypatch.setattr(feature_stream, "_BLOCK", block)
    features = [feature(n) for n in range(30)]
    features[20] = feature(20, **ODD[odd])
    path = tmp_path / "own.geojson"
    path.write_text(collection(features), encoding="utf-8")
    found = answers(path, monkeypatch)
    same(found)
    assert len(found[0][0]) == 30


@pytest.mark.parametrize("given", [None, 7, "a7"])
@pytest.mark.parametrize("joint", [",", ", ", ",\n", " ,\r\n\t", ",\n\n"])
def test_shapes_ids_and_blanks_between_features_change_nothing(tmp_path, monkeypatch, joint, given):
    features = [feature(n) | ({} if given is None else {"id": given}) for n in range(12)]
    path = tmp_path / "own.geojson"
    path.write_text(collection(features, joint), encoding="utf-8")
    same(answers(path, monkeypatch))
    features += [feature(n) | {"geometry": shape} for n, shape in enumerate(SHAPES, 12)]
    path.write_text(collection(features, joint), encoding="utf-8")
    found = answers(path, monkeypatch)
    same(found)
    assert [loss.parts for loss in found[0][1]] == [("feature 14",), ("feature 15",)]
    path.write_text(json.dumps(json.loads(collection(features)), indent=1), encoding="utf-8")
    same([*answers(path, monkeypatch), found[0]])


def test_features_that_are_alike_make_no_objects(tmp_path, monkeypatch):
    path = tmp_path / "own.geojson"
    path.write_text(collection([feature(n) for n in range(500)]), encoding="utf-8")
    made = []
    own = own_features.batch_of
    monkeypatch.setattr(
        own_features, "batch_of", lambda found, at: made.extend(found) or own(found, at)
    )
    found, lost = files.read_events(path)
    assert (len(found), lost) == (500, [])
    # behind the last no other stands to show where it ends
    assert len(made) == 1


@pytest.mark.parametrize("joint", [", ", ",\n"])
@pytest.mark.parametrize(
    "slip", [("]}", "]"), ("]}", "]}]"), ("]}", ",]}"), ('"hit', "hit"), ("Town 3 é", "Town\n3")]
)
def test_a_slip_anywhere_is_no_geojson(tmp_path, joint, slip):
    path = tmp_path / "own.geojson"
    text = collection([feature(n, notes="hit") for n in range(9)], joint)
    text = text.replace("Town 3", "Town 3 é")
    assert text.replace(*slip) != text
    path.write_text(text.replace(*slip), encoding="utf-8")
    with pytest.raises(InputError, match="expected GeoJSON in UTF-8"):
        files.read_events(path)


def test_what_stands_behind_the_features_counts(tmp_path):
    path = tmp_path / "own.geojson"
    text = collection([feature(n) for n in range(3)])
    path.write_text(text.replace("]}", '], "crs": "EPSG:32633"}'), encoding="utf-8")
    with pytest.raises(InputError, match="WGS84"):
        files.read_events(path)
    last = collection([feature(9)]).partition("[")[2]
    path.write_text(text.replace("]}", f'], "features": [{last}'), encoding="utf-8")
    found, _ = files.read_events(path)
    assert list(found["place"]) == ["Town 9"]

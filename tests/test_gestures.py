"""What docs/howto/your-own-data.md lists is what can be done: each line of its table runs."""

import dataclasses
import re
from contextlib import chdir
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import pytest
import shapely
import spacy

import geomap
from geomap import figures, files, locating, plugins, reports  # noqa: F401, as names of geomap

PAGE = Path(__file__).parents[1] / "docs" / "howto" / "your-own-data.md"
TABLE = PAGE.read_text(encoding="utf-8").partition("<!-- gestures -->")[2].partition("\n## ")[0]
GESTURES = dict(re.findall(r"^\| ([^|`]+?) \| `(.+)` \|$", TABLE, re.MULTILINE))
OWN = "date,place,lat,lon\n2021-08-22,Market,34.53,69.17\n"


@pytest.fixture(scope="module")
def hands(tmp_path_factory):
    """A folder and the names that the page speaks of."""
    folder = tmp_path_factory.mktemp("gestures")
    article = re.search(
        r"save: articles.csv -->\n```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    (folder / "articles.csv").write_text(article[1], encoding="utf-8")
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(
        "Rebels seized a bridge near Kosti on 2 May 2023.", encoding="utf-8"
    )
    df = pd.read_csv(folder / "articles.csv")
    made = {
        "geomap": geomap,
        "df": df,
        "folder": folder / "reports",
        "atlas": geomap.from_frame(df, text="body", published="day"),
        "other": geomap.read_atlas(folder / "reports"),
        "areas": gpd.GeoDataFrame(geometry=[shapely.box(30, 14, 34, 17)], crs="EPSG:4326"),
    }
    made |= {"dataclasses": dataclasses, "folium": folium, "geopandas": gpd}
    made["nlp"] = spacy.blank("en")
    made["nlp"].add_pipe("geomap")
    made["atlas"].save(folder / "work.atlas")
    return folder, made


def test_the_table_is_read():
    assert len(GESTURES) >= 80
    assert len(GESTURES) == TABLE.count("| `")


@pytest.mark.parametrize("line", GESTURES.values(), ids=GESTURES)
def test_each_gesture_works(hands, line):
    folder, names = hands
    with chdir(folder):
        found = eval(line, dict(names))
    assert found is not None
    if isinstance(found, geomap.Atlas):
        assert len(found)
        assert len(found.events) == found.events.index.nunique()

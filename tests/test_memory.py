"""Atlases of what a notebook holds: strings, frames, rows, reports, and own events alone."""

import subprocess
import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest

import geomap
from geomap import pipeline, reports
from geomap.errors import InputError, ReportError
from geomap.model import Report
from geomap.pipeline import find_place, with_day

MARKET = "Fighters shelled a market in Omdurman on Tuesday, residents said."
CLINIC = "Gunmen attacked a clinic in Nyala on Tuesday, killing two people."


def run(*arguments):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def days(atlas):
    return {f"{start:%F}" for start in atlas.events["when_start"].dropna()}


@pytest.mark.parametrize(
    "given",
    [
        reports.from_text(MARKET, published=date(2023, 5, 3)),
        [reports.from_text(MARKET, published=date(2023, 5, 3))],
        pd.DataFrame({"title": ["Market"], "text": [MARKET], "date": ["2023-05-03"]}),
        {"Text": MARKET, "publishedAt": "2023-05-03T10:00:00Z"},
        [{"body": MARKET, "date": pd.Timestamp("2023-05-03")}],
        ({"body": text, "date": "2023-05-03"} for text in (MARKET,)),
    ],
    ids=["report", "reports", "frame", "row", "rows", "generator"],
)
def test_what_is_in_memory_makes_an_atlas(given):
    atlas = geomap.read_atlas(given)
    assert len(atlas.sources) == 1
    assert days(atlas) == {"2023-05-02"}
    assert not atlas.lost


def test_a_frame_to_a_map_in_three_lines(tmp_path):
    frame = pd.DataFrame({"body": [MARKET, CLINIC], "when": ["2023-05-03"] * 2})
    atlas = geomap.from_frame(frame, text="body", published="when")
    atlas.to_html(tmp_path / "map.html")
    assert "Omdurman" in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert days(atlas) == {"2023-05-02"}


def test_gaps_in_a_frame_cost_what_they_are():
    frame = pd.DataFrame(
        {
            "text": [MARKET, None, CLINIC, np.nan, "  "],
            "date": ["2023-05-03", "2023-05-03", None, None, None],
            "title": [np.nan, "a", "b", "c", "d"],
        }
    )
    found, lost = reports.read(frame)
    assert [(one.title, one.published) for one in found] == [("", date(2023, 5, 3)), ("b", None)]
    (loss,) = lost
    assert loss.parts == ("row 1", "row 3", "row 4")


def test_days_in_numbers_of_a_column_are_read_in_the_one_order_that_fits():
    frame = pd.DataFrame({"text": [MARKET, CLINIC], "date": ["1/2/16", "31/1/16"]})
    found, lost = reports.read(frame)
    assert [one.published for one in found] == [date(2016, 2, 1), date(2016, 1, 31)]
    found, lost = reports.read(frame.assign(date=["03/05/2023", "04/05/2023"]))
    assert [one.published for one in found] == [None, None]
    assert "either of two days" in str(lost[0])


@pytest.mark.parametrize(
    ("columns", "says"),
    [({"text": "bdy"}, "expected a column 'bdy'"), ({}, 'text="body" names it')],
)
def test_a_frame_that_does_not_fit_says_how(columns, says):
    with pytest.raises(InputError, match=says):
        geomap.from_frame(pd.DataFrame({"corpus": [MARKET]}), **columns)


@pytest.mark.parametrize(
    ("texts", "published"),
    [
        (MARKET, "2023-05-03"),
        ([MARKET, CLINIC], date(2023, 5, 3)),
        ([MARKET, CLINIC], ["3 May 2023", "2023-05-03"]),
        ({"a": MARKET, "b": CLINIC}, "2023-05-03"),
        (pd.Series([MARKET, CLINIC]), pd.Series(pd.to_datetime(["2023-05-03"] * 2))),
    ],
)
def test_texts_make_an_atlas(texts, published):
    atlas = geomap.from_texts(texts, published=published)
    assert days(atlas) == {"2023-05-02"}
    assert set(atlas.sources["published"]) == {pd.Timestamp("2023-05-03")}
    if isinstance(texts, dict):
        assert {key[:2] for key in atlas.sources.index} == {"a-", "b-"}


def test_days_that_need_a_day_of_publication_are_said_to_be_lost_once_for_all_reports():
    told = [
        MARKET,
        CLINIC,
        "Gunmen attacked a clinic in Nyala.",
        f"{MARKET} It began on 2 May 2023.",
    ]
    lost = geomap.from_texts(told).losses
    ((what, n, why),) = lost[["what", "n", "why"]].itertuples(index=False)
    assert (what, n) == ("day", 3)
    assert "--published" in why
    assert geomap.from_texts(told, published="2023-05-03").losses.empty


def test_texts_that_are_none_are_named_and_none_at_all_is_an_error():
    atlas = geomap.from_texts([MARKET, None, ""], published="2023-05-03")
    assert atlas.losses["n"].sum() == 2
    with pytest.raises(ReportError, match="found none"):
        geomap.from_texts([None])
    with pytest.raises(InputError, match="expected a day for each of 2 texts"):
        geomap.from_texts([MARKET, CLINIC], published=["2023-05-03"])


@pytest.mark.parametrize("text", [MARKET, f"{MARKET}\n{CLINIC}" * 60, "no such folder"])
def test_a_text_where_a_path_is_expected_says_where_texts_go(text):
    with pytest.raises(ReportError, match="from_texts"):
        geomap.read_atlas(text)


@pytest.mark.parametrize("given", [7, [3.5], [None]])
def test_what_is_none_of_it_is_refused_in_words(given):
    with pytest.raises((ReportError, TypeError), match=r"expected paths|not iterable"):
        geomap.read_atlas(given)


def test_own_events_alone_make_an_atlas(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("date,place,lat,lon\n2021-08-22,Market,34.53,69.17\n", encoding="utf-8")
    atlas = geomap.read_atlas(events=path)
    assert list(atlas.events["place"]) == ["Market"]
    both = geomap.read_atlas({"text": MARKET}, events=[path])
    assert len(both.events) == 2
    with pytest.raises(ReportError, match="found none"):
        geomap.read_atlas()


def test_own_events_alone_make_a_map_on_the_command_line(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("date,place,lat,lon\nsoon,Market,34.53,69.17\n", encoding="utf-8")
    page = tmp_path / "m.html"
    done = run("-c", "import geomap.cli as c; c.main()", "map", "--events", own, "-o", page)
    assert done.returncode == 0, done.stderr
    assert "0 reports, 1 file of own events" in done.stdout
    assert "lost: own.csv, line 2: kept without its day" in done.stderr
    assert "Market" in page.read_text(encoding="utf-8")


HEADS = {
    "Mar 3, 2014 (JUBA) - Rebels": "2014-03-03",
    "March 3, 2014 (JUBA) — Rebels": "2014-03-03",
    "Managua, 7 Feb 87 (DPA) -- Rebels": "1987-02-07",
    "MANAGUA, 7 Feb 87 -- Rebels": "1987-02-07",
    "Aden, 3 Jan 15 - Rebels": "2015-01-03",
    "(Nairobi, March 3, 2014) – Rebels": "2014-03-03",
    "KABUL, Aug 25, 2021 (AFP) - Rebels": "2021-08-25",
    "Goma, 4 February 2025 – Rebels": "2025-02-04",
    "14 May 1999 (Belgrade) Rebels": "1999-05-14",
}


@pytest.mark.parametrize(("head", "day"), HEADS.items())
def test_a_dateline_is_a_guess_at_the_day_of_publication(head, day):
    report = reports.from_text(f"{head} shelled a market on Tuesday, residents said.")
    (guessed,) = with_day([report], None)
    assert (str(guessed.published), guessed.published_from[:7]) == (day, "guessed")
    (given,) = with_day([report], "2023-05-03")
    assert (given.published, given.published_from) == (date(2023, 5, 3), "given")
    own = reports.from_text(report.text, published=date(2020, 1, 1))
    assert with_day([own], "2023-05-03") == [own]


@pytest.mark.parametrize(
    "head",
    [
        "PARIS, March 3 10:15 - Rebels", "On March 3, 2014 rebels", "Posted 03/05/2023: rebels",
        "In Managua, 7 February 1987 was a day when rebels", "GOMA, May 12 rebels",
        "The town of Bor, 3 May 12 people died:",
    ],
)  # fmt: skip
def test_what_is_no_dateline_or_may_be_two_days_is_not_guessed(head):
    (report,) = with_day([reports.from_text(f"{head} shelled a market, residents said.")], None)
    assert (report.published, report.published_from) == (None, "")


def test_the_sources_say_that_a_day_is_a_guess():
    atlas = geomap.from_texts("Mar 3, 2014 (JUBA) - Rebels shelled a market in Bor on Sunday.")
    assert list(atlas.sources["published_from"]) == ["guessed from the dateline"]


def test_the_case_of_a_frame_of_articles(shared):
    path = shared / "cases" / "31-dataframe-of-articles" / "input" / "t.py"
    done = run(path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 sources") == 2


# what happened, a name, where it is meant, and a point there; alone each name means another place
ELSEWHERE = [
    ("Fighters shelled {} on Tuesday.", "Tripoli", "Lebanon", (35.8, 34.4)),
    ("Gunmen attacked {} on Monday.", "Victoria", "Seychelles", (55.45, -4.6)),
    ("Troops shelled {} on Sunday.", "Barcelona", "Venezuela", (-64.7, 10.1)),
    ("A bomb exploded in {} on Sunday.", "Cartagena", "Spain", (-1.0, 37.6)),
    ("Rebels seized {} on Sunday.", "Concepción", "Paraguay", (-57.4, -23.4)),
    ("Soldiers killed three people in {} on Sunday.", "Guadalajara", "Spain", (-3.1, 40.6)),
    ("Militants attacked {} on Sunday.", "Hyderabad", "Pakistan", (68.4, 25.4)),
    ("Gunmen killed two people in {} on Sunday.", "Valencia", "Venezuela", (-68.0, 10.1)),
    ("Shells hit {} on Sunday.", "Mérida", "Venezuela", (-71.1, 8.6)),
]


def country_of(text, name, **about):
    (row,) = geomap.from_texts(text.format(name), **about).mentions.to_dict("records")
    return row["country"]


@pytest.mark.parametrize(("text", "name", "country", "point"), ELSEWHERE)
def test_what_reports_are_about_is_said_for_all_of_them(text, name, country, point):
    code = find_place(country).country
    assert country_of(text, name) != code
    assert country_of(text, name, country=country) == code
    assert country_of(text, name, near=point) == code


def test_what_a_report_says_weighs_more_than_what_it_is_about():
    text = "Fighters shelled {}, the capital of Libya, on Tuesday."
    found = geomap.from_texts(text.format("Tripoli"), country="Lebanon").mentions
    assert set(found["country"]) == {"LY"}
    text = "France sent troops. Egypt and Russia protested; {} was calm."
    found = geomap.from_texts(text.format("Cairo"), country="US").mentions
    assert {"FR", "EG", "RU"} <= set(found["country"])


# a namesake abroad is given up where a report speaks of other countries, not where it is about one
ABROAD = [
    ("Rwanda and Burundi held talks; rebels shelled Walikale on Monday.", "Walikale", "CD"),
    ("France and Germany held talks; gunmen attacked Kidira on Monday.", "Kidira", "SN"),
    ("Egypt and Libya held talks; gunmen attacked Zalingei on Monday.", "Zalingei", "SD"),
    ("France and Germany held talks; gunmen attacked Santa Rosa on Monday.", "Santa Rosa", "PH"),
    ("Poland and Russia held talks; troops shelled Toretsk on Monday.", "Toretsk", "UA"),
    ("China and Laos held talks; troops shelled Loikaw on Monday.", "Loikaw", "MM"),
]


@pytest.mark.parametrize(("text", "name", "code"), ABROAD)
def test_a_place_of_the_country_that_reports_are_about_is_no_namesake(text, name, code):
    for about, expected in ((None, ""), (code, code)):
        mentions = geomap.from_texts(text, country=about).mentions
        assert mentions.loc[mentions["text"] == name, "country"].to_list() == [expected]


def test_every_way_to_an_atlas_takes_what_it_is_about(tmp_path):
    text = "Fighters shelled Tripoli on Tuesday."
    frame = pd.DataFrame({"text": [text]})
    made = [
        geomap.read_atlas(frame, country="LBN"),
        geomap.from_frame(frame, near="Beirut"),
        geomap.from_texts(text, near=find_place("Beirut")),
    ]
    assert [set(one.mentions["country"]) for one in made] == [{"LB"}] * 3
    assert made[0].settings.country == "LB"
    for one in made:
        back = geomap.open_atlas(one.save(tmp_path / "a.atlas"))
        assert (back.settings.country, back.settings.near) == (
            one.settings.country,
            one.settings.near,
        )
    with pytest.raises(InputError, match="Atlantis"):
        geomap.from_texts(text, country="Atlantis")


def test_a_report_made_by_hand_needs_no_paragraphs():
    one = Report(report_id="own", text="Gunmen attacked Goma in DR Congo on Monday.")
    assert list(pipeline.build_atlas([one]).events["place"]) == ["Goma"]
    assert list(geomap.read_atlas([one]).events["place"]) == ["Goma"]

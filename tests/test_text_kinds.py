"""Kinds of text: live blogs, situation reports, assessments, coders' notes, wires and posts."""

from datetime import date

import pandas as pd
import pytest

from geomap import pipeline, reports


@pytest.fixture(scope="module")
def read():
    tools = pipeline.open_tools()

    def run(text, published):
        report = reports.from_text(text, report_id="r", published=date.fromisoformat(published))
        return pipeline.assemble(
            [pipeline.read_one(report, tools)], settings=tools.settings
        ).events.reset_index()

    return run


def days(events):
    return [None if pd.isna(day) else str(day.date()) for day in events["when_start"]]


def test_an_entry_of_a_live_report_has_the_day_that_stands_above_it(read):
    found = read(
        "Tuesday, 18 April 2023\n\n"
        "09:05 A shell hit a hospital in Khartoum, killing two patients.\n\n"
        "Monday, 17 April 2023\n\n22:30 Fighters attacked a convoy in Omdurman. Nobody was hurt.",
        "2023-04-18",
    ).sort_values("when_start")
    assert days(found) == ["2023-04-17", "2023-04-18"]
    assert set(found["when_basis"]) == {"inferred"}
    assert list(found["killed_least"].fillna(-1)) == [-1, 2]
    assert list(found["injured_most"].fillna(-1)) == [0, -1]


@pytest.mark.parametrize("sign", ["•", "-", "*", "–"])
def test_the_day_that_opens_a_point_is_its_own_and_no_dateline(read, sign):
    found = read(
        f"{sign} 24 Mar: Insurgents attacked Palma; dozens of civilians killed.\n\n"
        f"{sign} 2 Apr: Soldiers clashed with insurgents near Mueda.\n\n"
        f"{sign} On 31 March, insurgents raided Quissanga; 3 killed, 7 abducted.",
        "2021-04-05",
    )
    assert set(days(found)) == {"2021-03-24", "2021-03-31", "2021-04-02"}
    assert found["killed_least"].max() == 24


def test_a_coders_note_gives_day_actors_and_toll(read):
    (row,) = read(
        "On 15 July 2022, ADF militants attacked Mamove village (Beni, North Kivu), killed 9"
        " civilians and burned 3 houses.",
        "2022-07-20",
    ).itertuples()
    assert (row.actor, row.recipient, row.killed_least) == ("ADF militants", "9 civilians", 9)
    assert str(row.when_start.date()) == "2022-07-15"


def test_a_wire_in_capitals_is_read_like_any_other(read):
    found = read(
        "MOSCOW, AUG 16 (WIRE) -- RUSSIAN HELICOPTERS ATTACKED REBEL POSITIONS NEAR BOTLIKH ON"
        " SUNDAY, KILLING AT LEAST 20 FIGHTERS, THE DEFENCE MINISTRY SAID.",
        "1999-08-16",
    )
    (row,) = found.itertuples()
    assert (row.status, row.killed_least, str(row.when_start.date())) == (
        "claimed",
        20,
        "1999-08-15",
    )


def test_an_assessment_keeps_its_sentences_apart(read):
    found = read(
        "Russian forces conducted ground attacks near Kupyansk on August 11.[1] The Ukrainian"
        " General Staff reported that Ukrainian forces repelled Russian assaults near Orikhiv"
        " (10km south of Zaporizhzhia).[2] Russian forces struck a bridge in Odesa on August 9.",
        "2023-08-12",
    )
    assert len(found) == 3
    assert {"2023-08-09", "2023-08-11"} <= set(days(found))


def test_a_post_with_signs_is_read_too(read):
    found = read(
        "❗️On the evening of October 13 the enemy shelled Kherson with artillery: 1 woman killed"
        "\n\n✅ Drones hit a depot in Tokmak 💥",
        "2023-10-14",
    )
    assert "2023-10-13" in days(found)
    assert "enemy" in set(found["actor"])


def test_a_report_without_a_day_keeps_its_past_apart():
    text = (
        "Fighters hold the valley, and troops shelled its entrance. Soldiers attacked a post. The"
        " valley was captured in 1996. The army closed the road to Bazarak. Rebels fired rockets."
    )
    (found,) = [
        pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements.query(
            "when_basis == 'stated'"
        )["status"]
    ]
    assert list(found) == ["historical"]


def test_a_list_of_dated_events_without_a_day_of_its_own_is_no_history():
    text = "On 3 May 2015 rebels took Palmyra. On 5 May 2015 the army shelled Homs."
    found = pipeline.build_atlas([reports.from_text(text, report_id="r")]).events
    assert set(found["status"]) == {"asserted"}

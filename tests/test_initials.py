"""Short names that a report gives to bodies are no villages."""

import pytest

from geomap import pipeline, reports


def places(text):
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")])
    return set(told.mentions["text"]), set(told.statements["place"])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Ministry of Defence (MoD) in London said the MoD had bombed a camp.", "MoD"),
        ("The Lord's Resistance Army (LRA) raided Gulu in Uganda. LRA men fled.", "LRA"),
        ("The Karen National Union (KNU) took a base. KNU troops burned it.", "KNU"),
    ],
)
def test_the_initials_of_a_body_are_no_place(text, short):
    named, placed = places(text)
    assert short not in named
    assert not {"Maud", "Lara"} & placed


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Democratic Republic of the Congo (DRC) is at war. Rebels attacked the DRC.", "DRC"),
    ],
)
def test_the_initials_of_a_country_are_one(text, short):
    assert short in places(text)[0]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("US forces shelled a camp in Syria.", "nationality"),
        ("A UK citizen was shot in Mali.", "nationality"),
        ("Two men were shot in the US.", "event place"),
        ("Police in the US city of Austin arrested two.", "event place"),
    ],
)
def test_a_states_short_name_before_people_is_their_nationality(text, role):
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")]).mentions
    assert set(told[told["text"].isin(["US", "UK"])]["role"]) == {role}

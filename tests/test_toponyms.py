"""Recognition: what is found, which role it has, and what must never be drawn."""

import json

import pytest

from geomap import language, reports, resolution, toponyms
from geomap.model import DRAWN_ROLES, Role


@pytest.fixture(scope="module")
def found(acceptance, nlp, gazetteer):
    passages = language.passages(acceptance, nlp)
    mentions = toponyms.find(acceptance, passages, gazetteer)
    return resolution.resolve(acceptance, mentions, gazetteer)


def read(text, nlp, gazetteer):
    report = reports.from_text(text)
    mentions = toponyms.find(report, language.passages(report, nlp), gazetteer)
    return {m.text: m.role for m in mentions}


def test_every_mention_of_the_gold_file_is_found_and_resolved(found, shared):
    gold = json.loads((shared / "reports" / "panjshir-afp.gold.json").read_text(encoding="utf-8"))
    for name, count in gold["mention_counts_after_deduplication"].items():
        hits = [r for r in found if name in r.mention.text]
        assert len(hits) == count
        assert all(r.place is not None and r.place.country == "AF" for r in hits)


def test_nothing_is_drawn_for_papers_peoples_products_metonyms_and_nicknames(found):
    drawn = [r for r in found if r.mention.role in DRAWN_ROLES]
    assert {r.mention.text for r in drawn} == {
        "Afghanistan", "Kabul", "Panjshir", "Panjshir valley", "Panjshir Valley",
        "Panjshir heights", "Andarab valley", "Afghan capital",
    }  # fmt: skip
    roles = {r.mention.start: r.mention.role for r in found}
    assert roles[1915] is Role.NICKNAME
    assert roles[1868] is Role.METONYM


def test_valleys_are_resolved_to_their_own_rows(found):
    by_text = {r.mention.text: r.place for r in found}
    assert by_text["Andarab valley"].place_id == "geomap:andarab-valley"
    assert by_text["Andarab valley"].country == "AF"
    for text in ("Panjshir valley", "Panjshir Valley", "Panjshir heights"):
        assert by_text[text].place_id == "geomap:panjshir-valley"


@pytest.mark.parametrize(
    "strange",
    ["Q" * 10_000, "Xy" * 30_000, "\ud800 \x00 \ufffd", "A. " * 5_000, "Kabul" * 3_000],
    ids=["name", "long", "broken", "initials", "glued"],
)
def test_strange_text_changes_nothing_for_the_rest(strange, nlp, gazetteer):
    assert set(read(f"Shelling hit Kharkiv.\n{strange}\nRockets hit Lviv.", nlp, gazetteer)) >= {
        "Kharkiv",
        "Lviv",
    }


def test_spans_quote_the_report(found, acceptance):
    for resolved in found:
        mention = resolved.mention
        assert acceptance.text[mention.start : mention.end] == mention.text


def test_roles_are_told_apart_in_other_words(nlp, gazetteer):
    roles = read(
        "The Berlin Post said on Monday that shelling hit Kharkiv. Elders from Herat fled. "
        "Moscow denied it, and Polish officers seized German-made trucks near Lviv.",
        nlp,
        gazetteer,
    )
    assert roles["Kharkiv"] is Role.EVENT_PLACE
    assert roles["Lviv"] is Role.EVENT_PLACE
    assert roles["Herat"] is Role.ORIGIN
    assert roles["Moscow"] is Role.METONYM
    assert roles["Polish"] is Role.NATIONALITY
    assert roles.get("Berlin", Role.PUBLISHER) is Role.PUBLISHER
    assert roles.get("German", Role.PRODUCT) is Role.PRODUCT


def test_datelines_capitals_and_pairs_of_metonyms(nlp, gazetteer):
    roles = read(
        "KYIV (Agency) - Rockets hit Kharkiv. Talks were held in the Saudi capital. "
        "The army took Wad Madani, the capital of Gezira state. "
        "Washington and Brussels pledged aid.",
        nlp,
        gazetteer,
    )
    assert {"KYIV", "Kharkiv", "Saudi capital"} <= roles.keys()
    assert not any(name.startswith("capital of") for name in roles)
    assert roles["Washington"] is roles["Brussels"] is Role.METONYM


def test_rare_names_beside_the_story_are_found(nlp, gazetteer):
    roles = read(
        "Resistance forces took Pol-e-Hesar, Deh Salah and Banu, in Baghlan. The Khawak pass "
        "leads from Panjshir to Andarab.",
        nlp,
        gazetteer,
    )
    assert {
        "Pol-e-Hesar",
        "Deh Salah",
        "Banu",
        "Khawak pass",
        "Panjshir",
        "Andarab",
    } <= roles.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels seized Goma.", "Goma"),
        ("Avdiivka lies 15 km north of Donetsk. Avdiivka fell in February.", "Avdiivka"),
        ("Kherson was shelled again, officials in Ukraine said.", "Kherson"),
        ("Goris, a town in Armenia, took in the wounded.", "Goris"),
        ("Ethiopian forces entered Axum.", "Axum"),
    ],
)
def test_names_that_are_taken_lie_or_fall_as_places_do_are_found(text, name, nlp, gazetteer):
    assert name in read(text, nlp, gazetteer)


def test_people_are_captured_too(nlp, gazetteer):
    text = "Police captured Guzman in Mexico. Troops captured Ramirez, a gang leader."
    assert not {"Guzman", "Ramirez"} & read(text, nlp, gazetteer).keys()

"""Resolution: the right place by the story around it, and a reason where there is none."""

from dataclasses import replace

import pytest

from geomap import language, reports, resolution, toponyms
from geomap.errors import InputError
from geomap.model import Mention, Role
from geomap.settings import OFFLINE


def mentions_of(report, names):
    found = []
    for name in names:
        start = report.text.index(name)
        found.append(
            Mention(
                report_id=report.report_id,
                start=start,
                end=start + len(name),
                text=name,
                role=Role.OTHER_PLACE,
            )
        )
    return found


def resolve(text, names, gazetteer, **options):
    report = reports.from_text(text)
    found = resolution.resolve(report, mentions_of(report, names), gazetteer, **options)
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Police in Springfield, Missouri, closed a road.", "Springfield", "US", "Missouri"),
        ("Police in Springfield, Ill., closed a road.", "Springfield", "US", "Illinois"),
        ("A fire burned in Paris, Texas, on Monday.", "Paris", "US", "Texas"),
        ("A fire burned in Paris, France, on Monday.", "Paris", "FR", "Île-de-France"),
        ("Troops entered Andarab, in Afghanistan.", "Andarab", "AF", "Baghlan"),
    ],
)
def test_the_place_after_a_comma_holds_the_one_before(text, name, country, admin1, gazetteer):
    outer = text.split(name)[1].strip(" ,").split(",")[0].removesuffix(" on Monday.")
    outer = outer.removeprefix("in ").rstrip(".") if name == "Andarab" else outer
    found = resolve(text, [name, outer], gazetteer)[name]
    assert (found.place.country, found.place.admin1) == (country, admin1)


def test_other_places_of_the_story_decide(gazetteer):
    georgia = resolve(
        "Protesters gathered in Tbilisi. Police in Batumi watched. Georgia waited.",
        ["Tbilisi", "Batumi", "Georgia"],
        gazetteer,
    )["Georgia"]
    assert georgia.place.kind.startswith("A.PCL")
    state = resolve(
        "Sheriff's deputies from Atlanta and Savannah met. Georgia waited for the governor.",
        ["Atlanta", "Savannah", "Georgia"],
        gazetteer,
    )["Georgia"]
    assert (state.place.kind, state.place.country) == ("A.ADM1", "US")


@pytest.mark.parametrize(
    ("text", "country", "name", "found"),
    [
        ("Georgia's Atlanta was hot.", "GE", "Georgia", "US"),
        ("Rebels shelled Tripoli. Benghazi was calm.", "LB", "Tripoli", "LB"),
    ],
)
def test_what_a_user_says_it_is_about_decides_unless_the_report_says_otherwise(
    text, country, name, found, gazetteer
):
    names = [one for one in ("Georgia", "Atlanta", "Tripoli", "Benghazi") if one in text]
    settings = replace(OFFLINE, country=country)
    assert resolve(text, names, gazetteer, settings=settings)[name].place.country == found


def test_words_for_peoples_abbreviations_and_capitals(gazetteer):
    text = "Turkish envoys met in the Afghan capital; a man from Barrie, Ont., left the U.S. early."
    found = resolve(text, ["Turkish", "Afghan capital", "Ont.", "U.S."], gazetteer)
    assert found["Turkish"].place.country == "TR"
    assert found["Afghan capital"].place.name == "Kabul"
    assert found["Ont."].place.name == "Ontario"
    assert found["U.S."].place.country == "US"


def test_a_winner_has_a_probability_alternatives_and_reasons(gazetteer):
    found = resolve("A fire burned in Paris on Monday.", ["Paris"], gazetteer)["Paris"]
    assert found.place.country == "FR"
    assert 0 < found.probability <= 1
    assert found.alternatives
    assert found.place.place_id not in {c.place.place_id for c in found.alternatives}
    assert found.explanation


@pytest.mark.parametrize("name", ["Xqzvwkjhgf", "Q" * 10_000, "the West"])
def test_no_place_is_a_value_with_a_reason(name, gazetteer):
    found = resolve(f"They came from {name} on Monday.", [name], gazetteer)[name]
    assert found.place is None
    assert found.probability == 0
    assert found.reason


def test_a_strange_name_changes_nothing_for_the_others(gazetteer):
    plain = resolve("Kabul fell. Herat fell.", ["Kabul", "Herat"], gazetteer)
    text = f"Kabul fell. Herat fell. {'Z' * 10_000} fell."
    beside = resolve(text, ["Kabul", "Herat", "Z" * 10_000], gazetteer)
    for name in plain:
        assert beside[name].place == plain[name].place


def test_names_are_resolved_in_blocks_of_a_long_document(gazetteer):
    names = [f"Kabul{n}" for n in range(70)] + ["Herat"]
    found = resolve(" ".join(names), names, gazetteer)
    assert found["Herat"].place.country == "AF"


def test_nothing_to_resolve(gazetteer):
    assert resolution.resolve(reports.from_text("Nothing here."), [], gazetteer) == []


def test_overrides_win_and_are_told(tmp_path, gazetteer):
    text = "A fire burned in Paris. Andarab is quiet."
    rules = tmp_path / "mine.csv"
    rules.write_text("name,place_id,lon,lat\nParis,,-95.55,33.66\n", encoding="utf-8")
    chosen = resolution.read_overrides(rules)
    found = resolve(text, ["Paris"], gazetteer, overrides=chosen)["Paris"]
    assert (found.place.lon, found.place.lat, found.probability) == (-95.55, 33.66, 1.0)
    assert "mine.csv, line 2" in found.explanation[0]

    report = reports.from_text(text)
    start = text.index("Andarab")
    rules = tmp_path / "mine.yaml"
    rules.write_text(
        f"- {{report_id: {report.report_id}, start: {start}, place_id: geomap:andarab-valley}}\n",
        encoding="utf-8",
    )
    found = resolve(text, ["Andarab"], gazetteer, overrides=resolution.read_overrides(rules))
    assert found["Andarab"].place.place_id == "geomap:andarab-valley"


@pytest.mark.parametrize(
    "content",
    ["name,place_id\nParis,\n", "name,lon,lat\nParis,999,0\n", "name,colour\nParis,blue\n"],
)
def test_a_broken_overrides_file_is_named_with_its_line(content, tmp_path):
    rules = tmp_path / "mine.csv"
    rules.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.csv, line 2"):
        resolution.read_overrides(rules)


@pytest.mark.parametrize("name", ['"\\UFFFFFFFF"', '"\\U00110000"', "&a [*a"])
def test_a_name_that_yaml_cannot_hold_is_an_error_of_the_file(name, tmp_path):
    rules = tmp_path / "mine.yaml"
    rules.write_text(f"- name: {name}\n  place_id: gn:1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.yaml"):
        resolution.read_overrides(rules)


def test_an_override_to_an_unknown_id_is_an_error(tmp_path, gazetteer):
    rules = tmp_path / "mine.yaml"
    rules.write_text("Paris: gn:0\n", encoding="utf-8")
    with pytest.raises(InputError, match="gn:0"):
        resolve("In Paris.", ["Paris"], gazetteer, overrides=resolution.read_overrides(rules))


def test_an_outlet_is_local_where_its_other_articles_are(gazetteer):
    def article(text, ident):
        made = reports.from_text(text, report_id=ident, publisher="example.com")
        return made, mentions_of(
            made, [w for w in ("Peoria", "Decatur", "Springfield") if w in text]
        )

    others = [
        article("A man from Peoria met a man from Decatur, in the governor's house.", f"n{n}")
        for n in range(3)
    ]
    local, asked = article("Springfield closed a road.", "last")
    taught = [resolution.resolve(report, found, gazetteer) for report, found in others]
    known = resolution.learn([report for report, _ in others], taught)
    places = {r.place.admin1 for resolved in taught for r in resolved if r.place}
    found = resolution.resolve(local, asked, gazetteer, localities=known)[0]
    assert found.place.admin1 in places | {"Illinois"}
    assert known.of(others[0][0]) is not None
    stranger = reports.from_text("Springfield closed.", publisher="other.example")
    assert known.of(stranger) is None


def test_found_and_resolved_alike_whatever_stands_before(nlp, gazetteer):
    text = "Taliban fighters moved from Kabul to Charikar."
    shifted = "\n\n" + text

    def read(source):
        report = reports.from_text(source)
        found = toponyms.find(report, language.passages(report, nlp), gazetteer)
        return [(r.mention.text, r.place) for r in resolution.resolve(report, found, gazetteer)]

    assert read(text) == read(shifted)
    assert [name for name, _ in read(text)] == ["Kabul", "Charikar"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Melitopol lies 120 km south of Zaporizhzhia.", "Zaporizhzhia", "P."),
        ("The city of Hama fell, near Homs in Syria.", "Hama", "P."),
        ("Rebels captured Hama and Homs in Syria.", "Hama", "P."),
        ("Shelling hit Kunduz, in Afghanistan.", "Kunduz", "P."),
        ("Fighting in Kunduz province went on in Afghanistan.", "Kunduz", "A.ADM1"),
        ("Donetsk Oblast in Ukraine was annexed.", "Donetsk Oblast", "A.ADM1"),
        ("Homs and Hama governorates in Syria lost power.", "Homs", "A.ADM1"),
        ("The governor of Hama fled to Homs.", "Hama", "A.ADM1"),
        ("Omdurman lies across the Nile from Khartoum.", "Nile", "H."),
    ],
)
def test_words_beside_a_name_choose_the_town_the_division_or_the_river(text, name, kind, gazetteer):
    places = [
        word
        for word in ("Melitopol", "Homs", "Syria", "Afghanistan", "Ukraine", "Omdurman", "Khartoum")
        if word in text and word != name
    ]
    found = resolve(text, [name, *places], gazetteer)[name]
    assert found.place.kind.startswith(kind)

"""The learned detector: what it adds to the cue words, what it must not, whose vectors it reads."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from geomap import pipeline, reports, vectors
from geomap.errors import DataError, GeomapWarning
from geomap.events import detector
from geomap.model import EventType
from geomap.settings import OFFLINE


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


@pytest.fixture(scope="module")
def read(tools):
    def read(text, settings=OFFLINE):
        report = reports.from_text(text, report_id="r")
        return pipeline.read_one(report, replace(tools, settings=settings)).statements

    return read


@pytest.mark.parametrize(
    "text",
    [
        "The brigade was badly mauled at Cuito Cuanavale, its commander said.",
        "Regular troops have regained the initiative around Huambo, their general said.",
        "Guerrillas bled two platoons dry outside Huambo in March.",
        "Marines waded ashore at Tarawa under heavy fire.",
        "The road through Chalatenango was strewn with mines, a priest said.",
        "Guerrillas felled a pylon near Ayacucho on Saturday night.",
        "The Serbs ground down the brigade at Bihac, an officer said.",
        "The Contras lost the initiative around Jinotega, diplomats said.",
        "The harbour of Massawa was littered with wrecks, sailors said.",
        "Flames engulfed the customs house at Corinto on Monday.",
    ],
)
def test_what_no_list_has_is_found_with_its_probability(read, text):
    found = read(text)
    assert found
    assert all(OFFLINE.min_statement_probability <= one.probability <= 1 for one in found)
    # nothing is that probable, so only what a list has is left
    assert not read(text, replace(OFFLINE, min_statement_probability=2.0))


@pytest.mark.parametrize(
    "text",
    [
        "The number of people killed has trebled since the spring.",
        "Figs and walnuts are grown on the terraces above Hunza.",
        "The old quarter of Aleppo has twelve gates.",
        "Passengers take the ferry to Zanzibar at noon.",
    ],
)
def test_a_figure_or_everyday_life_is_no_statement(read, text):
    assert not read(text)


def test_one_act_in_coordinated_verbs_is_one_statement(read):
    (one,) = read("Gunmen stormed a clinic in Goma and killed four nurses.")
    assert "stormed" in one.text
    assert "killed" in one.text


@pytest.mark.parametrize(
    "text",
    [
        "Two air strikes hit an armoured column near Haditha and destroyed a fuel truck.",
        "A drone struck a market in Tawila and killed nine people.",
        "Gunmen attacked a convoy near Bor and burned two trucks.",
        "The jets bombed a depot in Marib and wounded three guards.",
        "Militants ambushed a patrol near Gao, killed four soldiers and destroyed a vehicle.",
        "Rebels shelled the airport at Goma and damaged a plane.",
        "A mortar round struck a school in Lashkar Gah and injured a teacher.",
        "Insurgents raided Chibok and burned the clinic.",
        "Artillery pounded Bakhmut overnight and levelled a warehouse.",
    ],
)
def test_what_an_attack_did_belongs_to_it(read, text):
    (one,) = read(text)
    assert (one.event_type, one.text) == ("ASSAULT", text.removesuffix("."))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels raided a camp near Goz Beida, and the army killed ten of them.",
        "Soldiers shelled Lyman and the separatists destroyed a bridge.",
        "Militants attacked Gao, and French troops killed four fighters.",
        "Troops shelled Lyman and destroyed a bridge in Izium.",
    ],
)
def test_an_actor_or_a_place_of_its_own_makes_another_deed(read, text):
    assert len(read(text)) == 2


def test_the_threshold_decides_how_much_is_stated(read):
    text = (
        "Rebels shelled Kutum on Monday. Traders closed their stalls. Police watched the crossing."
    )
    counts = [
        len(read(text, replace(OFFLINE, min_statement_probability=least)))
        for least in (0.01, 0.2, 1.0)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_vectors_of_another_pipeline_are_refused(tools, monkeypatch):
    report = reports.from_text("Rebels shelled Kutum on Monday.", report_id="r")
    monkeypatch.setattr(vectors, "made_by", lambda doc: "another")
    with pytest.warns(GeomapWarning, match="cue words alone"):
        found = pipeline.read_one(report, tools).statements
    assert [one.probability for one in found] == [None]


def test_a_damaged_file_is_named(tmp_path):
    path = Path(tmp_path / detector.FILE)
    path.write_bytes(b"no weights")
    with pytest.raises(DataError, match="detector of statements"):
        detector.read(path)


def test_what_is_written_is_read_back_with_the_same_bytes(tmp_path):
    known = detector.read(OFFLINE.data_dir / detector.FILE)
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    detector.write(one, known)
    detector.write(other, detector.read(one))
    assert one.read_bytes() == other.read_bytes()


def test_weights_saw_no_report_that_is_held_back():
    known = detector.read(OFFLINE.data_dir / detector.FILE)
    gold = Path(__file__).parent / "gold"
    held = set((gold / "held-back.txt").read_text(encoding="utf-8").split())
    for kind in ("real", "events"):
        told = (gold / kind / "README.md").read_text(encoding="utf-8")
        (told,) = re.findall(r"\*\*Nineteen files are held back\*\*: ([\d,\s]+ and \d+)", told)
        assert held == set(re.findall(r"\d+", told))
    assert len(held) == 19
    assert held.isdisjoint(name[:3] for name in known.trained_on)


@pytest.mark.parametrize(
    "text",
    ["Less than three weeks have passed.", "Two days went by in Mekelle.", "A year was lost."],
)
def test_time_that_passes_is_no_event(text):
    found = pipeline.read_one(reports.from_text(text), pipeline.open_tools())
    assert found.statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council approved a new mission to East Timor.",
        "The ship turned around off Mogadishu and is heading north.",
        "The ministry issued the denial in Asmara on Sunday.",
        "The train was late in Makhachkala when officials resolved the matter.",
    ],
)
def test_an_act_whose_kind_is_not_clear_is_no_attack(read, text):
    assert all(one.event_type != "ASSAULT" for one in read(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two strikes destroyed an arms cache near Bashir.", ("ASSAULT", "aerial")),
        ("Missiles destroyed a power plant in Kharkiv.", ("ASSAULT", "heavy-weapons")),
        ("The raid destroyed six homes in Jenin.", ("ASSAULT", "firearms")),
        ("An air strike destroyed a clinic in Rafah.", ("ASSAULT", "aerial")),
        ("A tank shell damaged a school in Avdiivka.", ("ASSAULT", "heavy-weapons")),
        ("Rebels destroyed a bridge in Bentiu.", ("COERCE", "seize-property")),
    ],
)
def test_what_destroys_tells_an_attack_from_a_deed_of_hands(read, text, kind):
    (one,) = read(text)
    assert (one.event_type, one.event_mode) == kind


def test_a_flood_takes_no_property(read):
    assert not [
        one
        for one in read("Floods destroyed 400 homes in Jalalabad.")
        if one.event_type == "COERCE"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Khawak pass leads from Panjshir to Andarab.",
        "The valley begins some 80 kilometers north of Kabul.",
        "It sits 42 kilometers northwest of Bazarak.",
        "The border runs along the river near Uvira.",
        "The province stretches from Herat to Farah.",
        "The plain extends to Mopti.",
        "The spokesman named Takhar and Badakhshan.",
        "Residents listed four villages near Djibo.",
        "The minister spoke of three towns near Lashio.",
        "None of the reports puts them in Kidal.",
        "The ministry released a statement in Juba on Friday.",
    ],
)
def test_where_a_place_lies_and_what_is_only_named_or_said_is_no_event(read, text):
    assert not read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels began to shell Kadugli on Friday.",
        "The spokesman listed the men who shelled Sake.",
        "The mayor named the men who shot two traders in Tame.",
        "The army began an offensive near Bara on Friday.",
    ],
)
def test_a_deed_under_such_a_word_is_told_all_the_same(read, text):
    assert {one.event_type for one in read(text)} == {"ASSAULT"}


@pytest.mark.parametrize(
    "text",
    [
        "The army ambushed a convoy in Bukavu on Monday and blew up three tanks near Goma.",
        "Rebels shelled Kadugli on Friday and attacked a camp in Dilling.",
        "Jets bombed a market in Taiz and struck a bridge near Marib.",
        "Gunmen raided a village near Gao and killed two teachers in Bourem.",
        "Soldiers fired on protesters in Lashio and killed a monk in Hsipaw.",
        "Soldiers who had fought in Chechnya attacked protesters in Nalchik on Friday.",
        "Militants who had bombed a church in Beni attacked a post in Oicha on Monday.",
    ],
)
def test_a_clause_with_a_place_of_its_own_or_of_before_tells_its_own_deed(read, text):
    assert len({one.place.mention.text for one in read(text) if one.place is not None}) == 2


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Another ambush had taken place on Tuesday near Gayeri, killing four guards.", 4, 0),
        ("An explosion occurred at a checkpoint in Jalalabad, wounding two soldiers.", 0, 2),
        ("A suicide bombing rocked a market in Baidoa on Saturday, killing nine people.", 9, 0),
        ("A second raid followed at dusk in Mocimboa, killing a teacher.", 1, 0),
    ],
)
def test_what_follows_a_deeds_verb_is_part_of_the_deed(text, killed, injured, tools):
    (one,) = pipeline.read_one(reports.from_text(text), tools).statements
    assert one.event_type is EventType.ASSAULT
    assert one.text == text.removesuffix(".")
    assert [toll.least for toll in one.tolls] == [n for n in (injured, killed) if n]


@pytest.mark.parametrize(
    "text",
    [
        "The number of displaced people in Pibor has doubled.",
        "Tensions in Jos have grown since Sunday.",
        "The toll in Sake has risen since Monday.",
    ],
)
def test_a_number_or_a_mood_does_nothing(text, tools):
    assert not pipeline.read_one(reports.from_text(text), tools).statements


@pytest.mark.parametrize(
    "text",
    [
        "The envoy joined the service in 1976. He served in Pyongyang and later in Moscow.",
        "The minister spoke about Aleppo in Turkish, and then about his mother.",
    ],
)
def test_what_no_word_of_a_passage_calls_an_attack_is_none(text):
    told = pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements
    assert "ASSAULT" not in set(told["event_type"])

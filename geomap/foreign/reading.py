"""One reading of what a report says in other languages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

import numpy as np

from geomap import claims, competence
from geomap.claims import Parties
from geomap.discourse import Paragraph, People, Reference, Story, Voices
from geomap.discourse.antecedents import Antecedents
from geomap.foreign import days, sounding, space
from geomap.foreign.deeds import Scene, deeds
from geomap.foreign.lines import Line, goes_on, lines
from geomap.foreign.meaning import Resolve, resolved
from geomap.foreign.names import Name
from geomap.foreign.speech import Said, said
from geomap.gazetteer import EmbeddedGazetteer
from geomap.language import Passage
from geomap.model import Claim, Report, Resolution, Statement
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain
from geomap.tongue import tongues


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a report says in other languages; `sentences` are spans of the report's text."""

    resolutions: tuple[Resolution, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()


def read(
    report: Report,
    gazetteer: EmbeddedGazetteer,
    *,
    resolve: Resolve,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> Read:
    """Read the parts of a report that are in another language that has a file.

    Parameters
    ----------
    report
        The report; its day of publication is what relative days are counted from.
    gazetteer
        Names that are scanned for.
    resolve
        What the mentions of a report mean; it is given a list of names as a report.
    terrain
        For statements of space.
    settings
        Where the words of the languages lie.

    Returns
    -------
    Read
        Empty where the report is all English, or in languages that no file describes.
    """
    read_lines = _lines(report, settings)
    if not read_lines:
        return Read()
    names = [
        name
        for code, group in groupby(read_lines, key=lambda line: line.tongue.code)
        for name in sounding.names(list(group), tongues()[code], gazetteer)
    ]
    found = resolved(report, names, resolve, gazetteer=gazetteer)
    by_line = _by_line(read_lines, names, found)
    before = _towns_before(by_line)
    story = _story(report, read_lines, by_line, gazetteer)
    statements = [
        one
        for index in range(len(read_lines))
        for one in deeds(_scene(report, index, by_line[index], read_lines, here=before[index]))
    ]
    told = [
        one
        for index, line in enumerate(read_lines)
        for one in _parties(line, index, by_line[index], before[index])
    ]
    return Read(
        resolutions=tuple(found),
        sentences=tuple((line.start, line.end) for line in read_lines),
        statements=tuple(statements),
        claims=tuple(
            claims.check_told(
                story, statements, told, gazetteer, terrain=terrain, settings=settings
            )
        ),
    )


_MEASURED = frozenset({"distance", "direction"})


def _lines(report: Report, settings: Settings) -> list[Line]:
    return [
        line
        for part in competence.parts(report, settings=settings)
        if part.language and not part.unread
        for line in lines(report, part.start, part.end, tongues()[part.language])
    ]


Placed = list[tuple[Name, Resolution]]
Towns = Sequence[Resolution]
"""The settlement that was named last before a line, if any."""


def _by_line(
    read_lines: Sequence[Line], names: Sequence[Name], found: Sequence[Resolution]
) -> list[Placed]:
    pairs = defaultdict(list)
    for name, one in zip(names, found, strict=True):
        pairs[name.line].append((name, one))
    return [pairs[line] for line in read_lines]


def _scene(
    report: Report, index: int, placed: Placed, read_lines: Sequence[Line], *, here: Towns
) -> Scene:
    line = read_lines[index]
    return Scene(
        report=report,
        line=line,
        placed=placed,
        days=days.days(line, report.published),
        said=_said(report, index, read_lines),
        here=here[-1] if here else None,
        measured={
            span
            for told in space.told(line, [(name.start, name.end) for name, _ in placed])
            if told.expression.kind in _MEASURED
            for span in told.places
        },
    )


def _said(report: Report, index: int, read_lines: Sequence[Line]) -> Said | None:
    """Who says a line; of a quotation that is taken up again, who said its first part."""
    line = read_lines[index]
    told = said(line)
    if told is not None or not index or not goes_on(report, read_lines[index - 1], line):
        return told
    first = said(read_lines[index - 1])
    return replace(first, start=0, end=len(line.text)) if first is not None else None


def _parties(line: Line, index: int, placed: Placed, here: Towns) -> list[Parties]:
    """Spatial statements of a line with what their names mean; "the city" is the last one named."""
    meant = {(name.start, name.end): one for name, one in placed}
    found = []
    for told in space.told(line, list(meant)):
        places = tuple(meant[span] for span in told.places)
        if not places and told.expression.kind == "surrounded":
            places = tuple(here)
        subject = meant[told.subject] if told.subject is not None else None
        found.append(
            Parties(paragraph=index, expression=told.expression, subject=subject, places=places)
        )
    return found


def _towns_before(by_line: Sequence[Placed]) -> list[Towns]:
    """The settlement that was named last before each line."""
    nothing: Towns = []
    towns: Iterator[Towns] = ([one for _, one in row if _is_town(one)][-1:] for row in by_line)
    return list(accumulate(towns, lambda last, own: own or last, initial=nothing))


def _is_town(found: Resolution) -> bool:
    return found.place is not None and found.place.kind.startswith("P.")


def _story(
    report: Report,
    read_lines: Sequence[Line],
    by_line: Sequence[Placed],
    gazetteer: EmbeddedGazetteer,
) -> Story:
    """The lines as a story without grammar, which spatial statements are held against."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab()
    paragraphs = []
    for index, (line, placed) in enumerate(zip(read_lines, by_line, strict=True)):
        offsets = np.arange(len(line.text) + 1)
        doc = Doc(vocab, words=[line.text], spaces=[False])
        passage = Passage(report.report_id, line.start, doc, offsets, offsets[1:])
        references = tuple(
            Reference(
                paragraph=index, start=name.start, end=name.end, tokens=range(1), resolution=one
            )
            for name, one in placed
        )
        paragraphs.append(Paragraph(passage, index, report.published, references=references))
    people = People(paragraphs, frozenset())
    return Story(
        report=report,
        resolutions=tuple(one for placed in by_line for _, one in placed),
        by_grammar=frozenset(),
        paragraphs=tuple(paragraphs),
        containers={},
        people=people,
        voices=Voices(paragraphs, people),
        seats={one.index: () for one in paragraphs},
        antecedents=Antecedents(paragraphs, {}, gazetteer),
    )

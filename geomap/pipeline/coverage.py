"""What became of every sentence of a report, so that a reader knows what the map leaves out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geomap import competence
from geomap.model import Report
from geomap.pipeline import Findings
from geomap.settings import OFFLINE, Settings

_UNREAD = "unparsed"
"""Relation of a claim whose words no rule could take apart."""


class Fate(StrEnum):
    """What a sentence became."""

    STATEMENT = "statement"
    CLAIM = "spatial claim"
    SEEN = "seen and not read"
    NO_EVENT = "no report of an event"
    REPEATED = "repeated"
    UNREAD = "cannot be read"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a report, or a paragraph that is not read: its span, its fate, and why."""

    start: int
    end: int
    text: str
    fate: Fate
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What became of the sentences of one report, each in exactly one place."""

    report_id: str
    sentences: tuple[Sentence, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many sentences met each fate."""
        found = Counter(one.fate for one in self.sentences)
        return {fate.value: found[fate] for fate in Fate}


def coverage(found: Findings, *, settings: Settings = OFFLINE) -> Coverage:
    """What became of every sentence of a report, from what the report yielded.

    A sentence is a statement where one lies in it; else a spatial claim; else seen and not read,
    where words of space stand in it that no rule could take apart; else it reports no event that
    was recognised. `settings` are those that it was read with.
    """
    report = found.report
    read = [claim for claim in found.claims if claim.relation != _UNREAD]
    seen = [claim for claim in found.claims if claim.relation == _UNREAD]
    fates = (
        (Fate.STATEMENT, [(one.start, one.end, "") for one in found.statements]),
        (Fate.CLAIM, [(one.start, one.end, "") for one in read]),
        (Fate.SEEN, [(one.start, one.end, one.why) for one in seen]),
    )
    sentences = [_sentence(report, start, end, fates) for start, end in found.sentences]
    sentences += _left(report, settings)
    return Coverage(
        report_id=report.report_id, sentences=tuple(sorted(sentences, key=lambda one: one.start))
    )


def _sentence(
    report: Report,
    start: int,
    end: int,
    fates: Sequence[tuple[Fate, Sequence[tuple[int, int, str]]]],
) -> Sentence:
    text = report.text[start:end].strip()
    for fate, spans in fates:
        inside = [why for first, last, why in spans if first < end and start < last]
        if inside:
            return Sentence(start=start, end=end, text=text, fate=fate, why=inside[0])
    return Sentence(start=start, end=end, text=text, fate=Fate.NO_EVENT)


def _left(report: Report, settings: Settings) -> Iterator[Sentence]:
    """Paragraphs that stand there before, and what cannot be read."""
    told = [
        (one.start, one.end, Fate.REPEATED, "")
        for one in report.segments
        if one.duplicate_of is not None
    ]
    told += [
        (part.start, part.end, Fate.UNREAD, part.unread)
        for part in competence.parts(report, settings=settings)
        if part.unread
    ]
    for start, end, fate, why in told:
        yield Sentence(
            start=start, end=end, text=report.text[start:end].strip(), fate=fate, why=why
        )

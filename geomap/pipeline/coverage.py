"""What became of every sentence of a report, so that a reader knows what the map leaves out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geomap import competence, foreign, language
from geomap.model import Report
from geomap.pipeline import Tools, read_one

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


def coverage(report: Report, tools: Tools) -> Coverage:
    """What became of every sentence of a report.

    A sentence is a statement where one lies in it; else a spatial claim; else seen and not read,
    where words of space stand in it that no rule could take apart; else it reports no event that
    was recognised.
    """
    found = read_one(report, tools)
    read = [claim for claim in found.claims if claim.relation != _UNREAD]
    seen = [claim for claim in found.claims if claim.relation == _UNREAD]
    fates = (
        (Fate.STATEMENT, [(one.start, one.end, "") for one in found.statements]),
        (Fate.CLAIM, [(one.start, one.end, "") for one in read]),
        (Fate.SEEN, [(one.start, one.end, one.why) for one in seen]),
    )
    sentences = [
        _sentence(report, start, end, fates) for start, end in _spans(report, tools)
    ] + list(_left(report, tools))
    return Coverage(
        report_id=report.report_id, sentences=tuple(sorted(sentences, key=lambda one: one.start))
    )


def _spans(report: Report, tools: Tools) -> Iterator[tuple[int, int]]:
    for passage in language.passages(report, tools.nlp, settings=tools.settings):
        for sentence in passage.doc.sents:
            if sentence.text.strip():
                yield passage.span(sentence.start_char, sentence.end_char)
    for line in foreign.sentences(report, settings=tools.settings):
        yield line.start, line.end


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


def _left(report: Report, tools: Tools) -> Iterator[Sentence]:
    """Paragraphs that stand there before, and what cannot be read."""
    told = [
        (one.start, one.end, Fate.REPEATED, "")
        for one in report.segments
        if one.duplicate_of is not None
    ]
    told += [
        (part.start, part.end, Fate.UNREAD, part.unread)
        for part in competence.parts(report, settings=tools.settings)
        if part.unread
    ]
    for start, end, fate, why in told:
        yield Sentence(
            start=start, end=end, text=report.text[start:end].strip(), fate=fate, why=why
        )

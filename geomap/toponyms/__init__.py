"""Recognition: the place names of a report, each with the role that it plays.

Candidates are spaCy's entities, every name of the gazetteer that stands in capitals, typed names
("Khawak Pass") and words for peoples. A small model of boosted trees, trained by
`tools/train_toponyms.py`, gives each the probability that a person would mark exactly this span;
the best that do not overlap are kept. Roles follow written rules (`roles`).
"""

from collections.abc import Sequence

from geomap.gazetteer import EmbeddedGazetteer
from geomap.language import Passage
from geomap.model import Mention, Report
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import roles, words
from geomap.toponyms.coherence import lift
from geomap.toponyms.features import FACTS
from geomap.toponyms.model import Tagger, load, read_tagger
from geomap.toponyms.spans import Span, spans
from geomap.toponyms.tagging import chosen, document_wide, facts_of, probabilities
from geomap.toponyms.taken import lift_taken

COUNTRY = FACTS.index("country")
__all__ = ["Tagger", "find", "load", "read_tagger"]


def find(
    report: Report,
    passages: Sequence[Passage],
    gazetteer: EmbeddedGazetteer,
    *,
    settings: Settings = OFFLINE,
    tagger: Tagger | None = None,
) -> list[Mention]:
    """Place names of a report, in the order of the text.

    Parameters
    ----------
    report
        The report.
    passages
        Its passages from `geomap.language.passages`.
    gazetteer
        Names that are scanned for.
    settings
        Where the shipped model and word lists lie.
    tagger
        Another model than the shipped one.

    Returns
    -------
    list of Mention
        Without overlaps; `cue` is the word that decided the role.
    """
    tagger = tagger or load(settings)
    codes = words.demonyms(settings.data_dir)
    peoples = frozenset(codes)
    facts = facts_of(gazetteer)
    docs = [passage.doc for passage in passages]
    found = [spans(doc, gazetteer.contains, peoples) for doc in docs]
    scores = probabilities(docs, found, facts, tagger=tagger, peoples=peoples)
    document_wide(found, scores, tagger.threshold)
    lift(docs, found, scores, gazetteer, facts=facts, least=tagger.threshold)
    lift_taken(docs, found, scores, gazetteer, peoples=codes, least=tagger.threshold)

    def is_country(span: Span) -> bool:
        return span.key in peoples or facts(span.key)[COUNTRY] > 0

    mentions = [
        _mention(report, passage, span, span.key in peoples)
        for passage, each, score in zip(passages, found, scores, strict=True)
        for span in chosen(passage.doc, each, score, least=tagger.threshold, is_country=is_country)
    ]
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _mention(report: Report, passage: Passage, span: Span, people: bool) -> Mention:
    start, end = passage.span(span.start_char, span.end_char)
    role, cue = roles.role(passage.doc, span, people)
    return Mention(
        report_id=report.report_id,
        start=start,
        end=end,
        text=report.text[start:end],
        role=role,
        cue=cue,
    )

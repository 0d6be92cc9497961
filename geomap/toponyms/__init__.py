"""Recognition: the place names of a report, each with the role that it plays.

Candidates are spaCy's entities, every name of the gazetteer that stands in capitals, typed names
("Khawak Pass") and words for peoples. A small model of boosted trees, trained by
`tools/train_toponyms.py`, gives each the probability that a person would mark exactly this span;
the best that do not overlap are kept. Roles follow written rules (`roles`).
"""

from collections.abc import Sequence
from functools import cache

from geomap.gazetteer import EmbeddedGazetteer, fold
from geomap.language import Passage
from geomap.model import Mention, Report
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import initials, roles, unsure, words
from geomap.toponyms.features import FACTS
from geomap.toponyms.model import Tagger, load, read_tagger
from geomap.toponyms.spans import Span, spans
from geomap.toponyms.tagging import chosen, document_wide

__all__ = ["Tagger", "find", "load", "read_tagger"]
_COUNTRY = FACTS.index("country")


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
    least, facts = tagger.threshold, cache(gazetteer.facts)
    codes = words.demonyms(settings.data_dir)
    docs = [passage.doc for passage in passages]
    bodies = initials.of_bodies(report.text, lambda name: gazetteer.contains(fold(name)))
    found = [
        span
        for doc, text in [(doc, doc.text) for doc in docs]
        for span in spans(doc, gazetteer.contains, codes)
        if text[span.start_char : span.end_char] not in bodies
    ]
    scores = tagger.probabilities(docs, found, facts=facts, peoples=codes)
    document_wide(found, scores, least)
    unsure.by_story(found, scores, gazetteer, facts=facts, least=least)
    unsure.by_grammar(found, scores, gazetteer, docs=docs, peoples=codes, least=least)

    def is_country(span: Span) -> bool:
        return span.key in codes or facts(span.key)[_COUNTRY] > 0

    passage_of = {passage.doc: passage for passage in passages}
    mentions = [
        _mention(report, passage_of[span.doc], span, span.key in codes)
        for span in chosen(found, scores, least, is_country)
    ]
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _mention(report: Report, passage: Passage, span: Span, people: bool) -> Mention:
    start, end = passage.span(span.start_char, span.end_char)
    role, cue = roles.role(span, people)
    text = report.text[start:end]
    return Mention(report_id=report.report_id, start=start, end=end, text=text, role=role, cue=cue)

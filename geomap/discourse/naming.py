"""Names that recognition left out, told as places by their grammar: "retook X", "the X creek".

They are found before names are resolved, so that every place of a report goes through the one
resolver and has a row of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geomap import lexicon
from geomap.discourse import standing
from geomap.discourse.paragraphs import Paragraph, in_spans, local_span, tokens_in
from geomap.discourse.plausible import gap_m
from geomap.discourse.sided import is_around
from geomap.gazetteer import fold
from geomap.model import Gazetteer, Mention, Place, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_ROADS = lexicon.words("places.named_roads")
_ARTICLES = lexicon.words("places.arabic_articles")
_STRICT = frozenset({"exact", "folded", "alias", "type-stripped"})
_LEAST_ALIKE = 80.0
_GREAT = 10_000
_CLOSE_M = 300_000.0
"""How far from the report's other places one in a neighbouring country may lie."""


def names(
    paragraph: Paragraph, mentions: Sequence[Mention], known: frozenset[str]
) -> list[Mention]:
    """Mentions of the names of a paragraph that stand where only places stand.

    Parameters
    ----------
    paragraph
        The paragraph; its references are not looked at.
    mentions
        Its mentions that recognition found: what they cover is no fresh name.
    known
        Names that recognition found anywhere in the report.
    """
    covered = {
        i
        for one in mentions
        for i in tokens_in(paragraph.passage, *local_span(paragraph.passage, one))
    }
    spans = {}
    for token in paragraph.doc:
        around = is_around(token)
        if token.i in covered or not (standing.may_be(token) or around) or not token.is_alpha:
            continue
        if token.i in paragraph.time_tokens or in_spans(token.idx, paragraph.filed):
            continue
        span = _beside_known(token, range(*_whole_name(token)), covered)
        named = paragraph.doc[span[0]]  # "al-Tijara" begins with its article
        named_so = named.text[0].isupper() or named.lower_ in _ARTICLES
        if named_so and (around or standing.is_placed(token, known, covered)):
            spans[token] = span
    found = []
    for token, span in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0].i)):
        if covered.isdisjoint(span):
            covered.update(span)
            found += [_mention(paragraph, token, part) for part in _ends(token, span)]
    return found


def _ends(token: "Token", span: range) -> list[range]:
    """The two names of a road that is called by its ends: "the Juba-Nimule road"."""
    hyphens = [i for i in span if token.doc[i].text == "-"]
    if token.head.lemma_ not in _ROADS or len(hyphens) != 1:
        return [span]
    return [range(span[0], hyphens[0]), range(hyphens[0] + 1, span[-1] + 1)]


def checked(resolution: Resolution, others: Sequence[Place], gazetteer: Gazetteer) -> Resolution:
    """The resolution of a name that only grammar shows, or none where it may be a namesake.

    Such names are mostly in no gazetteer: a place far from all `others` of the report and in a
    country that it does not otherwise speak of, or one that only sounds alike, is no find.
    """
    place = resolution.place
    if place is None or resolution.by_hand:
        return resolution
    at_home = any(place.country == other.country for other in others)
    close = (gap_m(place, other, gazetteer) <= _CLOSE_M for other in _towns(others))
    # a great town's own name is no namesake's, where the report names only countries
    great = place.kind.startswith("P.") and place.population >= _GREAT and not any(_towns(others))
    near = at_home or not others or any(close) or great
    if near and _is_spelt_so(resolution.mention.text, place, gazetteer, loosely=at_home):
        return resolution
    reason = f"only a place of another country or spelling is known, {place.name}"
    return replace(resolution, place=None, probability=0.0, reason=reason)


def _towns(places: Sequence[Place]) -> Iterator[Place]:
    return (one for one in places if not one.kind.startswith("A.PCL"))


def _is_spelt_so(name: str, place: Place, gazetteer: Gazetteer, *, loosely: bool) -> bool:
    hits = gazetteer.lookup(name, country=place.country)
    strict = any(h.match in _STRICT and h.place.place_id == place.place_id for h in hits)
    return strict or (loosely and fuzz.ratio(fold(name), fold(place.name)) >= _LEAST_ALIKE)


def _mention(paragraph: Paragraph, token: "Token", span: range) -> Mention:
    doc, first, last = paragraph.doc, span[0], span[-1]
    start, end = paragraph.passage.span(doc[first].idx, doc[last].idx + len(doc[last]))
    return Mention(
        report_id=paragraph.passage.report_id,
        start=start,
        end=end,
        text=doc[first : last + 1].text,
        role=Role.OTHER_PLACE if standing.is_landmark(token) else Role.EVENT_PLACE,
        cue=token.head.lower_,
    )


def _whole_name(token: "Token") -> tuple[int, int]:
    """First token of a name and the one after its last, over its hyphens: "Nahr al-Bared"."""
    doc = token.doc
    first = last = token.i
    while first > 0 and _is_of_name(doc[first - 1], doc[first]):
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_:
        if last + 2 >= len(doc) or doc[last + 1].whitespace_ or not doc[last + 2].is_alpha:
            break
        last += 2
    return first, last + 1


def _beside_known(token: "Token", span: range, covered: set[int]) -> range:
    """A name without the known one that a hyphen joins to it: of "Bangui-Bambari" the second."""
    last = max((i for i in span if i < token.i and i in covered), default=-1)
    return range(last + 2, span[-1] + 1) if token.doc[last + 1].text == "-" and last > -1 else span


def _is_of_name(before: "Token", token: "Token") -> bool:
    """Whether a word belongs to the name after it: a name hung on it, or a hyphen's other side."""
    if "-" in (before.text, token.text):
        return not before.whitespace_
    article = token.lower_ in _ARTICLES and before.head == token.head
    return before.pos_ == "PROPN" and (before.head == token or article)

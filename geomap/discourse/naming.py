"""Names that recognition left out, told as places by their grammar: "retook X", "the X creek".

They are found before names are resolved, so that every place of a report goes through the one
resolver and has a row of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import standing
from geomap.discourse.paragraphs import Paragraph, in_spans, local_span, tokens_in
from geomap.discourse.sided import is_around
from geomap.model import Mention, Role

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ROADS = lexicon.words("places.named_roads")
_POSTS = lexicon.words("people.titles") | lexicon.words("people.relations")
_ARTICLES = lexicon.words("places.arabic_articles")
_PLACED = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE})
_LEADING = lexicon.words("space.prepositions", "space.at_or_around") - {"by"} | {"from", "of"}
_ACTS_ON = lexicon.words("deeds.leaves", "deeds.takes_or_visits")
_FURTHER = lexicon.words("space.further")
_INITIALS = 4
"""Letters of a body's name or a time zone, which grammar alone shows to be no place."""


def of_all(
    paragraphs: Sequence[Paragraph],
    mentions: Sequence[Sequence[Mention]],
    titles: frozenset[str],
) -> list[list[Mention]]:
    """`names` of every paragraph of a report; what one shows as a place is one in all."""
    recognised = _placed(mentions)
    rows = list(zip(paragraphs, mentions, strict=True))
    found = [names(each, row, titles, recognised) for each, row in rows]
    fresh = _placed(found) - recognised
    return [
        names(each, row, titles, recognised | fresh)
        if any(one in each.text for one in fresh)
        else own
        for (each, row), own in zip(rows, found, strict=True)
    ]


def _placed(mentions: Iterable[Sequence[Mention]]) -> frozenset[str]:
    """The texts of mentions that are places by their role."""
    return frozenset(one.text for row in mentions for one in row if one.role in _PLACED)


def names(
    paragraph: Paragraph,
    mentions: Sequence[Mention],
    titles: frozenset[str],
    known: frozenset[str] = frozenset(),
) -> list[Mention]:
    """Mentions of the names of a paragraph that stand where only places stand.

    Parameters
    ----------
    paragraph
        The paragraph; its references are not looked at.
    mentions
        Its mentions that recognition found: what they cover is no fresh name.
    titles
        Words for persons, which make the name after them a person's.
    known
        Names that stand for places elsewhere in the report.
    """
    covered = {
        i
        for one in mentions
        for i in tokens_in(paragraph.passage, *local_span(paragraph.passage, one))
    }
    spans = {}
    for token in paragraph.doc:
        if token.i in covered or not _may_be_name(token, paragraph):
            continue
        span = _beside_known(token, range(*_whole_name(token)), covered)
        if _is_titled(token, span, titles | _POSTS) or not _begins(token.doc[span[0]]):
            continue
        again = _is_led_to(token) and token.doc[span[0] : span[-1] + 1].text in known
        if again or is_around(token) or standing.is_placed(token, covered):
            spans[token] = span
    return [
        _mention(paragraph, token, part)
        for token, span in _longest(spans, covered)
        for part in _ends(token, span)
    ]


def _is_led_to(token: "Token") -> bool:
    """Whether a word stands where places may: "the attack on X", "drove into X", "escaped X"."""
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_ in _ACTS_ON
    return token.dep_ == "pobj" and token.head.lower_ in _LEADING


def _longest(
    spans: "Mapping[Token, range]", covered: Collection[int]
) -> "Iterator[tuple[Token, range]]":
    """Names by the words that show them, the longest first, but for what is covered already."""
    taken = set(covered)
    for token, span in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0].i)):
        if taken.isdisjoint(span):
            taken.update(span)
            yield token, span


def _may_be_name(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a word may be a name: no date, no dateline and none of "10:25 IST", "ISIL"."""
    dated = paragraph.time_tokens.get(token.i)
    told = dated is not None and dated.event is None  # "took Herat" is a day, and names a town
    if told or in_spans(token.idx, paragraph.filed):
        return False
    short = token.text[-1].isupper() and len(token) <= _INITIALS  # "ISIL", "MoD"
    return token.is_alpha and not short and (standing.may_be(token) or is_around(token))


def _is_titled(token: "Token", span: range, titles: frozenset[str]) -> bool:
    """Whether a name is a person's: "President Thabo Mbeki", whose name a town has too."""
    before = token.doc[max(0, span[0] - 1) : token.i]
    return any(word.text[0].isupper() and word.lower_ in titles for word in before)


def _begins(word: "Token") -> bool:
    """Whether a name may begin with a word: "al-Tijara" begins with its article."""
    capital = word.text[0].isupper() and word.lower_ not in _FURTHER
    return capital or word.lower_ in _ARTICLES


def _ends(token: "Token", span: range) -> list[range]:
    """The two names of a road that is called by its ends: "the Juba-Nimule road"."""
    hyphens = [i for i in span if token.doc[i].text == "-"]
    if token.head.lemma_ not in _ROADS or len(hyphens) != 1:
        return [span]
    return [range(span[0], hyphens[0]), range(hyphens[0] + 1, span[-1] + 1)]


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
    while first > 0 and _is_of_name(doc[first - 1], doc[first : token.i + 1]):
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


def _is_of_name(before: "Token", name: "Span") -> bool:
    """Whether a word belongs to the name after it: a name hung on it, or a hyphen's other side."""
    token = name[0]
    if "-" in (before.text, token.text):
        return not before.whitespace_
    article = token.lower_ in _ARTICLES and before.head == token.head
    return before.pos_ == "PROPN" and (before.head in name or article)

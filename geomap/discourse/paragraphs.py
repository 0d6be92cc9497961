"""A report's paragraphs made ready to be read: their anchor days, places and times."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geomap import dates, lexicon
from geomap.dates import TimeMention
from geomap.discourse import grammar
from geomap.language import Passage
from geomap.model import Mention, Place, Report, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_HEAD_PARAGRAPHS = 8
"""Paragraphs that may begin with a dateline; later ones begin with a time stamp at most."""

_DIGIT = re.compile(r"\d")
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_DRAWN = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE})
_BESIDE = frozenset({"conj", "advcl"})
STATES = lexicon.words("deeds.stative")
"""Verbs that say how things stand with their subject: "Sake fell", "Sake remains calm"."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference:
    """A place mention in its paragraph.

    `start` and `end` count the paragraph's normalised characters, `tokens` are the indices of the
    words that it covers. `filed` says that it stands in a dateline: where the report was written,
    not where anything happened; `points` that it is no name but a noun that points to a place:
    "the capital".
    """

    paragraph: int
    start: int
    end: int
    tokens: range
    resolution: Resolution
    filed: bool = False
    points: bool = False

    @property
    def text(self) -> str:
        """The name as the report writes it."""
        return self.resolution.mention.text

    @property
    def role(self) -> Role:
        """What the name does in its sentence."""
        return self.resolution.mention.role

    @property
    def place(self) -> Place | None:
        """The place that the name resolved to, or None."""
        return self.resolution.place


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A passage with everything that is known of it before it is read.

    Attributes
    ----------
    passage
        The passage as spaCy analysed it.
    index
        Its number in the report.
    anchor
        The day that relative dates are counted from; None where it is not known.
    references
        Its place mentions, in the order of the text.
    times
        Its time expressions, those of its dateline left out.
    filed
        Spans of its dateline or time stamp, which say nothing of the events.
    """

    passage: Passage
    index: int
    anchor: date | None
    references: tuple[Reference, ...] = ()
    times: tuple[TimeMention, ...] = ()
    filed: tuple[tuple[int, int], ...] = ()

    @property
    def doc(self) -> "Doc":
        """The parsed passage."""
        return self.passage.doc

    @property
    def text(self) -> str:
        """The passage's normalised text."""
        return self.passage.text

    @cached_property
    def places(self) -> dict[int, Resolution]:
        """What the place mentions mean, by the index of each of their tokens; no datelines.

        Of two that share a token the longer counts: coordinates with the name beside them.
        """
        longest_last = sorted(self.references, key=lambda one: len(one.tokens))
        return {i: one.resolution for one in longest_last if not one.filed for i in one.tokens}

    @cached_property
    def time_tokens(self) -> dict[int, TimeMention]:
        """Time expression by the index of each of its tokens."""
        return {i: mention for mention, span in self._time_spans for i in range(*_ends(span))}

    @cached_property
    def _time_spans(self) -> "list[tuple[TimeMention, Span]]":
        spans = (
            (one, self.doc.char_span(one.local_start, one.local_end, alignment_mode="expand"))
            for one in self.times
        )
        return [(one, span) for one, span in spans if span is not None]

    @cached_property
    def time_heads(self) -> "list[tuple[Span, Token, TimeMention]]":
        """Time expressions with their span and the verb, adjective or noun that each hangs on."""
        found = []
        for mention, span in self._time_spans:
            above = span.root.head
            noun = span.root.dep_ in grammar.BEFORE_NOUN and above.pos_ in ("NOUN", "PROPN")
            while not noun and above.head != above and above.pos_ not in {*grammar.VERBAL, "ADJ"}:
                above = above.head
            found.append((span, above, mention))
        return found

    def is_place(self, token: "Token") -> bool:
        """Whether the token belongs to a place mention or is tagged as one; "M23" is none."""
        tagged = token.ent_type_ in _PLACE_ENTITIES and not _DIGIT.search(token.text)
        return tagged or token.i in self.places

    def tells_elsewhere(self, clause: "Token") -> bool:
        """Whether a clause names a place, and the one before it that it hangs on another.

        As in "fired on protesters in Lashio and killed a monk in Hsipaw", "struck Damascus as
        fighting raged in Suwayda": these are two deeds.
        """
        if clause.dep_ not in _BESIDE or clause.pos_ not in grammar.VERBAL:
            return False
        first, before = clause.left_edge.i, clause.head.left_edge.i
        return self._names_place(before, first) and self._names_place(
            first, clause.right_edge.i + 1
        )

    def _names_place(self, first: int, end: int) -> bool:
        return any(self.place_at(self.doc[i]) is not None for i in range(first, end))

    def place_at(self, token: "Token") -> Resolution | None:
        """The place mention that covers a token, where it names a place and not its people."""
        found = self.places.get(token.i)
        if found is None or (token.pos_ == "ADJ" and token.dep_ == "amod"):
            return None
        role = found.mention.role
        # "Kabul fell": a name that mostly stands for a government is acted on as a place
        acted_on = token.dep_ in ("nsubjpass", "dobj") or token.head.lemma_ in STATES
        return found if role in _DRAWN or (role is Role.METONYM and acted_on) else None

    @cached_property
    def named(self) -> tuple[Reference, ...]:
        """Places that the paragraph names and speaks of, those of its dateline left out."""
        told = (one for one in self.references if not one.filed and not one.points)
        return tuple(one for one in told if one.role in _DRAWN)

    def tokens_of(self, resolution: Resolution) -> range:
        """Indices of the words of a place mention; none where it stands in another paragraph."""
        found = (one.tokens for one in self.references if one.resolution is resolution)
        return next(found, range(0))

    def token_at(self, at: int) -> "Token | None":
        """The token that holds a character of the report's text."""
        starts, at = self.passage.offsets, at - self.passage.start
        if not starts[0] <= at < starts[-1]:
            return None
        local = int(starts.searchsorted(at, side="right")) - 1
        index = bisect_right(self._token_starts, local) - 1
        return self.doc[index] if local < self._token_starts[index] + len(self.doc[index]) else None

    @cached_property
    def _token_starts(self) -> list[int]:
        starts: list[int] = self.doc.to_array("IDX").tolist()
        return starts


def _ends(span: "Span") -> tuple[int, int]:
    return span.start, span.end


def in_spans(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a character lies in one of the spans."""
    return any(start <= at < end for start, end in spans)


def by_passage(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of each passage, in the order of the text."""
    starts = [passage.start for passage in passages]
    found: list[list[Mention]] = [[] for _ in passages]
    for one in sorted(mentions, key=lambda one: (one.start, one.end)):
        index = bisect_right(starts, one.start) - 1
        if index >= 0 and one.start < starts[index] + int(passages[index].offsets[-1]):
            found[index].append(one)
    return found


def local_span(passage: Passage, mention: Mention) -> tuple[int, int]:
    """A mention's span in its passage's normalised characters."""
    length = len(passage.offsets) - 1
    first, last = passage.offsets.searchsorted(
        (mention.start - passage.start, mention.end - passage.start)
    )
    return min(int(first), length), min(int(last), length)


def tokens_in(passage: Passage, start: int, end: int) -> range:
    """Indices of the tokens that a span of normalised characters touches."""
    span = passage.doc.char_span(start, end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)


def dated(report: Report, passages: Sequence[Passage]) -> list[Paragraph]:
    """Paragraphs with their anchor days, times and datelines; their places are still to come."""
    anchors = dates.anchors(report, passages)
    labels = sum(dates.opens_in_capitals(passage.text) for passage in passages) > 1
    found, telling = [], dates.Telling()
    for index, passage in enumerate(passages):
        anchor, text = anchors.of(passage), passage.text
        telling.begin(anchor, heads=not any(word.pos_ in grammar.VERBAL for word in passage.doc))
        head = index < _HEAD_PARAGRAPHS
        filed = dates.dateline_spans(text, labels=labels) if head else dates.stamp_spans(text)
        times = dates.find(passage, anchor, telling)
        kept = tuple(one for one in times if not in_spans(one.local_start, filed))
        found.append(Paragraph(passage, index, anchor, times=kept, filed=tuple(filed)))
    return found


def _is_filed(paragraph: Paragraph, span: tuple[int, int], meant: Resolution) -> bool:
    """Whether a capital opens a report before a colon: "Bamako: Gunmen killed nine people"."""
    seat = meant.place is not None and meant.place.kind == "P.PPLC"
    opens = paragraph.index <= 1 and not re.search(r"\w", paragraph.text[: span[0]])
    return seat and opens and paragraph.text.startswith(": ", span[1])


def references(
    paragraph: Paragraph,
    resolutions: Mapping[tuple[int, int], Resolution],
    mentions: Sequence[Mention],
) -> Iterator[Reference]:
    """References of a paragraph to the places that its mentions, by their spans, resolved to."""
    for mention in mentions:
        start, end = local_span(paragraph.passage, mention)
        yield Reference(
            paragraph=paragraph.index,
            start=start,
            end=end,
            tokens=tokens_in(paragraph.passage, start, end),
            resolution=resolutions[mention.start, mention.end],
            filed=in_spans(start, paragraph.filed)
            or _is_filed(paragraph, (start, end), resolutions[mention.start, mention.end]),
        )

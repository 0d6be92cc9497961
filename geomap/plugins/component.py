"""Places in spaCy's documents: `nlp.add_pipe("geomap")` gives entities with `._.place`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from geomap.model import DRAWN_ROLES, Place, Resolution
from geomap.pipeline import Tools, open_tools, read_one, spoken_of
from geomap.reports import from_text
from geomap.settings import OFFLINE, Settings

NAME = "geomap"
_POLITICAL = ("P.", "A.")


@dataclass(frozen=True)
class PlaceReader:
    """The component: makes the places that a text names its entities, with what each means.

    The text is read as a report is, with geomap's own pipeline, so that a blank one will do.
    Settlements, divisions and names whose place is not known are GPE, other places LOC. Where they
    overlap entities of other components a known place wins, else these. `span._.place` is a
    `geomap.Place` or None, `span._.place_why` what spoke for it or why there is none; both are kept
    by `Doc.to_bytes` and in `DocBin(store_user_data=True)`.
    """

    settings: Settings = OFFLINE

    def __call__(self, doc: Doc) -> Doc:
        """The document with its places among its entities."""
        if not doc.text.strip():
            return doc
        found = [
            (span, _told(one))
            for one in read_one(from_text(doc.text), _tools(self.settings)).resolutions
            if one.mention.role in DRAWN_ROLES and (span := _span(doc, one)) is not None
        ]
        known = [span for span, told in found if told["place"] is not None]
        others = [*doc.ents, *(span for span, told in found if told["place"] is None)]
        doc.set_ents(_first_of([*known, *others]))
        # plain values, which travel between processes with the document
        doc.user_data[NAME] = [[span.start, span.end, told] for span, told in found]
        return doc


def _first_of(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap none before them."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            kept.append(span)
            taken.update(tokens)
    return kept


def _span(doc: Doc, one: Resolution) -> Span | None:
    political = one.place is None or one.place.kind.startswith(_POLITICAL)
    start, end = one.mention.start, one.mention.end
    return doc.char_span(start, end, "GPE" if political else "LOC", alignment_mode="expand")


def _told(one: Resolution) -> dict[str, Any]:
    why = one.reason or "; ".join(one.explanation)
    return {"place": None if one.place is None else asdict(one.place), "place_why": why}


def _of(span: Span, name: str) -> Any:
    data: dict[Any, Any] = span.doc.user_data
    rows = data.get(NAME, ())
    here = (told for start, end, told in rows if (start, end) == (span.start, span.end))
    return next((told[name] for told in here), None)


def _place(span: Span) -> Place | None:
    told = _of(span, "place")
    return None if told is None else Place(**told | {"alternates": tuple(told["alternates"])})


def _why(span: Span) -> str:
    return _of(span, "place_why") or ""


@cache
def _tools(settings: Settings) -> Tools:
    return open_tools(settings)


@Language.factory(
    NAME,
    assigns=["doc.ents", "span._.place", "span._.place_why"],
    default_config={"country": None, "near": None},
)
def place_reader(
    nlp: Language,  # noqa: ARG001, what spaCy hands to every factory
    name: str,  # noqa: ARG001
    country: str | None,
    near: str | list[float] | None,
) -> PlaceReader:
    """Make the component; `country` and `near` say what the texts are about.

    Raises
    ------
    InputError
        If `country` is no country, or `near` no place.
    """
    return PlaceReader(spoken_of(OFFLINE, country, near))


Span.set_extension("place", getter=_place, force=True)
Span.set_extension("place_why", getter=_why, force=True)

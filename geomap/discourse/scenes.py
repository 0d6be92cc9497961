"""Which country a sentence is about, where it names no place of its own event."""

from collections import defaultdict
from collections.abc import Sequence

from geomap import lexicon
from geomap.discourse.paragraphs import Paragraph, Reference, in_spans
from geomap.discourse.standing import is_landmark
from geomap.model import Resolution, Role

_WEIGHTS = {Role.EVENT_PLACE: 1.0, Role.OTHER_PLACE: 1.0, Role.METONYM: 0.5, Role.NATIONALITY: 0.5}
"""What a name counts for the country that it lies in, by what it does in its sentence."""

_FORCES = lexicon.words("people.groups", "people.formations", "people.actors")
_TIMES = 1.5
"""How many times as often as the next a country is named that a report is about."""


def spoken_of(paragraphs: Sequence[Paragraph]) -> tuple[Reference, ...]:
    """The names of a report that tell what land it speaks of."""
    return tuple(one for each in paragraphs for one in each.references if _tells(one, each))


def scene(
    paragraphs: Sequence[Paragraph], spoken: Sequence[Reference], at: int
) -> Resolution | None:
    """The name of the one country that a sentence, else the report, is about; None if in doubt.

    Parameters
    ----------
    paragraphs
        A report's paragraphs with their references.
    spoken
        From `spoken_of`.
    at
        A character of the report's text, in the sentence.
    """
    here = _beside(spoken, paragraphs, at)
    filed = filed_in(paragraphs)
    for named in (here, spoken):
        found = _named(main(named, filed), [*here, *spoken])
        if found is not None:
            return found
    return None


def filed_in(paragraphs: Sequence[Paragraph]) -> set[str]:
    """Countries of the datelines."""
    filed = (one.place for each in paragraphs for one in each.references if one.filed)
    return {place.country for place in filed if place is not None}


def _tells(one: Reference, paragraph: Paragraph) -> bool:
    """Whether a name tells what land is spoken of: no dateline, nothing that is measured from."""
    if one.filed or one.place is None or not one.place.country or not one.tokens:
        return False
    token = paragraph.doc[one.tokens[-1]]
    home = token.dep_ == "pobj" and token.head.lower_ == "from"
    return one.role in _WEIGHTS and not home and not is_landmark(token)


def is_power(one: Reference, paragraph: Paragraph) -> bool:
    """Whether a name is that of who acts, anywhere: of a people, or in "Rwanda's forces"."""
    token = paragraph.doc[one.tokens[-1]]
    owner = token.dep_ == "poss" and token.head.lemma_.lower() in _FORCES
    return owner or one.role in (Role.NATIONALITY, Role.METONYM)


def _beside(
    named: Sequence[Reference], paragraphs: Sequence[Paragraph], at: int
) -> list[Reference]:
    """Names of places in the sentence of a character."""
    for paragraph in paragraphs:
        token = paragraph.token_at(at)
        if token is not None:
            inside = [(token.sent.start_char, token.sent.end_char)]
            own = (one for one in named if one.paragraph == paragraph.index)
            near = (one for one in own if in_spans(one.start, inside))
            return [one for one in near if not is_power(one, paragraph)]
    return []


def main(named: Sequence[Reference], filed: set[str]) -> str:
    """The country that is named most, by far; "" where there is none.

    A neighbour is named often in a report on a war at its border: where the report is filed from
    another country that it names too, that is in doubt.
    """
    counts: dict[str, float] = defaultdict(float)
    for one in named:
        if one.place is not None:
            counts[one.place.country] += _WEIGHTS[one.role]
    most = sorted(counts, key=lambda country: -counts[country])
    if not most or (len(most) > 1 and counts[most[0]] < _TIMES * counts[most[1]]):
        return ""
    if most[0] not in filed and not filed.isdisjoint(most):
        return ""
    return most[0]


def _named(country: str, named: Sequence[Reference]) -> Resolution | None:
    """The first name of a country itself."""
    lands = (
        one.resolution
        for one in named
        if one.place is not None
        and one.place.country == country
        and one.place.kind.startswith("A.PCL")
    )
    return next(lands, None)

"""The place after a preposition: a name, "the valley", "it", "the Chinese border at Muse"."""

import re
from dataclasses import replace

from geomap.claims._antecedents import earlier
from geomap.claims._lexicon import GAP_NOUNS, GAP_WORDS
from geomap.claims._story import Named, Story, named
from geomap.discourse.fitting import KINDS, VAGUE
from geomap.model import Role

_BORDER = re.compile(r"(?:'s?)?\s+(?:[a-z]+\s+)?(?:border|frontier|boundary)\b", re.I)
_BORDER_WITH = re.compile(r"\b(?:border|frontier|boundary)\s+(?:with|of)\s+(?:the\s+)?$", re.I)
_OF_TWO_PEOPLES = re.compile(r"[-–](?=[A-Z]\w+\s+(?:border|frontier|boundary)\b)")
_FIRST_OF_TWO = re.compile(r"(?:the\s+)?[A-Z]\w+[-–]")
_AT = re.compile(r"\s+(?:at|near)\s+(?=[A-Z])")
_STANDS_FOR = re.compile(
    r"(?P<pronoun>it|there)\b|(?:the|this|that|its|their)\s+(?:(?:[a-z][\w-]*\s+)?"
    rf"(?P<noun>{'|'.join(sorted(set(KINDS) - {'capital'}))})"
    r"|(?P<vague>area|stronghold|enclave))\b(?!\s+of\b)",
)
_MOST_GAP_WORDS = 7


def object_at(told: Story, number: int, at: int, *, exclude: str = "") -> tuple[Named, int] | None:
    """Place that follows a position in a paragraph, and where its name ends.

    `exclude` is the id of a place that a pronoun there cannot stand for.
    """
    text = told.texts[number]
    for reference in told.references[number]:
        if reference.end <= at:
            continue
        if reference.start >= at and not _is_passable(text[at : reference.start]):
            break
        if _OF_TWO_PEOPLES.match(text, reference.end):
            continue
        border = _BORDER.match(text, reference.end)
        if border is not None:
            edge = replace(named(reference), edge=True), border.end()
            return _post(told, number, border.end()) or edge
        if reference.role is not Role.NATIONALITY:
            edge_of = bool(_BORDER_WITH.search(text[max(at, 0) : reference.start]))
            return replace(named(reference), edge=edge_of), reference.end
    return _anaphor(told, number, at, exclude)


def _post(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """The place in "the Chinese border at Muse", which is what the words measure from."""
    point = _AT.match(told.texts[number], at)
    row = told.references[number] if point is not None else ()
    found = (one for one in row if point is not None and one.start == point.end())
    one = next(found, None)
    return (named(one), one.end) if one is not None else None


def stands_for(told: Story, number: int, at: int) -> bool:
    """Whether a pronoun or a noun like "the town" stands at a position."""
    points = any(one.points and one.start == at for one in told.references[number])
    return points or _STANDS_FOR.match(told.texts[number], at) is not None


def _anaphor(told: Story, number: int, at: int, exclude: str) -> tuple[Named, int] | None:
    """It, "the valley", "the same town": the place that the words stand for."""
    match = _STANDS_FOR.match(told.texts[number], at)
    if match is None:
        return None
    noun = match["noun"] or match["vague"] or match["pronoun"]
    name = earlier(told, number, at, noun, exclude=exclude)
    return (replace(name, said=match.group()), match.end()) if name is not None else None


def _is_passable(gap: str) -> bool:
    """Whether the words before a name belong to it: "the Afghan capital, Kabul"."""
    if _FIRST_OF_TWO.fullmatch(gap):
        return True
    words = re.findall(r"[\w'-]+", _BORDER_WITH.sub("", gap))
    if len(words) > _MOST_GAP_WORDS or re.search(r"[.;:!?()]", gap):
        return False
    following = [*words[1:], ""][: len(words)]
    return all(
        word.lower() in GAP_WORDS or (word[0].isupper() and after in GAP_NOUNS)
        for word, after in zip(words, following, strict=True)
    )


def is_place_noun(word: str) -> bool:
    """Whether a noun names a kind of place: "valley", "area"."""
    return word.lower() in KINDS or word.lower() in VAGUE

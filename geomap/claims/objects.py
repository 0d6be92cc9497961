"""The place after a preposition: a name, "the valley", "it", "the Chinese border at Muse"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.claims.beside import is_place_noun
from geomap.claims.case import Case
from geomap.claims.ground import Named, named, of_resolution
from geomap.discourse import Reference
from geomap.discourse.fitting import KINDS
from geomap.expressions import BORDER
from geomap.locating import country, sea_side
from geomap.model import Place, Role
from geomap.relations import disc

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP_WORDS = lexicon.words("places.gap_words")
_NATION_NOUNS = lexicon.words("places.nation_nouns")
_BORDER = re.compile(rf"(?:'s?)?\s+(?:[a-z]+\s+)?{BORDER}\b", re.I)
_THE_BORDER = re.compile(rf"(?:the|its)\s+{BORDER}\b(?!\s+(?:with|of|between|at|town|post))", re.I)
_BORDER_WITH = re.compile(rf"\b{BORDER}\s+(?:with|of|between)\s+(?:the\s+)?$", re.I)
_OF_TWO_PEOPLES = re.compile(rf"[-–](?=[A-Z]\w+\s+{BORDER}\b)")
_FIRST_OF_TWO = re.compile(r"(?:the\s+)?[A-Z]\w+[-–]")
_AT = re.compile(r"\s+(?:at|near)\s+(?=[A-Z])")
_STANDS_FOR = re.compile(
    rf"(?P<pronoun>it|there)\b|{lexicon.alternation('grammar.pointing')}\s+(?:(?:[a-z][\w-]*\s+)?"
    rf"(?P<noun>{'|'.join(sorted(set(KINDS) - {'capital'}))})"
    rf"|(?P<vague>{lexicon.alternation('places.vague_areas')}))\b(?!\s+of\b)",
)
_BODIES = lexicon.words("people.groups", "people.armed")
_BY_SEA_M = 50_000.0
_MOST_GAP_WORDS = 7
_STOP = re.compile(r"[.!?][\"')]*\s|;\s")


def object_at(case: Case, at: int, *, exclude: str = "") -> tuple[Named, int] | None:
    """Place that follows a position in a paragraph, and where its name ends.

    `exclude` is the id of a place that a pronoun there cannot stand for.
    """
    text = case.text
    for one in case.references:
        if one.end <= at:
            continue
        passable = one.start <= at or _is_passable(text[at : one.start])
        if not passable and not _is_of_phrase(case, at, one):
            break
        if _OF_TWO_PEOPLES.match(text, one.end):
            continue
        border = _BORDER.match(text, one.end)
        if border is not None:
            return _post(case, border.end()) or (replace(named(one), edge=True), border.end())
        if one.role is not Role.NATIONALITY:
            edge = _BORDER_WITH.search(text[max(at, 0) : one.start]) is not None
            return replace(named(one), edge=edge), one.end
    return _meant(case, at, exclude)


def _post(case: Case, at: int) -> tuple[Named, int] | None:
    """The place in "the Chinese border at Muse", which is what the words measure from."""
    point = _AT.match(case.text, at)
    start = point.end() if point is not None else -1
    return next(((named(one), one.end) for one in case.references if one.start == start), None)


def stands_for(case: Case, at: int) -> bool:
    """Whether a pronoun or a noun like "the town" stands at a position."""
    points = any(one.points and one.start == at for one in case.references)
    return points or _STANDS_FOR.match(case.text, at) is not None


def _meant(case: Case, at: int, exclude: str) -> tuple[Named, int] | None:
    """The place that it, "the valley", "the same town" at a position stands for."""
    match = _STANDS_FOR.match(case.text, at)
    if match is None:
        return None
    name = earlier(case, at, match[match.lastgroup or 0], exclude=exclude)
    if name is None and match["pronoun"] == "it":
        name = _measured_before(case, at, exclude)
    return (replace(name, said=match.group()), match.end()) if name is not None else None


def _measured_before(case: Case, at: int, exclude: str) -> Named | None:
    """The last place of the sentence: "12 km west of Goma and 20 km north of | it"."""
    before = [one for one in case.references if one.end <= at and one.role is not Role.NATIONALITY]
    if not before or _STOP.search(case.text, before[-1].end, at):
        return None
    name = named(before[-1])
    return name if name.place is None or name.place.place_id != exclude else None


def _is_passable(gap: str) -> bool:
    """Whether the words before a name belong to it: "the Afghan capital, Kabul"."""
    if _FIRST_OF_TWO.fullmatch(gap):
        return True
    words = re.findall(r"[\w'-]+", _BORDER_WITH.sub("", gap))
    if len(words) > _MOST_GAP_WORDS or re.search(r"[.;:!?()]", gap):
        return False
    following = [*words[1:], ""][: len(words)]
    return all(
        word.lower() in _GAP_WORDS or (word[0].isupper() and after in _NATION_NOUNS)
        for word, after in zip(words, following, strict=True)
    )


def _is_of_body(case: Case, one: Reference) -> bool:
    """Whether a name is part of a body's: who is with "the Zintan group" need not be there."""
    word = case.token_at(one.start, one.end)
    return word is not None and word.dep_ == "compound" and word.head.lemma_.lower() in _BODIES


def _is_of_phrase(case: Case, at: int, one: Reference) -> bool:
    """Whether the phrase that begins at a position is a name's: "the region's capital Sukhumi".

    Behind a comma it is where what stands before is a noun of place, also where the parser ties the
    name to another word: "the province's capital, Lashkar Gah".
    """
    word = case.token_at(one.start, one.end)
    if word is None or one.points:
        return False
    if word.left_edge.idx == at or _is_called(word, at):
        return True
    first = word.left_edge.i
    apart = first > 1 and case.doc[first - 1].text == ","
    noun = case.doc[first - 2] if apart else word
    return apart and noun.left_edge.idx == at and is_place_noun(noun.lemma_)


def _is_called(name: "Token", at: int) -> bool:
    """Whether a phrase says what a name is: "outside of the coastal city of Saida"."""
    of, noun = name.head, name.head.head
    tied = name.dep_ == "pobj" and of.lower_ == "of" and noun.left_edge.idx == at
    return tied and is_place_noun(noun.lemma_)


def earlier(case: Case, at: int, noun: str, *, exclude: str = "") -> Named | None:
    """Place that a noun or pronoun stands for, with its rivals; see `Antecedents.find`."""
    find = case.ground.story.antecedents.find
    found = find(noun.lower(), case.paragraph, at, exclude=exclude)
    if found is None or found.resolution.place is None:
        return None
    name = of_resolution(found.resolution, sure=found.sure, said=noun)
    return replace(name, rivals=tuple(map(of_resolution, found.rivals)))


def own_border(case: Case, place: Place | None) -> tuple[Named, int] | None:
    """The border of a place's own country, where only "the border" is said, and where that ends."""
    said, gazetteer = _THE_BORDER.match(case.text, case.expression.at), case.world.gazetteer
    land = country(place.country, gazetteer) if said and place is not None else None
    # the outline of a country is its coast, too
    by_sea = place is not None and land and sea_side(disc(place.point, _BY_SEA_M), gazetteer)
    if said is None or land is None or by_sea:
        return None
    guess = f"The text does not say which border; that of {land.name} is taken"
    named_so = Named(text=land.name, place=land, said=said.group(), edge=True)
    return replace(named_so, guess=f"{guess}, another may be meant"), said.end()


def _is_near(case: Case, one: Reference) -> bool:
    """Whether a place, no country or water, is named in a claim's sentence or the one before."""
    place = one.place
    if place is None or place.kind.startswith(("A.PCL", "L.CONT", "H.")):
        return False
    close = len(_STOP.findall(case.text, one.end, case.expression.start)) <= 1
    powers = {Role.NATIONALITY, Role.METONYM}
    return close and one.role not in powers and not _is_of_body(case, one)


def _outside(case: Case, own: Place | None) -> list[Named]:
    """Places named near a claim, the last first, that do not lie in its own."""
    near = [one for one in reversed(case.before) if _is_near(case, one) and one.place != own]
    area = case.world.gazetteer.area(own.place_id) if own is not None else None
    if area is None:
        return [named(one) for one in near]
    return [named(one) for one in near if one.place and not area.covers(one.place.point)]


def landmark(case: Case, *, own: Place | None) -> Named | None:
    """Place that "20 km to the east" of `own` is measured from.

    The last settlement named in the sentence or the one before it that does not lie in `own`, else
    the last place; where there is none, and `own` is known, the town that is spoken of.
    """
    fitting = _outside(case, own)
    if not fitting and own is not None:
        scene = earlier(case, case.expression.start, "town", exclude=own.place_id)
        fitting = [replace(scene, said="")] if scene is not None else []
    if not fitting:
        return None
    settled = (name for name in fitting if name.place and name.place.kind.startswith("P."))
    name = next(settled, fitting[0])
    guess = f"The text does not name the place measured from; {name.text} is taken"
    return replace(name, guess=f"{guess}, another may be meant")

"""Where it happened: the place that an event's own words name or mean, not where it was said.

Candidates are place mentions of the sentence. Each costs as much as the path to it through the
parse: cheap along "in the village of X", dear through people, possessors and clauses of their own.
The cheapest wins; one that is too dear is no place of this event.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar, lands
from geomap.discourse.antecedents import Antecedents
from geomap.discourse.name_phrases import opens_before_colon, town_after
from geomap.discourse.pointing import anaphors
from geomap.discourse.speech import SAY
from geomap.events.paths import FAR, PLACES, STATIVE, down, is_border, up
from geomap.events.triggers import Trigger
from geomap.model import DRAWN_ROLES, Place, Resolution, Role
from geomap.relations import distance_m

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOO_DEAR = 8.0

_SPOKEN_TOO_DEAR = 4.0
_NARROWER = 2.0
"""How much more a place may cost that lies in the cheapest one."""

_COUNTRY = 1.5
_UNKNOWN = 0.3
_ACTOR = 5.0
_ACTING = frozenset({"nsubj", "nsubjpass", "agent", "conj"})
_HEADING = 4.0
"""Cost of a name before a colon that opens a text: it may be a dateline's."""

_RISE = 0.1
"""Of two places as near, the one below the event's own words is meant."""

_OTHER_DEED = 2.5
"""What a step costs more to a coordinated clause that has a place of its own."""

_FRONTED = 1.5
"""Cost of a step from what is said to the words before who says it."""

_REGIONS = ("L.RGN", "L.AREA", "T.VAL")
_SCENES = DRAWN_ROLES - {Role.ORIGIN}
_DAYS, _NAMED = frozenset({"DATE", "TIME"}), frozenset({"PERSON", "ORG"})
_AT = lexicon.words("space.at_or_around")
_LOCAL = lexicon.words("people.local_sources")
_SEATS = lexicon.words("places.seats_of_bodies")
_SMALL = lexicon.words("places.small")
_POSTS = lexicon.words("places.posts")
_UTTERS = SAY | {"threaten"}


def place_of(trigger: Trigger, paragraph: Paragraph) -> Resolution | None:
    """The place that the trigger's words lead to at the least cost, or None.

    Of a province and a town in it the town is meant, though a few steps farther: "In South
    Kordofan, rebels attacked a post in Kadugli".
    """
    best, least = None, FAR
    for path, cost, token, place in _candidates(trigger, paragraph):
        if best is not None and path >= least + _NARROWER:
            break
        if best is None:
            fits = True
        elif cost < least:
            fits = not _within(best, place)
        else:
            narrower = _within(place, best) or _is_quarter(place, token, best)
            fits = narrower and cost < least + _NARROWER
        if fits:
            best, least = place, cost
    return best


def _candidates(
    trigger: Trigger, paragraph: Paragraph
) -> "Iterator[tuple[float, float, Token, Resolution]]":
    """Places that are not too dear, by the cost of the path to them.

    Each with that cost, its whole cost, and the token that names it.
    """
    limit = _TOO_DEAR if trigger.cue.placed else _SPOKEN_TOO_DEAR
    for path, token in _walk(trigger, paragraph):
        place = paragraph.place_at(token)
        if place is not None and town_after(token) is None:
            cost = path + _extra(place, token, trigger)
            if cost <= limit:
                yield path, cost, token, place


def _is_quarter(resolution: Resolution, token: "Token", around: Resolution) -> bool:
    """Whether a name is by its words a small place's: "in Colombo, ... the Wellawatte district"."""
    place, outer = resolution.place, around.place
    near = place is None or (outer is not None and place.country == outer.country)
    if _within(around, resolution):
        return False  # "in the Tirah area of Khyber district"
    return near and token.head.lemma_.lower() in _SMALL


def _within(inner: Resolution, outer: Resolution) -> bool:
    """Whether a place lies in the land that another is."""
    place, around = inner.place, outer.place
    if place is None or around is None:
        return False
    beside = (place.country, place.admin1) == (around.country, around.admin1) and place.admin1
    town = lands.size(place) == lands.TOWN and around.kind.startswith("A.ADM2")
    return lands.is_of(place, around) or bool(beside and town) or _is_in_region(place, around)


def _is_in_region(place: Place, region: Place) -> bool:
    """Whether a town lies in a region that is no division: "in Kordofan, ... El Obeid"."""
    if not region.kind.startswith(_REGIONS) or not place.kind.startswith("P."):
        return False
    near = distance_m(place.point, region.point) <= region.uncertainty_m
    return near and place.country == region.country


def _extra(resolution: Resolution, token: "Token", trigger: Trigger) -> float:
    """Cost of the place itself: a country is vague, and a subject or modifier is who acts."""
    link, head, spoken = token.dep_, token.head, not trigger.cue.placed
    said_there = trigger.token.lemma_ in _UTTERS and head.head == trigger.token
    acts = link == "nsubj" and head.lemma_ not in STATIVE and grammar.subject(head) == token
    if acts or (spoken and said_there):
        return _ACTOR
    if is_other(token) or _is_no_place(resolution, token):
        return FAR
    heads = _HEADING * opens_before_colon(token)
    if resolution.place is None or not resolution.place.kind.startswith("A.PCL"):
        return heads + _UNKNOWN * (resolution.place is None)
    if link in ("compound", "amod", "nmod") and head.lemma_.lower() not in PLACES:
        return FAR  # "a U.S. strike"
    return _ACTOR if spoken and link in ("dobj", "dative") else _COUNTRY


def is_other(token: "Token") -> bool:
    """Whether a name is of who does it, or of what borders the place where it is done.

    As in "led by Saudi Arabia", "an invasion by X and Y", "a district neighbouring Niger".
    """
    bordered = any(is_border(one) for one in grammar.children(token, {"amod"}))
    while token.dep_ == "conj":
        token = token.head
    by = token.dep_ == "pobj" and (token.head.dep_ == "agent" or token.head.lower_ == "by")
    return bordered or by


def _is_no_place(resolution: Resolution, token: "Token") -> bool:
    """Whether a name that no gazetteer has is sooner a person's, a firm's or a day's.

    It only says which thing is meant ("a Tiffin box"), or it is taken for one, longer than a word,
    and stands behind no word that says where ("the rebel Rodrigo Granda").
    """
    if resolution.place is not None:
        return False
    if token.ent_type_ in _DAYS or token.head.lemma_.lower() in PLACES:
        return token.ent_type_ in _DAYS
    if token.dep_ in ("compound", "amod") and token.head.pos_ == "NOUN":
        return True
    where = token.dep_ == "pobj" and token.head.lower_ in _AT
    long = any(True for _ in grammar.children(token, {"compound"}))
    told = where or _is_told_where(token)
    return token.ent_type_ in _NAMED and long and not told


def _is_told_where(token: "Token") -> bool:
    """Whether words right after a name say where it lies: "Umm Dehelib, 40 km south of Kadugli"."""
    after = token.doc[token.i + 1 : token.i + 3]
    opens = len(after) == 2 and after[0].text == ","
    return opens and (after[1].like_num or after[1].lower_ in _AT)


def _walk(trigger: Trigger, paragraph: Paragraph) -> "Iterator[tuple[float, Token]]":
    """Tokens of the sentence with the cost of the path from the trigger, cheapest first."""
    doc, cue, apart = paragraph.doc, trigger.cue, paragraph.tells_elsewhere
    heap = [(0.0, trigger.token.i, not _is_unnamed(trigger, paragraph))]
    done: set[int] = set()
    while heap:
        cost, index, rising = heappop(heap)
        if index in done:
            continue
        done.add(index)
        token = doc[index]
        yield cost, token
        steps = [
            (cost + down(token, child, cue) + _OTHER_DEED * apart(child), child.i, False)
            for child in token.children
        ]
        if rising and token.head != token:
            rise = up(token) + _RISE + _OTHER_DEED * apart(token)
            steps.append((cost + rise, token.head.i, True))
            steps += [(cost + _FRONTED, i, False) for i in _fronted(token, paragraph)]
        for step in steps:
            if step[0] < FAR:
                heappush(heap, step)


def _fronted(token: "Token", paragraph: Paragraph) -> Iterator[int]:
    """Where it is that is said to have happened: "In Ghazni, police say militants attacked ...".

    Where states and bodies of many states have their seats, these speak of other places.
    """
    verb = token.head
    speaker = next(grammar.children(verb, grammar.SUBJECTS), None)
    if token.dep_ != "ccomp" or verb.lemma_ not in SAY or speaker is None:
        return
    for prep in grammar.children(verb, {"prep"}):
        seat = speaker.lemma_ not in _LOCAL and _is_in_seat(prep, paragraph)
        if prep.i < speaker.i and prep.lower_ in _AT and not seat:
            yield prep.i


def _is_in_seat(preposition: "Token", paragraph: Paragraph) -> bool:
    named = (paragraph.places.get(word.i) for word in preposition.subtree)
    place = next((one.place for one in named if one is not None), None)
    return place is not None and (place.kind == "P.PPLC" or place.name.lower() in _SEATS)


def _is_unnamed(trigger: Trigger, paragraph: Paragraph) -> bool:
    """Whether the place acted upon is there but not by name: "recapturing three districts"."""
    used = [paragraph.doc[index] for index in trigger.used]
    return any(
        token.lemma_.lower() in PLACES
        and token.dep_ in ("dobj", "nsubjpass")
        and not any(word.i in paragraph.places for word in token.subtree)
        for token in used
    )


def meant_or_named(
    trigger: Trigger, paragraph: Paragraph, antecedents: Antecedents
) -> Resolution | None:
    """The place that a trigger's words name, or mean by "in the city" right below it."""
    named, token = place_of(trigger, paragraph), trigger.token
    if trigger.cue.placed and (named is None or _is_nearer(token, named, paragraph)):
        return antecedents.meant(token, paragraph) or named
    return named


def _is_nearer(token: "Token", named: Resolution, paragraph: Paragraph) -> bool:
    """Whether a word that points to a place is nearer to an event than the place that is named.

    It is what the event acts on, says where it happens, or stands below it, and the name before it.
    """
    word = next(anaphors(token, paragraph), None)
    if word is None:
        return False
    if word.dep_ == "advmod":
        acted_on = token in (word.head, word.head.head)
    else:
        acted_on = word.dep_ in ("dobj", "nsubjpass") and word.head == token
    first = paragraph.passage.span(token.left_edge.idx, token.idx + len(token))[0]
    below = word.dep_ == "pobj" and token.is_ancestor(word)
    return acted_on or (below and named.mention.start < first)

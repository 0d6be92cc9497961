"""Where it happened: the place that an event's own words name, not where it was said.

Candidates are place mentions of the sentence. Each costs as much as the path to it through the
parse: cheap along "in the village of X", dear through people, possessors and clauses of their own.
The cheapest wins; one that is too dear is no place of this event.
"""

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph
from geomap.discourse import grammar as r
from geomap.discourse.speech import SAY
from geomap.events._paths import FAR, PLACES, STATIVE, down, up
from geomap.events._triggers import Trigger
from geomap.model import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOO_DEAR = 8.0
_NARROWER = 2.0
_WORDS_LIMIT = 2.4
_COUNTRY = 1.5
_UNKNOWN = 0.3
_ACTOR = 5.0


def place_of(trigger: Trigger, paragraph: Paragraph) -> Resolution | None:
    """The place that the trigger's words lead to at the least cost, or None.

    Of a province and a town in it the town is meant, though a few steps farther: "In South
    Kordofan, rebels attacked a post in Kadugli".
    """
    verb = r.clause_of(trigger.token)
    if verb.dep_ == "relcl" and any(_leads_back(child) for child in verb.children):
        found = paragraph.place_at(verb.head)
        if found is not None:
            return found
    best: tuple[float, Resolution] | None = None
    limit = _TOO_DEAR if trigger.cue.placed else _WORDS_LIMIT
    for cost, token in _walk(trigger, paragraph):
        if cost > limit or (best is not None and cost >= best[0] + _NARROWER):
            break
        found = paragraph.place_at(token)
        if found is None:
            continue
        total = cost + _extra(found, token, trigger)
        if total > limit:
            continue
        if best is None or total < best[0]:
            best = (total, found) if best is None or not _within(best[1], found) else best
        elif total < best[0] + _NARROWER and (
            _within(found, best[1]) or _is_quarter(found, token, best[1])
        ):
            best = (total, found)
    return best[1] if best is not None else None


def _leads_back(child: "Token") -> bool:
    """Whether a relative clause happens at its head: "X, where ...", "X, which they took"."""
    return child.lower_ == "where" or (child.dep_ == "dobj" and child.tag_ == "WDT")


def _is_quarter(found: Resolution, token: "Token", around: Resolution) -> bool:
    """Whether a name is by its words a small place's: "in Colombo, ... the Wellawatte district"."""
    one, outer = found.place, around.place
    near = one is None or (outer is not None and one.country == outer.country)
    return near and token.head.lemma_.lower() in _SMALL


_SMALL = lexicon.words("places.small")
_SPOKEN = SAY | {"threaten"}


def _within(inner: Resolution, outer: Resolution) -> bool:
    """Whether a place lies in another, which is its country or first-order division."""
    one, around = inner.place, outer.place
    if one is None or around is None or one.country != around.country:
        return False
    if around.kind.startswith("A.PCL"):
        return not one.kind.startswith("A.PCL")
    return around.kind == "A.ADM1" and one.admin1 == around.name and one.kind != "A.ADM1"


def _extra(found: Resolution, token: "Token", trigger: Trigger) -> float:
    """Cost of the place itself: a country is vague, and before a noun it is who acts."""
    if token.dep_ == "nsubj" and token.head.lemma_ not in STATIVE:
        return _ACTOR
    spoken = trigger.token.lemma_ in _SPOKEN and not trigger.cue.placed
    if spoken and token.dep_ == "pobj" and token.head.head == trigger.token:
        return _ACTOR  # where it was said
    if found.place is None:
        return _UNKNOWN
    if not found.place.kind.startswith("A.PCL"):
        return 0.0
    if not trigger.cue.placed and token.dep_ in ("dobj", "dative"):
        return _ACTOR
    actor = token.dep_ in ("compound", "amod", "nmod") and token.head.lemma_.lower() not in PLACES
    return FAR if actor else _COUNTRY


def _walk(trigger: Trigger, paragraph: Paragraph) -> "list[tuple[float, Token]]":
    """Tokens of the sentence with the cost of the path from the trigger, cheapest first."""
    start = trigger.token
    kind = trigger.cue.event_type
    heap: list[tuple[float, int, bool]] = [(0.0, start.i, not _unnamed(trigger, paragraph))]
    done: dict[int, float] = {}
    reached = []
    doc = start.doc
    while heap:
        cost, index, rising = heappop(heap)
        if index in done:
            continue
        done[index] = cost
        token = doc[index]
        reached.append((cost, token))
        for child in token.children:
            step = down(token, child, kind)
            if cost + step < FAR and child.i not in done:
                heappush(heap, (cost + step, child.i, False))
        if rising and token.head != token:
            step = up(token)
            if cost + step < FAR:
                heappush(heap, (cost + step, token.head.i, True))
    return reached


def _unnamed(trigger: Trigger, paragraph: Paragraph) -> bool:
    """Whether the place acted upon is there but not by name: "recapturing three districts"."""
    return any(
        paragraph.doc[index].lemma_.lower() in PLACES
        and paragraph.doc[index].dep_ in ("dobj", "nsubjpass")
        and not any(one.i in paragraph.places for one in paragraph.doc[index].subtree)
        for index in trigger.used
    )


def alongside(found: Resolution, trigger: Trigger, paragraph: Paragraph) -> list[Resolution]:
    """The places named in one list with a place: "took A, B and C"."""
    tokens = [paragraph.doc[index] for index in paragraph.tokens_of(found)]
    root = next((one for one in tokens if one.head not in tokens), None)
    if root is None or root.sent != trigger.token.sent:
        return []
    others = (paragraph.place_at(one) for one in root.conjuncts)
    return [one for one in others if one is not None and one is not found]


def of_speaker(trigger: Trigger, paragraph: Paragraph, verb: "Token") -> Resolution | None:
    """Where words were spoken, if the speaker stands at a named position, not at a press desk."""
    for token in verb.subtree:
        if token.lemma_.lower() in _POSTS and token.dep_ == "pobj" and token.i != trigger.token.i:
            found = next(
                (place for one in token.subtree if (place := paragraph.place_at(one))), None
            )
            if found is not None:
                return found
    return None


_POSTS = lexicon.words("places.posts")

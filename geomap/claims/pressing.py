"""Claims that a place is attacked or threatened from so many sides, which is no siege yet."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from geomap.claims.besiegers import agent, is_armed, reference_at
from geomap.claims.case import Case
from geomap.claims.ground import Named, of_resolution
from geomap.claims.measures import Finding
from geomap.claims.objects import earlier
from geomap.claims.rows import claim, unresolved
from geomap.claims.subjects import Subject
from geomap.claims.targets import Besieged, told
from geomap.discourse import grammar
from geomap.lexicon import words
from geomap.model import Claim, Resolution, Role, Siege

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRESSES, _ONTO = words("deeds.presses"), words("space.at_pressed")
_SUFFERS = words("deeds.undergoes")
_BEFORE = frozenset({"compound", "poss", "nmod"})
_ARMED = words("people.armed")
_MOVING = _ARMED - words("people.besieged")
"""Who is attacked near a place is not the place: "a convoy attacked from three sides"."""

_UNARMED = words("deeds.hazards", "people.local_sources", "people.residents") - _ARMED
_LONGEST = 6
"""So many words lie between the sides and the deed at most; reports have three."""


def pressures(case: Case) -> Iterator[Claim]:
    """Attacked, threatened, stormed from so many sides: one claim for each place."""
    deed = _deed(case)
    pressed = _pressed(case, deed) if deed is not None else None
    if deed is None or pressed is None:
        return
    for name in pressed.targets or (None,):
        yield _claim(case, deed, pressed, name)


def _claim(case: Case, deed: "Token", pressed: Besieged, name: Named | None) -> Claim:
    text = pressed.text if name is None or pressed.force else name.said or name.text
    count = case.expression.count or 0
    said = ("all" if count >= Siege.ALL_SIDES else str(count), "sides")
    why = "From how many sides it is pressed cannot be held against geography."
    site = case.site(name)
    finding = Finding(why=unresolved(name, "place that is pressed"))
    if site is not None:
        shape = site.area if site.area is not None else site.place.point
        finding = Finding(geometry=shape, why=why)
    start = min(deed.idx, case.expression.start)
    end = max(deed.idx + len(deed), case.expression.end)
    return claim(
        case, finding, subject=Subject(named=name, text=text), said=said, span=(start, end)
    )


def _deed(case: Case) -> "Token | None":
    """The word for the attack or the threat that sides are told of."""
    below = case.root
    if below is None:
        return None
    comes_from = below.lower_ == "from"
    for _, one in zip(range(_LONGEST), below.ancestors, strict=False):
        if one.lemma_.lower() in _PRESSES:
            return one
        if one.pos_ in grammar.VERBAL:
            # "an assault on Gao left dead on both sides" tells no sides of the assault
            return _nominal(one) if comes_from else None
    return None


def _nominal(verb: "Token") -> "Token | None":
    """The deed as a noun beside a verb: "came under attack", "an offensive was launched"."""
    governed = (inner for _, inner in grammar.prepositional(verb))
    nouns = chain(grammar.children(verb, {"nsubj", "nsubjpass", "dobj"}), governed)
    return next((one for one in nouns if one.lemma_.lower() in _PRESSES), None)


def _pressed(case: Case, deed: "Token") -> Besieged | None:
    """The place that a deed presses: what it is done to, else where it is said to happen."""
    noun = deed.pos_ in grammar.NOUNS
    for what in _pressed_by_noun(case, deed) if noun else _pressed_by_verb(case, deed):
        one = reference_at(case, what)
        # a government that is attacked from all sides is no place
        if one is not None and one.role is Role.METONYM:
            return None
        found = told(case, deed, what) if what.lemma_.lower() not in _MOVING else None
        if found is not None:
            return found if _is_armed_deed(case, deed, what) else None
    on_none = not noun and deed.dep_ != "acl" and not any(grammar.objects(deed))
    return _scene(case, deed) if on_none else None


def _pressed_by_verb(case: Case, verb: "Token") -> Iterator["Token"]:
    yield from grammar.objects(verb)
    yield from _onto(verb)
    if grammar.is_passive(verb):
        # "X itself, a former hub, is threatened" may be taken for the hub's being so
        yield from (one for one in verb.lefts if reference_at(case, one) is not None)


def _pressed_by_noun(case: Case, noun: "Token") -> Iterator["Token"]:
    """What "an assault on X", "the X offensive", "X came under attack" are done to."""
    yield from _onto(noun)
    parts = grammar.children(noun, _BEFORE)
    yield from (one for one in parts if reference_at(case, one) is not None)
    verb = grammar.governor(noun)
    if noun.dep_ in grammar.SUBJECTS:
        yield from grammar.objects(verb) if not grammar.is_passive(verb) else ()
    yield from _onto(verb)
    suffered = noun.dep_ == "dobj" and verb.lemma_.lower() in _SUFFERS
    under = noun.dep_ == "pobj" and noun.head.lower_ == "under"
    if (suffered or under) and (who := grammar.subject(verb)) is not None:
        yield who


def _onto(word: "Token") -> Iterator["Token"]:
    """What prepositions of attack tie to a word: "advanced on X", "bearing down on X"."""
    return (inner for prep, inner in grammar.prepositional(word) if prep.lower_ in _ONTO)


def _is_armed_deed(case: Case, deed: "Token", what: "Token") -> bool:
    """Whether nobody is told who does it, or people in arms or their weapons do it."""
    who = agent(case, deed, what)
    if who is None or any(is_armed(case, one) for one in grammar.with_conjuncts(who)):
        return True
    return not grammar.is_passive(deed) and who.lemma_.lower() not in _UNARMED


def _is_named_before(case: Case, where: Resolution, deed: "Token") -> bool:
    """Whether a place is named in a deed's sentence before it."""
    return any(
        one.resolution.mention == where.mention and deed.sent.start_char <= one.start < deed.idx
        for one in case.references
    )


def _scene(case: Case, deed: "Token") -> Besieged | None:
    """The settlement where a deed happens that names none: "they struck from three sides"."""
    where = case.statement.place if case.statement is not None else None
    name = None
    if where is not None and _is_named_before(case, where, deed):
        name = of_resolution(where)
    name = name or earlier(case, deed.idx, "town")
    if name is None or name.place is None or not name.place.kind.startswith("P."):
        return None
    return Besieged(word=deed, targets=(name,), text=name.text)

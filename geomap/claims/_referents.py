"""Who is meant: the place after a preposition, and what a noun or a pronoun stands for."""

import re
from dataclasses import replace

from geomap.claims._antecedents import earlier
from geomap.claims._capital import capital, names_capital
from geomap.claims._lexicon import GAP_NOUNS, GAP_WORDS, KINDS, LOCAL, VAGUE
from geomap.claims._story import Named, Story, named
from geomap.locating import nation
from geomap.model import Role
from geomap.relations import distance_m

_BORDER = re.compile(r"(?:'s?)?\s+(?:[a-z]+\s+)?(?:border|frontier|boundary)\b", re.I)
_BORDER_WITH = re.compile(r"\b(?:border|frontier|boundary)\s+(?:with|of)\s+(?:the\s+)?$", re.I)
_BORDER_OF = re.compile(
    r"(?:the|its|their)?\s*(?:[a-z-]+\s+)?(?:border|frontier|boundary)\s+(?:with|of)\s+"
)
_OF_TWO_PEOPLES = re.compile(r"[-–](?=[A-Z]\w+\s+(?:border|frontier|boundary)\b)")
_FIRST_OF_TWO = re.compile(r"(?:the\s+)?[A-Z]\w+[-–]")
_AT = re.compile(r"\s+(?:at|near)\s+(?=[A-Z])")
_NO_NAMES = frozenset(["NORP", "PERSON", "ORG", "DATE", "TIME", "LANGUAGE", "EVENT", "CARDINAL"])
_LEAST_SCORE = 0.4
_CLOSE_M = 600_000.0
_STRICT = frozenset(["exact", "folded", "alias"])
_SOME_TOWN = 0.7
"""Probability that "the town" is the one that was named last."""

_BESIDE, _BY_NAME_ALONE = 0.95, 0.7
"""Probability given to a place that was only looked up by name, close to another place or not."""

_STANDS_FOR = re.compile(
    r"(?P<pronoun>it|there)\b|(?:the|this|that|its|their)\s+(?:(?:[a-z][\w-]*\s+)?"
    rf"(?P<noun>{'|'.join(sorted(set(KINDS) - {'capital'}))})"
    r"|(?P<vague>area|region|stronghold|enclave))\b(?!\s+of\b)",
)
_FACILITY = re.compile(
    r"\s+(?:hotel|airport|airfield|base|bridge|market|hospital|school|mosque|university|dam|mine"
    r"|prison|camp|church|station|checkpoint|compound|building|refinery|forest)\b"
)
NAME = re.compile(
    r"(?:the\s+)?(?P<name>[A-Z][\w'-]*(?:[\s-](?:(?:[aeu]l?|de|da|do|del|la|i)[\s-])?[A-Z][\w'-]*)*)"
)
"""A capitalised name: "Mocimboa da Praia", "Pol-e-Hesar"."""


def object_at(
    told: Story, number: int, at: int, *, exclude: str = "", country: str = ""
) -> tuple[Named, int] | None:
    """Place that follows a position in a passage, and where its name ends.

    `exclude` is the id of a place that a pronoun there cannot stand for, `country` the code of
    the country whose capital "the capital" is.
    """
    text = told.texts[number]
    for reference in told.references[number]:
        if reference.end <= at:
            continue
        if reference.start >= at and not _passable(text[at : reference.start]):
            break
        if _OF_TWO_PEOPLES.match(text, reference.end):
            continue
        border = _BORDER.match(text, reference.end)
        if border is not None:
            return _post(told, number, border.end()) or (
                replace(named(told, reference), edge=True),
                border.end(),
            )
        if reference.resolution.mention.role is not Role.NATIONALITY:
            edge = bool(_BORDER_WITH.search(text[max(at, 0) : reference.start]))
            return replace(named(told, reference), edge=edge), reference.end
    return (
        capital(told, number, at, country=country)
        or _anaphor(told, number, at, exclude)
        or _border_with(told, number, at)
        or unlisted(told, number, at)
    )


def place_at(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """Place that follows a position where only a place can: "closer to A than to B"."""
    return object_at(told, number, at) or unlisted(told, number, at, trusted=True)


def _post(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """The place in "the Chinese border at Muse", which is what the words measure from."""
    point = _AT.match(told.texts[number], at)
    if point is None:
        return None
    for reference in told.references[number]:
        if reference.start == point.end():
            return named(told, reference), reference.end
    return unlisted(told, number, point.end(), trusted=True)


def _border_with(told: Story, number: int, at: int) -> tuple[Named, int] | None:
    """The border of a country that recognition left out: "the border with Chad"."""
    lead = _BORDER_OF.match(told.texts[number], at)
    name = NAME.match(told.texts[number], lead.end()) if lead is not None else None
    return _peoples_border(told, name["name"], name.end()) if name is not None else None


def stands_for(text: str, at: int) -> bool:
    """Whether a pronoun or a noun like "the town" stands at a position."""
    return _STANDS_FOR.match(text, at) is not None or names_capital(text, at)


def _anaphor(told: Story, number: int, at: int, exclude: str) -> tuple[Named, int] | None:
    """It, "the valley", "the same town": the place that the words stand for."""
    match = _STANDS_FOR.match(told.texts[number], at)
    if match is None:
        return None
    noun = (match["noun"] or match["vague"] or match["pronoun"]).lower()
    name = earlier(told, number, at, noun, exclude=exclude)
    if name is None:
        return None
    sure = min(name.probability, _SOME_TOWN) if noun in LOCAL else name.probability
    return replace(name, said=match.group(), probability=sure), match.end()


def _passable(gap: str) -> bool:
    """Whether the words before a name belong to it: "the Afghan capital, Kabul"."""
    if _FIRST_OF_TWO.fullmatch(gap):
        return True
    words = re.findall(r"[\w'-]+", _BORDER_WITH.sub("", gap))
    if len(words) > 7 or re.search(r"[.;:!?()]", gap):
        return False
    following = [*words[1:], ""][: len(words)]
    return all(
        word.lower() in GAP_WORDS or (word[0].isupper() and after in GAP_NOUNS)
        for word, after in zip(words, following, strict=True)
    )


def is_place_noun(word: str) -> bool:
    """Whether a noun names a kind of place: "valley", "area"."""
    return word.lower() in KINDS or word.lower() in VAGUE


def unlisted(
    told: Story,
    number: int,
    at: int,
    *,
    near: str = "",
    trusted: bool = False,
    reach_m: float = 0.0,
) -> tuple[Named, int] | None:
    """A capitalised name that recognition left out, asked of the gazetteer by itself.

    `near` is the id of a place that it stands beside, `reach_m` how far from it the text puts it
    (no less than 600 km are looked through). `trusted` says that the sentence itself
    puts the name on the map ("Odesa lies ..."), whatever the parser takes it for.
    """
    text = told.texts[number]
    match = NAME.match(text, at)
    if match is None:
        return None
    name, end = match["name"], match.end()
    if (border := _BORDER.match(text, end)) is not None:
        return _post(told, number, border.end()) or _peoples_border(told, name, border.end())
    span = told.passages[number].doc.char_span(at, end, alignment_mode="expand")
    if span is None or (not trusted and any(token.ent_type_ in _NO_NAMES for token in span)):
        return None
    if (facility := _FACILITY.match(text, end)) is not None:
        whole = name + facility.group()
        return Named(text=whole, reason=f"{whole} is in no gazetteer that was asked"), end
    if not trusted:
        return asked(told, name, near, within_m=None), end
    found = asked(told, name, near, within_m=max(_CLOSE_M, reach_m))
    if found.place is None and near and reach_m > 0:
        found = asked(told, name, near, within_m=reach_m, matches=_STRICT | {"transliteration"})
    return found, end


def asked(
    told: Story,
    name: str,
    near: str = "",
    *,
    within_m: float | None = _CLOSE_M,
    matches: frozenset[str] = _STRICT,
) -> Named:
    """The likeliest place of exactly this name, one close to what it stands beside first.

    With `within_m` none farther than that counts; `matches` are the ways in which a name may be
    found.
    """
    beside = told.gazetteer.place(near) if near else None
    known = [r.place for row in told.references for r in row if r.place is not None]
    if beside is not None and beside.kind.startswith("A.PCL"):
        beside, known = None, []
    middle = beside or (known[0] if known else None)
    where = (middle.lon, middle.lat) if middle is not None else None
    found = [c for c in told.gazetteer.lookup(name, near=where, limit=20) if c.match in matches]
    if middle is not None and within_m is not None:
        found = [c for c in found if distance_m(middle.point, c.place.point) <= within_m]
    elif found and found[0].score < _LEAST_SCORE:
        found = []
    if not found:
        return Named(text=name, reason=f"{name} is in no gazetteer that was asked")
    place = found[0].place
    sure = _BESIDE if middle is not None and within_m is not None else _BY_NAME_ALONE
    return Named(text=place.name, place=place, said=name, probability=sure)


def _peoples_border(told: Story, people: str, end: int) -> tuple[Named, int] | None:
    """The country in "the Polish border", "Russia's border"."""
    words = [people, *people.rsplit("-", 1)[1:]]  # "the Malian-Nigerien border" is either's
    found = (nation(word, told.gazetteer, told.settings.data_dir) for word in words)
    place = next((p for p in found if p is not None), None)
    if place is not None:
        return Named(text=place.name, place=place, said=people, edge=True), end
    return Named(text=people, reason=f"no country of {people} is known", edge=True), end

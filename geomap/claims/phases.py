"""How far a siege is said to have come, how much it takes in, and who says so."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.claims.case import Case
from geomap.dates import TimeMention
from geomap.discourse import Story, grammar
from geomap.discourse.phrases import phrase
from geomap.discourse.stance import of as stance_of
from geomap.lexicon import alternation, words
from geomap.model import Degree, Interval, Phase, Siege, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_BREAKS, _LIFTS = words("deeds.breaks_siege"), words("deeds.lifts_siege")
_BEGINS, _NOUNS = words("deeds.begins_siege"), words("deeds.siege_nouns")
_FEARS, _ANNOUNCES = words("stance.fears"), words("stance.announces")
_TRIES = words("stance.tries")
_OWN = words("grammar.singular", "grammar.plural", "grammar.first_person")
_NOT_YET = re.compile(r"\b(?:not|n't)\b[^.;]{0,40}\byet\b|\byet\s+to\b", re.I)
_WHOLLY = re.compile(alternation("grammar.wholly"), re.I)
_NEARLY = re.compile(rf"\b{alternation('grammar.nearly')}\b", re.I)
_IN_PART = re.compile(rf"\b{alternation('grammar.in_part')}\b", re.I)
_POST = rf"(?:[A-Z][\w-]*\s+)*{alternation('people.speaking_posts', 'people.local_sources')}"
_LONGEST = 8
_CLOSE = 40
_LONG_AGO_DAYS = 366


def phase_of(word: "Token", status: Status, days_told: tuple[TimeMention, ...]) -> Phase:
    """How far what a word tells has come, by the words that govern it, its status and its days."""
    if word.dep_ == "amod":
        return Phase.IS
    above = list(_above(word))
    return (
        _ended(word, above)
        or _not_so(word, status)
        or _not_done(word, status, above)
        or _stands(word, status, days_told)
    )


def _ended(word: "Token", above: "list[Token]") -> Phase | None:
    """Whether a siege is said to be broken or lifted."""
    if word.pos_ not in grammar.NOUNS or not above:
        return None
    if any(one.lemma_.lower() in _BREAKS for one in above):
        return Phase.BROKEN
    return Phase.LIFTED if above[0].lemma_.lower() in _LIFTS or _is_over(above) else None


def _not_so(word: "Token", status: Status) -> Phase | None:
    """Whether it is said not to be so, or not yet."""
    if _NOT_YET.search(word.sent.text):
        return Phase.NOT_YET
    return Phase.DENIED if status is Status.DENIED or _says_no(word, status) else None


def _not_done(word: "Token", status: Status, above: "list[Token]") -> Phase | None:
    """Whether it is feared, threatened, tried or only supposed."""
    own = _is_own_deed(word, above)
    if any(one.lower_ == "whether" for one in grammar.children(word, {"mark", "advmod"})):
        return Phase.CONDITIONAL
    if any(one.lemma_.lower() in _FEARS for one in above):
        return Phase.THREATENED if own else Phase.FEARED
    if any(one.lemma_.lower() in _TRIES for one in above):
        return Phase.ATTEMPTED
    if own and (status is Status.CONDITIONAL or _is_ahead(word)):
        return Phase.THREATENED
    return Phase.CONDITIONAL if status is Status.CONDITIONAL else None


def _stands(word: "Token", status: Status, days_told: tuple[TimeMention, ...]) -> Phase:
    """Whether it is so, begins, or was so long ago."""
    if status is Status.HISTORICAL or _is_past(word, days_told):
        return Phase.WAS
    begins = word.pos_ in grammar.NOUNS and any(one.lemma_ in _BEGINS for one in word.ancestors)
    return Phase.BEGAN if begins else Phase.IS


def _above(word: "Token") -> "Iterator[Token]":
    """Words that govern a word, and nouns that it hangs on, up to the sentence's own verb."""
    below = word
    for _, one in zip(range(_LONGEST), word.ancestors, strict=False):
        if below.dep_ == "conj" and any(grammar.children(below, grammar.SUBJECTS)):
            return
        yield one
        below = one


def _is_over(above: "list[Token]") -> bool:
    """Whether a siege "is over"."""
    verb = next((one for one in above if one.lemma_ == "be"), None)
    return verb is not None and any(one.lower_ in _LIFTS for one in verb.children)


def _says_no(word: "Token", status: Status) -> bool:
    nobody = grammar.subject(word)
    none = nobody is not None and nobody.lower_ in {"nobody", "none", "one"}
    if none and nobody is not None and (nobody.lower_ != "one" or grammar.has(nobody, {"no"})):
        return True
    tried = any(one.lemma_.lower() in _TRIES for one in word.ancestors)
    return status is Status.NEGATED and stance_of(word).negated and not tried


def _is_own_deed(word: "Token", above: "list[Token]") -> bool:
    """Whether who announces is who would do it: "the rebels threatened to blockade the town"."""
    verb = next((one for one in above if one.lemma_.lower() in _ANNOUNCES), None)
    who = grammar.subject(word) if word.pos_ in grammar.VERBAL else None
    if verb is None or who is None or grammar.is_passive(word):
        return False
    speaker = grammar.subject(verb)
    theirs = any(one.lower_ in _OWN for one in (who, *grammar.children(who, {"poss"})))
    return who == speaker or theirs


def _is_ahead(word: "Token") -> bool:
    """Whether a deed is only to come: "to besiege", "would besiege"."""
    return any(one.lower_ in {"to", "would", "will"} for one in grammar.children(word, {"aux"}))


def _is_past(word: "Token", days_told: tuple[TimeMention, ...]) -> bool:
    """Whether the sentence's own time ended over a year before the report."""
    for one in days_told:
        inside = word.sent.start_char <= one.local_start < word.sent.end_char
        open_end = one.interval.text.lower().startswith("since")
        end, anchor = one.interval.end, one.interval.anchor
        if inside and not open_end and end is not None and anchor is not None:
            return (anchor - end).days > _LONG_AGO_DAYS
    return False


def degree_of(case: Case, word: "Token", count: int, sides: int) -> Degree:
    """How much of the place is said to be surrounded, by the words close to a word."""
    before = case.text[max(word.sent.start_char, word.idx - _CLOSE) : word.idx]
    if _NEARLY.search(before):
        return Degree.NEARLY
    if _IN_PART.search(before) or word.lower_.startswith("half"):
        return Degree.PARTLY
    near = {one.lower_ for one in word.children} | {one.lower_ for one in word.head.children}
    if count >= Siege.ALL_SIDES or any(_WHOLLY.fullmatch(one) for one in near):
        return Degree.COMPLETE
    return Degree.SIDES if count or sides else Degree.UNSAID


def claimant_of(word: "Token", said_by: str) -> str:
    """Who says so; who fears, or announces it himself, where nobody else is named."""
    if said_by:
        return said_by
    for one in word.ancestors:
        if one.lemma_.lower() in _FEARS | _ANNOUNCES and one.pos_ in {"VERB", "ADJ"}:
            who = grammar.subject(grammar.governor(one))
            return phrase(who) if who is not None else ""
    return ""


def post_of(case: Case, claimant: str) -> str:
    """As what the report introduces somebody by name: "Taliban spokesman"; "" where it does not."""
    if not claimant:
        return ""
    return case.ground.once(("post", claimant), lambda: _post_of(claimant, case.ground.story))


def _post_of(claimant: str, story: Story) -> str:
    posted = re.compile(rf"\b({_POST})\s+{re.escape(claimant)}\b")
    first, last = story.paragraphs[0].passage, story.paragraphs[-1].passage
    # of a report of several stretches not all of it, again and again
    found = posted.search(story.report.text, first.start, last.start + int(last.offsets[-1]))
    return found[1] if found is not None else ""


def days(interval: Interval | None) -> tuple[str, str]:
    """First and last day of an interval as ISO dates, "" where they are not known."""
    if interval is None:
        return "", ""
    ends = (interval.start, interval.end)
    return tuple(day.isoformat() if day is not None else "" for day in ends)  # type: ignore[return-value]

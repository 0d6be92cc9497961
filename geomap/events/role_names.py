"""What those are called who act or are acted upon: names joined, "its forces" with an owner."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, grammar
from geomap.discourse.speech import UNNAMED

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY, _TIMES = frozenset({"by"}), frozenset({"DATE", "TIME"})
_GROUPS = lexicon.words("people.groups")
_SHORT = 3
"""Most words of a speaker whose forces are named after them."""


def of(token: "Token", paragraph: Paragraph, people: People, speaker: str) -> str:
    """Names of a word and what is coordinated with it, joined by semicolons."""
    if _is_time(token, paragraph):
        return ""
    if (each := _each_other(token)) is not None:
        token = each
    between = token.head.lower_ in grammar.BETWEEN
    second = token.dep_ == "conj" and token.head.head.lower_ in grammar.BETWEEN
    group = [token] if between or second else grammar.with_conjuncts(token)
    names = [_owned(people.of(who, paragraph, speaker=speaker), who, speaker) for who in group]
    told = (name for name in names if not name.replace(",", "").isdigit())
    return "; ".join(dict.fromkeys(filter(None, told)))


def _owned(name: str, who: "Token", speaker: str) -> str:
    """Whose forces "its forces" are that a speaker tells of: "Azerbaijan said its forces had"."""
    told = who.dep_ in grammar.SUBJECTS and who.head.dep_ in ("ccomp", "ROOT")
    if not (told and _is_body(speaker) and _is_theirs(who, speaker)):
        return name
    if "'" in speaker:
        return f"{name} of {speaker}"
    return f"{speaker}'{'' if speaker.endswith('s') else 's'} {name}"


def _is_body(speaker: str) -> bool:
    """Whether a speaker has a short name, and is nobody that a text only calls "residents"."""
    words = speaker.lower().split()
    return 0 < len(words) <= _SHORT and words[-1] not in UNNAMED


def _is_theirs(who: "Token", speaker: str) -> bool:
    """Whether "its" or "their" stands before a noun, the second for a speaker that is many."""
    whose = {one.lower_ for one in grammar.children(who, {"poss"})}
    last = speaker.lower().rpartition(" ")[2]
    return "its" in whose or ("their" in whose and (last.endswith("s") or last in _GROUPS))


def _each_other(token: "Token") -> "Token | None":
    """Whom "each other" or "one another" means: those who do it to one another."""
    words = {token.lower_, *(one.lower_ for one in token.children)}
    paired = words & {"other", "another"} and words & {"each", "one"}
    return grammar.subject(grammar.governor(token)) if paired else None


def _is_time(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a word only says when; "since the Taliban took Kabul" says both, and so does "by X".

    Of "captured by rebels on Wednesday" the words from "by" on are read as a time.
    """
    time = paragraph.time_tokens.get(token.i)
    by_somebody = token.head.lower_ in _BY and token.ent_type_ not in _TIMES
    return time is not None and time.event is None and not by_somebody

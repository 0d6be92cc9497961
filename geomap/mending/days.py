"""Days that the parser takes for a part of who acts on them: "On 9 April gunmen fled"."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.mending.hanging import hang

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MONTHS = frozenset(lexicon.table("time.months")) | frozenset(
    f"{short}{stop}" for short in lexicon.table("time.month_abbreviations") for stop in ("", ".")
)
_WEEKDAYS = frozenset(lexicon.table("time.weekdays"))
DAYS, _HOURS = _MONTHS | _WEEKDAYS, lexicon.words("time.parts_of_day")
_DATING, _RANGES = lexicon.words("time.dating"), lexicon.words("time.day_ranges")
_ACTING = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LONGEST_DAY = len("7-8th")


def date(month: "Token") -> None:
    """Read a day apart from who acts on it: "On 9 April gunmen fled", "Since 3 May 24 fell"."""
    doc, first = month.doc, _first_of_day(month)
    above = doc[max(0, first - 1)]
    link = doc[max(0, above.i - 1)] if above.lower_ in _WEEKDAYS else above
    noun = next(
        (_whole(one.head) for one in doc[first : month.i + 1] if one.head.i > month.i), month
    )
    if noun is month or link.lower_ not in _DATING or doc[month.i + 1].lower_ in _HOURS:
        return
    if month not in link.ancestors and _acts(noun, link):
        hang(month, above, "pobj" if above is link else "npadvmod")
        _part(doc[first : noun.i], month, noun)
        link.dep_ = "prep"


def _part(words: "Span", month: "Token", noun: "Token") -> None:
    """Hang numbers of a day, with its year, on the month, and what is behind them on the noun."""
    for word in words:
        of_day = word.i < month.i or (word.i == month.i + 1 and _is_year(word))
        if of_day and word.head.i > month.i:
            hang(word, month, "nummod")
        elif not of_day and word.i > month.i >= word.head.i:
            word.head = noun


def _first_of_day(month: "Token") -> int:
    """Where the number before a month begins, or its range; the month itself without one."""
    doc, at = month.doc, month.i
    while at > 1 and doc[at - 1].text[0].isdigit() and len(doc[at - 1]) <= _LONGEST_DAY:
        at -= 1
        if doc[at - 1].lower_ not in _RANGES:
            return at
        at -= 1
    return month.i if at == month.i else at + 1


def _is_year(word: "Token") -> bool:
    return word.shape_ == "dddd" and word.text[:2] in ("18", "19", "20")


def _whole(word: "Token") -> "Token":
    """The noun that a word of its name or an adjective belongs to."""
    above = (one for one in (word, *word.ancestors) if one.dep_ not in ("compound", "amod", "nmod"))
    return next(above, word)


def _acts(noun: "Token", link: "Token") -> bool:
    """Read a noun as who acts, if a preposition has it; False where no verb is without anybody."""
    verbs = (one for one in link.ancestors if one.tag_.startswith("VB") and one.i > noun.i)
    verb = next(verbs, None)
    if verb is None:
        return False
    links = {one.dep_ for one in verb.lefts}
    if noun.head == link and links.isdisjoint(_ACTING):
        hang(noun, verb, "nsubjpass" if "auxpass" in links else "nsubj")
    return noun.head != link

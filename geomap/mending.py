"""What the parser gets wrong in set phrases of news, put right before anything reads the parse.

It was trained on other texts: "left 22 dead and 11 wounded", "shot dead six farmers", "were killed
and 17 injured", "held the rebels responsible", a capital preposition at the head of a headline and
"On 9 April gunmen fled" come out as all manner of things.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_AT = lexicon.words("space.at_or_around")
_STATES = lexicon.words("harm.left")
_DONE = _STATES | lexicon.words("harm.done")
_LEAVE = lexicon.words("harm.leaves")
_HOLD, _GUILTY = lexicon.words("speech.holds"), lexicon.words("speech.guilty")
_ENDS, _SHOOT = lexicon.words("harm.ends"), lexicon.words("harm.shoots")
_DUTY = lexicon.words("speech.responsibility")
_PEOPLE, _PART = lexicon.words("people.anyone"), lexicon.words("number.part_of")
_COUNTS = lexicon.words("number.of_people")
_MONTHS = frozenset(lexicon.table("time.months")) | frozenset(
    f"{short}{stop}" for short in lexicon.table("time.month_abbreviations") for stop in ("", ".")
)
_WEEKDAYS = frozenset(lexicon.table("time.weekdays"))
_DAYS, _HOURS = _MONTHS | _WEEKDAYS, lexicon.words("time.parts_of_day")
_DATING, _RANGES = lexicon.words("time.dating"), lexicon.words("time.day_ranges")
_ACTING = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 9
"""Words of a phrase for people between a verb and their state: "at least three of the soldiers"."""

_LONGEST_DAY = len("7-8th")
_NAME = "geomap_mended"


def mend(nlp: "Language") -> None:
    """Put the mending right behind a pipeline's parser."""
    from spacy.language import Language

    Language.component(_NAME, func=mended)
    nlp.add_pipe(_NAME, after="parser")


def mended(doc: "Doc") -> "Doc":
    """A parsed document with its set phrases read as what they are."""
    for token in doc:
        for mending in _of_word(token):
            mending(token)
    return doc


def _of_word(token: "Token") -> "Sequence[Callable[[Token], None]]":
    """What may be to mend at a word."""
    if token.lower_ in _DAYS and token.is_title and token.dep_ != "poss":
        return (_date,)
    if token.tag_ == "NNP":
        return (_front,)
    if token.tag_.startswith("VB") and token.lower_ in _LEAVE:
        return (_leave,)
    if token.tag_.startswith("VB") and token.lower_ in _HOLD:
        return (_hold,)
    return (_end,) if token.lower_ in _ENDS else _OF_LINKS.get(token.dep_, ())


def _front(token: "Token") -> None:
    """Read a capital preposition as one, not as a part of the name: "Near Gao, rebels ..."."""
    name, doc = token.head, token.doc
    first = token.is_sent_start or doc[token.i - 1].is_punct
    if token.dep_ == "compound" and first and token.lower_ in _AT and name.head.i > name.i:
        token.head, token.dep_, token.tag_ = name.head, "prep", "IN"
        name.head, name.dep_ = token, "pobj"


def _date(month: "Token") -> None:
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
        _hang(month, above, "pobj" if above is link else "npadvmod")
        _part(doc[first : noun.i], month, noun)
        link.dep_ = "prep"


def _part(words: "Span", month: "Token", noun: "Token") -> None:
    """Hang numbers of a day, with its year, on the month, and what is behind them on the noun."""
    for word in words:
        of_day = word.i < month.i or (word.i == month.i + 1 and _is_year(word))
        if of_day and word.head.i > month.i:
            _hang(word, month, "nummod")
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
        _hang(noun, verb, "nsubjpass" if "auxpass" in links else "nsubj")
    return noun.head != link


def _leave(verb: "Token") -> None:
    """Read who was left how: "left 22 people dead and 11 wounded"."""
    people = _counted(verb.i + 1, verb.sent, _STATES)
    if people is None or _is_below(verb, _head(people), state := verb.doc[people.end]):
        return
    _hang(_head(people), verb, "dobj")
    _hang(state, verb, "oprd", tag="JJ")
    for word, further in _coordinated(state, _STATES):
        other = _coordinate(state, word, further, link="nsubj", tag="JJ")
        for told in [one for one in other.children if one.dep_ in ("prep", "npadvmod")]:
            told.head = verb


def _end(state: "Token") -> None:
    """Read what became of whom a verb acts on: "shot dead six farmers", "shot six farmers dead"."""
    above = state.head
    if above.tag_.startswith("VB"):
        if state.dep_ in ("amod", "advcl", "advmod", "acomp"):
            _hang(state, above, "oprd")
    elif state.dep_ == "amod" and above.dep_ == "dobj" and _is_apart(state, above):
        _hang(state, above.head, "oprd")


def _is_apart(state: "Token", noun: "Token") -> bool:
    """Whether a state is none that a noun had before: "shot dead | six men", no "dead bodies"."""
    behind = state.nbor(-1) == noun.head
    return noun.i < state.i or (behind and (noun.i > state.i + 1 or noun.head.lower_ in _SHOOT))


def _hold(verb: "Token") -> None:
    """Read who is held to have done it: "held fighters of the militia responsible for the raid"."""
    for at in range(verb.i + 1, min(verb.i + 2 * _LONGEST, verb.sent.end)):
        word = verb.doc[at]
        if word.tag_ in _FINITE:
            return
        if word.lower_ in _GUILTY and not _is_below(verb, word):
            _hang(word, verb, "oprd")
            return


def _share(auxiliary: "Token") -> None:
    """Read a passive whose auxiliary another shares: "were killed and 17 others injured"."""
    verb = auxiliary.head
    if verb.i < auxiliary.i:
        return
    for word, people in _coordinated(verb, _DONE):
        _coordinate(verb, word, people, link="nsubjpass", tag="VBN")


def _lower(clause: "Token") -> None:
    """Read what tells of a deed as told of it: "claimed responsibility for a raid that killed"."""
    if clause.head.lower_ in _DUTY:
        below = (one for prep in clause.head.rights if prep.lower_ == "for" for one in prep.rights)
        deed = next((one for one in below if one.dep_ == "pobj" and one.i < clause.i), None)
        clause.head = deed or clause.head


def _return(other: "Token") -> None:
    """Read what follows an object as beside it, not beside the subject before the verb."""
    subject, verb = other.head, other.head.head
    if subject.dep_ == "nsubj" and subject.i < verb.i < other.i and other.tag_.startswith("NN"):
        objects = (one for one in verb.rights if one.dep_ == "dobj" and one.i < other.left_edge.i)
        first = next(objects, None)
        if first is not None:
            other.head = first


def _join(other: "Token") -> None:
    """Read a second object behind a comma as one of a list with the first."""
    before = other.doc[max(0, other.left_edge.i - 1)]
    objects = (one for one in other.head.rights if one.dep_ == "dobj" and one.i < before.i)
    first = next(objects, None)
    if first is not None and before.text == "," and first.right_edge.i == before.i - 1:
        _hang(other, first, "conj")


def _list(second: "Token") -> None:
    """Read what stands between a first and a last as one of a list: "a cook, a boy and two men".

    "Two people, a father and his son," are told again, "the colonel, a Tuareg and a rebel," too.
    """
    first, links = second.head, {one.dep_ for one in second.rights}
    common = {first.tag_, second.tag_} <= {"NN", "NNS"}
    if {"cc", "conj"} <= links and common and first.i < second.i:
        second.dep_ = "appos" if _is_told_again(first, second) else "conj"


def _is_told_again(first: "Token", second: "Token") -> bool:
    """Whether words behind a noun say who those are: of people, or set off before the verb."""
    after = second.doc[second.right_edge.i + 1 : second.right_edge.i + 2].text
    subject = first.dep_ in ("nsubj", "nsubjpass") and after == ","
    among = any(word.lower_ in _PART for word in second.subtree)
    return subject or among or first.lower_ in _PEOPLE


def _coordinate(first: "Token", word: "Token", people: "Span", *, link: str, tag: str) -> "Token":
    """Hang people with their state, which is given back, and the "and" before them on a word."""
    other = people.doc[people.end]
    if not _is_below(first, _head(people), other):
        _hang(other, first, "conj", tag=tag)
        _hang(_head(people), other, link)
        _hang(word, first, "cc")
    return other


def _coordinated(word: "Token", states: frozenset[str]) -> "Iterator[tuple[Token, Span]]":
    """Phrases for people that "and" joins to a word, each before its own state."""
    sentence, doc = word.sent, word.doc
    for at in range(word.i + 1, min(word.i + _LONGEST, sentence.end)):
        if doc[at].tag_ in _FINITE:
            return
        people = _counted(at + 1, sentence, states) if doc[at].lower_ == "and" else None
        if people is not None:
            yield doc[at], people
            return


def _counted(start: int, sentence: "Span", states: frozenset[str]) -> "Span | None":
    """The words from one on up to a state, if they count people and hold nothing else."""
    doc = sentence.doc
    for at in range(start, min(start + _LONGEST, sentence.end)):
        word = doc[at]
        if word.lower_ in states and at > start:
            people = doc[start:at]
            told = any(one.like_num or one.lower_ in _COUNTS for one in people)
            return people if told else None
        if word.is_punct or word.tag_ in _FINITE or word.lower_ in ("and", "or", "by"):
            return None
    return None


def _head(people: "Span") -> "Token":
    """The word of a phrase for people that the others hang on: "three of the soldiers"."""
    words = [one.lower_ for one in people]
    if "of" in words[1:]:
        return people[words.index("of") - 1]
    # "48 seriously", "five more"
    counted = [one for one in people if not one.tag_.startswith("RB") and one.lower_ != "more"]
    return (counted or list(people))[-1]


def _is_below(word: "Token", *others: "Token") -> bool:
    """Whether a word hangs on one of some others, which then cannot hang on it."""
    return any(other.is_ancestor(word) for other in others)


def _hang(word: "Token", above: "Token", link: str, *, tag: str = "") -> None:
    """Hang a word on another."""
    word.head, word.dep_, word.tag_ = above, link, tag or word.tag_


_OF_LINKS: "Mapping[str, Sequence[Callable[[Token], None]]]" = {
    "auxpass": (_share,),
    "relcl": (_lower,),
    "dobj": (_join,),
    "appos": (_return, _list),
    "conj": (_return, _list),
}
"""What may be to mend at a word, by what it is to the word above."""

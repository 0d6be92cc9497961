"""What the parser gets wrong in set phrases of news, put right before anything reads the parse.

It was trained on other texts: "left 22 dead and 11 wounded", "shot dead six farmers", "were killed
and 17 injured", "held the rebels responsible", a capital preposition at the head of a headline and
"On 9 April gunmen fled" come out as all manner of things.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.mending import actors, clauses, days, harm

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_AT = lexicon.words("space.at_or_around")
_OF_VERBS = dict.fromkeys(lexicon.words("harm.leaves"), harm.leave)
_OF_VERBS |= dict.fromkeys(lexicon.words("speech.holds"), harm.hold)
_LEMMAS = lexicon.table("grammar.lemmas")
_PAST = lexicon.words("grammar.unknown_past")
_ENDS = lexicon.words("harm.ends")
_NAME, _NAMES = "geomap_mended", frozenset({"NNP", "NNPS"})


def mend(nlp: "Language") -> None:
    """Put the mending right behind a pipeline's parser."""
    from spacy.language import Language

    Language.component(_NAME, func=mended)
    nlp.add_pipe(_NAME, after="parser")


def mended(doc: "Doc") -> "Doc":
    """A parsed document with its set phrases read as what they are."""
    for token in doc:
        if token.lower_ in _LEMMAS and token.tag_ not in _NAMES:
            token.lemma_ = _LEMMAS[token.lower_]  # the lemmatizer leaves what has one
        for mending in _of_word(token):
            mending(token)
    return doc


def _of_word(token: "Token") -> "Sequence[Callable[[Token], None]]":
    """What may be to mend at a word."""
    if token.lower_ in days.DAYS and token.is_title and token.dep_ != "poss":
        return (days.date,)
    if token.tag_ == "NNP":
        return _OF_NAMES.get(token.dep_, ())
    if token.lower_ in _PAST:
        return (_past,)
    if token.tag_.startswith("VB") and token.lower_ in _OF_VERBS:
        return (_OF_VERBS[token.lower_],)
    return (harm.end,) if token.lower_ in _ENDS else _OF_LINKS.get(token.dep_, ())


def _past(verb: "Token") -> None:
    """Read the past of a verb that the tagger does not know: "the army retook Sirte"."""
    verb.tag_ = "VBD"


def _front(token: "Token") -> None:
    """Read a capital preposition as one, not as a part of the name: "Near Gao, rebels ..."."""
    name, doc = token.head, token.doc
    first = token.is_sent_start or doc[token.i - 1].is_punct
    if first and token.lower_ in _AT and name.head.i > name.i:
        token.head, token.dep_, token.tag_ = name.head, "prep", "IN"
        name.head, name.dep_ = token, "pobj"


_OF_NAMES: "Mapping[str, Sequence[Callable[[Token], None]]]" = {
    "compound": (_front,),
    "nsubj": (actors.beside_town,),
    "oprd": (clauses.act_on,),
}
_OF_LINKS: "Mapping[str, Sequence[Callable[[Token], None]]]" = {
    "advcl": (clauses.after_whom, clauses.charge),
    "aux": (clauses.go_on,),
    "compound": (clauses.control,),
    "auxpass": (harm.share,),
    "relcl": (clauses.lower, clauses.during),
    "dobj": (clauses.join,),
    "acl": (clauses.flare, actors.act),
    "pcomp": (clauses.mark,),
    "expl": (clauses.there,),
    "ccomp": (clauses.called, clauses.describe, actors.cleft),
    "nsubjpass": (actors.pair,),
    "nsubj": (actors.pair,),
    "appos": (clauses.after_place, clauses.bring_back, clauses.list_with),
    "conj": (
        clauses.of_nations,
        clauses.bring_back,
        clauses.list_with,
        clauses.rage,
        clauses.intend,
    ),
}
"""What may be to mend at a word, by what it is to the word above."""

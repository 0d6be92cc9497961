"""Who owns up to a deed: "claimed responsibility for the attack", "said it was behind the raid".

Whoever does says that they did it; that nobody does leaves the deed as it was.
"""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r

if TYPE_CHECKING:
    from spacy.tokens import Token

_DUTY, _CLAIMS = lexicon.words("speech.responsibility"), lexicon.words("speech.claims")
_TAKES = _CLAIMS | lexicon.words("speech.takes_on")
_BY, _DESCRIBING = frozenset({"by"}), frozenset({"acl", "relcl"})


def owned(deed: "Token") -> "Token | None":
    """The word by which somebody owns up to a deed, or nobody does; None of other deeds.

    It is "responsibility" in "no claim of responsibility for the attack", "claimed" in "claimed the
    attack", "admitted" in "admitted carrying out the attack", and "was" in "was behind the attack"
    and "was responsible for it".
    """
    while deed.dep_ == "conj" and deed.head.pos_ == "NOUN":
        deed = deed.head
    claimed = _claimed(deed)
    if claimed is not None or deed.dep_ not in ("pobj", "pcomp"):
        return claimed
    above = deed.head
    if above.lower_ == "behind" or above.head.lower_ == "responsible":
        verb = above.head if above.lower_ == "behind" else above.head.head
        return verb if verb.lemma_ == "be" else None
    return _duty(above.head) if above.lower_ == "for" else None


def _claimed(deed: "Token") -> "Token | None":
    """The verb by which a deed is owned up to: "claimed the attack", "an attack claimed by X"."""
    above = deed.head
    for done in (deed, above):  # the deed is what is carried out, or is the doing: "planting it"
        if done.dep_ == "xcomp" and done.tag_ == "VBG" and done.head.lemma_ in _TAKES:
            return done.head
    if deed.dep_ in ("dobj", "nsubjpass") and above.lemma_ in _CLAIMS:
        return above
    described = (one for one in r.children(deed, _DESCRIBING) if one.lemma_ in _CLAIMS)
    return next(filter(r.is_passive, described), None)


def _duty(word: "Token") -> "Token | None":
    """The responsibility that a word is, or that it takes."""
    if word.lemma_ in _TAKES:  # "claimed responsibility | for the attack"
        word = next((one for one in r.objects(word) if one.lemma_.lower() in _DUTY), word)
    return word if word.lemma_.lower() in _DUTY and word.pos_ in r.NOUNS else None


def owner(deed: "Token") -> "Token | None":
    """Who says of themselves that they did a deed, where the text names them."""
    word = owned(deed)
    if word is None:
        return None
    above = word.head
    if word.pos_ != "NOUN":
        verb = word
    elif above.lemma_ in _TAKES and above.pos_ == "VERB":
        verb = above
    else:  # "a claim of responsibility by the group"
        claim = above.head if word.dep_ == "pobj" else word
        return next(iter([*r.governed(claim, _BY), *r.governed(word, _BY)]), None)
    if r.is_passive(verb):
        return next(iter(r.governed(verb, _BY)), None)
    return r.subject(verb)


def owner_saying(deed: "Token") -> "Token | None":
    """Who says that they did it; of who was responsible for it, others say so."""
    word = owned(deed)
    return owner(deed) if word is not None and word.lemma_ != "be" else None


def is_claim(noun: "Token") -> bool:
    """Whether a noun is no report of others but a party's own: "a claim of responsibility"."""
    return any(one.lemma_.lower() in _DUTY for one in r.governed(noun, {"of"}))

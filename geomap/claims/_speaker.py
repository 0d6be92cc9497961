"""Who a spatial statement is attributed to; empty where the reporter speaks."""

import re
from typing import Any

from geomap.claims._lexicon import PLACING, SAY
from geomap.claims._story import Story, token_at

_AGAINST = frozenset(["although", "though", "whereas"])
_STOP = re.compile(r"[.!?](?:\s|$)")


def said_by(told: Story, number: int, start: int, end: int) -> str:
    """Speaker of the words from start to end of a passage, as the text calls them.

    Inside quotation marks the nearest verb of saying outside them counts that stands in the same
    sentence, else the last one before; elsewhere the statement must be the content of one ("X said
    that ...", "..., X said") or follow "according to".
    """
    doc = told.passages[number].doc
    root = token_at(doc, start, end)
    if root is None:
        return ""
    text = told.texts[number]
    if text.count('"', 0, start) % 2:
        first, last = _around(text, start, end)
        outside = [t for t in doc if t.idx < last and not text.count('"', 0, t.idx) % 2]
        verbs = [t for t in outside if t.idx >= first and (_says(t) or _puts(t))]
        nearest = min(verbs, key=lambda t: (abs(t.idx - start), t.idx), default=None)
        earlier = [t for t in outside if t.idx < first and _says(t)]
        if nearest is not None or earlier:
            return _name(told, number, _speaker(nearest if nearest is not None else earlier[-1]))
        return _previous_speaker(told, number)
    for step in (root, *root.ancestors):
        if step.dep_ == "advcl" and _glosses(step, text):
            return ""
        if step.dep_ in {"ccomp", "parataxis"} and _says(step.head):
            return _name(told, number, _speaker(step.head))
    return _according(root.sent, told, number)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a quotation stands in; one that ends in a full stop ends it."""
    opening, closing = text.rfind('"', 0, start), text.find('"', end)
    first = max((m.end() for m in _STOP.finditer(text, 0, opening)), default=0)
    if closing < 0 or text[closing - 1] == ".":
        return first, closing if closing >= 0 else len(text)
    stop = _STOP.search(text, closing)
    return first, stop.end() if stop is not None else len(text)


def _glosses(clause: Any, text: str) -> bool:
    """Whether a clause sets something against a quotation before it: '"...", although ...'."""
    against = any(t.dep_ == "mark" and t.lower_ in _AGAINST for t in clause.children)
    return against and '"' in text[clause.sent.start_char : clause.left_edge.idx]


def _puts(token: Any) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in PLACING


def _says(token: Any) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in SAY


def _speaker(verb: Any) -> Any:
    for token in verb.children:
        if token.dep_ in {"nsubj", "nsubjpass"}:
            return token
    return _speaker(verb.head) if verb.dep_ == "conj" and verb.head.pos_ == "VERB" else None


def _according(sentence: Any, told: Story, number: int) -> str:
    for token in sentence:
        if token.lower_ == "according":
            for to in token.children:
                for source in to.children:
                    return _name(told, number, source)
    return ""


def _name(told: Story, number: int, token: Any) -> str:
    if token is None:
        return ""
    if token.pos_ != "PRON":
        words = [
            t
            for t in token.subtree
            if t.ent_type_ not in {"DATE", "TIME"}
            and not any(_apart(a, token) for a in (t, *t.ancestors))
        ]
        return str(token.doc[words[0].i : words[-1].i + 1].text) if words else str(token.text)
    people = _people(told, number, token.i)
    source = _source(told, number, token.i)
    if source is not None and (not people or source[0] > people[-1][0]):
        return source[1]
    for earlier in range(number - 1, -1, -1):
        if people:
            break
        people = _people(told, earlier, None)
    return people[-1][1] if people else str(token.text)


def _source(told: Story, number: int, before: int) -> tuple[int, str] | None:
    """The last who is said to have said something before a token: "... said", "according to"."""
    for token in reversed(told.passages[number].doc[:before]):
        if token.lower_ == "according":
            speaker = next((s for to in token.children for s in to.children), None)
        else:
            speaker = _speaker(token) if _says(token) else None
        if speaker is not None and speaker.pos_ != "PRON" and speaker.i < before:
            return speaker.i, _name(told, number, speaker)
    return None


def _people(told: Story, number: int, before: int | None) -> list[tuple[int, str]]:
    """Persons named in a passage before a token; names of places are no persons."""
    doc, places = told.passages[number].doc, told.references[number]
    return [
        (entity.start, str(entity.text))
        for entity in doc.ents
        if entity.label_ == "PERSON"
        and (before is None or entity.end <= before)
        and not any(r.start < entity.end_char and entity.start_char < r.end for r in places)
    ]


def _apart(word: Any, head: Any) -> bool:
    """Whether a word opens a clause or aside below the head of a noun phrase."""
    return bool(
        word is not head and word.dep_ in {"relcl", "acl", "punct", "appos"} and word.i > head.i
    )


def _previous_speaker(told: Story, number: int) -> str:
    for passage in reversed(told.passages[max(0, number - 2) : number]):
        for token in passage.doc:
            if _says(token) and (speaker := _speaker(token)) is not None:
                return _name(told, number, speaker)
    return ""

"""Who a spatial statement is attributed to; empty where the reporter speaks."""

from typing import Any

from geomap.claims._lexicon import SAY
from geomap.claims._story import Story, token_at


def said_by(told: Story, number: int, start: int, end: int) -> str:
    """Speaker of the words from start to end of a passage, as the text calls them.

    Inside quotation marks the nearest verb of saying outside them counts; elsewhere the statement
    must be the content of one ("X said that ...", "..., X said") or follow "according to".
    """
    doc = told.passages[number].doc
    root = token_at(doc, start, end)
    if root is None:
        return ""
    text = told.texts[number]
    if text.count('"', 0, start) % 2:
        verbs = [t for t in doc if _says(t) and not text.count('"', 0, t.idx) % 2]
        if verbs:
            nearest = min(verbs, key=lambda t: (abs(t.idx - start), t.idx))
            return _name(told, number, _speaker(nearest))
        return _previous_speaker(told, number)
    for step in (root, *root.ancestors):
        if step.dep_ in {"ccomp", "parataxis"} and _says(step.head):
            return _name(told, number, _speaker(step.head))
    return _according(root.sent, told, number)


def _says(token: Any) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in SAY


def _speaker(verb: Any) -> Any:
    for token in verb.children:
        if token.dep_ in {"nsubj", "nsubjpass"}:
            return token
    return _speaker(verb.head) if verb.dep_ == "conj" and _says(verb.head) else None


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
    for earlier in range(number - 1, -1, -1):
        if people:
            break
        people = _people(told, earlier, None)
    return people[-1] if people else str(token.text)


def _people(told: Story, number: int, before: int | None) -> list[str]:
    """Persons named in a passage before a token; names of places are no persons."""
    doc, places = told.passages[number].doc, told.references[number]
    return [
        str(entity.text)
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

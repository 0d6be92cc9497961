"""The cue table: words that report an event, each with what its clause must hold."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geomap import lexicon
from geomap.errors import DataError
from geomap.model import EVENT_CODES, EventCode, EventType, Mode
from geomap.settings import Settings


@dataclass(frozen=True)
class Cue:
    """A cue word: the event that it reports, and the words that it needs by it.

    `needs` are lemmas, or classes written `<class>`; `subject` is a class that the subject must
    belong to; `forbids` are lemmas that must not depend on it, or classes that its subject must not
    belong to either. `placed` says that the event happens somewhere, so that "the area" may be
    looked for; `opposite` that the words say the event is not so ("the road is open"). `pledge`
    marks an act that its speaker only announces, `refusal` one that is said not to come, and
    `by_nobody` harm that a flood or an accident does.
    """

    event_type: EventType
    mode: Mode
    head: str
    needs: tuple[str, ...] = ()
    subject: str = ""
    forbids: frozenset[str] = frozenset()
    placed: bool = True
    opposite: bool = False
    pledge: bool = False
    refusal: bool = False
    by_nobody: bool = False

    @property
    def weight(self) -> int:
        """How specific the cue is: more words around it win."""
        return 2 * len(self.needs) + 2 * bool(self.subject)


@dataclass(frozen=True)
class CueTable:
    """Cues by their head's lemma, for verbs (with adjectives and prepositions) and for nouns.

    `set_phrases` are pairs of words that hold a cue's head and report nothing; `not_verbs` are the
    heads among the verbs that are adjectives or prepositions.
    """

    verbs: Mapping[str, Sequence[Cue]]
    nouns: Mapping[str, Sequence[Cue]]
    classes: Mapping[str, frozenset[str]]
    set_phrases: frozenset[str]
    not_verbs: frozenset[str]

    def holds(self, lemma: str, *classes: str) -> bool:
        """Whether a lemma belongs to any of the classes."""
        return any(lemma.lower() in self.classes[name] for name in classes)


def _parse(text: str, code: EventCode, group: Mapping[str, Any], *, noun: bool) -> Cue:
    words = [word for word in text.split() if not word.startswith("!")]
    forbids = frozenset(word[1:] for word in text.split() if word.startswith("!"))
    subject = ""
    if not noun and len(words) > 1 and words[0].startswith("<"):
        subject = words.pop(0)
    last = noun and not lexicon.words("grammar.noun_complements") & set(words)
    head = words.pop(-1 if last else 0)
    return Cue(
        event_type=code.event_type,
        mode=code.mode,
        head=head,
        needs=tuple(words),
        subject=subject,
        forbids=forbids,
        opposite=group.get("opposite", False),
        placed=group.get("placed", not code.event_type.is_spoken),
    )


def _code(group: Mapping[str, Any]) -> EventCode:
    code = EVENT_CODES.get((group["type"], group["mode"]))
    if code is None:
        named = " ".join(filter(None, (group["type"], group["mode"])))
        raise DataError(f"expected a type and mode of the table of event codes, got {named!r}")
    return code


def _by_head(groups: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Sequence[Cue]]:
    """Cues of the groups' `kind`, "verbs" or "nouns", by their heads, the most specific first."""
    by_head = defaultdict(list)
    for group in groups:
        code = _code(group)
        for text in group[kind]:
            cue = _parse(text, code, group, noun=kind == "nouns")
            by_head[cue.head].append(cue)
    return {head: sorted(cues, key=lambda cue: -cue.weight) for head, cues in by_head.items()}


def _class(words: Sequence[str]) -> frozenset[str]:
    """Words of a class, with those of each list of the lexicon that it names: "@places.posts"."""
    lists = [word[1:] for word in words if word.startswith("@")]
    return frozenset(word for word in words if word[0] != "@") | lexicon.words(*lists)


@cache
def _load(path: Path) -> CueTable:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"expected the table of cue words at {path.name}: {error}") from error
    return CueTable(
        verbs=_by_head(raw["cue"], "verbs"),
        nouns=_by_head(raw["cue"], "nouns"),
        classes={f"<{name}>": _class(words) for name, words in raw["classes"].items()},
        set_phrases=frozenset(raw["set_phrases"]),
        not_verbs=frozenset(raw["not_verbs"]),
    )


def load_cues(settings: Settings) -> CueTable:
    """Read the cue table that is shipped with geomap.

    Raises
    ------
    DataError
        If the file is missing or damaged, or names a type or mode that is not in the table.
    """
    return _load(settings.data_dir / "event_cues.toml")

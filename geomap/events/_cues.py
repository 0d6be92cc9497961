"""The cue table: words that report an event, each with what its clause must hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geomap import lexicon
from geomap.errors import DataError
from geomap.model import EVENT_CODES
from geomap.settings import Settings

_WORDS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


@dataclass(frozen=True)
class Cue:
    """A cue word: its event type and mode, the ACLED sub-event, and the words it needs by it.

    `needs` are lemmas, or classes written `<class>`; `subject` is a class that the subject must
    belong to; `forbids` are lemmas that must not depend on it, or classes that its subject must not
    belong to either. `placed` says that the event happens
    somewhere, so that "the area" may be looked for; `opposite` that the words say the event is not
    so ("the road is open"). `pledge` marks an act that its speaker only announces, `refusal` one
    that is said not to come.
    """

    event_type: str
    mode: str
    acled: str
    head: str
    text: str
    needs: tuple[str, ...] = ()
    subject: str = ""
    forbids: frozenset[str] = frozenset()
    placed: bool = True
    opposite: bool = False
    pledge: bool = False
    refusal: bool = False

    @property
    def looks_around(self) -> bool:
        """Whether the cue needs more than its own word."""
        return bool(self.needs or self.subject or self.forbids)

    @property
    def weight(self) -> int:
        """How specific the cue is: more words around it win."""
        return 2 * len(self.needs) + 2 * bool(self.subject)


@dataclass(frozen=True)
class CueTable:
    """Cues by their head's lemma, for verbs (with adjectives and prepositions) and for nouns.

    `phrases` are pairs of words that hold a cue's head and report nothing.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    classes: Mapping[str, frozenset[str]]
    phrases: frozenset[str]
    not_verbs: frozenset[str]


def _parse(text: str, group: Mapping[str, Any], *, noun: bool) -> Cue:
    words = text.split()
    forbids = frozenset(word[1:] for word in words if word.startswith("!"))
    words = [word for word in words if not word.startswith("!")]
    subject = ""
    if not noun and len(words) > 1 and words[0].startswith("<"):
        subject, words = words[0], words[1:]
    if noun and len(words) > 1 and not lexicon.words("grammar.noun_complements") & set(words):
        head, needs = words[-1], tuple(words[:-1])
    else:
        head, needs = words[0], tuple(words[1:])
    return Cue(
        event_type=group["type"],
        mode=group["mode"],
        acled=group["acled"],
        head=head,
        text=text,
        needs=needs,
        subject=subject,
        forbids=forbids,
        opposite=bool(group.get("opposite", False)),
        placed=bool(group.get("placed", group["type"] not in _WORDS)),
    )


def _check(group: Mapping[str, Any]) -> None:
    """Raise `DataError` unless a group's type has its mode, and ACLED the name that it gives."""
    named = " ".join(filter(None, (group["type"], group["mode"])))
    code = EVENT_CODES.get((group["type"], group["mode"]))
    if code is None:
        raise DataError(f"expected a type and mode of the table of event codes, got {named!r}")
    if group["acled"] != code.sub_event:
        raise DataError(f"expected {code.sub_event!r} as {named}'s acled, got {group['acled']!r}")


def _index(cues: list[Cue]) -> dict[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for cue in cues:
        index.setdefault(cue.head, []).append(cue)
    return {
        head: tuple(sorted(found, key=lambda cue: -cue.weight)) for head, found in index.items()
    }


@cache
def _load(path: Path) -> CueTable:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"expected the table of cue words at {path.name}: {error}") from error
    verbs, nouns = [], []
    for group in raw["cue"]:
        _check(group)
        verbs += [_parse(text, group, noun=False) for text in group["verbs"]]
        nouns += [_parse(text, group, noun=True) for text in group["nouns"]]
    classes = {f"<{name}>": frozenset(words) for name, words in raw["classes"].items()}
    return CueTable(
        _index(verbs),
        _index(nouns),
        classes,
        frozenset(raw["set_phrases"]),
        frozenset(raw["not_verbs"]),
    )


def load_cues(settings: Settings) -> CueTable:
    """Read the cue table that is shipped with geomap."""
    return _load(settings.data_dir / "event_cues.toml")

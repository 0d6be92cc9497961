"""What a passage as a whole is about: one of ACLED's sub-event types, by weighted words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CUES = Path(__file__).with_suffix(".toml")
_WEIGHTS = {"sure": 4.5, "strong": 3.0, "plain": 1.5, "weak": 0.6}
_HEAD_SHARE = 0.5
_GAP = r"(?:\W+[\w'-]+){0,8}?\W+"


@dataclass(frozen=True)
class _Pattern:
    weight: float
    wanted: tuple[re.Pattern[str], ...]
    barred: tuple[re.Pattern[str], ...]


def _word(text: str) -> str:
    """Alternatives of one word; `*` is any ending, `_` a space."""
    choices = (
        re.escape(one).replace(r"\*", r"\w*").replace("_", r"\W+") for one in text.split("|")
    )
    return "(?:" + "|".join(choices) + ")"


def _regex(text: str) -> re.Pattern[str]:
    parts = (r"\W+".join(map(_word, part.split())) for part in text.split(" ... "))
    return re.compile(r"(?<!\w)" + _GAP.join(parts) + r"(?!\w)", re.I)


def _pattern(text: str, weight: float) -> _Pattern:
    terms = [term.strip() for term in text.split("&&")]
    return _Pattern(
        weight,
        tuple(_regex(term) for term in terms if not term.startswith("!")),
        tuple(_regex(term[1:]) for term in terms if term.startswith("!")),
    )


@cache
def _cues() -> Mapping[str, tuple[_Pattern, ...]]:
    rows = tomllib.loads(CUES.read_text(encoding="utf-8"))["sub_event"]
    return {
        row["name"]: tuple(
            _pattern(text, weight) for kind, weight in _WEIGHTS.items() for text in row[kind]
        )
        for row in rows
    }


def _value(pattern: _Pattern, text: str, head: str) -> float:
    """A pattern's weight where it holds; half as much again if it holds in the first sentence."""
    if not all(one.search(text) for one in pattern.wanted):
        return 0.0
    if any(one.search(text) for one in pattern.barred):
        return 0.0
    early = all(one.search(head) for one in pattern.wanted)
    return pattern.weight * (1.0 + _HEAD_SHARE * early)


def scores(text: str) -> dict[str, float]:
    """Score of each sub-event type for a passage: the sum of the weights of its words.

    Each further pattern of one type counts half of the one before, strongest first, so that a
    long list of synonyms does not outweigh another type's one sure sign.
    """
    head = re.split(r"(?<=[a-z0-9)][.!?])\s", text.strip(), maxsplit=1)[0]
    found = {}
    for name, patterns in _cues().items():
        values = sorted((_value(one, text, head) for one in patterns), reverse=True)
        found[name] = sum(value * 0.5**place for place, value in enumerate(values) if value)
    return found


def sub_event(text: str) -> str:
    """The sub-event type that a passage is about; "Other" where no word speaks for any.

    Examples
    --------
    >>> sub_event("A suicide bomber blew himself up near the gate.")
    'Suicide bomb'
    """
    found = scores(text)
    best = max(found, key=lambda name: found[name])
    return best if found[best] > 0 else "Other"

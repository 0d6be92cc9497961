"""The toll of an event from those of its statements: one where they agree, else side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence

from geomap import lexicon
from geomap.events.counts import NUMBER, Count
from geomap.model import TOLLS, Harm, Statement

_FURTHER = lexicon.alternation("number.further")
_MORE = re.compile(rf"\b{_FURTHER}\s+{NUMBER}|{NUMBER}\s+{_FURTHER}\b(?!\s+than\b)", re.I)
Accounts = Mapping[Count, list[str]]
"""The counts of one kind of harm, each with who says so; the reporter is ""."""


def _accounts(group: Iterable[Statement], kind: Harm) -> Accounts:
    """What the statements of an event say of one kind of harm, each voice's largest count."""
    by_voice: dict[tuple[str, str], Count] = {}
    for one in group:
        for toll in one.tolls:
            if toll.kind is kind:
                voice, count = (one.report_id, one.said_by), Count(toll.least, toll.most)
                known = by_voice.get(voice)
                if known is not None:
                    more = _is_further(count, one.text)
                    count = known + count if more else _merged(known, count)
                by_voice[voice] = count
    found: dict[Count, list[str]] = {}
    for (_, said_by), count in by_voice.items():
        found.setdefault(count, []).append(said_by)
    return found


def _is_further(count: Count, text: str) -> bool:
    """Whether words say that this very number comes to others: "and wounded 56 more"."""
    found = (re.search(NUMBER, more[0], re.I) for more in _MORE.finditer(text))
    numbers = {round(lexicon.number(one[0].lower())) for one in found if one is not None}
    return not numbers.isdisjoint({count.least, count.most})


def _merged(one: Count, other: Count) -> Count:
    """What one voice says twice: what both allow, else the larger, for parts are told after it."""
    both = common([one, other])
    return both or max(one, other, key=lambda count: count.size)


def common(counts: Iterable[Count]) -> Count | None:
    """The bounds that all counts allow, or None where they contradict one another."""
    known = list(counts)
    least = max((one.least for one in known if one.least is not None), default=None)
    most = min((one.most for one in known if one.most is not None), default=None)
    return None if least is not None and most is not None and least > most else Count(least, most)


def totals(group: Sequence[Statement]) -> dict[str, int | None]:
    """The columns of tolls of an event: what its accounts agree on, else from least to most."""
    row: dict[str, int | None] = dict.fromkeys(TOLLS)
    for kind in {toll.kind for one in group for toll in one.tolls}:
        counts = list(_accounts(group, kind))
        whole = common(counts) or Count(
            min((one.least for one in counts if one.least is not None), default=None),
            max((one.most for one in counts if one.most is not None), default=None),
        )
        row |= {f"{kind}_least": whole.least, f"{kind}_most": whole.most}
    return row


def told(group: Sequence[Statement]) -> str:
    """The toll in words; accounts that contradict one another stand side by side with who says so.

    Examples
    --------
    "at least 9 killed, 4 injured", "14 killed (hospital officials) or 40 killed (rebels)".
    """
    if not any(one.tolls for one in group):
        return ""
    return ", ".join(filter(None, (_of_kind(_accounts(group, kind), kind) for kind in Harm)))


def _of_kind(accounts: Accounts, kind: Harm) -> str:
    if not accounts:
        return ""
    agreed = common(accounts)
    if agreed is not None:
        return f"{in_words(agreed)} {kind}"
    sides = []
    for count, voices in accounts.items():
        who = ", ".join(dict.fromkeys(voice or "the report" for voice in voices))
        sides.append(f"{in_words(count)} {kind} ({who})")
    return " or ".join(sides)


def in_words(count: Count) -> str:
    """A count in words.

    Examples
    --------
    >>> in_words(Count(9, None)), in_words(Count(12, 15)), in_words(Count(0, 0))
    ('at least 9', '12 to 15', 'none')
    """
    least, most = count.least, count.most
    if most == 0:
        return "none"
    if least is None:
        return f"up to {most:,}"
    if most is None:
        return f"at least {least:,}"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"

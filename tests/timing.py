"""Processor time as a quiet machine would take it: against fixed work done just before and after.

A machine that other work slows takes two to six times as long for everything, so the clock alone
fails tests that nothing broke. What is bounded here is work that would hang a run: the bounds are
several times what is needed, and the exact figures are the benchmarks' (`make bench`).
"""

import time
from collections.abc import Callable

UNIT_S = 0.1
"""What the fixed work takes on one quiet core of the machine that the bounds were set on."""


def quiet_s(work: Callable[[], object]) -> float:
    """Processor seconds that a piece of work would take on the quiet machine."""
    before = _unit_s()
    took = _took_s(work)
    return took * UNIT_S / max(before, _unit_s())


def _took_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _unit_s() -> float:
    return _took_s(_count)


def _count() -> dict[str, int]:
    """Calls, small objects and a table of strings, as reading a text is made of."""
    found: dict[str, int] = {}
    for number in range(200_000):
        word = f"w{number % 977}"
        found[word] = found.get(word, 0) + len(word)
    return {word: found[word] for word in sorted(found)}

"""What a fresh machine installs: the lock names all that is needed, pip looks for nothing else."""

import re
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def pinned(name: str) -> set[str]:
    lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return {canonicalize_name(one) for one in re.findall(r"^([\w.-]+)(?:\[.*\])?==", lock, re.M)}


def needed(*extras: str) -> set[str]:
    """Every distribution that geomap with some extras needs here, through others."""
    found, waiting = set(), [("geomap", frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in found:
            continue
        found.add((name, wanted))
        lines: list[str] = []
        with suppress(metadata.PackageNotFoundError):
            lines = metadata.requires(name) or []
        for line in lines:
            one = Requirement(line)
            told = (extra for extra in ("", *wanted))
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in told):
                waiting.append((canonicalize_name(one.name), frozenset(one.extras)))
    return {name for name, _ in found} - {"geomap"}


@pytest.mark.parametrize(("lock", "extras"), [("base", ()), ("dev", ("dev",))])
def test_a_lock_names_all_that_is_needed(lock, extras):
    assert needed(*extras) <= pinned(lock)


def test_pip_looks_for_nothing_beside_a_lock():
    installs = re.findall(
        r"-m pip install .*\.lock$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M
    )
    assert installs
    assert all("--no-deps" in one and "--require-hashes" in one for one in installs)

"""Gold statements, and the figures of `geomap bench statements`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.evaluation import _acceptance, _event_place, _event_type, _isaf
from geomap.settings import OFFLINE, Settings

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Bench = Callable[[Path, Settings, Progress], dict[str, Any]]
_KINDS: Mapping[str, Bench] = {
    "acceptance": _acceptance.bench,
    "isaf": _isaf.bench,
    "event-place": _event_place.bench,
    "event-type": _event_type.bench,
}


def kind_of(path: Path) -> str:
    """Which kind of gold a file holds, from its ending and its first record.

    Raises
    ------
    InputError
        If it is none of the kinds that `bench` knows.
    """
    try:
        with path.open(encoding="utf-8") as file:
            head = file.read(200_000)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"expected a readable gold file, got {path}: {error}") from error
    first = head.split("\n", 1)[0]
    if "EventSnippet" in first and "\t" in first:
        return "event-type"
    if '"gold"' in first and '"text"' in first:
        return "isaf"
    if '"spans"' in first and '"text"' in first:
        return "event-place"
    if '"statements"' in head:
        return "acceptance"
    raise InputError(
        f"expected gold statements (JSON), press releases or event places (JSON Lines) or event "
        f"types (TSV), got {path.name}"
    )


def bench(
    path: str | Path, *, settings: Settings = OFFLINE, progress: Progress = iter
) -> dict[str, Any]:
    """Measure statements against a gold file; the kind of gold is seen from the file.

    Parameters
    ----------
    path
        Gold statements (JSON), press releases or event places (JSON Lines), event types (TSV).
    settings
        Where the data lie.
    progress
        Wraps the list of records that is worked through, to show a bar.

    Returns
    -------
    dict
        `kind`, `figures` (name to number), `rows` (what is printed as tables) and `misses`.
    """
    gold = Path(path)
    kind = kind_of(gold)
    return {"kind": kind, "gold": gold.name, **_KINDS[kind](gold, settings, progress)}


def total(found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Figures of several annotated reports as if they were one; empty where fewer than two are.

    Examples
    --------
    >>> one = {"kind": "acceptance", "figures": {"gold": 4, "found": 2, "put_out": 2,
    ...     "right_share": 1.0, "said_by_share": 0.5}}
    >>> total([one, one])["said_by_share"], total([one])
    (0.5, {})
    """
    figures = [one["figures"] for one in found if one["kind"] == "acceptance"]
    if len(figures) < 2:
        return {}
    counts = {name: sum(one[name] for one in figures) for name in ("gold", "found", "put_out")}
    shares = {}
    for name in figures[0]:
        if name.endswith("_share"):
            of = "put_out" if name == "right_share" else "found"
            shares[name] = sum(one[name] * one[of] for one in figures) / max(1, counts[of])
    return {**counts, "found_share": counts["found"] / max(1, counts["gold"]), **shares}

"""Events over time: how many a day, a week or a month, by their status or by who acts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from geomap.errors import InputError
from geomap.figures.labels import INK, SOFT
from geomap.figures.symbols import HATCHES
from geomap.maps import sides
from geomap.maps.encoding import NO_SIDE, NO_SIDE_COLOUR, SIDE_COLOURS
from geomap.model import Status, Tables

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BY = ("status", "side")
_SPANS = {"D": ("day", 45), "W": ("week", 550), "M": ("month", 10**9)}
"""Steps, each with its name and up to how many days it is taken."""

_PALE = {"struck": "#d9d9d9"}


def event_counts(atlas: Tables, by: str = "status") -> pd.DataFrame:
    """How many events begin in each step of time, a row a step, a column a status or side.

    Parameters
    ----------
    atlas
        The tables. An event whose days are open, or span more than a step, is in none;
        nor is one that the map does not show at first (historical, conditional, negated).
    by
        "status" or "side".

    Returns
    -------
    pandas.DataFrame
        Whole numbers on a `PeriodIndex` of days, weeks or months without gaps, as long as all
        events with days span; no rows where there is none.

    Raises
    ------
    InputError
        If `by` is neither.
    """
    if by not in _BY:
        raise InputError(f"expected by to be one of {', '.join(_BY)}, got {by!r}")
    # background and plans, which the map does not show at first either, lie far from the rest
    events = atlas.events[atlas.events["status"].isin([one for one in Status if one.shown])]
    known = events[events["when_start"].notna() & events["when_end"].notna()]
    kinds, names = _kinds(atlas, known, by)
    if known.empty:
        return pd.DataFrame(0, index=pd.PeriodIndex([], freq="D"), columns=list(names))
    whole = (known["when_end"].max() - known["when_start"].min()).days + 1
    step = next(step for step, (_, most) in _SPANS.items() if whole <= most)
    first, last = (known[name].dt.to_period(step) for name in ("when_start", "when_end"))
    same = first[first == last]
    found = pd.crosstab(same, kinds.reindex(same.index))
    every = pd.period_range(first.min(), last.max(), freq=step)
    return found.reindex(index=every, columns=list(names), fill_value=0).rename_axis(
        index=None, columns=by
    )


def timeline(atlas: Tables, by: str = "status") -> "Figure":
    """Draw how many events begin in each day, week or month; see `event_counts`.

    Parameters
    ----------
    atlas
        The tables.
    by
        "status", with the patterns of certainty, or "side", with the colours of the map.

    Returns
    -------
    matplotlib.figure.Figure
        Show it, change it, or write it with `savefig`.

    Raises
    ------
    InputError
        If `by` is neither.
    """
    from matplotlib.figure import Figure

    table = event_counts(atlas, by)
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    axes = figure.subplots()
    below = pd.Series(0, index=table.index)
    for number, name in enumerate(table.columns):
        at = table[name].to_numpy().nonzero()[0]
        if not len(at):
            continue
        face, hatch = _look(by, number, name)
        bars: dict[str, Any] = {"color": face, "hatch": hatch, "edgecolor": INK, "linewidth": 0.5}
        axes.bar(at, table[name].iloc[at], bottom=below.iloc[at], width=0.9, label=name, **bars)
        below += table[name]
    steps = pd.PeriodIndex(table.index)
    step = _SPANS[steps.freqstr[:1]][0]
    drawn = int(table.to_numpy().sum())
    axes.set_ylabel(f"events a {step}")
    axes.set_title(_caption(drawn, len(atlas.events), step), fontsize=8, color=SOFT, loc="left")
    axes.set_xlim(-0.7, max(len(table), 1) - 0.3)
    _label(axes, steps)
    if drawn:
        legend = axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        for text in legend.get_texts():
            text.set_parse_math(False)
    return figure


def _caption(drawn: int, every: int, step: str) -> str:
    left = every - drawn
    return f"{drawn} of {every} events" + (
        f"; {left} are background or plans, or have no day or several {step}s" if left else ""
    )


def _label(axes: Any, steps: "pd.PeriodIndex") -> None:
    shown = range(0, len(steps), max(1, len(steps) // 5))
    axes.set_xticks(list(shown), [f"{steps[n].start_time:%Y-%m-%d}" for n in shown], fontsize=8)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)


def _kinds(atlas: Tables, events: Any, by: str) -> tuple["pd.Series[str]", Sequence[str]]:
    """The kind of each event, and all that occur: statuses in their order, or the map's sides."""
    if by == "status":
        have = set(atlas.events["status"])
        return events["status"], [str(one) for one in Status if one.shown and one in have]
    order = sides.of(atlas)
    names = [*order, NO_SIDE]
    return events["actor"].map(lambda cell: names[order.of(str(cell))]), names


def _look(by: str, number: int, name: str) -> tuple[str, str]:
    """Colour and hatch of a kind: a status has a pattern, a side the colour of the map."""
    if by == "side":
        return (NO_SIDE_COLOUR if name == NO_SIDE else SIDE_COLOURS[number]), ""
    pattern = Status(name).pattern
    hatch = HATCHES.get(pattern, "")
    return _PALE.get(pattern, "#ffffff" if hatch else NO_SIDE_COLOUR), hatch

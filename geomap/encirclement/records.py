"""How positions surround a target: measures by standpoint, exits, and the verdict."""

from dataclasses import asdict, dataclass
from typing import Any

from geomap.model import Verdict
from geomap.relations import Encirclement

_ASKED = 3
"""Number of sides that is told where the words say none."""


@dataclass(frozen=True, kw_only=True)
class View:
    """The measures as seen from one point of the target."""

    name: str
    lon: float
    lat: float
    measures: Encirclement


@dataclass(frozen=True, kw_only=True)
class Exit:
    """A way out of the target: its mouth or a pass, and whether a position cuts it."""

    name: str
    lon: float
    lat: float
    elevation_m: float
    cut: bool


@dataclass(frozen=True, kw_only=True)
class Surrounding:
    """How positions surround a target, measured, with a verdict.

    `views` holds the measures from the target's centre and from its chief town, side by side.
    `border_share` is P, `exits_cut` X and `flow_cut` F; None where areas or exits are not known.
    `sides` is the number of sides asked about, None for "surrounded"; `probability` is the mean
    over the views, and the verdict follows from it.
    """

    target: str
    positions: tuple[str, ...]
    unresolved: tuple[str, ...]
    views: tuple[View, ...]
    border_share: float | None
    exits: tuple[Exit, ...]
    exits_cut: float | None
    flow_cut: float | None
    sides: int | None
    probability: float
    verdict: Verdict
    why: str

    def lines(self) -> list[str]:
        """What a person reads: each measure from each standpoint, and the verdict."""
        rows = [f"{self.target} against {', '.join(self.positions)}"]
        rows += [f"not in the gazetteer: {name}" for name in self.unresolved]
        for view in self.views:
            rows += [f"seen from {view.name}:", *_said(view.measures)]
        for what, share in (
            ("P, border facing the named areas", self.border_share),
            ("X, exits cut", self.exits_cut),
            ("F, flow out lost", self.flow_cut),
        ):
            if share is not None:
                rows.append(f"{what}: {share:.0%}")
        rows += [
            f"  {item.name} at {item.elevation_m:.0f} m: {'cut' if item.cut else 'open'}"
            for item in self.exits
        ]
        return [*rows, f"verdict: {self.verdict.value} (p = {self.probability:.2f})", self.why]

    def measured(self) -> str:
        """The measures of every view in one sentence, "at least" and "exactly" apart."""
        parts = [_sentence(view, self.sides or _ASKED) for view in self.views]
        if self.border_share is not None:
            parts.append(f"{self.border_share:.0%} of the border faces the named areas")
        if self.exits_cut is not None:
            parts.append(f"{self.exits_cut:.0%} of the exits cut")
        return "; ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def _sentence(view: View, sides: int) -> str:
    m = view.measures
    return (
        f"from {view.name}: gap {m.gap_deg.value:.0f} degrees, depth {m.depth.value:.0f}, "
        f"horizon covered {m.covered.value:.0%}, sides {m.sides.value:.0f} "
        f"(at least {sides}: {m.at_least[sides]:.2f}, exactly {sides}: {m.exactly[sides]:.2f}), "
        f"inside the hull {m.inside:.2f}"
    )


def _said(measures: Encirclement) -> list[str]:
    """The measures of one standpoint with their 90 % intervals."""
    rows = [
        ("G, largest gap", measures.gap_deg, "{:.0f} degrees"),
        ("depth", measures.depth, "{:.0f} positions"),
        ("C, horizon covered", measures.covered, "{:.0%}"),
        ("O, widest open arc", measures.open_deg, "{:.0f} degrees"),
        ("sides", measures.sides, "{:.0f}"),
    ]
    found = [
        f"  {name}: {form.format(m.value)} ({form.format(m.low)} to {form.format(m.high)})"
        for name, m, form in rows
    ]
    least = ", ".join(f"{k}: {measures.at_least[k]:.2f}" for k in range(1, 5))
    exact = ", ".join(f"{k}: {measures.exactly[k]:.2f}" for k in range(5))
    return [
        *found,
        f"  inside the hull: {measures.inside:.2f}; by chance alone {measures.chance_inside:.2f}",
        f"  at least k sides: {least}",
        f"  exactly k sides: {exact}",
    ]

"""Names on paper: placed by priority, none on another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name that wants a place: around a point, `gap` points away, or on it."""

    text: str
    x: float
    y: float
    priority: float
    size: float = 7.0
    weight: str = "normal"
    style: str = "normal"
    colour: str = "#1c1f24"
    gap: tuple[float, float] | None = None
    room: float | None = None


@dataclass
class Sheet:
    """The axes that labels are written on, and the boxes already taken."""

    axes: Any
    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a box free of labels."""
        self.taken.append(box)

    def write(self, labels: Iterable[Label]) -> None:
        """Write the labels that find a free place, the most important first."""
        for label in sorted(labels, key=lambda label: (-label.priority, label.text, label.x)):
            if label.text:
                self._one(label)

    def _one(self, label: Label) -> None:
        artist = self._artist(label)
        extent = artist.get_window_extent(self.axes.figure.canvas.get_renderer())
        width, height = (float(x) * 72 / self.axes.figure.dpi for x in extent.size)
        if label.room is None or width < label.room:
            for x, y in _spots(label, width, height):
                box = (x - width / 2 - 1, y - height / 2, x + width / 2 + 1, y + height / 2)
                if self._free(box):
                    artist.set_position((x, y))
                    self.take(box)
                    return
        artist.remove()

    def _artist(self, label: Label) -> Any:
        from matplotlib import patheffects

        return self.axes.text(
            label.x,
            label.y,
            label.text,
            fontsize=label.size,
            fontweight=label.weight,
            fontstyle=label.style,
            color=label.colour,
            ha="center",
            va="center",
            parse_math=False,
            zorder=30,
            path_effects=[patheffects.withStroke(linewidth=2.0, foreground="white", alpha=0.88)],
        )

    def _free(self, box: Box) -> bool:
        west, south, east, north = box
        if west < 1 or south < 1 or east > self.width - 1 or north > self.height - 1:
            return False
        return all(e <= west or w >= east or n <= south or s >= north for w, s, e, n in self.taken)


def _spots(label: Label, width: float, height: float) -> list[tuple[float, float]]:
    if label.gap is None:
        steps = ((0, 0), (0, 1.3), (0, -1.3), (0.5, 0), (-0.5, 0), (0, 2.6), (0, -2.6))
        return [(label.x + a * width, label.y + b * height) for a, b in steps]
    wide, high = label.gap[0] + width / 2, label.gap[1] + height / 2
    around = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 0.8), (1, -0.8), (-1, 0.8), (-1, -0.8))
    return [(label.x + a * wide, label.y + b * high) for a, b in around]

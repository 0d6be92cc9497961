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

    def write(self, labels: Iterable[Label]) -> int:
        """Write the labels that find a free place, the most important first; say how many."""
        ordered = sorted(labels, key=lambda label: (-label.priority, label.text, label.x))
        return sum(self._one(label) for label in ordered if label.text)

    def _one(self, label: Label) -> bool:
        artist = self._artist(label)
        width, height = self._size(artist)
        if label.room is None or width < label.room:
            for x, y in _spots(label, width, height):
                box = (x - width / 2 - 1, y - height / 2, x + width / 2 + 1, y + height / 2)
                if self._free(box):
                    artist.set_position((x, y))
                    self.take(box)
                    return True
        artist.remove()
        return False

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

    def _size(self, artist: Any) -> tuple[float, float]:
        box = artist.get_window_extent(self.axes.figure.canvas.get_renderer())
        scale = 72.0 / self.axes.figure.dpi
        return float(box.width) * scale, float(box.height) * scale

    def _free(self, box: Box) -> bool:
        if box[0] < 1 or box[1] < 1 or box[2] > self.width - 1 or box[3] > self.height - 1:
            return False
        return all(
            b[2] <= box[0] or b[0] >= box[2] or b[3] <= box[1] or b[1] >= box[3] for b in self.taken
        )


def _spots(label: Label, width: float, height: float) -> list[tuple[float, float]]:
    if label.gap is None:
        steps = ((0, 0), (0, 1.3), (0, -1.3), (0.5, 0), (-0.5, 0), (0, 2.6), (0, -2.6))
        return [(label.x + a * width, label.y + b * height) for a, b in steps]
    wide, high = label.gap[0] + width / 2, label.gap[1] + height / 2
    around = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 0.8), (1, -0.8), (-1, 0.8), (-1, -0.8))
    return [(label.x + a * wide, label.y + b * high) for a, b in around]

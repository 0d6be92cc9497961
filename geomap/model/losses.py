"""What of the input is not in the tables: what, where, why, and how many alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

_MOST_PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Something that was given and is not in the tables, or not whole.

    Parameters
    ----------
    what
        What is lost: a file, a folder, a report, a row, a day, an event, a decision, the ground.
    where
        Which file or report; relative to what was given, never with the user's folders.
    why
        What was expected, and what stood there.
    parts
        Where in it, one word a thing that is lost alike: "line 2".
    """

    what: str
    where: str
    why: str
    parts: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things are lost alike; at least one."""
        return max(1, len(self.parts))

    def __str__(self) -> str:
        more = len(self.parts) - _MOST_PARTS
        named = (self.where, *self.parts[:_MOST_PARTS]) if self.where else self.parts[:_MOST_PARTS]
        beyond = f" and {more} more" if more > 0 else ""
        return f"{', '.join(named)}{beyond}: {self.why}"


def alike(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Losses in their order; those of one place for one reason are said once, with their parts."""
    found: dict[tuple[str, str, str], Loss] = {}
    for loss in losses:
        key = (loss.what, loss.where, loss.why)
        earlier = found.get(key)
        found[key] = replace(loss, parts=(*earlier.parts, *loss.parts)) if earlier else loss
    return tuple(found.values())

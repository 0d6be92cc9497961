"""A corpus as units of work, a file each or a piece of a big one, by the key of what it holds."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath

from geomap import reports
from geomap.errors import InputError
from geomap.limits import contents
from geomap.model import Loss, Report, Segment
from geomap.store.keys import digest

_BIG_BYTES = 1_000_000
"""Files of more bytes are cut into pieces, so that each is read by one process only once."""

_PIECE_REPORTS = 50


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A file of reports: where it lies, its name in the corpus, and the key of what it yields."""

    key: str
    path: Path
    name: str
    is_piece: bool = False

    def found(self) -> list[Report | Loss]:
        """Its reports, and what of it cannot be read."""
        if not self.is_piece:
            return list(reports.of_file(self.path, PurePath(self.name)))
        lines = self.path.read_text(encoding="utf-8").split("\n")
        return [_from_line(line) for line in lines]


def of_corpus(corpus: Iterable[Path], *, base: str, pieces: Path) -> Iterator[Unit | Loss]:
    """Units of files and folders in their order, and what in these is no file of reports.

    Parameters
    ----------
    corpus
        Files and folders.
    base
        What else the result depends on.
    pieces
        Folder where pieces of big files are written to.

    Raises
    ------
    ReportError
        If a path does not exist.
    """
    for root in corpus:
        for one in reports.listed(root):
            if isinstance(one, Loss):
                yield one
                continue
            path, name = one
            try:
                data = contents(path)
            except (OSError, InputError) as error:
                why = getattr(error, "strerror", None) or str(error)
                yield Loss(what="file", where=str(name), why=why)
                continue
            if len(data) > _BIG_BYTES:
                yield from _cut(path, name, base=base, pieces=pieces)
            else:
                key = digest(base, str(name), data)
                yield Unit(key=key, path=path.resolve(), name=str(name))


def _cut(path: Path, name: PurePath, *, base: str, pieces: Path) -> Iterator[Unit]:
    """Pieces of a big file, each a unit of its own, so that a row more costs one piece."""
    lines: list[str] = []
    for one in reports.of_file(path, name):
        lines.append(_to_line(one))
        if len(lines) == _PIECE_REPORTS:
            yield _piece(lines, name, base=base, pieces=pieces)
            lines = []
    if lines:
        yield _piece(lines, name, base=base, pieces=pieces)


def _piece(lines: list[str], name: PurePath, *, base: str, pieces: Path) -> Unit:
    text = "\n".join(lines)
    key = digest(base, str(name), text)
    path = pieces / f"{key}.jsonl"
    if not path.exists():
        pieces.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    return Unit(key=key, path=path.resolve(), name=str(name), is_piece=True)


def _to_line(one: Report | Loss) -> str:
    kept = {"loss": asdict(one)} if isinstance(one, Loss) else {"report": asdict(one)}
    return json.dumps(kept, default=date.isoformat, ensure_ascii=True)


def _from_line(line: str) -> Report | Loss:
    kept = json.loads(line)
    if "loss" in kept:
        return loss_of(kept["loss"])
    fields = kept["report"]
    segments = tuple(Segment(**one) for one in fields.pop("segments"))
    published = fields.pop("published")
    day = date.fromisoformat(published) if published else None
    return Report(**fields, segments=segments, published=day)


def loss_of(kept: dict[str, object]) -> Loss:
    """A loss from its fields, as JSON has them."""
    return Loss(**kept | {"parts": tuple(kept["parts"])})  # type: ignore[arg-type]

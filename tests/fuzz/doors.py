"""The doors: what takes an input from outside. Each lets in anything and raises nothing foreign.

A door is called with a source of chance and an empty folder. It returns nothing; what it must not
let happen is an exception that is none of `geomap`'s, a lost neighbour, or a page that does
anything.
"""

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import lxml.html
from golden import map_atlases

import geomap
from fuzz import inputs
from geomap import corrections, files, locating, pipeline, reports, resolution
from geomap.errors import GeomapError
from geomap.gazetteer.user import UserPlaces
from geomap.model import SCHEMAS

GOOD = "Rebels captured Gao on Monday, officials said. The town is 300 km east of Timbuktu."
FORMATS = (*files.SUFFIXES, ".html", ".png", ".svg", ".pdf")


@cache
def tools() -> pipeline.Tools:
    return pipeline.open_tools()


def reading(rng: Random, folder: Path) -> None:
    """A file of any kind costs no other file of its folder."""
    suffix, content = inputs.file(rng)
    (folder / f"bad{suffix}").write_bytes(content)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    found, lost = reports.read(folder)
    assert GOOD in [report.text for report in found]
    assert all(str(folder) not in str(loss) for loss in lost)


def telling(rng: Random, folder: Path) -> None:
    """A text becomes tables, whatever its words are."""
    title, publisher = inputs.piece(rng)[:200], inputs.piece(rng)[:200]
    told = f"{inputs.text(rng)}."
    report = reports.from_text(
        told, report_id="r", title=title, publisher=publisher, url=inputs.piece(rng)
    )
    atlas = pipeline.assemble([pipeline.read_one(report, tools())], settings=tools().settings)
    assert set(atlas.frames) >= set(SCHEMAS)


def own_events(rng: Random, folder: Path) -> None:
    """A table of events is read, its rows named where they cannot be, or refused in words."""
    suffix, content = inputs.table_file(rng)
    path = folder / f"own{suffix}"
    path.write_bytes(content)
    with suppress(GeomapError):
        files.with_events(map_atlases.small(), path)


def decisions(rng: Random, folder: Path) -> None:
    """A file of decisions or of places is read or refused in words."""
    suffix, content = inputs.entries(rng)
    path = folder / f"own{suffix}"
    path.write_bytes(content)
    places = partial(UserPlaces.read, [path])
    for read in (partial(corrections.read, path), partial(resolution.read_overrides, path), places):
        with suppress(GeomapError):
            read()


def asking(rng: Random, folder: Path) -> None:
    """A name or an expression that somebody types is answered or refused in words."""
    one, other = inputs.piece(rng)[:300], inputs.piece(rng)[:300]
    geocode = partial(geomap.geocode, one)
    distance = partial(geomap.distance, one, other)
    for ask in (geocode, distance, partial(locating.locate, one, tools().gazetteer)):
        with suppress(GeomapError):
            ask()


def page(rng: Random, folder: Path) -> None:
    """A map page holds words of reports and files as words: it runs, links and loads nothing."""
    odd = [inputs.words(rng) for _ in range(4)]
    rows = {"title": odd[0], "publisher": odd[1], "url": odd[2]}
    atlas = map_atlases.small()
    frames = {
        "sources": atlas.sources.assign(**rows),
        "statements": atlas.statements.assign(text=odd[3], said_by=odd[0]),
        "events": atlas.events.assign(actor=odd[1], place=odd[2], toll=odd[3]),
    }
    whole = replace(atlas, **frames).to_file(folder / "map.html").read_text(encoding="utf-8")
    assert doings(whole) == plain_doings()


def written(rng: Random, folder: Path) -> None:
    """Tables with odd words are written to every format, and the file is not destroyed."""
    odd = inputs.words(rng)
    atlas = map_atlases.small()
    changed = replace(
        atlas,
        events=atlas.events.assign(actor=odd, place=odd),
        statements=atlas.statements.assign(text=odd),
    )
    changed.to_file(folder / f"map{rng.choice(tuple(files.SUFFIXES))}")


def saved(rng: Random, folder: Path) -> None:
    """A saved atlas with anything wrong is refused in words, or opened and written again."""
    parts = dict(saved_parts())
    for name in rng.sample(sorted(parts), rng.randint(0, 2)):
        parts[name] = inputs.damaged(rng, parts[name])
    path = folder / "a.geomap"
    with zipfile.ZipFile(path, "w") as whole:
        for name, data in parts.items():
            whole.writestr(name, data)
    if rng.randrange(3) == 0:
        path.write_bytes(inputs.damaged(rng, path.read_bytes()))
    with suppress(GeomapError):
        geomap.open_atlas(path).to_file(folder / "a.gpkg")


def reviewing(rng: Random, folder: Path) -> None:
    """What a page tells a review to do is done or refused in words, and what it shows is JSON."""
    review = geomap.review(map_atlases.small(), path=folder / "own.yaml")
    for _ in range(rng.randint(1, 6)):
        review.asked = {"do": rng.choice(inputs.ASKS)} | inputs.asked(rng)
        json.dumps(review.screen.shown(), allow_nan=False)
    with suppress(GeomapError):
        review.save()


@cache
def saved_parts() -> Mapping[str, bytes]:
    """The members of a whole saved atlas."""
    with TemporaryDirectory() as folder:
        path = map_atlases.small().save(Path(folder) / "a.geomap")
        with zipfile.ZipFile(path) as whole:
            return {name: whole.read(name) for name in whole.namelist()}


def doings(text: str) -> list[tuple[str, str, str]]:
    """What of a page runs, links or loads: elements and attributes that can."""
    found = []
    for element in lxml.html.document_fromstring(text).iter():
        if element.tag in {"script", "iframe", "object", "embed", "base", "form", "link", "meta"}:
            found.append((str(element.tag), "", element.get("type", "")))
        for name, value in element.items():
            if name.startswith("on") or name in {"src", "href", "srcset", "srcdoc", "action"}:
                found.append((str(element.tag), name, value[:40]))
    return found


@cache
def plain_doings() -> list[tuple[str, str, str]]:
    """What the page of harmless words does."""
    with TemporaryDirectory() as folder:
        path = map_atlases.small().to_file(Path(folder) / "plain.html")
        return doings(path.read_text(encoding="utf-8"))


DOORS: Mapping[str, Callable[[Random, Path], None]] = {
    "files read": reading,
    "texts to tables": telling,
    "own events": own_events,
    "decisions and places": decisions,
    "questions": asking,
    "map pages": page,
    "tables written": written,
    "saved atlases": saved,
    "reviews": reviewing,
}

"""An atlas without the names of the files that it was made from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.files import own_files
from geomap.model import Loss, Tables, alike

_OURS = (
    "report_id", "place_id", "subject_id", "object_id", "position_ids", "siege", "alternatives",
    "explanation", "reason", "why",
)  # fmt: skip
"""Columns that geomap fills: all others quote a report or a row."""

_PLACES = re.compile(r'\buser:(?!\[)([^"]+?):(?=\d)')
_DECIDED = re.compile(
    r"(the user's override) \([^;]*?, (?:line|entry) \d+\)|(decided[^;]*?) in [^;]*"
)
_REPORT = re.compile(r"[\w-]+-[0-9a-f]{8}\b")
_APART = re.compile(r"[\W_]+")
_MOST_ID = 48
"""So many characters of a name are in an id."""


def anonymous(tables: Tables) -> Mapping[str, Any]:
    """The tables of an atlas, its losses and settings, without the names of files and folders.

    A report is called by its text's hash alone, a file of own events likewise. A title that is the
    file's name, and an address that is no web page's, are left out. What reports and rows say in
    their own words stays.
    """
    frames = tables.frames
    ids = _ids(frames["sources"])
    stems = {stem for frame in frames.values() for stem in _stems(frame)}
    places = {stem: f"user:places-{n}:" for n, stem in enumerate(sorted(stems), 1)}
    files = _names(tables)

    def without(text: str) -> str:
        told = _DECIDED.sub(lambda at: at[1] or at[2], text)
        told = _PLACES.sub(lambda at: places.get(at[1], "user:places:"), told)
        return files.sub("a file", told)

    def renamed(name: str) -> str:
        report, slash, rest = name.partition("/")
        return f"{ids.get(report, report)}{slash}{without(rest) if slash else ''}"

    told = {name: _told(frame, ids, without, renamed) for name, frame in frames.items()}
    sources = _sources(frames["sources"]).rename(index=ids)
    lost = [_loss(loss, without) for loss in tables.lost]
    settings = replace(tables.settings, anonymous_sources=True)
    return told | {"sources": sources, "lost": alike(lost), "settings": settings}


def _ids(sources: gpd.GeoDataFrame) -> dict[str, str]:
    """What each report is called by from now on; no two of them the same."""
    ids: dict[str, str] = {}
    for name, own in own_files(sources).items():
        called = f"{'own:events:' if own else 'report-'}{sources.at[name, 'sha256'][:8]}"
        ids[str(name)] = f"{called}-{len(ids)}" if called in ids.values() else called
    return ids


def _stems(frame: gpd.GeoDataFrame) -> set[str]:
    """Names of files of places, which the ids of their places hold."""
    columns = [frame[name] for name in _OURS if name in frame]
    return {stem for column in columns for cell in column for stem in _PLACES.findall(str(cell))}


def _names(tables: Tables) -> re.Pattern[str]:
    """Names of the files that the settings and the losses know, and of their folders."""
    known = tables.settings
    paths: list[PurePath] = [*known.places, *(known.imported or ()), *known.basemap]
    paths += [one for one in (known.overrides, known.sides, known.roads) if one is not None]
    paths += [PurePath(loss.where) for loss in tables.lost if loss.where]
    # a name without a suffix may be any word
    names = {name for path in paths if path.suffix for name in (path.name, str(path))}
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)" if ordered else r"(?!)")


def _told(
    frame: gpd.GeoDataFrame,
    ids: Mapping[str, str],
    without: Callable[[str], str],
    renamed: Callable[[str], str],
) -> gpd.GeoDataFrame:
    """A table whose ids and reasons name no file."""
    changed = {}
    for name in _OURS:
        if name in frame:
            new = {cell: ids.get(cell, without(cell)) for cell in set(frame[name].map(str))}
            changed[name] = frame[name].map(lambda cell, new=new: new[str(cell)]).astype("str")
    return frame.assign(**changed).rename(index=lambda key: renamed(str(key)))


def _sources(sources: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Sources without titles that are their files' names, and addresses on somebody's disk."""
    pairs = zip(sources["title"], sources.index.astype(str), strict=True)
    plain = ["" if _is_name(title, name) else title for title, name in pairs]
    titles = pd.Series(plain, sources.index, dtype="str").mask(own_files(sources), "own events")
    web = sources["url"].str.startswith(("http://", "https://"))
    return sources.assign(title=titles, url=sources["url"].where(web, ""))


def _is_name(title: str, report: str) -> bool:
    """Whether a title is the name of a report's file, or holds it, as PDFs' titles do."""
    words, name = _APART.sub("-", title.casefold()).strip("-"), report.rpartition("-")[0]
    return bool(words) and (f"-{name}-" in f"-{words}-" or words[:_MOST_ID] in name)


def _loss(loss: Loss, without: Callable[[str], str]) -> Loss:
    """A loss whose file is called by its kind alone."""
    suffix = PurePath(loss.where.removesuffix(" file")).suffix
    kind = f"a {suffix} file" if suffix and not _REPORT.search(loss.where) else ""

    def told(text: str) -> str:
        return _REPORT.sub("a report", without(text))

    parts = ["one" if loss.what == "attachment" else told(part) for part in loss.parts]
    return replace(loss, where=kind, why=told(loss.why), parts=tuple(parts))

"""What the reading of a report depends on beside the report, as one key: code, data, settings."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from geomap.gazetteer import imported
from geomap.settings import Settings

_PACKAGE = Path(__file__).resolve().parents[1]
_SHOWING = frozenset(
    {"atlas", "cli", "evaluation", "figures", "files", "html", "maps", "reviewing"}
)
"""Rooms that no reading asks: what is read stays read when they change."""

_PLAIN = (
    "model", "max_passage_chars", "max_stretch_chars", "max_report_chars", "max_report_s",
    "min_probability", "min_statement_probability", "seed", "country", "near", "online",
    "provider", "provider_options",
)  # fmt: skip
"""Settings that count by their value; of those that name files the files' bytes count."""


def digest(*parts: bytes | str) -> str:
    """Twenty-four characters that stand for these parts, the same on every machine."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:24]


def of_reading(settings: Settings, published: object) -> str:
    """Key of all that decides what a report yields, but for the report."""
    plain = {name: getattr(settings, name) for name in _PLAIN}
    told = json.dumps(plain | {"published": published}, sort_keys=True, default=str)
    return digest(told, _code(), *_data(settings))


@cache
def _code() -> str:
    """Digest of the rooms that read, and the versions of what parses and tags."""
    files = sorted(path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*.py"))
    rooms = [path for path in files if path.parts[0].removesuffix(".py") not in _SHOWING]
    return digest(*(part for path in rooms for part in (str(path), (_PACKAGE / path).read_bytes())))


def _data(settings: Settings) -> Iterator[bytes | str]:
    yield (settings.data_dir / "datapackage.json").read_bytes()
    for name in ("spacy", *settings.model):
        yield f"{name} {_version(name)}"
    for path in (settings.overrides, *settings.places, settings.roads):
        yield path.read_bytes() if path is not None else ""
    for path in imported.paths(settings):
        yield f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}"


def _version(name: str) -> str:
    """The version of a package, or what a pipeline of the user's own says of itself."""
    meta = Path(name) / "meta.json"
    if meta.is_file():
        return meta.read_text(encoding="utf-8")
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

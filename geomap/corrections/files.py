"""The file of corrections: plain YAML with a version, read strictly and written whole or not.

A file without a version is read as `geomap.resolution.read_overrides` reads it.
"""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import yaml

from geomap.corrections import rows
from geomap.corrections.comments import comments
from geomap.corrections.records import Corrections
from geomap.errors import InputError
from geomap.limits import contents
from geomap.resolution import read_overrides
from geomap.writing import replacing

VERSION = 1
MARK = "geomap-overrides"
_MOST_BYTES = 64_000_000
_HEAD = "# Corrections to what geomap read; they win over all else. Edit by hand or in the review."


def read(path: Path | str) -> Corrections:
    """Read a file of corrections.

    Parameters
    ----------
    path
        YAML that begins with `geomap-overrides: 1` and has the lists `mentions`, `events` and
        `sides`; or CSV or YAML without a version, which names places for names alone.

    Returns
    -------
    Corrections
        Sorted by what they are about.

    Raises
    ------
    InputError
        If the file cannot be read, has another version, a row is not what it should be, or two
        rows decide the same; the message names the file and the row.
    """
    path = Path(path)
    text = _text(path)
    content = None if path.suffix.lower() == ".csv" else _content(path, text)
    if not isinstance(content, dict) or not _versioned(path, content):
        return Corrections(plain=read_overrides(path), name=path.name)
    return Corrections(
        mentions=_section(path, content, "mentions"),
        events=_section(path, content, "events"),
        sides=_section(path, content, "sides"),
        name=path.name,
    )


def write(path: Path | str, corrections: Corrections) -> None:
    """Write corrections to a file, whole or not at all; comments that stand in it are kept.

    The same corrections give the same bytes.

    Raises
    ------
    InputError
        If the file there is not one of this version, or cannot be written; it is left as it is.
    """
    path = Path(path).expanduser().resolve()
    kept: Mapping[Any, list[str]] = {}
    if path.exists():
        if read(path).plain is not None:
            raise InputError(
                f"{path}: expected a file that begins with {MARK}: {VERSION}, found a list of "
                "names without a version; it is left as it is, so save to another file"
            )
        kept = comments(_text(path))
    try:
        with replacing(path) as part:
            part.write_text("\n".join(_lines(corrections, kept)) + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: expected a file that can be written: {error}") from error


def _text(path: Path) -> str:
    try:
        return contents(path, _MOST_BYTES).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: expected a readable file in UTF-8: {error}") from error


def _content(path: Path, text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Strict)  # noqa: S506 - strings, lists, mappings
    except (yaml.YAMLError, RecursionError, OverflowError, ValueError) as error:
        why = " ".join(str(error).split())[:300]
        raise InputError(f"{path}: expected corrections as YAML: {why}") from error


def _versioned(path: Path, content: Mapping[str, Any]) -> bool:
    """Whether a file says that it is one of ours; an error where its version is another."""
    if MARK not in content:
        if any(_of_rows(content.get(section)) for section in rows.READERS):
            raise InputError(f"{path}: expected {MARK}: {VERSION} on a line of its own, found none")
        return False
    version = content[MARK]
    if version != str(VERSION):
        newer = isinstance(version, str) and version.isdecimal() and int(version) > VERSION
        told = "a newer geomap wrote it; install that one" if newer else "an older form"
        raise InputError(f"{path}: expected {MARK}: {VERSION}, got {str(version)[:40]!r} ({told})")
    if unknown := [str(key) for key in content if key not in {MARK, *rows.READERS}]:
        raise InputError(f"{path}: expected {', '.join(rows.READERS)}, got {unknown[0][:40]!r}")
    return True


def _of_rows(value: Any) -> bool:
    return isinstance(value, list) and (not value or isinstance(value[0], dict))


def _section(path: Path, content: Mapping[str, Any], section: str) -> tuple[Any, ...]:
    found = content.get(section) or []
    if not isinstance(found, list):
        raise InputError(f"{path}: expected {section} to be a list")
    known: dict[Any, tuple[int, Any]] = {}
    for number, row in enumerate(found, 1):
        try:
            one = rows.READERS[section](row)
        except (InputError, ValueError) as error:
            raise InputError(f"{path}, {section}, entry {number}: {error}") from error
        before, _ = known.setdefault(one.key, (number, one))
        if before != number:
            raise InputError(f"{path}, {section}: entries {before} and {number} decide the same")
    return tuple(known[key][1] for key in sorted(known))


def _lines(corrections: Corrections, kept: Mapping[Any, list[str]]) -> Iterator[str]:
    yield from kept.get("head", [_HEAD])
    yield f"{MARK}: {VERSION}"
    for section in rows.READERS:
        found = sorted(getattr(corrections, section), key=attrgetter("key"))
        if not found and section == "sides":  # files before it had none
            continue
        yield f"{section}:" if found else f"{section}: []"
        for one in found:
            row = rows.as_row(one)
            yield from kept.get((section, *one.key), [])
            yield yaml.safe_dump(
                [row], allow_unicode=True, sort_keys=False, width=1_000_000, line_break="\n"
            ).rstrip("\n")
    yield from kept.get("tail", [])


class _Strict(yaml.BaseLoader):
    """YAML of strings, lists and mappings; a key twice in one mapping is an error.

    In Python and not in C: libyaml 0.2.5 ends the process at deeply nested brackets.
    """

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """As the parent does, but each key once."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(keys) != len(node.value):
            raise yaml.YAMLError(f"expected plain keys{node.start_mark}")
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.YAMLError(f"the key {min(twice)[:40]!r} stands twice{node.start_mark}")
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found

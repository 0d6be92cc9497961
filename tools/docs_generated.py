"""What docs/ takes from the code: the rule, the tables, the command line, the names, the walk.

Each stands in a page between `<!-- generated: name -->` and `<!-- end -->`; `build_docs.py --renew`
writes them anew and the tests compare.
"""

import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).resolve().parents[1]
_SLOT = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SAMPLE = "2021-08-24-andarab-food-fuel.md"
NAME = "Andarab"
ZOOM = 9


def renewed(text: str) -> str:
    """A page with its generated parts written anew."""
    return _SLOT.sub(lambda m: f"{m[1]}\n{GENERATED[m[2]]().strip()}\n\n{m[3]}", text)


def rooms() -> list[str]:
    """Names of the rooms, in the order in which data flows."""
    import tomllib

    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    found = [name.strip().removeprefix("geomap.") for layer in layers for name in layer.split(":")]
    return [name for name in reversed(found) if _exists(name)]


def _exists(room: str) -> bool:
    folder = ROOT / "geomap" / room
    return folder.with_suffix(".py").exists() or (folder / "__init__.py").exists()


def public(room: str) -> list[str]:
    """Public names of a room: its `__all__`, or what a module without one defines itself."""
    module = importlib.import_module(f"geomap.{room}")
    if hasattr(module, "__all__"):
        return list(module.__all__)
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    ]


def commands(app: typer.Typer) -> Iterator[tuple[str, Any]]:
    """Every command of the command line with its full name."""

    def each(name: str, item: Any) -> Iterator[tuple[str, Any]]:
        if getattr(item, "commands", None):
            for child, found in item.commands.items():
                yield from each(f"{name} {child}", found)
        else:
            yield name, item

    yield from each("geomap", typer.main.get_command(app))


def rows(header: Sequence[str], body: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *body]
    cells = ([str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def status_rule() -> str:
    """The status rule as a table."""
    from geomap.events import STATUS_RULE

    body = [
        (number, row.cue_class, row.examples, f"**{row.status}**", row.status.definition)
        for number, row in enumerate(STATUS_RULE, 1)
    ]
    return rows(("", "cue class", "examples", "status", "meaning"), body)


def table_columns() -> str:
    """The tables of an atlas with their columns."""
    from geomap.model import SCHEMAS

    parts = []
    for name, schema in SCHEMAS.items():
        body = [(f"`{column}`", kind) for column, kind in schema.columns.items()]
        parts.append(f"## {name}\n\nIndex: `{schema.index}`.\n\n{rows(('column', 'type'), body)}")
    return "\n\n".join(parts)


def command_line() -> str:
    """Every command with its arguments and options."""
    from geomap.cli import app

    parts = []
    for name, item in commands(app):
        body = [(_parameter(one), one.help or "") for one in item.params]
        table = rows(("argument or option", "meaning"), body)
        parts.append(f"## {name}\n\n{(item.help or '').strip()}\n\n{table}")
    return "\n\n".join(parts)


def _parameter(one: Any) -> str:
    names = [*one.opts, *one.secondary_opts] if one.opts[0].startswith("-") else [one.metavar]
    return ", ".join(f"`{name}`" for name in names)


def python_names() -> str:
    """Every public name of every room with the first line of its docstring."""
    parts = [f"## geomap\n\n{rows(('name', '', 'from'), _top())}"]
    for room in rooms():
        module = importlib.import_module(f"geomap.{room}")
        body = [(f"`{name}`", _first_line(getattr(module, name))) for name in public(room)]
        first = _first_line(module)
        parts.append(f"## geomap.{room}\n\n{first}\n\n{rows(('name', ''), body)}")
    return "\n\n".join(parts)


def _top() -> Iterator[tuple[str, str, str]]:
    import geomap

    for name in geomap.__all__:
        value = getattr(geomap, name)
        room = getattr(value, "__module__", "geomap").split(".")[1:2]
        yield f"`{name}`", _first_line(value), f"`{room[0]}`" if room else ""


def _first_line(value: Any) -> str:
    documented = any(kind(value) for kind in (inspect.isroutine, inspect.isclass, inspect.ismodule))
    if not (documented or hasattr(value, "__wrapped__")):
        return "a constant"
    return " ".join((inspect.getdoc(value) or "").split("\n\n")[0].split())


def mention_walk() -> str:
    """One mention of a sample report, followed from its characters to the screen."""
    from follow_mention import walk

    return f"```text\n{walk(ROOT / 'data' / 'reports' / SAMPLE, NAME, zoom=ZOOM)}\n```"


GENERATED: dict[str, Callable[[], str]] = {
    "command-line": command_line,
    "mention-walk": mention_walk,
    "python-names": python_names,
    "status-rule": status_rule,
    "tables": table_columns,
}

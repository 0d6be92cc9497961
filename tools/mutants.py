"""Find what a mutation can change: numbers that decide, and conditions; one gross change each.

A mutant is one change of one module's text. Numbers at module or class level, defaults of
parameters and numbers in a comparison are made ten times larger and ten times smaller; a
comparison is turned round, `and` and `or` change places, a returned True becomes False.
"""

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LARGER, SMALLER, TURNED = "times 10", "divided by 10", "turned round"
EXPLAINED = "tools/mutants.toml"
# more numbers than this in one assignment are a table of data, not a threshold
_MOST_NUMBERS = 12


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Attributes
    ----------
    module
        Path of the module below the root, with slashes.
    line
        Line on which the changed text begins, from 1.
    name
        What is changed: a constant's name, or "function: condition as it is written".
    change
        How: "times 10", "divided by 10", "turned round", "or for and", ...
    number
        Whether a number is changed, and not a condition.
    mutated
        The module's whole text with the change.
    """

    module: str
    line: int
    name: str
    change: str
    number: bool
    mutated: bytes

    @property
    def room(self) -> str:
        """The room that the module belongs to."""
        return self.module.split("/")[1].removesuffix(".py")

    @property
    def key(self) -> tuple[str, str, str]:
        """What an explanation names it by."""
        return self.module, self.name, self.change


def find(root: Path) -> list[Mutant]:
    """Every mutant of `geomap/` below a root, each key once, in the order of the files."""
    paths = sorted((root / "geomap").rglob("*.py"))
    every = [one for path in paths for one in of_module(path, root=root)]
    return list({one.key: one for one in every}.values())


def of_module(path: Path, *, root: Path) -> list[Mutant]:
    """The mutants of one module."""
    source = path.read_bytes()
    lengths = [0, *map(len, source.splitlines(keepends=True))]
    starts = [sum(lengths[: line + 1]) for line in range(len(lengths))]
    found = []
    for name, node, change, new in _changes(ast.parse(source)):
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[node.end_lineno - 1] + node.end_col_offset
        text = f"({ast.unparse(new)})".encode()
        mutated = source[:first] + text + source[last:]
        module = path.relative_to(root).as_posix()
        number = change in (LARGER, SMALLER)
        found.append(Mutant(module, node.lineno, name, change, number, mutated))
    return found


def explanations(root: Path) -> dict[tuple[str, str, str], str]:
    """Why a survivor cannot matter to a reader, by the key of the mutant."""
    rows = tomllib.loads((root / EXPLAINED).read_text(encoding="utf-8"))["mutant"]
    return {(row["module"], row["name"], change): row["why"]
            for row in rows for change in row["change"]}  # fmt: skip


def sample(mutants: list[Mutant], *, n: int, seed: int) -> list[Mutant]:
    """Up to n numbers and n conditions of each room, the same ones while their text stays."""

    def rank(one: Mutant) -> bytes:
        return sha256("\n".join((str(seed), *one.key)).encode()).digest()

    taken: dict[tuple[str, bool], int] = {}
    kept = []
    for one in sorted(mutants, key=rank):
        group = one.room, one.number
        taken[group] = taken.get(group, 0) + 1
        if taken[group] <= n:
            kept.append(one)
    return sorted(kept, key=lambda one: one.key)


_Change = tuple[str, ast.expr, str, ast.expr]


def _changes(tree: ast.Module) -> Iterator[_Change]:
    yield from _assigned(tree.body, "")
    yield from _inside(tree, "")


def _assigned(body: list[ast.stmt], prefix: str) -> Iterator[_Change]:
    """Numbers given to a name at module or class level."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _assigned(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield from _scaled(prefix + ast.unparse(target), node.value)


def _inside(node: ast.AST, function: str) -> Iterator[_Change]:
    """Defaults and conditions in functions, by the name of the function that they stand in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr | ast.Assert) or _is_declared(child):
            continue
        name = function
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{function}.{child.name}".lstrip(".")
        if isinstance(child, ast.FunctionDef):
            yield from _defaults(child, name)
        yield from _condition(child, name)
        yield from _inside(child, name)


def _is_declared(node: ast.AST) -> bool:
    """Whether a function is one of a protocol, which says what there is and does nothing."""
    return isinstance(node, ast.FunctionDef) and ast.unparse(node.body[-1]) == "..."


def _defaults(node: ast.FunctionDef, name: str) -> Iterator[_Change]:
    plain = node.args.args[len(node.args.args) - len(node.args.defaults) :]
    pairs = [*zip(plain, node.args.defaults, strict=True)]
    pairs += zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    for argument, value in pairs:
        if value is not None:
            yield from _scaled(f"{name}({argument.arg})", value)


def _condition(node: ast.AST, function: str) -> Iterator[_Change]:
    if isinstance(node, ast.Compare):
        name = f"{function}: {ast.unparse(node)}"
        yield name, node, TURNED, ast.UnaryOp(ast.Not(), node)
        for side in (node.left, *node.comparators):
            if _number(side) not in (None, 0, 1, -1):
                yield from _scaled(f"{name}: {ast.unparse(side)}", side)
    elif isinstance(node, ast.BoolOp):
        either = isinstance(node.op, ast.Or)
        change = "and for or" if either else "or for and"
        new = ast.BoolOp(ast.And() if either else ast.Or(), node.values)
        yield f"{function}: {ast.unparse(node)}", node, change, new
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
        value = node.value.value
        if isinstance(value, bool):
            yield f"{function}: return {value}", node.value, TURNED, ast.Constant(not value)


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _number(node.operand)
        return None if inner is None else -inner
    plain = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return node.value if plain else None


def _scaled(name: str, value: ast.expr) -> Iterator[_Change]:
    """A number, or a few in a display, larger and smaller; a display changes whole."""
    if isinstance(value, ast.BinOp) and all(map(_arithmetic, ast.walk(value))):
        for change, by in ((LARGER, ast.Mult()), (SMALLER, ast.FloorDiv())):
            yield name, value, change, ast.BinOp(value, by, ast.Constant(10))
        return
    display = isinstance(value, ast.Tuple | ast.List | ast.Dict) and not any(
        isinstance(one, ast.Call | ast.comprehension) for one in ast.walk(value)
    )
    numbers = [one for one in ast.walk(value) if isinstance(one, ast.expr) and _number(one)]
    if not 1 <= len(numbers) <= _MOST_NUMBERS or not (display or _number(value)):
        return
    for change in (LARGER, SMALLER):
        yield name, value, change, _Scale(change).visit(ast.parse(ast.unparse(value), mode="eval"))


def _arithmetic(node: ast.AST) -> bool:
    kinds = (ast.BinOp, ast.operator, ast.UnaryOp, ast.unaryop)
    return isinstance(node, kinds) or (isinstance(node, ast.expr) and _number(node) is not None)


class _Scale(ast.NodeTransformer):
    """Every number ten times larger or smaller, whole ones rounded down; names and text stay."""

    def __init__(self, change: str) -> None:
        self._by: Callable[[float], float] = (
            (lambda value: value * 10) if change == LARGER else self._smaller
        )

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """Scale a number."""
        return node if _number(node) is None else ast.Constant(self._by(node.value))

    @staticmethod
    def _smaller(value: float) -> float:
        return value // 10 if isinstance(value, int) else value / 10

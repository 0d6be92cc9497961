"""Say how large the house is and how tangled: lines, the longest module, complexity of functions.

    python tools/shape.py                 # the figures
    python tools/shape.py --list          # and every function above 10, the worst first
    python tools/shape.py --since 5b9dfea # and how many of the lines are older than that commit

Complexity is counted as radon does: 1, and 1 for each branch, loop, handler, comprehension, `and`
and `or`, and assertion. Ruff's C901, which the lint holds at 10, counts neither comprehensions nor
conditions, so it says less.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "geomap"
MUCH, TOO_MUCH = 10, 15
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Shape:
    """Figures of a package; `functions` holds complexity and where, the worst first."""

    lines: int
    longest: int
    functions: tuple[tuple[int, str], ...]

    def above(self, bound: int) -> int:
        """How many functions are more complex than a bound."""
        return sum(found > bound for found, _ in self.functions)

    @property
    def share_above_much(self) -> float:
        """Share of the functions that are above 10."""
        return self.above(MUCH) / len(self.functions)


def shape(package: Path) -> Shape:
    """Count the files of a package."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    lengths = [len(text.splitlines()) for text in texts.values()]
    functions = [
        (complexity(node), f"{path.relative_to(package.parent)}:{node.lineno} {node.name}")
        for path, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, Function)
    ]
    return Shape(sum(lengths), max(lengths), tuple(sorted(functions, reverse=True)))


def complexity(function: Function) -> int:
    """Ways through a function; a function inside it counts for itself.

    Examples
    --------
    >>> (node,) = ast.parse("def f(a, b): return [x for x in a if x and b] or b").body
    >>> complexity(node)
    5
    """
    return 1 + sum(_ways(node) for statement in function.body for node in _inside(statement))


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what stands below it, but nothing of a function inside."""
    yield node
    if not isinstance(node, Function):
        for child in ast.iter_child_nodes(node):
            yield from _inside(child)


def _ways(node: ast.AST) -> int:
    """What one node adds to the ways through its function."""
    match node:
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.For() | ast.While() | ast.AsyncFor():
            return 1 + bool(node.orelse)
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return len(node.cases) - any(_is_wild(case) for case in node.cases)
        case _:
            return isinstance(node, ast.If | ast.IfExp | ast.Assert)


def _is_wild(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


def older(package: Path, commit: str) -> int:
    """How many of a package's lines stood in a commit, wherever they stand now.

    Git says of each line which commit wrote it; what only moved or was indented is not new.
    """

    def git(*words: str) -> list[str]:
        command = ["git", "-C", str(package), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        return done.stdout.split("\n")

    known = set(git("rev-list", commit))
    blamed = [
        line.split(" ", 1)[0]
        for path in sorted(package.rglob("*.py"))
        for line in git("blame", "-l", "--root", "-w", "-M", "-C", str(path))
    ]
    return sum(commit in known for commit in blamed)


def main() -> None:
    """Print the figures, with --list the functions above 10, with --since the older lines."""
    found = shape(PACKAGE)
    print(f"lines in geomap/               {found.lines:,}")
    print(f"longest module                 {found.longest}")
    print(f"functions                      {len(found.functions):,}")
    print(f"... above complexity {TOO_MUCH}        {found.above(TOO_MUCH)}")
    print(f"... above {MUCH}                   {found.above(MUCH)} ({found.share_above_much:.1%})")
    if "--since" in sys.argv[1:-1]:
        commit = sys.argv[sys.argv.index("--since") + 1]
        print(f"lines older than {commit:12}  {older(PACKAGE, commit):,}")
    if "--list" in sys.argv[1:]:
        for ways, where in found.functions[: found.above(MUCH)]:
            print(f"{ways:4}  {where}")


if __name__ == "__main__":
    main()

"""The examples of docs/: found in the Markdown, run, and compared with what stands there.

In a page, in order and in one folder of their own:

    <!-- save: name -->      the next block is written to that file
    <!-- skip: reason -->    the next block of Python is only compiled
    ```python                runs; `>>>` examples are compared as doctest does
    ```console               `$ command` runs; the lines after it are what it prints

`...` stands for whatever may vary, and decimals may differ: they move when a model is trained anew,
words and counts do not. A page sees the shipped data under data/ and, unless it writes its own, the
sample reports under reports/.
"""

import ast
import doctest
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
_DECIMALS = re.compile(r"\d*\.\d+|(?<=│ )[01](?= *│)")
_RULES = re.compile(r"[─━┏┓┗┛└┘├┤┡┩┳┴┬┻╇┼]+")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_BLOCK = re.compile(
    r"(?:^<!-- (?P<order>save|skip): (?P<what>.+?) -->\n+)?"
    r"^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, text, place, and the order before it."""

    language: str
    text: str
    start: int
    line: int
    order: str = ""
    what: str = ""


def blocks(page: str) -> Iterator[Block]:
    """Fenced blocks of a page of Markdown."""
    for found in _BLOCK.finditer(page):
        start = found.start("text")
        yield Block(
            language=found["language"],
            text=found["text"],
            start=start,
            line=page.count("\n", 0, start) + 1,
            order=found["order"] or "",
            what=found["what"] or "",
        )


def same(expected: str, printed: str) -> bool:
    """Whether what is printed is what a page says, but for decimals and the width of tables."""
    sides = (_RULES.sub("-", _DECIMALS.sub("#.#", text)) for text in (expected, printed))
    return doctest.OutputChecker().check_output(*sides, OPTIONS)


def run(page: Path, folder: Path) -> tuple[list[str], str]:
    """Run a page's examples in a folder: what went wrong, and the page with what was printed."""
    text = page.read_text(encoding="utf-8")
    (folder / "data").symlink_to(ROOT / "data")
    if "<!-- save: reports/" not in text:
        (folder / "reports").symlink_to(ROOT / "data" / "reports")
    names: dict[str, Any] = {"__name__": "__main__"}
    wrong: list[str] = []
    edits: list[tuple[int, str, str]] = []
    with chdir(folder), mock.patch.dict(os.environ, {"COLUMNS": "100"}):
        for block in blocks(text):
            if block.order == "save":
                target = Path(block.what)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
            elif block.language == "python":
                wrong += [f"{page.name}, line {block.line}: {why}" for why in _python(block, names)]
            elif block.language == "console":
                printed = _console(block.text)
                if not same(block.text, printed):
                    wrong.append(f"{page.name}, line {block.line}: prints\n{printed}")
                    edits.append((block.start, block.text, printed))
    for start, old, new in reversed(edits):
        text = text[:start] + new + text[start + len(old) :]
    return wrong, text


def _python(block: Block, names: dict[str, Any]) -> Iterator[str]:
    if block.order == "skip":
        ast.parse(block.text)
        return
    if ">>> " in block.text:
        test = doctest.DocTestParser().get_doctest(block.text, names, "page", "page", block.line)
        test.globs = names
        out = io.StringIO()
        doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=out.write, clear_globs=False)
        if out.getvalue():
            yield out.getvalue()
        return
    try:
        with redirect_stdout(io.StringIO()):
            exec(compile(block.text, "page", "exec"), names)
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


def _console(text: str) -> str:
    """A console block with what its commands print now."""
    printed = []
    for line in text.splitlines():
        if line.startswith("$ "):
            printed.append(f"{line}\n{command(line[2:])}")
    return "".join(printed)


def command(line: str) -> str:
    """What a command prints, standard error included; geomap's run in this process."""
    words = shlex.split(line, comments=True)
    out = io.StringIO()
    if words[0] == "mkdir":
        Path(words[1]).mkdir(parents=True, exist_ok=True)
        return ""
    assert words[0] == "geomap", f"expected mkdir or geomap, got {words[0]}"
    from geomap import cli

    with (
        mock.patch.object(sys, "argv", words),
        redirect_stdout(out),
        redirect_stderr(out),
    ):
        try:
            cli.main()
        except SystemExit as stop:
            out.write("" if stop.code in {0, 2} else f"exit status {stop.code}\n")
    return "\n".join(row.rstrip() for row in out.getvalue().splitlines()).rstrip() + "\n"

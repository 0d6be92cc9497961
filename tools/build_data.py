"""Rebuild every shipped data file from its sources, then describe them in a data package.

python tools/build_data.py            # everything (needs npm and apt-get)
python tools/build_data.py --describe # only data/datapackage.json, from the files that are there
"""

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
STEPS = (
    "tools/build_terrain.py",
    "tools/build_gazetteer.py",
    "tools/gazetteer_abroad.py",
    "tools/build_ground.py",
)
PROVENANCE = ROOT / "tools" / "provenance.json"


def main() -> None:
    """Run the steps in order and write the data package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--describe", action="store_true", help="only write datapackage.json")
    if not parser.parse_args().describe:
        for step in STEPS:
            print(f"== {step}", flush=True)
            subprocess.run([sys.executable, str(ROOT / step)], cwd=ROOT, check=True)
    package = describe()
    target = DATA / "datapackage.json"
    target.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    total = sum(resource["bytes"] for resource in package["resources"])
    print(f"{len(package['resources'])} files, {total / 1e6:.1f} MB")


def describe() -> dict[str, Any]:
    """Frictionless description of data/: what each file is, its size, hash, sources, licences."""
    provenance = json.loads(PROVENANCE.read_text(encoding="utf-8"))
    files = sorted(p for p in DATA.rglob("*") if p.is_file() and p.name != "datapackage.json")
    return {
        "profile": "data-package",
        "name": "geomap-data",
        "title": "Data shipped with geomap",
        "resources": [_resource(path, provenance) for path in files],
    }


def _resource(path: Path, provenance: dict[str, Any]) -> dict[str, Any]:
    relative = path.relative_to(DATA).as_posix()
    known = provenance.get(relative) or provenance.get(f"{relative.split('/')[0]}/")
    if known is None:
        raise SystemExit(f"data/{relative}: expected an entry in {PROVENANCE.relative_to(ROOT)}")
    content = path.read_bytes()
    return {
        "name": relative.replace("/", "-").replace("_", "-").replace(".", "-").lower(),
        "path": relative,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        **known,
    }


if __name__ == "__main__":
    main()

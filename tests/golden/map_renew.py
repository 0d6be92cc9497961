"""Write map_tables.json anew: `python -m golden.map_renew` in tests/; read the difference."""

import json
from pathlib import Path

from golden import map_atlases

from geomap.maps import payload, sides

if __name__ == "__main__":
    atlas = map_atlases.small()
    tables = payload.tables(atlas, sides.of(atlas))
    text = json.dumps(tables, indent=1, ensure_ascii=False, sort_keys=True)
    (Path(__file__).parent / "map_tables.json").write_text(text + "\n", encoding="utf-8")

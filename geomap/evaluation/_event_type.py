"""x."""
from pathlib import Path
from typing import Any
from geomap.settings import Settings
def bench(path: Path, settings: Settings) -> dict[str, Any]:
    """x."""
    return {}

"""Files that an atlas can be written to, by their names."""

from pathlib import Path

from geomap.errors import InputError

PAGES = (".html", ".htm")


def check_target(target: Path) -> None:
    """Whether an atlas can be written to a file of this name.

    Raises
    ------
    InputError
        If its suffix is none that `Atlas.to_file` knows, its folder does not exist, or a folder
        is there.
    """
    from geomap import figures, files, writing

    known = (*PAGES, *figures.SUFFIXES, *files.SUFFIXES)
    if not target.name.lower().endswith(known):
        raise InputError(f"{target}: expected a file ending in one of {' '.join(known)}")
    writing.check(target)

"""Where Python's standard library lies, and whether other users can read there."""

import os
import sysconfig
from pathlib import Path

# the folders in the standard library's that hold installed packages
INSTALLED = ("site-packages", "dist-packages")


def standard_library_folders() -> list[str]:
    """The folders of Python's standard library."""
    found = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    return sorted(folder for folder in found if Path(folder).is_dir())


def installed_folders() -> list[str]:
    """The folders in these with what was installed beside it."""
    found = [Path(folder, name) for folder in standard_library_folders() for name in INSTALLED]
    return [str(path) for path in found if path.is_dir()]


def standard_library_entries() -> list[str]:
    """Everything in the standard library's folders except what was installed there."""
    return sorted(
        str(entry)
        for folder in standard_library_folders()
        for entry in Path(folder).iterdir()
        if entry.name not in INSTALLED
    )


def others_can_read(folders: list[str]) -> bool:
    """Whether a user without privileges can read the files in these folders."""
    return all(
        bool(path.stat().st_mode & 0o004)
        and all(parent.stat().st_mode & 0o001 for parent in [path, *path.parents])
        for path in map(Path, map(os.path.realpath, folders))
    )

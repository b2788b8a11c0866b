"""How hand-ins lie in a folder, by where they were downloaded: one module a layout.

A layout is recognised where every hand-in of a folder has its form; what several have, or only
some, is `plain`. `--layout` names one, and then what has another form is left out and listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import canvas, github, gradescope, moodle, nbgrader, plain
from .found import Claim, Found, Listing, Place, list_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[[Listing], list[Found] | None]

# in the order in which they are tried; a reader gives None where nothing has its form
LAYOUTS: dict[str, Reader] = {
    "gradescope": gradescope.read,
    "moodle": moodle.read,
    "canvas": canvas.read,
    "nbgrader": nbgrader.read,
    "github": github.read,
    "plain": plain.read,
}
AUTO = "auto"

__all__ = ["AUTO", "LAYOUTS", "Claim", "Found", "Listing", "Place", "names_read", "read_layout"]


def read_layout(folder: Path, name: str = AUTO) -> tuple[str, list[Found], Listing]:
    """The layout's name, the hand-ins found, and what lies in the folder.

    Where the folder holds nothing but one folder that is recognised (as archives are packed), that
    one is read.
    """
    listing = list_folder(folder)
    if name != AUTO:
        return name, LAYOUTS[name](listing) or [], listing
    inner = [entry for entry in listing.hand_ins if entry.is_dir()]
    wrapped = [list_folder(inner[0])] if len(listing.hand_ins) == len(inner) == 1 else []
    for tried in (listing, *wrapped):
        for layout, read in LAYOUTS.items():
            found = read(tried) if layout != "plain" else None
            if found and {path.name for path in tried.hand_ins} <= names_read(found, tried):
                return layout, found, tried
    return "plain", plain.read(listing) or [], listing


def names_read(found: list[Found], listing: Listing) -> set[str]:
    """The names of the folder's entries in which something was found."""
    paths = (place.path for one in found for place in one.places)
    return {path.relative_to(listing.folder).parts[0] for path in paths}

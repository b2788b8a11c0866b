"""How hand-ins lie in a folder, by where they were downloaded: one module a layout.

A layout is recognised where every hand-in of a folder has its form; what several have, or only
some, is `plain`. `--layout` names one, and then what has another form is left out and listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import canvas, github, gradescope, moodle, nbgrader, plain
from .found import HAND_IN_ENDINGS, Claim, Found, Listing, Place, list_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Reader = Callable[[Listing], Sequence[Found] | None]

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
_SIGNED = ("gradescope", "nbgrader")  # by a file of metadata, by time stamps

__all__ = [
    "AUTO",
    "HAND_IN_ENDINGS",
    "LAYOUTS",
    "Claim",
    "Found",
    "Listing",
    "Place",
    "list_folder",
    "names_read",
    "read_layout",
]


def read_layout(folder: Path, name: str = AUTO) -> tuple[str, Sequence[Found], Listing]:
    """The layout's name, the hand-ins found, and what lies in the folder.

    Where the folder holds nothing but one folder that is recognised (as archives are packed), that
    one is read; likewise `submitted` in the folder of a course of nbgrader's.
    """
    listings = _listings(folder)
    tried = [name] if name != AUTO else [layout for layout in LAYOUTS if layout != "plain"]
    for listing in listings:
        for layout in tried:
            found = LAYOUTS[layout](listing)
            if found and (name != AUTO or _is_of_form(layout, found, listing)):
                return layout, found, listing
    if name == AUTO:
        return "plain", plain.read(listings[0]), listings[0]
    return name, [], listings[0]


def _listings(folder: Path) -> list[Listing]:
    """The folder, and the one in it that may be meant."""
    outer = list_folder(folder)
    inner = [path for path in outer.hand_ins if path.is_dir()]
    if len(outer.hand_ins) > 1:
        inner = [path for path in inner if path.name == "submitted"]
    return [outer, *map(list_folder, inner[:1])]


def _is_of_form(layout: str, found: Sequence[Found], listing: Listing) -> bool:
    """Whether it is this layout: every entry has its form, or it has a sign that no other has."""
    every = {path.name for path in listing.hand_ins} <= names_read(found, listing)
    return every or layout in _SIGNED


def names_read(found: Sequence[Found], listing: Listing) -> set[str]:
    """The names of the folder's entries in which something was found."""
    paths = (place.path for one in found for place in one.places)
    return {path.relative_to(listing.folder).parts[0] for path in paths}

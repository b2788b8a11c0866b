"""How hand-ins lie in a folder, by where they were downloaded: one module a layout.

A layout is recognised where every hand-in of a folder has its form; what several have, or only
some, is `plain`, and said where it is most of them. `--layout` names one, and then what has another
form is left out and listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

from . import canvas, github, gradescope, moodle, nbgrader, plain
from .entries import (
    HAND_IN_ENDINGS,
    Entry,
    Identifier,
    Item,
    Listing,
    composed,
    list_entries,
    list_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.model import Message

    Reader = Callable[[Listing], Sequence[Entry] | None]

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
_TELLING = (*_SIGNED, "moodle")  # whose form nobody's own files have by chance

__all__ = [
    "AUTO",
    "HAND_IN_ENDINGS",
    "LAYOUTS",
    "Entry",
    "Identifier",
    "Item",
    "Listing",
    "Reading",
    "composed",
    "list_entries",
    "list_folder",
    "names_read",
    "read_layout",
]


class Reading(NamedTuple):
    """A folder as a layout read it.

    Attributes:
        layout: the layout's name.
        found: the hand-ins.
        listing: what lies in the folder that was read.
        notes: what was read instead of the folder itself, or what else it may be.
    """

    layout: str
    found: Sequence[Entry]
    listing: Listing
    notes: tuple[Message, ...] = ()


def read_layout(folder: Path, name: str = AUTO) -> Reading:
    """The hand-ins in a folder, as the layout of that name has them, or the one recognised.

    Where the folder holds nothing but one folder that is recognised (as archives are packed), that
    one is read; likewise `submitted` in the folder of a course of nbgrader's. One hand-in in one
    folder is a student's work rather than a class, unless its form leaves no doubt.

    Raises:
        SubmissionError: there is no such folder, or it may not be read.
    """
    outer = list_folder(folder)
    tried = [name] if name != AUTO else [layout for layout in LAYOUTS if layout != "plain"]
    nearly: list[Message] = []
    for listing in (outer, *_inner(outer)):
        for layout in tried:
            found = LAYOUTS[layout](listing)
            if not found:
                continue
            is_class = listing is outer or layout in _TELLING or len(found) > 1
            if name != AUTO or (is_class and _is_of_form(layout, found, listing)):
                return Reading(layout, found, listing, _where(listing, outer))
            nearly += _most(layout, found, listing)
    if name == AUTO:
        return Reading("plain", plain.read(outer), outer, tuple(nearly[:1]))
    return Reading(name, (), outer)


def _inner(outer: Listing) -> list[Listing]:
    """The one folder in a folder that may be meant."""
    alone = len(outer.hand_ins) == 1
    path = outer.hand_ins[0] if alone else outer.folder / "submitted"
    return [list_entries(path)] if path.is_dir() and not path.is_symlink() else []


def _is_of_form(layout: str, found: Sequence[Entry], listing: Listing) -> bool:
    """Whether it is this layout: every entry has its form, or it has a sign that no other has."""
    every = {path.name for path in listing.hand_ins} <= names_read(found, listing)
    return every or layout in _SIGNED


def _where(listing: Listing, outer: Listing) -> tuple[Message, ...]:
    if listing is outer:
        return ()
    text = N_("The hand-ins were read from {name}, a folder in the one that was named.")
    return (message(text, name=clean_name(listing.folder.name)),)


def _most(layout: str, found: Sequence[Entry], listing: Listing) -> list[Message]:
    """A doubt where more than half of the entries have a layout's form, and some do not."""
    read = names_read(found, listing)
    total = len(listing.hand_ins)
    count = sum(path.name in read for path in listing.hand_ins)
    if not total / 2 < count < total:
        return []
    text = N_(
        "{count} of {total} entries look like {layout}'s; if they are, try --layout {layout}."
    )
    return [message(text, count=count, total=total, layout=layout)]


def names_read(found: Sequence[Entry], listing: Listing) -> set[str]:
    """The names of the folder's entries in which something was found."""
    paths = (place.path for one in found for place in one.places)
    return {path.relative_to(listing.folder).parts[0] for path in paths}

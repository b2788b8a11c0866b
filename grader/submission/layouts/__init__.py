"""How downloaded submissions lie in a folder: one module for each platform.

A layout is recognised if every candidate in the folder has its form; otherwise the folder is read
as `plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

from . import canvas, github, gradescope, moodle, nbgrader, plain
from .entries import Entry, Item, LazySequence, Listing, list_folder, list_if_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.model import Message

    Reader = Callable[[Listing], Sequence[Entry] | None]

# in the order in which they are tried; a reader returns None if nothing has its form
LAYOUTS: dict[str, Reader] = {
    "gradescope": gradescope.read,
    "moodle": moodle.read,
    "canvas": canvas.read,
    "nbgrader": nbgrader.read,
    "github": github.read,
    "plain": plain.read,
}
AUTO = "auto"
_SIGNED = ("gradescope", "nbgrader")  # known by a metadata file, or by time stamps
_UNMISTAKABLE = (*_SIGNED, "moodle")  # no student's own files have these forms by chance

__all__ = [
    "AUTO",
    "LAYOUTS",
    "Entry",
    "Item",
    "LazySequence",
    "Listing",
    "Reading",
    "list_if_readable",
    "names_read",
    "read_layout",
]


class Reading(NamedTuple):
    """A class folder as a layout read it.

    Attributes:
        layout: the layout's name.
        listing: the folder that was read: the one given, or one inside it.
        notes: messages to staff, if another folder or another layout may be meant.
    """

    layout: str
    entries: Sequence[Entry]
    listing: Listing
    notes: tuple[Message, ...] = ()


def read_layout(folder: Path, name: str = AUTO) -> Reading:
    """Read a class folder in the named layout, or in the one recognised.

    Raises:
        SubmissionError: the folder does not exist or may not be read.
    """
    outer = list_folder(folder)
    tried = [name] if name != AUTO else [layout for layout in LAYOUTS if layout != "plain"]
    nearly: list[Message] = []
    for listing in (outer, *_inner(outer)):
        for layout in tried:
            entries = LAYOUTS[layout](listing)
            if not entries:
                continue
            # one entry inside one folder may be a single student's own work instead of a class
            is_class = listing is outer or layout in _UNMISTAKABLE or len(entries) > 1
            if name != AUTO or (is_class and _is_of_form(layout, entries, listing)):
                return Reading(layout, entries, listing, _read_inside(listing, outer))
            nearly += _most(layout, entries, listing)
    if name == AUTO:
        return Reading("plain", plain.read(outer), outer, tuple(nearly[:1]))
    return Reading(name, (), outer)


def _inner(outer: Listing) -> list[Listing]:
    """The folder inside the given one that may be meant instead."""
    # archives are often packed with one folder around; nbgrader's course has `submitted`
    alone = len(outer.candidates) == 1
    path = outer.candidates[0] if alone else outer.folder / "submitted"
    return [list_if_readable(path)] if path.is_dir() and not path.is_symlink() else []


def _is_of_form(layout: str, entries: Sequence[Entry], listing: Listing) -> bool:
    every = {path.name for path in listing.candidates} <= names_read(entries, listing)
    return every or layout in _SIGNED


def _read_inside(listing: Listing, outer: Listing) -> tuple[Message, ...]:
    if listing is outer:
        return ()
    text = N_("The submissions were read from {name}, a folder in the one that was named.")
    return (message(text, name=clean_name(listing.folder.name)),)


def _most(layout: str, entries: Sequence[Entry], listing: Listing) -> list[Message]:
    """A note if more than half of the candidates have a layout's form, but not all."""
    read = names_read(entries, listing)
    total = len(listing.candidates)
    count = sum(path.name in read for path in listing.candidates)
    if not total / 2 < count < total:
        return []
    text = N_(
        "{count} of {total} entries look like {layout}'s; if they are, try --layout {layout}."
    )
    return [message(text, count=count, total=total, layout=layout)]


def names_read(entries: Sequence[Entry], listing: Listing) -> set[str]:
    """Names of the files and folders in a listing that belong to an entry."""
    paths = (item.path for entry in entries for item in entry.items)
    return {path.relative_to(listing.folder).parts[0] for path in paths}

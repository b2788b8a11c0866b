"""How downloaded submissions lie in a folder: one module for each platform.

A layout is recognised if most of the entries have its form: no single one decides for the others.
If none is, the folder is read as `plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier
from grader.text import clean_name

from . import blackboard, canvas, drive, github, gradescope, moodle, named_folders, nbgrader, plain
from .entries import Entry, Item, LazySequence, Listing, joined, list_folder, list_if_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from grader.model import Message
    from grader.submission.roster import Roster

    Reader = Callable[[Listing], Sequence[Entry] | None]

# of two with as many entries the first is taken; a reader returns None if nothing has its form
LAYOUTS: dict[str, Reader] = {
    "gradescope": gradescope.read,
    "moodle": moodle.read,
    "blackboard": blackboard.read,
    "brightspace": named_folders.read_brightspace,
    "canvas": canvas.read,
    "github": github.read,  # before nbgrader: a clone may hold anything, a time stamp too
    "nbgrader": nbgrader.read,
    "sakai": named_folders.read_sakai,
    "teams": named_folders.read_teams,
    "classroom": drive.read,
    "plain": plain.read,
}
AUTO = "auto"
# one entry of these is a class, even in a folder of its own: nobody's own files have the form
_UNMISTAKABLE = ("gradescope", "moodle")
_ALL_LISTED = ("gradescope", "nbgrader")  # what else lies there is nobody's submission
_SUBMITTED = "submitted"
_OF_TEAMS = ("Submitted files", "제출된 파일", "Working files", "작업 파일")
# what nbgrader makes in the folder of a course
_OF_NBGRADER = {_SUBMITTED, "source", "release", "autograded", "feedback", "nbgrader_config.py"}
_MENTIONED = 3  # so many entries of a form may be meant as such, though most have another

__all__ = [
    "AUTO",
    "LAYOUTS",
    "Entry",
    "Item",
    "LazySequence",
    "Listing",
    "Reading",
    "list_if_readable",
    "read_layout",
]


class Reading(NamedTuple):
    """A class folder as a layout read it.

    Attributes:
        layout: the layout's name.
        listing: the folder that was read: the one given, or one inside it.
        names: of its files and folders that belong to an entry.
        fitting: how many of its candidates have the layout's form.
        notes: messages to staff, if another folder or another layout may be meant.
    """

    layout: str
    entries: Sequence[Entry]
    listing: Listing
    names: set[str]
    fitting: int
    notes: tuple[Message, ...] = ()


def read_layout(folder: Path, name: str = AUTO, roster: Roster | None = None) -> Reading:
    """Read a class folder in the named layout, or in the one recognised.

    Args:
        roster: tells a student's only folder from one around a class.

    Raises:
        SubmissionError: the folder does not exist or may not be read.
    """
    outer = list_folder(folder)
    listings = [outer, *_inner(outer, roster)]
    if name != AUTO:
        readings = [_read(name, listing, named=True) for listing in listings]
        chosen = next((reading for reading in readings if reading.entries), readings[0])
        return chosen._replace(notes=_read_inside(chosen.listing, outer))
    tried = []
    for listing in listings:
        readings = [_read(layout, listing) for layout in LAYOUTS if layout != "plain"]
        best = max(readings, key=lambda reading: reading.fitting)
        if _is_recognised(best, outer):
            return _with_rest(best._replace(notes=_read_inside(listing, outer)))
        tried.append(best)
    return _read("plain", outer)._replace(notes=_mentioned(tried))


def _read(layout: str, listing: Listing, *, named: bool = False) -> Reading:
    entries: Sequence[Entry] = ()
    # an unreadable list must not stop a class of another platform
    if layout != "gradescope" or named or gradescope.looks_like_it(listing):
        entries = LAYOUTS[layout](listing) or ()
    fitting: set[str] = set()
    others: set[str] = set()
    for entry in entries:
        (fitting if entry.fits else others).update(_names(entry, listing))
    count = 0
    if fitting:  # a class may be of files alone that nobody can read, such as `.rar`
        candidates = {path.name for path in listing.candidates} or fitting
        count = len(fitting & candidates)
    return Reading(layout, entries, listing, fitting | others, count)


def _names(entry: Entry, listing: Listing) -> Iterator[str]:
    """Names of the files and folders in a listing that belong to an entry."""
    return (item.path.relative_to(listing.folder).parts[0] for item in entry.items)


def _is_recognised(reading: Reading, outer: Listing) -> bool:
    listing, total = reading.listing, len(reading.listing.candidates)
    if reading.layout == "nbgrader" and listing is not outer and _is_submitted(listing):
        return reading.fitting > 0  # what came on another way than by nbgrader has no time stamp
    # one entry inside one folder may be a single student's own work instead of a class
    is_class = listing is outer or reading.layout in _UNMISTAKABLE or len(reading.entries) > 1
    return is_class and reading.fitting * 2 > total


def _is_submitted(listing: Listing) -> bool:
    return listing.folder.name == _SUBMITTED


def _with_rest(reading: Reading) -> Reading:
    """Add entries of another form than most, as `plain`."""
    if reading.layout in _ALL_LISTED:
        return reading
    rest = plain.read_rest(reading.listing, reading.names)
    if not rest:
        return reading
    names = [item.path.name for entry in rest for item in entry.items]
    text = N_("Not of the form of {layout}'s downloads, and taken as plain: {names}.")
    note = message(text, layout=reading.layout, names=", ".join(map(clean_name, names)))
    return reading._replace(
        entries=joined(reading.entries, rest),
        names=reading.names | set(names),
        notes=(*reading.notes, note),
    )


def _inner(outer: Listing, roster: Roster | None) -> list[Listing]:
    """The folder inside the given one that may be meant instead."""
    names = [path.name for path in outer.candidates]
    # archives are often packed with one folder around; nbgrader's course has `submitted`
    of_nbgrader = _SUBMITTED in names and len(_OF_NBGRADER.intersection(names)) * 2 > len(names)
    of_teams = [name for name in _OF_TEAMS if name in names] if set(names) <= {*_OF_TEAMS} else []
    if len(names) != 1 and not of_nbgrader and not of_teams:
        return []
    path = outer.folder / (_SUBMITTED if of_nbgrader else of_teams[0] if of_teams else names[0])
    is_student = roster is not None and roster.find([Identifier("any", path.name)]) is not None
    return [list_if_readable(path)] if path.is_dir() and not is_student else []


def _read_inside(listing: Listing, outer: Listing) -> tuple[Message, ...]:
    if listing is outer:
        return ()
    text = N_("The submissions were read from {name}, a folder in the one that was named.")
    return (message(text, name=clean_name(listing.folder.name)),)


def _mentioned(tried: Sequence[Reading]) -> tuple[Message, ...]:
    """A note if many of the entries have the form of a layout, but not most."""
    best = max(tried, key=lambda reading: reading.fitting)
    count, total = best.fitting, len(best.listing.candidates)
    if count < _MENTIONED or count * 3 < total:
        return ()
    text = N_(
        "{count} of {total} entries look like {layout}'s; if they are, try --layout {layout}."
    )
    return (message(text, count=count, total=total, layout=best.layout),)
